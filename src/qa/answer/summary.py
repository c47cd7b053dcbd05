"""Answers about whole articles: a summary in sentences as they stand, the articles on a subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qa.answer.asking import content
from qa.answer.citations import Citations
from qa.answer.write import as_of, on
from qa.language import Language, choose
from qa.records import Answer, Article, Headline, Hit, Kind
from qa.vietnamese.sentences import sentences
from qa.vietnamese.text import has_accents, keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.models.encoder import Encoder

FEWEST, MOST = 3, 5  # sentences of a summary
SYLLABLES = 90  # of a summary, about
LEAST_SHARED = 0.75  # of the subject's words that title and passage must hold, and all its numbers
LISTED = 8  # articles on a subject
SHORTEST = 6  # syllables of a sentence that says something by itself
LEAD = 0.15  # what the first sentence of a news article is ahead by, as cosine; it falls to 0 over the article


def on_subject(about: str, hits: Sequence[Hit]) -> list[Hit]:
    """The best hit of each article that is about the subject: those with more of its words in the title first."""
    folded = not has_accents(about)
    wanted = set(content(about, folded))
    if not wanted:
        return []
    best: dict[str, tuple[int, Hit]] = {}
    for hit in hits:
        title, passage = (set(keys(text, folded)) for text in (hit.article.title, hit.text))
        missing = wanted - title - passage
        if len(missing) <= (1 - LEAST_SHARED) * len(wanted) and not any(word[0].isdigit() for word in missing):
            best.setdefault(hit.article.id, (len(wanted & title), hit))
    return [hit for _, hit in sorted(best.values(), key=lambda each: -each[0])]


def summary(article: Article, encoder: Encoder, question: str, language: Language) -> Answer:
    """The article in three to five of its own sentences, each cited, under its headline."""
    citations = Citations()
    chosen = key_sentences(article, encoder)
    numbered = [(article.text[start:end], citations.cite(article, start, end)) for start, end in chosen]
    day = as_of(article.published, language)
    lines = [f"{article.title}{day}:", *(f"- “{quote}” [{number}]" for quote, number in numbered)]
    return Answer(
        Kind.FOUND,
        question,
        "\n".join(lines),
        citations=citations.all(),
        as_of=article.published,
        confidence=1.0,  # quoted, nothing is concluded
    )


def headlines(hits: Sequence[Hit], question: str, language: Language) -> Answer:
    """The articles that the hits (one an article) stand in, each with the sentence that opens the passage, cited."""
    citations = Citations()
    lines = []
    for hit in hits[:LISTED]:
        number = citations.cite(hit.article, *hit.passage.sentences[0])
        lines.append(f"- {hit.article.title}{on(hit.article.published)} [{number}]")
    more = len(hits) - LISTED
    if more > 0:
        lines.append(choose(language, f"… và {more} bài khác.", f"… and {more} more."))
    opening = choose(language, f"Có {len(hits)} bài:", f"{len(hits)} article(s):")
    return Answer(
        Kind.FOUND,
        question,
        "\n".join([opening, *lines]),
        citations=citations.all(),
        headlines=tuple(
            Headline(hit.article.id, hit.article.title, hit.article.published, hit.article.source)
            for hit in hits[:LISTED]
        ),
        as_of=max((hit.article.published for hit in hits if hit.article.published), default=None),
        confidence=1.0,
    )


def key_sentences(article: Article, encoder: Encoder) -> list[tuple[int, int]]:
    """The (start, end) of three to five sentences, fewer where the article has no more.

    Chosen one after the other for what they add to the coverage of all its sentences (facility location over cosines;
    Lin and Bilmes 2011), those near the beginning first where they add alike.
    """
    found = [(start, end) for start, end in sentences(article.text) if _says_something(article.text[start:end])]
    if len(found) <= FEWEST:
        return found
    vectors = encoder.encode_passages([article.text[start:end] for start, end in found])
    alike: NDArray[np.float32] = np.clip(vectors @ vectors.T, 0, None)
    early = LEAD * (1 - np.arange(len(found)) / len(found))
    covered = np.zeros(len(found), dtype=np.float32)
    chosen: list[int] = []
    while len(chosen) < MOST and not _is_enough([found[place] for place in chosen], article.text):
        gains = np.maximum(alike - covered[:, None], 0).mean(axis=0) + early / len(found) ** 0.5
        gains[chosen] = -1
        best = int(gains.argmax())
        chosen.append(best)
        covered = np.maximum(covered, alike[:, best])
    return [found[place] for place in sorted(chosen)]


def _is_enough(chosen: list[tuple[int, int]], text: str) -> bool:
    return len(chosen) >= FEWEST and sum(len(text[start:end].split()) for start, end in chosen) >= SYLLABLES


def _says_something(sentence: str) -> bool:
    return len(sentence.split()) >= SHORTEST
