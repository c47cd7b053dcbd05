"""One process at a time owns a store: two that write one Chroma folder corrupt it without an error, 8 times of 8."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import StoreError, StoreLocked

LOCK_FILE = "lock"
OWNER_FILE = "owner"  # the owner's process id; what a killed owner left in it bars nobody


class Lock:
    """Ownership of a store folder, from the call until `release` or the death of the process.

    The operating system holds the lock, so nothing has to be cleaned up after a kill. Raises `StoreLocked` at once
    when somebody else owns the folder, be it another part of the same process; `StoreError` when it can't be written.
    """

    def __init__(self, folder: Path) -> None:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StoreError(
                f"Không ghi được vào thư mục “{folder}”. Hãy cấp quyền ghi hoặc chọn kho khác bằng --store.",
                f"The folder “{folder}” can't be written. Give it write permission or name another with --store.",
            )
        self._owner = folder / OWNER_FILE
        self._lock = FileLock(folder / LOCK_FILE)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise StoreLocked(str(folder), _living(self._owner)) from error
        try:
            self._owner.write_text(str(os.getpid()), encoding="ascii")
        except OSError:
            self._owner.unlink(missing_ok=True)  # on a full disk the owner stays unnamed; the lock holds all the same

    def release(self) -> None:
        """Let others own the folder; a second call does nothing."""
        if self._lock.is_locked:
            self._owner.unlink(missing_ok=True)
            self._lock.release()


def _living(owner: Path) -> int | None:
    """The process named in the file, None when it says nothing or names one that is gone."""
    with suppress(OSError, ValueError):
        process = int(owner.read_text(encoding="ascii"))
        if os.name != "nt":  # there signal 0 is Ctrl-C: the owner would be told to stop
            with suppress(PermissionError):  # another user's process lives too
                os.kill(process, 0)
        return process
    return None
