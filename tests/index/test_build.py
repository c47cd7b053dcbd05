from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.index.conftest import ToyEncoder, article

from qa.errors import ArticleNotFound, EmptyArticle, EncoderChanged, StoreDamaged, StoreError, StoreLocked
from qa.index import build
from qa.index.build import Index
from qa.records import Article


def statuses(index: Index, *articles: Article) -> list[str]:
    return [outcome.status for outcome in index.add(articles)]


def found_by_words(index: Index, question: str) -> list[str]:
    numbers = [number for number, _ in index.postings.search(question, 10)]
    return [found.id for _, found in index.passages(numbers)]


def found_by_meaning(index: Index, question: str) -> list[str]:
    (vector,) = index.encoder.encode_questions([question])
    numbers = [number for number, _ in index.vectors.search(vector, 10)]
    return [found.id for _, found in index.passages(numbers)]


def test_what_is_added_is_found_by_words_and_by_meaning(index: Index) -> None:
    assert statuses(index, article("a"), article("b"), article("c")) == ["added"] * 3
    assert found_by_words(index, "thôn b")[0] == "b"
    assert found_by_meaning(index, "Bài b Xã b có trường mới. Trường nằm ở thôn b của xã.")[0] == "b"
    assert index.check() == []


def test_a_passage_is_the_text_of_its_article(index: Index) -> None:
    text = "\n\n".join(f"Đoạn {number} nói về việc {number}. " + "Có nhiều chữ nữa. " * 12 for number in range(9))
    index.add([article("a", text.strip())])
    passages = index.library.passages_of("a")
    assert len(passages) > 2
    for passage, of in index.passages([passage.id for passage in passages]):
        assert of == index.article("a")
        assert passage.sentences[0][0] == passage.start
        assert index.library.texts([passage.id])[passage.id] == f"Bài a\n{of.text[passage.start : passage.end]}"


def test_every_field_comes_back(index: Index) -> None:
    whole = Article(
        *("đ/1 #2", "Tựa “đề”", "Câu một. Câu hai.", date(2020, 7, 11)),
        *("MINH HÀ", "Báo", "https://a.vn/1", "/a b.txt#3", "en", "00"),
    )
    index.add([whole, article("x")])
    assert index.article("đ/1 #2") == whole
    assert [stored.id for stored in index.articles()] == ["đ/1 #2", "x"]
    assert index.count() == 2


def test_adding_again_changes_nothing(index: Index, encoder: ToyEncoder) -> None:
    index.add([article("a", origin="1.txt")])
    before, encoded = index.library.passage_ids(), encoder.encoded
    assert statuses(index, article("a", origin="1.txt"), article("a", origin="moved.txt")) == ["unchanged"] * 2
    assert (index.library.passage_ids(), encoder.encoded) == (before, encoded)
    assert index.article("a").origin == "moved.txt"


def test_a_changed_article_takes_the_place_of_the_former(index: Index) -> None:
    index.add([article("a", "Cầu cũ dài 100 mét."), article("b")])
    assert statuses(index, article("a", "Cầu mới dài 900 mét.")) == ["replaced"]
    assert found_by_words(index, "cầu cũ 100") == ["a"]
    assert found_by_words(index, "100") == []
    assert index.article("a").text == "Cầu mới dài 900 mét."
    assert index.count() == 2
    assert index.check() == []


def test_a_changed_date_is_a_change_that_needs_no_new_vectors(index: Index, encoder: ToyEncoder) -> None:
    index.add([article("a")])
    encoded = encoder.encoded
    assert statuses(index, replace(article("a"), published=date(2021, 1, 2))) == ["replaced"]
    assert index.article("a").published == date(2021, 1, 2)
    assert encoder.encoded == encoded


def test_the_same_text_under_two_names_is_stored_once_and_named(index: Index) -> None:
    same = replace(article("a"), id="other")
    first, second = index.add([article("a"), same])
    assert (first.status, second.status, second.other) == ("added", "duplicate", "a")
    assert index.count() == 1
    assert statuses(index, replace(same, id="third")) == ["duplicate"]


def test_an_article_that_comes_to_say_what_another_says_is_replaced_and_the_other_named(index: Index) -> None:
    index.add([article("a"), article("b")])
    (outcome,) = index.add([replace(article("a"), id="b")])
    assert (outcome.status, outcome.other) == ("replaced", "a")


def test_two_articles_with_one_id_in_one_call_do_not_swallow_each_other(index: Index) -> None:
    outcomes = index.add([article("a", "Một câu.", origin="1.txt"), article("a", "Câu khác.", origin="2.txt")])
    assert [outcome.status for outcome in outcomes] == ["added", "refused"]
    assert outcomes[1].error is not None
    assert "1.txt" in outcomes[1].error.vi
    assert index.article("a").text == "Một câu."
    assert [outcome.status for outcome in index.add([article("p", "Một."), article("p", "Hai.")])] == [
        "added",
        "refused",
    ]


def test_ids_compare_exactly(index: Index) -> None:
    assert statuses(index, article("A"), article("a"), article("a "), article("á")) == ["added"] * 4


def test_an_article_without_a_sentence_is_refused(index: Index) -> None:
    (outcome,) = index.add([Article("a", "Tựa", "\n\n", hash="0")])
    assert outcome.status == "refused"
    assert isinstance(outcome.error, EmptyArticle)
    assert index.count() == 0


