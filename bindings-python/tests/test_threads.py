"""The interpreter's lock is released around the work, and objects are shared between threads."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from test_columns_study import TOWN, Drawn, evaluated

from conftest import FAMILY, PROGRAMME, REFORMED, UNFAIR
from millejours import Family, Journal, Programme, Roster, TakeUp, public_key

OFFER = PROGRAMME[PROGRAMME.index("[[offers]]") :]
LARGE = PROGRAMME + "".join(OFFER.replace("home-visit", f"offer-{number}") for number in range(300))


@pytest.fixture
def no_switching() -> Iterator[None]:
    """Threads change only where one gives up the lock of its own accord."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(before)


def lets_others_run(call: Callable[[], object], tries: int) -> bool:
    gate, ran = threading.Lock(), []
    gate.acquire()

    def wait() -> None:
        with gate:
            ran.append(True)

    thread = threading.Thread(target=wait)
    thread.start()
    gate.release()
    for _ in range(tries):
        call()
        if ran:
            break
    let = bool(ran)
    thread.join()
    return let


@pytest.mark.usefixtures("no_switching")
def test_loading_releases_the_lock() -> None:
    assert lets_others_run(lambda: Programme.from_toml(LARGE), 1_000)


@pytest.mark.usefixtures("no_switching")
def test_assessing_releases_the_lock() -> None:
    large = Programme.from_toml(LARGE)
    assert lets_others_run(lambda: large.assess_json(FAMILY, "2026-06-01"), 10_000)


@pytest.mark.usefixtures("no_switching")
def test_assessing_an_object_and_explaining_release_the_lock() -> None:
    large, family = Programme.from_toml(LARGE), Family.from_json(FAMILY)
    assert lets_others_run(lambda: large.assess(family, "2026-06-01"), 10_000)
    assert lets_others_run(lambda: large.explain(family, "2026-06-01", language="fr"), 1_000)


@pytest.mark.usefixtures("no_switching")
def test_proving_comparing_and_scheduling_release_the_lock() -> None:
    unfair, reformed = Programme.from_toml(UNFAIR), Programme.from_toml(REFORMED)
    family = Family(children=[{"id": "c1", "born": "2026-02-11"}])
    assert lets_others_run(unfair.laws, 1_000)
    assert lets_others_run(unfair.lints, 10_000)
    assert lets_others_run(lambda: unfair.difference(reformed), 10_000)
    assert lets_others_run(lambda: unfair.schedule(family, "2026-06-01"), 10_000)
    assert lets_others_run(lambda: unfair.schedule_json(family.to_json(), "2026-06-01"), 10_000)


@pytest.mark.usefixtures("no_switching")
def test_a_study_releases_the_lock() -> None:
    town = Programme.from_toml(TOWN)
    found = evaluated(town, Drawn(40), barriers=True, missing=True, doses=True)
    beside = found.beside(found)
    asks: list[Callable[[], object]] = [
        found.counts_by,
        found.barriers,
        found.missing,
        lambda: found.kept_out("visit"),
        lambda: found.hangs_on("visit"),
        lambda: found.budget({"visit": TakeUp(0.5)}),
        lambda: found.beside(found),
        beside.moves,
        beside.doses,
        beside.gain,
        beside.lose,
    ]
    for ask in asks:
        assert lets_others_run(ask, 10_000)


@pytest.mark.usefixtures("no_switching")
def test_reading_a_name_keeps_the_lock(programme: Programme) -> None:
    assert not lets_others_run(lambda: programme.id, 10_000)


def test_one_programme_serves_many_threads(programme: Programme) -> None:
    alone = programme.assess_json(FAMILY, "2026-06-01")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: programme.assess_json(FAMILY, "2026-06-01"), range(400)))
    assert set(answers) == {alone}


@pytest.mark.usefixtures("no_switching")
def test_reading_and_merging_journals_release_the_lock() -> None:
    secret = bytes([1]) * 32
    public = public_key(secret)
    keys = f'[{{"party": "adult:a1", "public": "{public.hex()}"}}]'
    roster = Roster.from_json(f'{{"schema": 1, "keys": {keys}}}')
    journal = Journal("05" * 16)
    for number in range(50):
        note = f'{{"kind": "note", "text": "{number}"}}'
        salt = bytes([number]) * 32
        event = journal.draft(thread="t1", author="adult:a1", key=public, on="2026-06-01", entry=note, salt=salt)
        journal.append(event.sign(secret), roster, "2026-06-01")
    text = journal.to_jsonl()
    assert lets_others_run(lambda: Journal.from_jsonl(text, journal.id, roster), 1_000)
    assert lets_others_run(lambda: Journal(journal.id).merge(journal, roster, "2026-06-01"), 1_000)


def test_a_journal_is_added_to_by_several_threads() -> None:
    secret = bytes([1]) * 32
    public = public_key(secret)
    keys = f'[{{"party": "adult:a1", "public": "{public.hex()}"}}]'
    roster = Roster.from_json(f'{{"schema": 1, "keys": {keys}}}')
    journal = Journal("05" * 16)

    def add(number: int) -> bool:
        salt = bytes([number]) * 32
        thread, note = f"t{number}", '{"kind": "note", "text": "telephoned"}'
        event = journal.draft(thread=thread, author="adult:a1", key=public, on="2026-06-01", entry=note, salt=salt)
        return journal.append(event.sign(secret), roster, "2026-06-01")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(add, range(100)))
    assert len(journal) == 100
    assert Journal.from_jsonl(journal.to_jsonl(), journal.id, roster) == journal
