"""Questions to be answered from 100,000 passages of other articles, in the program's own index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from time import perf_counter

from training.encoder.corpus import Question, documents, news_files

from qa.articles.draft import Draft, finish
from qa.index.build import Index
from qa.index.passages import split
from qa.models.encoder import load_encoder
from qa.records import Article


def haystack(store: Path, encoder: str, questions: Sequence[Question], data: Path, passages: int) -> Index:
    """The open index in `store`, filled when it is empty: the questions' contexts, and that many passages of others.

    Every context is an article of its own under its page's title, cut into passages like any other.
    """
    index = Index.open(store, lambda: load_encoder(encoder))
    if not index.count():
        started = perf_counter()
        titles = {question.passage: question.title for question in questions}
        own = (finish(Draft(id=name, title=titles[text], text=text)) for text, name in context_names(questions).items())
        index.add(chain(own, _others(data, passages)))
        print(f"indexed in {perf_counter() - started:.0f} s")
    return index


def answering(index: Index, questions: Sequence[Question]) -> list[set[int]]:
    """For each question the passages of its own context that contain an accepted answer."""
    names = context_names(questions)
    found: list[set[int]] = []
    for question in questions:
        name = names[question.passage]
        text = index.article(name).text
        found.append(
            {
                passage.id
                for passage in index.library.passages_of(name)
                if any(answer in text[passage.start : passage.end] for answer in question.answers)
            }
        )
    return found


def context_names(questions: Sequence[Question]) -> dict[str, str]:
    """The article id of every context."""
    return {question.passage: f"context-{number}" for number, question in enumerate(questions)}


def _others(data: Path, passages: int) -> Iterator[Article]:
    """Articles that nothing was trained on, of every file in turn, until they have that many passages."""
    each_file = [documents(file, held_out=True) for file in news_files(data)]
    count = 0
    for number, document in enumerate(filter(None, chain.from_iterable(zip_longest(*each_file)))):
        if count >= passages:
            return
        if not document.text:
            continue
        article = finish(Draft(id=f"other-{number}", title=document.title, text=document.text))
        count += len(split(article))
        yield article
