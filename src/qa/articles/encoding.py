"""Bytes to text: UTF-8, UTF-16, or an older Vietnamese encoding that its words prove; anything else is refused."""

from __future__ import annotations

import codecs

from qa.articles.legacy import Converted, convert, convert_bytes
from qa.errors import UnreadableFile

# What a file begins with when its name lies about it.
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP (DOCX, XLSX, EPUB…)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office (DOC, XLS…)"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF (WEBP, WAV…)"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_STARTS = tuple(start for start, _ in _SIGNATURES)
_SAMPLE = 4096  # bytes, an even number


def signature(data: bytes) -> str:
    """The kind of file that these bytes begin like ("PDF", "JPEG"); "" when it is none of the known ones."""
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), "") if data.startswith(_STARTS) else ""


def decode_text(data: bytes) -> Converted:
    """What `decode` gives, converted too where the text itself shows an older encoding ("B¸o c¸o", "Baùo caùo")."""
    found = decode(data)
    return found if found.encoding else convert(found.text)


def decode(data: bytes) -> Converted:
    """The text of these bytes, its byte-order mark gone, and the older encoding that they were in ("" for UTF-8).

    Raises `UnreadableFile` naming what was found and at which byte (counted from 0) when they are another kind of
    file, binary, or in no encoding that makes sense of them.
    """
    kind = signature(data)
    if kind:
        raise UnreadableFile(
            f"Nội dung là tệp {kind}, không phải văn bản. Hãy đặt lại đuôi tệp cho đúng, hoặc lưu thành văn bản UTF-8.",
            f"Its content is a {kind} file, not text. Give it the right suffix, or save it as UTF-8 text.",
        )
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _wrong_encoding("UTF-32", data, 0)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Converted(_strictly(data, "utf-16"))
    zero = data.find(0)
    if zero >= 0:
        encoding = _byte_order(data)
        if not encoding:
            raise _wrong_encoding("", data, zero)
        return Converted(_strictly(data, encoding))
    try:
        return Converted(data.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        found = convert_bytes(data)
        if found is None:
            raise _wrong_encoding("", data, error.start) from error
        return found


def _byte_order(data: bytes) -> str:
    """Which UTF-16 bytes without a mark are, by the half of each pair that is mostly zero; "" for none."""
    sample = data[:_SAMPLE]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or 4 * max(first, second) < len(sample) or min(first, second):
        return ""
    encoding = "utf-16-be" if first else "utf-16-le"
    text = sample.decode(encoding, "replace")
    return encoding if sum(letter.isprintable() or letter.isspace() for letter in text) > 0.95 * len(text) else ""


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_encoding("UTF-16", data, error.start) from error


def _wrong_encoding(found: str, data: bytes, at: int) -> UnreadableFile:
    line = data.count(b"\n", 0, at) + 1
    vi_line, en_line = (f" (dòng {line})", f" (line {line})") if line > 1 else ("", "")
    vi_kind = {"": "Không phải văn bản UTF-8", "UTF-16": "Văn bản UTF-16 bị hỏng"}.get(found, f"Văn bản {found}")
    en_kind = {"": "It is not UTF-8 text", "UTF-16": "This UTF-16 text is damaged"}.get(found, f"This is {found} text")
    return UnreadableFile(
        f"{vi_kind}: gặp byte 0x{data[at]:02X} ở vị trí {at}{vi_line}. "
        "Hãy mở tệp bằng phần mềm đã soạn ra nó rồi lưu lại với bảng mã UTF-8.",
        f"{en_kind}: byte 0x{data[at]:02X} at position {at}{en_line}. "
        "Open it with the program that wrote it and save it as UTF-8.",
    )
