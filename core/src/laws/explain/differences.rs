//! The difference of two programmes in words.

use super::Told;
use crate::error::Error;
use crate::laws::difference::{Difference, Differences, Effect, Total};
use crate::programme::Programme;
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
        let both = Both { before: Told::new(before, dictionary)?, after: Told::new(after, dictionary)? };
        let (one, two) = (&both.before, &both.after);
        let from = one.edition(&self.before.programme, &self.before.version);
        let to = two.edition(&self.after.programme, &self.after.version);
        let mut page = vec![one.say("head_difference", &[("before", Slot::Own(&from)), ("after", Slot::Own(&to))])];
        page.push(format!("{}\n", one.limits(&self.limits)));
        page.extend(self.totals.iter().map(|total| both.total(total)));
        for moved in &self.moved {
            let (from, to) = (one.offer(&moved.from), two.offer(&moved.to));
            page.push(one.say("moved", &[("from", Slot::Own(&from)), ("to", Slot::Own(&to))]));
        }
        let moved = |id: &String| self.moved.iter().any(|own| own.from == *id || own.to == *id);
        for (key, told, ids) in [("removed", one, &self.removed), ("added", two, &self.added)] {
            let titles: Vec<String> = ids.iter().filter(|id| !moved(id)).map(|id| told.offer(id)).collect();
            if !titles.is_empty() {
                page.push(told.with(key, "offers", &told.joined(&titles, "comma")));
            }
        }
        if self.is_empty() {
            page.push(format!("\n{}", one.say("difference_none", &[])));
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
    fn total(&self, total: &Total) -> String {
        let told = match self.after.speaker.programme.unit(&total.unit) {
            Some(_) => &self.after,
            None => &self.before,
        };
        let counted = i64::try_from(total.after).unwrap_or(i64::MAX);
        let words = told.speaker.programme.unit(&total.unit).and_then(|words| told.speaker.own(words));
        let unit = words.map_or(total.unit.as_str(), |words| words.form(told.speaker.dictionary.counting(), counted));
        let (before, after) = (told.number(total.before), told.number(total.after));
        let whom = told.say(&format!("for_{}", total.subject), &[]);
        let duty = told.say(&format!("duty_{}", total.duty), &[]);
        let slots = [
            ("unit", Slot::Given(unit)),
            ("whom", Slot::Own(whom.as_str())),
            ("duty", Slot::Own(duty.as_str())),
            ("before", Slot::Own(before.as_str())),
            ("after", Slot::Own(after.as_str())),
        ];
        told.say("total", &slots)
    }

    fn difference(&self, own: &Difference) -> Vec<String> {
        // What is gained has its title from the programme that has it.
        let told = match (own.effect, own.before.is_some()) {
            (Effect::Loses, true) => &self.before,
            _ => &self.after,
        };
        let effect = told.say(&format!("effect_{}", own.effect), &[]);
        let mut lines = vec![format!("\n{}", told.speaker.line(&told.offer(&own.offer), &effect))];
        lines.extend(own.regions.iter().map(|region| format!("  - {}", told.description(region, own.subject))));
        if !own.complete {
            lines.push(format!("  - {}", told.say("incomplete", &[])));
        }
        let (date, facts) = (told.speaker.dated(Symbol::Date, own.on), told.family(&own.family));
        let slots = [("date", Slot::Own(date.as_str())), ("facts", Slot::Own(facts.as_str()))];
        lines.push(format!("  {}", told.say("example", &slots)));
        for (key, told, answer) in [("before", &self.before, &own.before), ("after", &self.after, &own.after)] {
            let said = answer.as_ref().map_or_else(|| told.say("no_such_offer", &[]), |answer| told.answer(answer));
            lines.push(format!("    {}", told.with(key, "answer", &said)));
        }
        lines
    }
}
