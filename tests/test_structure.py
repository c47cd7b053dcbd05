"""The tree keeps its promises: one direction of imports, one home for each heavy package, docs that are true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "qa"
# A module imports only from what stands before it.
ORDER = (
    "language errors replacing records config vietnamese articles models index answer langchain api tool "
    "evaluation web cli __init__"
).split()
# The places that may name a heavy package.
HOMES = {
    "chromadb": ["index/vectors.py"],
    "tantivy": ["index/postings.py"],
    "sentence_transformers": ["models/encoder.py"],
    "torch": ["models/encoder.py", "models/reader.py"],
    "transformers": ["models/reader.py"],
    "onnxruntime": ["models/reader.py"],
    "gradio": ["web/"],
    "trafilatura": ["articles/html.py"],
    "pypdfium2": ["articles/pdf.py", "articles/pdf_page.py"],
    "docx": ["articles/docx.py"],
    "yaml": ["articles/markdown.py"],
    "langchain_core": ["langchain.py", "models/writer.py"],
    "langchain": ["models/writer.py"],
    "fastapi": ["web/"],
    "mcp": ["tool.py"],
    "typer": ["cli/"],
    "rich": ["cli/"],
    "sqlite3": ["index/"],
}


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module that a file names, and whether only for its types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node in for_types


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_one_way(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for module, for_types in imports(path):
        if module.split(".")[0] == "qa" and not for_types:
            named = module.split(".")[1] if "." in module else "__init__"
            assert ORDER.index(named) <= ORDER.index(own), f"{path.name} imports {module}, which stands after it"


def test_no_import_circle_inside_a_folder() -> None:
    needs = {
        f"qa.{'.'.join(path.relative_to(SOURCE).with_suffix('').parts)}".removesuffix(".__init__"): {
            module for module, for_types in imports(path) if module.startswith("qa") and not for_types
        }
        for path in FILES
    }
    while free := [module for module, needed in needs.items() if not needed & needs.keys()]:
        for module in free:
            del needs[module]
    assert not needs, f"these import each other in a circle: {sorted(needs)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_heavy_packages_have_one_home(path: Path) -> None:
    place = path.relative_to(SOURCE).as_posix()
    for module, for_types in imports(path):
        if for_types:
            continue
        homes = HOMES.get(module.split(".")[0], [place])
        assert any(place.startswith(home) for home in homes), f"{place} imports {module}; its home is {homes}"


def test_vietnamese_imports_nothing_of_ours_but_itself() -> None:
    for path in (SOURCE / "vietnamese").glob("*.py"):
        for module, _ in imports(path):
            assert not module.startswith("qa") or module.startswith("qa.vietnamese"), f"{path.name} imports {module}"


def test_importing_qa_loads_nothing_heavy() -> None:
    code = "import sys, qa; qa.Assistant, qa.Answer; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {*HOMES, "transformers", "langchain", "pydantic", "pandas"} - {"sqlite3"}


def test_every_public_name_exists_and_is_documented() -> None:
    for name in qa.__all__:
        assert getattr(qa, name).__doc__, name
    with pytest.raises(AttributeError):
        qa.nothing_of_the_kind  # noqa: B018


def test_the_tree_in_the_readme_is_true() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = re.search(r"```text\n(.*?)```", readme, flags=re.DOTALL)
    assert tree, "README.md shows no tree"
    folder = Path()
    shown: set[str] = set()
    for line in tree[1].splitlines():
        if name := line.split():
            place = Path(name[0]) if not line.startswith(" ") else folder / name[0]
            folder = place if name[0].endswith("/") and not line.startswith(" ") else folder
            assert (ROOT / place).exists(), f"the README's tree names {place}, which is not there"
            shown.add(place.as_posix().rstrip("/"))
    modules = {
        path.relative_to(ROOT).as_posix() for path in SOURCE.iterdir() if path.name not in ("__pycache__", "shipped")
    }
    assert modules - {"src/qa/py.typed"} <= shown, f"the README's tree lacks {sorted(modules - shown)}"
