"""Families, as researchers write them."""

import copy
import datetime
import json
import sys
from collections.abc import Iterator
from decimal import Decimal

import pytest

import millejours as mj
from millejours import Child, Family, FamilyError, GivenFact, Need, Programme, Relation

ASKED_OF_ALL = {"territory": "FR-69381"}


def test_a_family_is_told_by_keywords() -> None:
    family = Family(
        id="f-001",
        territory="FR-69381",
        other_territories=[],
        languages=("pt", "fr"),
        complete={"children", "adults"},
        adults=[mj.Adult("a1", born="1994-05", lives_here="always", facts={"employed": True})],
        children=[Child("c1", born="2026-02-11"), Child("c2", pregnancy="p1")],
        pregnancies=[mj.Pregnancy("p1", carried_by="a1", expected="2026-12-20")],
        relations=[Relation("a1", "c1", kind="parent", authority="joint")],
        needs=[Need("parenting", "moderate", voice="family", since="2026-03-01")],
        resources=[mj.Resource("kin_nearby", voice="family")],
        supports=[mj.Support("parent-group", since="2026-02-20")],
        facts={"housing": GivenFact("own", voice="family", as_of="2026-01-10")},
        declined=["family.savings"],
    )
    assert family.children[0].born == datetime.date(2026, 2, 11)
    assert family.adults[0].born == "1994-05"
    assert family.complete == ("adults", "children")
    assert (family.other_territories, family.languages) == ((), ("pt", "fr"))
    assert family.facts["housing"].as_of == datetime.date(2026, 1, 10)
    assert Family.from_json(family.to_json()) == family
    assert Family.from_dict(family.to_dict()) == family
    assert eval(repr(family), vars(mj) | {"datetime": datetime}) == family


def test_members_are_objects_or_plain_dicts() -> None:
    objects = Family(children=[Child("c1", born=datetime.date(2026, 2, 11))], facts={"housing": GivenFact("own")})
    plain = Family(children=[{"id": "c1", "born": "2026-02-11"}], facts={"housing": {"value": "own"}})
    assert objects == plain
    assert hash(objects) == hash(plain)
    mixed = Family.from_dict({"children": (child for child in objects.children), "facts": {"housing": "own"}})
    assert mixed == objects


def test_what_is_absent_is_unknown_and_what_is_empty_was_said() -> None:
    silent, none = Family(), Family(languages=[])
    assert (silent.languages, none.languages) == (None, ())
    assert silent != none
    assert eval(repr(none), vars(mj)) == none
    assert silent.to_dict() == {"schema": 1}


def test_a_family_gives_a_new_one() -> None:
    family = Family(territory="FR-69381", children=[Child("c1")])
    moved = family.replace(territory="FR-69382")
    assert (family.territory, moved.territory) == ("FR-69381", "FR-69382")
    assert moved.children == family.children
    assert family.replace(territory=None).territory is None
    if sys.version_info >= (3, 13):
        assert copy.replace(family, territory="FR-69382") == moved


@pytest.mark.parametrize("name", ["territory", "children", "other"])
def test_a_family_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Family(), name, "x")
    with pytest.raises(TypeError):
        Family(facts={"housing": "own"}).facts["housing"] = GivenFact("none")  # type: ignore[index]


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(FamilyError) as caught:
        Family(
            id="no id",
            adults=[{"id": "a1", "lives_here": "sometimes"}],
            children=[{"id": "c1", "born": 2026}, {"idd": "c2"}],
            relations=[Relation("a9", "c1")],
        )
    paths = [problem.path for problem in caught.value.problems]
    assert {"id", "adults[0].lives_here", "children[0].born", "children[1].idd"} <= set(paths)
    assert len(paths) == len(set(paths)) >= 5
    with pytest.raises(FamilyError) as unknown:
        Family(children=[Child("c1")], relations=[Relation("a9", "c1")])
    assert [(problem.path, problem.code) for problem in unknown.value.problems] == [
        ("relations[0].adult", "reference.unknown")
    ]


