"""The greatest memory of families that come from a Parquet file larger than memory need be, through Python.

    python stream.py FOLDER FAMILIES

Writes `families.parquet` into the folder of the comparison's workload, its rows again and again until there are enough,
and evaluates it in a process of its own, whose memory nothing else has grown.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from engine import Workload

CHUNK = 1 << 18


def write(folder: Path, families: int) -> None:
    import numpy
    import pyarrow
    from pyarrow import parquet

    table = Workload(folder).arrow(words=True)
    schema = table.schema.insert(0, pyarrow.field("family", pyarrow.int64()))
    with parquet.ParquetWriter(folder / "families.parquet", schema) as file:
        written = 0
        while written < families:
            part = table.slice(0, min(table.num_rows, families - written))
            keys = pyarrow.array(numpy.arange(written, written + part.num_rows))
            file.write_table(part.add_column(0, "family", keys), row_group_size=CHUNK)
            written += part.num_rows


def evaluate(folder: Path) -> None:
    import millejours

    told = json.loads((folder / "workload.json").read_text())
    programme = millejours.Programme.from_toml(told["programme"])
    del told["programme"]
    start, eligible, undetermined, families = time.perf_counter(), 0, 0, 0
    for piece in programme.evaluate_batches(folder / "families.parquet", on=told["on"], rows=CHUNK):
        counts = list(piece.counts.values())
        eligible += sum(own.eligible for own in counts)
        undetermined += sum(own.undetermined for own in counts)
        families += len(piece.family)
    seconds = time.perf_counter() - start
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    print(
        json.dumps(
            {
                "families": families,
                "offers": len(told["offers"]),
                "eligible": eligible,
                "undetermined": undetermined,
                "seconds": seconds,
                "peak_bytes": peak,
            }
        )
    )
    print(f"from Python: {families:,} families out of Parquet, greatest memory {peak / 2**20:.0f} MiB")


if __name__ == "__main__":
    if sys.argv[2] == "evaluate":
        evaluate(Path(sys.argv[1]))
    else:
        write(Path(sys.argv[1]), int(sys.argv[2]))
        sys.exit(subprocess.run([sys.executable, __file__, sys.argv[1], "evaluate"]).returncode)
