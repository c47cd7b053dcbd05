"""An article's passages: stretches of whole sentences, short enough for a reader, long enough to be found."""

from __future__ import annotations

from qa.records import Article, Passage
from qa.vietnamese.sentences import sentences

# Syllables a passage. 180 make about 250 sub-word tokens, what a small reader takes beside the question; under 120
# a passage says too little of its own to be found.
SHORTEST = 120
LONGEST = 180
RULES = f"{SHORTEST}-{LONGEST}, 1"  # kept with the store; raise the last number when the same text is cut otherwise


def split(article: Article) -> list[Passage]:
    """The passages of one article in order (id 0 until stored), every sentence of its text in at least one.

    Each ends at a sentence end, at a paragraph's end where that leaves it long enough, and begins with the last
    sentence of the one before. None is over `LONGEST` syllables but a single sentence that is longer itself, which
    stands alone; the last one reaches back so as not to be a remnant. A text without a sentence has no passages.
    """
    spans = sentences(article.text)
    if not spans:
        return []
    sizes = [len(article.text[start:end].split()) for start, end in spans]
    closing = [_ends_paragraph(article.text, spans, place) for place in range(len(spans))]
    return [
        Passage(0, article.id, spans[first][0], spans[last - 1][1], tuple(spans[first:last]))
        for first, last in _cuts(sizes, closing)
    ]


def _cuts(sizes: list[int], closing: list[bool]) -> list[tuple[int, int]]:
    """(first, last + 1) of the sentences of each passage."""
    cuts: list[tuple[int, int]] = []
    first = last = 0
    while True:
        last = _end(sizes, closing, first, last)
        if last == len(sizes):
            cuts.append((_reached_back(sizes, first, cuts[-1][0] + 1 if cuts else 0), last))
            return cuts
        cuts.append((first, last))
        overlaps = last - 1 > first and sizes[last - 1] + sizes[last] <= LONGEST
        first = last - 1 if overlaps else last


def _end(sizes: list[int], closing: list[bool], first: int, before: int) -> int:
    """Where the passage that begins at `first` ends: the last paragraph end in reach, else the last sentence.

    The passage before ended at `before`; this one goes on from there.
    """
    size, at_paragraph = 0, 0
    for place in range(first, len(sizes)):
        size += sizes[place]
        if size > LONGEST and place > first:
            return at_paragraph or place
        if size >= SHORTEST and closing[place] and place >= before:
            at_paragraph = place + 1
    return len(sizes)


def _reached_back(sizes: list[int], first: int, earliest: int) -> int:
    """`first`, moved towards `earliest` while the last passage is short and there is room."""
    size = sum(sizes[first:])
    while first > earliest and size < SHORTEST and size + sizes[first - 1] <= LONGEST:
        first -= 1
        size += sizes[first]
    return first


def _ends_paragraph(text: str, spans: list[tuple[int, int]], place: int) -> bool:
    return place + 1 == len(spans) or "\n" in text[spans[place][1] : spans[place + 1][0]]
