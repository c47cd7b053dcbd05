"""Question sets in the format of SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), and its script's two metrics.

UIT-ViQuAD, XQuAD, MLQA, UIT-ViNewsQA come in it. Every context becomes an article under its page's title.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import punctuation
from zlib import error as BrokenGzip  # noqa: N812

from pydantic import BaseModel, TypeAdapter, ValidationError

from qa.answer.question import LONGEST_QUESTION
from qa.articles.draft import Draft, finish
from qa.errors import ConfigError, EmptyArticle
from qa.index.passages import split
from qa.records import Article
from qa.vietnamese.text import nfc

_GZIP = b"\x1f\x8b"
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", punctuation)


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """One question about one article. Without `answers` the article doesn't say.

    `place` is where the first of the answers stands in the article's text, (start, end).
    """

    id: str
    text: str
    article: Article
    answers: tuple[str, ...]
    place: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SquadSet:
    """The questions of a file in order, and the articles made of its contexts, each once.

    `left_out` questions have a context without a sentence, answers that don't stand in it, or no words or too many.
    """

    questions: tuple[SquadQuestion, ...]
    articles: tuple[Article, ...]
    left_out: int


def read_squad(path: Path) -> SquadSet:
    """The set in a file, plain or gzipped, with or without the `data` around it.

    All text in NFC, as the program keeps it. Raises `ConfigError` naming what is not as SQuAD has it, and where.
    """
    articles: dict[str, Article] = {}  # by their hash
    questions: list[SquadQuestion] = []
    left_out = 0
    taken: set[str] = set()
    for title, paragraph in _paragraphs(path):
        draft = Draft(id=f"context-{len(articles) + 1}", title=title.replace("_", " "), text=paragraph.context)
        try:
            made = finish(draft)
        except EmptyArticle:
            left_out += len(paragraph.qas)
            continue
        article = articles.get(made.hash, made)
        if not split(article):
            left_out += len(paragraph.qas)
            continue
        articles[article.hash] = article
        for entry in paragraph.qas:
            number = len(questions) + left_out + 1
            asked = _question(entry, article, paragraph.context, number)
            if asked is None:
                left_out += 1
                continue
            questions.append(replace(asked, id=f"{asked.id}#{number}") if asked.id in taken else asked)
            taken.add(questions[-1].id)
    if not questions:
        raise _unusable(path, "không có câu hỏi nào dùng được", "there is no usable question in it")
    return SquadSet(tuple(questions), tuple(articles.values()), left_out)


def some(questions: Sequence[SquadQuestion], limit: int | None) -> list[SquadQuestion]:
    """`limit` of the questions, evenly spaced, so that every part of the set is asked about; all without a limit."""
    total = len(questions)
    count = min(limit or total, total)
    return [questions[place * total // count] for place in range(count)]


def normalised(text: str) -> str:
    """As the SQuAD script does it: lower case, no ASCII punctuation, none of the words a, an, the, single spaces.

    In Vietnamese that drops "An" from "Bình An" and keeps "–" and “ ”; it is for figures that compare with published
    ones. NFC before, which the script leaves to its files.
    """
    return " ".join(_ARTICLES.sub(" ", nfc(text).lower().translate(_NO_PUNCTUATION)).split())


def official_exact_match(said: str, accepted: Sequence[str]) -> float:
    """1 when the normalised answer is one of the accepted ones; without any, when nothing was said."""
    return max(float(normalised(said) == normalised(form)) for form in _forms(accepted))


def official_f1(said: str, accepted: Sequence[str]) -> float:
    """The F1 of the words shared with the nearest accepted answer; without any, 1 when nothing was said."""
    return max(_f1(normalised(said).split(), normalised(form).split()) for form in _forms(accepted))


def _forms(accepted: Sequence[str]) -> list[str]:
    return [form for form in accepted if normalised(form)] or [""]


def _f1(said: list[str], form: list[str]) -> float:
    if not said or not form:
        return float(said == form)
    shared = sum((Counter(said) & Counter(form)).values())
    if not shared:
        return 0.0
    precision, recall = shared / len(said), shared / len(form)
    return 2 * precision * recall / (precision + recall)


class _Answer(BaseModel):
    text: str
    answer_start: int = -1


class _Entry(BaseModel):
    question: str
    id: str | int = ""
    answers: tuple[_Answer, ...] = ()
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: tuple[_Entry, ...]


class _Page(BaseModel):
    title: str = ""
    paragraphs: tuple[_Paragraph, ...]


class _File(BaseModel):
    data: tuple[_Page, ...]


def _paragraphs(path: Path) -> Iterator[tuple[str, _Paragraph]]:
    try:
        content = path.read_bytes()
        content = gzip.decompress(content) if content.startswith(_GZIP) else content
        bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
        pages = (
            TypeAdapter(tuple[_Page, ...]).validate_json(bare)
            if bare.startswith(b"[")
            else _File.model_validate_json(bare).data
        )
    except (OSError, EOFError, BrokenGzip) as error:
        raise _unusable(path, str(error), str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "JSON"
        raise _unusable(path, f"“{place}”: {first['msg']}", f"“{place}”: {first['msg']}") from error
    return ((page.title, paragraph) for page in pages for paragraph in page.paragraphs)


def _question(entry: _Entry, article: Article, context: str, number: int) -> SquadQuestion | None:
    """None when it can't be asked, or its answers don't stand in the article."""
    given = () if entry.is_impossible else tuple(answer for answer in entry.answers if answer.text.strip())
    answers = tuple(nfc(answer.text).strip() for answer in given)
    places = [_place(answer, article.text, context) for answer in given]
    place = next((found for found in places if found), None)
    text = " ".join(nfc(entry.question).split())
    if (answers and not place) or not 0 < len(text) <= LONGEST_QUESTION:
        return None
    return SquadQuestion(str(entry.id) or f"question-{number}", text, article, answers, place)


def _place(answer: _Answer, text: str, context: str) -> tuple[int, int] | None:
    """Where the answer stands: at its offset, which NFC and a stripped beginning may have moved, else where first."""
    said = nfc(answer.text).strip()
    before = len(nfc(context[: max(answer.answer_start, 0)])) - (len(nfc(context)) - len(nfc(context).lstrip()))
    at = before if before >= 0 and text.startswith(said, before) else text.find(said)
    return (at, at + len(said)) if at >= 0 else None


def _unusable(path: Path, vi: str, en: str) -> ConfigError:
    return ConfigError(
        f"Không đọc được {path} như một tệp kiểu SQuAD 1.1 hay 2.0: {vi}.",
        f"Can't read {path} as a file in SQuAD 1.1 or 2.0 format: {en}.",
    )
