"""The retrieval part of LangChain's tutorial: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, Chroma."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

BATCH = 5_000  # documents; Chroma refuses more than 5,461 at once, which the tutorial's one call runs into


def index(articles: Sequence[tuple[str, str, str]], model: str, folder: Path) -> Chroma:
    """A Chroma collection of the articles (id, title, text); `model` is a SentenceTransformer folder."""
    documents = [Document(f"{title}\n\n{text}", metadata={"id": name}) for name, title, text in articles]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    splits = splitter.split_documents(documents)
    store = Chroma(
        collection_name="articles",
        embedding_function=HuggingFaceEmbeddings(model_name=model),
        persist_directory=str(folder),
    )
    for first in range(0, len(splits), BATCH):
        store.add_documents(splits[first : first + BATCH])
    return store


def count(store: Chroma) -> int:
    """How many chunks were indexed."""
    return int(store._collection.count())


def search(store: Chroma, question: str, top: int) -> list[tuple[str, str]]:
    """(article id, chunk), best first."""
    return [(found.metadata["id"], found.page_content) for found in store.similarity_search(question, k=top)]


def close(store: Chroma) -> None:
    """Nothing to do: Chroma has written as it went."""
