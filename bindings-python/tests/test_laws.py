"""Laws, lints and differences: what the core finds, as objects and as tables."""

import _thread
import json
import pickle
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import polars
import pytest

import millejours as mj
from conftest import UNFAIR
from millejours import Programme, _millejours, words

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_closed_sets_are_those_of_the_core() -> None:
    sets = _millejours.closed_sets()
    assert len(sets) >= 8
    for name, of_the_core in sets.items():
        assert get_args(getattr(words, name)) == of_the_core, name


def test_objects_say_what_the_json_says(unfair: Programme) -> None:
    laws = unfair.laws()
    told = json.loads(laws.to_json())
    assert laws.to_dict() == told
    assert [finding.law for finding in laws] == [one["law"] for one in told["laws"]]
    assert not laws.hold
    for finding, one in zip(laws, told["laws"], strict=True):
        assert laws[finding.law] == finding
        assert finding.to_dict() == one
        assert (finding.verdict, list(finding.facts)) == (one["verdict"], one["facts"])
        for found, own in zip(finding.breaks, one.get("breaks", []), strict=True):
            assert found.on.isoformat() == own["on"]
            assert list(found.offers) == own.get("offers", [])
            for name in ("kind", "score", "rule", "fact", "unit", "before", "after"):
                assert getattr(found, name) == own.get(name)
            assert [family.to_dict() for family in found.families] == own["families"]
            assert [assessment.to_dict() for assessment in found.assessments] == own["assessments"]
        undecided = [(one.bound, one.offer, one.fact) for one in finding.undecided]
        assert undecided == [(o["bound"], o.get("offer"), o.get("fact")) for o in one.get("undecided", [])]


def test_a_break_is_what_assessing_shows(unfair: Programme) -> None:
    breaks = [found for finding in unfair.laws() for found in finding.breaks]
    assert {found.kind for found in breaks} >= {"reads_circumstance", "offer_lost", "smaller_dose"}
    for found in breaks:
        for family, assessment in zip(found.families, found.assessments, strict=True):
            assert unfair.assess(family, found.on) == assessment


@pytest.mark.parametrize("territory", ["familienzentriertes-netzwerk", "fruehe-hilfen", "maison-1000-jours"])
def test_a_territory_keeps_every_law(territory: str) -> None:
    laws = Programme.load(EXAMPLES / territory / "programme.toml").laws()
    assert laws.hold, laws


