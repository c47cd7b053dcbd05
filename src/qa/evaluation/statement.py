"""A sentence taken apart, if it is a plain statement that stands alone: what questions can be drafted from."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from qa.vietnamese.dates import find_dates
from qa.vietnamese.gazetteer import HONORIFICS, PLACE_CUES, STREET_CUES
from qa.vietnamese.names import find_names
from qa.vietnamese.text import tokens

SHORTEST, LONGEST = 6, 36  # syllables of a sentence that is asked about
LONGEST_QUESTION = 24  # syllables; the longest of the shipped questions has 23

CAPITAL: Final = "[" + "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper()) + "]"
# The verbs of news and records. One of them must stand in a statement: a part of a sentence without any is no clause.
VERB: Final = (
    "(?:được|bị|đã|sẽ|đang|là|có|gồm|đạt|diễn ra|tổ chức|khai mạc|bế mạc|khánh thành|khởi công|hoàn thành|thông xe|"
    "công bố|ban hành|thông qua|phê duyệt|trao|nhận|giành|đoạt|thắng|thua|tăng|giảm|đón|thu hút|phát động|ra mắt|"
    "bắt đầu|kết thúc|tiếp tục|tái đắc cử|đắc cử|trúng cử|giữ|làm|sinh|qua đời|ghi|chủ trì|đứng đầu|thành lập|xây dựng|"
    "nhập|cấm|mở cửa|bổ nhiệm|bầu|chỉ định|vô địch|đăng quang|đầu tư|hỗ trợ|tiếp nhận|bàn giao|ký|chính thức|chiếm|dài|"
    "rộng|cao|nặng|cách|hoạt động|trồng|lắp|nuôi|sản xuất|xuất khẩu|tuyển|đào tạo|phục vụ|phát hiện|sáng tác|phụ trách)"
)
_HAS_VERB = re.compile(rf"\s{VERB}(?=\s|$)")
# What leans on another sentence, is no plain statement, or says who speaks instead of what is so.
_LEANS = re.compile(
    r"[“”\"‘’«»():;…?!\[\]&*]"
    r"|\b(?:này|đó|ấy|kia|nói trên|(?:năm|tháng|hôm|tuần) (?:nay|qua|ngoái|trước|sau)|vừa qua|sắp tới|hiện nay"
    r"|trước đây|cùng (?:ngày|kỳ|thời)|chúng tôi|chúng ta|tôi|cho biết|cho hay|khẳng định|chia sẻ|nhấn mạnh)\b"
    rf"|\b(?:ông|bà|cụ|họ|nó)\b(?! {CAPITAL})"
    r"|^(?:Theo|Họ|Nó|Đây|Nhưng|Tuy|Song|Ngoài|Còn|Và|Vì|Do|Để|Nếu|Khi|Sau|Trước|Cũng|Nay|Hiện|Riêng|Với|Như|Bên|Cùng"
    r"|Trong|Qua|Từ|Đến|Nhờ|Nhân|Điều|Nhiều|Mở đầu|Đặc biệt|Ảnh|Xem)\b"
    rf"|^(?:Ông|Bà|Anh|Chị|Em|Cô|Chú|Bác|Cụ|Thầy)\b(?! {CAPITAL})"
)
_QUOTED_NAME = re.compile(rf"“{CAPITAL}[^“”.,!?]{{1,40}}”")  # "giải chạy “Vì dòng sông xanh”"
_LEADING_PLACE = re.compile(r"(?:tại|ở) (?P<place>[^,]+), ", re.IGNORECASE)
_APPOSITION = re.compile(rf", [^,]{{3,90}}, (?={VERB}\b)")  # "bà Khuê, Trưởng Phòng Văn hóa, được bầu"
_ADDRESS = re.compile(rf"{CAPITAL}|(?:tỉnh|thành phố|TP|huyện|quận|thị xã|thị trấn|phường|xã) ")
_OWN_NAME = re.compile(rf"{CAPITAL}\w* {CAPITAL}[\w-]*$")  # of organisations: not "Ban Chấp hành Đảng bộ", "UBND"


class Statement(NamedTuple):
    """The parts of a plain statement; `lead` and `main` are the sentence without its full stop."""

    lead: str  # "Sáng 15-3, tại thị trấn Bến Vân, ", as it stands
    when: str  # "sáng 15-3"
    where: str  # "thị trấn Bến Vân"
    main: str  # the rest, its subject without an apposition
    head: str  # main up to the first comma that parts clauses


def statement(sentence: str) -> Statement | None:
    """The sentence taken apart; None when it is no plain statement or can't be understood without its neighbours."""
    if not sentence.endswith(".") or not SHORTEST <= len(tokens(sentence)) <= LONGEST:
        return None
    at, when, where = 0, "", ""
    while True:
        date = next((date for date in find_dates(sentence) if date.start == at), None)
        place = _LEADING_PLACE.match(sentence, at)
        if date and not when and sentence[date.end : date.end + 2] == ", ":
            when, at = lowered(sentence[date.start : date.end]), date.end + 2
        elif place and not where and names_place(place["place"]):
            where, at = place["place"], place.end()
        else:
            break
    main = _without_apposition(sentence[at:-1])
    head = _head(main)
    return Statement(sentence[:at], when, where, main, head) if stands_whole(head) else None


def stands_alone(question: str) -> bool:
    """Whether somebody who has not read the article knows what is meant: a name says so; "Ban Chấp hành" does not."""
    return len(tokens(question)) <= LONGEST_QUESTION and any(
        " " in question[name.start : name.end]
        and (name.kind != "organisation" or _OWN_NAME.search(question, name.start, name.end))
        for name in find_names(question)
    )


def stands_whole(clause: str) -> bool:
    """Whether something happens or is so in the clause, and nothing in it points to another sentence."""
    plain = _QUOTED_NAME.sub("", clause[:1].upper() + clause[1:])
    return _HAS_VERB.search(plain) is not None and _LEANS.search(plain) is None


def names_place(text: str) -> bool:
    """Whether the text ends with the name of a place."""
    return any(name.kind == "place" and name.end == len(text) for name in find_names(text))


def lowered(text: str) -> str:
    """A sentence's beginning as it stands inside one: "huyện khởi công", "cầu Bến Đá"; a name keeps its capital."""
    first = text.split(maxsplit=1)[0]
    common = first.lower() in PLACE_CUES | STREET_CUES
    named = first.isupper() or any(name.start == 0 for name in find_names(text))
    return text[0].lower() + text[1:] if common or not named else text


def with_title(text: str, start: int) -> int:
    """Where "đồng chí", "ông", "cô giáo" before a name begin; `start` when nothing of the kind stands there."""
    words = text[:start].split(" ")[:-1]
    for size in (2, 1):
        if len(words) >= size and " ".join(words[-size:]).lower() in HONORIFICS:
            return start - sum(len(word) + 1 for word in words[-size:])
    return start


def _without_apposition(main: str) -> str:
    name = next(iter(find_names(main)), None)
    if name is None or name.kind != "person" or with_title(main, name.start):
        return main
    apposition = _APPOSITION.match(main, name.end)
    return f"{main[: name.end]} {main[apposition.end() :]}" if apposition else main


def _head(main: str) -> str:
    """The first clause: "tại Sơn Tây, Hà Nội" and "huyện Tân Hải, tỉnh Đông Hà" are not cut."""
    first, *rest = main.split(", ")
    for part in rest:
        if not _ADDRESS.match(part):
            break
        first = f"{first}, {part}"
    return first
