"""Journals and care cascades as Arrow tables, read by two libraries that have nothing to do with this one."""

import copy
import datetime
import itertools
import json
import threading
from collections.abc import Iterable, Mapping

import polars
import pyarrow  # type: ignore[import-untyped]
import pytest
from test_journal import AGREED, BEGUN, FEEDBACK, SHOWN, journal, say, step

import millejours as mj
from conftest import PROGRAMME
from millejours import Journal, Programme, Table

__all__ = ["journal"]  # the fixture

DAY = "2026-06-30"
FAMILY = {"adults": [{"id": "a1", "born": "1994-05-12"}], "complete": ["adults"]}
RESEARCH = AGREED | {
    "purpose": "research",
    "categories": ["need", "territory"],
    "recipients": ["researcher:insee"],
    "act": "important",
}
PROGRAMME_OF_VISITS = Programme.from_toml(PROGRAMME.replace('id = "home-visit"', 'id = "visit"'))
Asked = tuple[Journal, Mapping[str, object], str | None]


def frame(table: Table) -> polars.DataFrame:
    """What polars makes of it, which pyarrow has to see in the same way."""
    seen = polars.DataFrame(table)
    rows = [tuple(row.values()) for row in pyarrow.table(table).to_pylist()]
    assert rows == seen.rows()
    assert tuple(seen.columns) == table.column_names
    assert len(table) == seen.height
    return seen


def research(families: Iterable[Asked], on: str = DAY, days: str = "day") -> polars.DataFrame:
    asked = {"researcher": "researcher:insee", "rules": "FR", "days": days}
    return frame(PROGRAMME_OF_VISITS.research_table(families, on, **asked))


def agreed(journal: Journal, **more: object) -> Journal:
    own = copy.copy(journal)
    say(own, "s1", "adult:a1", "2026-06-12", RESEARCH | more)
    return own


def test_every_step_is_a_row(journal: Journal) -> None:
    steps = frame(mj.referral_history_table({"f-1": journal}, DAY))
    day = datetime.date
    assert steps.select("referral", "state", "on", "by", "days_since_step", "days_since_request", "ended").rows() == [
        ("r1", "proposed", day(2026, 6, 1), "sender", None, None, False),
        ("r1", "draft", day(2026, 6, 2), "family", 1, None, False),
        ("r1", "requested", day(2026, 6, 4), "sender", 2, 0, False),
        ("r1", "accepted", day(2026, 6, 11), "provider", 7, 7, False),
        ("r2", "proposed", day(2026, 6, 12), "sender", None, None, False),
    ]
    assert set(steps["family"]) == {"f-1"}
    assert steps["about"].to_list() == [["family"]] * 5
    assert steps.schema["on"] == polars.Date
    assert steps.schema["days_since_step"] == polars.Int64
    assert steps.schema["about"] == polars.List(polars.String)
    assert not steps["incomplete"].any()
    assert not steps["contested"].any()
    step(journal, "provider:pmi", "2026-06-20", "cancelled", reason="no_place")
    last = frame(mj.referral_history_table({"f-1": journal}, DAY)).filter(referral="r1").row(-1, named=True)
    assert (last["state"], last["reason"], last["by"], last["ended"]) == ("cancelled", "no_place", "provider", True)


def test_every_referral_is_a_row_with_its_days(journal: Journal) -> None:
    rows = frame(mj.referral_milestone_table({"f-1": journal, "f-0": Journal("06" * 16)}, DAY))
    one, two = rows.to_dicts()
    day = datetime.date
    assert [one[key] for key in ("proposed_on", "agreed_on", "requested_on", "accepted_on")] == [
        day(2026, 6, 1), day(2026, 6, 2), day(2026, 6, 4), day(2026, 6, 11),
    ]  # fmt: skip
    assert [one[f"days_to_{key}"] for key in ("agreed", "requested", "accepted", "begun", "ended")] == [
        1, 2, 7, None, None,
    ]  # fmt: skip
    assert (one["begun_on"], one["ended_on"], one["days_waited"], one["state"]) == (None, None, None, "accepted")
    assert (two["referral"], two["state"], two["agreed_on"]) == ("r2", "proposed", None)
    step(journal, "provider:pmi", "2026-06-15", "in_progress")
    step(journal, "provider:pmi", "2026-06-25", "completed")
    later = frame(mj.referral_milestone_table({"f-1": journal}, DAY)).row(0, named=True)
    assert (later["days_to_begun"], later["days_waited"], later["days_to_ended"]) == (4, 11, 10)
    early = frame(mj.referral_milestone_table({"f-1": journal}, "2026-06-03")).row(0, named=True)
    assert (early["state"], early["requested_on"]) == ("draft", None)


