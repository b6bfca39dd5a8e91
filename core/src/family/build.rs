//! Families built in code, part by part. Every field is public as well; what is not named stays unknown.

use chrono::NaiveDate;

use super::model::{
    Adult, Authority, Child, Complete, FAMILY_VOICE, Family, GivenFact, Intensity, LivesHere, Need, Outcome, Pregnancy,
    Relation, RelationKind, Resource, Support,
};
use crate::calendar::PartialDate;

/// Methods that set one field, or add to one list or table, and give the whole back.
macro_rules! with {
    ($owner:ident: $($(#[doc = $doc:literal])+ $name:ident($($argument:ident: $of:ty),+) { |$own:ident| $body:expr })+) => {
        impl $owner {
            $($(#[doc = $doc])+
            #[must_use]
            pub fn $name(mut self, $($argument: $of),+) -> Self {
                let $own = &mut self;
                $body;
                self
            })+
        }
    };
}

impl Family {
    /// A family of which nothing is known.
    ///
    /// # Examples
    ///
    /// ## A family with a baby and one on the way
    ///
    /// ```
    /// use millejours::{Adult, Child, Complete, Family, LivesHere, PartialDate, Pregnancy};
    /// let family = Family::new()
    ///     .with_territory("FR-69381")
    ///     .with_languages(["pt", "fr"])
    ///     .with_adult(Adult::new("a1").with_lives_here(LivesHere::Always))
    ///     .with_child(Child::new("c1").with_born(PartialDate::month(2026, 2).unwrap()))
    ///     .with_child(Child::new("c2").with_pregnancy("p1"))
    ///     .with_pregnancy(Pregnancy::new("p1").with_expected("2026-12-20".parse::<PartialDate>()?))
    ///     .with_complete(Complete::Children)
    ///     .with_fact("housing", "own");
    /// assert_eq!(family.children[1].pregnancy.as_deref(), Some("p1"));
    /// assert_eq!(Family::from_json(family.to_json())?, family);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// ## What does not hold together is refused when it is used
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// use millejours::{Child, Family, parse_date};
    /// let family = Family::new().with_child(Child::new("c1").with_pregnancy("p9"));
    /// let refused = programme.assess(&family, parse_date("2026-06-01")?).unwrap_err();
    /// assert_eq!(refused.problems()[0].place.path, "children[0].pregnancy");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn new() -> Self {
        Family::default()
    }

    /// Says which languages are spoken, as tags: these are all.
    #[must_use]
    pub fn with_languages<L: Into<String>>(mut self, languages: impl IntoIterator<Item = L>) -> Self {
        self.languages = Some(languages.into_iter().map(Into::into).collect());
        self
    }

    /// Says in which other territories the family lives part of the time: these are all.
    #[must_use]
    pub fn with_other_territories<T: Into<String>>(mut self, territories: impl IntoIterator<Item = T>) -> Self {
        self.other_territories = Some(territories.into_iter().map(Into::into).collect());
        self
    }
}

with! { Family:
    /// Sets the id.
    with_id(id: impl Into<String>) { |own| own.id = Some(id.into()) }
    /// Sets the territory where the family lives.
    with_territory(code: impl Into<String>) { |own| own.territory = Some(code.into()) }
    /// Says that nobody is missing from a list.
    with_complete(list: Complete) { |own| if !own.complete.contains(&list) { own.complete.push(list) } }
    /// Lists an adult.
    with_adult(adult: Adult) { |own| own.adults.push(adult) }
    /// Lists a child, born or expected.
    with_child(child: Child) { |own| own.children.push(child) }
    /// Lists a pregnancy.
    with_pregnancy(pregnancy: Pregnancy) { |own| own.pregnancies.push(pregnancy) }
    /// Says what an adult is to a child.
    with_relation(relation: Relation) { |own| own.relations.push(relation) }
    /// Adds a need.
    with_need(need: Need) { |own| own.needs.push(need) }
    /// Adds a strength.
    with_resource(resource: Resource) { |own| own.resources.push(resource) }
    /// Adds help that the family already has.
    with_support(support: Support) { |own| own.supports.push(support) }
    /// Sets a fact of a vocabulary, by its own name: `housing`.
    with_fact(name: impl Into<String>, fact: impl Into<GivenFact>) { |own| own.facts.insert(name.into(), fact.into()) }
    /// Says that a fact was asked for and not answered, by its full name: `child[c1].born`.
    with_declined(fact: impl Into<String>) { |own| {
        let fact = fact.into();
        if !own.declined.contains(&fact) { own.declined.push(fact) }
    } }
}

impl Adult {
    /// An adult of whom nothing is known but an id of the caller's choice.
    pub fn new(id: impl Into<String>) -> Self {
        Adult { id: id.into(), ..Adult::default() }
    }
}

with! { Adult:
    /// Sets the day of birth, as far as known.
    with_born(born: impl Into<PartialDate>) { |own| own.born = Some(born.into()) }
    /// Says how much the adult lives here.
    with_lives_here(lives: LivesHere) { |own| own.lives_here = Some(lives) }
    /// Sets a fact of a vocabulary, by its own name.
    with_fact(name: impl Into<String>, fact: impl Into<GivenFact>) { |own| own.facts.insert(name.into(), fact.into()) }
}

impl Child {
    /// A child of whom nothing is known but an id of the caller's choice.
    pub fn new(id: impl Into<String>) -> Self {
        Child { id: id.into(), ..Child::default() }
    }
}

with! { Child:
    /// Sets the day of birth, as far as known.
    with_born(born: impl Into<PartialDate>) { |own| own.born = Some(born.into()) }
    /// Sets the day on which an adopted or placed child came.
    with_arrived(arrived: impl Into<PartialDate>) { |own| own.arrived = Some(arrived.into()) }
    /// Names the pregnancy that the child is expected of, or was born of.
    with_pregnancy(id: impl Into<String>) { |own| own.pregnancy = Some(id.into()) }
    /// Sets the day of death: from then on nothing more is said, asked or counted for this child.
    with_died(died: impl Into<PartialDate>) { |own| own.died = Some(died.into()) }
    /// Sets a fact of a vocabulary, by its own name.
    with_fact(name: impl Into<String>, fact: impl Into<GivenFact>) { |own| own.facts.insert(name.into(), fact.into()) }
}

impl Pregnancy {
    /// A pregnancy of which nothing is known but an id of the caller's choice.
    pub fn new(id: impl Into<String>) -> Self {
        Pregnancy { id: id.into(), ..Pregnancy::default() }
    }
}

with! { Pregnancy:
    /// Sets the day on which the birth is expected, as far as known.
    with_expected(expected: impl Into<PartialDate>) { |own| own.expected = Some(expected.into()) }
    /// Names the adult who carries it.
    with_carried_by(id: impl Into<String>) { |own| own.carried_by = Some(id.into()) }
    /// Sets the day on which it ended, as far as known.
    with_ended(ended: impl Into<PartialDate>) { |own| own.ended = Some(ended.into()) }
    /// Says how it ended, where the family wishes to say; it needs the day as well.
    with_outcome(outcome: Outcome) { |own| own.outcome = Some(outcome) }
    /// Sets a fact of a vocabulary, by its own name.
    with_fact(name: impl Into<String>, fact: impl Into<GivenFact>) { |own| own.facts.insert(name.into(), fact.into()) }
}

impl Need {
    /// A need in somebody's voice.
    ///
    /// ```
    /// use millejours::{FAMILY_VOICE, Intensity, Need};
    /// let told = Need::new("health", Intensity::Light, FAMILY_VOICE);
    /// assert_eq!(told, Need::told("health", Intensity::Light));
    /// let seen = Need::new("health", Intensity::Strong, "midwife");
    /// assert_ne!(seen.voice, FAMILY_VOICE);
    /// ```
    pub fn new(domain: impl Into<String>, intensity: Intensity, voice: impl Into<String>) -> Self {
        Need { domain: domain.into(), intensity, voice: voice.into(), since: None }
    }

    /// A need in the family's own voice.
    pub fn told(domain: impl Into<String>, intensity: Intensity) -> Self {
        Need::new(domain, intensity, FAMILY_VOICE)
    }
}

with! { Need:
    /// Sets since when.
    with_since(since: impl Into<PartialDate>) { |own| own.since = Some(since.into()) }
}

impl Resource {
    /// A strength, by its code.
    pub fn new(code: impl Into<String>) -> Self {
        Resource { code: code.into(), voice: None }
    }
}

with! { Resource:
    /// Sets whose word it is.
    with_voice(voice: impl Into<String>) { |own| own.voice = Some(voice.into()) }
}

impl Relation {
    /// That an adult and a child belong together, by their ids.
    pub fn new(adult: impl Into<String>, child: impl Into<String>) -> Self {
        Relation { adult: adult.into(), child: child.into(), kind: None, authority: None }
    }
}

with! { Relation:
    /// Says what the adult is to the child.
    with_kind(kind: RelationKind) { |own| own.kind = Some(kind) }
    /// Says what authority the adult holds.
    with_authority(authority: Authority) { |own| own.authority = Some(authority) }
}

impl Support {
    /// Help that the family already has, by the id of the offer.
    pub fn new(offer: impl Into<String>) -> Self {
        Support { offer: offer.into(), subject: None, since: None }
    }
}

with! { Support:
    /// Names the member who has it.
    with_subject(id: impl Into<String>) { |own| own.subject = Some(id.into()) }
    /// Sets since when.
    with_since(since: impl Into<PartialDate>) { |own| own.since = Some(since.into()) }
}

with! { GivenFact:
    /// Sets whose word it is.
    with_voice(voice: impl Into<String>) { |own| own.voice = Some(voice.into()) }
    /// Sets the day on which it was so.
    with_as_of(day: NaiveDate) { |own| own.as_of = Some(day) }
}
