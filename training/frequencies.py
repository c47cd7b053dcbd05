"""Document frequencies of Vietnamese syllables and pairs over news and encyclopedia text → models/frequencies.

    python -m training.frequencies --data ../shared/data

The reader weighs the words of a question by them; an archive of sixty articles is too small to tell which are rare. By
the pairs a question that was typed without accents gets them back. News ask little, so the questions of the training
sets are counted with them.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from training.encoder.corpus import training_questions

from qa.vietnamese.text import is_syllable, key, terms, tokens

DOCUMENTS_A_FILE = 8_000  # of each of the 15 files; more changes no weight by 1 %
LEAST = 5  # documents; below it a spelling or a pair is as rare as one never seen
LEAST_ASKED = 3  # questions, for a pair
A_QUESTION = 10  # documents: what a question counts for
LEAST_PAIRED = 20  # documents and questions, of a pair that is kept


def texts(data: Path) -> Iterator[str]:
    """The documents, title and body."""
    for path in sorted((data / "news").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, DOCUMENTS_A_FILE):
                document = json.loads(line)
                yield f"{document['title']}\n{document['text']}"


def pairs_of(text: str) -> set[str]:
    """The pairs of adjacent Vietnamese syllables in a text, joined by "_"."""
    pairs = (term for term in terms(text) if "_" in term)
    return {pair for pair in pairs if all(map(is_syllable, pair.split("_")))}


def main() -> None:
    """Count and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, default=Path("models/frequencies"))
    given = options.parse_args()
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    documents = 0
    for text in texts(given.data):
        documents += 1
        counts.update({key(token.text) for token in tokens(text)})
        pairs.update(pairs_of(text))
    rows = [f"{word}\t{count}" for word, count in counts.most_common() if count >= LEAST and not word[0].isdigit()]
    syllables = "\n".join([f"#documents\t{documents}", *rows[:20_000]]) + "\n"
    (given.out / "syllables.tsv").write_text(syllables, encoding="utf-8")

    asked: Counter[str] = Counter()
    for question in {question.text for question in training_questions(given.data)}:
        asked.update(pairs_of(question))
    kept = Counter({pair: count for pair, count in pairs.items() if count >= LEAST})
    kept.update({pair: A_QUESTION * count for pair, count in asked.items() if count >= LEAST_ASKED})
    after: defaultdict[str, list[str]] = defaultdict(list)
    for pair, count in kept.most_common():
        if count >= LEAST_PAIRED:
            first, second = pair.split("_")
            after[first].append(f"{second} {count}")
    lines = ("\t".join([first, *seconds]) + "\n" for first, seconds in after.items())
    (given.out / "pairs.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{documents} documents, {len(counts)} spellings, {min(len(rows), 20_000)} kept; {len(pairs)} pairs")


if __name__ == "__main__":
    main()
