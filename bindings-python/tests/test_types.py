"""The stub is what the library says, and says what the library is."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import millejours

ROOT = Path(__file__).parents[1]


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stub_is_fresh(tmp_path: Path) -> None:
    maturin = Path(sysconfig.get_path("scripts")) / "maturin"
    run(str(maturin), "generate-stubs", "--quiet", "--locked", "--profile", "release", "--out", str(tmp_path))
    generated = (tmp_path / "millejours" / "_millejours.pyi").read_text(encoding="utf-8")
    kept = (ROOT / "python" / "millejours" / "_millejours.pyi").read_text(encoding="utf-8")
    assert kept == generated, "run: maturin generate-stubs --out python"


def test_the_installed_stub_is_the_kept_one() -> None:
    installed = Path(millejours.__file__).parent
    for name in ("_millejours.pyi", "py.typed", "errors.py", "__init__.py"):
        assert (installed / name).read_bytes() == (ROOT / "python" / "millejours" / name).read_bytes(), name


def test_the_stub_says_what_the_library_is() -> None:
    run(sys.executable, "tests/stubtest.py", "millejours")


def test_users_are_served_by_the_types() -> None:
    run(sys.executable, "-m", "mypy", "--strict", "--no-incremental", "tests/typed/usage.py")


def test_the_tests_and_the_package_are_typed() -> None:
    run(sys.executable, "-m", "mypy", "--strict", "--no-incremental", *map(str, (ROOT / "tests").glob("*.py")))
    run(sys.executable, "-m", "mypy", "--strict", "--no-incremental", "python/millejours")
