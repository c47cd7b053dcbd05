"""Who holds an office: "Bí thư" in a question, "Bí thư Đảng ủy Khối" beside a name in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qa.answer.asking import Asks, comparable, content, matched
from qa.answer.links import UNITS, Title, is_kind, is_leaving, links
from qa.answer.question import Question
from qa.answer.read import Span
from qa.vietnamese.gazetteer import HONORIFICS, PERSON_CUES
from qa.vietnamese.names import find_names, full_name
from qa.vietnamese.text import Phrase, fold, key, search_key, tokens

# Said of the time or the holding, not of the office: "giữ chức", "trước khi".
_OF_TIME = frozenset(
    key(word)
    for word in "năm hồi tháng đầu cuối hiện nay tại giờ đang bây ngày giữ chức ghế từng tính bầu làm đứng trước sau "
    "ngay thay thời điểm lúc mới nhất lại tái đắc cử bổ nhiệm tên người ông bà anh chị cô thầy".split()
)
# Of those only what hardly stands in a name: without accents "làm" is Lam, "đang" is Đảng.
_OF_TIME_FOLDED = frozenset("nam hoi thang hien nay ngay giu chuc ghe bau truoc sau thoi diem".split())
_TITLE_FOLLOWS = r"\b(?:làm|giữ chức|giữ ghế|chức|là|trúng cử|đắc cử|nhậm chức)\s+(?!ai\b|người\b)"
_TITLE_FOLLOWS_FOLDED = fold(_TITLE_FOLLOWS)
_SHORTEST = 2  # syllables of a title: "bí thư"
_CALLED = frozenset(map(fold, PERSON_CUES - HONORIFICS))
_LONGEST_HEAD = max(len(cue.split()) for cue in _CALLED)
_HEADS = frozenset({"truong", "pho", "quyen", "chanh"})  # "Trưởng Công an", "Phó Công an", "quyền Giám đốc"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, the office as an article words it, and the spans that say so; `left` is that of one who gave it up."""

    name: str
    office: str
    spans: list[Span]
    left: list[Span]


class Neighbour(NamedTuple):
    """The person before or after whom the holder is asked for, and where the question says so."""

    name: str
    before: bool
    start: int
    end: int


def neighbour_of(asked: Question) -> Neighbour | None:
    """Whom the question names beside the holder: "trước bà X", "ai thay ông Y"; None when nobody."""
    for name in find_names(asked.text):
        lead = comparable(asked.text[: name.start], asked.folded)
        found = matched(r"\b(trước|sau|thay|kế nhiệm)(?: khi| cho)?(?: [^\W\d]+){0,2}$", lead, asked.folded)
        if found and name.kind in ("person", "other"):
            before = found[1] in ("trước", "truoc")
            return Neighbour(asked.text[name.start : name.end], before, found.start(), name.end)
    return None


def holders(asked: Question, spans: Sequence[Span]) -> list[Holder]:
    """One entry for each person who, by some span, holds or held the office asked for; likeliest first.

    Empty unless a person is asked for by an office ("Ai là Bí thư?"), with or without a time.
    """
    title = title_of(asked)
    if (
        not (asked.asks is Asks.WHO or _name_asked(asked.text, asked))
        or len(title) < _SHORTEST
        or not _is_office(asked, title)
    ):
        return []
    titles = [_title(form, asked) for form in _forms(title, asked)]
    beside = neighbour_of(asked)
    people = (name for name in find_names(asked.text) if name.kind in ("person", "other"))
    given = [asked.text[name.start : name.end] for name in people if not beside or name.end != beside.end]
    found: dict[str, Holder] = {}
    for span in spans:
        for link in next(filter(None, (list(links(form, span)) for form in titles)), []):
            office = span.quote[slice(*link.office)]
            name = span.quote[slice(*link.name)]
            name = name if " " in name else full_name(name, span.hit.article.text)
            if any(same_person(name, other) for other in given):  # "Luật sư của ông A tên gì?": not he
                continue
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


def _is_office(asked: Question, title: Phrase) -> bool:
    """Whether it begins with an office, "bí thư …", "trưởng phòng …", or who is at the head of it is asked for."""
    if matched(r"\bđứng đầu\b", comparable(asked.text, asked.folded), asked.folded):
        return True
    heads = (" ".join(map(fold, title[:size])) for size in range(1, _LONGEST_HEAD + 1))
    return fold(title[0]) in _HEADS or any(head in _CALLED for head in heads)


