"""Questions written by rule from plain articles: a stretch of a sentence becomes the word that asks for it.

Vietnamese asks in place: "Ông Cường sinh năm 1962 tại Hạ Long" → "Ông Cường sinh năm nào tại Hạ Long?", "Ai sinh năm
1962 …?". Cloze questions as a teacher of reading: Lewis et al. 2019, Dhingra et al. 2018. In a share of them the
sentence itself is taken out and another one of the passage holds the answer (recurring spans: Ram et al. 2021,
Splinter). A headline asks too: it says in other words what a passage below it says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from training.encoder.corpus import Document, documents, fold, news_files, passages
from training.reader.examples import Reading

from qa.vietnamese.text import is_syllable

FOLDED = 0.15  # of the questions are written without accents
RECURRING = 0.35  # share of the questions whose sentence is taken out, where the answer stands elsewhere too
UNANSWERED = 0.2  # share of the questions put to a passage of the same article that does not answer
DROPPED = 0.3  # up to this share of the words beside the answer is left out
SHORTENED = 12  # words kept on either side of the answer, at most
ORIGINAL = 0.4  # share of the questions that lose no word
SHORT_ENOUGH = 14  # words beside the answer: a headline loses none of them
LIKELY_PERSON = 0.5  # of names of two syllables and more that nothing tells apart are asked for by "ai"
UNIT_KEPT = 0.7  # of the questions for an amount name what is counted ("bao nhiêu xe")
FRONTED = 0.3  # share of the questions that begin with the asking word
ENCYCLOPEDIA = 3  # times as many questions of a wiki file as of a news file: it has more kinds of facts
SHORTEST_HEADLINE = 6  # words
A_DOCUMENT = 1  # questions of one document, at most, beside one of its headline

_LETTERS = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1EFA)) if chr(code).isalpha()]
_CAPITAL = "".join(letter for letter in _LETTERS if letter.isupper())
_SMALL = "".join(letter for letter in _LETTERS if letter.islower())
_SURNAMES = frozenset(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đào Lương Tô Trương Cao Hà "
    "Tạ Đoàn Lâm Phùng Quách Thái Châu Tôn Vương Chu Kiều La Mạc Nghiêm Ông Triệu Văn".split()
)
_BEFORE_PERSON = re.compile(
    r"\b(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|đồng chí|tiến sĩ|bác sĩ|giáo sư|TS|PGS|GS|nhà \w+|ca sĩ|diễn viên|cầu thủ"
    r"|HLV|vua|hoàng đế|thiếu tướng|trung tướng|đại tá|trung tá|luật sư|chủ tịch|bộ trưởng|tổng thống|thủ tướng"
    r"|của)\.? $",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(
    r"\b(?:ở|tại|đến|tới|từ|về|tỉnh|thành phố|TP\.?|huyện|quận|xã|phường|thị xã|thị trấn|đảo|quần đảo|sông|núi|nước"
    r"|bang|vùng|thủ đô|bệnh viện|trường|sang|rời|giữa) $",
    re.IGNORECASE,
)


class Kind(NamedTuple):
    """A kind of answer: how it looks in a sentence, and the words that ask for it."""

    name: str
    pattern: re.Pattern[str]
    asking: tuple[str, ...]


def _after(words: Sequence[str], length: str) -> re.Pattern[str]:
    """What follows one of the words up to the next mark."""
    return re.compile("|".join(rf"(?<=\b{word} )[^,.;:()]{{{length}}}(?=[,.;:()]|$)" for word in words))


_KINDS = (
    Kind(
        "day",
        re.compile(
            r"(?:ngày |hôm )?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?\b|ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?"
            r"|tháng \d{1,2}(?:[-/]| năm )\d{4}"
        ),
        ("khi nào", "ngày nào", "bao giờ", "lúc nào", "vào thời gian nào", "thời điểm nào"),
    ),
    Kind(
        "year",
        re.compile(r"(?:[Nn]ăm )?\b(?:1[0-9]|20)\d\d\b|thế kỷ (?:thứ )?[IVX\d]+"),
        ("năm nào", "khi nào", "năm bao nhiêu", "bao giờ", "vào thời gian nào", "từ khi nào"),
    ),
    Kind(
        "number",
        re.compile(
            r"(?:(?:khoảng|gần|hơn|trên) )?\b\d[\d.,]*(?: ?%| (?:triệu|tỷ|tỉ|nghìn|ngàn)(?: \w+)?| \w+)?"
            rf"|\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?= [{_SMALL}])"
        ),
        ("bao nhiêu", "mấy", "bao nhiêu", "khoảng bao nhiêu"),
    ),
    Kind(
        "name",
        re.compile(rf"[{_CAPITAL}][\w-]*(?: [{_CAPITAL}][\w-]*)+|(?<=[{_SMALL},] )[{_CAPITAL}][{_SMALL}]{{2,}}"),
        ("gì", "nào", "tên gì", "ai", "cái gì"),
    ),
    Kind(
        "cause",
        _after(("[vV]ì", "do", "nhờ"), "8,90"),
        ("vì sao", "tại sao", "do đâu", "vì lý do gì", "lý do là gì", "nguyên nhân là gì"),
    ),
    Kind("purpose", _after(("để", "nhằm"), "8,80"), ("để làm gì", "nhằm mục đích gì", "với mục đích gì")),
    Kind(
        "being",
        _after(("là", "gồm", "như", "được", "bằng", "có"), "6,90"),
        ("gì", "cái gì", "những gì", "điều gì", "như thế nào", "thế nào", "ra sao"),
    ),
)
_SHARES = (10, 14, 16, 30, 8, 6, 22)  # how often each kind is chosen where the sentence has it
_WHO = ("ai", "ai", "người nào", "nhân vật nào")
_WHERE = ("đâu", "nơi nào", "ở đâu", "địa điểm nào", "nước nào")
_WORD = re.compile(r"\S+")


def cloze_readings(data: Path, count: int, size: int, passed: int = 0) -> Iterator[Reading]:
    """About `count` readings, spread over the training documents, passages of about `size` syllables.

    The first `passed` documents of a news file come last, and as many more of a wiki file as it has a larger share: an
    earlier run was taught them. A file that is used up begins again, and other stretches are asked for.
    """
    files = news_files(data)
    shares = [ENCYCLOPEDIA if file.name.startswith("wiki") else 1 for file in files]
    for file, share in zip(files, shares, strict=True):
        yield from islice(_file_readings(file, size, passed * share), -(-count * share // sum(shares)))


def _file_readings(file: Path, size: int, passed: int) -> Iterator[Reading]:
    chance = random.Random(f"{file.name} {passed}")
    every = list(documents(file))
    begin = passed % len(every)
    for document in every[begin:] + every[:begin]:
        yield from _document_readings(document, size, chance)


def _document_readings(document: Document, size: int, chance: random.Random) -> Iterator[Reading]:
    blocks = [block for whole in passages(document.text) for block in _blocks(whole, size)]
    blocks = [block for block in blocks if len(block) > 1]
    headline = _headline(document.title, blocks, chance)
    if headline:
        yield headline
    for block in chance.sample(blocks, min(A_DOCUMENT, len(blocks))):
        reading = _reading(document.title, block, [other for other in blocks if other is not block], chance)
        if reading:
            yield reading


def _headline(title: str, blocks: list[list[str]], chance: random.Random) -> Reading | None:
    """What the headline leaves open once a stretch of it is taken out, put to a passage that says it or does not."""
    chosen = _answer(title, chance)
    if chosen is None or len(title.split()) < SHORTEST_HEADLINE:
        return None
    kind, start, end = chosen
    answer = title[start:end]
    texts = [" ".join(block) for block in blocks]
    answering = [text for text in texts if answer in text]
    silent = [text for text in texts if answer.casefold() not in text.casefold()]
    if not answering:
        return None
    question = _question(title, kind, start, end, chance)
    folded = chance.random() < FOLDED
    question = fold(question) if folded else question
    if silent and chance.random() < UNANSWERED:
        return Reading(question, "", chance.choice(silent), (), folded)
    passage = chance.choice(answering)
    return Reading(question, "", passage, _occurrences(passage, answer), folded)


def _blocks(sentences: list[str], size: int) -> Iterator[list[str]]:
    block: list[str] = []
    for sentence in sentences:
        if block and sum(len(each.split()) for each in [*block, sentence]) > size:
            yield block
            block = []
        block.append(sentence)
    yield block


def _reading(title: str, block: list[str], others: list[list[str]], chance: random.Random) -> Reading | None:
    place = chance.randrange(len(block))
    sentence = block[place]
    chosen = _answer(sentence, chance)
    if chosen is None or len(sentence.split()) < 8:
        return None
    kind, start, end = chosen
    answer = sentence[start:end]
    question = _question(sentence, kind, start, end, chance)
    folded = chance.random() < FOLDED
    question = fold(question) if folded else question
    rest = " ".join(block[:place] + block[place + 1 :])
    if chance.random() < UNANSWERED and others:
        elsewhere = " ".join(chance.choice(others))
        if answer.casefold() not in elsewhere.casefold():
            return Reading(question, title, elsewhere, (), folded)
    if kind.name in ("name", "year", "day") and chance.random() < RECURRING and answer in rest:
        return Reading(question, title, rest, _occurrences(rest, answer), folded)
    passage = " ".join(block)
    before = sum(len(each) + 1 for each in block[:place])
    return Reading(question, title, passage, ((before + start, before + end),), folded)


def _answer(sentence: str, chance: random.Random) -> tuple[Kind, int, int] | None:
    found = [(kind, list(kind.pattern.finditer(sentence))) for kind in _KINDS]
    kinds = [(kind, matches, share) for (kind, matches), share in zip(found, _SHARES, strict=True) if matches]
    if not kinds:
        return None
    kind, matches, _ = chance.choices(kinds, [share for _, _, share in kinds])[0]
    match = chance.choice(matches)
    end = match.start() + len(match.group().rstrip(" ,-"))
    return kind, match.start(), end


def _asking(sentence: str, kind: Kind, start: int, end: int, chance: random.Random) -> str:
    if kind.name == "name":
        words = sentence[start:end].split()
        if _BEFORE_PLACE.search(sentence, max(start - 14, 0), start):
            return chance.choice(_WHERE)
        vietnamese = len(words) > 1 and all(is_syllable(word) for word in words)
        if (
            words[0] in _SURNAMES
            or (vietnamese and chance.random() < LIKELY_PERSON)
            or _BEFORE_PERSON.search(sentence, max(start - 14, 0), start)
        ):
            return chance.choice(_WHO)
    return chance.choice(kind.asking)


def _question(sentence: str, kind: Kind, start: int, end: int, chance: random.Random) -> str:
    before = [word.group() for word in _WORD.finditer(sentence[:start])]
    after = [word.group() for word in _WORD.finditer(sentence[end:])]
    if len(before) + len(after) > SHORT_ENOUGH and chance.random() > ORIGINAL:
        before = _thinned(before[-chance.randint(2, SHORTENED) :], chance)
        after = _thinned(after[: chance.randint(2, SHORTENED)], chance)
    else:
        before, after = before[-SHORTENED:], after[:SHORTENED]
    asking = _asking(sentence, kind, start, end, chance)
    if kind.name == "cause" and before and before[-1].lower() in ("vì", "do", "nhờ"):
        before.pop()
    if kind.name == "number" and chance.random() < UNIT_KEPT:
        asking = " ".join([asking, *sentence[start:end].split()[1:][-1:]])
    fronted = kind.name not in ("being", "purpose", "number") and chance.random() < FRONTED
    words = [asking, *before, *after] if fronted else [*before, asking, *after]
    text = " ".join(words).replace(" ,", ",").strip(' ,.;:"”“()')
    return text[:1].upper() + text[1:] + ("?" if chance.random() < 0.8 else "")


def _thinned(words: list[str], chance: random.Random) -> list[str]:
    share = chance.random() * DROPPED
    return [word for word in words if chance.random() >= share]


def _occurrences(text: str, answer: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(re.escape(answer), text))
