"""The comparison as a page of the docs.

    python engines.py RESULTS PAGE

The results are what `compare.py` wrote.
"""

import json
import statistics
import sys
from datetime import date
from pathlib import Path
from typing import Any

RUST, PYTHON = "Millejours in Rust", "Millejours from Python"

TEXT = """## Beside other engines

{families:,} families and {offers} offers of {each:.1f} comparisons each, {comparisons} of them distinct, on {facts} facts of which {missing} % are
missing. Every engine answers every offer for every family (ZEN of those of whom everything is known), and all answer the same, the unknown
answers too: each run checks it, by sums over the rows. Measured on {day}, {processor}, {processors} processors; medians of {runs} runs in each of three processes, each
warm, in turns with the others (DuckDB and ZEN in one). Memory is read as a stream at {stream}. `tests/comparison/columns/run record` measures it anew.

{tables}
* **The prototype** is the same comparisons and conjunctions by hand on bare bitmaps, without any library around them, for the widest vectors
  of the machine and for narrower ones. In new memory, as a caller has it, Rust reaches {bare} of it at its best.
* **From Python** is `programme.evaluate` over an Arrow table and the view with nulls, taken over by pyarrow: {python} over Rust.
* **polars** has each distinct comparison once, as a column, and conditions as Kleene's *and* and *or* of them: with its own types (categories, dates),
  and with words as numbers, which is as far as one can help it by hand. **numpy** is two bitmaps a comparison, packed. **DuckDB** is one
  statement. **ZEN** decides one family at a time from JSON.
"""


def share(found: float) -> str:
    return f"{found * 100:.0f} %"


def main() -> None:
    results = json.loads(Path(sys.argv[1]).read_text())
    rows: list[dict[str, Any]] = results["rows"]
    medians = {(row["engine"], row["threads"]): statistics.median(row["seconds"]) for row in rows}
    tables = []
    for count, name in ((1, "one thread"), (2, "two threads")):
        own = sorted((row for row in rows if row["threads"] == count), key=lambda row: -row["rate"])
        lines = [f"| {name} | seconds | 10⁹ decisions/s | Millejours in Rust is |", "|---|---|---|---|"]
        for row in own:
            rate = f"{row['rate'] / 1e9:.2f}" if row["rate"] > 1e8 else f"{row['rate'] / 1e9:.4f}"
            quick = "" if row["engine"] == RUST else f"{row['ratio']:,.2f} times as quick"
            lines.append(f"| {row['engine']} | {row['median']:.4f} | {rate} | {quick} |")
        tables.append("\n".join(lines) + "\n")
    both = (1, 2)
    # In new memory, as a caller has it.
    new = {key: median for key, median in medians.items() if key[0].startswith("prototype") and "kept" not in key[0]}
    best = {count: min(median for (_, own), median in new.items() if own == count) for count in both}
    bare = " and ".join(share(best[count] / medians[RUST, count]) for count in both)
    python = " and ".join(share(medians[PYTHON, count] / medians[RUST, count] - 1) for count in both)
    stream = " and ".join(f"{speed:.0f} GB/s on {count}" for count, speed in results["stream"].items())
    text = TEXT.format(
        **results["sizes"],
        day=date.today().isoformat(),
        processor=results["processor"],
        processors=max(row["threads"] for row in rows),
        stream=f"{stream} threads",
        tables="\n".join(tables),
        bare=f"{bare} (on one thread and on two)",
        python=python,
    )
    Path(sys.argv[2]).write_text(text)
    print(f"written to {sys.argv[2]}")


if __name__ == "__main__":
    main()
