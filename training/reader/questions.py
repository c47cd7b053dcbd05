"""The questions that the reader learns from, each beside passages that answer it and passages that only look so."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from training.encoder.corpus import HELD_OUT_QUESTIONS, documents, fold, news_files, passages
from training.reader.examples import Reading

from qa.answer.asking import content_tokens
from qa.answer.follow_up import SEPARATOR
from qa.index.passages import split
from qa.index.postings import Postings
from qa.records import Article
from qa.vietnamese.sentences import sentences
from qa.vietnamese.text import nfc

NEWS_PASSAGES_A_FILE = 2_000  # 14 files; what BM25 finds beside the questions' own articles
DEPTH = 12  # of the BM25 list
FOLDED = 0.18  # share of the questions asked without accents
SLIPPED = 0.07  # share asked with a letter mistyped
NEAREST = 0.7  # of the questions that their article does not answer, beside its passage with most of their words
FOLLOWING = 0.08  # share asked as the program completes a follow-up: before what the conversation is about
CROPPED = 95  # syllables of a passage cut around its answer, for the first epochs
NEGATIVES = 0.6  # passages without the answer a question
WRITTEN = Path(__file__).parent / "written"  # questions over news articles, by document and place: none of their text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a training set, its context, and the (start, end) of its answers there; none: nothing does."""

    question: str
    title: str
    context: str
    spans: tuple[tuple[int, int], ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """The accepted answers."""
        return tuple(self.context[start:end] for start, end in self.spans)


def training_set(data: Path, held_out: bool = False) -> list[Asked]:
    """Every question of the training sets, those without an answer too: to train on, or those of held-out titles."""
    found = [
        asked for name in ("viquad_train", "vinewsqa_train2000") for asked in squad(data / "qa" / f"{name}.json.gz")
    ]
    for name in ("seminar_wiki", "seminar_reg"):
        with gzip.open(data / "qa" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [_asked(record["title"], record["context"], record) for record in map(json.loads, lines)]
    titles = sorted({asked.title for asked in found})
    kept_back = set(titles[::HELD_OUT_QUESTIONS])
    found = [asked for asked in found if (asked.title in kept_back) is held_out]
    if held_out:
        return found
    return found + [
        asked
        for name in ("vi_squad2_mailong25_train", "squad2_vi_impossible")
        for asked in squad(data / "qa" / f"{name}.json.gz")
    ]


def written(data: Path, name: str) -> list[Asked]:
    """The questions of `written/NAME.jsonl` on their articles; raises `SystemExit` when the news does not hold them."""
    of_document: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    with (WRITTEN / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            of_document[record["file"], record["document"]].append(record)
    found: list[Asked] = []
    for file in news_files(data):
        for held_out in (False, True):
            for document in documents(file, held_out):
                for record in of_document.pop((file.name, document.id), ()):
                    spans = tuple((start, end) for start, end in record["answers"])  # type: ignore[attr-defined]
                    found.append(Asked(str(record["question"]), document.title, document.text, spans))
    if of_document:
        raise SystemExit(f"{len(of_document)} articles of {name}.jsonl are not under {data}/news: is it whole?")
    return found


def squad(file: Path) -> Iterator[Asked]:
    """The questions of a file in SQuAD format, gzipped, those without an answer too."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        content = json.load(stream)
    for article in content["data"] if isinstance(content, dict) else content:
        title = nfc(article.get("title", "")).replace("_", " ")
        for paragraph in article["paragraphs"]:
            for entry in paragraph["qas"]:
                yield _asked(title, paragraph["context"], entry)


def _asked(title: str, context: str, entry: dict[str, object]) -> Asked:
    text = nfc(context)
    spans = set()
    given: list[dict[str, object]] = entry["answers"]  # type: ignore[assignment]
    for answer in given:
        said = nfc(str(answer["text"])).strip()
        start = int(str(answer["answer_start"]))
        at = start if text[start : start + len(said)] == said else text.find(said)
        if said and at >= 0:
            spans.add((at, at + len(said)))
    return Asked(nfc(str(entry["question"])).strip(), nfc(title), text, tuple(sorted(spans)))


def readings(data: Path, asked: list[Asked], epoch: int, whole: bool) -> Iterator[Reading]:
    """One reading for each question, and for a share of them another that does not answer, in the same group.

    `whole` takes the passages as the program cuts them; else they are cut shorter, differently in every epoch.
    """
    chance = random.Random(epoch)
    of_context: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        of_context[one.context].append(one)
    with TemporaryDirectory() as folder:
        others = _Others(data, asked, Path(folder))
        for group, one in enumerate(asked):
            said = one.question
            if chance.random() < FOLLOWING:
                said = _following(said, chance.choice(of_context[one.context]).question)
            question, folded = _typed(said, chance)
            passage, spans = _passage(one, chance, whole)
            yield Reading(question, one.title, passage, spans, folded, group)
            if spans and chance.random() < NEGATIVES:
                wrong = others.misleading(one, chance)
                if wrong:
                    title, text = wrong
                    if not whole:
                        text = _cut(text, (0, 0), chance)[0]
                    yield Reading(question, title, text, (), folded, group)
        others.close()


class _Others:
    """The passages of all contexts and of news articles, searched by BM25."""

    def __init__(self, data: Path, asked: list[Asked], folder: Path) -> None:
        pool: dict[tuple[str, str], None] = {}
        for one in asked:
            pool.update(dict.fromkeys(_passages(one.title, one.context)))
        for file in news_files(data):
            found = (
                (document.title, " ".join(each)) for document in documents(file) for each in passages(document.text)
            )
            pool.update(dict.fromkeys(islice(found, NEWS_PASSAGES_A_FILE)))
        self._texts = list(pool)
        self._postings = Postings(folder)
        self._postings.add(range(len(pool)), [f"{title}\n{text}" for title, text in pool])

    def misleading(self, asked: Asked, chance: random.Random) -> tuple[str, str] | None:
        """Title and text of a passage that BM25 ranks high and that holds no accepted answer."""
        answers = [answer.casefold() for answer in asked.answers]
        found = [self._texts[number] for number, _ in self._postings.search(asked.question, DEPTH)]
        wrong = [each for each in found if not any(answer in each[1].casefold() for answer in answers)]
        return chance.choice(wrong[:4]) if wrong else None

    def close(self) -> None:
        self._postings.close()


def _passages(title: str, context: str) -> list[tuple[str, str]]:
    return [(title, context[each.start : each.end]) for each in split(Article("", title, context))]


def _passage(asked: Asked, chance: random.Random, whole: bool) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A passage of the context with its answers in it, offsets in the passage."""
    span = chance.choice(asked.spans) if asked.spans else (0, 0)
    if not whole:
        text, start = _cut(asked.context, span, chance)
    else:
        cuts = [(each.start, each.end) for each in split(Article("", asked.title, asked.context))]
        holding = [cut for cut in cuts if cut[0] <= span[0] and span[1] <= cut[1]]
        if not asked.spans:  # mostly the passage that looks most like an answer
            words = set(asked.question.lower().split())
            near = max(cuts, key=lambda cut: len(words & set(asked.context[cut[0] : cut[1]].lower().split())))
            holding = [near] if chance.random() < NEAREST else cuts
        start, end = chance.choice(holding or [(0, len(asked.context))])
        text = asked.context[start:end]
    inside = [(first - start, last - start) for first, last in asked.spans]
    return text, tuple((first, last) for first, last in inside if first >= 0 and last <= len(text))


def _cut(context: str, span: tuple[int, int], chance: random.Random) -> tuple[str, int]:
    """About `CROPPED` syllables of whole sentences around the span, and where they begin."""
    found = sentences(context)
    first = next((place for place, (_, end) in enumerate(found) if end > span[0]), 0)
    last = next((place for place, (_, end) in enumerate(found) if end >= span[1]), len(found) - 1)
    if span == (0, 0):
        first = last = chance.randrange(max(len(found), 1))
    while found and len(context[found[first][0] : found[last][1]].split()) < CROPPED:
        if first == 0 and last == len(found) - 1:
            break
        if last == len(found) - 1 or (first > 0 and chance.random() < 0.5):
            first -= 1
        else:
            last += 1
    return (context[found[first][0] : found[last][1]], found[first][0]) if found else (context, 0)


def _following(question: str, earlier: str) -> str:
    """The question as `qa.answer.follow_up` completes one: "Thông xe hôm nào – Cầu Vân Giang dài mét?"."""
    about = " ".join(token.text for token in content_tokens(earlier, folded=False))
    return f"{question.rstrip(' ?')}{SEPARATOR}{about}?"


def _typed(question: str, chance: random.Random) -> tuple[str, bool]:
    """The question as somebody types it, and whether it carries no accents."""
    draw = chance.random()
    if draw < FOLDED:
        bare = fold(question)
        return (bare.lower() if chance.random() < 0.5 else bare), True
    if draw < FOLDED + SLIPPED:
        return _slipped(question, chance), False
    return question, False


def _slipped(question: str, chance: random.Random) -> str:
    """One letter left out, doubled, changed for its neighbour, or one word without its accents."""
    words = question.split()
    place = chance.randrange(len(words))
    word = words[place]
    at = chance.randrange(len(word))
    words[place] = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 1] * 2 + word[at + 1 :],
            word[:at] + word[at:][1::-1] + word[at + 2 :],
            fold(word),
        )
    )
    return " ".join(words)
