"""A question set from elsewhere: reading the passage it gives, finding it among others, answering in the open."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from qa.api import Assistant
from qa.articles.draft import one_line
from qa.config import Config
from qa.errors import ConfigError
from qa.evaluation.ask import Asked, Progress, ask_all
from qa.evaluation.gold import Gold, Support
from qa.evaluation.grade import Grade, grade, mean, what_was_said
from qa.evaluation.metrics import exact_match, f1, ndcg_at, overlap, recall_at, reciprocal_rank
from qa.evaluation.squad import SquadQuestion, official_exact_match, official_f1
from qa.index.passages import split
from qa.models.reader import SpanReader, Text, load_reader
from qa.records import Article, Kind, Passage
from qa.vietnamese.text import has_accents

DEPTH = 50  # passages that are searched for: the 50 of R@50


@dataclass(frozen=True, slots=True)
class Reading:
    """The means over some questions, 0–1; None over none. `exact_match` and `f1` are the SQuAD script's,
    `syllable_*` those of `metrics.py`."""

    questions: int
    exact_match: float | None
    f1: float | None
    syllable_exact_match: float | None
    syllable_f1: float | None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The means over the questions that have an answer. A passage is right when it holds the answer in its own article.

    `recall_at_k`: a right one stands among the first k; `mrr` among `DEPTH`; `ndcg_at_10` over all right ones.
    """

    questions: int
    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    recall_at_50: float
    mrr: float
    ndcg_at_10: float


class Measured(NamedTuple):
    """What was measured; the readings by `all`, `answerable`, `unanswerable`."""

    given: dict[str, Reading]
    retrieval: Retrieval | None
    open: dict[str, Reading]
    grades: list[Grade]
    others: int  # articles that the contexts were searched among
    said: list[str]  # to each question, by the reader that was given its article


def measure(
    asked: Sequence[SquadQuestion],
    articles: Sequence[Article],
    others: Iterable[tuple[str, str]],
    config: Config,
    progress: Progress,
) -> Measured:
    """Everything that can be said of the questions over these articles, among others given by title and text.

    Raises `ModelError` when reader or encoder can't be loaded, and what `others` raises.
    """
    given = read_given(load_reader(config.reader), asked, progress)
    with _store(articles, others, config, progress) as (assistant, beside):
        ranks = _searched(assistant, asked, progress)
        outcomes = ask_all(assistant, [_gold(question) for question in asked], progress)
        grades = [grade(outcome, assistant.article) for outcome in outcomes]
    answered = [what_was_said(each.outcome.answer) for each in grades]
    found = _retrieval(ranks) if ranks else None
    return Measured(_readings(asked, given), found, _readings(asked, answered), grades, beside, given)


def read_given(reader: SpanReader, asked: Sequence[SquadQuestion], progress: Progress) -> list[str]:
    """What the reader says to each question when it is given the article, cut as the program cuts it; "" for nothing.

    Its best span over all passages. In a set that has questions without an answer it is kept only where it is likelier
    than none (log-odds over 0); in another one an answer is always due, as in SQuAD 1.1.
    """
    least = 0.0 if any(not question.answers for question in asked) else float("-inf")
    said = []
    for done, question in enumerate(asked, start=1):
        texts = [_text(question.article, passage) for passage in split(question.article)]
        read = reader.read(question.text, texts, folded=not has_accents(question.text))
        spans = [
            (span.score, text.passage[span.start : span.end])
            for text, found in zip(texts, read, strict=True)
            for span in found
        ]
        score, best = max(spans, key=lambda span: span[0], default=(least, ""))
        said.append(best if score > least else "")
        progress(done, len(asked))
    return said


def _text(article: Article, passage: Passage) -> Text:
    starts = tuple(start - passage.start for start, _ in passage.sentences)
    return Text(article.title, article.text[passage.start : passage.end], starts)


def distractors(files: Sequence[Path], limit: int | None) -> Iterator[tuple[str, str]]:
    """(title, text) of the articles of some .jsonl or .jsonl.xz, `limit` in all; lines without a text are passed over.

    Raises `ConfigError` at once when a file is not there, and on the way naming the file and line that can't be read.
    """
    for file in files:
        if not file.is_file():
            raise ConfigError(
                f"Không có tệp {file}. Hãy kiểm tra đường dẫn.", f"There is no file {file}. Check the path."
            )
    return islice(chain.from_iterable(map(_lines, files)), limit)


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    number = 0
    try:
        with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):  # noqa: B007 - named in the message
                fields = json.loads(line) if line.strip() else {}
                if text := fields.get("text"):
                    yield one_line(str(fields.get("title") or "")), str(text)
    except (OSError, EOFError, ValueError, AttributeError, lzma.LZMAError) as error:
        raise ConfigError(
            f'Không đọc được {file}, sau dòng {number}: {error}. Mỗi dòng là một bài: {{"title": "…", "text": "…"}}.',
            f'Can\'t read {file}, after line {number}: {error}. One article a line: {{"title": "…", "text": "…"}}.',
        ) from error


