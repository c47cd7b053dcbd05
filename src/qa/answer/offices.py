"""Who holds an office: "Bí thư" in a question, "Bí thư Đảng ủy Khối" beside a name in an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qa.answer.asking import Asks, comparable, content, matched
from qa.answer.question import Question
from qa.answer.read import Span
from qa.vietnamese.gazetteer import SURNAMES
from qa.vietnamese.names import Name, find_names, full_name
from qa.vietnamese.text import Token, fold, key, tokens

# Lower-case words that go on with the name of an office; capitals always do.
_GOES_ON = frozenset(
    key(word)
    for word in (
        "đảng ủy bộ ban chấp hành thường vụ trung ương nước tỉnh thành phố huyện quận thị xã trấn phường khối các cơ "
        "quan trực thuộc nhân dân hội đồng đoàn trường công an tổng cục sở doanh nghiệp thanh niên phụ nữ quân sự tòa "
        "án viện"
    ).split()
)
_OTHER_OFFICE = frozenset({"phó", "tổng", "quyền"})  # "Phó Bí thư", "Tổng Bí thư" are not "Bí thư"
# Said of the time or the holding, not of the office: "giữ chức", "trước khi".
_OF_TIME = frozenset(
    key(word)
    for word in "năm hồi tháng đầu cuối hiện nay tại giờ đang bây ngày giữ chức ghế từng tính bầu làm đứng trước sau "
    "ngay thay thời điểm lúc mới nhất lại tái đắc cử bổ nhiệm tên người ông bà anh chị cô thầy".split()
)
# Of those only what hardly stands in a name: without accents "làm" is Lam, "đang" is Đảng.
_OF_TIME_FOLDED = frozenset("nam hoi thang hien nay ngay giu chuc ghe bau truoc sau thoi diem".split())
_TITLE_FOLLOWS = r"\b(?:làm|giữ chức|giữ ghế|chức|là)\s+(?!ai\b|người\b)"
_TITLE_FOLLOWS_FOLDED = fold(_TITLE_FOLLOWS)
_FAR = 40  # characters between an office and the name it belongs to: "Bí thư Huyện ủy, đồng chí …"
_MADE_FAR = 160  # the same, where a verb makes him one: "bầu đại tướng Lương Cường, Ủy viên …, làm Chủ tịch nước"
_SHORTEST = 2  # syllables of a title: "bí thư"
# What parts a title from a place at its end: "Chủ tịch UBND |huyện| Tân Hải"
_UNITS = (("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("huyen",), ("tinh",), ("xa",), ("quan",), ("phuong",))
_HONOUR = r"(?:ông|bà|anh|chị|cô|thầy|đồng chí|đ/c|em|TS|ThS|PGS|GS|[Đđ]ại tá|[Tt]hượng tá|[Tt]rung tá|[Tt]hiếu tá)\.?"
# How a name stands to an office: directly behind it; before it, with what gives it; or only near.
_BEHIND = re.compile(
    rf"^[\s,:–(-]*(?:hiện nay |hiện |đương nhiệm )?(?:là |cho |thuộc về |đối với |của )?(?:{_HONOUR}\s*)*$"
)
_GIVEN = re.compile(r"\b(?:bầu|đắc cử|làm|là|giữ|chức|nhiệm|trúng cử|đảm nhiệm|quyền|phân công|chỉ định)\b")
_LISTED = re.compile(rf"^(?:,| và|, và| cùng) (?:{_HONOUR} )*$")
_PLURAL = re.compile(
    r"\b(?:hai|ba|bốn|năm|các|những|\d) (?:đồng chí |ông |bà )?$", re.IGNORECASE
)  # "Hai |Phó Chủ tịch|"
_MADE = re.compile(
    r"\b(?:làm|giữ chức(?: vụ| danh)?|giữ cương vị|giữ ghế|đắc cử|trúng cử) $"
)  # bears any words before it
_LEAVING_BEFORE = re.compile(  # "thay ông X", "miễn nhiệm … đối với bà X", "nguyên Chủ tịch … X"
    rf"(?:\bthay (?:thế )?(?:cho )?(?:người tiền nhiệm )?"
    rf"|\b(?:miễn nhiệm|bãi nhiệm|cách chức|nguyên|cựu)\b[^.;]{{0,70}}?)"
    rf"(?:{_HONOUR}\s*)*$",
    re.IGNORECASE,
)
_LEAVING_AFTER = re.compile(
    r"^[^.;]{0,40}?\b(?:thôi (?:giữ|làm|chức)|từ chức|từ nhiệm|nghỉ (?:hưu|chế độ|công tác|việc)|qua đời|từ trần"
    r"|được điều động|chuyển (?:công tác|sang|về)|bị (?:miễn nhiệm|bãi nhiệm|cách chức|khởi tố|bắt))\b"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, the office as an article words it, and the spans that say so; `left` is that of one who gave it up."""

    name: str
    office: str
    spans: list[Span]
    left: list[Span]


