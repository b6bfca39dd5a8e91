"""The tutorial runs, and shows what it says it shows."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebook", DOCS / "notebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tutorial_shows_what_its_cells_give(runner: ModuleType) -> None:
    kept = (DOCS / "tutorial.ipynb").read_text(encoding="utf-8")
    assert kept == runner.fresh(kept), "run: python docs/notebook.py"
    cells = json.loads(kept)["cells"]
    assert sum(bool(cell.get("outputs")) for cell in cells) >= 10


def test_another_output_would_be_seen(runner: ModuleType) -> None:
    notebook = json.loads((DOCS / "tutorial.ipynb").read_text(encoding="utf-8"))
    shown = next(cell for cell in notebook["cells"] if cell.get("outputs"))
    shown["outputs"] = []
    changed = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    assert runner.fresh(changed) != changed


def test_a_cell_gives_what_it_prints_and_what_it_ends_with(runner: ModuleType) -> None:
    names: dict[str, object] = {}
    first, second = runner.run("print('one')\nx = 2\nx + 1", names, 7)
    assert first == {"name": "stdout", "output_type": "stream", "text": ["one\n"]}
    assert second["data"] == {"text/plain": ["3"]}
    assert second["execution_count"] == 7
    assert runner.run("x = 3", names, 8) == []
    with pytest.raises(ZeroDivisionError):
        runner.run("1 / 0", names, 9)
