"""The reader that ships, and any other that is put in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.config import EMBEDDED, shipped
from qa.errors import ModelError
from qa.models.reader import QUANTISED, SPANS, SpanReader, Text, load_reader
from qa.vietnamese.sentences import sentences

CONGRESS = (
    "Ngày 11-7, Đại hội đại biểu Đảng bộ Khối cơ quan tỉnh Sông Lam lần thứ IX đã bế mạc tại thành phố Vĩnh Yên. "
    "Đồng chí Trần Mạnh Hùng tái đắc cử Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam với tỷ lệ phiếu bầu đạt hơn 99%."
)
WEATHER = "Cơ quan khí tượng cho biết hôm nay miền Bắc có mưa rào, nhiệt độ thấp nhất là 19 độ. Gió đông bắc cấp 3."


def text(passage: str, title: str = "") -> Text:
    return Text(title, passage, tuple(start for start, _ in sentences(passage)))


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    return load_reader(EMBEDDED)


@pytest.mark.parametrize(
    ("question", "folded", "answer"),
    [
        ("Ai tái đắc cử Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?", False, "Trần Mạnh Hùng"),
        ("ai tai dac cu bi thu dang uy khoi co quan tinh song lam", True, "Trần Mạnh Hùng"),
        ("Đại hội bế mạc tại đâu?", False, "Vĩnh Yên"),
        ("Tỷ lệ phiếu bầu đạt bao nhiêu?", False, "99%"),
        ("Đại hội bế mạc ngày nào?", False, "11-7"),
    ],
)
def test_finds_the_answer_in_its_passage(reader: SpanReader, question: str, folded: bool, answer: str) -> None:
    (spans,) = reader.read(question, [text(CONGRESS, "Bế mạc Đại hội")], folded=folded)
    assert answer in CONGRESS[spans[0].start : spans[0].end]


def test_the_passage_that_answers_outscores_the_one_that_does_not(reader: SpanReader) -> None:
    question = "Ai tái đắc cử Bí thư Đảng ủy Khối?"
    other, own = reader.read(question, [text(WEATHER), text(CONGRESS)], folded=False)
    assert own[0].score > other[0].score
    assert other[0].score < 0 < own[0].score


def test_spans_stand_in_the_passage_apart_and_in_order(reader: SpanReader) -> None:
    (spans,) = reader.read("Đại hội bế mạc khi nào?", [text(CONGRESS)], folded=False)
    assert 1 < len(spans) <= SPANS
    assert [span.score for span in spans] == sorted((span.score for span in spans), reverse=True)
    for number, span in enumerate(spans):
        assert 0 <= span.start < span.end <= len(CONGRESS)
        assert all(span.end <= other.start or span.start >= other.end for other in spans[:number])


def test_a_passage_is_read_alike_alone_and_among_others(reader: SpanReader) -> None:
    question = "Tỷ lệ phiếu bầu đạt bao nhiêu?"
    (alone,) = reader.read(question, [text(CONGRESS)], folded=False)
    among = reader.read(question, [text(WEATHER * 3), text(CONGRESS), text(WEATHER)], folded=False)[1]
    assert (among[0].start, among[0].end) == (alone[0].start, alone[0].end)
    assert among[0].score == alone[0].score


def test_a_long_passage_is_read_to_its_end(reader: SpanReader) -> None:
    (spans,) = reader.read("Ai tái đắc cử Bí thư Đảng ủy Khối?", [text(WEATHER * 20 + " " + CONGRESS)], folded=False)
    assert "Trần Mạnh Hùng" in (WEATHER * 20 + " " + CONGRESS)[spans[0].start : spans[0].end]


def test_a_very_long_question_is_read_too(reader: SpanReader) -> None:
    (spans,) = reader.read("Ai tái đắc cử Bí thư? " * 80, [text(CONGRESS)], folded=False)
    assert spans


def test_nothing_to_read_gives_nothing(reader: SpanReader) -> None:
    assert reader.read("Ai là Bí thư?", [], folded=False) == []
    assert reader.read("Ai là Bí thư?", [text("")], folded=False) == [[]]


def test_standard_classes_load_the_files_that_ship() -> None:
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    folder = shipped("models/reader")
    model = AutoModelForQuestionAnswering.from_pretrained(folder, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    assert sum(parameter.numel() for parameter in model.parameters()) < 20_000_000
    assert (folder / "model.safetensors").stat().st_size < 40_000_000
    assert (folder / QUANTISED).stat().st_size < 20_000_000
    assert tokenizer.tokenize("Bí thư Đảng uỷ") == ["Bí", "thư", "Đảng", "ủy"]


def test_any_extractive_reader_takes_its_place(tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

    tiny = BertConfig(
        vocab_size=20_000, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertForQuestionAnswering(tiny).save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(shipped("models/reader"), local_files_only=True).save_pretrained(tmp_path)
    other = load_reader(str(tmp_path))
    assert other.name == str(tmp_path)
    long = WEATHER * 20
    for question, given in (("Ai là Bí thư?", CONGRESS), ("Ai là Bí thư?", long), ("ai " * 600, long)):
        (spans,) = other.read(question, [text(given, "Một tiêu đề")], folded=False)
        assert spans
        assert all(0 <= span.start < span.end <= len(given) for span in spans)


def test_a_folder_without_a_reader_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as told:
        load_reader(str(tmp_path))
    assert str(tmp_path) in told.value.vi
    assert "embedded" in told.value.vi
