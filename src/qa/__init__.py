"""Ask Vietnamese articles and get short true answers with the sentences they rest on.

>>> from qa import Assistant
>>> with Assistant.open("index/store") as assistant:
...     assistant.add("index/articles")
...     print(assistant.ask("Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Quảng Ninh?").text)

Names are imported when first used: `import qa` alone loads no model, no index and no web server.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.api import Assistant
    from qa.config import Config
    from qa.errors import QaError
    from qa.records import Added, Alternative, Answer, Article, Citation, Headline, Hit, Kind, Passage, Scope, Turn

__all__ = [
    "Added",
    "Alternative",
    "Answer",
    "Article",
    "Assistant",
    "Citation",
    "Config",
    "Headline",
    "Hit",
    "Kind",
    "Passage",
    "QaError",
    "Scope",
    "Turn",
]

_HOMES = {"Assistant": "api", "Config": "config", "QaError": "errors"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(f"qa.{_HOMES.get(name, 'records')}"), name)


def __dir__() -> list[str]:
    return __all__
