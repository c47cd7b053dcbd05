"""The articles tab as HTML: the table, one article, what became of files. All that comes from articles is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from urllib.parse import urlsplit

from qa.articles import FORMATS
from qa.index.build import STATUSES
from qa.index.catalogue import Column, Listed, Overview
from qa.language import Language, choose
from qa.records import Added, Article
from qa.web.limits import Limits

ROWS = 25  # of a page: what fits a screen or two
NAMED = 10  # titles that are read out before something is removed
TOLD = 1000  # files of which is told what became of them, those refused first
_COLUMNS: tuple[tuple[Column, str, str], ...] = (
    ("title", "Tiêu đề", "Title"),
    ("source", "Nguồn", "Source"),
    ("published", "Ngày", "Date"),
    ("passages", "Đoạn", "Passages"),
)


@dataclass(frozen=True, slots=True)
class View:
    """How the table is looked at. `changed` counts the removals: what was chosen before one is chosen no longer."""

    order: Column = "published"
    descending: bool = True
    page: int = 0  # from 0
    changed: int = 0

    def turned(self, column: str) -> View:
        """Sorted by that column; the other way round when it is by that already. Titles and sources begin at A."""
        for known, _, _ in _COLUMNS:
            if known == column:
                descending = not self.descending if known == self.order else known in {"published", "passages"}
                return replace(self, order=known, descending=descending, page=0)
        return self


def overview(there: Overview, language: Language) -> str:
    """One line: how many articles and passages, from when to when."""
    vi = f"{count(there.articles, language)} bài, {count(there.passages, language)} đoạn"
    en = f"{_many(there.articles, 'article')}, {_many(there.passages, 'passage')}"
    if there.oldest and there.newest:
        vi += f", từ {_time(there.oldest)} đến {_time(there.newest)}"
        en += f", from {_time(there.oldest)} to {_time(there.newest)}"
    return f'<p class="about">{choose(language, vi, en)}.</p>'


def table(entries: Sequence[Listed], found: int, view: View, language: Language, *, choosable: bool) -> str:
    """A page of the catalogue, its columns to sort by, buttons to other pages; with `choosable` a box beside each."""
    if not entries:
        nothing = choose(language, "Không có bài nào khớp.", "No article matches.")
        return f'<div data-changed="{view.changed}"><p class="notice" role="status">{nothing}</p></div>'
    choose_head = f'<th scope="col" class="box">{_hidden(choose(language, "Chọn", "Choose"))}</th>' if choosable else ""
    heads = "".join(_head(column, choose(language, vi, en), view) for column, vi, en in _COLUMNS)
    rows = "".join(_row(entry, language, choosable) for entry in entries)
    remove = (
        '<p class="act"><button type="button" class="remove" disabled>'
        f"{choose(language, 'Xóa bài đã chọn', 'Remove chosen articles')}</button></p>"
    )
    caption = _hidden(choose(language, "Các bài báo trong kho", "The articles of the store"))
    return (
        f'<div data-changed="{view.changed}"><table><caption>{caption}</caption>'
        f"<thead><tr>{choose_head}{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_pages(len(entries), found, view, language)}{remove if choosable else ''}</div>"
    )


def article(one: Article, language: Language) -> str:
    """One article, whole; its address is a link where it is one of the web."""
    known = [part for part in (_time(one.published), escape(one.source), escape(one.author)) if part]
    if urlsplit(one.url).scheme in {"http", "https"}:
        original = choose(language, "Bài gốc", "Original")
        known.append(f'<a href="{escape(one.url)}" target="_blank" rel="noopener noreferrer nofollow">{original}</a>')
    elif one.url:
        known.append(escape(one.url))
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in one.text.split("\n") if line.strip())
    close = choose(language, "Đóng bài", "Close the article")
    return (
        f'<article tabindex="-1"><button type="button" class="close" data-close aria-label="{close}">×</button>'
        f'<h2>{escape(one.title)}</h2><p class="where">{" · ".join(known)}</p>{paragraphs}</article>'
    )


def outcomes(done: Sequence[Added], namesakes: set[str], language: Language) -> str:
    """What became of each file: the counts, then a line each; of `namesakes` another article has the same title."""
    words = {status: choose(language, *said) for status, said in STATUSES.items()}
    counts = {status: sum(one.status == status for one in done) for status in words}
    summary = ", ".join(f"{words[status]}: {count(many, language)}" for status, many in counts.items() if many)
    told = sorted(done, key=lambda one: one.status != "refused")[:TOLD]
    lines = "".join(
        f'<li class="{one.status}"><strong>{escape(one.path)}</strong> – {words[one.status]}'
        f"{_more(one, namesakes, language)}</li>"
        for one in told
    )
    if more := len(done) - len(told):
        lines += f"<li>{choose(language, f'… và {more} mục khác', f'… and {more} more')}</li>"
    return f'<div role="status"><p>{summary}.</p><ul class="outcomes">{lines}</ul></div>'


def drop_area(limits: Limits, language: Language) -> str:
    """Where files are dropped or chosen; `drop.js` sends them."""
    say = partial(choose, language)
    vi = f"Tối đa {limits.max_files} tệp một lần, {limits.max_upload_mb} MB một tệp."
    en = f"Up to {limits.max_files} files at once, {limits.max_upload_mb} MB each."
    data = (
        f'data-bytes="{limits.max_upload_mb * 1024**2}" data-files="{limits.max_files}" '
        f'data-sending="{say("Đang gửi", "Sending")}"'
    )
    drop = say("Thả tệp, thư mục hoặc .zip vào đây, hoặc", "Drop files, a folder or a .zip here, or")
    sending = f'<progress hidden aria-label="{say("Đang gửi", "Sending")}"></progress>'
    return (
        f'<div class="drop" {data}><p>{drop}</p>'
        f'<p><button type="button" data-for="shelf-files">{say("Chọn tệp…", "Choose files…")}</button> '
        f'<button type="button" data-for="shelf-folder">{say("Chọn thư mục…", "Choose a folder…")}</button></p>'
        '<input type="file" id="shelf-files" multiple hidden>'
        '<input type="file" id="shelf-folder" webkitdirectory hidden>'
        f'<p class="where">{", ".join(FORMATS)}. {say(vi, en)}</p>'
        f'{sending}<p class="sending" role="status"></p></div>'
    )


def asked_to_remove(articles: Sequence[Article], language: Language) -> str:
    """The question before articles are removed: how many, and which."""
    many = count(len(articles), language)
    asking = choose(language, f"Xóa {many} bài này khỏi kho?", f"Remove {_many(len(articles), 'article')}?")
    return f"<h3>{asking}</h3>{_titles(articles, language)}"


def removed(articles: Sequence[Article], language: Language) -> str:
    """That they are gone, and for how long they can be had back."""
    many = count(len(articles), language)
    vi = f"Đã xóa {many} bài. Hoàn tác được đến khi đóng hoặc tải lại trang này."
    en = f"{_many(len(articles), 'article')} removed. It can be undone until this page is closed or loaded again."
    return f'<div role="status"><p>{choose(language, vi, en)}</p>{_titles(articles, language)}</div>'


def notice(line: str, state: str = "") -> str:
    """One line, read out by screen readers."""
    return f'<p class="notice {state}" role="status">{escape(line)}</p>' if line else ""


def count(number: int, language: Language) -> str:
    """A number with its thousands marked as the language does."""
    return choose(language, f"{number:,}".replace(",", "."), f"{number:,}")


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _head(column: Column, name: str, view: View) -> str:
    sorted_by = column == view.order
    way = ("descending" if view.descending else "ascending") if sorted_by else "none"
    arrow = {"descending": "▼", "ascending": "▲", "none": ""}[way]
    button = f'<button type="button" data-order="{column}">{name} <span aria-hidden="true">{arrow}</span></button>'
    return f'<th scope="col" class="{column}" aria-sort="{way}">{button}</th>'


def _row(entry: Listed, language: Language, choosable: bool) -> str:
    number, title = escape(entry.id), escape(entry.title)
    label = f"{choose(language, 'Chọn', 'Choose')}: {title}"
    box = f'<td class="box"><input type="checkbox" value="{number}" aria-label="{label}"></td>' if choosable else ""
    return (
        f'<tr>{box}<td class="title"><button type="button" data-open="{number}">{title}</button></td>'
        f'<td class="source">{escape(entry.source)}</td><td class="published">{_time(entry.published)}</td>'
        f'<td class="passages">{count(entry.passages, language)}</td></tr>'
    )


def _pages(shown: int, found: int, view: View, language: Language) -> str:
    first = view.page * ROWS + 1
    numbers = [count(number, language) for number in (first, first + shown - 1, found)]
    where = choose(language, "{}–{} trong {} bài", "{}–{} of {} articles").format(*numbers)
    before = view.page > 0
    after = first + shown - 1 < found
    return (
        f'<nav aria-label="{choose(language, "Trang", "Pages")}">'
        f"{_to(view.page - 1, choose(language, '‹ Trước', '‹ Previous'), before)}"
        f'<span role="status">{where}</span>{_to(view.page + 1, choose(language, "Sau ›", "Next ›"), after)}</nav>'
    )


def _to(page: int, name: str, there: bool) -> str:
    return f'<button type="button" data-page="{page}"{"" if there else " disabled"}>{name}</button>'


def _more(one: Added, namesakes: set[str], language: Language) -> str:
    """What there is to say about one file beyond its status."""
    if one.error:
        return f". {escape(one.error.say(language))}"
    parts = [f": {escape(one.title)}"]
    if one.status == "duplicate":
        parts.append(f" ({choose(language, 'giống hệt bài', 'has the same text as')} {escape(one.other)})")
    if one.converted_from:
        parts.append(f" ({choose(language, 'chuyển từ', 'converted from')} {escape(one.converted_from)})")
    if one.status == "added" and one.title in namesakes:
        vi = "Kho còn bài khác cùng tiêu đề; nếu đây là bản sửa, hãy xóa bản cũ."
        en = "Another article has the same title; if this is a newer version, remove the old one."
        parts.append(f". {choose(language, vi, en)}")
    return "".join(parts)


def _titles(articles: Sequence[Article], language: Language) -> str:
    lines = [f"<li>{escape(one.title)} {_time(one.published)}</li>" for one in articles[:NAMED]]
    more = len(articles) - NAMED
    if more > 0:
        lines.append(f"<li>{choose(language, f'… và {more} bài khác', f'… and {more} more')}</li>")
    return f"<ul>{''.join(lines)}</ul>"


def _hidden(text: str) -> str:
    """For screen readers alone."""
    return f'<span class="hidden">{text}</span>'


def _time(day: date | None) -> str:
    return f'<time datetime="{day.isoformat()}">{day:%d-%m-%Y}</time>' if day else ""
