"""Who wrote it: the author's line that closes a Vietnamese article, and what may be an author's name at all."""

from __future__ import annotations

import re

from qa.vietnamese.names import find_names
from qa.vietnamese.text import is_syllable

# "Bài và ảnh: Minh Hà", "Tin, ảnh: PV", "Tác giả: Lê An", "Nguồn: TTXVN": the name follows.
_CREDIT = re.compile(
    r"(?:(?:(?:tin|bài)(?:\s*(?:,|và|&|-|–)\s*(?:ảnh|video|clip))*|tin[ ,]*bài|bài viết|tác giả(?: bài viết)?"
    r"|người viết|thực hiện|nội dung|(?:lược |biên )?dịch)\s*:|(?P<source>nguồn(?: tin)?)\b\s*:?)\s*",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"\s*[;,–-]\s*(?:ảnh|video|clip)\s*:.*", re.IGNORECASE)  # "Bài: Minh Hà - Ảnh: Lê Vy"
_AFTER = re.compile(r"theo\s+", re.IGNORECASE)  # "Theo TTXVN", "Theo báo Quảng Ninh"
_HOW = re.compile(
    r"\s*\((?:tổng hợp|t\s?/\s?h|lược dịch|dịch|ghi|thực hiện|biên soạn|sưu tầm|ctv|(?:theo|từ) [^()]{2,60}"
    r"|(?:ttxvn|v(?:ov|tv)\d*)(?:/[^()]{2,40})?)\)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;/&]|\s[-–—]\s|\svà\s)\s*")  # several authors: "QUANG THỌ – LAN ANH"
_JOINING = frozenset(("và", "-", "–", "/", "&", "báo", "tạp", "chí"))  # words in small letters in a newspaper's name
_WORD = re.compile(r"[^\W\d_][\w'’.+-]*")
_AGENCY = re.compile(
    r"(?:nhóm )?(?:p\.?v|phóng viên)|pvtt|bbt|ban biên tập|btv|ctv|ttxvn|v(?:ov|tv|tc)\d*|vietnam\+|vietnamplus"
    r"|vnexpress|vietnamnet|afp|ap|reuters"
)
# Capitals that close a text and are nobody's name. With their accents: "Bảo Anh" and "Phong Vũ" are names.
_NOBODY = re.compile(
    r"(?:hết|còn tiếp|xem thêm|liên hệ|nơi nhận|quảng cáo|tin liên quan|chi tiết|cộng hòa|cộng hoà|hồ chí minh|tp|tm|kt"
    r"|tl|tuq|chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|tổng giám đốc|trưởng ban|ủy ban|uỷ ban|ubnd|hđnd|sở|ban"
    r"|hội đồng|phòng|ông|bà|vợ|chồng|luật sư|mc|ntk|nsnd|nsưt|ảnh|hình|video|clip|đồ họa|đồ hoạ|cầu|chùa|tàu|vịnh"
    r"|báo|tạp chí|đài|tòa soạn|toà soạn|cổng|trang|admin|user|microsoft)\b"
)
_LONGEST = 100  # characters of the whole line
_MOST_AUTHORS = 5
_MOST_WORDS = 5  # "Công Tằng Tôn Nữ Hạnh" is one
_SENTENCE_END = tuple('.!?…”"»)]')
_LONG_LINE = 80  # characters; a line this long is prose, even without its full stop
# A name in capitals run on after the last sentence: "… trước năm 2030. QUANG THỌ", "… tốt đẹp.QUANG THỌ – LAN ANH".
_GLUED = re.compile(r"(?<=[.!?…”\"»)\]])[ \t]*(?P<line>[^.!?…\n]{2,100})$")
# Two letters and a stop are an abbreviation, not a sentence's end: "tại TP. HỒ CHÍ MINH".
_ABBREVIATION = re.compile(r"(?:^|[\s(])[A-ZĐ][A-Za-zĐđ]{0,3}\.$")


def split_byline(text: str) -> tuple[str, str]:
    """The text without the author's line that closes it, and the author; (text, "") unless that line is surely one.

    A surely-author line stands after a finished sentence and is a name in capitals ("QUANG THỌ", "LAN ANH – HÀ VY"), a
    name on a line of its own ("Quang Thọ"), a credit ("Bài và ảnh: Minh Hà"), an agency ("PV", "Theo TTXVN"). Of
    30,000 articles of an online paper 1 in 20 ends so; a caption ("Ông Hữu Thỉnh.", "Hiền Thục và Lệ Quyên") does not.
    """
    body, _, last = text.rstrip().rpartition("\n")
    body = body.rstrip()
    before = body.rpartition("\n")[2]
    finished = before.endswith(_SENTENCE_END)
    line = last.strip()
    if finished or (len(before) >= _LONG_LINE and _is_marked(line)):
        author = credited(line) if _is_marked(line) or " và " not in line else ""
        if author:
            return body, author
    return _split_glued(text)


def credited(line: str) -> str:
    """The author that a whole line names, without "Bài và ảnh:" or brackets; "" when it names none."""
    inner = line.strip(" \t*_—–-|")
    if len(inner) > _LONGEST:
        return ""
    if inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1:
        inner = inner[1:-1].strip()
    inner = _HOW.sub("", inner.removesuffix("./."))
    credit = _CREDIT.match(inner)
    source = _AFTER.match(inner) or (credit if credit and credit["source"] else None)
    if source:
        inner = inner[source.end() :].rstrip(",.")
        return inner if inner and all(_is_proper(word) for word in inner.split()) else ""
    inner = _PICTURES.sub("", inner[credit.end() :] if credit else inner)
    return inner if names(inner) else ""


def names(text: str) -> bool:
    """Whether the text is nothing but the names of a few people, or of an agency that signs articles."""
    parts = _BETWEEN.split(text.strip())
    return 0 < len(parts) <= _MOST_AUTHORS and all(_is_name(part) for part in parts)


def _is_name(text: str) -> bool:
    if _AGENCY.fullmatch(text.lower()):
        return True
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or _NOBODY.match(text.lower()) or not all(map(_WORD.fullmatch, words)):
        return False
    if len(words) == 1:  # "N.A", "L.T.AN", "H.Anh": initials; a single plain word may be anything
        return "." in text.rstrip(".") and text[0].isupper() and len(text) <= 12
    if not all(map(_is_capitalised, words)) or not any(map(is_syllable, words)):
        return False
    return all(name.kind not in ("place", "organisation") for name in find_names(text))


def _is_capitalised(word: str) -> bool:
    """Whether a word is written as names are: "Hà", "HÀ", "H'Hen", "K.A"; a stop behind it closes a caption."""
    return word[0].isupper() and word[-1] != "." and (word.isupper() or word[1:].islower() or not word.isalpha())


def _is_proper(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in _JOINING


def _is_marked(line: str) -> bool:
    """Whether a line shows by its form that it names an author: capitals, brackets, "Bài:", "Theo"."""
    bracketed = line.startswith("(") and line.endswith(")")
    return line.isupper() or bracketed or _CREDIT.match(line) is not None or _AFTER.match(line) is not None


def _split_glued(text: str) -> tuple[str, str]:
    """The same where no line end parts the author from the last sentence; only marked authors are sure there."""
    glued = _GLUED.search(text.rstrip())
    if glued is None:
        return text, ""
    body = text[: glued.start()].rstrip()
    line = glued["line"].strip()
    author = credited(line) if _is_marked(line) and not _ABBREVIATION.search(body) else ""
    return (body, author) if author else (text, "")
