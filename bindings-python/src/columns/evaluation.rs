//! The class `Evaluation`: what a programme says to many families.

use std::sync::Arc;

use millejours::{DecisionCode, EvaluateOptions, Evaluated, Grouping, OfferColumn, Problem, Subject};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::export::AnswerTable;
use super::gather::Whose;
use super::work::Threads;
use crate::arguments::Name;
use crate::refusal::Problems;
use crate::shown::{Date, Named, Row, Word};
use crate::tables::arrow::Table;

/// Answers, and whose they are.
#[derive(Debug)]
pub struct Answers {
    pub evaluated: Evaluated,
    pub programme: millejours::Programme,
    /// What was asked for.
    pub options: EvaluateOptions,
    /// Are there columns that say whether an answer is exact?
    pub exact: bool,
    pub whose: [Whose; 4],
    /// Where each family's members begin, in the order of `Subject::ALL`; empty where no table of them was given.
    pub offsets: [Vec<u32>; 4],
    pub key: String,
    pub member: String,
    /// What was wrong with the tables, where a report was asked for.
    pub report: Vec<Problem>,
    /// Columns that nothing read, as `children.weight`.
    pub unread: Vec<String>,
    /// As many threads as were asked for.
    pub threads: Threads,
}

/// One word of `Subject`.
#[derive(Debug)]
pub struct Who(pub Subject);

impl FromPyObject<'_, '_> for Who {
    type Error = PyErr;

    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("millejours.words", "Subject");

    fn extract(given: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let name = given.extract::<Name>()?;
        let found = Subject::ALL.into_iter().find(|subject| subject.as_str() == name.0);
        found.map(Who).ok_or_else(|| PyValueError::new_err("expected 'family', 'adult', 'child' or 'pregnancy'"))
    }
}

/// How many rows an offer's answers are of each kind.
///
/// >>> counts = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"]).counts["home-visit"]
/// >>> counts
/// OfferCounts(subject='child', eligible=1, undetermined=1, no=0, silent=0)
/// >>> counts.eligible
/// 1
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OfferCounts {
    subject: Subject,
    eligible: usize,
    undetermined: usize,
    no: usize,
    silent: usize,
}

#[pymethods]
impl OfferCounts {
    /// For whom the offer is.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.subject.into()
    }

    /// Rows whose answer is yes.
    #[getter]
    fn eligible(&self) -> usize {
        self.eligible
    }

    /// Rows whose answer hangs on facts that are missing.
    #[getter]
    fn undetermined(&self) -> usize {
        self.undetermined
    }

    /// Rows whose answer is no today.
    #[getter]
    fn no(&self) -> usize {
        self.no
    }

    /// Rows of which nothing is said.
    #[getter]
    fn silent(&self) -> usize {
        self.silent
    }

    fn __repr__(&self) -> String {
        let OfferCounts { subject, eligible, undetermined, no, silent } = self;
        format!(
            "OfferCounts(subject='{subject}', eligible={eligible}, undetermined={undetermined}, no={no}, silent={silent})"
        )
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("counts are told by the evaluation that they were made of"))
    }
}

/// How many bits are set.
pub fn ones(words: &[u64]) -> usize {
    // Of whole words none stands beyond the rows: they are never refused.
    let all = Grouping::all(64 * words.len()).tally(words).unwrap_or_default();
    all.iter().map(|own| own.rows as usize).sum()
}

impl Answers {
    pub fn silent(&self, subject: Subject) -> &[u64] {
        self.evaluated.silent.get(subject as usize).map_or(&[], Vec::as_slice)
    }

    fn counts(&self, offer: &OfferColumn) -> OfferCounts {
        let (eligible, known, silent) = (ones(&offer.yes), ones(&offer.known), ones(self.silent(offer.subject)));
        let (no, undetermined) = (known - eligible, offer.rows - known - silent);
        OfferCounts { subject: offer.subject, eligible, undetermined, no, silent }
    }
}

/// What a programme says to many families on a day: a table for each kind of subject, with one row for each of them and one
/// column for each offer.
///
/// The tables speak Arrow: `polars.DataFrame(evaluation.family)`, `pyarrow.table(evaluation.child)`, DuckDB, pandas. They are
/// written out batch by batch as they are read; until then an answer takes two bits.
///
/// >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
/// >>> evaluation
/// <Evaluation by house 1 on 2026-06-01: 2 families, 1 offer>
/// >>> polars.DataFrame(evaluation.child).rows()
/// [(1, 'a', 1), (2, 'a', 2)]
/// >>> mj.DecisionCode(2).name
/// 'UNDETERMINED'
/// >>> polars.DataFrame(evaluation.eligible("child"))["home-visit"].to_list()
/// [True, None]
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct Evaluation(pub Arc<Answers>);

