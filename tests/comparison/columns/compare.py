"""All engines on one workload: a table, and the results as JSON. Answers that differ end it with 1; times never do.

    python compare.py WORK RESULTS

Rust runs by `cargo bench -p millejours --bench columns -- compare FOLDER`, which writes the workload into a folder of WORK; the others
in processes of their own (`engine.py`), so that each has the threads it is to have. Each is asked in several processes, in turns: where in
memory things lie differs from process to process by more than from run to run, and what else a machine does meets all of them.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# The name told, the engine of `engine.py`, its package, and its numbers of threads.
ENGINES = [
    ("Millejours from Python", "millejours", "millejours", (1, 2)),
    ("polars", "polars", "polars", (1, 2)),
    ("polars, words as numbers", "polars-numbers", "polars", (1, 2)),
    ("numpy bitmaps, words as numbers", "numpy", "numpy", (1, 2)),
    ("DuckDB, words as numbers", "duckdb", "duckdb", (1, 2)),
    ("ZEN, fully known rows, words as numbers", "zen", "zen-engine", (1,)),
]
Told = dict[str, Any]
# Processes of each engine; of those that take minutes one.
PROCESSES, SLOW = 3, ("duckdb", "zen")
BENCH = "cargo bench --locked --quiet -p millejours --bench columns -- compare".split()


def in_rust(folder: Path) -> tuple[Told, bool]:
    """What Rust and the prototype say in a process of their own, and whether they agree."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    code = subprocess.run([*BENCH, str(folder.resolve())]).returncode
    told: Told = json.loads((folder / "rust.json").read_text())
    return told, code == 0


def asked(engine: str, folder: Path, threads: int) -> Told:
    """What an engine says in a process of its own."""
    environment = os.environ | {"POLARS_MAX_THREADS": str(threads)}
    for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        environment[pool] = "1"
    command = [sys.executable, str(HERE / "engine.py"), engine, str(folder), str(threads)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        return {"failed": done.stderr.strip()[-2000:]}
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def differing(told: Told, reference: list[dict[str, str]], recurring: bool) -> list[str]:
    """The offers whose sums differ: over all rows, or over those fully known, where a fact recurs in some offers."""
    keys = ("known_yes", "known_no") if recurring else ("yes", "no", "known_yes", "known_no")
    pairs = zip(told["sums"], told.get("of", reference), strict=True)
    return [f"offer-{at}" for at, (own, other) in enumerate(pairs) if any(own[key] != other[key] for key in keys)]


def named(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def main() -> int:
    work, results = Path(sys.argv[1]), Path(sys.argv[2])
    folder = work / "data"
    only = os.environ.get("MILLEJOURS_BENCH_ENGINES", "").split()
    asking = [own for own in ENGINES if not only or own[1] in only]
    rust, agree = in_rust(folder)
    sizes = rust["sizes"]
    told: dict[tuple[str, int], Told] = {}
    for process in range(PROCESSES):
        if process > 0:
            other, also = in_rust(work / f"data-{process + 1}")
            agree &= also and (other["sizes"], other["sums"]) == (sizes, rust["sums"])
            for own, more in zip(rust["measured"], other["measured"], strict=True):
                own["seconds"] += more["seconds"]
        for _, engine, _, threads in asking:
            for count in threads:
                if process == 0:
                    told[engine, count] = asked(engine, folder, count)
                elif engine not in SLOW and "seconds" in told[engine, count]:
                    told[engine, count]["seconds"] += asked(engine, folder, count).get("seconds", [])
    each = sizes["families"] * sizes["offers"]
    rows: list[Told] = [
        {"engine": own["engine"].replace("millejours", "Millejours in Rust"), "threads": own["threads"]}
        | {"seconds": own["seconds"], "decisions": each}
        for own in rust["measured"]
    ]
    wrong = 0 if agree else 1
    for name, engine, package, threads in asking:
        for count in threads:
            own = told[engine, count]
            title = f"{name} {named(package)}".strip() if engine != "millejours" else name
            if "seconds" not in own:
                print(f"{title}, {count} thread(s): not measured: {own.get('absent') or own['failed']}")
                wrong += "failed" in own
                continue
            offers = differing(own, rust["sums"], sizes["recurring"] > 0)
            if offers:
                wrong += 1
                print(f"{title}, {count} thread(s): {len(offers)} offers DIFFER, first {', '.join(offers[:5])}")
            row = {"engine": title, "threads": count, "seconds": own["seconds"], "agrees": not offers}
            rows.append(row | {"decisions": own["rows"] * sizes["offers"]})
    for row in rows:
        row["median"] = statistics.median(row["seconds"])
        row["rate"] = row["decisions"] / row["median"]
    ours = {row["threads"]: row["rate"] for row in rows if row["engine"] == "Millejours in Rust"}
    print()
    print(
        f"{sizes['families']:,} families and {sizes['offers']} offers of {sizes['each']:.1f} comparisons each, "
        f"{sizes['comparisons']} of them distinct, {sizes['facts']} facts, "
        f"{sizes['missing']} % missing; medians of {sizes['runs']} runs in each of {PROCESSES} processes"
    )
    print(f"{processor()}, {os.cpu_count()} processors; read as a stream: ", end="")
    print(" and ".join(f"{speed:.1f} GB/s on {count} thread(s)" for count, speed in rust["stream"].items()))
    print()
    print("| | threads | seconds | 10⁹ decisions/s | Millejours in Rust is |")
    print("|---|---|---|---|---|")
    for row in sorted(rows, key=lambda row: (row["threads"], -row["rate"])):
        row["ratio"] = ours[row["threads"]] / row["rate"]
        seconds, rate = f"{row['median']:.4f}", f"{row['rate'] / 1e9:.4f}"
        print(f"| {row['engine']} | {row['threads']} | {seconds} | {rate} | {row['ratio']:,.2f} times as quick |")
    print()
    results.write_text(
        json.dumps({"sizes": sizes, "processor": processor(), "stream": rust["stream"], "rows": rows}, indent=1) + "\n"
    )
    print(f"written to {results}")
    if wrong:
        print(f"{wrong} engine(s) failed, or answer something else")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
