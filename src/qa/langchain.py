"""The assistant as LangChain parts: a `Runnable` that answers, a `BaseRetriever` that finds passages, the prompts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from qa.models.writer import Source, fenced, prompt
from qa.records import EVERYTHING, Answer, Hit, Scope

if TYPE_CHECKING:
    from qa.api import Assistant

__all__ = ["PassageRetriever", "prompt", "runnable", "sources"]


def runnable(assistant: Assistant) -> Runnable[Any, Answer]:
    """A Runnable from a question, or from `{"question": …, "history": [Turn, …], "within": Scope}`, to an `Answer`.

    `stream` gives the answer as it grows, the last one whole; a step behind it that does not stream gets the last.
    """

    def answers(given: Any) -> Iterator[Answer]:
        if isinstance(given, str):
            yield from assistant.stream(given)
        else:
            within = given.get("within", EVERYTHING)
            yield from assistant.stream(given["question"], given.get("history", ()), within=within)

    async def answers_in_a_thread(given: Any) -> AsyncIterator[Answer]:
        for answer in await asyncio.to_thread(lambda: list(answers(given))):
            yield answer

    return RunnableLambda(answers, afunc=answers_in_a_thread, name="hoibao")


class PassageRetriever(BaseRetriever):
    """The passages that the search brings, best first, as LangChain documents."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Any  # an Assistant; pydantic can't check a class that is only imported for its type
    top: int = 8
    within: Scope = EVERYTHING

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(hit) for hit in self.assistant.search(query, top=self.top, within=self.within)]


def _document(hit: Hit) -> Document:
    article = hit.article
    return Document(
        id=str(hit.passage.id),
        page_content=hit.text,
        metadata={
            "id": article.id,
            "title": article.title,
            "date": article.published.isoformat() if article.published else None,
            "source": article.source,
            "url": article.url,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "score": hit.score,
        },
    )


def sources(documents: Sequence[Document]) -> str:
    """Documents of the retriever as the `sources` of a prompt, numbered from 1 in their order, fenced off."""
    return fenced([Source(one.metadata["title"], one.metadata["date"] or "", one.page_content) for one in documents])
