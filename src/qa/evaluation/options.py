"""What to evaluate, and the command line that says it."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import ConfigError
from qa.evaluation.gold import CATEGORIES, UNSEEN
from qa.evaluation.transform import TRANSFORMS
from qa.language import Language, choose


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate and what to do with the figures. Empty: the questions and articles that travel with the program.

    Floors and the baseline speak of exactly those; with other articles, questions, store, models, or some categories
    only, no floor is checked, and none is lifted and no run saved.
    """

    gold: tuple[Path, ...] = ()  # files, or folders of *.jsonl
    articles: Path | None = None
    store: Path | None = None  # asked as it is, unless `articles` are to be added; None: a temporary one
    category: tuple[str, ...] = ()  # and UNSEEN, for the unseen questions; empty: all of both
    transform: str = ""  # of the questions, a name of TRANSFORMS
    reader: str | None = None  # None: the one in force
    encoder: str | None = None
    missed: bool = False  # print every question that was not answered right
    noise: bool = False  # also read each proof among passages of other articles
    mutate: bool = False  # also grade the answers spoiled
    against: Path | None = None  # a stored run; None: the baseline beside the floors, where there is one
    squad: Path | None = None  # a file in SQuAD format to ask in place of gold questions
    distractors: tuple[Path, ...] = ()  # files of other articles to search its contexts among
    distractors_limit: int | None = None
    limit: int | None = None  # questions of it, evenly spaced
    json: Path | None = None  # a file to write every figure to
    save: bool = False  # make this run the baseline
    lift: bool = False  # lift the floors to this run
    report: Path | None = None  # a folder for every figure and the page
    language: Language = "vi"

    @property
    def whole(self) -> bool:
        """Whether this is the run that floors and baseline speak of."""
        return not (
            self.gold
            or self.articles
            or self.store
            or self.category
            or self.transform
            or self.reader
            or self.encoder
            or self.squad
        )

    @property
    def unseen(self) -> bool:
        """Whether the questions on unseen articles are asked as well: they belong to the shipped ones."""
        return not (self.gold or self.articles or self.store) and (not self.category or UNSEEN in self.category)


def read_options(arguments: Sequence[str], report: Path | None, language: Language) -> Options:
    """The options of a command line, with `report` in place of a `--report` that is not given.

    `argparse` ends the program with 2 where it makes no sense of them. Raises `ConfigError` for those that don't go
    together.
    """
    options = _options(_parser(language, report).parse_args(arguments), language)
    _refuse_nonsense(options)
    return options


def _options(given: Namespace, language: Language) -> Options:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in vars(given).items()
    }
    return Options(**values, language=language)


def _refuse_nonsense(options: Options) -> None:
    names = (*CATEGORIES, UNSEEN)
    unknown = [name for name in options.category if name not in names]
    if unknown:
        raise ConfigError(
            f"Không có nhóm {', '.join(unknown)}; các nhóm: {', '.join(names)}.",
            f"There is no category {', '.join(unknown)}; categories: {', '.join(names)}.",
        )
    if UNSEEN in options.category and not options.unseen:
        raise ConfigError(
            f"Nhóm {UNSEEN} có câu hỏi và bài của riêng nó: bỏ --gold, --articles, --store.",
            f"Category {UNSEEN} brings its own questions and articles: no --gold, --articles, --store.",
        )
    if (options.save or options.lift) and not options.whole:
        raise ConfigError(
            "Chỉ lưu lượt chạy hay nâng sàn khi hỏi đủ bộ câu hỏi đi kèm bằng các mô hình đi kèm: bỏ --gold, "
            "--articles, --store, --category, --transform, --reader, --encoder, --squad.",
            "Only a run of the whole shipped set with the shipped models is saved or lifts floors: no --gold, "
            "--articles, --store, --category, --transform, --reader, --encoder, --squad.",
        )
    of_gold = (options.gold, options.articles, options.store, options.category, options.noise, options.mutate)
    if options.squad and (any(of_gold) or options.against or options.missed):
        raise ConfigError(
            "--squad có câu hỏi và bài của riêng nó: bỏ --gold, --articles, --store, --category, --noise, --mutate, "
            "--against, --missed.",
            "--squad brings its own questions and articles: no --gold, --articles, --store, --category, --noise, "
            "--mutate, --against, --missed.",
        )
    if not options.squad and (options.distractors or options.distractors_limit or options.limit):
        raise ConfigError(
            "--distractors, --distractors-limit và --limit chỉ dùng với --squad.",
            "--distractors, --distractors-limit and --limit belong to --squad.",
        )


def _parser(language: Language, report: Path | None) -> ArgumentParser:
    def say(vi: str, en: str) -> str:
        return choose(language, vi, en)

    parser = ArgumentParser(
        prog="python eval/run.py" if report else "qa eval",
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
    kept = say("hỏi kho này", "ask this store instead of a temporary one")
    add("--store", "--index", type=Path, metavar="DIR", help=kept)
    add("--category", action="append", default=[], metavar="NAME", help=", ".join((*CATEGORIES, UNSEEN)))
    add("--missed", action="store_true", help=say("in từng câu chưa đúng", "print each question not answered right"))
    add("--against", type=Path, metavar="FILE", help=say("so với lượt chạy này", "compare with this run"))
    add("--json", type=Path, metavar="FILE", help=say("ghi mọi chỉ số ra tệp", "write every figure to a file"))
    page = say("thư mục ghi trang báo cáo và mọi chỉ số", "a folder for the page and every figure")
    add("--report", type=Path, default=report, metavar="DIR", help=page)
    add("--save", action="store_true", help=say("lưu để lần sau so sánh", "keep this run to compare later ones with"))
    add("--raise", dest="lift", action="store_true", help=say("nâng sàn, không bao giờ hạ", "lift floors, lower none"))
    add(
        "--noise", action="store_true", help=say("đọc lẫn với đoạn của bài khác", "read among other articles' passages")
    )
    add("--mutate", action="store_true", help=say("chấm cả câu trả lời bị làm hỏng", "grade spoiled answers as well"))
    transforms, typed = tuple(TRANSFORMS), say("câu hỏi gõ kiểu này", "the questions typed so")
    add("--transform", choices=transforms, default="", help=typed)
    add("--reader", metavar="MODEL", help=say("bộ đọc khác", "another reader"))
    add("--encoder", metavar="MODEL", help=say("bộ mã hoá khác", "another encoder"))
    outside = parser.add_argument_group(say("bộ câu hỏi bên ngoài", "outside sets"))
    add = outside.add_argument
    add("--squad", type=Path, metavar="FILE", help=say("tệp kiểu SQuAD 1.1/2.0, có thể .gz", "SQuAD 1.1/2.0, or .gz"))
    others = say("bài khác để tìm lẫn, .jsonl hay .jsonl.xz", "articles to search among, .jsonl or .jsonl.xz")
    add("--distractors", type=Path, action="append", default=[], metavar="FILE", help=others)
    add("--distractors-limit", type=_count, metavar="N", help=say("chỉ N bài trong số đó", "only N of those"))
    add("--limit", type=_count, metavar="N", help=say("chỉ N câu hỏi, rải đều", "only N questions, evenly spaced"))
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} ≥ 1?")
    return int(text)
