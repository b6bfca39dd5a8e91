"""Journals read a line at a time."""

import pickle
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

import millejours as mj

SECRET = bytes([1]) * 32
ID = "05" * 16
ROSTER = mj.Roster.from_json(
    f'{{"schema": 1, "keys": [{{"party": "adult:a1", "public": "{mj.public_key(SECRET).hex()}"}}]}}'
)
MANY = 600


@pytest.fixture(scope="module")
def journal() -> mj.Journal:
    """One of more lines than are verified at once."""
    journal = mj.Journal(ID)
    for number in range(MANY):
        unsigned = journal.draft(
            thread=f"n{number % 3}",
            author="adult:a1",
            key=mj.public_key(SECRET),
            on="2026-06-01",
            entry=f'{{"kind": "note", "text": "{number}"}}',
            salt=bytes([number % 256]) * 32,
        )
        assert journal.append(unsigned.sign(SECRET), ROSTER, "2026-06-01")
    return journal


def test_a_replay_gives_every_event_in_order(journal: mj.Journal) -> None:
    lines = journal.to_jsonl().splitlines(keepends=True)
    replay = mj.Replay(lines, journal.id, ROSTER)
    assert [event.to_json() + "\n" for event in replay] == lines
    assert (replay.events, replay.heads()) == (MANY, journal.heads())
    assert list(replay) == []
    assert [event.id for event in mj.Replay((line.encode() for line in lines), ID, ROSTER)] == [
        row["id"] for row in journal.to_table()
    ]


def test_no_more_lines_are_taken_than_are_asked_for(journal: mj.Journal) -> None:
    taken = []

    def lines() -> Iterator[str]:
        for number, line in enumerate(journal.to_jsonl().splitlines()):
            taken.append(number)
            yield line

    replay = mj.Replay(lines(), journal.id, ROSTER)
    assert taken == []
    next(replay)
    assert 0 < len(taken) < MANY
    assert replay.events == len(taken)


@pytest.mark.parametrize("at", [0, 255, 256, 257, MANY - 1])
def test_a_line_that_is_refused_is_told_after_those_before_it_and_the_rest_is_read(
    journal: mj.Journal, at: int
) -> None:
    lines = journal.to_jsonl().splitlines()
    replay = mj.Replay([*lines[:at], "{}", *lines[at:]], journal.id, ROSTER)
    assert [next(replay).to_json() for _ in range(at)] == lines[:at]
    with pytest.raises(mj.JournalError) as refused:
        next(replay)
    assert refused.value.line == at + 1
    assert [event.to_json() for event in replay] == lines[at:]


def test_what_the_lines_raise_is_raised_and_nothing_is_lost(journal: mj.Journal) -> None:
    lines = journal.to_jsonl().splitlines()

    class Broken(Iterator[str]):
        def __init__(self) -> None:
            self.each, self.broke = iter(lines), False

        def __next__(self) -> str:
            if not self.broke and next(self.each) == lines[0]:
                self.broke, self.each = True, iter(lines)
                raise OSError("gone for a moment")
            return next(self.each)

    replay = mj.Replay(Broken(), journal.id, ROSTER)
    with pytest.raises(OSError, match="gone for a moment"):
        next(replay)
    assert [event.to_json() for event in replay] == lines

    mixed: list[object] = [lines[0], 7, lines[1]]
    replay = mj.Replay(mixed, journal.id, ROSTER)  # type: ignore[arg-type]
    assert next(replay).to_json() == lines[0]
    with pytest.raises(TypeError):
        next(replay)
    assert next(replay).to_json() == lines[1]


def test_a_body_that_is_gone_is_told_at_the_end(journal: mj.Journal) -> None:
    *before, last = journal.to_jsonl().splitlines()
    bare = last[: last.index(',"salt"')] + "}"
    replay = mj.Replay([*before, bare], journal.id, ROSTER)
    assert len([next(replay) for _ in range(MANY)]) == MANY
    with pytest.raises(mj.JournalError) as refused:
        next(replay)
    assert refused.value.code == "journal.body_missing"


def test_an_interrupt_stops_it(journal: mj.Journal) -> None:
    def lines() -> Iterator[str]:
        for number, line in enumerate(journal.to_jsonl().splitlines()):
            if number == 100:
                signal.raise_signal(signal.SIGINT)
            yield line

    # A shell that runs this in the background has Python ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            list(mj.Replay(lines(), journal.id, ROSTER))
    finally:
        signal.signal(signal.SIGINT, before)


def test_verifying_releases_the_lock(journal: mj.Journal) -> None:
    lines = journal.to_jsonl().splitlines()
    gate, ran = threading.Lock(), []
    gate.acquire()

    def wait() -> None:
        with gate:
            ran.append(True)

    before = sys.getswitchinterval()
    # Threads change only where one gives up the lock of its own accord.
    sys.setswitchinterval(1000)
    try:
        thread = threading.Thread(target=wait)
        thread.start()
        gate.release()
        for _ in range(1_000):
            next(mj.Replay(lines, journal.id, ROSTER))
            if ran:
                break
        let = bool(ran)
    finally:
        sys.setswitchinterval(before)
    thread.join()
    assert let


def test_another_thread_is_told_that_it_is_being_read(journal: mj.Journal) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def lines() -> Iterator[str]:
        for line in journal.to_jsonl().splitlines():
            entered.set()
            go_on.wait()
            yield line

    replay = mj.Replay(lines(), journal.id, ROSTER)
    read: list[mj.Event] = []
    thread = threading.Thread(target=lambda: read.extend(replay))
    thread.start()
    entered.wait()
    with pytest.raises(RuntimeError, match="another thread"):
        next(replay)
    go_on.set()
    thread.join()
    assert len(read) == MANY


def test_what_are_no_lines_and_no_journal_is_refused(journal: mj.Journal) -> None:
    with pytest.raises(TypeError, match="several lines"):
        mj.Replay(journal.to_jsonl(), journal.id, ROSTER)
    with pytest.raises(ValueError, match="no id of a journal"):
        mj.Replay([], "05", ROSTER)
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(mj.Replay([], journal.id, ROSTER))
    assert repr(mj.Replay([], journal.id, ROSTER)) == "<Replay: 0 read>"
