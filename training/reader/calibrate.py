"""Weigh the reader's spans against the rest, and measure open answers: `python -m training.reader.calibrate`.

Questions of titles that the reader was not trained on (the encoder holds out others), half of them our own over news
(`written/held.jsonl`, a quarter of these asking what their article does not say), are put to the program's own index,
among 100,000 passages of other articles; each also with its own article taken out of the hits, so that nothing answers
it. As many more come from `--archived` of our own questions (of a file that the reader was not taught), put to an
archive of the articles that all of them are about: there the search's score tells less than among 100,000. A logistic
regression over `qa.answer.evidence.Features` says which sentence answers: it prints `WEIGHTS` and `BIAS` of
`qa/answer/read.py`. Then UIT-ViQuAD dev, which nothing here was fitted on: retrieval with the reader,
open answers, the curve of refusal, calibration.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from training.encoder.corpus import Question as Held
from training.encoder.corpus import fold
from training.encoder.haystack import context_names, haystack
from training.reader.measure import curve
from training.reader.questions import Asked, squad, training_set, written
from training.reader.train import TRAINED_ON

from qa.answer.evidence import Evidence, Features, gather
from qa.answer.question import understand
from qa.answer.read import READ, text_of
from qa.answer.search import search
from qa.config import EMBEDDED
from qa.evaluation.metrics import calibration_error, exact_match, f1
from qa.index.build import Index
from qa.models.frequencies import load_frequencies
from qa.models.reader import SpanReader, load_reader

TOP = 20  # passages that the search brings
SPARE = 4  # passages read beyond those that the program reads: what moves up when the question's own are taken out
FOLDED_EVERY = 4  # one question in so many is fitted on without accents too


@dataclass(frozen=True, slots=True)
class Example:
    """One question and what it brought: a row of features for each sentence."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]  # the sentence holds an accepted answer, in the question's own article
    said: list[str]
    ranks: list[int]  # of the passage that each sentence stands in, from 0
    passage_right: list[bool]  # for each passage, in the search's order
    answers: tuple[str, ...]
    own: bool  # its article was not taken out of the hits; the search may still have missed it


def examples(  # noqa: PLR0913, PLR0917 -- where, who reads, what, and how it is asked
    index: Index,
    reader: SpanReader,
    asked: Sequence[Asked],
    names: dict[str, str],
    folded: bool,
    ways: Sequence[bool] = (True, False),
) -> Iterator[Example]:
    """One for each way of each question: with its article (True), and without."""
    for number, one in enumerate(asked):
        if number % 100 == 0:
            print(f"{number} of {len(asked)} questions", flush=True)
        question = understand(fold(one.question) if folded else one.question, usage=index.usage)
        hits = search(index, index.encoder, question.sought, folded=question.folded, also=question.also, count=TOP)
        texts = [text_of(hit) for hit in hits[: READ + SPARE]]
        read = reader.read(question.text, texts, folded=question.folded)
        article = names[one.context]
        text = index.article(article).text
        places = [text.find(answer) for answer in one.answers]
        for own in ways:
            chosen = [place for place, hit in enumerate(hits) if own or hit.article.id != article]
            brought = [hits[place] for place in chosen]
            spans = [*(read[place] for place in chosen if place < len(read))][:READ]
            spans += [[]] * (len(brought) - len(spans))
            found = gather(question, brought, spans, load_frequencies(), index.encoder)
            if not found:
                continue
            order = {hit.passage.id: rank for rank, hit in enumerate(brought)}
            yield Example(
                np.array([evidence.features for evidence in found]),
                np.array([_holds(evidence, article, places) for evidence in found]),
                [_said(evidence) for evidence in found],
                [order[evidence.hit.passage.id] for evidence in found],
                [hit.article.id == article and any(answer in hit.text for answer in one.answers) for hit in brought],
                one.answers,
                own,
            )


def _holds(evidence: Evidence, article: str, places: Sequence[int]) -> bool:
    return evidence.hit.article.id == article and any(evidence.start <= place < evidence.end for place in places)


def _said(evidence: Evidence) -> str:
    text = evidence.hit.article.text
    return text[slice(*evidence.short)] if evidence.short else text[evidence.start : evidence.end]


def archived(store: Path, reader: SpanReader, data: Path, name: str, count: int) -> Iterator[Example]:
    """Questions of `written/NAME.jsonl`, put to an archive of the articles of all our training questions."""
    sets = {each: written(data, each) for each in TRAINED_ON}
    questions = [_held(one) for each in sets.values() for one in each]
    asked = random.Random(1).sample(sets[name], min(count, len(sets[name])))
    with haystack(store, EMBEDDED, questions, data, passages=0) as index:
        yield from examples(index, reader, asked, context_names(questions), folded=False, ways=(True,))


