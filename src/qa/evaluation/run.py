"""The evaluation as a command: ask, grade, print, compare with the stored run, hold against the floors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from qa.api import Assistant
from qa.articles import read
from qa.config import Config, shipped
from qa.errors import ArticleNotFound, ConfigError, QaError
from qa.evaluation.ask import Progress, ask_all
from qa.evaluation.floors import falls, raised, read_floors
from qa.evaluation.gold import UNSEEN, Gold, load
from qa.evaluation.grade import Grade, Section, first_categories, grade, looked_at, sections
from qa.evaluation.mutate import spoiled
from qa.evaluation.noise import with_noise
from qa.evaluation.options import Options, read_options
from qa.evaluation.outside import distractors, measure, outside_figures
from qa.evaluation.page import Since, page
from qa.evaluation.report import broken, changed, compared, missed, outside, table
from qa.evaluation.results import changes, figures_of, read_run, write_baseline, write_results
from qa.evaluation.squad import read_squad, some
from qa.evaluation.transform import TRANSFORMS
from qa.language import Language, choose
from qa.records import Article

Say = Callable[[str], None]
Extras = dict[str, dict[str, Section]]  # what was measured besides: "noise", "mutations"; by ratio, by mutation
RESULTS = "results"  # the gold questions' file in the report; an outside set's has its own name
UNSEEN_ARTICLES, UNSEEN_QUESTIONS = "eval/unseen/articles", "eval/unseen/questions.jsonl"
QUIET = 1.0  # seconds before a run on a terminal begins to count its questions


def evaluate(options: Options, say: Say, progress: Progress) -> int:
    """Asks every question, says the report, and returns the exit code: 0, or 1 when a figure is below its floor.

    Raises `GoldError` when the questions don't fit the articles, `ConfigError` for a floors file, a stored run or an
    article that makes no sense, and what opening a store raises.
    """
    floors = shipped("eval/floors.toml")
    baseline = floors.with_name("baseline.json")
    stored = options.against or (baseline if baseline.is_file() and not options.gold else None)
    before = read_run(stored) if stored else {}
    least = read_floors(floors) if options.whole else ()

    grades, extras = _asked(options, progress)
    rows = sections(grades)
    since = Since(str(stored), changes(looked_at(grades), before)) if stored else None
    more = {kind: {name: figures_of(row) for name, row in measured.items()} for kind, measured in extras.items()}
    _write(options, RESULTS, grades, since, more)

    say(table(rows, options.language))
    for kind, measured in extras.items():
        say("\n" + compared(kind, measured, options.language))
    if options.missed:
        say("\n" + missed(looked_at(grades), options.language))
    if since:
        title = choose(options.language, f"Khác với {stored}:", f"Changed since {stored}:")
        say(f"\n{title} {len(since.changes)}")
        if since.changes:
            say(changed(since.changes, options.language))
    first = first_categories(grades)
    held = [first, *rows] if first else rows
    fallen = falls(least, held)
    if fallen:
        say("\n" + broken(fallen, options.language))
    if options.save:
        write_baseline(baseline, grades)
    if options.lift:
        floors.write_text(raised(floors.read_text(encoding="utf-8"), held), encoding="utf-8")
    return 1 if fallen else 0


def evaluate_outside(options: Options, say: Say, progress: Progress) -> int:
    """Asks the questions of a file in SQuAD format, says the report, and returns 0; no floor speaks of them.

    Raises `ConfigError` when the file or one of the distractors can't be read, `ModelError` for models that can't be.
    """
    assert options.squad
    found = read_squad(options.squad)
    asked = [replace(one, text=_transformed(options, one.text)) for one in some(found.questions, options.limit)]
    heading = choose(
        options.language,
        f"{options.squad.name}: hỏi {len(asked)} trong {len(found.questions)} câu, trên {len(found.articles)} đoạn văn",
        f"{options.squad.name}: {len(asked)} of {len(found.questions)} questions over {len(found.articles)} contexts",
    )
    unusable = choose(options.language, f"; bỏ {found.left_out} câu không dùng được", f"; {found.left_out} left out")
    others = distractors(options.distractors, options.distractors_limit)
    say(heading + (unusable if found.left_out else ""))
    config = Config.load(reader=options.reader, encoder=options.encoder, language="vi")
    measured = measure(asked, found.articles, others, config, progress)
    name = options.squad.name.partition(".")[0]
    more = {"squad": {"left_out": found.left_out, **outside_figures(measured)}}
    _write(options, name, measured.grades, None, more)
    say("\n" + outside(measured, options.language))
    return 0


def main(arguments: Sequence[str], report: Path | None = None) -> int:
    """The command line of `qa eval` and `eval/run.py`; `report` is the folder for every figure and the page where
    `--report` names none.

    The exit code: 0, 1 when a floor is broken, 2 for wrong use or questions that don't fit the articles.
    """
    language: Language = "vi"
    try:
        language = Config.load().language
        options = read_options(arguments, report, language)
        ask = evaluate_outside if options.squad else evaluate
        return ask(options, _print, _counting())
    except QaError as error:
        sys.stderr.write(error.say(language) + "\n")
        return 2


def _asked(options: Options, progress: Progress) -> tuple[list[Grade], Extras]:
    """Every grade, those of the unseen questions last: their articles join the store only when all else is measured."""
    with _opened(options) as assistant:
        golds = _chosen(options, assistant)
        unseen = _unseen(options) if options.unseen else []
        outcomes = ask_all(assistant, golds, progress)
        extras: Extras = {}
        if options.noise and golds:
            mixed = with_noise(assistant, golds, progress)
            extras["noise"] = {f"{ratio:.0%}": sections(grades)[-1] for ratio, grades in mixed.items() if grades}
        if options.mutate and golds:
            extras["mutations"] = spoiled(outcomes, assistant.article)
        if unseen:
            _add(assistant, shipped(UNSEEN_ARTICLES))
            outcomes += ask_all(assistant, unseen, progress)
        return [grade(outcome, assistant.article) for outcome in outcomes], extras


def _chosen(options: Options, assistant: Assistant) -> list[Gold]:
    golds = load(options.gold or [shipped("eval/gold")], assistant.article)
    chosen = [gold for gold in golds if not options.category or gold.category in options.category]
    if not chosen and UNSEEN not in options.category:
        names = ", ".join(options.category)
        raise ConfigError(f"Không có câu hỏi nào thuộc nhóm {names}.", f"No question is in category {names}.")
    return [_typed(options, gold) for gold in chosen]


def _unseen(options: Options) -> list[Gold]:
    """The unseen questions, compared with their articles before any question is asked."""
    articles = {each.article.id: each.article for each in read([shipped(UNSEEN_ARTICLES)]) if each.article}

    def find(article_id: str) -> Article:
        if article_id not in articles:
            raise ArticleNotFound(article_id)
        return articles[article_id]

    return [replace(_typed(options, gold), unseen=True) for gold in load([shipped(UNSEEN_QUESTIONS)], find)]


def _typed(options: Options, gold: Gold) -> Gold:
    return replace(
        gold,
        question=_transformed(options, gold.question),
        history=tuple(_transformed(options, earlier) for earlier in gold.history),
    )


def _transformed(options: Options, question: str) -> str:
    return TRANSFORMS[options.transform](question) if options.transform else question


@contextmanager
def _opened(options: Options) -> Iterator[Assistant]:
    """An assistant over the store asked for, or over the sample articles in a store that vanishes afterwards."""
    with (
        TemporaryDirectory(prefix="hoibao-eval-", ignore_cleanup_errors=True) as temporary,
        Assistant.open(
            options.store or temporary, reader=options.reader, encoder=options.encoder, language="vi"
        ) as assistant,
    ):
        if options.articles or not options.store:
            _add(assistant, options.articles or shipped("index/articles"))
        yield assistant


def _add(assistant: Assistant, folder: Path) -> None:
    for added in assistant.add(folder):
        if added.error:
            raise ConfigError(f"{added.path}: {added.error.vi}", f"{added.path}: {added.error.en}")


def _write(
    options: Options, name: str, grades: Sequence[Grade], since: Since | None, more: Mapping[str, object]
) -> None:
    """The figures and the page, wherever they are wanted."""
    rows = sections(grades)
    folder = options.report
    for path in (folder / f"{name}.json" if folder else None, options.json):
        if path:
            write_results(path, rows, grades, more)
    if folder:
        file = folder / ("index.html" if name == RESULTS else f"{name}.html")
        file.write_text(page(rows, grades, since, options.language), encoding="utf-8")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _counting() -> Progress:
    """A line on the terminal that counts articles, then questions; nothing when nobody looks."""
    started = monotonic()

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty() and monotonic() - started > QUIET:
            sys.stderr.write(f"\r\033[K{done}/{total}" if done < total else "\r\033[K")
            sys.stderr.flush()

    return show
