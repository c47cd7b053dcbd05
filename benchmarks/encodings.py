"""How many texts in older encodings come back as they were, decoded blind, and how many clean ones are left alone.

    python benchmarks/encodings.py --data ../shared/data

Passages of news are written in each encoding and given to the program as a file's bytes and as pasted glyphs. One
counts when every letter is right; for TCVN3, which has seven capitals, when every letter but its case is (and the exact
ones are counted beside). Passages that an encoding has no codes for (Chinese, emoji) are passed over; typographic marks
are written in ASCII where it lacks them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Callable, Iterator
from importlib.metadata import distributions
from pathlib import Path

from qa.articles.encoding import decode_text
from qa.articles.legacy import convert, is_damaged
from qa.errors import ArticleError
from qa.vietnamese.encodings import NAMES, encode
from qa.vietnamese.text import nfc

SIZES = (60, 200, 800)  # characters of a passage: a headline, a paragraph, a short article
BEGINNING = re.compile(r"\n+|(?<=[^\W\d_]{3}[.!?]) ")  # a file begins so, not in the midst of a sentence
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "\xa0": " "})


def passages(data: Path, count: int, seed: int = 0) -> Iterator[str]:
    """Stretches of whole words of news and encyclopedia articles, of three lengths in turn, from a sentence's start."""
    chance = random.Random(seed)
    texts: list[str] = []
    for path in sorted((data / "news").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts += [nfc(json.loads(line)["text"]) for line, _ in zip(lines, range(3000), strict=False)]
    for number in range(count):
        text = chance.choice(texts)
        begin = BEGINNING.search(text, chance.randrange(max(1, len(text) - SIZES[-1])))
        start = begin.end() if begin else 0
        yield text[start : start + SIZES[number % len(SIZES)]].rpartition(" ")[0]


def written(text: str, encoding: str) -> bytes:
    """The bytes of a text in an older encoding, in one of Unicode, or misread and written again."""
    if encoding in NAMES:
        return encode(text, encoding)
    if encoding == "latin-1 misread":
        return text.encode().decode("latin-1").encode()
    if encoding == "windows-1252 misread":
        return _as_windows_1252(text.encode()).encode()
    return text.encode(encoding)


def _as_windows_1252(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def pasted(text: str, encoding: str) -> str:
    """What the bytes show as in a window that takes them for windows-1252."""
    data = written(text, encoding)
    return data.decode() if "misread" in encoding else _as_windows_1252(data)


def main() -> None:
    """Print a table of both directions, then the false alarms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds news/")
    parser.add_argument("--passages", type=int, default=1000, help="of each encoding")
    parser.add_argument("--clean", type=int, default=10_000, help="passages that must be left alone")
    parser.add_argument("--show", type=int, default=0, help="of the failures")
    given = parser.parse_args()
    texts = list(passages(given.data, 2 * given.passages))
    print("| encoding | as | passages | identical | and every capital | refused |\n|---|---|---|---|---|---|")
    for name in (*NAMES, "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1 misread", "windows-1252 misread"):
        for kind, read in (("bytes", _of_bytes), ("pasted", _of_paste)):
            if kind == "bytes" or name in NAMES or "misread" in name:
                print(f"| {name} | {kind} | {_row(texts, given, name, read)} |", flush=True)
    clean = [*passages(given.data, given.clean, seed=1), *foreign(given.clean // 5)]
    alarms = [text for text in clean if decode_text(text.encode()).text != text or is_damaged(text)]
    print(f"\nfalse alarms: {len(alarms)} of {len(clean):,} clean passages")
    for text in alarms[: given.show]:
        print("!", convert(text).encoding, text[:200])


def _row(texts: list[str], given: argparse.Namespace, name: str, read: Callable[[str, str], str | None]) -> str:
    tried = same = exact = refused = 0
    for text in texts:
        wanted = text.translate(PLAIN) if name in ("VPS", "VISCII", "VIQR") else text
        try:
            found = read(wanted, name)
        except UnicodeEncodeError:
            continue
        tried += 1
        refused += found is None
        exact += found == wanted
        right = found is not None and (found.lower() == wanted.lower() if name == "TCVN3" else found == wanted)
        same += right
        if not right and tried - same <= given.show:
            print("-", repr(wanted[:300]), "\n ", repr((found or "")[:300]))
        if tried == given.passages:
            break
    return f"{tried} | {100 * same / tried:.1f} % | {100 * exact / tried:.1f} % | {refused}"


def _of_bytes(text: str, name: str) -> str | None:
    data = written(text, name)
    try:
        return decode_text(data).text
    except ArticleError:
        return None


def _of_paste(text: str, name: str) -> str | None:
    return convert(pasted(text, name)).text


def foreign(count: int) -> Iterator[str]:
    """English of the installed packages' own descriptions, and the commonest words of a hundred other languages."""
    chance = random.Random(2)
    english = " ".join(one.read_text("METADATA") or "" for one in distributions())
    for _ in range(count):
        start = chance.randrange(len(english) - 800)
        yield english[start : start + chance.choice(SIZES)]
    import justext  # of trafilatura

    for language in sorted(justext.get_stoplists()):
        if language != "Vietnamese":
            words = sorted(justext.get_stoplist(language))
            for _ in range(count // 100):
                yield " ".join(chance.choices(words, k=chance.choice((8, 40, 120))))


if __name__ == "__main__":
    main()
