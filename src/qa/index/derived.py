"""Vectors and postings, kept level with the truth they are made from, whatever kills the process on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import EncoderChanged, StoreError
from qa.index.library import Derived, Library
from qa.index.postings import Postings
from qa.index.seal import seal
from qa.index.vectors import Vectors

if TYPE_CHECKING:
    from qa.models.encoder import Encoder

# Passages encoded and committed at once: 25 MB of text, 15 MB of vectors. A commit is a segment of the postings, eight
# of about one size are merged, and removing an article writes its segment again: so few commits, and not too few.
STEP = 15_000


class Indexes:
    """The two indexes of one store. The order of every writing: the truth, the vectors, the postings, the marks.

    While files are written the store bears no seal. Found so at the next opening, the process was killed in the
    middle. Chroma writes its graph in place, and 5 of 32 kills left one that it could not load or crashed on, so the
    vectors are made anew. tantivy's last commit is whole, so its ids tell what it has. A seal that does not fit the
    files tells of damage, and the index is made anew.
    """

    def __init__(self, folder: Path, library: Library, load_encoder: Callable[[], Encoder]) -> None:
        self.vectors = Vectors(folder / "vectors")
        self.postings = Postings(folder / "postings")
        self._library = library
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._sealed = False

    @property
    def encoder(self) -> Encoder:
        """The encoder that the vectors were made with, loaded at the first use.

        Raises `EncoderChanged` when the one in the settings is another, and what loading it raises.
        """
        if self._encoder is None:
            encoder = self._load_encoder()
            current = f"{encoder.name} ({encoder.dimensions})"
            stored = self._library.setting("encoder")
            if stored not in ("", current) and self._library.marked("vectors"):
                raise EncoderChanged(stored, current)
            if stored != current:
                self.vectors.wipe()  # Chroma holds an emptied collection to its former dimensions
                self._library.remember(encoder=current)
            self._encoder = encoder
        return self._encoder

    def inspect(self) -> None:
        """Condemn an index whose files are not the ones that were left, to be called when the store is opened."""
        self._sealed = True
        for name, index in self._both():
            left = self._library.setting(f"{name}_seal")
            if left != seal(index.folder):
                self._sealed = False
                if name == "vectors" or left or not index.folder.exists():
                    self.condemn(name)

    def mend(self, progress: Callable[[int], None] | None = None) -> None:
        """Carry out what was left undone: nothing in most cases, all of it when an index was condemned."""
        if not self._sealed or self._library.unfinished(1) or self._library.removals():
            self.recount()
            self.level(progress)
            self.settle()

    @contextmanager
    def work(self) -> Iterator[None]:
        """The time of a change: what is undone is done before, removals are carried out and a seal is set after.

        An exception of ours means that an index could not be written: no seal. Any other (Ctrl-C, a source that can't
        be read) leaves whole files.
        """
        if not self._sealed:  # the last change failed
            self.inspect()
        self.mend()
        try:
            yield
        except StoreError:
            raise
        except BaseException:
            self._seal()
            raise
        self.settle()

    def level(self, progress: Callable[[int], None] | None = None) -> None:
        """Give vectors and postings the passages that they lack; `progress` is told the passages done so far."""
        done = 0
        with ThreadPoolExecutor(1) as beside:  # postings beside vectors: 1,280 passages a second, not 1,150
            while lacking := self._library.unfinished(STEP):
                self._unseal()
                texts = self._library.texts([number for number, _, _ in lacking])
                unseen = [number for number, in_vectors, _ in lacking if not in_vectors]
                unread = [number for number, _, in_postings in lacking if not in_postings]
                posting = beside.submit(self.postings.add, unread, [texts[number] for number in unread])
                if unseen:
                    self.vectors.add(unseen, self.encoder.encode_passages([texts[number] for number in unseen]))
                posting.result()
                with self._library.transaction():
                    self._library.mark("vectors", unseen)
                    self._library.mark("postings", unread)
                done += len(lacking)
                if progress is not None:
                    progress(done)

    def settle(self) -> None:
        """Carry out the removals, so that no file holds a byte of them, and seal the files as they are now."""
        if removals := self._library.removals():
            self._unseal()
            self.vectors.remove(removals)
            self.postings.remove(removals, self._library.texts)
            self._library.removals_done()
        self._seal()

    def recount(self) -> None:
        """Set the marks by what the indexes hold; what they hold beyond the truth becomes removals."""
        self._unseal()
        self.postings.sweep()
        stored = self._library.passage_ids()
        for name, index in self._both():
            held, marked = index.ids(), self._library.marked(name)
            with self._library.transaction():
                self._library.mark(name, (held & stored) - marked)
                self._library.mark(name, marked - held, held=False)
                self._library.owe_removals(held - stored)

    def condemn(self, name: Derived) -> None:
        """Throw an index away, to be made anew by `mend`."""
        self._unseal()
        self._library.unmark_all(name)
        (self.vectors if name == "vectors" else self.postings).wipe()

    def close(self) -> None:
        """Let go of both folders."""
        self.vectors.close()
        self.postings.close()

    def _both(self) -> tuple[tuple[Derived, Vectors], tuple[Derived, Postings]]:
        return ("vectors", self.vectors), ("postings", self.postings)

    def _seal(self) -> None:
        if not self._sealed:
            self.postings.sweep()
            self._library.remember(**{f"{name}_seal": seal(index.folder) for name, index in self._both()})
            self._sealed = True

    def _unseal(self) -> None:
        if self._sealed:
            self._library.remember(vectors_seal="", postings_seal="")
            self._sealed = False
