"""Files that a browser sent → articles: within the limits, read by what they hold, deleted when done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.articles import Read, read_sent
from qa.errors import StoreError, StoreFull, UnreadableFile
from qa.language import Language, choose
from qa.records import Added
from qa.vietnamese.text import nfc
from qa.web.limits import Limits

STORED_AT_ONCE = 2_000_000  # characters of articles: some 800 of them, a few seconds
LONGEST_NAME = 200  # characters; with its folders, as it is shown

Store = Callable[[Sequence[Read]], list[Added]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent, and what it was called where it came from; without a path when it did not arrive."""

    name: str
    path: Path | None
    size: int


def sent_files(data: Any, folder: Path) -> list[Sent]:
    """What a browser says it has sent, however it lies: a path that is not of an upload leads nowhere."""
    files = data.get("files") if isinstance(data, Mapping) else None
    return [_sent(one, folder.resolve()) for one in files or () if isinstance(one, Mapping)]


def added(store: Store, files: Sequence[Sent], limits: Limits) -> Iterator[list[Added]]:
    """What became of the files so far, once for each that was read and whenever some were stored; the last is all.

    A batch is stored at once, and others may ask while files are read. The uploads are deleted, whatever happens.
    Raises what storing raises: `StoreFull`, `StoreDamaged`.
    """
    try:
        if len(files) > limits.max_files:
            yield [Added(files[0].name, "refused", error=_too_many(len(files), limits.max_files))]
        else:
            yield from _added(store, files, limits)
    finally:
        for path in {one.path for one in files if one.path}:
            with suppress(OSError):
                path.unlink()
                path.parent.rmdir()  # a folder for each content, empty now but for a twin of another name


def _added(store: Store, files: Sequence[Sent], limits: Limits) -> Iterator[list[Added]]:
    done: list[Added] = []
    waiting: list[Read] = []
    characters = 0
    for one in files:
        reason = _reason_against(one, limits)
        for found in [Read(one.name, None, reason)] if reason or not one.path else read_sent(one.path, one.name):
            waiting.append(found)
            characters += len(found.article.text) if found.article else 0
            if characters > STORED_AT_ONCE:
                done += store(waiting)
                waiting, characters = [], 0
        yield done
    yield done + store(waiting)


def without_paths(error: Exception, language: Language) -> str:
    """The error as visitors may read it: those of the store name folders of this machine."""
    if isinstance(error, StoreFull):
        vi = "Ổ đĩa của máy chủ đã đầy. Những gì đã lưu vẫn nguyên vẹn; hãy báo người quản lý rồi thử lại."
        en = "The server's disk is full. What was stored is whole; tell whoever runs it, then try again."
    elif isinstance(error, StoreError):
        vi = "Kho bài báo đang có lỗi. Hãy báo người quản lý; chi tiết ở cửa sổ đang chạy qa chat."
        en = "The store has a fault. Tell whoever runs it; the details are in the window where qa chat runs."
    else:
        vi = "Có lỗi ngoài dự kiến. Hãy thử lại; chi tiết ở cửa sổ đang chạy qa chat."
        en = "Something unexpected went wrong. Try again; the details are in the window where qa chat runs."
    return choose(language, vi, en)


def _sent(one: Mapping[str, Any], folder: Path) -> Sent:
    name = " ".join(nfc(str(one.get("name", ""))).split())[-LONGEST_NAME:] or "?"
    size = one.get("size")
    path = Path(str(one.get("path") or "")).resolve()
    uploaded = path.is_relative_to(folder) and path.is_file()
    return Sent(name, path if uploaded else None, size if isinstance(size, int) else 0)


def _reason_against(one: Sent, limits: Limits) -> UnreadableFile | None:
    if one.size > limits.max_upload_mb * 1024**2:
        return UnreadableFile(
            f"Nặng {one.size / 1024**2:.0f} MB, quá mức {limits.max_upload_mb} MB của trang này. Hãy tách nhỏ.",
            f"It has {one.size / 1024**2:.0f} MB, more than the {limits.max_upload_mb} MB of this page. Split it.",
        )
    if one.path is None:
        return UnreadableFile("Tệp không gửi lên được. Hãy thử lại.", "It could not be sent. Try again.")
    return None


def _too_many(count: int, most: int) -> UnreadableFile:
    return UnreadableFile(
        f"Có {count} tệp, quá mức {most} tệp một lần. Hãy chia ra, hoặc nén thành một tệp .zip.",
        f"There are {count} files, more than {most} at once. Send them in parts, or as one .zip.",
    )
