"""A question that compares → the two questions that it takes: "Cầu A hay cầu B dài hơn?" → "Cầu A dài bao nhiêu?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answer.asking import comparable
from qa.vietnamese.names import find_names
from qa.vietnamese.text import fold

# What is compared, what asks for it, and whether the side with more of it is the one that is meant.
_COUNTS = {"nhiều": True, "đông": True, "ít": False}  # "nhiều hộ nghèo" → "bao nhiêu hộ nghèo"
_AGES = {"lớn tuổi": True, "nhiều tuổi": True, "cao tuổi": True, "già": True, "ít tuổi": False, "trẻ": False}
_TIMES = {"trước": False, "sớm": False, "sau": True, "muộn": True}  # "khánh thành trước" → "khánh thành khi nào"
_SIZES = {
    **{word: (word, True) for word in ("dài", "rộng", "cao", "sâu", "nặng", "xa", "dày", "lâu")},
    **{"ngắn": ("dài", False), "hẹp": ("rộng", False), "thấp": ("cao", False), "nông": ("sâu", False)},
    **{"nhẹ": ("nặng", False), "gần": ("xa", False), "mỏng": ("dày", False), "lớn": ("", True), "nhỏ": ("", False)},
    **{"đắt": ("giá", True), "rẻ": ("giá", False)},
}
_MEASURE = "|".join(sorted([*_COUNTS, *_AGES, *_TIMES, *_SIZES], key=len, reverse=True))
_AMOUNTS = (
    r"\b(?:số|tỷ lệ|tỉ lệ|diện tích|dân số|sản lượng|doanh thu|ngân sách|thu nhập|kinh phí|chi phí|vốn|mức|điểm"
    r"|lượng|tổng|giá|chiều)\b"
)
_MORE = r"(?: hơn(?: cả)?| nhất|(?<=trước)|(?<=sau)|(?<=sớm))"
_OR, _AND = r" (?:hay là|hay|hoặc) ", r" (?:và|với|hay|so với|cùng|hoặc) "
_OF_TWO = "thị trấn|thị xã|thành phố|quốc gia|đơn vị|cơ quan|doanh nghiệp|công ty|vệ tinh|nhiệm kỳ|tuyến đường"
_WHICH = rf"(?P<which>(?P<kind>{_OF_TWO}|\w+) nào|ai|đâu)"
_DOES = (
    "có|được|đạt|thu|đón|nhận|giành|ghi|bầu|trồng|nuôi|làm|bán|mua|trúng|thắng|khánh thành|khởi công|ra đời|diễn ra"
    "|thành lập|xây|hoàn thành|thông xe"
)
_MEASURED = rf"(?:(?:{_DOES})(?: \w+){{0,3}}? )?(?:{_MEASURE})"  # "bầu Ban Chấp hành đông", "ghi nhiều"
_WHEN = r"(?: (?P<tail>(?:ở|tại|trong|vào|hồi|khi|lúc|tính|sau|theo|năm|tháng|ngày|giữa|trên) .+))?"
_BEFORE = (
    r"(?:.+: |(?:theo|năm|tháng|trong|tại|ở|lúc|khi|hồi|vào|tính|đến|sau|trước) [^,]+, )"  # what holds for both sides
)
_GAP = r"(?P<gap>bao nhiêu.*|mấy.*)"
# First match wins; matched like the other patterns of questions, see `comparable`.
_FORMS = (
    # Năm nào đón nhiều khách hơn, 2019 hay 2020? · Ai được nhiều phiếu hơn: ông A hay bà B?
    rf"(?:(?P<lead>.+?),? )??{_WHICH} (?P<rest>.+?){_MORE}(?: (?P<tail>[^,:]+?))??"
    rf"(?: ?[,:] ?(?:giữa )?| giữa )(?P<a>.+?)(?:{_AND}|{_OR})(?P<b>.+)",
    # Giữa cầu A và cầu B, cầu nào dài hơn?
    rf"(?:giữa |trong |so sánh )?(?P<a>[^,]+?){_AND}(?P<b>[^,]+?),? (?:thì )?{_WHICH} (?P<rest>.+?){_MORE}{_WHEN}",
    # Cầu A và cầu B chênh nhau bao nhiêu mét?
    rf"(?P<a>.+?){_AND}(?P<b>.+?) (?P<apart>chênh|hơn kém|cách)(?: lệch)?(?: nhau)? {_GAP}",
    # Cầu A dài hơn cầu B bao nhiêu mét?
    rf"(?P<a>.+?) (?P<rest>{_MEASURED}(?: \w+){{0,3}}?) hơn (?:so với )?(?P<b>.+?) {_GAP}",
    # Đoàn A hơn đoàn B mấy huy chương?
    rf"(?P<a>.+?) (?:(?P<rest>{_DOES}) )?hơn (?P<b>[^\d,][^,]*?) {_GAP}",
    # Cầu A hay cầu B dài hơn?
    rf"(?P<a>.+?){_OR}(?P<b>.+?) (?P<rest>{_MEASURED}(?: \w+){{0,4}}?){_MORE}{_WHEN}(?: .*)?",
)
_FOLDED_FORMS = tuple(fold(form).replace("(?p<", "(?P<") for form in _FORMS)


@dataclass(frozen=True, slots=True)
class Contrast:
    """The two sides as they are named, the question for the value of each, and what is wanted of the values.

    `larger`: the side with the larger value, or the later time; else the other. `gap`: how far they are apart.
    """

    sides: tuple[str, str]
    questions: tuple[str, str]
    larger: bool
    times: bool
    gap: bool


def contrast_of(text: str, folded: bool) -> Contrast | None:
    """The comparison that a question asks for; None for any other question."""
    bare = text.rstrip(" ?!.")
    said = comparable(bare, folded)
    if len(said) != len(bare):
        return None
    for form in _FOLDED_FORMS if folded else _FORMS:
        found = re.fullmatch(form, said)
        if found:
            part = {name: bare[slice(*found.span(name))] for name, value in found.groupdict().items() if value}
            return _contrast(part, folded)
    return None


def _contrast(part: dict[str, str], folded: bool) -> Contrast | None:
    setting, one = _setting(part["a"].strip(" ,:"), folded)
    other = _with_head(one, part["b"].strip(" ,:"))
    asked = _asked(part, folded, amount=_names_amount(f"{part.get('lead', '')} {one} {part.get('rest', '')}", folded))
    if asked is None or not one or not other:
        return None
    measured = "which" in part or "apart" in part or _measures(part.get("rest", ""), folded)
    if not measured and not (find_names(one) and find_names(other)):
        return None  # "tăng hơn năm trước bao nhiêu" compares no two sides
    asking, larger, times = asked
    kind = part.get("kind", "")
    sides = (_with_kind(kind, one), _with_kind(kind, other))
    lead = f"{part['lead']} " if "lead" in part else setting
    tail = f" {part['tail']}" if "tail" in part else ""
    questions = tuple(_sentence(f"{lead}{side} {asking}{tail}") for side in sides)
    return Contrast(sides, (questions[0], questions[1]), larger, times, "gap" in part)


def _setting(side: str, folded: bool) -> tuple[str, str]:
    """What stands before the first side and holds for both, "Theo tổng điều tra 2019, ", and the side alone."""
    said = comparable(side, folded)
    found = re.match(fold(_BEFORE) if folded else _BEFORE, said)
    return (side[: found.end()], side[found.end() :]) if found else ("", side)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}?"


def _measures(rest: str, folded: bool) -> list[re.Match[str]]:
    return list(re.finditer(rf"\b(?:{fold(_MEASURE) if folded else _MEASURE})\b", comparable(rest, folded)))


def _asked(part: dict[str, str], folded: bool, *, amount: bool) -> tuple[str, bool, bool] | None:
    """What asks for the measure in place of its word, whether more of it is meant, whether it is a time."""
    rest, gap = part.get("rest", ""), part.get("gap", "")
    if "apart" in part:
        return gap, True, False
    places = _measures(rest, folded)
    if not places:
        return (f"{rest or 'có'} {gap}", True, False) if gap else None
    place = places[-1]
    before, behind = rest[: place.start()].strip(), rest[place.end() :].strip()
    word = next(word for word in _MEASURE.split("|") if comparable(word, folded) == place[0])
    if word in _COUNTS:
        how_many = f"bao nhiêu {behind}" if behind else gap or "bao nhiêu"
        return f"{before or 'có'} {how_many}", _COUNTS[word], False
    if word in _TIMES:
        return " ".join(filter(None, (before, behind, "khi nào"))), _TIMES[word], True
    if word in _AGES:
        return "sinh năm nào", not _AGES[word], True  # the older one is born before
    size, larger = _SIZES[word]
    asking = "là bao nhiêu" if amount or not size else f"{size} bao nhiêu"
    return " ".join(filter(None, (before, asking if not behind else f"{size} bao nhiêu {behind}"))), larger, False


def _names_amount(side: str, folded: bool) -> bool:
    return re.search(fold(_AMOUNTS) if folded else _AMOUNTS, comparable(side, folded)) is not None


def _with_head(one: str, other: str) -> str:
    """ "Số hộ nghèo của xã A" makes "xã B" the "Số hộ nghèo của xã B"."""
    first = other.partition(" ")[0].lower()
    words = one.split()
    at = next((place for place, word in enumerate(words) if place and word.lower() == first), 0)
    if not at and first[:1].isdigit():
        at = next((place for place, word in enumerate(words) if place and word[0].isdigit()), 0)
    return " ".join([*words[:at], other])


def _with_kind(kind: str, side: str) -> str:
    """ "năm nào …, 2019 hay 2020": the sides are "năm 2019" and "năm 2020"."""
    word = fold(kind)
    general = word in ("", "ben", "noi", "cai", "dang", "nguoi", "con so") or (word == "nam" and not side[:1].isdigit())
    return side if general or word.rpartition(" ")[2] in fold(side).split() else f"{kind} {side}"
