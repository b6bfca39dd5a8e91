"""
The compiled half of the package `millejours`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from millejours.columns import ArrowColumns, ArrowTable, Faults, Progress
from millejours.errors import Problem
from millejours.words import AccompanimentState, AnswerKind, Aspect, Audience, Authority, Bound, BreakKind, Capacity, CascadeStage, Category, Complete, ConsentStatus, Decision, Direction, Duty, Effect, FactKind, GoalState, Intensity, Law, LintKind, LivesHere, Outcome, Reach, Records, ReferralReason, ReferralState, RelationKind, Response, ScheduleStatus, Subject, Then, Tier, Truth, Verdict, WithdrawalDutyKind
from os import PathLike
from types import MappingProxyType
from typing import SupportsFloat, SupportsIndex, final

__all__ = ["Accompaniment", "Adult", "AnswerTable", "AnswerType", "Asked", "Assessment", "Beside", "Break", "Cascade", "CascadeCount", "Change", "Changed", "Child", "Choice", "ConsentDecision", "Cost", "DaySpan", "Dictionary", "Difference", "Differences", "Dose", "DueDays", "DueErasure", "Edition", "Evaluation", "EvaluationBatches", "Event", "ExplainedOffer", "ExplainedQuestion", "Explanation", "FactDefinition", "Family", "Finding", "GivenFact", "Goal", "InForce", "Journal", "Laws", "Limits", "Lint", "Lints", "Moved", "Need", "Offer", "OfferAnswer", "OfferCounts", "Pregnancy", "Programme", "ProgrammeHistory", "Provider", "Question", "Questionnaire", "Reached", "Reason", "Referral", "ReferralStep", "ReferralTerms", "Relation", "Replay", "Resource", "RetentionRules", "Roster", "Rule", "Schedule", "ScheduleEntry", "Support", "SyntheticFamilies", "SyntheticTerritory", "Table", "TakeUp", "Term", "Total", "Undecided", "UnsignedEvent", "Validity", "Vocabulary", "Waiting", "WithdrawalDuties", "WithdrawalDuty", "cascades", "cascades_json", "closed_sets", "consent_dpv_json", "decision_codes", "format_condition", "public_key", "referral_codes_json", "referral_history_table", "referral_milestone_table", "referral_states_json", "referral_wait_table", "referral_waits_json", "waiting_list", "waiting_list_json", "withdrawal_duties_json"]

@final
class Accompaniment:
    """
    A family accompanied by somebody it trusts: the family begins it, takes it up again and ends it.

    >>> accompaniment = mj.Accompaniment.from_json('''{"schema": 1, "id": "w1", "provider": "provider:guide",
    ...     "about": ["family"], "state": "active", "since": "2026-06-02", "goals": {"o1": {"words": "a place to stay",
    ...         "state": "open", "since": "2026-06-03"}}, "referrals": ["r1"]}''')
    >>> accompaniment
    <Accompaniment 'w1' by 'provider:guide': active>
    >>> [(goal.id, goal.words, goal.state) for goal in accompaniment.goals]
    [('o1', 'a place to stay', 'open')]
    """
    def __copy__(self, /) -> Accompaniment: ...
    def __deepcopy__(self, /, _memo: "object") -> Accompaniment: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def about(self, /) -> tuple[str, ...]:
        """
        Who is accompanied: `"family"`, or members such as `"adult[a1]"`.
        """
    @staticmethod
    def from_json(text: str | bytes) -> Accompaniment:
        """
        Read an accompaniment as `to_json()` writes it.

        Raises `JournalError` with everything that is wrong with it.

        >>> mj.Accompaniment.from_json(accompaniment.to_json()) == accompaniment
        True
        >>> mj.Accompaniment.from_json(accompaniment.to_json().replace("active", "lapsed"))
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    @staticmethod
    def goal_json(accompaniment: str | bytes, goal: str | bytes) -> str:
        """
        An accompaniment with a goal set, or said to stand otherwise: both are documents of JSON, and so is what comes out.

        Raises `JournalError` where one of them cannot be read, or where the accompaniment is over.

        >>> goal = '{"goal": "o1", "words": "a place to stay", "state": "reached", "since": "2026-09-01"}'
        >>> mj.Accompaniment.from_json(mj.Accompaniment.goal_json(accompaniment.to_json(), goal)).goals[0].state
        'reached'
        """
    @property
    def goals(self, /) -> tuple[Goal, ...]:
        """
        The family's goals, by their ids.
        """
    @property
    def id(self, /) -> str:
        """
        Its id: that of its thread in a journal.
        """
    @property
    def provider(self, /) -> str:
        """
        Who accompanies the family, such as `"provider:guide"`.
        """
    @property
    def reason(self, /) -> ReferralReason | None:
        """
        Why it lapsed, or why whoever accompanies paused it. A family owes no reason.
        """
    @property
    def referrals(self, /) -> tuple[str, ...]:
        """
        The ids of the referrals that it coordinates.
        """
    @property
    def since(self, /) -> date:
        """
        Since when it stands there.
        """
    @property
    def state(self, /) -> AccompanimentState:
        """
        Where it stands.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> accompaniment.to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> accompaniment.to_json()[:13]
        '{"schema":1,"'
        """
    @staticmethod
    def turn_json(accompaniment: str | bytes, turn: str | bytes) -> str:
        """
        An accompaniment with one step more: both are documents of JSON, and so is what comes out.

        Raises `JournalError` where one of them cannot be read, or where the step may not follow, or not by whoever takes it.

        >>> step = '{"state": "ended", "by": "adult:a1", "on": "2027-01-10"}'
        >>> mj.Accompaniment.from_json(mj.Accompaniment.turn_json(accompaniment.to_json(), step)).state
        'ended'
        >>> try:
        ...     mj.Accompaniment.turn_json(accompaniment.to_json(), step.replace("adult:a1", "provider:guide"))
        ... except mj.JournalError as refused:
        ...     print(refused.code)
        accompaniment.actor
        """
    @property
    def until(self, /) -> date | None:
        """
        Where the family refused it: the day before which it is not asked again.
        """

@final
class Adult:
    """
    An adult in a parent's or carer's place, whatever their age.

    >>> adult = mj.Adult("a1", born="1994-05", lives_here="always", facts={"employed": True})
    >>> adult.born, adult.lives_here, adult.facts["employed"].value
    ('1994-05', 'always', True)
    >>> mj.Adult("a1", lives_here="sometimes")
    Traceback (most recent call last):
    millejours.errors.FamilyError: the family cannot be used
    lives_here: this is not one of the words allowed here [document.invalid_value]
      expected: away, shared, always
      help: write one of the values expected
    """
    def __copy__(self, /) -> Adult: ...
    def __deepcopy__(self, /, _memo: "object") -> Adult: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str, *, born: date | str | None = None, lives_here: LivesHere | None = None, facts: Mapping[str, GivenFact | bool | int | Decimal | date | str | Mapping[str, object] | None] | None = None) -> Adult: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Adult: ...
    def __repr__(self, /) -> str: ...
    @property
    def born(self, /) -> date | str | None:
        """
        Day of birth, as far as known: a `date`, or text such as `"1994-05"`.
        """
    @property
    def facts(self, /) -> MappingProxyType[str, GivenFact]:
        """
        What else is known, by name.
        """
    @property
    def id(self, /) -> str:
        """
        The adult's id within the family.
        """
    @property
    def lives_here(self, /) -> LivesHere | None:
        """
        Whether they live here.
        """
    def replace(self, /, **changes: "object") -> Adult:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Adult("a1").replace(lives_here="shared")
        Adult(id='a1', lives_here='shared')
        """

@final
class AnswerTable:
    """
    The answers of one kind of subject, for whatever reads Arrow: whose they are, and for each offer a decision as a code
    (`DecisionCode`; the field's metadata names them).

    | column | type | what |
    |---|---|---|
    | the key of families | as given | whose; absent where the families have no key |
    | the key of members | as given | of members alone; without a key the place in the family, `uint32` from 0 |
    | `<offer>` | uint8 | the decision |
    | `<offer>.exact` | bool | with `exact`: no where the rules are too entangled for the answer to be certain to say all: a yes or no is true even so, an undetermined may be too cautious, a dose too wide, a date left out |
    | `<offer>.least`, `<offer>.most` | int64 | with `doses`: how much; null where the answer is no or nothing is said |
    | `<offer>.from`, `<offer>.then` | date32, dictionary | with `dates`: of a *not yet*, when, and what it is then |
    | `<offer>.since` | date32 | with `dates`: of a *no longer*, since when |
    | `<offer>.rule` | dictionary | with `rules`: the rule that alone gives the no, where one does |

    >>> table = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"]).child
    >>> table
    <AnswerTable of 2 rows: child, 1 offer>
    >>> table.column_names
    ('family', 'member', 'home-visit')
    """
    def __arrow_c_schema__(self, /) -> "object":
        """
        The columns' names and types as a capsule named `arrow_schema`, for libraries that read Arrow.
        """
    def __arrow_c_stream__(self, /, requested_schema: "object" = None) -> "object":
        """
        The columns as a capsule named `arrow_array_stream`, for libraries that read Arrow: batches of 65,536 rows, each
        written out as it is read. Another schema that is asked for is not looked at, as the interface allows: the reader casts.
        """
    def __len__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def column_names(self, /) -> tuple[str, ...]:
        """
        The names of the columns, in their order.

        >>> programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"], rules=True).child.column_names
        ('family', 'member', 'home-visit', 'home-visit.rule')
        """
    @property
    def subject(self, /) -> Subject:
        """
        Whose answers they are.
        """

@final
class AnswerType:
    """
    What an answer to a fact may be: enough to choose a field of a form.

    >>> programme.answer_type("child[c1].born")
    <AnswerType partial_date: a date, as much as is known: 2026, 2026-01 or 2026-01-31>
    >>> programme.answer_type("children").type, programme.answer_type("adult[a1].lives_here").values
    ('complete', ('away', 'shared', 'always'))
    """
    def __copy__(self, /) -> AnswerType: ...
    def __deepcopy__(self, /, _memo: "object") -> AnswerType: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        What is expected, in words.
        """
    @property
    def currency(self, /) -> str | None:
        """
        The currency of an amount (ISO 4217).
        """
    @property
    def places(self, /) -> int | None:
        """
        Digits after the point, of a number or an amount.
        """
    @property
    def range(self, /) -> tuple[int, int] | tuple[str, str] | tuple[date, date] | None:
        """
        The least and the greatest, both included: whole numbers, days, or digits as text.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The type as a plain dict.

        >>> programme.answer_type("child[c1].born").to_dict()
        {'type': 'partial_date'}
        """
    def to_json(self, /) -> str:
        """
        The type as JSON: the same bytes as in Rust and in Kotlin.

        >>> programme.answer_type("child[c1].born").to_json()
        '{"type":"partial_date"}'
        """
    @property
    def type(self, /) -> AnswerKind:
        """
        Its name, such as `"money"`.
        """
    @property
    def values(self, /) -> tuple[str, ...] | None:
        """
        The values of an `"enum"` or an `"observation"`, ascending.
        """

@final
class Asked:
    """
    A question in words, and what an answer to it may be: what a form shows on a screen.

    >>> asked = programme.ask({"adults": [{"id": "a1"}]}, "2026-06-01", "adult[a1].lives_here", language="en")
    >>> asked.whom, asked.answer.type
    ('the adult', 'enum')
    >>> [choice.value for choice in asked.choices]
    ['away', 'shared', 'always']
    """
    def __copy__(self, /) -> Asked: ...
    def __deepcopy__(self, /, _memo: "object") -> Asked: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def answer(self, /) -> AnswerType:
        """
        What an answer may be.
        """
    @property
    def choices(self, /) -> tuple[Choice, ...]:
        """
        What the answers are called, where there are few: of true and false, of an enum. A value without words is left out
        for a family, and stands as it is for a professional.
        """
    @property
    def fact(self, /) -> str:
        """
        The fact, by its full name.
        """
    @property
    def sentence(self, /) -> str:
        """
        How to ask for it, as an `Explanation` does.
        """
    @property
    def sentence_language(self, /) -> str | None:
        """
        The sentence's language, where it is not the dictionary's.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The question as a plain dict with the keys of the wire form.

        >>> programme.ask({}, "2026-06-01", "children", language="en").to_dict()["answer"]
        {'type': 'complete'}
        """
    def to_json(self, /) -> str:
        """
        The question as JSON: the same bytes as in Rust and in Kotlin.

        >>> programme.ask({}, "2026-06-01", "children", language="en").to_json()[:32]
        '{"schema":1,"fact":"children","s'
        """
    @property
    def whom(self, /) -> str | None:
        """
        Whom it is about, where it is about a member.
        """

@final
class Assessment:
    """
    What a programme says to one family on one date: the answers, and what to ask next.

    Iterating gives the answers, offers in the programme's order and members in the family's. In a notebook it shows as a
    table; a pickle, as the JSON, keeps the ids of offers and not their titles, which `to_html(programme=…)` brings back.

    >>> assessment = programme.assess({"children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}, "2026-06-01")
    >>> [(answer.offer, answer.subject, answer.decision) for answer in assessment]
    [('home-visit', 'c1', 'eligible'), ('home-visit', 'c2', 'undetermined')]
    >>> assessment.offer("home-visit", subject="c2").missing
    ('child[c2].born',)
    >>> [question.fact for question in assessment.questions]
    ['child[c2].born']
    >>> programme.assess({}, "1999-01-01")
    Traceback (most recent call last):
    millejours.errors.DateError: the date cannot be used
    on: the programme is not in force that day [date.outside_validity]
      expected: 2026-01-01 or later
      help: ask on a day of its validity, or take the edition that is in force that day
    """
    def __copy__(self, /) -> Assessment: ...
    def __deepcopy__(self, /, _memo: "object") -> Assessment: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __getitem__(self, offer: str, /) -> tuple[OfferAnswer, ...]:
        """
        All answers about an offer, one for each whom it is for.

        Raises `KeyError` where there is none.
        """
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[OfferAnswer]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def columns() -> "dict[str, type]":
        """
        The columns of `to_rows()` in their order, by plain Python types: a frame that is told them need not guess.

        For polars they are the schema: `polars.DataFrame(rows, schema=mj.Assessment.columns() | {"row": int})`. For
        pandas, whose own guess makes decimals of whole numbers that may be missing:
        `pandas.DataFrame(rows, columns=list(mj.Assessment.columns())).astype({"least": "Int64", "most": "Int64"})`.

        >>> columns = mj.Assessment.columns()
        >>> columns["from"], columns["least"], columns["missing"]
        (<class 'datetime.date'>, <class 'int'>, list[str])
        """
    @property
    def family(self, /) -> str | None:
        """
        The family's id, if it has one.
        """
    @staticmethod
    def from_dict(mapping: Mapping[str, object]) -> Assessment:
        """
        Read an assessment from a mapping with the keys of the wire form.

        Raises `AssessmentError` with everything that is wrong with it.

        >>> mj.Assessment.from_dict(assessment.to_dict()) == assessment
        True
        """
    @staticmethod
    def from_json(text: str | bytes) -> Assessment:
        """
        Read an assessment that was stored or sent. It knows the ids of offers, not their titles.

        Raises `AssessmentError` with everything that is wrong with it.

        >>> mj.Assessment.from_json(assessment.to_json()) == assessment
        True
        >>> mj.Assessment.from_json('{"schema": 2}')
        Traceback (most recent call last):
        millejours.errors.AssessmentError: the assessment cannot be read
        ...
        """
    def offer(self, /, offer: str, *, subject: str | None = None) -> OfferAnswer:
        """
        The one answer about an offer; `subject` says for whom, where it is for several.

        Raises `LookupError` where there is none, or several.

        >>> assessment.offer("home-visit", subject="c1").decision
        'eligible'
        >>> assessment.offer("home-visit")
        Traceback (most recent call last):
        LookupError: there are several answers about 'home-visit': name the subject, one of 'c1', 'c2'
        """
    @property
    def offers(self, /) -> tuple[OfferAnswer, ...]:
        """
        The answers.
        """
    @property
    def on(self, /) -> date:
        """
        The date.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.

        >>> assessment.programme, assessment.version
        ('house', '1')
        """
    @property
    def questions(self, /) -> tuple[Question, ...]:
        """
        What to ask, the most useful first.
        """
    @property
    def response(self, /) -> Response:
        """
        How the network answers the family: the strongest response whose condition certainly holds.

        >>> assessment.response
        'information'
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The assessment as a plain dict with the keys of the wire form.

        >>> assessment.to_dict()["offers"][0]["decision"]
        'eligible'
        """
    def to_html(self, /, language: str = "en", *, programme: Programme | None = None) -> str:
        """
        The table of a notebook, with titles in a language where the programme has them.

        An assessment that was stored or pickled takes them from the `programme` that is handed over.

        Raises `ValueError` for a programme that is another.

        >>> assessment.to_html("fr").count("<tr>")
        5
        >>> stored = mj.Assessment.from_json(assessment.to_json())
        >>> stored.to_html() == assessment.to_html(), stored.to_html(programme=programme) == assessment.to_html()
        (False, True)
        """
    def to_json(self, /) -> str:
        """
        The assessment as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> assessment.to_json() == programme.assess_json(family.to_json(), "2026-06-01")
        True
        """
    def to_rows(self, /, **more: "object") -> "list[dict[str, object]]":
        """
        One plain dict an answer, for a data frame; `columns()` says what stands in it.

        Every row has the same keys; days are `datetime.date`, `missing` and `rules` are lists, and `rules` names those
        that give a no. What is named here is added to every row: the number of a family that has no id, a scenario.

        Raises `TypeError` for a name that is a column already.

        >>> rows = assessment.to_rows(row=7)
        >>> rows[1]["decision"], rows[1]["missing"], rows[1]["row"]
        ('undetermined', ['child[c2].born'], 7)
        """
    @property
    def version(self, /) -> str:
        """
        The programme's edition.
        """

@final
class Beside:
    """
    Two evaluations of the same families side by side: two programmes, two versions or two days.

    It is made by `Evaluation.beside`. An offer that is for another kind of subject afterwards is two: one that ends, and one
    that is new.

    >>> asked = {"on": "2026-06-01", "complete": ["children"]}
    >>> shorter = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 3"))
    >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
    >>> beside = before.beside(shorter.evaluate(tables["family"], tables["children"], **asked))
    >>> beside
    <Beside of house 1 on 2026-06-01 and house 1 on 2026-06-01: 2 families, 1 offer>
    >>> polars.DataFrame(beside.moves()).rows()
    [('home-visit', 'child', 'eligible', 'not_eligible', 1), ('home-visit', 'child', 'undetermined', 'undetermined', 1)]
    >>> beside.losing["home-visit"]
    1
    """
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> Evaluation:
        """
        The second evaluation.
        """
    @property
    def before(self, /) -> Evaluation:
        """
        The first evaluation.
        """
    def doses(self, /, by: ArrowColumns | None = None, weight: ArrowColumns | None = None, of: Subject = ...) -> Table:
        """
        How much each offer comes to before and after, by any grouping: one row for each offer that has doses, and group.

        At least what is sure, at most what may still be; with weights, times what the rows stand for. What is unknown is taken
        as if it had nothing to do with itself before: the true change lies within. Where the unit is another one afterwards,
        each unit has a row of its own and nothing is subtracted. Both evaluations need `doses=True`. `by`, `weight` and `of`
        are those of `Evaluation.counts_by`.

        | column | type | what |
        |---|---|---|
        | those of `by` | as given | the group |
        | `offer`, `subject` | text | the offer, and for whom it is |
        | `unit` | text | what is counted |
        | `before_least`, `before_most`, `after_least`, `after_most` | float64 | how much; 0 where it is not offered, null where it has no dose in this unit |
        | `change_least`, `change_most` | float64 | by how much it grows; below zero where it shrinks |
        | `more`, `less` | int64 | the rows that keep the offer, and surely get more of it, or less |
        | `more_weight`, `less_weight` | float64 | with `weight`: what those rows stand for |

        Raises `ColumnsError` as `Evaluation.counts_by`, and where doses were not asked for when evaluating.

        >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\\ndose = { unit = "visit", amount = 3 }')
        >>> asked = {"on": "2026-06-01", "complete": ["children"], "doses": True}
        >>> before, after = (
        ...     mj.Programme.from_toml(own).evaluate(tables["family"], tables["children"], **asked)
        ...     for own in (text, text.replace("amount = 3", "amount = 5"))
        ... )
        >>> polars.DataFrame(before.beside(after).doses()).rows()
        [('home-visit', 'child', 'visit', 3.0, 6.0, 5.0, 10.0, -1.0, 7.0, 1, 0)]
        """
    def gain(self, /, subject: Subject = ...) -> Table:
        """
        Who surely gains: the keys as in the answers' table, row by row, and a column of yes and no for each offer for that kind
        of subject. The answer was no, or nothing was offered, and is yes. Who is undetermined, before or after, may gain.

        >>> before, after = (
        ...     programme.evaluate(tables["family"], tables["children"], on=day, complete=["children"])
        ...     for day in ("2028-06-01", "2026-06-01")
        ... )
        >>> polars.DataFrame(before.beside(after).gain("child")).rows()
        [(1, 'a', True), (2, 'a', False)]
        """
    @property
    def gaining(self, /) -> MappingProxyType[str, int]:
        """
        By the id of each offer, how many rows surely gain it.
        """
    def less(self, /, subject: Subject = ...) -> Table:
        """
        Who keeps an offer and surely gets less of it. Whoever tells a reform by `lose` alone leaves them out.

        >>> asked = {"on": "2026-06-01", "complete": ["children"]}
        >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
        >>> before.beside(before).less("child")
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        doses: nobody asked how much it comes to [columns.unknown]
          help: evaluate with `doses=True`
        """
    def lose(self, /, subject: Subject = ...) -> Table:
        """
        Who surely loses, as `gain` tells who gains: the answer was yes, and is no, or nothing is offered.

        >>> before, after = (
        ...     programme.evaluate(tables["family"], tables["children"], on=day, complete=["children"])
        ...     for day in ("2026-06-01", "2028-06-01")
        ... )
        >>> polars.DataFrame(before.beside(after).lose("child")).rows()
        [(1, 'a', True), (2, 'a', False)]
        """
    @property
    def losing(self, /) -> MappingProxyType[str, int]:
        """
        By the id of each offer, how many rows surely lose it.
        """
    def more(self, /, subject: Subject = ...) -> Table:
        """
        Who keeps an offer and surely gets more of it, as `gain` tells who gains. Both evaluations need `doses=True`.

        >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\\ndose = { unit = "visit", amount = 3 }')
        >>> asked = {"on": "2026-06-01", "complete": ["children"], "doses": True}
        >>> before, after = (
        ...     mj.Programme.from_toml(own).evaluate(tables["family"], tables["children"], **asked)
        ...     for own in (text, text.replace("amount = 3", "amount = 5"))
        ... )
        >>> polars.DataFrame(before.beside(after).more("child")).rows()
        [(1, 'a', True), (2, 'a', False)]
        """
    def moves(self, /, by: ArrowColumns | None = None, weight: ArrowColumns | None = None, of: Subject = ...) -> Table:
        """
        What became of the rows, by any grouping: one row for each offer, group, answer before and answer after that occur.

        `by`, `weight` and `of` are those of `Evaluation.counts_by`.

        | column | type | what |
        |---|---|---|
        | those of `by` | as given | the group |
        | `offer`, `subject` | text | the offer, and for whom it is |
        | `before`, `after` | text | the answer: `eligible`, `not_eligible` (also who is not yet or no longer), `undetermined`, `silent`; null where that programme has no such offer |
        | `rows` | int64 | how many |
        | `rows_weight` | float64 | with `weight`: what those rows stand for |

        Raises `ColumnsError` as `Evaluation.counts_by`.

        >>> asked = {"on": "2026-06-01", "complete": ["children"]}
        >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
        >>> later = programme.evaluate(tables["family"], tables["children"], on="2028-06-01", complete=["children"])
        >>> polars.DataFrame(before.beside(later).moves(polars.Series("region", ["north", "south"]))).rows()[0]
        ('north', 'home-visit', 'child', 'eligible', 'not_eligible', 1)
        """

@final
class Break:
    """
    A family, or a pair, that breaks a law.

    Of a pair the first is the better off (or stands lower); the two differ in `fact` alone, unless the kind is
    `"step_not_larger"`. What is not told of them does not matter.

    >>> unfair = mj.Programme.from_toml('''
    ... schema = 1
    ... id = "house"
    ... version = "1"
    ... valid = { from = 2026-01-01 }
    ... facts.family.alone = { type = "bool", category = "family_situation", disadvantage = "true" }
    ...
    ... [[offers]]
    ... id = "visit"
    ... provider = "pmi"
    ... tier = "universal"
    ... duty = "to_offer"
    ... for = "family"
    ... title = { en = "Home visit" }
    ... cost = "free"
    ... unless = [ { id = "alone", condition = "family.alone" } ]
    ... ''')
    >>> (found,) = unfair.laws()["gradient"].breaks
    >>> found.kind, found.offers, found.fact
    ('offer_lost', ('visit',), 'family.alone')
    >>> [assessment.offer("visit").decision for assessment in found.assessments]
    ['eligible', 'not_eligible']
    >>> [unfair.assess(family, found.on).offer("visit").decision for family in found.families]
    ['eligible', 'not_eligible']
    """
    def __copy__(self, /) -> Break: ...
    def __deepcopy__(self, /, _memo: "object") -> Break: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def after(self, /) -> int | None:
        """
        What the second has.
        """
    @property
    def assessments(self, /) -> tuple[Assessment, ...]:
        """
        What the programme says to each of them on that day.
        """
    @property
    def before(self, /) -> int | None:
        """
        What the first family has: a dose, a tier (1 to 3), a price in the currency's smallest unit, points.
        """
    @property
    def fact(self, /) -> str | None:
        """
        The fact that the two families differ in, by its full name.
        """
    @property
    def families(self, /) -> tuple[Family, ...]:
        """
        One family, or two.
        """
    @property
    def kind(self, /) -> BreakKind:
        """
        How the law is broken.
        """
    @property
    def offers(self, /) -> tuple[str, ...]:
        """
        The offers concerned: one, or those that replace one another.
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def rule(self, /) -> str | None:
        """
        The rule concerned: of the target population, where no offer is named.
        """
    @property
    def score(self, /) -> str | None:
        """
        The score concerned.
        """
    @property
    def unit(self, /) -> str | None:
        """
        The unit of `before` and `after`, where it is one of doses.
        """

@final
class Cascade:
    """
    How many referrals for one offer came how far.

    >>> cascade = mj.Cascade("place", [mj.CascadeCount("proposed", 12), mj.CascadeCount("agreed")])
    >>> [(count.stage, count.reached) for count in cascade.stages]
    [('proposed', 12), ('agreed', None)]
    """
    def __copy__(self, /) -> Cascade: ...
    def __deepcopy__(self, /, _memo: "object") -> Cascade: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, offer: str, stages: Iterable[CascadeCount] = ...) -> Cascade: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Cascade: ...
    def __repr__(self, /) -> str: ...
    @property
    def offer(self, /) -> str:
        """
        The id of the offer.
        """
    def replace(self, /, **changes: "object") -> Cascade:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Cascade("place", []).replace(offer="visit").offer
        'visit'
        """
    @property
    def stages(self, /) -> tuple[CascadeCount, ...]:
        """
        Each stage, the first first.
        """

@final
class CascadeCount:
    """
    How many referrals reached a stage.

    >>> mj.CascadeCount("agreed", 10)
    CascadeCount(stage='agreed', reached=10)
    >>> mj.CascadeCount("agreed").reached is None
    True
    """
    def __copy__(self, /) -> CascadeCount: ...
    def __deepcopy__(self, /, _memo: "object") -> CascadeCount: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, stage: CascadeStage, reached: SupportsIndex | None = None) -> CascadeCount: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> CascadeCount: ...
    def __repr__(self, /) -> str: ...
    @property
    def reached(self, /) -> int | None:
        """
        How many reached it; `None` where the number is kept back.
        """
    def replace(self, /, **changes: "object") -> CascadeCount:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.CascadeCount("agreed", 10).replace(reached=None)
        CascadeCount(stage='agreed')
        """
    @property
    def stage(self, /) -> CascadeStage:
        """
        The stage.
        """

@final
class Change:
    """
    A change of facts that would turn a no. Only facts that a vocabulary calls changeable stand in one.

    It tells what the rules hang on; it asks nobody to change. To see what comes of it, tell its facts and assess again:

    >>> town = mj.Programme.from_toml('''
    ... schema = 1
    ... id = "town"
    ... version = "1"
    ... valid = { from = 2026-01-01 }
    ... facts.family.registered = { type = "bool", category = "childcare", changeable = true }
    ...
    ... [[offers]]
    ... id = "library"
    ... provider = "town"
    ... tier = "universal"
    ... duty = "none"
    ... for = "family"
    ... title = { en = "Books for babies" }
    ... cost = "free"
    ... when = [ { id = "registered", condition = "family.registered" } ]
    ... ''')
    >>> family = mj.Family(facts={"registered": False})
    >>> (change,) = town.assess(family, "2026-06-01").offer("library").changes
    >>> dict(change.set), change.then
    ({'family.registered': True}, 'eligible')
    >>> for fact, value in change.set.items():
    ...     family = town.answer(family, fact, value)
    >>> town.assess(family, "2026-06-01").offer("library").decision == change.then
    True
    """
    def __copy__(self, /) -> Change: ...
    def __deepcopy__(self, /, _memo: "object") -> Change: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, set: Mapping[str, bool | int | Decimal | date | str], *, then: Then | None = None) -> Change: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Change: ...
    def __repr__(self, /) -> str: ...
    def replace(self, /, **changes: "object") -> Change:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Change({"family.registered": True}).replace(then="undetermined").then
        'undetermined'
        """
    @property
    def set(self, /) -> MappingProxyType[str, bool | int | str]:
        """
        The facts to change, by their full names, and their values.
        """
    @property
    def then(self, /) -> Then:
        """
        What the answer is then: `"eligible"`, or `"undetermined"`.
        """

