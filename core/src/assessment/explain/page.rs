//! The whole as a page: short for a family, complete for a professional.

use super::speak::{Part, dotted};
use super::{ExplainedOffer, ExplainedQuestion, Teller};
use crate::assessment::{Decision, Then};
use crate::calendar::{Day, day_of};
use crate::gather;
use crate::programme::{Cost, Duty, Offer};
use crate::words::{Slot, Symbol};

/// How many of the steps to come, of those past, and of the questions, a family's page shows.
const FIRST: usize = 3;
/// How many titles stand in one line.
const TITLES: usize = 6;

/// An answer beside its offer.
type Entry<'e> = (&'e ExplainedOffer, &'e Offer);

/// How many offers under one heading share a reason before it stands above them, where others do not.
const SHARING: usize = 3;

fn has_all((answer, _): &Entry<'_>, reasons: &[String]) -> bool {
    reasons.iter().all(|reason| answer.reasons.contains(reason))
}

/// How many offers are among the answers.
fn offers_of<'e>(entries: impl Iterator<Item = &'e Entry<'e>>) -> usize {
    gather::set(entries.map(|(answer, _)| &*answer.offer)).len()
}

/// The reasons that stand once, above those that have them: those of all of several offers, else the one that most have, at
/// least [`SHARING`], with what all of these share beside it.
fn shared(entries: &[Entry<'_>]) -> Vec<String> {
    let all = offers_of(entries.iter());
    let mut best: Option<(usize, &String)> = None;
    for reason in entries.iter().flat_map(|(answer, _)| &answer.reasons) {
        let having = offers_of(entries.iter().filter(|(answer, _)| answer.reasons.contains(reason)));
        if best.is_none_or(|(most, _)| having > most) {
            best = Some((having, reason));
        }
    }
    let Some((having, most)) = best else { return Vec::new() };
    if having < 2 || (having < all && (having < SHARING || having * 2 <= all)) {
        return Vec::new();
    }
    let alike: Vec<&Entry<'_>> = entries.iter().filter(|(answer, _)| answer.reasons.contains(most)).collect();
    let Some((first, others)) = alike.split_first() else { return Vec::new() };
    let by_all = |reason: &&String| others.iter().all(|(answer, _)| answer.reasons.contains(reason));
    first.0.reasons.iter().filter(by_all).cloned().collect()
}

/// By how far away their days are.
fn nearest_first(mut days: Vec<(Day, Entry<'_>)>) -> Vec<Entry<'_>> {
    gather::sort_by(&mut days, |(one, _), (two, _)| one.cmp(two));
    days.into_iter().map(|(_, entry)| entry).collect()
}

/// Answers about one offer that say the same of several members.
struct Group<'e> {
    first: Entry<'e>,
    members: Vec<&'e str>,
    said: String,
}

impl<'t> Teller<'t> {
    pub(super) fn family_page(
        &self,
        response: &str,
        offers: &[ExplainedOffer],
        questions: &[ExplainedQuestion],
    ) -> String {
        let entries: Vec<Entry<'_>> =
            offers.iter().filter_map(|own| self.offer(&own.offer).map(|offer| (own, offer))).collect();
        let mut page = Vec::new();
        page.extend(self.any(self.programme.title()).map(|(title, _)| self.dictionary.given(&title)));
        page.push(response.to_owned());
        page.extend(self.now(&entries));
        page.extend(self.later(&entries));
        page.extend(self.open(&entries));
        page.extend(self.asked(questions));
        page.extend(self.earlier(&entries));
        page.extend(self.not(&entries));
        page.extend(self.providers(Some(&entries)));
        page.join("\n")
    }

    /// Answers of the same offer that say the same, together.
    fn grouped<'e>(&self, entries: &[Entry<'e>], say: impl Fn(&Entry<'e>) -> String) -> Vec<Group<'e>> {
        let mut groups: Vec<Group<'e>> = Vec::new();
        for entry in entries {
            let said = say(entry);
            let member = entry.0.subject.as_deref();
            match groups.iter_mut().find(|own| own.first.0.offer == entry.0.offer && own.said == said) {
                Some(group) => group.members.extend(member),
                None => groups.push(Group { first: *entry, members: member.into_iter().collect(), said }),
            }
        }
        groups
    }

    /// The title; of whom, where it is not for all of that kind.
    fn titled(&self, group: &Group<'_>) -> String {
        let (answer, offer) = group.first;
        let title = self.dictionary.given(&answer.title);
        if group.members.is_empty() || group.members.len() == self.count(offer.subject) {
            return title;
        }
        let names: Vec<String> =
            group.members.iter().filter_map(|id| self.name(offer.subject, id)).map(str::to_owned).collect();
        self.say(Symbol::Titled, &[("title", Slot::Own(&title)), ("whom", Slot::Own(&self.list(&names)))])
    }

    fn lines(&self, groups: &[Group<'_>]) -> Vec<String> {
        let line = |group: &Group<'_>| match group.said.is_empty() {
            true => format!("  {}", self.titled(group)),
            false => format!("  {}", self.line(&self.titled(group), &group.said)),
        };
        groups.iter().map(line).collect()
    }

    /// What is there today: first what is offered, then what the law asks for.
    fn now(&self, entries: &[Entry<'_>]) -> Vec<String> {
        let eligible = entries.iter().filter(|(answer, _)| answer.decision == Decision::Eligible).copied();
        let (law, offered): (Vec<Entry<'_>>, Vec<Entry<'_>>) =
            eligible.partition(|(_, offer)| offer.duty == Duty::ToAttend);
        let mut lines = Vec::new();
        if !offered.is_empty() {
            let shared = shared(&offered);
            let (alike, others): (Vec<Entry<'_>>, Vec<Entry<'_>>) =
                offered.into_iter().partition(|entry| has_all(entry, &shared));
            lines.push(self.head(Symbol::HeadNow));
            lines.extend(shared.iter().map(|reason| self.dictionary.given(reason)));
            lines.extend(self.lines(&self.grouped(&alike, |entry| self.there(entry, &shared))));
            if !others.is_empty() {
                lines.push(self.say(Symbol::HeadAlso, &[]));
                lines.extend(self.lines(&self.grouped(&others, |entry| self.there(entry, &[]))));
            }
        }
        if !law.is_empty() {
            lines.push(self.head(Symbol::HeadLaw));
            lines.extend(self.lines(&self.grouped(&law, |entry| self.there(entry, &[]))));
            let duties = gather::set(law.iter().filter_map(|(answer, _)| answer.duty.as_deref()));
            lines.extend(duties.into_iter().map(|duty| format!("  {duty}")));
        }
        lines
    }

    /// How much, at what price, and why.
    fn there(&self, (answer, offer): &Entry<'_>, shared: &[String]) -> String {
        let cost = answer.cost.as_ref().filter(|_| offer.cost != Cost::Free);
        let own = [answer.amount.as_ref(), cost, answer.already.as_ref(), answer.caution.as_ref()];
        let reasons = answer.reasons.iter().filter(|reason| !shared.contains(reason));
        let given = answer.about.iter().chain(reasons).map(|text| Part::Given(self.dictionary.given(text)));
        dotted(own.into_iter().flatten().map(|text| Part::Own(text)).chain(given).collect())
    }

    /// The next steps, the nearest first. Before there is news of a birth nobody counts months from it.
    fn later(&self, entries: &[Entry<'_>]) -> Vec<String> {
        let awaited = |answer: &ExplainedOffer| answer.subject.as_deref().is_some_and(|id| self.is_awaited(id));
        let coming = entries.iter().filter_map(|entry| match entry.0.decision {
            Decision::NotYet { then: Then::Undetermined, .. } if awaited(entry.0) => None,
            Decision::NotYet { from, .. } => Some((from, *entry)),
            _ => None,
        });
        let entries = nearest_first(coming.map(|(from, entry)| (day_of(from), entry)).collect());
        let groups = self.grouped(&entries, |(answer, _)| match answer.decision {
            Decision::NotYet { from, then: Then::Eligible } => self.dated(Symbol::Later, from),
            Decision::NotYet { from, then: Then::Undetermined } => self.dated(Symbol::LaterUndetermined, from),
            _ => String::new(),
        });
        if groups.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![self.head(Symbol::HeadLater)];
        lines.extend(self.lines(groups.get(..FIRST.min(groups.len())).unwrap_or_default()));
        lines.extend(self.more(Symbol::MoreLater, groups.len()).map(|more| format!("  {more}")));
        lines
    }

    fn more(&self, symbol: Symbol, count: usize) -> Option<String> {
        let more = count.checked_sub(FIRST).filter(|more| *more > 0)?;
        Some(self.say(symbol, &[("number", Slot::Number(i64::try_from(more).unwrap_or(i64::MAX)))]))
    }

    /// A few titles, and how many more there are.
    pub(crate) fn some(&self, titles: &[String], most: usize) -> String {
        let shown = self.list(titles.get(..most.min(titles.len())).unwrap_or_default());
        match i64::try_from(titles.len().saturating_sub(most)) {
            Ok(more) if more > 0 => {
                self.say(Symbol::MoreOffers, &[("offers", Slot::Own(&shown)), ("number", Slot::Number(more))])
            }
            _ => shown,
        }
    }

    /// What a word more would settle.
    fn open(&self, entries: &[Entry<'_>]) -> Vec<String> {
        let open = entries.iter().filter(|(answer, _)| answer.decision == Decision::Undetermined).copied();
        let (law, offered): (Vec<Entry<'_>>, Vec<Entry<'_>>) = open.partition(|(_, own)| own.duty == Duty::ToAttend);
        let entries: Vec<Entry<'_>> = offered.into_iter().chain(law).collect();
        let titles: Vec<String> =
            self.grouped(&entries, |_| String::new()).iter().map(|group| self.titled(group)).collect();
        if titles.is_empty() {
            return Vec::new();
        }
        vec![self.head(Symbol::HeadOpen), format!("  {}", self.some(&titles, TITLES))]
    }

    /// The first questions, those after needs before all others, each sentence once, and what they are good for: but nobody
    /// is asked how they are, or how the birth was, for the sake of an offer.
    fn asked(&self, questions: &[ExplainedQuestion]) -> Vec<String> {
        let is_need = |fact: &str| fact.starts_with("family.needs.");
        let (needs, others): (Vec<_>, Vec<_>) = questions.iter().partition(|own| is_need(&own.fact));
        let mut asked: Vec<(&str, Vec<String>)> = Vec::new();
        for question in needs.into_iter().chain(others) {
            let alone = is_need(&question.fact) || self.is_news(&question.fact);
            let titles = question.unlocks.iter().filter(|_| !alone).map(|title| self.dictionary.given(title));
            match asked.iter_mut().find(|(sentence, _)| *sentence == question.sentence) {
                Some((_, known)) => titles.for_each(|title| {
                    if !known.contains(&title) {
                        known.push(title);
                    }
                }),
                None => asked.push((&question.sentence, titles.collect())),
            }
        }
        if asked.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![self.head(Symbol::HeadQuestions)];
        for (sentence, titles) in asked.iter().take(FIRST) {
            let slots = [("question", Slot::Given(sentence)), ("whom", Slot::Own(&self.some(titles, FIRST)))];
            lines.push(match titles.is_empty() {
                true => format!("  {}", self.dictionary.given(sentence)),
                false => format!("  {}", self.say(Symbol::AskOf, &slots)),
            });
        }
        lines.extend(self.more(Symbol::MoreQuestions, asked.len()).map(|more| format!("  {more}")));
        lines
    }

    /// What the law set for an earlier time, the nearest first. Whether it took place is not known here.
    fn earlier(&self, entries: &[Entry<'_>]) -> Vec<String> {
        let past = entries
            .iter()
            .filter_map(|entry| match entry.0.decision {
                Decision::NoLonger { since } if entry.1.duty == Duty::ToAttend => Some((-day_of(since), *entry)),
                _ => None,
            })
            .collect();
        let entries = nearest_first(past);
        let titles: Vec<String> =
            self.grouped(&entries, |_| String::new()).iter().map(|group| self.titled(group)).collect();
        if titles.is_empty() {
            return Vec::new();
        }
        let what = self.say(Symbol::AskWhatCanBeDone, &[]);
        vec![self.head(Symbol::HeadEarlier), format!("  {}", self.some(&titles, FIRST)), format!("  {what}")]
    }

    /// What is not for this family, where the author wrote why, or something would open it. No other no is written here.
    fn not(&self, entries: &[Entry<'_>]) -> Vec<String> {
        let mut told: Vec<(String, Vec<Entry<'_>>)> = Vec::new();
        for entry in entries.iter().filter(|(answer, _)| answer.decision == Decision::NotEligible) {
            let reasons = entry.0.reasons.iter().map(|reason| Part::Given(self.dictionary.given(reason)));
            let why = dotted(reasons.chain(entry.0.changes.iter().map(|change| Part::Own(change))).collect());
            match told.iter_mut().find(|(other, _)| *other == why) {
                _ if why.is_empty() => {}
                Some((_, alike)) => alike.push(*entry),
                None => told.push((why, vec![*entry])),
            }
        }
        if told.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![self.head(Symbol::HeadNot)];
        for (why, entries) in &told {
            let groups = self.grouped(entries, |_| String::new());
            let titles: Vec<String> = groups.iter().map(|group| self.titled(group)).collect();
            lines.push(format!("  {}", self.line(&self.some(&titles, TITLES), why)));
        }
        lines
    }

    /// Who gives what is shown, and those who give none of the offers but are there. All of them without a selection.
    fn providers(&self, shown: Option<&[Entry<'_>]>) -> Vec<String> {
        let gives = |id: &str| self.programme.offers().iter().any(|offer| offer.provider == id);
        let here =
            |answer: &ExplainedOffer| !answer.decision.is_no() || matches!(answer.decision, Decision::NotYet { .. });
        let wanted = |id: &str| match shown {
            None => true,
            Some(entries) => !gives(id) || entries.iter().any(|(own, offer)| here(own) && offer.provider == id),
        };
        let mut lines = Vec::new();
        for provider in self.programme.providers().iter().filter(|own| wanted(&own.id)) {
            let title = self.any(&provider.title).map(|(title, _)| self.dictionary.given(&title));
            let contact = provider.contact.as_deref().map(|contact| self.dictionary.given(contact));
            match (title, contact) {
                (Some(title), Some(contact)) => lines.push(format!("  {}", self.line(&title, &contact))),
                (None, Some(contact)) => lines.push(format!("  {contact}")),
                (Some(title), None) if !self.for_family() => lines.push(format!("  {title}")),
                _ => {}
            }
        }
        if !lines.is_empty() {
            lines.insert(0, self.head(Symbol::HeadWhere));
        }
        lines
    }

    pub(super) fn professional_page(
        &self,
        response: &str,
        offers: &[ExplainedOffer],
        questions: &[ExplainedQuestion],
    ) -> String {
        let mut page = vec![self.head_programme(self.assessment.on), response.to_owned()];
        for answer in offers {
            let title = self.dictionary.given(&answer.title);
            let titled = match &answer.whom {
                Some(whom) => self.say(Symbol::Titled, &[("title", Slot::Own(&title)), ("whom", Slot::Own(whom))]),
                None => title,
            };
            page.push(format!("\n{}", self.line(&titled, &answer.sentence)));
            let parts = [&answer.amount, &answer.already, &answer.cost, &answer.duty, &answer.tier, &answer.caution];
            let parts = parts.into_iter().flatten().map(|part| Part::Own(part));
            page.push(format!("  {}", dotted(parts.collect())));
            page.extend(answer.reasons.iter().map(|reason| format!("  - {reason}")));
            if !answer.helps_to_know.is_empty() {
                let questions = self.list(&answer.helps_to_know);
                let helps = self.say(Symbol::HelpsToKnow, &[("questions", Slot::Own(&questions))]);
                page.push(format!("  {helps}"));
            }
            page.extend(answer.changes.iter().map(|change| format!("  - {change}")));
        }
        if !questions.is_empty() {
            page.push(self.head(Symbol::HeadQuestions));
            page.extend(questions.iter().map(|question| format!("  {}", question.sentence)));
        }
        page.extend(self.providers(None));
        page.join("\n")
    }
}
