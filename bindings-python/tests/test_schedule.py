"""Schedules and calendars, beside what the vectors replay."""

import datetime
from pathlib import Path

import icalendar
import pytest

import millejours as mj
from conftest import UNFAIR
from millejours import Dictionary, Programme, ProgrammeHistory, Schedule

TOWN = Path(__file__).parents[2] / "examples" / "maison-1000-jours"
NAMESPACE = "0b1f8a52-6d9e-4c6b"
ON = "2026-06-01"


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.load(TOWN / "programme.toml")


@pytest.fixture(scope="module")
def schedule(town: Programme) -> Schedule:
    return town.schedule({"id": "f-001", "children": [{"id": "first-child", "born": "2026-02-11"}]}, ON)


def test_an_app_reads_a_list(schedule: Schedule) -> None:
    assert (schedule.programme, schedule.on, schedule.family) == (
        "maison-1000-jours",
        datetime.date(2026, 6, 1),
        "f-001",
    )
    order = ["due", "catch_up", "open", "coming"]
    statuses = [entry.status for entry in schedule]
    assert statuses == sorted(statuses, key=order.index)
    assert set(statuses) >= {"due", "open", "coming"}
    for entry in schedule:
        if entry.status == "due":
            assert entry.due is not None
            assert entry.due.from_ <= schedule.on


def test_a_calendar_is_read_by_another_library(town: Programme, schedule: Schedule) -> None:
    text = schedule.to_icalendar(NAMESPACE, language="fr", describe=True, reminder_days=7)
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    titles = {title for offer in town.offers for title in [offer.title["fr"]]}
    assert calendar.events
    for event in calendar.events:
        assert event["SUMMARY"] == "Rendez-vous"
        assert event["SUMMARY"].params["LANGUAGE"] == "fr"
        assert event["DESCRIPTION"] in titles
        assert event.DTSTAMP.date() == schedule.on
        (alarm,) = (one for one in event.walk() if isinstance(one, icalendar.Alarm))
        assert datetime.timedelta(days=-7) == alarm.TRIGGER


def test_a_calendar_tells_no_more_than_is_asked_for(schedule: Schedule) -> None:
    text = schedule.to_icalendar(NAMESPACE, dictionary=Dictionary.shipped("de"))
    assert "VALARM" not in text
    assert "DESCRIPTION" not in text
    assert all(entry.offer not in text for entry in schedule)
    assert "first-child" not in text
    assert NAMESPACE not in text


def test_a_stored_schedule_takes_its_titles_from_a_programme(town: Programme, schedule: Schedule) -> None:
    stored = Schedule.from_json(schedule.to_json())
    assert stored.to_icalendar(NAMESPACE, language="fr") == schedule.to_icalendar(NAMESPACE, language="fr")
    with pytest.raises(ValueError, match="hand over its `programme`"):
        stored.to_icalendar(NAMESPACE, language="fr", describe=True)
    described = schedule.to_icalendar(NAMESPACE, language="fr", describe=True)
    assert stored.to_icalendar(NAMESPACE, language="fr", describe=True, programme=town) == described
    with pytest.raises(ValueError, match="not by 'unfair'"):
        stored.to_icalendar(NAMESPACE, language="fr", describe=True, programme=Programme.from_toml(UNFAIR))


def test_what_no_calendar_has_is_refused(schedule: Schedule) -> None:
    with pytest.raises(mj.ScheduleError) as refused:
        schedule.to_icalendar("short", language="fr")
    assert refused.value.code == "schedule.namespace"
    with pytest.raises(TypeError, match="expected either a language"):
        schedule.to_icalendar(NAMESPACE)
    with pytest.raises(mj.DictionaryError):
        schedule.to_icalendar(NAMESPACE, language="rm")
    with pytest.raises(mj.DateError):
        ProgrammeHistory([Programme.from_toml(UNFAIR)]).schedule({}, "2027-01-01")


def test_a_history_is_scheduled_over_its_editions(town: Programme) -> None:
    history = ProgrammeHistory([Programme.load(TOWN / "programme-2019.toml"), town])
    family = mj.Family(children=[mj.Child("c1", born="2024-06-03")])
    schedule = history.schedule(family, "2024-12-01")
    assert schedule.to_json() == history.schedule_json(family.to_json(), "2024-12-01")
    editions = {entry.version for entry in schedule}
    assert None in editions
    assert town.version in editions
    options = f'{{"namespace": "{NAMESPACE}", "describe": true}}'
    text = history.icalendar_json(family.to_json(), "2024-12-01", options, language="fr")
    assert schedule.to_icalendar(NAMESPACE, language="fr", describe=True) == text