def test_removed_articles_are_returned_and_found_no_more(index: Index) -> None:
    index.add([article("a"), article("b"), article("c")])
    assert [gone.id for gone in index.remove(["c", "a", "c"])] == ["c", "a"]
    assert found_by_words(index, "thôn a") == found_by_meaning(index, "thôn a") == ["b"]
    assert index.library.removals() == []
    assert index.check() == []


def test_removing_what_is_not_there_removes_nothing(index: Index) -> None:
    index.add([article("a")])
    with pytest.raises(ArticleNotFound, match="qa list"):
        index.remove(["a", "no such"])
    assert index.count() == 1


def test_an_id_that_was_removed_can_come_back(index: Index) -> None:
    index.add([article("a")])
    former = index.library.passage_ids()
    index.remove(["a"])
    assert statuses(index, article("a")) == ["added"]
    assert not index.library.passage_ids() & former
    assert index.check() == []


def test_many_articles_go_in_batches_and_progress_is_told(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_CHARACTERS", 200)
    told: list[int] = []
    outcomes = index.add((article(str(number)) for number in range(20)), told.append)
    assert [outcome.article_id for outcome in outcomes] == [str(number) for number in range(20)]
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1] == 20
    assert index.check() == []


def test_a_source_that_breaks_off_leaves_what_came_before(folder: Path, encoder: ToyEncoder) -> None:
    def breaking() -> Iterator[Article]:
        yield from (article("a"), article("b"))
        raise KeyboardInterrupt

    with Index.open(folder, lambda: encoder) as index:
        index.add([article("first")])
        with pytest.raises(KeyboardInterrupt):
            index.add(breaking())
    encoded = encoder.encoded
    with Index.open(folder, lambda: encoder) as index:
        assert index.check() == []
        assert "first" in [stored.id for stored in index.articles()]
    assert encoder.encoded == encoded  # nothing had to be made anew


def test_it_is_all_there_after_reopening_and_nothing_is_encoded_again(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a"), article("b")])
    with Index.open(folder, lambda: encoder) as index:
        assert found_by_words(index, "thôn b")[0] == "b"
        assert found_by_meaning(index, "thôn b")
    with Index.open(folder, lambda: encoder) as index:
        assert index.check() == []
    assert encoder.encoded == 2


def test_the_encoder_is_not_loaded_to_look_at_articles(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a"), article("b")])

    def never() -> ToyEncoder:
        raise AssertionError("loaded")

    with Index.open(folder, never) as index:
        assert index.article("a").id == "a"
        assert found_by_words(index, "thôn a")
        index.remove(["a"])


def test_rebuilding_makes_passages_vectors_and_postings_anew(index: Index, encoder: ToyEncoder) -> None:
    index.add([article(str(number)) for number in range(5)])
    former = index.library.passage_ids()
    told: list[int] = []
    index.rebuild(told.append)
    assert told[-1] == 5
    assert not index.library.passage_ids() & former
    assert encoder.encoded == 10
    assert found_by_words(index, "thôn 3")[0] == "3"
    assert index.check() == []


def test_another_encoder_is_refused_until_the_rebuild(folder: Path) -> None:
    with Index.open(folder, lambda: ToyEncoder("one", 16)) as index:
        index.add([article("a")])
    with Index.open(folder, lambda: ToyEncoder("two", 24)) as index:
        assert index.article("a")  # looking at articles needs none
        with pytest.raises(EncoderChanged, match="qa rebuild"):
            index.encoder  # noqa: B018
        with pytest.raises(EncoderChanged):
            index.add([article("b")])
        index.rebuild()
        assert {stored.id for stored in index.articles()} == {"a", "b"}
        assert index.check() == []
    with Index.open(folder, lambda: ToyEncoder("two", 24)) as index:
        assert found_by_meaning(index, "thôn b")


def test_a_store_without_vectors_takes_any_encoder(folder: Path) -> None:
    with Index.open(folder, lambda: ToyEncoder("one", 16)) as index:
        index.add([article("a")])
        index.remove(["a"])
    with Index.open(folder, lambda: ToyEncoder("two", 24)) as index:
        assert statuses(index, article("a")) == ["added"]
        assert index.check() == []


def test_one_owner_at_a_time(folder: Path, index: Index, encoder: ToyEncoder) -> None:
    with pytest.raises(StoreLocked):
        Index.open(folder, lambda: encoder)
    index.close()
    Index.open(folder, lambda: encoder).close()


def test_two_stores_live_side_by_side(tmp_path: Path, index: Index, encoder: ToyEncoder) -> None:
    with Index.open(tmp_path / "second", lambda: encoder) as second:
        index.add([article("a")])
        second.add([article("b")])
        assert found_by_meaning(index, "thôn a") == ["a"]
        assert found_by_meaning(second, "thôn a") == ["b"]
    assert found_by_meaning(index, "thôn a") == ["a"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path, encoder: ToyEncoder) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError, match="can't be a store"):
            Index.open(folder, lambda: encoder)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, encoder: ToyEncoder) -> None:
    (tmp_path / "thesis.docx").write_text("x")
    with pytest.raises(StoreError, match=r"thesis\.docx"):
        Index.open(tmp_path, lambda: encoder)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_an_empty_folder_with_hidden_files_will_do(tmp_path: Path, encoder: ToyEncoder) -> None:
    (tmp_path / ".gitkeep").write_text("")
    Index.open(tmp_path, lambda: encoder).close()


def test_a_store_that_lost_its_articles_is_not_taken_for_an_empty_one(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a")])
    (folder / "articles.db").unlink()
    with pytest.raises(StoreDamaged, match=r"articles\.db"):
        Index.open(folder, lambda: encoder)
