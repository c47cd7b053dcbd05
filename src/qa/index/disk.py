"""The folder on the disk: is there room in it, and away with what is made anew."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from qa.errors import StoreError

_TRIED = 4 << 20  # bytes


def is_full(folder: Path) -> bool:
    """Whether no file of 4 MB can be written in `folder`: no space, a quota, a limit on the size of files.

    Chroma does not always tell: "Failed to apply logs to the metadata segment".
    """
    path = folder / ".room"
    try:
        path.write_bytes(bytes(_TRIED))
    except OSError:
        return True
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return False


def discard(folder: Path) -> None:
    """Delete a folder with all that is in it, if it is there. Raises `StoreError` when it can't be deleted."""
    try:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(
            f"Không xóa được “{folder}”: {error.strerror}. Hãy kiểm tra quyền ghi rồi thử lại.",
            f"Can't delete “{folder}”: {error.strerror}. Check the permissions and try again.",
        ) from error
