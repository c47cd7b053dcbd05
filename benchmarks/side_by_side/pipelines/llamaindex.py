"""LlamaIndex's starter: `VectorStoreIndex` with its own splitter and store, `HuggingFaceEmbedding`, persisted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.embeddings import BaseEmbedding
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from sentence_transformers import SentenceTransformer


class Searcher(NamedTuple):
    """The index, and its retriever by the number of passages asked for."""

    index: VectorStoreIndex
    retrievers: dict[int, Any]


def index(articles: Sequence[tuple[str, str, str]], model: str, folder: Path) -> Searcher:
    """An index of the articles (id, title, text); `model` is a SentenceTransformer folder."""
    transformer = (Path(model) / "config.json").is_file()
    Settings.embed_model = HuggingFaceEmbedding(model_name=model) if transformer else _StaticEmbedding(model)
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


class _StaticEmbedding(BaseEmbedding):  # type: ignore[misc]  # unknown here, where it is not installed
    """A custom embedding, as the documentation shows, for a static model.

    Such a model takes texts of any length and says so with an infinity, which `HuggingFaceEmbedding` refuses.
    """

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, folder: str) -> None:
        super().__init__(model_name=folder)
        self._model = SentenceTransformer(folder)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.encode(texts, normalize_embeddings=True).tolist()
        return vectors
