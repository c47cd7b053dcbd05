"""Feedback is kept whatever happens to the store around it, and keeps no word of an article that is withdrawn."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.index.conftest import ToyEncoder, article

from qa.errors import FeedbackNotFound, StoreDamaged, StoreFull
from qa.index import feedback as kept
from qa.index.build import Index
from qa.index.feedback import FEEDBACK_FILE, FeedbackFile
from qa.records import Answer, Citation, Feedback, Headline, Kind

SENTENCE = "Đội đua thuyền Khe Chè về nhất nội dung 500 m."
TEXT = f"Sáng 2-9, hội đua thuyền khai mạc. {SENTENCE} Giải kéo dài hai ngày."
CITATION = Citation(1, "dua-thuyen", "Hội đua thuyền", None, "", "", 35, 35 + len(SENTENCE), SENTENCE)
ANSWER = Answer(Kind.FOUND, "Đội nào về nhất?", f"Khe Chè [1].\n“{SENTENCE}” [1]", "Khe Chè", (CITATION,))
BAD = Feedback("đội nào về nhất", "bad", "wrong", "Đội Bến Đá mới đúng.", answer=ANSWER)


def test_what_is_kept_comes_back_newest_first_and_ids_are_never_given_twice(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / FEEDBACK_FILE)
    assert file.all() == []
    assert not file.path.exists(), "looking makes no file"
    assert (file.add(BAD), file.add(Feedback("Ai?", "good"))) == (1, 2)
    second, first = file.all()
    assert (second.question, second.verdict, second.answer) == ("Ai?", "good", None)
    assert (first.note, first.reason, first.answer, first.said) == (BAD.note, "wrong", ANSWER, ANSWER.text)
    assert first.at
    assert first.at.tzinfo
    file.remove([2])
    assert file.add(BAD) == 3
    assert file.one(1) == first
    with pytest.raises(FeedbackNotFound, match="id 2"):
        file.one(2)


def test_many_write_at_once_and_none_is_lost(tmp_path: Path) -> None:
    notes = [f"góp ý {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda note: FeedbackFile(tmp_path / "f.db").add(Feedback("Ai?", "bad", note=note)), notes))
    assert sorted(ids) == list(range(1, 41))
    assert sorted(one.note for one in FeedbackFile(tmp_path / "f.db").all()) == sorted(notes)


def test_a_store_made_anew_or_locked_keeps_it(folder: Path, encoder: ToyEncoder) -> None:
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("a", TEXT)])
        index.feedback.add(BAD)
        assert FeedbackFile(folder / FEEDBACK_FILE).all()[0].note == BAD.note, "its owner is still at work"
        index.rebuild()
        index.repair()
        assert index.check() == []
    for path in folder.iterdir():  # what a damaged store is told to do: all goes but this
        if path.name.startswith("articles.db"):
            path.unlink()
    with pytest.raises(StoreDamaged, match="delete vectors and postings"):
        Index.open(folder, lambda: encoder)
    for name in ("vectors", "postings"):
        (folder / name).rename(folder.with_name(name))
    with Index.open(folder, lambda: encoder) as index:
        assert [one.note for one in index.feedback.all()] == [BAD.note]


def test_a_removed_article_leaves_only_what_the_person_wrote(folder: Path, encoder: ToyEncoder) -> None:
    near = Answer(Kind.NOT_FOUND, "Ai?", "- Hội đua thuyền", headlines=(Headline("dua-thuyen", "Hội đua", None, ""),))
    other = Answer(Kind.FOUND, "Ai?", "Bến Đá")
    with Index.open(folder, lambda: encoder) as index:
        index.add([article("dua-thuyen", TEXT, title="Hội đua thuyền"), article("khac")])
        for feedback in (
            BAD,
            Feedback("Ai?", "good", said=f"Theo báo: “{SENTENCE}”"),  # only the text was sent
            Feedback("Ai?", "bad", answer=near),
            Feedback("Ai?", "good", answer=other),
        ):
            index.feedback.add(feedback)
        assert SENTENCE.encode() in (folder / FEEDBACK_FILE).read_bytes()
        index.remove(["dua-thuyen"])
        left = list(reversed(index.feedback.all()))
    assert [(one.said, one.answer) for one in left] == [("", None)] * 3 + [("Bến Đá", other)]
    assert [one.note for one in left] == [BAD.note, "", "", ""]
    assert SENTENCE.encode() not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_more_is_taken_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 64 << 10)
    file = FeedbackFile(tmp_path / FEEDBACK_FILE)
    with pytest.raises(StoreFull, match="qa feedback remove"):
        for _ in range(100):
            file.add(Feedback("Ai?", "bad", note="dài " * 500))
    assert file.path.stat().st_size <= 64 << 10
    assert all(one.note == "dài " * 500 for one in file.all())
    file.remove([one.id for one in file.all()])
    assert file.add(BAD)


def test_a_file_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    path = tmp_path / FEEDBACK_FILE
    path.write_bytes(b"no database at all" * 100)
    assert not FeedbackFile(path).writable()
    with pytest.raises(StoreDamaged, match="Move the file away"):
        FeedbackFile(path).all()
    path.unlink()
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE theirs (a)")
    foreign.close()
    with pytest.raises(StoreDamaged, match="no feedback file"):
        FeedbackFile(path).add(BAD)
    path.unlink()
    assert FeedbackFile(path).writable()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere; Windows has no such mode")
def test_a_folder_that_cannot_be_written_is_noticed(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not FeedbackFile(tmp_path / FEEDBACK_FILE).writable()
    tmp_path.chmod(0o700)


def test_an_answer_that_cannot_be_read_any_more_hides_no_words(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / FEEDBACK_FILE)
    file.add(BAD)
    with sqlite3.connect(file.path) as base:
        base.execute("""UPDATE feedback SET answer = '{"kind": "of another version"}'""")
    base.close()
    assert (file.one(1).note, file.one(1).answer, file.one(1).said) == (BAD.note, None, ANSWER.text)


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_making_clean_leaves_it(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parents[2] / "Makefile", tmp_path)
    store = tmp_path / "index" / "store"
    (store / "vectors").mkdir(parents=True)
    (store / "articles.db").touch()
    FeedbackFile(store / FEEDBACK_FILE).add(BAD)
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert [path.name for path in store.iterdir()] == [FEEDBACK_FILE]
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert FeedbackFile(store / FEEDBACK_FILE).one(1).note == BAD.note
