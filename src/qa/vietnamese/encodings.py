"""The encodings that Vietnamese was kept in before Unicode: TCVN3 (ABC), VNI, VPS, VISCII, VIQR, windows-1258; and
UTF-8 that was decoded as windows-1252 or latin-1 by mistake.

An old text has two shapes: bytes, and the glyphs that those bytes show as when they are taken for windows-1252
("B¸o c¸o" for "Báo cáo"), as people paste them and as Word documents in a .VnTime font hold them. Both are read.

The codes are those of VN3 in TCVN 5712:1993, of the VNI Windows fonts, of RFC 1456 (VISCII, VIQR) and of the Vietnamese
Professionals Society; checked one by one against GNU recode, and VISCII against Perl's Encode.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from qa.vietnamese.lost_capitals import restore_capitals

# The 67 letters of the language that ASCII lacks, by vowel, each with its tones in the order ` ? ~ ' .
LETTERS: Final = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"

# A byte for each of LETTERS, and for each of its capitals. TCVN3 has seven capitals; the others are the small letters'
# codes, which a font shows as capitals (.VnTimeH).
_CODES: Final = {
    "TCVN3": (
        "b5b6b7b8b9 a8bbbcbdbec6 a9c7c8c9cacb cccecfd0d1 aad2d3d4d5d6 d7d8dcddde dfe1e2e3e4 abe5e6e7e8e9 aceaebecedee"
        " eff1f2f3f4 adf5f6f7f8f9 fafbfcfdfe ae",
        "b5b6b7b8b9 a1bbbcbdbec6 a2c7c8c9cacb cccecfd0d1 a3d2d3d4d5d6 d7d8dcddde dfe1e2e3e4 a4e5e6e7e8e9 a5eaebecedee"
        " eff1f2f3f4 a6f5f6f7f8f9 fafbfcfdfe a7",
    ),
    "VPS": (
        "e0e4e3e1e5 e6a2a3a4a1a5 e2c0c4c5c3c6 e8c8ebe9cb ea8a8bcd898c ecccefedce f2d5f5f386 f4d2b087d3b6 d6a9aaaba7ae"
        " f9fbdbfaf8 dcd8babbd9bf ff9bcf9a9c c7",
        "808182c102 888e8ff08d04 c284851c8303 d7defec905 ca9394959006 b5b7b8b410 bcbdbeb911 d49798999612 f79e9fa69d13"
        " a8d1acda14 d0afb11dad15 b2fdb3dd19 f1",
    ),
    "VISCII": (
        "e0e4e3e1d5 e5a2c6c7a1a3 e2a5a6e7a4a7 e8eba8e9a9 eaabacadaaae ecefeeedb8 f2f6f5f3f7 f4b0b1b2afb5 bdb6b7debefe"
        " f9fcfbfaf8 dfd7d8e6d1f1 cfd6dbfddc f0",
        "c0c4c3c180 c58202058183 c28586068487 c8cb88c989 ca8b8c8d8a8e cc9bcecd98 d299a0d39a d49091928f93 b49697b39594"
        " d99c9dda9e bfbbbcffbab9 9f1419dd1e d0",
    ),
}
# VNI Windows writes the letter and behind it a mark; some letters are one mark alone. Capitals are these in capitals.
_VNI: Final = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï"
    " oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ"
).split()
_VIQR_QUALITY: Final = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
_VIQR_TONE: Final = {"\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "."}
_VIQR: Final = re.compile(
    r"\\(?P<plain>.)|[dD][dD]|(?P<letter>[aA][(^]?|[eE]\^?|[oO][+^]?|[uU]\+?|[iIyY])(?P<tone>[`?~'.])?", re.S
)

NAMES: Final = ("TCVN3", "VNI", "VPS", "VISCII", "windows-1258", "VIQR")  # that to_unicode and encode know


def _windows_1252() -> dict[int, str]:
    """What the bytes 80–9F show as: "€" for 80, a control character where windows-1252 has none."""
    return {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


_SHOWN: Final = _windows_1252()


def _table(codes: dict[str, int]) -> dict[int, str]:
    """For `str.translate`: each code as the glyph that shows, as latin-1, and in Word's symbol range, to its letter."""
    table = {0xF000 + code: chr(code) for code in range(0x20, 0x7F)}
    table |= {0xF000 + code: _SHOWN.get(code, chr(code)) for code in range(0x80, 0x100)}
    table |= {code: shown for code, shown in _SHOWN.items() if shown != chr(code)}
    for letter, code in codes.items():
        table |= {code: letter, 0xF000 + code: letter, ord(_SHOWN.get(code, chr(code))): letter}
    return table