def test_an_unknown_keyword_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'teritory'"):
        Family(teritory="FR")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'due'"):
        mj.Pregnancy("p1", due="2026")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Child()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, True),
        (812, 812),
        (10**15, 10**15),
        ("own", "own"),
        (Decimal("812.50"), "812.50"),
        (Decimal(812), 812),
        (Decimal("-0.5"), "-0.5"),
        (Decimal("1E+2"), 100),
        (datetime.date(2026, 2, 11), "2026-02-11"),
    ],
)
def test_values_are_exact(value: object, kept: object) -> None:
    fact = GivenFact(value)  # type: ignore[arg-type]
    assert fact.value == kept
    assert type(fact.value) is type(kept)
    assert Family.from_json(Family(facts={"it": fact}).to_json()).facts["it"] == fact


@pytest.mark.parametrize("value", [977.5, 977.0, float("inf")])
def test_a_float_is_refused_and_never_rounded(value: float) -> None:
    with pytest.raises(TypeError, match=r"^facts\.\(key 1\): a float is not exact: give `decimal\.Decimal\("):
        Family(facts={"savings": value})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match=r"children\[0\]\.facts\.\(key 1\)"):
        Family.from_dict({"children": [{"id": "c1", "facts": {"weight": value}}]})
    with pytest.raises(TypeError) as caught:
        Family(facts={"savings": value})  # type: ignore[dict-item]
    assert str(value) not in str(caught.value)
    assert "savings" not in str(caught.value)


def test_numbers_of_json_keep_their_digits() -> None:
    assert Family.from_json('{"schema": 1, "facts": {"savings": 812.50}}').facts["savings"].value == "812.50"
    document = json.loads('{"schema": 1, "facts": {"savings": 812.50}}', parse_float=Decimal)
    assert Family.from_dict(document).facts["savings"].value == "812.50"


