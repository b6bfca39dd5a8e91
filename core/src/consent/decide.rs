//! May a recipient see something? Unknown is no yes; the protective answer wins.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::decision::{
    ConsentAnswer, ConsentAsk, ConsentDecision, ConsentOthers, ConsentPart, ConsentReason, ConsentReasonCode,
};
use super::hidden::Hidden;
use super::holders::{Holders, adult, child_of_age, comes_of_age, expected_of};
use super::view::{Reader, view};
use super::will::{Question, Setting, Will, Wish, earlier};
use super::{About, Concerned, ConsentRules, Consents, Gives, MinorParent, Needs, Party, PartyKind, Request};
use crate::family::{Child, Family};
use crate::gather;
use crate::truth::Truth;
use crate::vocabulary::{Category, Facts, Subject};

/// What is found out about one part, before it is written.
#[derive(Clone)]
pub(super) struct Verdict {
    pub(super) answer: ConsentAnswer,
    pub(super) reasons: Vec<ConsentReason>,
    pub(super) ask: Vec<(Party, BTreeSet<Gives>)>,
    pub(super) until: Option<NaiveDate>,
}

impl Verdict {
    pub(super) fn permit(reasons: Vec<ConsentReason>, until: Option<NaiveDate>) -> Self {
        Verdict { answer: ConsentAnswer::Permit, reasons, ask: Vec::new(), until }
    }

    pub(super) fn deny(reasons: Vec<ConsentReason>) -> Self {
        Verdict { answer: ConsentAnswer::Deny, reasons, ask: Vec::new(), until: None }
    }

    pub(super) fn ask(reasons: Vec<ConsentReason>, ask: Vec<(Party, BTreeSet<Gives>)>) -> Self {
        Verdict { answer: ConsentAnswer::Ask, reasons, ask, until: None }
    }

    fn because(mut self, code: ConsentReasonCode) -> Self {
        self.reasons.push(ConsentReason::of(code));
        self
    }
}

impl Consents {
    /// May a recipient see what is asked for, on a day? `facts` are those of the discloser's vocabulary: they say of which
    /// category each fact is.
    ///
    /// Both a release from secrecy and a ground for processing are needed, from everybody who must agree by the country's
    /// rules. Without rules nothing but an adult's own is permitted. The guide [`docs::consent`](crate::docs::consent)
    /// tells who must agree.
    ///
    /// # Examples
    ///
    /// ## One permits
    ///
    /// ```
    /// use millejours::{About, Act, Category, ConsentAnswer, ConsentRules, Consents, Facts, Family, Party, Purpose, Request, parse_date};
    /// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}"#)?;
    /// let consents = Consents::from_json(r#"{"schema": 1, "consents": [{"id": "g1", "giver": "adult:a1",
    ///     "gives": ["release", "processing"], "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"],
    ///     "about": ["adult[a1]"], "act": "ordinary", "from": "2026-06-01", "status": "given", "since": "2026-06-01"}]}"#)?;
    /// let request = Request::new(
    ///     Party::parse("provider:pmi").unwrap(), Purpose::Referral, Act::Ordinary, [Category::Birth], [About::Adult("a1".to_owned())],
    /// );
    /// let (rules, on) = (ConsentRules::shipped("FR")?, parse_date("2026-06-01")?);
    /// let decision = consents.decide(&family, &Facts::new(), Some(&rules), &request, on);
    /// assert_eq!(decision.answer(), ConsentAnswer::Permit);
    ///
    /// // One refuses: nobody was asked on the day before.
    /// let before = consents.decide(&family, &Facts::new(), Some(&rules), &request, parse_date("2026-05-31")?);
    /// assert_eq!(before.answer(), ConsentAnswer::Ask);
    /// assert_eq!(before.parts()[0].reasons[0].code.as_str(), "not_yet_valid");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn decide(
        &self,
        family: &Family,
        facts: &Facts,
        rules: Option<&ConsentRules>,
        request: &Request,
        on: NaiveDate,
    ) -> ConsentDecision {
        let hidden = Hidden::from(family, self, &request.recipient);
        let member = request.recipient.is_member();
        let mut parts = Vec::new();
        for about in asked_about(family, &hidden, request) {
            for category in request.categories.iter().copied() {
                let asked = Question { about: &about, category };
                let setting = rules.map(|rules| Setting { family, consents: self, rules, request, on });
                let verdict = match listed(family, &hidden, &about) {
                    false => unlisted(unsaid(rules)),
                    true => super::own::own(family, rules, request, asked, on).unwrap_or_else(|| match setting {
                        None => unlisted(ConsentReasonCode::NoCountryRules),
                        Some(setting) if member => super::own::told(setting.part(asked)),
                        Some(setting) => setting.lawful(asked, setting.part(asked)),
                    }),
                };
                parts.push(written(self, asked, verdict));
            }
        }
        let mut others = Vec::new();
        if request.about == Concerned::Everyone {
            named_alone(&mut parts, family, &request.recipient);
            others = of_others(request, unsaid(rules));
        }
        if let Some(rules) = rules {
            until_of_age(family, rules, &hidden, on, &mut parts);
        }
        let mut decision = ConsentDecision {
            on,
            recipient: request.recipient.clone(),
            purpose: request.purpose,
            offer: request.offer.clone(),
            parts,
            others,
            kept: gather::set(self.kept_from(&request.recipient).cloned()),
            noes: self.noes_to(&request.recipient, request.purpose),
            shown: Arc::default(),
        };
        let reader = Reader { facts, hidden: &hidden, shows: &decision.shows(), member };
        decision.shown = Arc::new(view(family, &reader));
        decision
    }
}

