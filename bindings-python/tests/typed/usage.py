"""Checked by mypy, never run: the types that users rely on."""

import datetime
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal, assert_never, assert_type

import millejours
from millejours import (
    Accompaniment,
    Adult,
    AnswerTable,
    AnswerType,
    Asked,
    Assessment,
    Beside,
    Break,
    Change,
    Changed,
    Child,
    ColumnsError,
    Cost,
    DateError,
    DaySpan,
    DecisionCode,
    Dictionary,
    Difference,
    Differences,
    Dose,
    DueDays,
    Edition,
    Evaluation,
    EvaluationBatches,
    ExplainedOffer,
    ExplainedQuestion,
    Explanation,
    FactDefinition,
    Family,
    Finding,
    GivenFact,
    Goal,
    InForce,
    Journal,
    Laws,
    Limits,
    Lint,
    Lints,
    MillejoursError,
    Moved,
    Need,
    Offer,
    OfferAnswer,
    OfferCounts,
    Pregnancy,
    Problem,
    Programme,
    ProgrammeHistory,
    Provider,
    Question,
    Questionnaire,
    Reached,
    Reason,
    Referral,
    ReferralStep,
    ReferralTerms,
    Relation,
    Resource,
    Roster,
    Rule,
    Schedule,
    ScheduleEntry,
    Support,
    Table,
    TakeUp,
    Term,
    Total,
    Undecided,
    UnsignedEvent,
    Validity,
    Vocabulary,
)
from millejours.words import (
    AccompanimentState,
    AnswerKind,
    Aspect,
    Audience,
    Authority,
    Bound,
    BreakKind,
    Category,
    Complete,
    Decision,
    Direction,
    Duty,
    Effect,
    FactKind,
    GoalState,
    Intensity,
    Law,
    LintKind,
    LivesHere,
    Outcome,
    Reach,
    Records,
    ReferralReason,
    ReferralState,
    RelationKind,
    Response,
    ScheduleStatus,
    Subject,
    Then,
    Tier,
    Truth,
    Verdict,
)

Texts = tuple[str, ...]
Known = MappingProxyType[str, GivenFact]
Title = MappingProxyType[str, str]


def use(path: os.PathLike[str], family: bytes) -> None:
    programme = Programme.load(path)
    assert_type(programme, Programme)
    assert_type(Programme.from_toml("…"), Programme)
    assert_type(Programme.from_json(b"..."), Programme)
    assert_type(programme.id, str)
    assert_type(programme.version, str)
    assert_type(programme.warnings, tuple[Problem, ...])
    assert_type(programme.warnings_json(), str)
    assert_type(programme.to_json(), str)
    assert_type(programme.to_toml(), str)
    assert_type(programme.assess_json(family, datetime.date(2026, 6, 1)), str)
    assert_type(programme.assess_json("{}", "2026-06-01"), str)
    vocabulary = Vocabulary.load(path)
    assert_type(vocabulary, Vocabulary)
    assert_type(Vocabulary.from_toml("…"), Vocabulary)
    assert_type(Vocabulary.from_json(b"..."), Vocabulary)
    assert_type(vocabulary.id, str)
    assert_type(vocabulary.version, str)
    assert_type(Programme.load(path, vocabularies=[vocabulary]), Programme)
    assert_type(Programme.from_toml("…", vocabularies=(vocabulary,)), Programme)
    assert_type(Programme.from_json("…", vocabularies=iter([vocabulary])), Programme)
    history = ProgrammeHistory([programme])
    assert_type(history.versions, tuple[Programme, ...])
    assert_type(ProgrammeHistory(one for one in (programme,)), ProgrammeHistory)
    assert_type(history.on("2026-06-01"), Programme)
    assert_type(history.assess_json(family, on="2026-06-01"), str)
    assert_type(millejours.format_condition("on == on"), str)
    assert_type(millejours.format_condition(b"on == on"), str)


