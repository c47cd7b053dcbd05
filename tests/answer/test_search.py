"""Search over a real store: both legs, the scores that each lacks, and their fusion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.answer.search import CANDIDATES, FUSION, search
from qa.index.build import Index
from qa.models.encoder import load_encoder
from qa.records import Article, Hit


def article(name: str, title: str, text: str) -> Article:
    return Article(name, title, text, hash=name)


ARTICLES = [
    article(
        "dai-hoi",
        "Bế mạc Đại hội Đảng bộ tỉnh Sông Lam",
        "Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư Tỉnh ủy với hơn 99% số phiếu.",
    ),
    article(
        "cau", "Thông xe cầu Bến Đá", "Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng, do Sở Giao thông làm chủ đầu tư."
    ),
    article("muoi", "Dịch sốt xuất huyết giảm", "Bệnh viện khuyên người dân diệt muỗi và ngủ màn."),
    # More passages on the weather than either leg brings, so that each of them misses some of the other's.
    *(
        article(
            f"mua-{number}",
            f"Mưa lớn ngày thứ {number}",
            f"Trạm đo số {number} ghi nhận mưa to, gió giật cấp {number}.",
        )
        for number in range(CANDIDATES + 30)
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("search") / "store", lambda: load_encoder("embedded")) as opened:
        opened.add(ARTICLES)
        yield opened


def asked(index: Index, question: str, folded: bool = False, count: int = 20) -> list[Hit]:
    return search(index, index.encoder, question, folded=folded, count=count)


@pytest.mark.parametrize(
    ("question", "folded", "article"),
    [
        ("Ai là Bí thư Tỉnh uỷ?", False, "dai-hoi"),
        ("ai la bi thu tinh uy", True, "dai-hoi"),
        ("Cầu Bến Đá tốn bao nhiêu tiền?", False, "cau"),
        ("cau ben da ton bao nhieu tien", True, "cau"),
        ("Phòng bệnh truyền nhiễm bằng cách nào?", False, "muoi"),
    ],
)
def test_the_passage_that_answers_comes_first(index: Index, question: str, folded: bool, article: str) -> None:
    assert asked(index, question, folded)[0].article.id == article


def test_hits_are_passages_of_their_articles_best_first(index: Index) -> None:
    hits = asked(index, "Mưa ở đâu to nhất?")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score < 1 for hit in hits)
    assert all(hit.text == hit.article.text[hit.passage.start : hit.passage.end] for hit in hits)
    assert len({hit.passage.id for hit in hits}) == len(hits) == 20


def test_each_leg_gets_the_score_that_the_other_leg_lacks(index: Index) -> None:
    question = "Thời tiết hôm nay, mưa lớn hay gió giật, do Sở nào đo?"
    hits = asked(index, question, count=2 * CANDIDATES)
    by_words_alone = [hit for hit in hits if hit.vector_rank is None]
    by_meaning_alone = [hit for hit in hits if hit.posting_rank is None]
    assert by_words_alone
    assert by_meaning_alone
    vector = index.encoder.encode_questions([question])[0]
    for hit in by_words_alone:
        assert hit.cosine == pytest.approx(
            float(index.vectors.get([hit.passage.id])[hit.passage.id] @ vector), abs=1e-5
        )
    numbers = [hit.passage.id for hit in by_meaning_alone]
    scores = dict(index.postings.search(question, len(numbers), only=numbers))
    assert scores
    for hit in by_meaning_alone:
        assert hit.bm25 == pytest.approx(scores.get(hit.passage.id, 0.0))


def test_ranks_are_those_of_the_legs(index: Index) -> None:
    question = "Ai là Bí thư Tỉnh ủy?"
    hits = {hit.passage.id: hit for hit in asked(index, question, count=2 * CANDIDATES)}
    near = index.vectors.search(index.encoder.encode_questions([question])[0], CANDIDATES)
    worded = index.postings.search(question, CANDIDATES)
    assert [hits[number].vector_rank for number, _ in near] == [*range(1, len(near) + 1)]
    assert [hits[number].posting_rank for number, _ in worded] == [*range(1, len(worded) + 1)]
    assert [hits[number].cosine for number, _ in near] == pytest.approx([cosine for _, cosine in near])


def test_words_in_common_and_a_near_meaning_both_raise_the_score() -> None:
    assert FUSION.score(share=1, lag=0) > FUSION.score(share=0.5, lag=0) > FUSION.score(share=0, lag=0)
    assert FUSION.score(share=0.5, lag=0) > FUSION.score(share=0.5, lag=0.2) > FUSION.score(share=0.5, lag=1)


def test_a_question_that_shares_no_word_with_any_passage_still_has_hits(index: Index) -> None:
    hits = asked(index, "Zxqv wkjh?")
    assert hits
    assert {hit.bm25 for hit in hits} == {0.0}


@pytest.mark.parametrize("question", ["", "?!…", " \n "])
def test_a_question_without_a_word_has_no_hits(index: Index, question: str) -> None:
    assert asked(index, question) == []


def test_an_empty_store_has_no_hits(tmp_path: Path) -> None:
    with Index.open(tmp_path / "store", lambda: load_encoder("embedded")) as empty:
        assert asked(empty, "Ai là Bí thư?") == []


def test_a_removed_article_is_not_found(tmp_path: Path) -> None:
    with Index.open(tmp_path / "store", lambda: load_encoder("embedded")) as index:
        index.add(ARTICLES[:3])
        assert asked(index, "Ai là Bí thư Tỉnh ủy?")[0].article.id == "dai-hoi"
        index.remove(["dai-hoi"])
        assert {hit.article.id for hit in asked(index, "Ai là Bí thư Tỉnh ủy?")} == {"cau", "muoi"}


def test_the_same_question_has_the_same_hits(index: Index) -> None:
    first, again = asked(index, "Mưa lớn ở trạm nào?"), asked(index, "Mưa lớn ở trạm nào?")
    assert first == again
    assert np.all(np.diff([hit.score for hit in first]) <= 0)
