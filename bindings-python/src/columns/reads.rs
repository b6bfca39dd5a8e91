//! Which columns a programme reads.

use std::sync::Arc;

use arrow_array::BooleanArray;
use pyo3::prelude::*;

use super::names::table;
use super::options;
use crate::arguments::Day;
use crate::programme::Programme;
use crate::refusal::Refused;
use crate::tables::arrow::{Table, texts};

#[pymethods]
impl Programme {
    /// Which columns `evaluate` reads on a day, for whoever puts tables together: in the order of the tables, and of names.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | `table` | text | `family`, `adults`, `children` or `pregnancies` |
    /// | `column` | text | its name; a day may stand in two columns instead, `<name>_earliest` and `<name>_latest` |
    /// | `expected` | text | the types that it may have |
    /// | `required` | bool | has it to be there? Where another is not, less is known; leave none out that you have |
    ///
    /// The keys come beside them. `doses`, `dates` and so on are those of `evaluate`: what is asked for may need more columns.
    ///
    /// Raises `DateError` where the programme is not in force on the day.
    ///
    /// >>> polars.DataFrame(programme.reads("2026-06-01")).select("table", "column", "required").rows()[:3]
    /// [('family', 'complete.children', False), ('children', 'arrived', False), ('children', 'born', True)]
    /// >>> programme.reads("2020-06-01")
    /// Traceback (most recent call last):
    /// millejours.errors.DateError: the date cannot be used
    /// ...
    #[pyo3(signature = (on, *, doses = false, dates = false, rules = false, barriers = false, missing = false))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    #[expect(clippy::fn_params_excessive_bools, reason = "each has its name in a call")]
    fn reads(
        &self,
        py: Python<'_>,
        on: Day,
        doses: bool,
        dates: bool,
        rules: bool,
        barriers: bool,
        missing: bool,
    ) -> PyResult<Table> {
        let (on, options) = (on.date()?, options(doses, dates, rules, barriers, missing));
        let plan = py.detach(|| self.programme.plan(on, options)).map_err(Refused::from)?;
        let required = plan.reads().iter().map(|own| (own, true));
        let optional = plan.optional();
        let mut all: Vec<_> = required.chain(optional.iter().map(|own| (own, false))).collect();
        all.sort_by_key(|(own, _)| (own.subject, own.name.clone()));
        Table::of(vec![
            ("table", texts(all.iter().map(|(own, _)| Some(table(own.subject)))), false),
            ("column", texts(all.iter().map(|(own, _)| Some(&own.name))), false),
            ("expected", texts(all.iter().map(|(own, _)| Some(own.expected))), false),
            ("required", Arc::new(all.iter().map(|(_, required)| Some(*required)).collect::<BooleanArray>()), false),
        ])
    }
}
