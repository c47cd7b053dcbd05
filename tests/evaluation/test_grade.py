from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa.errors import ArticleNotFound
from qa.evaluation.gold import Gold, Support
from qa.evaluation.grade import Grade, Outcome, Verdict, grade, looked_at, sections, whole
from qa.records import Answer, Article, Hit, Kind

MINH = ("Nguyễn Văn Minh",)
DEPUTIES = (("Lê Thị Hoà",), ("Trần Bình", "ông Bình"))
Make = Callable[..., Any]


@pytest.fixture
def graded(article: Article) -> Callable[..., Grade]:
    def find(article_id: str) -> Article:
        if article_id != article.id:
            raise ArticleNotFound(article_id)
        return article

    def make(gold: Gold, answer: Answer, hits: tuple[Hit, ...] = ()) -> Grade:
        return grade(Outcome(gold, answer, hits, 10.0), find)

    return make


@pytest.mark.parametrize(
    ("short", "verdict"),
    [
        ("Nguyễn Văn Minh", Verdict.RIGHT),
        ("ông NGUYỄN VĂN MINH, Bí thư", Verdict.RIGHT),
        ("Nguyễn Văn Bình", Verdict.WRONG),  # F1 0.67, another man
        ("Minh", Verdict.WRONG),
    ],
)
def test_a_short_answer_is_right_when_it_says_the_fact(
    graded: Make, gold: Make, answer: Make, short: str, verdict: Verdict
) -> None:
    assert graded(gold(1, answers=MINH), answer(short, 1)).verdict is verdict


@pytest.mark.parametrize(
    ("short", "verdict"),
    [
        ("7 đồng chí", Verdict.RIGHT),
        ("gồm 7 người", Verdict.RIGHT),  # holds "7"
        ("17 đồng chí", Verdict.WRONG),
        ("đồng chí", Verdict.WRONG),
    ],
)
def test_a_number_is_right_only_as_itself(graded: Make, gold: Make, answer: Make, short: str, verdict: Verdict) -> None:
    asked = gold(3, answers=("7 đồng chí", "7"), category="how_many")
    assert graded(asked, answer(short, 3)).verdict is verdict


def test_refusing_is_right_only_where_the_articles_do_not_say(graded: Make, gold: Make, answer: Make) -> None:
    absent, known = gold(kind=Kind.NOT_FOUND, category="absent"), gold(1, answers=MINH)
    refusal = answer(kind=Kind.NOT_FOUND)
    assert graded(absent, refusal).verdict is Verdict.RIGHT
    assert graded(known, refusal).verdict is Verdict.REFUSED
    assert graded(known, answer(kind=Kind.UNCLEAR)).verdict is Verdict.REFUSED
    assert graded(absent, answer("Nguyễn Văn Minh", 1)).verdict is Verdict.WRONG


def test_sentences_alone_are_right_when_one_of_them_is_the_proof(graded: Make, gold: Make, answer: Make) -> None:
    assert graded(gold(4, answers=("mưa",)), answer("", 0, 4)).verdict is Verdict.RIGHT
    assert graded(gold(4, answers=("mưa",)), answer("", 0, 3)).verdict is Verdict.WRONG
    why = gold(4, answers=("trời mưa",), category="why_how")
    assert graded(why, answer("Trời nắng", 4)).verdict is Verdict.RIGHT
    assert graded(why, answer("Trời mưa", 3)).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"alternatives": ("Lê Thị Hòa", "Trần Bình")}, (1, 1, Verdict.RIGHT)),
        ({"short": "bà Lê Thị Hoà và ông Trần Bình"}, (1, 1, Verdict.RIGHT)),
        ({"cited": (2,)}, (1, 1, Verdict.RIGHT)),
        ({"alternatives": ("Lê Thị Hoà", "Trần Bình", "Nguyễn Văn Minh")}, (2 / 3, 1, Verdict.RIGHT)),  # F1 0.8
        ({"alternatives": ("Lê Thị Hoà",)}, (1, 1 / 2, Verdict.WRONG)),  # F1 0.67
        ({"cited": (1, 2)}, (1 / 2, 1, Verdict.WRONG)),  # F1 0.67
        ({"kind": Kind.NOT_FOUND}, (0, 0, Verdict.REFUSED)),
    ],
)
def test_several_are_right_when_nearly_all_are_named_and_hardly_any_other(
    graded: Make, gold: Make, answer: Make, said: dict[str, Any], expected: tuple[float, float, Verdict]
) -> None:
    asked = gold(2, items=DEPUTIES, kind=Kind.SEVERAL, category="list")
    given = answer(said.get("short", ""), *said.get("cited", ()), kind=said.get("kind", Kind.SEVERAL),
                   alternatives=said.get("alternatives", ()))  # fmt: skip
    result = graded(asked, given)
    precision, recall, verdict = expected
    assert (result.figures.item_precision, result.figures.item_recall) == pytest.approx((precision, recall))
    assert result.verdict is verdict
    assert result.figures.f1 is None


