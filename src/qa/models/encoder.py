"""The encoder: text to a vector that is near the vectors of what answers it. The one home of sentence_transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qa.config import EMBEDDED, shipped
from qa.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer


class Encoder(Protocol):
    """What the index and the search ask of an encoder."""

    name: str  # names the weights: an index made by one encoder can't be searched with another
    dimensions: int

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions), rows of length 1."""
        ...

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions), rows of length 1, comparable with those of passages by their dot product."""
        ...


def load_encoder(name: str) -> Encoder:
    """The encoder that ships, for "embedded"; else the SentenceTransformer of that path or hub name.

    A hub name is downloaded once, and never while `HF_HUB_OFFLINE` is set; the others need no network. Raises
    `ModelError`.
    """
    return _embedded() if name == EMBEDDED else _SentenceTransformer(name)


def _embedded() -> Encoder:
    from qa.models.embedded import Embedded

    folder = shipped("models/encoder")
    try:
        return Embedded(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"Không nạp được bộ mã hoá đi kèm ({folder}): {error}. Hãy cài lại chương trình.",
            f"Can't load the encoder that ships ({folder}): {error}. Install the program again.",
        ) from error


class _SentenceTransformer:
    """Any SentenceTransformer, with the prompts that its own configuration gives to questions and passages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _loaded(name)
        self.dimensions = self._model.get_embedding_dimension() or len(self.encode_questions(["?"])[0])

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)


def _loaded(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    on_disk = Path(name).expanduser()
    try:
        return SentenceTransformer(str(on_disk) if on_disk.is_dir() else name, local_files_only=on_disk.is_dir())
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"Không nạp được bộ mã hoá “{name}”: {error}. Cần thư mục của một SentenceTransformer, hoặc tên trên "
            "Hugging Face Hub (phải có mạng ở lần đầu); bộ đi kèm tên là “embedded”.",
            f"Can't load the encoder “{name}”: {error}. It takes the folder of a SentenceTransformer, or a name on the "
            "Hugging Face Hub (which needs a network the first time); the one that ships is “embedded”.",
        ) from error
