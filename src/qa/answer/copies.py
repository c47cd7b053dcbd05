"""The same piece in several papers: one copy is read, the others are named beside the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answer.write import on
from qa.language import Language, choose
from qa.records import Answer, Article, Headline, Hit
from qa.vietnamese.text import Phrase, keys

SHINGLE = 4  # syllables
ALIKE = 0.8  # share of the shorter passage's shingles from which on two passages are one piece
FEWEST = 12  # shingles: shorter passages may be alike by chance
NAMED = 4  # other places that are named

Copies = Mapping[str, Sequence[Article]]  # by the id of the article that is read


def without_copies(hits: Sequence[Hit], count: int) -> tuple[list[Hit], Copies]:
    """The first `count` hits that repeat no passage of another article before them, and the articles left out.

    Resemblance and containment of shingled texts: Broder 1997. Exact, as a question has few hits.
    """
    kept: list[Hit] = []
    sizes: list[int] = []  # of each, in shingles
    holding: dict[Phrase, list[int]] = {}  # which of them hold a shingle
    copies: dict[str, dict[str, Article]] = {}
    for hit in hits:
        shingles = _shingles(hit.text)
        shared = Counter(place for shingle in shingles for place in holding.get(shingle, ()))
        alike = (kept[place] for place in sorted(shared) if _is_most(shared[place], len(shingles), sizes[place]))
        original = next((other for other in alike if other.article.id != hit.article.id), None)
        if original is not None:
            copies.setdefault(original.article.id, {})[hit.article.id] = hit.article
        elif len(kept) < count:
            for shingle in shingles:
                holding.setdefault(shingle, []).append(len(kept))
            kept.append(hit)
            sizes.append(len(shingles))
    return kept, {article: list(others.values()) for article, others in copies.items()}


def with_copies(answer: Answer, copies: Copies, language: Language) -> Answer:
    """The answer, with where else its articles stand."""
    cited = dict.fromkeys(citation.article_id for citation in answer.citations)
    others = {other.id: other for article_id in cited for other in copies.get(article_id, ()) if other.id not in cited}
    if not others:
        return answer
    named = [f"{other.source or other.title}{on(other.published)}" for other in list(others.values())[:NAMED]]
    more = f" … (+{len(others) - NAMED})" if len(others) > NAMED else ""
    where = choose(language, "Cũng đăng ở: ", "Also in: ") + "; ".join(named) + more
    return replace(
        answer,
        text=f"{answer.text}\n{where}",
        copies=tuple(Headline(other.id, other.title, other.published, other.source) for other in others.values()),
    )


def _shingles(text: str) -> frozenset[Phrase]:
    words = keys(text)
    return frozenset(zip(*(words[place:] for place in range(SHINGLE)), strict=False))


def _is_most(shared: int, *sizes: int) -> bool:
    """Whether that many shingles are most of the shorter passage's."""
    return min(sizes) >= FEWEST and shared >= ALIKE * min(sizes)