def _codes(small: str, capital: str) -> dict[str, int]:
    codes = dict(zip(LETTERS.upper(), bytes.fromhex(capital), strict=True))
    return codes | dict(zip(LETTERS, bytes.fromhex(small), strict=True))  # of two with one code the small letter counts


_BYTES: Final = {name: _codes(*both) for name, both in _CODES.items()}
_TABLES: Final = {name: _table(codes) for name, codes in _BYTES.items()} | {"": _table({})}
_VNI_CODES: Final = dict(zip(LETTERS, _VNI, strict=True)) | {
    letter.upper(): code.upper() for letter, code in zip(LETTERS, _VNI, strict=True)
}
# Shift may be held for one of the two keys only: "Aùo" is "Áo", the case is the letter's.
_VNI_LETTERS: Final = {
    written: letter
    for letter, code in _VNI_CODES.items()
    for written in ({code[:-1] + code[-1].lower(), code[:-1] + code[-1].upper()} if len(code) > 1 else {code})
}
_VNI_CODE: Final = re.compile("[AEOUYaeouyÔôÖö][ÀÁÂÃÄÅÈÉÊËÏÕØÙÚÛÜàáâãäåèéêëïõøùúûü]|[ÌÆÓÍÒÔÖÎÑìæóíòôöîñ]")


def to_unicode(glyphs: str, encoding: str, capitals: bool = True) -> str:
    """The text of what `encoding` (one of `NAMES`) shows as: TCVN3 "B¸o c¸o", VNI "Baùo caùo" → "Báo cáo". In NFC.

    `glyphs` are the bytes decoded as latin-1, or as windows-1252, as pasted; what is no code stays. Capitals that TCVN3
    can't tell are restored where the letters around show them ("TØNH ñY" → "TỈNH ỦY") and where a sentence begins,
    unless `capitals` is false.
    """
    if encoding == "VIQR":
        return unicodedata.normalize("NFC", _VIQR.sub(_of_viqr, glyphs))
    if encoding == "windows-1258":
        plain = glyphs.translate({ord(shown): chr(byte) for byte, shown in _SHOWN.items()})
        return unicodedata.normalize("NFC", "".join(map(_of_1258, plain)))
    if encoding == "VNI":
        shown = glyphs.translate(_TABLES[""])
        return _VNI_CODE.sub(lambda code: _VNI_LETTERS.get(code[0]) or _one_by_one(code[0]), shown)
    text = glyphs.translate(_TABLES[encoding])
    return restore_capitals(text) if encoding == "TCVN3" and capitals else text


def encode(text: str, encoding: str) -> bytes:
    """The bytes of the text in `encoding` (one of `NAMES`). Raises `UnicodeEncodeError` where it has no code for it.

    What `decode` reads back, but for the capitals that TCVN3 lacks ("Áo" and "áo" are one).
    """
    text = unicodedata.normalize("NFC", text)
    if encoding == "VIQR":
        return _to_viqr(text).encode("ascii")
    if encoding == "windows-1258":
        return "".join(_with_mark_apart(letter) for letter in text).encode("cp1258")
    if encoding == "VNI":
        marks = "".join(_VNI_CODES.get(letter, letter) for letter in text)
        return _legible(marks, text, encoding)
    codes = _BYTES[encoding]
    return _legible("".join(chr(codes[letter]) if letter in codes else letter for letter in text), text, encoding)


