"""Two evaluations side by side, and budgets: the same numbers as a slow count over the answers."""

import math
import pickle
from collections import Counter, defaultdict
from typing import Any

import polars
import pytest
from test_columns_study import ON, TOWN, Drawn, evaluated, rows_of, word

import millejours as mj
from millejours import ColumnsError, Evaluation, Programme, TakeUp

# Another edition: the holiday for fewer, and longer; the visit for more, counted in visits; and a new offer.
LATER = (
    TOWN.replace('version = "1"', 'version = "2"')
    .replace("<= 2500", "<= 2000")
    .replace("amount = 8", "amount = 9")
    .replace("< 36", "< 48")
    .replace('unit = "hour"', 'unit = "visit"')
    + """
[[offers]]
id = "purse"
provider = "town"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Purse" }
cost = "free"
when = [ { id = "alone", condition = "family.alone" } ]
dose = { unit = "euro", amount = 50 }
"""
)
NO = {"not_yet": "not_eligible", "no_longer": "not_eligible"}


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return Drawn(400)


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.from_toml(TOWN)


@pytest.fixture(scope="module")
def both(town: Programme, drawn: Drawn) -> tuple[Evaluation, Evaluation]:
    return evaluated(town, drawn, doses=True, dates=True), evaluated(Programme.from_toml(LATER), drawn, doses=True)


def answers(evaluation: Evaluation, offer: str, subject: str) -> list[str | None]:
    table = polars.DataFrame(getattr(evaluation, subject))
    if offer not in table.columns:
        return [None] * table.height
    words = [word(code) for code in table[offer]]
    return [NO.get(own, own) for own in words]


OFFERS = [("holiday", "family"), ("visit", "child"), ("purse", "family")]


def test_moves_are_those_of_a_slow_count(both: tuple[Evaluation, Evaluation], drawn: Drawn) -> None:
    before, after = both
    table = polars.DataFrame(before.beside(after).moves(drawn.by["region"], drawn.weight))
    assert table.columns == ["region", "offer", "subject", "before", "after", "rows", "rows_weight"]
    counted: Counter[tuple[Any, ...]] = Counter()
    weights: dict[tuple[Any, ...], float] = defaultdict(float)
    for offer, subject in OFFERS:
        pairs = zip(answers(before, offer, subject), answers(after, offer, subject), strict=True)
        for family, (one, other) in zip(rows_of(drawn)[subject], pairs, strict=True):
            group = (drawn.by["region"][family], offer, subject, one, other)
            counted[group] += 1
            weights[group] += drawn.weight[family]
    assert {row[:5]: row[5] for row in table.iter_rows()} == counted
    assert {row[:5]: row[6] for row in table.iter_rows()} == weights
    assert table.height == len(counted)
    assert set(table.filter(offer="purse")["before"]) == {None}
    back = polars.DataFrame(after.beside(before).moves(drawn.by["region"]))
    assert {(*row[:3], row[4], row[3]): row[5] for row in back.iter_rows()} == counted


def test_who_gains_and_who_loses(both: tuple[Evaluation, Evaluation]) -> None:
    before, after = both
    beside = before.beside(after)
    for offer, subject in OFFERS:
        pairs = list(zip(answers(before, offer, subject), answers(after, offer, subject), strict=True))
        no = ("not_eligible", None)
        gain = [one in no and other == "eligible" for one, other in pairs]
        lose = [one == "eligible" and other in no for one, other in pairs]
        for table, wanted in ((beside.gain(subject), gain), (beside.lose(subject), lose)):  # type: ignore[arg-type]
            assert polars.DataFrame(table)[offer].to_list() == wanted
        assert beside.gaining[offer] == sum(gain)
        assert beside.losing[offer] == sum(lose)
    assert polars.DataFrame(beside.gain()).columns == ["family", "holiday", "purse"]
    assert polars.DataFrame(beside.lose("child")).columns == ["family", "member", "visit"]
    assert (beside.losing["holiday"], beside.gaining["visit"], beside.gaining["purse"]) > (0, 0, 0)
    assert polars.DataFrame(beside.gain("pregnancy")).shape == (0, 0)


