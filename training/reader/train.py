"""Teach the reader to answer: `python -m training.reader.train`, after `python -m training.reader.pretrain`.

`--short` epochs over passages cut short around the answer, differently each time, then `--whole` epochs over passages
as the program cuts them. Kept in --work and skipped when there: short-E.npz and whole-E.npz (examples), read.pt (goes
on where it stopped). The result is written to --out: config, fp16 weights and tokenizer as standard classes load them,
and the quantised copy that the program runs.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from training.reader.examples import Examples
from training.reader.export import export
from training.reader.learn import SEED, Batch, Schedule, collated, learn, shuffled, span_loss
from training.reader.questions import readings, training_set, written
from transformers import BertForQuestionAnswering, PreTrainedTokenizerFast

from qa.models.inputs import LONGEST

SHORT = 176  # tokens of an example of the short epochs
TRAINED_ON = ["first", "second", "third", "fourth", "fifth"]  # files of written/
SHARED = 0.5  # weight of the loss over all passages of a question


class Reading(nn.Module):
    """The reader and its loss."""

    def __init__(self, reader: BertForQuestionAnswering) -> None:
        super().__init__()
        self.reader = reader

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """`span`: nats an answer, alone and among the passages of its question."""
        told = self.reader(input_ids=batch.ids, attention_mask=batch.mask, token_type_ids=batch.types)
        return {"span": span_loss(told.start_logits, told.end_logits, batch, shared=SHARED)}


def save(reader: BertForQuestionAnswering, tokenizer_file: Path, out: Path) -> None:
    """The reader in fp16 and its tokenizer, as `AutoModelForQuestionAnswering` and `AutoTokenizer` load them."""
    reader.half().save_pretrained(out)
    PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer.from_file(str(tokenizer_file)),
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=LONGEST,
    ).save_pretrained(out)


def main() -> None:
    """Run what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/ and qa/")
    parser.add_argument("--work", type=Path, default=Path("training/work/reader"), help="checkpoints; may be deleted")
    parser.add_argument("--body", type=Path, help="start from this model (default: body/ in --work)")
    parser.add_argument("--out", type=Path, default=Path("models/reader"))
    parser.add_argument("--short", type=int, default=1, help="epochs over passages cut short")
    parser.add_argument("--whole", type=int, default=1, help="epochs over whole passages")
    for kind, share in (("short", 1.0), ("whole", 0.5)):  # a whole epoch takes twice the time
        parser.add_argument(f"--{kind}-share", type=float, default=share, help=f"of the question sets in a {kind} one")
    parser.add_argument("--written", nargs="*", default=TRAINED_ON, help="of our own questions, all of them")
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first epoch: each is cut and mixed otherwise"
    )
    parser.add_argument("--steps", type=int, help="stop after so many (default: when all epochs are over)")
    parser.add_argument("--tokens", type=int, default=4_096, help="a step, padding included")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args()
    torch.manual_seed(SEED)
    tokenizer = given.work / "tokenizer.json"
    kinds = enumerate(["short"] * given.short + ["whole"] * given.whole, given.first)
    examples = [_examples(given, tokenizer, kind, epoch) for epoch, kind in kinds]
    cut = [shuffled(each, given.tokens, np.random.default_rng([SEED, epoch])) for epoch, each in enumerate(examples)]

    def batches(epoch: int) -> Iterator[Batch]:
        return (collated(examples[epoch], rows).to(given.device) for rows in cut[epoch])

    reader = BertForQuestionAnswering.from_pretrained(
        given.body or given.work / "body",
        local_files_only=True,
        attn_implementation="eager",
        hidden_dropout_prob=given.dropout,
        attention_probs_dropout_prob=0.0,  # drawing it takes longer on a CPU than the attention itself
    )
    model = Reading(reader.float()).to(given.device)
    schedule = Schedule(given.steps or sum(len(each) for each in cut), given.rate)
    began = time.monotonic()
    learn(model, batches, lambda _, batch: model.losses(batch), schedule, given.work / "read.pt")
    print(f"{schedule.steps} steps in {(time.monotonic() - began) / 60:.0f} minutes")
    save(model.reader, tokenizer, given.out)
    export(given.out)


def _examples(given: argparse.Namespace, tokenizer: Path, kind: str, epoch: int) -> Examples:
    kept: Path = given.work / f"{kind}-{epoch}.npz"
    if not kept.exists():
        whole = kind == "whole"
        sets = training_set(given.data)
        asked = random.Random(epoch).sample(sets, int(len(sets) * (given.whole_share if whole else given.short_share)))
        for name in given.written:
            asked += written(given.data, name)
        Examples.of(readings(given.data, asked, epoch, whole), tokenizer, LONGEST if whole else SHORT).save(kept)
    return Examples.load(kept)


if __name__ == "__main__":
    main()
