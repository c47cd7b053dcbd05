"""A follow-up → a question that stands alone: what it leaves out is taken from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.answer.asking import asked_for, comparable, content, content_tokens, is_empty, matched
from qa.records import Turn
from qa.vietnamese.names import find_names, full_name
from qa.vietnamese.periods import find_periods
from qa.vietnamese.text import Token, fold, has_accents, search_key, tokens

_PERSON = r"(?:ông|bà|anh|chị|cô|thầy|em|cụ|chú|bác|vị|người|nhân vật)"
# "Ông ấy quê ở đâu?", "người này"; or the bare word before a verb: "Anh bắn được bao nhiêu điểm?", "Trước đó bà …"
_SAME_PERSON = rf"\b{_PERSON} (?:ấy|đó|này|kia|ta)\b|(?:^|(?<= đó )|(?<= nào ))(?:ông|bà|anh|chị|cô|thầy)(?= [^\W\d]+ )"
# What is asked of nothing but a person: "Quê ở đâu?", "Trước đó làm gì?"
_OF_A_PERSON = (
    r"^(?:quê|sinh (?:năm|ngày|ở|tại)|(?:năm nay )?(?:bao nhiêu|mấy) tuổi|trình độ|tốt nghiệp|từng|mất (?:năm|ngày)"
    r"|(?:(?:trước đó|trước đây|hiện|hiện nay|nay) )?(?:làm|giữ|công tác|đảm nhiệm) (?:gì|ở|chức)|chức vụ)\b"
)
_IN_OFFICE = r"^(?:vậy |thế )?(?:ai|người nào) (?:đã |sẽ |lên |được bầu )*(?:thay|thay thế|kế nhiệm|thế chỗ)\b"
_SAME_THING = (
    r"\b(?!(?:trước|sau|khi|lúc|hồi|từ|do|vì|ở|tại|hôm) (?:ấy|đó|này|kia))"
    r"([^\W\d_]+ )?([^\W\d_]+) (?:ấy|đó|này|kia|trên|vừa nêu|nói trên)\b"
)
_POINTING = rf"{_SAME_PERSON}|{_SAME_THING}|\b(?:họ|ở đó|ở đấy)\b|^(?:thế|vậy|còn|rồi)\b|thì sao$"
_INSTEAD = r"^(?:thế còn|vậy còn|thế|vậy|còn|rồi)\s+"
_HOW_ABOUT = r"\s+(?:thì sao|thì thế nào|sao|nhé|ạ|à)$"
SEPARATOR = " – "  # between a follow-up and what the conversation is about
_FEW_WORDS = 6  # content syllables: "Tỷ số trận chung kết là bao nhiêu?" has five


def leans(own: str) -> bool:
    """Whether a question needs those before it: it points back, or names hardly anything itself."""
    folded = not has_accents(own)
    if matched(_POINTING, comparable(own, folded), folded):
        return True
    named = any(token.text[0].isupper() or token.text[0].isdigit() for token in tokens(own)[1:])
    return not named and len(content(own, folded)) <= _FEW_WORDS


def completed(own: str, history: Sequence[Turn], today: date) -> str:
    """`own` as a question that stands alone, after `history` (oldest first, at least one turn).

    "Còn năm 2022?" is the earlier question with the other year, "Ông ấy quê ở đâu?" has the name in the pronoun's
    place, "Quê ở đâu?" begins with it; any other is followed by what the conversation is about: the last question that
    stood alone, without its time when `own` names one, and the name that answered.
    """
    folded = not has_accents(own)
    instead = matched(_INSTEAD, comparable(own, folded), folded)
    rest = own[instead.end() :].strip(" ?.!") if instead else own.strip(" ?.!")
    how_about = matched(_HOW_ABOUT, comparable(rest, folded), folded)
    other = rest[: how_about.start()] if how_about else rest
    if (instead or how_about) and not asked_for(comparable(other, folded), folded):
        return _with_other(history, other, today)
    person = _person(history)
    if person and (pointed := matched(_SAME_PERSON, comparable(rest, folded), folded)):
        office = matched(_IN_OFFICE, comparable(rest, folded), folded)  # "Ai thay ông ấy?": in the office spoken of
        whole = _put(rest, pointed.span(), person)
        return f"{whole}{SEPARATOR}{_topic(whole, history, today)}?" if office else f"{whole}?"
    if person and matched(_OF_A_PERSON, comparable(rest, folded), folded):
        return f"{person} {rest[:1].lower()}{rest[1:]}?"
    thing = matched(_SAME_THING, comparable(rest, folded), folded)
    if thing:
        rest = _with_thing(rest, thing, history[-1])
    return f"{rest}{SEPARATOR}{_topic(rest, history, today)}?"


def _put(text: str, span: tuple[int, int], name: str) -> str:
    said = text[: span[0]] + name + text[span[1] :]
    return said[:1].upper() + said[1:]


def _standing(turn: Turn) -> str:
    """The question of a turn as it was understood, without what only told its topic."""
    said = turn.answer.question or turn.question
    return (said.split(SEPARATOR)[0] if leans(turn.question) else said).rstrip(" ?.!")


def _topic(own: str, history: Sequence[Turn], today: date) -> str:
    """What the conversation is about, as words: of the last question that stood alone, and the last name answered."""
    root = next((turn for turn in reversed(history) if not leans(turn.question)), history[0])
    text = _standing(root)
    when = ""
    for found in reversed(find_periods(text, today)):
        when = f"{text[found.start : found.end]} {when}"
        text = text[: found.start] + text[found.end :]
    folded = not has_accents(text)
    words = _up_to_name([token.text for token in content_tokens(text, folded)])
    about = " ".join([*words, *([] if find_periods(own, today) else when.split())])
    short = history[-1].answer.short
    named = short if _is_name(short) and fold(short) not in fold(f"{own} {about}") else ""
    return ", ".join(part for part in (about, named) if part)


def _up_to_name(words: list[str]) -> list[str]:
    """Without what stands behind the last name or number, which is what was asked: "Cầu Vân Giang| dài mét|"."""
    named = [place for place, word in enumerate(words) if place and (word[0].isupper() or word[0].isdigit())]
    return words[: named[-1] + 1] if named else words


def _is_name(short: str) -> bool:
    return short[:1].isupper() and not any(sign.isdigit() for sign in short)


def _person(history: Sequence[Turn]) -> str:
    """The person last spoken of: an answer, else one named in a question."""
    for turn in reversed(history):
        for text in (turn.answer.short, _standing(turn)):
            people = [text[name.start : name.end] for name in find_names(text) if name.kind == "person"]
            if people:
                return full_name(people[-1], turn.answer.text)
    return ""


def _with_thing(text: str, pointed: re.Match[str], turn: Turn) -> str:
    """ "Đại hội ấy", "dân số xã đó" with the thing's name: so called in the question before, or answered there."""
    for start in (pointed.start(), pointed.start(2)):  # "đại hội", then "hội"
        noun = text[start : pointed.end(2)]
        for earlier in (_standing(turn), turn.answer.short):
            named = _called(earlier, noun)
            if named:
                return _put(text, (start, pointed.end()), named)
    if _is_name(turn.answer.short):
        return _put(text, pointed.span(), f"{pointed[0].rsplit(' ', 1)[0]} {turn.answer.short}")
    return text


