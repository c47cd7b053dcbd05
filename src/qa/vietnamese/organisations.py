"""Where an organisation's name ends: "Ủy ban Kiểm tra", "Sở Giáo dục và Đào tạo Hà Nội", "Trường THPT Chu Văn An"."""

from __future__ import annotations

from typing import Final

from qa.vietnamese import gazetteer as known
from qa.vietnamese.capitals import Word, begins_person, phrase, place_size, run_end

_FIRST: Final = frozenset(head.split()[0] for head in known.ORGANISATIONS)


def organisation_end(words: list[Word], at: int) -> int:
    """Where the organisation that begins with the word `at` ends, as an index; 0 when none begins there."""
    head = _head_size(words, at)
    if not head:
        return 0
    end = at + head
    named_after = phrase(words, at, head) in known.NAMED_AFTER
    while end < len(words) and words[end].gap == " ":
        step = _step(words, end, named_after)
        met_a_person = words[end].foreign and not words[end - 1].foreign and end > at + head
        if not step or met_a_person:  # "Đảng Cộng hòa|Abraham Lincoln"
            break
        end += step
        named_after = named_after and (words[end - 1].caps or not words[end - 1].capital)
    return end if end > at + head or words[at].caps or (words[at].capital and head > 1) else 0


def _head_size(words: list[Word], at: int) -> int:
    """How many words at `at` say which sort of organisation it is: 2 for "Ủy ban", 1 for "Bộ"."""
    first = words[at]
    short = first.capital and first.key in known.ORGANISATIONS_CAPITAL
    if not short and first.key not in _FIRST:
        return 0
    if at and first.gap == " " and f"{words[at - 1].key} {first.key}" in known.NO_ORGANISATION:
        return 0
    if first.capital and place_size(words, at, run_end(words, at)):
        return 0
    return next((size for size in (3, 2, 1) if phrase(words, at, size) in known.ORGANISATIONS), int(short))


def _step(words: list[Word], at: int, named_after: bool) -> int:
    """How many words from `at` on still belong to the organisation."""
    if not words[at].capital:
        joins = words[at].key == "và" and phrase(words, at + 1, 2) in known.HALF_CAPITAL
        return int(joins and words[at + 1].capital)
    for size in (3, 2):
        known_part = phrase(words, at, size)
        if known_part in known.HALF_CAPITAL or known_part in known.ORGANISATIONS:
            return size
    end = run_end(words, at)
    return place_size(words, at, end) or (end - at if named_after else int(not begins_person(words, at)))
