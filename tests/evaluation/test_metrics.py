from __future__ import annotations

import unicodedata
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.evaluation.metrics import (
    calibration_error,
    contains,
    differ_tellingly,
    exact_match,
    f1,
    named_items,
    ndcg_at,
    opens_with,
    overlap,
    percentile,
    recall_at,
    reciprocal_rank,
    refusal_curve,
    reliability,
)

RANKS = some.lists(some.none() | some.integers(1, 20), min_size=1, max_size=8)


def test_recall_is_the_share_of_the_proofs_among_the_first_k() -> None:
    ranks = [1, None, 7]
    assert [recall_at(k, ranks) for k in (1, 5, 10)] == pytest.approx([1 / 3, 1 / 3, 2 / 3])


@pytest.mark.parametrize(("ranks", "expected"), [([1], 1.0), ([None, 4, 2], 0.5), ([None], 0.0)])
def test_reciprocal_rank_is_that_of_the_first_proof_found(ranks: list[int | None], expected: float) -> None:
    assert reciprocal_rank(ranks) == expected


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ([1], 1.0),
        ([2], 1 / log2(3)),
        ([10], 1 / log2(11)),
        ([11], 0.0),
        ([None], 0.0),
        ([3, 1], (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        ([1, None], 1 / (1 + 1 / log2(3))),
        ([1, 1], 1.0),  # one passage holds both proofs: nothing could be better
        ([2, 2], (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))),
    ],
)
def test_ndcg_by_hand(ranks: list[int | None], expected: float) -> None:
    assert ndcg_at(10, ranks) == pytest.approx(expected)


@given(RANKS)
def test_ndcg_is_between_0_and_1_and_falls_when_a_proof_sinks(ranks: list[int | None]) -> None:
    value = ndcg_at(10, ranks)
    assert 0 <= value <= 1 + 1e-12
    assert ndcg_at(10, [None if rank is None else rank + 1 for rank in ranks]) <= value


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("NGUYỄN MẠNH CƯỜNG.", "Nguyễn Mạnh Cường"),
        ("Hoà Bình", "Hòa Bình"),
        (unicodedata.normalize("NFD", "Đảng uỷ"), "Đảng ủy"),
        ("11-07-2020", "11/7/2020"),
        ("1.200 tỷ đồng", "1200 tỷ đồng"),
        ("“hơn 99%”", "hơn 99 %"),
        ("bảy đồng chí", "7 đồng chí"),
        ("hai mươi lăm", "25"),
        ("1,2 tỷ đồng", "1.200 triệu đồng"),
        ("0,50 km", "0,5 km"),
        ("tỷ số 3–1", "tỷ số 3-1"),
    ],
)
def test_answers_that_differ_only_in_writing_match_exactly(said: str, form: str) -> None:
    assert exact_match(said, ["khác", form]) == 1.0
    assert f1(said, ["khác", form]) == 1.0


@pytest.mark.parametrize(
    ("said", "form"),
    [("Trần Bình", "Trần Bính"), ("của huyện", "huyện"), ("99,5%", "995%"), ("20-30", "20"), ("", "bảy")],
)
def test_answers_that_differ_in_more_do_not(said: str, form: str) -> None:
    assert exact_match(said, [form]) == 0.0


@pytest.mark.parametrize(
    ("said", "accepted", "expected"),
    [
        ("đồng chí Nguyễn Mạnh Cường", ["Nguyễn Mạnh Cường"], 6 / 8),  # 3 shared of 5 and of 3
        ("Cường", ["Nguyễn Mạnh Cường", "ông Cường"], 2 / 3),  # the nearest form counts
        ("xa xa xa", ["xa"], 2 / 4),  # a syllable is shared as often as both have it
        ("bảy", ["chín"], 0.0),
        ("", ["bảy"], 0.0),
        ("bảy", [], 0.0),
    ],
)
def test_f1_by_hand(said: str, accepted: list[str], expected: float) -> None:
    assert f1(said, accepted) == pytest.approx(expected)


