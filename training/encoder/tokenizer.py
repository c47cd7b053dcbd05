"""The encoder's own tokenizer: Vietnamese syllables, frequent pairs of them, and their unaccented forms.

A Unigram model whose scores are plain log frequencies, so that a pair is one token exactly where it is more frequent
than chance ("bí thư", "việt nam"); pieces and bytes catch every other word, so nothing is unknown. Lower case, NFC and
one tone placement (hoà → hòa) are rules inside tokenizer.json, so any program that loads it gets them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice, pairwise
from multiprocessing import Pool
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from training.encoder.corpus import documents, fold, news_files

VOCABULARY = 18_000  # × 256 dimensions × 2 bytes = 9.2 MB
WORDS = 7_000  # cover 98.4 % of running words; the 7,000th occurs twice in a million
FOLDED_WORDS = 1_500  # folded syllables; half of them are also words as they stand ("ba", "anh")
PIECES = 700
ACCENTED_PAIRS_SHARE = 0.62  # of the places left for pairs; the rest are folded pairs
FOLDED_SHARE = 0.15  # how much of the text is thought to be unaccented, when scores are set
EVERY = 8  # documents counted: one in so many (14 million syllables)

_CLAUSE_END = re.compile(r"[^\w\s]+|\n+")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def normalizer() -> normalizers.Normalizer:
    """NFC, lower case, one place for the tone mark."""
    return normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase(), *tone_placement()])


def tone_placement(capitals: bool = False) -> list[normalizers.Replace]:
    """The tone mark on the first vowel of a final oa, oe, uy (but quý): hoà → hòa, thuý → thúy; no length changes."""
    moved = [
        (before, old, new)
        for before, olds, news in (
            ("", ("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa")),
            ("", ("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe")),
            ("(?<!q)", ("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy")),
        )
        for old, new in zip(olds, news, strict=True)
    ]
    if capitals:
        moved += [(before.upper(), old.upper(), new.upper()) for before, old, new in moved]
    return [normalizers.Replace(Regex(f"{before}{old}(?!\\p{{L}})"), new) for before, old, new in moved]


def build(data: Path) -> Tokenizer:
    """The tokenizer for the news under `data`; a minute on two cores."""
    with Pool(2) as pool:
        counts = pool.map(_count, news_files(data))
    words = sum((each[0] for each in counts), Counter[str]())
    pairs = sum((each[1] for each in counts), Counter[str]())
    return _assemble(_scores(words, pairs))


def _count(file: Path) -> tuple[Counter[str], Counter[str]]:
    clean = normalizer()
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for document in islice(documents(file), 0, None, EVERY):
        for clause in _CLAUSE_END.split(clean.normalize_str(f"{document.title}\n{document.text}")):
            found = _WORD.findall(clause)
            words.update(found)
            pairs.update(f"{first} {second}" for first, second in pairwise(found))
    return words, Counter({pair: count for pair, count in pairs.items() if count > 1})


def _scores(words: Counter[str], pairs: Counter[str]) -> dict[str, float]:
    """Token → log probability. Tokens that begin a word start with "▁", also inside: "▁bí▁thư"."""
    total = words.total()
    folded_words, folded_pairs = _folded(words), _folded(pairs)
    chosen = {word for word, _ in words.most_common(WORDS)}
    chosen |= {word for word, _ in folded_words.most_common(FOLDED_WORDS)}
    pieces = _pieces(word for word in words.elements() if word not in chosen)
    letters = sorted({letter for word in chosen for letter in word} | set("0123456789"))
    scores = {f"<0x{byte:02X}>": -25.0 for byte in range(256)} | dict.fromkeys(letters, -16.0) | pieces
    probability = {word: _mixed(words[word], folded_words[word], total) for word in chosen}
    scores |= {f"▁{word}": math.log(value) for word, value in probability.items()}
    scores["▁"] = -12.0
    room = VOCABULARY - 1 - len(scores)
    accented_room = int(room * ACCENTED_PAIRS_SHARE)
    for counted, places in ((pairs, accented_room), (folded_pairs, room)):
        ranked = sorted(counted, key=lambda pair: _gain(counted[pair], pair, probability, total), reverse=True)
        for pair in ranked:
            token = f"▁{pair.replace(' ', '▁')}"
            if VOCABULARY - 1 - len(scores) <= room - places:
                break
            scores.setdefault(token, math.log(_mixed(pairs[pair], folded_pairs[pair], total)))
    return scores


def _folded(counts: Counter[str]) -> Counter[str]:
    folded: Counter[str] = Counter()
    for token, count in counts.items():
        folded[fold(token)] += count
    return folded


def _mixed(count: int, folded_count: int, total: int) -> float:
    return ((1 - FOLDED_SHARE) * count + FOLDED_SHARE * folded_count + 0.1) / total


def _gain(count: int, pair: str, probability: dict[str, float], total: int) -> float:
    """How many nats of the text's length the pair saves; 0 for a pair of words that are not in the vocabulary."""
    first, second = pair.split(" ")
    if first not in probability or second not in probability:
        return 0.0
    return count * math.log(count / total / (probability[first] * probability[second]))


def _pieces(rare_words: Iterable[str]) -> dict[str, float]:
    """Beginnings and other parts, of 2 to 4 letters or digits, of the words outside the vocabulary."""
    counts: Counter[str] = Counter()
    for word in rare_words:
        marked = f"▁{word}"
        for size in (2, 3, 4):
            counts.update(marked[start : start + size] for start in range(len(marked) - size + 1))
    best = sorted(counts, key=lambda piece: counts[piece] * (len(piece) - 1), reverse=True)[:PIECES]
    total = counts.total()
    return {piece: math.log(counts[piece] / total) - 6.0 for piece in best}  # 6 nats: below any whole word


def _assemble(scores: dict[str, float]) -> Tokenizer:
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    tokenizer = Tokenizer(models.Unigram([("<unk>", -30.0), *ordered], unk_id=0, byte_fallback=True))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]{2,}|[^\p{L}\p{N} ]"), "removed"),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False),
        ]
    )
    return tokenizer
