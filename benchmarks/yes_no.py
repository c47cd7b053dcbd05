"""Yes or no over headlines that nobody looked at: `python -m benchmarks.yes_no --data ../shared/data`.

Headlines of held-out news, asked as "<headline> phải không?" among other articles, are to be confirmed; with another
number in them they are not. A headline is no question, and its article always tells of it: the figures compare rules.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `python benchmarks/yes_no.py` as well as `-m`
from training.archive import archive, held_out_news
from training.encoder.corpus import Document

from qa.vietnamese.numbers import find_numbers

SYLLABLES = range(6, 15)  # of a headline that is asked
_NO_STATEMENT = re.compile(r"[?:\"“”!…;–\[]|\b(?:vì sao|tại sao|cách|bí quyết|như thế nào)\b", re.IGNORECASE)
YES, NO = {"Đúng", "Rồi", "Có"}, {"Không", "Chưa"}


def statements(chosen: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Each headline, "true"; those with a number also with another one, "false"."""
    for document in chosen:
        title = document.title.strip(" .")
        yield "true", title
        number = next((one for one in find_numbers(title) if one.value is not None and one.high is None), None)
        if number is not None and number.value is not None:
            other = int(number.value) + 7 if number.value < 10_000 else 77
            yield "false", f"{title[: number.start]}{other}{title[number.end :]}"


def main() -> None:
    """One line a sort of statement: confirmed, denied, not found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--headlines", type=int, default=160)
    parser.add_argument("--articles", type=int, default=3_000)
    given = parser.parse_args()
    among = held_out_news(given.data, seed=5)[: given.articles]
    chosen = [one for one in among if len(one.title.split()) in SYLLABLES and not _NO_STATEMENT.search(one.title)]
    counted: dict[str, Counter[str]] = {"true": Counter(), "false": Counter()}
    with archive(among) as assistant:
        for sort, statement in statements(chosen[: given.headlines]):
            short = assistant.ask(f"{statement} phải không?").short
            verdict = "confirmed" if short in YES else "denied" if short in NO else "neither"
            counted[sort][verdict] += 1
    print("| headlines | asked | confirmed | denied | neither |\n|---|---|---|---|---|")
    for sort, verdicts in counted.items():
        count = verdicts.total()
        shares = (f"{100 * verdicts[each] / max(count, 1):.0f} %" for each in ("confirmed", "denied", "neither"))
        print(f"| {sort} | {count} | " + " | ".join(shares) + " |")


if __name__ == "__main__":
    main()
