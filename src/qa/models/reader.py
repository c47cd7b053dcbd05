"""The reader: a question and a passage to the spans that may answer. The one home of transformers and onnxruntime.

One forward pass over both gives, for every token, how likely an answer begins and ends there, and on [CLS] how likely
the passage holds none (Devlin et al. 2019, section 4.3). A span's score is its log-odds against "none", so that spans
of different passages compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from qa.config import EMBEDDED, shipped
from qa.errors import ModelError
from qa.models.frequencies import load_frequencies
from qa.models.inputs import LONGEST, LONGEST_QUESTION, STRIDE, Inputs
from qa.models.overlap import TYPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPANS = 6  # kept of a passage
LONGEST_ANSWER = 48  # tokens; 98 in 100 answers of UIT-ViQuAD train are shorter
TOGETHER = 2_048  # tokens of one forward pass, padding included: larger ones are no faster on two cores
ALONE = 1  # the quantised reader reads each passage by itself: as fast, and its scores depend on no neighbour's
QUANTISED = "model.int8.onnx"  # beside the standard files of the reader that ships: half the time, none of torch's


class Text(NamedTuple):
    """A passage to read: its article's title, itself, and where its sentences begin (offsets in it, ascending)."""

    title: str
    passage: str
    sentence_starts: tuple[int, ...]


class Reading(NamedTuple):
    """`passage[start:end]` may answer; `score` is its log-odds against "no answer in this passage"."""

    start: int
    end: int
    score: float


class SpanReader(Protocol):
    """What reads passages for a question."""

    name: str

    def read(self, question: str, texts: Sequence[Text], *, folded: bool) -> list[list[Reading]]:
        """For each text up to `SPANS` spans that do not overlap, likeliest first; empty for one without a word.

        `folded`: the question carries no accents.
        """
        ...


