//! Lints in words.

use super::{Told, of_two_members, same};
use crate::error::Error;
use crate::laws::lints::{Lint, LintKind, Lints};
use crate::programme::Programme;
use crate::words::{Dictionary, Slot, Symbol};

impl Lints {
    /// The lints as a page of plain text, for those who write programmes; without a newline at its end. `programme` is the
    /// one that was looked at.
    ///
    /// # Errors
    /// As [`Laws::to_text`](crate::Laws::to_text).
    ///
    /// ```
    /// use millejours::{Dictionary, Programme};
    /// let programme = Programme::from_toml(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "1"
    ///     valid = { from = 2026-01-01 }
    ///     [[offers]]
    ///     id = "visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "child"
    ///     title = { en = "Home visit" }
    ///     cost = "free"
    ///     when = [ { id = "window", condition = "child.age_months < 24" } ]
    /// "#)?;
    /// let said = programme.lints().to_text(&programme, &Dictionary::shipped("en")?)?;
    /// assert!(said.ends_with("Home visit, rule window (offers[0].when[0]): It does not say where it comes from."));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(&self, programme: &Programme, dictionary: &Dictionary) -> Result<String, Error> {
        same("programme", programme, &self.programme, &self.version)?;
        let told = Told::new(programme, dictionary)?;
        let mut page = vec![told.with("head_lints", "edition", &told.edition(&self.programme, &self.version))];
        page.push(format!("{}\n", told.limits(&self.limits)));
        if self.lints.is_empty() && self.undecided.is_empty() {
            page.push(told.say("lints_none", &[]));
        }
        page.extend(told.folded(
            &self.lints,
            |lint| told.lint(lint),
            |one, two| one.path == two.path && of_two_members(one.fact.as_ref(), two.fact.as_ref()),
        ));
        page.extend(told.undecided(&self.undecided));
        if !self.without_cliff.is_empty() {
            page.push(format!("\n{}", told.with("without_cliff", "units", &told.units(&self.without_cliff))));
        }
        Ok(page.join("\n"))
    }
}

impl Told<'_> {
    fn lint(&self, lint: &Lint) -> Vec<String> {
        let mut place: Vec<String> = lint.offer.iter().map(|offer| self.offer(offer)).collect();
        if lint.path.starts_with("target") {
            place.push(self.say("place_target", &[]));
        } else if lint.path.starts_with("response") {
            place.push(self.say("place_response", &[]));
        }
        place.extend(lint.score.iter().map(|score| self.say("place_score", &[("score", Slot::Given(score))])));
        place.extend(lint.rule.iter().map(|rule| self.say("place_rule", &[("rule", Slot::Given(rule))])));
        place.extend(lint.fact.iter().map(|fact| self.name_of(fact)));
        let path = self.speaker.dictionary.given(&lint.path);
        let head = self.bracketed(&self.joined(&place, "comma"), &path);
        let mut sentence = self.say(&format!("lint_{}", lint.kind), &[]);
        if let Some(other) = &lint.other {
            let what = match lint.kind {
                LintKind::OffersAlike => self.offer(other),
                _ => self.say("place_rule", &[("rule", Slot::Given(other))]),
            };
            sentence = format!("{sentence} {}", self.with("see", "what", &what));
        }
        let mut lines = vec![format!("  - {}", self.speaker.line(&head, &sentence))];
        let date = lint.on.map(|on| self.speaker.dated(Symbol::Date, on)).unwrap_or_default();
        let amount = |number: Option<i64>| {
            let unit = lint.unit.as_deref().unwrap_or_default();
            number.map(|number| self.counted(number, unit)).map(|amount| format!("      {amount}"))
        };
        match lint.families.as_slice() {
            [] => {}
            [one, two] => {
                let (common, [first, second]) = self.pair(one, two);
                lines.push(format!("    {}", self.with("both_families", "facts", &common)));
                lines.push(format!("    {}", self.with("first_family", "facts", &first)));
                lines.extend(amount(lint.before));
                lines.push(format!("    {}", self.with("second_family", "facts", &second)));
                lines.extend(amount(lint.after));
            }
            families => lines.extend(families.iter().map(|family| {
                let facts = self.family(family);
                let slots = [("date", Slot::Own(date.as_str())), ("facts", Slot::Own(facts.as_str()))];
                format!("    {}", self.say("example", &slots))
            })),
        }
        lines
    }

    /// So much of a unit.
    pub(super) fn counted(&self, number: i64, unit: &str) -> String {
        let words = self.speaker.programme.unit(unit).and_then(|words| self.speaker.own(words));
        let unit = words.map_or(unit, |words| words.form(self.speaker.dictionary.counting(), number));
        let count = self.number(number);
        self.speaker.say(Symbol::Amount, &[("count", Slot::Own(&count)), ("unit", Slot::Given(unit))])
    }
}
