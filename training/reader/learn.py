"""What both training stages share: batches by length, the span loss, a loop that can be stopped and gone on with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from training.reader.examples import Examples

SEED = 20201123
SORTED_TOGETHER = 64  # batches whose examples are sorted by length before they are cut
SAVED_EVERY = 600  # seconds
REPORTED_EVERY = 50
WEIGHT_DECAY = 0.01
LONGEST_STEP = 1.0  # norm that gradients are cut to


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded inputs, (batch, length) each; `spans` (batch, PLACES, 2), -1 where there are fewer."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    allowed: Tensor  # passage tokens and [CLS], which stands for "no answer here"
    spans: Tensor
    group: Tensor

    def to(self, device: str) -> Batch:
        """The same on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


def collated(examples: Examples, rows: NDArray[np.int64]) -> Batch:
    """These examples side by side."""
    lengths = examples.lengths[rows]
    longest = int(lengths.max())
    places = np.arange(longest)
    mask = places < lengths[:, None]
    at = np.where(mask, examples.starts[rows][:, None] + places, 0)
    first = examples.first[rows][:, None]
    allowed = ((places >= first) & (places < lengths[:, None] - 1)) | (places == 0)
    return Batch(
        torch.from_numpy(np.where(mask, examples.ids[at], 0).astype(np.int64)),
        torch.from_numpy(np.where(mask, examples.types[at], 0).astype(np.int64)),
        torch.from_numpy(mask.astype(np.int64)),
        torch.from_numpy(allowed),
        torch.from_numpy(examples.spans[rows].astype(np.int64)),
        torch.from_numpy(examples.group[rows].astype(np.int64)),
    )


def shuffled(examples: Examples, tokens: int, chance: np.random.Generator) -> list[NDArray[np.int64]]:
    """Every example once, in batches of up to `tokens` padded tokens each, of like lengths; groups stay together."""
    groups, order = np.unique(examples.group, return_inverse=True)
    place = chance.permutation(len(groups))[order]
    rows = np.argsort(place, kind="stable")
    longest = np.zeros(len(groups), np.int64)
    np.maximum.at(longest, order, examples.lengths)
    chunk = max(int(SORTED_TOGETHER * tokens / examples.lengths.mean()), 1)
    batches: list[NDArray[np.int64]] = []
    for start in range(0, len(rows), chunk):
        part = rows[start : start + chunk]
        part = part[np.lexsort((place[order[part]], longest[order[part]]))]
        batches += _cut(part, order, longest, tokens)
    return [batches[number] for number in chance.permutation(len(batches))]


def _cut(
    rows: NDArray[np.int64], order: NDArray[np.int64], longest: NDArray[np.int64], tokens: int
) -> Iterator[NDArray[np.int64]]:
    batch: list[int] = []
    for row in rows:
        full = (len(batch) + 1) * longest[order[row]] > tokens
        if full and batch and order[batch[-1]] != order[row]:
            yield np.array(batch)
            batch = []
        batch.append(int(row))
    yield np.array(batch)


def span_loss(starts: Tensor, ends: Tensor, batch: Batch, shared: float) -> Tensor:
    """The mean of -log P(answer): over each passage with [CLS] as "none", and (weight `shared`) over all of a group.

    The first is how a passage refuses, the second makes scores of passages comparable (Clark & Gardner 2018). An
    answer that stands in several places counts wherever it is found.
    """
    total = starts.new_zeros(())
    for logits, side in ((starts, 0), (ends, 1)):
        allowed = logits.float().masked_fill(~batch.allowed, -1e4)
        gold = _gold(allowed, batch.spans[:, :, side])
        total = total - (_marginal(allowed, gold) - allowed.logsumexp(1)).mean() / 2
        if shared:
            total = total + shared * _shared(allowed, gold, batch) / 2
    return total