/// What others decide for a child ends when it is of age. That day is told where its birth is, which it would betray; where
/// that is not seen, each day is decided anew.
fn until_of_age(family: &Family, rules: &ConsentRules, hidden: &Hidden, on: NaiveDate, parts: &mut [ConsentPart]) {
    for child in &family.children {
        let about = About::Child(child.id.clone());
        let permitted = |part: &ConsentPart| part.about == about && part.decision == ConsentAnswer::Permit;
        let told = parts.iter().any(|part| permitted(part) && part.category == Category::Birth)
            && !hidden.fact(&format!("{about}.born"));
        let day = match comes_of_age(child, rules).filter(|_| told) {
            Some(day) => Some(day).filter(|day| on < *day),
            None => on.succ_opt(),
        };
        for part in parts.iter_mut().filter(|part| permitted(part)) {
            part.until = earlier(part.until, day);
        }
    }
}

/// Of everyone, those are named whom the recipient may know of: the family, themself, and of whom they may see something.
fn named_alone(parts: &mut Vec<ConsentPart>, family: &Family, recipient: &Party) {
    let permits = |part: &&ConsentPart| part.decision == ConsentAnswer::Permit;
    let mut named: BTreeSet<About> = gather::set(parts.iter().filter(permits).map(|part| part.about.clone()));
    named.insert(About::Family);
    named.extend(everyone(family).filter(|about| recipient.is(about)));
    parts.retain(|part| named.contains(&part.about));
}

/// The answer about all others, by their kind: the same whether there are any or none.
fn of_others(request: &Request, code: ConsentReasonCode) -> Vec<ConsentOthers> {
    let kinds = [Subject::Adult, Subject::Child, Subject::Pregnancy];
    let of = |about| {
        request.categories.iter().map(move |category| ConsentOthers {
            about,
            category: *category,
            decision: ConsentAnswer::Ask,
            reasons: vec![ConsentReason::of(code)],
            ask: vec![ConsentAsk::SeekAdvice],
        })
    };
    kinds.into_iter().flat_map(of).collect()
}

/// What is said of somebody of whom nothing is.
fn unsaid(rules: Option<&ConsentRules>) -> ConsentReasonCode {
    match rules {
        Some(_) => ConsentReasonCode::NoConsent,
        None => ConsentReasonCode::NoCountryRules,
    }
}

/// Nobody of this name is there for the reader: nothing more is said.
fn unlisted(code: ConsentReasonCode) -> Verdict {
    Verdict::ask(vec![ConsentReason::of(code)], Vec::new())
}

