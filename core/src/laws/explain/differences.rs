//! The difference of two programmes in words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Told, same};
use crate::error::Error;
use crate::family::Family;
use crate::laws::changed::{Aspect, Changed};
use crate::laws::difference::{Difference, Differences, Effect, Reached, Total};
use crate::laws::terms::Term;
use crate::programme::Programme;
use crate::vocabulary::Subject;
use crate::words::{Dictionary, Slot, Symbol};

impl Differences {
    /// The comparison as a page of plain text, for those who write programmes and those who study them; without a newline at
    /// its end. `before` and `after` are the two programmes that were compared: their titles are told.
    ///
    /// # Errors
    /// As [`Laws::to_text`](crate::Laws::to_text).
    ///
    /// ```
    /// use millejours::{Dictionary, Programme};
    /// let edition = |months: u32| Programme::from_toml(format!(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "{months}"
    ///     valid = {{ from = 2026-01-01 }}
    ///     [[offers]]
    ///     id = "visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "child"
    ///     title = {{ en = "Home visit" }}
    ///     cost = "free"
    ///     when = [ {{ id = "window", condition = "child.age_months >= 0 && child.age_months < {months}" }} ]
    /// "#));
    /// let (before, after) = (edition(24)?, edition(36)?);
    /// let said = before.difference(&after)?.to_text(&before, &after, &Dictionary::shipped("en")?)?;
    /// assert!(said.contains("Home visit: new for some families\n  - the child (2 years old)"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(&self, before: &Programme, after: &Programme, dictionary: &Dictionary) -> Result<String, Error> {
        same("before", before, &self.before.programme, &self.before.version)?;
        same("after", after, &self.after.programme, &self.after.version)?;
        let both = Both { before: Told::new(before, dictionary)?, after: Told::new(after, dictionary)? };
        let (one, two) = (&both.before, &both.after);
        let from = one.edition(&self.before.programme, &self.before.version);
        let to = two.edition(&self.after.programme, &self.after.version);
        let mut page = vec![one.say("head_difference", &[("before", Slot::Own(&from)), ("after", Slot::Own(&to))])];
        page.push(one.limits(&self.limits));
        let mut list: Vec<String> = Vec::new();
        let totals = self.totals.iter().filter(|total| both.is_other(total)).map(|total| both.total(total));
        list.extend(one.listed("head_totals", totals.collect()));
        let moved = self.moved.iter().map(|moved| {
            let (from, to) = (one.offer(&moved.from), two.offer(&moved.to));
            one.say("moved", &[("from", Slot::Own(&from)), ("to", Slot::Own(&to))])
        });
        list.extend(one.listed("head_moved", moved.collect()));
        let moved = |id: &String| self.moved.iter().any(|own| own.from == *id || own.to == *id);
        for (key, told, ids) in [("removed", one, &self.removed), ("added", two, &self.added)] {
            let titles: Vec<String> = ids.iter().filter(|id| !moved(id)).map(|id| told.offer(id)).collect();
            if !titles.is_empty() {
                list.push(told.with(key, "offers", &told.joined(&titles, "comma")));
            }
        }
        list.extend(self.changed.iter().map(|changed| both.changed(changed)));
        if !self.narrowed.is_empty() {
            let facts = two.description(&self.narrowed, Subject::Family);
            list.push(two.with("narrowed", "facts", &facts));
        }
        if !list.is_empty() {
            page.push(String::new());
            page.extend(list);
        }
        if self.is_empty() {
            page.push(format!("\n{}", one.say("difference_none", &[])));
        }
        for reached in &self.reached {
            page.extend(both.reached(reached));
        }
        for difference in &self.differences {
            page.extend(both.difference(difference));
        }
        page.extend(one.undecided(&self.undecided));
        Ok(page.join("\n"))
    }
}

/// Tells with the words of each programme what that one says.
struct Both<'t> {
    before: Told<'t>,
    after: Told<'t>,
}

