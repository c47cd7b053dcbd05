from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from qa.errors import StoreDamaged
from qa.index.postings import MOST_TERMS, Postings
from qa.vietnamese.alternatives import alternatives

TEXTS = {
    1: "Đại hội bầu Bí thư\nĐồng chí Nguyễn Mạnh Cường làm Bí thư tỉnh Quảng Ninh.",
    2: "Chủ tịch tỉnh Hà Nam\nÔng Lê Văn An là Chủ tịch.",
    3: "Mưa lớn\nMưa lớn ở Quảng Ninh, án mạng ở Hà Nam.",
}


@pytest.fixture
def postings(tmp_path: Path) -> Iterator[Postings]:
    opened = Postings(tmp_path / "postings")
    opened.add(list(TEXTS), list(TEXTS.values()))
    yield opened
    opened.close()


def texts(ids: Sequence[int]) -> Mapping[int, str]:
    return {number: TEXTS[number] for number in ids}


def found(postings: Postings, question: str, folded: bool = False, only: Sequence[int] | None = None) -> list[int]:
    return [number for number, _ in postings.search(question, 10, folded, only)]


def test_a_part_that_says_a_word_twice_may_be_written_otherwise_too(tmp_path: Path) -> None:
    opened = Postings(tmp_path / "twice")
    opened.add([1, 2], ["Đẩy mạnh CNH, HĐH nông thôn.", "Mưa lớn ở huyện."])
    question = "Công nghiệp hóa, hiện đại hóa nông thôn ra sao?"
    assert [number for number, _ in opened.search(question, 10, also=alternatives(question))] == [1]
    opened.close()


def test_another_way_to_write_a_part_counts_as_the_part(tmp_path: Path) -> None:
    opened = Postings(tmp_path / "forms")
    opened.add(
        [1, 2, 3, 4],
        [
            "Chủ tịch Ủy ban nhân dân huyện phát biểu.",
            "Chủ tịch UBND huyện phát biểu.",
            "Chủ tịch hội đồng phát biểu về nhân dân và ủy ban.",
            "Mưa lớn ở huyện.",
        ],
    )
    question = "Chủ tịch UBND huyện"
    plain = dict(opened.search(question, 10))
    also = dict(opened.search(question, 10, also=alternatives(question)))
    assert also[1] > plain[1]
    assert [also[number] for number in (2, 3, 4)] == pytest.approx([plain[number] for number in (2, 3, 4)])
    assert also[2] >= also[1] > also[3]
    assert opened.search(question, 10, also=alternatives("Ai là Bí thư?")) == opened.search(question, 10)
    folded = dict(opened.search("chu tich ubnd huyen", 10, folded=True, also=alternatives("chu tich ubnd huyen", True)))
    assert folded[1] > folded[3]
    opened.close()


def test_how_many_passages_hold_a_term(postings: Postings) -> None:
    held = postings.frequencies()
    assert [held(term) for term in ("quảng_ninh", "hà_nam", "bí_thư", "quang_ninh")] == [2, 2, 1, 0]


def test_the_best_shares_most_with_the_question(postings: Postings) -> None:
    assert found(postings, "Ai là Bí thư Quảng Ninh?")[0] == 1
    scores = [score for _, score in postings.search("Bí thư Quảng Ninh", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(postings.search("Quảng Ninh", 1)) == 1


def test_accents_matter_unless_folded(postings: Postings) -> None:
    assert found(postings, "an") == [2]
    assert found(postings, "án") == [3]
    assert sorted(found(postings, "an", folded=True)) == [2, 3]
    assert found(postings, "BI THU quang ninh", folded=True)[0] == 1
    assert found(postings, "Bí thư Quảng Ninh", folded=True)[0] == 1


def test_only_restricts_the_passages_and_keeps_their_scores(postings: Postings) -> None:
    of_all = dict(postings.search("tỉnh Quảng Ninh", 10))
    assert dict(postings.search("tỉnh Quảng Ninh", 10, only=[3])) == {3: pytest.approx(of_all[3])}
    assert postings.search("tỉnh Quảng Ninh", 10, only=[]) == []
    assert found(postings, "tỉnh Quảng Ninh", only=[2, 99]) == [2]


@pytest.mark.parametrize("question", ["", "   ", "?!…", "xyzzy", "x" * 100_000, 'AND OR NOT " ( * : ^~'])
def test_questions_that_match_nothing(postings: Postings, question: str) -> None:
    assert postings.search(question, 10) == []


def test_a_very_long_question_asks_for_its_rarest_terms(postings: Postings) -> None:
    noise = " ".join(f"vô{number}" for number in range(3000))
    assert found(postings, f"{noise} Nguyễn Mạnh Cường {noise}") == [1]
    common = " ".join(["Hà Nam Quảng Ninh tỉnh ở Mưa"] * MOST_TERMS)
    assert found(postings, f"{common} Cường {noise}")[0] in (1, 3)


def test_removed_terms_are_in_no_dictionary(postings: Postings, tmp_path: Path) -> None:
    postings.remove([1, 77], texts)
    assert postings.ids() == {2, 3}
    assert found(postings, "Nguyễn Mạnh Cường") == []
    searcher = postings._index.searcher()
    # Counts what lies in the segments, deleted or not.
    assert searcher.doc_freq("accented", "cường") == searcher.doc_freq("folded", "cuong") == 0
    assert searcher.doc_freq("accented", "mưa") == 1
    assert_at_rest(tmp_path / "postings")


def test_removing_among_many_segments_leaves_no_deleted_document(tmp_path: Path) -> None:
    written = {number: f"Bài số {number}\nXã riêng{number} có trường." for number in range(300)}
    postings = Postings(tmp_path / "postings")
    for first in range(0, 300, 20):
        postings.add(range(first, first + 20), [written[number] for number in range(first, first + 20)])
    gone = [0, 25, 26, 155, 299]
    postings.remove(gone, lambda ids: {number: written[number] for number in ids})
    assert postings.ids() == set(range(300)) - set(gone)
    assert all(found(postings, f"riêng{number}") == ([] if number in gone else [number]) for number in range(300))
    assert_at_rest(tmp_path / "postings")
    postings.close()


def assert_at_rest(folder: Path) -> None:
    """No segment holds a deleted document, and no file is left of a segment that is gone."""
    segments = json.loads((folder / "meta.json").read_text())["segments"]
    assert all(segment["deletes"] is None for segment in segments)
    left = {path.stem for path in folder.iterdir() if path.name not in ("meta.json",) and path.name[0] != "."}
    assert left <= {segment["segment_id"].replace("-", "") for segment in segments}


def test_removing_all_and_adding_again(postings: Postings) -> None:
    postings.remove(TEXTS, texts)
    assert postings.ids() == set()
    assert postings.search("Quảng Ninh", 5) == []
    postings.add([4], ["Quảng Ninh"])
    assert found(postings, "Quảng Ninh") == [4]


def test_what_was_added_is_there_after_reopening(postings: Postings) -> None:
    postings.close()
    assert postings.ids() == set(TEXTS)
    again = Postings(postings.folder)
    assert found(again, "Mưa lớn") == [3]


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    postings = Postings(tmp_path / "none")
    assert postings.ids() == set()
    postings.sweep()
    postings.close()
    assert not (tmp_path / "none").exists()


def test_damaged_files_say_what_to_do(postings: Postings) -> None:
    postings.close()
    (postings.folder / "meta.json").write_text("{")
    with pytest.raises(StoreDamaged, match="qa check --repair"):
        postings.search("Mưa", 3)
    postings.wipe()
    assert postings.ids() == set()
