from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import docx
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa.articles import read
from qa.errors import EmptyArticle, UnreadableFile
from qa.vietnamese.encodings import encode

if TYPE_CHECKING:
    from tests.articles.conftest import Desk

TITLE = "Khai mạc hội chợ nông sản huyện Kim Lộc"
BODY = ("Sáng 5-3, hội chợ khai mạc với 120 gian hàng.", "Hội chợ mở cửa đến hết ngày 9-3.")


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def written(*paragraphs: str) -> Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def test_the_pasted_layout(desk: Desk) -> None:
    article = desk.article("hoi-cho.docx", saved(written(TITLE, "", "05/03/2021 08:15", *BODY, "QUANG THÀNH")))
    assert (article.title, article.published, article.author) == (TITLE, date(2021, 3, 5), "QUANG THÀNH")
    assert article.text == "\n\n".join(BODY)


def test_paragraphs_lists_and_tables_in_order(desk: Desk) -> None:
    document = docx.Document()
    document.add_heading(TITLE, level=0)
    document.add_paragraph(BODY[0])
    for item in ("Cam", "Bưởi"):
        paragraph = document.add_paragraph(item)
        paragraph._p.get_or_add_pPr().get_or_add_numPr()
    table = document.add_table(rows=2, cols=3)
    for place, text in enumerate(["Xã", "Gian hàng", "", "Đông Lĩnh", "12", "tốt"]):
        table.cell(*divmod(place, 3)).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph(BODY[1])
    article = desk.article("a.docx", saved(document))
    assert article.title == TITLE
    assert article.text == f"{BODY[0]}\n\n- Cam\n- Bưởi\n\nXã | Gian hàng\nĐông Lĩnh | 12 | tốt\n\n{BODY[1]}"


def test_links_insertions_and_content_controls_are_read_deletions_not(desk: Desk) -> None:
    document = written(TITLE, "")
    xml = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Sáng 5-3, </w:t></w:r>"
        '<w:ins w:id="1" w:author="x"><w:r><w:t>hội chợ </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>phiên chợ </w:delText></w:r></w:del>'
        '<w:hyperlink w:anchor="a"><w:r><w:t>Kim Lộc</w:t></w:r></w:hyperlink>'
        "<w:r><w:tab/><w:t>khai mạc.</w:t><w:br/><w:t>Đông khách.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, parse_xml(xml))
    assert desk.article("a.docx", saved(document)).text == "Sáng 5-3, hội chợ Kim Lộc\tkhai mạc.\nĐông khách."


def test_properties_count_where_they_make_sense(desk: Desk) -> None:
    document = written(*BODY)
    document.core_properties.title = TITLE
    document.core_properties.author = "Đỗ Hải Phong"
    document.core_properties.created = datetime(2021, 3, 5, 8)
    article = desk.article("a.docx", saved(document))
    assert (article.title, article.author, article.published) == (TITLE, "Đỗ Hải Phong", date(2021, 3, 5))
    assert article.text == "\n\n".join(BODY)


def test_what_word_fills_in_by_itself_does_not_count(desk: Desk) -> None:
    document = written(TITLE, *BODY)
    document.core_properties.title = "Microsoft Word - Document1"
    document.core_properties.author = "Admin"
    document.core_properties.created = datetime(2021, 3, 5, 8)
    article = desk.article("a.docx", saved(document))
    assert (article.title, article.author, article.published) == (TITLE, "", None)


def test_a_document_of_pictures_is_empty(desk: Desk) -> None:
    assert isinstance(desk.refusal("a.docx", saved(docx.Document())), EmptyArticle)


def test_an_encrypted_and_an_old_document_are_told_apart(desk: Desk) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "mật khẩu" in desk.refusal("a.docx", container + "EncryptedPackage".encode("utf-16-le")).vi
    assert ".doc" in desk.refusal("b.docx", container + "WordDocument".encode("utf-16-le")).vi


def archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 but no more", "bị cụt hoặc hỏng"),
        (b"Plain words.", "Không phải tài liệu Word"),
        (b"%PDF-1.4\n", "mà là PDF"),
        (archive("mimetype", b"application/vnd.oasis.opendocument.text"), "mà là ZIP"),
        (archive("word/document.xml", b"<broken"), "bị hỏng"),
        (archive("word/document.xml", bytes(301 * 1024 * 1024)), "301,0 MB"),
    ],
    ids=["cut", "text", "pdf", "odt", "broken", "bomb"],
)
def test_what_is_no_word_document_is_refused(desk: Desk, content: bytes, said: str) -> None:
    error = desk.refusal("a.docx", content)
    assert isinstance(error, UnreadableFile)
    assert said in error.vi


def test_a_document_cut_short_is_refused(desk: Desk) -> None:
    whole = saved(written(TITLE, *BODY))
    assert "bị cụt hoặc hỏng" in desk.refusal("a.docx", whole[: len(whole) // 2]).vi


def in_font(document: Document, *runs: tuple[str, str]) -> None:
    paragraph = document.add_paragraph()
    for font, text in runs:
        paragraph.add_run(text).font.name = font


def test_fonts_tell_an_older_encoding_beside_unicode(desk: Desk) -> None:
    document = written(TITLE)
    in_font(document, (".VnTimeH", glyphs("Ủy ban nhân dân", "TCVN3").lower()))
    in_font(document, (".VnTime", glyphs(BODY[0], "TCVN3")), ("Arial", " Đã đăng báo."))
    (found,) = read([desk.put("a.docx", saved(document))])
    assert found.article is not None, found.error
    assert found.converted_from == "TCVN3"
    assert found.article.title == TITLE
    assert found.article.text == f"ỦY BAN NHÂN DÂN\n\n{BODY[0]} Đã đăng báo."


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_an_older_encoding_that_no_font_tells(desk: Desk, encoding: str) -> None:
    document = written(*(glyphs(line, encoding) for line in (TITLE, *BODY)))
    document.add_table(rows=1, cols=1).cell(0, 0).text = glyphs("Đông Lĩnh: 12", encoding)
    article = desk.article("a.docx", saved(document))
    assert article.title == TITLE
    assert article.text == "\n\n".join([*BODY, "Đông Lĩnh: 12"])


def glyphs(text: str, encoding: str) -> str:
    return encode(text, encoding).decode("latin-1")


def test_footnotes_follow_the_text_and_its_author(desk: Desk) -> None:
    document = written(TITLE, "05/03/2021", *BODY, "QUANG THÀNH")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Theo báo cáo của UBND huyện.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, notes.encode(), document.part.package)
    document.part.relate_to(part, kind)
    article = desk.article("a.docx", saved(document))
    assert (article.title, article.author) == (TITLE, "QUANG THÀNH")
    assert article.text == "\n\n".join([*BODY, "Chú thích 1: Theo báo cáo của UBND huyện."])
