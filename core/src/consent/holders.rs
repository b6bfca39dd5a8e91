//! Who is entitled to decide: by authority, age and the country's rules.

use chrono::NaiveDate;

use super::decision::ConsentReasonCode;
use super::will::{Question, Setting};
use super::{ConsentRules, MinorParent, Party, PartyKind};
use crate::calendar::{PartialDate, Unit, date_of, day_of};
use crate::family::{Adult, Authority, Child, Complete, Family, Outcome, Pregnancy};
use crate::truth::Truth;

/// Who decides for a child, or for the family.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// They decide.
    pub(super) certain: Vec<Party>,
    /// They may be among those who decide; and what is not known.
    pub(super) perhaps: Vec<(Party, ConsentReasonCode)>,
    /// Somebody whom nobody listed may be.
    pub(super) unlisted: bool,
    /// Among them is one who decides alone.
    pub(super) sole: bool,
    /// They hold authority without exercising it.
    pub(super) suspended: Vec<Party>,
}

/// Is somebody of age on a day?
pub(super) fn of_age(born: Option<PartialDate>, majority: i64, on: NaiveDate) -> Truth {
    let Some(born) = born else { return Truth::Unknown };
    let (first, last) = born.days();
    let has = |from| Unit::Years.between(from, day_of(on)) >= majority;
    match (has(first), has(last)) {
        (true, true) => Truth::Yes,
        (false, false) => Truth::No,
        _ => Truth::Unknown,
    }
}

/// The first day on which a child may be of age.
pub(super) fn comes_of_age(child: &Child, rules: &ConsentRules) -> Option<NaiveDate> {
    child.born.map(|born| date_of(Unit::Years.reached(born.days().0, rules.majority())))
}

/// Is a child of age? One without a date of birth is below 18.
pub(super) fn child_of_age(child: &Child, rules: &ConsentRules, on: NaiveDate) -> Truth {
    match child.born {
        Some(_) => of_age(child.born, rules.majority(), on),
        None => Truth::No,
    }
}

/// The pregnancy that a child is expected of: no birth of it is recorded.
pub(crate) fn expected_of<'f>(family: &'f Family, child: &Child) -> Option<&'f Pregnancy> {
    let own = family.pregnancies.iter().find(|own| Some(&own.id) == child.pregnancy.as_ref())?;
    (child.born.is_none() && child.arrived.is_none() && own.outcome != Some(Outcome::Birth)).then_some(own)
}

/// An adult of the family as a party.
pub(super) fn adult(id: &str) -> Option<Party> {
    Party::new(PartyKind::Adult, id)
}

/// The authority that a family's document gives an adult over a child.
pub(super) fn authority(family: &Family, adult: &str, child: &str) -> Option<Authority> {
    let relation = family.relations.iter().find(|own| own.adult == adult && own.child == child)?;
    relation.authority
}

impl<'a> Setting<'a> {
    /// Is an adult of age? By the date of birth; where that does not tell, by what their consents show.
    pub(super) fn age(self, adult: &Adult, asked: Question<'a>) -> Truth {
        match of_age(adult.born, self.rules.majority(), self.on) {
            Truth::Unknown => match super::holders::adult(&adult.id) {
                Some(party) => self.shown_age(&party, asked),
                None => Truth::Unknown,
            },
            known => known,
        }
    }

    /// Who holds authority for a child.
    pub(super) fn holders_of(self, child: &Child, asked: Question<'a>) -> Holders {
        let mut found = Holders::default();
        for own in &self.family.adults {
            let Some(party) = adult(&own.id) else { continue };
            let (of_age, minor) = (self.age(own, asked), self.rules.minor_parent().0);
            let authority = authority(self.family, &own.id, &child.id);
            match (authority, of_age, minor) {
                (Some(Authority::None), ..) | (_, Truth::No, MinorParent::None) => {}
                (Some(Authority::Suspended), ..) => found.suspended.push(party),
                (None, ..) => found.perhaps.push((party, ConsentReasonCode::AuthorityUnknown)),
                (Some(authority), Truth::Yes, _) | (Some(authority), _, MinorParent::Alone) => {
                    found.sole |= authority == Authority::Sole;
                    found.certain.push(party);
                }
                (_, Truth::No, MinorParent::Ask) => found.perhaps.push((party, ConsentReasonCode::MinorParent)),
                (_, Truth::Unknown, _) => found.perhaps.push((party, ConsentReasonCode::AgeUnknown)),
            }
        }
        if found.sole {
            // Where one holds authority alone, nobody of whom nothing is said does.
            found.perhaps.retain(|(_, why)| *why != ConsentReasonCode::AuthorityUnknown);
        } else {
            found.unlisted = self.is_open();
        }
        found
    }

    /// Who speaks for the family as a whole: its adults of full age.
    pub(super) fn speakers(self, asked: Question<'a>) -> Holders {
        let mut found = Holders { unlisted: self.is_open(), ..Holders::default() };
        for own in &self.family.adults {
            let Some(party) = adult(&own.id) else { continue };
            match (self.age(own, asked), self.rules.minor_parent().0) {
                (Truth::Yes, _) | (_, MinorParent::Alone) => found.certain.push(party),
                (Truth::No, MinorParent::None | MinorParent::Ask) => {
                    found.perhaps.push((party, ConsentReasonCode::MinorParent));
                }
                (Truth::Unknown, _) => found.perhaps.push((party, ConsentReasonCode::AgeUnknown)),
            }
        }
        found
    }

    /// May somebody be missing from the adults? A member of the family is never told that the list is whole.
    fn is_open(self) -> bool {
        !self.family.complete.contains(&Complete::Adults) || self.request.recipient.is_member()
    }
}