def test_limits_and_weights_are_asked_for(unfair: Programme) -> None:
    laws = unfair.laws(adults=1, children=1, pregnancies=0, expected=0)
    assert laws.limits == mj.Limits(adults=1, children=1, pregnancies=0, expected=0)
    assert unfair.laws().limits == mj.Limits(adults=2, children=2, pregnancies=1, expected=2)
    assert laws != unfair.laws()
    again = pickle.loads(pickle.dumps(laws))
    assert again.limits == laws.limits
    several = UNFAIR.replace(
        'title = { en = "Home visit" }',
        'title = { en = "V" }\n'
        'dose = { unit = "visit", by = "support", steps = [ { from = -18, amount = 1 }, { from = 0, amount = 2 } ] }',
    )
    bounds = {one.bound for one in Programme.from_toml(several).laws()["gradient"].undecided}
    weighed = {
        one.bound for one in Programme.from_toml(several).laws(weights={"hour": 2, "visit": 1})["gradient"].undecided
    }
    assert "weights" in bounds
    assert "weights" not in weighed


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"adults": "1"}, TypeError),
        ({"weights": {"hour": 2**80}}, OverflowError),
        ({"weights": {1: 1}}, TypeError),
        ({"cliff": {"hour": 1}}, TypeError),
        ({"progress": 1}, TypeError),
    ],
)
def test_what_is_no_limit_is_refused(unfair: Programme, wrong: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        unfair.laws(**wrong)  # type: ignore[arg-type]


def test_a_cliff_is_as_large_as_is_declared(unfair: Programme) -> None:
    assert {one.offer for one in unfair.lints() if one.kind == "cliff"} == {"talk"}
    assert not [one for one in unfair.lints(cliff={"hour": 3}) if one.kind == "cliff"]
    cliff = next(one for one in unfair.lints() if one.kind == "cliff")
    assert (cliff.before, cliff.after, cliff.unit, len(cliff.families)) == (4, 1, "hour", 2)


def test_lints_say_what_the_json_says(unfair: Programme) -> None:
    lints = unfair.lints()
    told = json.loads(lints.to_json())
    assert len(lints) == len(told["lints"])
    for lint, own in zip(lints, told["lints"], strict=True):
        for name in ("kind", "path", "offer", "rule", "score", "other", "fact", "unit", "before", "after"):
            assert getattr(lint, name) == own.get(name)
        assert (lint.on and lint.on.isoformat()) == own.get("on")
        assert [family.to_dict() for family in lint.families] == own.get("families", [])


def test_a_fact_says_what_it_records(unfair: Programme) -> None:
    assert unfair.facts["family.refused"].records == "refusal"
    assert unfair.facts["family.alone"].records is None


def test_differences_say_what_the_json_says(unfair: Programme, reformed: Programme) -> None:
    differences = unfair.difference(reformed)
    told = json.loads(differences.to_json())
    assert differences
    assert (differences.added, differences.removed) == (tuple(told["added"]), tuple(told["removed"]))
    assert (differences.before.version, differences.after.version) == ("1", "2")
    for one, own in zip(differences, told["differences"], strict=True):
        assert (one.offer, one.subject, one.effect) == (own["offer"], own["for"], own["effect"])
        assert (one.complete, one.member, one.on.isoformat()) == (own["complete"], own.get("member"), own["on"])
        terms = [[(t.fact, t.from_, t.until, list(t.values), t.other) for t in region] for region in one.regions]
        assert terms == [
            [(t["fact"], t.get("from"), t.get("until"), t.get("values", []), t.get("other", False)) for t in region]
            for region in own["regions"]
        ]
        for programme, answer in ((unfair, one.before), (reformed, one.after)):
            if answer is not None:
                assert answer in programme.assess(one.family, one.on)
    totals = [(t.unit, t.subject, t.duty, t.before, t.after) for t in differences.totals]
    assert totals == [(t["unit"], t["for"], t["duty"], t["before"], t["after"]) for t in told["totals"]]


def test_a_difference_tells_what_is_written_otherwise() -> None:
    text = UNFAIR.replace('cost = "free"', 'cost = { amount = "5", currency = "EUR" }', 1)
    target = """target = [ { id = "place", condition = 'family.territory == "A"' } ]\n"""
    before, after = Programme.from_toml(UNFAIR), Programme.from_toml(target + text)
    differences = before.difference(after)
    told = differences.to_dict()
    assert differences
    assert len(differences) == 0
    (changed,) = differences.changed
    assert (changed.what, changed.before, changed.after) == ("cost", "free", "5.00 EUR")
    written = {"offer": changed.offer, "for": changed.subject, "what": "cost", "before": "free", "after": "5.00 EUR"}
    assert told["changed"] == [written]
    (reached,) = differences.reached
    assert (reached.what, reached.effect, reached.complete) == ("target", "loses", True)
    assert [str(term) for term in reached.regions[0]] == ["family.territory none of A"]
    for part in (changed, reached, reached.regions[0][0]):
        assert pickle.loads(pickle.dumps(part)) == part
    page = differences._repr_html_()
    assert all(words in page for words in ("Written otherwise", "5.00 EUR", "Whom they reach"))


def test_the_law_of_2025_moved_one_examination() -> None:
    town = EXAMPLES / "maison-1000-jours"
    before, after = Programme.load(town / "programme-2019.toml"), Programme.load(town / "programme.toml")
    differences = before.difference(after)
    assert len(differences.moved) == 1
    exams = [one for one in differences.totals if one.duty == "to_attend" and one.subject == "child"]
    assert 20 in [one.before for one in exams]
    assert all(one.before == one.after for one in exams)
    assert differences.undecided == ()
    assert [(one.offer, one.effect) for one in differences] == [("exam-month-1", "loses"), ("exam-year-7", "gains")]


def test_programmes_that_do_not_go_together_are_refused(unfair: Programme) -> None:
    other = Programme.from_toml(UNFAIR.replace('weight = { type = "int"', 'weight = { type = "number", places = 1'))
    with pytest.raises(mj.ProgrammeError) as refused:
        unfair.difference(other)
    assert refused.value.code == "fact.redefined"


def test_versions_are_proved_together(unfair: Programme, reformed: Programme) -> None:
    early = Programme.from_toml(
        UNFAIR.replace("from = 2026-01-01, until = 2026-12-31", "from = 2025-01-01, until = 2025-12-31")
    )
    history = mj.ProgrammeHistory([unfair, early])
    laws = history.laws()
    assert [one.from_.year for one in laws] == [2025, 2026]
    assert [one["no_gap"].verdict for one in laws] == ["holds", "holds"]
    days = [(one.version, one.from_.year, one.until and one.until.year) for one in laws[0]["no_gap"].editions]
    assert [day[1:] for day in days] == [(2025, 2025), (2026, 2026)]
    assert "no_gap" not in [finding.law for finding in unfair.laws()]
    with pytest.raises(KeyError):
        unfair.laws()["no_gap"]
    assert pickle.loads(pickle.dumps(laws[1])) == laws[1] != laws[0]
    broken = mj.Finding.no_gap([unfair, reformed])
    assert (broken.verdict, broken.breaks[0].kind, broken.breaks[0].families) == ("broken", "overlap", ())


@pytest.mark.parametrize("place", range(4))
def test_rows_make_frames(unfair: Programme, reformed: Programme, place: int) -> None:
    wholes: list[mj.Laws | mj.Lints | mj.Differences | mj.Schedule] = [
        unfair.laws(),
        unfair.lints(),
        unfair.difference(reformed),
        unfair.schedule({"children": [{"id": "c1", "born": "2026-02-11"}]}, "2026-06-01"),
    ]
    whole = wholes[place]
    columns, rows = whole.columns(), whole.to_rows(town="Lyon")
    assert rows
    assert all(list(row) == [*columns, "town"] for row in rows)
    frame = polars.DataFrame(rows, schema=columns | {"town": str})
    assert frame.height == len(rows)
    assert frame.to_dicts() == rows
    with pytest.raises(TypeError, match="is a column already"):
        whole.to_rows(**{next(iter(columns)): 1})


LONG = [
    lambda programme, progress: programme.laws(progress=progress),
    lambda programme, progress: programme.lints(progress=progress),
    lambda programme, progress: programme.difference(programme, progress=progress),
]
Long = Callable[[Programme, Callable[[int, int], object]], object]


@pytest.mark.parametrize("work", LONG)
def test_progress_is_told(unfair: Programme, work: Long) -> None:
    told: list[tuple[int, int]] = []
    work(unfair, lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len({of for _, of in told}) == 1


@pytest.mark.parametrize("work", LONG)
def test_what_progress_raises_ends_the_work(unfair: Programme, work: Long) -> None:
    calls = 0

    def enough(done: int, of: int) -> None:
        nonlocal calls
        calls += 1
        raise TimeoutError(done, of)

    with pytest.raises(TimeoutError) as raised:
        work(unfair, enough)
    assert raised.value.args[0] < raised.value.args[1]
    assert calls == 1


def test_an_interrupt_ends_the_work(unfair: Programme) -> None:
    begun, sent = threading.Event(), threading.Event()

    def interrupt() -> None:
        begun.wait()
        _thread.interrupt_main()
        sent.set()

    told: list[int] = []

    def wait(done: int, of: int) -> None:
        told.append(done)
        begun.set()
        sent.wait()

    # A shell that runs this in the background has Python ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            unfair.laws(progress=wait)
    finally:
        signal.signal(signal.SIGINT, before)
    thread.join()
    assert told == [1]


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"adults": 0}, "limits.adults"),
        ({"children": -1}, "limits.children"),
        ({"pregnancies": 2**40}, "limits.pregnancies"),
        ({"weights": {"kilometre": 1}}, "weights.kilometre"),
        ({"weights": {"visit": -1}}, "weights.visit"),
    ],
)
def test_options_that_no_proof_is_made_with_are_refused(unfair: Programme, options: dict[str, Any], path: str) -> None:
    with pytest.raises(mj.LawsError) as refused:
        unfair.laws(**options)
    assert [problem.path for problem in refused.value.problems] == [path]


def test_a_page_is_of_the_programme_that_it_names(unfair: Programme) -> None:
    other = Programme.from_toml(unfair.to_toml().replace('version = "1"', 'version = "2"'))
    assert other.version == "2"
    refusals: list[Callable[[], str]] = [
        lambda: unfair.laws(adults=1).to_text(other, language="en"),
        lambda: unfair.lints(adults=1).to_text(other, language="en"),
        lambda: unfair.difference(other, adults=1).to_text(other, unfair, language="en"),
    ]
    for page in refusals:
        with pytest.raises(mj.LawsError) as refused:
            page()
        assert refused.value.code == "programme.other"
    family = mj.Family(children=[mj.Child("c1", born="2026-02-11")])
    schedule = unfair.schedule(family, "2026-06-01")
    for programme, whose, code in [
        (other, family, "programme.other"),
        (unfair, mj.Family(children=[mj.Child("c2", born="2026-02-11")]), "family.other"),
        (unfair, mj.Family(id="f-2", children=[mj.Child("c1", born="2026-02-11")]), "family.other"),
    ]:
        with pytest.raises(mj.ScheduleError) as stopped:
            schedule.to_text(programme, whose, language="en")
        assert stopped.value.code == code
