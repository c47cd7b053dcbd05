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
Command = Callable[..., tuple[int, str]]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two articles, three questions and one floor that holds whatever is answered."""
    (tmp_path / "index" / "articles").mkdir(parents=True)
    (tmp_path / "index" / "articles" / "dai-hoi.md").write_text(CONGRESS, encoding="utf-8")
    (tmp_path / "index" / "articles" / "cau-ben-da.md").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "eval" / "gold").mkdir(parents=True)
    (tmp_path / "eval" / "floors.toml").write_text("[overall]\nrecall_at_10 = 0.0\n", encoding="utf-8")
    (tmp_path / "eval" / "gold" / "all.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
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
    names = [line.split()[0] for line in printed.splitlines()[2:7]]
    assert [*names[:3], set(names[3]), names[4]] == ["who", "follow_up", "absent", {"─"}, "all"]
    figures = json.loads((tree / "one.json").read_text(encoding="utf-8"))
    assert set(figures["questions"]) == {"who-1", "follow-1", "absent-1"}
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


@pytest.fixture
def shipped_article() -> Callable[[str], Article]:
    articles = {found.article.id: found.article for found in read([shipped("index/articles")]) if found.article}

    def find(article_id: str) -> Article:
        if article_id not in articles:
            raise ArticleNotFound(article_id)
        return articles[article_id]

    return find


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
