"""Runs the tutorial's cells and keeps what they show: `python docs/notebook.py` writes, `--check` compares.

A notebook is JSON, and its cells are Python: the standard library is all it takes. What a cell prints is a stream, and
its last expression shows as Jupyter shows it, by `_repr_html_` and `repr`.
"""

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("tutorial.ipynb")
Cell = dict[str, Any]


def lines(text: str) -> list[str]:
    """A text as notebooks keep it."""
    return text.splitlines(keepends=True)


def run(source: str, names: dict[str, object], count: int) -> list[Cell]:
    """The outputs of a cell."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"<cell {count}>", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"<cell {count}>", "eval"), names)
    outputs: list[Cell] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": lines(printed.getvalue())})
    if value is not None:
        data = {"text/plain": lines(repr(value))}
        if html := getattr(value, "_repr_html_", None):
            data = {"text/html": lines(html())} | data
        result = {"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}
        outputs.append(result)
    return outputs


def fresh(text: str) -> str:
    """The notebook with the outputs that its cells give now."""
    notebook = json.loads(text)
    names: dict[str, object] = {"__name__": "__main__"}
    count = 0
    with contextlib.chdir(NOTEBOOK.parent):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                count += 1
                cell["execution_count"] = count
                cell["outputs"] = run("".join(cell["source"]), names, count)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    kept = NOTEBOOK.read_text(encoding="utf-8")
    now = fresh(kept)
    if "--check" not in sys.argv:
        NOTEBOOK.write_text(now, encoding="utf-8")
    elif kept != now:
        sys.exit("the tutorial shows something else now; run: python docs/notebook.py")


if __name__ == "__main__":
    main()
