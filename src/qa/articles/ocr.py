"""Scanned PDF files, recognised by `ocrmypdf` where it is installed; a program of its own, never a dependency."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from qa.errors import UnreadableFile

_LONGEST = 3600  # seconds; two cores read about 10 pages a minute


def recognise(data: bytes) -> bytes:
    """The PDF with a text layer under its pictures; pages that have text keep it.

    Raises `UnreadableFile` when `ocrmypdf` is not there, fails, or takes over an hour.
    """
    program = shutil.which("ocrmypdf")
    if program is None:
        raise UnreadableFile(
            "PDF là bản quét, mà máy chưa có ocrmypdf để nhận dạng chữ. Hãy cài (Debian, Ubuntu: "
            "apt install ocrmypdf tesseract-ocr-vie) rồi thêm lại với --ocr.",
            "The PDF is a scan, and there is no ocrmypdf here to recognise it. Install it (Debian, Ubuntu: "
            "apt install ocrmypdf tesseract-ocr-vie) and add the file again with --ocr.",
        )
    with tempfile.TemporaryDirectory() as folder:
        scan, recognised = Path(folder) / "scan.pdf", Path(folder) / "with-text.pdf"
        scan.write_bytes(data)
        command = [program, "-l", "vie", "--skip-text", "--output-type", "pdf", str(scan), str(recognised)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)
        except subprocess.CalledProcessError as error:
            raise _failed(_last_line(error.stderr) or f"{error.returncode}") from error
        except (subprocess.TimeoutExpired, OSError) as error:
            raise _failed(str(error)) from error
        return recognised.read_bytes()


def _last_line(output: bytes) -> str:
    lines = [line.strip() for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _failed(reason: str) -> UnreadableFile:
    return UnreadableFile(
        f"ocrmypdf không nhận dạng được bản quét ({reason}). "
        "Hãy tự chạy thử: ocrmypdf -l vie bản-quét.pdf bản-có-chữ.pdf",
        f"ocrmypdf could not recognise the scan ({reason}). Try it by hand: ocrmypdf -l vie scan.pdf with-text.pdf",
    )
