"""One engine in a process of its own: reads the workload, evaluates it several times, prints seconds and sums as JSON.

python engine.py ENGINE FOLDER THREADS
"""

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

# Seconds of evaluations that are not measured.
WARM = 1.0
Rule = dict[str, Any]
# Of one offer the rows of yes and of no, as bits in words of 64 rows.
Answer = tuple[numpy.ndarray, numpy.ndarray]
NUMBERS = {"money": numpy.int64, "int": numpy.int32, "enum": numpy.int32, "code": numpy.int32}


class Absent(Exception):
    """The engine cannot do it, and why."""


@dataclass
class Column:
    """Values as they stand in memory (bits for yes and no), and the bits of those known."""

    kind: str
    words: list[str]
    values: numpy.ndarray
    known: numpy.ndarray


class Workload:
    """Rules and columns as the Rust benchmark wrote them."""

    def __init__(self, folder: Path) -> None:
        told = json.loads((folder / "workload.json").read_text())
        self.rows: int = told["families"]
        self.runs: int = told["runs"]
        self.on: str = told["on"]
        self.programme: str = told["programme"]
        self.offers: list[Rule] = told["offers"]
        self.comparisons: list[dict[str, Any]] = told["comparisons"]
        self.columns: dict[str, Column] = {}
        for fact in told["facts"]:
            name, kind = fact["name"], fact["kind"]
            values = numpy.fromfile(folder / f"{name}.values", NUMBERS.get(kind, numpy.uint8))
            known = numpy.fromfile(folder / f"{name}.known", numpy.uint8)
            self.columns[name] = Column(kind, fact["words"], values, known)

    def known(self) -> numpy.ndarray:
        """The rows of which everything is known, as words."""
        return as_words(numpy.bitwise_and.reduce([column.known for column in self.columns.values()]))

    def arrow(self, words: bool = False) -> Any:
        """The columns as an Arrow table, without a copy; enums and codes by their words, or by the words' places."""
        import pyarrow

        arrays: dict[str, Any] = {}
        for name, column in self.columns.items():
            kind = pyarrow.bool_() if column.kind == "bool" else pyarrow.from_numpy_dtype(column.values.dtype)
            buffers = [pyarrow.py_buffer(column.known), pyarrow.py_buffer(column.values)]
            array = pyarrow.Array.from_buffers(kind, self.rows, buffers)
            named = words and column.words
            arrays[name] = pyarrow.DictionaryArray.from_arrays(array, column.words) if named else array
        return pyarrow.table(arrays)


def as_words(bits: numpy.ndarray) -> numpy.ndarray:
    return numpy.concatenate([bits, numpy.zeros(-len(bits) % 8, numpy.uint8)]).view(numpy.uint64)


