"""The plots of the report as inline SVG, coloured by `page.css`: bars, curve, reliability diagram, histogram.

No plotting library is among the dependencies, and those there are would bring a megabyte of script into the page or
draw glyphs of fonts that lack Vietnamese letters. Coordinates are rounded, so the same figures are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from qa.evaluation.metrics import Bin

_WIDTH, _HEIGHT = 560, 320  # of a plot with two axes, in user units; the page scales them
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 34, 48  # margins that hold ticks, titles and the words of marks
_ROW, _NAME = 26, 150  # height of a bar with its gap, width of its name
_LEAST_LABELLED = 0.06  # a narrower part of a bar has no room for its number


class Part(NamedTuple):
    """A part of a bar: its colour (a class of page.css), its share of the bar's row (0–1), how many it stands for."""

    colour: str
    share: float
    number: int


class Mark(NamedTuple):
    """A point of a plot with a word beside it."""

    x: float
    y: float
    label: str


def bars(rows: Sequence[tuple[str, Sequence[Part]]], label: str) -> str:
    """A horizontal bar a row, its parts side by side, each with its percent where there is room and its count on hover.

    `label` says to those who don't see it what the plot shows.
    """
    drawn = []
    for number, (name, parts) in enumerate(rows):
        top = number * _ROW
        drawn.append(f'<text class="name" x="{_NAME - 8}" y="{top + 16}">{escape(name)}</text>')
        x = float(_NAME)
        for part in parts:
            width = part.share * (_WIDTH - _NAME)
            drawn.append(
                f'<rect class="{part.colour}" x="{x:.1f}" y="{top + 2}" width="{width:.1f}" height="{_ROW - 6}">'
                f"<title>{part.number}</title></rect>"
            )
            if part.share >= _LEAST_LABELLED:
                middle = x + width / 2
                drawn.append(f'<text class="on" x="{middle:.1f}" y="{top + 16}">{100 * part.share:.0f}</text>')
            x += width
    return _svg(_ROW * len(rows), label, drawn)


def curve(points: Sequence[tuple[float, float]], marks: Sequence[Mark], titles: tuple[str, str], label: str) -> str:
    """A line through the points, both coordinates 0–1, with some marked; `titles` are those of the x and the y axis."""
    frame = _Frame(1, 1)
    path = " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in points)
    drawn = [*frame.axes(titles), f'<polyline class="line" points="{path}"/>']
    for mark in marks:
        x, y = frame.x(mark.x), frame.y(mark.y)
        drawn.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        drawn.append(f'<text class="mark" x="{x:.1f}" y="{y - 9:.1f}">{escape(mark.label)}</text>')
    return _svg(_HEIGHT, label, drawn)


def reliability_diagram(bins: Sequence[Bin], titles: tuple[str, str], label: str) -> str:
    """The share that was right over the mean confidence of each bin, beside the diagonal of a calibrated program.

    A bin's disc grows with the questions in it, and its number stands above.
    """
    frame = _Frame(1, 1)
    most = max((each.size for each in bins), default=1)
    drawn = [
        *frame.axes(titles),
        f'<line class="ideal" x1="{frame.x(0)}" y1="{frame.y(0)}" x2="{frame.x(1)}" y2="{frame.y(1)}"/>',
    ]
    for each in bins:
        x, y, radius = frame.x(each.confidence), frame.y(each.right), 3 + 11 * (each.size / most) ** 0.5
        gap = f'x1="{x:.1f}" y1="{frame.y(each.confidence):.1f}" x2="{x:.1f}" y2="{y:.1f}"'
        drawn.append(f'<line class="gap" {gap}/><circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
        drawn.append(f'<text class="mark" x="{x:.1f}" y="{y - radius - 4:.1f}">{each.size}</text>')
    return _svg(_HEIGHT, label, drawn)


def histogram(values: Sequence[float], marks: Sequence[tuple[str, float]], titles: tuple[str, str], label: str) -> str:
    """How many values (0 and up) fall into each of some equal steps; each mark is a line at its value."""
    step = _round_step(max(values) / 20)
    counts = [0] * (int(max(values) / step) + 1)
    for value in values:
        counts[int(value / step)] += 1
    frame = _Frame(step * len(counts), max(counts))
    drawn = list(frame.axes(titles))
    for number, count in enumerate(counts):
        left, right, top = frame.x(step * number), frame.x(step * (number + 1)), frame.y(count)
        box = f'x="{left + 0.5:.1f}" y="{top:.1f}" width="{right - left - 1:.1f}" height="{frame.y(0) - top:.1f}"'
        drawn.append(f'<rect class="bar" {box}><title>{count}</title></rect>')
    for row, (name, value) in enumerate(marks):
        x, y = frame.x(value), 14 + 14 * row
        drawn.append(f'<line class="at" x1="{x:.1f}" y1="{y - 10}" x2="{x:.1f}" y2="{frame.y(0)}"/>')
        drawn.append(f'<text class="beside" x="{x - 5:.1f}" y="{y}">{escape(name)}</text>')
    return _svg(_HEIGHT, label, drawn)


class _Frame:
    """Two axes from 0, and where a value lies between them."""

    def __init__(self, most_x: float, most_y: float) -> None:
        self._most = (most_x, most_y)

    def x(self, value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / self._most[0]

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self._most[1]

    def axes(self, titles: tuple[str, str]) -> Iterator[str]:
        """A grid with its numbers, in percent where an axis ends at 1, and the titles of both axes."""
        bottom, right = self.y(0), self.x(self._most[0])
        for value in _ticks(self._most[0]):
            x = self.x(value)
            yield f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{bottom}"/>'
            yield f'<text class="x" x="{x:.1f}" y="{bottom + 16}">{_number(value, self._most[0])}</text>'
        for value in _ticks(self._most[1]):
            y = self.y(value)
            yield f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
            yield f'<text class="y" x="{_LEFT - 6}" y="{y + 4:.1f}">{_number(value, self._most[1])}</text>'
        middle = (_HEIGHT - _BOTTOM + _TOP) / 2
        yield f'<text class="title" x="{(_LEFT + right) / 2}" y="{_HEIGHT - 8}">{escape(titles[0])}</text>'
        yield (
            f'<text class="title" x="14" y="{middle}" transform="rotate(-90 14 {middle})">{escape(titles[1])}</text>'
        )


def _svg(height: int, label: str, drawn: Sequence[str]) -> str:
    inside = "\n".join(drawn)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">\n{inside}\n</svg>'


def _ticks(most: float) -> list[float]:
    step = 0.2 if most == 1 else max(_round_step(most / 6), 1)
    return [step * number for number in range(int(most / step + 1e-9) + 1)]


def _number(value: float, most: float) -> str:
    return f"{100 * value:.0f} %" if most == 1 else f"{value:.0f}"


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is no less."""
    size = 1.0
    while True:
        for step in (size, 2 * size, 5 * size):
            if step >= least:
                return step
        size *= 10
