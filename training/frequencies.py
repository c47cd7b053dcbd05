"""Document frequencies of Vietnamese syllables over news and encyclopedia text → models/frequencies/syllables.tsv.

    python training/frequencies.py --data ../shared/data

The reader weighs the words of a question by them; an archive of sixty articles is too small to tell which are rare.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from qa.vietnamese.text import key, tokens

DOCUMENTS_A_FILE = 8_000  # of each of the 15 files; more changes no weight by 1 %
LEAST = 5  # documents; below it a spelling is as rare as one never seen


def texts(data: Path) -> Iterator[str]:
    """The documents, title and body."""
    for path in sorted((data / "news").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, DOCUMENTS_A_FILE):
                document = json.loads(line)
                yield f"{document['title']}\n{document['text']}"


def main() -> None:
    """Count and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, default=Path("models/frequencies/syllables.tsv"))
    given = options.parse_args()
    counts: Counter[str] = Counter()
    documents = 0
    for text in texts(given.data):
        documents += 1
        counts.update({key(token.text) for token in tokens(text)})
    rows = [f"{word}\t{count}" for word, count in counts.most_common() if count >= LEAST and not word[0].isdigit()]
    given.out.write_text("\n".join([f"#documents\t{documents}", *rows[:20_000]]) + "\n", encoding="utf-8")
    print(f"{documents} documents, {len(counts)} spellings, {min(len(rows), 20_000)} kept")


if __name__ == "__main__":
    main()
