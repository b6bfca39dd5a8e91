"""The jars for desktops and servers: what they hold, and that the native library in them is the one that is meant."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from shared import EXPORTED, KOTLIN, NEVER_IMPORTED, ROOT, Native

# JNA's names of systems and processors, and the library's name there.
NATIVES = {
    "darwin-aarch64": "libmillejours_kotlin.dylib",
    "darwin-x86-64": "libmillejours_kotlin.dylib",
    "linux-aarch64": "libmillejours_kotlin.so",
    "linux-x86-64": "libmillejours_kotlin.so",
}


@pytest.fixture(params=["ffi", "lib"])
def jar(request: pytest.FixtureRequest) -> Path:
    name = {"ffi": "millejours-ffi", "lib": "millejours"}[request.param]
    found = [
        path
        for path in (KOTLIN / request.param / "target").glob(f"{name}-[0-9]*.jar")
        if path.stem.count("-") == name.count("-") + 1
    ]
    assert len(found) == 1
    return found[0]


def files(jar: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(jar) as read:
        return {name: read.read(name) for name in read.namelist() if not name.endswith("/")}


def test_each_jar_brings_both_licences(jar: Path) -> None:
    held = files(jar)
    for licence in ("LICENSE-APACHE", "LICENSE-MIT"):
        assert held[f"META-INF/{licence}"] == (ROOT / licence).read_bytes()


def test_natives_lie_where_jna_looks() -> None:
    held = [name for name in files(ffi()) if not name.startswith(("META-INF/", "org/millejours/internal/"))]
    assert held
    for name in held:
        folder, library = name.split("/")
        assert NATIVES[folder] == library


def test_the_native_library_of_linux() -> None:
    held = {name: Native(BytesIO(content)) for name, content in files(ffi()).items() if name.startswith("linux-")}
    if not held:
        pytest.skip("built on another system")
    for native in held.values():
        assert native.symbol_table is None, "not stripped"
        assert native.exported
        assert [name for name in native.exported if not EXPORTED.fullmatch(name)] == []
        assert [name for name in native.imported if NEVER_IMPORTED.fullmatch(name)] == []
        assert {
            name for name in native.needed if not name.startswith(("libc.so", "libgcc_s.so", "libm.so", "ld-linux"))
        } == set()


def ffi() -> Path:
    return next(path for path in (KOTLIN / "ffi/target").glob("millejours-ffi-[0-9]*.jar") if path.stem.count("-") == 2)
