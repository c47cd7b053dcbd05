"""The boxes that limit which articles are looked at: from when, to when, of which sources; and the row of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any

import gradio as gr

from qa.answer.scope import scope_of, told
from qa.errors import QuestionError
from qa.language import Language, choose
from qa.records import Scope

CLEARING = 'element.addEventListener("click", (event) => event.target.closest("[data-clear]") && trigger("clear"))'


def boxes(language: Language) -> list[gr.Textbox | gr.Dropdown]:
    """Two boxes for days and one for sources, put into what is being built; `scope` reads them."""
    say = partial(choose, language)
    example = say("ví dụ 7-2020", "e.g. 7-2020")
    return [
        gr.Textbox(label=say("Từ ngày", "From"), placeholder=example, max_lines=1, min_width=140),
        gr.Textbox(label=say("Đến ngày", "To"), placeholder=example, max_lines=1, min_width=140),
        gr.Dropdown(label=say("Nguồn", "Sources"), choices=[], multiselect=True, value=[], min_width=200),
    ]


def scope(since: str | None, until: str | None, picked: Sequence[str] | None) -> Scope:
    """What the boxes say; Gradio has None for an empty one. Raises `QuestionError` for what is no date."""
    return scope_of(since or "", until or "", picked or ())


def choices(sources: Sequence[tuple[str, int]], language: Language) -> Any:
    """The update of the box of sources: those that there are, each with how many articles it has."""
    unnamed = choose(language, "(không ghi nguồn)", "(no source)")
    return gr.update(choices=[(f"{source or unnamed} ({many})", source) for source, many in sources])


def row(sources: Callable[[], list[tuple[str, int]]], language: Language) -> list[gr.Textbox | gr.Dropdown]:
    """The boxes in a row that is folded away, put below the question; a chip says when they limit anything."""
    say = partial(choose, language)
    told_here = gr.HTML(apply_default_css=False, elem_id="limited", js_on_load=CLEARING)
    folded = gr.Accordion(say("Giới hạn bài được tìm", "Limit the articles"), open=False, elem_id="limits")
    with folded, gr.Row():
        limits = boxes(language)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    folded.expand(lambda: choices(sources(), language), None, limits[-1], **quiet)
    changed = [box.change for box in limits]
    gr.on(changed, partial(chip, language), limits, told_here, trigger_mode="always_last", **quiet)
    told_here.clear(lambda: ("", "", []), None, limits, **quiet)
    return limits


def chip(language: Language, since: str, until: str, picked: Sequence[str]) -> str:
    """What the boxes limit the articles to, with a button that takes it away; "" when they limit nothing."""
    try:
        within = scope(since, until, picked)
    except QuestionError as error:
        return f'<p class="notice error" role="status">{escape(error.say(language))}</p>'
    if not within:
        return ""
    only = choose(language, "Chỉ tìm trong các bài", "Only the articles")
    away = choose(language, "Bỏ giới hạn", "Take the limits away")
    button = f'<button type="button" data-clear aria-label="{away}">×</button>'
    return f'<p class="chip" role="status">{only} {escape(told(within, language))} {button}</p>'
