"""Is the disk full? Chroma does not always say: "Failed to apply logs to the metadata segment"."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_TRIED = 4 << 20  # bytes


def is_full(folder: Path) -> bool:
    """Whether no file of 4 MB can be written in `folder`: no space, a quota, a limit on the size of files."""
    path = folder / ".room"
    try:
        path.write_bytes(bytes(_TRIED))
    except OSError:
        return True
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return False
