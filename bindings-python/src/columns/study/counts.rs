//! How many are eligible, are not, and of how many it is not known, by any grouping.

use millejours::{Counts, Subject};
use pyo3::prelude::*;

use super::groups::Groups;
use super::lent::Lent;
use super::told::Told;
use crate::columns::evaluation::{Evaluation, Who};
use crate::refusal::Refused;
use crate::tables::arrow::Table;

#[pymethods]
impl Evaluation {
    /// How many rows have which answer, by any grouping: one row for each offer and group.
    ///
    /// `by` is a table that speaks Arrow, whose columns are the groups, or one column (a Series of polars or pandas 3, an array
    /// of pyarrow); without it all rows are one group. `weight` is a column of numbers: what each row stands for. Both have
    /// one row for each family, in the order in which families were given, and members take those of their family. With
    /// `of="child"` (`"adult"`, `"pregnancy"`) they have one for each child, in the order of the answers' table, and only offers
    /// for children are told.
    ///
    /// A table with a column named as the answers' key (`family`, and of members `member` as well) says whose its rows are: they may stand in
    /// any order, each family once, and the key is no group.
    ///
    /// Groups come in ascending order (texts by their bytes, categories that have an order in theirs) and keep their type. A null is a group of its own, the last:
    /// unknown is not no, and no row is dropped. Members of a list that is not complete are not rows, and count nowhere.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | those of `by` | as given | the group; a column without a name is `group` |
    /// | `offer`, `subject` | text | the offer, and for whom it is |
    /// | `eligible`, `not_eligible`, `undetermined`, `silent` | int64 | rows whose answer is yes, no, hangs on what is missing; of which nothing is said |
    /// | `eligible_weight` … | float64 | with `weight`: what those rows stand for |
    ///
    /// Raises `ColumnsError` where `by` or `weight` have not as many rows, where groups have no order, and where a weight is
    /// missing, below zero or no number; where keys are not those of the answers, or stand twice.
    ///
    /// >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
    /// >>> counts = evaluation.counts_by(polars.Series("region", ["north", None]), weight=polars.Series([120.0, 80.0]))
    /// >>> polars.DataFrame(counts).select("region", "eligible", "undetermined", "undetermined_weight").rows()
    /// [('north', 1, 0, 0.0), (None, 0, 1, 80.0)]
    /// >>> evaluation.counts_by(polars.Series("region", ["north"]))
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// by: it has 1 rows, not 2 [columns.length]
    ///   help: give one row for each family, in the order of the answers' table
    #[pyo3(signature = (by = None, weight = None, of = Who(Subject::Family)))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn counts_by(&self, py: Python<'_>, by: Option<Lent>, weight: Option<Lent>, of: Who) -> PyResult<Table> {
        let groups = Groups::read(py, by.as_ref(), weight.as_ref(), of.0, &[&self.0])?;
        py.detach(|| {
            let mut rows: Vec<(&str, Subject, u32, Counts)> = Vec::new();
            for offer in groups.told(&self.0) {
                let grouping = groups.grouping(offer.subject).map_err(Refused::from)?;
                let counts = self.0.evaluated.counts(offer, &grouping).map_err(Refused::from)?;
                rows.extend(counts.into_iter().zip(0..).map(|(own, group)| (&*offer.offer, offer.subject, group, own)));
            }
            let mut told = Told::of(&groups, &rows.iter().map(|row| row.2).collect::<Vec<_>>())?;
            told.text("offer", rows.iter().map(|row| row.0));
            told.text("subject", rows.iter().map(|row| row.1.as_str()));
            told.tally("eligible", rows.iter().map(|row| row.3.eligible));
            told.tally("not_eligible", rows.iter().map(|row| row.3.not_eligible));
            told.tally("undetermined", rows.iter().map(|row| row.3.undetermined));
            told.tally("silent", rows.iter().map(|row| row.3.silent));
            told.table()
        })
    }
}
