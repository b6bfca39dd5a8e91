//! The classes `Relation`, `Need`, `Resource` and `Support`.

use millejours::{Authority, Intensity, RelationKind};
use pyo3::prelude::*;

use super::hints::{SomeDay, Text};
use crate::record::record;
use crate::refusal::Refused;
use crate::shown::{Partial, Word};
use crate::wire::{Given, Object};

/// What an adult is to a child.
///
/// >>> relation = mj.Relation("a1", "c1", kind="parent", authority="joint")
/// >>> relation.kind, relation.authority
/// ('parent', 'joint')
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Relation(pub millejours::Relation);

impl Relation {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Relation ["adult", "child", "kind", "authority"] (">>> mj.Relation(\"a1\", \"c1\").replace(kind=\"kin\")", "Relation(adult='a1', child='c1', kind='kin')") {
    #[new]
    #[pyo3(signature = (adult, child, *, kind = None, authority = None))]
    fn new(
        adult: Given<'_, Text>,
        child: Given<'_, Text>,
        kind: Option<Given<'_, Word<RelationKind>>>,
        authority: Option<Given<'_, Word<Authority>>>,
    ) -> PyResult<Self> {
        let document = Object::new().with("adult", &adult)?.with("child", &child)?;
        let document = document.may("kind", &kind)?.may("authority", &authority)?.end();
        Ok(Relation(millejours::Relation::from_json(document).map_err(Refused::from)?))
    }

    /// The adult's id.
    #[getter]
    fn adult(&self) -> &str {
        &self.0.adult
    }

    /// The child's id.
    #[getter]
    fn child(&self) -> &str {
        &self.0.child
    }

    /// What the adult is to the child.
    #[getter]
    fn kind(&self) -> Option<Word<RelationKind>> {
        self.0.kind.map(Word::from)
    }

    /// The adult's parental authority.
    #[getter]
    fn authority(&self) -> Option<Word<Authority>> {
        self.0.authority.map(Word::from)
    }
});

/// A need, in somebody's voice: the family's own, or a named professional's.
///
/// `"none"` is something that was said; a domain of which nobody spoke is unknown.
///
/// >>> mj.Need("parenting", "moderate", voice="family", since="2026-03")
/// Need(domain='parenting', intensity='moderate', voice='family', since='2026-03')
/// >>> mj.Need("parenting", "moderate")  # whose word it is, nobody guesses
/// Traceback (most recent call last):
/// TypeError: Need.__new__() missing 1 required keyword argument: 'voice'
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Need(pub millejours::Need);

impl Need {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Need ["domain", "intensity", "voice", "since"] (">>> mj.Need(\"sleep\", \"light\", voice=\"family\").replace(intensity=\"none\").intensity", "'none'") {
    #[new]
    #[pyo3(signature = (domain, intensity, *, voice, since = None))]
    fn new(
        domain: Given<'_, Text>,
        intensity: Given<'_, Word<Intensity>>,
        voice: Given<'_, Text>,
        since: Option<Given<'_, SomeDay>>,
    ) -> PyResult<Self> {
        let document = Object::new().with("domain", &domain)?.with("intensity", &intensity)?;
        let document = document.with("voice", &voice)?.may("since", &since)?.end();
        Ok(Need(millejours::Need::from_json(document).map_err(Refused::from)?))
    }

    /// The domain, such as `"parenting"`.
    #[getter]
    fn domain(&self) -> &str {
        &self.0.domain
    }

    /// How strong it is.
    #[getter]
    fn intensity(&self) -> Word<Intensity> {
        self.0.intensity.into()
    }

    /// Whose voice: `"family"`, or a named professional.
    #[getter]
    fn voice(&self) -> &str {
        &self.0.voice
    }

    /// Since when.
    #[getter]
    fn since(&self) -> Option<Partial> {
        self.0.since.map(Partial)
    }
});

/// A strength of the family. It never lowers what the family receives.
///
/// >>> mj.Resource("kin_nearby", voice="family").code
/// 'kin_nearby'
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Resource(pub millejours::Resource);

impl Resource {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Resource ["code", "voice"] (">>> mj.Resource(\"kin_nearby\").replace(voice=\"family\").voice", "'family'") {
    #[new]
    #[pyo3(signature = (code, *, voice = None))]
    fn new(code: Given<'_, Text>, voice: Option<Given<'_, Text>>) -> PyResult<Self> {
        let document = Object::new().with("code", &code)?.may("voice", &voice)?.end();
        Ok(Resource(millejours::Resource::from_json(document).map_err(Refused::from)?))
    }

    /// Its code.
    #[getter]
    fn code(&self) -> &str {
        &self.0.code
    }

    /// Whose word it is.
    #[getter]
    fn voice(&self) -> Option<&str> {
        self.0.voice.as_deref()
    }
});

/// Help that the family already has.
///
/// >>> mj.Support("parent-group", since=datetime.date(2026, 2, 20)).subject is None  # the family as a whole
/// True
#[pyclass(module = "millejours", frozen, eq, hash)]
#[derive(Debug)]
pub struct Support(pub millejours::Support);

impl Support {
    pub fn wire(&self) -> String {
        self.0.to_json()
    }
}

record!(Support ["offer", "subject", "since"] (">>> mj.Support(\"parent-group\").replace(since=\"2026\").since", "'2026'") {
    #[new]
    #[pyo3(signature = (offer, *, subject = None, since = None))]
    fn new(
        offer: Given<'_, Text>,
        subject: Option<Given<'_, Text>>,
        since: Option<Given<'_, SomeDay>>,
    ) -> PyResult<Self> {
        let document = Object::new().with("offer", &offer)?.may("subject", &subject)?.may("since", &since)?.end();
        Ok(Support(millejours::Support::from_json(document).map_err(Refused::from)?))
    }

    /// The id of the offer.
    #[getter]
    fn offer(&self) -> &str {
        &self.0.offer
    }

    /// The member who has it, where it is for one.
    #[getter]
    fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// Since when.
    #[getter]
    fn since(&self) -> Option<Partial> {
        self.0.since.map(Partial)
    }
});
