"""The vectors of the passages, in Chroma: the passages nearest in meaning to a question."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.errors import StoreDamaged, StoreError, StoreFull
from qa.index.disk import discard, is_full

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import HNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

COLLECTION = "passages"
# How many candidates a query keeps (ef). Real questions, 50,000 news passages, share of the exact 100 nearest: 0.87 at
# 200, 0.95 at 500, 0.977 at 800, 0.989 at 1,200 (5 ms a query), 0.994 at 1,600.
SEARCH_WIDTH = 1200
# Chroma writes its graph to disk after that many changes: at once, 0.1 s at 50,000 vectors. What waits in its log would
# be replayed at every opening (2,000 a second), and would keep the bytes of removed vectors.
WRITTEN_AFTER = 1
WORN = 0.1  # of the graph dead: beyond, it is made anew. With 80% dead, 20 of 100 vectors no longer found themselves
_CHUNK = 5000  # vectors in memory at once; Chroma takes 5,461 in one call
_PROOFS = 4  # removed vectors that are looked for in the graph
_ALIKE = 1e-6  # Chroma makes a vector of length 1 once more when it writes it: the last bits change
_BLOCK = 1 << 22  # floats of the graph in memory at once
_HEADER_COUNT = 20  # bytes into header.bin: how many vectors there are, then the bytes of each in data_level0.bin


class Vectors:
    """One Chroma folder with one collection: passage id → unit vector, by cosine. Opened when first used.

    One process at a time, one call at a time. Every method raises `StoreFull` on a full disk and `StoreDamaged` when
    Chroma can't read its files; after either, what it holds is not to be trusted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: Collection | None = None
        self._client: Any = None  # its type lacks `close`

    def add(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Hold row n of `vectors` (len(ids), dimensions) under ids[n]; an id that is there already is overwritten."""
        new = not self.folder.exists()
        with _errors_named(self.folder):
            for first in range(0, len(ids), _CHUNK):
                chunk = slice(first, first + _CHUNK)
                self._collection.upsert(ids=_names(ids[chunk]), embeddings=vectors[chunk])
            if new:
                self._blank_unused()

    def remove(self, ids: Iterable[int]) -> None:
        """Hold these ids no longer, nor a byte of their vectors in any file; ids that are not there are passed over."""
        with _errors_named(self.folder):
            gone = sorted(self.ids().intersection(ids))
            left = self._collection.count() - len(gone)
            dead = self._dead() + len(gone)
            if not left:
                self.wipe()
            elif gone and dead > WORN * left:
                self._write_anew(without=set(gone))
            elif gone:
                proofs = list(self.get(gone[:: len(gone) // _PROOFS + 1]).values())
                self._overwrite(gone, dead)
                if self._in_graph(proofs):
                    self._write_anew(without=set(gone))

    def search(
        self, vector: NDArray[np.float32], count: int, only: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The (id, cosine) of up to `count` vectors nearest to `vector`, nearest first. Approximate (HNSW).

        `only`: look at these ids alone.
        """
        if not self.folder.exists():
            return []
        with _errors_named(self.folder):
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                ids=None if only is None else _names(only),
                n_results=count,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [(int(name), 1 - distance) for name, distance in zip(found["ids"][0], distances[0], strict=True)]

    def get(self, ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of those of `ids` that are here."""
        vectors: dict[int, NDArray[np.float32]] = {}
        ids = list(dict.fromkeys(ids))  # Chroma refuses an id that is named twice
        with _errors_named(self.folder):
            for first in range(0, len(ids), _CHUNK):
                found = self._collection.get(ids=_names(ids[first : first + _CHUNK]), include=["embeddings"])
                rows = np.asarray(found["embeddings"], dtype=np.float32)
                vectors |= {int(name): row for name, row in zip(found["ids"], rows, strict=True)}
        return vectors

    def ids(self) -> set[int]:
        """Every id held."""
        if not self.folder.exists():
            return set()
        with _errors_named(self.folder):
            return {int(name) for name in self._collection.get(include=[])["ids"]}

    def wipe(self) -> None:
        """Hold nothing, in an empty folder, whatever state the former one is in."""
        self.close()
        for folder in (self.folder, self._successor()):
            discard(folder)

    def close(self) -> None:
        """Let go of the folder until the next use."""
        if self._opened is not None:
            self._client.close()
            self._opened = None

    @property
    def _collection(self) -> Collection:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> Collection:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        hnsw: HNSWConfiguration = {"space": "cosine", "ef_search": SEARCH_WIDTH, "sync_threshold": WRITTEN_AFTER}
        try:
            self._client = chromadb.PersistentClient(
                path=str(self.folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
            )
            passages: Collection = self._client.get_or_create_collection(
                COLLECTION, embedding_function=None, configuration={"hnsw": hnsw}
            )
        except (ChromaError, ValueError) as error:
            # Chroma keeps the half-made client of a damaged folder, and would give it out again for a sound one.
            SharedSystemClient._identifier_to_system.pop(str(self.folder), None)
            raise _named(error, self.folder) from error
        return passages

    def _dead(self) -> int:
        """How many removed vectors the graph still has a place for."""
        return int((self._collection.metadata or {}).get("dead", 0))

    def _overwrite(self, ids: Sequence[int], dead: int) -> None:
        """Replace the vectors by chance ones, then delete them: Chroma keeps the bytes of what is only deleted.

        They lie in its graph, and in freed pages of its log.
        """
        dimensions = len(next(iter(self.get(ids[:1]).values())))
        self.add(ids, np.random.default_rng(dead).standard_normal((len(ids), dimensions), dtype=np.float32))
        for first in range(0, len(ids), _CHUNK):
            self._collection.delete(ids=_names(ids[first : first + _CHUNK]))
        self._collection.modify(metadata={"dead": dead})
        self.close()
        with closing(sqlite3.connect(self.folder / "chroma.sqlite3")) as log:
            log.execute("VACUUM")

    def _blank_unused(self) -> None:
        """Zero the places of a new graph that nothing is in yet: Chroma fills them, 100 vectors' worth, with what
        happened to lie in memory, be it the text of an article that was removed a moment ago."""
        for header in self.folder.glob("*/header.bin"):
            vectors, size = struct.unpack_from("<QQ", header.read_bytes(), _HEADER_COUNT)
            for name, each in (("data_level0.bin", size), ("length.bin", 4)):
                path = header.with_name(name)
                unused = path.stat().st_size - vectors * each
                with path.open("r+b") as file:
                    file.seek(vectors * each)
                    file.write(bytes(max(unused, 0)))

    def _in_graph(self, vectors: Sequence[NDArray[np.float32]]) -> bool:
        """Whether the numbers of any of these vectors still stand in the graph's file."""
        for path in self.folder.glob("*/data_level0.bin"):
            floats = np.memmap(path, np.float32, mode="r")
            for first in range(0, len(floats), _BLOCK):
                if any(_stands_in(floats[first : first + _BLOCK + len(vector)], vector) for vector in vectors):
                    return True
        return False

    def _write_anew(self, without: set[int]) -> None:
        """Move the other vectors to a new folder, and it into the place of this one."""
        fresh = Vectors(self._successor())
        fresh.wipe()
        kept = sorted(self.ids() - without)
        for first in range(0, len(kept), _CHUNK):
            vectors = self.get(kept[first : first + _CHUNK])
            fresh.add(list(vectors), np.stack(list(vectors.values())))
        fresh.close()
        self.close()
        discard(self.folder)
        fresh.folder.rename(self.folder)

    def _successor(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-new")


def _stands_in(floats: NDArray[np.float32], vector: NDArray[np.float32]) -> bool:
    size = len(vector)
    with np.errstate(all="ignore"):  # between the vectors lie numbers that are no floats
        begins = np.flatnonzero(np.abs(floats - vector[0]) < _ALIKE)
        return any(
            np.allclose(floats[begin : begin + size], vector, rtol=0, atol=_ALIKE)
            for begin in begins
            if begin + size <= len(floats)
        )


def _names(ids: Iterable[int]) -> list[str]:
    return [str(number) for number in ids]


@contextmanager
def _errors_named(folder: Path) -> Iterator[None]:
    """What Chroma, its log and its files raise, as ours."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError, sqlite3.Error) as error:
        raise _named(error, folder) from error


def _named(error: Exception, folder: Path) -> StoreError:
    """Chroma's error as ours, with what to do next."""
    if is_full(folder.parent):
        return StoreFull(
            f"Ổ đĩa đã đầy khi ghi “{folder}”. Các bài đã lưu vẫn nguyên vẹn; hãy giải phóng chỗ rồi chạy lại lệnh.",
            f"The disk is full while writing “{folder}”. The stored articles are whole; "
            "free some space and run it again.",
        )
    return StoreDamaged(
        f"Không đọc được các vector trong “{folder}” ({error}). Hãy lập lại từ các bài đã lưu: qa check --repair",
        f"The vectors in “{folder}” can't be read ({error}). Make them again from the articles: qa check --repair",
    )