def build(day: datetime.date) -> Family:
    facts: dict[str, int | Decimal | datetime.date] = {"rooms": 3, "savings": Decimal("812.50"), "since": day}
    family = Family(
        id="f",
        territory="FR",
        other_territories=[],
        languages=("pt",),
        complete=["adults", "children"],
        adults=[Adult("a1", born="1994-05", lives_here="always", facts={"employed": True})],
        children=[Child("c1", born=day), {"id": "c2"}],
        pregnancies=iter([Pregnancy("p1", carried_by="a1", expected=day, outcome="birth", ended="2026")]),
        relations=[Relation("a1", "c1", kind="parent", authority="joint")],
        needs=[Need("sleep", "light", voice="family", since="2026-01")],
        resources=[Resource("kin_nearby", voice=None)],
        supports=[Support("visit", subject="c1", since=day)],
        facts=facts,
        declined=["family.savings"],
    )
    assert_type(Family(facts={"housing": None, "rooms": 3}), Family)
    assert_type(Family(facts={"housing": GivenFact("own", voice="family", as_of=day)}), Family)
    assert_type(family.id, str | None)
    assert_type(family.territory, str | None)
    assert_type(family.other_territories, Texts | None)
    assert_type(family.languages, Texts | None)
    assert_type(family.complete, tuple[Complete, ...])
    assert_type(family.adults[0].born, datetime.date | str | None)
    assert_type(family.adults[0].lives_here, LivesHere | None)
    assert_type(family.children, tuple[Child, ...])
    assert_type(family.children[0].arrived, datetime.date | str | None)
    assert_type(family.children[0].pregnancy, str | None)
    assert_type(family.children[0].died, datetime.date | str | None)
    assert_type(family.children[0].facts, Known)
    assert_type(family.pregnancies[0].carried_by, str | None)
    assert_type(family.pregnancies[0].outcome, Outcome | None)
    assert_type(family.relations[0].kind, RelationKind | None)
    assert_type(family.relations[0].authority, Authority | None)
    assert_type(family.needs[0].intensity, Intensity)
    assert_type(family.needs[0].since, datetime.date | str | None)
    assert_type(family.resources[0].voice, str | None)
    assert_type(family.supports[0].subject, str | None)
    assert_type(family.facts["rooms"].value, bool | int | str)
    assert_type(family.facts["rooms"].as_of, datetime.date | None)
    assert_type(family.declined, Texts)
    assert_type(family.replace(territory=None), Family)
    assert_type(Family.from_json(b"{}"), Family)
    assert_type(Family.from_dict({"children": []}), Family)
    assert_type(family.to_json(), str)
    assert_type(family.to_dict(), dict[str, object])
    return family


def answered(programme: Programme, family: Family) -> None:
    assessment = programme.assess(family, "2026-06-01")
    assert_type(assessment, Assessment)
    assert_type(programme.assess({"children": []}, on=datetime.date(2026, 6, 1)), Assessment)
    assert_type(iter(assessment), Iterator[OfferAnswer])
    assert_type(assessment["visit"], tuple[OfferAnswer, ...])
    assert_type(len(assessment), int)
    assert_type(assessment.on, datetime.date)
    assert_type(assessment.family, str | None)
    assert_type(assessment.response, Response)
    assert_type(assessment.questions, tuple[Question, ...])
    assert_type(assessment.to_rows(), list[dict[str, object]])
    assert_type(assessment.to_rows(row=7, scenario="now"), list[dict[str, object]])
    assert_type(Assessment.columns(), dict[str, type])
    assert_type(assessment.to_dict(), dict[str, object])
    assert_type(assessment.to_html("fr"), str)
    assert_type(assessment.to_html(programme=programme), str)
    assert_type(Assessment.from_json("{}"), Assessment)
    answer = assessment.offer("visit", subject="c1")
    assert_type(answer, OfferAnswer)
    assert_type(answer.subject, str | None)
    assert_type(answer.from_, datetime.date | None)
    assert_type(answer.then, Then | None)
    assert_type(answer.since, datetime.date | None)
    assert_type(answer.dose, Dose | None)
    assert_type(answer.reasons, tuple[Reason, ...])
    assert_type(answer.missing, Texts)
    assert_type(answer.changes, tuple[Change, ...])
    assert_type(answer.exact, bool)
    assert_type(answer.reasons[0].truth, Truth)
    assert_type(answer.reasons[0].facts, MappingProxyType[str, bool | int | str | Texts])
    assert_type(answer.reasons[0].source, str | None)
    assert_type(answer.changes[0].set, MappingProxyType[str, bool | int | str])
    assert_type(answer.changes[0].then, Then)
    assert_type(assessment.questions[0].category, Category)
    assert_type(Dose("visit", least=1, most=2).most, int)
    assert_type(whole(answer.decision), str)