/// Whom a request is about, in order. Of everyone, the members who are kept from the recipient are not looked at.
fn asked_about(family: &Family, hidden: &Hidden, request: &Request) -> BTreeSet<About> {
    match &request.about {
        Concerned::These(these) => these.clone(),
        Concerned::Everyone => gather::set(everyone(family).filter(|about| !hidden.member(about))),
    }
}

/// The family and every member.
pub(super) fn everyone(family: &Family) -> impl Iterator<Item = About> + '_ {
    let adults = family.adults.iter().map(|own| About::Adult(own.id.clone()));
    let children = family.children.iter().map(|own| About::Child(own.id.clone()));
    let pregnancies = family.pregnancies.iter().map(|own| About::Pregnancy(own.id.clone()));
    std::iter::once(About::Family).chain(adults).chain(children).chain(pregnancies)
}

fn listed(family: &Family, hidden: &Hidden, about: &About) -> bool {
    everyone(family).any(|own| own == *about) && !hidden.member(about)
}

/// The part as it is written: reasons and questions in order, each once; nobody is asked from whom it is kept.
fn written(consents: &Consents, asked: Question<'_>, verdict: Verdict) -> ConsentPart {
    let mut reasons: BTreeSet<ConsentReason> = gather::set(verdict.reasons.into_iter());
    let mut ask: BTreeSet<ConsentAsk> = BTreeSet::new();
    if verdict.answer == ConsentAnswer::Ask {
        for (whom, gives) in verdict.ask {
            if super::hidden::keeps_from(consents, &whom) {
                reasons.insert(ConsentReason::of(ConsentReasonCode::KeptFrom));
                ask.insert(ConsentAsk::SeekAdvice);
            } else {
                ask.insert(ConsentAsk::Whom { whom, gives });
            }
        }
        if ask.is_empty() {
            ask.insert(ConsentAsk::SeekAdvice);
        }
    }
    ConsentPart {
        about: asked.about.clone(),
        category: asked.category,
        decision: verdict.answer,
        reasons: reasons.into_iter().collect(),
        ask: ask.into_iter().collect(),
        until: verdict.until.filter(|_| verdict.answer == ConsentAnswer::Permit),
    }
}

impl<'a> Setting<'a> {
    /// What consents say of one part.
    pub(super) fn part(self, asked: Question<'a>) -> Verdict {
        let child = |id: &String| self.family.children.iter().find(|own| own.id == *id);
        let mut found = match asked.about {
            About::Family => self.of_family(asked),
            About::Adult(id) => self.of_adult(id, asked),
            About::Pregnancy(id) => {
                let carrier = self.family.pregnancies.iter().find(|own| own.id == *id);
                self.of_carrier(carrier.and_then(|own| own.carried_by.as_deref()), asked)
            }
            About::Child(id) => match child(id) {
                Some(child) => self.of_child(child, asked),
                None => unlisted(ConsentReasonCode::NoConsent),
            },
        };
        if found.answer != ConsentAnswer::Permit {
            found.reasons.extend(self.for_other_purposes(asked));
        }
        found
    }

    /// What needs one person alone.
    fn alone(self, giver: &Party, asked: Question<'a>) -> Verdict {
        let Will { wish, reasons, missing, until, .. } = self.will(giver, asked);
        match wish {
            Wish::Yes => Verdict::permit(reasons, until),
            Wish::No => Verdict::deny(reasons),
            Wish::Later | Wish::Silent => Verdict::ask(reasons, vec![(giver.clone(), missing)]),
        }
    }

