//! The class `Beside`: two evaluations of the same families, what changes from the first to the second.

use std::sync::Arc;

use arrow_buffer::Buffer;
use millejours::{DecisionCode, DoseTotal, Evaluated, MovedColumn, Moves, OfferColumn, Subject, Tally};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::groups::Groups;
use super::lent::Lent;
use super::same::same_families;
use super::told::{Told, not_asked, who};
use crate::columns::evaluation::{Answers, Evaluation, Who, ones};
use crate::refusal::Refused;
use crate::shown::Named;
use crate::tables::arrow::Table;

/// Two evaluations of the same families side by side: two programmes, two versions or two days.
///
/// It is made by `Evaluation.beside`. An offer that is for another kind of subject afterwards is two: one that ends, and one
/// that is new.
///
/// >>> asked = {"on": "2026-06-01", "complete": ["children"]}
/// >>> shorter = mj.Programme.from_toml(programme.to_toml().replace("< 24", "< 3"))
/// >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
/// >>> beside = before.beside(shorter.evaluate(tables["family"], tables["children"], **asked))
/// >>> beside
/// <Beside of house 1 on 2026-06-01 and house 1 on 2026-06-01: 2 families, 1 offer>
/// >>> polars.DataFrame(beside.moves()).rows()
/// [('home-visit', 'child', 'eligible', 'not_eligible', 1), ('home-visit', 'child', 'undetermined', 'undetermined', 1)]
/// >>> beside.losing["home-visit"]
/// 1
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Beside {
    before: Arc<Answers>,
    after: Arc<Answers>,
}

/// The answers that a table of moves tells.
const ANSWERS: [DecisionCode; 4] =
    [DecisionCode::Eligible, DecisionCode::NotEligible, DecisionCode::Undetermined, DecisionCode::Silent];

/// The rows of one group that had one answer before, and have another after.
struct Row<'a> {
    group: u32,
    offer: &'a str,
    subject: Subject,
    before: Option<DecisionCode>,
    after: Option<DecisionCode>,
    rows: Tally,
}

/// How much one offer comes to in one group, in one unit.
struct DoseRow<'a> {
    group: u32,
    offer: &'a str,
    subject: Subject,
    unit: String,
    before: Option<(f64, f64)>,
    after: Option<(f64, f64)>,
    change: Option<(f64, f64)>,
    more: Tally,
    less: Tally,
}

impl<'a> DoseRow<'a> {
    /// One row for each unit: hours and visits cannot be subtracted, and each is told by itself.
    fn of(offer: &MovedColumn<'a>, group: u32, moves: &Moves) -> Vec<Self> {
        let (id, subject) = (offer.before.or(offer.after).map_or("", |own| &*own.offer), offer.subject);
        let ends = |own: &DoseTotal| (own.least, own.most);
        let row = |unit: &DoseTotal, before: Option<&DoseTotal>, after: Option<&DoseTotal>, change| DoseRow {
            group,
            offer: id,
            subject,
            unit: unit.unit.to_string(),
            before: before.map(ends),
            after: after.map(ends),
            change,
            more: moves.more,
            less: moves.less,
        };
        match (&moves.before, &moves.after) {
            (Some(before), Some(after)) => match moves.dose_change() {
                Ok(change) => vec![row(before, Some(before), Some(after), change)],
                Err(_) => vec![row(before, Some(before), None, None), row(after, None, Some(after), None)],
            },
            (Some(before), None) => vec![row(before, Some(before), None, None)],
            (None, Some(after)) => vec![row(after, None, Some(after), None)],
            (None, None) => Vec::new(),
        }
    }
}