@final
class Changed:
    """
    Something that one programme writes of an offer and the other otherwise: it concerns every family that has the offer.

    >>> paid = programme.to_toml().replace('cost = "free"', 'cost = { amount = "50", currency = "EUR" }')
    >>> (changed,) = programme.difference(mj.Programme.from_toml(paid)).changed
    >>> changed.offer, changed.subject, changed.what, changed.before, changed.after
    ('home-visit', 'child', 'cost', 'free', '50.00 EUR')
    """
    def __copy__(self, /) -> Changed: ...
    def __deepcopy__(self, /, _memo: "object") -> Changed: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def after(self, /) -> str | None:
        """
        What the second writes.
        """
    @property
    def before(self, /) -> str | None:
        """
        What the first programme writes, in its own words: `universal`, `to_offer`, `free`, `50.00 EUR`, `true`, the id of a
        provider, ids of offers with commas between them; `None` where it writes nothing.
        """
    @property
    def offer(self, /) -> str:
        """
        The offer, which both programmes know by this id.
        """
    @property
    def subject(self, /) -> Subject:
        """
        Whom it is for.
        """
    @property
    def what(self, /) -> Aspect:
        """
        What is written otherwise.
        """

@final
class Child:
    """
    A child: born, adopted or placed, or expected (then it names its pregnancy).

    >>> mj.Child("c1", born=datetime.date(2026, 2, 11))
    Child(id='c1', born=datetime.date(2026, 2, 11))
    >>> mj.Child("c2", pregnancy="p1").born is None  # nobody said: unknown
    True
    >>> mj.Child("c1", born="2026-02-30")
    Traceback (most recent call last):
    millejours.errors.FamilyError: the family cannot be used
    born: there is no such date [date.invalid]
      expected: as much as is known: 2026, 2026-01 or 2026-01-31
      help: write year, month and day with digits, and look at the length of the month
    """
    def __copy__(self, /) -> Child: ...
    def __deepcopy__(self, /, _memo: "object") -> Child: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str, *, born: date | str | None = None, arrived: date | str | None = None, pregnancy: str | None = None, died: date | str | None = None, facts: Mapping[str, GivenFact | bool | int | Decimal | date | str | Mapping[str, object] | None] | None = None) -> Child: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Child: ...
    def __repr__(self, /) -> str: ...
    @property
    def arrived(self, /) -> date | str | None:
        """
        The day an adopted or placed child came.
        """
    @property
    def born(self, /) -> date | str | None:
        """
        Day of birth, as far as known: a `date`, or text such as `"2026-02"`.
        """
    @property
    def died(self, /) -> date | str | None:
        """
        From that day on, nothing more is said, asked or counted for this child.
        """
    @property
    def facts(self, /) -> MappingProxyType[str, GivenFact]:
        """
        What else is known, by name.
        """
    @property
    def id(self, /) -> str:
        """
        The child's id within the family.
        """
    @property
    def pregnancy(self, /) -> str | None:
        """
        The pregnancy that it is expected of, or was born of.
        """
    def replace(self, /, **changes: "object") -> Child:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Child("c1").replace(born="2026-02")
        Child(id='c1', born='2026-02')
        """

@final
class Choice:
    """
    One of a few answers.

    >>> programme.ask({"adults": [{"id": "a1"}]}, "2026-06-01", "adult[a1].lives_here", language="fr").choices[2]
    <Choice 'always': vit ici>
    """
    def __copy__(self, /) -> Choice: ...
    def __deepcopy__(self, /, _memo: "object") -> Choice: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def label(self, /) -> str:
        """
        What it is called.
        """
    @property
    def label_language(self, /) -> str | None:
        """
        The label's language, where it is not the dictionary's.
        """
    @property
    def value(self, /) -> bool | int | str:
        """
        The answer itself, as `Questionnaire.answer` takes it.
        """

@final
class ConsentDecision:
    """
    A decision on a disclosure, as `Programme.decide_json` gives it: to be stored, sent and told in words.

    Nothing can be disclosed on it: for that there is `Programme.disclose_json`.

    >>> nothing = '{"schema": 1}'
    >>> request = '{"recipient": "provider:pmi", "purpose": "care", "categories": ["health"], "about": ["family"], "act": "ordinary"}'
    >>> decision = mj.ConsentDecision.from_json(programme.decide_json(nothing, nothing, request, "2026-06-01", rules="FR"))
    >>> decision
    <ConsentDecision: ask>
    """
    def __copy__(self, /) -> ConsentDecision: ...
    def __deepcopy__(self, /, _memo: "object") -> ConsentDecision: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def answer(self, /) -> str:
        """
        The answer: `"permit"`, `"ask"` or `"deny"`.

        >>> decision.answer
        'ask'
        """
    @staticmethod
    def from_json(text: str | bytes) -> ConsentDecision:
        """
        Read a decision.

        Raises `ConsentError` with everything that is wrong with it.

        >>> mj.ConsentDecision.from_json(decision.to_json()) == decision
        True
        >>> mj.ConsentDecision.from_json('{"schema": 1}')
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> decision.to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> decision.to_json()[:13]
        '{"schema":1,"'
        """
    def to_text(self, /, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None, names: dict[str, str] | None = None) -> str:
        """
        The decision as a page of plain text, told from what it holds and nothing else.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`. `names` say what parties and members are called, by `"provider:pmi"`, `"child:c1"`;
        whoever has none is called by what they are.

        Raises `DictionaryError` where the dictionary has no part `[consent]`.

        >>> print(decision.to_text(language="en", names={"provider:pmi": "the nurse"}).splitlines()[0])
        Before this is shown to the nurse, for helping you, it needs a yes.
        >>> decision.to_text(language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """

@final
class Cost:
    """
    What an offer costs the family: nothing, or an exact amount in the major unit of its currency.

    >>> cost = programme.offers[0].cost
    >>> cost.free, cost.amount, cost.currency
    (True, None, None)
    """
    def __copy__(self, /) -> Cost: ...
    def __deepcopy__(self, /, _memo: "object") -> Cost: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def amount(self, /) -> str | None:
        """
        The amount by its digits, such as `"12.50"`; `None` where it is free.
        """
    @property
    def currency(self, /) -> str | None:
        """
        The currency (ISO 4217); `None` where it is free.
        """
    @property
    def free(self, /) -> bool:
        """
        Is it free?
        """

@final
class DaySpan:
    """
    Days from one to another, both included. An end that is `None` lies more than 25 years away, or nowhere.

    >>> days = programme.schedule(family, "2026-06-01").entries[0].days
    >>> days.from_, days.until
    (None, datetime.date(2028, 2, 10))
    """
    def __copy__(self, /) -> DaySpan: ...
    def __deepcopy__(self, /, _memo: "object") -> DaySpan: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date | None:
        """
        The first day.
        """
    @property
    def until(self, /) -> date | None:
        """
        The last day.
        """

@final
class Dictionary:
    """
    The sentences of one language, for families and for professionals.

    Immutable; may be shared between threads.

    >>> dictionary = mj.Dictionary.shipped("fr-CH")
    >>> dictionary, dictionary.language, dictionary.direction
    (Dictionary(language='fr'), 'fr', 'ltr')
    """
    def __copy__(self, /) -> Dictionary: ...
    def __deepcopy__(self, /, _memo: "object") -> Dictionary: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def direction(self, /) -> Direction:
        """
        The direction in which it is written: `"ltr"` or `"rtl"`.
        """
    @staticmethod
    def from_json(text: str | bytes) -> Dictionary:
        """
        Read a dictionary from JSON.

        Raises `DictionaryError` with everything that is wrong or absent.

        >>> mj.Dictionary.from_json("")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """
    @staticmethod
    def from_toml(text: str | bytes) -> Dictionary:
        """
        Read a dictionary from TOML.

        Raises `DictionaryError` with everything that is wrong or absent.

        >>> mj.Dictionary.from_toml("")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """
    @property
    def language(self, /) -> str:
        """
        Its language tag.
        """
    @staticmethod
    def load(path: str | PathLike[str]) -> Dictionary:
        """
        Read a dictionary from a file: JSON where its name ends in `.json`, else TOML.

        Raises `OSError` where the file cannot be read, `DictionaryError` where it is no dictionary.

        >>> mj.Dictionary.load("no/such/file.toml")
        Traceback (most recent call last):
        FileNotFoundError: [Errno 2] No such file or directory: 'no/such/file.toml'
        """
    @staticmethod
    def shipped(tag: str) -> Dictionary:
        """
        The dictionary shipped for a language tag; for a tag with a region, that of its language.

        Raises `DictionaryError` where none is shipped.

        >>> mj.Dictionary.shipped("de-CH").language
        'de'
        >>> mj.Dictionary.shipped("rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """

@final
class Difference:
    """
    Families to whom a change means the same, and the smallest of them.

    >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
    >>> difference = programme.difference(later).differences[0]
    >>> difference.before.decision, difference.after.decision, difference.complete
    ('no_longer', 'eligible', True)
    >>> later.assess(difference.family, difference.on).offer("home-visit").decision
    'eligible'
    """
    def __copy__(self, /) -> Difference: ...
    def __deepcopy__(self, /, _memo: "object") -> Difference: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def after(self, /) -> OfferAnswer | None:
        """
        What the second says.
        """
    @property
    def before(self, /) -> OfferAnswer | None:
        """
        What the first programme says to it; `None` where it has no such offer.
        """
    @property
    def complete(self, /) -> bool:
        """
        Do the descriptions name everybody concerned on any day?
        """
    @property
    def effect(self, /) -> Effect:
        """
        What the change means: the family `"gains"` or `"loses"` the offer, has `"more"` or `"less"` of it, or has it
        `"otherwise"`, in another unit.
        """
    @property
    def family(self, /) -> Family:
        """
        The smallest family concerned.
        """
    @property
    def member(self, /) -> str | None:
        """
        The member concerned, where the offer is for one.
        """
    @property
    def offer(self, /) -> str:
        """
        The offer, which both programmes know by this id, or only one.
        """
    @property
    def on(self, /) -> date:
        """
        The day on which `family` is concerned.
        """
    @property
    def regions(self, /) -> tuple[tuple[Term, ...], ...]:
        """
        Descriptions of the families: each a list of facts that all hold. Who fits one of them is concerned, on some day.
        """
    @property
    def subject(self, /) -> Subject:
        """
        Whom it is for.
        """

@final
class Differences:
    """
    Everything in which two programmes differ for some family: a reform, or two editions of a law.

    It is false where there is no family to whom the two say different things, and nobody who was not compared.

    >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
    >>> differences = programme.difference(later)
    >>> for difference in differences:
    ...     print(difference.offer, difference.effect, [[str(term) for term in region] for region in difference.regions])
    home-visit gains [['child.age_months 24 to 35']]
    >>> bool(programme.difference(programme))
    False
    """
    def __bool__(self, /) -> bool: ...
    def __copy__(self, /) -> Differences: ...
    def __deepcopy__(self, /, _memo: "object") -> Differences: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[Difference]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def added(self, /) -> tuple[str, ...]:
        """
        Offers that only the second has.
        """
    @property
    def after(self, /) -> Edition:
        """
        The second.
        """
    @property
    def before(self, /) -> Edition:
        """
        The first programme.
        """
    @property
    def changed(self, /) -> tuple[Changed, ...]:
        """
        What is written otherwise of offers that both have: what they cost, whose duty they are, in what they are counted.
        """
    @staticmethod
    def columns() -> "dict[str, type]":
        """
        The columns of `to_rows()` in their order, by plain Python types.

        >>> mj.Differences.columns()["effect"], mj.Differences.columns()["regions"]
        (<class 'str'>, list[str])
        """
    @property
    def differences(self, /) -> tuple[Difference, ...]:
        """
        What they mean to families, in the order of the first programme's offers, then of the second's.
        """
    @property
    def limits(self, /) -> Limits:
        """
        How large the families are.
        """
    @property
    def moved(self, /) -> tuple[Moved, ...]:
        """
        Offers of the first that stand in the second at another time, under another id.
        """
    @property
    def narrowed(self, /) -> tuple[Term, ...]:
        """
        Facts of which one programme allows more values than the other: only what both allow was compared.
        """
    @property
    def reached(self, /) -> tuple[Reached, ...]:
        """
        Who comes to belong to the target population, or is answered otherwise.
        """
    @property
    def removed(self, /) -> tuple[str, ...]:
        """
        Offers that only the first has.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> programme.difference(programme).to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> programme.difference(programme).to_json()[:13]
        '{"schema":1,"'
        """
    def to_rows(self, /, **more: "object") -> "list[dict[str, object]]":
        """
        One plain dict a difference, for a data frame; `columns()` says what stands in it. What is named here is added to
        every row.

        What `changed`, `reached` and `narrowed` tell, and what was not decided, are no rows.

        Raises `TypeError` for a name that is a column already.

        >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
        >>> row = programme.difference(later).to_rows(reform=True)[0]
        >>> row["effect"], row["regions"], row["before"], row["after"], row["reform"]
        ('gains', ['child.age_months 24 to 35'], 'no_longer', 'eligible', True)
        """
    def to_text(self, /, before: Programme, after: Programme, *, language: str | None = None, dictionary: Dictionary | None = None) -> str:
        """
        The comparison as a page of plain text, for those who write programmes and those who study them.

        `before` and `after` are the programmes that were compared: their titles are told. In the words of the dictionary
        shipped for a `language`, or of a `dictionary` of your own.

        Raises `DictionaryError` where none is shipped, or where your own has no part `[laws]`; `LawsError` where `before` or
        `after` is another programme, or another edition.

        >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36").replace('"1"', '"2"'))
        >>> said = programme.difference(later).to_text(programme, later, language="en").splitlines()
        >>> said[3:5]
        ['Home visit: new for some families', '  - the child (2 years old)']
        """
    @property
    def totals(self, /) -> tuple[Total, ...]:
        """
        How many offers of each kind.
        """
    @property
    def undecided(self, /) -> tuple[Undecided, ...]:
        """
        What was not decided.
        """

@final
class Dose:
    """
    How much of an offer: the exact bounds over what may still turn out.

    >>> mj.Dose("visit", least=4, most=12)
    Dose(unit='visit', least=4, most=12)
    >>> mj.Dose("visit", least=12, most=4)
    Traceback (most recent call last):
    millejours.errors.AssessmentError: the assessment cannot be read
    ...
    """
    def __copy__(self, /) -> Dose: ...
    def __deepcopy__(self, /, _memo: "object") -> Dose: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, unit: str, *, least: int, most: int) -> Dose: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Dose: ...
    def __repr__(self, /) -> str: ...
    @property
    def least(self, /) -> int:
        """
        The least that it can be.
        """
    @property
    def most(self, /) -> int:
        """
        The most that it can be.
        """
    def replace(self, /, **changes: "object") -> Dose:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Dose("visit", least=4, most=12).replace(least=8)
        Dose(unit='visit', least=8, most=12)
        """
    @property
    def unit(self, /) -> str:
        """
        The unit, such as `"visit"`.
        """

@final
class DueDays:
    """
    The days on which the law, or the programme, asks for an offer, within those on which it can be had.

    >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\\ndue = { in_month = 9 }')
    >>> mj.Programme.from_toml(text).schedule(family, "2026-06-01").entries[0].due
    <DueDays 2026-10-11 to 2026-11-10>
    """
    def __copy__(self, /) -> DueDays: ...
    def __deepcopy__(self, /, _memo: "object") -> DueDays: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date:
        """
        The first day.
        """
    @property
    def rolled(self, /) -> bool:
        """
        The last day is later than it was counted: it would have been no working day.
        """
    @property
    def until(self, /) -> date | None:
        """
        The last day; `None` where the window lasts as long as the offer can be had.
        """

@final
class DueErasure:
    """
    A thread that is over, whose bodies are due for erasure, and why.

    >>> due = mj.DueErasure("r1", "referral", "refused_by_family", since="2026-06-02", due="2026-06-02", events=["0" * 64])
    >>> due.thread, due.kind, due.ended, due.due
    ('r1', 'referral', 'refused_by_family', datetime.date(2026, 6, 2))
    """
    def __copy__(self, /) -> DueErasure: ...
    def __deepcopy__(self, /, _memo: "object") -> DueErasure: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, thread: str, kind: str, ended: str, *, since: date | str, due: date | str, events: Iterable[str] = ...) -> DueErasure: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> DueErasure: ...
    def __repr__(self, /) -> str: ...
    @property
    def due(self, /) -> date:
        """
        The day from which it is due.
        """
    @property
    def ended(self, /) -> str:
        """
        How it ended, in the words of its kind.
        """
    @property
    def events(self, /) -> tuple[str, ...]:
        """
        The ids of the events with bodies to erase. What is kept from other people stands in a row of its own.
        """
    @property
    def kind(self, /) -> str:
        """
        What it is: `"consent"`, `"referral"` and so on.
        """
    def replace(self, /, **changes: "object") -> DueErasure:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.DueErasure("r1", "referral", "completed", since="2026-06-02", due="2029-06-01").replace(ended="failed").ended
        'failed'
        """
    @property
    def since(self, /) -> date:
        """
        When it ended.
        """
    @property
    def thread(self, /) -> str:
        """
        The id of the thread.
        """

@final
class Edition:
    """
    One of the two programmes of a comparison.

    >>> programme.difference(programme).before
    <Edition house 1>
    """
    def __copy__(self, /) -> Edition: ...
    def __deepcopy__(self, /, _memo: "object") -> Edition: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def version(self, /) -> str:
        """
        Its edition.
        """

@final
class Evaluation:
    """
    What a programme says to many families on a day: a table for each kind of subject, with one row for each of them and one
    column for each offer.

    The tables speak Arrow: `polars.DataFrame(evaluation.family)`, `pyarrow.table(evaluation.child)`, DuckDB, pandas. They are
    written out batch by batch as they are read; until then an answer takes two bits.

    >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
    >>> evaluation
    <Evaluation by house 1 on 2026-06-01: 2 families, 1 offer>
    >>> polars.DataFrame(evaluation.child).rows()
    [(1, 'a', 1), (2, 'a', 2)]
    >>> mj.DecisionCode(2).name
    'UNDETERMINED'
    >>> polars.DataFrame(evaluation.eligible("child"))["home-visit"].to_list()
    [True, None]
    """
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adult(self, /) -> AnswerTable:
        """
        The answers of offers for adults: one row an adult, in the order of the families.
        """
    def barriers(self, /, by: ArrowColumns | None = None, weight: ArrowColumns | None = None, of: Subject = ...) -> Table:
        """
        Which rule keeps out how many, by any grouping: one row for each offer, group and rule.

        `kept_out` counts the rows to which the rule says no by itself, `alone` those among them that satisfy every other rule:
        without this one they would be eligible. A row that several rules keep out counts with each of them. Whom nothing is
        said of is kept out by nothing, and what is undetermined is no no. The evaluation needs `barriers=True`. `by`, `weight`
        and `of` are those of `counts_by`.

        | column | type | what |
        |---|---|---|
        | those of `by` | as given | the group |
        | `offer`, `subject` | text | the offer, and for whom it is |
        | `rule` | text | the rule's id |
        | `kind` | text | `when`: who does not satisfy it is kept out; `unless`: who satisfies it is |
        | `kept_out`, `alone` | int64 | rows |
        | `kept_out_weight`, `alone_weight` | float64 | with `weight`: what those rows stand for |

        Raises `ColumnsError` as `counts_by`, and where nobody asked for it when evaluating.

        >>> older = tables["children"].with_columns(born=datetime.date(2020, 2, 11))
        >>> evaluation = programme.evaluate(tables["family"], older, on="2026-06-01", complete=["children"], barriers=True)
        >>> polars.DataFrame(evaluation.barriers()).rows()
        [('home-visit', 'child', 'window', 'when', 2, 2)]
        >>> programme.evaluate(tables["family"], older, on="2026-06-01", complete=["children"]).barriers()
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        barriers: nobody asked whom rules keep out [columns.unknown]
          help: evaluate with `barriers=True`
        """
    def beside(self, /, after: Evaluation) -> Beside:
        """
        This evaluation beside a later one of the same families, or of another programme.

        Both have the same families and members in the same order; where they have keys, these are compared.

        Raises `ColumnsError` where the two are not of the same rows.

        >>> asked = {"on": "2026-06-01", "complete": ["children"]}
        >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
        >>> before.beside(programme.evaluate(tables["family"], tables["children"], on="2028-06-01", complete=["children"])).losing["home-visit"]
        1
        >>> before.beside(programme.evaluate(tables["family"].reverse(), tables["children"], **asked))
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        family.family: 2 rows, the first of them row 0: another key stands here before than after [columns.key]
          help: evaluate the same families twice, in the same order
        ...
        """
    def budget(self, /, take_up: Mapping[str, TakeUp | ArrowColumns], by: ArrowColumns | None = None, weight: ArrowColumns | None = None, of: Subject = ...) -> Table:
        """
        What offers come to, by any grouping: those who are eligible, times the share who take it up, times their doses, times
        what a unit costs. One row for each offer that has a take-up, and group.

        Everything has bounds, for unknown is not no: at least those who surely are eligible, at most with them those who may be.
        A dose is thought independent of the take-up. `by`, `weight` and `of` are those of `counts_by`; weights make it the
        budget of the population that rows stand for. Doses need `doses=True`.

        Where those who need an offer most take it up least, a share of all tells too high a cost. Then give a table in place of a
        `TakeUp`, with one row for each group: the columns of `by`, `least`, and if need be `most` and `unit_cost`.

        | column | type | what |
        |---|---|---|
        | those of `by` | as given | the group |
        | `offer`, `subject` | text | the offer, and for whom it is |
        | `eligible_least`, `eligible_most` | float64 | how many are eligible |
        | `takers_least`, `takers_most` | float64 | how many of them take it up |
        | `unit` | text | what the dose is counted in; null where there are no doses |
        | `dose_least`, `dose_most` | float64 | what they take |
        | `cost_least`, `cost_most` | float64 | what that costs; null where nobody said what a unit costs |

        Raises `ColumnsError` as `counts_by`; where no offer has an id, or by `of` it is not told; where a unit has a cost and
        there are no doses; where a group has no take-up, or two.

        >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\\ndose = { unit = "visit", amount = 3 }')
        >>> asked = {"on": "2026-06-01", "complete": ["children"], "doses": True}
        >>> evaluation = mj.Programme.from_toml(text).evaluate(tables["family"], tables["children"], **asked)
        >>> budget = evaluation.budget({"home-visit": mj.TakeUp(0.5, 1, unit_cost=40)}, weight=polars.Series([1000, 1000]))
        >>> polars.DataFrame(budget).select("takers_least", "takers_most", "dose_most", "cost_least", "cost_most").rows()
        [(500.0, 2000.0, 6000.0, 60000.0, 240000.0)]
        >>> region = polars.Series("region", ["north", "south"])
        >>> shares = polars.DataFrame({"region": ["south", "north"], "least": [0.25, 0.5]})
        >>> budget = evaluation.budget({"home-visit": shares}, by=region)
        >>> polars.DataFrame(budget).select("region", "takers_least", "takers_most").rows()
        [('north', 0.5, 0.5), ('south', 0.0, 0.25)]
        >>> evaluation.budget({"home-visits": mj.TakeUp(0.5)})
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        offer: no offer has this id [columns.unknown]
          help: did you mean `home-visit`?
        """
    @property
    def child(self, /) -> AnswerTable:
        """
        The answers of offers for children: one row a child, in the order of the families.
        """
    @property
    def counts(self, /) -> MappingProxyType[str, OfferCounts]:
        """
        By the id of each offer, in the programme's order, how many rows are of each kind.
        """
    def counts_by(self, /, by: ArrowColumns | None = None, weight: ArrowColumns | None = None, of: Subject = ...) -> Table:
        """
        How many rows have which answer, by any grouping: one row for each offer and group.

        `by` is a table that speaks Arrow, whose columns are the groups, or one column (a Series of polars or pandas 3, an array
        of pyarrow); without it all rows are one group. `weight` is a column of numbers: what each row stands for. Both have
        one row for each family, in the order in which families were given, and members take those of their family. With
        `of="child"` (`"adult"`, `"pregnancy"`) they have one for each child, in the order of the answers' table, and only offers
        for children are told.

        A table with a column named as the answers' key (`family`, and of members `member` as well) says whose its rows are: they may stand in
        any order, each family once, and the key is no group.

        Groups come in ascending order (texts by their bytes, categories that have an order in theirs) and keep their type. A null is a group of its own, the last:
        unknown is not no, and no row is dropped. Members of a list that is not complete are not rows, and count nowhere.

        | column | type | what |
        |---|---|---|
        | those of `by` | as given | the group; a column without a name is `group` |
        | `offer`, `subject` | text | the offer, and for whom it is |
        | `eligible`, `not_eligible`, `undetermined`, `silent` | int64 | rows whose answer is yes, no, hangs on what is missing; of which nothing is said |
        | `eligible_weight` … | float64 | with `weight`: what those rows stand for |

        Raises `ColumnsError` where `by` or `weight` have not as many rows, where groups have no order, and where a weight is
        missing, below zero or no number; where keys are not those of the answers, or stand twice.

        >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
        >>> counts = evaluation.counts_by(polars.Series("region", ["north", None]), weight=polars.Series([120.0, 80.0]))
        >>> polars.DataFrame(counts).select("region", "eligible", "undetermined", "undetermined_weight").rows()
        [('north', 1, 0, 0.0), (None, 0, 1, 80.0)]
        >>> evaluation.counts_by(polars.Series("region", ["north"]))
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        by: it has 1 rows, not 2 [columns.length]
          help: give one row for each family, in the order of the answers' table
        """
    def eligible(self, /, subject: Subject = ...) -> Table:
        """
        The answers of one kind of subject as yes and no: a column for each offer, null where the answer is undetermined and where
        nothing is said. The bits are those of the evaluation itself, lent and not copied.

        >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
        >>> polars.DataFrame(evaluation.eligible("child"))["home-visit"].sum()
        1
        >>> evaluation.eligible("house")
        Traceback (most recent call last):
        ValueError: expected 'family', 'adult', 'child' or 'pregnancy'
        while processing 'subject'
        """
    @property
    def family(self, /) -> AnswerTable:
        """
        The answers of offers for families: one row a family, in the order in which they were given.
        """
    def hangs_on(self, /, offer: str, *, alone: bool = False) -> Table:
        """
        Whose answer hangs on which missing fact of an offer: the keys as in the answers' table, row by row, and a column of yes
        and no for each fact, called `family.housing` or `child.born`. With `alone=True`, whose hangs on this fact alone. The
        evaluation needs `missing=True`; the bits are its own, lent and not copied.

        Raises `ColumnsError` where no offer has this id, and where nobody asked for it when evaluating.

        >>> asked = {"on": "2026-06-01", "complete": ["children"]}
        >>> evaluation = programme.evaluate(tables["family"], tables["children"], **asked, missing=True)
        >>> polars.DataFrame(evaluation.hangs_on("home-visit"))["child.born"].to_list()
        [False, True]
        >>> programme.evaluate(tables["family"], tables["children"], **asked).hangs_on("home-visit")
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        missing: nobody asked what answers hang on [columns.unknown]
          help: evaluate with `missing=True`
        """
    def kept_out(self, /, offer: str, *, alone: bool = False) -> Table:
        """
        Whom the rules of an offer keep out: the keys as in the answers' table, row by row, and a column of yes and no for each
        rule of `when`, then of `unless`. With `alone=True`, whom this rule alone keeps out. The evaluation needs
        `barriers=True`; the bits are its own, lent and not copied.

        Raises `ColumnsError` where no offer has this id, and where nobody asked for it when evaluating.

        >>> older = tables["children"].with_columns(born=datetime.date(2020, 2, 11))
        >>> evaluation = programme.evaluate(tables["family"], older, on="2026-06-01", complete=["children"], barriers=True)
        >>> polars.DataFrame(evaluation.kept_out("home-visit")).rows(named=True)[0]
        {'family': 1, 'member': 'a', 'window': True}
        >>> evaluation.kept_out("home-visits")
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        offer: no offer has this id [columns.unknown]
          help: did you mean `home-visit`?
        """
    def missing(self, /, by: ArrowColumns | None = None, weight: ArrowColumns | None = None, of: Subject = ...) -> Table:
        """
        Which missing fact leaves how many undetermined, by any grouping: one row for each offer, group and fact.

        `undetermined` counts the rows whose answer telling the fact could change, `alone` those that hang on no other fact. A
        row that hangs on several counts with each of them. It is what an assessment of each family lists as missing, without
        what would change the dose alone. Facts that a rule reads and that no answer hangs on are told with a zero. The
        evaluation needs `missing=True`. `by`, `weight` and `of` are those of `counts_by`; the column `of` says whose the fact is.

        | column | type | what |
        |---|---|---|
        | those of `by` | as given | the group |
        | `offer`, `subject` | text | the offer, and for whom it is |
        | `of`, `fact` | text | whose fact, and which: as its column is called; `children` of a family where the list may lack some |
        | `undetermined`, `alone` | int64 | rows |
        | `undetermined_weight`, `alone_weight` | float64 | with `weight`: what those rows stand for |

        Raises `ColumnsError` as `counts_by`, and where nobody asked for it when evaluating.

        >>> asked = {"on": "2026-06-01", "complete": ["children"]}
        >>> evaluation = programme.evaluate(tables["family"], tables["children"], **asked, missing=True)
        >>> polars.DataFrame(evaluation.missing()).filter(polars.col("undetermined") > 0).rows()
        [('home-visit', 'child', 'child', 'born', 1, 1)]
        >>> programme.evaluate(tables["family"], tables["children"], **asked).missing()
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        missing: nobody asked what answers hang on [columns.unknown]
          help: evaluate with `missing=True`
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def pregnancy(self, /) -> AnswerTable:
        """
        The answers of offers for pregnancies: one row a pregnancy, in the order of the families.
        """
    @property
    def report(self, /) -> tuple[Problem, ...]:
        """
        What was wrong with the tables and was taken as unknown, where a report was asked for: else nothing is.
        """
    @property
    def unread(self, /) -> tuple[str, ...]:
        """
        The columns that were given and that nothing read, as `children.weight`: of the families first, then of each table, in the
        order of its columns. A column that has to be there is told where it is missing; one that need not be there, as
        `died`, is lost without a trace under another name: look for it here. What is very like such a name is warned of.

        >>> children = tables["children"].with_columns(weight=3.2)
        >>> programme.evaluate(tables["family"], children, on="2026-06-01", complete=["children"]).unread
        ('children.weight',)
        >>> import warnings
        >>> with warnings.catch_warnings():
        ...     warnings.simplefilter("error")
        ...     programme.evaluate(tables["family"], children.rename({"weight": "arived"}), on="2026-06-01", complete=["children"])
        Traceback (most recent call last):
        UserWarning: children.arived: nothing reads this column; is `arrived` meant?
        """

@final
class EvaluationBatches:
    """
    The answers to a stream of families, piece by piece: an iterator of `Evaluation`.

    There is at least one piece, so that the columns are known also of no families.

    >>> pieces = programme.evaluate_batches(tables["family"], tables["children"], on="2026-06-01", complete=["children"], rows=1)
    >>> [polars.DataFrame(piece.child).rows() for piece in pieces]
    [[(1, 'a', 1)], [(2, 'a', 2)]]
    """
    def __iter__(self, /) -> EvaluationBatches: ...
    def __next__(self, /) -> Evaluation: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...

@final
class Event:
    """
    One signed event of a journal: its header, and what it says unless that was erased.

    >>> event = mj.Event.from_json(journal.to_jsonl().splitlines()[0])
    >>> event.thread, event.author, event.on, event.kind
    ('r1', 'provider:midwife', datetime.date(2026, 6, 1), 'referral')
    >>> event.id == mj.Journal.from_jsonl(event.to_json(), journal.id, roster).heads()[0]
    True
    """
    def __copy__(self, /) -> Event: ...
    def __deepcopy__(self, /, _memo: "object") -> Event: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def author(self, /) -> str:
        """
        Who says it.
        """
    @property
    def entry(self, /) -> str | None:
        """
        What it says, as JSON; `None` where that was erased.
        """
    @staticmethod
    def from_json(line: str | bytes) -> Event:
        """
        Read one line of a journal, without its end. Its form is read, and its id computed; who signed it is verified by a
        `Journal` or a `Replay`.

        Raises `JournalError` with everything that is wrong with it.

        >>> mj.Event.from_json(event.to_json()) == event
        True
        >>> mj.Event.from_json("{}")
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    @property
    def id(self, /) -> str:
        """
        Its id: what is signed, hashed.
        """
    @property
    def kind(self, /) -> str | None:
        """
        What kind of thing it says; `None` where that was erased.
        """
    @property
    def on(self, /) -> date:
        """
        Its day.
        """
    @property
    def thread(self, /) -> str:
        """
        The id of the thread in which it stands.
        """
    def to_json(self, /) -> str:
        """
        The event as its line in a journal.

        >>> event.to_json()[:40]
        '{"header":{"author":"provider:midwife","'
        """

@final
class ExplainedOffer:
    """
    The answer about one offer, in words.

    >>> said = programme.explain(family, "2026-06-01", language="en").offers[0]
    >>> said.title, said.title_language, said.reasons
    ('Home visit', None, ())
    """
    def __copy__(self, /) -> ExplainedOffer: ...
    def __deepcopy__(self, /, _memo: "object") -> ExplainedOffer: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def about(self, /) -> str | None:
        """
        What it is, in the author's words.
        """
    @property
    def already(self, /) -> str | None:
        """
        That the family already has it.
        """
    @property
    def amount(self, /) -> str | None:
        """
        How much.
        """
    @property
    def caution(self, /) -> str | None:
        """
        That the answer could not be worked out to the end.
        """
    @property
    def changes(self, /) -> tuple[str, ...]:
        """
        What would open it.
        """
    @property
    def contact(self, /) -> str | None:
        """
        How to reach who gives it.
        """
    @property
    def cost(self, /) -> str | None:
        """
        What it costs, unless it is a no.
        """
    @property
    def decision(self, /) -> Decision:
        """
        The decision, as a symbol.
        """
    @property
    def duty(self, /) -> str | None:
        """
        Whose duty it is, unless it is a no. A provider's duty is never told as the family's.
        """
    @property
    def helps_to_know(self, /) -> tuple[str, ...]:
        """
        What would help to know, as questions.
        """
    @property
    def offer(self, /) -> str:
        """
        The offer's id.
        """
    @property
    def provider(self, /) -> str | None:
        """
        Who gives it.
        """
    @property
    def provider_language(self, /) -> str | None:
        """
        The language of the provider's title, where it is not the dictionary's.
        """
    @property
    def reasons(self, /) -> tuple[str, ...]:
        """
        Why. To families in the author's own words, or not at all.
        """
    @property
    def sentence(self, /) -> str:
        """
        The decision, in a sentence.
        """
    @property
    def subject(self, /) -> str | None:
        """
        The member's id, where the offer is for one.
        """
    @property
    def tier(self, /) -> str | None:
        """
        For whom it is meant. For professionals alone.
        """
    @property
    def title(self, /) -> str:
        """
        The offer's title.
        """
    @property
    def title_language(self, /) -> str | None:
        """
        The title's language, where it is not the dictionary's.
        """
    @property
    def whom(self, /) -> str | None:
        """
        Whom it is for, where it is for a member.
        """

@final
class ExplainedQuestion:
    """
    A question in words.

    >>> question = programme.explain(family, "2026-06-01", language="en").questions[0]
    >>> question.fact, bool(question.sentence), question.unlocks
    ('child[c2].born', True, ('Home visit',))
    """
    def __copy__(self, /) -> ExplainedQuestion: ...
    def __deepcopy__(self, /, _memo: "object") -> ExplainedQuestion: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def fact(self, /) -> str:
        """
        The fact, by its full name.
        """
    @property
    def sentence(self, /) -> str:
        """
        How to ask for it.
        """
    @property
    def sentence_language(self, /) -> str | None:
        """
        The sentence's language, where it is not the dictionary's.
        """
    @property
    def unlocks(self, /) -> tuple[str, ...]:
        """
        The titles of the offers whose answers it can change.
        """

@final
class Explanation:
    """
    An answer in words: to a family in plain ones, to a professional with rules and sources.

    `str(explanation)` is the whole as a page of plain text. Texts of the programme stand in it as they are.

    >>> said = programme.explain(family, "2026-06-01", language="fr")
    >>> said.language, said.direction, said.audience
    ('fr', 'ltr', 'family')
    >>> said.offers[0].offer, said.offers[0].decision, bool(said.offers[0].sentence)
    ('home-visit', 'eligible', True)
    >>> str(said) == said.to_text()
    True
    """
    def __copy__(self, /) -> Explanation: ...
    def __deepcopy__(self, /, _memo: "object") -> Explanation: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def audience(self, /) -> Audience:
        """
        Who reads.
        """
    @property
    def direction(self, /) -> Direction:
        """
        The direction in which it is written.
        """
    @property
    def language(self, /) -> str:
        """
        The dictionary's language.
        """
    @property
    def offers(self, /) -> tuple[ExplainedOffer, ...]:
        """
        The answers, in the order of the assessment's. After a loss, where no child is there or expected, a family reads none
        that only a child or a pregnancy that nobody listed could make a yes.
        """
    @property
    def questions(self, /) -> tuple[ExplainedQuestion, ...]:
        """
        The questions, the most useful first.
        """
    @property
    def response(self, /) -> str:
        """
        How the network answers, in a sentence.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The explanation as a plain dict with the keys of the wire form.

        >>> programme.explain(family, "2026-06-01", language="de").to_dict()["language"]
        'de'
        """
    def to_json(self, /) -> str:
        """
        The explanation as JSON: the same bytes as in Rust and in Kotlin.

        >>> said = programme.explain(family, "2026-06-01", language="en")
        >>> said.to_json() == programme.explain_json(family.to_json(), "2026-06-01", language="en")
        True
        """
    def to_text(self, /) -> str:
        """
        The whole as a page of plain text.

        >>> programme.explain(family, "2026-06-01", language="en").to_text().splitlines()[0] != ""
        True
        """

@final
class FactDefinition:
    """
    What a fact is: its type and unit, its category, how to ask for it.

    >>> fact = mj.Programme.from_toml('''
    ... schema = 1
    ... id = "house"
    ... version = "1"
    ... valid = { from = 2026-01-01 }
    ... offers = []
    ... [facts.family.savings]
    ... type = "money"
    ... currency = "EUR"
    ... range = [0, 100000]
    ... category = "income"
    ... ''').facts["family.savings"]
    >>> fact.type, fact.currency, fact.places, fact.range, fact.category
    ('money', 'EUR', 2, ('0.00', '100000.00'), 'income')
    """
    def __copy__(self, /) -> FactDefinition: ...
    def __deepcopy__(self, /, _memo: "object") -> FactDefinition: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def category(self, /) -> Category:
        """
        Its data category.
        """
    @property
    def changeable(self, /) -> bool:
        """
        May the family change it? Only such facts stand in changes that would turn a no.
        """
    @property
    def currency(self, /) -> str | None:
        """
        The currency of an amount (ISO 4217).
        """
    @property
    def disadvantage(self, /) -> bool | str | tuple[str, ...] | None:
        """
        Its disadvantaged end: `"low"`, `"high"`, `True`, `False`, or the values; `None` where it has none.
        """
    @property
    def fresh_months(self, /) -> int | None:
        """
        For how many months a dated value stays fresh.
        """
    @property
    def name(self, /) -> str:
        """
        Its full name, such as `"family.savings"`.
        """
    @property
    def places(self, /) -> int | None:
        """
        Digits after the point, of a number or an amount.
        """
    @property
    def question(self, /) -> MappingProxyType[str, str]:
        """
        How to ask for it, by language.
        """
    @property
    def range(self, /) -> tuple[int, int] | tuple[str, str] | None:
        """
        The least and the greatest value, where they are declared: whole numbers, days, or digits.
        """
    @property
    def records(self, /) -> Records | None:
        """
        What it records that no condition should read: a `"refusal"`, the result of a `"screening"`; else `None`.
        """
    @property
    def source(self, /) -> str | None:
        """
        Where the definition comes from.
        """
    @property
    def subject(self, /) -> Subject:
        """
        Whom it is about.
        """
    @property
    def title(self, /) -> MappingProxyType[str, str]:
        """
        Its title by language.
        """
    @property
    def type(self, /) -> FactKind:
        """
        Its type: `"bool"`, `"int"`, `"number"`, `"money"`, `"date"`, `"code"` or `"enum"`.
        """
    @property
    def unit(self, /) -> str | None:
        """
        Its unit, for people.
        """
    @property
    def values(self, /) -> tuple[str, ...] | None:
        """
        The values of an enum, ascending.
        """

@final
class Family:
    """
    The people around a child or a wish for one, and what is known of them.

    What is absent is unknown, and lists of members are open unless `complete` names them. Members are objects or plain
    mappings, where `None` is unknown too; all that is wrong comes at once, in one `FamilyError`.

    >>> family = mj.Family(
    ...     territory="FR-69381",
    ...     children=[mj.Child("c1", born="2026-02-11"), {"id": "c2"}],
    ...     complete=["children"],
    ...     facts={"housing": "own"},
    ... )
    >>> family.children[0].born, family.children[1].born
    (datetime.date(2026, 2, 11), None)
    >>> family.facts["housing"].value
    'own'
    >>> family.replace(territory=None) == family  # a new one; the first is as it was
    False
    >>> try:
    ...     mj.Family(id="no id", children=[{"id": "c1", "born": "2026-02-30"}, {"id": "c1"}])
    ... except mj.FamilyError as refused:
    ...     [(problem.path, problem.code) for problem in refused.problems]
    [('id', 'id.invalid'), ('children[0].born', 'date.invalid'), ('children[1].id', 'id.duplicate')]
    """
    def __copy__(self, /) -> Family: ...
    def __deepcopy__(self, /, _memo: "object") -> Family: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, id: str | None = None, territory: str | None = None, other_territories: Iterable[str] | None = None, languages: Iterable[str] | None = None, complete: Iterable[Complete] | None = None, adults: Iterable[Adult | Mapping[str, object]] | None = None, children: Iterable[Child | Mapping[str, object]] | None = None, pregnancies: Iterable[Pregnancy | Mapping[str, object]] | None = None, relations: Iterable[Relation | Mapping[str, object]] | None = None, needs: Iterable[Need | Mapping[str, object]] | None = None, resources: Iterable[Resource | Mapping[str, object]] | None = None, supports: Iterable[Support | Mapping[str, object]] | None = None, facts: Mapping[str, GivenFact | bool | int | Decimal | date | str | Mapping[str, object] | None] | None = None, declined: Iterable[str] | None = None) -> Family: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Family: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adults(self, /) -> tuple[Adult, ...]:
        """
        Adults.
        """
    @property
    def children(self, /) -> tuple[Child, ...]:
        """
        Children, expected ones included.
        """
    @property
    def complete(self, /) -> tuple[Complete, ...]:
        """
        The lists of members from which nobody is missing.
        """
    @property
    def declined(self, /) -> tuple[str, ...]:
        """
        Facts that were asked for and not answered, by their full names: they stay unknown, and are not asked again.
        """
    @property
    def facts(self, /) -> MappingProxyType[str, GivenFact]:
        """
        What else is known of the family, by name.
        """
    @staticmethod
    def from_dict(mapping: Mapping[str, object]) -> Family:
        """
        Read a family from a mapping with the keys of the wire form; `schema` may be left out.

        As with keywords, `None` in a mapping is unknown, so that a row of a table will do.

        Raises `FamilyError` with everything that is wrong with it, `TypeError` for values that no document has, such as a
        `float`.

        >>> mj.Family.from_dict({"children": [{"id": "c1", "born": datetime.date(2026, 2, 11)}]}).children[0].id
        'c1'
        >>> mj.Family.from_dict({"territory": None, "children": [{"id": "c1", "born": None}]})
        Family(children=(Child(id='c1'),))
        >>> mj.Family.from_dict({"facts": {"savings": 812.5}})
        Traceback (most recent call last):
        TypeError: facts.(key 1): a float is not exact: give `decimal.Decimal("812.50")`, or the digits as text
        """
    @staticmethod
    def from_json(text: str | bytes) -> Family:
        """
        Read a family from JSON, in the one wire form.

        Raises `FamilyError` with everything that is wrong with it.

        >>> mj.Family.from_json('{"schema": 1, "children": [{"id": "c1"}]}')
        Family(children=(Child(id='c1'),))
        >>> mj.Family.from_json('{"schema": 1, "childs": []}')
        Traceback (most recent call last):
        millejours.errors.FamilyError: the family cannot be used
        childs: unknown key `childs` [document.unknown_key]
        ...
        help: did you mean `children`?
        """
    @property
    def id(self, /) -> str | None:
        """
        An id of the caller's choice, if any.
        """
    @property
    def languages(self, /) -> tuple[str, ...] | None:
        """
        All its languages, as tags; `None` where nobody said.
        """
    @property
    def needs(self, /) -> tuple[Need, ...]:
        """
        Needs.
        """
    @property
    def other_territories(self, /) -> tuple[str, ...] | None:
        """
        Other territories where it lives part of the time. `()` says that there are none, `None` that nobody said.
        """
    @property
    def pregnancies(self, /) -> tuple[Pregnancy, ...]:
        """
        Pregnancies.
        """
    @property
    def relations(self, /) -> tuple[Relation, ...]:
        """
        What the adults are to the children.
        """
    def replace(self, /, **changes: "object") -> Family:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> family.replace(territory="FR-69381").territory, family.territory
        ('FR-69381', None)
        >>> family.replace(teritory="FR-69381")
        Traceback (most recent call last):
        TypeError: Family.__new__() got an unexpected keyword argument 'teritory'
        """
    @property
    def resources(self, /) -> tuple[Resource, ...]:
        """
        Strengths.
        """
    @property
    def supports(self, /) -> tuple[Support, ...]:
        """
        Help that the family already has.
        """
    @property
    def territory(self, /) -> str | None:
        """
        The territory where the family lives, by its code.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The family as a plain dict with the keys of the wire form.

        >>> mj.Family(children=[mj.Child("c1")]).to_dict()
        {'schema': 1, 'children': [{'id': 'c1'}]}
        """
    def to_json(self, /) -> str:
        """
        The family as JSON, in the one wire form: what is unknown is left out.

        >>> mj.Family(id="f-001", children=[mj.Child("c1")]).to_json()
        '{"schema":1,"id":"f-001","children":[{"id":"c1"}]}'
        """

@final
class Finding:
    """
    What is known of one law: that it holds, or what breaks it, or what was not decided.

    >>> finding = programme.laws()["gradient"]
    >>> finding.verdict, finding.breaks, finding.undecided
    ('holds', (), ())
    """
    def __copy__(self, /) -> Finding: ...
    def __deepcopy__(self, /, _memo: "object") -> Finding: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def breaks(self, /) -> tuple[Break, ...]:
        """
        What breaks it, the smallest families first within each offer and fact.
        """
    @property
    def editions(self, /) -> tuple[InForce, ...]:
        """
        The editions that were looked at together, in the order of their days: of `"no_gap"` alone.
        """
    @property
    def facts(self, /) -> tuple[str, ...]:
        """
        The facts that were varied over their whole ranges, by the names that conditions use.
        """
    @property
    def law(self, /) -> Law:
        """
        The law.
        """
    @staticmethod
    def no_gap(programmes: Iterable[Programme]) -> Finding:
        """
        Do versions of one programme leave no day without a rule and no day with two?

        `ProgrammeHistory` refuses versions for which this does not hold; here it is shown where.

        >>> early = "schema = 1\\nid = 'h'\\nversion = '1'\\nvalid = { from = 2019-03-01, until = 2024-12-31 }\\noffers = []"
        >>> late = "schema = 1\\nid = 'h'\\nversion = '2'\\nvalid = { from = 2025-01-02 }\\noffers = []"
        >>> finding = mj.Finding.no_gap(mj.Programme.from_toml(text) for text in (early, late))
        >>> finding.verdict, finding.breaks[0].kind, finding.breaks[0].on
        ('broken', 'gap', datetime.date(2025, 1, 1))
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The finding as a plain dict with the keys of the wire form.

        >>> programme.laws()["intensity"].to_dict()["verdict"]
        'holds'
        """
    def to_json(self, /) -> str:
        """
        The finding as JSON, as it stands in that of the laws.

        >>> programme.laws()["intensity"].to_json()
        '{"law":"intensity","verdict":"holds","facts":[]}'
        """
    @property
    def undecided(self, /) -> tuple[Undecided, ...]:
        """
        What was not decided.
        """
    @property
    def verdict(self, /) -> Verdict:
        """
        Whether it `"holds"`, is `"broken"`, or is `"not_decided"`.
        """

@final
class GivenFact:
    """
    A fact as it was given: its value, and perhaps whose word it is and from when.

    A bare value stands for one without voice and day. Values are exact: a `float` is refused. Dates and digits after a
    point come back as text, as the wire form writes them.

    >>> mj.GivenFact("own", voice="family", as_of="2026-01-10")
    GivenFact(value='own', voice='family', as_of=datetime.date(2026, 1, 10))
    >>> mj.GivenFact(decimal.Decimal("812.50")).value
    '812.50'
    >>> mj.GivenFact(812.5)
    Traceback (most recent call last):
    TypeError: value: a float is not exact: give `decimal.Decimal("812.50")`, or the digits as text
    """
    def __copy__(self, /) -> GivenFact: ...
    def __deepcopy__(self, /, _memo: "object") -> GivenFact: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, value: bool | int | Decimal | date | str, *, voice: str | None = None, as_of: date | str | None = None) -> GivenFact: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> GivenFact: ...
    def __repr__(self, /) -> str: ...
    @property
    def as_of(self, /) -> date | None:
        """
        The day on which it was so.
        """
    def replace(self, /, **changes: "object") -> GivenFact:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.GivenFact("own").replace(voice="family")
        GivenFact(value='own', voice='family')
        """
    @property
    def value(self, /) -> bool | int | str:
        """
        The value.
        """
    @property
    def voice(self, /) -> str | None:
        """
        Whose word it is: `"family"`, or a professional's; `None` where nobody said.
        """

@final
class Goal:
    """
    What a family wants to reach, in its own words.

    >>> goal = accompaniment.goals[0]
    >>> goal.id, goal.words, goal.state, goal.since
    ('o1', 'a place to stay', 'open', datetime.date(2026, 6, 3))
    """
    def __copy__(self, /) -> Goal: ...
    def __deepcopy__(self, /, _memo: "object") -> Goal: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def since(self, /) -> date:
        """
        Since when.
        """
    @property
    def state(self, /) -> GoalState:
        """
        Where it stands, in the family's eyes.
        """
    @property
    def words(self, /) -> str:
        """
        The family's words.
        """

@final
class InForce:
    """
    An edition of a programme, and the days on which it is in force.

    >>> (edition,) = mj.Finding.no_gap([programme]).editions
    >>> edition.version, edition.from_, edition.until
    ('1', datetime.date(2026, 1, 1), None)
    """
    def __copy__(self, /) -> InForce: ...
    def __deepcopy__(self, /, _memo: "object") -> InForce: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date:
        """
        The first day.
        """
    @property
    def until(self, /) -> date | None:
        """
        The last day, if it ends.
        """
    @property
    def version(self, /) -> str:
        """
        The edition.
        """

@final
class Journal:
    """
    Signed events that are only ever added, and what stands because of them: consents, confidences, referrals, disclosures.

    Copies that were added to apart merge to the same bytes, in any order. Keys, random bytes and the day come from the caller.
    A journal is stored as `to_jsonl()` and read with the roster that verifies it; it is never pickled, since nobody would
    verify it then. It may be shared between threads.

    >>> secret = bytes([1]) * 32  # in earnest 32 random bytes, kept by whoever signs
    >>> public = mj.public_key(secret)
    >>> keys = f'[{{"party": "provider:midwife", "public": "{public.hex()}"}}]'
    >>> roster = mj.Roster.from_json(f'{{"schema": 1, "keys": {keys}}}')
    >>> journal = mj.Journal("05" * 16)  # in earnest secrets.token_hex(16), drawn once for the family
    >>> unsigned = journal.draft(
    ...     thread="r1", author="provider:midwife", key=public, on="2026-06-01",
    ...     salt=bytes([7]) * 32,  # in earnest 32 random bytes, new each time
    ...     entry='''{"kind": "referral", "offer": "home-visit", "provider": "provider:pmi", "sender": "provider:midwife",
    ...         "about": ["family"], "state": "proposed", "by": "provider:midwife"}''',
    ... )
    >>> journal.append(unsigned.sign(secret), roster, "2026-06-01")
    True
    >>> journal
    <Journal of 1 event>
    """
    def __copy__(self, /) -> Journal: ...
    def __deepcopy__(self, /, _memo: "object") -> Journal: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str) -> Journal: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def accompaniment(self, /, id: str, on: date | str) -> Accompaniment | None:
        """
        An accompaniment as it stands on a day, by its id; `None` where nothing of it is known.

        Raises `DateError`.

        >>> journal.accompaniment("w1", "2026-06-05") is None
        True
        """
    def accompaniments(self, /, on: date | str) -> tuple[Accompaniment, ...]:
        """
        The accompaniments as they stand on a day, by their ids.

        Raises `DateError`.

        >>> journal.accompaniments("2026-06-05")
        ()
        """
    def append(self, /, event: str | bytes, roster: Roster, on: date | str) -> bool:
        """
        Add a signed event (a line of JSON), as it arrives on a day. Is it, or anything of it, new?

        Raises `DateError`, and `JournalError` where the event is not verified or may not follow; the journal is then as it was.

        >>> journal.append(journal.to_jsonl().rstrip(), roster, "2026-06-01")
        False
        >>> journal.append(journal.to_jsonl().rstrip(), mj.Roster.from_json('{"schema": 1, "keys": []}'), "2026-06-01")
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    def append_due(self, /, event: str | bytes, rules: RetentionRules | str | bytes, roster: Roster, on: date | str) -> bool:
        """
        Add a signed erasure of what is due by rules of retention (`RetentionRules`, or a document of JSON), as it arrives on a day. What was shown, and
        what was shared under a law, is erased in no other way. Is it, or anything of it, new?

        Raises as `append`, and `JournalError` where the rules are at fault.

        >>> journal.append_due(journal.to_jsonl().rstrip(), '{"schema": 1, "keep": []}', roster, "2026-06-01")
        False
        """
    @staticmethod
    def cascade_columns() -> "dict[str, type]":
        """
        The columns of `cascade_table()` in their order, by plain Python types.

        >>> mj.Journal.cascade_columns()["accepted"], mj.Journal.cascade_columns()["days_to_accepted"]
        (<class 'datetime.date'>, <class 'int'>)
        """
    def cascade_table(self, /, on: date | str, **more: "object") -> "list[dict[str, object]]":
        """
        One plain dict a referral as it stands on a day, for a data frame; `cascade_columns()` says what stands in it.

        Each state has a column with the day on which it was first reached, missing where it was not. Days are counted between
        the first of each: from proposed to requested, requested to accepted, accepted to in progress; missing where one of
        the two is. Every referral has its row, also one that was entered in error: its `state` says so.

        Raises `DateError`, and `TypeError` for a name that is a column already.

        >>> row = journal.cascade_table("2026-06-05")[0]
        >>> row["offer"], row["state"], row["proposed"], row["requested"], row["days_to_requested"]
        ('home-visit', 'proposed', datetime.date(2026, 6, 1), None, None)
        """
    @staticmethod
    def columns() -> "dict[str, type]":
        """
        The columns of `to_table()` in their order, by plain Python types.

        >>> mj.Journal.columns()["on"]
        <class 'datetime.date'>
        """
    def consents_json(self, /, on: date | str) -> str:
        """
        The consents, confidences and sharings under laws that stand on a day, as JSON: what `Programme.decide_json` takes.

        Raises `DateError`.

        >>> journal.consents_json("2026-06-05")
        '{"schema":1}'
        """
    def copy_for(self, /, reader: str, family: Family | Mapping[str, object], on: date | str) -> Journal:
        """
        What a reader may have of it, as a new journal: the threads that they belong to, each up to where it is kept from them.

        Raises `DateError`, `FamilyError`, and `ValueError` for a reader who is no party.

        >>> family = {"adults": [{"id": "a1"}]}
        >>> [len(journal.copy_for(who, family, "2026-06-01")) for who in ("provider:midwife", "provider:pmi")]
        [1, 0]
        >>> journal.copy_for("midwife", family, "2026-06-01")
        Traceback (most recent call last):
        ValueError: this is no party: expected one such as 'provider:pmi' or 'adult:a1'
        """
    def draft(self, /, *, thread: str, author: str, key: bytes, on: date | str, entry: str | bytes, salt: bytes, kept_from: Iterable[str] = ...) -> UnsignedEvent:
        """
        An event on what stands, to be signed.

        `thread` is the id of the consent, referral and so on; `key` the author's public key; `entry` what is said, as JSON;
        `salt` 32 random bytes, new each time; `kept_from` those who never see this event, nor what follows it.

        Raises `DateError`, `JournalError` where the entry cannot be read or the event may not stand there, and `ValueError`
        for what is no party, key or salt.

        >>> key, salt = mj.public_key(bytes([1]) * 32), bytes([8]) * 32
        >>> note = '{"kind": "note", "text": "telephoned"}'
        >>> journal.draft(thread="r1", author="provider:midwife", key=key, on="2026-06-02", entry=note, salt=salt)
        <UnsignedEvent of 'r1' by 'provider:midwife' on 2026-06-02>
        >>> try:
        ...     journal.draft(thread="r1", author="provider:midwife", key=key, on="2026-05-02", entry=note, salt=salt)
        ... except mj.JournalError as refused:
        ...     print(refused.code)
        journal.before_parent
        """
    def due_for_erasure(self, /, rules: RetentionRules | str | bytes, on: date | str) -> tuple[DueErasure, ...]:
        """
        The threads that are over and were kept for as long as the rules of retention say (`RetentionRules`, or a document of
        JSON), with the events to erase: each row is to be drafted as an erasure of its own, `{"kind": "erasure", "events": [...]}`,
        and added with `append_due`. Nothing is erased by itself. Of a consent with a no in it (`withdrawn`, `refused`, ...), and
        of a confidence, the giver signs it; or somebody who is no member of the family, and the entry has `"by"` (the giver) and
        `"evidence"` (`{"form": "spoken"}`): else `journal.authority`.

        Raises `DateError`, and `JournalError` where the rules are at fault.

        >>> journal.due_for_erasure('{"schema": 1, "keep": [{"thread": "referral", "days": 0}]}', "2026-06-05")
        ()
        >>> journal.due_for_erasure('{"schema": 1}', "2026-06-05")
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    def due_for_erasure_json(self, /, rules: str | bytes, on: date | str) -> str:
        """
        What is due for erasure by rules of retention (a document of JSON), as JSON.

        Raises `DateError`, and `JournalError` where the rules are at fault.

        >>> journal.due_for_erasure_json('{"schema": 1, "keep": []}', "2026-06-05")[-27:]
        '"on":"2026-06-05","due":[]}'
        """
    @staticmethod
    def from_jsonl(text: str | bytes, id: str, roster: Roster) -> Journal:
        """
        Read a stored journal, one event a line, and verify all of it: that it is the journal of that `id`, signatures, keys,
        order, what follows what, and that no body is gone which nobody erased.

        Raises `JournalError` with everything that is wrong with it, by line and by the id of the event, and `ValueError` for what
        is no id of a journal.

        >>> mj.Journal.from_jsonl(journal.to_jsonl(), journal.id, roster) == journal
        True
        >>> try:
        ...     mj.Journal.from_jsonl(journal.to_jsonl().replace("home-visit", "home-visits"), journal.id, roster)
        ... except mj.JournalError as refused:
        ...     print(refused.code, refused.line)
        journal.commitment 1
        """
    def heads(self, /) -> tuple[str, ...]:
        """
        The ids of the events that none follows. Kept somewhere, they tell later whether anything was dropped (`missing`).

        >>> len(journal.heads())
        1
        """
    @property
    def id(self, /) -> str:
        """
        Its name: 32 digits, drawn at random once for a family, the same in every copy and signed in every event. Keep it beside
        what is stored.

        >>> journal.id == "05" * 16
        True
        """
    def merge(self, /, other: Journal, roster: Roster, on: date | str) -> "tuple[Journal, dict[str, str]]":
        """
        This journal with all that another copy holds, as a new one, and what of the other was not taken in: by the ids of the
        events, why.

        What is new here is verified as it arrives on the day: a key that was revoked by then brings nothing, whatever day its
        events bear, and no event from after that day comes in. The rest does, and what is here stays.

        Raises `DateError`, and `JournalError` where the other is a copy of another journal.

        >>> merged, refused = mj.Journal(journal.id).merge(journal, roster, "2026-06-01")
        >>> merged == journal, refused
        (True, {})
        >>> nobody = mj.Roster.from_json('{"schema": 1, "keys": []}')
        >>> list(mj.Journal(journal.id).merge(journal, nobody, "2026-06-01")[1].values())
        ['journal.key_unknown']
        """
    def missing(self, /, heads: Iterable[str]) -> tuple[str, ...]:
        """
        Which of the heads that somebody remembers are not here.

        Raises `ValueError` for what is no id of an event.

        >>> journal.missing(journal.heads())
        ()
        >>> mj.Journal(journal.id).missing(journal.heads()) == journal.heads()
        True
        """
    def referrals(self, /, on: date | str) -> list[Referral]:
        """
        The referrals as they stand on a day.

        Raises `DateError`.

        >>> journal.referrals("2026-06-05")
        [<Referral 'r1' to 'provider:pmi': proposed>]
        """
    def standing_json(self, /, on: date | str) -> str:
        """
        Everything that stands on a day, as JSON: each thread, the consents (as `Programme.decide_json` takes them), the
        referrals, and the heads of the whole journal.

        Raises `DateError`.

        >>> import json
        >>> json.loads(journal.standing_json("2026-06-05"))["standings"][0]["state"]
        'proposed'
        """
    def to_be_marked(self, /, family: Family | Mapping[str, object]) -> list[tuple[str, str]]:
        """
        What is still to be said so that nobody hands on what is kept: threads, each with the entry (as JSON) to be drafted in it. Sign
        them before copies are made.

        Raises `FamilyError`.

        >>> journal.to_be_marked({"adults": [{"id": "a1"}]})
        []
        """
    def to_jsonl(self, /) -> str:
        """
        The journal as it is stored: one event a line, the same bytes for the same events.

        >>> journal.to_jsonl()[:40]
        '{"header":{"author":"provider:midwife","'
        """
    def to_table(self, /, **more: "object") -> "list[dict[str, object]]":
        """
        One plain dict an event, for a data frame; `columns()` says what stands in it. What is named here is added to every
        row.

        `kind` is missing where the body was erased. `state` is where the thread stood at the end of the event's day, by all
        that this copy knows; it is missing where nothing stood.

        Raises `TypeError` for a name that is a column already.

        >>> row = journal.to_table()[0]
        >>> row["thread"], row["kind"], row["state"], row["author"], row["on"]
        ('r1', 'referral', 'proposed', 'provider:midwife', datetime.date(2026, 6, 1))
        """

@final
class Laws:
    """
    The laws of proportionate universalism, each proved for every possible family, or broken by families that one can look at.

    Iterating gives what is known of each law; `laws["gradient"]` is that of one. In a notebook it shows as a page.

    >>> laws = programme.laws()
    >>> for finding in laws:
    ...     print(finding.law, finding.verdict)
    floor broken
    gradient holds
    intensity holds
    residual_universalism broken
    free_and_voluntary holds
    >>> found = laws["floor"].breaks[0]  # without a child there is nothing for a family, and no target says who is meant
    >>> found.kind, len(found.families[0].children)
    ('no_universal_offer', 0)
    >>> laws.hold, laws.limits
    (False, Limits(adults=2, children=2, pregnancies=1, expected=2))
    """
    def __copy__(self, /) -> Laws: ...
    def __deepcopy__(self, /, _memo: "object") -> Laws: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __getitem__(self, law: str, /) -> Finding:
        """
        What is known of one law.

        Raises `KeyError` where there is no such law.

        >>> programme.laws()["gradient"].verdict
        'holds'
        >>> programme.laws()["flor"]
        Traceback (most recent call last):
        KeyError: 'flor'
        """
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[Finding]: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def columns() -> "dict[str, type]":
        """
        The columns of `to_rows()` in their order, by plain Python types.

        >>> mj.Laws.columns()["before"], mj.Laws.columns()["families"]
        (<class 'int'>, list[str])
        """
    @property
    def from_(self, /) -> date:
        """
        The first day of its validity.
        """
    @property
    def hold(self, /) -> bool:
        """
        Does every law hold?

        >>> programme.laws(adults=1, children=1, pregnancies=0).hold
        False
        """
    @property
    def laws(self, /) -> tuple[Finding, ...]:
        """
        What is known of each law. Of `"no_gap"` only a history says something: one edition has no days between editions.
        """
    @property
    def limits(self, /) -> Limits:
        """
        How large the families are.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> programme.laws().to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> programme.laws().to_json()[:13]
        '{"schema":1,"'
        """
    def to_rows(self, /, **more: "object") -> "list[dict[str, object]]":
        """
        Plain dicts for a data frame; `columns()` says what stands in them.

        A law has one row for each break and for each thing that was not decided; where there is none, one row. What is named
        here is added to every row.

        Raises `TypeError` for a name that is a column already.

        >>> [(row["law"], row["verdict"], row["kind"], row["town"]) for row in programme.laws().to_rows(town="Lyon")][:2]
        [('floor', 'broken', 'no_universal_offer', 'Lyon'), ('gradient', 'holds', None, 'Lyon')]
        """
    def to_text(self, /, programme: Programme, *, language: str | None = None, dictionary: Dictionary | None = None) -> str:
        """
        The proof as a page of plain text, for those who write programmes and those who study them.

        `programme` is the one that was proved: its titles are told. In the words of the dictionary shipped for a `language`,
        or of a `dictionary` of your own.

        Raises `DictionaryError` where none is shipped, or where your own has no part `[laws]`; `LawsError` where `programme` is
        another one, or another edition.

        >>> said = programme.laws().to_text(programme, language="en")
        >>> print(said.splitlines()[3])
        Something for everyone: does not hold
        >>> programme.laws().to_text(programme, language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """
    @property
    def until(self, /) -> date | None:
        """
        The last day, if it ends.
        """
    @property
    def version(self, /) -> str:
        """
        The programme's edition.
        """

@final
class Limits:
    """
    How many members the families have that something is said of: every number up to these.

    A family has at least one adult. Numbers above what can be proved (8 adults, 8 children, 4 pregnancies, 4 expected of
    each) are taken as these.

    >>> mj.Limits(adults=1, children=3, pregnancies=0, expected=0)
    Limits(adults=1, children=3, pregnancies=0, expected=0)
    """
    def __copy__(self, /) -> Limits: ...
    def __deepcopy__(self, /, _memo: "object") -> Limits: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, adults: SupportsIndex, children: SupportsIndex, pregnancies: SupportsIndex, expected: SupportsIndex) -> Limits: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Limits: ...
    def __repr__(self, /) -> str: ...
    @property
    def adults(self, /) -> int:
        """
        Adults, at least one.
        """
    @property
    def children(self, /) -> int:
        """
        Children that are born.
        """
    @property
    def expected(self, /) -> int:
        """
        Children expected of one pregnancy.
        """
    @property
    def pregnancies(self, /) -> int:
        """
        Pregnancies under way.
        """
    def replace(self, /, **changes: "object") -> Limits:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> programme.laws().limits.replace(adults=1).adults
        1
        """

@final
class Lint:
    """
    Something worth a second look. Where the kind says nobody or everybody, all families within the limits are meant, on
    every day of the programme's validity.

    >>> lint = programme.lints().lints[0]
    >>> lint.kind, lint.offer, lint.rule, lint.families
    ('no_source', 'home-visit', 'window', ())
    """
    def __copy__(self, /) -> Lint: ...
    def __deepcopy__(self, /, _memo: "object") -> Lint: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def after(self, /) -> int | None:
        """
        How much the second has, one step further.
        """
    @property
    def before(self, /) -> int | None:
        """
        How much the first family has.
        """
    @property
    def fact(self, /) -> str | None:
        """
        The fact: of a cliff, by its full name; else by the name that the condition uses.
        """
    @property
    def families(self, /) -> tuple[Family, ...]:
        """
        Of a cliff, two families that differ in one step of the fact; of a second parent, a family of which one adult can
        have the offer.
        """
    @property
    def kind(self, /) -> LintKind:
        """
        What it is.
        """
    @property
    def offer(self, /) -> str | None:
        """
        The offer.
        """
    @property
    def on(self, /) -> date | None:
        """
        The day on which the families show it.
        """
    @property
    def other(self, /) -> str | None:
        """
        The rule that implies this one (`None` where only all the others together do), or the offer that is alike.
        """
    @property
    def path(self, /) -> str:
        """
        Where it stands in the document: `offers[3].when[0]`.
        """
    @property
    def rule(self, /) -> str | None:
        """
        The rule: of the target population, where no offer is named.
        """
    @property
    def score(self, /) -> str | None:
        """
        The score.
        """
    @property
    def unit(self, /) -> str | None:
        """
        The unit of `before` and `after`.
        """

@final
class Lints:
    """
    What is worth a second look in a programme, in the order of its document.

    It is true where there is something to look at, or something that was not decided.

    >>> lints = programme.lints()
    >>> [(lint.kind, lint.path) for lint in lints]
    [('no_source', 'offers[0].when[0]')]
    >>> len(lints), lints.undecided
    (1, ())
    """
    def __bool__(self, /) -> bool: ...
    def __copy__(self, /) -> Lints: ...
    def __deepcopy__(self, /, _memo: "object") -> Lints: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[Lint]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def columns() -> "dict[str, type]":
        """
        The columns of `to_rows()` in their order, by plain Python types.

        >>> mj.Lints.columns()["kind"], mj.Lints.columns()["on"]
        (<class 'str'>, <class 'datetime.date'>)
        """
    @property
    def limits(self, /) -> Limits:
        """
        How large the families are.
        """
    @property
    def lints(self, /) -> tuple[Lint, ...]:
        """
        What was found: the target population first, then the response, the scores, the offers.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> programme.lints().to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> programme.lints().to_json()[:13]
        '{"schema":1,"'
        """
    def to_rows(self, /, **more: "object") -> "list[dict[str, object]]":
        """
        One plain dict a lint, for a data frame; `columns()` says what stands in it. What is named here is added to every row.

        What was not decided is no row: see `undecided`.

        Raises `TypeError` for a name that is a column already.

        >>> [(row["kind"], row["offer"], row["rule"]) for row in programme.lints().to_rows()]
        [('no_source', 'home-visit', 'window')]
        """
    def to_text(self, /, programme: Programme, *, language: str | None = None, dictionary: Dictionary | None = None) -> str:
        """
        The lints as a page of plain text, for those who write programmes; `programme` is the one that was looked at.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own.

        Raises `DictionaryError` where none is shipped, or where your own has no part `[laws]`.

        >>> print(programme.lints().to_text(programme, language="en").splitlines()[-1])
        - Home visit, rule window (offers[0].when[0]): It does not say where it comes from.
        """
    @property
    def undecided(self, /) -> tuple[Undecided, ...]:
        """
        What was not decided.
        """
    @property
    def version(self, /) -> str:
        """
        The programme's edition.
        """
    @property
    def without_cliff(self, /) -> tuple[str, ...]:
        """
        The units of doses for which no cliff is declared: in these none was looked for.
        """

@final
class Moved:
    """
    An offer that the first programme gives at one time and the second at another: in all else they are the same.

    >>> text = programme.to_toml()
    >>> moved = programme.difference(mj.Programme.from_toml(text.replace("home-visit", "later-visit").replace("< 24", "< 36"))).moved
    >>> [(one.from_, one.to) for one in moved]
    [('home-visit', 'later-visit')]
    """
    def __copy__(self, /) -> Moved: ...
    def __deepcopy__(self, /, _memo: "object") -> Moved: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> str:
        """
        The offer of the first programme.
        """
    @property
    def to(self, /) -> str:
        """
        The offer of the second.
        """

@final
class Need:
    """
    A need, in somebody's voice: the family's own, or a named professional's.

    `"none"` is something that was said; a domain of which nobody spoke is unknown.

    >>> mj.Need("parenting", "moderate", voice="family", since="2026-03")
    Need(domain='parenting', intensity='moderate', voice='family', since='2026-03')
    >>> mj.Need("parenting", "moderate")  # whose word it is, nobody guesses
    Traceback (most recent call last):
    TypeError: Need.__new__() missing 1 required keyword argument: 'voice'
    """
    def __copy__(self, /) -> Need: ...
    def __deepcopy__(self, /, _memo: "object") -> Need: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, domain: str, intensity: Intensity, *, voice: str, since: date | str | None = None) -> Need: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Need: ...
    def __repr__(self, /) -> str: ...
    @property
    def domain(self, /) -> str:
        """
        The domain, such as `"parenting"`.
        """
    @property
    def intensity(self, /) -> Intensity:
        """
        How strong it is.
        """
    def replace(self, /, **changes: "object") -> Need:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Need("sleep", "light", voice="family").replace(intensity="none").intensity
        'none'
        """
    @property
    def since(self, /) -> date | str | None:
        """
        Since when.
        """
    @property
    def voice(self, /) -> str:
        """
        Whose voice: `"family"`, or a named professional.
        """

@final
class Offer:
    """
    Something that helps: what a programme says of it.

    >>> offer = programme.offers[0]
    >>> offer.id, offer.subject, offer.tier, offer.duty, offer.cost.free
    ('home-visit', 'child', 'universal', 'to_offer', True)
    >>> offer.title["en"], [rule.condition for rule in offer.when]
    ('Home visit', ['child.age_months < 24'])
    """
    def __copy__(self, /) -> Offer: ...
    def __deepcopy__(self, /, _memo: "object") -> Offer: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def area(self, /) -> str | None:
        """
        The set that names its area.
        """
    @property
    def capacity(self, /) -> int | None:
        """
        Its places.
        """
    @property
    def cost(self, /) -> Cost:
        """
        What it costs.
        """
    @property
    def domains(self, /) -> tuple[str, ...]:
        """
        The domains of need that it serves.
        """
    @property
    def duty(self, /) -> Duty:
        """
        Whose duty it is: nobody's, the provider's to offer it, or, by law, to attend.
        """
    @property
    def form(self, /) -> tuple[str, ...]:
        """
        What its provider's own form asks, by the names of the facts without an id, such as `"child.born"`.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def languages(self, /) -> tuple[str, ...]:
        """
        The languages it is given in.
        """
    @property
    def needs_acceptance(self, /) -> bool | None:
        """
        Does it begin only once the family has accepted it? `None` where the programme does not say.
        """
    @property
    def open_door(self, /) -> bool | None:
        """
        Can anybody come by, without a referral, a consent on record or a name? `None` where the programme does not say.
        """
    @property
    def principles(self, /) -> tuple[str, ...]:
        """
        The principles that it serves.
        """
    @property
    def provider(self, /) -> str:
        """
        The id of the provider who gives it.
        """
    @property
    def referral(self, /) -> ReferralTerms | None:
        """
        The terms of referrals to it.
        """
    @property
    def replaces(self, /) -> tuple[str, ...]:
        """
        The offers that it stands in for.
        """
    @property
    def source(self, /) -> str | None:
        """
        Where it comes from.
        """
    @property
    def subject(self, /) -> Subject:
        """
        For each of whom there is an answer.
        """
    @property
    def tier(self, /) -> Tier:
        """
        For whom it is meant, in proportionate universalism.
        """
    @property
    def title(self, /) -> MappingProxyType[str, str]:
        """
        Its title by language.
        """
    @property
    def unless(self, /) -> tuple[Rule, ...]:
        """
        Rules of which any excludes.
        """
    @property
    def when(self, /) -> tuple[Rule, ...]:
        """
        Rules that must all hold.
        """

@final
class OfferAnswer:
    """
    The answer about one offer, for the family or one of its members.

    The decision is a plain text, to be compared, counted and put into a column as it is; a type checker knows all five
    words of it. Dates stand beside it.

    >>> answer = assessment.offer("home-visit", subject="c1")
    >>> match answer.decision:
    ...     case "eligible" | "undetermined":
    ...         print(answer.dose, answer.missing)
    ...     case "not_yet":
    ...         print("from", answer.from_, "on:", answer.then)
    ...     case "no_longer":
    ...         print("since", answer.since)
    ...     case "not_eligible":
    ...         print(answer.changes)
    None ()
    """
    def __copy__(self, /) -> OfferAnswer: ...
    def __deepcopy__(self, /, _memo: "object") -> OfferAnswer: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, offer: str, decision: Decision, *, subject: str | None = None, from_: date | str | None = None, then: Then | None = None, since: date | str | None = None, dose: Dose | Mapping[str, object] | None = None, reasons: Iterable[Reason | Mapping[str, object]] | None = None, missing: Iterable[str] | None = None, changes: Iterable[Change | Mapping[str, object]] | None = None, already: bool = False, exact: bool = True) -> OfferAnswer: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> OfferAnswer: ...
    def __repr__(self, /) -> str: ...
    @property
    def already(self, /) -> bool:
        """
        The family already has it.
        """
    @property
    def changes(self, /) -> tuple[Change, ...]:
        """
        Of `"not_eligible"`: the smallest changes that would turn it, perhaps none.
        """
    @property
    def decision(self, /) -> Decision:
        """
        The decision: `"eligible"`, `"not_eligible"`, `"not_yet"`, `"no_longer"` or `"undetermined"`.
        """
    @property
    def dose(self, /) -> Dose | None:
        """
        How much, unless it is a no or the offer has no dose.
        """
    @property
    def exact(self, /) -> bool:
        """
        Within the published work bound. Where not: a yes or no is still true, unknown may be too cautious, missing facts
        and bounds of doses are supersets, and dates are left out.
        """
    @property
    def from_(self, /) -> date | None:
        """
        Of `"not_yet"`: the first later day on which the answer is no definite no.
        """
    @property
    def missing(self, /) -> tuple[str, ...]:
        """
        The facts that can still change today's answer or the dose, by their full names, sorted.
        """
    @property
    def offer(self, /) -> str:
        """
        The offer's id.
        """
    @property
    def reasons(self, /) -> tuple[Reason, ...]:
        """
        Why: rules and the facts they read.
        """
    def replace(self, /, **changes: "object") -> OfferAnswer:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> assessment.offers[0].replace(already=True).already
        True
        """
    @property
    def since(self, /) -> date | None:
        """
        Of `"no_longer"`: the first day after the last earlier one on which the answer was no definite no.
        """
    @property
    def subject(self, /) -> str | None:
        """
        The member's id, where the offer is for one.
        """
    @property
    def then(self, /) -> Then | None:
        """
        Of `"not_yet"`: what the answer is on that day, `"eligible"` or `"undetermined"`.
        """

@final
class OfferCounts:
    """
    How many rows an offer's answers are of each kind.

    >>> counts = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"]).counts["home-visit"]
    >>> counts
    OfferCounts(subject='child', eligible=1, undetermined=1, no=0, silent=0)
    >>> counts.eligible
    1
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def eligible(self, /) -> int:
        """
        Rows whose answer is yes.
        """
    @property
    def no(self, /) -> int:
        """
        Rows whose answer is no today.
        """
    @property
    def silent(self, /) -> int:
        """
        Rows of which nothing is said.
        """
    @property
    def subject(self, /) -> Subject:
        """
        For whom the offer is.
        """
    @property
    def undetermined(self, /) -> int:
        """
        Rows whose answer hangs on facts that are missing.
        """

@final
class Pregnancy:
    """
    A pregnancy, a subject of its own. Twins share one.

    >>> mj.Pregnancy("p1", expected="2026-12-20").expected
    datetime.date(2026, 12, 20)
    >>> mj.Pregnancy("p1", due="2026-12-20")
    Traceback (most recent call last):
    TypeError: Pregnancy.__new__() got an unexpected keyword argument 'due'
    """
    def __copy__(self, /) -> Pregnancy: ...
    def __deepcopy__(self, /, _memo: "object") -> Pregnancy: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str, *, carried_by: str | None = None, expected: date | str | None = None, ended: date | str | None = None, outcome: Outcome | None = None, facts: Mapping[str, GivenFact | bool | int | Decimal | date | str | Mapping[str, object] | None] | None = None) -> Pregnancy: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Pregnancy: ...
    def __repr__(self, /) -> str: ...
    @property
    def carried_by(self, /) -> str | None:
        """
        The adult who carries it, where the family says so.
        """
    @property
    def ended(self, /) -> date | str | None:
        """
        The day it ended.
        """
    @property
    def expected(self, /) -> date | str | None:
        """
        The day the birth is expected: an estimate.
        """
    @property
    def facts(self, /) -> MappingProxyType[str, GivenFact]:
        """
        What else is known, by name.
        """
    @property
    def id(self, /) -> str:
        """
        The pregnancy's id within the family.
        """
    @property
    def outcome(self, /) -> Outcome | None:
        """
        How it ended, only if the family wishes to say.
        """
    def replace(self, /, **changes: "object") -> Pregnancy:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Pregnancy("p1").replace(expected="2026-12")
        Pregnancy(id='p1', expected='2026-12')
        """

@final
class Programme:
    """
    The policy as a document: which offers there are, for whom, and how much of them.

    Immutable; may be shared between threads. A pickle carries the programme with the vocabularies that were handed over.
    Two programmes are equal where their documents say the same and their vocabularies define the same facts.

    >>> programme = mj.Programme.from_toml('''
    ... schema = 1
    ... id = "house"
    ... version = "1"
    ... valid = { from = 2026-01-01 }
    ...
    ... [[offers]]
    ... id = "home-visit"
    ... provider = "pmi"
    ... tier = "universal"
    ... duty = "to_offer"
    ... for = "child"
    ... title = { en = "Home visit" }
    ... cost = "free"
    ... when = [ { id = "window", condition = "child.age_months < 24" } ]
    ... ''')
    >>> for answer in programme.assess({"children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}, "2026-06-01"):
    ...     print(answer.offer, answer.subject, answer.decision, answer.missing)
    home-visit c1 eligible ()
    home-visit c2 undetermined ('child[c2].born',)
    >>> mj.Programme.from_toml("schema = 1")
    Traceback (most recent call last):
    millejours.errors.ProgrammeError: the programme cannot be used
    ...
    """
    def __copy__(self, /) -> Programme: ...
    def __deepcopy__(self, /, _memo: "object") -> Programme: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    def answer(self, /, family: Family | Mapping[str, object], fact: str, answer: bool | int | Decimal | date | str | Iterable[str], *, voice: str | None = None, as_of: date | str | None = None) -> Family:
        """
        The family with one fact told, in place of what was there; the family itself is as it was.

        `answer` is the value as a family's document has it: a day, a word, an exact number, a list of codes, or `True` for
        "nobody is missing from this list".

        Raises `FamilyError` where the fact or the answer does not fit.

        >>> programme.answer(family, "child[c2].born", "2025-09").children[1].born
        '2025-09'
        >>> programme.answer(family, "child[c2].born", "last year")
        Traceback (most recent call last):
        millejours.errors.FamilyError: the family cannot be used
        ...
        """
    def answer_json(self, /, family: str | bytes, fact: str, answer: str | bytes) -> str:
        """
        Tell one fact of a family (a document of JSON): the family with it, as JSON.

        `answer` is JSON: a bare value, or `{"value": …, "voice": "midwife", "as_of": "2026-01-31"}`.

        Raises `FamilyError` with everything that is wrong with the family, the fact or the answer.

        >>> programme.answer_json('{"schema": 1, "children": [{"id": "c1"}]}', "child[c1].born", '"2026-02"')
        '{"schema":1,"children":[{"id":"c1","born":"2026-02"}]}'
        """
    def answer_type(self, /, fact: str) -> AnswerType | None:
        """
        What an answer to a fact (by its full name: `child[c1].born`) may be; `None` where nobody can be asked.

        >>> programme.answer_type("child[c1].born")
        <AnswerType partial_date: a date, as much as is known: 2026, 2026-01 or 2026-01-31>
        >>> programme.answer_type("child[c1].age_months") is None  # it follows from the birth
        True
        """
    def answer_type_json(self, /, fact: str) -> str | None:
        """
        Say what an answer to a fact (by its full name: `child[c1].born`) may be, as JSON; None where nobody can be asked.

        >>> programme.answer_type_json("child[c1].born")
        '{"type":"partial_date"}'
        """
    def ask(self, /, family: Family | Mapping[str, object], on: date | str, fact: str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> Asked:
        """
        How to ask a family for a fact (by its full name: `child[c1].born`) on a day, and what an answer may be.

        The day says which members are there, and so what they are called. For one question after the other, see
        `Questionnaire.ask`.

        Raises as `explain` does, and `FamilyError` for a fact that nobody knows.

        >>> programme.ask(family, "2026-06-01", "child[c2].born", language="en").answer.type
        'partial_date'
        >>> programme.ask(family, "2026-06-01", "child[c2].age_months", language="en")
        Traceback (most recent call last):
        millejours.errors.FamilyError: the family cannot be used
        ...
        """
    def ask_json(self, /, family: str | bytes, on: date | str, fact: str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        How to ask a family (a document of JSON) for a fact on a day, as JSON. See `ask`.

        >>> programme.ask_json('{"schema": 1}', "2026-06-01", "children", language="en")[:32]
        '{"schema":1,"fact":"children","s'
        """
    def assess(self, /, family: Family | Mapping[str, object], on: date | str) -> Assessment:
        """
        Say which help there is for one family on one day.

        `family` is a `Family`, or a mapping that is read as one (then `schema` may be left out); `on` a `datetime.date`
        or text such as `"2026-01-31"`. There is no default for a fact: what is absent, or `None` in a mapping, is unknown.

        Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
        everything that is wrong with the family.

        >>> family = mj.Family(children=[mj.Child("c1", born=datetime.date(2026, 2, 11))])
        >>> programme.assess(family, on="2026-06-01")["home-visit"][0].decision
        'eligible'
        >>> programme.assess({"children": [{"id": "c1", "born": "11 February"}]}, "2026-06-01")
        Traceback (most recent call last):
        millejours.errors.FamilyError: the family cannot be used
        children[0].born: there is no such date [date.invalid]
          expected: as much as is known: 2026, 2026-01 or 2026-01-31
          help: write year, month and day with digits, and look at the length of the month
        """
    def assess_disclosed_json(self, /, family: str | bytes, consents: str | bytes, request: str | bytes, on: date | str, *, rules: str | None = None) -> str:
        """
        What the programme says of what is permitted of a request, as JSON: computed from that view of the family alone.

        Takes what `decide_json` takes. `consent_could_help` are the categories of which a consent could help.

        Raises as `disclose_json` and `assess_json` do.

        >>> import json
        >>> request = {"recipient": "adult:a1", "purpose": "orientation", "categories": ["language"], "about": ["family"]}
        >>> request = json.dumps(request | {"act": "ordinary"})
        >>> told, nothing = '{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}]}', '{"schema": 1}'
        >>> found = json.loads(programme.assess_disclosed_json(told, nothing, request, "2026-06-01"))
        >>> found["assessment"]["offers"], found["consent_could_help"]
        ([], [])
        """
    def assess_json(self, /, family: str | bytes, on: date | str) -> str:
        """
        Say which help there is for one family on one day, as JSON.

        `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`. A history answers by the
        version in force on that day.

        Raises `DateError` where `on` is no date or outside the validity, and `FamilyError` with everything that is
        wrong with the family.

        >>> programme.assess_json('{"schema": 1}', datetime.date(2026, 6, 1))[:52]
        '{"schema":1,"programme":"house","version":"1","on":"'
        """
    def deadlines_json(self, /, referral: str | bytes, on: date | str) -> str:
        """
        What should happen by when in a referral (a document of JSON) to one of the programme's offers, as JSON.

        The offer's terms count from the day of the step that they belong to. Nothing changes by itself when one passes.

        Raises `DateError`, and `JournalError` where the referral cannot be read, the programme has no such offer, or
        nobody is referred to it because its door is open.

        >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\\nreferral = { answer_within_days = 14 }')
        >>> asked = referral.to_json()
        >>> mj.Programme.from_toml(text).deadlines_json(asked, "2026-06-16")
        '{"schema":1,"referral":"r1","on":"2026-06-16","deadlines":[{"kind":"answer","day":"2026-06-15","who":"provider","reached":true}]}'
        >>> programme.deadlines_json(asked.replace("home-visit", "home-visits"), "2026-06-16")
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    def decide_json(self, /, family: str | bytes, consents: str | bytes, request: str | bytes, on: date | str, *, rules: str | None = None) -> str:
        """
        May somebody see what they ask for, and on what ground? As JSON.

        Where the request is about `everyone`, `parts` are about the family, the recipient and those of whom the recipient may
        see something; `others` answer about everybody else by kind, whether there is anybody or not.

        `family`, `consents` and `request` are documents of JSON. `rules` are those of a country: its code, where they come
        with the library (`"FR"`, `"DE"`, `"AT"`, `"CH"`), or a document of JSON; without them everything but an adult's own
        is `ask`.

        Raises `DateError`, `FamilyError`, and `ConsentError` with everything that is wrong with consents, rules or request.

        >>> import json
        >>> request = {"recipient": "provider:pmi", "purpose": "referral", "categories": ["birth"], "about": ["family"]}
        >>> request = json.dumps(request | {"act": "ordinary"})
        >>> nothing = '{"schema": 1}'
        >>> found = json.loads(programme.decide_json(nothing, nothing, request, "2026-06-01", rules="FR"))
        >>> found["decision"], found["parts"][0]["reasons"]
        ('ask', [{'code': 'holder_unlisted'}, {'code': 'no_country_rules'}])
        >>> programme.decide_json(nothing, nothing, request, "2026-06-01", rules="XX")
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    def decline(self, /, family: Family | Mapping[str, object], fact: str) -> Family:
        """
        The family with one fact declined: asked for, and not answered. It stays unknown, and is not asked for again.

        Raises `FamilyError` for a fact that nobody knows.

        >>> programme.decline(family, "child[c2].born").declined
        ('child[c2].born',)
        """
    def decline_json(self, /, family: str | bytes, fact: str) -> str:
        """
        Decline one fact of a family (a document of JSON): the family that is not asked for it again, as JSON.

        Raises `FamilyError` with everything that is wrong with the family or the fact.

        >>> programme.decline_json('{"schema": 1}', "family.languages")
        '{"schema":1,"declined":["family.languages"]}'
        """
    def difference(self, /, after: Programme, *, adults: SupportsIndex | None = None, children: SupportsIndex | None = None, pregnancies: SupportsIndex | None = None, expected: SupportsIndex | None = None, progress: Callable[[int, int], object] | None = None) -> Differences:
        """
        Compare with a programme that comes after this one: which families gain, lose, or have more or less.

        Both are read as if they were in force on every day of either. All else is as `laws` has it.

        Raises `ProgrammeError` where they mean different things by one name, or count weeks of pregnancy differently.

        >>> programme.difference(programme)
        <Differences from house 1 to house 1: 0 found, 0 not decided>
        """
    def disclose_fhir_json(self, /, family: str | bytes, consents: str | bytes, request: str | bytes, on: date | str, disclosure_id: str, base: str, *, rules: str | None = None, referral: str | bytes | None = None) -> str:
        """
        What is permitted of a request, and no more, under an id, as a Bundle of FHIR R4B in JSON.

        Takes what `disclose_json` takes; `base`, the address under which these resources stand with the sender, this
        disclosure's alone; and perhaps a `referral` (a document of JSON) that rests on the disclosure.

        Raises as `disclose_json` does; `ConsentError` where `base` is no address, or the referral is about somebody who is
        not shown; `FamilyError` for an id that is too long for FHIR; `JournalError` where the referral does not rest on the
        disclosure, or stands where nobody is told of it.

        >>> import json
        >>> request = {"purpose": "orientation", "categories": ["birth"], "about": ["adult[a1]"], "act": "ordinary"}
        >>> own = json.dumps(request | {"recipient": "adult:a1"})
        >>> told, nothing = '{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}', '{"schema": 1}'
        >>> base = "https://records.example/fhir/d1"
        >>> bundle = json.loads(programme.disclose_fhir_json(told, nothing, own, "2026-06-01", "d1", base))
        >>> bundle["entry"][0]["resource"]
        {'resourceType': 'Patient', 'id': 'adult.a1', 'birthDate': '1994-05'}
        >>> programme.disclose_fhir_json(told, nothing, own, "2026-06-01", "d1", "here")
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    def disclose_json(self, /, family: str | bytes, consents: str | bytes, request: str | bytes, on: date | str, disclosure_id: str, *, rules: str | None = None) -> str:
        """
        What is permitted of a request, and no more, under an id, as JSON.

        Takes what `decide_json` takes.

        Raises as `decide_json` does, and `ConsentError` where nothing is permitted.

        >>> import json
        >>> request = {"purpose": "orientation", "categories": ["language"], "about": ["family"], "act": "ordinary"}
        >>> own, other = (json.dumps(request | {"recipient": whose}) for whose in ("adult:a1", "provider:pmi"))
        >>> told, nothing = '{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1"}]}', '{"schema": 1}'
        >>> json.loads(programme.disclose_json(told, nothing, own, "2026-06-01", "d1"))["family"]
        {'schema': 1, 'languages': ['pt']}
        >>> programme.disclose_json(told, nothing, other, "2026-06-01", "d1")
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    def evaluate(self, /, families: ArrowTable, children: ArrowTable | None = None, adults: ArrowTable | None = None, pregnancies: ArrowTable | None = None, *, on: date | str, key: str = ..., member: str = ..., complete: Iterable[Complete] = ..., doses: bool = False, dates: bool = False, rules: bool = False, exact: bool = False, barriers: bool = False, missing: bool = False, faults: Faults = ..., threads: SupportsIndex | None = None, progress: Progress | None = None) -> Evaluation:
        """
        Say which help there is for many families on one day: one row a family, the same answers as for one family alone.

        `families`, and where the rules read them `children`, `adults` and `pregnancies`, are tables that speak Arrow
        (polars, pyarrow, pandas 3, a DuckDB relation, anything with `__arrow_c_stream__`, `__arrow_c_array__` or
        `__arrow_c_device_array__` in main memory) or paths to Parquet, which pyarrow reads. Columns bear the names of facts
        (`quotient_familial`, `needs.health`), or of what a family's document names (`born`, `lives_here`, `territory`); of other
        columns nothing is read. A null is unknown. Numbers and days that lie in one piece are not copied.

        The column `key` says whose a row is, as whole numbers or text; rows of members may stand in any order. The column
        `member` tells members of a family apart; without it the answers count their places. Where pregnancies have such a
        column, `pregnancy` of a child is its key, else the place from 0. Members may also stand in the families' own table, as
        columns `children`, `adults` and `pregnancies` of lists of structs.

        `complete` names the lists from which nobody is missing in any family; where families differ, a column
        `complete.children` and so on says it; where the two contradict each other, that is refused. `doses`, `dates`, `rules` and
        `exact` ask for columns more; `barriers` and `missing` for what `Evaluation.barriers` and `Evaluation.missing` tell.
        `faults="report"` takes what is wrong as unknown, leaves out members of no family, and tells it in `Evaluation.report`.
        `threads` are all cores unless told otherwise; `progress` is called with how many families are done, and how many there
        are: what it raises stops the work, as Ctrl-C does, and nothing is kept.

        Raises `DateError`, and `ColumnsError` with everything that is wrong: columns missing or of another type, values that
        their fact cannot have, keys that stand twice, members of no family; each with how many rows and the first of them, and
        never a value.

        >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
        >>> polars.DataFrame(evaluation.child).rows()
        [(1, 'a', 1), (2, 'a', 2)]
        >>> programme.evaluate(tables["family"], tables["children"].drop("born"), on="2026-06-01", complete=["children"])
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        children.born: it is not there, for 2 rows [columns.missing]
        ...
        """
    def evaluate_batches(self, /, families: ArrowTable, children: ArrowTable | None = None, adults: ArrowTable | None = None, pregnancies: ArrowTable | None = None, *, on: date | str, key: str = ..., member: str = ..., complete: Iterable[Complete] = ..., doses: bool = False, dates: bool = False, rules: bool = False, exact: bool = False, barriers: bool = False, missing: bool = False, faults: Faults = ..., threads: SupportsIndex | None = None, progress: Progress | None = None, rows: SupportsIndex = ...) -> EvaluationBatches:
        """
        Say which help there is for a stream of families, larger than memory: the same answers as `evaluate`, some families at
        a time.

        Takes what `evaluate` takes, and `rows`: how many families a piece has (262,144). Where members have tables of their
        own, each table is sorted by the key of the family (texts by their bytes), ascending: they are read side by side,
        so that DuckDB needs a connection (`cursor()`) for each. Without such tables families may stand in any order: a key that stands
        twice is then refused within a piece, and where the keys ascend, but not in different pieces of an unsorted table.
        Rows in messages are counted within the piece. `progress` hears how many families are done and how many were read.

        Raises as `evaluate`, at the piece at fault; and `ColumnsError` where tables are not sorted.

        >>> for piece in programme.evaluate_batches(tables["family"], tables["children"], on="2026-06-01", complete=["children"], rows=1):
        ...     print(piece.counts["home-visit"])
        OfferCounts(subject='child', eligible=1, undetermined=0, no=0, silent=0)
        OfferCounts(subject='child', eligible=0, undetermined=1, no=0, silent=0)
        >>> list(programme.evaluate_batches(tables["family"].reverse(), tables["children"], on="2026-06-01", complete=["children"]))
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        family.family: row 1 of a batch does not come after the one before it [columns.key]
          help: sort each table by the key of the family, texts by their bytes
        """
    def explain(self, /, family: Family | Mapping[str, object], on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> Explanation:
        """
        Say which help there is for one family on one day, in words.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`.

        Raises as `assess` does, and `DictionaryError` where no dictionary of the language is shipped.

        >>> said = programme.explain(family, "2026-06-01", language="fr", audience="professional")
        >>> said.offers[0].title, said.offers[0].title_language  # the title is there in English alone
        ('Home visit', 'en')
        >>> programme.explain(family, "2026-06-01", language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """
    def explain_json(self, /, family: str | bytes, on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        Say which help there is for one family on one day, in words, as JSON.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`.

        Raises `DateError` and `FamilyError` as `assess_json` does, and `DictionaryError` where no dictionary of the
        language is shipped.

        >>> programme.explain_json('{"schema": 1}', "2026-06-01", language="de")[:31]
        '{"schema":1,"language":"de","di'
        """
    @property
    def facts(self, /) -> MappingProxyType[str, FactDefinition]:
        """
        Every fact that it knows beside the built-in ones, by its full name: of its vocabularies, and its own.

        >>> dict(programme.facts)
        {}
        """
    @staticmethod
    def from_json(text: str | bytes, *, vocabularies: Iterable[Vocabulary] = ...) -> Programme:
        """
        Read a programme from JSON, with the vocabularies that it names.

        Raises `ProgrammeError` with everything that is wrong with it.

        >>> mj.Programme.from_json(programme.to_json()) == programme
        True
        """
    @staticmethod
    def from_toml(text: str | bytes, *, vocabularies: Iterable[Vocabulary] = ...) -> Programme:
        """
        Read a programme from TOML, with the vocabularies that it names.

        Raises `ProgrammeError` with everything that is wrong with it.

        >>> mj.Programme.from_toml(programme.to_toml()) == programme
        True
        >>> try:
        ...     mj.Programme.from_toml("schema = 1\\nidd = 'house'")
        ... except mj.ProgrammeError as refused:
        ...     slip = refused.problems[-1]
        >>> slip.line, slip.column, slip.path, slip.help
        (2, 1, 'idd', 'did you mean `id`?')
        """
    def icalendar_json(self, /, family: str | bytes, on: date | str, options: str | bytes, *, language: str | None = None, dictionary: Dictionary | None = None) -> str:
        """
        The schedule of a family (a document of JSON) on a day, as iCalendar. See `Schedule.to_icalendar`.

        `options` are JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the
        first as wished.

        Raises as `explain_json` does, and `ScheduleError` where the options cannot be used.

        >>> options = '{"namespace": "0b1f8a52-6d9e-4c6b"}'
        >>> programme.icalendar_json('{"schema": 1}', "2026-06-01", options, language="de")
        ''
        """
    @property
    def id(self, /) -> str:
        """
        The programme's id.
        """
    def laws(self, /, *, adults: SupportsIndex | None = None, children: SupportsIndex | None = None, pregnancies: SupportsIndex | None = None, expected: SupportsIndex | None = None, weights: dict[str, SupportsIndex] | None = None, progress: Callable[[int, int], object] | None = None) -> Laws:
        """
        Prove the laws of proportionate universalism for every possible family, or show who breaks them.

        Families have up to so many `adults` (1 to 8), `children` that are born (up to 8), `pregnancies` under way (up to 4) and
        children `expected` of each (up to 4); `weights` says what one unit of a dose weighs where units are added up. What is
        not said is as the programme's own `[laws]` have it, or 2, 2, 1 and 2.

        `progress` is called now and then with how many of how many pieces of work are done; what it raises ends the work, and
        so does an interrupt.

        >>> programme.laws(adults=1)["gradient"].verdict
        'holds'
        >>> def impatient(done, of):
        ...     raise TimeoutError(f"{done} of {of}")
        >>> programme.laws(progress=impatient)
        Traceback (most recent call last):
        TimeoutError: 1 of 6
        """
    def least_request_json(self, /, offer: str) -> str:
        """
        The least that an offer's provider needs to see, as JSON: what its rules and dose read, and what its form asks.

        Raises `ConsentError` where the programme has no such offer.

        >>> programme.least_request_json("home-visit")
        '{"schema":1,"offer":"home-visit","provider":"provider:pmi","categories":["birth"],"facts":["child.born"]}'
        >>> programme.least_request_json("home-visits")
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    def lints(self, /, *, adults: SupportsIndex | None = None, children: SupportsIndex | None = None, pregnancies: SupportsIndex | None = None, expected: SupportsIndex | None = None, cliff: dict[str, SupportsIndex] | None = None, progress: Callable[[int, int], object] | None = None) -> Lints:
        """
        Look for what is worth a second look: rules that make no difference, offers that nobody can have, cliffs.

        `cliff` says how much of a unit one step of one fact may cost. All else is as `laws` has it.

        >>> [lint.kind for lint in programme.lints(cliff={})]
        ['no_source']
        """
    @staticmethod
    def load(path: str | PathLike[str], *, vocabularies: Iterable[Vocabulary] = ...) -> Programme:
        """
        Read a programme from a file, with the vocabularies that it names: JSON where its name ends in `.json`, else TOML.

        Raises `OSError` where the file cannot be read, `ProgrammeError` where it is no programme.

        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "programme.toml")
        ...     _ = path.write_text(programme.to_toml(), encoding="utf-8")
        ...     mj.Programme.load(path)
        Programme(id='house', version='1')
        """
    def offer(self, /, id: str) -> Offer:
        """
        The offer of an id.

        Raises `KeyError` where there is none.

        >>> programme.offer("home-visit").title["en"]
        'Home visit'
        >>> programme.offer("visit")
        Traceback (most recent call last):
        KeyError: 'visit'
        """
    @property
    def offers(self, /) -> tuple[Offer, ...]:
        """
        Its offers, in the order in which they are answered.

        >>> programme.offers
        (<Offer 'home-visit'>,)
        """
    @property
    def providers(self, /) -> tuple[Provider, ...]:
        """
        Its providers, where it lists them.

        >>> programme.providers
        ()
        """
    def reads(self, /, on: date | str, *, doses: bool = False, dates: bool = False, rules: bool = False, barriers: bool = False, missing: bool = False) -> Table:
        """
        Which columns `evaluate` reads on a day, for whoever puts tables together: in the order of the tables, and of names.

        | column | type | what |
        |---|---|---|
        | `table` | text | `family`, `adults`, `children` or `pregnancies` |
        | `column` | text | its name; a day may stand in two columns instead, `<name>_earliest` and `<name>_latest` |
        | `expected` | text | the types that it may have |
        | `required` | bool | has it to be there? Where another is not, less is known; leave none out that you have |

        The keys come beside them. `doses`, `dates` and so on are those of `evaluate`: what is asked for may need more columns.

        Raises `DateError` where the programme is not in force on the day.

        >>> polars.DataFrame(programme.reads("2026-06-01")).select("table", "column", "required").rows()[:3]
        [('family', 'complete.children', False), ('children', 'arrived', False), ('children', 'born', True)]
        >>> programme.reads("2020-06-01")
        Traceback (most recent call last):
        millejours.errors.DateError: the date cannot be used
        ...
        """
    def research_json(self, /, family: str | bytes, consents: str | bytes, referrals: str | bytes, on: date | str, *, researcher: str, rules: str, days: str) -> str:
        """
        The rows of one family for a researcher, as JSON: `family`, `consents` and `referrals` are documents of JSON; the last is
        `{"schema": 1, "referrals": [...]}`. See `research_table`.

        Whoever joins the rows of many families puts them in an order that tells nothing of the families.

        Raises `DateError`, `FamilyError`, `ConsentError` and `JournalError`, as what reads each of them.

        >>> nothing, asked = '{"schema": 1}', {"researcher": "researcher:insee", "rules": "FR", "days": "month"}
        >>> referrals = '{"schema": 1, "referrals": [' + referral.to_json() + "]}"
        >>> programme.research_json(nothing, nothing, referrals, "2026-06-30", **asked)
        '{"schema":1,"rows":[]}'
        """
    def research_table(self, /, families: Iterable[tuple[Journal, Family | Mapping[str, object], str | None]], on: date | str, *, researcher: str, rules: str, days: str) -> Table:
        """
        Referrals for a researcher, as they stand on a day, as a table: those alone about which a consent to research holds.

        `families` are tuples of a journal, its family, and a pseudonym of yours for the family, which is no id of theirs (or
        `None`: rows are then not tied to each other). `researcher` is a party such as `"researcher:insee"`; `rules` those of a
        country: its code where they come with the library, or a document of JSON; `days` are told by `"day"`, or as the first
        of their `"month"` or `"quarter"`, and durations are counted between days as they are told.

        | column | type | what |
        |---|---|---|
        | `family` | text | the pseudonym |
        | `offer` | text | the offer |
        | `state` | text | where it stands |
        | `requested_on`, `accepted_on`, `begun_on`, `ended_on` | day | as finely as asked for; null where it has not come there, or that is not known |
        | `days_to_accepted` | days | from requested to accepted |
        | `days_to_begun` | days | from accepted to begun |
        | `days_to_ended` | days | from begun to its end |
        | `days_waited` | days | from requested to begun |
        | `incomplete`, `contested` | bool | something of it was erased or is kept from the researcher; it was begun twice |

        A row needs a provider who was asked, and a consent that holds that day: for the purpose `research`, to this researcher,
        as an `important` act, about everybody for whom the referral is, from everybody who must agree, for the category `need` and each that
        the offer's rules, dose and form read. A consent to care gives none; nor does a law. What is kept from the researcher, and
        what was withdrawn since, has no row, also of an earlier day. Who did not agree leaves no trace: rows stand in the order
        of what they tell.

        Raises `DateError`, `FamilyError`, `ConsentError` where the rules cannot be used or the party is no researcher, and
        `ValueError` for another word for `days`.

        >>> family = {"adults": [{"id": "a1"}]}
        >>> families = [(journal, family, "s-17")]
        >>> asked = {"researcher": "researcher:insee", "rules": "FR", "days": "month"}
        >>> programme.research_table(families, "2026-06-05", **asked)  # nobody agreed to research
        <Table of 0 rows and 13 columns>
        >>> programme.research_table(families, "2026-06-05", **(asked | {"researcher": "provider:pmi"}))
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    def research_wait_table(self, /, families: Iterable[tuple[Journal, Family | Mapping[str, object], str | None]], on: date | str, *, researcher: str, rules: str, days: str, by: Iterable[str], at_least: SupportsIndex) -> Table:
        """
        How far the referrals of `research_table` came and how long each stage took, as a table with small numbers kept back: one
        row a group and stage, from `requested` on.

        Takes what `research_table` takes; `by` names the columns that make a group: some of `"offer"`, `"requested_on"` (as
        finely as `days` says) and `"state"`. `at_least` is as in `referral_wait_table`, and so are the columns, but that
        `group` stands for `offer`. Publish one grouping of the same rows, not two.

        Raises as `research_table`, `JournalError` for a threshold of 0 or 2, and `ValueError` for other columns.

        >>> family = {"adults": [{"id": "a1"}]}
        >>> asked = {"researcher": "researcher:insee", "rules": "FR", "days": "quarter"}
        >>> by = ["offer", "requested_on"]
        >>> programme.research_wait_table([(journal, family, None)], "2026-06-05", **asked, by=by, at_least=5)
        <Table of 0 rows and 5 columns>
        >>> programme.research_wait_table([], "2026-06-05", **asked, by=["family"], at_least=5)
        Traceback (most recent call last):
        ValueError: expected some of 'offer', 'requested_on' and 'state'
        """
    def schedule(self, /, family: Family | Mapping[str, object], on: date | str) -> Schedule:
        """
        What is due, open, coming, or past and can be caught up for a family on a day, as if the programme stayed in force.

        Raises as `assess` does.

        >>> [(entry.subject, entry.status) for entry in programme.schedule(family, "2026-06-01")]
        [('c1', 'open'), ('c2', 'open')]
        """
    def schedule_json(self, /, family: str | bytes, on: date | str) -> str:
        """
        The schedule of a family (a document of JSON) on a day, as JSON. See `schedule`.

        >>> programme.schedule_json('{"schema": 1}', "2026-06-01")[-35:]
        '"1","on":"2026-06-01","entries":[]}'
        """
    def schedule_text_json(self, /, family: str | bytes, on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        The schedule of a family (a document of JSON) on a day, in words. See `Schedule.to_text`.

        >>> programme.schedule_text_json('{"schema": 1}', "2026-06-01", language="en")
        'There is nothing to plan at the moment. You can always come and talk.'
        """
    @property
    def target(self, /) -> tuple[Rule, ...]:
        """
        The rules of its target population.

        >>> programme.target
        ()
        """
    @property
    def title(self, /) -> MappingProxyType[str, str]:
        """
        Its title by language.

        >>> dict(programme.title)
        {}
        """
    def to_json(self, /) -> str:
        """
        The programme as JSON.

        >>> programme.to_json()[:39]
        '{"schema":1,"id":"house","version":"1",'
        """
    def to_toml(self, /) -> str:
        """
        The programme as TOML.

        >>> print(programme.to_toml()[:26])
        schema = 1
        id = "house"
        ve
        """
    def unread(self, /, family: Family | Mapping[str, object]) -> tuple[Problem, ...]:
        """
        The names in a family that the programme does not know, each with its path and, where a known one is near, help.

        `assess` refuses values that do not fit; names that the programme does not know it carries, neither read nor refused,
        for a family may carry more than one programme reads. So a misspelt name passes there, and shows here: of a fact, a
        domain of need, an offer, a declined fact; a voice that is nearly `"family"`; a territory that no rule names. Values
        are never told.

        >>> for one in programme.unread({"facts": {"savngs": 300}, "supports": [{"offer": "home-visits"}]}):
        ...     print(one.path, one.help)
        supports[0].offer did you mean `home-visit`?
        facts.savngs leave it where it is meant for another programme; else write it as this one does
        >>> programme.unread(family)
        ()
        """
    def unread_json(self, /, family: str | bytes) -> str:
        """
        The names in a family (a document of JSON) that the programme does not know, as JSON. See `unread`.

        Raises `FamilyError` with everything that is wrong with the family.

        >>> programme.unread_json('{"schema": 1}')
        '[]'
        """
    @property
    def valid(self, /) -> Validity:
        """
        The days on which it is in force.

        >>> programme.valid.from_
        datetime.date(2026, 1, 1)
        """
    @property
    def version(self, /) -> str:
        """
        The programme's edition.
        """
    @property
    def warnings(self, /) -> tuple[Problem, ...]:
        """
        What loading found worth a second look.
        """
    def warnings_json(self, /) -> str:
        """
        The warnings as JSON, written as problems are in `MillejoursError.to_json()`.

        >>> programme.warnings_json()
        '[]'
        """

@final
class ProgrammeHistory:
    """
    The versions of one programme: every day has one, no day has two.

    Immutable; may be shared between threads. A sequence of its versions, in the order of their days.

    >>> history = mj.ProgrammeHistory([programme])
    >>> len(history), history[-1] is programme, programme in history
    (1, True, True)
    >>> history.on("2019-01-01")
    Traceback (most recent call last):
    millejours.errors.DateError: the date cannot be used
    on: no version is in force that day [date.outside_validity]
      expected: 2026-01-01 or later
      help: ask on a day of its validity, or take the edition that is in force that day
    """
    def __copy__(self, /) -> ProgrammeHistory: ...
    def __deepcopy__(self, /, _memo: "object") -> ProgrammeHistory: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __getitem__(self, place: SupportsIndex, /) -> Programme:
        """
        The version at a place, in the order of their days; from the end where it is negative.

        Raises `IndexError` where there is none.
        """
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[Programme]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, versions: Iterable[Programme]) -> ProgrammeHistory:
        """
        Put versions in order.

        Raises `HistoryError` where they belong to several programmes, or leave a day without a version or with two.
        """
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def assess(self, /, family: Family | Mapping[str, object], on: date | str) -> Assessment:
        """
        Say which help there is for one family on one day, by the version in force on that day.

        Raises `DateError` and `FamilyError` as `Programme.assess` does.

        >>> mj.ProgrammeHistory([programme]).assess(family, "2026-06-01") == programme.assess(family, "2026-06-01")
        True
        """
    def assess_json(self, /, family: str | bytes, on: date | str) -> str:
        """
        Say which help there is for one family on one day, as JSON.

        `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`. A history answers by the
        version in force on that day.

        Raises `DateError` where `on` is no date or outside the validity, and `FamilyError` with everything that is
        wrong with the family.

        >>> mj.ProgrammeHistory([programme]).assess_json('{"schema": 1}', datetime.date(2026, 6, 1))[:52]
        '{"schema":1,"programme":"house","version":"1","on":"'
        """
    def explain(self, /, family: Family | Mapping[str, object], on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> Explanation:
        """
        Say which help there is for one family on one day, in words, by the version in force on that day.

        Raises as `Programme.explain` does.

        >>> said = mj.ProgrammeHistory([programme]).explain(family, "2026-06-01", language="fr")
        >>> said == programme.explain(family, "2026-06-01", language="fr")
        True
        """
    def explain_json(self, /, family: str | bytes, on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        Say which help there is for one family on one day, in words, as JSON.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`.

        Raises `DateError` and `FamilyError` as `assess_json` does, and `DictionaryError` where no dictionary of the
        language is shipped.

        >>> mj.ProgrammeHistory([programme]).explain_json('{"schema": 1}', "2026-06-01", language="de")[:31]
        '{"schema":1,"language":"de","di'
        """
    def icalendar_json(self, /, family: str | bytes, on: date | str, options: str | bytes, *, language: str | None = None, dictionary: Dictionary | None = None) -> str:
        """
        The schedule of a family (a document of JSON) on a day, as iCalendar. See `Schedule.to_icalendar`.

        `options` are JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the
        first as wished.

        Raises as `explain_json` does, and `ScheduleError` where the options cannot be used.

        >>> options = '{"namespace": "0b1f8a52-6d9e-4c6b"}'
        >>> mj.ProgrammeHistory([programme]).icalendar_json('{"schema": 1}', "2026-06-01", options, language="de")
        ''
        """
    def laws(self, /) -> tuple[Laws, ...]:
        """
        The laws of each version, in the order of their days; that there is no gap and no overlap is said of all together.

        >>> [laws["no_gap"].verdict for laws in mj.ProgrammeHistory([programme]).laws()]
        ['holds']
        >>> "no_gap" in [finding.law for finding in programme.laws()]
        False
        """
    def on(self, /, on: date | str) -> Programme:
        """
        The version in force on a day.

        Raises `DateError` where there is none.

        >>> mj.ProgrammeHistory([programme]).on("2026-06-01") is programme
        True
        """
    def schedule(self, /, family: Family | Mapping[str, object], on: date | str) -> Schedule:
        """
        What is due, open, coming, or past and can be caught up for a family on a day, by the version in force on each day.

        Raises `DateError` and `FamilyError` as `Programme.assess` does.

        >>> mj.ProgrammeHistory([programme]).schedule(family, "2026-06-01").entries[0].days  # before, there was no version
        <DaySpan 2026-01-01 to 2028-02-10>
        """
    def schedule_json(self, /, family: str | bytes, on: date | str) -> str:
        """
        The schedule of a family (a document of JSON) on a day, as JSON. See `schedule`.

        >>> mj.ProgrammeHistory([programme]).schedule_json('{"schema": 1}', "2026-06-01")[-35:]
        '"1","on":"2026-06-01","entries":[]}'
        """
    def schedule_text(self, /, schedule: Schedule, family: Family | Mapping[str, object], *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        A schedule of this history in words, each entry in those of the edition that it is from. See `Schedule.to_text`.

        >>> history = mj.ProgrammeHistory([programme])
        >>> said = history.schedule_text(history.schedule(family, "2026-06-01"), family, language="en", audience="professional")
        >>> said == history.schedule_text_json(family.to_json(), "2026-06-01", language="en", audience="professional")
        True
        """
    def schedule_text_json(self, /, family: str | bytes, on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        The schedule of a family (a document of JSON) on a day, in words. See `Schedule.to_text`.

        >>> mj.ProgrammeHistory([programme]).schedule_text_json('{"schema": 1}', "2026-06-01", language="en")
        'There is nothing to plan at the moment. You can always come and talk.'
        """
    @property
    def versions(self, /) -> tuple[Programme, ...]:
        """
        The versions, in the order of their days.
        """

@final
class Provider:
    """
    Who gives help.

    >>> programme.providers  # this programme lists none
    ()
    """
    def __copy__(self, /) -> Provider: ...
    def __deepcopy__(self, /, _memo: "object") -> Provider: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def contact(self, /) -> str | None:
        """
        How to reach it.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def title(self, /) -> MappingProxyType[str, str]:
        """
        Its title by language.
        """

@final
class Question:
    """
    A missing fact worth asking for.

    >>> assessment.questions[0]
    Question(fact='child[c2].born', category='birth', unlocks=('home-visit',))
    """
    def __copy__(self, /) -> Question: ...
    def __deepcopy__(self, /, _memo: "object") -> Question: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, fact: str, category: Category, *, unlocks: Iterable[str] | None = None) -> Question: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Question: ...
    def __repr__(self, /) -> str: ...
    @property
    def category(self, /) -> Category:
        """
        What kind of knowledge it is.
        """
    @property
    def fact(self, /) -> str:
        """
        The fact, by its full name.
        """
    def replace(self, /, **changes: "object") -> Question:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Question("family.savings", "income").replace(category="other").category
        'other'
        """
    @property
    def unlocks(self, /) -> tuple[str, ...]:
        """
        The offers whose answers it can change, in the programme's order.
        """

@final
class Questionnaire:
    """
    A programme's questions to one family on one day, asked one by one.

    It never changes: each answer gives a new one, so that going back is keeping the one before. What was answered, declined
    or skipped in it is not asked again. It ends where no question is left.

    The `audience` is who is asked, a `"family"` or a `"professional"`: a family is not asked for what a professional alone
    can tell (`family.observed.…`).

    >>> talk = mj.Questionnaire(programme, {"children": [{"id": "c1"}]}, on="2026-06-01")
    >>> replies = {"child[c1].born": "2026-02"}
    >>> while talk.next is not None:
    ...     fact = talk.next.fact
    ...     talk = talk.answer(replies[fact]) if fact in replies else talk.decline()
    >>> talk.family.children[0].born, talk.assessment.offers[0].decision
    ('2026-02', 'eligible')
    >>> talk.answer("child[c9].born", "2026")
    Traceback (most recent call last):
    millejours.errors.FamilyError: the family cannot be used
    ...
    """
    def __copy__(self, /) -> Questionnaire: ...
    def __deepcopy__(self, /, _memo: "object") -> Questionnaire: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, programme: Programme, family: Family | Mapping[str, object], on: date | str, *, audience: Audience | None = None) -> Questionnaire: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def answer(self, /, fact: bool | int | Decimal | date | str | Iterable[str], answer: bool | int | Decimal | date | str | Iterable[str] = ..., *, voice: str | None = None, as_of: date | str | None = None) -> Questionnaire:
        """
        The questionnaire after an answer: alone, to the next question; behind a fact's full name, to that fact. See
        `Programme.answer`.

        Raises `FamilyError` where the fact or the answer does not fit, and `RuntimeError` where no question is left.

        >>> talk = mj.Questionnaire(programme, family, on="2026-06-01")
        >>> talk.answer(datetime.date(2025, 9, 30)).is_settled, talk.is_settled
        (True, False)
        >>> talk.answer("child[c2].born", "2025-09") == talk.answer("2025-09")
        True
        >>> talk.answer("child[c2].born")
        Traceback (most recent call last):
        TypeError: the answer to this fact is missing
        """
    def ask(self, /, *, language: str | None = None, dictionary: Dictionary | None = None) -> Asked | None:
        """
        How to ask the next question, with what an answer may be; `None` where no question is left.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own. Raises `DictionaryError`
        where no dictionary of the language is shipped.

        >>> asked = mj.Questionnaire(programme, family, on="2026-06-01").ask(language="en")
        >>> asked.fact, asked.answer.type, asked.sentence != ""
        ('child[c2].born', 'partial_date', True)
        >>> mj.Questionnaire(programme, family, on="2026-06-01").ask(language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """
    @property
    def assessment(self, /) -> Assessment:
        """
        What the programme says with what is known so far.

        >>> len(mj.Questionnaire(programme, family, on="2026-06-01").assessment)
        2
        """
    @property
    def audience(self, /) -> Audience:
        """
        Who is asked.

        >>> mj.Questionnaire(programme, family, on="2026-06-01", audience="professional").audience
        'professional'
        """
    def decline(self, /, fact: str | None = None) -> Questionnaire:
        """
        The questionnaire after the family would rather not say: the next question, or a fact by its full name.

        Raises `FamilyError` for a fact that nobody knows, and `RuntimeError` where no question is left.

        >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").decline()
        >>> talk.next is None, talk.family.declined
        (True, ('child[c2].born',))
        >>> talk.decline()
        Traceback (most recent call last):
        RuntimeError: no question is left
        """
    @property
    def family(self, /) -> Family:
        """
        The family as told so far.

        >>> mj.Questionnaire(programme, family, on="2026-06-01").family == family
        True
        """
    @staticmethod
    def from_json(programme: Programme, text: str | bytes) -> Questionnaire:
        """
        Go on with a questionnaire that `to_json` wrote, where it stood.

        Raises `FamilyError` with everything that is wrong with the document, and never with what stands there.

        >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").skip("children")
        >>> mj.Questionnaire.from_json(programme, talk.to_json()) == talk
        True
        >>> mj.Questionnaire.from_json(programme, talk.to_json().replace("told", "said"))
        Traceback (most recent call last):
        millejours.errors.FamilyError: the family cannot be used
        ...
        """
    @property
    def is_settled(self, /) -> bool:
        """
        Is no question left?

        >>> mj.Questionnaire(programme, family, on="2026-06-01").is_settled
        False
        """
    @property
    def next(self, /) -> Question | None:
        """
        The question most worth asking now; `None` where there is none left.

        >>> mj.Questionnaire(programme, family, on="2026-06-01").next.fact
        'child[c2].born'
        """
    @property
    def on(self, /) -> date:
        """
        The day asked about.

        >>> mj.Questionnaire(programme, family, on="2026-06-01").on
        datetime.date(2026, 6, 1)
        """
    @property
    def programme(self, /) -> Programme:
        """
        The programme that asks.

        >>> mj.Questionnaire(programme, family, on="2026-06-01").programme is programme
        True
        """
    @property
    def questions(self, /) -> tuple[Question, ...]:
        """
        Every question not asked yet, the most useful first.

        >>> len(mj.Questionnaire(programme, family, on="2026-06-01").questions)
        1
        """
    def skip(self, /, fact: str | None = None) -> Questionnaire:
        """
        The questionnaire without a question (the next one, or a fact by its full name), for now: nothing is declined, and
        another day it is asked again.

        Raises `FamilyError` for a fact that nobody knows, and `RuntimeError` where no question is left.

        >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").skip("child[c2].born")
        >>> talk.is_settled, talk.family.declined, talk.told
        (True, (), ('child[c2].born',))
        """
    def to_json(self, /) -> str:
        """
        The questionnaire as JSON, without its programme: the same bytes as in Rust and in Kotlin. It holds all that the
        family said.

        >>> mj.Questionnaire(programme, {}, on="2026-06-01").to_json()
        '{"schema":1,"on":"2026-06-01","audience":"family","family":{"schema":1},"told":[]}'
        """
    @property
    def told(self, /) -> tuple[str, ...]:
        """
        What was answered, declined or skipped here, by full names, ascending.

        >>> mj.Questionnaire(programme, family, on="2026-06-01").told
        ()
        """
    def with_family(self, /, family: Family | Mapping[str, object]) -> Questionnaire:
        """
        The questionnaire with the family edited, by a member added for instance; what was asked is not asked again.

        Raises `FamilyError` with everything that is wrong with the family.

        >>> talk = mj.Questionnaire(programme, family, on="2026-06-01").skip("child[c2].born")
        >>> edited = talk.family.replace(children=[*talk.family.children, mj.Child("c3")])
        >>> [question.fact for question in talk.with_family(edited).questions]
        ['child[c3].born']
        """

@final
class Reached:
    """
    Families that belong to the target population, or are answered in one way, of one programme and not of the other.

    >>> target = ""\"target = [ { id = "place", condition = 'family.territory == "A"' } ]""\"
    >>> narrower = mj.Programme.from_toml(target + "\\n" + programme.to_toml())
    >>> (reached,) = programme.difference(narrower).reached
    >>> reached.what, reached.effect, [[str(term) for term in region] for region in reached.regions]
    ('target', 'loses', [['family.territory none of A']])
    """
    def __copy__(self, /) -> Reached: ...
    def __deepcopy__(self, /, _memo: "object") -> Reached: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def complete(self, /) -> bool:
        """
        Do the descriptions name everybody concerned on any day?
        """
    @property
    def effect(self, /) -> Effect:
        """
        `"gains"` where they come to belong to it, `"loses"` where they do so no longer.
        """
    @property
    def family(self, /) -> Family:
        """
        The smallest family concerned.
        """
    @property
    def on(self, /) -> date:
        """
        The day on which `family` is concerned.
        """
    @property
    def regions(self, /) -> tuple[tuple[Term, ...], ...]:
        """
        Descriptions of the families: each a list of facts that all hold. Who fits one of them is concerned, on some day.
        """
    @property
    def what(self, /) -> Reach:
        """
        What they belong to.
        """

@final
class Reason:
    """
    A rule, and what came of it: symbols, never prose.

    >>> reason = assessment.offer("home-visit", subject="c1").reasons[0]
    >>> reason.rule, reason.truth, reason.source, dict(reason.facts)
    ('window', 'yes', None, {'child[c1].age_months': 3})
    """
    def __copy__(self, /) -> Reason: ...
    def __deepcopy__(self, /, _memo: "object") -> Reason: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, rule: str, truth: Truth, *, facts: Mapping[str, bool | int | Decimal | date | str | Iterable[str]] | None = None, source: str | None = None, excludes: bool = False) -> Reason: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Reason: ...
    def __repr__(self, /) -> str: ...
    @property
    def excludes(self, /) -> bool:
        """
        The rule stands under `unless`: where it holds, it excludes.
        """
    @property
    def facts(self, /) -> MappingProxyType[str, bool | int | str | tuple[str, ...]]:
        """
        The facts read that are known, by their full names.
        """
    def replace(self, /, **changes: "object") -> Reason:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Reason("place", "yes").replace(truth="unknown").truth
        'unknown'
        """
    @property
    def rule(self, /) -> str:
        """
        The rule's id.
        """
    @property
    def source(self, /) -> str | None:
        """
        The rule's source.
        """
    @property
    def truth(self, /) -> Truth:
        """
        Whether its condition holds. In a "no", a rule that is unknown by itself gives it together with the others listed.
        """

@final
class Referral:
    """
    One request to one provider for one family, or for some of its members: the steps that led to where it stands.

    >>> referral = mj.Referral.from_json('''{"schema": 1, "id": "r1", "offer": "home-visit", "provider": "provider:pmi",
    ...     "sender": "adult:a1", "about": ["family"], "steps": [
    ...         {"state": "draft", "on": "2026-06-01", "by": "adult:a1"},
    ...         {"state": "requested", "on": "2026-06-01", "by": "adult:a1", "disclosure": "d1"}]}''')
    >>> referral
    <Referral 'r1' to 'provider:pmi': requested>
    >>> [(step.state, step.by) for step in referral.steps]
    [('draft', 'adult:a1'), ('requested', 'adult:a1')]
    """
    def __copy__(self, /) -> Referral: ...
    def __deepcopy__(self, /, _memo: "object") -> Referral: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def about(self, /) -> tuple[str, ...]:
        """
        For whom it is: `"family"`, or members such as `"child[c1]"`.
        """
    @staticmethod
    def from_json(text: str | bytes) -> Referral:
        """
        Read a referral; every step is taken again. `state` may be left out: it is where the steps lead.

        Raises `JournalError` with everything that is wrong with it, such as the first step that does not follow.

        >>> mj.Referral.from_json(referral.to_json()) == referral
        True
        >>> mj.Referral.from_json(referral.to_json().replace("requested", "accepted"))
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    @property
    def id(self, /) -> str:
        """
        Its id: that of its thread in a journal.
        """
    @property
    def offer(self, /) -> str:
        """
        The id of the offer.
        """
    @property
    def provider(self, /) -> str:
        """
        Who is asked to help, such as `"provider:pmi"`.
        """
    @property
    def sender(self, /) -> str:
        """
        Who proposed it; where a family refers itself, the adult who does.
        """
    @property
    def state(self, /) -> ReferralState:
        """
        Where it stands.
        """
    @staticmethod
    def step_json(referral: str | bytes, step: str | bytes) -> str:
        """
        A referral with one step more: both are documents of JSON, and so is what comes out.

        Raises `JournalError` where one of them cannot be read, or where the step may not follow, or not by whoever takes it.

        >>> step = '{"state": "accepted", "on": "2026-06-09", "by": "provider:pmi"}'
        >>> mj.Referral.from_json(mj.Referral.step_json(referral.to_json(), step)).state
        'accepted'
        >>> try:
        ...     mj.Referral.step_json(referral.to_json(), step.replace("provider:pmi", "provider:other"))
        ... except mj.JournalError as refused:
        ...     print(refused.code)
        referral.actor
        """
    @property
    def steps(self, /) -> tuple[ReferralStep, ...]:
        """
        The steps, in the order in which they count.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> referral.to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> referral.to_json()[:13]
        '{"schema":1,"'
        """
    def to_text(self, /, on: date | str, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None, programme: Programme | None = None, names: dict[str, str] | None = None) -> str:
        """
        The referral as it stands on a day, as a page of plain text.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`. A `programme` gives titles, and the terms from which deadlines are counted; `names` say
        what parties and members are called, by `"provider:pmi"`, `"child:c1"`.

        Raises `DateError`; `DictionaryError` where the dictionary lacks the part `[referral]` or `[consent]`; `JournalError`
        where the programme has no such offer, or nobody is referred to it because its door is open.

        >>> print(referral.to_text("2026-06-02", language="en", programme=programme))
        Home visit (a service)
        The request has been sent. Now it is their turn to answer.
        You may say not now, no, or stop at any time, without a reason; nothing else changes for you.
        >>> referral.to_text("2026-06-02", language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """

@final
class ReferralStep:
    """
    One step of a referral.

    >>> step = referral.steps[1]
    >>> step.state, step.on, step.by, step.disclosure
    ('requested', datetime.date(2026, 6, 1), 'adult:a1', 'd1')
    """
    def __copy__(self, /) -> ReferralStep: ...
    def __deepcopy__(self, /, _memo: "object") -> ReferralStep: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def by(self, /) -> str:
        """
        Who decided it; whoever wrote it down may be somebody else.
        """
    @property
    def capacity(self, /) -> Capacity | None:
        """
        Whether the provider has room, where it says so.
        """
    @property
    def disclosure(self, /) -> str | None:
        """
        The id of the disclosure by which this step tells somebody something.
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def reason(self, /) -> ReferralReason | None:
        """
        Why, where a professional owes a reason. A family owes none.
        """
    @property
    def state(self, /) -> ReferralState:
        """
        The state that it leads to.
        """
    @property
    def until(self, /) -> date | None:
        """
        The day before which the family is not asked again.
        """

@final
class ReferralTerms:
    """
    The terms of referrals to an offer, in whole days; what is `None` has no term.

    >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\\nreferral = { answer_within_days = 14 }')
    >>> terms = mj.Programme.from_toml(text).offers[0].referral
    >>> terms.answer_within_days, terms.begin_within_days
    (14, None)
    """
    def __copy__(self, /) -> ReferralTerms: ...
    def __deepcopy__(self, /, _memo: "object") -> ReferralTerms: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def answer_within_days(self, /) -> int | None:
        """
        A request is answered within so many days.
        """
    @property
    def begin_within_days(self, /) -> int | None:
        """
        Once accepted, the help begins within so many days.
        """
    @property
    def expires_after_days(self, /) -> int | None:
        """
        A request that nobody answered is over after so many days.
        """

@final
class Relation:
    """
    What an adult is to a child.

    >>> relation = mj.Relation("a1", "c1", kind="parent", authority="joint")
    >>> relation.kind, relation.authority
    ('parent', 'joint')
    """
    def __copy__(self, /) -> Relation: ...
    def __deepcopy__(self, /, _memo: "object") -> Relation: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, adult: str, child: str, *, kind: RelationKind | None = None, authority: Authority | None = None) -> Relation: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Relation: ...
    def __repr__(self, /) -> str: ...
    @property
    def adult(self, /) -> str:
        """
        The adult's id.
        """
    @property
    def authority(self, /) -> Authority | None:
        """
        The adult's parental authority.
        """
    @property
    def child(self, /) -> str:
        """
        The child's id.
        """
    @property
    def kind(self, /) -> RelationKind | None:
        """
        What the adult is to the child.
        """
    def replace(self, /, **changes: "object") -> Relation:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Relation("a1", "c1").replace(kind="kin")
        Relation(adult='a1', child='c1', kind='kin')
        """

