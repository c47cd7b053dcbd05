"""The workflow on GitHub runs what `make test` runs, on every Python that the package says it takes."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = workflow["jobs"]["test"]
    return found


def commands(job: dict[str, Any]) -> list[str]:
    return [line.strip() for step in job["steps"] for line in step.get("run", "").splitlines()]


def test_every_check_of_make_test_is_run(job: dict[str, Any]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^(?:lint|test):.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    checks = re.findall(r"\$\(BIN\)/(.+?)(?: &&|\n)", "".join(targets))
    assert len(checks) == 5
    for check in checks:
        assert any(command == check or command.startswith(f"{check} |") for command in commands(job)), check


def test_it_runs_on_three_systems_and_every_python_from_the_oldest(job: dict[str, Any]) -> None:
    matrix = job["strategy"]["matrix"]
    assert sorted(system.partition("-")[0] for system in matrix["system"]) == ["macos", "ubuntu", "windows"]
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert matrix["python"][0] == oldest.removeprefix(">=")
    assert len(matrix["python"]) == 3


def test_the_table_and_the_report_are_kept_and_actions_are_pinned(job: dict[str, Any]) -> None:
    assert any(command.endswith('>> "$GITHUB_STEP_SUMMARY"') for command in commands(job))
    used = [step for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in used)
    assert used[-1]["with"]["path"] == "eval/report"


def test_every_step_is_a_script_that_a_shell_can_read(job: dict[str, Any]) -> None:
    for step in job["steps"]:
        if "run" in step:
            script = re.sub(r"\$\{\{.*?\}\}", "x", step["run"])
            subprocess.run(["bash", "-n"], input=script, text=True, check=True)
