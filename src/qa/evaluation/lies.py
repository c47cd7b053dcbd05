"""Sentences as a language model would write them, true ones and lies, and how many of each the writer's check shows.

True ones are gold questions put as statements, which words the articles in another way, and sentences of the articles,
whole or shortened. A lie is a true one with one thing changed, or a statement on what no article says.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qa.answer.written import SOURCES, written
from qa.evaluation.gold import Gold
from qa.models.writer import Source
from qa.records import Answer, Hit, Kind
from qa.vietnamese.dates import find_dates
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.text import fold, tokens

STANDING_ALONE = ("who", "when", "where", "how_many", "what", "changed")  # categories whose questions become statements
_QUESTION_WORDS = (  # what the answer takes the place of, the longest first
    r"(?:ngày|tháng|năm) (?:bao nhiêu|nào|mấy)|(?:từ )?(?:khi nào|lúc nào|bao giờ|hôm nào)|bao nhiêu \w+|mấy \w+"
    r"|bao nhiêu|(?:ở|tại) đâu|(?:cầu thủ|xã|huyện|tỉnh|nước|ai|người|ông|bà|đội|đoàn|loài|sân vận động) nào"
    r"|là gì|\bai\b|\bgì\b|\bđâu\b|\bnào\b"
)
_VERB = re.compile(r" (được|đạt|là|giữ|thắng|bầu|gồm|có|dài|cao|khởi công|thuộc|trao|thu) ")
Change = Callable[[str, random.Random, str], str | None]  # a sentence, chance, what its sources say → a lie


class Claim(NamedTuple):
    """A sentence with its marks, as a reply to a question over numbered passages. `lie` is "" for a true one."""

    sort: str
    lie: str
    question: str
    draft: Kind  # what the extractive answer was
    sentence: str
    hits: tuple[Hit, ...]


class Said:
    """A writer that always says the same."""

    name = "said"

    def __init__(self, reply: str) -> None:
        self._reply = reply

    def write(self, question: str, sources: Sequence[Source]) -> Iterator[str]:
        """The one reply, whole."""
        yield self._reply


def shown(claim: Claim) -> bool:
    """Whether the claim would be shown."""
    draft = Answer(claim.draft, claim.question, "")
    return bool([*written(draft, claim.hits, Said(claim.sentence), "vi")][-1].citations)


def rates(claims: Sequence[Claim]) -> dict[str, tuple[int, int]]:
    """For each sort of true claim ("true: …") and of lie ("lie: …") how many are shown, and how many there are."""
    kept: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for claim in claims:
        row = f"lie: {claim.lie}" if claim.lie else f"true: {claim.sort}"
        total[row] += 1
        kept[row] += shown(claim)
    return {row: (kept[row], total[row]) for row in sorted(total)}


def claims(golds: Sequence[Gold], search: Callable[[str], Sequence[Hit]], seed: int = 1) -> Iterator[Claim]:
    """Claims on every gold question that stands alone, over the passages that the search brings for it."""
    chance = random.Random(seed)
    for gold in golds:
        hits = tuple(search(gold.question)[:SOURCES])
        if gold.category == "absent":
            yield from _absent(gold, hits, chance)
        elif gold.category in STANDING_ALONE:
            for sort, text, number in _true(gold, hits):
                true = Claim(sort, "", gold.question, gold.kind, f"{text} [{number}].", hits)
                yield true
                if sort != "quoted":
                    yield from _lies(true, text, number, gold.answers[0], chance)


def _true(gold: Gold, hits: Sequence[Hit]) -> Iterator[tuple[str, str, int]]:
    """True sentences, with the number of a passage that proves them; none where the search did not bring those."""
    for proof in gold.support[:1]:
        numbers = [
            number
            for number, hit in enumerate(hits, start=1)
            if hit.article.id == proof.article_id and hit.passage.start <= proof.start and proof.end <= hit.passage.end
        ]
        if not numbers:
            continue
        quote = proof.quote.rstrip(" .!?…")
        yield "quoted", quote, numbers[0]
        clauses = quote.split(", ")
        shorter = ", ".join(clauses[:-1])
        if len(clauses) > 1 and len(tokens(shorter)) >= 8 and "." not in quote:
            yield "shortened", shorter, numbers[0]
        if (stated := restated(gold.question, gold.answers[0])) and len(gold.support) == 1:
            yield "restated", stated, numbers[0]


def restated(question: str, answer: str) -> str | None:
    """The question as a statement: "Ai xây cầu?", "Lê An" → "Lê An xây cầu". None when the place can't be told."""
    found = re.search(_QUESTION_WORDS, question, re.IGNORECASE)
    if found is None:
        return None
    said = f"là {answer}" if found[0].lower() == "là gì" else answer
    stated = f"{question[: found.start()]}{said}{question[found.end() :]}".strip(" ?.")
    return stated[0].upper() + stated[1:]


