"""A wheel built from the tree works outside the checkout, with its weights, prompts and sample articles."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def printed(*command: str | Path, cwd: Path, **environment: str) -> str:
    run = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        | {"HOME": str(cwd)}
        | environment,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.slow
def test_the_wheel_answers_in_a_fresh_environment(tmp_path: Path) -> None:
    built = tmp_path / "dist"
    printed(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, ROOT, cwd=tmp_path)
    (wheel,) = built.glob("hoibao-*.whl")

    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / SCRIPTS / "python"
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", wheel)
    printed(python, *install, cwd=tmp_path)
    # The packages it depends on are those of this environment; a .pth file does not bring in the checkout itself.
    packages = Path(
        printed(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    )
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    qa = tmp_path / "venv" / SCRIPTS / "qa"
    where = printed(python, "-c", "import qa; print(qa.__file__)", cwd=elsewhere)
    assert str(tmp_path / "venv") in where
    store = str(elsewhere / "store")
    printed(qa, "add", "--sample", "--store", store, cwd=elsewhere)
    answer = printed(qa, "ask", "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Quảng Ninh?", cwd=elsewhere, QA_STORE=store)
    assert answer.startswith("Nguyễn Mạnh Cường [1]")
    prompt = "from qa.langchain import prompt; print(prompt('answer_from_sources').input_variables)"
    assert "sources" in printed(python, "-c", prompt, cwd=elsewhere)
