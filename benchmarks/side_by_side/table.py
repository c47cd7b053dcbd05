"""The figures as a Markdown table, one line a pipeline and model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_HEAD = (
    "pipeline", "model", "install s", "install MB", "index s", "passages", "passages/s", "peak MB", "disk MB",
    "search p50 ms", "p95 ms", "R@1", "R@5", "R@50", "unaccented R@1", "R@5", "R@50", "right citation",
)  # fmt: skip


def table(rows: Mapping[str, Mapping[str, Any]], articles: int) -> str:
    """A line for each row; what could not be measured says why under the table."""
    done = {name: row for name, row in rows.items() if "error" not in row}
    lines = ["| " + " | ".join(_HEAD) + " |", "|" + "---|" * len(_HEAD)]
    lines += ["| " + " | ".join([*name.split(" · "), *_cells(row)]) + " |" for name, row in done.items()]
    lines += ["", f"UIT-ViQuAD dev among {articles:,} news articles."]
    lines += sorted({f"{row['day']}, {row['machine']}." for row in done.values()})
    lines += ["Versions: " + ", ".join(sorted({row["version"] for row in done.values()})) + "."] if done else []
    lines += [
        f"{name}: answered {row['cited']['answered']:.0%}, p50 {row['cited']['p50_ms']:.0f} ms, "
        f"p95 {row['cited']['p95_ms']:.0f} ms with the answer."
        for name, row in done.items()
        if "cited" in row
    ]
    lines += [f"{name}: not measured ({row['error']})" for name, row in rows.items() if "error" in row]
    return "\n".join(lines)


def _cells(row: Mapping[str, Any]) -> list[str]:
    accented, folded = row["accented"], row["folded"]
    right = row["cited"]["right"] if "cited" in row else accented["r1"]
    return [
        f"{row['install_s']:.0f}",
        f"{row['install_mb']:,.0f}",
        f"{row['index_s']:.0f}",
        f"{row['passages']:,}",
        f"{row['passages'] / row['index_s']:,.0f}",
        f"{row['peak_mb']:,.0f}",
        f"{row['disk_mb']:,.0f}",
        f"{accented['p50_ms']:.1f}",
        f"{accented['p95_ms']:.1f}",
        *(f"{spelling[depth]:.3f}" for spelling in (accented, folded) for depth in ("r1", "r5", "r50")),
        f"{right:.3f}",
    ]
