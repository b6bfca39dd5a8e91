//! Which rule keeps out how many, and whom.

use millejours::{BarrierColumn, Subject, Tally};
use pyo3::prelude::*;

use super::groups::Groups;
use super::lent::Lent;
use super::told::{Told, not_asked, who};
use crate::arguments::Name;
use crate::columns::evaluation::{Evaluation, Who};
use crate::columns::export::lent;
use crate::refusal::Refused;
use crate::tables::arrow::Table;

/// One rule of an offer in one group.
struct Row<'a> {
    group: u32,
    offer: &'a str,
    subject: Subject,
    rule: &'a BarrierColumn,
    kept_out: Tally,
    alone: Tally,
}

fn not_asked_for() -> PyErr {
    not_asked("barriers", "nobody asked whom rules keep out")
}

#[pymethods]
impl Evaluation {
    /// Which rule keeps out how many, by any grouping: one row for each offer, group and rule.
    ///
    /// `kept_out` counts the rows to which the rule says no by itself, `alone` those among them that satisfy every other rule:
    /// without this one they would be eligible. A row that several rules keep out counts with each of them. Whom nothing is
    /// said of is kept out by nothing, and what is undetermined is no no. The evaluation needs `barriers=True`. `by`, `weight`
    /// and `of` are those of `counts_by`.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | those of `by` | as given | the group |
    /// | `offer`, `subject` | text | the offer, and for whom it is |
    /// | `rule` | text | the rule's id |
    /// | `kind` | text | `when`: who does not satisfy it is kept out; `unless`: who satisfies it is |
    /// | `kept_out`, `alone` | int64 | rows |
    /// | `kept_out_weight`, `alone_weight` | float64 | with `weight`: what those rows stand for |
    ///
    /// Raises `ColumnsError` as `counts_by`, and where nobody asked for it when evaluating.
    ///
    /// >>> older = tables["children"].with_columns(born=datetime.date(2020, 2, 11))
    /// >>> evaluation = programme.evaluate(tables["family"], older, on="2026-06-01", complete=["children"], barriers=True)
    /// >>> polars.DataFrame(evaluation.barriers()).rows()
    /// [('home-visit', 'child', 'window', 'when', 2, 2)]
    /// >>> programme.evaluate(tables["family"], older, on="2026-06-01", complete=["children"]).barriers()
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// barriers: nobody asked whom rules keep out [columns.unknown]
    ///   help: evaluate with `barriers=True`
    #[pyo3(signature = (by = None, weight = None, of = Who(Subject::Family)))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn barriers(&self, py: Python<'_>, by: Option<Lent>, weight: Option<Lent>, of: Who) -> PyResult<Table> {
        if !self.0.options.wants_barriers() {
            return Err(not_asked_for());
        }
        let groups = Groups::read(py, by.as_ref(), weight.as_ref(), of.0, &[&self.0])?;
        py.detach(|| {
            let mut rows: Vec<Row<'_>> = Vec::new();
            for offer in groups.told(&self.0) {
                let grouping = groups.grouping(offer.subject).map_err(Refused::from)?;
                let first = rows.len();
                for rule in offer.barriers.iter().flatten() {
                    let kept_out = grouping.tally(&rule.no).map_err(Refused::from)?;
                    let alone = grouping.tally(&rule.alone).map_err(Refused::from)?;
                    let (offer, subject) = (&*offer.offer, offer.subject);
                    rows.extend(kept_out.into_iter().zip(alone).zip(0..).map(|((kept_out, alone), group)| Row {
                        group,
                        offer,
                        subject,
                        rule,
                        kept_out,
                        alone,
                    }));
                }
                // Group by group, in each the rules in their order.
                rows.get_mut(first..).into_iter().for_each(|own| own.sort_by_key(|row| row.group));
            }
            let mut told = Told::of(&groups, &rows.iter().map(|row| row.group).collect::<Vec<_>>())?;
            told.text("offer", rows.iter().map(|row| row.offer));
            told.text("subject", rows.iter().map(|row| row.subject.as_str()));
            told.text("rule", rows.iter().map(|row| &*row.rule.rule));
            told.text("kind", rows.iter().map(|row| if row.rule.excludes { "unless" } else { "when" }));
            told.tally("kept_out", rows.iter().map(|row| row.kept_out));
            told.tally("alone", rows.iter().map(|row| row.alone));
            told.table()
        })
    }

    /// Whom the rules of an offer keep out: the keys as in the answers' table, row by row, and a column of yes and no for each
    /// rule of `when`, then of `unless`. With `alone=True`, whom this rule alone keeps out. The evaluation needs
    /// `barriers=True`; the bits are its own, lent and not copied.
    ///
    /// Raises `ColumnsError` where no offer has this id, and where nobody asked for it when evaluating.
    ///
    /// >>> older = tables["children"].with_columns(born=datetime.date(2020, 2, 11))
    /// >>> evaluation = programme.evaluate(tables["family"], older, on="2026-06-01", complete=["children"], barriers=True)
    /// >>> polars.DataFrame(evaluation.kept_out("home-visit")).rows(named=True)[0]
    /// {'family': 1, 'member': 'a', 'window': True}
    /// >>> evaluation.kept_out("home-visits")
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// offer: no offer has this id [columns.unknown]
    ///   help: did you mean `home-visit`?
    #[pyo3(signature = (offer, *, alone = false))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn kept_out(&self, py: Python<'_>, offer: Name, alone: bool) -> PyResult<Table> {
        py.detach(|| {
            let offer = self.0.evaluated.offer(&offer.0).map_err(Refused::from)?;
            let rules = offer.barriers.as_ref().ok_or_else(not_asked_for)?;
            let bits = |own: &BarrierColumn| lent(&self.0, if alone { &own.alone } else { &own.no });
            who(&self.0, offer.subject, rules.iter().map(|own| (own.rule.to_string(), bits(own))).collect())
        })
    }
}