impl Beside {
    /// What the core says of both.
    fn own(&self) -> Result<millejours::Beside<'_>, Refused> {
        Ok(self.before.evaluated.beside(&self.after.evaluated)?)
    }

    fn groups(&self, py: Python<'_>, by: Option<&Lent>, weight: Option<&Lent>, of: Who) -> PyResult<Groups> {
        Groups::read(py, by, weight, of.0, &[&self.before, &self.after])
    }

    /// Of each offer that is told, what became of the rows of each group.
    fn moved<'a, T>(
        &'a self,
        groups: &Groups,
        each: impl Fn(&MovedColumn<'a>, u32, &Moves) -> Vec<T>,
    ) -> PyResult<Vec<T>> {
        let (own, mut rows) = (self.own()?, Vec::new());
        for offer in own.offers().iter().filter(|offer| groups.tells(offer.subject)) {
            let grouping = groups.grouping(offer.subject).map_err(Refused::from)?;
            let moves = own.moves(offer, &grouping).map_err(Refused::from)?;
            rows.extend(moves.iter().zip(0..).flat_map(|(moves, group)| each(offer, group, moves)));
        }
        Ok(rows)
    }

    /// Who is among some rows of each offer for one kind of subject.
    fn who(&self, subject: Subject, bits: impl Fn(&MovedColumn<'_>) -> Vec<u64>) -> PyResult<Table> {
        let own = self.own()?;
        let told = own.offers().iter().filter(|offer| offer.subject == subject);
        let told = told.map(|offer| (offer.offer.to_string(), Buffer::from_vec(bits(offer)))).collect();
        // Where one of them read no such rows, the other has them.
        let rows = |answers: &Answers| answers.whose.get(subject as usize).map_or(0, |whose| whose.rows);
        who(if rows(&self.before) >= rows(&self.after) { &self.before } else { &self.after }, subject, told)
    }

    fn with_doses(&self) -> PyResult<()> {
        match [&self.before, &self.after].iter().all(|own| own.options.wants_doses()) {
            true => Ok(()),
            false => Err(not_asked("doses", "nobody asked how much it comes to")),
        }
    }

    /// How many rows of each offer are among some.
    fn count(&self, bits: impl Fn(&MovedColumn<'_>) -> Vec<u64>) -> PyResult<Named<usize>> {
        let own = self.own()?;
        let mut counts: Vec<(String, usize)> = Vec::new();
        for offer in own.offers() {
            let rows = ones(&bits(offer));
            match counts.iter_mut().find(|(id, _)| **id == *offer.offer) {
                Some((_, count)) => *count += rows,
                None => counts.push((offer.offer.to_string(), rows)),
            }
        }
        Ok(Named(counts))
    }
}

#[pymethods]
impl Evaluation {
    /// This evaluation beside a later one of the same families, or of another programme.
    ///
    /// Both have the same families and members in the same order; where they have keys, these are compared.
    ///
    /// Raises `ColumnsError` where the two are not of the same rows.
    ///
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"]}
    /// >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
    /// >>> before.beside(programme.evaluate(tables["family"], tables["children"], on="2028-06-01", complete=["children"])).losing["home-visit"]
    /// 1
    /// >>> before.beside(programme.evaluate(tables["family"].reverse(), tables["children"], **asked))
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// family.family: 2 rows, the first of them row 0: another key stands here before than after [columns.key]
    ///   help: evaluate the same families twice, in the same order
    /// ...
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn beside(&self, py: Python<'_>, after: PyRef<'_, Evaluation>) -> PyResult<Beside> {
        let beside = Beside { before: self.0.clone(), after: after.0.clone() };
        py.detach(|| {
            same_families(&beside.before, &beside.after).map_err(Refused::from)?;
            beside.own().map(drop)
        })?;
        Ok(beside)
    }
}

#[pymethods]
impl Beside {
    /// The first evaluation.
    #[getter]
    fn before(&self) -> Evaluation {
        Evaluation(self.before.clone())
    }

    /// The second evaluation.
    #[getter]
    fn after(&self) -> Evaluation {
        Evaluation(self.after.clone())
    }

    /// What became of the rows, by any grouping: one row for each offer, group, answer before and answer after that occur.
    ///
    /// `by`, `weight` and `of` are those of `Evaluation.counts_by`.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | those of `by` | as given | the group |
    /// | `offer`, `subject` | text | the offer, and for whom it is |
    /// | `before`, `after` | text | the answer: `eligible`, `not_eligible` (also who is not yet or no longer), `undetermined`, `silent`; null where that programme has no such offer |
    /// | `rows` | int64 | how many |
    /// | `rows_weight` | float64 | with `weight`: what those rows stand for |
    ///
    /// Raises `ColumnsError` as `Evaluation.counts_by`.
    ///
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"]}
    /// >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
    /// >>> later = programme.evaluate(tables["family"], tables["children"], on="2028-06-01", complete=["children"])
    /// >>> polars.DataFrame(before.beside(later).moves(polars.Series("region", ["north", "south"]))).rows()[0]
    /// ('north', 'home-visit', 'child', 'eligible', 'not_eligible', 1)
    #[pyo3(signature = (by = None, weight = None, of = Who(Subject::Family)))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn moves(&self, py: Python<'_>, by: Option<Lent>, weight: Option<Lent>, of: Who) -> PyResult<Table> {
        let groups = self.groups(py, by.as_ref(), weight.as_ref(), of)?;
        py.detach(|| {
            let rows = self.moved(&groups, |offer, group, moves| {
                let both = ANSWERS.into_iter().flat_map(|before| ANSWERS.into_iter().map(move |after| (before, after)));
                let each = both.map(|(before, after)| {
                    // Of what is not offered nothing is said.
                    let word = |there: Option<&OfferColumn>, code| there.map(|_| code);
                    let (id, subject) = (offer.before.or(offer.after).map_or("", |own| &*own.offer), offer.subject);
                    let rows = moves.tally(before, after);
                    Row {
                        group,
                        offer: id,
                        subject,
                        before: word(offer.before, before),
                        after: word(offer.after, after),
                        rows,
                    }
                });
                each.filter(|row| row.rows.rows > 0).collect()
            })?;
            let mut told = Told::of(&groups, &rows.iter().map(|row| row.group).collect::<Vec<_>>())?;
            told.text("offer", rows.iter().map(|row| row.offer));
            told.text("subject", rows.iter().map(|row| row.subject.as_str()));
            told.text_or_none("before", rows.iter().map(|row| row.before.map(DecisionCode::as_str)));
            told.text_or_none("after", rows.iter().map(|row| row.after.map(DecisionCode::as_str)));
            told.tally("rows", rows.iter().map(|row| row.rows));
            told.table()
        })
    }

    /// How much each offer comes to before and after, by any grouping: one row for each offer that has doses, and group.
    ///
    /// At least what is sure, at most what may still be; with weights, times what the rows stand for. What is unknown is taken
    /// as if it had nothing to do with itself before: the true change lies within. Where the unit is another one afterwards,
    /// each unit has a row of its own and nothing is subtracted. Both evaluations need `doses=True`. `by`, `weight` and `of`
    /// are those of `Evaluation.counts_by`.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | those of `by` | as given | the group |
    /// | `offer`, `subject` | text | the offer, and for whom it is |
    /// | `unit` | text | what is counted |
    /// | `before_least`, `before_most`, `after_least`, `after_most` | float64 | how much; 0 where it is not offered, null where it has no dose in this unit |
    /// | `change_least`, `change_most` | float64 | by how much it grows; below zero where it shrinks |
    /// | `more`, `less` | int64 | the rows that keep the offer, and surely get more of it, or less |
    /// | `more_weight`, `less_weight` | float64 | with `weight`: what those rows stand for |
    ///
    /// Raises `ColumnsError` as `Evaluation.counts_by`, and where doses were not asked for when evaluating.
    ///
    /// >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\ndose = { unit = "visit", amount = 3 }')
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"], "doses": True}
    /// >>> before, after = (
    /// ...     mj.Programme.from_toml(own).evaluate(tables["family"], tables["children"], **asked)
    /// ...     for own in (text, text.replace("amount = 3", "amount = 5"))
    /// ... )
    /// >>> polars.DataFrame(before.beside(after).doses()).rows()
    /// [('home-visit', 'child', 'visit', 3.0, 6.0, 5.0, 10.0, -1.0, 7.0, 1, 0)]
    #[pyo3(signature = (by = None, weight = None, of = Who(Subject::Family)))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn doses(&self, py: Python<'_>, by: Option<Lent>, weight: Option<Lent>, of: Who) -> PyResult<Table> {
        self.with_doses()?;
        let groups = self.groups(py, by.as_ref(), weight.as_ref(), of)?;
        py.detach(|| {
            let rows = self.moved(&groups, DoseRow::of)?;
            let mut told = Told::of(&groups, &rows.iter().map(|row| row.group).collect::<Vec<_>>())?;
            told.text("offer", rows.iter().map(|row| row.offer));
            told.text("subject", rows.iter().map(|row| row.subject.as_str()));
            told.text("unit", rows.iter().map(|row| row.unit.as_str()));
            told.ends("before", rows.iter().map(|row| row.before));
            told.ends("after", rows.iter().map(|row| row.after));
            told.ends("change", rows.iter().map(|row| row.change));
            told.tally("more", rows.iter().map(|row| row.more));
            told.tally("less", rows.iter().map(|row| row.less));
            told.table()
        })
    }

    /// Who surely gains: the keys as in the answers' table, row by row, and a column of yes and no for each offer for that kind
    /// of subject. The answer was no, or nothing was offered, and is yes. Who is undetermined, before or after, may gain.
    ///
    /// >>> before, after = (
    /// ...     programme.evaluate(tables["family"], tables["children"], on=day, complete=["children"])
    /// ...     for day in ("2028-06-01", "2026-06-01")
    /// ... )
    /// >>> polars.DataFrame(before.beside(after).gain("child")).rows()
    /// [(1, 'a', True), (2, 'a', False)]
    #[pyo3(signature = (subject = Who(Subject::Family)))]
    fn gain(&self, py: Python<'_>, subject: Who) -> PyResult<Table> {
        py.detach(|| self.who(subject.0, |offer| offer.gain.clone()))
    }

    /// Who surely loses, as `gain` tells who gains: the answer was yes, and is no, or nothing is offered.
    ///
    /// >>> before, after = (
    /// ...     programme.evaluate(tables["family"], tables["children"], on=day, complete=["children"])
    /// ...     for day in ("2026-06-01", "2028-06-01")
    /// ... )
    /// >>> polars.DataFrame(before.beside(after).lose("child")).rows()
    /// [(1, 'a', True), (2, 'a', False)]
    #[pyo3(signature = (subject = Who(Subject::Family)))]
    fn lose(&self, py: Python<'_>, subject: Who) -> PyResult<Table> {
        py.detach(|| self.who(subject.0, |offer| offer.lose.clone()))
    }

    /// Who keeps an offer and surely gets more of it, as `gain` tells who gains. Both evaluations need `doses=True`.
    ///
    /// >>> text = programme.to_toml().replace('cost = "free"', 'cost = "free"\ndose = { unit = "visit", amount = 3 }')
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"], "doses": True}
    /// >>> before, after = (
    /// ...     mj.Programme.from_toml(own).evaluate(tables["family"], tables["children"], **asked)
    /// ...     for own in (text, text.replace("amount = 3", "amount = 5"))
    /// ... )
    /// >>> polars.DataFrame(before.beside(after).more("child")).rows()
    /// [(1, 'a', True), (2, 'a', False)]
    #[pyo3(signature = (subject = Who(Subject::Family)))]
    fn more(&self, py: Python<'_>, subject: Who) -> PyResult<Table> {
        self.with_doses()?;
        py.detach(|| self.who(subject.0, |offer| offer.more.clone()))
    }

    /// Who keeps an offer and surely gets less of it. Whoever tells a reform by `lose` alone leaves them out.
    ///
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"]}
    /// >>> before = programme.evaluate(tables["family"], tables["children"], **asked)
    /// >>> before.beside(before).less("child")
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// doses: nobody asked how much it comes to [columns.unknown]
    ///   help: evaluate with `doses=True`
    #[pyo3(signature = (subject = Who(Subject::Family)))]
    fn less(&self, py: Python<'_>, subject: Who) -> PyResult<Table> {
        self.with_doses()?;
        py.detach(|| self.who(subject.0, |offer| offer.less.clone()))
    }

    /// By the id of each offer, how many rows surely gain it.
    #[getter]
    fn gaining(&self, py: Python<'_>) -> PyResult<Named<usize>> {
        py.detach(|| self.count(|offer| offer.gain.clone()))
    }

    /// By the id of each offer, how many rows surely lose it.
    #[getter]
    fn losing(&self, py: Python<'_>) -> PyResult<Named<usize>> {
        py.detach(|| self.count(|offer| offer.lose.clone()))
    }

    fn __repr__(&self) -> PyResult<String> {
        let several = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        let of = |own: &Answers| {
            let on: &Evaluated = &own.evaluated;
            format!("{} {} on {}", own.programme.id(), own.programme.version(), on.on)
        };
        let families = several(self.before.whose[0].rows, "family", "families");
        let offers = several(self.own()?.offers().len(), "offer", "offers");
        Ok(format!("<Beside of {} and {}: {families}, {offers}>", of(&self.before), of(&self.after)))
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_columns")?.call_method1("beside", (slf,))?.extract()
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "answers are handed on through Arrow: store the tables, or put evaluations beside again",
        ))
    }
}
