"""The postings of the passages, in tantivy: the passages that share words with a question, scored by BM25."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from qa.errors import StoreDamaged, StoreFull
from qa.index.disk import discard, is_full
from qa.vietnamese.alternatives import Alternative
from qa.vietnamese.text import terms

MOST_TERMS = 64  # of one question, the rarest first: 64 are the syllables and pairs of 32 syllables
HEAP = 100_000_000  # bytes that the writer gathers before it writes a segment
_CHUNK = 2000  # texts in memory at once


_FIELDS = ("accented", "folded")


class Postings:
    """One tantivy folder: passage id → its terms, accented and folded. No text is stored. Opened when first used.

    One process at a time, one call at a time. Every method raises `StoreFull` on a full disk (what was held before is
    held still: a commit is all or nothing) and `StoreDamaged` when tantivy can't read its files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: Any = None
        self._writer: Any = None

    def add(self, ids: Sequence[int], texts: Sequence[str]) -> None:
        """Hold the terms of texts[n] under ids[n], all of them or none. The ids must not be held yet."""
        with self._errors_named():
            self._write(zip(ids, texts, strict=True))
            self._commit()

    def remove(self, ids: Iterable[int], texts: Callable[[Sequence[int]], Mapping[int, str]]) -> None:
        """Hold these ids no longer, nor a term of them in any file; ids that are not there are passed over.

        tantivy only marks documents as deleted, and offers Python no way to purge a segment. A segment that is deleted
        whole is thrown away, so the others of the same segment are written again: `texts` gives what they say.
        """
        with self._errors_named():
            self._settle()  # a merge under way could carry the terms into a new segment
            gone = set(ids)
            others = self._segment_mates(gone)
            for number in gone.union(others):
                self._writing().delete_documents_by_term("id", number)
            for first in range(0, len(others), _CHUNK):
                self._write(texts(others[first : first + _CHUNK]).items())
            self._commit()
            self._settle()

    def search(
        self,
        question: str,
        count: int,
        folded: bool = False,
        only: Sequence[int] | None = None,
        also: Sequence[Alternative] = (),
    ) -> list[tuple[int, float]]:
        """The (id, BM25) of up to `count` passages that share a term with `question`, best first.

        `folded`: compare without accents. `only`: look at these ids alone; the scores stay those of the whole index.
        `also`: other ways to write parts of the question; a passage that holds one scores as if it held the part.
        """
        if not self.folder.exists():
            return []
        from tantivy import Occur, Query

        with self._errors_named():
            query = self._query(question, "folded" if folded else "accented", also)
            if only is not None:
                among = Query.const_score_query(Query.term_set_query(self._index.schema, "id", list(only)), 0.0)
                query = Query.boolean_query([(Occur.Must, query), (Occur.Must, among)])
            searcher = self._index.searcher()
            hits = searcher.search(query, limit=max(count, 1), count=False).hits[:count]
            numbers = searcher.fast_field_values("id", [address for _, address in hits])
        return [(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def frequencies(self) -> Callable[[str], int]:
        """Of a term of `qa.vietnamese.text.terms`, accents and all: how many passages hold it. Of the present state."""
        if not self.folder.exists():
            return lambda _: 0
        with self._errors_named():
            searcher = self._index.searcher()
        return lambda term: int(searcher.doc_freq("accented", term))

    def ids(self) -> set[int]:
        """Every id held."""
        if not self.folder.exists():
            return set()
        with self._errors_named():
            return {number for number, _ in self._held()}

    def count(self) -> int:
        """How many documents are held: more than there are ids when one is held twice."""
        with self._errors_named():
            return int(self._index.searcher().num_docs) if self.folder.exists() else 0

    def sweep(self) -> None:
        """Throw away the files of a writing that was cut off, and let merges come to their end."""
        if not self.folder.exists():
            return
        with self._errors_named():
            self._settle()

    def wipe(self) -> None:
        """Hold nothing, in an empty folder, whatever state the former one is in."""
        self._opened = self._writer = None
        discard(self.folder)

    def close(self) -> None:
        """Let go of the folder until the next use, its files at rest."""
        with self._errors_named():
            if self._writer is not None:
                self._settle()
        self._opened = None

    @property
    def _index(self) -> Any:
        if self._opened is None:
            import tantivy

            builder = tantivy.SchemaBuilder()
            builder.add_integer_field("id", indexed=True, fast=True)
            for field in _FIELDS:
                builder.add_text_field(field, tokenizer_name=field, index_option="freq")
            self.folder.mkdir(parents=True, exist_ok=True)
            self._opened = tantivy.Index(builder.build(), path=str(self.folder))
            for field, analyzer in _analyzers().items():
                self._opened.register_tokenizer(field, analyzer)
        return self._opened

    def _query(self, question: str, field: str, also: Sequence[Alternative]) -> Any:
        """Any of the terms; those of a part that may be written otherwise compete with the other ways to write it."""
        from tantivy import Occur, Query

        searcher = self._index.searcher()
        asked = dict.fromkeys(_analysed(terms(question), field))
        if len(asked) > MOST_TERMS:
            known = {term: searcher.doc_freq(field, term) for term in asked}
            asked = dict.fromkeys(sorted((term for term in asked if known[term]), key=known.__getitem__)[:MOST_TERMS])
        parts = []
        for said, ways in _by_part(also).items():
            own = dict.fromkeys(term for term in _analysed(terms(" ".join(said)), field) if term in asked)
            if own:
                parts.append(
                    Query.disjunction_max_query([self._any(list(own), field), *self._ways(list(own), ways, field)])
                )
                for term in own:
                    del asked[term]
        clauses = [self._term(term, field) for term in asked] + parts
        return Query.boolean_query([(Occur.Should, clause) for clause in clauses])

    def _ways(self, own: Sequence[str], ways: Sequence[Alternative], field: str) -> list[Any]:
        """A query for each way to write a part: all its pairs, worth what the part's own terms are worth."""
        from tantivy import Occur, Query

        searcher = self._index.searcher()

        def rarity(wanted: Sequence[str]) -> float:  # about the BM25 of a passage that holds each once
            return sum(log(1 + searcher.num_docs / (searcher.doc_freq(field, term) + 0.5)) for term in wanted)

        written = all(searcher.doc_freq(field, term) for term in own)
        queries = []
        for way in ways:
            wanted = _analysed(_pairs(way.also), field)
            worth = rarity(own) if written else min(rarity(own), rarity(wanted))
            together = Query.boolean_query([(Occur.Must, self._term(term, field)) for term in wanted])
            queries.append(Query.const_score_query(together, way.weight * worth))
        return queries

    def _any(self, wanted: Sequence[str], field: str) -> Any:
        from tantivy import Occur, Query

        return Query.boolean_query([(Occur.Should, self._term(term, field)) for term in wanted])

    def _term(self, term: str, field: str) -> Any:
        from tantivy import Query

        return Query.term_query(self._index.schema, field, term, index_option="freq")

    def _held(self) -> list[tuple[int, int]]:
        """(id, segment) of all that is held."""
        from tantivy import Query

        searcher = self._index.searcher()
        hits = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits
        addresses = [address for _, address in hits]
        numbers = searcher.fast_field_values("id", addresses)
        return [(number, address.segment_ord) for number, address in zip(numbers, addresses, strict=True)]

    def _segment_mates(self, ids: set[int]) -> list[int]:
        """The ids that share a segment with one of `ids`, without these."""
        held = self._held()
        segments = {segment for number, segment in held if number in ids}
        return sorted(number for number, segment in held if segment in segments and number not in ids)

    def _write(self, texts: Iterable[tuple[int, str]]) -> None:
        import tantivy

        writer = self._writing()
        for number, text in texts:
            parted = " ".join(terms(text))
            writer.add_document(tantivy.Document(id=number, accented=parted, folded=parted))

    def _writing(self) -> Any:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=HEAP, num_threads=1)
        return self._writer

    def _commit(self) -> None:
        self._writing().commit()
        self._index.reload()

    def _settle(self) -> None:
        """Wait until no segment is being merged, and delete the files that no segment needs any more."""
        self._writing().garbage_collect_files()
        self._writer.wait_merging_threads()
        self._writer = None
        self._index.reload()

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        """tantivy's errors as ours, with what to do next; it raises `ValueError` and `OSError` for nearly all."""
        try:
            yield
        except (ValueError, OSError, RuntimeError) as error:
            self._opened = self._writer = None  # a writer that failed once fails ever after
            if is_full(self.folder.parent):
                raise StoreFull(
                    f"Ổ đĩa đã đầy khi ghi “{self.folder}”. Các bài đã lưu vẫn nguyên vẹn; hãy giải phóng chỗ rồi chạy "
                    "lại lệnh.",
                    f"The disk is full while writing “{self.folder}”. The stored articles are whole; free some space "
                    "and run it again.",
                ) from error
            raise StoreDamaged(
                f"Không dùng được chỉ mục từ trong “{self.folder}” ({error}). Hãy lập lại từ các bài đã lưu: "
                "qa check --repair",
                f"The postings in “{self.folder}” can't be used ({error}). Make them again from the articles: "
                "qa check --repair",
            ) from error


def _analysed(wanted: Sequence[str], field: str) -> list[str]:
    return list(_analyzers()[field].analyze(" ".join(wanted)))


def _pairs(phrase: tuple[str, ...]) -> list[str]:
    """The pairs of a phrase, its only word when it has one."""
    found = terms(" ".join(phrase))
    return found[len(phrase) :] or found


def _by_part(also: Sequence[Alternative]) -> dict[tuple[str, ...], list[Alternative]]:
    """The alternatives of each part of the question, the longest parts first."""
    parts: dict[tuple[str, ...], list[Alternative]] = {}
    for way in sorted(also, key=lambda way: -len(way.said)):
        parts.setdefault(way.said, []).append(way)
    return parts


@cache
def _analyzers() -> dict[str, Any]:
    """How each field takes terms, which arrive with spaces between them.

    tantivy's folding turns every Vietnamese letter into the same as `qa.vietnamese.text.fold` does (compared over 1.5
    million terms) at half the time, and takes foreign accents off too (Wisława → wislawa).
    """
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return {
        "accented": TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
        "folded": TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.ascii_fold()).build(),
    }