class _Title(NamedTuple):
    """The words of an office; `sizes` are how many of them an article must say together, most first.

    `within`: the place at the end is only where the office is ("Bí thư thị trấn ở Tân Hải"), it may have its own.
    """

    words: tuple[str, ...]
    sizes: list[int]
    folded: bool
    within: bool


class _Link(NamedTuple):
    """A person and an office of one sentence; a smaller `distance` (kind of link, characters) is a surer one."""

    distance: tuple[int, int]
    name: tuple[int, int]
    office: tuple[int, int]


def holders(asked: Question, spans: Sequence[Span]) -> list[Holder]:
    """One entry for each person who, by some span, holds or held the office asked for; likeliest first.

    Empty unless a person is asked for by an office ("Ai là Bí thư?"), with or without a time.
    """
    title = title_of(asked)
    named = asked.asks is Asks.WHO or matched(r"\btên (?:là )?gì", comparable(asked.text, asked.folded), asked.folded)
    if not named or len(title) < _SHORTEST:
        return []
    titles = [_title(form, asked) for form in _forms(title, asked)]
    found: dict[str, Holder] = {}
    for span in spans:
        for link in next(filter(None, (list(_links(form, span)) for form in titles)), []):
            office = span.quote[slice(*link.office)]
            name = span.quote[slice(*link.name)]
            name = name if " " in name else full_name(name, span.hit.article.text)
            known = _known(found, name)
            before = found.get(known, Holder("", "", [], []))
            said = replace(span, short_start=span.start + link.name[0], short_end=span.start + link.name[1])
            left = is_leaving(span.quote, link.name)
            found[known] = Holder(
                max(before.name, name, key=len),
                max(before.office, office, key=len),
                before.spans if left else [*before.spans, said],
                [*before.left, said] if left else before.left,
            )
    return list(found.values())


def _forms(title: tuple[str, ...], asked: Question) -> list[tuple[str, ...]]:
    """The title in every form: "chủ tịch ubnd huyện", "chủ tịch ủy ban nhân dân huyện"."""
    found = [title]
    for way in asked.also:
        said, also = (tuple(_key(word, asked.folded) for word in words) for words in (way.said, way.also))
        places = (at for at in range(len(title)) if title[at : at + len(said)] == said and way.merger is None)
        found += [(*title[:at], *also, *title[at + len(said) :]) for at in places]
    return found


def _title(words: tuple[str, ...], asked: Question) -> _Title:
    parted = matched(r"\b(?:ở|thuộc|trong)\b", comparable(asked.text, asked.folded), asked.folded)
    behind = content(asked.text[parted.end() :], asked.folded) if parted else ()
    within = len(words) - sum(word in behind for word in words)
    if parted and _SHORTEST <= within < len(words):
        return _Title(words, [len(words), within], asked.folded, within=True)
    return _Title(words, _sizes(words, asked), asked.folded, within=False)


def title_of(asked: Question) -> tuple[str, ...]:
    """The words of the office that a question asks for, without its time and without the names of persons in it."""
    given = [
        found.end()
        for found in re.finditer(_TITLE_FOLLOWS_FOLDED if asked.folded else _TITLE_FOLLOWS, asked.text.lower())
    ]
    for start in reversed(given):  # "Quốc hội bầu những ai làm Chủ tịch nước": the office is what follows
        words = _titled(asked, set(content(asked.text[start:], asked.folded)))
        if len(words) >= _SHORTEST:
            return words
    return _titled(asked, set(asked.content))


def _titled(asked: Question, words: set[str]) -> tuple[str, ...]:
    people = {
        fold(word)
        for name in find_names(asked.text)
        if name.kind == "person"
        for word in asked.text[name.start : name.end].split()
    }
    out = _OF_TIME_FOLDED if asked.folded else _OF_TIME
    return tuple(
        word
        for word in asked.content
        if word in words and word not in out and fold(word) not in people and not word[0].isdigit()
    )