def _lies(true: Claim, text: str, number: int, answer: str, chance: random.Random) -> Iterator[Claim]:
    hits = true.hits
    around = hits[number - 1].text

    def claim(lie: str, sentence: str, mark: str) -> Claim:
        return true._replace(lie=lie, sentence=f"{sentence}{mark}.")

    for lie, change in CHANGES.items():
        changed = change(text, chance, around)
        if changed and fold(changed) != fold(text):
            yield claim(lie, changed, f" [{number}]")
    yield claim("no mark", text, "")
    yield claim("invented mark", text, f" [{len(hits) + 1 + chance.randrange(5)}]")
    article = hits[number - 1].article.id
    others = [
        other
        for other, hit in enumerate(hits, start=1)
        if hit.article.id != article and fold(answer) not in fold(f"{hit.article.title} {hit.text}")
    ]
    if others:
        yield claim("wrong source", text, f" [{others[0]}]")


def _absent(gold: Gold, hits: Sequence[Hit], chance: random.Random) -> Iterator[Claim]:
    """What no article says, with a name, a date or a number from the very passage that it pretends to rest on."""
    if not hits:
        return
    text = hits[0].text
    people = [text[one.start : one.end] for one in find_names(text) if one.kind == "person"]
    days = [text[one.start : one.end] for one in find_dates(text)]
    amounts = [text[slice(*one.span)] for one in find_numbers(text)]
    asks_day = re.search(r"khi nào|bao giờ|ngày|năm nào|tháng nào", gold.question, re.IGNORECASE)
    fitting = amounts if re.search(r"bao nhiêu|mấy", gold.question) else days if asks_day else people
    if fitting and (stated := restated(gold.question, chance.choice(fitting))):
        for draft, lie in ((Kind.NOT_FOUND, "not in the articles"), (Kind.FOUND, "not in the articles, reader misled")):
            yield Claim("absent", lie, gold.question, draft, f"{stated} [1].", tuple(hits))


def _other_number(text: str, chance: random.Random, around: str) -> str | None:
    found = [one for one in find_numbers(text) if text[one.start].isdigit()]
    if not found:
        return None
    one = chance.choice(found)
    digit = one.start + len(re.match(r"\d+", text[one.start :])[0]) - 1  # type: ignore[index]
    return f"{text[:digit]}{(int(text[digit]) + chance.randrange(1, 9)) % 10}{text[digit + 1 :]}"


def _number_from_around(text: str, chance: random.Random, around: str) -> str | None:
    found = find_numbers(text)
    others = [around[one.start : one.end] for one in find_numbers(around)]
    others = [other for other in others if other not in text]
    if not found or not others:
        return None
    one = chance.choice(found)
    return text[: one.start] + chance.choice(others) + text[one.end :]


def _other_date(text: str, chance: random.Random, around: str) -> str | None:
    found = find_dates(text)
    if not found:
        return None
    one = chance.choice(found)
    figures = list(re.finditer(r"\d+", text[one.start : one.end]))
    if not figures:
        return None
    figure = chance.choice(figures)
    other = int(figure[0]) - 1 or 2
    return text[: one.start + figure.start()] + str(other) + text[one.start + figure.end() :]


def _other_person(text: str, chance: random.Random, around: str) -> str | None:
    """Another person of the same passage in one's place: the hardest, since all the words are there."""
    people = [one for one in find_names(text) if one.kind == "person"]
    others = [around[one.start : one.end] for one in find_names(around) if one.kind == "person"]
    others = [other for other in others if fold(other) not in fold(text)]
    if not people or not others:
        return None
    one = chance.choice(people)
    return text[: one.start] + chance.choice(others) + text[one.end :]


def _mixed_name(text: str, chance: random.Random, around: str) -> str | None:
    people = [one for one in find_names(text) if one.kind == "person" and " " in text[one.start : one.end]]
    if not people:
        return None
    one = chance.choice(people)
    *first, _ = text[one.start : one.end].split()
    last = chance.choice([name for name in ("Hùng", "Lan", "Phúc", "Vân", "Đạt") if name not in text])
    return text[: one.start] + " ".join([*first, last]) + text[one.end :]


def _other_place(text: str, chance: random.Random, around: str) -> str | None:
    places = [one for one in find_names(text) if one.kind == "place"]
    if not places:
        return None
    one = chance.choice(places)
    other = chance.choice([name for name in ("Cao Lãnh", "Sóc Trăng", "Yên Bái", "Buôn Hồ") if name not in text])
    return text[: one.start] + other + text[one.end :]


def _roles(text: str, chance: random.Random, around: str) -> str | None:
    people = [one for one in find_names(text) if one.kind == "person"]
    if len(people) < 2:
        return None
    one, two = people[:2]
    first, second = text[one.start : one.end], text[two.start : two.end]
    return text[: one.start] + second + text[one.end : two.start] + first + text[two.end :]


def _denied(text: str, chance: random.Random, around: str) -> str | None:
    return _VERB.sub(r" không \1 ", text, count=1) if _VERB.search(text) else None


CHANGES: dict[str, Change] = {
    "another number": _other_number,
    "a number of the same passage": _number_from_around,
    "another date": _other_date,
    "another person of the same passage": _other_person,
    "a mixed name": _mixed_name,
    "another place": _other_place,
    "roles swapped": _roles,
    "denied": _denied,
}
