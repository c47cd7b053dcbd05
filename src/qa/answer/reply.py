"""A model's reply, as it comes in → its sentences, each as plain text with the numbers of the sources it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.vietnamese.sentences import sentences
from qa.vietnamese.text import fold, nfc

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_MARK = re.compile(
    r"\s*[\[【]\s*(?:(?:nguồn|đoạn|bài)\s*)?(\d{1,3}(?:\s*[,;]\s*(?:đoạn\s*)?\d{1,3})*)\s*[\]】]", re.IGNORECASE
)
_BEHIND_STOP = re.compile(r"([.!?…]+)((?:\s*[\[【][^\]】\n]{1,20}[\]】])+)")  # "… 99%. [1]"
_UNFOLLOWED = (
    (re.compile(r"!\[[^\]]*\](?:\([^)]*\)?|\[[^\]]*\])"), ""),  # an image
    (re.compile(r"\[([^\]]*)\]\([^)\s]*(?:\s[^)]*)?\)?"), r"\1"),  # a link
    (re.compile(r"<[a-zA-Z/!][^>]*>?"), ""),  # HTML, and <https://…>
    (re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\b(?:javascript|data|mailto):)\S*", re.IGNORECASE), ""),
)
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)__?|__?(?!\w)|^\s*#+\s*")
_BULLET = re.compile(r"^\s*[*•+–]\s+")
_REFUSALS = ("khong tim thay", "khong co thong tin", "khong de cap", "khong nhac den", "khong noi ")


class Sentence(NamedTuple):
    """One sentence of a reply, without its marks."""

    text: str
    numbers: tuple[int, ...]  # of the sources it names, in their order, each once
    new_line: bool  # whether it begins one


def read(reply: str, *, whole: bool) -> list[Sentence]:
    """The sentences of a reply that are complete: all when it is `whole`, else without those that may still go on.

    A longer reply gives the same sentences and more. A chain of thought is no part of it.
    """
    text = _BEHIND_STOP.sub(r"\2\1", nfc(_THOUGHT.sub("", reply))).lstrip()
    spans = sentences(text)
    if not whole and spans:
        start, end = spans.pop()
        if spans and not re.search(r"[^\W\d_]", text[start:end]):  # "[1", which belongs to the sentence before
            spans.pop()
    found: list[Sentence] = []
    before = 0
    for start, end in spans:
        numbers = [int(number) for mark in _MARK.finditer(text, start, end) for number in re.findall(r"\d+", mark[1])]
        bare = plain(_MARK.sub("", text[start:end]))
        if re.search(r"[^\W_]", bare):
            found.append(Sentence(bare, tuple(dict.fromkeys(numbers)), "\n" in text[before:start]))
            before = end
    return found


def plain(text: str) -> str:
    """The text without images, links, addresses, HTML and marks of emphasis; a bullet is a dash."""
    text = _EMPHASIS.sub("", _BULLET.sub("- ", unfollowed(text)))
    return re.sub(r" +([.,;:!?])", r"\1", re.sub(r"[ \t]+", " ", text)).strip()


def unfollowed(text: str) -> str:
    """The text without what could be fetched or clicked by whatever shows it: images, links, addresses, HTML."""
    for pattern, left in _UNFOLLOWED:
        text = pattern.sub(left, text)
    return text


def refuses(sentence: str) -> bool:
    """Whether the sentence says that the sources don't say."""
    return any(phrase in fold(sentence) for phrase in _REFUSALS)


def marked(sentence: str, numbers: list[int]) -> str:
    """The sentence with its marks before the stop it ends on: "… hơn 99% [1][2]." """
    body, stop = re.fullmatch(r"(.*?)([.!?…;:]*)", sentence, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{body} {''.join(f'[{number}]' for number in numbers)}{stop}"
