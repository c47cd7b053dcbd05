"""The two languages that people are addressed in. Vietnamese unless they switch."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]


def choose(language: Language, vi: str, en: str) -> str:
    """The one of two wordings that fits `language`."""
    return en if language == "en" else vi
