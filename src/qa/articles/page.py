"""What a web page says about the article on it: title, day, author, newspaper, address.

A page's own statements come first (JSON-LD, meta tags), then what stands beside its heading. Nothing is guessed: a
copyright year, a licence's date and today's date in the page's head are no date of the article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.articles.byline import Byline, credited, date_line, names
from qa.articles.draft import day, host, one_line
from qa.vietnamese.text import fold

Tree = Any  # lxml's HtmlElement, which brings no types

_DATE_FIELDS = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish_date",
    "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "article.published", "date",
)  # fmt: skip
_AUTHOR_FIELDS = ("author", "article:author", "dc.creator", "og:article:author")
_AUTHOR_CLASS = re.compile(r"author|tac-?gia|byline|but-?danh|nguoi-?viet", re.IGNORECASE)
_ASIDE = frozenset(("a", "li", "nav", "aside", "footer", "script", "style", "noscript", "option", "button"))
_OTHER = re.compile(r"comment|binh-?luan|related|lien-?quan|tin-?khac|footer|sidebar|xem-?nhieu", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")  # browsers write it when they save a page
# A newspaper's name behind a page's title: "Báo Sơn Lĩnh", "Cổng thông tin xã …", "Nhịp Trẻ Online"; not "Báo động lũ".
_SITE = re.compile(
    r"(?:Báo|Tạp chí|Đài|Cổng|Trang)\s+(?:[^\W\d_a-zà-öø-ÿđ]|điện tử|thông tin|tin).*"
    r"|.*(?:\b[Oo]nline|\.(?:vn|com|net|org))"
)
# Stretches of text between the heading and a date line: a kicker, share buttons, an author; farther away stand
# other articles' dates and the clock in the page's head.
_AFTER, _BEFORE = 8, 3
_LONGEST_NAME = 80  # characters
_SHORTEST_TITLE = 8  # characters; a shorter heading that the title happens to contain is a column's name


@dataclass(frozen=True, slots=True)
class About:
    """The statements of one page; empty where it makes none."""

    title: str
    published: date | None
    author: str
    source: str
    url: str


def about(tree: Tree, html: str) -> About:
    """What the page states, from its parsed tree and its source."""
    linked = next(_linked_data(tree), {})
    meta = _meta(tree)
    url = _url(tree, meta, html)
    window, site = _without_site(one_line(tree.findtext(".//head/title") or ""))
    stated = _without_site(one_line(meta.get("og:title", "")) or _string(linked.get("headline")))[0]
    source = one_line(meta.get("og:site_name", "")) or _name_of(linked.get("publisher")) or site
    heading = _heading(tree, stated or window)
    beside = _date_beside(tree, heading) if heading is not None else None
    shown = beside[1] if beside else Byline()
    return About(
        title=stated or window if heading is None else one_line("".join(heading.itertext())),
        published=_published(meta, linked) or (beside[0] if beside else None),
        author=_author(tree, meta, linked, {fold(source), fold(host(url))}) or shown.author,
        source=source or host(url) or shown.source,
        url=url,
    )


def _linked_data(tree: Tree) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that are articles; broken JSON is passed over."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            waiting = [json.loads(script.text or "null", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            found = waiting.pop(0)
            if isinstance(found, list):
                waiting += found
            elif isinstance(found, dict):
                if "datePublished" in found or "headline" in found:
                    yield found
                waiting += [found["@graph"]] if "@graph" in found else []


def _meta(tree: Tree) -> dict[str, str]:
    """The meta tags by lower-case name, property or itemprop; of two with one name the first."""
    fields: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content").strip():
            fields.setdefault(name.strip().lower(), element.get("content").strip())
    return fields


def _url(tree: Tree, meta: dict[str, str], html: str) -> str:
    canonical = tree.find('.//link[@rel="canonical"]')
    saved = _SAVED_FROM.search(html, 0, 2000)
    found = (canonical.get("href") if canonical is not None else "", meta.get("og:url"), saved[1] if saved else "")
    return next((url.strip() for url in found if url and url.strip().startswith(("http://", "https://"))), "")


def _heading(tree: Tree, declared: str) -> Tree | None:
    """The heading that says the declared title; where none does, the page's only h1."""
    texts = {element: fold(one_line("".join(element.itertext()))) for element in tree.iter("h1", "h2", "h3")}
    said = [element for element, text in texts.items() if len(text) >= _SHORTEST_TITLE and text in fold(declared)]
    first = [element for element, text in texts.items() if element.tag == "h1" and text]
    return min(said, key=lambda element: str(element.tag), default=first[0] if len(first) == 1 else None)