def whole(decision: Decision) -> str:
    match decision:
        case "eligible" | "undetermined" | "not_eligible":
            return "today"
        case "not_yet":
            return "later"
        case "no_longer":
            return "before"
        case other:
            assert_never(other)


def read(programme: Programme) -> None:
    assert_type(programme.title, Title)
    assert_type(programme.valid, Validity)
    assert_type(programme.valid.until, datetime.date | None)
    assert_type("2026-06-01" in programme.valid, bool)
    assert_type(programme.offers, tuple[Offer, ...])
    offer = programme.offer("visit")
    assert_type(offer.tier, Tier)
    assert_type(offer.duty, Duty)
    assert_type(offer.subject, Subject)
    assert_type(offer.title, Title)
    assert_type(offer.when, tuple[Rule, ...])
    assert_type(offer.cost, Cost)
    assert_type(offer.cost.amount, str | None)
    assert_type(offer.capacity, int | None)
    assert_type(offer.needs_acceptance, bool | None)
    assert_type(programme.providers, tuple[Provider, ...])
    assert_type(programme.target, tuple[Rule, ...])
    assert_type(programme.facts, MappingProxyType[str, FactDefinition])
    fact = programme.facts["family.rooms"]
    assert_type(fact.type, FactKind)
    assert_type(fact.range, tuple[int, int] | tuple[str, str] | None)
    assert_type(fact.values, Texts | None)
    assert_type(fact.category, Category)
    assert_type(fact.disadvantage, bool | str | Texts | None)
    assert_type(fact.records, Records | None)


def ask(programme: Programme, family: Family) -> None:
    talk = Questionnaire(programme, family, "2026-06-01")
    if talk.next is not None:
        assert_type(talk.next, Question)
        assert_type(talk.answer(talk.next.fact, ["pt"], voice="midwife"), Questionnaire)
        assert_type(talk.decline(talk.next.fact), Questionnaire)
        assert_type(talk.answer(datetime.date(2026, 2, 1)).decline().skip(), Questionnaire)
        assert_type(talk.skip(talk.next.fact).with_family({}), Questionnaire)
    assert_type(talk.told, tuple[str, ...])
    assert_type(talk.ask(language="fr"), Asked | None)
    assert_type(talk.is_settled, bool)
    assert_type(talk.assessment, Assessment)
    assert_type(talk.family, Family)
    kind = programme.answer_type("child[c1].born")
    assert_type(kind, AnswerType | None)
    if kind is not None:
        assert_type(kind.type, AnswerKind)
        assert_type(kind.places, int | None)
    assert_type(programme.answer(family, "child[c1].born", datetime.date(2026, 2, 1)), Family)
    assert_type(programme.decline({"children": []}, "children"), Family)


