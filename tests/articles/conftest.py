"""Files of every kind, made by the tests themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from qa.articles import read
from qa.errors import ArticleError
from qa.records import Article

# One printed line: its place from the lower left corner in points, its letter size, its text.
Printed = tuple[float, float, float, str]


class Desk:
    """A folder to write files in, and what reading one of them gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def article(self, name: str, content: str | bytes) -> Article:
        (found,) = read([self.put(name, content)])
        assert found.error is None, found.error
        assert found.article is not None
        return found.article

    def refusal(self, name: str, content: str | bytes) -> ArticleError:
        (found,) = read([self.put(name, content)])
        assert found.article is None
        assert found.error is not None
        assert found.error.vi != found.error.en
        return found.error


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return _pdf


def _pdf(pages: Sequence[Sequence[Printed]], info: Mapping[str, str] | None = None, password: bool = False) -> bytes:
    """A PDF with a text layer, written by hand: one font that says which code is which letter, one stream a page."""
    used = sorted({letter for page in pages for *_, text in page for letter in text})
    code = {letter: number for number, letter in enumerate(used, start=1)}
    letters = "".join(f"1 beginbfchar <{n:04X}> <{c.encode('utf-16-be').hex()}> endbfchar\n" for c, n in code.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {letters}endcmap end end"
    )
    kids = " ".join(f"{7 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500 /FontDescriptor 6 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(to_unicode),
        "<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        "/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    for place, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * place} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        shown = ((x, y, size, "".join(f"{code[c]:04X}" for c in text)) for x, y, size, text in page)
        objects.append(_stream("".join(f"BT /F {size} Tf {x} {y} Td <{text}> Tj ET\n" for x, y, size, text in shown)))
    trailer = ""
    if info:
        entries = " ".join(f"/{name} <FEFF{value.encode('utf-16-be').hex()}>" for name, value in info.items())
        objects.append(f"<< {entries} >>")
        trailer += f" /Info {len(objects)} 0 R"
    if password:  # a user key that no empty password makes
        keys = f"/O <{'41' * 32}> /U <{'42' * 32}>"
        trailer += f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {keys} >> /ID [<{'43' * 16}> <{'43' * 16}>]"
    return _assembled(objects, trailer)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >> stream\n{content}\nendstream"


def _assembled(objects: Sequence[str], trailer: str) -> bytes:
    file = "%PDF-1.4\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    for number, body in enumerate(objects, start=1):
        table += f"{len(file):010d} 00000 n \n"
        file += f"{number} 0 obj\n{body}\nendobj\n"
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{len(file)}\n%%EOF\n"
    return (file + table + end).encode("latin-1")