def ends(evaluation: Evaluation, offer: str, subject: str) -> list[tuple[int, int]]:
    """Of each row the least and the most that it comes to."""
    table = polars.DataFrame(getattr(evaluation, subject))
    told = zip(table[offer], table[f"{offer}.least"], table[f"{offer}.most"], strict=True)
    return [(least if word(code) == "eligible" else 0, most or 0) for code, least, most in told]


def sums(own: list[tuple[int, int]], rows: list[int], drawn: Drawn, group: Any) -> tuple[float, float]:
    mine = [(place, family) for place, family in enumerate(rows) if drawn.by["region"][family] == group]
    weighed = [[end * drawn.weight[family] for end in own[place]] for place, family in mine]
    return sum(one for one, _ in weighed), sum(other for _, other in weighed)


def test_doses_are_those_of_a_slow_count(both: tuple[Evaluation, Evaluation], drawn: Drawn) -> None:
    before, after = both
    table = polars.DataFrame(before.beside(after).doses(drawn.by["region"], drawn.weight))
    wanted: list[tuple[Any, ...]] = []
    nothing = (None, None)
    for group in ["north", "south", "west", None]:
        one, other = (sums(ends(own, "holiday", "family"), rows_of(drawn)["family"], drawn, group) for own in both)
        change = (other[0] - one[1], other[1] - one[0])
        wanted.append((group, "holiday", "family", "day", *one, *other, *change))
    for group in ["north", "south", "west", None]:
        one, other = (sums(ends(own, "visit", "child"), rows_of(drawn)["child"], drawn, group) for own in both)
        # Hours and visits cannot be subtracted.
        wanted.append((group, "visit", "child", "hour", *one, *nothing, *nothing))
        wanted.append((group, "visit", "child", "visit", *nothing, *other, *nothing))
    for group in ["north", "south", "west", None]:
        other = sums(ends(after, "purse", "family"), rows_of(drawn)["family"], drawn, group)
        # Before, nobody had a purse.
        wanted.append((group, "purse", "family", "euro", 0.0, 0.0, *other, *other))
    assert table.drop("more", "less", "more_weight", "less_weight").rows() == wanted
    assert wanted[0][4] < wanted[0][5]


def test_who_keeps_an_offer_and_gets_more_or_less(both: tuple[Evaluation, Evaluation], drawn: Drawn) -> None:
    before, after = both
    beside = before.beside(after)
    tables = [polars.DataFrame(own.family).select("holiday", "holiday.least", "holiday.most").rows() for own in both]
    kept = [
        (at, one, other)
        for at, (one, other) in enumerate(zip(*tables, strict=True))
        if one[0] == other[0] == mj.DecisionCode.ELIGIBLE
    ]
    surely = {
        "more": {at for at, one, other in kept if other[1] > one[2]},
        "less": {at for at, one, other in kept if other[2] < one[1]},
    }
    for name, rows in surely.items():
        told = polars.DataFrame(getattr(beside, name)())["holiday"].to_list()
        assert {at for at, own in enumerate(told) if own} == rows
        table = polars.DataFrame(beside.doses(drawn.by["region"], drawn.weight)).filter(offer="holiday")
        assert table[name].sum() == len(rows)
        assert table[f"{name}_weight"].sum() == pytest.approx(sum(drawn.weight[at] for at in rows))
    assert surely["more"]


def test_doses_are_told_where_both_were_asked(town: Programme, drawn: Drawn) -> None:
    with_doses, without = evaluated(town, drawn, doses=True), evaluated(town, drawn)
    for one, other in ((with_doses, without), (without, with_doses)):
        with pytest.raises(ColumnsError) as refused:
            one.beside(other).doses()
        assert [(problem.path, problem.code) for problem in refused.value.problems] == [("doses", "columns.unknown")]
    assert polars.DataFrame(with_doses.beside(with_doses).doses()).height == 2