def load_reader(name: str) -> SpanReader:
    """The reader that ships, for "embedded"; else the extractive question answering model of that path or hub name.

    A hub name is downloaded once, and never while `HF_HUB_OFFLINE` is set; the others need no network. Raises
    `ModelError`.
    """
    try:
        return _embedded() if name == EMBEDDED else _transformers(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(
            f"Không nạp được bộ đọc “{name}”: {error}. Cần thư mục của một mô hình hỏi đáp trích xuất "
            "(AutoModelForQuestionAnswering), hoặc tên trên Hugging Face Hub (phải có mạng ở lần đầu); bộ đi kèm "
            "tên là “embedded”.",
            f"Can't load the reader “{name}”: {error}. It takes the folder of an extractive question answering model "
            "(AutoModelForQuestionAnswering), or a name on the Hugging Face Hub (which needs a network the first "
            "time); the one that ships is “embedded”.",
        ) from error


class _Input(NamedTuple):
    """One window of one text: what the model takes, and the characters of its passage tokens."""

    text: int
    ids: list[int]
    types: list[int]
    first: int  # the place of its first passage token
    offsets: list[tuple[int, int]]


class _Batch(NamedTuple):
    """Inputs of like lengths side by side, (inputs, tokens) each."""

    input_ids: NDArray[np.int64]
    attention_mask: NDArray[np.int64]
    token_type_ids: NDArray[np.int64]


_Logits = Callable[[_Batch], "tuple[NDArray[np.float32], NDArray[np.float32]]"]  # of starts and of ends
_Prepare = Callable[[str, Sequence[Text], bool], Iterator[_Input]]


class _Reader:
    """A model behind two functions: what it is shown, and what it says of it."""

    def __init__(self, name: str, prepare: _Prepare, logits: _Logits, tokens: int, padding: int = 0) -> None:
        self.name = name
        self._prepare, self._logits, self._tokens, self._padding = prepare, logits, tokens, padding

    def read(self, question: str, texts: Sequence[Text], *, folded: bool) -> list[list[Reading]]:
        inputs = sorted(self._prepare(question, texts, folded), key=lambda one: len(one.ids))
        found: list[list[Reading]] = [[] for _ in texts]
        for some in _batches(inputs, self._tokens):
            for one, starts, ends in zip(some, *self._logits(_padded(some, self._padding)), strict=True):
                found[one.text] += _spans(one, starts, ends)
        return [_apart(spans) for spans in found]


def _embedded() -> SpanReader:
    """The reader that ships, quantised, without torch."""
    from onnxruntime import InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf, NoSuchFile
    from tokenizers import Tokenizer

    folder = shipped("models/reader")
    options = SessionOptions()
    options.log_severity_level = 3  # no warnings about the processor on people's screens
    try:
        session = InferenceSession(str(folder / QUANTISED), options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidProtobuf, NoSuchFile) as error:
        raise OSError(str(error)) from error
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def logits(batch: _Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        starts, ends = session.run(None, batch._asdict())
        return starts, ends

    return _Reader(EMBEDDED, _Ours(Inputs(tokenizer, load_frequencies())), logits, ALONE)


def _transformers(name: str) -> SpanReader:
    """Any extractive reader; one with `TYPES` token types is shown ours, any other what its own tokenizer makes."""
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    local = Path(name).expanduser().is_dir()
    place = str(Path(name).expanduser()) if local else name
    model: Any = AutoModelForQuestionAnswering.from_pretrained(
        place, local_files_only=local, dtype=torch.float32
    ).eval()
    tokenizer: Any = AutoTokenizer.from_pretrained(place, local_files_only=local, use_fast=True)
    types = getattr(model.config, "type_vocab_size", 0)
    own = Inputs(tokenizer.backend_tokenizer, load_frequencies()) if types == TYPES else None

    def logits(batch: _Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        shown = {key: torch.from_numpy(value) for key, value in batch._asdict().items()}
        if types < 2:  # RoBERTa and its kin
            del shown["token_type_ids"]
        with torch.inference_mode():
            told = model(**shown)
        return told.start_logits.numpy(), told.end_logits.numpy()

    return _Reader(name, _Ours(own) if own else _Standard(tokenizer), logits, TOGETHER, tokenizer.pad_token_id or 0)


class _Ours:
    """What the reader that ships is shown: `qa.models.inputs`."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs

    def __call__(self, question: str, texts: Sequence[Text], folded: bool) -> Iterator[_Input]:
        asked = self._inputs.asked(question, folded=folded)
        for number, text in enumerate(texts):
            for window in self._inputs.windows(asked, text.title, text.passage, text.sentence_starts):
                yield _Input(number, window.ids, window.types, window.first, window.offsets)


class _Standard:
    """What any other reader is shown: the question and, as one text, the title and the passage."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, question: str, texts: Sequence[Text], folded: bool) -> Iterator[_Input]:
        question = " ".join(question.split()[:LONGEST_QUESTION])  # or no room is left for the passage
        for number, text in enumerate(texts):
            before = f"{text.title}\n"
            encoded = self._tokenizer(
                question,
                before + text.passage,
                truncation="only_second",
                max_length=min(self._tokenizer.model_max_length, LONGEST + STRIDE),
                stride=STRIDE,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
                return_token_type_ids=True,
            )
            for window, ids in enumerate(encoded["input_ids"]):
                sides = encoded.sequence_ids(window)
                offsets = [(start - len(before), end - len(before)) for start, end in encoded["offset_mapping"][window]]
                places = [at for at, side in enumerate(sides) if side == 1 and offsets[at][0] >= 0]
                if places:
                    inside = offsets[places[0] : places[-1] + 1]
                    yield _Input(number, ids, encoded["token_type_ids"][window], places[0], inside)


def _batches(inputs: Sequence[_Input], tokens: int) -> Iterator[list[_Input]]:
    """Inputs, ordered by length, in passes of up to so many tokens, or of one."""
    some: list[_Input] = []
    for one in inputs:
        if some and (len(some) + 1) * len(one.ids) > tokens:
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _padded(some: Sequence[_Input], padding: int) -> _Batch:
    import numpy as np

    shape = (len(some), max(len(one.ids) for one in some))
    batch = _Batch(np.full(shape, padding, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    for row, one in enumerate(some):
        size = len(one.ids)
        batch.input_ids[row, :size] = one.ids
        batch.attention_mask[row, :size] = 1
        batch.token_type_ids[row, :size] = one.types
    return batch


def _spans(one: _Input, starts: NDArray[np.float32], ends: NDArray[np.float32]) -> list[Reading]:
    """The best spans of one window, by the sum of their two logits less those of [CLS]."""
    import numpy as np

    inside = slice(one.first, one.first + len(one.offsets))
    scores = starts[inside, None] + ends[None, inside] - (starts[0] + ends[0])
    size = len(one.offsets)
    fits = np.tri(size, size, LONGEST_ANSWER - 1, dtype=bool) & ~np.tri(size, size, -1, dtype=bool)
    scores[~fits] = -np.inf  # what ends before it starts, or long after
    count = min(8 * SPANS, size)
    best = np.argpartition(-scores, count - 1, axis=None)[:count]
    return [
        Reading(one.offsets[place // size][0], one.offsets[place % size][1], float(scores.flat[place]))
        for place in best.tolist()
        if np.isfinite(scores.flat[place])
    ]


def _apart(spans: list[Reading]) -> list[Reading]:
    """The best `SPANS` of them that do not overlap a better one."""
    kept: list[Reading] = []
    for span in sorted(spans, key=lambda each: (-each.score, each.start, each.end)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
        if len(kept) == SPANS:
            break
    return kept
