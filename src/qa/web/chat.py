"""The conversation: a question box, the answers above it as they grow, their sources beside them.

The browser keeps the conversation and sends its last turns with each question; the server keeps nothing of it. What the
browser shows is always HTML that was made here, from records: a conversation reopened after months as well.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import gradio as gr
from pydantic import TypeAdapter, ValidationError

from qa.errors import QuestionError
from qa.language import Language, choose
from qa.records import EVERYTHING, Answer, Turn
from qa.web import limiting, page, shell
from qa.web.door import EARLIER, Answering
from qa.web.welcome import LOOKED_AT, welcome
from qa.web.words import words

PACE = 0.1  # seconds between two looks at a growing answer: 75 looks at once took 0.6 s to show, the last alone 0.1 s
SCRIPTS = ("records.js", "panel.js", "history.js", "taking.js", "chat.js")  # one function body, in this order

_log = logging.getLogger(__name__)
_TURN = TypeAdapter(Turn)

Message = dict[str, Any]  # what the page's script gets: number, html, done, answer (a record when done, else None)


def conversation(assistant: Answering, language: Language) -> None:
    """Puts the conversation into the page that is being built."""
    say = partial(choose, language)

    def first_screen(_: object) -> str:
        return welcome(assistant.latest(LOOKED_AT), language)

    def reopened(exchanges: object) -> list[str]:
        return reopen(assistant, language, exchanges)

    def ask(since: str, until: str, picked: list[str], event: gr.EventData) -> Iterator[Message]:
        asked = event._data or {}
        question = str(asked.get("question", ""))
        for message in reply(assistant, language, question, turns(asked.get("turns")), since, until, picked):
            yield {**message, "number": asked.get("number")}

    with gr.Row(elem_id="talk"):
        with gr.Column(elem_id="asked"):
            shown = gr.HTML(
                None,
                html_template=shell.log(language),
                apply_default_css=False,
                elem_id="conversation",
                js_on_load="\n".join(beside(name) for name in SCRIPTS),
                server_functions=[first_screen, reopened],
                words=words(language),
            )
            with gr.Column(elem_id="asking"):
                box = gr.Textbox(
                    label=say("Câu hỏi", "Question"),
                    show_label=False,
                    placeholder=say(
                        "Hỏi về các bài báo… ví dụ: Ai là Bí thư?", "Ask about the articles… e.g. Ai là Bí thư?"
                    ),
                    submit_btn=say("Hỏi", "Ask"),
                    stop_btn=say("Dừng", "Stop"),
                    max_lines=6,
                    autofocus=True,
                )
                limits = limiting.row(assistant.sources, language)
                gr.HTML(shell.tools(language), apply_default_css=False, elem_id="tools", js_on_load=None)
        gr.HTML(shell.panel(language), apply_default_css=False, elem_id="sources", js_on_load=None)
    # The script sends one question after the other, so nothing that is typed meanwhile is lost ("once" would drop it).
    asking = shown.ask(ask, limits, shown, trigger_mode="multiple", show_progress="hidden", api_visibility="private")
    asking.failure(None, js="() => { hoiBao.fail() }", api_visibility="private")
    shown.halt(None, cancels=[asking], api_visibility="private")
    box.submit(None, box, box, js="question => hoiBao.ask(question)", api_visibility="private")
    box.stop(None, js="() => { hoiBao.stop() }", api_visibility="private")


def reply(
    assistant: Answering, language: Language, question: str, history: list[Turn], *limits: Any
) -> Iterator[Message]:
    """The exchange as the answer grows; whatever goes wrong becomes one line in it. Closing it stops the answering.

    `limits`: see `limiting.scope`.
    """
    say = partial(choose, language)
    try:
        within = limiting.scope(*limits) if limits else EVERYTHING
        with closing(assistant.stream(question, history, within=within)) as answers:
            for answer, whole in _paced(answers):
                html = page.exchange(question, answer, assistant.article, language)
                yield _message(html, answer if whole else None, done=whole)
    except QuestionError as error:  # others may name files of this machine
        yield _message(page.notice(question, error.say(language)), done=True)
    except Exception:  # noqa: BLE001 -- the outermost door: one question fails, the page lives on
        _log.exception("A question could not be answered.")
        line = say(
            "Có lỗi ngoài dự kiến nên câu này chưa trả lời được. Hãy thử hỏi lại; chi tiết ở cửa sổ đang chạy qa chat.",
            "Something unexpected went wrong. Try again; the details are in the window where qa chat runs.",
        )
        yield _message(page.notice(question, line), done=True)


def reopen(assistant: Answering, language: Language, exchanges: object) -> list[str]:
    """The HTML of exchanges that a browser kept; one without an answer, or with one of another version, says so."""
    lost = choose(language, "Câu này chưa có câu trả lời được lưu.", "No answer was kept for this question.")
    shown = []
    for one in exchanges if isinstance(exchanges, list) else []:
        kept = turns([one])
        question = str(one.get("question", "")) if isinstance(one, dict) else ""
        shown.append(
            page.exchange(question, kept[0].answer, assistant.article, language)
            if kept
            else page.notice(question, lost, "lost")
        )
    return shown


def turns(kept: object) -> list[Turn]:
    """The last turns of those that a browser kept; what is no turn of this version is left out."""
    found = []
    for one in kept if isinstance(kept, list) else []:
        try:
            found.append(_TURN.validate_json(json.dumps(one)))
        except (ValidationError, ValueError):
            continue
    return found[-EARLIER:]


def _message(html: str, answer: Answer | None = None, *, done: bool) -> Message:
    return {"html": html, "done": done, "answer": json.loads(answer.to_json()) if answer else None}


def _paced(answers: Iterator[Answer]) -> Iterator[tuple[Answer, bool]]:
    """One of the growing answers every `PACE` seconds, once there is something to read; at the end the whole one."""
    seen = monotonic()
    latest: Answer | None = None
    for latest in answers:
        if latest.text and monotonic() - seen >= PACE:
            yield latest, False
            seen = monotonic()
    if latest is not None:
        yield latest, True


def beside(name: str) -> str:
    """The text of a file of this folder."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
