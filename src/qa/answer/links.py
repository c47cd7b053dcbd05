"""Who stands by an office in a sentence: "Bí thư Huyện ủy Lê Văn An", "bầu bà Trần Thị Bình làm Giám đốc Sở"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.answer.read import Span
from qa.vietnamese.gazetteer import SURNAMES
from qa.vietnamese.names import Name, find_names
from qa.vietnamese.text import Token, fold, key, keys, search_key, tokens

# Lower-case words that go on with the name of an office; capitals always do.
_GOES_ON = frozenset(
    key(word)
    for word in (
        "đảng ủy bộ ban chấp hành thường vụ trung ương nước tỉnh thành phố huyện quận thị xã trấn phường khối các cơ "
        "quan trực thuộc nhân dân hội đồng đoàn trường công an tổng cục sở doanh nghiệp thanh niên phụ nữ quân sự tòa "
        "án viện khoa khu vực"
    ).split()
)
_OTHER_OFFICE = frozenset({"phó", "tổng", "quyền", "ban"})  # "Phó Bí thư", "Ban Bí thư" are not "Bí thư"
_FAR = 40  # characters between an office and the name it belongs to: "Bí thư Huyện ủy, đồng chí …"
_MADE_FAR = 160  # the same, where a verb makes him one: "bầu ông Lê Văn An, Ủy viên …, làm Chủ tịch nước"
# What parts a title from a place at its end: "Chủ tịch UBND |huyện| Tân Hải"
UNITS = (("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("huyen",), ("tinh",), ("xa",), ("quan",), ("phuong",))
_KINDS = frozenset(word for unit in UNITS for word in unit) | {"tp", "tw"}
_HONOUR = r"(?:ông|bà|anh|chị|cô|thầy|đồng chí|đ/c|em|TS|ThS|PGS|GS|[Đđ]ại tá|[Tt]hượng tá|[Tt]rung tá|[Tt]hiếu tá)\.?"
# How a name stands to an office: directly behind it; before it, with what gives it; or only near.
_BEHIND = re.compile(
    rf"^[\s,:–(-]*(?:hiện nay |hiện |đương nhiệm )?(?:là |cho |thuộc về |đối với |của )?(?:{_HONOUR}\s*)*$"
)
_GIVEN = re.compile(r"\b(?:bầu|đắc cử|làm|là|giữ|chức|nhiệm|trúng cử|đảm nhiệm|quyền|phân công|chỉ định)\b")
_LISTED = re.compile(rf"^(?:,| và|, và| cùng) (?:{_HONOUR} )*$")
_PLURAL = re.compile(r"\b(?:hai|ba|bốn|năm|các|những|\d) (?:đồng chí |ông |bà )?$", re.IGNORECASE)  # "Hai |Phó …"
_MADE = re.compile(r"\b(?:làm|giữ chức(?: vụ| danh)?|giữ cương vị|giữ ghế|đắc cử|trúng cử) $")
_LEAVING_BEFORE = re.compile(  # "thay ông X", "miễn nhiệm … đối với bà X", "nguyên Chủ tịch … X"
    rf"(?:\bthay (?:thế )?(?:cho )?(?:người tiền nhiệm )?"
    rf"|\b(?:miễn nhiệm|bãi nhiệm|cách chức|nguyên|cựu)\b[^.;]{{0,70}}?)"
    rf"(?:{_HONOUR}\s*)*$",
    re.IGNORECASE,
)
_LEAVING_AFTER = re.compile(
    r"^,? (?:nguyên|cựu) (?![^.;]*\b(?:bầu|bổ nhiệm|làm|giữ)\b)"  # not "nguyên Phó A, được bầu làm A"
    r"|^(?:[^.;]{0,40}?|, [^,.;]{0,80}, )\b(?:thôi (?:giữ|làm|chức|tham gia|đảm nhiệm)|từ chức|từ nhiệm"
    r"|nghỉ (?:hưu|chế độ|công tác|việc)|qua đời|từ trần"
    r"|được điều động|chuyển (?:công tác|sang|về)|bị (?:miễn nhiệm|bãi nhiệm|cách chức|khởi tố|bắt))\b"
)


class Title(NamedTuple):
    """The words of an office; `sizes` are how many of them an article must say together, most first.

    `within`: the place at the end is only where the office is ("Bí thư thị trấn ở Tân Hải"), it may have its own.
    """

    words: tuple[str, ...]
    sizes: list[int]
    folded: bool
    within: bool


class Link(NamedTuple):
    """A person and an office of one sentence; a smaller `distance` (kind of link, characters) is a surer one."""

    distance: tuple[int, int]
    name: tuple[int, int]
    office: tuple[int, int]


def links(title: Title, span: Span) -> Iterator[Link]:
    """The persons who stand by the office in the sentence, at most one for each place where it is named."""
    sentence = span.quote
    words = tokens(sentence)
    said = [search_key(word.text, title.folded) for word in words]
    if title.words[0] not in said:  # as in nearly all sentences: names and context are not looked for
        return
    names = find_names(sentence)
    people = [(name.start, name.end) for name in names if name.kind == "person"]
    # "Chủ tịch UBND huyện Phạm Văn Cần" looks like a district; "phường Trần Hưng Đạo" is one, if someone else heads it
    perhaps = [(name.start, name.end) for name in names if name.kind == "place" and _is_full(sentence, name)]
    if not people and not perhaps:
        return
    about = f"{span.hit.article.title}\n{span.hit.article.text}"
    context = set(keys(f"{span.hit.article.title}\n{span.hit.text}", title.folded))
    for size in title.sizes:
        if not context.issuperset(title.words[size:]):
            return
        wanted = title.words[:size]
        places = [place for place in range(len(words) - size + 1) if tuple(said[place : place + size]) == wanted]
        places = [place for place in places if not (place and key(words[place - 1].text) in _OTHER_OFFICE)]
        offices = [(place, place + size) for place in places]
        links = [
            link
            for office in offices
            if (link := _nearest(sentence, words, office, people) or _nearest(sentence, words, office, perhaps))
        ]
        links = [link for link in links if title.within or _is_of(sentence[slice(*link.office)], title, size, about)]
        if links:
            for link in links:
                yield from _with_listed(sentence, link, people)
            return


def _is_full(sentence: str, name: Name) -> bool:
    """Whether a name has the look of a person's in full: a surname and two or three syllables."""
    syllables = sentence[name.start : name.end].split()
    return len(syllables) in (3, 4) and key(syllables[0]) in SURNAMES