def _without_site(title: str) -> tuple[str, str]:
    """A page's title and its site's name: "Cầu Mây thông xe - Báo Đất Việt" → ("Cầu Mây thông xe", "Báo Đất Việt")."""
    parts = re.split(r"(\s+[|–—-]\s+)", title)
    site = ""
    while len(parts) > 1 and _SITE.fullmatch(parts[-1]):
        site = parts.pop()
        parts.pop()
    return "".join(parts), site


def _published(meta: dict[str, str], linked: dict[str, Any]) -> date | None:
    stated = [_string(linked.get("datePublished")), *(meta.get(name, "") for name in _DATE_FIELDS)]
    return next((known for value in stated if value and (known := day(value))), None)


def _date_beside(tree: Tree, heading: Tree) -> tuple[date, Byline] | None:
    """The date line nearest after the heading, else nearest before it, with the byline that it holds."""
    stretches: list[Tree] = []
    place = 0
    for element in tree.iter():
        if element is heading:
            place = len(stretches)
        own = (element.text, *(child.tail for child in element)) if isinstance(element.tag, str) else ()
        if any(text and not text.isspace() for text in own):  # behind a child too: an icon before the date
            stretches.append(element)
    near = [*stretches[place : place + _AFTER], *reversed(stretches[max(0, place - _BEFORE) : place])]
    return next((found for element in near if (found := _date_in(element))), None)


def _date_in(element: Tree) -> tuple[date, Byline] | None:
    """The day that an element shows; None among links, lists and margins, where other articles have theirs."""
    if element.tag in _ASIDE or any(above.tag in _ASIDE for above in element.iterancestors()):
        return None
    shown = day(element.get("datetime")) if element.tag == "time" and element.get("datetime") else None
    found = (shown, Byline()) if shown else date_line(_row(element)) or date_line(one_line("".join(element.itertext())))
    beside = date_line(_row(element.getparent())) if found and element.getparent() is not None else None
    return beside or found


def _row(element: Tree) -> str:
    """What an element shows, its pieces parted: <b>Minh Hà</b><i>11/7/2020</i> → "Minh Hà | 11/7/2020"."""
    return " | ".join(piece for text in element.itertext() if (piece := one_line(text)))


def _author(tree: Tree, meta: dict[str, str], linked: dict[str, Any], sites: set[str]) -> str:
    """The first author that is a person's name: of the JSON-LD, then of an author's box, then of a meta tag."""
    authors = linked.get("author")
    people = [one for one in (authors if isinstance(authors, list) else [authors]) if not _is_organisation(one)]
    stated = ", ".join(name for name in map(_name_of, people) if name)
    shown = (one_line("".join(box.itertext())) for box in _author_boxes(tree))
    for found in (stated, *shown, *(one_line(meta.get(name, "")) for name in _AUTHOR_FIELDS)):
        byline = credited(found) if len(found) <= _LONGEST_NAME else None
        if byline and fold(byline.author) not in sites and names(byline.author):
            return byline.author
    return ""


def _author_boxes(tree: Tree) -> Iterator[Tree]:
    for element in tree.iter("a", "address", "b", "div", "p", "span", "strong"):
        labels = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
        if _AUTHOR_CLASS.search(labels):
            around = (f"{above.get('class', '')} {above.get('id', '')}" for above in element.iterancestors())
            if not any(_OTHER.search(label) for label in around):
                yield element
                yield from element.iter("a", "b", "span", "strong")


def _name_of(value: object) -> str:
    return _string(value.get("name") if isinstance(value, dict) else value)


def _is_organisation(value: object) -> bool:
    return isinstance(value, dict) and value.get("@type") == "Organization"


def _string(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""
