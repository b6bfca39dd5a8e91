//! The classes `FactDefinition` and `Validity`.

use chrono::NaiveDate;
use millejours::{Category, Disadvantage, FactType, Records, Subject};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{IntoPyObjectExt, type_hint_subscript, type_hint_union};

use super::part::{Way, part};
use crate::arguments::Day;
use crate::refusal::Refused;
use crate::shown::{BOOL, Date, INT, Kind, Named, Row, STR, TUPLE, Word, by_language};

/// What a fact is: its type and unit, its category, how to ask for it.
///
/// >>> fact = mj.Programme.from_toml('''
/// ... schema = 1
/// ... id = "house"
/// ... version = "1"
/// ... valid = { from = 2026-01-01 }
/// ... offers = []
/// ... [facts.family.savings]
/// ... type = "money"
/// ... currency = "EUR"
/// ... range = [0, 100000]
/// ... category = "income"
/// ... ''').facts["family.savings"]
/// >>> fact.type, fact.currency, fact.places, fact.range, fact.category
/// ('money', 'EUR', 2, ('0.00', '100000.00'), 'income')
#[pyclass(module = "millejours", frozen)]
#[derive(Debug)]
pub struct FactDefinition {
    pub name: String,
    pub subject: Subject,
    pub definition: millejours::FactDefinition,
    pub way: Way,
}

impl FactDefinition {
    fn label(&self) -> String {
        format!("'{}' {}", self.name, self.definition.of_type.name())
    }
}

part!(FactDefinition [
    "name", "type", "range", "places", "currency", "values", "unit", "category", "disadvantage", "records",
    "changeable", "fresh_months", "title", "question", "source"
] {
    /// Its full name, such as `"family.savings"`.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// Whom it is about.
    #[getter]
    fn subject(&self) -> Word<Subject> {
        self.subject.into()
    }

    /// Its type: `"bool"`, `"int"`, `"number"`, `"money"`, `"date"`, `"code"` or `"enum"`.
    #[getter]
    fn r#type(&self) -> Word<Kind> {
        Word::of(&self.definition.of_type)
    }

    /// The least and the greatest value, where they are declared: whole numbers, days, or digits.
    #[getter]
    fn range(&self) -> Option<Range> {
        Range::of(&self.definition.of_type)
    }

    /// Digits after the point, of a number or an amount.
    #[getter]
    fn places(&self) -> Option<u8> {
        match &self.definition.of_type {
            FactType::Number { places, .. } | FactType::Money { places, .. } => Some(*places),
            _ => None,
        }
    }

    /// The currency of an amount (ISO 4217).
    #[getter]
    fn currency(&self) -> Option<&str> {
        if let FactType::Money { currency, .. } = &self.definition.of_type { Some(currency) } else { None }
    }

    /// The values of an enum, ascending.
    #[getter]
    fn values(&self) -> Option<Row<String>> {
        if let FactType::Enum { values } = &self.definition.of_type { Some(Row(values.clone())) } else { None }
    }

    /// Its unit, for people.
    #[getter]
    fn unit(&self) -> Option<&str> {
        self.definition.unit.as_deref()
    }

    /// Its data category.
    #[getter]
    fn category(&self) -> Word<Category> {
        self.definition.category.into()
    }

    /// Its disadvantaged end: `"low"`, `"high"`, `True`, `False`, or the values; `None` where it has none.
    #[getter]
    fn disadvantage(&self) -> Option<End> {
        self.definition.disadvantage.clone().map(End)
    }

    /// What it records that no condition should read: a `"refusal"`, the result of a `"screening"`; else `None`.
    #[getter]
    fn records(&self) -> Option<Word<Records>> {
        self.definition.records.map(Word::from)
    }

    /// May the family change it? Only such facts stand in changes that would turn a no.
    #[getter]
    fn changeable(&self) -> bool {
        self.definition.changeable
    }

    /// For how many months a dated value stays fresh.
    #[getter]
    fn fresh_months(&self) -> Option<u32> {
        self.definition.fresh_months
    }

    /// Its title by language.
    #[getter]
    fn title(&self) -> Named<String> {
        by_language(&self.definition.title)
    }

    /// How to ask for it, by language.
    #[getter]
    fn question(&self) -> Named<String> {
        by_language(&self.definition.question)
    }

    /// Where the definition comes from.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.definition.source.as_deref()
    }
});

/// A range: whole numbers of an `int`, else each end as the type writes it.
#[derive(Debug)]
pub enum Range {
    Whole(i64, i64),
    Written(String, String),
}

impl Range {
    fn of(of_type: &FactType) -> Option<Self> {
        match of_type {
            FactType::Int { range } => range.map(|(low, high)| Range::Whole(low, high)),
            other => other.range().map(|(low, high)| Range::Written(low, high)),
        }
    }
}

impl<'py> IntoPyObject<'py> for Range {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr =
        type_hint_union!(type_hint_subscript!(TUPLE, INT, INT), type_hint_subscript!(TUPLE, STR, STR));

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self {
            Range::Whole(low, high) => (low, high).into_pyobject(py),
            Range::Written(low, high) => (low, high).into_pyobject(py),
        }
    }
}

/// A disadvantaged end.
#[derive(Debug)]
pub struct End(Disadvantage);

impl<'py> IntoPyObject<'py> for End {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr =
        type_hint_union!(BOOL, STR, type_hint_subscript!(TUPLE, STR, crate::shown::ELLIPSIS));

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0 {
            Disadvantage::Low => "low".into_bound_py_any(py),
            Disadvantage::High => "high".into_bound_py_any(py),
            Disadvantage::True => true.into_bound_py_any(py),
            Disadvantage::False => false.into_bound_py_any(py),
            Disadvantage::Values(values) => Row(values).into_bound_py_any(py),
        }
    }
}

/// The days on which a programme is in force, both included.
///
/// >>> programme.valid
/// Validity(from_=datetime.date(2026, 1, 1))
/// >>> "2026-06-01" in programme.valid, datetime.date(1999, 1, 1) in programme.valid
/// (True, False)
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Validity(pub millejours::Validity);

impl Validity {
    fn wire(&self) -> (NaiveDate, Option<NaiveDate>) {
        (self.0.from, self.0.until)
    }
}

crate::record::record!(Validity ["from_", "until"] (">>> programme.valid.replace(until=\"2026-12-31\").until", "datetime.date(2026, 12, 31)") {
    #[new]
    #[pyo3(signature = (from_, *, until = None))]
    fn new(from_: Day, until: Option<Day>) -> Result<Self, Refused> {
        let until = until.map(|until| until.date()).transpose()?;
        Ok(Validity(millejours::Validity::new(from_.date()?, until)))
    }

    /// The first day.
    #[getter]
    fn from_(&self) -> Date {
        Date(self.0.from)
    }

    /// The last day, if it ends.
    #[getter]
    fn until(&self) -> Option<Date> {
        self.0.until.map(Date)
    }

    /// Is the programme in force that day?
    fn __contains__(&self, on: Day) -> Result<bool, Refused> {
        Ok(self.0.contains(on.date()?))
    }
});
