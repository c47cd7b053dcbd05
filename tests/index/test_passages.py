from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.index.passages import LONGEST, SHORTEST, split
from qa.records import Article, Passage
from qa.vietnamese.sentences import sentences


def sentence(syllables: int, word: str = "chữ") -> str:
    return " ".join(["Câu", *[word] * (syllables - 2), "hết."]) if syllables > 1 else "Câu."


def text_of(*paragraphs: list[int]) -> str:
    return "\n".join(" ".join(sentence(size) for size in paragraph) for paragraph in paragraphs)


def cut(text: str) -> list[Passage]:
    return split(Article("a", "Tiêu đề", text))


def sizes(text: str) -> list[list[int]]:
    """The syllables of each sentence of each passage."""
    return [[len(text[start:end].split()) for start, end in passage.sentences] for passage in cut(text)]


def test_a_short_article_is_one_passage() -> None:
    assert sizes(text_of([20, 20], [20])) == [[20, 20, 20]]


def test_a_text_without_a_sentence_has_no_passage() -> None:
    assert cut("") == []
    assert cut(" \n\n ") == []


def test_each_passage_begins_with_the_last_sentence_of_the_one_before() -> None:
    assert sizes(text_of([40] * 8)) == [[40] * 4, [40] * 4, [40] * 3]
    one, other, _ = cut(text_of([40] * 8))
    assert one.sentences[-1] == other.sentences[0]


def test_it_ends_at_a_paragraph_where_that_leaves_it_long_enough() -> None:
    assert sizes(text_of([60, 65], [30, 50], [70, 60]))[0] == [60, 65]
    assert sizes(text_of([20, 20], [60, 60], [60, 60]))[0] == [20, 20, 60, 60]  # not after 40 syllables


def test_a_monster_sentence_stands_alone_and_is_not_repeated() -> None:
    assert sizes(text_of([50, 60, 400, 50, 60])) == [[50, 60], [400], [50, 60]]


def test_the_last_passage_is_no_remnant() -> None:
    *_, before, last = sizes(text_of([30] * 7))
    assert sum(last) >= SHORTEST
    assert sum(before) <= LONGEST


def test_offsets_cut_the_text_itself() -> None:
    text = "Ông Lê Văn A, Bí thư, phát biểu.\n\nĐại hội bế mạc ngày 11-7."
    (passage,) = cut(text)
    assert [text[start:end] for start, end in passage.sentences] == [
        "Ông Lê Văn A, Bí thư, phát biểu.",
        "Đại hội bế mạc ngày 11-7.",
    ]
    assert text[passage.start : passage.end] == text
    assert (passage.id, passage.article_id) == (0, "a")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(1, 260), min_size=1, max_size=6), min_size=1, max_size=12))
def test_every_sentence_is_in_a_passage_and_no_passage_is_too_long(paragraphs: list[list[int]]) -> None:
    text = text_of(*paragraphs)
    passages = cut(text)
    covered = {span for passage in passages for span in passage.sentences}
    assert covered == set(sentences(text))
    for passage in passages:
        syllables = len(text[passage.start : passage.end].split())
        assert syllables <= LONGEST or len(passage.sentences) == 1
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
    for one, other in pairwise(passages):
        assert one.start < other.start
        assert one.end < other.end