def _held(one: Asked) -> Held:
    return Held(one.question, one.context, one.title, one.answers)


def fit(*sets: Sequence[Example]) -> LogisticRegression:
    """The weights, printed as they stand in the program; each of the sets counts the same."""
    found = [example for each in sets for example in each]
    rows = np.concatenate([example.features for example in found])
    right = np.concatenate([example.right for example in found])
    shares = np.array([max(map(len, sets)) / len(each) for each in sets for example in each for _ in example.right])
    model = LogisticRegression(C=1.0, max_iter=5000).fit(rows, right, sample_weight=shares)
    for name, weight in zip(Features._fields, model.coef_[0], strict=True):
        print(f"    {name}={weight:.2f},")
    print(f"BIAS = {model.intercept_[0]:.2f}")
    return model


def report(model: LogisticRegression, found: Sequence[Example]) -> None:
    """Retrieval, open answers, refusal and calibration over questions that nothing was fitted on."""
    own = [example for example in found if example.own]
    print(f"{len(own)} questions; searched: {_retrieval([example.passage_right for example in own])}")
    odds = [model.decision_function(example.features) for example in own]
    reranked = [_reranked(example, each) for example, each in zip(own, odds, strict=True)]
    print(f"read: {_retrieval(reranked)}")
    said = [example.said[int(each.argmax())] for example, each in zip(own, odds, strict=True)]
    exact = np.mean([exact_match(one, example.answers) for one, example in zip(said, own, strict=True)])
    overlap = np.mean([f1(one, example.answers) for one, example in zip(said, own, strict=True)])
    print(f"open answers, none refused: F1 {100 * overlap:.1f} / EM {100 * exact:.1f}")
    best = np.array([model.decision_function(example.features).max() for example in found])
    held = np.array([bool(example.right.any()) for example in found])
    print(f"refusal (answer among the hits or not):\n{curve(best, held)}")
    probability = 1 / (1 + np.exp(-best))
    right = np.array(
        [bool(example.right[int(model.decision_function(example.features).argmax())]) for example in found]
    )
    error = calibration_error(list(zip(probability.tolist(), right.tolist(), strict=True)))
    print(f"expected calibration error {100 * error:.1f}")


def _reranked(example: Example, odds: NDArray[np.float64]) -> list[bool]:
    scores = np.full(len(example.passage_right), -100.0)
    np.maximum.at(scores, example.ranks, odds)
    return [example.passage_right[place] for place in np.argsort(-scores, kind="stable")]


def _retrieval(ranked: Sequence[Sequence[bool]]) -> str:
    shares = [np.mean([any(right[:depth]) for right in ranked]) for depth in (1, 5, TOP)]
    return f"R@1 {shares[0]:.3f}, R@5 {shares[1]:.3f}, R@{TOP} {shares[2]:.3f}"


def main() -> None:
    """Search, read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("training/work/reader"))
    parser.add_argument("--reader", default=EMBEDDED)
    parser.add_argument("--fitted", type=int, default=900, help="questions to fit on")
    parser.add_argument("--archived", default="fifth", help="the file of written/ that the reader was not taught")
    parser.add_argument("--asked", type=int, default=3000, help="questions of it")
    parser.add_argument("--measured", type=int, default=600, help="questions of UIT-ViQuAD dev")
    parser.add_argument("--passages", type=int, default=100_000, help="of other articles, to search among")
    given = parser.parse_args()
    chance = random.Random(1)
    held = [training_set(given.data, held_out=True), written(given.data, "held")]
    fitted = [one for each in held for one in chance.sample(each, min(given.fitted // 2, len(each)))]
    dev = list(squad(given.data / "qa" / "viquad_dev.json.gz"))
    measured = chance.sample(dev, min(given.measured, len(dev)))
    questions = [_held(one) for one in [*dev, *held[0], *held[1]]]
    names = context_names(questions)
    kept = given.work / "calibrate.pickle"
    if not kept.exists():
        reader = load_reader(given.reader)
        with haystack(given.work / "store", EMBEDDED, questions, given.data, given.passages) as index:
            rows = {
                "fitted": [
                    *examples(index, reader, fitted, names, folded=False),
                    *examples(index, reader, fitted[::FOLDED_EVERY], names, folded=True),
                ],
                "measured": list(examples(index, reader, measured, names, folded=False)),
                "without accents": list(examples(index, reader, measured, names, folded=True)),
            }
        rows["archived"] = list(archived(given.work / "archive", reader, given.data, given.archived, given.asked))
        kept.write_bytes(pickle.dumps(rows))
    rows = pickle.loads(kept.read_bytes())
    model = fit(rows["fitted"], rows["archived"])
    for name in ("measured", "without accents"):
        print(f"\nUIT-ViQuAD dev, {name}")
        report(model, rows[name])


if __name__ == "__main__":
    main()
