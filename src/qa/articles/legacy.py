"""Which older encoding a text is in, if in any; judged by what makes Vietnamese syllables of its words.

A text is converted when nearly all of the words that change become syllables, many of which were none before: "c¸c" and
"viÖc" are no syllables, "các" and "việc" are. A clean text has little to gain: French "café" read as TCVN3 is "cafộ".
How often it is right: `python benchmarks/encodings.py`.
"""

from __future__ import annotations

import re
from math import log
from typing import NamedTuple

from qa.vietnamese.encodings import NAMES, to_unicode, undo_misreading
from qa.vietnamese.text import is_syllable, nfc

MISREAD = "misread UTF-8"
_SINGLE = tuple(name for name in NAMES if name != "VIQR")

# A word with what an old encoding shows letters as: latin-1 symbols, windows-1252 letters, Word's symbol range.
_SHOWN = "\x02-\x06\x10-\x15\x19\x1c-\x1e\x80-\x84\x86-\x90\x98-\xff€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ\uf020-\uf0ff\u0300-\u036f"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_SHOWN}])+")
_BETWEEN = re.compile("[ \t\r\n]+")  # str.split would part words at the control characters and at A0, letters in VISCII
_BESIDE = "«»°²³¹©®™º½¼¾‹›„‚·¿¡§\xa0\x84\x8b\x9b\x82\x99"  # stand beside words in clean texts too
_TAG = re.compile(r"<[a-z!/][^<>]{0,2000}>", re.IGNORECASE)
_CODE = re.compile(r"<(/?)(?:script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
UNICODE_ONLY = re.compile("[ăđĩũơưĐĨŨƠƯ\u1ea0-\u1ef9]")
_GLYPH = re.compile(f"[{_SHOWN}]")
_FIRST_OF_MISREAD = "ÃĂÂÄÅÆáâÌ"  # what the bytes C2–C6, CC, E1, E2 show as
_HALF_OF_MISREAD = re.compile(f"[{_FIRST_OF_MISREAD}][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_VIQR_SIGN = re.compile(r"[aeo]\^|[ou]\+|a\([^ ]|dd|[aeiouy]['`~?.][a-z]", re.IGNORECASE)
# The letters that ASCII lacks, the most frequent first, as 16,000 news and encyclopedia articles have them.
_BY_FREQUENCY = "đàưáếôạệộêảốâớóờủấềịợậểơầựìăíãứởụồổữọúắừùòửỉặũýễằĩéỏẽỹẩẫỗỷẻỳẹõỡẳèẵỵ"
_RANK = {letter: log(place) for place, letter in enumerate(_BY_FREQUENCY, start=2)}
_RAREST = 2 * log(len(_BY_FREQUENCY))  # for a letter that is none of them
_ASKED = re.compile(r"[^\W\d_]\?[^\W\d_]")
_ADDRESS = re.compile("[/=&@]")  # "https://…/badge.svg?branch=main" asks nothing and lost nothing
_PUNCTUATION = " .,:;!?\"'()[]{}<>-–—…/“”‘’*"

_SYLLABLES = 0.85  # of the words with an accent are syllables; others are names ("Wrocław") and slips
_GAINED = 0.2  # of the words that change were none before
_SHARE = 0.2  # of all words bear an accent; of Vietnamese ones 70 in 100 do, of French ones 20
_FEWEST = 2  # words with an accent
_SAMPLE = 200_000  # characters that are judged
_LOST = 0.02  # of the words hold a replacement character
_DEEPEST = 3  # times that one text was misread


class Converted(NamedTuple):
    """A text, and what it was converted from: "TCVN3", "VNI" …; "" when it came as it is."""

    text: str
    encoding: str = ""


class _Gain(NamedTuple):
    """The words of a text; those that bear an accent in a reading; of these, what changed and what is a syllable."""

    words: int
    accented: int
    changed: int
    before: int
    after: int

    def surely(self, share: float = _SHARE, fewest: int = _FEWEST, syllables: float = _SYLLABLES) -> bool:
        return (
            self.accented >= max(fewest, share * self.words)
            and self.after >= syllables * self.accented
            and self.after - self.before >= max(1, _GAINED * self.changed)
        )


def convert(text: str) -> Converted:
    """The text out of the older encoding that its glyphs show, else as it is; twice is as once.

    >>> convert("B¸o c¸o cña Uû ban")
    Converted(text='Báo cáo của Uỷ ban', encoding='TCVN3')
    """
    again = text
    for _ in range(_DEEPEST):
        if not _HALF_OF_MISREAD.search(again):
            break
        undone = undo_misreading(again)
        if undone == again:
            break
        again = undone
        # bytes that are UTF-8 are no chance, so less need be Vietnamese: names in other scripts may stand there
        if _gain(text, again).surely(share=0, fewest=1, syllables=0.7):
            return Converted(again, MISREAD)
    if text.isascii():
        told = not _TAG.search(text) and len(_VIQR_SIGN.findall(text)) > 0.02 * len(text)
        found = _best(text, ("VIQR",)) if told else None
    else:
        old = _GLYPH.search(text) and len(UNICODE_ONLY.findall(text)) < 0.02 * len(text)
        found = _best(text, _SINGLE) if old else None
    return found or Converted(text)


def read_as(text: str, encoding: str, capitals: bool = True) -> str:
    """A part of a text that was found to be in an encoding, converted as the whole was; as it is for ""."""
    if encoding != MISREAD:
        return to_unicode(text, encoding, capitals) if encoding else text
    for _ in range(_DEEPEST):
        text = undo_misreading(text)
    return text


def convert_bytes(data: bytes) -> Converted | None:
    """The text of bytes that are no UTF-8, in the one older encoding that makes Vietnamese of them; None: in none."""
    return _best(data.decode("latin-1"), _SINGLE)


def is_damaged(text: str) -> bool:
    """Whether letters of the text are lost or unreadable: "Ti�ng Vi�t", "Ti?ng Vi?t", half undone misreadings."""
    words = text.split()
    asked = sum(_ASKED.search(word) is not None and not _ADDRESS.search(word) for word in words)
    return (
        text.count("\ufffd") > max(1, _LOST * len(words))
        or asked > max(2, 0.1 * len(words))
        or len(_HALF_OF_MISREAD.findall(text)) > max(2, 0.2 * len(words))
    )


def _best(glyphs: str, names: tuple[str, ...]) -> Converted | None:
    """The likeliest of the readings that make Vietnamese of the glyphs.

    In a headline two readings may; then the letters tell: "rồi" and "rổi" are syllables both, "ồ" is the commoner.
    """
    sample = _visible(glyphs[:_SAMPLE])
    readings = {name: to_unicode(sample, name) for name in names}
    gains = {name: _gain(sample, text) for name, text in readings.items()}
    sure = [name for name, gain in gains.items() if gain.surely()]
    name = max(
        sure,
        key=lambda name: 4 * gains[name].after / gains[name].accented - _rarity(readings[name]),
        default="",
    )
    return Converted(to_unicode(glyphs, name), name) if name else None


def _visible(source: str) -> str:
    """The text without tags, and without what stands between those of a script or a style sheet."""
    first, *rest = _CODE.split(source)  # then by turns "/" or "", and what follows such a tag
    shown = [first, *(after for slash, after in zip(rest[::2], rest[1::2], strict=True) if slash)]
    return _TAG.sub(" ", " ".join(shown))


def _rarity(text: str) -> float:
    """How rare the accented letters of a text are in Vietnamese, on average: about 2.5 for a true text."""
    letters = [letter for letter in text.lower() if letter > "\x7f" and _WORD.match(letter)]
    return sum(_RANK.get(letter, _RAREST) for letter in letters) / max(len(letters), 1)


def _gain(glyphs: str, text: str) -> _Gain:
    words = accented = changed = before = after = 0
    for shown, read in zip(_BETWEEN.split(glyphs), _BETWEEN.split(text), strict=False):
        words += any(map(str.isalpha, read))
        if any(letter.isalpha() and not letter.isascii() for letter in read) and shown.strip(_BESIDE):
            now = _is_vietnamese(read)
            accented += 1
            changed += shown != read
            before += now if shown == read else _is_vietnamese(shown)
            after += now
    return _Gain(words, accented, changed, before, after)


def _is_vietnamese(chunk: str) -> bool:
    """Whether what stands between two spaces is syllables and punctuation; foreign words of ASCII letters pass."""
    if chunk.isascii():  # of VIQR: "ta'" may be a syllable and a mark, "Vie^.t" may not
        return is_syllable(chunk.strip(_PUNCTUATION))
    words = (word.strip(_BESIDE) for word in _WORD.findall(chunk))
    return all(word.isascii() or _is_word(nfc(word)) for word in words)


def _is_word(word: str) -> bool:
    """Whether a word with an accent is one syllable in one case ("Ủy", not "NgƠn"), or an abbreviation ("HĐQT").

    Names of the highlands may end in k: "Đắk Lắk".
    """
    one_case = word.islower() or word.isupper() or word.istitle()
    native = f"{word[:-1]}c" if word[-1:] in ("k", "K") else word
    return one_case and (is_syllable(native) or (word.isupper() and word.replace("Đ", "D").isascii()))