def decode(data: bytes, encoding: str) -> str:
    """The text of bytes in `encoding` (one of `NAMES`). Never raises: a byte without a code is what it shows as."""
    return to_unicode(data.decode("latin-1"), encoding)


def _legible(glyphs: str, text: str, encoding: str) -> bytes:
    """The bytes of glyphs, if reading them gives the text again, capitals aside."""
    bytes_of = {ord(shown): byte for byte, shown in _SHOWN.items()}
    found = glyphs.translate(bytes_of)
    data = found.encode("latin-1")
    if decode(data, encoding).lower() != text.lower():
        at = next((place for place, letter in enumerate(text) if not _kept(letter, encoding)), 0)
        raise UnicodeEncodeError(encoding, text, at, at + 1, "no code, or the code of another letter")
    return data


def _kept(letter: str, encoding: str) -> bool:
    return letter in LETTERS or letter in LETTERS.upper() or letter.isascii()


def _one_by_one(pair: str) -> str:
    """Two VNI marks that belong to no one letter: "ôé" holds ơ and what é shows as."""
    return "".join(_VNI_LETTERS.get(mark, mark) for mark in pair)


def _of_1258(shown: str) -> str:
    return shown.encode("latin-1").decode("cp1258", "replace") if "\x80" <= shown <= "\xff" else shown


def _with_mark_apart(letter: str) -> str:
    """ "ế" as "ê" and its tone, which is how windows-1258 has it; a letter that it has whole stays whole."""
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in decomposed if mark in _VIQR_TONE), "")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "", 1)) + tone if tone else letter


def _of_viqr(found: re.Match[str]) -> str:
    if found["plain"]:
        return found["plain"]
    if found["letter"] is None:
        return "đ" if found[0][0] == "d" else "Đ"
    base, quality = found["letter"][0], found["letter"][1:]
    marks = [mark for mark, sign in _VIQR_QUALITY.items() if sign == quality]
    marks += [mark for mark, sign in _VIQR_TONE.items() if sign == found["tone"]]
    return base + "".join(marks)


def _to_viqr(text: str) -> str:
    """A backslash stands before what is no mark: "Anh ta." → "Anh ta\\."."""
    signs = _VIQR_QUALITY | _VIQR_TONE
    pieces: list[str] = []
    for letter in text:
        if letter in "đĐ":
            piece = letter.replace("đ", "dd").replace("Đ", "DD")
        else:
            marks = unicodedata.normalize("NFD", letter) if letter.lower() in LETTERS else letter
            piece = "".join(signs.get(mark, mark) for mark in sorted(marks, key=_VIQR_TONE.__contains__))
        last = pieces[-1] if pieces else ""
        if letter in "đĐ" and last in ("d", "D"):
            pieces[-1] = f"\\{last}"  # "TSDĐ" has three in a row
        reads_on = len(piece) == 1 and last and not last.startswith("\\") and _VIQR.fullmatch(last + piece)
        pieces.append(f"\\{piece}" if piece == "\\" or reads_on else piece)
    return "".join(pieces)


# UTF-8 taken for windows-1252 or latin-1

_BYTE_OF: Final = (
    {chr(byte): byte for byte in range(0x80, 0x100)}
    | {shown: byte for byte, shown in _SHOWN.items()}
    | {"Ă": 0xC3}  # in windows-1258, which differs in no other byte that begins a Vietnamese letter
)
_TAIL: Final = "[" + re.escape("".join(shown for shown, byte in _BYTE_OF.items() if byte < 0xC0)) + "]"
_MISREAD: Final = re.compile(f"[\xc2-\xdfĂ]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}}")


def undo_misreading(text: str) -> str:
    """The text with UTF-8 that was read as windows-1252, latin-1 or windows-1258 read as UTF-8: "Viá»‡t" → "Việt".

    Undone once; what was misread twice needs it twice. In NFC, for the text may have been NFD before.
    """
    return unicodedata.normalize("NFC", _MISREAD.sub(_as_utf_8, text))


def _as_utf_8(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[shown] for shown in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
