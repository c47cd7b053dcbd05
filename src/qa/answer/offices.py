"""Who holds an office: "Bí thư" in a question, "Bí thư Đảng ủy Khối" beside a name in an article."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.question import Asks, Question
from qa.answer.read import Span
from qa.answer.write import Entry
from qa.vietnamese.text import Token, fold, key, tokens

# Lower-case words that go on with the name of an office; capitals always do.
_GOES_ON = frozenset(
    key(word)
    for word in (
        "đảng ủy bộ ban chấp hành thường vụ trung ương nước tỉnh thành phố huyện quận thị xã trấn phường khối các cơ "
        "quan trực thuộc nhân dân hội đồng đoàn trường công an tổng cục sở doanh nghiệp thanh niên phụ nữ quân sự tòa "
        "án viện"
    ).split()
)
_OTHER_OFFICE = frozenset({"phó", "tổng", "nguyên", "cựu"})  # "Phó Bí thư", "Tổng Bí thư" are not "Bí thư"
# Said of the time or the holding, not of the office: "Chủ tịch nước năm 2019", "giữ chức".
_OF_TIME = frozenset(
    fold(word) for word in "năm hồi tháng đầu cuối hiện nay tại giờ đang bây ngày giữ chức ghế từng tính bầu".split()
)
_FAR = 40  # characters between an office and the name it belongs to: "Bí thư Huyện ủy, đồng chí …"
_SHORTEST = 2  # syllables of a title: "bí thư"
# What the end of a title may be, to be said elsewhere in the passage: "(Chủ tịch UBND huyện) Tân Hải", "(Bí thư) huyện
# Tân Hải", "(Chủ tịch) thị trấn Cửa Sóng". Nearly all names of places have two syllables.
_PLACES = (
    ((), 2),
    (("huyen",), 2),
    (("tinh",), 2),
    (("xa",), 2),
    (("quan",), 2),
    (("thi", "tran"), 2),
    (("thanh", "pho"), 2),
)


def holders(asked: Question, spans: Sequence[Span]) -> list[Entry]:
    """One entry for each person who, by some span, holds the office asked for; likeliest first.

    Empty unless a person is asked for by an office ("Ai là Bí thư?"), with or without a time.
    """
    title = tuple(word for word in asked.content if fold(word) not in _OF_TIME and not word[0].isdigit())
    if asked.asks is not Asks.WHO or len(title) < _SHORTEST:
        return []
    titles = _titles(title, asked)
    entries: dict[str, Entry] = {}
    for span in spans:
        if not span.short:
            continue
        about = next(filter(None, (_office(one, asked.folded, span) for one in titles)), "")
        if not about:
            continue
        name = fold(span.short)
        known = next(
            (other for other in entries if f" {other}".endswith(f" {name}") or f" {name}".endswith(f" {other}")), None
        )
        entry = entries.get(known or name, Entry("", "", []))
        entries[known or name] = Entry(
            max(entry.text, span.short, key=len), max(entry.about, about, key=len), [*entry.spans, span]
        )
    return list(entries.values())


def _titles(title: tuple[str, ...], asked: Question) -> list[tuple[str, ...]]:
    """The title in every form: "chủ tịch ubnd huyện", "chủ tịch ủy ban nhân dân huyện"."""
    found = [title]
    for way in asked.also:
        said, also = (tuple(_key(word, asked.folded) for word in words) for words in (way.said, way.also))
        places = (at for at in range(len(title)) if title[at : at + len(said)] == said and way.merger is None)
        found += [(*title[:at], *also, *title[at + len(said) :]) for at in places]
    return found


def _office(title: tuple[str, ...], folded: bool, span: Span) -> str:
    """The office beside the span's short answer, when it is the one asked for; "" otherwise.

    The words of the title stand in the sentence in their order. Its last two may stand elsewhere in the passage
    ("Chủ tịch UBND huyện" in an article on Tân Hải).
    """
    sentence = span.quote
    words = tokens(sentence)
    keys = [_key(word.text, folded) for word in words]
    context = {_key(token.text, folded) for token in tokens(f"{span.hit.article.title}\n{span.hit.text}")}
    name = (span.short_start - span.start, span.short_end - span.start)
    for size in _sizes(title):
        if not context.issuperset(title[size:]):
            break
        found = [
            _extended(sentence, words, place, place + size, name)
            for place in range(len(words) - size + 1)
            if tuple(keys[place : place + size]) == title[:size]
            and not (place and key(words[place - 1].text) in _OTHER_OFFICE)
        ]
        near = [(_gap(span, name), *span) for span in found if _gap(span, name) <= _FAR]
        if near:
            _, start, end = min(near)
            return sentence[start:end]
    return ""


def _sizes(title: tuple[str, ...]) -> list[int]:
    """How many words of the title must stand in the sentence: all, or all but the place at its end; most first."""
    bare = tuple(fold(word) for word in title)
    sizes = [len(title)]
    for unit, syllables in _PLACES:
        size = len(title) - syllables - len(unit)
        if size >= _SHORTEST and bare[size : size + len(unit)] == unit:
            sizes.append(size)
    return sizes


def _key(text: str, folded: bool) -> str:
    return fold(text) if folded else key(text)


def _gap(span: tuple[int, int], name: tuple[int, int]) -> int:
    return max(span[0] - name[1], name[0] - span[1])


def _extended(sentence: str, words: list[Token], first: int, last: int, name: tuple[int, int]) -> tuple[int, int]:
    """From word `first` to `last` and on while the words can belong to an office, but not into the name."""
    while last < len(words):
        word, before = words[last], words[last - 1]
        touches = sentence[before.end : word.start] == " "
        inside_name = name[0] <= word.start < name[1]
        if not touches or inside_name or not (word.text[0].isupper() or key(word.text) in _GOES_ON):
            break
        last += 1
    return words[first].start, words[last - 1].end
