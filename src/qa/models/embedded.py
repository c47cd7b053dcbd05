"""The encoder that ships: a table of token vectors, averaged. It needs neither torch nor a second to load.

`models/encoder` is an ordinary SentenceTransformer (one StaticEmbedding module). It is read directly here because
importing sentence_transformers takes 5 to 10 seconds and 400 MB, and on one core it encodes 1,400 passages of 170
syllables a second where this encodes 1,900, and 3,000 once it has met most spellings; tests hold both ways to the
same vectors.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_CACHED = 1 << 17  # spellings between two spaces; 100,000 news articles hold about as many that occur more than once
_BATCH = 256  # passages whose token vectors are in memory at once: 30 MB

_PART = re.compile(r"[^\W_]+|[\W_]+")
_OLD_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W\d_])")
_NEW_TONE = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)


_Row = tuple[Any, tuple[int, ...]]  # the row before, and the ids that it goes on with


class _Word(NamedTuple):
    """One word as the tokenizer sees it when it stands alone."""

    first: str  # the text of its first token: all of it, but for words outside the vocabulary
    score: float
    ids: tuple[int, ...]
    rest_score: float  # of the tokens after the first
    followers: dict[str, tuple[float, int]] | None  # next word → score and id of the pair's token; None: no pair


class Segmenter:
    """Text to token ids, the same ids that tokenizer.json gives: the best-scoring row of words and pairs of words."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(str(file))
        vocabulary = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
        self._vocabulary: list[tuple[str, float]] = [(token, score) for token, score in vocabulary]
        self._pairs: dict[str, dict[str, tuple[float, int]]] = {}
        for number, (token, score) in enumerate(self._vocabulary):
            first, _, second = token.removeprefix("▁").partition("▁")  # "▁bí▁thư" → bí, thư
            if second:
                self._pairs.setdefault(first, {})[second] = (score, number)
        self._parts = lru_cache(_CACHED)(self._read)

    def ids(self, text: str) -> list[int]:
        """The tokens of one text, in order. Punctuation has none and no pair crosses it."""
        # Viterbi over the words: the best row of tokens up to this word, and up to the one before it. A row is a
        # linked list (row before, ids), shared by all rows that go on from it.
        score, before_score = 0.0, 0.0
        row: _Row | None = None
        before: _Row | None = None
        followers: dict[str, tuple[float, int]] | None = None
        for written in text.replace("\n", " \n ").split(" "):
            for word in self._parts(written):
                if word is None:
                    followers = None
                    continue
                first, own_score, ids, rest_score, follow = word
                alone = score + own_score
                pair = followers.get(first) if followers else None
                if pair and (together := before_score + pair[0] + rest_score) > alone:
                    row, before = (before, (pair[1], *ids[1:])), row
                    score, before_score = together, score
                else:
                    row, before = (row, ids), row
                    score, before_score = alone, score
                followers = follow
        found: list[int] = []
        while row is not None:
            found += row[1][::-1]
            row = row[0]
        return found[::-1]

    def _read(self, written: str) -> tuple[_Word | None, ...]:
        """The words in what stands between two spaces, with None for what parts them: "(Đảng uỷ," → None, đảng …"""
        lowered = _OLD_TONE.sub(lambda tone: _NEW_TONE[tone[0]], unicodedata.normalize("NFC", written).lower())
        parts = _PART.findall(lowered)
        return tuple(self._word(part) if part[0].isalnum() else None for part in parts) or (None,)

    def _word(self, text: str) -> _Word:
        ids = tuple(self.tokenizer.encode(text, add_special_tokens=False).ids)
        scores = [self._vocabulary[number][1] for number in ids]
        first = self._vocabulary[ids[0]][0].removeprefix("▁")
        followers = self._pairs.get(first) if len(ids) == 1 else None
        return _Word(first, sum(scores), ids, sum(scores[1:]), followers)


class Embedded:
    """The encoder in a folder that holds `tokenizer.json` and `model.safetensors` of a StaticEmbedding."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load

        weights = (folder / "model.safetensors").read_bytes()
        self.name = f"embedded-{hashlib.sha256(weights).hexdigest()[:12]}"
        self._table: NDArray[np.float32] = load(weights)["embedding.weight"].astype(np.float32)
        self.dimensions = self._table.shape[1]
        self._segmenter = Segmenter(folder / "tokenizer.json")

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions), rows of length 1; a text without a letter or digit gets the first axis."""
        parts = [self._encode(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, self.dimensions), np.float32)

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same as passages: questions were trained into the same table."""
        return self.encode_passages(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for place, text in enumerate(texts):
            ids = self._segmenter.ids(text)
            vectors[place] = self._table[ids].sum(axis=0)
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[lengths[:, 0] == 0, 0] = 1
        vectors /= np.where(lengths == 0, 1, lengths)
        return vectors
