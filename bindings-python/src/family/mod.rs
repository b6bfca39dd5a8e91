//! The class `Family`, and those of its parts.

pub mod fact;
pub mod hints;
pub mod members;
pub mod ties;

use millejours::Complete;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use pyo3::{PyTypeInfo, type_hint_union};

use self::fact::{GivenFact, facts};
use self::hints::{Each, Facts, PLAIN, Text};
use self::members::{Adult, Child, Pregnancy};
use self::ties::{Need, Relation, Resource, Support};
use crate::arguments::Document;
use crate::assessment::answer::{Dose, OfferAnswer};
use crate::assessment::reason::{Change, Question, Reason};
use crate::record::{Record, plain, record};
use crate::refusal::Refused;
use crate::shown::{Named, Row, Word};
use crate::wire::{Given, Nothing, Object, document};

/// The people around a child or a wish for one, and what is known of them.
///
/// What is absent is unknown, and lists of members are open unless `complete` names them. Members are objects or plain
/// mappings, where `None` is unknown too; all that is wrong comes at once, in one `FamilyError`.
///
/// >>> family = mj.Family(
/// ...     territory="FR-69381",
/// ...     children=[mj.Child("c1", born="2026-02-11"), {"id": "c2"}],
/// ...     complete=["children"],
/// ...     facts={"housing": "own"},
/// ... )
/// >>> family.children[0].born, family.children[1].born
/// (datetime.date(2026, 2, 11), None)
/// >>> family.facts["housing"].value
/// 'own'
/// >>> family.replace(territory=None) == family  # a new one; the first is as it was
/// False
/// >>> try:
/// ...     mj.Family(id="no id", children=[{"id": "c1", "born": "2026-02-30"}, {"id": "c1"}])
/// ... except mj.FamilyError as refused:
/// ...     [(problem.path, problem.code) for problem in refused.problems]
/// [('id', 'id.invalid'), ('children[0].born', 'date.invalid'), ('children[1].id', 'id.duplicate')]
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Family(pub millejours::Family);

impl Family {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

/// The wire form of a family, an answer or one of their parts, where the object is one.
pub fn wire_of(object: &Bound<'_, PyAny>) -> Option<String> {
    macro_rules! one_of {
        ($($class:ident),+) => {$(
            if let Ok(found) = object.cast::<$class>() {
                return Some(found.get().wire());
            }
        )+};
    }
    one_of!(Child, Adult, GivenFact, Pregnancy, Relation, Need, Resource, Support, Family);
    one_of!(Dose, Reason, Change, OfferAnswer, Question);
    None
}

/// Is this a key of the wire form?
pub fn is_field(name: &str) -> bool {
    let parts = [
        Family::FIELDS,
        Adult::FIELDS,
        Child::FIELDS,
        Pregnancy::FIELDS,
        Relation::FIELDS,
        Need::FIELDS,
        Resource::FIELDS,
        Support::FIELDS,
        GivenFact::FIELDS,
    ];
    parts.iter().any(|fields| fields.contains(&name))
}

record!(Family [
    "id", "territory", "other_territories", "languages", "complete", "adults", "children", "pregnancies", "relations",
    "needs", "resources", "supports", "facts", "declined"
] (">>> family.replace(territory=\"FR-69381\").territory, family.territory", "('FR-69381', None)", ">>> family.replace(teritory=\"FR-69381\")", "Traceback (most recent call last):", "TypeError: Family.__new__() got an unexpected keyword argument 'teritory'") {
    #[new]
    #[pyo3(signature = (
        *, id = None, territory = None, other_territories = None, languages = None, complete = None, adults = None,
        children = None, pregnancies = None, relations = None, needs = None, resources = None, supports = None,
        facts = None, declined = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "one for each field, by name")]
    fn new(
        id: Option<Given<'_, Text>>,
        territory: Option<Given<'_, Text>>,
        other_territories: Option<Given<'_, Each<Text>>>,
        languages: Option<Given<'_, Each<Text>>>,
        complete: Option<Given<'_, Each<Word<Complete>>>>,
        adults: Option<Given<'_, Each<Adult>>>,
        children: Option<Given<'_, Each<Child>>>,
        pregnancies: Option<Given<'_, Each<Pregnancy>>>,
        relations: Option<Given<'_, Each<Relation>>>,
        needs: Option<Given<'_, Each<Need>>>,
        resources: Option<Given<'_, Each<Resource>>>,
        supports: Option<Given<'_, Each<Support>>>,
        facts: Option<Given<'_, Facts>>,
        declined: Option<Given<'_, Each<Text>>>,
    ) -> PyResult<Self> {
        let wire = Object::new().schema().may("id", &id)?.may("territory", &territory)?;
        let wire = wire.may("other_territories", &other_territories)?.may("languages", &languages)?;
        let wire = wire.may("complete", &complete)?.may("adults", &adults)?.may("children", &children)?;
        let wire = wire.may("pregnancies", &pregnancies)?.may("relations", &relations)?.may("needs", &needs)?;
        let wire = wire.may("resources", &resources)?.may("supports", &supports)?.may("facts", &facts)?;
        let wire = wire.may("declined", &declined)?.end();
        Ok(Family(millejours::Family::from_json(wire).map_err(Refused::from)?))
    }