@pytest.mark.parametrize(
    ("short", "verdict"),
    [
        ("Có", Verdict.RIGHT),
        ("Đúng, ông Nguyễn Văn Minh", Verdict.RIGHT),
        ("Không, có ông Trần Bình", Verdict.WRONG),
        ("", Verdict.WRONG),  # the proof alone leaves the reader to conclude
    ],
)
def test_a_yes_or_no_is_said_at_the_beginning(
    graded: Make, gold: Make, answer: Make, short: str, verdict: Verdict
) -> None:
    asked = gold(1, answers=("Có", "Đúng"), category="yes_no")
    assert graded(asked, answer(short, 1)).verdict is verdict


def test_a_yes_or_no_may_open_the_text_in_place_of_a_short_answer(graded: Make, gold: Make, answer: Make) -> None:
    asked = gold(1, answers=("Có",), category="yes_no")
    quoted = answer("", 1)
    assert graded(asked, replace(quoted, text=f"Có. {quoted.text}")).verdict is Verdict.RIGHT


def test_the_right_one_of_two_offered_is_not_right(graded: Make, gold: Make, answer: Make) -> None:
    offered = answer(kind=Kind.SEVERAL, alternatives=("Nguyễn Văn Minh", "Trần Bình"))
    result = graded(gold(1, answers=MINH), offered)
    assert result.verdict is Verdict.WRONG
    assert result.figures.kind_accuracy == 0


def test_match_and_f1_are_of_the_short_answer_else_of_the_quoted_sentences(
    graded: Make, gold: Make, answer: Make
) -> None:
    asked = gold(1, answers=MINH)
    short = graded(asked, answer("ông Nguyễn Văn Minh", 1)).figures
    assert (short.exact_match, short.f1) == (0, pytest.approx(6 / 7))
    sentence = graded(asked, answer("", 1)).figures  # 3 shared of 9 and of 3
    assert (sentence.exact_match, sentence.f1) == (0, pytest.approx(6 / 12))
    refused = graded(asked, answer(kind=Kind.NOT_FOUND)).figures
    assert (refused.exact_match, refused.f1) == (0, 0)


def test_retrieval_ranks_the_first_passage_that_holds_each_proof(
    graded: Make, gold: Make, answer: Make, hits: Make
) -> None:
    figures = graded(gold(1, 3, answers=MINH), answer("Nguyễn Văn Minh"), hits(0, 3, 4, 4, 4, 1)).figures
    assert (figures.recall_at_1, figures.recall_at_5, figures.recall_at_10, figures.mrr) == (0, 0.5, 1, 0.5)
    nothing = graded(gold(kind=Kind.NOT_FOUND, category="absent"), answer(kind=Kind.NOT_FOUND), hits(0)).figures
    assert (nothing.recall_at_5, nothing.mrr, nothing.ndcg_at_10) == (None, None, None)


def test_a_passage_of_another_article_at_the_same_place_is_no_proof(
    graded: Make, gold: Make, answer: Make, hits: Make, article: Article
) -> None:
    (hit,) = hits(1)
    elsewhere = replace(hit, article=replace(article, id="other"))
    assert graded(gold(1, answers=MINH), answer("Nguyễn Văn Minh"), (elsewhere,)).figures.mrr == 0