def _called(text: str, noun: str) -> str:
    """What in the text begins with the noun and has a name or a number: "Đại hội lần thứ XXII"; "" without one."""
    words, wanted = tokens(text), [fold(token.text) for token in tokens(noun)]
    for place in range(len(words) - len(wanted) + 1):
        if [fold(word.text) for word in words[place : place + len(wanted)]] == wanted:
            end = _phrase_end(text, words, place + len(wanted) - 1)
            if end > place + len(wanted):
                return text[words[place].start : words[end - 1].end]
    return ""


def _phrase_end(text: str, words: Sequence[Token], place: int) -> int:
    """The word after the last that names what word `place` begins: up to its last capital or number."""
    end = place + 1
    for at in range(place + 1, len(words)):
        touches = text[words[at - 1].end : words[at].start] == " "
        if not touches or is_empty(words[at].text):
            break
        if words[at].text[0].isupper() or words[at].text[0].isdigit():
            end = at + 1
    return end


def _with_other(history: Sequence[Turn], other: str, today: date) -> str:
    """The earlier question with `other` in the place of what is like it, or at its end when nothing is.

    A time replaces a time ("năm 2022"), a phrase one of the same last words ("phó bí thư" for "Bí thư") or the same
    first word ("Trường THPT Cửa Sóng"), a name a name of its kind.
    """
    earlier = _standing(history[-1])
    times = find_periods(other, today)
    if times and not content(other[: times[0].start] + other[times[-1].end :], folded=False):
        before = find_periods(earlier, today)
        span = (before[0].start, before[-1].end) if before else None
    else:
        span = _like(earlier, other)
    if span:
        return f"{_put(earlier, span, other)}?"
    return f"{earlier} {other}{SEPARATOR}{_topic(other, history, today)}?"


def _like(earlier: str, other: str) -> tuple[int, int] | None:
    folded = not (has_accents(earlier) and has_accents(other))
    words, wanted = tokens(earlier), [search_key(token.text, folded) for token in tokens(other)]
    keys = [search_key(token.text, folded) for token in words]
    for size in range(len(wanted) - 1, 1, -1):  # the same last words, the longest first: "phó |bí thư|"
        for place in range(len(keys) - size + 1):
            if keys[place : place + size] == wanted[-size:]:
                return words[place].start, words[place + size - 1].end
    for place, word in enumerate(keys):
        if wanted and word == wanted[0]:
            end = _phrase_end(earlier, words, place)
            return words[place].start, words[end - 1].end
    kinds = {name.kind for name in find_names(other)}
    same = [name for name in find_names(earlier) if name.kind in kinds]
    return (same[0].start, same[0].end) if same else None
