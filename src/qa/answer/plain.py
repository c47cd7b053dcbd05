"""An answer as plain text, for programs that show nothing else."""

from __future__ import annotations

from qa.answer.reply import unfollowed
from qa.language import Language, choose
from qa.records import Answer


def plain_text(answer: Answer, language: Language) -> str:
    """The text, the note, and for each number its sentence, article, source and day."""
    return unfollowed(answer.text) + sources_below(answer, language, quoted=True)


def sources_below(answer: Answer, language: Language, *, quoted: bool = False) -> str:
    """What stands under the text: the note, and where each number leads; `quoted` with its sentence. May be empty."""
    lines = []
    for one in answer.citations:
        origin = unfollowed(" – ".join(part for part in (one.title, one.source) if part))
        day = f", {one.published:%d-%m-%Y}" if one.published else ""
        quote = f"“{unfollowed(' '.join(one.quote.split()))}” – " if quoted else ""
        lines.append(f"[{one.number}] {quote}{origin}{day}")
    heading = choose(language, "Nguồn:", "Sources:")
    sources = "\n".join([heading, *lines]) if lines else ""
    return "".join(f"\n\n{part}" for part in (answer.note, sources) if part)
