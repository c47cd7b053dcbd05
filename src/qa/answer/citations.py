"""Spans of articles → numbered citations. The numbers are given here, and nowhere else."""

from __future__ import annotations

from qa.records import Article, Citation


class Citations:
    """Numbers each cited stretch once, in the order of first use, from 1."""

    def __init__(self) -> None:
        self._numbered: dict[tuple[str, int, int], Citation] = {}

    def cite(self, article: Article, start: int, end: int) -> int:
        """The number of `article.text[start:end]`; the same stretch always gets the same number."""
        place = (article.id, start, end)
        if place not in self._numbered:
            self._numbered[place] = Citation(
                number=len(self._numbered) + 1,
                article_id=article.id,
                title=article.title,
                published=article.published,
                source=article.source,
                url=article.url,
                start=start,
                end=end,
                quote=article.text[start:end],
            )
        return self._numbered[place].number

    def all(self) -> tuple[Citation, ...]:
        """Every citation given out, by number."""
        return tuple(self._numbered.values())