@final
class Replay:
    """
    Verify a journal a line at a time, without holding it: an iterator over its events, for a journal too large for memory.

    `lines` is any iterable of lines, such as an open file; `id` the name of the journal, `roster` what verifies it. Everything
    that `Journal.from_jsonl` verifies is verified, in the memory that ids need: no body is kept. After the last line, it is
    looked whether a body is gone that nobody erased.

    Iterating raises `JournalError` for a line that is refused, with its number and the event's id, after the events before it;
    who goes on with `next` has the event of the line after it. Lines are read a few hundred at a time, without the interpreter's
    lock, and an interrupt stops between them. It is read by one thread at a time (`RuntimeError`), and never pickled.

    Raises `ValueError` for what is no id of a journal, and `TypeError` for what are no lines.

    >>> replay = mj.Replay(journal.to_jsonl().splitlines(), journal.id, roster)
    >>> [event.kind for event in replay]
    ['referral']
    >>> replay.events, replay.heads() == journal.heads()
    (1, True)
    >>> try:
    ...     list(mj.Replay(["{}"], journal.id, roster))
    ... except mj.JournalError as refused:
    ...     print(refused.line)
    1
    """
    def __iter__(self, /) -> Replay: ...
    def __new__(cls, /, lines: Iterable[str | bytes], id: str, roster: Roster) -> Replay: ...
    def __next__(self, /) -> Event: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def events(self, /) -> int:
        """
        How many events were read so far; it may be some hundreds ahead of those handed on.
        """
    def heads(self, /) -> tuple[str, ...]:
        """
        The ids of the events that none follows, among those read so far.

        >>> replay = mj.Replay(journal.to_jsonl().splitlines(), journal.id, roster)
        >>> replay.heads()
        ()
        >>> len(list(replay))
        1
        >>> replay.heads() == journal.heads()
        True
        """

