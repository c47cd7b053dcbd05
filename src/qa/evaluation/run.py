"""The evaluation as a command: ask, grade, print, compare with the stored run, hold against the floors."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from qa.api import Assistant
from qa.config import Config, shipped
from qa.errors import ConfigError, QaError
from qa.evaluation.ask import Progress, ask_all
from qa.evaluation.floors import falls, raised, read_floors
from qa.evaluation.gold import CATEGORIES, load
from qa.evaluation.grade import Grade, grade, sections
from qa.evaluation.report import broken, changed, missed, table
from qa.evaluation.results import changes, read_run, write_baseline, write_results
from qa.language import Language, choose

Say = Callable[[str], None]
QUIET = 1.0  # seconds before a run on a terminal begins to count its questions


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate and what to do with the figures. Empty: the questions and articles that travel with the program.

    Floors and the baseline speak of exactly those; with other articles, questions, store, or some categories only, no
    floor is checked, and none is lifted and no run saved.
    """

    gold: tuple[Path, ...] = ()  # files, or folders of *.jsonl
    articles: Path | None = None
    store: Path | None = None  # asked as it is, unless `articles` are to be added; None: a temporary one
    categories: tuple[str, ...] = ()
    missed: bool = False  # print every question that was not answered right
    against: Path | None = None  # a stored run; None: the baseline beside the floors, where there is one
    results: tuple[Path, ...] = ()  # files to write every figure to, as JSON
    save: bool = False  # make this run the baseline
    lift: bool = False  # lift the floors to this run
    language: Language = "vi"

    @property
    def whole(self) -> bool:
        """Whether this is the run that floors and baseline speak of."""
        return not (self.gold or self.articles or self.store or self.categories)


def evaluate(options: Options, say: Say, progress: Progress | None = None) -> int:
    """Asks every question, says the report, and returns the exit code: 0, or 1 when a figure is below its floor.

    Raises `GoldError` when the questions don't fit the articles, `ConfigError` for options, a floors file, a stored run
    or an article that make no sense, and what opening a store raises.
    """
    _refuse_nonsense(options)
    floors = shipped("eval/floors.toml")
    baseline = floors.with_name("baseline.json")
    stored = options.against or (baseline if baseline.is_file() and not options.gold else None)
    before = read_run(stored) if stored else {}
    least = read_floors(floors) if options.whole else ()

    grades = _grades(options, progress)
    rows = sections(grades)
    for path in options.results:
        write_results(path, rows, grades)

    say(table(rows, options.language))
    if options.missed:
        say("\n" + missed(grades, options.language))
    if stored:
        since = changes(grades, before)
        say("\n" + choose(options.language, f"Khác với {stored}:", f"Changed since {stored}:") + f" {len(since)}")
        if since:
            say(changed(since, options.language))
    fallen = falls(least, rows)
    if fallen:
        say("\n" + broken(fallen, options.language))
    if options.save:
        write_baseline(baseline, grades)
    if options.lift:
        floors.write_text(raised(floors.read_text(encoding="utf-8"), rows), encoding="utf-8")
    return 1 if fallen else 0


def main(arguments: Sequence[str], report: Path | None = None) -> int:
    """The command line of `qa eval` and `eval/run.py`; `report` is a file that always gets every figure.

    The exit code: 0, 1 when a floor is broken, 2 for wrong use or questions that don't fit the articles.
    """
    language: Language = "vi"
    try:
        language = Config.load().language
        given = _parser(language, "python eval/run.py" if report else "qa eval").parse_args(arguments)
        return evaluate(_options(given, report, language), _print, _counting())
    except QaError as error:
        sys.stderr.write(error.say(language) + "\n")
        return 2


def _grades(options: Options, progress: Progress | None) -> list[Grade]:
    with _opened(options) as assistant:
        golds = load(options.gold or [shipped("eval/gold")], assistant.article)
        chosen = [gold for gold in golds if not options.categories or gold.category in options.categories]
        if not chosen:
            names = ", ".join(options.categories)
            raise ConfigError(f"Không có câu hỏi nào thuộc nhóm {names}.", f"No question is in category {names}.")
        return [grade(outcome, assistant.article) for outcome in ask_all(assistant, chosen, progress)]