def test_citations_by_hand(graded: Make, gold: Make, answer: Make) -> None:
    figures = graded(gold(1, 2, answers=MINH), answer("Nguyễn Văn Minh", 1, 3, 4)).figures
    assert (figures.citation_precision, figures.citation_recall) == pytest.approx((1 / 3, 1 / 2))
    uncited = graded(gold(1, answers=MINH), answer("Nguyễn Văn Minh")).figures
    assert (uncited.citation_precision, uncited.citation_recall) == (0, 0)
    refused = graded(gold(1, answers=MINH), answer(kind=Kind.NOT_FOUND)).figures
    assert (refused.citation_precision, refused.citation_recall) == (None, 0)
    made_up = graded(gold(kind=Kind.NOT_FOUND, category="absent"), answer("Nguyễn Văn Minh", 1)).figures
    assert (made_up.citation_precision, made_up.citation_recall) == (0, None)


def test_a_bracketed_number_that_the_article_wrote_is_no_mark(gold: Make, answer: Make) -> None:
    given = answer("", 1)
    quote = "Ông Minh [7] được bầu."
    known = Article(id="dai-hoi", title="", text=quote)
    cited = replace(given.citations[0], start=0, end=len(quote), quote=quote)
    asked = replace(gold(1, answers=MINH), support=(Support("dai-hoi", 0, len(quote), quote),))
    result = grade(Outcome(asked, replace(given, text=f"{quote} [1]", citations=(cited,)), (), 1.0), lambda _: known)
    assert result.figures.citation_precision == 1


def test_sections_are_means_over_the_questions_that_a_figure_speaks_of(
    graded: Make, gold: Make, answer: Make, hits: Make
) -> None:
    refusal = answer(kind=Kind.NOT_FOUND)
    absent = gold(kind=Kind.NOT_FOUND, category="absent")
    grades = [
        graded(gold(1, answers=MINH), answer("Nguyễn Văn Minh", 1, confidence=0.8), hits(1)),  # right
        graded(gold(1, answers=MINH), answer("Trần Bình", 2, confidence=0.4), hits(0, 1)),  # wrong
        graded(gold(1, answers=MINH), refusal, hits(0)),  # refused
        graded(absent, refusal),  # right
        graded(absent, refusal),  # right
        graded(absent, answer("Trần Bình", 2, confidence=0.6)),  # wrong
    ]
    who, none, overall = sections(grades)
    assert [who.name, none.name, overall.name] == ["who", "absent", "overall"]
    assert who.figures.mrr == overall.figures.mrr == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert who.figures.score == 0
    assert none.figures.recall_at_1 is None
    assert overall.figures.refusal_precision == pytest.approx(2 / 3)  # two of three refusals were due
    assert overall.figures.refusal_recall == pytest.approx(2 / 3)  # two of three absent ones were refused
    assert overall.figures.citation_precision == pytest.approx(1 / 3)  # over the three answered
    assert overall.figures.kind_accuracy == pytest.approx(4 / 6)
    shares = (overall.figures.right, overall.figures.refused, overall.figures.wrong)
    assert shares == pytest.approx((3 / 6, 1 / 6, 2 / 6))
    assert overall.figures.score == pytest.approx(1 / 6)
    # |0.8 − 1| + |0.4 − 0| + |0.6 − 0|, each in a bin of its own, and the refusals at 0.9, two of three right
    assert overall.calibration_error == pytest.approx((0.2 + 0.4 + 0.6 + 0.7) / 6)


def test_unseen_questions_count_in_no_row_but_their_own(graded: Make, gold: Make, answer: Make) -> None:
    right, wrong = answer("Nguyễn Văn Minh", 1), answer("Trần Bình", 2)
    known = graded(gold(1, answers=MINH), right)
    unseen = graded(replace(gold(1, answers=MINH, category="list"), unseen=True), wrong)
    rows = sections([unseen, known])
    assert [(row.name, row.figures.score) for row in rows] == [("who", 1), ("overall", 1), ("unseen", -1)]
    assert whole(rows).name == "overall"
    assert looked_at([unseen, known]) == [known]
    assert [row.name for row in sections([unseen])] == [whole(sections([unseen])).name] == ["unseen"]
    assert looked_at([unseen]) == [unseen]
