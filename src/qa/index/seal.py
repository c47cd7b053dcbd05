"""A seal on a folder: tells at the next opening whether its files are the ones that were left."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

_BLOCK = 1 << 20  # bytes read at once


def seal(folder: Path) -> str:
    """A digest of the names, sizes and CRC-32 of the files below `folder`; 2 GB/s. A missing folder has one too.

    It guards against torn, truncated, lost and decayed files: on garbage in its HNSW files Chroma does not fail, it
    kills the process. Left out is what opening alone changes: the content of SQLite files (which know when they are
    damaged; they must be there, and not be empty), their journals, and files with a dot in front (locks).
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and ".sqlite3-" not in path.name:
            size = path.stat().st_size
            content = f"{size > 0}" if path.suffix == ".sqlite3" else f"{size} {_crc(path)}"
            digest.update(f"{path.relative_to(folder)}\t{content}\n".encode())
    return digest.hexdigest()


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            crc = zlib.crc32(block, crc)
    return crc