def same_person(one: str, other: str) -> bool:
    """Whether one name ends in the other: "Cường" is "Nguyễn Mạnh Cường"."""
    first, second = f" {fold(one)}", f" {fold(other)}"
    return first.endswith(second) or second.endswith(first)


def is_leaving(sentence: str, name: tuple[int, int]) -> bool:
    """Whether the sentence says that this person gives the office up: "thay ông X", "ông X nghỉ hưu"."""
    return bool(_LEAVING_BEFORE.search(sentence[: name[0]]) or _LEAVING_AFTER.search(sentence[name[1] :]))


def _known(found: dict[str, Holder], name: str) -> str:
    return next((other for other in found if same_person(other, name)), name)


def _links(title: _Title, span: Span) -> Iterator[_Link]:
    """The persons who stand by the office in the sentence, at most one for each place where it is named."""
    sentence = span.quote
    names = find_names(sentence)
    people = [(name.start, name.end) for name in names if name.kind == "person"]
    # "Chủ tịch UBND huyện Phạm Văn Cần" looks like a district; "phường Trần Hưng Đạo" is one, if someone else heads it
    perhaps = [(name.start, name.end) for name in names if name.kind == "place" and _is_full(sentence, name)]
    if not people and not perhaps:
        return
    words = tokens(sentence)
    keys = [_key(word.text, title.folded) for word in words]
    context = {_key(token.text, title.folded) for token in tokens(f"{span.hit.article.title}\n{span.hit.text}")}
    for size in title.sizes:
        if not context.issuperset(title.words[size:]):
            return
        wanted = title.words[:size]
        places = [place for place in range(len(words) - size + 1) if tuple(keys[place : place + size]) == wanted]
        places = [place for place in places if not (place and key(words[place - 1].text) in _OTHER_OFFICE)]
        offices = [(place, place + size) for place in places]
        links = [
            link
            for office in offices
            if (link := _nearest(sentence, words, office, people) or _nearest(sentence, words, office, perhaps))
        ]
        links = [link for link in links if title.within or _is_of(sentence[slice(*link.office)], title, size)]
        if links:
            for link in links:
                yield from _with_listed(sentence, link, people)
            return


def _is_full(sentence: str, name: Name) -> bool:
    """Whether a name has the look of a person's in full: a surname and two or three syllables."""
    syllables = sentence[name.start : name.end].split()
    return len(syllables) in (3, 4) and key(syllables[0]) in SURNAMES


def _is_of(office: str, title: _Title, size: int) -> bool:
    """Whether an office found by the first `size` words of the title names no other place than the title's end."""
    further = [_key(word.text, title.folded) for word in tokens(office)[size:] if word.text.istitle()]
    return size == len(title.words) or set(title.words).issuperset(further)


def _nearest(
    sentence: str, words: list[Token], office: tuple[int, int], people: Sequence[tuple[int, int]]
) -> _Link | None:
    """The person that the place of the office belongs to; None when nobody stands close and fits."""
    links = []
    for name in people:
        start, end = _extended(sentence, words, *office, name)
        between = sentence[end : name[0]] if name[0] >= end else sentence[name[1] : start]
        crossed = any((name[1] <= other[0] < start) or end <= other[0] < name[0] for other in people)
        kind = None if crossed else _kind(between, behind=name[0] >= end)
        if kind is not None:
            links.append(_Link((kind, len(between)), name, (start, end)))
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


def _with_listed(sentence: str, link: _Link, people: Sequence[tuple[int, int]]) -> Iterator[_Link]:
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
            yield _Link(link.distance, name, link.office)


def _sizes(title: tuple[str, ...], asked: Question) -> list[int]:
    """How many words of the title must stand in the sentence: all, or all but the place at its end; most first.

    A place is two syllables, nearly all are, behind the word for its kind ("huyện") or written with capitals.
    """
    sizes = [len(title)]
    bare = tuple(fold(word) for word in title)
    capital = {key(token.text) for token in tokens(asked.text)[1:] if token.text.istitle()}
    if capital.issuperset(title[-2:]) or (asked.folded and len(title) >= _SHORTEST + 4):
        sizes.append(len(title) - 2)
    for unit in _UNITS:
        size = len(title) - 2 - len(unit)
        if bare[max(size, 0) : size + len(unit)] == unit:
            sizes.append(size)
    return [size for size in sizes if size >= _SHORTEST]


def _key(text: str, folded: bool) -> str:
    return fold(text) if folded else key(text)


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
