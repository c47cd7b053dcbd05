"""Capitals that TCVN3 lacks: "Á", "Ủ", "Ế" have the bytes of "á", "ủ", "ế", which a font shows as capitals (.VnTimeH).

What stands around such a letter tells its case for most words. For the rest the words do that are nearly always names;
how often was counted over 4,000 news and encyclopedia articles, 36,800 words that begin with such a letter: "á" is a
capital in 95 %, "úc" and "ả Rập" always, "ủy ban" in 87 %. What follows no rule stays small: "(ảnh: …" in a bracket is
"(Ảnh: …" as often.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from qa.vietnamese.gazetteer import SURNAMES
from qa.vietnamese.text import is_syllable, key

_TONED: Final = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TONES: Final = frozenset("\u0300\u0309\u0303\u0301\u0323")
_TWICE: Final = re.compile(f"[AĂÂEÊIOÔƠUƯY][{_TONED}]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# A sentence's start; behind an initial there is none: "anh Bùi Thanh P. ở thôn 6".
_OPENING: Final = re.compile(
    rf"(?:^|(?<![ .(][A-ZĐ])[.!?…]['\"”’)]* |: [\"“])[ \t]*['\"“‘(\[–-]*[ \t]*([{_TONED}])", re.M
)

# What begins a name before a word with a capital, or ends one behind it: "ấn Độ", "ất Mùi", "Vũng áng".
_BEFORE_CAPITAL: Final = frozenset("ất óc ánh ái út".split())
_BEHIND_CAPITAL: Final = frozenset("áng ái út".split())
_GIVEN: Final = frozenset("ánh ý ích ái út ấn ẩn ứng áng ấm".split())  # behind a surname
_NOT_BETWEEN: Final = frozenset("ở án áp ấy ít ấp ảo ép ốc".split())
_PLACE: Final = frozenset("tỉnh huyện quận xã phường trấn sông núi đảo thôn".split())
_NO_CONTINENT: Final = frozenset("hậu quân khôi khoa thánh phiện kim".split())  # "á hậu"
# Before a country; "người ý kiến" is none, "cầu thủ bóng đá ý." is.
_OF_COUNTRY: Final = frozenset(
    "người nước tiếng đá đạp viên văn nhạc sĩ tại ở sang sư phim tuyển đội đảo gốc khách thủ tướng lý của".split()
)
_IDEA: Final = frozenset("kiến nghĩa tưởng thức định muốn chí chỉ đồ nguyện thích nghĩ chọn".split())
_BESIDE_COUNTRY: Final = frozenset("và trong là đã có được với gốc tại ở".split())
_RULED: Final = frozenset("á úc ả ấn ý áo ảnh ủy".split())
_MANY: Final = frozenset("các những mỗi một nhiều hai ba".split())


def restore_capitals(text: str) -> str:
    """The text with the capitals that TCVN3 wrote as small letters, as far as what stands around them tells.

    "BáO CáO" → "BÁO CÁO"; in a line of capitals also "Xã" → "XÃ"; at a sentence's start "ấn tượng" → "Ấn tượng"; in
    names "ấn Độ", "Đông Nam á", "Trương Ngọc ánh". Some converters write "Aá" for "Á": that pair is in no word, so it
    is read.
    """
    text = _TWICE.sub(lambda pair: pair[0][1].upper() if _base(pair[0][1]) == pair[0][0].lower() else pair[0], text)
    text = "\n".join(_capitals_of_names(_capitals_of_line(line)) for line in text.split("\n"))
    return _OPENING.sub(lambda found: found[0][:-1] + found[1].upper(), text)


def _base(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in plain if mark not in _TONES))


def _capitals_of_line(line: str) -> str:
    words = [(word, _case(word[0])) for word in _WORD.finditer(line)]
    if not any(case == "capital" and not word[0].isupper() for word, case in words):
        return line
    whole = all(case != "small" for _, case in words)
    pieces: list[str] = []
    end = 0
    for place, (word, case) in enumerate(words):
        beside = [near for other, near in words[max(place - 1, 0) : place + 2] if is_syllable(other[0])]  # not "TP"
        raised = case == "capital" or (case == "either" and (whole or "capital" in beside))
        pieces += [line[end : word.start()], word[0].upper() if raised else word[0]]
        end = word.end()
    return "".join(pieces) + line[end:]


def _case(word: str) -> str:
    """What the letters whose case TCVN3 tells say of a word: "capital", "small", "either" ("Xã", "ở")."""
    told = [letter for letter in word if letter not in _TONED]
    if any(map(str.islower, told)):
        return "small"
    return "capital" if len(told) > 1 else "either"


def _capitals_of_names(line: str) -> str:
    """The line with the words raised that are names by themselves or by their neighbours."""
    words = [*_WORD.finditer(line)]
    ends = [0, *(word.end() for word in words)]
    starts = [*(word.start() for word in words), len(line)]
    gaps = [line[end:start] for end, start in zip(ends, starts, strict=True)]  # before each word, and behind the last
    raised = list(line)
    for place, word in enumerate(words):
        if word[0][0] in _TONED and word[0].islower():
            before = words[place - 1][0] if place and gaps[place] == " " else ""
            after = words[place + 1][0] if gaps[place + 1] == " " and place + 1 < len(words) else ""
            run = [one[0] for one in words[max(place - 3, 0) : place]]
            if _is_name(word[0], before, after, gaps[place], gaps[place + 1]) or _is_given(word[0], before, run):
                raised[word.start()] = word[0][0].upper()
    return "".join(raised)


def _is_name(word: str, before: str, after: str, gap: str, behind: str) -> bool:
    """Whether a word in small letters is part of a name, by the words right beside it ("" behind any mark)."""
    followed, preceded = after[:1].isupper(), before[:1].isupper()
    if key(word) in _RULED:
        return _by_rule(key(word), before, after, gap.strip(), behind.strip())
    if not is_syllable(word):  # "émile Zola", "Miguel ángel"
        return followed or preceded
    return (
        (followed and word in _BEFORE_CAPITAL)
        or (preceded and word in _BEHIND_CAPITAL)
        or (
            followed and (preceded or before in _PLACE) and word not in _NOT_BETWEEN
        )  # "Ông ích Khiêm", "huyện ứng Hòa"
    )


def _by_rule(word: str, before: str, after: str, gap: str, behind: str) -> bool:
    dashed, bracket, of_country = behind[:1] in ("-", "–"), behind.startswith("("), before.lower() in _OF_COUNTRY
    plain = not after or after[:1].isupper() or after in _BESIDE_COUNTRY
    office = after == "viên" and gap.endswith((",", "-", "–"))
    return {
        "úc": True,
        "á": after not in _NO_CONTINENT,
        "ả": key(after) == "rập" or dashed,
        "ấn": (after[:1].isupper() and before.lower() != "dấu") or after == "giáo" or dashed,
        "ý": bracket or after == "Yên" or (of_country and after not in _IDEA),
        "áo": bracket or dashed or (of_country and plain),
        "ảnh": gap.endswith(("-", "–", "—")),  # "… - Ảnh: Minh Hà"
        "ủy": office or (after == "ban" and before.lower() not in _MANY),
    }[word]


def _is_given(word: str, before: str, run: list[str]) -> bool:
    """Whether a word ends a person's name: "Trương Ngọc ánh", "Nguyễn Văn ý"; not "Cố ý", "Ông ấn tượng"."""
    named = next((place for place, one in enumerate(run) if one[0].isupper() and key(one) in SURNAMES), len(run))
    capitals = [one[0].isupper() for one in run[named:]]
    return word in _GIVEN and before[:1].isupper() and all(capitals) and len(capitals) > (word not in ("ánh", "ái"))
