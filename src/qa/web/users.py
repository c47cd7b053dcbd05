"""Who may come in: a file of names and salted scrypt hashes, one a line. A password stands nowhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path
from threading import Lock

from qa.errors import ConfigError
from qa.replacing import replace_file

SHORTEST_PASSWORD = 8  # characters
# OWASP's second choice for scrypt: 32 MB and about 0.2 s for one try, so that two cores try ten passwords a second.
COST, BLOCK, PARALLEL = 2**15, 8, 3
MEMORY = 64 << 20  # bytes that one hash may take; OpenSSL's own limit is 32 MB, which is just too little
_NAME = re.compile(r"[^\s:#]{1,64}")
_HASHED = re.compile(r"scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w+/=]{16,64})\$([\w+/=]{40,100})")
_HEADER = "# Hỏi Báo: name:hash, made by `qa users add NAME`. A line without its hash is refused.\n"


class Users:
    """The users of a file, which is read again when it has changed. Safe to use from several threads.

    Raises `ConfigError` when the file can't be read or a line of it holds no hash. A file that goes bad later lets in
    those that it let in before.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._stamp = _stamp(path)
        self._hashes = read(path)
        self._nobody = hashed(secrets.token_urlsafe())  # what an unknown name is compared with: it takes as long

    def current(self, name: str) -> str:
        """The hash that stands for this name now, "" for nobody: what a login is good for."""
        with self._lock:
            stamp = _stamp(self.path)
            if stamp != self._stamp:
                with suppress(ConfigError):
                    self._hashes = read(self.path)
                    self._stamp = stamp
            return self._hashes.get(_composed(name), "")

    def check(self, name: str, password: str) -> bool:
        """Whether this is the password of that user; takes as long for an unknown name. About 0.2 s."""
        known = self.current(name)
        return verified(password, known or self._nobody) and bool(known)


def read(path: Path) -> dict[str, str]:
    """The hash of each name in the file. Raises `ConfigError` naming the line that has none."""
    users = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"Không đọc được tệp người dùng “{path}”: {_why(error)}. Tạo tệp: qa users add TÊN --auth {path}",
            f"Can't read the users of “{path}”: {_why(error)}. Make the file: qa users add NAME --auth {path}",
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, value = line.strip().partition(":")
        if not _NAME.fullmatch(name) or not _HASHED.fullmatch(value):
            shown = name if _NAME.fullmatch(name) else "TÊN"
            raise ConfigError(
                f"“{path}”, dòng {number}: mật khẩu không ở dạng băm. Xóa dòng ấy rồi chạy: "
                f"qa users add {shown} --auth {path}",
                f"“{path}”, line {number}: the password is not a hash. Delete the line and run: "
                f"qa users add {shown} --auth {path}",
            )
        users[_composed(name)] = value
    return users


def put(path: Path, name: str, password: str) -> bool:
    """Gives the user this password; returns whether the name is new. The file is readable by its owner alone.

    Raises `ConfigError` for a name or a password that can't be taken, or a file that can't be written.
    """
    name = _composed(name.strip())
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"Tên “{name}” không dùng được: tên không có dấu cách, dấu hai chấm hay dấu #, tối đa 64 ký tự.",
            f"“{name}” can't be a name: no spaces, colons or #, 64 characters at most.",
        )
    if len(password) < SHORTEST_PASSWORD:
        raise ConfigError(
            f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.",
            f"A password needs {SHORTEST_PASSWORD} characters at least.",
        )
    users = read(path) if path.exists() else {}
    fresh = name not in users
    _write(path, {**users, name: hashed(password)})
    return fresh


def drop(path: Path, name: str) -> None:
    """Takes the user out of the file. Raises `ConfigError` when there is none of that name."""
    users = read(path)
    if users.pop(_composed(name), None) is None:
        raise ConfigError(
            f"Không có người dùng “{name}” trong “{path}”. Xem: qa users list --auth {path}",
            f"There is no user “{name}” in “{path}”. See: qa users list --auth {path}",
        )
    _write(path, users)


def hashed(password: str) -> str:
    """A new salted hash of the password, as the file holds it."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, COST, BLOCK, PARALLEL)
    salted = (base64.b64encode(part).decode() for part in (salt, digest))
    return f"scrypt${COST}${BLOCK}${PARALLEL}${'$'.join(salted)}"


def verified(password: str, known: str) -> bool:
    """Whether the password has that hash, compared in constant time."""
    found = _HASHED.fullmatch(known)
    if not found:
        return False
    cost, block, parallel = (int(number) for number in found.groups()[:3])
    try:
        salt, digest = (base64.b64decode(part, validate=True) for part in found.groups()[3:])
        return hmac.compare_digest(_scrypt(password, salt, cost, block, parallel), digest)
    except ValueError:  # a cost that is no power of two or takes too much memory, a broken salt
        return False


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    secret = _composed(password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=cost, r=block, p=parallel, maxmem=MEMORY)


def _composed(text: str) -> str:
    """The same name and password whichever way a keyboard puts the accents on."""
    return unicodedata.normalize("NFC", text)


def _write(path: Path, users: dict[str, str]) -> None:
    lines = "".join(f"{name}:{value}\n" for name, value in users.items())
    try:
        replace_file(path, (_HEADER + lines).encode(), private=True)
    except OSError as error:
        raise ConfigError(
            f"Không ghi được tệp người dùng “{path}”: {_why(error)}. Tệp cũ còn nguyên.",
            f"Can't write the users to “{path}”: {_why(error)}. The file is as it was.",
        ) from error


def _stamp(path: Path) -> tuple[int, int]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_ino
    return 0, 0


def _why(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else "UTF-8"