def test_an_offer_for_others_afterwards_is_two(drawn: Drawn) -> None:
    for_families = TOWN.replace("child.age_months < 36", "family.alone").replace('for = "child"', 'for = "family"')
    before = evaluated(Programme.from_toml(TOWN), drawn)
    after = evaluated(Programme.from_toml(for_families), drawn)
    beside = before.beside(after)
    moves = polars.DataFrame(beside.moves()).filter(offer="visit")
    assert set(moves.filter(subject="child")["after"]) == {None}
    assert set(moves.filter(subject="family")["before"]) == {None}
    assert beside.losing["visit"] == before.counts["visit"].eligible
    assert beside.gaining["visit"] == after.counts["visit"].eligible
    assert polars.DataFrame(beside.lose("child"))["visit"].sum() == beside.losing["visit"]


def test_members_that_one_programme_does_not_read(drawn: Drawn) -> None:
    families_alone = TOWN.split("[[offers]]")
    purse = LATER.split("[[offers]]")[-1]
    alone = Programme.from_toml("[[offers]]".join([families_alone[0], purse]))
    town = Programme.from_toml(TOWN)
    before = alone.evaluate(drawn.family, on=ON)
    after = evaluated(town, drawn)
    for beside in (before.beside(after), after.beside(before)):
        moves = polars.DataFrame(beside.moves(drawn.by["region"], drawn.weight))
        assert moves.filter(offer="visit")["rows"].sum() == drawn.children.height
        visit = moves.filter(offer="visit").group_by("region").agg(polars.col("rows_weight").sum()).to_dicts()
        for row in visit:
            mine = [family for family in drawn.of_members() if drawn.by["region"][family] == row["region"]]
            assert row["rows_weight"] == sum(drawn.weight[family] for family in mine)
        assert polars.DataFrame(beside.gain("child")).height == drawn.children.height


def test_other_families_are_refused(town: Programme, drawn: Drawn) -> None:
    before = evaluated(town, drawn)
    swapped = drawn.children.with_columns(member=polars.col("member") + "x")
    asked: Any = {"on": ON, "complete": ["children"]}
    refusals: list[tuple[Evaluation, set[tuple[str, str]]]] = [
        (
            town.evaluate(drawn.family.reverse(), drawn.children, on=ON, complete=["children"]),
            {("family.family", "columns.key"), ("child", "columns.members")},
        ),
        (evaluated(town, Drawn(399)), {("family", "columns.length"), ("child", "columns.length")}),
        (town.evaluate(drawn.family, drawn.children[:-1], **asked), {("child", "columns.length")}),
        (town.evaluate(drawn.family, swapped, **asked), {("children.member", "columns.key")}),
    ]
    for after, told in refusals:
        with pytest.raises(ColumnsError) as refused:
            before.beside(after)
        assert {(problem.path, problem.code) for problem in refused.value.problems} == told
        assert all(problem.help for problem in refused.value.problems)
    # Keys of another width are the same keys, and children whose rows stand otherwise are the same children.
    narrow = drawn.family.with_columns(family=polars.col("family").cast(polars.Int16))
    mixed = drawn.children.sample(fraction=1, shuffle=True, seed=3).sort("member", maintain_order=True)
    assert before.beside(town.evaluate(narrow, mixed, **asked)).losing["holiday"] == 0


def test_it_shows_what_it_is(both: tuple[Evaluation, Evaluation]) -> None:
    before, after = both
    beside = before.beside(after)
    assert repr(beside) == f"<Beside of town 1 on {ON} and town 2 on {ON}: 400 families, 3 offers>"
    assert repr(beside.before) == repr(before)
    assert beside.after.on == after.on
    shown = beside._repr_html_()
    assert f"{beside.losing['holiday']:,}" in shown
    assert "no offer" in shown
    with pytest.raises(TypeError):
        pickle.dumps(beside)
    with pytest.raises(TypeError):
        before.beside(1)  # type: ignore[arg-type]


