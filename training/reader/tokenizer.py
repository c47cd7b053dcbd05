"""The reader's own tokenizer: WordPiece over cased Vietnamese syllables, accented and (a share of the text) without."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from training.encoder.corpus import documents, fold, news_files
from training.encoder.tokenizer import tone_placement

VOCABULARY = 20_000
EVERY = 12  # documents read: one in so many
FOLDED_SHARE = 0.15  # of the documents are read without accents
ALPHABET = 400  # signs that are tokens of their own
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def build(data: Path) -> Tokenizer:
    """The tokenizer for the news under `data`; a minute on two cores."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), *tone_placement(capitals=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=VOCABULARY, special_tokens=SPECIAL, limit_alphabet=ALPHABET, show_progress=False
    )
    tokenizer.train_from_iterator(texts(data, EVERY), trainer)
    return tokenizer


def texts(data: Path, every: int) -> Iterator[str]:
    """Titles and bodies of one training document in `every`, a share of them without accents."""
    chance = random.Random(every)
    for file in news_files(data):
        for document in islice(documents(file), 0, None, every):
            text = f"{document.title}\n{document.text}"
            yield fold_cased(text) if chance.random() < FOLDED_SHARE else text


def fold_cased(text: str) -> str:
    """As it is typed without accents; half of what people type so is in lower case throughout."""
    folded = fold(text)
    return folded.lower() if len(text) % 2 else folded
