"""The figures that no change may push down: `eval/floors.toml`. Floors only go up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor as round_down
from pathlib import Path

from qa.errors import ConfigError
from qa.evaluation.gold import CATEGORIES, UNSEEN
from qa.evaluation.grade import FIGURES, FIRST, OVERALL, Grade, Section

SECTIONS = ", ".join((FIRST, OVERALL, UNSEEN))
_HEADING = re.compile(r"\[(?:category\.)?(\w+)\]")
_ENTRY = re.compile(r"(?P<figure>\w+)(?P<between>\s*=\s*)(?P<value>-?[\d.]+)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that one figure of one section (`first`, `overall`, `unseen` or a category) may be."""

    section: str
    figure: str
    least: float


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure below its floor (None: not measured), and the questions that cost it something, the costliest first."""

    floor: Floor
    measured: float | None
    costly: tuple[Grade, ...]


def read_floors(path: Path) -> tuple[Floor, ...]:
    """The floors of the file. Raises `ConfigError` naming what is no section, no figure or no number."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(path, str(error), str(error)) from error
    whole = {name: tables.pop(name, {}) for name in (FIRST, OVERALL, UNSEEN)}
    categories = tables.pop("category", {})
    floors = [
        Floor(section, figure, least)
        for section, entries in {**whole, **categories}.items()
        for figure, least in entries.items()
    ]
    unknown = [*tables, *(name for name in categories if name not in CATEGORIES)]
    unknown += [f"{floor.section}.{floor.figure}" for floor in floors if floor.figure not in FIGURES]
    unknown += [f"{floor.section}.{floor.figure} = {floor.least!r}" for floor in floors if not _is_number(floor.least)]
    if unknown:
        names = ", ".join(unknown)
        raise _unusable(
            path,
            f"không hiểu {names}; các mục: {SECTIONS}, category.<nhóm>; các chỉ số: {', '.join(FIGURES)}",
            f"can't make sense of {names}; sections: {SECTIONS}, category.<name>; figures: {', '.join(FIGURES)}",
        )
    return tuple(floors)


def falls(floors: Sequence[Floor], rows: Sequence[Section]) -> list[Fall]:
    """Every floor that is broken, in the order of the floors."""
    by_name = {row.name: row for row in rows}
    broken = []
    for floor in floors:
        row = by_name.get(floor.section)
        measured = getattr(row.figures, floor.figure) if row else None
        if measured is None or measured < floor.least - 1e-9:
            broken.append(Fall(floor, measured, _costly(row, floor.figure) if row else ()))
    return broken


def raised(text: str, rows: Sequence[Section]) -> str:
    """The text of a floors file with every floor lifted to what was measured less one question; none is lowered.

    One question is the margin because the run is repeatable but for the last bits of a cosine, which another processor
    may round otherwise and so turn one near tie: 1/n of a share, 2/n of the score, where right can become wrong.
    """
    by_name = {row.name: row for row in rows}
    lines = []
    row: Section | None = None
    for line in text.splitlines(keepends=True):
        heading, entry = _HEADING.match(line), _ENTRY.match(line)
        if heading:
            row = by_name.get(heading[1])
        held = _held(row, entry["figure"]) if row and entry else None
        if entry and held is not None and held > float(entry["value"]):
            lines.append(f"{entry['figure']}{entry['between']}{held:.3f}{entry['rest']}")
        else:
            lines.append(line)
    return "".join(lines)


def _held(row: Section, figure: str) -> float | None:
    """What the section holds even with one question lost, rounded down to three digits; None when not measured."""
    measured: float | None = getattr(row.figures, figure)
    if measured is None:
        return None
    over = sum(getattr(each.figures, figure) is not None for each in row.grades)
    one_question = (2 if figure == "score" else 1) / over
    return round_down((measured - one_question + 1e-9) * 1000) / 1000


def _costly(row: Section, figure: str) -> tuple[Grade, ...]:
    cost = [(getattr(each.figures, figure), each) for each in row.grades]
    below = [(value, each) for value, each in cost if value is not None and value < 1]
    return tuple(each for _, each in sorted(below, key=lambda pair: pair[0]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unusable(path: Path, vi: str, en: str) -> ConfigError:
    return ConfigError(f"Không dùng được {path}: {vi}.", f"Can't use {path}: {en}.")
