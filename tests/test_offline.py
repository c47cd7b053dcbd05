"""The default set-up reaches for no network: not Python's sockets, not those of the libraries under it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ASKING = """
import sys
from qa import Assistant
with Assistant.open(sys.argv[1]) as assistant:
    assistant.add(sys.argv[2])
    print(assistant.ask("Ai là Bí thư Đảng ủy Khối?").short)
"""
CALLING = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))"


def without_routes(*command: str) -> tuple[str, int]:
    """What a command prints in a network of its own without any route, and how many packets found no way out."""
    counting = "\"$@\"; grep '^Ip:' /proc/net/snmp"
    run = subprocess.run(
        ["unshare", "-rn", "sh", "-c", counting, "sh", *command], capture_output=True, text=True, check=False
    )
    if "^Ip:" in run.stderr or "Ip:" not in run.stdout:
        pytest.skip(f"no network namespace can be made here: {run.stderr.strip()}")
    printed, names, values = run.stdout.rsplit("\n", 3)[0], *run.stdout.strip().splitlines()[-2:]
    return printed, int(dict(zip(names.split(), values.split(), strict=True))["OutNoRoutes"])


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare (util-linux) is not on this machine")
def test_adding_and_asking_send_nothing(tmp_path: Path, articles: Path) -> None:
    _, sent = without_routes(sys.executable, "-c", CALLING)
    assert sent > 0, "the counter does not see a packet that is really sent"
    printed, sent = without_routes(sys.executable, "-c", ASKING, str(tmp_path / "store"), str(articles))
    assert printed.strip() == "Trần Mạnh Hùng"
    assert sent == 0