impl Evaluation {
    fn table(&self, subject: Subject) -> AnswerTable {
        AnswerTable { answers: self.0.clone(), subject }
    }
}

#[pymethods]
impl Evaluation {
    /// The day.
    #[getter]
    fn on(&self) -> Date {
        Date(self.0.evaluated.on)
    }

    /// The answers of offers for families: one row a family, in the order in which they were given.
    #[getter]
    fn family(&self) -> AnswerTable {
        self.table(Subject::Family)
    }

    /// The answers of offers for adults: one row an adult, in the order of the families.
    #[getter]
    fn adult(&self) -> AnswerTable {
        self.table(Subject::Adult)
    }

    /// The answers of offers for children: one row a child, in the order of the families.
    #[getter]
    fn child(&self) -> AnswerTable {
        self.table(Subject::Child)
    }

    /// The answers of offers for pregnancies: one row a pregnancy, in the order of the families.
    #[getter]
    fn pregnancy(&self) -> AnswerTable {
        self.table(Subject::Pregnancy)
    }

    /// The answers of one kind of subject as yes and no: a column for each offer, null where the answer is undetermined and where
    /// nothing is said. The bits are those of the evaluation itself, lent and not copied.
    ///
    /// >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
    /// >>> polars.DataFrame(evaluation.eligible("child"))["home-visit"].sum()
    /// 1
    /// >>> evaluation.eligible("house")
    /// Traceback (most recent call last):
    /// ValueError: expected 'family', 'adult', 'child' or 'pregnancy'
    /// while processing 'subject'
    #[pyo3(signature = (subject = Who(Subject::Family)))]
    fn eligible(&self, py: Python<'_>, subject: Who) -> PyResult<Table> {
        py.detach(|| self.table(subject.0).eligible())
    }

    /// By the id of each offer, in the programme's order, how many rows are of each kind.
    #[getter]
    fn counts(&self) -> Named<OfferCounts> {
        Named::of(self.0.evaluated.offers.iter().map(|own| (&*own.offer, own)), |own| self.0.counts(own))
    }

    /// What was wrong with the tables and was taken as unknown, where a report was asked for: else nothing is.
    #[getter]
    fn report(&self) -> Problems<'_> {
        Problems(self.0.report.as_slice().into())
    }

    /// The columns that were given and that nothing read, as `children.weight`: of the families first, then of each table, in the
    /// order of its columns. A column that has to be there is told where it is missing; one that need not be there, as
    /// `died`, is lost without a trace under another name: look for it here. What is very like such a name is warned of.
    ///
    /// >>> children = tables["children"].with_columns(weight=3.2)
    /// >>> programme.evaluate(tables["family"], children, on="2026-06-01", complete=["children"]).unread
    /// ('children.weight',)
    /// >>> import warnings
    /// >>> with warnings.catch_warnings():
    /// ...     warnings.simplefilter("error")
    /// ...     programme.evaluate(tables["family"], children.rename({"weight": "arived"}), on="2026-06-01", complete=["children"])
    /// Traceback (most recent call last):
    /// UserWarning: children.arived: nothing reads this column; is `arrived` meant?
    #[getter]
    fn unread(&self) -> Row<String> {
        Row::of(&self.0.unread, Clone::clone)
    }

    fn __repr__(&self) -> String {
        let several = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        let (programme, evaluated) = (&self.0.programme, &self.0.evaluated);
        let families = several(self.0.whose[0].rows, "family", "families");
        let offers = several(evaluated.offers.len(), "offer", "offers");
        format!("<Evaluation by {} {} on {}: {families}, {offers}>", programme.id(), programme.version(), evaluated.on)
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html_columns")?.call_method1("evaluation", (slf,))?.extract()
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "answers are handed on through Arrow: store the tables with the library that reads them",
        ))
    }
}

/// The codes of decisions by their words: `millejours.DecisionCode` is made of them.
#[pyfunction]
pub fn decision_codes() -> Named<u8> {
    Named::of(DecisionCode::ALL.iter().map(|code| (code.as_str(), *code)), |code| code as u8)
}
