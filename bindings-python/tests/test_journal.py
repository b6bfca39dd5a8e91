"""Referrals and journals, beside what the calls replay."""

import copy
import datetime
import json
import pickle
from collections.abc import Mapping
from typing import get_args

import polars
import pytest

import millejours as mj
from conftest import PROGRAMME
from millejours import Journal, JournalError, Referral, Roster, UnsignedEvent, words

SECRET = {name: bytes([number]) * 32 for number, name in enumerate(("provider:midwife", "provider:pmi", "adult:a1"), 1)}
SALT = bytes([170]) * 32
ID = "05" * 16
ROSTER = Roster.from_json(
    json.dumps(
        {"schema": 1, "keys": [{"party": who, "public": mj.public_key(key).hex()} for who, key in SECRET.items()]}
    )
)
BEGUN = {
    "kind": "referral",
    "offer": "visit",
    "provider": "provider:pmi",
    "sender": "provider:midwife",
    "about": ["family"],
    "state": "proposed",
    "by": "provider:midwife",
}
AGREED = {
    "kind": "consent",
    "giver": "adult:a1",
    "gives": ["processing", "release"],
    "purpose": "referral",
    "categories": ["birth"],
    "recipients": ["provider:pmi"],
    "about": ["family"],
    "act": "ordinary",
    "from": "2026-06-01",
    "status": "given",
}
# What lets the sender hear how it goes.
FEEDBACK = {"purpose": "coordination", "categories": ["need"], "recipients": ["provider:midwife", "provider:pmi"]}
SHOWN = {
    "kind": "disclosure",
    "recipient": "provider:pmi",
    "purpose": "referral",
    "on": "2026-06-02",
    "until": "2026-07-01",
    "parts": [{"about": "family", "category": "birth"}],
    "basis": [{"consent": "g1"}],
}


def drafted(
    journal: Journal, thread: str, author: str, on: str, entry: Mapping[str, object], *kept_from: str
) -> UnsignedEvent:
    key = mj.public_key(SECRET[author])
    said = json.dumps(dict(entry))
    return journal.draft(thread=thread, author=author, key=key, on=on, entry=said, salt=SALT, kept_from=kept_from)


def say(journal: Journal, thread: str, author: str, on: str, entry: Mapping[str, object], *kept_from: str) -> str:
    event = drafted(journal, thread, author, on, entry, *kept_from).sign(SECRET[author])
    assert journal.append(event, ROSTER, on)
    return event


def step(journal: Journal, author: str, on: str, state: str, **more: str) -> str:
    return say(journal, "r1", author, on, {"kind": "referral", "state": state, "by": author, **more})


@pytest.fixture
def journal() -> Journal:
    """A referral that was proposed, agreed to, requested after a disclosure, and accepted; and one only proposed."""
    journal = Journal(ID)
    say(journal, "g1", "adult:a1", "2026-06-01", dict(AGREED))
    say(journal, "r1", "provider:midwife", "2026-06-01", dict(BEGUN))
    step(journal, "adult:a1", "2026-06-02", "draft")
    say(journal, "d1", "provider:midwife", "2026-06-02", dict(SHOWN))
    say(journal, "g2", "adult:a1", "2026-06-02", AGREED | FEEDBACK)
    step(journal, "provider:midwife", "2026-06-04", "requested", disclosure="d1")
    step(journal, "provider:pmi", "2026-06-11", "accepted", capacity="waitlist")
    say(journal, "r2", "provider:midwife", "2026-06-12", dict(BEGUN))
    return journal


def test_copies_meet_in_any_order(journal: Journal) -> None:
    desk, phone = copy.copy(journal), copy.deepcopy(journal)
    assert desk == phone == journal
    step(desk, "provider:pmi", "2026-06-13", "in_progress")
    step(phone, "adult:a1", "2026-06-13", "cancelled")
    assert desk != phone
    assert len(journal) == 8
    (one, refused), (other, also) = desk.merge(phone, ROSTER, "2026-06-13"), phone.merge(desk, ROSTER, "2026-06-13")
    assert refused == also == {}
    assert one == other
    assert one.to_jsonl() == other.to_jsonl()
    assert len(one) == 10
    referrals = json.loads(one.standing_json("2026-06-13"))["referrals"]
    assert [referral["steps"][-1]["state"] for referral in referrals] == ["cancelled", "proposed"]
    # What was remembered of the phone is missing at the desk.
    assert set(desk.missing(phone.heads())) == set(phone.heads()) - set(desk.heads())
    assert one.missing(phone.heads()) == ()


