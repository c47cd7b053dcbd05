"""The articles tab: what the store holds, to look through, to read, to add to, to remove from."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from qa.api import Assistant
from qa.errors import ArticleError, ArticleNotFound, QaError, QuestionError
from qa.index.catalogue import Wanted
from qa.language import Language, choose
from qa.records import Added, Article
from qa.web import catalogue, limiting
from qa.web.adding import added, sent_files, without_paths
from qa.web.catalogue import ROWS, View
from qa.web.chat import beside
from qa.web.limits import Limits
from qa.web.timeline import timeline

FARTHEST = 1_000_000  # page; what a browser asks for beyond it is the last one too
_log = logging.getLogger(__name__)
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
Shown = tuple[Any, ...]  # updates of components, in the order of the event's outputs


def shelf(page: gr.Blocks, assistant: Assistant, language: Language, limits: Limits) -> None:
    """Puts the articles into the tab of the page that is being built. What a reader may not do has no handler."""
    say = partial(choose, language)
    tab = Shelf(assistant, language, limits)
    with gr.Column(elem_id="shelf"):
        about = gr.HTML(apply_default_css=False)
        if not limits.read_only:
            adding = gr.Accordion(say("Thêm bài", "Add articles"), open=False, elem_id="adding")
            told = gr.HTML(apply_default_css=False, elem_id="told")
            undo = gr.Button(say("Hoàn tác", "Undo"), visible=False, size="sm", elem_id="undo")
        with gr.Row(elem_id="filters"):
            title = gr.Textbox(
                label=say("Tìm trong tiêu đề", "Search in titles"),
                placeholder=say("gõ không dấu cũng được", "with or without accents"),
                max_lines=1,
                scale=2,
                min_width=240,
            )
            filters = [title, *limiting.boxes(language)]
        wrong = gr.HTML(apply_default_css=False)
        table = gr.HTML(apply_default_css=False, elem_id="table", js_on_load=beside("shelf.js"))
        if not limits.read_only:
            confirming = gr.Column(visible=False, elem_id="confirming")
        preview = gr.HTML(apply_default_css=False, elem_id="preview", js_on_load=beside("preview.js"))
        with gr.Accordion(say("Số bài theo thời gian", "Articles over time"), open=False):
            plot = gr.HTML(apply_default_css=False, elem_id="timeline")
    view = gr.State(View())
    everything = [about, wrong, view, table, plot, filters[-1]]
    page.load(tab.loaded, [view, *filters], everything, **QUIET)
    changes = [box.change if isinstance(box, gr.Dropdown) else box.submit for box in filters]
    gr.on(changes, tab.filtered, [view, *filters], [wrong, view, table, plot], **QUIET)
    table.turn(tab.turned, [view, *filters], [wrong, view, table], **QUIET)
    table.open(tab.opened, None, preview, **QUIET)
    if not limits.read_only:
        again = tab.loaded, [view, *filters], everything
        with adding:
            _adding(tab, told, again)
        with confirming:
            _removing(tab, (table, confirming, told, undo, preview), view, again)


def _adding(tab: Shelf, told: gr.HTML, again: tuple[Any, ...]) -> None:
    """Where files are dropped and texts pasted."""
    say = partial(choose, tab.language)
    area = catalogue.drop_area(tab.limits, tab.language)
    drop = gr.HTML(area, apply_default_css=False, js_on_load=beside("drop.js"))
    text = gr.Textbox(
        label=say("Hoặc dán một bài", "Or paste an article"),
        placeholder=say(
            "Tiêu đề ở dòng đầu, rồi dòng ngày, rồi nội dung.", "Title first, then a date line, then text."
        ),
        lines=4,
        max_lines=12,
    )
    paste = gr.Button(say("Thêm bài đã dán", "Add the pasted article"), size="sm")
    drop.sent(tab.sent, None, told, **QUIET).then(*again, **QUIET)
    paste.click(tab.pasted, text, [text, told], **QUIET).then(*again, **QUIET)


def _removing(tab: Shelf, places: tuple[Any, ...], view: gr.State, again: tuple[Any, ...]) -> None:
    """The question before a removal, and the way back after it."""
    table, confirming, told, undo, preview = places
    say = partial(choose, tab.language)
    asking = gr.HTML(apply_default_css=False)
    with gr.Row():
        keep = gr.Button(say("Giữ lại", "Keep"), size="md", elem_id="keep")
        go = gr.Button(say("Xóa hẳn", "Remove"), size="md", variant="stop", elem_id="go")
    doomed, gone = gr.State(()), gr.State(())
    focus = "() => setTimeout(() => document.querySelector('{}')?.focus(), 100)"
    asked = table.remove(tab.asked_to_remove, None, [confirming, asking, doomed, told], **QUIET)
    asked.then(None, js=focus.format("#keep"), api_visibility="private")
    keep.click(lambda: gr.Column(visible=False), None, confirming, **QUIET)
    done = go.click(tab.removed, [doomed, view], [confirming, told, undo, gone, view, preview], **QUIET)
    done.then(*again, **QUIET).then(None, js=focus.format("#undo"), api_visibility="private")
    undo.click(tab.restored, gone, [told, undo, gone], **QUIET).then(*again, **QUIET)


class Shelf:
    """What each event of the tab shows."""

    def __init__(self, assistant: Assistant, language: Language, limits: Limits) -> None:
        self.language = language
        self.limits = limits
        self._assistant = assistant

    def loaded(self, view: View, *boxes: Any) -> Shown:
        """All of it, as it is now."""
        about = catalogue.overview(self._assistant.overview(), self.language)
        sources = limiting.choices(self._assistant.sources(), self.language)
        return about, *self._looked_through(view, *boxes), sources

    def filtered(self, view: View, *boxes: Any) -> Shown:
        """The first page of what the boxes want, and when that came out."""
        return self._looked_through(replace(view, page=0), *boxes)

    def turned(self, view: View, event: gr.EventData, *boxes: Any) -> Shown:
        """Another page, or the same articles in another order."""
        page = event._data.get("page")
        if isinstance(page, int):
            turned = replace(view, page=min(max(page, 0), FARTHEST))
        else:
            turned = view.turned(str(event._data.get("order")))
        return self._looked_through(turned, *boxes)[:3]

    def opened(self, event: gr.EventData) -> str:
        """The article that was chosen, whole."""
        try:
            return catalogue.article(self._assistant.article(str(event._data.get("id"))), self.language)
        except ArticleNotFound:
            return catalogue.notice(self._gone(), "error")

    def sent(self, event: gr.EventData) -> Iterator[str]:
        """How far the files are, then what became of each."""
        files = sent_files(event._data, Path(get_upload_folder()))
        done: list[Added] = []
        try:
            for number, so_far in enumerate(added(self._assistant.add_read, files, self.limits), 1):
                done = so_far
                read = f"{min(number, len(files))}/{len(files)}"
                line = choose(self.language, f"Đã đọc {read} tệp", f"{read} files read")
                if number >= len(files):
                    line += choose(self.language, ", đang đưa vào kho", ", storing")
                yield catalogue.notice(f"{line}…", "waiting")
            yield catalogue.outcomes(done, self._namesakes(done), self.language)
        except Exception as error:  # noqa: BLE001 -- the outermost door: the page lives on
            _log.error("Files that were sent could not be added.", exc_info=error)
            wrong = catalogue.notice(without_paths(error, self.language), "error")
            yield wrong + (catalogue.outcomes(done, set(), self.language) if done else "")

    def pasted(self, text: str) -> tuple[str, str]:
        """The box emptied, unless its text is refused, and what became of it."""
        try:
            done = [replace(self._assistant.add_text(text), path=choose(self.language, "Bài dán", "Pasted"))]
        except ArticleError as error:
            return text, catalogue.notice(error.say(self.language), "error")
        except QaError as error:
            _log.error("A pasted text could not be added.", exc_info=error)
            return text, catalogue.notice(without_paths(error, self.language), "error")
        return "", catalogue.outcomes(done, self._namesakes(done), self.language)

    def asked_to_remove(self, event: gr.EventData) -> Shown:
        """The question whether to remove those chosen that are still there."""
        articles = [article for article_id in event._data.get("ids", ()) if (article := self._article(str(article_id)))]
        if not articles:
            return gr.Column(visible=False), "", (), catalogue.notice(self._gone(), "error")
        ids = tuple(article.id for article in articles)
        return gr.Column(visible=True), catalogue.asked_to_remove(articles, self.language), ids, ""

    def removed(self, ids: tuple[str, ...], view: View) -> Shown:
        """What was removed, and the way back."""
        hidden = gr.Column(visible=False)
        try:
            articles = self._assistant.remove(*ids)
        except ArticleNotFound:
            return hidden, catalogue.notice(self._gone(), "error"), gr.skip(), gr.skip(), view, gr.skip()
        except QaError as error:
            _log.error("Articles could not be removed.", exc_info=error)
            wrong = catalogue.notice(without_paths(error, self.language), "error")
            return hidden, wrong, gr.skip(), gr.skip(), view, gr.skip()
        told = catalogue.removed(articles, self.language)
        return hidden, told, gr.Button(visible=True), tuple(articles), replace(view, changed=view.changed + 1), ""

    def restored(self, articles: tuple[Article, ...]) -> Shown:
        """That what was removed last is there again."""
        try:
            self._assistant.restore(articles)
        except QaError as error:
            _log.error("Articles could not be brought back.", exc_info=error)
            return catalogue.notice(without_paths(error, self.language), "error"), gr.skip(), gr.skip()
        vi, en = f"Đã đưa lại {len(articles)} bài vào kho.", f"{len(articles)} article(s) are in the store again."
        return catalogue.notice(choose(self.language, vi, en)), gr.Button(visible=False), ()

    def _looked_through(self, view: View, *boxes: Any) -> Shown:
        """A line when the boxes make no sense, the view, its table, its plot."""
        title, *limits = boxes
        try:
            within = limiting.scope(*limits)
        except QuestionError as error:
            return catalogue.notice(error.say(self.language), "error"), view, gr.skip(), gr.skip()
        wanted = Wanted(title or "", within, view.order, view.descending)
        entries, found = self._assistant.listing(wanted, view.page * ROWS, ROWS)
        if not entries and found:  # the last page has gone
            view = replace(view, page=(found - 1) // ROWS)
            entries, found = self._assistant.listing(wanted, view.page * ROWS, ROWS)
        html = catalogue.table(entries, found, view, self.language, choosable=not self.limits.read_only)
        return "", view, html, timeline(self._assistant.months(wanted), self.language)

    def _namesakes(self, done: list[Added]) -> set[str]:
        return self._assistant.namesakes([one.title for one in done if one.status == "added"])

    def _article(self, article_id: str) -> Article | None:
        try:
            return self._assistant.article(article_id)
        except ArticleNotFound:
            return None

    def _gone(self) -> str:
        return choose(self.language, "Bài này không còn trong kho.", "The article is no longer in the store.")
