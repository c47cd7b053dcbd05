"""Ask every gold question and print how good the answers are; `eval/README.md` says what each figure means.

python eval/run.py                          the shipped questions over the sample articles, against the floors
python eval/run.py --category who --missed  one category, and each question of it that was not answered right
python eval/run.py --against old.json       question by question against another run
python eval/run.py --squad set.json.gz      a set of questions in SQuAD format, over its own passages
python eval/run.py --save --raise           keep this run to compare later ones with, and lift the floors to it
"""

from __future__ import annotations

import sys
from pathlib import Path

from qa.evaluation.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], report=Path(__file__).parent / "report"))
