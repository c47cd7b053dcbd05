"""Fits the weights of the lexical reader (`qa.answer.read.WEIGHTS`) and draws its refusal curve.

    python training/reading.py --data ../shared/data --questions 4000

Questions of the UIT-ViQuAD and UIT-ViNewsQA train sets are searched among their own passages and 20,000 news
articles by the program itself. Each is used twice: as it is, and with its own article taken out of what the search
brings, so that nothing answers it. Questions that their own passage does not answer (SQuAD 2, translated) are near
misses. A logistic regression on `Features` says which sentence holds the answer. One
question in five, by article, is held out for the figures. Prints weights to be copied into `qa/answer/read.py`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.answer.candidates import SHORT
from qa.answer.evidence import Features, gather
from qa.answer.question import Asks, understand
from qa.answer.search import search
from qa.evaluation.metrics import exact_match, f1
from qa.index.build import Index
from qa.models.encoder import load_encoder
from qa.models.frequencies import load_frequencies
from qa.records import Article
from qa.vietnamese.text import fold, nfc

HELD_OUT = 5  # one article in five
TOP = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a training set, and where its answer stands."""

    question: str
    article: str
    answers: tuple[tuple[int, str], ...]


def squad(path: Path, name: str) -> tuple[list[Article], list[Asked]]:
    """The contexts of a SQuAD file as articles, and its answerable questions."""
    articles: list[Article] = []
    asked: list[Asked] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        documents = json.load(file)["data"]
    for document in documents:
        for paragraph in document["paragraphs"]:
            text = paragraph["context"]
            if nfc(text) != text:
                continue  # its offsets would shift
            article = Article(
                f"{name}-{len(articles)}", document["title"], text, hash=hashlib.sha256(text.encode()).hexdigest()
            )
            articles.append(article)
            for entry in paragraph["qas"]:
                answers = tuple((answer["answer_start"], answer["text"]) for answer in entry["answers"])
                asked.append(Asked(entry["question"], article.id, answers))
    return articles, asked


def unanswerable(data: Path) -> tuple[list[Article], list[Asked]]:
    """Contexts that come near to a question and don't answer it: near misses, which the search alone does not make."""
    articles: list[Article] = []
    asked: list[Asked] = []
    with gzip.open(data / "qa" / "squad2_vi_impossible.json.gz", "rt", encoding="utf-8") as file:
        documents = json.load(file)
    for document in documents:
        for paragraph in document["paragraphs"]:
            text = nfc(paragraph["context"])
            article = Article(f"near-{len(articles)}", "", text, hash=hashlib.sha256(text.encode()).hexdigest())
            articles.append(article)
            asked += [Asked(entry["question"], article.id, ()) for entry in paragraph["qas"]]
    return articles, asked


