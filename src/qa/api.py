"""The assistant: a store of articles, and answers from it. Python, the web, LangChain and `qa` all use this class."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from qa.answer.chain import Chain, Trace, growing
from qa.answer.question import understand
from qa.answer.read import SentenceReader
from qa.answer.search import search
from qa.answer.written import may_write, written
from qa.articles import Read, convert, read, read_text
from qa.config import Config
from qa.errors import ArticleNotFound
from qa.index.build import Index, Outcome
from qa.index.catalogue import Listed, Overview, Wanted, listing, months, namesakes, overview, sources
from qa.models.encoder import load_encoder
from qa.models.reader import load_reader
from qa.models.writer import ChatWriter
from qa.records import EVERYTHING, Added, Answer, Article, Feedback, Hit, Scope, Turn

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from qa.index.check import Problem

SEARCHED = 20  # passages that the reader sees


class Assistant:
    """Answers questions from the articles of one store. Safe to use from several threads; one process at a time.

    >>> with Assistant.open("index/store") as assistant:
    ...     answer = assistant.ask("Ai là Bí thư?")
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self._lock = RLock()
        self._index = Index.open(config.store, lambda: load_encoder(config.encoder))
        self._writer = ChatWriter(config.llm, config.llm_timeout) if config.llm else None

    @classmethod
    def open(
        cls,
        store: str | Path | None = None,
        *,
        encoder: str | None = None,
        reader: str | None = None,
        llm: str | None = None,
        language: str | None = None,
    ) -> Assistant:
        """An assistant over the store folder, which is made if it is missing; None: the configured one.

        What a killed process left half done is mended first. Raises `StoreLocked` when another process owns the
        store, `StoreDamaged` when it can't be read, `EncoderChanged` when other vectors are in it, `ConfigError`.
        """
        return cls(Config.load(store=store, encoder=encoder, reader=reader, llm=llm, language=language))

    @cached_property
    def _chain(self) -> Chain:
        return Chain(self._index, SentenceReader(load_reader(self.config.reader)), self.config.language)

    # Articles

    def add(self, *paths: str | Path, progress: Callable[[int], None] | None = None, ocr: bool = False) -> list[Added]:
        """What became of each file of the paths (files, folders, globs); `progress` is told the articles done so far.

        With `ocr`, scanned PDF files are recognised by `ocrmypdf`, which must be installed; that takes seconds a page.
        A file that can't be read is listed as `refused`, and the rest goes on. Raises `StoreFull`.
        """
        refused: list[Added] = []
        converted: dict[str, str] = {}

        def articles() -> Iterator[Article]:
            for found in read(paths, ocr=ocr):
                if found.article is not None:
                    converted[found.article.origin] = found.converted_from
                    yield found.article
                else:
                    refused.append(Added(found.path, "refused", error=found.error))

        with self._lock:
            outcomes = self._index.add(articles(), progress)
        done = [_added(outcome, converted.get(outcome.origin, "")) for outcome in outcomes]
        return done + refused

    def add_text(self, text: str, *, title: str = "", published: date | None = None, source: str = "") -> Added:
        """What became of one pasted article; its title, date line and byline are read off it unless given.

        Raises `EmptyArticle` when there is no text in it.
        """
        with self._lock:
            article = read_text(text, title=title, published=published, source=source)
            return _added(self._index.add([article])[0], convert(text).encoding)

    def add_read(self, found: Sequence[Read]) -> list[Added]:
        """What became of articles that were read already, one for each, in order. Raises `StoreFull`."""
        with self._lock:
            outcomes = iter(self._index.add([one.article for one in found if one.article]))
        return [
            _added(next(outcomes), one.converted_from) if one.article else Added(one.path, "refused", error=one.error)
            for one in found
        ]

    def restore(self, articles: Sequence[Article]) -> None:
        """Has the articles that `remove` gave back again, as they were."""
        with self._lock:
            self._index.add(articles)

    def remove(self, *ids: str) -> list[Article]:
        """The articles that were removed, from the answers and from every file of the store.

        Raises `ArticleNotFound`, and removes nothing, when one of the ids is not there.
        """
        with self._lock:
            return self._index.remove(ids)

    def articles(self) -> list[Article]:
        """Every article of the store, newest first, those without a date last."""
        with self._lock:
            found = self._index.articles()
        return sorted(found, key=lambda article: (article.published or date.min, article.id), reverse=True)

    def latest(self, count: int) -> list[Article]:
        """The articles added last, the very last first."""
        with self._lock:
            return self._index.latest(count)

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises `ArticleNotFound`."""
        with self._lock:
            return self._index.article(article_id)

    def overview(self) -> Overview:
        """How many articles and passages there are, and the dates of the oldest and the newest article."""
        with self._lock:
            return overview(self._index.library)

    def listing(self, wanted: Wanted, start: int = 0, count: int = 25) -> tuple[list[Listed], int]:
        """Up to `count` of the articles wanted, from place `start` (0: the first) on, and how many they are in all."""
        with self._lock:
            return listing(self._index.library, wanted, start, count)

    def sources(self) -> list[tuple[str, int]]:
        """Every source, "" for articles without one, and how many articles are from it, the largest first."""
        with self._lock:
            return sources(self._index.library)

    def months(self, wanted: Wanted) -> list[tuple[date, str, int]]:
        """How many of the articles wanted each source published in each month (its first day), oldest first."""
        with self._lock:
            return months(self._index.library, wanted)

    def namesakes(self, titles: Sequence[str]) -> set[str]:
        """Those of the titles that more than one article bears."""
        with self._lock:
            return namesakes(self._index.library, titles)

    # Questions

    def ask(  # noqa: PLR0913 -- one question, and all that can be set about it
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        top: int = SEARCHED,
        today: date | None = None,
        extractive: bool = False,
        within: Scope = EVERYTHING,
    ) -> Answer:
        """One answer from the articles, every statement cited; `not_found` when they don't say.

        `history` are the earlier turns of the conversation, oldest first; `top` is how many passages are read; "năm
        ngoái" is understood as of `today`, None: the day it is; `extractive` leaves the configured language model, if
        any, out of it; of articles that are not `within` nothing is read. Raises `QuestionError` for a question of more
        than 2,000 characters.
        """
        with self._lock:
            draft = self._chain.trace(question, history, top=top, today=today, within=within).answer
        return draft if extractive else [*self._worded(draft, top)][-1]

    def trace(  # noqa: PLR0913 -- the same
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        top: int = SEARCHED,
        today: date | None = None,
        given: Sequence[Hit] | None = None,
        within: Scope = EVERYTHING,
    ) -> Trace:
        """The extractive answer that `ask` gives, with the passages found and the sentences read.

        `given` are passages to read in place of a search.
        """
        with self._lock:
            return self._chain.trace(question, history, top=top, today=today, given=given, within=within)

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, within: Scope = EVERYTHING
    ) -> Generator[Answer, None, None]:
        """The answer as it grows: each has more of the text, and the last is what `ask` returns.

        Only where a language model fails half-way, the last does not go on with what was there before.
        """
        yield from self._worded(self.ask(question, history, extractive=True, within=within), SEARCHED)

    def _worded(self, draft: Answer, top: int) -> Iterator[Answer]:
        """The extractive answer as it grows, in the words of the language model if there is one.

        Others may ask meanwhile: a model may take minutes.
        """
        if self._writer and may_write(draft):
            hits = self.search(draft.question, top=top, within=draft.within)
            yield from written(draft, hits, self._writer, self.config.language)
        else:
            yield from growing(draft)

    def search(self, question: str, *, top: int = 8, within: Scope = EVERYTHING) -> list[Hit]:
        """The passages nearest to the question, best first, with their scores and where each came from."""
        with self._lock:
            index, asked = self._index, understand(question, usage=self._index.usage)
            return search(
                index, index.encoder, asked.sought, folded=asked.folded, also=asked.also, count=top, within=within
            )

    # Feedback

    def take_feedback(self, feedback: Feedback) -> int:
        """The id under which it is kept, for `qa feedback`; the store's lock bars nobody from giving it.

        What a page saw may be out of date: citations that no longer stand in their articles are left out, and the whole
        answer is when one of its articles is gone. Raises `StoreFull`, `StoreDamaged`, `StoreError`.
        """
        return self._index.feedback.add(self._checked(feedback))

    def takes_feedback(self) -> bool:
        """Whether feedback can be kept at the moment."""
        return self._index.feedback.writable()

    def _checked(self, feedback: Feedback) -> Feedback:
        answer = feedback.answer
        if answer is None:
            return feedback
        try:
            texts = {one: self.article(one).text for one in answer.article_ids}
        except ArticleNotFound:
            return replace(feedback, answer=None, said="")
        true = tuple(one for one in answer.citations if texts[one.article_id][one.start : one.end] == one.quote)
        return replace(feedback, answer=replace(answer, citations=true))

    # LangChain

    def as_runnable(self) -> Runnable[Any, Answer]:
        """A LangChain `Runnable` from a question (or `{"question", "history", "within"}`) to an `Answer`."""
        from qa.langchain import runnable

        return runnable(self)

    def as_retriever(self, *, top: int = 8, within: Scope = EVERYTHING) -> BaseRetriever:
        """A LangChain retriever: documents with id, title, date, source, url, start, end and score as metadata."""
        from qa.langchain import PassageRetriever

        return PassageRetriever(assistant=self, top=top, within=within)

    # The store

    def check(self) -> list[Problem]:
        """What is wrong in the store: truth against vectors against postings; empty when all agree."""
        with self._lock:
            return self._index.check()

    def repair(self) -> list[Problem]:
        """Mends what `check` finds, from the articles; returns what is still wrong."""
        with self._lock:
            return self._index.repair()

    def rebuild(self, progress: Callable[[int], None] | None = None) -> None:
        """Makes vectors and postings anew from the stored articles, with the current encoder."""
        with self._lock:
            self._index.rebuild(progress)

    def close(self) -> None:
        """Gives the store free for other processes."""
        with self._lock:
            self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _added(outcome: Outcome, converted_from: str) -> Added:
    return Added(
        outcome.origin,
        outcome.status,
        outcome.article_id,
        outcome.title,
        outcome.other,
        outcome.error,
        converted_from,
    )
