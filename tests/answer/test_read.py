"""From what a model reads in passages to the sentences that answer. The model is scripted; the rest is real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from qa.answer.question import understand
from qa.answer.read import READ, SentenceReader, Span
from qa.index.passages import split
from qa.models.reader import Reading, Text
from qa.records import Article, Hit

INTRODUCTION = "Đại hội khai mạc sáng 10-7. "
TEXT = (
    "Đại hội bầu Ban Chấp hành khóa IX gồm 25 đồng chí. Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư với hơn 99% số "
    "phiếu. Ban Thường vụ gồm bảy đồng chí."
)


class Scripted:
    """A model that finds the stretches it is told, by their text, and remembers what it was given."""

    name = "scripted"

    def __init__(self, found: dict[str, float]) -> None:
        self.found = found
        self.asked: list[Text] = []
        self.questions: list[str] = []

    def read(self, question: str, texts: Sequence[Text], *, folded: bool) -> list[list[Reading]]:
        self.asked += texts
        self.questions += [question] * len(texts)
        return [
            [
                Reading(text.passage.index(stretch), text.passage.index(stretch) + len(stretch), score)
                for stretch, score in self.found.items()
                if stretch in text.passage
            ]
            for text in texts
        ]


def hits(*texts: str) -> list[Hit]:
    found = []
    for number, text in enumerate(texts):
        article = Article(f"bai-{number}", "Bế mạc Đại hội", text)
        (passage,) = split(article)
        found.append(Hit(passage, article, 0.9 - number / 100, 0.5, 10.0, 1, 1))
    return found


def read(question: str, found: dict[str, float], *texts: str) -> list[Span]:
    return SentenceReader(Scripted(found)).read(understand(question), hits(*texts or (TEXT,)))


def test_the_sentence_that_the_model_reads_comes_first() -> None:
    best = read("Ban Thường vụ có mấy người?", {"bảy đồng chí": 6.0, "25 đồng chí": -2.0})[0]
    assert (best.quote, best.short) == ("Ban Thường vụ gồm bảy đồng chí.", "bảy đồng chí")


def test_of_a_person_the_name_alone_is_the_short_answer() -> None:
    best = read("Ai là Bí thư?", {"Đồng chí Trần Mạnh Hùng": 6.0})[0]
    assert best.short == "Trần Mạnh Hùng"


def test_offsets_are_those_of_the_article() -> None:
    best = read("Ai là Bí thư?", {"Trần Mạnh Hùng": 6.0}, INTRODUCTION + TEXT)[0]
    text = INTRODUCTION + TEXT
    assert text[best.short_start : best.short_end] == "Trần Mạnh Hùng"
    assert text[best.start : best.end].startswith("Đồng chí Trần Mạnh Hùng tái đắc cử")


def test_an_answer_over_two_sentences_cites_both() -> None:
    across = "25 đồng chí. Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư"
    best = read("Đại hội bầu Ban Chấp hành thế nào?", {across: 8.0})[0]
    assert best.quote.startswith("Đại hội bầu")
    assert best.quote.endswith("số phiếu.")
    assert best.short == across


def test_the_higher_score_makes_the_likelier_span() -> None:
    likely, unlikely = (read("Ai là Bí thư?", {"Trần Mạnh Hùng": score})[0].probability for score in (8.0, -8.0))
    assert likely > unlikely


def test_only_the_first_hits_are_read_by_the_model() -> None:
    model = Scripted({})
    question = understand("Ai là Bí thư?")
    spans = SentenceReader(model).read(question, hits(*[f"{TEXT} Bài số {number}." for number in range(READ + 3)]))
    assert len(model.asked) == READ
    assert {span.hit.article.id for span in spans} == {f"bai-{number}" for number in range(READ + 3)}


def test_what_the_search_finds_most_unlikely_is_not_read() -> None:
    model = Scripted({"bảy đồng chí": 6.0})
    found = hits(*[f"{TEXT} Bài số {number}." for number in range(4)])
    unlikely = [replace(hit, score=hit.score if number < 1 else 1e-6) for number, hit in enumerate(found)]
    spans = SentenceReader(model).read(understand("Ban Thường vụ có mấy người?"), unlikely)
    assert [text.passage[-len("Bài số 0.") :] for text in model.asked] == ["Bài số 0.", "Bài số 1."]
    assert len({span.hit.article.id for span in spans}) == 4


def test_another_form_of_a_name_counts_as_the_name() -> None:
    text = "Ủy ban nhân dân tỉnh họp sáng 10-7. Trời mưa to ở nhiều nơi."
    assert read("UBND tỉnh họp khi nào?", {"sáng 10-7": 2.0}, text)[0].short == "sáng 10-7"
    assert not read("HĐND tỉnh họp khi nào?", {"sáng 10-7": 2.0}, text)


@pytest.mark.parametrize("question", ["Ai là Bí thư?", "ai la bi thu"])
def test_nothing_found_reads_nothing(question: str) -> None:
    assert SentenceReader(Scripted({})).read(understand(question), []) == []


def test_the_model_is_asked_in_the_words_of_each_passage() -> None:
    model = Scripted({})
    long = "Ủy ban Kiểm tra huyện gồm 7 người. UBND họp."
    both = "Ủy ban Kiểm tra (UBKT) huyện gồm 7 người."
    SentenceReader(model).read(understand("UBKT huyện có mấy người?"), hits(both, long))
    asked = dict(zip((text.passage for text in model.asked), model.questions, strict=True))
    assert asked == {long: "ủy ban kiểm tra huyện có mấy người?", both: "UBKT huyện có mấy người?"}


def test_who_asks_why_is_told_the_cause_that_the_article_announces() -> None:
    event = "Cầu Ngòi Bạc chậm tiến độ năm tháng."
    text = f"{event} Đội thi công đã rút về quê. Nguyên nhân là do giá thép tăng gần 40%."
    asked = "Vì sao cầu Ngòi Bạc chậm tiến độ?"
    best, second, *_ = read(asked, {"năm tháng": 1.0}, text)
    assert (best.short, second.quote) == ("do giá thép tăng gần 40%", event)
    assert second.probability < best.probability < second.probability + 0.5
    assert read("Cầu Ngòi Bạc chậm tiến độ bao lâu?", {"năm tháng": 1.0}, text)[0].quote == event


def test_the_model_is_not_asked_for_a_year_that_only_the_date_of_the_article_says() -> None:
    model = Scripted({})
    (hit,) = hits("Trần Mạnh Hùng giành danh hiệu Vua phá lưới với bảy bàn.")
    said = hits("Giải năm 2019: Trần Mạnh Hùng ghi bảy bàn.")[0]
    dated = [
        replace(one, article=replace(one.article, published=date(year, 12, 8)))
        for one, year in ((hit, 2019), (hit, 2021), (said, 2019))
    ]
    asked = "Trần Mạnh Hùng ghi mấy bàn ở Cúp Sông Vân 2019?"
    for one in dated:
        SentenceReader(model).read(understand(asked), [one])
    assert model.questions == ["Trần Mạnh Hùng ghi mấy bàn ở Cúp Sông Vân?", asked, asked]


def test_what_is_surely_read_may_be_told_in_other_words() -> None:
    text = "Nhân viên hoảng sợ bỏ chạy tri hô khi trăn lớn bò qua."
    question = "Thấy con vật to giữa phố, mọi người ở đó phản ứng thế nào?"
    told = read(question, {"hoảng sợ bỏ chạy tri hô": 14.0}, text)
    assert [span.short for span in told] == ["hoảng sợ bỏ chạy tri hô"]
    assert not read(question, {"hoảng sợ bỏ chạy tri hô": 1.0}, text)


def test_a_purpose_is_not_told_by_a_cause() -> None:
    text = "Cảnh sát cô lập quán kem để lửa không lan. Nguyên nhân vụ cháy quán kem là chập điện."
    assert read("Cảnh sát cô lập quán kem để làm gì?", {"để lửa không lan": 5.0}, text)[0].short == "để lửa không lan"


def test_the_answer_begins_with_the_kind_that_is_asked_for() -> None:
    text = "Em Lam muốn viết một phần mềm báo mưa cho làng."
    assert read("Phần mềm mà em Lam muốn viết là gì?", {"báo mưa": 6.0}, text)[0].short == "phần mềm báo mưa"
