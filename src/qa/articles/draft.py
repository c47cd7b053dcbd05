"""What a reader got out of a source, and how that becomes an `Article`: its title, id and hash."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from qa.articles.legacy import is_damaged
from qa.errors import EmptyArticle, UnreadableFile
from qa.records import Article
from qa.vietnamese.dates import parse_date_line
from qa.vietnamese.sentences import sentences
from qa.vietnamese.text import fold, nfc

VIETNAM = timezone(timedelta(hours=7))  # no summer time; a page stamped 20:00Z came out on the next day there
LONGEST_TITLE = 100  # characters of a title made from the first sentence
_LONGEST_SLUG = 60  # characters; an id is typed by people
_LINE = re.compile(r"\.jsonl#\d+$", re.IGNORECASE)  # the origin of one line
_HASH = 8  # hex digits beside the slug: two articles would need the same slug as well to collide


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of one article as its source gave them; empty where the source says nothing."""

    text: str
    title: str = ""
    published: date | None = None
    author: str = ""
    source: str = ""
    url: str = ""
    id: str = ""
    language: str = "vi"
    converted_from: str = ""  # the older encoding that it was in: "TCVN3"


def finish(draft: Draft, origin: str = "") -> Article:
    """The article of a draft, in NFC; without a title, its first sentence is the title.

    Its id is the draft's own, else made of its address, else of `origin` (the file's path, `#line` for a line of it),
    else of title and text. Raises `EmptyArticle` when there is no text, `UnreadableFile` when its letters are lost.
    """
    text = nfc(draft.text).strip()
    if not text:
        raise EmptyArticle(
            "Không có chữ nào để đọc. Hãy kiểm tra lại nội dung.", "There is no text in it. Check what it holds."
        )
    if is_damaged(text):
        raise UnreadableFile(
            "Chữ đã hỏng: nhiều chữ cái bị mất hoặc sai bảng mã từ trước (kiểu “Ti�ng Vi?t”). "
            "Hãy lấy lại bản gốc, rồi lưu với bảng mã UTF-8.",
            "Its letters are lost: an earlier program read it in a wrong encoding (“Ti�ng Vi?t”). "
            "Get the original again and save it as UTF-8.",
        )
    title = one_line(draft.title) or headline(text)
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    url = one_line(draft.url)
    return Article(
        id=one_line(draft.id) or _id_of_url(url) or _id_of_origin(origin) or _id_of_text(title, digest),
        title=title,
        text=text,
        published=draft.published,
        author=one_line(draft.author),
        source=one_line(draft.source),
        url=url,
        origin=origin,
        language=one_line(draft.language) or "vi",
        hash=digest,
    )


def without_place(article: Article) -> Article:
    """The article without a trace of its origin in its id: one made of that gives way to one of title and text."""
    if article.id != _id_of_origin(article.origin):
        return article
    return replace(article, id=_id_of_text(article.title, article.hash))


def one_line(text: str) -> str:
    """The text in NFC with every run of white space as one space."""
    return " ".join(nfc(text).split()) if text else ""


def headline(text: str) -> str:
    """The first sentence, cut at a word when it is longer than `LONGEST_TITLE` characters ("… của tỉnh…")."""
    opening = text[: 10 * LONGEST_TITLE]
    start, end = next(iter(sentences(opening)), (0, len(opening)))
    sentence = " ".join(opening[start:end].split())
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    cut = sentence[: LONGEST_TITLE + 1].rpartition(" ")[0] or sentence[:LONGEST_TITLE]
    return cut.rstrip(" ,;:–-") + "…"


def day(value: str) -> date | None:
    """The day of an ISO time or a Vietnamese date line, as the calendar in Vietnam had it; None when it is neither."""
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return parse_date_line(nfc(value))


def published_field(value: str) -> date | None:
    """The day that a `published` field states; None when it is empty. Raises `UnreadableFile` when it is no date."""
    found = day(value)
    if found is None and value.strip():
        raise UnreadableFile(
            f"published: “{value.strip()[:60]}” không phải ngày tháng. Hãy viết kiểu 2020-07-11, hoặc bỏ trống.",
            f"published: “{value.strip()[:60]}” is no date. Write it like 2020-07-11, or leave it out.",
        )
    return found


def slug(text: str) -> str:
    """The text as it may stand in an id: "Đại hội lần thứ IX" → "dai-hoi-lan-thu-ix"; "bai" when nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(words) > _LONGEST_SLUG:
        words = words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]
    return words or "bai"


def _id_of_url(url: str) -> str:
    """An id of the address without its scheme, "www." and fragment; "" when it is only a site's front page."""
    parts = _split(url)
    path = parts.path.rstrip("/") if parts else ""
    if parts is None or not parts.netloc or not (path or parts.query):
        return ""
    address = f"{parts.netloc.lower().removeprefix('www.')}{path}?{parts.query}"
    return f"{slug(Path(path).stem)}-{_short_hash(address)}"


def host(url: str) -> str:
    """The host of an address without "www."; "" when it has none."""
    parts = _split(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # "http://[" and the like
        return None


def _id_of_origin(origin: str) -> str:
    if not origin:
        return ""
    path, _, line = origin.rpartition("#") if _LINE.search(origin) else (origin, "", "")
    return f"{slug(f'{Path(path).stem} {line}')}-{_short_hash(nfc(origin))}"


def _id_of_text(title: str, digest: str) -> str:
    return f"{slug(title)}-{digest[:_HASH]}"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