@final
class Resource:
    """
    A strength of the family. It never lowers what the family receives.

    >>> mj.Resource("kin_nearby", voice="family").code
    'kin_nearby'
    """
    def __copy__(self, /) -> Resource: ...
    def __deepcopy__(self, /, _memo: "object") -> Resource: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, code: str, *, voice: str | None = None) -> Resource: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Resource: ...
    def __repr__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        Its code.
        """
    def replace(self, /, **changes: "object") -> Resource:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Resource("kin_nearby").replace(voice="family").voice
        'family'
        """
    @property
    def voice(self, /) -> str | None:
        """
        Whose word it is.
        """

@final
class RetentionRules:
    """
    How long threads of a journal are kept after their end, by kind and by how they ended. Where no rule speaks of a thread, nothing
    of it is due.

    Rules are a document with `schema` and a list `keep`, each of `thread`, perhaps `ended`, and `days`, 0 to 36525. Without
    `ended` a rule is for every end that no other rule names. Any other word is refused, since nothing would ever be due by it:

    | `thread` | `ended` |
    |---|---|
    | `consent` | `expired`, `refused`, `withdrawn`, `invalidated` |
    | `confidence` | `lifted` |
    | `referral` | `rejected`, `completed`, `failed`, `cancelled`, `refused_by_family`, `entered_in_error` |
    | `accompaniment` | `refused_by_family`, `ended` |
    | `lawful` | `shared` |
    | `disclosure` | `over` |

    >>> rules = mj.RetentionRules.from_json('''{"schema": 1, "keep": [{"thread": "referral", "days": 1095},
    ...     {"thread": "referral", "ended": "refused_by_family", "days": 0}]}''')
    >>> rules
    <RetentionRules: 2>
    """
    def __copy__(self, /) -> RetentionRules: ...
    def __deepcopy__(self, /, _memo: "object") -> RetentionRules: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(text: str | bytes) -> RetentionRules:
        """
        Read rules from JSON.

        Raises `JournalError` with everything that is wrong with them.

        >>> mj.RetentionRules.from_json(rules.to_json()) == rules
        True
        >>> mj.RetentionRules.from_json('{"schema": 1}')
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    @staticmethod
    def from_toml(text: str | bytes) -> RetentionRules:
        """
        Read rules from TOML.

        Raises `JournalError` with everything that is wrong with them.

        >>> mj.RetentionRules.from_toml("schema = 1\\n[[keep]]\\nthread = 'consent'\\ndays = 30\\n")
        <RetentionRules: 1>
        >>> mj.RetentionRules.from_toml("schema = 1\\n[[keep]]\\nthread = 'consent'\\ndays = -1\\n")
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> rules.to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> rules.to_json()[:13]
        '{"schema":1,"'
        """

@final
class Roster:
    """
    Who signs with which keys, and when.

    >>> public = mj.public_key(bytes([1]) * 32).hex()
    >>> mj.Roster.from_json(f'{{"schema": 1, "keys": [{{"party": "provider:midwife", "public": "{public}"}}]}}')
    <Roster of 1 key>
    """
    def __copy__(self, /) -> Roster: ...
    def __deepcopy__(self, /, _memo: "object") -> Roster: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(text: str | bytes) -> Roster:
        """
        Read a roster: `{"schema": 1, "keys": [{"party", "public", "from", "until", "revoked"}]}`, where `public` is written
        with hexadecimal digits, and the days may be left out.

        Raises `JournalError` with everything that is wrong with it.

        >>> mj.Roster.from_json(roster.to_json()) == roster
        True
        >>> mj.Roster.from_json('{"schema": 1, "keys": [{"party": "provider:midwife", "public": "00"}]}')
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> roster.to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> roster.to_json()[:13]
        '{"schema":1,"'
        """

@final
class Rule:
    """
    One rule of an offer or of the target population.

    >>> rule = programme.offers[0].when[0]
    >>> rule.id, rule.condition, rule.source
    ('window', 'child.age_months < 24', None)
    """
    def __copy__(self, /) -> Rule: ...
    def __deepcopy__(self, /, _memo: "object") -> Rule: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def condition(self, /) -> str:
        """
        Its condition, in canonical form.
        """
    @property
    def id(self, /) -> str:
        """
        Its id, unique within the offer.
        """
    @property
    def source(self, /) -> str | None:
        """
        Where it comes from, with the law's date.
        """
    @property
    def title(self, /) -> MappingProxyType[str, str]:
        """
        Its title by language.
        """

@final
class Schedule:
    """
    What is due, open, coming, or past and can be caught up, for one family on one day.

    Iterating gives the entries in their order: what is due, by its last day; what can be caught up; what is open; what is
    coming. What is over for good is not listed. A pickle, as the JSON, keeps the ids of offers and not their titles.

    >>> schedule = programme.schedule({"children": [{"id": "c1", "born": "2026-02-11"}]}, "2026-06-01")
    >>> for entry in schedule:
    ...     print(entry.offer, entry.subject, entry.status, entry.days.until)
    home-visit c1 open 2028-02-10
    >>> programme.schedule({}, "1999-01-01")
    Traceback (most recent call last):
    millejours.errors.DateError: the date cannot be used
    ...
    """
    def __copy__(self, /) -> Schedule: ...
    def __deepcopy__(self, /, _memo: "object") -> Schedule: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[ScheduleEntry]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def columns() -> "dict[str, type]":
        """
        The columns of `to_rows()` in their order, by plain Python types.

        >>> mj.Schedule.columns()["due_from"], mj.Schedule.columns()["missing"]
        (<class 'datetime.date'>, list[str])
        """
    @property
    def entries(self, /) -> tuple[ScheduleEntry, ...]:
        """
        The entries.
        """
    @property
    def exact(self, /) -> bool:
        """
        Everything was found within the published work bound. Where not, something that comes later may not be listed.
        """
    @property
    def family(self, /) -> str | None:
        """
        The family's id, if it has one.
        """
    @staticmethod
    def from_dict(mapping: Mapping[str, object]) -> Schedule:
        """
        Read a schedule from a mapping with the keys of the wire form.

        Raises `ScheduleError` with everything that is wrong with it.

        >>> schedule = programme.schedule(family, "2026-06-01")
        >>> mj.Schedule.from_dict(schedule.to_dict()) == schedule
        True
        """
    @staticmethod
    def from_json(text: str | bytes) -> Schedule:
        """
        Read a schedule that was stored or sent. It knows the ids of offers, not their titles.

        Raises `ScheduleError` with everything that is wrong with it.

        >>> schedule = programme.schedule(family, "2026-06-01")
        >>> mj.Schedule.from_json(schedule.to_json()) == schedule
        True
        >>> mj.Schedule.from_json('{"schema": 2}')
        Traceback (most recent call last):
        millejours.errors.ScheduleError: the schedule cannot be used
        ...
        """
    @property
    def on(self, /) -> date:
        """
        The day asked about.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> programme.schedule(family, "2026-06-01").to_dict()["schema"]
        1
        """
    def to_html(self, /, language: str = "en", *, programme: Programme | None = None) -> str:
        """
        The table of a notebook, with titles in a language where the programme has them.

        A schedule that was stored or pickled takes them from the `programme` that is handed over.

        Raises `ValueError` for a programme that is another.

        >>> programme.schedule(family, "2026-06-01").to_html("fr").count("<tr>")
        3
        """
    def to_icalendar(self, /, namespace: str, *, language: str | None = None, dictionary: Dictionary | None = None, reminder_days: SupportsIndex | None = None, windows: bool = False, describe: bool = False, programme: Programme | None = None) -> str:
        """
        The schedule as iCalendar (RFC 5545), for a calendar of the family's; empty where there is no event.

        Events have a neutral title in the words of a `language` shipped or of a `dictionary` of your own, and no reminder
        unless `reminder_days` says how many days before (at most 365). `windows` adds the days on which something can be had,
        where no due window is dated and both ends are known. `describe` adds the titles of the offers: whoever sees the
        calendar sees them; a stored schedule takes them from the `programme` that is handed over.

        The `namespace` is a text of 16 letters or more, drawn at random once and kept by the caller, as a key is: the same
        event keeps its name by it, and nobody without it can tell whom an event is for. A new export stands in place of the
        one before it.

        Raises `ScheduleError` for a shorter namespace, `ValueError` where there are no titles to describe with.

        >>> dated = mj.Programme.from_toml(programme.to_toml().replace('cost = "free"', 'cost = "free"\\ndue = { in_month = 9 }'))
        >>> schedule = dated.schedule(family, "2026-06-01")
        >>> text = schedule.to_icalendar("0b1f8a52-6d9e-4c6b", language="fr")
        >>> [line for line in text.splitlines() if line.startswith(("SUMMARY", "DTSTART", "DTEND"))]
        ['DTSTART;VALUE=DATE:20261011', 'DTEND;VALUE=DATE:20261111', 'SUMMARY;LANGUAGE=fr:Rendez-vous']
        >>> schedule.to_icalendar("family-7", language="fr")
        Traceback (most recent call last):
        millejours.errors.ScheduleError: the schedule cannot be used
        ...
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> programme.schedule(family, "2026-06-01").to_json()[:13]
        '{"schema":1,"'
        """
    def to_rows(self, /, **more: "object") -> "list[dict[str, object]]":
        """
        One plain dict an entry, for a data frame; `columns()` says what stands in it. What is named here is added to every
        row.

        Raises `TypeError` for a name that is a column already.

        >>> row = programme.schedule(family, "2026-06-01").to_rows(row=7)[0]
        >>> row["status"], row["until"], row["row"]
        ('open', datetime.date(2028, 2, 10), 7)
        """
    def to_text(self, /, programme: Programme, family: Family | Mapping[str, object], *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None) -> str:
        """
        The schedule as a page of plain text; `programme` and `family` are those that it is of.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`. A family never reads that something was not done. Entries of an edition that is not
        `programme` are left out: for those, see `ProgrammeHistory.schedule_text`.

        Raises as `Programme.explain` does.

        >>> schedule = programme.schedule(family, "2026-06-01")
        >>> print(schedule.to_text(programme, family, language="en").splitlines()[1])
        Home visit, for the child born on 11 February 2026: until 10 February 2028
        >>> schedule.to_text(programme, family, language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """
    @property
    def version(self, /) -> str:
        """
        The edition in force on the day asked about.
        """

@final
class ScheduleEntry:
    """
    One stretch of days on which an offer can be had, or perhaps can, by the family or one of its members.

    >>> first, second = programme.schedule(family, "2026-06-01")
    >>> first.status, first.decision, first.days
    ('open', 'eligible', <DaySpan to 2028-02-10>)
    >>> second.subject, second.decision, second.missing
    ('c2', 'undetermined', ('child[c2].born',))
    """
    def __copy__(self, /) -> ScheduleEntry: ...
    def __deepcopy__(self, /, _memo: "object") -> ScheduleEntry: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def already(self, /) -> bool:
        """
        The family already has it: it is neither due nor to be caught up.
        """
    @property
    def certain(self, /) -> DaySpan | None:
        """
        The days around that one on which it is certainly eligible, where they are fewer; of an undetermined entry the next
        such days, if there are any.
        """
    @property
    def days(self, /) -> DaySpan:
        """
        The days on which the answer is no definite no.
        """
    @property
    def decision(self, /) -> Then:
        """
        The answer on the day asked about or, of what is coming, on its first day.
        """
    @property
    def dose(self, /) -> Dose | None:
        """
        How much, on the day of the decision.
        """
    @property
    def due(self, /) -> DueDays | None:
        """
        The days on which it is asked for, where they are known.
        """
    @property
    def exact(self, /) -> bool:
        """
        Within the published work bound. Where not, an end of its days may be left out, and unknown may be too cautious.
        """
    @property
    def missing(self, /) -> tuple[str, ...]:
        """
        The facts that can still change the decision, the dose or the days on which it is asked for, sorted.
        """
    @property
    def offer(self, /) -> str:
        """
        The offer's id.
        """
    @property
    def status(self, /) -> ScheduleStatus:
        """
        Where it stands on the day asked about: `"due"`, `"catch_up"`, `"open"` or `"coming"`.
        """
    @property
    def subject(self, /) -> str | None:
        """
        The member's id, where the offer is for one.
        """
    @property
    def version(self, /) -> str | None:
        """
        The edition that the entry is from, where it is not the one in force on the day asked about.
        """

@final
class Support:
    """
    Help that the family already has.

    >>> mj.Support("parent-group", since=datetime.date(2026, 2, 20)).subject is None  # the family as a whole
    True
    """
    def __copy__(self, /) -> Support: ...
    def __deepcopy__(self, /, _memo: "object") -> Support: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, offer: str, *, subject: str | None = None, since: date | str | None = None) -> Support: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Support: ...
    def __repr__(self, /) -> str: ...
    @property
    def offer(self, /) -> str:
        """
        The id of the offer.
        """
    def replace(self, /, **changes: "object") -> Support:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Support("parent-group").replace(since="2026").since
        '2026'
        """
    @property
    def since(self, /) -> date | str | None:
        """
        Since when.
        """
    @property
    def subject(self, /) -> str | None:
        """
        The member who has it, where it is for one.
        """

@final
class SyntheticFamilies:
    """
    Families that nobody is, as four tables that `Programme.evaluate` takes as they are, with the keys `family` (the number of the
    family) and `member` (its place in the family's list).

    | table | columns beside the keys |
    |---|---|
    | `family` | `territory`, `standard_of_living`, `quotient_familial`, `overcrowded`, `languages`, `complete.adults`, `complete.children`, `complete.pregnancies` |
    | `children` | `born`, `born_preterm`, `pregnancy` |
    | `adults` | `born`, `lives_here`, `employed` |
    | `pregnancies` | `expected`, `ended`, `outcome` |

    >>> own = mj.SyntheticTerritory(seed=1, on="2026-06-01").families(0, 1000)
    >>> own
    <SyntheticFamilies 0 to 999: 1000 families, 1931 children, 1976 adults, 253 pregnancies>
    >>> programme.evaluate(own.family, own.children, own.adults, own.pregnancies, on="2026-06-01").counts["home-visit"]
    OfferCounts(subject='child', eligible=805, undetermined=0, no=1126, silent=0)
    """
    def __len__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def adults(self, /) -> Table:
        """
        One row an adult; the parent who gave birth, or will, comes first.
        """
    @property
    def children(self, /) -> Table:
        """
        One row a child, the eldest of a family first. Of one that is expected the day of birth is null.
        """
    @property
    def family(self, /) -> Table:
        """
        One row a family.
        """
    @property
    def pregnancies(self, /) -> Table:
        """
        One row a pregnancy; `ended` and `outcome` are null while it lasts.
        """

@final
class SyntheticTerritory:
    """
    A territory that does not exist, and its families with small children: to try a programme on millions of families without
    anyone's data.

    A family depends on the profile, the seed, the day and its own number, and on nothing else: any part of the families can be
    drawn, in any order, on any machine, and they are the same to the byte. The tables behind `FR`, with their sources and with what
    is assumed, are told in the guide `synthetic`. **It is no estimate of any country**: what a programme comes to here says how the
    programme behaves, and is nothing to publish as a figure.

    `missing` is a share from 0 to 1 by fact (`SyntheticTerritory.facts()`): so many of its values are unknown, at random. `open` is
    the same by list (`adults`, `children`, `pregnancies`): of so many families somebody may not be listed. `territories` are places
    of one's own, each with its weight. Nothing is missing and no list is open unless it is asked for.

    Raises `DateError`, and `ColumnsError` where there is no such profile or fact, or a share is none.

    >>> territory = mj.SyntheticTerritory("FR", seed=1, on="2026-06-01", missing={"child.born": 0.1})
    >>> own = territory.families(0, 1000)
    >>> counts = programme.evaluate(own.family, own.children, own.adults, own.pregnancies, on=territory.on).counts
    >>> counts["home-visit"].undetermined > 50
    True
    >>> mj.SyntheticTerritory("FR", seed=1, on="2026-06-01", missing={"child.borne": 0.1})
    Traceback (most recent call last):
    millejours.errors.ColumnsError: the columns cannot be used
    missing: no fact of this name is drawn [reference.unknown]
      help: did you mean `child.born`?
    """
    def __copy__(self, /) -> SyntheticTerritory: ...
    def __deepcopy__(self, /, _memo: "object") -> SyntheticTerritory: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, profile: str = ..., *, seed: SupportsIndex, on: date | str, missing: dict[str, SupportsFloat | SupportsIndex] | None = None, open: dict[str, SupportsFloat | SupportsIndex] | None = None, territories: dict[str, SupportsIndex] | None = None) -> SyntheticTerritory: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def currency(self, /) -> str:
        """
        The currency of the amounts, as ISO 4217 writes it.
        """
    @staticmethod
    def facts() -> tuple[str, ...]:
        """
        The facts of which a share can be missing.

        >>> "child.born" in mj.SyntheticTerritory.facts()
        True
        """
    def families(self, /, start: SupportsIndex, stop: SupportsIndex) -> SyntheticFamilies:
        """
        The families of the numbers from `start` to before `stop`.

        Raises `ColumnsError` where they are more than 67,108,864 at once.

        >>> territory = mj.SyntheticTerritory(seed=1, on="2026-06-01")
        >>> some, one = territory.families(990, 1000), territory.families(999, 1000)
        >>> polars.DataFrame(some.family).tail(1).rows() == polars.DataFrame(one.family).rows()
        True
        >>> territory.families(0, 10**9)
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        families: these are too many at once [document.too_large]
          expected: at most 67108864 families
          help: ask for them in several ranges
        """
    @staticmethod
    def from_toml(profile: str, *, seed: SupportsIndex, on: date | str, missing: dict[str, SupportsFloat | SupportsIndex] | None = None, open: dict[str, SupportsFloat | SupportsIndex] | None = None, territories: dict[str, SupportsIndex] | None = None) -> SyntheticTerritory:
        """
        The territory of a profile of one's own, in TOML with the tables that the guide `synthetic` tells of.

        Raises as the class does, and `ColumnsError` with everything that is wrong with the profile.

        >>> mj.SyntheticTerritory.from_toml("schema = 1", seed=1, on="2026-06-01")
        Traceback (most recent call last):
        millejours.errors.ColumnsError: the columns cannot be used
        ...
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def seed(self, /) -> int:
        """
        The seed.
        """

@final
class Table:
    """
    Columns of equal length, for whatever reads Arrow: `polars.DataFrame(table)`, `pyarrow.table(table)`,
    `pandas.DataFrame.from_arrow(table)`, DuckDB.

    It is read through the Arrow PyCapsule interface, as often as one likes, and depends on none of these libraries. Days are
    Arrow's `date32`, counts and durations `int64`, texts `utf8`; a null is what has not happened, or is not known.

    >>> table = mj.referral_milestone_table({"f-001": journal}, "2026-06-05")
    >>> table
    <Table of 1 row and 21 columns>
    >>> import polars
    >>> polars.DataFrame(table)["proposed_on"][0]
    datetime.date(2026, 6, 1)
    """
    def __arrow_c_schema__(self, /) -> "object":
        """
        The columns' names and types as a capsule named `arrow_schema`, for libraries that read Arrow.
        """
    def __arrow_c_stream__(self, /, requested_schema: "object" = None) -> "object":
        """
        The columns as a capsule named `arrow_array_stream`, for libraries that read Arrow. Another schema that is asked for is
        not looked at, as the interface allows: the reader casts.
        """
    def __len__(self, /) -> int: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def column_names(self, /) -> tuple[str, ...]:
        """
        The names of the columns, in their order.

        >>> mj.referral_wait_table({}, "2026-06-05", at_least=5).column_names
        ('offer', 'stage', 'reached', 'median_days', 'uncertain')
        """

@final
class TakeUp:
    """
    How many of those who are eligible take an offer up, from 0 to 1, and what a unit of it costs, in whatever currency the
    caller counts. Without `most` the share is known: it is `least`.

    Raises `ColumnsError` where a share is not from 0 to 1 or the least lies above the most, and where a cost is below zero or no
    number.

    >>> mj.TakeUp(0.3, 0.5, unit_cost=42)
    TakeUp(least=0.3, most=0.5, unit_cost=42.0)
    >>> mj.TakeUp(0.3).most
    0.3
    >>> mj.TakeUp(1.2)
    Traceback (most recent call last):
    millejours.errors.ColumnsError: the columns cannot be used
    take_up: it is 1.2 to 1.2 [columns.value]
      expected: two numbers from 0 to 1, that rise
      help: mend it
    """
    def __copy__(self, /) -> TakeUp: ...
    def __deepcopy__(self, /, _memo: "object") -> TakeUp: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, least: SupportsFloat | SupportsIndex, most: SupportsFloat | SupportsIndex | None = None, unit_cost: SupportsFloat | SupportsIndex | None = None) -> TakeUp: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> TakeUp: ...
    def __repr__(self, /) -> str: ...
    @property
    def least(self, /) -> float:
        """
        The share at least.
        """
    @property
    def most(self, /) -> float:
        """
        The share at most.
        """
    def replace(self, /, **changes: "object") -> TakeUp:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.TakeUp(0.3, 0.5).replace(most=0.4)
        TakeUp(least=0.3, most=0.4)
        """
    @property
    def unit_cost(self, /) -> float | None:
        """
        What one unit of the dose costs; `None` where nobody said.
        """

@final
class Term:
    """
    What a description says of one fact: that it lies between two values, or is one of some. `str(term)` says it in a line.

    >>> later = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 36"))
    >>> term = programme.difference(later).differences[0].regions[0][0]
    >>> term.fact, term.from_, term.until, str(term)
    ('child.age_months', '24', '35', 'child.age_months 24 to 35')
    """
    def __copy__(self, /) -> Term: ...
    def __deepcopy__(self, /, _memo: "object") -> Term: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def fact(self, /) -> str:
        """
        The fact, as conditions write it: of the member that the offer is for; of another member with an id that stands for
        anyone of the kind: `child[c1].age_months`. `child[c1]` alone says that there is one.
        """
    @property
    def from_(self, /) -> str | None:
        """
        The least value, where there is one.
        """
    @property
    def other(self, /) -> bool:
        """
        It is none of the values.
        """
    @property
    def until(self, /) -> str | None:
        """
        The greatest value, where there is one.
        """
    @property
    def values(self, /) -> tuple[str, ...]:
        """
        The values, where they are named one by one.
        """

@final
class Total:
    """
    How many offers there are of one kind.

    >>> town = mj.Programme.from_toml(programme.to_toml().replace('cost = "free"', 'cost = "free"\\ndose = { unit = "visit", amount = 1 }'))
    >>> (total,) = town.difference(town).totals
    >>> total.unit, total.subject, total.duty, total.before, total.after
    ('visit', 'child', 'to_offer', 1, 1)
    """
    def __copy__(self, /) -> Total: ...
    def __deepcopy__(self, /, _memo: "object") -> Total: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def after(self, /) -> int:
        """
        How many the second has.
        """
    @property
    def before(self, /) -> int:
        """
        How many the first programme has.
        """
    @property
    def duty(self, /) -> Duty:
        """
        Whose duty they are.
        """
    @property
    def subject(self, /) -> Subject:
        """
        Whom they are for.
        """
    @property
    def unit(self, /) -> str:
        """
        The unit of the dose.
        """

@final
class Undecided:
    """
    Something that was not decided, and why.

    >>> paid = mj.Programme.from_toml(programme.to_toml().replace('"universal"', '"targeted"').replace('"to_offer"', '"none"'))
    >>> [(one.bound, one.offer) for one in paid.laws()["free_and_voluntary"].undecided]
    [('acceptance', 'home-visit')]
    """
    def __copy__(self, /) -> Undecided: ...
    def __deepcopy__(self, /, _memo: "object") -> Undecided: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def bound(self, /) -> Bound:
        """
        The bound that was hit, or what was not said.
        """
    @property
    def fact(self, /) -> str | None:
        """
        The fact concerned.
        """
    @property
    def offer(self, /) -> str | None:
        """
        The offer concerned.
        """
    @property
    def units(self, /) -> tuple[str, ...]:
        """
        The units that lack a weight: of the bound `weights` alone.
        """

@final
class UnsignedEvent:
    """
    An event that `Journal.draft` wrote and nobody has signed yet. It is never pickled, since it holds the salt.

    >>> secret = bytes([1]) * 32
    >>> entry = '{"kind": "note", "text": "telephoned"}'
    >>> unsigned = journal.draft(
    ...     thread="r1", author="provider:midwife", key=mj.public_key(secret), on="2026-06-02", entry=entry, salt=bytes([8]) * 32
    ... )
    >>> unsigned
    <UnsignedEvent of 'r1' by 'provider:midwife' on 2026-06-02>
    >>> journal.append(unsigned.sign(secret), roster, "2026-06-02")
    True
    """
    def __copy__(self, /) -> UnsignedEvent: ...
    def __deepcopy__(self, /, _memo: "object") -> UnsignedEvent: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def sign(self, /, secret_key: bytes) -> str:
        """
        The event as a line of JSON, signed with the 32 bytes of a secret key.

        Raises `JournalError` where the key is not the one that the event names, `ValueError` where it has not 32 bytes.

        >>> secret = bytes([1]) * 32
        >>> unsigned = journal.draft(
        ...     thread="r2", author="provider:midwife", key=mj.public_key(secret), on="2026-06-02", salt=bytes([8]) * 32,
        ...     entry='{"kind": "note", "text": "telephoned"}',
        ... )
        >>> unsigned.sign(secret)[:40]
        '{"header":{"author":"provider:midwife","'
        >>> try:
        ...     unsigned.sign(bytes([2]) * 32)
        ... except mj.JournalError as refused:
        ...     print(refused.code)
        journal.signature
        """
    def to_bytes(self, /) -> bytes:
        """
        The bytes that are signed (Ed25519), for a key that is kept elsewhere: in a phone's secure element, say.

        >>> secret = bytes([1]) * 32
        >>> unsigned = journal.draft(
        ...     thread="r2", author="provider:midwife", key=mj.public_key(secret), on="2026-06-02", salt=bytes([8]) * 32,
        ...     entry='{"kind": "note", "text": "telephoned"}',
        ... )
        >>> unsigned.to_bytes()[:19]
        b'millejours event 1\\n'
        """
    def with_signature(self, /, signature: bytes) -> str:
        """
        The event as a line of JSON, with a signature (64 bytes) that was made elsewhere over `to_bytes()`.

        Raises `JournalError` where the signature is not that of the key that the event names over this event.

        >>> unsigned = journal.draft(
        ...     thread="r2", author="provider:midwife", key=mj.public_key(bytes([1]) * 32), on="2026-06-02",
        ...     salt=bytes([8]) * 32, entry='{"kind": "note", "text": "telephoned"}',
        ... )
        >>> unsigned.with_signature(bytes(64))
        Traceback (most recent call last):
        millejours.errors.JournalError: ...
        """

@final
class Validity:
    """
    The days on which a programme is in force, both included.

    >>> programme.valid
    Validity(from_=datetime.date(2026, 1, 1))
    >>> "2026-06-01" in programme.valid, datetime.date(1999, 1, 1) in programme.valid
    (True, False)
    """
    def __contains__(self, on: date | str, /) -> bool:
        """
        Is the programme in force that day?
        """
    def __copy__(self, /) -> Validity: ...
    def __deepcopy__(self, /, _memo: "object") -> Validity: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, from_: date | str, *, until: date | str | None = None) -> Validity: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Validity: ...
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date:
        """
        The first day.
        """
    def replace(self, /, **changes: "object") -> Validity:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> programme.valid.replace(until="2026-12-31").until
        datetime.date(2026, 12, 31)
        """
    @property
    def until(self, /) -> date | None:
        """
        The last day, if it ends.
        """

@final
class Vocabulary:
    """
    A document that defines facts, to be shared by programmes.

    Immutable; may be shared between threads.

    >>> vocabulary = mj.Vocabulary.from_toml('''
    ... schema = 1
    ... id = "household"
    ... version = "2026"
    ... [facts.family.rooms]
    ... type = "int"
    ... range = [0, 20]
    ... category = "housing"
    ... ''')
    >>> vocabulary
    Vocabulary(id='household', version='2026')
    """
    def __copy__(self, /) -> Vocabulary: ...
    def __deepcopy__(self, /, _memo: "object") -> Vocabulary: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(text: str | bytes) -> Vocabulary:
        """
        Read a vocabulary from JSON.

        Raises `VocabularyError` with everything that is wrong with it.

        >>> mj.Vocabulary.from_json('{"schema": 1, "id": "household", "version": "2026", "facts": {}}').version
        '2026'
        """
    @staticmethod
    def from_toml(text: str | bytes) -> Vocabulary:
        """
        Read a vocabulary from TOML.

        Raises `VocabularyError` with everything that is wrong with it.

        >>> mj.Vocabulary.from_toml("schema = 1\\nid = 'household'\\nversion = '2026'\\nfacts = {}").id
        'household'
        >>> mj.Vocabulary.from_toml("schema = 2")
        Traceback (most recent call last):
        millejours.errors.VocabularyError: the vocabulary cannot be used
        ...
        """
    @property
    def id(self, /) -> str:
        """
        The id by which programmes name it.
        """
    @staticmethod
    def load(path: str | PathLike[str]) -> Vocabulary:
        """
        Read a vocabulary from a file: JSON where its name ends in `.json`, else TOML.

        Raises `OSError` where the file cannot be read, `VocabularyError` where it is no vocabulary.

        >>> mj.Vocabulary.load("no/such/file.toml")
        Traceback (most recent call last):
        FileNotFoundError: [Errno 2] No such file or directory: 'no/such/file.toml'
        """
    @property
    def version(self, /) -> str:
        """
        The vocabulary's edition.
        """

@final
class Waiting:
    """
    A place in a waiting list.

    >>> mj.Waiting(1, "r1", "2026-06-01")
    Waiting(place=1, referral='r1', since=datetime.date(2026, 6, 1))
    """
    def __copy__(self, /) -> Waiting: ...
    def __deepcopy__(self, /, _memo: "object") -> Waiting: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, place: SupportsIndex, referral: str, since: date | str) -> Waiting: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __replace__(self, /, **changes: "object") -> Waiting: ...
    def __repr__(self, /) -> str: ...
    @property
    def place(self, /) -> int:
        """
        The place, from 1.
        """
    @property
    def referral(self, /) -> str:
        """
        The id of the referral.
        """
    def replace(self, /, **changes: "object") -> Waiting:
        """
        The same, with other values for the fields named; `None` takes a field away.

        Raises as the class does where the values do not fit, and `TypeError` for a field that there is not.

        >>> mj.Waiting(2, "r1", "2026-06-01").replace(place=1).place
        1
        """
    @property
    def since(self, /) -> date:
        """
        The day on which the provider was asked.
        """

@final
class WithdrawalDuties:
    """
    What is to be done because consents were taken back, on a day: to be stored, sent and told in words. Each duty says what, who,
    to whom, and since when.

    >>> import json
    >>> terms = {"purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["family"]}
    >>> given = {"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "act": "ordinary", "from": "2026-05-01"}
    >>> taken = {"status": "withdrawn", "since": "2026-06-01"}
    >>> consents = json.dumps({"schema": 1, "consents": [terms | given | taken]})
    >>> shown = {"id": "d1", "recipient": "provider:pmi", "purpose": "referral", "on": "2026-05-20"}
    >>> shown |= {"parts": [{"about": "family", "category": "birth"}], "basis": [{"consent": "g1"}]}
    >>> disclosures = json.dumps({"schema": 1, "disclosures": [shown]})
    >>> duties = mj.WithdrawalDuties.of(consents, disclosures, "provider:midwife", "2026-06-01")
    >>> [(duty.duty, duty.to, duty.disclosure) for duty in duties]
    [('stop', 'provider:pmi', None), ('recall', 'provider:pmi', 'd1'), ('tell', 'provider:pmi', 'd1')]
    >>> duties
    <WithdrawalDuties on 2026-06-01: 3>
    """
    def __copy__(self, /) -> WithdrawalDuties: ...
    def __deepcopy__(self, /, _memo: "object") -> WithdrawalDuties: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[WithdrawalDuty]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def duties(self, /) -> tuple[WithdrawalDuty, ...]:
        """
        The duties: in the order of the days, then `"stop"`, `"recall"`, `"tell"`.
        """
    @staticmethod
    def from_json(text: str | bytes) -> WithdrawalDuties:
        """
        Read duties.

        Raises `ConsentError` with everything that is wrong with them.

        >>> mj.WithdrawalDuties.from_json(duties.to_json()) == duties
        True
        >>> mj.WithdrawalDuties.from_json('{"schema": 1}')
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    @staticmethod
    def of(consents: str | bytes, disclosures: str | bytes, discloser: str, on: date | str) -> WithdrawalDuties:
        """
        What is to be done on a day because consents were taken back, by whoever made these disclosures.

        Takes what `withdrawal_duties_json` takes: `disclosures` is a document of JSON with what is kept of each, `discloser` a
        party.

        Raises `DateError`, and `ConsentError` with everything that is wrong with the consents, the disclosures or the
        discloser.

        >>> len(mj.WithdrawalDuties.of('{"schema": 1}', '{"schema": 1, "disclosures": []}', "provider:pmi", "2026-06-01"))
        0
        >>> mj.WithdrawalDuties.of('{"schema": 1}', '{"schema": 1, "disclosures": []}', "me", "2026-06-01")
        Traceback (most recent call last):
        millejours.errors.ConsentError: ...
        """
    @property
    def on(self, /) -> date:
        """
        The day asked about.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        All of it as a plain dict with the keys of the wire form.

        >>> duties.to_dict()["schema"]
        1
        """
    def to_json(self, /) -> str:
        """
        All of it as JSON, in the one wire form: the same bytes as in Rust and in Kotlin.

        >>> duties.to_json()[:13]
        '{"schema":1,"'
        """
    def to_text(self, /, *, language: str | None = None, dictionary: Dictionary | None = None, audience: Audience | None = None, names: dict[str, str] | None = None) -> str:
        """
        The duties as a page of plain text. A family reads what happens towards whom, no id, no day and no reason; a
        professional who has to do what, for which consent and of which disclosure.

        In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
        `"family"` or `"professional"`. `names` say what parties are called, by `"provider:pmi"`; whoever has none is called by
        what they are.

        Raises `DictionaryError` where the dictionary has no part `[consent]`.

        >>> print(duties.to_text(language="en", names={"provider:pmi": "the nurse"}))
        A yes no longer holds. This is what happens now:
          the nurse
            From now on nothing more is shown.
            What was shown is asked back, or is to be deleted.
            Those who saw it are told that the yes holds no longer.
        You may say no, or take back a yes, at any time and without a reason. It costs you nothing.
        >>> duties.to_text(language="rm")
        Traceback (most recent call last):
        millejours.errors.DictionaryError: the dictionary cannot be used
        ...
        """

@final
class WithdrawalDuty:
    """
    One thing that is to be done because a consent was taken back.

    >>> duty = duties.duties[1]
    >>> duty.duty, duty.who, duty.to, duty.since, duty.consent, duty.because, duty.disclosure
    ('recall', 'provider:midwife', 'provider:pmi', datetime.date(2026, 6, 1), 'g1', 'withdrawn', 'd1')
    """
    def __copy__(self, /) -> WithdrawalDuty: ...
    def __deepcopy__(self, /, _memo: "object") -> WithdrawalDuty: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @property
    def because(self, /) -> ConsentStatus:
        """
        What was said: `"withdrawn"`, `"invalidated"`, or a younger `"refused"` or `"deferred"` to the same question.
        """
    @property
    def consent(self, /) -> str:
        """
        The id of the consent that holds no longer.
        """
    @property
    def disclosure(self, /) -> str | None:
        """
        The id of the disclosure that it is about; `None` of what is to be stopped.
        """
    @property
    def duty(self, /) -> WithdrawalDutyKind:
        """
        What is to be done.
        """
    @property
    def since(self, /) -> date:
        """
        The day from which it is to be done: at once.
        """
    @property
    def to(self, /) -> str:
        """
        Towards whom: the recipient.
        """
    @property
    def who(self, /) -> str:
        """
        Who has to: whoever disclosed.
        """

def cascades(referrals: Iterable[Referral], on: date | str, *, at_least: SupportsIndex) -> tuple[Cascade, ...]:
    """
    How far referrals came by a day, for each offer: a care cascade, in numbers that name nobody.

    Small numbers are kept back: a number is shown where it is zero or at least `at_least`, and differs from each number shown
    before it by zero or at least that. It has to be given: `1` keeps nothing back, for those who may see each referral anyway.
    Two cascades of populations that overlap, or of two days, must not be published side by side.

    Raises `DateError`; `JournalError` for 0 and 2, which would keep nothing back; `OverflowError` for a number below zero.

    >>> [(count.stage, count.reached) for count in mj.cascades([referral], "2026-06-05", at_least=1)[0].stages][:4]
    [('proposed', 1), ('agreed', 1), ('requested', 1), ('accepted', 0)]
    >>> mj.cascades([referral], "2026-06-05", at_least=5)[0].stages[0].reached is None
    True
    >>> mj.cascades([referral], "2026-06-05")
    Traceback (most recent call last):
    TypeError: cascades() missing 1 required keyword argument: 'at_least'
    """

def cascades_json(referrals: str | bytes, on: date | str, *, at_least: SupportsIndex) -> str:
    """
    How far referrals came by a day, as JSON. `referrals` is a document: `{"schema": 1, "referrals": [...]}`.

    Raises `DateError`, and `JournalError` with everything that is wrong with the referrals.

    >>> mj.cascades_json('{"schema": 1, "referrals": []}', "2026-06-05", at_least=5)
    '{"schema":1,"on":"2026-06-05","at_least":5,"cascades":[]}'
    >>> mj.cascades_json("[]", "2026-06-05", at_least=5)
    Traceback (most recent call last):
    millejours.errors.JournalError: ...
    """

def closed_sets() -> MappingProxyType[str, tuple[str, ...]]:
    """
    The words of the closed sets that only answers speak, by their names in `millejours.words`.
    """

def consent_dpv_json(consent: str | bytes, on: date | str) -> str:
    """
    A consent (a document of JSON) as it stands on a day, as JSON-LD: what it gives to processing as a consent record in
    terms of the W3C Data Privacy Vocabulary, acceptance and release in terms of our own.

    Raises `DateError`, and `ConsentError` with everything that is wrong with the consent.

    >>> import json
    >>> consent = {"id": "g1", "giver": "adult:a1", "gives": ["processing"], "purpose": "referral", "categories": ["health"],
    ...     "recipients": ["provider:pmi"], "about": ["adult[a1]"], "act": "ordinary", "from": "2026-06-01",
    ...     "status": "given", "since": "2026-06-01"}
    >>> record, = json.loads(mj.consent_dpv_json(json.dumps(consent), "2026-06-15"))["@graph"]
    >>> record["@type"], record["dpv:hasConsentStatus"]["@type"]
    ('dpv:ConsentRecord', 'dpv:ConsentGiven')
    >>> mj.consent_dpv_json("{}", "2026-06-15")
    Traceback (most recent call last):
    millejours.errors.ConsentError: ...
    """

def decision_codes() -> MappingProxyType[str, int]:
    """
    The codes of decisions by their words: `millejours.DecisionCode` is made of them.
    """

def format_condition(text: str | bytes) -> str:
    """
    Write a condition in its canonical form.

    Raises `ConditionError` for what is not a condition.

    >>> mj.format_condition("family.carers==1||false")
    'family.carers == 1 || false'
    >>> mj.format_condition("family.carers ==")
    Traceback (most recent call last):
    millejours.errors.ConditionError: the condition cannot be used
    ...
    """

def public_key(secret_key: bytes) -> bytes:
    """
    The public key (32 bytes, Ed25519) of a secret one (32 random bytes, made and kept by the caller).

    A roster writes it with digits: `public_key(secret).hex()`.

    Raises `ValueError` where the secret key has not 32 bytes.

    >>> mj.public_key(bytes([1]) * 32).hex()[:16]
    '8a88e3dd7409f195'
    >>> mj.public_key(b"secret")
    Traceback (most recent call last):
    ValueError: expected 32 bytes, not 6
    ...
    """

def referral_codes_json() -> str:
    """
    The codes of other systems, and what each is read as, as JSON.

    >>> import json
    >>> json.loads(mj.referral_codes_json())["codes"][0]["system"]
    'gravity'
    """

def referral_history_table(journals: Mapping[str, Journal], on: date | str) -> Table:
    """
    Every step of every referral in journals by a day, as a table; for whoever runs the help and holds the journals, since
    nothing is kept back. `journals` has each family's journal by your own key for the family.

    | column | type | what |
    |---|---|---|
    | `family` | text | your key for the journal |
    | `referral` | text | the id of its thread |
    | `offer` | text | the offer |
    | `provider`, `sender` | text | parties |
    | `about` | list of texts | for whom it is |
    | `state` | text | the state that the step leads to |
    | `on` | day | the day of the step |
    | `by` | text | on whose side it was taken: `family`, `sender`, `provider` |
    | `reason` | text | the coded reason, where one is owed; a family owes none |
    | `days_since_step` | days | since the step before; null for the first |
    | `days_since_request` | days | since the provider was first asked; null before |
    | `ended` | bool | does the step end the referral? |
    | `incomplete` | bool | something of the thread was erased, or is not in this copy |
    | `contested` | bool | the thread was begun twice, apart |

    A thread that began as a referral, and of which nothing can be read any more, has one row of nulls with `incomplete`.

    Raises `DateError`.

    >>> import polars
    >>> steps = polars.DataFrame(mj.referral_history_table({"f-001": journal}, "2026-06-05"))
    >>> steps.select("family", "referral", "state", "by", "days_since_step", "days_since_request", "ended").rows()
    [('f-001', 'r1', 'proposed', 'sender', None, None, False)]
    >>> len(mj.referral_history_table({"f-001": journal}, "2026-05-31"))
    0
    """

def referral_milestone_table(journals: Mapping[str, Journal], on: date | str) -> Table:
    """
    One row a referral with its days, as they stand on a day, as a table; for whoever runs the help and holds the journals,
    since nothing is kept back. `journals` has each family's journal by your own key for the family.

    | column | type | what |
    |---|---|---|
    | `family` | text | your key for the journal |
    | `referral` | text | the id of its thread |
    | `offer` | text | the offer |
    | `provider`, `sender` | text | parties |
    | `about` | list of texts | for whom it is |
    | `state` | text | where it stands |
    | `proposed_on`, `agreed_on`, `requested_on`, `accepted_on`, `begun_on` | day | the first day on which it came there; null where it has not, or that is not known |
    | `ended_on` | day | the day of its end, whichever |
    | `days_to_agreed` | days | from proposed to agreed |
    | `days_to_requested` | days | from agreed to requested |
    | `days_to_accepted` | days | from requested to accepted |
    | `days_to_begun` | days | from accepted to begun |
    | `days_to_ended` | days | from begun to its end |
    | `days_waited` | days | from requested to begun: what the family waited |
    | `incomplete`, `contested` | bool | as in `referral_history_table` |

    Raises `DateError`.

    >>> import polars
    >>> rows = polars.DataFrame(mj.referral_milestone_table({"f-001": journal}, "2026-06-05"))
    >>> rows.select("referral", "state", "proposed_on", "agreed_on", "days_to_agreed", "incomplete").rows()
    [('r1', 'proposed', datetime.date(2026, 6, 1), None, None, False)]
    """

def referral_states_json() -> str:
    """
    Every state of a referral and every step between two, with who may take it, as JSON.

    >>> mj.referral_states_json()[:53]
    '{"schema":1,"first":["proposed","draft","requested"],'
    """

def referral_wait_table(journals: Mapping[str, Journal], on: date | str, *, at_least: SupportsIndex) -> Table:
    """
    How far referrals came and how long each stage took, by offer, as a table with small numbers kept back: one row an offer
    and stage.

    | column | type | what |
    |---|---|---|
    | `offer` | text | the offer; null for referrals of which nobody can read for which it is |
    | `stage` | text | `proposed`, `agreed`, `requested`, `accepted`, `begun`, `completed` |
    | `reached` | referrals | how many came there; null where the number is kept back |
    | `median_days` | days | the median from the stage before, of an even number the lower in the middle; null where `reached` is, or of fewer than `at_least` |
    | `uncertain` | referrals | how many of the offer are incomplete or contested, and count in no stage; null where kept back |

    A number is shown where it is zero or at least `at_least`, and differs from each number shown before it by zero or at least
    that. `at_least` is 3 or more; or 1, which keeps nothing back, for those who may see each referral anyway. Publish one table
    of a population, not two that overlap.

    Raises `DateError`, and `JournalError` for a threshold of 0 or 2, which would hide nothing.

    >>> import polars
    >>> waits = polars.DataFrame(mj.referral_wait_table({"f-001": journal}, "2026-06-05", at_least=1))
    >>> waits.rows()[0]
    ('home-visit', 'proposed', 1, None, 0)
    >>> polars.DataFrame(mj.referral_wait_table({"f-001": journal}, "2026-06-05", at_least=5)).rows()[0]
    ('home-visit', 'proposed', None, None, 0)
    >>> mj.referral_wait_table({"f-001": journal}, "2026-06-05", at_least=2)
    Traceback (most recent call last):
    millejours.errors.JournalError: ...
    """

def referral_waits_json(referrals: str | bytes, on: date | str, at_least: SupportsIndex) -> str:
    """
    How far referrals came by a day and how long each stage took, as JSON. `referrals` is a document:
    `{"schema": 1, "referrals": [...]}`, each as `Referral.to_json()` writes it.

    As `referral_wait_table`, but of referrals that stand alone nobody knows whether anything was erased: none is `uncertain`.

    Raises `DateError`, and `JournalError` for what is no referral and for a threshold of 0 or 2.

    >>> import json
    >>> referrals = '{"schema": 1, "referrals": [' + referral.to_json() + "]}"
    >>> found = json.loads(mj.referral_waits_json(referrals, "2026-06-30", 1))
    >>> found["groups"][0]["stages"][2]
    {'stage': 'requested', 'reached': 1, 'median_days': 0}
    >>> json.loads(mj.referral_waits_json(referrals, "2026-06-30", 3))["groups"][0]["stages"][2]
    {'stage': 'requested', 'reached': None, 'median_days': None}
    """

def waiting_list(referrals: Iterable[Referral], offer: str) -> tuple[Waiting, ...]:
    """
    Who waits for an offer: requests that the provider has put on its waiting list and that have neither begun nor ended, the
    earliest request first, those of one day by their ids. Need gives no place here.

    >>> asked = mj.Referral.step_json(
    ...     referral.to_json(), '{"state": "accepted", "on": "2026-06-09", "by": "provider:pmi", "capacity": "waitlist"}'
    ... )
    >>> mj.waiting_list([mj.Referral.from_json(asked), referral], "home-visit")
    (Waiting(place=1, referral='r1', since=datetime.date(2026, 6, 1)),)
    """

def waiting_list_json(referrals: str | bytes, offer: str) -> str:
    """
    Who waits for an offer, as JSON. `referrals` is a document: `{"schema": 1, "referrals": [...]}`.

    Raises `JournalError` with everything that is wrong with it.

    >>> mj.waiting_list_json('{"schema": 1, "referrals": []}', "home-visit")
    '{"schema":1,"offer":"home-visit","waiting":[]}'
    >>> mj.waiting_list_json('{"schema": 1}', "home-visit")
    Traceback (most recent call last):
    millejours.errors.JournalError: ...
    """

def withdrawal_duties_json(consents: str | bytes, disclosures: str | bytes, discloser: str, on: date | str) -> str:
    """
    What is to be done because consents were taken back, by whoever made these disclosures, as JSON.

    `disclosures` is a document of JSON with what is kept of each: `{"schema": 1, "disclosures": [...]}`; `discloser` is a party.
    Each duty says what (`stop`, `recall`, `tell`), who, to whom, and since when.

    Raises `DateError`, and `ConsentError` with everything that is wrong with the consents, the disclosures or the discloser.

    >>> import json
    >>> terms = {"purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["family"]}
    >>> given = {"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "act": "ordinary", "from": "2026-05-01"}
    >>> taken = {"status": "withdrawn", "since": "2026-06-01"}
    >>> consents = json.dumps({"schema": 1, "consents": [terms | given | taken]})
    >>> nothing = '{"schema": 1, "disclosures": []}'
    >>> found = json.loads(mj.withdrawal_duties_json(consents, nothing, "provider:midwife", "2026-06-01"))
    >>> [(duty["duty"], duty["to"], duty["since"]) for duty in found["duties"]]
    [('stop', 'provider:pmi', '2026-06-01')]
    >>> mj.withdrawal_duties_json(consents, nothing, "me", "2026-06-01")
    Traceback (most recent call last):
    millejours.errors.ConsentError: ...
    """
