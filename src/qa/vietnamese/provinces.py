"""The provinces that were merged on 1 July 2025, when 63 became 34: which name stands for which."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from qa.vietnamese import gazetteer as known
from qa.vietnamese.capitals import Word, begins_person, phrase, read_words

MERGED_ON: Final = date(2025, 7, 1)

# The province since then: those that went into it. The eleven others stayed as they were.
_MERGED: Final = {
    "thành phố Hồ Chí Minh": ("Bình Dương", "Bà Rịa - Vũng Tàu"),
    "thành phố Đà Nẵng": ("Quảng Nam",),
    "thành phố Hải Phòng": ("Hải Dương",),
    "thành phố Cần Thơ": ("Hậu Giang", "Sóc Trăng"),
    "tỉnh Tuyên Quang": ("Hà Giang",),
    "tỉnh Lào Cai": ("Yên Bái",),
    "tỉnh Thái Nguyên": ("Bắc Kạn",),
    "tỉnh Phú Thọ": ("Hòa Bình", "Vĩnh Phúc"),
    "tỉnh Bắc Ninh": ("Bắc Giang",),
    "tỉnh Hưng Yên": ("Thái Bình",),
    "tỉnh Ninh Bình": ("Hà Nam", "Nam Định"),
    "tỉnh Quảng Trị": ("Quảng Bình",),
    "tỉnh Quảng Ngãi": ("Kon Tum",),
    "tỉnh Gia Lai": ("Bình Định",),
    "tỉnh Đắk Lắk": ("Phú Yên",),
    "tỉnh Khánh Hòa": ("Ninh Thuận",),
    "tỉnh Lâm Đồng": ("Bình Thuận", "Đắk Nông"),
    "tỉnh Đồng Nai": ("Bình Phước",),
    "tỉnh Tây Ninh": ("Long An",),
    "tỉnh Đồng Tháp": ("Tiền Giang",),
    "tỉnh Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "tỉnh Cà Mau": ("Bạc Liêu",),
    "tỉnh An Giang": ("Kiên Giang",),
}
_KINDS: Final = ("thành phố ", "tỉnh ")
_WORDS_TOO: Final = frozenset({"hòa bình", "thái bình"})  # "peace"; without a capital they need "tỉnh" before them


class Merger(NamedTuple):
    """A province that went into another: "Quảng Nam" into "thành phố Đà Nẵng"."""

    before: str
    after: str


class Named(NamedTuple):
    """A province named in a text, and the one that its name leads to: `asked` and `other`, as people write them."""

    asked: str
    other: str
    merger: Merger


def bare(province: str) -> str:
    """The name without what it is: "tỉnh Gia Lai" → "Gia Lai"; Hồ Chí Minh keeps it, for a man has that name."""
    if province.endswith("Hồ Chí Minh"):
        return province
    return next((province.removeprefix(kind) for kind in _KINDS if province.startswith(kind)), province)


def _others() -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for after, befores in _MERGED.items():
        for before in befores:
            merger = Merger(before, after)
            one, two = bare(before), bare(after)
            found.setdefault(_key(one), []).append(Named(one, two, merger))
            found.setdefault(_key(two), []).append(Named(two, one, merger))
    return found


def _key(name: str) -> str:
    return " ".join(word.key for word in read_words(name))


_OTHERS: Final = _others()
_SAIGON: Final = "thành phố Hồ Chí Minh"
_SAIGON_TOO: Final = frozenset({"tp hcm", "tphcm", "hcm", "tp hồ chí minh", "sài gòn"})
_LONGEST: Final = 5  # words of a name


def merged(text: str) -> list[Named]:
    """The merged provinces that a text names, with every other name that is meant by it.

    "Quảng Nam" leads to Đà Nẵng and "Đà Nẵng" to Quảng Nam. A longer name that begins like one is none ("Thái Bình
    Dương"), nor is a person's ("ông Lê Quảng Nam").
    """
    words = read_words(text)
    capitals = any(word.capital for word in words[1:])
    found: list[Named] = []
    at = 0
    while at < len(words):
        size, named = _named(words, at)
        if named and _is_place(words, at, size, capitals):
            asked = text[words[at].start : words[at + size - 1].end]
            found += [one._replace(asked=asked) for one in named]
        at += size
    return found


def _named(words: list[Word], at: int) -> tuple[int, list[Named]]:
    """How many words at `at` are the name of a merged province, and where it leads; 1 and nothing for other words."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        name = " ".join(word.key for word in words[at : at + size])
        if named := _OTHERS.get(_key(_SAIGON) if name in _SAIGON_TOO else name):
            return size, named
    return 1, []


def _is_place(words: list[Word], at: int, size: int, capitals: bool) -> bool:
    """Whether the name is that of the province here; in a text without capitals, unless it is a common word."""
    if phrase(words, at, size + 1) in known.PLACES:
        return False
    if not capitals and not words[at].capital:
        return phrase(words, at, size) not in _WORDS_TOO or (at > 0 and words[at - 1].key == "tỉnh")
    person = at > 0 and words[at - 1].capital and begins_person(words, at - 1)
    return words[at + size - 1].capital and not person