def tell(programme: Programme, family: Family) -> None:
    said = programme.explain(family, "2026-06-01", language="fr", audience="family")
    assert_type(said, Explanation)
    assert_type(programme.explain({}, "2026-06-01", dictionary=Dictionary.shipped("de")), Explanation)
    assert_type(ProgrammeHistory([programme]).explain(family, "2026-06-01", language="fr"), Explanation)
    assert_type(said.audience, Audience)
    assert_type(said.direction, Direction)
    assert_type(said.offers, tuple[ExplainedOffer, ...])
    assert_type(said.offers[0].amount, str | None)
    assert_type(said.offers[0].decision, Decision)
    assert_type(said.questions, tuple[ExplainedQuestion, ...])
    assert_type(said.questions[0].unlocks, Texts)
    assert_type(str(said), str)


def prove(programme: Programme, after: Programme) -> None:
    def told(done: int, of: int) -> None:
        print(done, of)

    laws = programme.laws(adults=1, children=2, pregnancies=0, expected=0, weights={"visit": 2}, progress=told)
    assert_type(laws, Laws)
    assert_type(programme.laws(progress=print).hold, bool)
    assert_type(laws.laws, tuple[Finding, ...])
    assert_type(laws["gradient"], Finding)
    assert_type([finding.law for finding in laws], list[Law])
    assert_type(laws.limits, Limits)
    assert_type(laws.from_, datetime.date)
    assert_type(laws.until, datetime.date | None)
    assert_type(laws.to_rows(), list[dict[str, object]])
    assert_type(ProgrammeHistory([programme]).laws(), tuple[Laws, ...])
    finding = Finding.no_gap([programme, after])
    assert_type(finding.verdict, Verdict)
    assert_type(finding.facts, Texts)
    assert_type(finding.editions, tuple[InForce, ...])
    assert_type(finding.undecided, tuple[Undecided, ...])
    assert_type(finding.undecided[0].bound, Bound)
    (found,) = finding.breaks
    assert_type(found, Break)
    assert_type(found.kind, BreakKind)
    assert_type(found.families, tuple[Family, ...])
    assert_type(found.assessments, tuple[Assessment, ...])
    assert_type(found.before, int | None)
    lints = programme.lints(cliff={"visit": 3}, progress=told)
    assert_type(lints, Lints)
    assert_type([lint.kind for lint in lints], list[LintKind])
    assert_type(lints.lints, tuple[Lint, ...])
    assert_type(lints.lints[0].on, datetime.date | None)
    assert_type(Lints.columns(), dict[str, type])


