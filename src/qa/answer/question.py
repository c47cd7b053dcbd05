"""A question as typed → a question that stands alone: what it asks for, its content words, its years, its accents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.errors import QuestionError
from qa.models.usage import WrittenUsage, load_counts
from qa.records import Turn
from qa.vietnamese.alternatives import Alternative, alternatives
from qa.vietnamese.spelling import Usage, understood
from qa.vietnamese.text import fold, has_accents, key, nfc, tokens

LONGEST_QUESTION = 2_000  # characters; a pasted article is no question, and 2,000 is five long sentences


class Asks(StrEnum):
    """What sort of thing answers the question."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    WHY = "why"
    HOW = "how"
    WHAT = "what"


# First match wins; the phrases are matched on lower-cased text, folded when the question carries no accents.
_PHRASES: tuple[tuple[Asks, str], ...] = (
    (
        Asks.WHEN,
        r"khi nào|lúc nào|bao giờ|hôm nào|ngày bao nhiêu|mấy giờ|(thời gian|thời điểm|ngày) (là|ra sao)"
        r"|(năm|ngày|tháng|thời gian|thời điểm|thế kỷ|thời kỳ|giai đoạn|mùa|buổi|thứ|giờ|niên khóa|nhiệm kỳ)"
        r" (nào|mấy|bao nhiêu)",
    ),
    (Asks.HOW_MANY, r"bao nhiêu|\bmấy\b|bao lâu|bao xa|số lượng là|(tỷ lệ|tỉ lệ|tỷ số|tỉ số) (là|nào)"),
    (
        Asks.WHERE,
        r"(ở|tại|đi|từ|về|đến|nằm) đâu|đâu$|(nơi|chỗ|nước|quốc gia|thành phố|tỉnh|huyện|xã|thị trấn|phường|quận"
        r"|địa điểm|khu vực|vùng|địa phương|châu lục|đảo|thôn|miền|sân) nào",
    ),
    (Asks.WHY, r"(vì|tại) sao|(do|nhờ) đâu|lý do|lí do|nguyên nhân|vì lẽ gì|vì cớ gì|để làm gì"),
    (Asks.HOW, r"như thế nào|thế nào|ra sao|cách nào|làm sao"),
    (
        Asks.WHO,
        r"\bai\b|(người|nhân vật|vị|ông|bà|đồng chí|cầu thủ|huấn luyện viên|tác giả|nhà thơ|nhà văn|nhạc sĩ|bác sĩ"
        r"|vận động viên|đạo diễn|diễn viên|ca sĩ|vua|tướng|nhà khoa học|giáo sư|hiệu trưởng|bí thư|chủ tịch"
        r"|giám đốc|trưởng) nào",
    ),
)
_NOW = r"\b(hiện nay|hiện tại|hiện giờ|hiện|bây giờ|đang|ngày nay|mới nhất|gần đây nhất|đương nhiệm)\b"
_MANY = r"\b(những|các|liệt kê|kể tên|gồm|danh sách)\b"
# The words that ask, cut from what is searched for in a sentence; nouns before "nào" are left.
_ASKING = (
    r"\b(khi nào|lúc nào|bao giờ|bao nhiêu|bao lâu|bao xa|mấy|(ở|tại|từ|đến|nằm) đâu|(vì|tại) sao|(do|nhờ) đâu"
    r"|như thế nào|thế nào|ra sao|bằng cách nào|làm sao|là ai|ai là|là gì)\b"
)
_ASKING_FOLDED = fold(_ASKING)
# Words that carry no content of their own in a question. Written for this list; matched by search key.
_EMPTY = frozenset(
    key(word)
    for word in (
        "ai là gì nào đâu sao bao nhiêu mấy khi lúc thế như vì tại ở của và hay hoặc thì mà đã đang sẽ được bị do bởi "
        "các những một cái chiếc này đó kia ấy vậy có không phải cho với về trong trên dưới từ đến vào ra lên theo để "
        "người ta nhé ạ à ơi hỏi xin biết cho hãy kể tên liệt kê làm cách rằng cũng còn rồi nữa"
    ).split()
)
# Without accents fewer words are surely empty: "bi" is bị but also bí thư, "do" là do, đo, độ.
_EMPTY_FOLDED = frozenset(
    "ai la gi nao dau nhieu khi nhu the o cua va thi ma duoc nhung cac cai nay kia co khong cho voi ve trong vao ra "
    "nguoi nhe a oi xin biet hay ke ten liet cung".split()
)
# "ông ấy", "ở đó", "khi đó", "đơn vị này": the question leans on an earlier one.
_POINTING = (
    r"\b(ông|bà|anh|chị|cô|người|họ|nơi|ở|khi|lúc|hôm|năm|bài|đơn vị|đại hội|sự kiện|giải|trận|dự án|cuộc|vụ|việc"
    r"|công trình|tuyến|cây|đảo|núi|hồ|sông|trường|bộ phim|tác phẩm|di sản) (ấy|đó|này|kia|trên|vừa nêu)\b"
    r"|\bhọ\b|^(thế|vậy|còn|rồi)\b"
)
_FEW_WORDS = 6  # content syllables: "Tỷ số trận chung kết là bao nhiêu?" has five


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone.

    `text` is the question as understood (accents put back, slips mended), completed from the earlier turns, NFC. With
    `folded` it was typed without accents, or with too few, and words are compared without. `content` holds the search
    keys of its content syllables in order (folded when `folded`), `carried` those that only the earlier turn brought.
    `unit` is what is counted ("mấy đồng chí" → "đồng chí"). `now`: it asks for the present state. `also` are other ways
    to write parts of it. `earlier` are the ids of the articles that the earlier answer rests on.
    """

    text: str
    asks: Asks
    many: bool
    folded: bool
    content: tuple[str, ...]
    carried: frozenset[str] = frozenset()
    now: bool = False
    unit: str = ""
    years: tuple[int, ...] = ()
    also: tuple[Alternative, ...] = ()
    earlier: tuple[str, ...] = ()


def understand(typed: str, history: Sequence[Turn] = (), usage: Usage | None = None) -> Question:
    """The question behind what was typed; `content` is empty when there is none in it ("", "???").

    `usage` says how the store that is asked writes; without one the counts that ship decide what a slip meant.
    Raises `QuestionError` when it is longer than `LONGEST_QUESTION` characters.
    """
    if len(typed) > LONGEST_QUESTION:
        raise QuestionError(
            f"Câu hỏi dài {len(typed)} ký tự, quá {LONGEST_QUESTION}. Hãy hỏi ngắn hơn; "
            "muốn đưa một bài báo vào kho thì dùng: qa add TỆP",
            f"The question has {len(typed)} characters, more than {LONGEST_QUESTION}. Ask a shorter one; "
            "to put an article into the store use: qa add FILE",
        )
    own, folded = understood(" ".join(nfc(typed).split()), usage or WrittenUsage(load_counts()))
    leaning = _leans(own) if history else False
    text = _completed(own, history[-1]) if leaning else own
    comparable = fold(own) if folded else own.lower()
    return Question(
        text=text,
        asks=_asks(comparable, folded),
        many=_found(_MANY, comparable, folded) is not None,
        folded=folded,
        content=_content(text, folded),
        carried=frozenset(_content(text, folded)) - frozenset(_content(own, folded)),
        now=_found(_NOW, comparable, folded) is not None,
        unit=_unit(comparable, folded),
        years=tuple(int(year) for year in re.findall(r"\b(1[0-9]{3}|20[0-9]{2})\b", text)),
        also=alternatives(text, folded),
        earlier=tuple({citation.article_id: None for citation in history[-1].answer.citations}) if leaning else (),
    )


def _found(pattern: str, comparable: str, folded: bool) -> re.Match[str] | None:
    return re.search(fold(pattern) if folded else pattern, comparable.rstrip(" ?!."))


def _asks(comparable: str, folded: bool) -> Asks:
    return next((asks for asks, pattern in _PHRASES if _found(pattern, comparable, folded)), Asks.WHAT)


def _content(text: str, folded: bool) -> tuple[str, ...]:
    asked = [match.span() for match in re.finditer(_ASKING_FOLDED if folded else _ASKING, text.lower())]
    empty = _EMPTY_FOLDED if folded else _EMPTY
    words = (
        fold(token.text) if folded else key(token.text)
        for token in tokens(text)
        if not any(start <= token.start < end for start, end in asked)
    )
    return tuple(word for word in words if word not in empty)


def _unit(comparable: str, folded: bool) -> str:
    counted = _found(r"(?:bao nhiêu|mấy) (\w+(?: \w+)?)", comparable, folded)
    return counted[1] if counted else ""


def _leans(own: str) -> bool:
    """Whether a question needs the one before it: it points back, or names hardly anything itself."""
    folded = not has_accents(own)
    comparable = fold(own) if folded else own.lower()
    if _found(_POINTING, comparable, folded):
        return True
    words = tokens(own)
    named = any(token.text[0].isupper() or token.text[0].isdigit() for token in words[1:])
    return not named and len(_content(own, folded)) <= _FEW_WORDS


def _completed(own: str, earlier: Turn) -> str:
    """`own`, followed by what the earlier question was about and what answered it."""
    folded = not has_accents(earlier.question)
    empty = _EMPTY_FOLDED if folded else _EMPTY
    before = earlier.answer.question or earlier.question
    about = " ".join(
        token.text for token in tokens(before) if (fold(token.text) if folded else key(token.text)) not in empty
    )
    short = earlier.answer.short
    named = short[:1].isupper() and not any(sign.isdigit() for sign in short)  # a person or a place, no amount
    known = [about, short] if named and short not in about else [about]
    return f"{own.rstrip(' ?.!')} – {', '.join(part for part in known if part)}?"
