//! The words of a family, as its document carries them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::calendar::PartialDate;
use crate::choices::read_words;
use crate::vocabulary::FactValue;

/// The voice of the family itself, in needs and facts.
pub const FAMILY_VOICE: &str = "family";

read_words! {
    /// How much an adult lives in this home, in ascending order.
    LivesHere {
        /// Lives elsewhere.
        Away = "away",
        /// Lives here part of the time.
        Shared = "shared",
        /// Lives here.
        Always = "always",
    }
}
read_words! {
    /// How strong a need is, in ascending order. `None` is something that was said, not silence.
    Intensity {
        /// No need, and somebody said so.
        None = "none",
        /// A light need.
        Light = "light",
        /// A moderate need.
        Moderate = "moderate",
        /// A strong need.
        Strong = "strong",
    }
}
read_words! {
    /// Lists that a family calls complete: nobody is missing from them.
    Complete {
        /// The list of adults.
        Adults = "adults",
        /// The list of children.
        Children = "children",
        /// The list of pregnancies.
        Pregnancies = "pregnancies",
    }
}
read_words! {
    /// How a pregnancy ended, where the family wishes to say.
    Outcome {
        /// By birth.
        Birth = "birth",
        /// By loss.
        Loss = "loss",
    }
}
read_words! {
    /// What an adult is to a child.
    RelationKind {
        /// A parent.
        Parent = "parent",
        /// A parent's partner.
        StepParent = "step_parent",
        /// A foster parent.
        Foster = "foster",
        /// Grandparents, aunts, uncles and other kin.
        Kin = "kin",
        /// A guardian.
        Guardian = "guardian",
    }
}
read_words! {
    /// Parental authority.
    Authority {
        /// Held alone.
        Sole = "sole",
        /// Held together with another.
        Joint = "joint",
        /// Delegated by a court or by the parents.
        Delegated = "delegated",
        /// Held, but not exercised.
        Suspended = "suspended",
        /// Not held.
        None = "none",
    }
}

impl From<LivesHere> for FactValue {
    fn from(lives: LivesHere) -> Self {
        FactValue::from(lives.as_str())
    }
}

impl From<Intensity> for FactValue {
    fn from(intensity: Intensity) -> Self {
        FactValue::from(intensity.as_str())
    }
}

/// A fact as it was given: its value, and perhaps whose word it is and from when.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GivenFact {
    /// The value.
    pub value: FactValue,
    /// Whose word it is: `family`, or a professional.
    pub voice: Option<String>,
    /// The day on which it was so.
    pub as_of: Option<NaiveDate>,
}

impl<V: Into<FactValue>> From<V> for GivenFact {
    fn from(value: V) -> Self {
        GivenFact { value: value.into(), voice: None, as_of: None }
    }
}

impl Serialize for GivenFact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.voice.is_none() && self.as_of.is_none() {
            return self.value.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value)?;
        if let Some(voice) = &self.voice {
            map.serialize_entry("voice", voice)?;
        }
        if let Some(day) = &self.as_of {
            map.serialize_entry("as_of", &day.to_string())?;
        }
        map.end()
    }
}

/// An adult in a parent's or carer's place, whatever their age.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Adult {
    /// The adult's id within the family.
    pub id: String,
    /// Day of birth, as far as known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<PartialDate>,
    /// Whether they live here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lives_here: Option<LivesHere>,
    /// What else is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, GivenFact>,
}

/// A child: born, adopted or placed, or expected (then it names its pregnancy).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Child {
    /// The child's id within the family.
    pub id: String,
    /// Day of birth, as far as known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<PartialDate>,
    /// The day an adopted or placed child came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived: Option<PartialDate>,
    /// The pregnancy that it is expected of, or was born of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnancy: Option<String>,
    /// From that day on, nothing more is said, asked or counted for this child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub died: Option<PartialDate>,
    /// What else is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, GivenFact>,
}

/// A pregnancy, a subject of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Pregnancy {
    /// The pregnancy's id within the family.
    pub id: String,
    /// The adult who carries it, where the family says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_by: Option<String>,
    /// The day the birth is expected: an estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<PartialDate>,
    /// The day it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<PartialDate>,
    /// How it ended, only if the family wishes to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What else is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, GivenFact>,
}

/// What an adult is to a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Relation {
    /// The adult's id.
    pub adult: String,
    /// The child's id.
    pub child: String,
    /// What the adult is to the child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<RelationKind>,
    /// The adult's parental authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
}

/// A need, in somebody's voice. A screening never makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Need {
    /// The domain: `parenting`, `health`.
    pub domain: String,
    /// How strong it is.
    pub intensity: Intensity,
    /// Whose voice: [`FAMILY_VOICE`], or a named professional.
    pub voice: String,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<PartialDate>,
}

/// A strength of the family. It never lowers what the family receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Resource {
    /// Its code.
    pub code: String,
    /// Whose word it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
}

/// Help that the family already has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Support {
    /// The id of the offer.
    pub offer: String,
    /// The member who has it, where it is for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<PartialDate>,
}

/// The people around a child or a wish for one. What is absent is unknown; lists of members are open unless called
/// complete.
///
/// ```
/// use millejours::{Child, Family, PartialDate};
/// let mut family = Family::from_json(r#"{"schema": 1, "id": "f-001", "territory": "FR-69381"}"#)?;
/// family.children.push(Child { id: "c1".into(), born: PartialDate::parse("2026-02"), ..Child::default() });
/// assert_eq!(
///     family.to_json(),
///     r#"{"schema":1,"id":"f-001","territory":"FR-69381","children":[{"id":"c1","born":"2026-02"}]}"#,
/// );
///
/// // A refusal names the place, never what stands there.
/// let refused = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "30 February"}]}"#).unwrap_err();
/// assert_eq!(refused.problems()[0].place.path, "children[0].born");
/// assert!(!refused.to_string().contains("30 February"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Family {
    /// An id of the caller's choice, if any.
    pub id: Option<String>,
    /// The territory where the family lives, by its code.
    pub territory: Option<String>,
    /// Other territories where it lives part of the time. `Some` of nothing says that there are none.
    pub other_territories: Option<Vec<String>>,
    /// Languages, as tags. `Some` says that these are all.
    pub languages: Option<Vec<String>>,
    /// Lists of members that are complete.
    pub complete: Vec<Complete>,
    /// Adults.
    pub adults: Vec<Adult>,
    /// Children, expected ones included.
    pub children: Vec<Child>,
    /// Pregnancies.
    pub pregnancies: Vec<Pregnancy>,
    /// What the adults are to the children.
    pub relations: Vec<Relation>,
    /// Needs.
    pub needs: Vec<Need>,
    /// Strengths.
    pub resources: Vec<Resource>,
    /// Help that the family already has.
    pub supports: Vec<Support>,
    /// What else is known of the family.
    pub facts: BTreeMap<String, GivenFact>,
    /// Facts that were asked for and not answered, by their full names: they stay unknown, and are not asked again.
    pub declined: Vec<String>,
}

impl Family {
    /// The family as JSON, in the one wire form; what is unknown is left out.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Family {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        macro_rules! unless_empty {
            ($($key:ident: $test:ident),+) => {
                $(if !self.$key.$test() { map.serialize_entry(stringify!($key), &self.$key)?; })+
            };
        }
        unless_empty!(id: is_none, territory: is_none, other_territories: is_none, languages: is_none,
            complete: is_empty, adults: is_empty, children: is_empty, pregnancies: is_empty, relations: is_empty,
            needs: is_empty, resources: is_empty, supports: is_empty, facts: is_empty, declined: is_empty);
        map.end()
    }
}
