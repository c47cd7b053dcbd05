"""Small line charts as one self-contained page: no script, no font, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT = 420, 260  # of one chart, in pixels
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 36, 40  # margins around the plot

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:960px;padding:0 1em;background:#fff;color:#222}"
    "svg{margin:0 1em 1em 0}text{font-size:12px;fill:#444}.t{font-size:14px;font-weight:600;fill:#222}"
    "path{fill:none;stroke:#0b62a8;stroke-width:2}circle{fill:#0b62a8}line{stroke:#ddd}"
)


def page(title: str, curves: Mapping[str, Sequence[tuple[float, float]]], notes: Sequence[str] = ()) -> str:
    """An HTML page with a chart for each name, its points (x, y); x on a logarithmic axis, y from zero."""
    charts = "\n".join(chart(name, points) for name, points in curves.items())
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>\n<style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en">{head}\n<h1>{escape(title)}</h1>\n{charts}\n{said}\n</html>\n'


def chart(name: str, points: Sequence[tuple[float, float]]) -> str:
    """One chart as an SVG element, every point with its value; one point alone is a dot."""
    lowest, highest = log10(min(x for x, _ in points)), log10(max(x for x, _ in points))
    top = max(y for _, y in points) or 1.0
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    placed = [
        (LEFT + wide * ((log10(x) - lowest) / ((highest - lowest) or 1.0)), TOP + high * (1 - y / top), x, y)
        for x, y in points
    ]
    grid = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{level}" y2="{level}"/>'
        f'<text x="{LEFT - 8}" y="{level + 4}" text-anchor="end">{_short(top * part)}</text>'
        for part, level in ((part, round(TOP + high * (1 - part))) for part in (0, 0.5, 1))
    )
    dots = "".join(
        f'<circle cx="{left:.1f}" cy="{down:.1f}" r="4"><title>{x:,.0f}: {y:,.1f}</title></circle>'
        f'<text x="{left:.1f}" y="{HEIGHT - 16}" text-anchor="middle">{x:,.0f}</text>'
        for left, down, x, y in placed
    )
    path = "M" + " L".join(f"{left:.1f} {down:.1f}" for left, down, _, _ in placed)
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(name)}">'
        f'<text class="t" x="{LEFT}" y="20">{escape(name)}</text>{grid}<path d="{path}"/>{dots}</svg>'
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == 0 else f"{value:.1f}"
