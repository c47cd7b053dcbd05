"""How far an announced cause must lead: `python -m training.reader.causes`, for `ANNOUNCED` of `qa/answer/read.py`.

Who asks "Vì sao cầu chậm tiến độ?" is answered by "Nguyên nhân là …", which shares no word with the question. The
question sets hardly have such sentences, so that no weight can be fitted on them. News have many: headlines of held-out
documents in which one sentence announces a cause, asked as "Vì sao <headline>?" among other documents; each also with
that sentence left out, so that nothing answers. Headlines are no questions and some causes are those of other things:
the figures compare leads, they tell no quality.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from training.archive import archive, held_out_news
from training.encoder.corpus import Document

from qa import Assistant
from qa.answer import read as reading
from qa.answer.compose import REFUSED
from qa.answer.question import understand
from qa.answer.read import Span
from qa.vietnamese.causes import cause_told
from qa.vietnamese.names import find_names
from qa.vietnamese.sentences import sentences

LEADS = (None, 0.0, 0.25, 0.5, 1.0, 2.0)  # log-odds; None: as the sentence is read
ASKABLE = range(6, 17)  # syllables of a headline
_NO_EVENT = re.compile(r"[?:\"“”!…;–\[]|\b(?:vì sao|tại sao|lý do|nguyên nhân|cách|bí quyết)\b", re.IGNORECASE)


def told(document: Document) -> str:
    """The one sentence that announces a cause; "" where there are none or several."""
    found = [document.text[start:end] for start, end in sentences(document.text)]
    found = [sentence for sentence in found if cause_told(sentence)]
    return found[0] if len(found) == 1 else ""


def askable(document: Document) -> bool:
    """Whether the headline can be asked for its cause."""
    return len(document.title.split()) in ASKABLE and not _NO_EVENT.search(document.title)


def question(title: str) -> str:
    """The headline as a question, its first letter small unless it is a name's."""
    named = any(name.start == len("bị ") for name in find_names(f"bị {title}"))
    return f"Vì sao {title if named else title[0].lower() + title[1:]}?"


def asked(assistant: Assistant, chosen: Sequence[Document]) -> Iterator[tuple[str, list[Span]]]:
    """For each document the sentence that announces its cause, and the spans read for its headline, none leading."""
    reader = assistant._chain.reader
    for number, document in enumerate(chosen):
        if number % 50 == 0:
            print(f"{number} of {len(chosen)} questions", flush=True)
        understood = understand(question(document.title))
        hits = assistant.search(understood.text, top=20)
        yield told(document), reader.read(understood, hits)


def main() -> None:
    """The table of leads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--others", type=int, default=2_500, help="documents to search among besides")
    given = parser.parse_args()
    found = held_out_news(given.data, seed=3)
    chosen = [document for document in found if askable(document) and told(document)][: given.questions]
    titles = {document.title for document in chosen}
    others = [document for document in found if document.title not in titles][: given.others]
    with archive([*chosen, *others]) as assistant, patch.object(reading, "announced", list):
        read = list(asked(assistant, chosen))
    print(
        f"{len(read)} headlines\n| lead | answered with the cause | otherwise | refused | refused without the cause |"
    )
    print("|---|---|---|---|---|")
    for lead in LEADS:
        report(lead, read)


def led(spans: Sequence[Span], lead: float | None) -> Sequence[Span]:
    """The spans with the announced causes ahead."""
    return spans if lead is None else reading.announced(spans, lead)


def report(lead: float | None, read: Sequence[tuple[str, list[Span]]]) -> None:
    """One line of the table."""
    right = wrong = silent = 0
    for cause, spans in read:
        best = max(led(spans, lead), key=lambda span: span.probability, default=None)
        sure = best is not None and best.probability >= REFUSED
        right += sure and best is not None and best.quote == cause
        wrong += sure and best is not None and best.quote != cause
        rest = [span for span in spans if span.quote != cause]
        silent += all(span.probability < REFUSED for span in led(rest, lead))
    count = len(read)
    shares = (right / count, wrong / count, 1 - (right + wrong) / count, silent / count)
    print(f"| {lead} | " + " | ".join(f"{100 * share:.0f} %" for share in shares) + " |")


if __name__ == "__main__":
    main()
