"""How many articles came out when, and from which source, drawn as SVG.

Gradio's own plots are Vega's: they warn in the console whatever they are given, mark half articles on their axis, and
tell a screen reader nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from html import escape

from qa.language import Language, choose

MONTHS = 36  # a longer time is told by years: more bars have no room for their labels
SOURCES = 6  # the largest, each in a colour of its own; the rest share one
WIDTH, HEIGHT, BELOW, BESIDE = 720, 200, 60, 40  # of the drawing; below it the times, left of it the numbers
_Bars = dict[str, Counter[str]]  # time → source → articles


def timeline(months: Sequence[tuple[date, str, int]], language: Language) -> str:
    """A bar for each month from the first to the last ("07-2020"), or for each year, the largest sources told apart."""
    if not months:
        nothing = choose(language, "Không bài nào có ngày.", "No article has a date.")
        return f'<p class="notice">{nothing}</p>'
    yearly = _place(months[-1][0]) - _place(months[0][0]) >= MONTHS
    whole: Counter[str] = Counter()
    for _, source, many in months:
        whole[source] += many
    names = {source: source or choose(language, "không ghi nguồn", "no source") for source, _ in whole.most_common()}
    largest = list(names)[:SOURCES]
    bars: _Bars = {_label(month, yearly): Counter() for month in _from_first_to_last(months)}
    legend: dict[str, int] = defaultdict(int)
    for month, source, many in months:
        name = names[source] if source in largest else choose(language, "nguồn khác", "other sources")
        bars[_label(month, yearly)][name] += many
        legend[name] += many
    order = sorted(legend, key=lambda name: -legend[name])
    keys = "".join(
        f'<li><span class="series-{place}"></span>{escape(name)} ({legend[name]})</li>'
        for place, name in enumerate(order)
    )
    return f'{_drawn(bars, order, language)}<ul class="legend">{keys}</ul>'


def _drawn(bars: _Bars, order: Sequence[str], language: Language) -> str:
    totals = {time: sum(counts.values()) for time, counts in bars.items()}
    most = max(totals.values())
    step = WIDTH / len(bars)
    said = ", ".join(f"{time}: {many}" for time, many in totals.items() if many)
    label = f"{choose(language, 'Số bài theo thời gian', 'Articles over time')}. {said}"
    drawn = [_line(most, most), _line(most // 2, most) if most > 3 else "", _line(0, most)]
    for place, (time, counts) in enumerate(bars.items()):
        left, top = BESIDE + place * step, float(HEIGHT)
        for name in order:
            height = HEIGHT * counts[name] / most
            top -= height
            told = f"<title>{time} – {escape(name)}: {counts[name]}</title>"
            size = f'x="{left + step * 0.1:.1f}" y="{top:.1f}" width="{step * 0.8:.1f}" height="{height:.1f}"'
            drawn.append(f'<rect class="series-{order.index(name)}" {size}>{told}</rect>' if counts[name] else "")
        middle = f"{left + step / 2:.1f},{HEIGHT + 12}"
        if place % (len(bars) // MONTHS + 1) == 0:
            drawn.append(f'<text class="time" transform="translate({middle}) rotate(-60)">{time}</text>')
    box = f"0 -10 {WIDTH + BESIDE} {HEIGHT + BELOW + 10}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(label)}">{"".join(drawn)}</svg>'


def _line(many: int, most: int) -> str:
    """A number of articles at its height, with a line through the drawing."""
    height = HEIGHT - HEIGHT * many / most
    return (
        f'<line x1="{BESIDE}" x2="{BESIDE + WIDTH}" y1="{height:.1f}" y2="{height:.1f}"/>'
        f'<text class="count" x="{BESIDE - 6}" y="{height + 4:.1f}">{many}</text>'
    )


def _from_first_to_last(months: Sequence[tuple[date, str, int]]) -> list[date]:
    """Every month, also those without an article."""
    places = range(_place(months[0][0]), _place(months[-1][0]) + 1)
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def _place(month: date) -> int:
    return month.year * 12 + month.month - 1


def _label(month: date, yearly: bool) -> str:
    return f"{month:%Y}" if yearly else f"{month:%m-%Y}"