def _is_of(office: str, title: Title, size: int, text: str) -> bool:
    """Whether an office found by the first `size` words of the title is that of the place at the title's end.

    It names no other place and no other kind of place ("UBND huyện" for "UBND xã"), and of the places of that kind the
    article speaks most of this one: its "Chủ tịch UBND huyện" is that of the district it tells of.
    """
    if size == len(title.words):
        return True
    further = [(word.text, search_key(word.text, title.folded)) for word in tokens(office)[size:]]
    other = [word for shown, word in further if (shown.istitle() or fold(word) in _KINDS) and word not in title.words]
    return not other and _is_most_named(title.words[size:], title.folded, text)


def is_kind(word: str) -> bool:
    """Whether a word names a kind of place: "huyện", "tỉnh"."""
    return fold(word) in _KINDS


def _is_most_named(place: tuple[str, ...], folded: bool, text: str) -> bool:
    unit = next((unit for unit in UNITS if tuple(map(fold, place[: len(unit)])) == unit), ())
    if not unit:
        return True
    words = [(word.text, search_key(word.text, folded)) for word in tokens(text)]
    size = len(unit)
    named = [
        tuple(key for _, key in words[at + size : at + size + 2])
        for at in range(len(words) - size - 1)
        if tuple(fold(key) for _, key in words[at : at + size]) == unit
        and all(shown.istitle() for shown, _ in words[at + size : at + size + 2])
    ]
    return not named or named.count(place[size:]) == max(map(named.count, named))


def _nearest(
    sentence: str, words: list[Token], office: tuple[int, int], people: Sequence[tuple[int, int]]
) -> Link | None:
    """The person that the place of the office belongs to; None when nobody stands close and fits."""
    links = []
    for name in people:
        start, end = _extended(sentence, words, *office, name)
        between = sentence[end : name[0]] if name[0] >= end else sentence[name[1] : start]
        crossed = any((name[1] <= other[0] < start) or end <= other[0] < name[0] for other in people)
        kind = None if crossed else _kind(between, behind=name[0] >= end)
        if kind is not None:
            links.append(Link((kind, len(between)), name, (start, end)))
    return min(links, default=None)


def _kind(between: str, behind: bool) -> int | None:
    """How sure a name and an office belong together by the words between them, 0 the surest; None: they don't."""
    if behind:
        return 0 if len(between) <= _FAR and _BEHIND.match(between) else None
    if between.strip() in (",", "–", "-", "("):
        return 1
    if _MADE.search(between):
        return 1 if len(between) <= _MADE_FAR else None
    if len(between) > _FAR:
        return None
    return 1 if _GIVEN.search(between) else 2 if between.startswith(",") else None


def _with_listed(sentence: str, link: Link, people: Sequence[tuple[int, int]]) -> Iterator[Link]:
    """The link, and those of the names that "và" or a comma joins to its own: "bầu ông A và bà B làm Phó Chủ tịch"."""
    yield link
    before = link.name[1] <= link.office[0]
    if not before and not _PLURAL.search(sentence[: link.office[0]]):
        return
    joined = [link.name]
    for name in sorted(people, key=lambda name: abs(name[0] - link.name[0])):
        gaps = [(name[1], other[0]) if before else (other[1], name[0]) for other in joined]
        if any(start <= end and _LISTED.match(sentence[start:end]) for start, end in gaps):
            joined.append(name)
            yield Link(link.distance, name, link.office)


def is_leaving(sentence: str, name: tuple[int, int]) -> bool:
    """Whether the sentence says that this person gives the office up: "thay ông X", "ông X nghỉ hưu"."""
    return bool(_LEAVING_BEFORE.search(sentence[: name[0]]) or _LEAVING_AFTER.search(sentence[name[1] :]))


def _extended(sentence: str, words: list[Token], first: int, last: int, name: tuple[int, int]) -> tuple[int, int]:
    """From word `first` to `last` and on while the words can belong to an office, but not into the name."""
    while last < len(words):
        word, before = words[last], words[last - 1]
        touches = sentence[before.end : word.start] == " "
        inside_name = name[0] <= word.start < name[1]
        if not touches or inside_name or not (word.text[0].isupper() or key(word.text) in _GOES_ON):
            break
        last += 1
    return words[first].start, words[last - 1].end
