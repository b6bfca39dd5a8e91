"""The Android archive: its shape, what it may do, and that it outlives Android's shrinker.

Reads what `android/build` has put into android/target/: the archive for tests (`-shape`), and a real one, if any.
"""

import re
import subprocess
import sys
import zipfile
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from shared import ANDROID, EXPORTED, KOTLIN, LIBRARY, NEVER_IMPORTED, Native, references

loader = SourceFileLoader("build", str(ANDROID / "build"))
build = module_from_spec(spec_from_loader("build", loader))
sys.modules["build"] = build
loader.exec_module(build)

ARCHIVES = sorted((ANDROID / "target").glob("*.aar"))
KINDS = {
    "arm64-v8a": (64, "EM_AARCH64"),
    "armeabi-v7a": (32, "EM_ARM"),
    "x86": (32, "EM_386"),
    "x86_64": (64, "EM_X86_64"),
}
ON_ANDROID = {"libc.so", "libdl.so", "libm.so", "liblog.so"}
# What R8 notes of a rule in a dependency's own jar that this app gives nothing to do: no warning, and not of our rules.
UNMATCHED = re.compile(
    r"^Info in \S+\.jar:META-INF/\S+\.pro at line \d+, column \d+:\n"
    r"Proguard configuration rule does not match anything: `[^`]*`\n?",
    re.MULTILINE,
)
SPACE = "{http://schemas.android.com/apk/res/android}"


def test_there_is_an_archive() -> None:
    assert ARCHIVES, "android/build has not run"


