"""Who wrote it, for which paper: the line that closes an article, one under its title, "(Dân trí) - " before it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from qa.vietnamese.dates import split_date_line
from qa.vietnamese.names import find_names
from qa.vietnamese.newspapers import is_desk, is_newspaper, is_signature
from qa.vietnamese.text import is_syllable


class Byline(NamedTuple):
    """The author as the line names him, and the paper that the line says the text is from; "" for what it leaves out.

    An agency that signs is both: "Theo TTXVN".
    """

    author: str = ""
    source: str = ""


# "Bài và ảnh: Minh Hà", "Tin, ảnh: PV", "Tác giả: Lê An", "Đăng bởi Lê An": the name follows.
_CREDIT = re.compile(
    r"(?:(?:(?:tin|bài)(?:\s*(?:,|và|&|-|–)\s*(?:ảnh|video|clip))*|tin[ ,]*bài|bài viết|tác giả(?: bài viết)?"
    r"|người viết|thực hiện|nội dung|(?:lược |biên )?dịch)\s*:|(?:đăng|viết) bởi\b\s*:?)\s*",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"(?:\s*[;,–-]\s*|\s+)(?:ảnh|video|clip)\s*:.*", re.IGNORECASE)  # "Bài: Minh Hà - Ảnh: Lê Vy"
# "Theo TTXVN", "Nguồn: Báo Sông Lam", "Minh Hà (theo báo Sông Lam)", "Minh Hà - Theo Dân trí", "Minh Hà Theo Reuters"
_AFTER = re.compile(
    r"(?:^|[\s,–—/-]+)(?P<bracket>\()?(?:(?:(?:(?:lược |biên )?dịch|tổng hợp)\s+)?theo\s+|(?:dịch|tổng hợp)\s+từ\s+"
    r"|nguồn(?: tin)?\b\s*:?\s*)(?P<source>[^()]{2,60})\)?$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:\s*\((?P<bracketed>[^()]{2,60})\)|\s*/\s*(?P<stroke>[^()]{2,60})|\s[-–—]\s(?P<dash>[^()]{2,60}))$"
)
_HOW = re.compile(
    r"(?:^|\s+)\(?(?:tổng hợp|t\s?/\s?h|lược dịch|dịch|ghi|thực hiện|biên soạn|sưu tầm|ctv)\)?$"
    r"|\s*\((?:th|từ [^()]{2,60})\)$",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"^(?:p/?v|phóng viên)\s+|\s+tại\s.*$", re.IGNORECASE)  # "(PV TTXVN tại Paris)"
_BETWEEN = re.compile(r"\s*(?:[,;/&]|\s[-–—]\s|\svà\s)\s*")  # several authors: "QUANG THỌ – LAN ANH"
_JOINING = frozenset(("và", "-", "–", "/", "&", "báo", "tạp", "chí"))  # words in small letters in a newspaper's name
_WORD = re.compile(r"[^\W\d_][\w'’.+-]*")
_AGENCY = re.compile(
    r"(?:nhóm )?(?:p\.?v(?:\.?[a-zđ]{2})?|phóng viên)|pvtt|bbt|ban biên tập|btv|ctv|ttxvn|v(?:ov|tv|tc)\d*|vietnam\+"
    r"|vietnamplus|vnexpress|vietnamnet|afp|ap|reuters"
)
# Capitals that close a text and are nobody's name. With their accents: "Bảo Anh" and "Phong Vũ" are names.
_NOBODY = re.compile(
    r"(?:hết|còn tiếp|xem thêm|liên hệ|nơi nhận|quảng cáo|tin liên quan|chi tiết|cộng hòa|cộng hoà|hồ chí minh|tp|tm|kt"
    r"|tl|tuq|chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|tổng giám đốc|trưởng ban|ủy ban|uỷ ban|ubnd|hđnd|sở|ban"
    r"|hội đồng|phòng|ông|bà|vợ|chồng|luật sư|mc|ntk|nsnd|nsưt|ảnh|hình|video|clip|đồ họa|đồ hoạ|cầu|chùa|tàu|vịnh"
    r"|báo|tạp chí|đài|tòa soạn|toà soạn|cổng|trang (?:chủ|nhất|tin|web)|admin|user|microsoft)\b"
)
_LONGEST = 100  # characters of the whole line
_MOST_AUTHORS = 5
_MOST_WORDS = 5  # "Công Tằng Tôn Nữ Hạnh" is one
_SENTENCE_END = tuple('.!?…”"»)]')
_LONG_LINE = 80  # characters; a line this long is prose, even without its full stop
# A name in capitals run on after the last sentence: "… trước năm 2030. QUANG THỌ", "… tốt đẹp.QUANG THỌ – LAN ANH".
_GLUED = re.compile(r"(?<=[.!?…”\"»)\]/])[ \t]*(?P<line>(?![”\"»)\]./])(?:[^.!?…\n]|\.(?=\w)){2,100})$")
_STOPPED = re.compile(r"[.!?…][”\"»]?$|\./$")  # "./." and "./" close an article of an agency
# A few letters and a stop are an abbreviation, not a sentence's end: "tại TP. HỒ CHÍ MINH"; not "Việt Nam.", "TP.HCM."
_ABBREVIATION = re.compile(r"(?:^|[\s(.])(?!HCM)(?P<letters>[A-ZĐ][A-Za-zĐđ]{0,3})\.$")
# "(Dân trí) - Sáng 11-7, …", "NDO – Sáng 11-7, …", "(XHTT) - …": the paper's mark before the first sentence.
_LEAD = re.compile(
    r"^[ \t]*(?:\((?P<bracketed>[^()\n]{2,40})\)[ \t]*(?P<dash>[-–—:])?"
    r"|(?P<bare>[^\s()][^()\n–—]{0,30}?)[ \t]*[-–—][ \t])[ \t]*(?=[“\"'‘]?(?P<next>\w))",
    re.MULTILINE,
)
_INITIALS = re.compile(r"[A-ZĐ]{3,7}|Bao[a-z]{4,20}")  # "(XHTT) -", "(Baonghean) -"
_LEADING_LINES = 3


def split_byline(text: str) -> tuple[str, Byline]:
    """The text without the author's line that closes it, and what that says; nothing unless it surely is one.

    A surely-author line stands after a finished sentence and is a name ("QUANG THỌ", "Lan Anh – Hà Vy", "Hương
    Giang/Dân trí"), a credit ("Bài và ảnh: Minh Hà"), an agency ("PV", "Theo TTXVN"). A caption ("Ông Hữu Thỉnh.") is
    none. How many articles close so, and how seldom something else is taken for it, stands in `eval/LOG.md`.
    """
    body, _, last = text.rstrip().rpartition("\n")
    body = body.rstrip()
    before = body.rpartition("\n")[2]
    finished = before.endswith(_SENTENCE_END)
    line = last.strip()
    if finished or (len(before) >= _LONG_LINE and is_marked(line)):
        found = credited(line) if is_marked(line) or " và " not in line else None
        if found:
            return body, found
    return _split_glued(text)


def split_lead(text: str) -> tuple[str, str]:
    """The text without its newspaper's mark before the first sentence, and the paper: "(Dân trí) - Sáng 11-7, …"."""
    for found in _LEAD.finditer(text):
        if len(text[: found.start()].split("\n")) > 2 * _LEADING_LINES:
            break
        paper = found["bracketed"] or found["bare"]
        initials = found["bracketed"] and found["dash"] and _INITIALS.fullmatch(paper)
        known = is_newspaper(paper) if found["bracketed"] else is_signature(paper)
        if (known or initials) and not found["next"].islower():
            return text[: found.start()] + text[found.end() :], paper
    return text, ""


def date_line(line: str) -> tuple[date, Byline] | None:
    """The day of a line that is nothing but a date, desks and bylines ("Minh Hà | 11/07/2020"); None for others."""
    found = split_date_line(line)
    if found is None:
        return None
    said = [credited(part) for part in found.beside if not is_desk(part)]
    bylines = [one for one in said if one]
    if len(bylines) < len(said):
        return None
    authors = ", ".join(one.author for one in bylines if one.author and one.author != one.source)
    source = next((one.source for one in bylines if one.source), "")
    return found.day, Byline(authors or source, source)


def credited(line: str) -> Byline | None:
    """What a whole line says of its author and source, without "Bài và ảnh:" or brackets; None when it names none."""
    inner = line.strip(" \t*_—–-|")
    if len(inner) > _LONGEST:
        return None
    if inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1:
        inner = inner[1:-1].strip()
    inner = _HOW.sub("", inner.removesuffix("./."))
    if is_newspaper(inner) and not inner.islower():
        return Byline(inner, inner)
    source, inner = _source_behind(inner)
    after = _AFTER.search(inner)
    if after:
        inner, said = inner[: after.start()], after["source"].strip(" .,")
        if not inner:
            return _reprinted(said, source)
        source = source or (said if after["bracket"] or _is_source(said) else "")
        if not source:
            return None
    credit = _CREDIT.match(inner)
    inner = _PICTURES.sub("", inner[credit.end() :] if credit else inner)
    if credit and is_newspaper(inner):  # "Tin: TTXVN"
        return Byline(inner, inner)
    return Byline(inner, source) if names(inner) else None


def names(text: str) -> bool:
    """Whether the text is nothing but the names of a few people, or of an agency that signs articles."""
    parts = _BETWEEN.split(text.strip())
    return 0 < len(parts) <= _MOST_AUTHORS and all(_is_name(part) for part in parts)


def is_marked(line: str) -> bool:
    """Whether a line shows by its form that it names an author: capitals, brackets, "Bài:", "Theo", "/Dân trí"."""
    bracketed = line.startswith("(") and line.endswith(")")
    forms = (_CREDIT.match(line), _AFTER.match(line), _HOW.search(line), _source_behind(line)[0])
    return line.isupper() or bracketed or any(forms)


def _source_behind(line: str) -> tuple[str, str]:
    """The newspaper that closes a line ("Minh Hà/Dân trí", "Minh Hà (Tuổi Trẻ)"), and the line without it."""
    found = _OF.search(line)
    paper = _REPORTER.sub("", next(filter(None, found.groups()))) if found else ""
    return (paper, line[: found.start()]) if found and is_newspaper(paper) else ("", line)


def _reprinted(said: str, source: str) -> Byline | None:
    """What "Theo …" says: "Theo TTXVN", "Theo Minh Hà (Tuổi Trẻ)", "Theo Minh Hà"."""
    if source or (names(said) and not is_newspaper(said)):
        return Byline(said, source)
    return Byline(said, said) if _is_source(said) else None


def _is_source(text: str) -> bool:
    return is_newspaper(text) or all(
        word[0].isupper() or word[0].isdigit() or word in _JOINING for word in text.split()
    )


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


def _split_glued(text: str) -> tuple[str, Byline]:
    """The same where no line end parts the author from the last sentence."""
    glued = _GLUED.search(text.rstrip())
    if glued is None:
        return text, Byline()
    body = text[: glued.start()].rstrip()
    line = glued["line"].strip()
    sure = is_marked(line) or (" và " not in line and _STOPPED.search(body))
    short = _ABBREVIATION.search(body)
    found = credited(line) if sure and (short is None or is_syllable(short["letters"])) else None
    return (body, found) if found else (text, Byline())
