"""LlamaIndex's starter: `VectorStoreIndex` with its own splitter and store, `HuggingFaceEmbedding`, persisted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


class Searcher(NamedTuple):
    """The index, and its retriever by the number of passages asked for."""

    index: VectorStoreIndex
    retrievers: dict[int, Any]


def index(articles: Sequence[tuple[str, str, str]], model: str, folder: Path) -> Searcher:
    """An index of the articles (id, title, text); `model` is a SentenceTransformer folder."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=model)
    documents = [Document(text=f"{title}\n\n{text}", metadata={"id": name},
                          excluded_embed_metadata_keys=["id"]) for name, title, text in articles]  # fmt: skip
    made = VectorStoreIndex.from_documents(documents)
    made.storage_context.persist(persist_dir=str(folder))
    return Searcher(made, {})


def count(searcher: Searcher) -> int:
    """How many nodes were indexed."""
    return len(searcher.index.docstore.docs)


def search(searcher: Searcher, question: str, top: int) -> list[tuple[str, str]]:
    """(article id, node), best first."""
    if top not in searcher.retrievers:
        searcher.retrievers[top] = searcher.index.as_retriever(similarity_top_k=top)
    return [(found.metadata["id"], found.get_content()) for found in searcher.retrievers[top].retrieve(question)]


def close(searcher: Searcher) -> None:
    """The index is persisted already."""
