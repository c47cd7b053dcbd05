"""From article to index: the truth with its passages (SQLite), their vectors (Chroma), their postings (tantivy)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from qa.errors import ArticleError, ArticleNotFound, EmptyArticle, EncoderChanged, StoreDamaged, StoreError
from qa.index import check as checking
from qa.index.check import Problem
from qa.index.derived import Indexes
from qa.index.feedback import FEEDBACK_FILE, FeedbackFile
from qa.index.library import DERIVED, Library
from qa.index.lock import LOCK_FILE, OWNER_FILE, Lock
from qa.index.passages import RULES, split
from qa.index.postings import Postings
from qa.index.vectors import Vectors
from qa.models.usage import WrittenUsage, load_counts
from qa.records import Article, Passage

if TYPE_CHECKING:
    from qa.models.encoder import Encoder

ARTICLES_FILE = "articles.db"
_OURS = {*DERIVED, ARTICLES_FILE, f"{ARTICLES_FILE}-wal", f"{ARTICLES_FILE}-shm", LOCK_FILE, OWNER_FILE}
_OURS |= {FEEDBACK_FILE, f"{FEEDBACK_FILE}-journal"}
LONG_ENOUGH = 20  # characters of a sentence by which its article is recognised in an answer
_CHARACTERS = 6_000_000  # of articles in memory at once: about 2,400 of them, 10,000 passages


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article that was to be added.

    `added`; `replaced` (another text or another date, author … under an id that was there); `unchanged`; `duplicate`
    (not stored: the article `other` has the same title and text); `refused` (not stored: `error` says why). A replaced
    article may name an `other` whose title and text are now the same.
    """

    article_id: str
    title: str
    status: Literal["added", "replaced", "unchanged", "duplicate", "refused"]
    other: str = ""
    origin: str = ""
    error: ArticleError | None = None


STATUSES = {  # what people read for each, in Vietnamese and in English
    "added": ("thêm mới", "added"),
    "replaced": ("thay bản cũ", "replaced"),
    "unchanged": ("không đổi", "unchanged"),
    "duplicate": ("trùng bài đã có", "same text as another"),
    "refused": ("không đọc được", "refused"),
}


