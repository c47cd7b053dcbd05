"""Haystack's first indexing pipeline: DocumentSplitter, SentenceTransformers embedders, the in-memory store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from haystack import Document
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


class Searcher(NamedTuple):
    """The store, and what a question goes through."""

    store: InMemoryDocumentStore
    embedder: SentenceTransformersTextEmbedder
    retriever: InMemoryEmbeddingRetriever


def index(articles: Sequence[tuple[str, str, str]], model: str, folder: Path) -> Searcher:
    """A store of the articles (id, title, text); `model` is a SentenceTransformer folder."""
    documents = [Document(content=f"{title}\n\n{text}", meta={"article": name}) for name, title, text in articles]
    splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=0)
    embedder = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
    asking = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
    for component in (splitter, embedder, asking):
        if hasattr(component, "warm_up"):
            component.warm_up()
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    embedded = embedder.run(documents=splitter.run(documents=documents)["documents"])["documents"]
    DocumentWriter(document_store=store).run(documents=embedded)
    store.save_to_disk(str(folder / "store.json"))
    return Searcher(store, asking, InMemoryEmbeddingRetriever(document_store=store))


def count(searcher: Searcher) -> int:
    """How many pieces were indexed."""
    return int(searcher.store.count_documents())


def search(searcher: Searcher, question: str, top: int) -> list[tuple[str, str]]:
    """(article id, piece), best first."""
    vector = searcher.embedder.run(text=question)["embedding"]
    found = searcher.retriever.run(query_embedding=vector, top_k=top)["documents"]
    return [(document.meta["article"], document.content or "") for document in found]


def close(searcher: Searcher) -> None:
    """The store is saved already."""