def of_the_office(asked: Question, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans whose short answer does not stand by an office that only looks like the one asked for.

    "Hiệu trưởng Trường THPT X" for "Hiệu trưởng Trường THCS X", "Bí thư Huyện ủy" for "Phó Bí thư Huyện ủy".
    """
    title = title_of(asked) if asked.asks is Asks.WHO else ()
    deputy = bool(title) and fold(title[0]) == "pho"
    # Of a deputy: neither a full one ("Bí thư" for "Phó Bí thư") nor another body's deputy.
    heads = [(title[1:3], True), (title[:3], False)] if deputy else [(title[:2], False)]
    if len(heads[0][0]) < _SHORTEST:
        return iter(spans)
    return (
        span for span in spans if not any(_is_of_another(asked, title, head, span, any_of=full) for head, full in heads)
    )


def _is_of_another(asked: Question, title: Phrase, head: Phrase, span: Span, *, any_of: bool) -> bool:
    short = (span.short_start - span.start, span.short_end - span.start)
    others = []
    for link in links(Title(head, [len(head)], asked.folded, within=True), span):
        if link.name[0] < short[1] and link.name[1] > short[0]:
            words = tokens(span.quote[slice(*link.office)])[len(head) :]
            keys = [(word.text, search_key(word.text, asked.folded)) for word in words if fold(word.text) != "tp"]
            others.append(any(_differs(title, keys, place) for place in range(len(keys))))
    return bool(others) and (any_of or all(others))  # "…, Chủ tịch HĐND, ông B làm Chủ tịch UBND": one of two is his


def _differs(title: Phrase, office: Sequence[tuple[str, str]], place: int) -> bool:
    """Whether a word of an office makes it another than the title's: another body ("HĐND"), another kind of place.

    "Chủ tịch tỉnh" is short for "Chủ tịch UBND tỉnh", "Sở X Hà Tĩnh" for "Sở X tỉnh Hà Tĩnh".
    """
    shown, word = office[place]
    if word in title or not (shown.isupper() or is_kind(shown)):
        return False
    if is_kind(shown):
        behind = office[place + 1][1] if place + 1 < len(office) else ""
        before = title.index(behind) - 1 if behind in title else -1
        return before < 0 or is_kind(title[before])
    return not (fold(word) == "ubnd" and len(title) > _SHORTEST and is_kind(title[_SHORTEST]))


def _forms(title: tuple[str, ...], asked: Question) -> list[tuple[str, ...]]:
    """The title in every form: "chủ tịch ubnd huyện", "chủ tịch ủy ban nhân dân huyện"."""
    found = [title]
    for way in asked.also:
        said, also = (tuple(search_key(word, asked.folded) for word in words) for words in (way.said, way.also))
        places = (at for at in range(len(title)) if title[at : at + len(said)] == said and way.merger is None)
        found += [(*title[:at], *also, *title[at + len(said) :]) for at in places]
    return found


def _title(words: tuple[str, ...], asked: Question) -> Title:
    parted = matched(r"\b(?:ở|thuộc|trong)\b", comparable(asked.text, asked.folded), asked.folded)
    behind = content(asked.text[parted.end() :], asked.folded) if parted else ()
    within = len(words) - sum(word in behind for word in words)
    if parted and _SHORTEST <= within < len(words):
        return Title(words, [len(words), within], asked.folded, within=True)
    return Title(words, _sizes(words, asked), asked.folded, within=False)


def title_of(asked: Question) -> tuple[str, ...]:
    """The words of the office that a question asks for, without its time and without the names of persons in it."""
    given = [
        found.end()
        for found in re.finditer(
            _TITLE_FOLLOWS_FOLDED if asked.folded else _TITLE_FOLLOWS, comparable(asked.text, asked.folded)
        )
    ]
    for start in reversed(given):  # "Quốc hội bầu những ai làm Chủ tịch nước": the office is what follows
        behind = content(asked.text[start:], asked.folded)
        words = _titled(asked, set(behind))[-len(behind) :]  # not the same word before it: "ai làm … Sông Lam"
        if len(words) >= _SHORTEST:
            return words
    return _titled(asked, set(asked.content))


def _titled(asked: Question, words: set[str]) -> tuple[str, ...]:
    beside = neighbour_of(asked)
    text = f"{asked.text[: beside.start]} {asked.text[beside.end :]}" if beside else asked.text
    asking = _name_asked(text, asked)
    text = text[: asking.start()] if asking else text
    people = {
        fold(word) for name in find_names(text) if name.kind == "person" for word in text[name.start : name.end].split()
    }
    out = _OF_TIME_FOLDED if asked.folded else _OF_TIME
    said = content(text, asked.folded)
    return tuple(
        word
        for place, word in enumerate(said)
        if word in words
        and word in asked.content
        and word not in out
        and fold(word) not in people
        and (not word[0].isdigit() or (place and is_kind(said[place - 1])))  # "quận 12", not "khóa 20"
    )


def _name_asked(text: str, asked: Question) -> re.Match[str] | None:
    return matched(r"\btên (?:là )?gì$", comparable(text, asked.folded), asked.folded)


def same_person(one: str, other: str) -> bool:
    """Whether one name ends in the other: "Cường" is "Nguyễn Mạnh Cường"."""
    first, second = f" {fold(one)}", f" {fold(other)}"
    return first.endswith(second) or second.endswith(first)


def _known(found: dict[str, Holder], name: str) -> str:
    return next((other for other in found if same_person(other, name)), name)


def _sizes(title: tuple[str, ...], asked: Question) -> list[int]:
    """How many words of the title must stand in the sentence: all, or all but the place at its end; most first.

    A place is two syllables, nearly all are, behind the word for its kind ("huyện") or written with capitals.
    """
    sizes = [len(title)]
    bare = tuple(fold(word) for word in title)
    capital = {key(token.text) for token in tokens(asked.text)[1:] if token.text.istitle()}
    if capital.issuperset(title[-2:]) or (asked.folded and len(title) >= _SHORTEST + 4):
        sizes.append(len(title) - 2)
    for unit in UNITS:
        size = len(title) - 2 - len(unit)
        if bare[max(size, 0) : size + len(unit)] == unit:
            sizes.append(size)
    return [size for size in sizes if size >= _SHORTEST]
