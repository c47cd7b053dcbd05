from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa.evaluation.citations import judge
from qa.evaluation.gold import Gold
from qa.records import Answer, Article

Make = Callable[..., Any]
DEPUTY, SECRETARY = ("Lê Thị Hoà",), ("Nguyễn Văn Minh", "ông Minh")


@pytest.fixture
def supported(article: Article) -> Callable[[Answer, Gold], float]:
    return lambda answer, gold: judge(answer, gold, lambda _: article).supported


def said(answer: Answer, *lines: str) -> Answer:
    return replace(answer, text="\n".join(lines))


def test_a_statement_is_borne_out_by_one_right_citation_of_its_own(
    supported: Make, gold: Make, answer: Make, article: Article
) -> None:
    asked, given = gold(1, answers=SECRETARY), answer("Nguyễn Văn Minh", 1, 4)
    quoted, rain = given.citations[0].quote, given.citations[1].quote
    assert supported(said(given, "Nguyễn Văn Minh [1].", f"“{quoted}” [1]"), asked) == 1
    assert supported(said(given, "Nguyễn Văn Minh [2].", f"“{quoted}” [1]"), asked) == 0.5
    assert supported(said(given, "Nguyễn Văn Minh [1][2]."), asked) == 1  # one too many costs precision alone
    assert supported(said(given, "Nguyễn Văn Minh [1].", f"“{rain}” [2]"), asked) == 0.5
    assert supported(said(given, "Nguyễn Văn Minh."), asked) == 0


def test_a_line_that_leads_in_states_nothing(supported: Make, gold: Make, answer: Make) -> None:
    given = answer("", 1)
    assert supported(said(given, "Các bài báo nhắc đến:", "- Nguyễn Văn Minh [1]"), gold(1, answers=SECRETARY)) == 1


def test_each_thing_named_needs_a_citation_that_names_it(supported: Make, gold: Make, answer: Make) -> None:
    asked, given = gold(1, 2, items=(SECRETARY, DEPUTY)), answer("", 1, 2)
    rightly = said(given, "- Nguyễn Văn Minh – Bí thư [1]", "- Lê Thị Hòa – Phó Bí thư [2]")
    swapped = said(given, "- Nguyễn Văn Minh – Bí thư [2]", "- Lê Thị Hòa – Phó Bí thư [1]")
    assert supported(rightly, asked) == 1
    assert supported(swapped, asked) == 0
    assert supported(said(given, "Nguyễn Văn Minh, Lê Thị Hoà [1][2]"), asked) == 1
    assert supported(said(given, "Nguyễn Văn Minh, Lê Thị Hoà [1]"), asked) == 0


def test_what_no_proof_says_in_these_words_needs_none_that_does(supported: Make, gold: Make, answer: Make) -> None:
    asked = gold(3, answers=("số ủy viên là 7",))
    assert supported(said(answer("", 3), "số ủy viên là 7 [1]"), asked) == 1


def test_a_mark_and_a_line_break_inside_a_quote_are_the_articles_own(gold: Make, answer: Make) -> None:
    quote = "Ông Minh [7]\nđược bầu."
    known = Article(id="dai-hoi", title="", text=quote)
    given = answer("", 1)
    cited = replace(given.citations[0], start=0, end=len(quote), quote=quote)
    asked = gold(1, answers=SECRETARY)
    proof = replace(asked.support[0], start=0, end=len(quote), quote=quote)
    text = said(replace(given, citations=(cited,)), f"“{quote}” [1]")
    assert judge(text, replace(asked, support=(proof,)), lambda _: known) == (frozenset({1}), 1.0, 1.0, 1.0)
