//! Referrals and places in a waiting list in words: composed of a dictionary's parts `[referral]` and `[consent]`, and a
//! programme's titles. A family reads where it stands, and that it may say no; a professional every step.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::deadlines::Deadline;
use super::model::{Referral, ReferralStep};
use super::reasons::{Capacity, ReferralReason};
use super::states::{ReferralActor, ReferralState};
use super::waiting::Waiting;
use crate::assessment::Speaker;
use crate::consent::explain::{Told, names};
use crate::consent::{About, Party, PartyKind};
use crate::error::Error;
use crate::programme::{Programme, ReferralTerms};
use crate::words::{Audience, Dictionary, PartName, PartWords, Slot, Symbol};

struct Page<'t> {
    words: PartWords<'t>,
    people: Told<'t>,
    speaker: Option<Speaker<'t>>,
    names: &'t BTreeMap<String, String>,
    referral: &'t Referral,
}

impl Page<'_> {
    fn symbol(&self, symbol: Symbol, slots: &[(&str, Slot<'_>)]) -> String {
        self.words.dictionary.say(self.words.audience, symbol, slots)
    }

    /// The offer's title and the provider's, as far as somebody has words for them.
    fn head(&self) -> String {
        let offer = self.speaker.and_then(|own| own.offer(&self.referral.offer).map(|offer| own.title(offer).0));
        let offer = match offer {
            Some(title) => self.words.dictionary.given(&title),
            None => self.symbol(Symbol::Unnamed, &[]),
        };
        let offer = match self.words.for_family() {
            true => offer,
            false => self
                .symbol(Symbol::Identified, &[("whom", Slot::Own(&offer)), ("id", Slot::Given(&self.referral.offer))]),
        };
        let provider = self.party(&self.referral.provider);
        self.words.say("head", &[("offer", Slot::Own(&offer)), ("provider", Slot::Own(&provider))])
    }

    /// What a party is called: by the caller, by the programme, or by what it is.
    fn party(&self, party: &Party) -> String {
        let title = self.speaker.filter(|_| party.kind() == PartyKind::Provider).and_then(|own| {
            let provider = own.programme.providers().iter().find(|known| known.id == party.id())?;
            own.any(&provider.title).map(|(title, _)| title)
        });
        match title.filter(|_| !self.names.contains_key(&party.to_string())) {
            Some(title) if self.words.for_family() => self.words.dictionary.given(&title),
            Some(title) => {
                self.symbol(Symbol::Identified, &[("whom", Slot::Given(&title)), ("id", Slot::Given(party.id()))])
            }
            None => self.people.party(party),
        }
    }

    fn for_whom(&self) -> Option<String> {
        let about = &self.referral.about;
        (*about != [About::Family]).then(|| {
            let whom = self.people.all(about).join(&self.symbol(Symbol::Between, &[]));
            self.words.with("for_whom", "whom", &whom)
        })
    }

    /// Where it stands, why, and whether there is room.
    fn standing(&self, last: &ReferralStep) -> Vec<String> {
        let by_family = last.state == ReferralState::Cancelled && last.by.is_member() && self.words.for_family();
        let mut said = vec![match by_family {
            true => self.words.plain("state_cancelled_by_family"),
            false => self.words.plain(&format!("state_{}", last.state)),
        }];
        said.extend(last.reason.map(|reason| self.words.plain(&format!("reason_{reason}"))));
        let twice = matches!(
            (last.reason, last.capacity),
            (Some(ReferralReason::NoPlace), Some(Capacity::NoCapacity))
                | (Some(ReferralReason::WaitingList), Some(Capacity::WaitingList))
                | (Some(ReferralReason::AdditionalAssessment), Some(Capacity::AdditionalAssessment))
        );
        let capacity = last.capacity.filter(|_| !twice);
        said.extend(capacity.map(|capacity| self.words.plain(&format!("capacity_{capacity}"))));
        said
    }

    fn deadline(&self, deadline: &Deadline) -> String {
        let reached = if deadline.reached { "_reached" } else { "" };
        self.words.dated(&format!("deadline_{}{reached}", deadline.kind), deadline.day)
    }

    /// A step in a line, for professionals.
    fn step(&self, step: &ReferralStep) -> String {
        let date = self.words.dictionary.dated(self.words.audience, Symbol::Date, step.on);
        let disclosure = step.disclosure.as_ref();
        let parts = [
            Some(self.words.plain(&format!("name_{}", step.state))),
            Some(self.party(&step.by)),
            step.reason.map(|reason| self.words.plain(&format!("reason_{reason}")).trim_end_matches('.').to_owned()),
            disclosure.map(|id| self.words.say("of_disclosure", &[("id", Slot::Given(id))])),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let text = parts.join(&self.symbol(Symbol::Between, &[]));
        format!("  {}", self.symbol(Symbol::Line, &[("title", Slot::Own(&date)), ("text", Slot::Own(&text))]))
    }

    /// The steps that each side may take from here, for professionals.
    fn next(&self, state: ReferralState) -> Vec<String> {
        let sides = [ReferralActor::Family, ReferralActor::Sender, ReferralActor::Provider];
        let line = |actor: ReferralActor| {
            let ahead = ReferralState::ALL.iter().filter(|to| **to != ReferralState::EnteredInError);
            let ahead = ahead.filter(|to| state.who_may(**to).contains(&actor));
            let states: Vec<String> = ahead.map(|to| self.words.plain(&format!("name_{to}"))).collect();
            let states = (!states.is_empty()).then(|| states.join(&self.symbol(Symbol::Between, &[])))?;
            let who = self.words.plain(&format!("actor_{actor}"));
            Some(self.words.say("next", &[("who", Slot::Own(&who)), ("states", Slot::Own(&states))]))
        };
        sides.into_iter().filter_map(line).collect()
    }

    fn page(&self, deadlines: &[Deadline]) -> String {
        let (state, referral) = (self.referral.state(), self.referral);
        let mut page = vec![self.head()];
        page.extend(self.for_whom());
        if !self.words.for_family() {
            page.extend(referral.steps.iter().map(|step| self.step(step)));
        }
        page.extend(referral.steps.last().into_iter().flat_map(|last| self.standing(last)));
        page.extend(deadlines.iter().map(|deadline| self.deadline(deadline)));
        let apart = !referral.sender.is_member() && referral.sender != referral.provider;
        if state.tells_sender() && apart {
            page.push(self.words.plain("feedback"));
        }
        // Whoever said "not now" has just read it.
        if !state.is_end() && state != ReferralState::NotNow {
            page.push(self.words.plain("free"));
        }
        if !self.words.for_family() {
            page.extend(self.next(state));
        }
        page.join("\n")
    }
}

impl Referral {
    /// The referral as it stands on a day, as a page of plain text without a newline at its end.
    ///
    /// A `programme` gives titles, and the terms from which deadlines are counted. `names` say what parties and members are
    /// called, by `provider:pmi`, `child:c1`; whoever has none is called by what they are. A family reads where it stands,
    /// what comes, and that it may stop without a reason; a professional reads every step, and who may take the next.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary lacks the part `[referral]` or `[consent]`; as
    /// [`Programme::deadlines`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Referral, parse_date};
    /// let referral = Referral::from_json(r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"provider:m7",
    ///     "about":["family"],"steps":[{"state":"proposed","on":"2026-06-01","by":"provider:m7"},
    ///     {"state":"not_now","on":"2026-06-02","by":"adult:a1","until":"2026-09-01"}]}"#)?;
    /// let names = [("provider:pmi".to_owned(), "the midwives of Lyon 3".to_owned())].into();
    /// let (on, english) = (parse_date("2026-06-03")?, Dictionary::shipped("en")?);
    /// assert_eq!(referral.to_text(None, &names, on, &english, Audience::Family)?, "\
    /// Help from this programme (the midwives of Lyon 3)
    /// You said not now. That is all right: nothing else changes for you.
    /// Until 1 September 2026 nobody asks you again. You may come back to it on any day.");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(
        &self,
        programme: Option<&Programme>,
        names: &BTreeMap<String, String>,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        let page = Page {
            words: dictionary.part(PartName::Referral, audience)?,
            people: Told::new(names, dictionary, audience)?,
            speaker: programme.map(|programme| Speaker { programme, dictionary, audience }),
            names,
            referral: self,
        };
        let deadlines = match programme {
            Some(programme) => programme.deadlines(self, on)?,
            None => self.deadlines(&ReferralTerms::default(), on),
        };
        Ok(page.page(&deadlines))
    }

    /// The same of a referral in JSON, with names as a JSON object of texts.
    ///
    /// # Errors
    /// As [`Referral::from_json`] and [`Referral::to_text`]; [`Error::Consent`] where the names are none.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Referral, parse_date};
    /// let (on, english) = (parse_date("2026-06-03")?, Dictionary::shipped("en")?);
    /// assert!(Referral::text_json("{}", None, None::<&str>, on, &english, Audience::Family).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn text_json(
        referral: impl AsRef<[u8]>,
        programme: Option<&Programme>,
        names: Option<impl AsRef<[u8]>>,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        Referral::from_json(referral)?.to_text(programme, &self::names(names)?, on, dictionary, audience)
    }
}

