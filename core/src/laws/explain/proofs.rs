//! A proof in words: each law, what is known of it, and the families that break it.

use chrono::NaiveDate;

use super::{Told, of_two_members, same};
use crate::assessment::{Assessment, Dose};
use crate::error::Error;
use crate::laws::model::{Break, BreakKind, Finding, Laws};
use crate::programme::Programme;
use crate::words::{Dictionary, Slot, Symbol};

impl Laws {
    /// The proof as a page of plain text, for those who write programmes and those who study them; without a newline at its
    /// end. `programme` is the one that was proved: its titles are told.
    ///
    /// # Errors
    /// [`Error::Laws`] with `programme.other` where the programme, or its edition, is not the one that was proved.
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[laws]`: an added language that has the
    /// words for families need not have those for proofs. All languages shipped have them.
    ///
    /// ```
    /// use millejours::{Dictionary, Programme};
    /// let programme = Programme::from_toml(r#"
    ///     schema = 1
    ///     id = "house"
    ///     version = "1"
    ///     valid = { from = 2026-01-01 }
    ///     title = { en = "House" }
    ///     [[offers]]
    ///     id = "visit"
    ///     provider = "pmi"
    ///     tier = "universal"
    ///     duty = "to_offer"
    ///     for = "family"
    ///     title = { en = "Home visit" }
    ///     cost = "free"
    /// "#)?;
    /// let said = programme.laws().to_text(&programme, &Dictionary::shipped("en")?)?;
    /// assert!(said.starts_with("House, edition 1: the laws of proportionate universalism"));
    /// assert!(said.contains("Something for everyone: holds"));
    ///
    /// // A dictionary for families alone.
    /// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words/en.toml"));
    /// let without = Dictionary::from_toml(text)?;
    /// let refused = programme.laws().to_text(&programme, &without).unwrap_err();
    /// assert_eq!((refused.kind(), refused.code().as_str()), ("dictionary", "words.missing"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(&self, programme: &Programme, dictionary: &Dictionary) -> Result<String, Error> {
        same("programme", programme, &self.programme, &self.version)?;
        let told = Told::new(programme, dictionary)?;
        let mut page = vec![told.with("head_laws", "edition", &told.edition(&self.programme, &self.version))];
        let days = told.days(self.from, self.until);
        page.push(format!("{} {days}", told.limits(&self.limits)));
        for finding in &self.laws {
            page.extend(told.finding(finding));
        }
        Ok(page.join("\n"))
    }
}

impl Told<'_> {
    fn days(&self, from: NaiveDate, until: Option<NaiveDate>) -> String {
        let from = self.speaker.dated(Symbol::Date, from);
        match until {
            Some(until) => {
                let until = self.speaker.dated(Symbol::Date, until);
                self.say("scope", &[("from", Slot::Own(&from)), ("until", Slot::Own(&until))])
            }
            None => self.with("scope_open", "from", &from),
        }
    }

    fn finding(&self, finding: &Finding) -> Vec<String> {
        let law = self.say(&format!("law_{}", finding.law), &[]);
        let verdict = self.say(&format!("verdict_{}", finding.verdict), &[]);
        let mut lines = vec![format!("\n{}", self.speaker.line(&law, &verdict))];
        lines.push(format!("  {}", self.say(&format!("about_{}", finding.law), &[])));
        if !finding.facts.is_empty() {
            let mut names: Vec<String> = Vec::new();
            for name in finding.facts.iter().map(|fact| self.name_of(fact)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            lines.push(format!("  {}", self.with("varied", "facts", &self.joined(&names, "semicolon"))));
        }
        for own in &finding.editions {
            let days = self.days(own.from, own.until);
            lines.push(format!("  - {}", self.speaker.line(&self.speaker.dictionary.given(&own.version), &days)));
        }
        lines.extend(self.folded(
            &finding.breaks,
            |own| self.broken(own),
            |one, two| {
                let about = |own: &Break| (own.offers.clone(), own.score.clone(), own.rule.clone());
                about(one) == about(two) && of_two_members(one.fact.as_ref(), two.fact.as_ref())
            },
        ));
        lines.extend(self.undecided(&finding.undecided));
        lines
    }

    fn broken(&self, own: &Break) -> Vec<String> {
        let mut place: Vec<String> = own.offers.iter().map(|offer| self.offer(offer)).collect();
        if place.is_empty() && own.rule.is_some() {
            place.push(self.say("place_target", &[]));
        }
        place.extend(own.rule.iter().map(|rule| self.say("place_rule", &[("rule", Slot::Given(rule))])));
        place.extend(own.score.iter().map(|score| self.say("place_score", &[("score", Slot::Given(score))])));
        let date = self.speaker.dated(Symbol::Date, own.on);
        let head = match place.is_empty() {
            true => date,
            false => self.bracketed(&self.joined(&place, "comma"), &date),
        };
        let sentence = self.say(&format!("break_{}", own.kind), &[]);
        let mut lines = vec![format!("  - {}", self.speaker.line(&head, &sentence))];
        match own.families.as_slice() {
            [one, two] => {
                let (common, [first, second]) = self.pair(one, two);
                lines.push(format!("    {}", self.with("both_families", "facts", &common)));
                for (index, (key, facts)) in [("first_family", first), ("second_family", second)].iter().enumerate() {
                    lines.push(format!("    {}", self.with(key, "facts", facts)));
                    lines.extend(self.given_to(own, index));
                }
            }
            families => {
                for (index, family) in families.iter().enumerate() {
                    lines.push(format!("    {}", self.with("a_family", "facts", &self.family(family))));
                    lines.extend(self.given_to(own, index));
                }
            }
        }
        lines
    }

    /// What one of the families gets, as far as it shows the break.
    fn given_to(&self, own: &Break, index: usize) -> Vec<String> {
        let counted = match index {
            0 => own.before,
            _ => own.after,
        };
        let number = |key: &str| counted.map(|number| self.say(key, &[("number", Slot::Number(number))]));
        let mut said = match own.kind {
            BreakKind::LowerScore => number("points"),
            BreakKind::SmallerTotal => match &own.unit {
                None => number("weighed"),
                Some(unit) => counted.and_then(|most| {
                    let amount = self.speaker.amount(&Dose { unit: unit.as_str().into(), least: most, most })?;
                    Some(self.with("together", "amount", &amount))
                }),
            },
            _ => None,
        }
        .into_iter()
        .collect::<Vec<_>>();
        if let Some(assessment) = own.assessments.get(index) {
            for offer in &own.offers {
                said.extend(self.answers(assessment, offer));
            }
        }
        said.iter().map(|line| format!("      {line}")).collect()
    }

    /// What an assessment says of an offer, each thing once.
    fn answers(&self, assessment: &Assessment, offer: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for answer in assessment.offers.iter().filter(|answer| *answer.offer == *offer) {
            let line = self.speaker.line(&self.offer(offer), &self.answer(answer));
            if !found.contains(&line) {
                found.push(line);
            }
        }
        found
    }
}
