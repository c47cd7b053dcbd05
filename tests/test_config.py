"""The settings of the language model and of a host, from environment, file and caller."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qa.config import Config
from qa.errors import ConfigError


def test_the_model_is_set_by_caller_environment_or_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Config.load().llm == ""
    (tmp_path / "hoibao.toml").write_text('llm = "ollama:qwen3:4b"\nllm_timeout = 30\n', encoding="utf-8")
    assert (Config.load().llm, Config.load().llm_timeout) == ("ollama:qwen3:4b", 30)
    monkeypatch.setenv("QA_LLM", "openai:qwen3@http://127.0.0.1:8080/v1")
    monkeypatch.setenv("QA_LLM_TIMEOUT", "7.5")
    assert (Config.load().llm, Config.load().llm_timeout) == ("openai:qwen3@http://127.0.0.1:8080/v1", 7.5)
    assert Config.load(llm="openai:gpt-4o-mini").llm == "openai:gpt-4o-mini"


@pytest.mark.parametrize("llm", ["qwen3", "có dấu cách:x y", ":", "ollama:"])
def test_a_model_without_a_provider_is_told_how_it_is_written(llm: str) -> None:
    with pytest.raises(ConfigError, match="provider:name") as error:
        Config.load(llm=llm)
    assert "ollama:qwen3:4b" in error.value.vi


@pytest.mark.parametrize("seconds", ["0", "-1", "lâu", "nan", "inf"])
def test_a_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("QA_LLM_TIMEOUT", seconds)
    with pytest.raises(ConfigError, match="QA_LLM_TIMEOUT"):
        Config.load()


def test_a_model_that_is_set_loads_nothing_before_it_is_asked(tmp_path: Path) -> None:
    code = (
        "import sys; from qa import Assistant; Assistant.open(sys.argv[1], llm='openai:x').close(); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & {"langchain", "langchain_core", "langchain_openai", "openai"}


def test_a_host_is_set_by_caller_environment_or_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert (Config.load().host, Config.load().port, Config.load().auth) == ("127.0.0.1", 7860, None)
    assert (Config.load().max_upload_mb, Config.load().max_files, Config.load().read_only) == (50, 500, False)
    (tmp_path / "hoibao.toml").write_text(
        'host = "0.0.0.0"\nport = 8000\nauth = "ai/users"\nread_only = true\nmax_files = 20\nroot_path = "/bao"\n',
        encoding="utf-8",
    )
    config = Config.load()
    assert (config.host, config.port, config.auth) == ("0.0.0.0", 8000, tmp_path.resolve() / "ai" / "users")
    assert (config.read_only, config.max_files, config.root_path) == (True, 20, "/bao")
    monkeypatch.setenv("QA_PORT", "9000")
    monkeypatch.setenv("QA_READ_ONLY", "no")
    monkeypatch.setenv("QA_MAX_UPLOAD_MB", "5")
    config = Config.load()
    assert (config.port, config.read_only, config.max_upload_mb) == (9000, False, 5)
    assert Config.load(port=7000, read_only=True).port == 7000
    assert Config.load(read_only=True).read_only


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "tám"),
        ("MAX_FILES", "0"),
        ("MAX_UPLOAD_MB", "1.5"),
        ("READ_ONLY", "có"),
    ],
)
def test_a_setting_of_a_host_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str
) -> None:
    monkeypatch.setenv(f"QA_{name}", given)
    with pytest.raises(ConfigError, match=f"QA_{name}") as error:
        Config.load()
    assert given in error.value.vi