@contextmanager
def _opened(options: Options) -> Iterator[Assistant]:
    """An assistant over the store asked for, or over the sample articles in a store that vanishes afterwards."""
    with (
        TemporaryDirectory(prefix="hoibao-eval-", ignore_cleanup_errors=True) as temporary,
        Assistant.open(options.store or temporary, language="vi") as assistant,
    ):
        if options.articles or not options.store:
            for added in assistant.add(options.articles or shipped("index/articles")):
                if added.error:
                    raise ConfigError(f"{added.path}: {added.error.vi}", f"{added.path}: {added.error.en}")
        yield assistant


def _refuse_nonsense(options: Options) -> None:
    unknown = [name for name in options.categories if name not in CATEGORIES]
    if unknown:
        raise ConfigError(
            f"Không có nhóm {', '.join(unknown)}; các nhóm: {', '.join(CATEGORIES)}.",
            f"There is no category {', '.join(unknown)}; categories: {', '.join(CATEGORIES)}.",
        )
    if (options.save or options.lift) and not options.whole:
        raise ConfigError(
            "Chỉ lưu lượt chạy hay nâng sàn khi hỏi đủ bộ câu hỏi đi kèm: bỏ --gold, --articles, --store, --category.",
            "Only a run of the whole shipped set is saved or lifts floors: no --gold, --articles, --store, --category.",
        )


def _parser(language: Language, name: str) -> ArgumentParser:
    def say(vi: str, en: str) -> str:
        return choose(language, vi, en)

    parser = ArgumentParser(
        prog=name,
        allow_abbrev=False,
        description=say(
            "Hỏi hết bộ câu hỏi chuẩn rồi cho biết trả lời đúng đến đâu.",
            "Ask every gold question and tell how good the answers are.",
        ),
        epilog=say(
            "Mã thoát: 0 mọi chỉ số đạt sàn; 1 có chỉ số dưới sàn; 2 gõ sai lệnh, hoặc câu hỏi không khớp với bài.",
            "Exit codes: 0 every floor holds; 1 a figure is below its floor; 2 wrong use, or questions that contradict "
            "the articles.",
        ),
    )
    add = parser.add_argument
    add("--gold", type=Path, nargs="+", default=[], metavar="FILE", help=say("bộ câu hỏi khác", "other questions"))
    add("--articles", type=Path, metavar="DIR", help=say("các bài khác", "other articles"))
    add(
        "--store",
        "--index",
        type=Path,
        metavar="DIR",
        help=say("hỏi kho này", "ask this store instead of a temporary one"),
    )
    add("--category", action="append", default=[], metavar="NAME", help=", ".join(CATEGORIES))
    add("--missed", action="store_true", help=say("in từng câu chưa đúng", "print each question not answered right"))
    add("--against", type=Path, metavar="FILE", help=say("so với lượt chạy này", "compare with this run"))
    add("--json", type=Path, metavar="FILE", help=say("ghi mọi chỉ số ra tệp", "write every figure to a file"))
    add("--save", action="store_true", help=say("lưu để lần sau so sánh", "keep this run to compare later ones with"))
    add("--raise", dest="lift", action="store_true", help=say("nâng sàn, không bao giờ hạ", "lift floors, lower none"))
    return parser


def _options(given: Namespace, report: Path | None, language: Language) -> Options:
    return Options(
        gold=tuple(given.gold),
        articles=given.articles,
        store=given.store,
        categories=tuple(given.category),
        missed=given.missed,
        against=given.against,
        results=tuple(path for path in (report, given.json) if path),
        save=given.save,
        lift=given.lift,
        language=language,
    )


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _counting() -> Progress | None:
    """A line on the terminal that counts the questions; nothing when nobody looks."""
    if not sys.stderr.isatty():
        return None
    started = monotonic()

    def show(done: int, total: int) -> None:
        if monotonic() - started > QUIET:
            sys.stderr.write(f"\r{done}/{total}" if done < total else "\r\033[K")
            sys.stderr.flush()

    return show