@pytest.fixture(params=ARCHIVES, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as read:
        return {name: read.read(name) for name in read.namelist()}


@pytest.fixture
def natives(entries: dict[str, bytes]) -> dict[str, Native]:
    return {
        name.split("/")[1]: Native(BytesIO(content)) for name, content in entries.items() if name.startswith("jni/")
    }


@pytest.fixture
def classes(entries: dict[str, bytes], tmp_path: Path) -> Path:
    with zipfile.ZipFile(BytesIO(entries["classes.jar"])) as read:
        read.extractall(tmp_path / "classes")
    return tmp_path / "classes"


# Its shape.


def test_entries(path: Path, entries: dict[str, bytes], natives: dict[str, Native]) -> None:
    assert natives.keys() <= KINDS.keys()
    assert natives.keys() == KINDS.keys() or path.stem.endswith("-shape")
    assert list(entries) == [
        "AndroidManifest.xml",
        "META-INF/com/android/build/gradle/aar-metadata.properties",
        "R.txt",
        "classes.jar",
        *(f"jni/{abi}/{LIBRARY}" for abi in sorted(natives)),
        "proguard.txt",
    ]
    assert natives
    assert entries["R.txt"] == b""


def test_the_same_entries_make_the_same_bytes(path: Path, entries: dict[str, bytes]) -> None:
    assert build.archive(dict(reversed(entries.items()))) == path.read_bytes()
    with zipfile.ZipFile(BytesIO(entries["classes.jar"])) as read:
        inner = {name: read.read(name) for name in reversed(read.namelist())}
    assert build.archive(inner) == entries["classes.jar"]


def test_the_manifest_names_the_oldest_android_and_asks_for_nothing(entries: dict[str, bytes]) -> None:
    manifest = ElementTree.fromstring(entries["AndroidManifest.xml"])
    assert [(told.tag, told.attrib) for told in manifest.iter()] == [
        ("manifest", {"package": "org.millejours"}),
        ("uses-sdk", {f"{SPACE}minSdkVersion": "26"}),
    ]


def test_the_native_library_starts_before_the_oldest_android() -> None:
    told = ElementTree.parse(ANDROID / "AndroidManifest.xml").find("uses-sdk").get(f"{SPACE}minSdkVersion")
    checked = {found.text for found in build.pom(".").iter("artifactId") if "gummy-bears" in found.text}
    assert checked == {f"gummy-bears-api-{build.NATIVE_API}", f"gummy-bears-api-{told}"}


def test_the_classes_are_those_of_both_modules(classes: Path) -> None:
    held = {str(file.relative_to(classes)) for file in classes.rglob("*") if file.is_file()}
    built = {
        str(file.relative_to(folder))
        for folder in (KOTLIN / "ffi/target/classes", KOTLIN / "lib/target/classes")
        for file in folder.rglob("*")
        if file.suffix in (".class", ".kotlin_module")
    }
    assert {"org/millejours/Programme.class", "org/millejours/internal/RawProgramme.class"} <= built
    assert held == built | {f"META-INF/org.millejours/LICENSE-{which}" for which in ("APACHE", "MIT")}


def test_the_pom_asks_for_the_android_half_of_jna(path: Path) -> None:
    read = ElementTree.parse(path.with_suffix(".pom")).getroot()
    for element in read.iter():
        element.tag = element.tag.split("}")[-1]
    assert read.findtext("packaging") == "aar"
    asked = {
        (told.findtext("artifactId"), told.findtext("type"), told.findtext("scope")) for told in read.iter("dependency")
    }
    assert asked == {
        ("jna", "aar", "runtime"),
        ("kotlin-stdlib", None, "compile"),
        ("kotlinx-serialization-json", None, "runtime"),
    }
    page = (ANDROID / "README.md").read_text()
    for told in read.iter("dependency"):
        named = ":".join(told.findtext(part) for part in ("groupId", "artifactId", "version"))
        assert named + ("@aar" if told.findtext("type") == "aar" else "") in page
        if told.findtext("artifactId") == "jna":
            assert [int(part) for part in told.findtext("version").split(".")] >= [5, 17], "its pages are too small"
    assert not [told for told in read.iter("version") if "${" in told.text]


def test_the_sources_are_those_of_the_classes(path: Path, classes: Path) -> None:
    with zipfile.ZipFile(path.with_name(f"{path.stem}-sources.jar")) as read:
        held = {name: read.read(name) for name in read.namelist()}
    assert {"org/millejours/Programme.kt", "org/millejours/internal/millejours_kotlin.kt"} <= held.keys()
    own = KOTLIN / "lib/src/main/kotlin"
    assert {name for name in held if "/internal/" not in name} == {
        str(file.relative_to(own)) for file in own.rglob("*.kt")
    }
    assert build.archive(held) == path.with_name(f"{path.stem}-sources.jar").read_bytes()


def test_the_oldest_plugin_reads_the_classes(entries: dict[str, bytes], classes: Path) -> None:
    told = dict(
        line.split("=")
        for line in entries["META-INF/com/android/build/gradle/aar-metadata.properties"].decode().splitlines()
    )
    target = build.pom(".").findtext("build/pluginManagement/plugins/plugin/configuration/jvmTarget")
    assert target == "17", "which plugin of Android reads newer classes?"
    assert int(told["minAndroidGradlePluginVersion"].split(".")[0]) >= 8
    versions = {int.from_bytes(file.read_bytes()[6:8]) for file in classes.rglob("*.class")}
    assert versions == {61}


# Its native libraries.


def test_natives_are_of_their_processor_and_name(natives: dict[str, Native]) -> None:
    for abi, native in natives.items():
        assert native.kind == KINDS[abi]
        assert native.names == [LIBRARY]
        assert native.symbol_table is None, "not stripped"


def test_natives_load_on_pages_of_16_kib(natives: dict[str, Native]) -> None:
    for native in natives.values():
        assert native.segments
        for segment in native.segments:
            assert segment["p_align"] >= 0x4000
            assert segment["p_vaddr"] % segment["p_align"] == segment["p_offset"] % segment["p_align"]


def test_natives_export_what_the_generated_code_calls(natives: dict[str, Native], classes: Path) -> None:
    generated = subprocess.run(
        ["javap", "-p", *(classes / "org/millejours/internal").glob("*UniffiLib.class")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    called = {line.split("(")[0].split()[-1] for line in generated.splitlines() if " native " in line}
    assert called
    for native in natives.values():
        assert called <= native.exported
        assert [name for name in native.exported if not EXPORTED.fullmatch(name)] == []


def test_natives_need_nothing_that_android_lacks(path: Path, natives: dict[str, Native]) -> None:
    for native in natives.values():
        if "libc.so.6" in native.needed:
            pytest.skip("this machine's library stands in, for want of a Rust target of Android")
        assert native.needed <= ON_ANDROID
        # Unwinding is linked in from the NDK; without one, it stays open.
        unwinding = {name for name in native.imported if name.startswith("_Unwind")}
        assert not unwinding or path.stem.endswith("-shape")


def test_natives_have_no_way_to_the_network_or_a_log(natives: dict[str, Native]) -> None:
    for native in natives.values():
        assert "malloc" in native.imported
        assert [name for name in native.imported if NEVER_IMPORTED.fullmatch(name)] == []


# Its classes.


def test_classes_have_no_way_to_the_network_or_a_log(classes: Path) -> None:
    named = references(list(classes.rglob("*.class")))
    assert any(name.startswith("com/sun/jna/Native.register:") for name in named)
    never = (
        "android/",
        "java/lang/System.err:",
        "java/lang/System.out:",
        "java/lang/System$Logger",
        "java/lang/Throwable.printStackTrace:",
        "java/net/",
        "java/util/logging/",
        "javax/net/",
        "kotlin/io/ConsoleKt",
        "org/slf4j/",
    )
    assert sorted(name for name in named if name.startswith(never) or ".printStackTrace:" in name) == []


# Under the shrinker.


@cache
def like_android() -> Path:
    """Of this JDK, the parts that Android has as well: above all without java.awt, which JNA names."""
    folder = ANDROID / "target/like-android"
    jar = folder.with_suffix(".jar")
    home = (
        subprocess.run(["java", "-XshowSettings:properties", "-version"], check=True, capture_output=True, text=True)
        .stderr.split("java.home = ")[1]
        .split("\n")[0]
    )
    wanted = "regex:/java\\.(base|logging)/.*\\.class"
    subprocess.run(
        [f"{home}/bin/jimage", "extract", f"--dir={folder}", f"--include={wanted}", f"{home}/lib/modules"], check=True
    )
    with zipfile.ZipFile(jar, "w") as written:
        for module in folder.iterdir():
            for file in module.rglob("*.class"):
                if file.name != "module-info.class":
                    written.write(file, file.relative_to(module))
    return jar


def shrink(classes_jar: Path, rules: Path, out: Path, *how: str) -> subprocess.CompletedProcess[str]:
    """R8 over the app of android/app with the archive's classes and what they need, in R8's full mode."""
    keep = out.with_suffix(".pro")
    keep.write_text("-keep class org.example.app.AppKt { public static void main(java.lang.String[]); }\n")
    shrinker = (ANDROID / "target/shrinker").read_text()
    options = ["--release", *how, "--lib", like_android(), "--pg-conf", rules, "--pg-conf", keep, "--output", out]
    return subprocess.run(
        ["java", "-cp", shrinker, "com.android.tools.r8.R8", *options, *app(), classes_jar, *brought()],
        capture_output=True,
        text=True,
        check=False,
    )


def app() -> list[Path]:
    return list((ANDROID / "target/classes").rglob("*.class"))


def brought() -> list[str]:
    """The class path of the app without both modules, whose classes are in the archive."""
    return [
        entry
        for entry in (ANDROID / "target/class-path").read_text().split(":")
        if "millejours" not in Path(entry).name
    ]


def run(*class_path: Path | str) -> subprocess.CompletedProcess[str]:
    """The app, on this machine's Java and with its native library."""
    there = ":".join(map(str, [*class_path, KOTLIN / "ffi/generated/natives"]))
    return subprocess.run(["java", "-cp", there, "org.example.app.AppKt"], capture_output=True, text=True, check=False)


@pytest.fixture
def classes_jar(entries: dict[str, bytes], tmp_path: Path) -> Path:
    (tmp_path / "classes.jar").write_bytes(entries["classes.jar"])
    return tmp_path / "classes.jar"


def test_an_app_says_the_same_after_the_shrinker(entries: dict[str, bytes], classes_jar: Path, tmp_path: Path) -> None:
    (tmp_path / "proguard.txt").write_bytes(entries["proguard.txt"])
    whole = run(ANDROID / "target/classes", classes_jar, *brought())
    assert whole.returncode == 0, whole.stderr
    assert '"decision":"eligible"' in whole.stdout
    assert "document.missing_key" in whole.stdout
    for said in (
        "family.rooms Whole(least=0, most=20) housing true",
        "home-visit pmi UNIVERSAL to_offer child Free",
        "SHARED MODERATE STEP_PARENT [CHILDREN]",
        "home-visit c1 eligible | [window YES [child[c1].age_months=3]",
        "home-visit c2 since 2025-01-05",
        "home-visit c3 from 2026-07-01, then ELIGIBLE",
        "home-visit c4 could tell: [child[c4].born]",
        "rooms null not eligible",
        "child[c1].born PartialDate",
        "fr LEFT_TO_RIGHT FAMILY 5",
        "fr LEFT_TO_RIGHT PROFESSIONAL 5",
        "home-visit c1 OPEN ELIGIBLE 2028-02-10 []",
        "DESCRIPTION;LANGUAGE=en:Home visit",
        "[floor: broken, ",
        "heard: true",
    ):
        assert said in whole.stdout, whole.stdout

    done = shrink(classes_jar, tmp_path / "proguard.txt", tmp_path / "small.jar", "--classfile")
    assert done.returncode == 0, done.stderr
    small = run(tmp_path / "small.jar")
    assert (small.returncode, small.stdout) == (0, whole.stdout), small.stderr


def test_without_the_rules_an_app_breaks(classes_jar: Path, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("-dontwarn java.awt.**\n")
    done = shrink(classes_jar, tmp_path / "none.txt", tmp_path / "small.jar", "--classfile")
    assert done.returncode == 0, done.stderr
    assert "UnsatisfiedLinkError" in run(tmp_path / "small.jar").stderr


def test_an_app_becomes_what_android_runs(entries: dict[str, bytes], classes_jar: Path, tmp_path: Path) -> None:
    (tmp_path / "proguard.txt").write_bytes(entries["proguard.txt"])
    done = shrink(classes_jar, tmp_path / "proguard.txt", tmp_path / "app.zip", "--min-api", str(build.NATIVE_API))
    told = UNMATCHED.sub("", done.stdout + done.stderr)
    told = [line for line in told.splitlines() if not line.startswith("Warning: Resource ")]
    assert (done.returncode, told) == (0, [])
    with zipfile.ZipFile(tmp_path / "app.zip") as read:
        code = read.read("classes.dex")
    assert code.startswith(b"dex\n")
    assert b"Lcom/sun/jna/Pointer;" in code
    assert b"uniffi_millejours_kotlin_fn_constructor_rawprogramme_from_toml" in code