def test_an_answer_contains_a_form_only_as_whole_syllables_in_a_row() -> None:
    assert contains("gồm 7 đồng chí", "7 đồng chí")
    assert not contains("gồm 17 đồng chí", "7 đồng chí")
    assert not contains("7 nữ đồng chí", "7 đồng chí")
    assert not contains("gồm 7 đồng chí", "…")


def test_an_answer_opens_with_a_form_only_at_its_beginning() -> None:
    assert opens_with("Không, ông ấy có quê ở Vân Sơn.", "không")
    assert not opens_with("Không, ông ấy có quê ở Vân Sơn.", "Có")
    assert not opens_with("", "Có")
    assert not opens_with("Có", "…")


def test_another_name_or_number_tells_two_answers_apart_other_words_do_not() -> None:
    assert differ_tellingly("Nguyễn Văn Minh", "Nguyễn Văn Bình")
    assert differ_tellingly("ngày 12 tháng 7", "ngày 11 tháng 7")
    assert differ_tellingly("Minh", "Nguyễn Văn Minh")
    assert not differ_tellingly("ngày 11 tháng 7", "11-7")
    assert not differ_tellingly("Đoàn kết và đổi mới", "đoàn kết, đổi mới")


@pytest.mark.parametrize(
    ("pieces", "precision", "recall"),
    [
        (["Lê Thị Hòa", "ông Trần Bình"], 1, 1),
        (["Lê Thị Hoà", "Vũ An", "Vũ Ba"], 1 / 3, 1 / 2),
        (["Bà Lê Thị Hoà và ông Trần Bình làm Phó Bí thư."], 1, 1),
        ([], 0, 0),
    ],
)
def test_items_by_hand(pieces: list[str], precision: float, recall: float) -> None:
    items = named_items(pieces, [["Lê Thị Hoà", "bà Hòa"], ["Trần Bình"]])
    assert (items.precision, items.recall) == pytest.approx((precision, recall))
    assert items.f1 == pytest.approx(2 * precision * recall / (precision + recall) if precision else 0)


def test_an_item_that_was_cut_at_its_own_and_is_found() -> None:
    assert named_items(["Phòng Văn hóa", "Thông tin", "Phòng Y tế"], [["Phòng Văn hóa và Thông tin"]]).recall == 0
    items = named_items(["Phòng Văn hóa", "Thông tin"], [["Phòng Văn hóa, Thông tin"]])
    assert (items.precision, items.recall) == (1, 1)


def test_stretches_overlap_from_half_of_the_shorter_one() -> None:
    assert overlap((0, 10), (0, 100))
    assert overlap((0, 10), (5, 30))
    assert not overlap((0, 10), (6, 30))
    assert not overlap((0, 10), (10, 20))
    assert not overlap((5, 5), (0, 10))


def test_calibration_error_by_hand() -> None:
    assert calibration_error([(1.0, True), (1.0, True)]) == 0
    # bin 0.9: |0.9 + 0.9 − 1|, bin 0.2: |0.2 − 0|, over three guesses
    assert calibration_error([(0.9, True), (0.9, False), (0.2, False)]) == pytest.approx((0.8 + 0.2) / 3)


def test_bins_hold_how_many_how_sure_and_how_right() -> None:
    assert reliability([(0.91, True), (0.93, False), (0.2, False), (1.0, True)]) == [
        (1, 0.2, 0.0),
        (3, pytest.approx((0.91 + 0.93 + 1.0) / 3), pytest.approx(2 / 3)),
    ]


def test_the_refusal_curve_by_hand() -> None:
    guesses = [(0.5, False), (0.9, True), (0.7, False), (0.7, True)]  # of five questions, one refused
    assert refusal_curve(guesses, asked=5) == [(0.9, 1 / 5, 0.0), (0.7, 3 / 5, 1 / 3), (0.5, 4 / 5, 2 / 4)]
    assert refusal_curve([], asked=5) == []


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile(0.5, [4.0, 1.0, 3.0, 2.0]) == 2.0
    assert percentile(0.95, [float(value) for value in range(1, 101)]) == 95.0
    assert percentile(0.95, [7.0]) == 7.0