class Index:
    """The articles of one store folder and the two indexes made from them. One process at a time, one call at a time.

    Answer from `passages`: it joins ids with the truth, and leaves out what the truth does not hold.
    """

    def __init__(self, lock: Lock, library: Library, indexes: Indexes) -> None:
        self._lock = lock
        self.library = library
        self._indexes = indexes

    @classmethod
    def open(cls, folder: Path, encoder: Callable[[], Encoder], progress: Callable[[int], None] | None = None) -> Index:
        """The index in `folder`, made if missing; what a killed process left undone is done, told to `progress`.

        `encoder` is called when passages or questions are first to be encoded. Raises `StoreLocked`, `StoreDamaged`,
        `StoreFull`; `StoreError` when the folder can't be written or holds something else.
        """
        _prepare(folder)
        lock = Lock(folder)
        with ExitStack() as undo:
            undo.callback(lock.release)
            library = Library(folder / ARTICLES_FILE)
            undo.callback(library.close)
            indexes = Indexes(folder, library, encoder)
            undo.callback(indexes.close)
            indexes.inspect()
            with suppress(EncoderChanged):  # what is undone waits for a rebuild; whoever searches is told
                indexes.mend(progress)
            undo.pop_all()
        return cls(lock, library, indexes)

    def add(self, articles: Iterable[Article], progress: Callable[[int], None] | None = None) -> list[Outcome]:
        """What became of each article, in order; `progress` is told the articles done so far.

        Stored in batches: memory stays bounded, and after a kill or a full disk (`StoreFull`) what was stored is whole.
        Raises `EncoderChanged` when the vectors here were made by another encoder.
        """
        outcomes: list[Outcome] = []
        taken: dict[str, str] = {}
        if not self.count():
            self.library.remember(passages=RULES)
        with self._indexes.work():
            for batch in _batches(articles):
                with self.library.transaction():
                    outcomes += [self._take(article, taken) for article in batch]
                self._indexes.level()
                if progress is not None:
                    progress(len(outcomes))
        return outcomes

    def remove(self, ids: Iterable[str]) -> list[Article]:
        """The articles that were removed: from the truth, both indexes and the feedback, their bytes from every file.

        Raises `ArticleNotFound`, and removes nothing, when one of the ids is not there.
        """
        articles = [self.article(article_id) for article_id in dict.fromkeys(ids)]
        self.feedback.forget([article.id for article in articles], [*self._sentences(articles)])
        with self._indexes.work(), self.library.transaction():
            for article in articles:
                self.library.drop(article.id)
        return articles

    def rebuild(self, progress: Callable[[int], None] | None = None) -> None:
        """Cut the stored articles into passages anew, and index them with the current encoder; `progress` is told the
        passages done so far."""
        with self.library.transaction():
            for article in self.library.articles():
                self.library.cut_anew(article.id, split(article))
            self.library.remember(passages=RULES)
        for name in DERIVED:
            self._indexes.condemn(name)
        self._indexes.mend(progress)

    def check(self) -> list[Problem]:
        """What is wrong: truth, vectors and postings against each other; empty when all agree."""
        return checking.check(self.library, self._indexes)

    def repair(self) -> list[Problem]:
        """Mend what `check` finds; returns what is still wrong."""
        checking.repair(self.library, self._indexes)
        return self.check()

    def articles(self) -> list[Article]:
        """Every article, in the order of adding. `library.articles()` goes through them one by one."""
        return list(self.library.articles())

    def latest(self, count: int) -> list[Article]:
        """The articles added last, the very last first."""
        return self.library.latest(count)

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises `ArticleNotFound`."""
        article = self.library.article(article_id)
        if article is None:
            raise ArticleNotFound(article_id)
        return article

    def count(self) -> int:
        """How many articles there are."""
        return self.library.count()

    def passages(self, ids: Sequence[int]) -> list[tuple[Passage, Article]]:
        """Those of the passages that the truth holds, in the order of `ids`, each with its article."""
        return self.library.passages(ids)

    @property
    def encoder(self) -> Encoder:
        """The encoder of passages and questions, loaded at the first use. Raises `EncoderChanged`, `ModelError`."""
        return self._indexes.encoder

    @property
    def vectors(self) -> Vectors:
        """The passages nearest to a vector."""
        return self._indexes.vectors

    @property
    def postings(self) -> Postings:
        """The passages that share words with a question."""
        return self._indexes.postings

    @property
    def usage(self) -> WrittenUsage:
        """How these articles write, and Vietnamese in general: what decides what a question with slips means."""
        return WrittenUsage(load_counts(), self.postings.frequencies(), self.postings.count())

    @property
    def feedback(self) -> FeedbackFile:
        """What people thought of the answers."""
        return FeedbackFile(self.library.path.with_name(FEEDBACK_FILE))

    def close(self) -> None:
        """Let go of the store, which others may own then."""
        self._indexes.close()
        self.library.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _sentences(self, articles: Iterable[Article]) -> Iterator[str]:
        for article in articles:
            spans = (span for passage in self.library.passages_of(article.id) for span in passage.sentences)
            words = (article.title, *(article.text[start:end] for start, end in spans))
            yield from (sentence for sentence in words if len(sentence) >= LONG_ENOUGH)

    def _take(self, article: Article, taken: dict[str, str]) -> Outcome:
        """Bring one article into the truth. `taken`: id → origin of those met in the same call."""
        former = self.library.article(article.id)
        known = former is not None and former.hash == article.hash
        outcome = Outcome(article.id, article.title, "unchanged", origin=article.origin)
        if article.id in taken and not known and (taken[article.id] != article.origin or not article.origin):
            return replace(outcome, status="refused", error=_id_taken(article, taken[article.id]))
        taken.setdefault(article.id, article.origin)
        if former is not None and known:
            self.library.describe(article)
            return outcome if replace(former, origin=article.origin) == article else replace(outcome, status="replaced")
        twin = self.library.same_text(article.hash)
        if former is None and twin:
            return replace(outcome, status="duplicate", other=twin)
        passages = split(article)
        if not passages:
            return replace(outcome, status="refused", error=_no_sentence(article))
        if former is not None:
            self.library.drop(former.id)
        self.library.put(article, passages)
        return replace(outcome, status="added" if former is None else "replaced", other=twin)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if characters >= _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _prepare(folder: Path) -> None:
    """Make the folder; raise `StoreError` when it can't be a store, before anything is written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    except OSError as error:
        raise StoreError(
            f"“{folder}” không dùng làm kho được: {error.strerror}. Hãy chọn một thư mục khác bằng --store.",
            f"“{folder}” can't be a store: {error.strerror}. Name another folder with --store.",
        ) from error
    if ARTICLES_FILE in names:
        return
    if foreign := sorted(names - _OURS):
        listed = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise StoreError(
            f"Thư mục “{folder}” đã có tệp khác ({listed}). Hãy chọn một thư mục trống bằng --store.",
            f"The folder “{folder}” holds other files ({listed}). Name an empty folder with --store.",
        )
    if names & set(DERIVED):
        raise StoreDamaged(
            f"Kho “{folder}” mất tệp {ARTICLES_FILE}, nơi giữ các bài. Hãy trả tệp ấy về chỗ cũ; nếu không còn, xóa "
            "vectors và postings trong thư mục này rồi thêm lại các bài bằng qa add.",
            f"The store “{folder}” has lost {ARTICLES_FILE}, which holds the articles. Put the file back; if it is "
            "gone, delete vectors and postings in this folder and add the articles again with qa add.",
        )


def _id_taken(article: Article, origin: str) -> ArticleError:
    return ArticleError(
        f"Mã “{article.id}” đã được dùng cho một bài khác trong cùng lượt thêm ({origin or 'bài dán'}). Hãy sửa id của "
        "một trong hai bài rồi thêm lại.",
        f"The id “{article.id}” is already that of another article of this call ({origin or 'pasted'}). Change the id "
        "of one of them and add it again.",
    )


def _no_sentence(article: Article) -> EmptyArticle:
    return EmptyArticle(
        f"Bài “{article.title or article.id}” không có câu nào. Hãy xem lại nội dung của bài.",
        f"The article “{article.title or article.id}” has no sentence in it. See what its text holds.",
    )
