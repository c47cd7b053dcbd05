"""The folder on the disk: is there room in it, away with what is made anew, what SQLite says about its file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa.errors import StoreDamaged, StoreError, StoreFull

_TRIED = 4 << 20  # bytes
_FULL = {  # what SQLite calls a disk, quota or file size limit that leaves no room
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_FSYNC,
}


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


@contextmanager
def sqlite_errors_named(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, with what to do next."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code in _FULL:
            raise StoreFull(
                f"Ổ đĩa đã đầy khi ghi “{path}”. Những gì đã lưu vẫn nguyên vẹn; hãy giải phóng chỗ rồi chạy lại lệnh.",
                f"The disk is full while writing “{path}”. What was stored is whole; free some space and run it again.",
            ) from error
        if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise StoreDamaged(
                f"Tệp “{path}” bị hỏng ({error}). Hãy thử: qa check --repair. Nếu không được, chuyển thư mục kho đi "
                "nơi khác rồi thêm lại các bài bằng qa add.",
                f"The file “{path}” is damaged ({error}). Try: qa check --repair. If that doesn't help, move the store "
                "folder away and add the articles again with qa add.",
            ) from error
        raise StoreError(
            f"Không dùng được tệp “{path}”: {error}. Hãy kiểm tra quyền đọc ghi và ổ đĩa rồi thử lại.",
            f"The file “{path}” can't be used: {error}. Check its permissions and the disk, then try again.",
        ) from error