@pytest.mark.parametrize(
    "value",
    [datetime.datetime(2026, 1, 1), datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), b"own", object(), 1j],
)
def test_what_no_document_has_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match=r"^facts\.\(key 1\): "):
        Family(facts={"it": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("value", [[], {}, ["own"]])
def test_what_the_core_refuses_is_a_family_error(value: object) -> None:
    with pytest.raises(FamilyError) as caught:
        Family(facts={"it": {"value": value}})
    assert [problem.path for problem in caught.value.problems] == ["facts.(key 1).value"]
    with pytest.raises(FamilyError):
        GivenFact(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("digits", ["NaN", "-NaN", "sNaN"])
def test_a_decimal_that_is_no_number_is_no_value(digits: str) -> None:
    with pytest.raises(TypeError, match=r"^facts\.\(key 1\): this is no value: missing values are left out, or None$"):
        Family(facts={"savings": Decimal(digits)})


@pytest.mark.parametrize("digits", ["Infinity", "-Infinity"])
def test_a_decimal_without_end_is_refused(digits: str) -> None:
    with pytest.raises(TypeError, match=r"^facts\.\(key 1\): a number without end"):
        Family(facts={"savings": Decimal(digits)})


def missing_values() -> list[object]:
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    nan = [float("nan"), numpy.nan, numpy.float32("nan")]
    return [
        *nan,
        pandas.NaT,
        pandas.NA,
        numpy.datetime64("NaT"),
        numpy.datetime64("NaT", "ns"),
        numpy.timedelta64("NaT"),
    ]


def test_a_missing_value_of_a_frame_says_what_to_write() -> None:
    for value in missing_values():
        with pytest.raises(
            TypeError, match=r"^children\[0\]\.born: this is no value: missing values are left out, or None$"
        ):
            Family.from_dict({"children": [{"id": "c1", "born": value}]})
        with pytest.raises(TypeError, match=r"^born: this is no value"):
            Child("c1", born=value)  # type: ignore[arg-type]


def test_none_in_a_mapping_is_unknown() -> None:
    """A table has a cell for every column: what is None was not said."""
    child = {"id": "c1", "born": None, "facts": {"weight": None, "height": 50}}
    family = Family.from_dict({"schema": None, "id": None, "territory": None, "languages": None, "children": [child]})
    assert family == Family(children=[Child("c1", facts={"height": 50})])
    assert Family(children=[child], facts={"housing": None}) == family
    assert family.languages is None
    assert Family.from_dict({"languages": []}).languages == ()
    assert Family.from_dict({"schema": None}) == Family.from_dict({}) == Family()
    # A member that is None, and a value that is, tell nothing that could be kept.
    for wrong in ({"children": [None]}, {"facts": {"housing": {"value": None, "voice": "family"}}}):
        with pytest.raises(FamilyError):
            Family.from_dict(wrong)
    with pytest.raises(FamilyError):
        GivenFact(None)  # type: ignore[arg-type]


def test_families_come_from_rows_of_polars(programme: Programme) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(
        {
            "id": ["f-1", "f-2", "f-3"],
            "territory": ["FR-69381", None, "FR-00000"],
            "children": [[{"id": "c1", "born": datetime.date(2026, 2, 11)}], [{"id": "c1", "born": None}], None],
        }
    )
    families = [Family.from_dict(row) for row in frame.to_dicts()]
    assert families[0] == Family(id="f-1", territory="FR-69381", children=[Child("c1", born="2026-02-11")])
    assert families[1] == Family(id="f-2", children=[Child("c1")])
    decisions = [programme.assess(row, "2026-06-01").offers[0].decision for row in frame.to_dicts()]
    assert decisions == ["eligible", "undetermined", "not_eligible"]


def test_families_come_from_records_of_pandas(programme: Programme) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["f-1", "f-2"], "territory": ["FR-69381", None]})
    with pytest.raises(TypeError, match=r"^territory: this is no value: missing values are left out, or None$"):
        Family.from_dict(frame.to_dict("records")[1])
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert [Family.from_dict(record) for record in records] == [
        Family(id="f-1", territory="FR-69381"),
        Family(id="f-2"),
    ]
    assert [programme.assess(record, "2026-06-01").offers[0].decision for record in records] == [
        "eligible",
        "undetermined",
    ]


def test_values_of_numpy_and_pandas_are_exact_or_refused() -> None:
    numpy = pytest.importorskip("numpy")
    family = Family(facts={"rooms": numpy.int64(3), "employed": numpy.bool_(True), "housing": numpy.str_("own")})
    assert {name: fact.value for name, fact in family.facts.items()} == {
        "employed": True,
        "housing": "own",
        "rooms": 3,
    }
    with pytest.raises(TypeError, match="a float is not exact"):
        Family(facts={"savings": numpy.float64(812.5)})
    assert Family(languages=numpy.array(["pt", "fr"])).languages == ("pt", "fr")
    assert Child("c1", born=numpy.datetime64("2026-02-11")).born == datetime.date(2026, 2, 11)
    # Of a moment in nanoseconds numpy gives a bare number.
    for moment in (numpy.datetime64("2026-02-11", "ns"), numpy.timedelta64(3, "D"), numpy.timedelta64(3, "ns")):
        with pytest.raises(TypeError, match=r"^facts\.\(key 1\): a moment or a span is no day"):
            Family(facts={"seen": moment})
    with pytest.raises(TypeError, match=r"a datetime is no day"):
        Child("c1", born=numpy.datetime64("2026-02-11T10:00:00", "s"))
    pandas = pytest.importorskip("pandas")
    with pytest.raises(TypeError, match="a datetime is no day"):
        Child("c1", born=pandas.Timestamp("2026-02-11"))
    assert Child("c1", born=pandas.Timestamp("2026-02-11").date()).born == datetime.date(2026, 2, 11)


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(RecursionError):
        Family.from_dict({"children": endless})


def test_an_iterator_that_fails_fails_the_family() -> None:
    def children() -> Iterator[Child]:
        yield Child("c1")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        Family(children=children())


def test_texts_that_are_no_utf8_are_refused_as_such() -> None:
    with pytest.raises(FamilyError) as caught:
        Family(territory="\ud800")
    assert caught.value.code == "document.encoding"
    assert Family(territory='"\\\x01é').territory == '"\\\x01é'


def test_a_programme_takes_families_and_dicts(programme: Programme) -> None:
    for family in (ASKED_OF_ALL, Family(territory="FR-69381"), Family.from_dict(ASKED_OF_ALL | {"schema": 1})):
        assert programme.assess(family, "2026-06-01").offers[0].decision == "eligible"
    assert programme.assess({}, "2026-06-01").offers[0].decision == "undetermined"
    for wrong in ('{"schema": 1}', b"{}", None, [ASKED_OF_ALL]):
        with pytest.raises(TypeError, match=r"expected a Family or a mapping, not"):
            programme.assess(wrong, "2026-06-01")  # type: ignore[arg-type]
    with pytest.raises(FamilyError) as caught:
        programme.assess({"schema": 2}, "2026-06-01")
    assert caught.value.code == "document.schema"
