"""Amounts as Vietnamese texts write them: "25 đồng chí", "hai mươi lăm", "1,5 triệu đồng", "hơn 99%", "20-30 người"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from qa.vietnamese.dates import find_dates
from qa.vietnamese.text import SENTENCES_KEPT


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, `text[start:end]` with its "%", "triệu" or "tỷ", and what stands around it.

    `value` is exact ("1,5 triệu" is 1500000, 99% is 99); in a range it is the low end and `high` the high end; both are
    None for a score or a share of votes ("3-1", "34/34 phiếu"). `unit` is where what is counted stands ("đồng chí"),
    `qualifier` where "hơn", "gần" … do.
    """

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None = None
    unit: tuple[int, int] | None = None
    qualifier: tuple[int, int] | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The whole expression, from qualifier to unit: "hơn 1,5 triệu đồng"."""
        return self.qualifier[0] if self.qualifier else self.start, self.unit[1] if self.unit else self.end


_DIGITS: Final = {
    **{word: value for value, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())},
    **{"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7},
}
_SCALES: Final = {
    **{"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4},
    **{"triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9},
}
_SCALE = rf"(?:{'|'.join(_SCALES)})"
_BIG = r"(?:chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_ONE = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_TENS = rf"(?:{_ONE}\s+mươi(?:\s+(?:mốt|tư|lăm|nhăm|{_ONE}))?|mười(?:\s+(?:lăm|{_ONE}))?)"
_HUNDREDS = rf"(?:(?:{_ONE}|không)\s+trăm(?:\s+(?:(?:linh|lẻ)\s+(?:{_ONE}|tư)|{_TENS}))?)"
_SMALL = rf"(?:{_HUNDREDS}|{_TENS}|{_ONE})"
# "một triệu hai trăm nghìn", "hai mươi mốt nghìn ba trăm", "hai tỷ rưỡi"
_WORDS = rf"{_SMALL}(?:\s+{_BIG}(?:\s+{_BIG})?(?:\s+{_SMALL}(?=\s+{_BIG})|\s+(?:{_HUNDREDS}|{_TENS}))?)*(?:\s+rưỡi)?"
# "1.200.000,5", "1,200,000", "99,5", "3.5", "07"; "0912…" is a telephone
_FIGURES = r"[-−]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?!0\d\d)\d+(?:[.,]\d+)?)(?![.,]?\d)"
_JOINED_UNIT = r"(?=(?:km|cm|mm|m|kg|g|mg|ha|l|ml|h|tỷ|tỉ|triệu|USD|đ|°C)[²³23]?(?!\w))"  # "3,5kg"
_NUMBER = (
    rf"(?:{_FIGURES}(?:\s?{_SCALE}(?:\s+{_SCALE})*(?:\s+(?:rưỡi|\d+(?:[.,]\d+)?\s+{_SCALE}))*)?(?:(?!\w)|{_JOINED_UNIT})"
    rf"|\b{_WORDS}\b)"
)
# A number joined to letters before it ("U23", "A-1") or a slash after it ("12/NQ-TW") names a thing, it counts nothing.
_QUANTITY: Final = re.compile(
    rf"(?<![\w/.,+])(?<!\w[-–])(?<!\d:)(?P<low>{_NUMBER})(?:\s?(?:(?P<dash>-|–|—|/)|đến|tới|hoặc)\s?(?P<high>{_NUMBER}))?"
    r"(?P<percent>\s?%|\s?‰|\s?phần trăm\b)?(?!\w*/\w|:\d)",
    re.IGNORECASE,
)
_QUALIFIER: Final = re.compile(
    r"\b(?:hơn|gần|trên|dưới|khoảng|chừng|tầm|cỡ|độ|xấp xỉ|ước tính|ước chừng|tối đa|tối thiểu|ít nhất|nhiều nhất|"
    r"không quá|chưa đến|chưa đầy|chưa tới|lên đến|lên tới|đến|tới|từ|cả|đủ|đúng|vỏn vẹn|chỉ|thứ|ngót)\s+\Z",
    re.IGNORECASE,
)
_LONGEST_QUALIFIER = 12  # characters

# What is counted. Two syllables are taken where they are one word; else one, unless it is a word that counts nothing.
_UNITS_OF_TWO: Final = frozenset(
    (
        "đồng chí|đại biểu|học sinh|sinh viên|giáo viên|quốc gia|thành viên|ủy viên|uỷ viên|đảng viên|hội viên|"
        "đoàn viên|cán bộ|công chức|viên chức|công nhân|nhân viên|lao động|người dân|hộ dân|hộ nghèo|gia đình|"
        "trường hợp|thí sinh|cầu thủ|bàn thắng|doanh nghiệp|công ty|dự án|đơn vị|bệnh nhân|đối tượng|nạn nhân|"
        "tổ chức|vị trí|ngôn ngữ|vợ chồng|danh hiệu|máy bay|ngư dân|thanh niên|hải lý|cơ sở|bộ trưởng|thị trấn|"
        "thị xã|thành phố|bệnh viện|hội đồng|sư đoàn|nhân khẩu|trung tâm|hành khách|đại diện|giai đoạn|binh sĩ|"
        "binh lính|chiến sĩ|cổ đông|cử tri|tuyến đường|huy chương|bị cáo|bị can|dân tộc|căn nhà|ngôi nhà|câu lạc|"
        "phiên bản|tác phẩm|chương trình|công trình|tiểu bang|đô la|đô-la|đô la mỹ|đô-la mỹ|đứa con|làn xe|"
        "quần đảo|trận đấu|ca khúc|bài hát|bộ phim|mùa giải|chuyến bay|nhà máy|cá nhân|tập thể|thi thể|chỗ ngồi|"
        "nhiệm kỳ|chi bộ|đảng bộ|phương án|phụ nữ|trẻ em|con trai|con gái|dặm vuông|mét vuông|mét khối|ki lô|"
        "cây số|giải đấu|tay vợt|tàu cá|ngân hàng|chi nhánh|bác sĩ|tiểu đoàn|trung đoàn|tập đoàn|sản phẩm|"
        "nhân vật|mã lực|thập kỷ|thế kỷ|thế hệ|sự kiện|sĩ quan|hòn đảo|vấn đề|yếu tố|địa điểm|địa phương|"
        "tỉnh thành|căn hộ|nguyên tố|nguyên tử|nhiệm vụ|mục tiêu|thuyền viên|cư dân|con số|nhà khoa|nhà thờ|"
        "giáo dân|tín đồ|khách hàng|du khách|tình nguyện|trường học|phòng học|lớp học|hồ sơ|phiếu bầu|giờ đồng|"
        "tiếng đồng|vạn quân|loài thú|loài chim|nhóm nhạc|lượt khách|lượt người|trạng thái|thanh tra|chỉ tiêu|"
        "xã viên|hợp tác|nghệ sĩ|nghệ nhân|võ sĩ|vận động|tiết mục|đội bóng|đội tuyển|huyện đảo|khu phố|cổ phiếu|"
        "cổ phần|sinh mạng|dòng họ|ngôi sao|vệ tinh|hành tinh|tên lửa|xe tăng|xe máy|giải thưởng|chức vô|bảng anh"
    ).split("|")
)
_UNITS_OF_MORE: Final = (
    "câu lạc bộ|ki lô mét vuông|ki lô mét|hợp tác xã|vận động viên|tình nguyện viên|nhà khoa học|giờ đồng hồ|"
    "tiếng đồng hồ|chức vô địch|tổ dân phố|ủy viên ban chấp hành"
).split("|")
_COUNTS_NOTHING: Final = frozenset(
    (
        "và đến của trong tại là đã với có các khi sau một những ở trên được cho để theo nhưng tới thì trước do "
        "thế từ vào sẽ cùng cũng bị về không đối chỉ hai tuy vừa trở hoặc vì đầu nó nhiều hay nên mà như thuộc "
        "nhận còn bởi đều mới dưới hiện sự đây này đó kia gồm rồi thêm bằng hơn kém nữa so tức lên xuống ra qua "
        "trừ cộng nhân chia cả cách kể kèm phải đang rất thứ nếu dù bên giữa ngoài sang lại nhất"
    ).split()
)
_UNIT: Final = re.compile(r" ?(°\s?[CFK]\b|[€$£¥]|(?:[^\W\d_]+(?:/[^\W\d_]+)?[²³23]?)(?:[ -][^\W\d_]+){0,4})")
# Numerals that are other words too: năm "year", ba "father", một "a", tư "private". They count only before these.
_DOUBTFUL: Final = frozenset("một ba năm chín".split())
_SURE_UNITS: Final = frozenset(
    (
        "người đồng ngày tháng năm tuổi lần giờ phút giây tuần nước tỉnh huyện xã phường quận con cái chiếc ngôi "
        "đội xe trường trận khu giải phần bàn loại nhóm vụ chỗ cuộc tầng máy cây loài vùng tổ tiếng chữ đoạn "
        "lượt tuyến ghế bản căn bài vòng câu viên bức cuốn quyển tấm lá bộ vị hòn mét km cm kg tấn tạ lít điểm "
        "thôn làng nghìn hộ cháu em anh chị cụ vua bang đảo thành đời khẩu cặp đôi món nhà phòng mẫu đợt kỳ khóa "
        "hạng bậc mùa ca"
    ).split()
)


@lru_cache(SENTENCES_KEPT)
def find_numbers(text: str) -> tuple[Quantity, ...]:
    """The amounts of a text, in order; dates, years and numbers inside names ("U23", "số 12/NQ-TW") are no amounts.

    "năm", "ba", "một", "chín" count only before a counted noun: "năm đồng chí", not "năm nay".
    """
    dates = [(one.start, one.end) for one in find_dates(text)]
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        start, end = match.span()
        while dates and dates[0][1] <= start:
            dates.pop(0)
        if dates and dates[0][0] < end:
            continue
        unit = None if match["percent"] else _unit_after(text, end)
        before = _QUALIFIER.search(text, max(0, start - _LONGEST_QUALIFIER), start)
        qualifier = (before.start(), before.start() + len(before.group().rstrip())) if before else None
        if not _counts(text, match, unit, qualifier):
            continue
        low, high = _ends(match)
        found.append(Quantity(start, end, low, high, unit, qualifier))
    return tuple(found)


def _ends(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """The low and the high end; "20-30 triệu" means millions on both sides, "3-1" is a score."""
    if match["high"] is None:
        return _value(match["low"]), None
    low, high = _value(match["low"]), _value(match["high"])
    if match["dash"] and (low >= high or match["dash"] == "/"):
        return None, None
    scale = re.search(rf"(?:\s?{_SCALE})+\Z", match["high"], re.IGNORECASE)
    if scale and not re.search(_SCALE, match["low"], re.IGNORECASE):
        low = _value(match["low"] + scale.group())
    return low, high


@lru_cache(4096)
def _value(written: str) -> Decimal:
    """What a number comes to: figures and scales ("1,5 triệu", "3 tỷ 200 triệu"), or words ("hai mươi lăm nghìn")."""
    total = part = Decimal(0)
    scale = 1
    for piece in re.findall(r"[-−]?\d[\d.,]*|[^\W\d]+", written.lower()):
        if piece[-1].isdigit():
            part = _figures(piece)
        elif piece in _DIGITS:
            part += _DIGITS[piece]
        elif piece == "mười":
            part += 10
        elif piece == "mươi":
            part += part % 10 * 9
        elif piece == "trăm" and part < 10:
            part *= 100
        elif piece in _SCALES:
            scale = _SCALES[piece]
            total, part = total + part * scale if part else total * scale, Decimal(0)
        elif piece == "rưỡi":
            total += Decimal(scale) / 2
    return total + part


def _figures(written: str) -> Decimal:
    sign = -1 if written[0] in "-−" else 1
    digits = written.lstrip("-−")
    if re.fullmatch(r"0[.,]\d{3}", digits):  # a decimal, though three figures follow: "0.125"
        pass
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    return sign * Decimal(digits.replace(",", "."))


def _unit_after(text: str, end: int) -> tuple[int, int] | None:
    """Where the counted noun stands after a number that ends at `end`; None when what follows is no noun."""
    match = _UNIT.match(text, end)
    if match is None:
        return None
    start = match.start(1)
    phrase = match[1].lower()
    for unit in _UNITS_OF_MORE:
        if phrase.startswith(unit):
            return start, start + len(unit)
    first, *others = phrase.split(" ")
    pair = f"{first} {others[0]}" if others else ""
    if pair in _UNITS_OF_TWO:
        return start, start + len(pair)
    if first in _COUNTS_NOTHING:
        return None
    alone = first in _SURE_UNITS or not first.isalpha() or not pair or others[0] in _COUNTS_NOTHING
    return start, start + len(first if alone or match[1][0].isupper() else pair)


def _counts(text: str, match: re.Match[str], unit: tuple[int, int] | None, qualifier: tuple[int, int] | None) -> bool:
    """Whether a numeral counts something here: not "ba" the father, "năm" the year, "Bảy" the man, "3/4"."""
    word = match.group()
    if match["dash"] == "/" and unit is None:
        return False
    if word[0].isupper() and text[max(0, match.start() - 2) : match.start()].strip().isalnum():
        return False
    noun = text[unit[0] : unit[1]].lower() if unit else ""
    sure = noun in _SURE_UNITS or noun in _UNITS_OF_TWO or noun in _UNITS_OF_MORE
    ordinal = qualifier is not None and text[qualifier[0] : qualifier[1]].lower() == "thứ"
    return sure or ordinal or word.lower() not in _DOUBTFUL
