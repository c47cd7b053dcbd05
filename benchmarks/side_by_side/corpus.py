"""What every pipeline is given: the passages of UIT-ViQuAD dev among news articles, and its questions."""

from __future__ import annotations

import json
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

from training.encoder.corpus import documents, news_files, squad_questions

from qa.vietnamese.text import fold


class Corpus(NamedTuple):
    """Two files: articles as lines of [id, title, text], questions as one list."""

    articles: Path
    questions: Path


def write_corpus(data: Path, folder: Path, articles: int, questions: int) -> Corpus:
    """The same files for the same numbers: every passage, that many news articles, questions spread over the set.

    The articles are those that our own encoder was never trained on.
    """
    asked = squad_questions(data / "qa" / "viquad_dev.json.gz")
    contexts = {question.passage: (f"context-{number}", question.title) for number, question in enumerate(asked)}
    news = filter(
        None, chain.from_iterable(zip_longest(*(documents(file, held_out=True) for file in news_files(data))))
    )
    others = (document for document in news if document.text)
    corpus = Corpus(folder / f"articles-{articles}.jsonl", folder / f"questions-{questions}.json")
    with corpus.articles.open("w", encoding="utf-8") as file:
        for text, (name, title) in contexts.items():
            file.write(json.dumps([name, title, text]) + "\n")
        for number, document in enumerate(islice(others, articles)):
            file.write(json.dumps([f"other-{number}", document.title, document.text]) + "\n")
    chosen = asked[:: max(len(asked) // questions, 1)][:questions] if questions else asked
    corpus.questions.write_text(
        json.dumps(
            [
                {
                    "accented": question.text,
                    "folded": fold(question.text),
                    "article": contexts[question.passage][0],
                    "answers": question.answers,
                }
                for question in chosen
            ]
        ),
        encoding="utf-8",
    )
    return corpus