class Lent:
    """A table that speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return requested_schema


def columns(programme: Programme, table: Lent) -> None:
    found = programme.evaluate(
        table, "children.parquet", Path("adults.parquet"), on="2026-06-01", complete=["children"]
    )
    assert_type(found, Evaluation)
    assert_type(found.on, datetime.date)
    assert_type(found.child, AnswerTable)
    assert_type(found.child.column_names, Texts)
    assert_type(found.counts, MappingProxyType[str, OfferCounts])
    assert_type(found.counts["visit"].eligible, int)
    assert_type(found.report, tuple[Problem, ...])

    def told(done: int, of: int) -> None:
        print(done, of)

    # Answers are tables themselves.
    programme.evaluate(found.family, found.eligible("child"), on="2026-06-01", doses=True, progress=told, threads=2)
    pieces = programme.evaluate_batches(table, on=datetime.date(2026, 6, 1), rows=1000, faults="report")
    assert_type(pieces, EvaluationBatches)
    assert_type([piece.family for piece in pieces], list[AnswerTable])
    assert_type(DecisionCode(2).name, str)
    try:
        programme.evaluate(table, on="2026-06-01")
    except ColumnsError as refused:
        assert_type(refused.problems, tuple[Problem, ...])
    programme.evaluate(3, on="2026-06-01")  # type: ignore[arg-type]
    programme.evaluate(table, on="2026-06-01", complete=["siblings"])  # type: ignore[list-item]
    programme.evaluate(table, on="2026-06-01", faults="skip")  # type: ignore[arg-type]
    programme.evaluate(table)  # type: ignore[call-arg]
    found.eligible("house")  # type: ignore[arg-type]


def study(found: Evaluation, column: Lent) -> None:
    assert_type(found.counts_by(), Table)
    assert_type(found.counts_by(column, weight=column, of="child"), Table)
    assert_type(found.barriers(column), Table)
    assert_type(found.missing(by=column), Table)
    assert_type(found.kept_out("visit", alone=True), Table)
    assert_type(found.hangs_on("visit"), Table)
    beside = found.beside(found)
    assert_type(beside, Beside)
    assert_type(beside.before, Evaluation)
    assert_type(beside.moves(column, column, "child"), Table)
    assert_type(beside.doses(of="adult"), Table)
    assert_type(beside.gain("child"), Table)
    assert_type(beside.gaining, MappingProxyType[str, int])
    take_up = TakeUp(0.3, most=0.5, unit_cost=42)
    assert_type(take_up.unit_cost, float | None)
    assert_type(found.budget({"visit": take_up}, column, weight=column), Table)
    found.counts_by("region")  # type: ignore[arg-type]
    found.counts_by(column, of="house")  # type: ignore[arg-type]
    found.budget({"visit": 0.3})  # type: ignore[dict-item]
    beside.gain("house")  # type: ignore[arg-type]


def compare(programme: Programme, after: Programme) -> None:
    differences = programme.difference(after, children=1)
    assert_type(differences, Differences)
    assert_type(differences.before, Edition)
    assert_type(differences.moved, tuple[Moved, ...])
    assert_type(differences.totals, tuple[Total, ...])
    assert_type(differences.totals[0].duty, Duty)
    assert_type(differences.narrowed, tuple[Term, ...])
    assert_type(differences.changed, tuple[Changed, ...])
    assert_type(differences.changed[0].what, Aspect)
    assert_type(differences.changed[0].before, str | None)
    assert_type(differences.reached, tuple[Reached, ...])
    assert_type(differences.reached[0].what, Reach)
    for difference in differences:
        assert_type(difference, Difference)
        assert_type(difference.effect, Effect)
        assert_type(difference.regions, tuple[tuple[Term, ...], ...])
        assert_type(difference.regions[0][0].from_, str | None)
        assert_type(difference.before, OfferAnswer | None)
        assert_type(difference.family, Family)


def plan(programme: Programme, family: Family) -> None:
    schedule = programme.schedule(family, "2026-06-01")
    assert_type(schedule, Schedule)
    assert_type(ProgrammeHistory([programme]).schedule({}, datetime.date(2026, 6, 1)), Schedule)
    assert_type(programme.schedule_json("{}", "2026-06-01"), str)
    assert_type(programme.icalendar_json("{}", "2026-06-01", "{}", language="fr"), str)
    assert_type(schedule.to_icalendar("0b1f8a52-6d9e-4c6b", language="fr", reminder_days=3, windows=True), str)
    for entry in schedule:
        assert_type(entry, ScheduleEntry)
        assert_type(entry.status, ScheduleStatus)
        assert_type(entry.decision, Then)
        assert_type(entry.days, DaySpan)
        assert_type(entry.due, DueDays | None)
        assert_type(entry.dose, Dose | None)
        assert_type(entry.days.from_, datetime.date | None)
        match entry.status:
            case "due" | "catch_up" | "open" | "coming":
                pass
            case never:
                assert_never(never)


def refer(programme: Programme, family: Family, roster: Roster, secret: bytes) -> None:
    assert_type(programme.decide_json("{}", b"{}", "{}", "2026-06-01", rules="FR"), str)
    referral = Referral.from_json("{}")
    assert_type(referral.state, ReferralState)
    for step in referral.steps:
        assert_type(step, ReferralStep)
        assert_type(step.on, datetime.date)
        assert_type(step.reason, ReferralReason | None)
    accompaniment = Accompaniment.from_json("{}")
    assert_type(accompaniment.state, AccompanimentState)
    for goal in accompaniment.goals:
        assert_type(goal, Goal)
        assert_type(goal.state, GoalState)
    assert_type(programme.offers[0].referral, ReferralTerms | None)
    journal = Journal("05" * 16)
    assert_type(journal.id, str)
    unsigned = journal.draft(
        thread="r1", author="adult:a1", key=millejours.public_key(secret), on="2026-06-01", entry="{}", salt=secret
    )
    assert_type(unsigned, UnsignedEvent)
    assert_type(unsigned.to_bytes(), bytes)
    assert_type(journal.append(unsigned.sign(secret), roster, "2026-06-01"), bool)
    assert_type(journal.merge(journal, roster, "2026-06-01"), tuple[Journal, dict[str, str]])
    assert_type(journal.copy_for("adult:a1", family, "2026-06-01"), Journal)
    assert_type(journal.missing(journal.heads()), tuple[str, ...])
    assert_type(journal.cascade_table("2026-06-01", copy="desk"), list[dict[str, object]])
    unsigned.sign(secret.hex())  # type: ignore[arg-type]
    journal.append("{}", roster)  # type: ignore[call-arg]
    if referral.state == "acepted":  # type: ignore[comparison-overlap]
        pass


def refuse(error: MillejoursError, other: ValueError) -> None:
    assert_type(error.code, str)
    assert_type(error.message, str)
    assert_type(error.line, int | None)
    assert_type(error.column, int | None)
    assert_type(error.path, str)
    assert_type(error.expected, str | None)
    assert_type(error.help, str | None)
    assert_type(error.problems, tuple[Problem, ...])
    assert_type(error.to_json(), str)
    assert_type(error.problems[0].line, int | None)
    if isinstance(other, DateError):
        assert_type(other.code, str)


def wrong(programme: Programme, problem: Problem) -> None:
    programme.assess_json({}, "2026-06-01")  # type: ignore[arg-type]
    programme.assess_json("{}", 20260601)  # type: ignore[arg-type]
    programme.assess_json("{}")  # type: ignore[call-arg]
    programme.id = "other"  # type: ignore[misc]
    problem.code = "other"  # type: ignore[misc]
    ProgrammeHistory(programme)  # type: ignore[arg-type]
    Programme.from_toml("…", [])  # type: ignore[call-arg]
    Programme.from_toml("…", vocabularies=[programme])  # type: ignore[list-item]
    Programme.from_toml("…", vocabularies=None)  # type: ignore[arg-type]


def wrong_proofs(programme: Programme) -> None:
    programme.laws(1)  # type: ignore[call-arg]
    programme.laws(cliff={"visit": 1})  # type: ignore[call-arg]
    programme.laws(weights={"visit": "2"})  # type: ignore[dict-item]
    programme.laws(progress=1)  # type: ignore[arg-type]
    programme.difference()  # type: ignore[call-arg]
    programme.schedule({})  # type: ignore[call-arg]
    if programme.laws()["floor"].verdict == "hold":  # type: ignore[comparison-overlap]
        pass


def wrong_words(programme: Programme, family: Family, answer: OfferAnswer) -> None:
    Adult("a1", lives_here="sometimes")  # type: ignore[arg-type]
    Need("sleep", "some", voice="family")  # type: ignore[arg-type]
    Need("sleep", "light")  # type: ignore[call-arg]
    Family(teritory="FR")  # type: ignore[call-arg]
    Family(facts={"savings": 812.5})  # type: ignore[dict-item]
    Family(children=["c1"])  # type: ignore[list-item]
    programme.assess("{}", "2026-06-01")  # type: ignore[arg-type]
    family.territory = "FR"  # type: ignore[misc]
    family.children.append(Child("c2"))  # type: ignore[attr-defined]
    programme.explain(family, "2026-06-01", audience="families")  # type: ignore[arg-type]
    if answer.decision == "elegible":  # type: ignore[comparison-overlap]
        pass
    decision: Literal["eligible"] = answer.decision  # type: ignore[assignment]
    print(decision)
