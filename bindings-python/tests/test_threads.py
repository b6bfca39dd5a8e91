"""The interpreter's lock is released around the work, and objects are shared between threads."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import FAMILY, PROGRAMME, REFORMED, UNFAIR
from millejours import Family, Programme

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
def test_reading_a_name_keeps_the_lock(programme: Programme) -> None:
    assert not lets_others_run(lambda: programme.id, 10_000)


def test_one_programme_serves_many_threads(programme: Programme) -> None:
    alone = programme.assess_json(FAMILY, "2026-06-01")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: programme.assess_json(FAMILY, "2026-06-01"), range(400)))
    assert set(answers) == {alone}
