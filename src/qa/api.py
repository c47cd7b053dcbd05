"""The assistant: a store of articles, and answers from it. Python, the web, LangChain and `qa` all use this class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from qa.articles import convert, read, read_text
from qa.config import Config
from qa.errors import QaError
from qa.index.build import Index, Outcome
from qa.models.encoder import load_encoder
from qa.models.reader import load_reader
from qa.models.writer import ChatWriter
from qa.records import Answer, Article, Hit, Turn

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from qa.index.check import Problem

SEARCHED = 20  # passages that the reader sees


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file, or of one line of a .jsonl.

    `status` is `added`, `replaced`, `unchanged`, `duplicate` (the same text as `other`; not stored twice) or
    `refused` (`error` says why). `converted_from` names the older encoding that it was in ("TCVN3"), if it was in one.
    """

    path: str
    status: str
    article_id: str = ""
    title: str = ""
    other: str = ""
    error: QaError | None = None
    converted_from: str = ""


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

    # Questions

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        top: int = SEARCHED,
        today: date | None = None,
        extractive: bool = False,
    ) -> Answer:
        """One answer from the articles, every statement cited; `not_found` when they don't say.

        `history` are the earlier turns of the conversation, oldest first; `top` is how many passages are read; "năm
        ngoái" is understood as of `today`, None: the day it is; `extractive` leaves the configured language model, if
        any, out of it. Raises `QuestionError` for a question of more than 2,000 characters.
        """
        with self._lock:
            draft = self._chain.trace(question, history, top=top, today=today).answer
        return draft if extractive else [*self._worded(draft, top)][-1]

    def trace(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        top: int = SEARCHED,
        today: date | None = None,
        given: Sequence[Hit] | None = None,
    ) -> Trace:
        """The extractive answer that `ask` gives, with the passages found and the sentences read.

        `given` are passages to read in place of a search.
        """
        with self._lock:
            return self._chain.trace(question, history, top=top, today=today, given=given)

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The answer as it grows: each has more of the text, and the last is what `ask` returns.

        Only where a language model fails half-way, the last does not go on with what was there before.
        """
        yield from self._worded(self.ask(question, history, extractive=True), SEARCHED)

    def _worded(self, draft: Answer, top: int) -> Iterator[Answer]:
        """The extractive answer as it grows, in the words of the language model if there is one.

        Others may ask meanwhile: a model may take minutes.
        """
        if self._writer and may_write(draft):
            yield from written(draft, self.search(draft.question, top=top), self._writer, self.config.language)
        else:
            yield from growing(draft)

    def search(self, question: str, *, top: int = 8) -> list[Hit]:
        """The passages nearest to the question, best first, with their scores and where each came from."""
        with self._lock:
            index, asked = self._index, understand(question, usage=self._index.usage)
            return search(index, index.encoder, asked.text, folded=asked.folded, also=asked.also, count=top)

    # LangChain

    def as_runnable(self) -> Runnable[Any, Answer]:
        """A LangChain `Runnable` from a question (or `{"question", "history"}`) to an `Answer`."""
        from qa.langchain import runnable

        return runnable(self)

    def as_retriever(self, *, top: int = 8) -> BaseRetriever:
        """A LangChain retriever: documents with id, title, date, source, url, start, end and score as metadata."""
        from qa.langchain import PassageRetriever

        return PassageRetriever(assistant=self, top=top)

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
