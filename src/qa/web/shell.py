"""The fixed HTML around a conversation: the log, the panel of sources, the tools, the dialogs. No article is in it."""

from __future__ import annotations

from typing import Final

from qa.language import Language
from qa.web.words import words as _words

# Drawn for this page, 20 × 20, of strokes in the colour of the text.
_ICONS: Final = {
    "new": "M10 4v12M4 10h12",
    "history": "M10 6v4l3 2M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7M3.5 3.5V7H7",
    "download": "M10 3v9M6.5 8.5 10 12l3.5-3.5M4 16h12",
    "close": "M5 5l10 10M15 5 5 15",
    "previous": "M12.5 4.5 7 10l5.5 5.5",
    "next": "M7.5 4.5 13 10l-5.5 5.5",
}


def icon(name: str) -> str:
    """A drawing that screen readers pass over."""
    return f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{_ICONS[name]}"/></svg>'


def log(language: Language) -> str:
    """Where the exchanges go, oldest first, as a log that screen readers follow; before the first one the welcome."""
    say = _words(language)
    return (
        f'<div class="welcome"></div><div class="log" role="log" aria-live="polite" aria-label="{say["conversation"]}">'
        f'</div><p class="said" role="status"></p>{_history(language)}{_confirm(language)}'
    )


def tools(language: Language) -> str:
    """The line below the question box."""
    say = _words(language)
    return "".join(
        f'<button type="button" class="tool" data-tool="{name}">{icon(name)}<span>{say[name]}</span></button>'
        for name in ("new", "history", "download")
    )


def panel(language: Language) -> str:
    """The panel: the sources of an answer, or one article opened at a citation."""
    say = _words(language)

    def button(name: str, sign: str) -> str:
        label = f'aria-label="{say[name]}" title="{say[name]}"'
        return f'<button type="button" data-panel="{name}" {label}>{icon(sign)}</button>'

    return (
        f'<dialog id="panel" aria-label="{say["sources"]}"><div class="bar">'
        '<span class="place"></span>'
        f"{button('previous', 'previous')}{button('next', 'next')}{button('close', 'close')}</div>"
        '<div class="list"></div><article class="opened" tabindex="0"></article></dialog>'
    )


def _history(language: Language) -> str:
    say = _words(language)
    return (
        f'<dialog class="history" aria-label="{say["history"]}"><div class="bar"><h2>{say["history"]}</h2>'
        f'<button type="button" data-close aria-label="{say["close"]}">{icon("close")}</button></div>'
        f'<p class="about"></p><ul></ul><button type="button" class="all">{say["delete_all"]}</button></dialog>'
    )


def _confirm(language: Language) -> str:
    say = _words(language)
    return (
        '<dialog class="confirm" aria-labelledby="really"><p id="really"></p><p class="choices">'
        f'<button type="button" class="choice no">{say["cancel"]}</button>'
        f'<button type="button" class="choice yes">{say["delete"]}</button></p></dialog>'
    )
