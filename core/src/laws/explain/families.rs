//! Families that show something, in words: what is told of them, and what the programme says to them.

use std::collections::BTreeMap;

use super::Told;
use super::terms::word;
use crate::assessment::{OfferAnswer, Part, dotted};
use crate::family::{FAMILY_VOICE, Family, GivenFact};
use crate::programme::Cost;
use crate::vocabulary::Subject;
use crate::words::Slot;

/// A member by kind and place in the list; the family is the first of its kind.
type Whose = (Subject, usize);

/// What is told of a family, one thing at a time; of a member of whom nothing is told, that there is one.
pub(super) struct Portrait {
    members: Vec<(Whose, String)>,
    said: Vec<(Whose, String)>,
}

impl Told<'_> {
    pub(super) fn portrait(&self, family: &Family) -> Portrait {
        let (mut members, mut said) = (Vec::new(), Vec::new());
        let whole = (Subject::Family, 0);
        if let Some(territory) = &family.territory {
            said.push((whole, self.is(&self.name(Subject::Family, "territory"), &self.code(territory))));
        }
        let resources: Vec<String> = family.resources.iter().map(|own| own.code.clone()).collect();
        let lists = [
            ("territories", family.other_territories.as_deref().unwrap_or_default()),
            ("languages", family.languages.as_deref().unwrap_or_default()),
            ("resources", resources.as_slice()),
        ];
        for (own, codes) in lists.into_iter().filter(|(_, codes)| !codes.is_empty()) {
            let codes: Vec<String> = codes.iter().map(|code| self.code(code)).collect();
            said.push((whole, self.is(&self.name(Subject::Family, own), &self.joined(&codes, "comma"))));
        }
        for need in &family.needs {
            let voice = if need.voice == FAMILY_VOICE { "needs" } else { "observed" };
            let own = format!("{voice}.{}", need.domain);
            let value = self.text(Subject::Family, &own, need.intensity.as_str());
            said.push((whole, self.is(&self.name(Subject::Family, &own), &value)));
        }
        self.facts(whole, &family.facts, &mut said);
        for (place, child) in family.children.iter().enumerate() {
            let whose = (Subject::Child, place);
            members.push((whose, self.called(family, whose)));
            for (own, date) in [("born", &child.born), ("arrived", &child.arrived)] {
                let said_of = |date| self.is(&self.name(Subject::Child, own), &self.date(date));
                said.extend(date.as_ref().map(|date| (whose, said_of(date))));
            }
            self.facts(whose, &child.facts, &mut said);
        }
        for (place, adult) in family.adults.iter().enumerate() {
            let whose = (Subject::Adult, place);
            members.push((whose, self.called(family, whose)));
            if let Some(born) = &adult.born {
                said.push((whose, self.is(&self.name(Subject::Adult, "born"), &self.date(born))));
            }
            if let Some(lives) = adult.lives_here {
                let value = self.text(Subject::Adult, "lives_here", lives.as_str());
                said.push((whose, self.is(&self.name(Subject::Adult, "lives_here"), &value)));
            }
            self.facts(whose, &adult.facts, &mut said);
        }
        for (place, pregnancy) in family.pregnancies.iter().enumerate() {
            let whose = (Subject::Pregnancy, place);
            members.push((whose, self.called(family, whose)));
            if let Some(expected) = &pregnancy.expected {
                said.push((whose, self.is(&self.name(Subject::Pregnancy, "expected"), &self.date(expected))));
            }
            self.facts(whose, &pregnancy.facts, &mut said);
        }
        Portrait { members, said }
    }

    fn facts(&self, (subject, place): Whose, facts: &BTreeMap<String, GivenFact>, said: &mut Vec<(Whose, String)>) {
        for (own, given) in facts {
            let value = self.value(subject, own, &given.value);
            said.push(((subject, place), self.is(&self.name(subject, own), &value)));
        }
    }

    /// What a member is called in a family: `the child` where there is one alone, else `a child`, `another child`.
    fn called(&self, family: &Family, (subject, place): Whose) -> String {
        let expected = |index: usize| {
            let child = family.children.get(index);
            subject == Subject::Child && child.is_some_and(|own| own.born.is_none() && own.pregnancy.is_some())
        };
        let all = match subject {
            Subject::Family => 1,
            Subject::Adult => family.adults.len(),
            Subject::Child => family.children.len(),
            Subject::Pregnancy => family.pregnancies.len(),
        };
        let before = (0..place).filter(|index| expected(*index) == expected(place)).count();
        if all == 1 && !expected(place) {
            return self.say(&format!("this_{subject}"), &[]);
        }
        let whom = self.say(&word(subject, expected(place), before > 0, false), &[]);
        match before > 1 {
            true => {
                let place = self.number(before + 1);
                self.say("whom_number", &[("whom", Slot::Own(&whom)), ("place", Slot::Own(&place))])
            }
            false => whom,
        }
    }

    /// A portrait in words: of everything, or of what `chosen` lets through.
    pub(super) fn shown(&self, portrait: &Portrait, chosen: impl Fn(Whose, Option<&str>) -> bool) -> String {
        let of = |whose: Whose| {
            let said = portrait.said.iter().filter(move |(own, _)| *own == whose);
            said.filter(|(own, text)| chosen(*own, Some(text))).map(|(_, text)| text.clone()).collect::<Vec<_>>()
        };
        let mut parts = of((Subject::Family, 0));
        for (whose, name) in &portrait.members {
            let said = of(*whose);
            if !said.is_empty() {
                let terms = self.joined(&said, "comma");
                parts.push(self.say("of_whom", &[("whom", Slot::Own(name)), ("terms", Slot::Own(&terms))]));
            } else if chosen(*whose, None) {
                parts.push(name.clone());
            }
        }
        match parts.is_empty() {
            true => self.say("nothing_told", &[]),
            false => self.joined(&parts, "semicolon"),
        }
    }

    /// The whole of a family.
    pub(super) fn family(&self, family: &Family) -> String {
        self.shown(&self.portrait(family), |_, _| true)
    }

    /// What two families have in common, and what each has of its own.
    pub(super) fn pair(&self, one: &Family, two: &Family) -> (String, [String; 2]) {
        let portraits = [self.portrait(one), self.portrait(two)];
        let [first, second] = &portraits;
        let has = |portrait: &Portrait, whose: Whose, text: Option<&str>| match text {
            Some(text) => portrait.said.iter().any(|(own, said)| *own == whose && said == text),
            None => portrait.members.iter().any(|(own, _)| *own == whose),
        };
        let common = self.shown(first, |whose, text| has(second, whose, text));
        let own = |portrait: &Portrait, other: &Portrait| self.shown(portrait, |whose, text| !has(other, whose, text));
        (common, [own(first, second), own(second, first)])
    }

    /// What the programme says of an offer: the decision, how much, and what it costs.
    pub(super) fn answer(&self, answer: &OfferAnswer) -> String {
        let Some(offer) = self.speaker.offer(&answer.offer) else { return self.say("no_such_offer", &[]) };
        let decision = self.speaker.decision(&answer.decision, offer);
        let amount = answer.dose.as_ref().and_then(|dose| self.speaker.amount(dose));
        let open = !answer.decision.is_no();
        let cost = (open && offer.cost != Cost::Free).then(|| self.speaker.cost(&offer.cost));
        dotted(
            [Some(&decision), amount.as_ref(), cost.as_ref()].into_iter().flatten().map(|own| Part::Own(own)).collect(),
        )
    }
}
