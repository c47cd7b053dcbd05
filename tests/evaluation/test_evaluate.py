"""The whole evaluation with the real assistant: real encoder, real indexes, over two short articles."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.articles import read
from qa.config import shipped
from qa.errors import ArticleNotFound
from qa.evaluation import run
from qa.evaluation.floors import read_floors
from qa.evaluation.gold import CATEGORIES, load
from qa.evaluation.grade import FIGURES
from qa.evaluation.losses import Loss
from qa.evaluation.mutate import MUTATIONS
from qa.evaluation.transform import TRANSFORMS
from qa.records import Article, Kind
from qa.vietnamese.names import find_names

CONGRESS = """---
id: dai-hoi
title: Bế mạc Đại hội Đảng bộ huyện Sông Lam
published: 2020-07-11
---

Ngày 11-7, Đại hội Đảng bộ huyện Sông Lam đã bế mạc tại thị trấn Bến Đá.

Đồng chí Trần Mạnh Hùng được bầu làm Bí thư Huyện ủy Sông Lam. Ban Thường vụ gồm bảy đồng chí.
"""
BRIDGE = """---
id: cau-ben-da
title: Thông xe cầu Bến Đá
published: 2021-12-20
---

Cầu Bến Đá bắc qua sông Cấm chính thức thông xe sáng 20-12. Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng.
"""
FERRY = """---
id: pha-bai-say
title: Phà Bãi Sậy chạy lại
published: 2022-03-01
---

