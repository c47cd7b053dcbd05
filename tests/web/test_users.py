"""The file of users: hashes alone, readable by its owner alone, never half written."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

import pytest

from qa.errors import ConfigError
from qa.web import users
from qa.web.users import Users

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sub" / "users"


def test_a_password_is_kept_as_a_salted_hash_that_only_it_fits(file: Path) -> None:
    assert users.put(file, "lan", PASSWORD)
    assert users.put(file, "Hương", PASSWORD)
    assert not users.put(file, "lan", PASSWORD), "she was there already"
    text = file.read_text(encoding="utf-8")
    assert PASSWORD not in text
    lan, huong = users.read(file).values()
    assert lan != huong, "two of the same password do not show"
    assert users.verified(PASSWORD, lan)
    assert not users.verified(PASSWORD + " ", lan)
    apart = unicodedata.normalize("NFD", PASSWORD)
    assert Users(file).check(unicodedata.normalize("NFD", "Hương"), apart), "another keyboard puts the accents on apart"
    assert not Users(file).check("huong", PASSWORD)
    assert not Users(file).check("", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such mode")
def test_only_its_owner_may_read_it(file: Path) -> None:
    users.put(file, "lan", PASSWORD)
    file.chmod(0o644)
    users.put(file, "an", PASSWORD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["users"]


@pytest.mark.parametrize(
    "line",
    ["lan:bimat123", "lan", "lan:", "lan:$2b$12$abcdefghijklmnopqrstuv", "lan:scrypt$1$1$1$short$short", ":x", "a b:c"],
)
def test_a_line_without_a_hash_is_refused_and_not_repeated(file: Path, line: str) -> None:
    users.put(file, "an", PASSWORD)
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 4: the password is not a hash") as refused:
        users.read(file)
    assert "qa users add" in refused.value.vi
    for secret in ("bimat123", "abcdefgh", "short"):
        assert secret not in refused.value.vi + refused.value.en


@pytest.mark.parametrize(("name", "password"), [("a b", PASSWORD), ("a:b", PASSWORD), ("", PASSWORD), ("lan", "ngắn")])
def test_a_name_or_password_that_cannot_be_used_writes_nothing(file: Path, name: str, password: str) -> None:
    with pytest.raises(ConfigError):
        users.put(file, name, password)
    assert not file.exists()


def test_a_change_of_the_file_counts_at_once_and_a_bad_one_lets_nobody_new_in(file: Path) -> None:
    users.put(file, "lan", PASSWORD)
    known = Users(file)
    users.put(file, "an", PASSWORD)
    assert known.check("an", PASSWORD)
    users.drop(file, "lan")
    assert not known.check("lan", PASSWORD)
    with pytest.raises(ConfigError, match="qa users list"):
        users.drop(file, "lan")
    file.write_text("an:bimat123\n", encoding="utf-8")
    assert known.check("an", PASSWORD)
    assert not known.check("an", "bimat123")


def test_a_hash_that_would_take_all_memory_is_no_hash() -> None:
    assert not users.verified(PASSWORD, f"scrypt$67108864$8$1${'a' * 24}${'b' * 44}")
    assert not users.verified(PASSWORD, f"scrypt$12345$8$1${'a' * 24}${'b' * 44}")