impl Both<'_> {
    /// Did an offer of a kind come or go? Where as many came as went the numbers alone would not tell.
    fn is_other(&self, total: &Total) -> bool {
        let offers = |told: &Told<'_>| -> BTreeSet<String> {
            let of_kind = told.speaker.programme.offers().iter().filter(|offer| {
                let unit = offer.dose.as_ref().map(|dose| &*dose.unit);
                (unit, offer.subject, offer.duty) == (Some(&total.unit), total.subject, total.duty)
            });
            of_kind.map(|offer| offer.id.to_string()).collect()
        };
        total.before != total.after || offers(&self.before) != offers(&self.after)
    }

    /// Are both editions in force on a day?
    fn in_force(&self, on: NaiveDate) -> bool {
        [&self.before, &self.after].iter().all(|told| told.speaker.programme.valid().contains(on))
    }

    fn total(&self, total: &Total) -> String {
        let told = match self.after.speaker.programme.unit(&total.unit) {
            Some(_) => &self.after,
            None => &self.before,
        };
        let unit = told.unit(&total.unit);
        let (before, after) = (told.number(total.before), told.number(total.after));
        let whom = told.say(&format!("for_{}", total.subject), &[]);
        let duty = told.say(&format!("duty_{}", total.duty), &[]);
        let slots = [
            ("unit", Slot::Own(unit.as_str())),
            ("whom", Slot::Own(whom.as_str())),
            ("duty", Slot::Own(duty.as_str())),
            ("before", Slot::Own(before.as_str())),
            ("after", Slot::Own(after.as_str())),
        ];
        told.say("total", &slots)
    }

    /// What is written otherwise of an offer: each value in the words of the programme that writes it.
    fn changed(&self, own: &Changed) -> String {
        let told = &self.after;
        let what = told.say(&format!("what_{}", own.what), &[]);
        let (before, after) =
            (self.before.written(own.what, own.before.as_deref()), self.after.written(own.what, own.after.as_deref()));
        let offer = told.offer(&own.offer);
        let slots = [("offer", &offer), ("what", &what), ("before", &before), ("after", &after)];
        told.say("changed", &slots.map(|(name, words)| (name, Slot::Own(words))))
    }

    fn reached(&self, own: &Reached) -> Vec<String> {
        let told = if own.effect == Effect::Loses { &self.before } else { &self.after };
        let what = told.say(&format!("reach_{}", own.what), &[]);
        let effect = told.say(&format!("reached_{}", own.effect), &[]);
        let mut lines = vec![format!("\n{}", told.speaker.line(&what, &effect))];
        let on = (own.on, self.in_force(own.on));
        lines.extend(told.concerned((&own.regions, own.complete, Subject::Family), on, &own.family));
        lines
    }

    fn difference(&self, own: &Difference) -> Vec<String> {
        // What is gained has its title from the programme that has it.
        let told = match (own.effect, own.before.is_some()) {
            (Effect::Loses, true) => &self.before,
            _ => &self.after,
        };
        let effect = told.say(&format!("effect_{}", own.effect), &[]);
        let mut lines = vec![format!("\n{}", told.speaker.line(&told.offer(&own.offer), &effect))];
        let on = (own.on, self.in_force(own.on));
        lines.extend(told.concerned((&own.regions, own.complete, own.subject), on, &own.family));
        for (key, told, answer) in [("before", &self.before, &own.before), ("after", &self.after, &own.after)] {
            let said = answer.as_ref().map_or_else(|| told.say("no_such_offer", &[]), |answer| told.answer(answer));
            lines.push(format!("    {}", told.with(key, "answer", &said)));
        }
        lines
    }
}

impl Told<'_> {
    /// A heading and what stands under it, unless nothing does.
    fn listed(&self, head: &str, lines: Vec<String>) -> Vec<String> {
        let head = (!lines.is_empty()).then(|| self.say(head, &[]));
        head.into_iter().chain(lines.into_iter().map(|line| format!("  - {line}"))).collect()
    }

    /// Whom something concerns, and one of them on a day on which both editions are in force, or are read as if they were.
    fn concerned(
        &self,
        (regions, complete, subject): (&[Vec<Term>], bool, Subject),
        (on, in_force): (NaiveDate, bool),
        family: &Family,
    ) -> Vec<String> {
        let mut lines: Vec<String> =
            regions.iter().map(|region| format!("  - {}", self.description(region, subject))).collect();
        if !complete {
            lines.push(format!("  - {}", self.say("incomplete", &[])));
        }
        let (date, facts) = (self.speaker.dated(Symbol::Date, on), self.family(family));
        let slots = [("date", Slot::Own(date.as_str())), ("facts", Slot::Own(facts.as_str()))];
        lines.push(format!("  {}", self.say(if in_force { "example" } else { "example_as_if" }, &slots)));
        lines
    }

    /// A value that a programme writes of an offer.
    fn written(&self, what: Aspect, value: Option<&str>) -> String {
        let Some(value) = value else {
            return match what {
                Aspect::Unit => self.say("no_amount", &[]),
                Aspect::Replaces => self.say("nothing", &[]),
                _ => self.say("not_said", &[]),
            };
        };
        let programme = self.speaker.programme;
        match what {
            Aspect::Provider => {
                let provider = programme.providers().iter().find(|own| own.id == value);
                let title = provider.and_then(|own| self.speaker.any(&own.title));
                self.speaker.dictionary.given(title.as_ref().map_or(value, |(title, _)| title))
            }
            Aspect::Tier => self.say(&format!("tier_{value}"), &[]),
            Aspect::Duty => self.say(&format!("duty_{value}"), &[]),
            Aspect::Cost => match value.split_once(' ') {
                Some((amount, currency)) => self.speaker.money(amount, currency),
                None => self.say("free", &[]),
            },
            Aspect::Acceptance => self.yes_or_no(value == "true"),
            Aspect::Unit => self.unit(value),
            Aspect::Replaces => {
                let titles: Vec<String> = value.split(',').map(|id| self.offer(id)).collect();
                self.joined(&titles, "comma")
            }
        }
    }
}