def news(data: Path, count: int) -> Iterator[Article]:
    """Articles that answer none of the questions."""
    for path in sorted((data / "news").glob("vietnews-0[0-3].jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, count // 4):
                document = json.loads(line)
                text = nfc(document["text"])
                yield Article(
                    f"news-{document['id']}", document["title"], text, hash=hashlib.sha256(text.encode()).hexdigest()
                )


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences that one search brought: a row of features each, and which answer."""

    asks: Asks
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    short: list[str]
    sentence: list[str]
    answers: tuple[str, ...]
    held_out: bool


def examples(index: Index, asked: list[Asked], folded: bool) -> Iterator[Example]:
    """Two for each question: with its article, and without."""
    encoder, frequencies = load_encoder("embedded"), load_frequencies()
    for number, one in enumerate(asked):
        if number % 500 == 0:
            print(f"{number} of {len(asked)} questions", flush=True)
        question = understand(fold(one.question) if folded else one.question)
        hits = search(index, encoder, question.text, folded=question.folded, count=TOP)
        held_out = int(hashlib.sha256(one.article.encode()).hexdigest(), 16) % HELD_OUT == 0
        without = [hit for hit in hits if hit.article.id != one.article]
        for brought in (hits, without) if one.answers else (hits,):
            found = gather(question, brought, frequencies, encoder)
            if found:
                yield Example(
                    question.asks,
                    np.array([evidence.features for evidence in found]),
                    np.array(
                        [
                            evidence.hit.article.id == one.article
                            and any(evidence.start <= start < evidence.end for start, _ in one.answers)
                            for evidence in found
                        ]
                    ),
                    [evidence.hit.article.text[slice(*evidence.short)] if evidence.short else "" for evidence in found],
                    [evidence.hit.article.text[evidence.start : evidence.end] for evidence in found],
                    tuple(text for _, text in one.answers),
                    held_out,
                )


def report(model: LogisticRegression, held_out: list[Example]) -> None:
    """How often the best sentence is right, how good its short answers are, what a threshold refuses."""
    best: list[tuple[float, bool, bool]] = []
    by_kind: dict[Asks, list[tuple[bool, float, float]]] = {}
    for example in held_out:
        odds = model.decision_function(example.features)
        first = int(odds.argmax())
        best.append((float(1 / (1 + np.exp(-odds[first]))), bool(example.right[first]), bool(example.right.any())))
        if example.right.any():
            said = example.short[first] or example.sentence[first]
            by_kind.setdefault(example.asks, []).append(
                (bool(example.right[first]), exact_match(said, example.answers), f1(said, example.answers))
            )
    for kind, rows in sorted(by_kind.items()):
        right, em, overlap = np.mean(np.array(rows, dtype=float), axis=0) * 100
        picked = "short" if kind in SHORT else ""
        print(f"{kind:10} {len(rows):5}  right sentence {right:5.1f}  EM {em:5.1f}  F1 {overlap:5.1f}  {picked}")
    found, lost = [row for row in best if row[2]], [row for row in best if not row[2]]
    print(f"answer among the hits: {len(found)} of {len(best)}; best right: {np.mean([row[1] for row in found]):.3f}")
    print("threshold  refuses answerable  refuses unanswerable  right of those answered")
    for threshold in np.arange(0.05, 0.75, 0.05):
        right = [row[1] for row in best if row[0] >= threshold] or [False]
        print(
            f"{threshold:9.2f}  {np.mean([row[0] < threshold for row in found]):18.3f}  "
            f"{np.mean([row[0] < threshold for row in lost]):20.3f}  {np.mean(right):23.3f}"
        )


def main() -> None:
    """Search, fit, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--work", type=Path, default=Path("training/work/reading"))
    options.add_argument("--questions", type=int, default=4000)
    options.add_argument("--news", type=int, default=20_000)
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    gathered = given.work / f"examples-{given.questions}.pickle"
    if not gathered.exists():
        wiki_articles, wiki = squad(given.data / "qa" / "viquad_train.json.gz", "viquad")
        health_articles, health = squad(given.data / "qa" / "vinewsqa_train2000.json.gz", "vinewsqa")
        asked = random.Random(1).sample(wiki, given.questions * 2 // 3) + random.Random(2).sample(
            health, min(given.questions // 3, len(health))
        )
        near_articles, near = unanswerable(given.data)
        asked += random.Random(3).sample(near, given.questions // 2)
        with Index.open(given.work / "store", lambda: load_encoder("embedded")) as index:
            for _ in index.add([*wiki_articles, *health_articles, *near_articles]):
                pass
            for _ in index.add(news(given.data, given.news)):
                pass
            found = [*examples(index, asked, folded=False), *examples(index, asked[::4], folded=True)]
        gathered.write_bytes(pickle.dumps(found))
    found = pickle.loads(gathered.read_bytes())
    train = [example for example in found if not example.held_out]
    rows = np.concatenate([example.features for example in train])
    right = np.concatenate([example.right for example in train])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, right)
    for name, weight in zip(Features._fields, model.coef_[0], strict=True):
        print(f"    {name}={weight:.2f},")
    print(f"BIAS = {model.intercept_[0]:.2f}")
    report(model, [example for example in found if example.held_out])


if __name__ == "__main__":
    main()