def sums(answers: list[Answer], known: numpy.ndarray) -> list[dict[str, str]]:
    """As `sums` of the Rust benchmark: how many bits are set, and a sum in which each counts by its place."""
    place = numpy.arange(len(known), dtype=numpy.uint64) * numpy.uint64(0xD1B54A32D192ED03)
    mixed = (place ^ (place >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    weights = (mixed ^ (mixed >> numpy.uint64(31))) | numpy.uint64(1)

    def one(words: numpy.ndarray) -> str:
        return f"{int(numpy.bitwise_count(words).sum())}:{int((words * weights).sum()):016x}"

    return [
        {"yes": one(yes), "no": one(no), "known_yes": one(yes & known), "known_no": one(no & known)}
        for yes, no in answers
    ]


def of_nullable(arrays: Any) -> list[Answer]:
    """From Arrow's Boolean columns, where null is neither."""
    import pyarrow.compute

    def words(array: Any) -> numpy.ndarray:
        filled = pyarrow.compute.fill_null(array, False).to_numpy(zero_copy_only=False)
        return as_words(numpy.packbits(filled, bitorder="little"))

    return [(words(array), words(pyarrow.compute.invert(array))) for array in arrays]


def joined(rule: Rule, holds: Callable[[int], Any], opposite: Callable[[Any], Any], both: Any, either: Any) -> Any:
    """A rule in the words of an engine."""
    ((word, inner),) = rule.items()
    if word == "holds":
        return holds(inner)
    if word == "not":
        return opposite(joined(inner, holds, opposite, both, either))
    parts = [joined(part, holds, opposite, both, either) for part in inner]
    whole = parts[0]
    for part in parts[1:]:
        whole = (both if word == "all" else either)(whole, part)
    return whole


# What an engine makes ready, once; then the call that is measured; then how its answers become bits.
Ready = tuple[Callable[[], Any], Callable[[Any], list[Answer]]]


def millejours(work: Workload, threads: int) -> Ready:
    import pyarrow

    import millejours

    programme = millejours.Programme.from_toml(work.programme)
    families = work.arrow(words=True)
    families = families.add_column(0, "family", pyarrow.array(numpy.arange(work.rows)))

    def evaluated() -> Any:
        return pyarrow.table(programme.evaluate(families, on=work.on, threads=threads).eligible("family"))

    def bits(found: Any) -> list[Answer]:
        return of_nullable([found[f"offer-{at}"].combine_chunks() for at in range(len(work.offers))])

    return evaluated, bits


def polars(work: Workload, threads: int, words: bool = True) -> Ready:
    import polars

    if polars.thread_pool_size() != threads:
        raise Absent(f"polars has {polars.thread_pool_size()} threads, not {threads}")
    frame = polars.from_arrow(work.arrow(words))
    assert isinstance(frame, polars.DataFrame)
    enums = {name: column.words for name, column in work.columns.items() if words and column.kind == "enum"}
    frame = frame.with_columns(polars.col(name).cast(polars.Enum(own)) for name, own in enums.items()).rechunk()

    def holds(at: int) -> Any:
        own = work.comparisons[at]
        column, value = polars.col(own["fact"]), own["value"]
        named = work.columns[own["fact"]].words if words else []
        if named:
            value = [named[place] for place in value] if isinstance(value, list) else named[value]
        match own["test"]:
            case "<=":
                return column <= value
            case ">=":
                return column >= value
            case "in":
                return column.is_in(value)
            case _:
                return column

    def named(at: int) -> Any:
        return polars.col(f"comparison-{at}")

    # Each comparison once and by name: quicker than rules that spell them out, of which polars finds out what stands twice.
    compared = frame.lazy().with_columns(**{f"comparison-{at}": holds(at) for at in range(len(work.comparisons))})
    offers = [joined(rule, named, lambda a: ~a, lambda a, b: a & b, lambda a, b: a | b) for rule in work.offers]
    asked = compared.select(**{f"offer-{at}": offer for at, offer in enumerate(offers)})
    return asked.collect, lambda found: of_nullable([column.to_arrow() for column in found])


def polars_numbers(work: Workload, threads: int) -> Ready:
    """Enums and codes by the places of their words, which whoever writes the expressions has looked up."""
    return polars(work, threads, words=False)


def duckdb(work: Workload, threads: int) -> Ready:
    import duckdb
    import pyarrow

    tables = duckdb.connect(config={"threads": threads})
    # Rows come back in any order: their places come with them.
    facts = work.arrow().add_column(0, "place", pyarrow.array(numpy.arange(work.rows)))  # noqa: F841 - the query reads it
    tables.execute("CREATE TABLE families AS SELECT * FROM facts")

    def holds(at: int) -> str:
        own = work.comparisons[at]
        match own["test"]:
            case "in":
                return f"{own['fact']} IN ({', '.join(map(str, own['value']))})"
            case "yes":
                return str(own["fact"])
            case test:
                return f"{own['fact']} {test} {own['value']}"

    def sql(rule: Rule) -> str:
        return str(
            joined(rule, holds, lambda a: f"(NOT {a})", lambda a, b: f"({a} AND {b})", lambda a, b: f"({a} OR {b})")
        )

    offers = (f'{sql(rule)} AS "offer-{at}"' for at, rule in enumerate(work.offers))
    query = f"SELECT place, {', '.join(offers)} FROM families"

    def bits(found: Any) -> list[Answer]:
        return of_nullable(found.sort_by("place").combine_chunks().columns[1:])

    return lambda: tables.sql(query).to_arrow_table(), bits


def numpy_bitmaps(work: Workload, threads: int) -> Ready:
    """Two bitmaps a comparison and block: comparisons into bytes, bytes into bits, rules as operations on words."""
    rows = 1 << 18
    blocks = range(0, work.rows, rows)
    length = -(-work.rows // 64)
    read: set[int] = set()
    for rule in work.offers:
        joined(rule, read.add, lambda a: a, lambda a, b: a, lambda a, b: a)
    sets = {}
    for at, own in enumerate(work.comparisons):
        if own["test"] == "in":
            sets[at] = numpy.zeros(len(work.columns[own["fact"]].words), numpy.bool_)
            sets[at][own["value"]] = True

    def compared(at: int, start: int) -> Answer:
        own = work.comparisons[at]
        column = work.columns[own["fact"]]
        known = as_words(column.known[start // 8 : (start + rows) // 8])
        if own["test"] == "yes":
            bits = column.values[start // 8 : (start + rows) // 8]
        else:
            values = column.values[start : start + rows]
            match own["test"]:
                case "in":
                    flags = sets[at][values]
                case "<=":
                    flags = values <= own["value"]
                case _:
                    flags = values >= own["value"]
            bits = numpy.packbits(flags, bitorder="little")
        yes = as_words(bits) & known
        return yes, known & ~yes

    def block(start: int, answers: list[Answer]) -> None:
        held = {at: compared(at, start) for at in read}
        places = slice(start // 64, (start + rows) // 64)
        for rule, (yes, no) in zip(work.offers, answers, strict=True):
            yes[places], no[places] = joined(
                rule,
                held.__getitem__,
                lambda a: (a[1], a[0]),
                lambda a, b: (a[0] & b[0], a[1] | b[1]),
                lambda a, b: (a[0] | b[0], a[1] & b[1]),
            )

    def evaluated() -> list[Answer]:
        answers = [(numpy.empty(length, numpy.uint64), numpy.empty(length, numpy.uint64)) for _ in work.offers]
        if threads == 1:
            for start in blocks:
                block(start, answers)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(lambda start: block(start, answers), blocks))
        return answers

    return evaluated, lambda found: found


def zen(work: Workload, threads: int) -> Ready:
    """Its expressions, one row after the other, for rows of which everything is known."""
    import zen

    if threads != 1:
        raise Absent("one call after the other")
    known = numpy.unpackbits(work.known().view(numpy.uint8), bitorder="little")
    chosen = numpy.flatnonzero(known)[: int(os.environ.get("MILLEJOURS_BENCH_ZEN_ROWS", "2000"))]
    if len(chosen) == 0:
        raise Absent("no row is fully known")

    def holds(at: int) -> str:
        own = work.comparisons[at]
        match own["test"]:
            case "yes":
                return str(own["fact"])
            case test:
                return f"{own['fact']} {test} {json.dumps(own['value'])}"

    def text(rule: Rule) -> str:
        return str(
            joined(rule, holds, lambda a: f"(not ({a}))", lambda a, b: f"({a} and {b})", lambda a, b: f"({a} or {b})")
        )

    # All offers as one expression compiled once: several times as quick as a graph with an expression an offer.
    offers = zen.compile_expression("[" + ", ".join(text(rule) for rule in work.offers) + "]")

    def value(column: Column, row: int) -> Any:
        if column.kind == "bool":
            return bool(column.values[row // 8] >> (row % 8) & 1)
        return int(column.values[row])

    rows = [{name: value(column, row) for name, column in work.columns.items()} for row in chosen]

    def evaluated() -> list[list[bool]]:
        return [offers.evaluate(row) for row in rows]

    def bits(found: list[list[bool]]) -> list[Answer]:
        answers = []
        for at in range(len(work.offers)):
            flags = numpy.array([row[at] for row in found], numpy.bool_)
            both = []
            for own in (flags, ~flags):
                whole = numpy.zeros(work.rows, numpy.bool_)
                whole[chosen] = own
                both.append(as_words(numpy.packbits(whole, bitorder="little")))
            answers.append((both[0], both[1]))
        return answers

    evaluated.rows = len(rows)  # type: ignore[attr-defined]
    return evaluated, bits


ENGINES = {
    "millejours": millejours,
    "polars": polars,
    "polars-numbers": polars_numbers,
    "duckdb": duckdb,
    "numpy": numpy_bitmaps,
    "zen": zen,
}


def main() -> None:
    name, folder, threads = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    work = Workload(folder)
    try:
        evaluate, bits = ENGINES[name](work, threads)
    except Absent as why:
        print(json.dumps({"absent": str(why)}))
        return
    answers = bits(evaluate())
    # Memory that a process never touched costs it the more on a virtual machine, where its host may have to find it first.
    start = time.perf_counter()
    while time.perf_counter() - start < WARM:
        evaluate()
    seconds = []
    for _ in range(work.runs):
        start = time.perf_counter()
        found = evaluate()
        seconds.append(time.perf_counter() - start)
        del found
    told: dict[str, Any] = {"seconds": seconds, "rows": getattr(evaluate, "rows", work.rows)}
    if name == "zen":
        # Of the rows that it was asked about, with the numpy bitmaps of the same rows beside them.
        asked = answers[0][0] | answers[0][1]
        reference, of = numpy_bitmaps(work, 1)
        told["of"] = sums([(yes & asked, no & asked) for yes, no in of(reference())], asked)
        told["sums"] = sums(answers, asked)
    else:
        told["sums"] = sums(answers, work.known())
    print(json.dumps(told))


if __name__ == "__main__":
    main()
