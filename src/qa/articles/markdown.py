"""Markdown, with or without front matter between two lines of `---`.

Front matter fields: id, title, published, author, source, url, language; others are passed over. Marks of emphasis,
links and headings are taken off, so that what is cited reads like the page.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.articles.draft import Draft, one_line, published_field
from qa.articles.encoding import decode_text
from qa.articles.lines import unwrap
from qa.articles.pasted import layout
from qa.errors import UnreadableFile
from qa.vietnamese.text import fold, nfc

# A rule of dashes may open a page too: front matter it is when a field follows and a second line of dashes closes it.
_FRONT = re.compile(
    r"\s*---[ \t]*\n(?P<fields>(?:[ \t]*(?:#[^\n]*)?\n)*[\w-]+[ \t]*:.{0,65536}?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)",
    re.DOTALL,
)
_FIELDS = ("id", "title", "author", "source", "url", "language")
_MARKS = (
    (re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE), ""),  # "## Kết quả"
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),  # "> lời trích"
    (re.compile(r"^[ \t]{0,3}(?:-[ \t]*){3,}$|^[ \t]{0,3}(?:\*[ \t]*){3,}$", re.MULTILINE), ""),  # a rule
    (re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)"), r"\1"),  # an image: its caption
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\s]+(?:[ \t]+\"[^\"\n]*\")?\)"), r"\1"),  # a link: its text
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),  # "1990\." keeps its stop
)


def parse(data: bytes) -> Draft:
    """The parts of a `.md` file. Without a title in the front matter, its first heading or pasted layout gives one.

    Raises `UnreadableFile` when its bytes are no text, the front matter is no YAML, or `published` is no date.
    """
    decoded, encoding = decode_text(data)
    text = nfc(decoded)
    front = _FRONT.match(text)
    fields = _fields(front["fields"]) if front else {}
    body = text[front.end() :] if front else text
    title, below = _heading(body)
    given = fields.pop("title", "")
    if not given or fold(one_line(given)) == fold(title):
        body = below
    published = published_field(fields.pop("published", ""))
    fields["converted_from"] = encoding
    if given:
        return Draft(text=_plain(unwrap(body.strip())), title=given, published=published, **fields)
    found = layout(_plain(body), title=title)
    return replace(
        found, published=published or found.published, **{name: value for name, value in fields.items() if value}
    )


def _heading(body: str) -> tuple[str, str]:
    """The heading of the first level that opens the body ("# …", or underlined with "="), and what stands below it."""
    body = body.lstrip()
    line, _, below = body.partition("\n")
    if re.match(r"#[ \t]", line):
        return one_line(_plain(line.rstrip(" \t#"))), below
    underline, _, rest = below.partition("\n")
    if underline and not underline.rstrip().strip("="):
        return one_line(_plain(line)), rest
    return "", body


def _fields(source: str) -> dict[str, str]:
    import yaml

    try:
        # every scalar as the text it is: an id of 007 stays 007, and no tag can make an object
        loaded = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        raise UnreadableFile(
            f"Phần đầu giữa hai dòng --- sai cú pháp YAML ở dòng {line}. "
            'Nếu tiêu đề có dấu hai chấm, hãy đặt nó trong ngoặc kép: title: "…".',
            f"The front matter between the two --- lines is not YAML at line {line}. "
            'Put a title that holds a colon in quotes: title: "…".',
        ) from error
    wanted = (*_FIELDS, "published")
    return {name: value for name, value in loaded.items() if name in wanted and isinstance(value, str)}


def _plain(text: str) -> str:
    for mark, replacement in _MARKS:
        text = mark.sub(replacement, text)
    return text.strip()