Phà Bãi Sậy chạy lại từ sáng 1-3 với hai chuyến mỗi giờ. Vé một lượt 3.000 đồng.
"""
SECRETARY = "Đồng chí Trần Mạnh Hùng được bầu làm Bí thư Huyện ủy Sông Lam."
LINES: list[dict[str, Any]] = [
    {
        "id": "who-1",
        "category": "who",
        "question": "Ai được bầu làm Bí thư Huyện ủy Sông Lam?",
        "kind": "found",
        "answers": ["Trần Mạnh Hùng"],
        "support": [{"article": "dai-hoi", "quote": SECRETARY}],
    },
    {
        "id": "follow-1",
        "category": "follow_up",
        "question": "Cầu ấy dài bao nhiêu mét?",
        "kind": "found",
        "answers": ["420 m"],
        "support": [{"article": "cau-ben-da", "quote": "Cầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng."}],
        "history": ["Cầu Bến Đá bắc qua sông nào?"],
    },
    {
        "id": "absent-1",
        "category": "absent",
        "question": "Giá vé xem xiếc ở Hà Nội bao nhiêu?",
        "kind": "not_found",
        "answers": [],
        "support": [],
    },
]
UNSEEN: list[dict[str, Any]] = [
    {
        "id": "unseen-1",
        "category": "how_many",
        "question": "Vé phà Bãi Sậy một lượt bao nhiêu tiền?",
        "kind": "found",
        "answers": ["3.000 đồng"],
        "support": [{"article": "pha-bai-say", "quote": "Vé một lượt 3.000 đồng."}],
    },
    {
        "id": "unseen-2",
        "category": "who",
        "question": "Ai là người lái phà Bãi Sậy?",
        "kind": "not_found",
        "answers": [],
        "support": [],
    },
]
Command = Callable[..., tuple[int, str]]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two articles and three questions, an unseen article with two more, and one floor that holds
    whatever is answered."""
    (tmp_path / "index" / "articles").mkdir(parents=True)
    (tmp_path / "index" / "articles" / "dai-hoi.md").write_text(CONGRESS, encoding="utf-8")
    (tmp_path / "index" / "articles" / "cau-ben-da.md").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "eval" / "gold").mkdir(parents=True)
    (tmp_path / "eval" / "floors.toml").write_text("[overall]\nrecall_at_10 = 0.0\n", encoding="utf-8")
    (tmp_path / "eval" / "gold" / "all.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    (tmp_path / "eval" / "unseen" / "articles").mkdir(parents=True)
    (tmp_path / "eval" / "unseen" / "articles" / "pha.md").write_text(FERRY, encoding="utf-8")
    (tmp_path / "eval" / "unseen" / "questions.jsonl").write_text("\n".join(map(json.dumps, UNSEEN)), encoding="utf-8")
    monkeypatch.setattr(run, "shipped", lambda name: tmp_path / name)
    return tmp_path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `eval/run.py` with these arguments; gives its exit code and all that it printed."""
    monkeypatch.setenv("QA_LANGUAGE", "en")

    def start(*arguments: str | Path) -> tuple[int, str]:
        code = run.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return start


def test_every_question_is_asked_graded_and_written_down_twice_the_same(tree: Path, command: Command) -> None:
    code, printed = command("--json", tree / "one.json")
    assert code == 0
    names = [line.split()[0] for line in printed.splitlines()[2:8]]
    assert [*names[:3], set(names[3]), *names[4:]] == ["who", "follow_up", "absent", {"─"}, "all", "unseen"]
    figures = json.loads((tree / "one.json").read_text(encoding="utf-8"))
    assert set(figures["questions"]) == {"who-1", "follow-1", "absent-1", "unseen-1", "unseen-2"}
    assert figures["sections"]["overall"]["recall_at_10"] == 1.0
    who = figures["questions"]["who-1"]
    start = CONGRESS.partition("---\n\n")[2].index(SECRETARY)
    assert who["cited"] == [f"dai-hoi:{start}-{start + len(SECRETARY)}"]
    assert who["figures"]["citation_precision"] == who["figures"]["citation_recall"] == 1.0
    assert who["verdict"] == "right"

    command("--json", tree / "other.json")
    again = json.loads((tree / "other.json").read_text(encoding="utf-8"))
    assert figures.pop("timings")["questions"].keys() == again.pop("timings")["questions"].keys()
    assert json.dumps(figures) == json.dumps(again)


def test_unseen_questions_have_a_row_of_their_own_and_change_no_other_figure(tree: Path, command: Command) -> None:
    command("--json", tree / "all.json", "--save")
    main = [argument for name in ("who", "follow_up", "absent") for argument in ("--category", name)]
    command("--json", tree / "main.json", *main)
    whole, without = (json.loads((tree / name).read_text(encoding="utf-8")) for name in ("all.json", "main.json"))
    unseen = whole["sections"].pop("unseen")
    assert (unseen["questions"], unseen["recall_at_10"]) == (2, 1.0)
    told = {name: whole["questions"].pop(name) for name in ("unseen-1", "unseen-2")}
    assert [question["unseen"] for question in told.values()] == [True, True]
    assert told["unseen-1"]["right_citations"] == [1]
    del whole["timings"], without["timings"]
    assert whole == without
    assert "unseen-1" in (tree / "eval" / "baseline.json").read_text(encoding="utf-8")


def test_unseen_questions_are_told_one_by_one_only_when_asked_for_alone(tree: Path, command: Command) -> None:
    (tree / "eval" / "floors.toml").write_text("[unseen]\nscore = -1.0\n", encoding="utf-8")
    lie = [{**UNSEEN[0], "answers": ["5.000 đồng"]}, UNSEEN[1]]
    (tree / "eval" / "unseen" / "questions.jsonl").write_text("\n".join(map(json.dumps, lie)), encoding="utf-8")
    code, printed = command("--missed", "--save", "--report", tree / "report")
    assert (code, "unseen-1" in printed) == (0, False)
    assert "unseen-1" not in (tree / "report" / "index.html").read_text(encoding="utf-8")
    _, printed = command("--missed", "--category", "unseen")
    assert "unseen-1  Vé phà" in printed
    assert printed.splitlines()[2].split()[:2] == ["unseen", "2"]

    (tree / "eval" / "floors.toml").write_text("[unseen]\nscore = 0.9\n", encoding="utf-8")
    code, printed = command("--raise")
    assert code == 1
    assert "See: python eval/run.py --missed --category unseen" in printed


def test_unseen_questions_are_compared_with_their_articles_before_any_is_asked(tree: Path, command: Command) -> None:
    questions = tree / "eval" / "unseen" / "questions.jsonl"
    questions.write_text(questions.read_text(encoding="utf-8").replace("pha-bai-say", "cau-ben-da"), encoding="utf-8")
    code, printed = command()
    assert (code, f"{questions}:1 (unseen-1): there is no article “cau-ben-da”" in printed) == (2, True)


def test_the_report_is_the_same_bytes_but_for_times_and_so_are_noise_and_spoiled_answers(
    tree: Path, command: Command
) -> None:
    pages, figures = [], []
    for name in ("one", "other"):
        code, printed = command("--noise", "--mutate", "--report", tree / name)
        assert code == 0
        pages.append((tree / name / "index.html").read_text(encoding="utf-8"))
        figures.append(json.loads((tree / name / "results.json").read_text(encoding="utf-8")))
    assert [line.split()[:2] for line in printed.splitlines() if line.startswith(("(as it", "marks_"))] == [
        ["(as", "it"],
        ["marks_dropped", "3"],
        ["marks_swapped", "3"],
    ]
    one, other = (re.sub(r'<section id="timings">.*?</section>', "", page, flags=re.DOTALL) for page in pages)
    assert one == other
    del figures[0]["timings"], figures[1]["timings"]
    assert json.dumps(figures[0]) == json.dumps(figures[1])
    assert figures[0]["noise"] == {}  # two articles are too few to read among others
    assert figures[0]["mutations"]["citations_dropped"]["citation_recall"] == 0
    assert figures[0]["losses"].keys() == set(Loss)
    assert figures[0]["reliability"]
    assert figures[0]["refusal_curve"][-1]["answered"] > 0


def test_questions_typed_otherwise_are_held_to_no_floor(tree: Path, command: Command) -> None:
    (tree / "eval" / "floors.toml").write_text("[overall]\nrecall_at_10 = 2.0\n", encoding="utf-8")
    code, printed = command("--transform", "telex", "--json", tree / "telex.json")
    assert (code, "below its floor" in printed) == (0, False)
    questions = json.loads((tree / "telex.json").read_text(encoding="utf-8"))["questions"]
    assert questions["follow-1"]["question"] == "Caauf aays daif bao nhieeu mets?"
    assert command()[0] == 1


def test_a_run_is_saved_and_compared_and_floors_are_lifted_and_held(tree: Path, command: Command) -> None:
    floors, stored = tree / "eval" / "floors.toml", tree / "eval" / "baseline.json"
    code, printed = command("--save", "--raise")
    assert (code, "Changed since" in printed) == (0, False)
    assert floors.read_text(encoding="utf-8") == "[overall]\nrecall_at_10 = 0.500\n"

    floors.write_text("[overall]\nrecall_at_10 = 0.500\n[category.absent]\nitem_recall = 0.5\n", encoding="utf-8")
    code, printed = command()
    assert code == 1
    assert "baseline.json: 0" in printed
    assert "recall_at_10" not in printed
    assert "absent: item_recall = –, below its floor 0.500" in printed
    assert "python eval/run.py --missed --category absent" in printed

    stored.write_text(stored.read_text(encoding="utf-8").replace("Trần Mạnh Hùng", "Lê Hoa"), encoding="utf-8")
    code, printed = command("--category", "who")
    assert code == 0  # floors speak of the whole set
    assert "baseline.json: 1" in printed
    assert "right → right, another answer (1)" in printed


def test_questions_of_ones_own_over_a_store_of_ones_own(tree: Path, command: Command, tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(json.dumps(LINES[0]), encoding="utf-8")
    store = tmp_path / "store"
    code, _ = command("--gold", own, "--store", store, "--articles", tree / "index" / "articles")
    assert code == 0
    assert (store / "articles.db").is_file()
    code, printed = command("--gold", own, "--index", store)  # what was added is still there; another word for --store
    assert (code, printed.splitlines()[2].split()[:2]) == (0, ["who", "1"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--category", "whom"], "There is no category whom; categories: who, when"),
        (["--category", "list"], "No question is in category list"),
        (["--category", "unseen", "--gold", "own.jsonl"], "Category unseen brings its own questions and articles"),
        (["--reader", "other", "--raise"], "Only a run of the whole shipped set"),
        (["--category", "who", "--save"], "Only a run of the whole shipped set"),
        (["--against", "no-such-run.json"], "Can't read the stored run no-such-run.json"),
        (["--gold", "no-such-gold.jsonl"], "Can't read the gold file no-such-gold.jsonl"),
        (["--articles", "no-such-folder"], "no-such-folder"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(
    tree: Path, command: Command, arguments: list[str], said: str
) -> None:
    code, printed = command(*arguments)
    assert code == 2
    assert said in printed


def test_a_question_that_contradicts_the_articles_ends_with_2(tree: Path, command: Command) -> None:
    gold = tree / "eval" / "gold" / "all.jsonl"
    gold.write_text(gold.read_text(encoding="utf-8").replace("420 m,", "450 m,"), encoding="utf-8")
    code, printed = command()
    assert code == 2
    assert f"{gold}:2 (follow-1): “Cầu dài 450 m" in printed


def reads(folder: str) -> Callable[[str], Article]:
    articles = {found.article.id: found.article for found in read([shipped(folder)]) if found.article}

    def find(article_id: str) -> Article:
        if article_id not in articles:
            raise ArticleNotFound(article_id)
        return articles[article_id]

    return find


@pytest.fixture
def shipped_article() -> Callable[[str], Article]:
    return reads("index/articles")


def test_the_shipped_questions_fit_the_shipped_articles_and_cover_every_category(
    shipped_article: Callable[[str], Article],
) -> None:
    golds = load([shipped("eval/gold")], shipped_article)
    assert len(golds) >= 350
    size = Counter(gold.category for gold in golds)
    assert {name: size[name] for name in CATEGORIES if size[name] < 20} == {}
    assert size["follow_up"] >= 40
    assert sum(gold.kind is Kind.CONFLICT for gold in golds) >= 20
    assert sum(gold.kind is Kind.NOT_FOUND for gold in golds) >= 40


def test_a_quarter_of_the_shipped_questions_is_unseen_of_every_category_and_of_other_people(
    shipped_article: Callable[[str], Article],
) -> None:
    known = load([shipped("eval/gold")], shipped_article)
    unseen = load([shipped(run.UNSEEN_QUESTIONS)], reads(run.UNSEEN_ARTICLES))
    assert len(unseen) >= (len(known) + len(unseen)) / 4
    size = Counter(gold.category for gold in unseen)
    assert {name: size[name] for name in CATEGORIES if size[name] < 8} == {}
    assert {gold.id for gold in known}.isdisjoint(gold.id for gold in unseen)
    assert len(_people(run.UNSEEN_ARTICLES)) >= 60
    assert _people("index/articles") & _people(run.UNSEEN_ARTICLES) == set()


def _people(folder: str) -> set[str]:
    """The full names that the articles give people; "anh Trọng" is in many a paper."""
    texts = [found.article.text for found in read([shipped(folder)]) if found.article]
    names = {text[name.start : name.end] for text in texts for name in find_names(text) if name.kind == "person"}
    return {name for name in names if " " in name}


def test_the_shipped_floors_can_be_read() -> None:
    assert read_floors(shipped("eval/floors.toml"))


def test_the_guide_names_every_figure_and_category_and_its_example_holds(
    shipped_article: Callable[[str], Article], tmp_path: Path
) -> None:
    guide = shipped("eval/floors.toml").with_name("README.md").read_text(encoding="utf-8")
    assert [
        name
        for name in (*FIGURES, *CATEGORIES, *Loss, *MUTATIONS, *TRANSFORMS, "calibration_error")
        if f"`{name}`" not in guide
    ] == []
    example = guide.split("```json\n")[1].split("```")[0].replace("\n", "")
    (tmp_path / "example.jsonl").write_text(example, encoding="utf-8")
    assert len(load([tmp_path / "example.jsonl"], shipped_article)) == 1