def test_what_a_revoked_key_signed_comes_by_no_merging_and_the_rest_does(journal: Journal) -> None:
    desk, phone = Journal(ID), copy.copy(journal)
    say(phone, "n1", "provider:pmi", "2026-06-12", {"kind": "note", "text": "dated back"})
    keys = json.loads(ROSTER.to_json())
    for key in keys["keys"]:
        if key["party"] == "provider:pmi":
            key["revoked"] = "2026-06-15"
    merged, refused = desk.merge(phone, Roster.from_json(json.dumps(keys)), "2026-06-20")
    assert sorted(refused.values()) == ["journal.key_revoked", "journal.key_revoked"]
    # The note and the acceptance were signed with it.
    assert len(merged) == 7
    # Again, the same.
    assert merged.merge(phone, Roster.from_json(json.dumps(keys)), "2026-06-20") == (merged, refused)


def test_nothing_of_another_family_comes_in(journal: Journal) -> None:
    other = Journal("06" * 16)
    assert other.id != journal.id
    with pytest.raises(JournalError) as merged:
        other.merge(journal, ROSTER, "2026-06-30")
    with pytest.raises(JournalError) as added:
        other.append(journal.to_jsonl().splitlines()[0], ROSTER, "2026-06-30")
    with pytest.raises(JournalError) as read:
        Journal.from_jsonl(journal.to_jsonl(), other.id, ROSTER)
    assert {caught.value.code for caught in (merged, added, read)} == {"journal.foreign"}
    for wrong in ("05", "0G" * 16):
        with pytest.raises(ValueError, match="no id of a journal"):
            Journal(wrong)


def test_what_is_refused_leaves_the_journal_as_it_was(journal: Journal) -> None:
    before = journal.to_jsonl()
    entry = {"kind": "referral", "state": "completed", "by": "adult:a1"}
    event = drafted(journal, "r1", "adult:a1", "2026-06-13", entry).sign(SECRET["adult:a1"])
    with pytest.raises(JournalError) as caught:
        journal.append(event, ROSTER, "2026-06-13")
    assert caught.value.code == "referral.actor"
    with pytest.raises(JournalError) as future:
        journal.append(event, ROSTER, "2026-06-12")
    assert future.value.code == "journal.future"
    assert journal.to_jsonl() == before
    assert journal.append(before.splitlines()[0], ROSTER, "2026-06-13") is False


def test_what_is_kept_from_somebody_is_in_no_copy_of_theirs(journal: Journal) -> None:
    say(journal, "r2", "provider:midwife", "2026-06-13", {"kind": "note", "text": "alone with me"}, "adult:a1")
    family = mj.Family(adults=[mj.Adult("a1")])
    theirs = journal.copy_for("adult:a1", family, "2026-06-14")
    assert "alone with me" not in theirs.to_jsonl()
    assert "alone with me" in journal.copy_for("provider:midwife", family, "2026-06-14").to_jsonl()
    assert Journal.from_jsonl(theirs.to_jsonl(), ID, ROSTER) == theirs


def test_secrets_and_salts_are_nowhere_shown(journal: Journal) -> None:
    unsigned = drafted(journal, "r2", "provider:midwife", "2026-06-13", {"kind": "note", "text": "telephoned"})
    secret = SECRET["provider:midwife"].hex()
    for shown in (repr(unsigned), str(unsigned), repr(journal), repr(ROSTER)):
        assert SALT.hex() not in shown
        assert secret not in shown
    assert SALT not in unsigned.to_bytes()
    for kept in (unsigned, journal):
        with pytest.raises(TypeError):
            pickle.dumps(kept)
    with pytest.raises(ValueError, match="expected 32 bytes, not 5"):
        unsigned.sign(b"01234")
    with pytest.raises(TypeError) as caught:
        unsigned.sign(secret)  # type: ignore[arg-type]
    assert secret not in str(caught.value)
    assert copy.copy(unsigned) is unsigned


def test_a_signature_made_elsewhere_is_the_same(journal: Journal) -> None:
    unsigned = drafted(journal, "r2", "adult:a1", "2026-06-13", {"kind": "note", "text": "telephoned"})
    signed = unsigned.sign(SECRET["adult:a1"])
    signature = bytes.fromhex(json.loads(signed)["signature"])
    assert unsigned.with_signature(signature) == signed
    for wrong in (bytes(64), signature[::-1]):
        with pytest.raises(JournalError) as caught:
            unsigned.with_signature(wrong)
        assert caught.value.code == "journal.signature"


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({"author": "midwife"}, "no party"),
        ({"kept_from": ["a1"]}, "no party"),
        ({"key": bytes(31)}, "expected 32 bytes, not 31"),
        ({"key": bytes(32)}, "no public key"),
        ({"salt": b""}, "expected 32 bytes, not 0"),
    ],
)
def test_what_no_event_is_made_of_is_refused(what: dict[str, object], why: str) -> None:
    given = {"thread": "r1", "author": "adult:a1", "key": mj.public_key(SECRET["adult:a1"]), "on": "2026-06-01"}
    with pytest.raises(ValueError, match=why):
        Journal(ID).draft(**given | {"entry": '{"kind": "note"}', "salt": SALT} | what)  # type: ignore[arg-type]


