//! Which missing fact leaves how many undetermined, and whom.

use millejours::{MissingColumn, Subject, Tally};
use pyo3::prelude::*;

use super::groups::Groups;
use super::lent::Lent;
use super::told::{Told, not_asked, who};
use crate::arguments::Name;
use crate::columns::evaluation::{Evaluation, Who};
use crate::columns::export::lent;
use crate::refusal::Refused;
use crate::tables::arrow::Table;

/// One fact of an offer in one group.
struct Row<'a> {
    group: u32,
    offer: &'a str,
    subject: Subject,
    fact: &'a MissingColumn,
    undetermined: Tally,
    alone: Tally,
}

fn not_asked_for() -> PyErr {
    not_asked("missing", "nobody asked what answers hang on")
}

#[pymethods]
impl Evaluation {
    /// Which missing fact leaves how many undetermined, by any grouping: one row for each offer, group and fact.
    ///
    /// `undetermined` counts the rows whose answer telling the fact could change, `alone` those that hang on no other fact. A
    /// row that hangs on several counts with each of them. It is what an assessment of each family lists as missing, without
    /// what would change the dose alone. Facts that a rule reads and that no answer hangs on are told with a zero. The
    /// evaluation needs `missing=True`. `by`, `weight` and `of` are those of `counts_by`; the column `of` says whose the fact is.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | those of `by` | as given | the group |
    /// | `offer`, `subject` | text | the offer, and for whom it is |
    /// | `of`, `fact` | text | whose fact, and which: as its column is called; `children` of a family where the list may lack some |
    /// | `undetermined`, `alone` | int64 | rows |
    /// | `undetermined_weight`, `alone_weight` | float64 | with `weight`: what those rows stand for |
    ///
    /// Raises `ColumnsError` as `counts_by`, and where nobody asked for it when evaluating.
    ///
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"]}
    /// >>> evaluation = programme.evaluate(tables["family"], tables["children"], **asked, missing=True)
    /// >>> polars.DataFrame(evaluation.missing()).filter(polars.col("undetermined") > 0).rows()
    /// [('home-visit', 'child', 'child', 'born', 1, 1)]
    /// >>> programme.evaluate(tables["family"], tables["children"], **asked).missing()
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// missing: nobody asked what answers hang on [columns.unknown]
    ///   help: evaluate with `missing=True`
    #[pyo3(signature = (by = None, weight = None, of = Who(Subject::Family)))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn missing(&self, py: Python<'_>, by: Option<Lent>, weight: Option<Lent>, of: Who) -> PyResult<Table> {
        if !self.0.options.wants_missing() {
            return Err(not_asked_for());
        }
        let groups = Groups::read(py, by.as_ref(), weight.as_ref(), of.0, &[&self.0])?;
        py.detach(|| {
            let mut rows: Vec<Row<'_>> = Vec::new();
            for offer in groups.told(&self.0) {
                let grouping = groups.grouping(offer.subject).map_err(Refused::from)?;
                let first = rows.len();
                for fact in offer.missing.iter().flatten() {
                    let undetermined = grouping.tally(&fact.rows).map_err(Refused::from)?;
                    let alone = grouping.tally(&fact.alone).map_err(Refused::from)?;
                    let (offer, subject) = (&*offer.offer, offer.subject);
                    rows.extend(undetermined.into_iter().zip(alone).zip(0..).map(|((undetermined, alone), group)| {
                        Row { group, offer, subject, fact, undetermined, alone }
                    }));
                }
                // Group by group, in each the facts in their order.
                rows.get_mut(first..).into_iter().for_each(|own| own.sort_by_key(|row| row.group));
            }
            let mut told = Told::of(&groups, &rows.iter().map(|row| row.group).collect::<Vec<_>>())?;
            told.text("offer", rows.iter().map(|row| row.offer));
            told.text("subject", rows.iter().map(|row| row.subject.as_str()));
            told.text("of", rows.iter().map(|row| row.fact.subject.as_str()));
            told.text("fact", rows.iter().map(|row| &*row.fact.fact));
            told.tally("undetermined", rows.iter().map(|row| row.undetermined));
            told.tally("alone", rows.iter().map(|row| row.alone));
            told.table()
        })
    }

    /// Whose answer hangs on which missing fact of an offer: the keys as in the answers' table, row by row, and a column of yes
    /// and no for each fact, called `family.housing` or `child.born`. With `alone=True`, whose hangs on this fact alone. The
    /// evaluation needs `missing=True`; the bits are its own, lent and not copied.
    ///
    /// Raises `ColumnsError` where no offer has this id, and where nobody asked for it when evaluating.
    ///
    /// >>> asked = {"on": "2026-06-01", "complete": ["children"]}
    /// >>> evaluation = programme.evaluate(tables["family"], tables["children"], **asked, missing=True)
    /// >>> polars.DataFrame(evaluation.hangs_on("home-visit"))["child.born"].to_list()
    /// [False, True]
    /// >>> programme.evaluate(tables["family"], tables["children"], **asked).hangs_on("home-visit")
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// missing: nobody asked what answers hang on [columns.unknown]
    ///   help: evaluate with `missing=True`
    #[pyo3(signature = (offer, *, alone = false))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn hangs_on(&self, py: Python<'_>, offer: Name, alone: bool) -> PyResult<Table> {
        py.detach(|| {
            let offer = self.0.evaluated.offer(&offer.0).map_err(Refused::from)?;
            let facts = offer.missing.as_ref().ok_or_else(not_asked_for)?;
            let name = |own: &MissingColumn| format!("{}.{}", own.subject, own.fact);
            let bits = |own: &MissingColumn| lent(&self.0, if alone { &own.alone } else { &own.rows });
            who(&self.0, offer.subject, facts.iter().map(|own| (name(own), bits(own))).collect())
        })
    }
}
