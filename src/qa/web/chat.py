"""The conversation: a question box, the answers above it as they grow, and what is kept between two questions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import gradio as gr

from qa.errors import QuestionError
from qa.language import Language, choose
from qa.records import EVERYTHING, Answer, Turn
from qa.web import limiting, page
from qa.web.door import Answering

KEPT = 50  # exchanges that a conversation holds: the whole of it is sent with each question
PACE = 0.1  # seconds between two looks at a growing answer: 75 looks at once took 0.6 s to show, the last alone 0.1 s

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation and how it is shown; `turn` is None while it has no answer."""

    question: str
    html: str
    turn: Turn | None = None


Conversation = tuple[Exchange, ...]  # oldest first; kept on the server for as long as a page is open
Shown = tuple[Any, Any, Any]  # updates of the question box, of the page, and of what is kept of the conversation


def conversation(assistant: Answering, language: Language) -> None:
    """Puts the conversation into the page that is being built."""
    say = partial(choose, language)
    welcome = page.welcome(assistant.articles(), language)
    shown = gr.HTML(welcome, apply_default_css=False, elem_id="conversation", js_on_load=beside("chat.js"))
    kept = gr.State(())
    with gr.Column(elem_id="asking"):
        example = say("Hỏi về các bài báo… ví dụ: Ai là Bí thư?", "Ask about the articles… e.g. Ai là Bí thư?")
        name = say("Câu hỏi", "Question")
        box = gr.Textbox(
            label=name,
            show_label=False,
            placeholder=example,
            submit_btn=say("Hỏi", "Ask"),
            max_lines=6,
            autofocus=True,
        )
        limits = limiting.row(assistant.sources, language)
        anew = gr.Button(say("Cuộc trò chuyện mới", "New conversation"), size="sm")
    # A question sent while another is being answered is asked after it ("once" would drop it without a word).
    box.submit(
        partial(reply, assistant, language),
        [box, kept, *limits],
        [box, shown, kept],
        trigger_mode="always_last",
        show_progress="hidden",
        api_visibility="private",
    )
    # A fresh page is a fresh session, and the old one's answers can't reach it.
    anew.click(None, js="() => { location.reload() }", api_visibility="private")


def reply(
    assistant: Answering, language: Language, question: str, conversation: Conversation, *limits: Any
) -> Iterator[Shown]:
    """The page as the answer grows; whatever goes wrong becomes one line in it. `limits`: see `limiting.scope`."""
    say = partial(choose, language)
    earlier = tuple(one for one in conversation if one.question.strip())[1 - KEPT :]

    def shown(html: str, turn: Turn | None = None) -> tuple[str, Conversation]:
        conversation = (*earlier, Exchange(question, html, turn))
        return page.conversation([one.html for one in conversation], language), conversation

    if not question.strip():
        yield "", *shown(page.notice("", say("Hãy gõ câu hỏi trước.", "Type a question first.")))
        return
    waiting = page.notice(question, say("Đang tìm trong các bài báo…", "Searching the articles…"), "waiting")
    yield "", *shown(waiting)
    try:
        within = limiting.scope(*limits) if limits else EVERYTHING
        turns = [one.turn for one in earlier if one.turn]
        for answer in _paced(assistant.stream(question, turns, within=within)):
            html = page.exchange(question, answer, assistant.article, language)
            yield gr.skip(), *shown(html, Turn(question, answer))
    except QuestionError as error:  # others may name files of this machine
        yield gr.skip(), *shown(page.notice(question, error.say(language)))
    except Exception:  # noqa: BLE001 -- the outermost door: one question fails, the page lives on
        _log.exception("A question could not be answered.")
        line = say(
            "Có lỗi ngoài dự kiến nên câu này chưa trả lời được. Hãy thử hỏi lại; chi tiết ở cửa sổ đang chạy qa chat.",
            "Something unexpected went wrong. Try again; the details are in the window where qa chat runs.",
        )
        yield gr.skip(), *shown(page.notice(question, line))


def _paced(answers: Iterator[Answer]) -> Iterator[Answer]:
    """One of the growing answers every `PACE` seconds, and always the last."""
    seen = monotonic()
    waiting: Answer | None = None
    for answer in answers:
        waiting = answer
        if monotonic() - seen >= PACE:
            yield answer
            seen, waiting = monotonic(), None
    if waiting is not None:
        yield waiting


def beside(name: str) -> str:
    """The text of a file of this folder."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