def _gold(logits: Tensor, places: Tensor) -> Tensor:
    """(batch, length) true at the accepted places; at [CLS] where there is none."""
    gold = torch.zeros_like(logits, dtype=torch.bool)
    gold.scatter_(1, places.clamp(min=0), places >= 0)  # a -1 writes False at [CLS], which is never a place
    rows = torch.arange(len(places), device=places.device)
    for column in range(places.shape[1]):  # scatter leaves the order of equal places open: write the true ones again
        there = places[:, column] >= 0
        gold[rows[there], places[there, column]] = True
    gold[:, 0] = ~(places >= 0).any(1)
    return gold


def _marginal(logits: Tensor, gold: Tensor) -> Tensor:
    return logits.masked_fill(~gold, -1e4).logsumexp(1)


def _shared(logits: Tensor, gold: Tensor, batch: Batch) -> Tensor:
    spans = logits[:, 1:].logsumexp(1)  # all but [CLS]
    right = logits[:, 1:].masked_fill(~gold[:, 1:], -1e4).logsumexp(1)
    losses = []
    for group in batch.group.unique():
        members = batch.group == group
        if members.sum() > 1 and gold[members, 1:].any():
            losses.append(spans[members].logsumexp(0) - right[members].logsumexp(0))
    return torch.stack(losses).mean() if losses else logits.new_zeros(())


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast a stage learns: AdamW, a warm-up, then down to zero in a straight line."""

    steps: int
    rate: float
    warm_up: int = 100

    def at(self, step: int) -> float:
        """The learning rate of one step."""
        return self.rate * min(1.0, (step + 1) / self.warm_up, (self.steps - step) / max(self.steps - self.warm_up, 1))


def learn(
    model: nn.Module,
    batches: Callable[[int], Iterable[Batch]],
    loss_of: Callable[[nn.Module, Batch], dict[str, Tensor]],
    schedule: Schedule,
    checkpoint: Path,
) -> None:
    """Trains `model` to the schedule's end, from `checkpoint` where there is one; every figure goes to its log.

    `batches` gives those of one epoch. Losses are added up. bf16 where the processor has it: in
    software it is ten times slower than fp32.
    """
    device = next(model.parameters()).device
    bf16 = device.type != "cpu" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    decayed = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    plain = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=schedule.rate, betas=(0.9, 0.98), eps=1e-6, fused=True)
    step = _resume(model, optimizer, checkpoint)
    saved = reported = time.monotonic()
    seen, sums = 0, dict[str, float]()
    model.train()
    for batch in _from_step(batches, step, schedule.steps):
        for group in optimizer.param_groups:
            group["lr"] = schedule.at(step)
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            losses = loss_of(model, batch)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_(model.parameters(), LONGEST_STEP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        seen += int(batch.mask.sum())
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + value.item()
        if step % REPORTED_EVERY == 0:
            now = time.monotonic()
            line = {name: round(value / REPORTED_EVERY, 3) for name, value in sums.items()}
            line |= {"step": step, "of": schedule.steps, "tokens/s": round(seen / (now - reported))}
            _log(checkpoint, line)
            seen, sums, reported = 0, {}, now
        if time.monotonic() - saved > SAVED_EVERY:
            _save(model, optimizer, step, checkpoint)
            saved = time.monotonic()
    _save(model, optimizer, step, checkpoint)
    model.eval()


def _from_step(batches: Callable[[int], Iterable[Batch]], step: int, steps: int) -> Iterator[Batch]:
    epoch = passed = 0
    while passed < steps:
        for batch in batches(epoch):
            if passed >= steps:
                return
            if passed >= step:
                yield batch
            passed += 1
        epoch += 1


def _resume(model: nn.Module, optimizer: torch.optim.Optimizer, checkpoint: Path) -> int:
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def _save(model: nn.Module, optimizer: torch.optim.Optimizer, step: int, checkpoint: Path) -> None:
    part = checkpoint.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, part)
    part.replace(checkpoint)


def _log(checkpoint: Path, line: dict[str, float]) -> None:
    with checkpoint.with_suffix(".log").open("a", encoding="utf-8") as file:
        print(json.dumps(line), file=file)