    /// An adult's own things need that adult alone.
    fn of_adult(self, id: &str, asked: Question<'a>) -> Verdict {
        let own = self.family.adults.iter().find(|own| own.id == id);
        let Some((own, party)) = own.zip(adult(id)) else { return unlisted(ConsentReasonCode::NoConsent) };
        let grown = self.alone(&party, asked);
        let minor = match (self.rules.minor_parent().0, grown.answer) {
            (MinorParent::Alone, _) | (_, ConsentAnswer::Deny) => grown.clone(),
            _ => Verdict::ask(grown.reasons.clone(), Vec::new()).because(ConsentReasonCode::MinorParent),
        };
        let found = match self.age(own, asked) {
            Truth::Yes => grown,
            Truth::No => minor,
            Truth::Unknown if grown.answer == minor.answer && grown.answer != ConsentAnswer::Ask => grown,
            Truth::Unknown if self.rules.minor_parent().0 == MinorParent::Alone => grown,
            Truth::Unknown => Verdict { answer: ConsentAnswer::Ask, ..grown }.because(ConsentReasonCode::AgeUnknown),
        };
        self.naming_others(found, asked, std::slice::from_ref(&party), &[])
    }

    /// A pregnancy, and the child expected of it, are the carrier's.
    fn of_carrier(self, carrier: Option<&str>, asked: Question<'a>) -> Verdict {
        match carrier {
            Some(id) => self.of_adult(id, asked),
            None => {
                let unknown = Verdict::ask(Vec::new(), Vec::new()).because(ConsentReasonCode::AuthorityUnknown);
                self.naming_others(unknown, asked, &[], &[])
            }
        }
    }

    fn of_child(self, child: &Child, asked: Question<'a>) -> Verdict {
        if let Some(own) = expected_of(self.family, child) {
            return self.of_carrier(own.carried_by.as_deref(), asked);
        }
        match child_of_age(child, self.rules, self.on) {
            Truth::No => self.by_holders(child, asked),
            Truth::Yes => self.by_itself(child, asked),
            Truth::Unknown => {
                let (before, after) = (self.by_holders(child, asked), self.by_itself(child, asked));
                if before.answer == after.answer && before.answer != ConsentAnswer::Ask {
                    return before;
                }
                let mut reasons = before.reasons;
                reasons.extend(after.reasons);
                Verdict::ask(reasons, Vec::new()).because(ConsentReasonCode::AgeUnknown)
            }
        }
    }

    /// A child of age speaks for itself: what its parents said holds no longer.
    fn by_itself(self, child: &Child, asked: Question<'a>) -> Verdict {
        let Some(party) = Party::new(PartyKind::Child, child.id.clone()) else {
            return unlisted(ConsentReasonCode::NoConsent);
        };
        let mut found = self.alone(&party, asked);
        let others = self.speaking(asked).filter(|own| own.terms.giver != party);
        found.reasons.extend(others.map(|own| ConsentReason::consent(ConsentReasonCode::OfAgeChild, &own.id)));
        found
    }

    fn by_holders(self, child: &Child, asked: Question<'a>) -> Verdict {
        let holders = self.holders_of(child, asked);
        let found = self.agreed(&holders, Subject::Child, asked);
        let entitled: Vec<Party> =
            holders.certain.iter().chain(holders.perhaps.iter().map(|(party, _)| party)).cloned().collect();
        self.naming_others(found, asked, &entitled, &holders.suspended)
    }

    fn of_family(self, asked: Question<'a>) -> Verdict {
        let speakers = self.speakers(asked);
        let found = self.agreed(&speakers, Subject::Family, asked);
        let entitled: Vec<Party> = self.family.adults.iter().filter_map(|own| adult(&own.id)).collect();
        self.naming_others(found, asked, &entitled, &[])
    }

    /// Names the consents of those who are not entitled: they count for nothing.
    fn naming_others(
        self,
        mut found: Verdict,
        asked: Question<'a>,
        entitled: &[Party],
        suspended: &[Party],
    ) -> Verdict {
        for own in self.speaking(asked).filter(|own| !entitled.contains(&own.terms.giver)) {
            let code = match suspended.contains(&own.terms.giver) {
                true => ConsentReasonCode::AuthoritySuspended,
                false => ConsentReasonCode::NotEntitled,
            };
            found.reasons.push(ConsentReason::consent(code, &own.id));
        }
        found
    }