def test_a_thread_of_which_something_was_erased_is_told(journal: Journal) -> None:
    (event,) = [row["id"] for row in journal.to_table() if row["thread"] == "r2"]
    say(journal, "r2", "provider:midwife", "2026-06-13", {"kind": "erasure", "events": [event]})
    for table in (mj.referral_history_table, mj.referral_milestone_table):
        rows = frame(table({"f-1": journal}, DAY))
        (erased,) = rows.filter(referral="r2").to_dicts()
        assert erased["incomplete"]
        unknown = {key for key, value in erased.items() if value is None}
        assert unknown == set(rows.columns) - {"family", "referral", "about", "incomplete", "contested"}
        assert not rows.filter(referral="r1")["incomplete"].any()
    # It counts nowhere, and is told.
    waits = frame(mj.referral_wait_table({"f-1": journal}, DAY, at_least=1))
    (other,) = waits.filter(polars.col("offer").is_null(), stage="proposed").to_dicts()
    assert (other["reached"], other["uncertain"]) == (0, 1)
    (own,) = waits.filter(offer="visit", stage="proposed").to_dicts()
    assert (own["reached"], own["uncertain"]) == (1, 0)


def test_a_copy_of_a_provider_is_incomplete(journal: Journal) -> None:
    theirs = journal.copy_for("provider:pmi", FAMILY, DAY)
    (row,) = frame(mj.referral_milestone_table({"f-1": theirs}, DAY)).to_dicts()
    assert (row["incomplete"], row["proposed_on"], row["agreed_on"]) == (True, None, None)
    assert (row["requested_on"], row["days_to_accepted"]) == (datetime.date(2026, 6, 4), 7)


def test_a_consent_to_research_alone_gives_rows(journal: Journal) -> None:
    assert research([(journal, FAMILY, None)]).height == 0
    for purpose in ("care", "coordination", "referral", "orientation", "child_protection"):
        assert research([(agreed(journal, purpose=purpose), FAMILY, None)]).height == 0
    (row,) = research([(agreed(journal), FAMILY, "s-17")]).to_dicts()
    assert (row["family"], row["offer"], row["state"]) == ("s-17", "visit", "accepted")
    assert (row["requested_on"], row["days_to_accepted"]) == (datetime.date(2026, 6, 4), 7)
    # Neither ids nor parties, nor anything from before the request; and r2 was only proposed.
    shown = json.dumps(row, default=str)
    assert not any(word in shown for word in ("r1", "a1", "pmi", "midwife", "proposed", "agreed", "2026-06-02"))
    for less in (
        {"act": "ordinary"},
        {"categories": ["need"]},
        {"categories": ["territory"]},
        {"recipients": ["researcher:other"]},
        {"gives": ["release"]},
        {"about": ["adult[a1]"]},
        {"offer": "other"},
        {"from": "2026-07-01"},
    ):
        assert research([(agreed(journal, **less), FAMILY, None)]).height == 0, less


def test_of_a_family_each_adult_has_to_agree(journal: Journal) -> None:
    two = FAMILY | {"adults": [{"id": "a1"}, {"id": "a2"}]}
    assert research([(agreed(journal), two, None)]).height == 0
    # Whether there is another is not known.
    assert research([(agreed(journal), {"adults": [{"id": "a1"}]}, None)]).height == 0


def test_what_is_withdrawn_is_gone_from_the_next_table(journal: Journal) -> None:
    own = agreed(journal)
    assert research([(own, FAMILY, None)]).height == 1
    say(own, "s1", "adult:a1", "2026-06-20", {"kind": "consent", "status": "withdrawn"})
    assert research([(own, FAMILY, None)]).height == 0
    # Also from a table of an earlier day.
    assert research([(own, FAMILY, None)], on="2026-06-15").height == 0


def test_what_is_kept_from_the_researcher_has_no_row(journal: Journal) -> None:
    for keep in ("referral[r1]", "support[visit]", "family.needs.safety", "family.territory"):
        for who, rows in (("researcher:insee", 0), ("researcher:other", 1)):
            own = agreed(journal)
            kept = {"kind": "confidence", "giver": "adult:a1", "keep": [keep], "from": [who], "status": "kept"}
            say(own, "k1", "adult:a1", "2026-06-13", kept)
            assert research([(own, FAMILY, None)]).height == rows, (keep, who)
            if not rows:
                # What was confided since is kept in a table of an earlier day, too.
                assert research([(own, FAMILY, None)], on="2026-06-12").height == 0, keep


