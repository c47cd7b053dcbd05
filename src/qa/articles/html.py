"""Web pages: the article's own paragraphs by trafilatura, what the page says about it by `page`. Never the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from qa.articles.draft import Draft, one_line
from qa.articles.encoding import decode_text
from qa.articles.legacy import Converted, convert
from qa.articles.page import about
from qa.articles.pasted import layout
from qa.errors import EmptyArticle
from qa.vietnamese.text import fold

Tree = Any  # lxml's HtmlElement, which brings no types

# The entities of latin-1 letters and symbols: "&#184;", "&#xb8;", "&cedil;", "&Acirc;"; not &nbsp; and not &shy;.
_ENTITY = re.compile(
    r"&(?:#(?:1[6-9]\d|2[0-4]\d|25[0-5])|#x[a-f]\w|(?!nbsp|shy|amp|quot|lt|gt)[a-z]{2,7});", re.IGNORECASE
)
_BLOCKS = frozenset("p div table ul ol h1 h2 h3 h4 article section blockquote form center".split())
_TABLE_PARTS = frozenset("tbody thead tfoot tr td th".split())
_LONG_CELL = 400  # characters; a cell of data is shorter
# Boxes that Vietnamese sites set into or under an article.
_BOXES = "tinkhac tin-khac tinlienquan tin-lien-quan lienquan lien-quan related binhluan binh-luan quangcao".split()
_LABELS = "translate(concat(@class,' ',@id),'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
# AMP pages keep adverts, players and lists of other articles in elements of their own.
_PRUNED = f"//*[{' or '.join(f'contains({_LABELS},{box!r})' for box in _BOXES)} or starts-with(name(),'amp-')]"
_STANDFIRST = range(40, 801)  # characters; shorter is a label, longer is body
_STANDFIRST_TAGS = ("p", "h2", "h3", "div")
_SENTENCE_ENDS = tuple('.!?…”"')
_BODY_BLOCKS = frozenset("p head quote list item table row cell div ab code".split())  # of trafilatura's own body
_ASIDE = frozenset("a li nav aside figure figcaption footer table".split())


def parse(data: bytes) -> Draft:
    """The parts of a `.html` page.

    Raises `UnreadableFile` when its bytes are no text, `EmptyArticle` when it holds no article.
    """
    from trafilatura import load_html

    html, encoding = _source(data)
    tree = load_html(html)
    if tree is None:
        raise _nothing()
    stated = about(tree, html)
    _unfold_layout(tree)
    paragraphs = _main_text(tree)
    if not paragraphs:
        raise _nothing()
    found = layout("\n\n".join([*_standfirst(tree, stated.title, paragraphs[0]), *paragraphs]), title=stated.title)
    return Draft(
        text=found.text,
        title=found.title,
        published=stated.published or found.published,
        author=stated.author or found.author,
        source=stated.source or found.source,
        url=stated.url,
        converted_from=encoding,
    )


def _source(data: bytes) -> Converted:
    """The page's source out of its encoding; glyphs of an old one may stand in it as entities: "B&#184;o c&#184;o"."""
    found = decode_text(data)
    if found.encoding or not _ENTITY.search(found.text):
        return found
    shown = convert(_ENTITY.sub(lambda entity: unescape(entity[0]), found.text))
    return shown if shown.encoding else found


def _unfold_layout(tree: Tree) -> None:
    """Make plain boxes of the tables that only place things on the page, as older sites do."""
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        sizes = (len("".join(cell.itertext()).strip()) for cell in cells)
        holds_boxes = next(table.iterdescendants("h1", "h2", "form", "article", "table"), None) is not None
        one_column = all(len(cell.getparent()) == 1 for cell in cells)
        if holds_boxes or one_column or any(size > _LONG_CELL for size in sizes):
            for part in [*cells, *(row for row in table.iter() if row.tag in _TABLE_PARTS)]:
                if next(part.iterancestors("table"), None) is table:
                    part.tag = "div"
            table.tag = "div"


def _main_text(tree: Tree) -> list[str]:
    from trafilatura import bare_extraction

    for precise in (True, False):  # the looser reading only for a page in which the precise one sees no article
        found = bare_extraction(
            tree, favor_precision=precise, include_comments=False, with_metadata=False, prune_xpath=_PRUNED
        )
        body = getattr(found, "body", None)
        paragraphs = list(_paragraphs(body)) if body is not None else []
        if paragraphs:
            return paragraphs
    return []


def _paragraphs(parent: Tree) -> Iterator[str]:
    """The paragraphs under an element of trafilatura's body, in order; list items and table rows keep their lines."""
    pieces = [_spaced(parent.text)]
    for child in parent:
        if child.tag == "lb":
            pieces.append("\n")
        elif child.tag in _BODY_BLOCKS:
            yield from _lines(pieces)
            pieces = []
            if child.tag == "list":
                yield "\n".join(_items(child))
            elif child.tag == "table":
                yield "\n".join(filter(None, map(_row, child.iterchildren("row"))))
            else:
                yield from _paragraphs(child)
        else:
            pieces += [*_paragraphs(child)] if child.find(".//lb") is not None else [_spaced("".join(child.itertext()))]
        pieces.append(_spaced(child.tail))
    yield from _lines(pieces)


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _lines(pieces: list[str]) -> Iterator[str]:
    return filter(None, map(one_line, "".join(pieces).split("\n")))


def _items(parent: Tree) -> Iterator[str]:
    for item in parent.iterchildren("item"):
        for line in "\n".join(_paragraphs(item)).split("\n"):
            if line:
                yield line if line.startswith("- ") else f"- {line}"


def _row(row: Tree) -> str:
    cells = [" ".join(_paragraphs(cell)) for cell in row.iterchildren("cell")]
    return " | ".join(cells) if any(cells) else ""


def _standfirst(tree: Tree, title: str, first: str) -> Iterator[str]:
    """The bold paragraphs between the heading and the `first` paragraph of the body, which trafilatura leaves out."""
    found: list[str] = []
    under_heading = False
    for element in tree.iter("h1", *_STANDFIRST_TAGS):
        if element.tag in ("h1", "h2", "h3") and fold(_inline(element)) == fold(title):
            under_heading = True
        elif under_heading:
            text = _inline(element)
            if text.startswith(first) or first.startswith(one_line(element.text or "") or text):
                yield from found
                return
            if len(text) in _STANDFIRST and text.endswith(_SENTENCE_ENDS) and _is_plain(element):
                found.append(text)


def _is_plain(element: Tree) -> bool:
    """Whether an element holds no block and stands in none of the boxes that are not the article."""
    inside = any(child.tag in _BLOCKS for child in element.iterdescendants())
    return not inside and not any(above.tag in _ASIDE for above in (element, *element.iterancestors()))


def _inline(element: Tree) -> str:
    """The text of an element, with a space where a place name is set before the first word without one."""
    text = ""
    for piece in element.itertext():
        text += f" {piece}" if text[-1:].islower() and piece[:1].isupper() else piece
    return one_line(text)


def _nothing() -> EmptyArticle:
    return EmptyArticle(
        "Không tìm thấy bài báo nào trong trang. Nếu trang cần JavaScript để hiện chữ, "
        "hãy mở bằng trình duyệt rồi lưu lại.",
        "No article was found in the page. If it needs JavaScript to show its text, "
        "open it in a browser and save it from there.",
    )
