"""The gold questions: what is asked, what counts as right, and the sentences that prove it.

One JSON object a line; `eval/README.md` shows the format. Every quote is looked up in its article, so a gold set that
no longer fits the articles is refused whole, each fault with its file, line and id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.errors import ArticleNotFound, GoldError
from qa.records import Article, Kind

Category = Literal[
    "who", "when", "where", "how_many", "what", "why_how", "yes_no", "compare",
    "list", "several", "conflict", "changed", "unaccented", "follow_up", "absent", "premise",
]  # fmt: skip
CATEGORIES: tuple[str, ...] = get_args(Category)  # in the order of the table
# Those whose questions are the same since the first floors, which speak of these alone: new questions lower none.
FIRST_CATEGORIES = frozenset(CATEGORIES) - {"yes_no", "compare", "conflict", "premise", "follow_up"}
UNSEEN = "unseen"  # the row of the questions on articles that nobody looked at while coding; no category
Text = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Support:
    """One proof: always `article.text[start:end] == quote`."""

    article_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One question with what counts as a right answer to it.

    `answers` are the accepted forms of the one answer; `items` the accepted forms of each of several. `history` are
    the earlier questions of a conversation, oldest first. Without `support` the articles don't say (`not_found`).
    `unseen` ones count in a row of their own, and in no other figure.
    """

    id: str
    category: str
    question: str
    kind: Kind
    answers: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()
    history: tuple[str, ...] = ()
    unseen: bool = False


class Proof(BaseModel):
    """A sentence that proves an answer, as it is written: its article's id, and its words."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    article: Text
    quote: Text


class Line(BaseModel):
    """A gold question as it is written, one JSON object a line; `eval/README.md` says what each key holds."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    id: Text
    category: Category
    question: Text
    kind: Literal["found", "several", "conflict", "not_found"]
    answers: tuple[Text, ...]
    support: tuple[Proof, ...]
    items: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    history: tuple[Text, ...] = ()


def load(paths: Iterable[Path], article: Callable[[str], Article]) -> tuple[Gold, ...]:
    """Every question of the files (a folder stands for its `*.jsonl`), in order; `article` finds one by its id.

    Raises `GoldError`, which lists every fault found: a line off the format, an id given twice, an article that is not
    there, a quote that is not in it character for character, answers that contradict the kind.
    """
    golds: list[Gold] = []
    faults: list[_Fault] = []
    for where, line, found in _read(paths):
        faults += found
        if line is not None:
            support, contradictions = _compared(line, article)
            faults += [fault.at(f"{where} ({line.id})") for fault in contradictions]
            golds.append(_gold(line, support))
    if not golds and not faults:
        faults.append(_Fault("không có câu hỏi nào trong các tệp ấy", "there is no question in those files"))
    _refuse(faults)
    return tuple(golds)


def read_lines(paths: Iterable[Path]) -> tuple[Line, ...]:
    """Every line of the files as it is written, compared with no article.

    Raises `GoldError` for a line off the format, an id given twice, a file that can't be read.
    """
    found = list(_read(paths))
    _refuse([fault for _, _, faults in found for fault in faults])
    return tuple(line for _, line, _ in found if line is not None)


def compare(line: Line, article: Callable[[str], Article]) -> Gold:
    """The question of one line. Raises `GoldError` when it contradicts itself or the articles."""
    support, faults = _compared(line, article)
    _refuse(faults)
    return _gold(line, support)


class _Fault(NamedTuple):
    vi: str
    en: str

    def at(self, where: str) -> _Fault:
        return _Fault(f"{where}: {self.vi}", f"{where}: {self.en}")


def _refuse(faults: Sequence[_Fault]) -> None:
    if faults:
        raise GoldError("\n".join(fault.vi for fault in faults), "\n".join(fault.en for fault in faults))


def _read(paths: Iterable[Path]) -> Iterator[tuple[str, Line | None, list[_Fault]]]:
    """("file:line", what is written there, what is wrong with it before any article is looked at)."""
    seen: dict[str, str] = {}
    for where, text in _lines(paths):
        try:
            line = Line.model_validate_json(text)
        except ValidationError as error:
            yield where, None, [_off_format(error).at(where)]
            continue
        taken = _Fault(f"mã này đã dùng ở {seen.get(line.id)}", f"this id is taken by {seen.get(line.id)}")
        yield where, line, [taken.at(f"{where} ({line.id})")] if line.id in seen else []
        seen.setdefault(line.id, where)


