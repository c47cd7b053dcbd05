"""Is the store what it should be? Truth, vectors and postings against each other, and what can be done about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from qa.errors import StoreError
from qa.index.derived import Indexes
from qa.index.library import DERIVED, Derived, Library
from qa.index.passages import RULES, split
from qa.records import Article, Passage

_SAMPLE = 500  # vectors that are asked to find themselves; all of them in a smaller store
_NAMED = 3  # ids named in a message
_TWINS = 10  # a vector may have this many equal ones before it in the list of the nearest
_SAME = 0.9999  # cosine from which two vectors count as equal


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of fault, with how often it occurs. `code` is for programs, `vi` and `en` are the same sentence."""

    code: str
    vi: str
    en: str
    count: int


def check(library: Library, indexes: Indexes) -> list[Problem]:
    """What is wrong in the store; empty when all agree. Reads all of it. Counts prove nothing, so ids are compared."""
    if faults := library.faults():
        return [_file_damaged(faults)]
    altered, miscut = _articles(library)
    problems = [_altered(altered)] if altered else []
    if library.setting("passages") != RULES and library.count():
        problems.append(_old_rules(library.count()))
    if miscut:
        problems.append(_miscut(miscut))
    for name in DERIVED:
        problems += _index(name, library, indexes)
    return problems


def repair(library: Library, indexes: Indexes) -> None:
    """Mend what `check` finds, from the truth. A text that is no longer what was stored can't be mended from here."""
    if library.faults():
        with suppress(StoreError):
            library.index_anew()
        if library.faults():
            return
    miscut = set(_articles(library)[1])
    old = library.setting("passages") != RULES
    with library.transaction():
        for article in library.articles():
            if old or article.id in miscut:
                library.cut_anew(article.id, split(article))
        library.remember(passages=RULES)
    for name in DERIVED:
        if any(problem.code.endswith(("unreadable", "lost", "twice")) for problem in _index(name, library, indexes)):
            indexes.condemn(name)
    indexes.recount()
    indexes.mend()


def _articles(library: Library) -> tuple[list[str], list[str]]:
    """The ids of the articles whose text is not the one that was hashed, and whose passages do not fit their text."""
    altered, miscut = [], []
    for article in library.articles():
        if article.hash != hashlib.sha256(f"{article.title}\n{article.text}".encode()).hexdigest():
            altered.append(article.id)
        passages = library.passages_of(article.id)
        if not passages or not all(_fits(passage, article) for passage in passages):
            miscut.append(article.id)
    return altered, miscut


def _fits(passage: Passage, article: Article) -> bool:
    """Whether its sentences lie in order within the text, the first at its start and the last at its end."""
    bounds = [bound for sentence in passage.sentences for bound in sentence]
    return (
        bool(bounds)
        and bounds == sorted(bounds)
        and all(start < end for start, end in passage.sentences)
        and 0 <= passage.start == bounds[0]
        and bounds[-1] == passage.end <= len(article.text)
    )


def _index(name: Derived, library: Library, indexes: Indexes) -> Iterator[Problem]:
    index = indexes.vectors if name == "vectors" else indexes.postings
    vi, en = ("Vector", "vectors") if name == "vectors" else ("Chỉ mục từ", "postings")
    stored, marked = library.passage_ids(), library.marked(name)
    try:
        held = index.ids()
        lost = _lost(indexes, sorted(held & stored)) if name == "vectors" else 0
        twice = indexes.postings.count() - len(held) if name == "postings" else 0
    except StoreError as error:
        yield Problem(f"{name}_unreadable", error.vi, error.en, 1)
        return
    if missing := len(stored - held):
        yield Problem(f"{name}_missing", f"{vi}: thiếu {missing} đoạn.", f"The {en} lack {missing} passages.", missing)
    if extra := len(held - stored):
        yield Problem(
            f"{name}_extra",
            f"{vi}: còn {extra} đoạn của những bài không có trong kho.",
            f"The {en} hold {extra} passages that no stored article has.",
            extra,
        )
    if twice:
        yield Problem(
            f"{name}_twice", f"{vi}: {twice} đoạn có hai lần.", f"The {en} hold {twice} passages twice.", twice
        )
    if wrong := len(marked ^ (held & stored)):
        yield Problem(f"{name}_marks", f"{vi}: {wrong} đoạn ghi sai.", f"{wrong} marks of the {en} are wrong.", wrong)
    if lost:
        yield Problem(
            f"{name}_lost",
            f"{vi}: {lost} trong {min(len(held), _SAMPLE)} vector được thử không tìm thấy chính mình.",
            f"{lost} of the {min(len(held), _SAMPLE)} vectors that were tried don't find themselves.",
            lost,
        )


def _lost(indexes: Indexes, held: list[int]) -> int:
    """How many vectors of an even sample do not stand among those nearest to themselves."""
    lost = 0
    for number, vector in indexes.vectors.get(held[:: len(held) // _SAMPLE + 1]).items():
        nearest = indexes.vectors.search(vector, _TWINS)
        found = any(one == number for one, _ in nearest)
        lost += not found and not (len(nearest) == _TWINS and nearest[-1][1] > _SAME)
    return lost


def _file_damaged(faults: list[str]) -> Problem:
    listed = "; ".join(faults[:_NAMED])
    return Problem(
        "articles_damaged",
        f"Tệp bài báo bị hỏng ({listed}). Nếu qa check --repair không sửa được, hãy chuyển thư mục kho đi nơi khác rồi "
        "thêm lại các bài bằng qa add.",
        f"The articles file is damaged ({listed}). If qa check --repair doesn't mend it, move the store folder away "
        "and add the articles again with qa add.",
        len(faults),
    )


def _altered(articles: list[str]) -> Problem:
    named = _listed(articles)
    return Problem(
        "article_altered",
        f"{len(articles)} bài không còn đúng như khi được thêm: {named}. Hãy thêm lại từ tệp gốc bằng qa add.",
        f"{len(articles)} articles are no longer what was added: {named}. Add them again from their files with qa add.",
        len(articles),
    )


def _miscut(articles: list[str]) -> Problem:
    named = _listed(articles)
    return Problem(
        "passages_wrong",
        f"{len(articles)} bài có đoạn không khớp với nội dung: {named}.",
        f"{len(articles)} articles have passages that don't fit their text: {named}.",
        len(articles),
    )


def _old_rules(count: int) -> Problem:
    return Problem(
        "passages_old",
        f"{count} bài được chia đoạn theo cách cũ. Hãy lập lại chỉ mục: qa rebuild",
        f"{count} articles were cut into passages by former rules. Make the index again: qa rebuild",
        count,
    )


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (" …" if len(ids) > _NAMED else "")
