"""What is shipped, and what is not."""

import subprocess
import sysconfig
import tarfile
from pathlib import Path

import millejours

ROOT = Path(__file__).parents[1]
PACKAGE = {
    "__init__.py",
    "_html.py",
    "_html_columns.py",
    "_html_laws.py",
    "_parquet.py",
    "_parts.py",
    "columns.py",
    "spark.py",
    "_millejours.pyi",
    "errors.py",
    "py.typed",
    "words.py",
}


def test_the_package_holds_what_it_needs_and_no_more() -> None:
    found = {path.name for path in Path(millejours.__file__).parent.iterdir() if path.name != "__pycache__"}
    (native,) = found - PACKAGE
    assert native.startswith("_millejours.")
    assert found - {native} == PACKAGE


def test_the_source_distribution_leaves_the_tests_at_home(tmp_path: Path) -> None:
    maturin = Path(sysconfig.get_path("scripts")) / "maturin"
    command = [str(maturin), "sdist", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {name.split("/", 1)[1] for name in packed.getnames()}
    assert {"PKG-INFO", "bindings-python/src/lib.rs", "python/millejours/words.py"} <= names
    assert not [
        name
        for name in names
        if name.startswith(("bindings-python/tests/", "bindings-python/docs/", "tests/", "docs/"))
    ]