@contextmanager
def _store(
    articles: Sequence[Article], others: Iterable[tuple[str, str]], config: Config, progress: Progress
) -> Iterator[tuple[Assistant, int]]:
    """An assistant over the set's articles and the others, in a store that vanishes afterwards; how many others."""
    with TemporaryDirectory(prefix="hoibao-eval-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "articles.jsonl"
        own = ((article.id, article.title, article.text) for article in articles)
        more = ((f"other-{number}", title, text) for number, (title, text) in enumerate(others, start=1))
        total = 0
        with file.open("w", encoding="utf-8") as lines:
            for name, title, text in chain(own, more):
                lines.write(json.dumps({"id": name, "title": title, "text": text}) + "\n")
                total += 1
        with Assistant(replace(config, store=Path(folder) / "store")) as assistant:
            assistant.add(file, progress=lambda done: progress(done, total))
            yield assistant, total - len(articles)


def _searched(assistant: Asked, asked: Sequence[SquadQuestion], progress: Progress) -> list[list[int | None]]:
    """For each question that has an answer, the rank of each passage of its article that holds it."""
    ranks = []
    for done, question in enumerate(asked, start=1):
        if question.place:
            hits = assistant.search(question.text, top=DEPTH)
            found = {(hit.article.id, hit.passage.start): rank for rank, hit in enumerate(hits, start=1)}
            passages = split(question.article)
            right = [each for each in passages if overlap(question.place, (each.start, each.end))]
            ranks.append([found.get((each.article_id, each.start)) for each in right])
        progress(done, len(asked))
    return ranks


def _retrieval(ranks: Sequence[Sequence[int | None]]) -> Retrieval:
    first = [[min((rank for rank in each if rank), default=None)] for each in ranks]
    count = len(ranks)
    recall_1, recall_5, recall_10, recall_50 = (
        sum(recall_at(k, each) for each in first) / count for k in (1, 5, 10, DEPTH)
    )
    ndcg = sum(ndcg_at(10, each) for each in ranks) / count
    return Retrieval(count, recall_1, recall_5, recall_10, recall_50, sum(map(reciprocal_rank, ranks)) / count, ndcg)


def _gold(question: SquadQuestion) -> Gold:
    """The question as the gold set has them; the answer's own place is its proof."""
    if not question.place:
        return Gold(question.id, "unanswerable", question.text, Kind.NOT_FOUND)
    start, end = question.place
    proof = Support(question.article.id, start, end, question.article.text[start:end])
    return Gold(question.id, "answerable", question.text, Kind.FOUND, question.answers, (proof,))


def _readings(asked: Sequence[SquadQuestion], said: Sequence[str]) -> dict[str, Reading]:
    pairs = list(zip(asked, said, strict=True))
    groups = {
        "all": pairs,
        "answerable": [pair for pair in pairs if pair[0].answers],
        "unanswerable": [pair for pair in pairs if not pair[0].answers],
    }
    return {name: _reading(members) for name, members in groups.items()}


def _reading(pairs: Sequence[tuple[SquadQuestion, str]]) -> Reading:
    def of(metric: Callable[[str, Sequence[str]], float]) -> float | None:
        return mean([metric(said, question.answers or [""]) for question, said in pairs])

    return Reading(len(pairs), of(official_exact_match), of(official_f1), of(exact_match), of(f1))


def outside_figures(measured: Measured) -> dict[str, Any]:
    """The figures and what was said to the passages given, as a file has them; the same in every run."""
    return {
        "given": {name: asdict(reading) for name, reading in measured.given.items()},
        "distractors": measured.others,
        "retrieval": asdict(measured.retrieval) if measured.retrieval else None,
        "open": {name: asdict(reading) for name, reading in measured.open.items()},
        "said_to_given": {
            each.outcome.gold.id: said for each, said in zip(measured.grades, measured.said, strict=True)
        },
    }
