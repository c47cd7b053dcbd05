"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_file(path: Path, content: bytes, private: bool = False) -> None:
    """Writes `content` beside the file, onto the disk, and then in its place; a process that is killed leaves the old.

    A link stays a link, folders are made. The old file's permissions stay; with `private` its owner alone may read it,
    from the first byte on. Raises `OSError` with nothing of the old file changed.
    """
    target = path.resolve()
    new = target.with_name(f".{target.name}.{os.getpid()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.unlink(missing_ok=True)  # of a process of this number that was killed
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists() and not private:
            shutil.copymode(target, new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