    /// Read a family from JSON, in the one wire form.
    ///
    /// Raises `FamilyError` with everything that is wrong with it.
    ///
    /// >>> mj.Family.from_json('{"schema": 1, "children": [{"id": "c1"}]}')
    /// Family(children=(Child(id='c1'),))
    /// >>> mj.Family.from_json('{"schema": 1, "childs": []}')
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// childs: unknown key `childs` [document.unknown_key]
    /// ...
    /// help: did you mean `children`?
    #[staticmethod]
    fn from_json(text: Document<'_>) -> Result<Self, Refused> {
        Ok(Family(millejours::Family::from_json(text)?))
    }

    /// Read a family from a mapping with the keys of the wire form; `schema` may be left out.
    ///
    /// As with keywords, `None` in a mapping is unknown, so that a row of a table will do.
    ///
    /// Raises `FamilyError` with everything that is wrong with it, `TypeError` for values that no document has, such as a
    /// `float`.
    ///
    /// >>> mj.Family.from_dict({"children": [{"id": "c1", "born": datetime.date(2026, 2, 11)}]}).children[0].id
    /// 'c1'
    /// >>> mj.Family.from_dict({"territory": None, "children": [{"id": "c1", "born": None}]})
    /// Family(children=(Child(id='c1'),))
    /// >>> mj.Family.from_dict({"facts": {"savings": 812.5}})
    /// Traceback (most recent call last):
    /// TypeError: facts.(key 1): a float is not exact: give `decimal.Decimal("812.50")`, or the digits as text
    #[staticmethod]
    fn from_dict(mapping: Plain<'_>) -> PyResult<Self> {
        Ok(Family(millejours::Family::from_json(document(&mapping.0, Nothing::LeftOut)?).map_err(Refused::from)?))
    }

