"""Token types by eye: what question and passage share."""

from __future__ import annotations

from qa.models.frequencies import Frequencies
from qa.models.overlap import Overlap

COUNTS = {"của": 900, "người": 900, "là": 900}  # in 1,000 documents; every other word is rare
TABLE = Frequencies(1_000, COUNTS)


def types(question: str, passage: str, sentence_starts: tuple[int, ...], folded: bool = False) -> list[int]:
    overlap = Overlap(question, folded, TABLE)
    words = overlap.words(passage)
    return overlap.passage_types(words, sentence_starts, words.starts)


def test_a_pair_counts_more_than_a_word_and_a_rare_word_more_than_a_common_one() -> None:
    assert types("Bí thư của Khối", "Bí thư là người của Bí Khối", ()) == [2 + 3, 2 + 3, 2, 2, 2 + 1, 2 + 2, 2 + 2]


def test_the_sentence_that_shares_most_has_rank_one_and_one_that_shares_nothing_none() -> None:
    passage = "Trời mưa. Bí thư nói. Bí mật."
    found = types("Bí thư nói gì?", passage, (0, 10, 22))
    assert found[:2] == [2, 2]
    assert found[2:5] == [2 + 4 + 3] * 3
    assert found[5:] == [2 + 8 + 2, 2 + 8]


def test_without_accents_words_are_compared_without_them() -> None:
    assert types("bi thu", "Bí thư", (), folded=True) == [2 + 3, 2 + 3]
    assert types("bi thu", "Bí thư", (), folded=False) == [2, 2]


def test_a_question_token_is_told_whether_the_passage_has_it() -> None:
    overlap = Overlap("Ai là Bí thư?", False, TABLE)
    assert overlap.question_types({"bí", "thư"}, [0, 3, 6, 9, 12]) == [0, 0, 1, 1, 1]  # the mark goes with its word


def test_both_places_of_the_tone_are_one_word() -> None:
    assert types("Đảng uỷ", "đảng ủy", ()) == [2 + 3, 2 + 3]


def test_more_tokens_than_words_share_the_type_of_their_word() -> None:
    overlap = Overlap("Hùng", False, TABLE)
    words = overlap.words("ông Hùng")
    assert overlap.passage_types(words, (), [0, 4, 6]) == [2, 2 + 2, 2 + 2]