def test_an_event_that_is_kept_is_as_if_it_had_not_been(journal: Journal) -> None:
    plain, own = agreed(journal), agreed(journal)
    entry = {"kind": "referral", "state": "in_progress", "by": "provider:pmi"}
    say(own, "r1", "provider:pmi", "2026-06-13", entry, "researcher:insee")
    assert research([(own, FAMILY, None)]).rows() == research([(plain, FAMILY, None)]).rows()
    assert frame(mj.referral_milestone_table({"f": own}, DAY)).row(0, named=True)["state"] == "in_progress"


def test_who_did_not_agree_leaves_no_trace(journal: Journal) -> None:
    silent, kept = copy.copy(journal), agreed(journal)
    say(kept, "s1", "adult:a1", "2026-06-20", {"kind": "consent", "status": "withdrawn"})
    later = agreed(journal)
    step(later, "provider:pmi", "2026-06-15", "in_progress")
    own: list[Asked] = [(agreed(journal), FAMILY, None), (later, FAMILY, None)]
    others: list[Asked] = [(silent, FAMILY, "x"), (kept, FAMILY, "y")]
    alone = research(own).rows()
    assert len(alone) == 2
    for order in itertools.permutations(own + others):
        assert research(order).rows() == alone


def test_days_are_no_finer_than_asked(journal: Journal) -> None:
    own = agreed(journal)
    step(own, "provider:pmi", "2026-07-15", "in_progress")
    day = datetime.date
    for days, first, begun, waited in (
        ("day", day(2026, 6, 4), day(2026, 7, 15), 41),
        ("month", day(2026, 6, 1), day(2026, 7, 1), 30),
        ("quarter", day(2026, 4, 1), day(2026, 7, 1), 91),
    ):
        (row,) = research([(own, FAMILY, None)], on="2026-07-31", days=days).to_dicts()
        assert (row["requested_on"], row["begun_on"], row["days_waited"]) == (first, begun, waited)


def requested(number: int, far: int) -> Journal:
    """A journal of its own with one referral that came so far: 0 proposed, 2 requested, 5 completed."""
    own = Journal(f"{number:032x}")
    say(own, "r1", "provider:midwife", "2026-06-01", dict(BEGUN))
    if far >= 1:
        say(own, "g1", "adult:a1", "2026-06-01", dict(AGREED))
        step(own, "adult:a1", "2026-06-02", "draft")
    if far >= 2:
        say(own, "d1", "provider:midwife", "2026-06-02", dict(SHOWN))
        say(own, "g2", "adult:a1", "2026-06-02", AGREED | FEEDBACK)
        say(own, "s1", "adult:a1", "2026-06-02", RESEARCH)
        step(own, "provider:midwife", "2026-06-04", "requested", disclosure="d1")
    ahead = (("accepted", "2026-06-11"), ("in_progress", "2026-06-15"), ("completed", "2026-06-25"))
    for state, on in ahead[: max(far - 2, 0)]:
        step(own, "provider:pmi", on, state)
    return own


def test_no_small_number_is_found_in_any_table() -> None:
    """Every way in which up to five of a kind came so far: what is told names no number below the threshold."""
    kinds = [[requested(10 * far + one, far) for one in range(5)] for far in (0, 2, 3, 5)]
    tried, kept = 0, 0
    at_least = 3
    alike: dict[str, list[tuple[int, ...]]] = {}
    for many in itertools.product(range(6), repeat=len(kinds)):
        journals = {
            f"{far}-{one}": own
            for far, (of, count) in enumerate(zip(kinds, many, strict=True))
            for one, own in enumerate(of[:count])
        }
        told = polars.DataFrame(mj.referral_wait_table(journals, DAY, at_least=at_least))
        shown = [number for number in told["reached"] if number is not None]
        for one, two in itertools.product([*shown, 0], repeat=2):
            assert abs(one - two) == 0 or abs(one - two) >= at_least, many
        # A median tells no more than its number does.
        assert told.filter(polars.col("reached").is_null())["median_days"].null_count() == told["reached"].null_count()
        assert told.filter(polars.col("median_days").is_not_null(), polars.col("reached") < at_least).height == 0
        alike.setdefault(told.write_json(), []).append(many)
        tried += 1
        kept += told["reached"].null_count()
    # In all that is told alike, no number of a kind, nor of those who came so far, is one small number for certain.
    # Worlds near the edge of what is tried lack neighbours that are as possible.
    inner = [worlds for worlds in alike.values() if any(max(world) <= 3 for world in worlds)]
    assert len(inner) > 50
    for worlds in inner:
        for place in range(len(kinds)):
            for numbers in ({world[place] for world in worlds}, {sum(world[place:]) for world in worlds}):
                assert len(numbers) > 1 or numbers <= {0, *range(at_least, 99)}, worlds
    assert (tried, kept > 1000) == (1296, True)