    /// What those who decide together have said, by the country's rule.
    fn agreed(self, holders: &Holders, about: Subject, asked: Question<'a>) -> Verdict {
        let rule = self.rules.rule(about, self.request.act);
        let (needs, article) = match (rule, about) {
            // No country is known to let one speak for all: every adult says it in their own words, and silence is no yes.
            (None, Subject::Family) => (Needs::All, None),
            (None, _) => return unlisted(ConsentReasonCode::NoCountryRules),
            (Some(rule), _) if rule.needs == Needs::Ask => (Needs::Ask, Some(&rule.article)),
            (Some(rule), _) if !rule.article.checked => (Needs::All, Some(&rule.article)),
            (Some(rule), _) => (rule.needs, Some(&rule.article)),
        };
        let unchecked = article.is_some_and(|article| !article.checked);
        let wills: Vec<(&Party, Will)> = holders.certain.iter().map(|own| (own, self.will(own, asked))).collect();
        let others: Vec<(&Party, Will)> = holders.perhaps.iter().map(|(own, _)| (own, self.will(own, asked))).collect();
        let said = |code| match article {
            Some(article) => ConsentReason::article(code, &article.article),
            None => ConsentReason::of(code),
        };
        let granted = || {
            let yes = wills.iter().filter(|(_, will)| will.wish == Wish::Yes);
            let reasons: Vec<ConsentReason> = yes.clone().flat_map(|(_, will)| will.reasons.clone()).collect();
            (reasons, yes.fold(None, |until, (_, will)| earlier(until, will.until)))
        };
        let somebody = wills.iter().any(|(_, will)| will.wish == Wish::Yes);
        let objects = |wish: Wish| match needs {
            // Who does not wish to answer now has not agreed either: nothing is presumed of them.
            Needs::Presumed if somebody => matches!(wish, Wish::No | Wish::Later),
            _ => wish == Wish::No,
        };
        let against = wills.iter().chain(&others).filter(|(_, will)| objects(will.wish));
        let objecting: Vec<ConsentReason> = against.flat_map(|(_, will)| will.reasons.clone()).collect();
        let open = !others.is_empty() || holders.unlisted;
        let alone = needs == Needs::Alone && somebody;
        if !objecting.is_empty() && !alone {
            let mut found = Verdict::deny(objecting);
            if somebody || others.iter().any(|(_, will)| will.wish == Wish::Yes) {
                found.reasons.extend(granted().0);
                found = found.because(ConsentReasonCode::Disagreement);
            }
            return found;
        }
        let everybody = wills.iter().all(|(_, will)| will.wish == Wish::Yes);
        // A no that is kept from the recipient is not told, and nothing is presumed against it.
        let unspoken = wills.iter().chain(&others).any(|(_, will)| will.unspoken);
        let code = match needs {
            Needs::Presumed if unspoken => None,
            Needs::Alone if somebody => Some(ConsentReasonCode::Authority),
            Needs::Presumed if somebody && (open || !everybody) => Some(ConsentReasonCode::Presumed),
            Needs::Presumed if somebody => Some(ConsentReasonCode::Authority),
            Needs::All if somebody && everybody && !open => Some(ConsentReasonCode::AllAgreed),
            _ => None,
        };
        if let Some(code) = code {
            let (mut reasons, until) = granted();
            reasons.push(said(code));
            return Verdict::permit(reasons, until);
        }
        let mut found = Verdict::ask(Vec::new(), Vec::new());
        for (party, will) in wills.into_iter().chain(others) {
            if will.wish != Wish::Yes {
                found.ask.push((party.clone(), will.missing));
            }
            found.reasons.extend(will.reasons);
        }
        // Whoever may hold authority matters where it is not enough that one who does has agreed.
        if needs == Needs::All || holders.certain.is_empty() {
            found.reasons.extend(holders.perhaps.iter().map(|(_, code)| ConsentReason::of(*code)));
            if holders.unlisted {
                found = found.because(ConsentReasonCode::HolderUnlisted);
            }
        }
        if holders.certain.is_empty() && holders.perhaps.is_empty() && !holders.unlisted {
            found = found.because(ConsentReasonCode::AuthorityUnknown);
        }
        if rule.is_none() {
            found = found.because(ConsentReasonCode::NoCountryRules);
        }
        if unchecked {
            found.reasons.push(said(ConsentReasonCode::RuleNotChecked));
        }
        found
    }
}
