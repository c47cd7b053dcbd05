"""Two answers → a comparison. What answers is scripted; the question and the arithmetic are real."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.answer.compare import LEAST, SURE, compared
from qa.answer.question import understand
from qa.records import Answer, Article, Citation, Hit, Kind, Passage

QUESTION = "Cầu Ngòi Bạc hay cầu Đá Trắng dài hơn?"


def told(short: str, *, article: str = "a", confidence: float = 0.9) -> Answer:
    quote = f"Cầu dài {short}."
    proof = Citation(1, article, "Cầu", date(2021, 5, 4), "", "", 0, len(quote), quote)
    return Answer(Kind.FOUND, "?", f"{short} [1]", short=short, citations=(proof,), confidence=confidence)


def compare(*answers: Answer, found: str = "") -> Answer:
    asked = understand(QUESTION)
    least: list[float] = []
    told_in_turn = iter(answers)

    def ask(question: str, from_probability: float) -> Answer:
        least.append(from_probability)
        return next(told_in_turn)

    assert asked.contrast
    hits = []
    if found:
        article = Article("c", "Cầu", found, date(2021, 5, 4))
        hits = [Hit(Passage(1, "c", 0, len(found), ((0, len(found)),)), article, 0.9, 0.5, 10.0, 1, 1)]
    answer = compared(asked.contrast, asked, hits, ask, "vi")
    assert least == [LEAST, LEAST]
    return answer


def test_two_values_of_one_unit_bear_each_other_out() -> None:
    answer = compare(told("312 m", confidence=LEAST), told("540 m", article="b", confidence=0.1))
    assert answer.short == "Cầu Đá Trắng"
    assert answer.confidence == SURE


def test_one_stretch_read_for_both_sides_tells_of_neither() -> None:
    assert compare(told("312 m"), told("312 m")).kind is Kind.NOT_FOUND
    assert compare(told("312 m"), told("312 m", article="b")).short == "Bằng nhau"


def test_a_sentence_that_tells_of_both_beats_what_is_read_of_either() -> None:
    quote = "Hai công trình mới là cầu Ngòi Bạc với 312 m và cầu Đá Trắng với 540 m."
    proof = Citation(1, "a", "Cầu", date(2021, 5, 4), "", "", 0, len(quote), quote)
    both = replace(told("312 m và cầu Đá Trắng với 540 m"), citations=(proof,))
    answer = compare(told("96 m", article="b"), both)
    assert answer.short == "Cầu Đá Trắng"
    assert "Cầu Đá Trắng: 540 m [1]; Cầu Ngòi Bạc: 312 m [1]; chênh 228 m" in answer.text
    assert answer.citations == (proof,)


def test_such_a_sentence_is_found_beside_what_is_read_of_neither() -> None:
    both = "Hai công trình mới là cầu Ngòi Bạc với 312 m và cầu Đá Trắng với 540 m."
    answer = compare(told("96 m"), told("96 m"), found=both)
    assert answer.short == "Cầu Đá Trắng"
    assert [proof.quote for proof in answer.citations] == [both]
    of_another_unit = "Huyện chi cho cầu Ngòi Bạc 9 tỷ đồng và cầu Đá Trắng 12 tỷ đồng."
    assert compare(told("96 m"), told("96 m"), found=of_another_unit).kind is Kind.NOT_FOUND


def test_a_score_in_such_a_sentence_is_no_value() -> None:
    scores = "Trong hai trận, đội cầu Ngòi Bạc thắng 2-1 và đội cầu Đá Trắng thắng 3-1."
    assert compare(told("312 m"), told("540 m", article="b"), found=scores).short == "Cầu Đá Trắng"


def test_what_stands_behind_in_other_words_is_another_measure() -> None:
    quote = "Cầu Ngòi Bạc dài 312 m, còn cầu Đá Trắng rộng 12 m."
    proof = Citation(1, "a", "Cầu", date(2021, 5, 4), "", "", 0, len(quote), quote)
    both = replace(told("12 m"), citations=(proof,))
    assert "540 m" in compare(both, told("540 m", article="b")).text


def test_values_of_two_units_are_not_compared() -> None:
    assert compare(told("312 m"), told("9 tỷ đồng", article="b")).kind is Kind.NOT_FOUND
