"""The settings, read once at the door (command line, web, `Assistant.open`) and passed by hand from there.

A setting comes from, first found first: what the caller passes, the environment (`QA_` and the setting's name in
capitals: `QA_STORE`, `QA_LLM_TIMEOUT`), the nearest `hoibao.toml` in the current folder or above it, the default here.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Any

from qa.errors import ConfigError
from qa.language import Language

EMBEDDED = "embedded"  # the models that ship with the program
SETTINGS_FILE = "hoibao.toml"
_NUMBERS = {"port": (1, 65_535), "max_upload_mb": (1, 100_000), "max_files": (1, 100_000)}  # the least, the most
_HOSTING = ("host", *_NUMBERS, "root_path", "auth", "read_only")
_NAMES = ("store", "encoder", "reader", "llm", "llm_timeout", "language", *_HOSTING)
_SWITCH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set. Frozen: a change is a new Config (`dataclasses.replace`)."""

    store: Path  # the folder of articles.db, the vectors and the postings
    encoder: str = EMBEDDED  # or the path or hub name of any SentenceTransformer
    reader: str = EMBEDDED  # or the path or hub name of any extractive question answering model
    llm: str = ""  # the chat model that words the answers, "provider:name" or "provider:name@http://…"; "": none
    llm_timeout: float = 120  # seconds that one reply of it may take
    language: Language = "vi"  # of messages and answers; articles stay as they are
    host: str = "127.0.0.1"  # the address that `qa chat` listens on, and its port
    port: int = 7860
    root_path: str = ""  # where a reverse proxy shows it: "/hoi-bao", or the whole address
    auth: Path | None = None  # the file of users; None: everybody may come in
    max_upload_mb: int = 50  # of one file that is sent
    max_files: int = 500  # that are added at once
    read_only: bool = False  # nobody adds or removes articles on the page

    @classmethod
    def load(cls, **given: str | float | bool | Path | None) -> Config:
        """The settings in force; `given` (None: not given) wins over environment and file.

        Raises `ConfigError` for an unknown name in the settings file or a value that makes no sense.
        """
        settings: dict[str, Any] = {"store": _default_store()}
        settings.update(_from_file())
        settings.update(_from_environment(os.environ))
        settings.update({name: value for name, value in given.items() if value is not None})
        if settings.get("language", "vi") not in ("vi", "en"):
            raise ConfigError(
                f"Ngôn ngữ “{settings['language']}” không có; chọn vi hoặc en.",
                f"There is no language “{settings['language']}”; choose vi or en.",
            )
        if "llm_timeout" in settings:
            settings["llm_timeout"] = _seconds(settings["llm_timeout"])
        for name in _NUMBERS.keys() & settings.keys():
            settings[name] = _number(name, settings[name])
        if "read_only" in settings:
            settings["read_only"] = _switch("read_only", settings["read_only"])
        if settings.get("auth"):
            settings["auth"] = Path(settings["auth"]).expanduser().resolve()
        config = cls(**settings)
        if config.llm and not re.fullmatch(r"\w+:\S+", config.llm):
            raise ConfigError(
                f"Mô hình “{config.llm}” (llm, QA_LLM) phải có dạng nhà_cung_cấp:tên, ví dụ ollama:qwen3:4b.",
                f"The model “{config.llm}” (llm, QA_LLM) must look like provider:name, for example ollama:qwen3:4b.",
            )
        return replace(config, store=Path(config.store).expanduser().resolve())


def shipped(name: str) -> Path:
    """The folder of something that travels with the program: `models/encoder`, `prompts`, `index/articles`.

    In a checkout that is the folder at its top; in an installed wheel, the copy inside the package.
    """
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.exists() else package.parent.parent / name


def _seconds(given: Any) -> float:
    try:
        seconds = float(given)
    except (TypeError, ValueError):
        seconds = 0
    if 0 < seconds < inf:
        return seconds
    raise ConfigError(
        f"Thời gian chờ mô hình “{given}” (llm_timeout, QA_LLM_TIMEOUT) phải là số giây lớn hơn 0.",
        f"The time to wait for the model, “{given}” (llm_timeout, QA_LLM_TIMEOUT), must be seconds, more than 0.",
    )


def _number(name: str, given: Any) -> int:
    least, most = _NUMBERS[name]
    try:
        number = int(given)
    except (TypeError, ValueError):
        number = least - 1
    if least <= number <= most and not isinstance(given, bool):
        return number
    raise ConfigError(
        f"Thiết lập {name} (QA_{name.upper()}) là “{given}”; phải là số nguyên từ {least} đến {most}.",
        f"The setting {name} (QA_{name.upper()}) is “{given}”; it must be a whole number from {least} to {most}.",
    )


def _switch(name: str, given: Any) -> bool:
    switch = given if isinstance(given, bool) else _SWITCH.get(str(given).lower())
    if switch is None:
        raise ConfigError(
            f"Thiết lập {name} (QA_{name.upper()}) là “{given}”; phải là true hoặc false.",
            f"The setting {name} (QA_{name.upper()}) is “{given}”; it must be true or false.",
        )
    return switch


def _default_store() -> Path:
    from platformdirs import user_data_path

    return user_data_path("hoibao") / "store"


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {name: environment[f"QA_{name.upper()}"] for name in _NAMES if environment.get(f"QA_{name.upper()}")}


def _from_file() -> dict[str, Any]:
    here = Path.cwd()
    places = (folder / SETTINGS_FILE for folder in (here, *here.parents))
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return {}
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"Không đọc được {path}: {error}", f"Can't read {path}: {error}") from error
    unknown = sorted(set(settings) - set(_NAMES))
    if unknown:
        raise ConfigError(
            f"{path}: không có thiết lập tên {', '.join(unknown)}; có: {', '.join(_NAMES)}.",
            f"{path}: there is no setting named {', '.join(unknown)}; there are: {', '.join(_NAMES)}.",
        )
    for name in ("store", "auth"):
        if settings.get(name):
            settings[name] = path.parent / settings[name]
    return settings
