"""Count the lies that the check of a language model's sentences lets through, and the true sentences that it drops.

python eval/lies.py     over the shipped questions and sample articles; src/qa/evaluation/lies.py makes the sentences
"""

from __future__ import annotations

from tempfile import TemporaryDirectory

from qa.api import Assistant
from qa.config import shipped
from qa.evaluation.gold import load
from qa.evaluation.lies import claims, rates


def main() -> None:
    """Print a line for each sort of sentence: how many are shown, of how many."""
    with TemporaryDirectory() as store, Assistant.open(store) as assistant:
        assistant.add(shipped("index/articles"))
        golds = load([shipped("eval/gold")], assistant.article)
        shown = rates([*claims(golds, lambda question: assistant.search(question, top=20))])
    print("| sort | shown | of | % |\n|---|---|---|---|")
    for row, (kept, total) in shown.items():
        print(f"| {row} | {kept} | {total} | {100 * kept / total:.1f} |")


if __name__ == "__main__":
    main()
