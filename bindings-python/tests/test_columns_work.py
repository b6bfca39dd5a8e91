"""Work on many families: it is stopped at once, and its memory does not grow with a stream."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pyarrow  # type: ignore[import-untyped]
import pyarrow.compute  # type: ignore[import-untyped]
import pytest
from test_columns_tables import ON, VILLAGE, Village

from millejours import Programme

TIMES = 3000


@pytest.fixture(scope="module")
def village() -> Programme:
    return Programme.from_toml(VILLAGE)


def many(times: int) -> dict[str, Any]:
    """A village again and again, with keys that go on."""
    found = {}
    for name, own in Village(100).tables().items():
        table = own.to_arrow()
        keys = pyarrow.concat_arrays(
            [pyarrow.compute.add(table["family"].combine_chunks(), 100 * at) for at in range(times)]
        )
        whole = pyarrow.concat_tables([table] * times).combine_chunks()
        found[name] = whole.set_column(whole.schema.get_field_index("family"), "family", keys)
    return found


def ask(programme: Programme, tables: dict[str, Any], **more: Any) -> Any:
    everyone: Any = ["adults", "children", "pregnancies"]
    members = {name: own for name, own in tables.items() if name != "family"}
    return programme.evaluate(tables["family"], **members, on=ON, complete=everyone, **more)


@pytest.mark.skipif(os.name == "nt", reason="a process of Windows sends itself no such signal")
def test_an_interruption_comes_back_at_once_and_keeps_nothing(village: Programme) -> None:
    tables = many(TIMES)
    heard: list[int] = []
    sent: list[float] = []

    def interrupt() -> None:
        while not heard:
            time.sleep(0.001)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    sender = threading.Thread(target=interrupt)
    sender.start()
    with pytest.raises(KeyboardInterrupt):
        # Each no has its dates, so that families are looked at alone: minutes of work.
        ask(village, tables, dates=True, progress=lambda done, of: heard.append(done))
    came_back = time.monotonic()
    sender.join()
    assert came_back - sent[0] < 1
    assert heard[-1] < 100 * TIMES
    small = many(1)
    assert len(ask(village, small, dates=True).family) == 100


def test_progress_is_heard_while_families_are_looked_at_alone(village: Programme) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, of: int) -> None:
        assert of == 100 * TIMES
        if done < of:
            raise Enough

    start = time.monotonic()
    with pytest.raises(Enough):
        ask(village, many(TIMES), dates=True, progress=stop)
    assert time.monotonic() - start < 20


STREAM = """
import resource, sys
import pyarrow
from millejours import Programme
sys.path.insert(0, sys.argv[1])
from test_columns_tables import VILLAGE, Village

own = Village(1000).tables()["family"].to_arrow()
programme = Programme.from_toml(VILLAGE[:VILLAGE.index('[[offers]]\\nid = "visit"')])
pieces = int(sys.argv[2])

def batches():
    for at in range(pieces):
        keys = pyarrow.array(range(at * 1000, (at + 1) * 1000))
        table = own.set_column(0, "family", keys)
        yield from table.to_batches()

schema = own.set_column(0, "family", pyarrow.array(range(1000))).schema
reader = pyarrow.RecordBatchReader.from_batches(schema, batches())
rows = sum(len(piece.family) for piece in programme.evaluate_batches(reader, on="2026-06-01", rows=10_000))
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is told in other units elsewhere")
def test_the_memory_of_a_stream_does_not_grow() -> None:
    def told(pieces: int) -> Iterator[int]:
        command = [sys.executable, "-c", STREAM, os.path.dirname(__file__), str(pieces)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return (int(number) for number in done.stdout.split())

    (few, small), (lots, large) = told(30), told(1000)
    assert (few, lots) == (30_000, 1_000_000)
    # A million families as columns are some 30 MB, and their answers another 10.
    assert (large - small) / 1024 < 16