impl Waiting {
    /// The place in words, on two lines.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[referral]`.
    pub fn to_text(&self, dictionary: &Dictionary, audience: Audience) -> Result<String, Error> {
        let words = dictionary.part(PartName::Referral, audience)?;
        let place = Slot::Number(i64::try_from(self.place).unwrap_or(i64::MAX));
        Ok(format!(
            "{}\n{}",
            words.say("waiting_place", &[("number", place)]),
            words.dated("waiting_since", self.since)
        ))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use super::super::DeadlineKind;
    use super::*;

    #[test]
    fn every_word_of_a_referral_has_a_sentence_in_every_language_shipped() {
        let mut keys: Vec<String> = Vec::new();
        keys.extend(ReferralState::ALL.iter().map(|own| format!("state_{own}")));
        keys.extend(ReferralReason::ALL.iter().map(|own| format!("reason_{own}")));
        keys.extend(Capacity::ALL.iter().map(|own| format!("capacity_{own}")));
        let deadlines = DeadlineKind::ALL.iter();
        keys.extend(deadlines.flat_map(|own| [format!("deadline_{own}"), format!("deadline_{own}_reached")]));
        let mut more = ReferralState::ALL.iter().map(|own| format!("name_{own}")).collect::<Vec<_>>();
        more.extend(ReferralActor::ALL.iter().map(|own| format!("actor_{own}")));
        for tag in Dictionary::SHIPPED {
            let dictionary = Dictionary::shipped(tag).unwrap();
            for (audience, more) in [(Audience::Family, &[][..]), (Audience::Professional, &more[..])] {
                let words = dictionary.part(PartName::Referral, audience).unwrap();
                let absent: Vec<&String> = keys.iter().chain(more).filter(|key| !words.knows(key)).collect();
                assert!(absent.is_empty(), "{tag} {audience}: {absent:?}");
            }
        }
    }

    #[test]
    fn a_place_in_a_list_is_told() {
        let since = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let second = Waiting { place: 2, referral: "r7".to_owned(), since };
        for tag in Dictionary::SHIPPED {
            let dictionary = Dictionary::shipped(tag).unwrap();
            for audience in [Audience::Family, Audience::Professional] {
                let said = second.to_text(&dictionary, audience).unwrap();
                assert!(said.contains('2') && said.contains("2026") && !said.contains("r7"), "{said}");
            }
        }
    }
}