def test_medians_are_of_the_days_between(journal: Journal) -> None:
    journals = {str(one): requested(one, 5) for one in range(3)}
    told = frame(mj.referral_wait_table(journals, DAY, at_least=3))
    assert told.select("stage", "reached", "median_days").rows() == [
        ("proposed", 3, None),
        ("agreed", 3, 1),
        ("requested", 3, 2),
        ("accepted", 3, 7),
        ("begun", 3, 4),
        ("completed", 3, 10),
    ]
    few = frame(mj.referral_wait_table(journals, DAY, at_least=4))
    assert few.select("reached", "median_days").unique().rows() == [(None, None)]


def test_cascades_for_research_are_of_those_who_agreed(journal: Journal) -> None:
    asked = {"researcher": "researcher:insee", "rules": "FR", "days": "month"}
    yes: list[Asked] = [(requested(one, 5), FAMILY, None) for one in range(3)]
    no: list[Asked] = [(journal, FAMILY, None)] * 3

    def told(families: list[Asked], by: list[str]) -> polars.DataFrame:
        return frame(PROGRAMME_OF_VISITS.research_wait_table(families, DAY, **asked, by=by, at_least=3))

    found = told(yes + no, ["offer", "requested_on"])
    assert found.select("group", "stage", "reached").rows() == [
        ("visit 2026-06-01", stage, 3) for stage in ("requested", "accepted", "begun", "completed")
    ]
    assert found.equals(told(yes, ["offer", "requested_on"]))
    assert told(yes, ["state"])["group"].unique().to_list() == ["completed"]
    for by in ([], ["family"]):
        with pytest.raises(ValueError, match="expected some of"):
            told(yes, by)


def test_what_no_table_is_made_of_is_refused(journal: Journal) -> None:
    with pytest.raises(TypeError):
        mj.referral_wait_table({}, DAY)  # type: ignore[call-arg]
    for at_least in (0, 2):
        with pytest.raises(mj.JournalError) as caught:
            mj.referral_wait_table({"f": journal}, DAY, at_least=at_least)
        assert caught.value.code == "document.invalid_value"
    with pytest.raises(mj.DateError):
        mj.referral_history_table({"f": journal}, "2026-02-30")
    with pytest.raises(TypeError, match="expected a mapping"):
        mj.referral_history_table([journal], DAY)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected \\(journal, family, pseudonym or None\\)"):
        research([(journal, FAMILY)])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="'day', 'month' or 'quarter'"):
        research([], days="week")
    for researcher, why in (("provider:pmi", mj.ConsentError), ("insee", ValueError)):
        with pytest.raises(why):
            PROGRAMME_OF_VISITS.research_table([], DAY, researcher=researcher, rules="FR", days="day")


def test_a_table_is_read_as_often_as_one_likes_and_outlives_its_source(journal: Journal) -> None:
    table = mj.referral_history_table({"f-1": journal}, DAY)
    first, second = pyarrow.table(table), pyarrow.table(table)
    assert first.equals(second)
    assert pyarrow.schema(table) == first.schema
    # A capsule that nobody reads is let go of.
    for _ in range(100):
        table.__arrow_c_stream__()
        table.__arrow_c_schema__()
    del table
    assert first.num_rows == 5
    empty = mj.referral_history_table({}, DAY)
    assert pyarrow.table(empty).num_rows == 0
    assert pyarrow.table(empty).schema == first.schema
    with pytest.raises(TypeError, match="handed on through Arrow"):
        copy.copy(empty)


def test_tables_are_made_on_several_threads(journal: Journal) -> None:
    journals = {str(number): copy.copy(journal) for number in range(20)}
    found: list[polars.DataFrame] = []
    make = [
        threading.Thread(target=lambda: found.append(frame(mj.referral_milestone_table(journals, DAY))))
        for _ in range(4)
    ]
    for one in make:
        one.start()
    for one in make:
        one.join()
    assert len(found) == 4
    assert all(own.equals(found[0]) for own in found)
