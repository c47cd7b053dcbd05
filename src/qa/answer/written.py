"""The answer in a model's words: what its sources bear out is shown with the sentence that proves it, the rest dropped.

The model never owns a number: the sources are numbered here, its marks are looked up among them, and each citation is
the sentence of the article that was found to hold the claim. Whatever goes wrong, the extractive answer stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from qa.answer.citations import Citations
from qa.answer.question import understand
from qa.answer.reply import Sentence, marked, read, refuses
from qa.answer.summary import FEWEST
from qa.answer.support import Evidence
from qa.answer.write import not_found
from qa.errors import WriterError
from qa.language import Language, choose
from qa.models.frequencies import load_frequencies
from qa.models.writer import Source, Writer
from qa.records import Answer, Citation, Hit, Kind

SOURCES = 6  # passages that the writer sees: 2,500 tokens, half a minute's reading for a model of 4 billion on a CPU


def may_write(draft: Answer) -> bool:
    """Whether a writer is asked at all: where one answer was found, or none.

    Several holders of an office and articles that disagree are listed one by one, and prose could only lose some; a
    summary and a list of articles are in the articles' own words.
    """
    if draft.kind is Kind.FOUND:
        return 0 < len(draft.citations) < FEWEST and not draft.headlines
    return draft.kind is Kind.NOT_FOUND


def written(draft: Answer, hits: Sequence[Hit], writer: Writer, language: Language) -> Iterator[Answer]:
    """`draft`, the extractive answer, in the writer's words: it grows by checked sentences, the last one is whole.

    There is one for each piece of the reply, before the first sentence without text: closing it stops the writer.

    Where the reader found nothing the writer still may, since it reads better, but only from passages that name all
    that the question names. A reply that says "không tìm thấy" makes the answer `not_found`. `dropped` counts the
    sentences that were not shown. When the writer fails, or no sentence of its reply holds, the last answer is the
    draft, with a `note` that says why.
    """
    started = perf_counter()
    told = _Told(draft, _sources(draft, hits))
    reply = ""
    try:
        for piece in writer.write(draft.question, [_source(hit) for hit in told.hits]):
            reply += piece
            told.take(read(reply, whole=False))
            yield replace(told.answer(), written_by=writer.name)  # the same or more: who reads may stop at any piece
    except WriterError as error:
        yield _draft(draft, writer.name, error.say(language), language)
        return
    told.take(read(reply, whole=True))
    if told.kept:
        answer = told.answer()
        text = answer.text + _as_of(answer.citations, language)
        timings = {**draft.timings, "write": round((perf_counter() - started) * 1000, 2)}
        note = _note(writer.name, told.dropped, language)
        yield replace(answer, text=text, written_by=writer.name, note=note, timings=timings)
    elif told.refused:
        surely = 1 - draft.confidence if draft.kind is Kind.FOUND else draft.confidence
        refused = not_found(understand(draft.question, within=draft.within), hits, surely, language)
        vi = f"Mô hình {writer.name} đọc {len(told.hits)} đoạn gần nhất và không tìm thấy."
        en = f"The model {writer.name} read the {len(told.hits)} nearest passages and did not find it."
        note = choose(language, vi, en)
        yield replace(refused, within=draft.within, timings=draft.timings, dropped=told.dropped, note=note)
    else:
        reason = choose(language, "câu nào nó viết cũng thiếu bằng chứng", "no sentence of its reply is borne out")
        yield replace(_draft(draft, writer.name, reason, language), dropped=told.dropped)


class _Told:
    """The sentences that were checked so far."""

    def __init__(self, draft: Answer, hits: Sequence[Hit]) -> None:
        self.hits = hits
        self.kept: list[str] = []
        self.dropped = 0
        self.refused = False
        self._draft = draft
        self._evidence = Evidence(draft.question, hits, load_frequencies())
        self._citations = Citations()
        self._seen = 0

    def take(self, sentences: Sequence[Sentence]) -> None:
        """Checks the sentences that were not seen before."""
        for sentence in sentences[self._seen :]:
            self._check(sentence)
        self._seen = max(self._seen, len(sentences))

    def _check(self, sentence: Sentence) -> None:
        quotes = self._evidence.quotes(sentence.text, sentence.numbers)
        if self._draft.kind is Kind.NOT_FOUND and not self._evidence.named(quotes):
            quotes = []
        if not quotes and refuses(sentence.text):
            self.refused = True
            return
        numbers = [self._citations.cite(quote.hit.article, quote.start, quote.end) for quote in quotes]
        text = marked(sentence.text, numbers)
        if not quotes or any(text in shown for shown in self.kept):  # the latter: a small model that goes in circles
            self.dropped += 1
            return
        lead = "\n" if sentence.new_line and self.kept else ""
        self.kept.append(f"{lead}{text}")

    def answer(self) -> Answer:
        """What is shown so far."""
        citations = self._citations.all()
        text = " ".join(self.kept).replace(" \n", "\n")
        short = self._draft.short
        found = self._draft.kind is Kind.FOUND
        return replace(
            self._draft,
            kind=Kind.FOUND,
            text=text,
            short=short if short in text else "",
            citations=citations,
            headlines=(),
            as_of=max((one.published for one in citations if one.published), default=None),
            confidence=self._draft.confidence if found else 1 - self._draft.confidence,
            dropped=self.dropped,
        )


def _sources(draft: Answer, hits: Sequence[Hit]) -> list[Hit]:
    """What the writer sees: first the passages that the extractive answer cites, then the best of the others."""
    cited = {
        hit.passage.id
        for hit in hits
        for one in draft.citations
        if one.article_id == hit.article.id and one.start < hit.passage.end and hit.passage.start < one.end
    }
    return sorted(hits, key=lambda hit: hit.passage.id not in cited)[:SOURCES]


def _source(hit: Hit) -> Source:
    return Source(hit.article.title, _day(hit.article.published), hit.text)


def _draft(draft: Answer, name: str, reason: str, language: Language) -> Answer:
    then_vi = "; trả lời bằng câu trích" if draft.citations else ""
    then_en = "; answered with quotes" if draft.citations else ""
    vi = f"Không hỏi được mô hình {name}: {reason}{then_vi}."
    en = f"The model {name} could not be asked: {reason}{then_en}."
    return replace(draft, note=choose(language, vi, en))


def _note(name: str, dropped: int, language: Language) -> str:
    vi = f"Mô hình {name} viết; từng câu đã được đối chiếu với bài báo."
    en = f"Written by the model {name}; every sentence was checked against the articles."
    if dropped:
        vi += f" Đã bỏ {dropped} câu không có bằng chứng."
        en += f" {dropped} without proof left out."
    return choose(language, vi, en)


def _as_of(citations: Sequence[Citation], language: Language) -> str:
    """The dates of the articles that the answer rests on, newest first."""
    days = ", ".join(_day(day) for day in sorted({one.published for one in citations if one.published}, reverse=True))
    return choose(language, f" (theo bài ngày {days})", f" (article of {days})") if days else ""


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