def _lines(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """("file:line", text) of every line that is not blank."""
    for path in paths:
        try:
            files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
            for file in files:
                for number, text in enumerate(file.read_text(encoding="utf-8-sig").split("\n"), start=1):
                    if text.strip():
                        yield f"{file}:{number}", text
        except (OSError, UnicodeDecodeError) as error:
            raise GoldError(
                f"Không đọc được tệp câu hỏi {path}: {error}. Hãy kiểm tra đường dẫn; tệp phải là UTF-8.",
                f"Can't read the gold file {path}: {error}. Check the path; the file must be UTF-8.",
            ) from error


def _off_format(error: ValidationError) -> _Fault:
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"]) or "JSON"
    return _Fault(
        f"“{place}” không đúng khuôn ({first['msg']}); khuôn của một dòng ở eval/README.md",
        f"“{place}” is off the format ({first['msg']}); the format of a line is in eval/README.md",
    )


def _compared(line: Line, article: Callable[[str], Article]) -> tuple[tuple[Support, ...], list[_Fault]]:
    proofs = [_support(proof, article) for proof in line.support]
    faults = [*_contradictions(line), *(proof for proof in proofs if isinstance(proof, _Fault))]
    return tuple(proof for proof in proofs if isinstance(proof, Support)), faults


def _contradictions(line: Line) -> Iterator[_Fault]:
    absent = line.kind == "not_found"
    if line.category in ("absent", "premise") and not absent:
        yield _Fault(
            f"nhóm {line.category} thì “kind” phải là not_found",
            f"in category {line.category} “kind” must be not_found",
        )
    if absent and (line.answers or line.support or line.items):
        yield _Fault(
            "not_found thì “answers”, “support”, “items” phải trống",
            "with not_found “answers”, “support” and “items” must be empty",
        )
    if not absent and not line.support:
        yield _Fault("thiếu “support”: câu trong bài chứng minh", "“support” is missing: the sentence that proves it")
    if not absent and not (line.answers or line.items):
        yield _Fault("thiếu “answers”: các cách trả lời đúng", "“answers” is missing: the accepted forms")
    if (line.category in ("list", "several") or line.kind == "conflict") and not absent and not line.items:
        yield _Fault("thiếu “items”: từng mục phải nêu", "“items” is missing: each item that must be named")
    if (line.category == "follow_up") != bool(line.history):
        yield _Fault(
            "“history” có ở mọi câu nhóm follow_up và chỉ ở đó", "“history” belongs to every follow_up, and only there"
        )


def _support(proof: Proof, article: Callable[[str], Article]) -> Support | _Fault:
    try:
        text = article(proof.article).text
    except ArticleNotFound:
        return _Fault(
            f"không có bài “{proof.article}”; sửa mã bài hoặc thêm bài vào kho",
            f"there is no article “{proof.article}”; correct its id or add the article",
        )
    times = text.count(proof.quote)
    if times == 1:
        start = text.index(proof.quote)
        return Support(proof.article, start, start + len(proof.quote), proof.quote)
    if times == 0:
        return _Fault(
            f"câu “{proof.quote}” không có trong bài “{proof.article}”; chép lại đúng từng ký tự từ bài",
            f"“{proof.quote}” is not in the article “{proof.article}”; copy it from there character for character",
        )
    return _Fault(
        f"câu “{proof.quote}” có {times} lần trong bài “{proof.article}”; chép thêm câu liền kề để rõ là chỗ nào",
        f"“{proof.quote}” stands {times} times in the article “{proof.article}”; quote the next sentence too",
    )


def _gold(line: Line, support: tuple[Support, ...]) -> Gold:
    return Gold(
        id=line.id,
        category=line.category,
        question=line.question,
        kind=Kind(line.kind),
        answers=line.answers,
        support=support,
        items=line.items,
        history=line.history,
    )
