"""Paths, folders and globs to files, in a fixed order; and the bytes of one file, within bounds."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from qa.errors import ArticleError, EmptyArticle, UnreadableFile

LARGEST = 20 * 1024 * 1024  # bytes of one article; the longest newspaper pages and reports stay under 5 MB


def find(paths: Iterable[str | Path]) -> Iterator[tuple[Path, ArticleError | None]]:
    """Every file that the paths name, with the error instead where a path leads nowhere.

    Folders are walked to their ends, sorted by name, each real folder once (links that loop end there); hidden names
    (".git") and the lock files of open documents ("~$bai.docx") in them are passed over.
    """
    for given in paths:
        path = Path(given)
        try:
            is_folder = bool(str(given)) and path.is_dir()
            matches = [path] if str(given) and (is_folder or os.path.lexists(path)) else _matches(str(given))
        except (OSError, ValueError) as error:
            yield path, unreachable(error)
            continue
        if not matches:
            yield path, _nothing_matches(str(given))
        for match in matches:
            yield from _walk(match)


def contents(path: Path) -> bytes:
    """The bytes of a regular file. Raises `UnreadableFile` (not there, no permission, too large) or `EmptyArticle`."""
    require_regular(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise unreachable(error) from error
    if len(data) > LARGEST:
        raise too_large(max(size, len(data)))
    if not data:
        raise EmptyArticle("Tệp rỗng (0 byte).", "The file is empty (0 bytes).")
    return data


def require_regular(path: Path) -> None:
    """Raise `UnreadableFile` for a device or a pipe (reading one may never end) and for a file out of reach."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise unreachable(error) from error
    if not stat.S_ISREG(mode):
        raise UnreadableFile(
            "Không phải tệp thường (thiết bị hoặc đường ống), nên không đọc.",
            "It is a device or a pipe, not a regular file; it was not read.",
        )


def too_large(size: int) -> UnreadableFile:
    """The refusal of something of `size` bytes."""
    found = f"{size / 1024**2:.1f}"
    limit = LARGEST // 1024**2
    return UnreadableFile(
        f"Nặng {found.replace('.', ',')} MB, quá mức {limit} MB cho một bài. Hãy tách thành nhiều bài.",
        f"It has {found} MB, more than the {limit} MB that one article may have. Split it into articles.",
    )


def _matches(pattern: str) -> list[Path]:
    return [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern


def _walk(top: Path) -> Iterator[tuple[Path, ArticleError | None]]:
    waiting = [top]
    seen: set[tuple[int, int]] = set()
    empty = True
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    inside = (child for child in path.iterdir() if not child.name.startswith((".", "~$")))
                    waiting += sorted(inside, reverse=True)
                continue
        except OSError as error:
            yield path, unreachable(error)
        else:
            yield path, None
        empty = False
    if empty:
        yield (
            top,
            UnreadableFile(
                "Thư mục không có tệp nào để đọc (tệp ẩn được bỏ qua).",
                "The folder has no file to read (hidden ones are passed over).",
            ),
        )


def _nothing_matches(given: str) -> UnreadableFile:
    if glob.has_magic(given):
        return UnreadableFile("Không có tệp nào khớp mẫu này.", "No file matches this pattern.")
    return UnreadableFile(
        "Không có tệp hay thư mục này. Hãy kiểm tra lại đường dẫn.", "There is no such file or folder. Check the path."
    )


def unreachable(error: OSError | ValueError) -> UnreadableFile:
    """The refusal of a path that the operating system would not open or read."""
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENOENT:
        return UnreadableFile(
            "Không có tệp này, hoặc liên kết trỏ tới chỗ không còn nữa.",
            "There is no such file, or it is a link to something that is gone.",
        )
    if code in (errno.EACCES, errno.EPERM):
        return UnreadableFile(
            "Không có quyền đọc. Hãy xin quyền đọc hoặc chép tệp sang chỗ khác.",
            "No permission to read it. Ask for the right to read it, or copy it elsewhere.",
        )
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UnreadableFile(f"Hệ thống không mở được ({reason}).", f"The system can't open it ({reason}).")