def test_several_names_are_no_text(journal: Journal) -> None:
    with pytest.raises(TypeError, match="expected several names, not str"):
        journal.missing(journal.heads()[0])
    with pytest.raises(ValueError, match="no id of an event"):
        journal.missing(["x"])


def test_a_journal_changes_and_has_no_hash(journal: Journal) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(journal)
    assert not Journal(ID)
    assert journal


def test_rosters_and_referrals_are_values(journal: Journal) -> None:
    wire = json.dumps(json.loads(journal.standing_json("2026-06-30"))["referrals"][0] | {"schema": 1})
    referral = Referral.from_json(wire)
    for kept, again in ((referral, Referral.from_json(wire)), (ROSTER, Roster.from_json(ROSTER.to_json()))):
        assert kept == again
        assert hash(kept) == hash(again)
        assert pickle.loads(pickle.dumps(kept)) == kept
        assert copy.deepcopy(kept) is kept
    assert len(ROSTER) == 3
    assert (referral.id, referral.offer, referral.state) == ("r1", "visit", "accepted")
    assert (referral.provider, referral.sender, referral.about) == ("provider:pmi", "provider:midwife", ("family",))
    last = referral.steps[-1]
    assert (last.state, last.on, last.by) == ("accepted", datetime.date(2026, 6, 11), "provider:pmi")
    assert (last.capacity, last.reason, last.until, last.disclosure) == ("waitlist", None, None, None)
    assert pickle.loads(pickle.dumps(last)) == last


def test_the_events_are_a_table(journal: Journal) -> None:
    rows = journal.to_table(copy="desk")
    frame = polars.DataFrame(rows, schema=Journal.columns() | {"copy": str})
    assert frame["id"].n_unique() == len(journal) == len(rows)
    assert frame["on"].is_sorted()
    assert sorted(frame.select("thread", "kind", "state", "author", "on").rows()) == sorted(
        (thread, kind, state, author, datetime.date(2026, 6, day))
        for thread, kind, state, author, day in [
            ("g1", "consent", "given", "adult:a1", 1),
            ("g2", "consent", "given", "adult:a1", 2),
            ("r1", "referral", "proposed", "provider:midwife", 1),
            ("d1", "disclosure", "open", "provider:midwife", 2),
            ("r1", "referral", "draft", "adult:a1", 2),
            ("r1", "referral", "requested", "provider:midwife", 4),
            ("r1", "referral", "accepted", "provider:pmi", 11),
            ("r2", "referral", "proposed", "provider:midwife", 12),
        ]
    )
    say(journal, "r2", "provider:midwife", "2026-06-13", {"kind": "erasure", "events": [rows[-1]["id"]]})
    erased = journal.to_table()[-2]
    assert (erased["id"], erased["kind"], erased["state"]) == (rows[-1]["id"], None, None)
    with pytest.raises(TypeError, match="'kind' is a column already"):
        journal.to_table(kind="x")


def test_referrals_are_a_cascade(journal: Journal) -> None:
    one, two = journal.cascade_table("2026-06-30")
    reached = {state: one[state] for state in get_args(words.ReferralState) if one[state] is not None}
    days = {"proposed": 1, "draft": 2, "requested": 4, "accepted": 11}
    assert reached == {state: datetime.date(2026, 6, day) for state, day in days.items()}
    assert (one["id"], one["offer"], one["provider"], one["state"]) == ("r1", "visit", "provider:pmi", "accepted")
    assert (one["days_to_requested"], one["days_to_accepted"], one["days_to_in_progress"]) == (3, 7, None)
    assert (two["state"], two["requested"], two["days_to_requested"]) == ("proposed", None, None)
    # As it stood on an earlier day.
    (early,) = journal.cascade_table("2026-06-03", reader="x")
    assert (early["state"], early["requested"], early["reader"]) == ("draft", None, "x")
    assert list(one) == list(Journal.cascade_columns())
    frame = polars.DataFrame(journal.cascade_table("2026-06-30"), schema=Journal.cascade_columns())
    assert frame["days_to_accepted"].to_list() == [7, None]


def test_an_offer_says_how_one_comes_to_it() -> None:
    offer = 'open_door = true\nform = ["child.born"]\n'
    terms = "referral = { answer_within_days = 14, expires_after_days = 30 }\n"
    silent, opened, asked = (mj.Programme.from_toml(PROGRAMME + more).offers[0] for more in ("", offer, terms))
    assert (silent.open_door, silent.referral, silent.form) == (None, None, ())
    assert (opened.open_door, opened.form) == (True, ("child.born",))
    assert asked.referral is not None
    assert repr(asked.referral) == "<ReferralTerms in days: answer within 14, over after 30>"
    assert asked.referral.begin_within_days is None
    assert pickle.loads(pickle.dumps(asked.referral)) == asked.referral
    assert len({silent, opened, asked}) == 3