def test_budgets_are_those_of_a_slow_count(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn, doses=True)
    take_up = {"visit": TakeUp(0.25, 0.5, unit_cost=16), "holiday": TakeUp(0.75)}
    table = polars.DataFrame(found.budget(take_up, drawn.by["region"], drawn.weight))
    wanted: list[tuple[Any, ...]] = []
    shares = {"visit": (0.25, 0.5), "holiday": (0.75, 0.75)}
    for offer, subject, unit in (("visit", "child", "hour"), ("holiday", "family", "day")):
        families = rows_of(drawn)[subject]
        said = answers(found, offer, subject)
        for group in ["north", "south", "west", None]:
            mine = [
                (answer, drawn.weight[family])
                for answer, family in zip(said, families, strict=True)
                if drawn.by["region"][family] == group
            ]
            least = sum(weight for answer, weight in mine if answer == "eligible")
            most = least + sum(weight for answer, weight in mine if answer == "undetermined")
            dose = sums(ends(found, offer, subject), families, drawn, group)
            low, high = shares[offer]
            taken = (dose[0] * low, dose[1] * high)
            cost = tuple(end * 16 for end in taken) if offer == "visit" else (None, None)
            wanted.append((group, offer, subject, least, most, least * low, most * high, unit, *taken, *cost))
    assert table.rows() == wanted
    assert all(row[3] < row[4] for row in wanted)


def test_a_budget_without_doses_tells_how_many_take_it(town: Programme, drawn: Drawn) -> None:
    row = polars.DataFrame(evaluated(town, drawn).budget({"holiday": TakeUp(0.5)})).row(0, named=True)
    own = evaluated(town, drawn).counts["holiday"]
    assert (row["eligible_least"], row["eligible_most"]) == (own.eligible, own.eligible + own.undetermined)
    assert row["takers_most"] == row["eligible_most"] / 2
    assert {row["unit"], row["dose_least"], row["dose_most"], row["cost_least"], row["cost_most"]} == {None}
    assert polars.DataFrame(evaluated(town, drawn).budget({})).height == 0


def test_what_no_budget_can_be_made_of_is_refused(town: Programme) -> None:
    own = Drawn(4)
    with pytest.raises(ColumnsError, match="did you mean `visit`") as refused:
        evaluated(town, own).budget({"visits": TakeUp(0.5)})
    assert refused.value.code == "columns.unknown"
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, own).budget({"visit": TakeUp(0.5, unit_cost=3)})
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [("visit.dose", "columns.unknown")]
    children = polars.Series([1] * own.children.height)
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, own).budget({"holiday": TakeUp(0.5)}, children, of="child")
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [
        ("take_up.holiday", "columns.unknown")
    ]
    for wrong in ([("visit", TakeUp(0.5))], {"visit": 0.5}, {1: TakeUp(0.5)}):
        with pytest.raises(TypeError):
            evaluated(town, own).budget(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("least", "most", "cost"),
    [
        (1.2, None, None),
        (-0.1, 0.5, None),
        (0.5, 1.1, None),
        (0.5, 0.4, None),
        (math.nan, None, None),
        (0.5, math.nan, None),
        (0.5, None, -1),
        (0.5, None, math.inf),
        (0.5, None, math.nan),
    ],
)
def test_a_take_up_is_a_share_and_a_cost(least: float, most: float | None, cost: float | None) -> None:
    with pytest.raises(ColumnsError) as refused:
        TakeUp(least, most, cost)
    assert [problem.code for problem in refused.value.problems] == ["columns.value"]


def test_take_ups_are_equal_where_they_say_the_same() -> None:
    assert TakeUp(0.3) == TakeUp(0.3, 0.3)
    assert TakeUp(0.0, 0.5) == TakeUp(-0.0, 0.5)
    assert hash(TakeUp(0.0)) == hash(TakeUp(-0.0))
    assert TakeUp(0.3) != TakeUp(0.3, unit_cost=0)
    assert (TakeUp(0, 1).least, TakeUp(0, 1).most, TakeUp(0, 1).unit_cost) == (0.0, 1.0, None)
    assert mj.TakeUp(0.3, 0.5).replace(unit_cost=2) == TakeUp(0.3, 0.5, 2.0)