    /// The family as JSON, in the one wire form: what is unknown is left out.
    ///
    /// >>> mj.Family(id="f-001", children=[mj.Child("c1")]).to_json()
    /// '{"schema":1,"id":"f-001","children":[{"id":"c1"}]}'
    fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The family as a plain dict with the keys of the wire form.
    ///
    /// >>> mj.Family(children=[mj.Child("c1")]).to_dict()
    /// {'schema': 1, 'children': [{'id': 'c1'}]}
    #[pyo3(signature = () -> "dict[str, object]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain(py, &self.wire())
    }

    /// An id of the caller's choice, if any.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.0.id.as_deref()
    }

    /// The territory where the family lives, by its code.
    #[getter]
    fn territory(&self) -> Option<&str> {
        self.0.territory.as_deref()
    }

    /// Other territories where it lives part of the time. `()` says that there are none, `None` that nobody said.
    #[getter]
    fn other_territories(&self) -> Option<Row<String>> {
        self.0.other_territories.clone().map(Row)
    }

    /// All its languages, as tags; `None` where nobody said.
    #[getter]
    fn languages(&self) -> Option<Row<String>> {
        self.0.languages.clone().map(Row)
    }

    /// The lists of members from which nobody is missing.
    #[getter]
    fn complete(&self) -> Row<Word<Complete>> {
        Row::of(&self.0.complete, |word| (*word).into())
    }

    /// Adults.
    #[getter]
    fn adults(&self) -> Row<Adult> {
        Row::of(&self.0.adults, |adult| Adult(adult.clone()))
    }

    /// Children, expected ones included.
    #[getter]
    fn children(&self) -> Row<Child> {
        Row::of(&self.0.children, |child| Child(child.clone()))
    }

    /// Pregnancies.
    #[getter]
    fn pregnancies(&self) -> Row<Pregnancy> {
        Row::of(&self.0.pregnancies, |pregnancy| Pregnancy(pregnancy.clone()))
    }

    /// What the adults are to the children.
    #[getter]
    fn relations(&self) -> Row<Relation> {
        Row::of(&self.0.relations, |relation| Relation(relation.clone()))
    }

    /// Needs.
    #[getter]
    fn needs(&self) -> Row<Need> {
        Row::of(&self.0.needs, |need| Need(need.clone()))
    }

    /// Strengths.
    #[getter]
    fn resources(&self) -> Row<Resource> {
        Row::of(&self.0.resources, |resource| Resource(resource.clone()))
    }

    /// Help that the family already has.
    #[getter]
    fn supports(&self) -> Row<Support> {
        Row::of(&self.0.supports, |support| Support(support.clone()))
    }

    /// What else is known of the family, by name.
    #[getter]
    fn facts(&self) -> Named<GivenFact> {
        facts(&self.0.facts)
    }

    /// Facts that were asked for and not answered, by their full names: they stay unknown, and are not asked again.
    #[getter]
    fn declined(&self) -> Row<String> {
        Row(self.0.declined.clone())
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import("millejours._html")?.call_method1("family", (slf,))?.extract()
    }
});

/// A mapping in the wire form.
#[derive(Debug)]
pub struct Plain<'py>(pub Bound<'py, PyMapping>);

impl<'py> FromPyObject<'_, 'py> for Plain<'py> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PLAIN;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match given.cast::<PyMapping>() {
            Ok(mapping) => Ok(Plain(mapping.to_owned())),
            Err(_) => Err(PyTypeError::new_err(format!("expected a mapping, not {}", given.get_type().name()?))),
        }
    }
}

/// A family, or a mapping that is read as one.
#[derive(Debug)]
pub enum AFamily<'py> {
    Family(Py<Family>),
    Plain(Plain<'py>),
}

impl AFamily<'_> {
    /// The family meant.
    pub fn family(&self) -> PyResult<millejours::Family> {
        match self {
            AFamily::Family(family) => Ok(family.get().0.clone()),
            AFamily::Plain(mapping) => {
                Ok(millejours::Family::from_json(document(&mapping.0, Nothing::LeftOut)?).map_err(Refused::from)?)
            }
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for AFamily<'py> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(Family::TYPE_HINT, PLAIN);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(family) = given.cast::<Family>() {
            return Ok(AFamily::Family(family.to_owned().unbind()));
        }
        match given.cast::<PyMapping>() {
            Ok(mapping) => Ok(AFamily::Plain(Plain(mapping.to_owned()))),
            Err(_) => Err(PyTypeError::new_err(format!(
                "expected a Family or a mapping, not {} (JSON goes to `assess_json` or `Family.from_json`)",
                given.get_type().name()?
            ))),
        }
    }
}
