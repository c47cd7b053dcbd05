"""The texts that the encoder is trained on: news documents, their passages, and the question sets."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PASSAGE_SYLLABLES = 150  # the middle of what qa.index.passages makes; that one is exact, this one is fast (regex only)
SHORTEST_PASSAGE = 30  # syllables; captions and "Xem thêm" lists are shorter

HELD_OUT_EVERY = 7  # of the news documents one in so many is never trained on: the 100,000 passages searched among
HELD_OUT_QUESTIONS = 10  # of the training articles one in so many is left to the fit of the fusion (fusion.py)

_SENTENCE_END = re.compile(r'(?<=[.!?…])["”’)]*\s+(?=["“‘(]?[A-ZÀ-ỸĐ0-9])|\n+')


@dataclass(frozen=True, slots=True)
class Document:
    """One news or encyclopedia article; `text` no longer opens with the title, `id` is the one its file gives it."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passage that answers it; `answers` are the accepted spans of that passage."""

    text: str
    passage: str
    title: str
    answers: tuple[str, ...]


def news_files(data: Path) -> list[Path]:
    """The compressed news files under `data`/news, in a fixed order; raises `SystemExit` when there are none."""
    files = sorted((data / "news").glob("*.jsonl.xz"))
    if not files:
        raise SystemExit(f"No news/*.jsonl.xz under {data}. Give the folder of the training data with --data.")
    return files


def documents(file: Path, held_out: bool = False) -> Iterator[Document]:
    """The documents of one news file in its order: those to train on, or those held out."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if (number % HELD_OUT_EVERY == 0) is not held_out:
                continue
            record = json.loads(line)
            title, text = (unicodedata.normalize("NFC", record[name]).strip() for name in ("title", "text"))
            yield Document(str(record["id"]), title, text.removeprefix(title).lstrip())


def passages(text: str) -> list[list[str]]:
    """The passages of a text, each a list of whole sentences of about `PASSAGE_SYLLABLES` syllables together."""
    found: list[list[str]] = []
    current: list[str] = []
    length = 0
    for sentence in _SENTENCE_END.split(text):
        syllables = sentence.count(" ") + 1
        if current and length + syllables > PASSAGE_SYLLABLES:
            found.append(current)
            current, length = [], 0
        if sentence:
            current.append(sentence)
            length += syllables
    if length >= SHORTEST_PASSAGE or (current and not found):
        found.append(current)
    return found


def fold(text: str) -> str:
    """The text as it is typed without accents: "Bí thư" → "Bi thu", "đường" → "duong"."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def training_questions(data: Path, held_out: bool = False) -> list[Question]:
    """Every answerable question of the training sets (never of a dev set): those to train on, or those held out."""
    sets = ("viquad_train", "vinewsqa_train2000", "vi_squad2_mailong25_train")
    found = [question for name in sets for question in squad_questions(data / "qa" / f"{name}.json.gz")]
    for name in ("seminar_wiki", "seminar_reg"):
        with gzip.open(data / "qa" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, filter(str.strip, lines)):
                if not record["is_impossible"]:
                    answers = tuple(answer["text"] for answer in record["answers"])
                    found.append(Question(record["question"], record["context"], record["title"], answers))
    titles = sorted({question.title for question in found})
    kept_back = set(titles[::HELD_OUT_QUESTIONS])
    return [question for question in found if (question.title in kept_back) is held_out]


def squad_questions(file: Path) -> list[Question]:
    """The answerable questions of a file in SQuAD format, gzipped; `title` is empty where the file has none."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        content = json.load(stream)
    return [
        Question(
            unicodedata.normalize("NFC", question["question"]),
            unicodedata.normalize("NFC", paragraph["context"]),
            unicodedata.normalize("NFC", article.get("title", "")).replace("_", " "),
            tuple(unicodedata.normalize("NFC", answer["text"]) for answer in question["answers"]),
        )
        for article in (content["data"] if isinstance(content, dict) else content)
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
        if question["answers"]
    ]
