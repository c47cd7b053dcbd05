"""Zip archives: each member that may be an article, opened where it lies; nothing is unpacked to the disk."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from qa.articles.files import LARGEST, require_regular, too_large, unreachable
from qa.errors import ArticleError, EmptyArticle, UnreadableFile

_MOST = 10_000  # members; a newspaper's year has fewer
_LARGEST_UNPACKED = 2 * 1024**3  # bytes, of all members
_HIGHEST_RATIO = 200  # unpacked over packed; text packs 3 to 20 to one, a bomb 1,000
_SMALL = 1024**2  # bytes; below it a ratio tells nothing
_HIDDEN = re.compile(r"(?:^|/)(?:\.|~\$|__MACOSX/)")
_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_UTF_8_NAME, _ENCRYPTED = 0x800, 0x1  # flags of a member


def members(path: Path) -> Iterator[tuple[str, IO[bytes] | ArticleError]]:
    """The members of an archive by name, sorted, each opened, or with the reason why not; one is open at a time.

    Folders and hidden names are passed over, as in a folder. Raises `UnreadableFile` when the file is no archive, is
    damaged, or would unpack to more than 10,000 members or 2 GB, `EmptyArticle` when there is nothing in it.
    """
    require_regular(path)
    try:
        if not path.stat().st_size:
            raise EmptyArticle("Tệp rỗng (0 byte).", "The file is empty (0 bytes).")
        with zipfile.ZipFile(path) as archive:
            found = sorted((_name(member), member) for member in archive.infolist() if not member.is_dir())
            _require_bounds([member for _, member in found])
            if not found:
                raise EmptyArticle("Tệp .zip không có tệp nào.", "The .zip holds no files.")
            for name, member in found:
                if _HIDDEN.search(name) and not _OUTSIDE.search(name):
                    continue
                reason = _reason_against(name, member)
                if reason is not None:
                    yield name, reason
                    continue
                with archive.open(member) as file:
                    yield name, file
    except OSError as error:
        raise unreachable(error) from error
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableFile(
            f"Tệp .zip bị cụt hoặc hỏng ({error}). Hãy tải hoặc chép lại tệp.",
            f"The .zip is cut short or damaged ({error}). Download or copy it again.",
        ) from error


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name, "/" between folders; UTF-8 even where the archive does not say so, if it can be."""
    name = member.filename
    if not member.flag_bits & _UTF_8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def _require_bounds(found: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in found)
    if len(found) > _MOST:
        raise UnreadableFile(
            f"Tệp .zip có {len(found)} tệp, quá mức {_MOST}. Hãy tách thành nhiều tệp .zip.",
            f"The .zip holds {len(found)} files, more than {_MOST}. Split it into several.",
        )
    if unpacked > _LARGEST_UNPACKED:
        raise UnreadableFile(
            f"Tệp .zip bung ra {unpacked // 1024**2} MB, quá mức {_LARGEST_UNPACKED // 1024**2} MB. Hãy tách nhỏ.",
            f"The .zip unpacks to {unpacked // 1024**2} MB, more than {_LARGEST_UNPACKED // 1024**2} MB. Split it.",
        )


def _reason_against(name: str, member: zipfile.ZipInfo) -> UnreadableFile | None:
    times = member.file_size // max(member.compress_size, 1)
    reasons = (
        (
            _OUTSIDE.search(name),
            "Tên tệp trong .zip trỏ ra ngoài thư mục của nó, nên không đọc.",
            "Its name in the .zip leads out of its own folder; it was not read.",
        ),
        (
            stat.S_ISLNK(member.external_attr >> 16),
            "Là liên kết, không phải tệp, nên không đọc.",
            "It is a link, no file; it was not read.",
        ),
        (
            name.lower().endswith(".zip"),
            "Là tệp .zip trong tệp .zip. Hãy bung tệp ngoài ra rồi thêm tệp này.",
            "It is a .zip inside a .zip. Unpack the outer one and add this one.",
        ),
        (
            member.flag_bits & _ENCRYPTED,
            "Có mật khẩu. Hãy bung tệp .zip bằng mật khẩu ấy rồi thêm thư mục đã bung.",
            "It has a password. Unpack the .zip with it and add the folder.",
        ),
        (
            member.file_size > _SMALL and times > _HIGHEST_RATIO,
            f"Bung ra gấp {times} lần, như bom nén, nên không đọc.",
            f"It unpacks to {times} times its size, as zip bombs do; it was not read.",
        ),
    )
    for against, vi, en in reasons:
        if against:
            return UnreadableFile(vi, en)
    too_long = member.file_size > LARGEST and not name.lower().endswith(".jsonl")  # whose lines are read one by one
    return too_large(member.file_size) if too_long else None
