"""A question as typed → a question that stands alone: what it asks for, its content words, its time, its accents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.answer.asking import Asks, asks_of, comparable, content, matched
from qa.answer.claims import Claim, claim_of
from qa.answer.contrast import Contrast, contrast_of
from qa.answer.follow_up import SEPARATOR, completed, leans
from qa.errors import QuestionError
from qa.models.usage import WrittenUsage, load_counts
from qa.records import EVERYTHING, Scope, Turn
from qa.vietnamese.alternatives import Alternative, alternatives
from qa.vietnamese.chat import written_out
from qa.vietnamese.dates import find_dates
from qa.vietnamese.periods import FoundPeriod, Period, find_periods
from qa.vietnamese.spelling import Usage, understood
from qa.vietnamese.text import nfc

LONGEST_QUESTION = 2_000  # characters; a pasted article is no question, and 2,000 is five long sentences
_NOW = r"\b(hiện nay|hiện tại|hiện giờ|hiện|bây giờ|ngày nay|mới nhất|gần đây nhất|đương nhiệm)\b"
_AT_PRESENT = r"\b(?:hiện nay|hiện tại|hiện giờ|bây giờ|ngày nay|lúc này)\b"  # no article need say so
_HOLDING = r"\bđang\b"  # says so too, but without accents it is "Đảng" as well
_MANY = (
    r"\b(những|liệt kê|kể tên|gồm|danh sách)\b"
    r"|\bcác(?: [^\W\d]+){0,4} (nào|(?<!là )gì|ai)\b|^các(?: [^\W\d]+){0,8} (là|gồm)\b"
    r"|^(hai|ba|bốn|năm(?! (\d|nay|ngoái|nào|học|trước))|sáu|bảy|tám|chín|mười|\d\d?)"
    r"(?! (tháng|năm|ngày|giờ)\b) [^\W\d]+"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone.

    `text` is the question as understood (accents put back, slips mended), completed from the earlier turns, NFC. With
    `folded` it was typed without accents, or with too few, and words are compared without. `content` holds the search
    keys of its content syllables in order (folded when `folded`), those of its time left out; `carried` those that only
    the earlier turn brought. `unit` is what is counted ("mấy đồng chí" → "đồng chí"). `today` is the day of asking,
    `times` are those that the question names, `months` the ones it names without a year where it names no other time;
    `now`: it asks for the present state. `also` are other ways to write
    parts of it. `earlier` are the ids of the articles that the earlier answer rests on. `claim` is what it asks to be
    confirmed or denied, `contrast` what it asks to be compared. `within`: the articles that may answer.
    """

    text: str
    asks: Asks
    many: bool
    folded: bool
    content: tuple[str, ...]
    carried: frozenset[str] = frozenset()
    now: bool = False
    unit: str = ""
    today: date = date.max
    times: tuple[FoundPeriod, ...] = ()
    months: frozenset[int] = frozenset()
    also: tuple[Alternative, ...] = ()
    earlier: tuple[str, ...] = ()
    claim: Claim | None = None
    contrast: Contrast | None = None
    within: Scope = EVERYTHING

    @property
    def period(self) -> Period | None:
        """From the first to the last day that the question names; None when it names none."""
        if not self.times:
            return None
        return Period(min(time.period.first for time in self.times), max(time.period.last for time in self.times))

    @property
    def sought(self) -> str:
        """What to search for: the question without its "bây giờ", which no article need say."""
        return " ".join(_without(self.text, _present(self.text, self.folded)).split())


def understand(
    typed: str,
    history: Sequence[Turn] = (),
    *,
    usage: Usage | None = None,
    today: date | None = None,
    within: Scope = EVERYTHING,
) -> Question:
    """The question behind what was typed; `content` is empty when there is none in it ("", "???").

    `usage` says how the store that is asked writes; without one the counts that ship decide what a slip meant. `today`
    is the day of asking, by which "năm ngoái" is understood; None: the day it is. Raises `QuestionError` when it is
    longer than `LONGEST_QUESTION` characters.
    """
    if len(typed) > LONGEST_QUESTION:
        raise QuestionError(
            f"Câu hỏi dài {len(typed)} ký tự, quá {LONGEST_QUESTION}. Hãy hỏi ngắn hơn; "
            "muốn đưa một bài báo vào kho thì dùng: qa add TỆP",
            f"The question has {len(typed)} characters, more than {LONGEST_QUESTION}. Ask a shorter one; "
            "to put an article into the store use: qa add FILE",
        )
    today = today or date.today()
    own, folded = understood(written_out(" ".join(nfc(typed).split())), usage or WrittenUsage(load_counts()))
    leaning = bool(history) and leans(own)
    text = completed(own, history, today) if leaning else own
    said = comparable(own, folded)
    found = [time for time in find_periods(text, today) if not _is_day_of_any_year(time, text)]
    times = tuple(time for time in found if not _month_of_any_year(time, text))
    alone = text.split(SEPARATOR)[0]
    about = content(_without(text, [(time.start, time.end) for time in found] + _present(text, folded)), folded)
    itself = content(alone, folded) if leaning else about
    contrast = contrast_of(alone, folded)
    counted = matched(r"(?:bao nhiêu|mấy) (?!(?:một|mỗi) )(\w+(?: (?!(?:ở|tại|từ|vào|được|bị)\b)\w+)?)", said, folded)
    return Question(
        text=text,
        asks=asks_of(own, folded) or asks_of(text, folded) or Asks.WHAT,
        many=matched(_MANY, said, folded) is not None,
        folded=folded,
        content=about,
        carried=frozenset(about) - frozenset(itself),
        now=bool(matched(_NOW, said, folded) or (not folded and matched(_HOLDING, said, folded))),
        unit=counted[1] if counted else "",
        today=today,
        times=times,
        months=frozenset() if times else frozenset(filter(None, (_month_of_any_year(time, text) for time in found))),
        also=alternatives(text, folded),
        claim=None if contrast else claim_of(alone, folded),
        contrast=contrast,
        earlier=tuple({citation.article_id: None for citation in history[-1].answer.citations}) if leaning else (),
        within=within,
    )


def _is_day_of_any_year(time: FoundPeriod, text: str) -> bool:
    """Whether a time is a day that may be of any year: "ngày 2-3" is found by its words, whenever the article is of."""
    said = text[time.start : time.end]
    return any(found.day and found.month and not found.year for found in find_dates(said))


def _month_of_any_year(time: FoundPeriod, text: str) -> int | None:
    """The month that a time names without its year: "hồi tháng 4", whenever the article is of; else None."""
    dates = find_dates(text[time.start : time.end])
    return dates[0].month if len(dates) == 1 and not dates[0].year and not dates[0].day else None


def _present(text: str, folded: bool) -> list[tuple[int, int]]:
    found = matched(_AT_PRESENT, comparable(text, folded), folded)
    return [found.span()] if found else []


def _without(text: str, apart: Sequence[tuple[int, int]]) -> str:
    """The text, a blank for each letter of these stretches of it."""
    for start, end in apart:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
