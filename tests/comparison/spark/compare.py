"""The same families on Spark with two executors and on this machine alone: checksums side by side, and seconds.

    python compare.py FOLDER FAMILIES

Writes `families` (Parquet) and `results.json` into the folder. Checksums that differ end it with 1; times never do.
"""

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pyarrow.parquet
from pyspark.sql import DataFrame, SparkSession

import millejours
from millejours import spark

ON = "2026-06-01"
PROGRAMME = """\
schema = 1
id = "country"
version = "1"
valid = { from = 2026-01-01 }
facts.family.quotient = { type = "int", range = [0, 5000], category = "income" }
facts.family.housing = { type = "enum", values = ["none", "hosted", "own"], category = "housing" }

[[offers]]
id = "holiday"
provider = "country"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Holiday" }
cost = "free"
when = [
  { id = "low", condition = "family.quotient <= 800" },
  { id = "home", condition = 'family.housing != "own"' },
]

[[offers]]
id = "early"
provider = "country"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Early" }
cost = "free"
when = [ { id = "small", condition = "children.exists(c, c.age_months < 36)" } ]

[[offers]]
id = "visit"
provider = "country"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = "child.age_months < 24" } ]
"""
KINDS = {"family": ["holiday", "early"], "child": ["visit"]}
# A number that spreads keys over 32 bits, so that answers that change places change the sum.
SPREAD = 2654435761


def families(session: SparkSession, count: int) -> DataFrame:
    """Families by their numbers alone: some values unknown, up to two children."""
    child = "named_struct('member', cast({at} as int), 'born', date_add(date'2019-01-01', cast({day} as int)))"
    one = child.format(at=0, day="id * 7919 % 2700")
    two = child.format(at=1, day="id * 104729 % 2700")
    return session.range(count).selectExpr(
        "id as family",
        "if(id % 11 = 0, null, cast(id * 31 % 5001 as int)) as quotient",
        "element_at(array('none', 'hosted', 'own', null), cast(id % 4 + 1 as int)) as housing",
        f"case id % 3 when 0 then array() when 1 then array({one}) else array({one}, {two}) end as children",
    )


def of_spark(answers: DataFrame, kind: str) -> dict[str, list[str]]:
    """Of each offer how many rows there are, and a sum in which each code counts by whose it is."""
    whose = "family" if kind == "family" else "(family * 2 + member)"
    summed = [
        f"cast(sum(cast({whose} * {SPREAD} % 4294967296 as decimal(38, 0)) * (`{offer}` + 1)) as string) as `{offer}`"
        for offer in KINDS[kind]
    ]
    (row,) = answers.selectExpr("cast(count(*) as string) as rows", *summed).collect()
    return {offer: [row["rows"], row[offer]] for offer in KINDS[kind]}


def of_this_machine(folder: Path, programme: millejours.Programme) -> dict[str, dict[str, list[str]]]:
    """The same, in pieces."""
    table = pyarrow.parquet.ParquetDataset(folder / "families")
    reader = pyarrow.RecordBatchReader.from_batches(
        table.schema, (batch for part in table.fragments for batch in part.to_batches())
    )
    rows = dict.fromkeys(KINDS, 0)
    found = {kind: dict.fromkeys(offers, 0) for kind, offers in KINDS.items()}
    for piece in programme.evaluate_batches(reader, on=ON, complete=["children"]):
        for kind, offers in KINDS.items():
            answers = pyarrow.table(getattr(piece, kind))
            rows[kind] += len(answers)
            whose = answers["family"].to_numpy().astype(numpy.int64)
            if kind == "child":
                whose = whose * 2 + answers["member"].to_numpy()
            spread = whose * SPREAD % 4294967296
            for offer in offers:
                # A sum of so few terms of 41 bits stays below 2^63.
                found[kind][offer] += int((spread * (answers[offer].to_numpy().astype(numpy.int64) + 1)).sum())
    return {kind: {offer: [str(rows[kind]), str(own)] for offer, own in found[kind].items()} for kind in KINDS}


def main() -> int:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    programme = millejours.Programme.from_toml(PROGRAMME)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "65536")
        .getOrCreate()
    )
    seconds: dict[str, float] = {}
    told: dict[str, dict[str, list[str]]] = {}
    try:
        session.sparkContext.setLogLevel("ERROR")
        shutil.rmtree(folder / "families", ignore_errors=True)
        families(session, count).repartition(8).write.parquet(str(folder / "families"))
        frame = session.read.parquet(str(folder / "families"))
        executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        for kind in KINDS:
            start = time.perf_counter()
            subject: Any = kind
            answers = spark.evaluate(frame, programme, ON, subject=subject, complete=["children"])
            told[kind] = of_spark(answers, kind)
            seconds[f"spark, {kind}"] = time.perf_counter() - start
    finally:
        session.stop()
    start = time.perf_counter()
    here = of_this_machine(folder, programme)
    seconds["this machine, both"] = time.perf_counter() - start
    (folder / "results.json").write_text(
        json.dumps(
            {"families": count, "executors": executors, "spark": told, "this machine": here, "seconds": seconds},
            indent=1,
        )
        + "\n"
    )
    print(f"{count:,} families, {executors} executors, {os.cpu_count()} processors")
    for kind, offers in KINDS.items():
        for offer in offers:
            word = "same" if told[kind][offer] == here[kind][offer] else "DIFFERENT"
            print(f"{offer}: {told[kind][offer]} on Spark, {here[kind][offer]} here: {word}")
    for what, own in seconds.items():
        print(f"{what}: {own:.1f} s")
    return 0 if told == here else 1


if __name__ == "__main__":
    sys.exit(main())