SHARES = {"north": (0.25, 0.5, 16.0), "south": (0.5, None, 8.0), "west": (0.0, 1.0, None), None: (0.125, 0.25, 4.0)}


def shares(groups: Any = None, **columns: Any) -> polars.DataFrame:
    """A table of take-up, of groups in whatever order."""
    told = [("west", *SHARES["west"]), (None, *SHARES[None]), ("south", *SHARES["south"]), ("north", *SHARES["north"])]
    names = ["region", "least", "most", "unit_cost"]
    table = polars.DataFrame(dict(zip(names, zip(*told, strict=True), strict=True)))
    table = table.with_columns(**columns)
    return table if groups is None else table.with_columns(region=groups)


def test_each_group_has_a_take_up_of_its_own(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn, doses=True)
    region = drawn.by["region"]
    wanted: list[Any] = []
    for group, (least, most, cost) in SHARES.items():
        own = TakeUp(least, most, unit_cost=cost)
        table = polars.DataFrame(found.budget({"visit": own}, region, drawn.weight))
        wanted.extend(table.filter(polars.col("region").eq_missing(polars.lit(group))).rows())
    assert len(wanted) == len(SHARES)
    categories = polars.Series(["west", None, "south", "north"], dtype=polars.Categorical)
    for table in (shares(), shares(categories), shares().reverse(), shares().to_arrow(), shares(region=categories)):
        assert polars.DataFrame(found.budget({"visit": table}, region, drawn.weight)).rows() == wanted
    # A group that no row is of says nothing.
    east = polars.DataFrame({"region": ["east"], "least": [1.0], "most": [1.0], "unit_cost": [1.0]})
    more = polars.concat([shares(), east])
    assert polars.DataFrame(found.budget({"visit": more}, region, drawn.weight)).rows() == wanted
    # Groups of several columns, and of numbers; one offer so, another by one share.
    both = polars.DataFrame({"region": region, "decile": polars.Series([row % 2 for row in range(len(region))])})
    each = shares().join(polars.DataFrame({"decile": polars.Series([1, 0], dtype=polars.Int8)}), how="cross")
    table = polars.DataFrame(found.budget({"visit": each, "holiday": TakeUp(0.5)}, both, drawn.weight))
    assert table.height == 16
    summed = table.filter(offer="visit").group_by("region").agg(polars.col("takers_most").sum())
    for group, most in summed.rows():
        (row,) = (row for row in wanted if row[0] == group)
        assert most == pytest.approx(row[6])
    # Without groups there is one.
    alone = polars.DataFrame({"least": [0.25]})
    whole = polars.DataFrame(found.budget({"visit": TakeUp(0.25)}))
    assert polars.DataFrame(found.budget({"visit": alone})).equals(whole)


@pytest.mark.parametrize(
    ("wrong", "path", "code"),
    [
        (lambda: shares().filter(polars.col("region") == "north"), "take_up.visit", "columns.missing"),
        (lambda: shares().filter(polars.col("region").is_not_null()), "take_up.visit", "columns.missing"),
        (lambda: polars.concat([shares(), shares()]), "take_up.visit", "columns.key"),
        (lambda: shares().drop("region"), "take_up.visit.region", "columns.missing"),
        (lambda: shares().drop("least"), "take_up.visit.least", "columns.missing"),
        (lambda: shares(least=polars.lit(None, polars.Float64)), "take_up.visit.least", "columns.value"),
        (lambda: shares(least=polars.lit(2.0)), "take_up.visit.least", "columns.value"),
        (lambda: shares(unit_cost=polars.lit(-1.0)), "take_up.visit.unit_cost", "columns.value"),
        (lambda: shares(least=polars.lit("half")), "take_up.visit.least", "columns.type"),
        (lambda: shares(polars.Series([1, 2, 3, 4])), "take_up.visit.region", "columns.type"),
    ],
)
def test_take_up_that_is_none_of_each_group_is_refused(
    town: Programme, drawn: Drawn, wrong: Any, path: str, code: str
) -> None:
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, drawn, doses=True).budget({"visit": wrong()}, drawn.by["region"], drawn.weight)
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [(path, code)]
