"""The words of a question: those that ask, those that carry what is asked about, those that are empty."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.vietnamese.text import Token, fold, has_accents, key, search_key, tokens


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
    (Asks.WHAT, r"\b(lần|hạng|đứng|xếp|vị trí|đời)( [^ ]+)? thứ mấy"),
    (
        Asks.WHEN,
        r"khi nào|lúc nào|hồi nào|bao giờ|hôm nào|ngày bao nhiêu|mấy giờ|(thời gian|thời điểm|ngày) (là|ra sao)"
        r"|(năm|ngày|tháng|thời gian|thời điểm|thế kỷ|thời kỳ|giai đoạn|mùa|buổi|thứ|giờ|niên khóa|nhiệm kỳ)"
        r" (nào|mấy|bao nhiêu)(?! tuổi)",
    ),
    (Asks.HOW_MANY, r"bao nhiêu|\bmấy\b|bao lâu|bao xa|số lượng là|(tỷ lệ|tỉ lệ|tỷ số|tỉ số) (là|nào)"),
    (
        Asks.WHERE,
        r"(ở|tại|đi|từ|về|đến|nằm) đâu|(?<!\b(do|vì) )(?<!\b(nhờ|bởi) )(?<!cứ vào )(?<!dựa vào )(?<!dựa trên )đâu$"
        r"|(nơi|chỗ|nước|quốc gia|thành phố|tỉnh|huyện|xã|thị trấn|phường|quận"
        r"|địa điểm|khu vực|vùng|địa phương|châu lục|đảo|thôn|miền|sân) nào",
    ),
    (
        Asks.WHY,
        r"(vì|tại) sao|^sao (?!(hỏa|kim|thủy|mộc|thổ|diêm|chổi|băng|mai|việt|vàng) |.*\b(gì|nào|ai)\b|.* (không|chưa)$)"
        r"|(do|nhờ|vì|bởi|căn cứ vào|dựa vào|dựa trên) đâu|lý do|lí do|nguyên nhân|vì lẽ gì|vì cớ gì|để làm gì",
    ),
    (Asks.HOW, r"như thế nào|thế nào|ra sao|cách nào|làm sao|\bsao$"),
    (
        Asks.WHO,
        r"\bai\b|\b(?<!đơn )(người|nhân vật|vị|ông|bà|đồng chí|cầu thủ|huấn luyện viên|tác giả|nhà thơ|nhà văn|nhạc sĩ"
        r"|bác sĩ|vận động viên|đạo diễn|diễn viên|ca sĩ|vua|tướng|nhà khoa học|giáo sư|hiệu trưởng|bí thư|chủ tịch"
        r"|nhà bác học|nhà toán học|nhà vật lý|nhà báo|phóng viên|họa sĩ|nghệ sĩ|nghệ nhân|kiến trúc sư|phi hành gia"
        r"|phi công|xạ thủ|thủ môn|tiền đạo|tiền vệ|hậu vệ|võ sĩ|kỳ thủ|giám đốc|(?<!linh )trưởng) nào",
    ),
)
# The words that ask, cut from what is searched for in a sentence; nouns before "nào" are left.
_ASKING = (
    r"\b(cho (em|mình|tôi|anh|chị|cháu|con)? ?hỏi"
    r"|khi nào|lúc nào|hồi nào|bao giờ|bao nhiêu|bao lâu|bao xa|mấy|(ở|tại|từ|đến|nằm) đâu|(vì|tại) sao|(do|nhờ) đâu"
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


def comparable(text: str, folded: bool) -> str:
    """The text as the patterns of questions are matched: lower case, without accents when the question has none."""
    return fold(text) if folded else text.lower()


def matched(pattern: str, text: str, folded: bool) -> re.Match[str] | None:
    """Where the pattern stands in a question made `comparable`."""
    return re.search(fold(pattern) if folded else pattern, text.rstrip(" ?!."))


def asked_for(text: str, folded: bool) -> Asks | None:
    """What sort of thing a question made `comparable` asks for; None when no word of it asks."""
    found = next((asks for asks, pattern in _PHRASES if matched(pattern, text, folded)), None)
    return found or (Asks.WHAT if matched(r"\b(gì|nào)\b", text, folded) else None)


def asks_of(text: str, folded: bool) -> Asks | None:
    """What sort of thing a question asks for; None when no word of it asks.

    Of one typed without accents those that were put back tell first ("cầu thủ nào" is no "thứ nào"), unless they leave
    it open: "lực nào" may be "lúc nào".
    """
    restored = asked_for(text.lower(), False) if folded and has_accents(text) else None
    is_open = restored is Asks.WHAT and not re.search(r"\bgì\b", text.lower())
    return restored if restored and not is_open else asked_for(comparable(text, folded), folded)


def content(text: str, folded: bool) -> tuple[str, ...]:
    """The search keys of the syllables that say what a question is about, in order; folded when it has no accents."""
    return tuple(search_key(token.text, folded) for token in content_tokens(text, folded))


def content_tokens(text: str, folded: bool) -> list[Token]:
    """The syllables themselves: without those that ask ("bao nhiêu"), and those that carry nothing ("là", "được")."""
    # What was typed without accents has them back, where that was possible: "bao nhiêu", but "máy" is no "mấy".
    patterns = (_ASKING, _ASKING_FOLDED) if folded else (_ASKING,)
    asking = [match.span() for pattern in patterns for match in re.finditer(pattern, text.lower())]
    said = (token for token in tokens(text) if not any(start <= token.start < end for start, end in asking))
    return [token for token in said if not (_is_empty_folded(token.text) if folded else is_empty(token.text))]


def _is_empty_folded(word: str) -> bool:
    """Whether a syllable typed without accents is empty; one that got them back is so with them: "thị" is no "thì"."""
    return fold(word) in _EMPTY_FOLDED and (not has_accents(word) or is_empty(word))


def is_empty(word: str) -> bool:
    """Whether a syllable carries nothing of its own in a question."""
    return key(word) in _EMPTY
