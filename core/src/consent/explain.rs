//! Decisions, consents and laws of sharing in words: composed of a dictionary's part `[consent]`. A family reads plain
//! sentences, no id and no article, and never from whom something is kept; a professional reads every reason with what it
//! hangs on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::sharing::NOT;
use super::stated::{StatedAsk, StatedDecision, StatedPart, StatedReason, Whom};
use super::{
    About, Concerned, Consent, ConsentAnswer, ConsentDecision, ConsentReasonCode, ConsentState, Inform, LawDuty, Party,
    SharingLaw,
};
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::Subject;
use crate::words::{Audience, Dictionary, PartName, PartWords, Slot, Symbol};

/// Composes the words of who may see what.
pub(crate) struct Told<'t> {
    pub(super) words: PartWords<'t>,
    /// What parties and members are called, by `kind:id`.
    names: &'t BTreeMap<String, String>,
}

impl<'t> Told<'t> {
    pub(crate) fn new(
        names: &'t BTreeMap<String, String>,
        dictionary: &'t Dictionary,
        audience: Audience,
    ) -> Result<Self, Error> {
        Ok(Told { words: dictionary.part(PartName::Consent, audience)?, names })
    }

    fn symbol(&self, symbol: Symbol, slots: &[(&str, Slot<'_>)]) -> String {
        self.words.dictionary.say(self.words.audience, symbol, slots)
    }

    pub(super) fn list(&self, texts: &[String]) -> String {
        texts.join(&self.symbol(Symbol::Between, &[]))
    }

    fn line(&self, title: &str, text: &str) -> String {
        self.symbol(Symbol::Line, &[("title", Slot::Own(title)), ("text", Slot::Own(text))])
    }

    /// A name that the caller gives, else words for what somebody is; to a professional with the id.
    fn named(&self, kind: &str, id: &str, otherwise: impl FnOnce() -> String) -> String {
        let given = self.names.get(&format!("{kind}:{id}"));
        let own = given.map_or_else(otherwise, |name| self.words.dictionary.given(name));
        match self.words.for_family() {
            true => own,
            false => self.symbol(Symbol::Identified, &[("whom", Slot::Own(&own)), ("id", Slot::Given(id))]),
        }
    }

    /// What a party is called.
    pub(crate) fn party(&self, party: &Party) -> String {
        let kind = party.kind().as_str();
        self.named(kind, party.id(), || self.words.plain(&format!("party_{kind}")))
    }

    /// What somebody whom knowledge is about is called; `alone` where nobody else of the kind is spoken of.
    fn whom(&self, whom: &Whom, alone: bool) -> String {
        let kind = whom.subject.as_str();
        let symbol = match whom.subject {
            Subject::Family => return self.words.plain("about_family"),
            Subject::Adult => Symbol::Adult,
            Subject::Child => Symbol::Child,
            Subject::Pregnancy => Symbol::Pregnancy,
        };
        let Some(id) = &whom.id else { return self.words.plain(&format!("other_{kind}")) };
        self.named(kind, id, || match alone || !self.words.for_family() {
            true => self.symbol(symbol, &[]),
            false => self.words.plain(&format!("one_{kind}")),
        })
    }

    /// What those whom something is about are called, each once.
    pub(crate) fn all(&self, about: &[About]) -> Vec<String> {
        let whom = about.iter().map(|own| Whom { subject: own.subject(), id: own.id().map(str::to_owned) });
        let whom: Vec<Whom> = whom.collect();
        each_once(whom.iter().map(|own| self.whom(own, alone(own, whom.iter()))))
    }

    /// The last day on which something holds, by the first on which it holds no longer.
    fn until(&self, until: NaiveDate) -> Option<String> {
        until.pred_opt().map(|last| self.words.dictionary.dated(self.words.audience, Symbol::ScheduleUntil, last))
    }

    /// Words of a country's data; those that the dictionary does not have, as they are.
    fn word(&self, kind: &str, word: &str) -> String {
        let key = format!("{kind}_{word}");
        match self.words.knows(&key) {
            true => self.words.plain(&key),
            false => self.words.dictionary.given(word),
        }
    }

    /// A sentence, and behind it what it hangs on.
    pub(super) fn with_details(&self, sentence: &str, details: &[String]) -> String {
        match details.is_empty() {
            true => sentence.to_owned(),
            false => format!("{} ({})", sentence.trim_end_matches(['.', '。', '।', '۔']), self.list(details)),
        }
    }

    fn reason(&self, reason: &StatedReason) -> Option<String> {
        // Whoever reads may be the one from whom it is kept: that advice is asked for says enough.
        if self.words.for_family() && reason.code == ConsentReasonCode::KeptFrom {
            return None;
        }
        let sentence = self.words.plain(&format!("reason_{}", reason.code));
        if self.words.for_family() {
            return Some(sentence);
        }
        let with = |key: &str, slot: &str, text: &Option<String>| {
            text.as_ref().map(|text| self.words.say(key, &[(slot, Slot::Given(text))]))
        };
        let composed = |kind: &str, slot: &str, text: &Option<String>| {
            let word = text.as_ref().map(|text| self.word(kind, text));
            word.map(|word| self.words.with(&format!("of_{kind}"), slot, &word))
        };
        let details = [
            reason.article.as_ref().map(|text| self.words.dictionary.given(text)),
            with("of_consent", "id", &reason.consent),
            with("of_sharing", "id", &reason.sharing),
            composed("step", "step", &reason.step),
            composed("condition", "condition", &reason.condition),
        ];
        Some(self.with_details(&sentence, &details.into_iter().flatten().collect::<Vec<_>>()))
    }

    fn ask(&self, ask: &StatedAsk) -> String {
        match ask {
            StatedAsk::SeekAdvice => self.words.plain("ask_advice"),
            StatedAsk::Whom(party, gives) => {
                let gives: Vec<String> = gives.iter().map(|own| self.words.plain(&format!("gives_{own}"))).collect();
                let (whom, gives) = (self.party(party), self.list(&gives));
                self.words.say("ask_whom", &[("whom", Slot::Own(&whom)), ("gives", Slot::Own(&gives))])
            }
        }
    }

    fn decision(&self, decision: &StatedDecision) -> String {
        let answers: BTreeSet<ConsentAnswer> = decision.parts.iter().map(|part| part.decision).collect();
        // A family reads no single answer over several.
        let answer = match answers.len() > 1 && self.words.for_family() {
            true => "answer_some".to_owned(),
            false => format!("answer_{}", decision.answer),
        };
        let mut page = vec![self.to_whom(&answer, &self.party(&decision.recipient), decision.purpose.as_str())];
        if let Some(offer) = decision.offer.as_ref().filter(|_| !self.words.for_family()) {
            page.push(self.words.say("of_offer", &[("offer", Slot::Given(offer))]));
        }
        for answer in &answers {
            if answers.len() > 1 {
                page.push(self.words.plain(&format!("head_{answer}")));
            }
            for (why, parts) in self.blocks(decision, *answer) {
                page.extend(self.lines(decision, &parts).into_iter().map(|line| format!("  {line}")));
                page.extend(why.into_iter().map(|line| format!("    {line}")));
            }
        }
        if decision.parts.iter().any(is_up_to_the_family) {
            page.push(self.words.plain("free"));
        }
        page.join("\n")
    }

    /// The parts with one answer, together where the same is said of why and what to do.
    fn blocks<'d>(
        &self,
        decision: &'d StatedDecision,
        answer: ConsentAnswer,
    ) -> Vec<(Vec<String>, Vec<&'d StatedPart>)> {
        let mut blocks: Vec<(Vec<String>, Vec<&StatedPart>)> = Vec::new();
        for part in decision.parts.iter().filter(|part| part.decision == answer) {
            let reasons = part.reasons.iter().filter_map(|reason| self.reason(reason));
            let why = each_once(reasons.chain(part.ask.iter().map(|ask| self.ask(ask))));
            match blocks.iter_mut().find(|(own, _)| *own == why) {
                Some((_, parts)) => parts.push(part),
                None => blocks.push((why, vec![part])),
            }
        }
        blocks
    }

    /// A line for each whom parts are about: what, and until when. Of anybody but an adult no such day is told: what is shown
    /// of them stands on its own day alone, and is decided anew on the next.
    fn lines(&self, decision: &StatedDecision, parts: &[&StatedPart]) -> Vec<String> {
        let mut lines: Vec<(String, Option<NaiveDate>, Vec<String>)> = Vec::new();
        for part in parts {
            let whom = self.whom(&part.about, alone(&part.about, decision.parts.iter().map(|part| &part.about)));
            let category = self.words.plain(&format!("category_{}", part.category));
            let until = part.until.filter(|_| part.about.subject == Subject::Adult);
            match lines.iter_mut().find(|(own, known, _)| *own == whom && *known == until) {
                Some((.., categories)) => categories.push(category),
                None => lines.push((whom, until, vec![category])),
            }
        }
        let line = |(whom, until, categories): (String, Option<NaiveDate>, Vec<String>)| {
            let mut what = each_once(categories.into_iter());
            what.extend(until.and_then(|until| self.until(until)));
            self.line(&whom, &self.list(&what))
        };
        lines.into_iter().map(line).collect()
    }

    fn to_whom(&self, key: &str, recipient: &str, purpose: &str) -> String {
        let purpose = self.words.plain(&format!("purpose_{purpose}"));
        self.words.say(key, &[("recipient", Slot::Own(recipient)), ("purpose", Slot::Own(&purpose))])
    }

    fn consent(&self, consent: &Consent, on: NaiveDate) -> String {
        let terms = &consent.terms;
        let recipients = each_once(terms.recipients.iter().map(|own| self.party(own)));
        let mut page = vec![self.to_whom("consent_whom", &self.list(&recipients), terms.purpose.as_str())];
        let categories: Vec<String> =
            terms.categories.iter().map(|own| self.words.plain(&format!("category_{own}"))).collect();
        let whom = match &terms.about {
            Concerned::Everyone => vec![self.words.plain("everyone")],
            Concerned::These(these) => self.all(&these.iter().cloned().collect::<Vec<_>>()),
        };
        let what = if categories.is_empty() {
            terms.gives.iter().map(|own| self.words.plain(&format!("gives_{own}"))).collect()
        } else {
            categories
        };
        page.push(format!("  {}", self.line(&self.list(&whom), &self.list(&what))));
        let state = consent.state(on);
        let sentence = self.words.plain(&format!("state_{state}"));
        page.push(match self.words.for_family() {
            true => sentence,
            false => self.line(&self.party(&terms.giver), &sentence),
        });
        if matches!(state, ConsentState::Given | ConsentState::NotYetValid) {
            let from = self.words.dictionary.dated(self.words.audience, Symbol::ScheduleFrom, terms.from);
            page.push(match terms.until.and_then(|until| self.until(until)) {
                Some(until) => {
                    self.symbol(Symbol::ScheduleSpan, &[("from", Slot::Own(&from)), ("until", Slot::Own(&until))])
                }
                None => from,
            });
        }
        page.extend(consent.again.filter(|again| on < *again).map(|again| self.words.dated("again", again)));
        page.push(self.words.plain(&format!("act_{}", terms.act)));
        if let Some(notice) = &terms.notice {
            let of = |key: &str, slot: &str, text: &str| self.words.say(key, &[(slot, Slot::Given(text))]);
            match self.words.for_family() {
                true => page.push(self.words.plain("notice")),
                false => {
                    page.push(of("notice_language", "language", &notice.language));
                    page.extend(notice.edition.as_ref().map(|own| of("notice_edition", "edition", own)));
                }
            }
        }
        page.push(self.words.plain("free"));
        page.join("\n")
    }

    /// What who shares has to say of themselves: that they are not what the law leaves out; of what it asks more of, whether.
    fn told_apart(&self, law: &SharingLaw) -> Vec<String> {
        let not = |own: &String| self.word("is", &format!("{NOT}{own}"));
        let whether = law.conditions_of.iter().map(|(own, _)| [self.word("is", own), not(own)].join(" / "));
        law.not_holders.iter().map(not).chain(whether).collect()
    }

    fn law(&self, law: &SharingLaw) -> String {
        let inform = law.inform.map(|inform| match (inform, law.unless_endangers) {
            (Inform::Before, true) => self.words.plain("law_before_unless"),
            (Inform::Before, false) => self.words.plain("law_before"),
            (Inform::After, _) => self.words.plain("law_after"),
        });
        let duty = match law.duty {
            LawDuty::May => self.words.plain("law_may"),
            LawDuty::Must => self.words.plain("law_must"),
        };
        if self.words.for_family() {
            let lines = [Some(duty), inform, Some(self.words.plain("law_yours"))];
            return lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
        }
        let words = |kind: &str, of: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            of.map(|own| self.word(kind, own)).collect()
        };
        let said = |key: &str, slot: &str, texts: Vec<String>| {
            (!texts.is_empty()).then(|| self.words.with(key, slot, &self.list(&texts)))
        };
        let steps = law.steps.iter().map(|step| {
            let own = self.word("step", &step.id);
            let own = match (step.optional, step.unless_endangers) {
                (true, _) => self.words.with("law_right", "step", &own),
                (false, true) => self.words.with("law_unless", "step", &own),
                (false, false) => own,
            };
            match step.unless.as_ref().map(|said| self.word("condition", said)) {
                Some(said) => {
                    self.words.say("law_without", &[("step", Slot::Own(&own)), ("condition", Slot::Own(&said))])
                }
                None => own,
            }
        });
        let own_conditions = law.conditions_of.iter().flat_map(|(who, conditions)| {
            conditions.iter().map(|own| self.line(&self.word("is", who), &self.word("condition", own)))
        });
        let conditions = law.conditions.iter().map(|own| self.word("condition", own)).chain(own_conditions).collect();
        let purposes = law.purposes.iter().map(|own| self.words.plain(&format!("purpose_{own}"))).collect();
        let lines = [
            Some(self.words.dictionary.given(&law.article.article)),
            Some(duty),
            (!law.article.checked).then(|| self.words.plain("law_unchecked")),
            said("law_holders", "holders", words("is", &mut law.holders.iter())),
            said("law_not_holders", "holders", words("is", &mut law.not_holders.iter())),
            said("law_said", "holders", self.told_apart(law)),
            said("law_recipients", "recipients", words("is", &mut law.recipients.iter())),
            said("law_purposes", "purposes", purposes),
            law.not_about.contains(&Subject::Pregnancy).then(|| self.words.plain("law_unborn")),
            said("law_conditions", "conditions", conditions),
            said("law_steps", "steps", steps.collect()),
            law.objection.then(|| self.words.plain("law_objection")),
            inform,
            said("law_duties", "duties", words("duty", &mut law.duties.iter())),
        ];
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

/// Is nobody else of the kind spoken of?
fn alone<'w>(whom: &Whom, among: impl Iterator<Item = &'w Whom>) -> bool {
    among.filter(|own| own.subject == whom.subject && own.id.is_some()).all(|own| own == whom)
}

/// The texts, each where it stands first.
fn each_once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// Could somebody's yes or no change it? What is the reader's own, or goes by a law, is shown without.
fn is_up_to_the_family(part: &StatedPart) -> bool {
    use ConsentReasonCode::{Authority, Law, Own};
    let without = |reason: &StatedReason| matches!(reason.code, Own | Authority | Law);
    part.decision != ConsentAnswer::Permit || !part.reasons.iter().all(without)
}

/// Names by `kind:id`, out of a JSON object of texts.
pub(crate) fn names(text: Option<impl AsRef<[u8]>>) -> Result<BTreeMap<String, String>, Error> {
    let Some(text) = text else { return Ok(BTreeMap::new()) };
    serde_json::from_slice(text.as_ref()).map_err(|_| {
        let problem = Problem::new(Code::DocumentWrongType, Place::at("names"), "these are no names");
        Error::Consent(vec![problem.expected("an object of texts, such as {\"provider:pmi\": \"PMI\"}")])
    })
}

impl StatedDecision {
    /// The decision as a page of plain text, without a newline at its end.
    ///
    /// `names` say what parties and members are called, by `provider:pmi`, `adult:a1`, `child:c1`; whoever has no name there
    /// is called by what they are (`a service`, `the child`). Nothing else is told than what the decision holds. It is for
    /// whoever made the request: who may read a decision may read these words of it.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[consent]`.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, StatedDecision};
    /// let decision = StatedDecision::from_json(r#"{"schema":1,"on":"2026-06-01","recipient":"provider:pmi","purpose":"referral",
    ///     "decision":"ask","rule":"protective","parts":[{"about":"child[c1]","category":"birth","decision":"ask",
    ///     "reasons":[{"code":"no_consent"}],"ask":[{"whom":"adult:a1","gives":["release"]}]}]}"#)?;
    /// let names = [("provider:pmi".to_owned(), "the nurse, Ms Ferry".to_owned())].into();
    /// let english = Dictionary::shipped("en")?;
    /// assert_eq!(decision.to_text(&names, &english, Audience::Family)?, "\
    /// Before this is shown to the nurse, Ms Ferry, for a request for help, it needs a yes.
    ///   the child: dates of birth and due dates
    ///     There is no yes to this yet.
    ///     Somebody to ask first: an adult of the family (may this be told?).
    /// You may say no, or take back a yes, at any time and without a reason. It costs you nothing.");
    ///
    /// // A dictionary of your own may have no words for it.
    /// let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words/en.toml")).unwrap();
    /// let refused = decision.to_text(&names, &Dictionary::from_toml(text)?, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "words.missing");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(
        &self,
        names: &BTreeMap<String, String>,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        Ok(Told::new(names, dictionary, audience)?.decision(self))
    }

    /// The same of a decision in JSON, with names as a JSON object of texts.
    ///
    /// # Errors
    /// As [`StatedDecision::from_json`] and [`StatedDecision::to_text`]; [`Error::Consent`] where the names are none.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, StatedDecision};
    /// let english = Dictionary::shipped("en")?;
    /// assert!(StatedDecision::text_json("{}", None::<&str>, &english, Audience::Family).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn text_json(
        decision: impl AsRef<[u8]>,
        names: Option<impl AsRef<[u8]>>,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        StatedDecision::from_json(decision)?.to_text(&self::names(names)?, dictionary, audience)
    }
}

impl ConsentDecision {
    /// The decision in words: see [`StatedDecision::to_text`]. It is told from the decision's JSON alone, so that two families
    /// that give the same decision are told the same.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[consent]`.
    ///
    /// ```
    /// use millejours::{
    ///     About, Act, Audience, Category, ConsentRules, Consents, Dictionary, Facts, Family, Party, Purpose, Request, parse_date,
    /// };
    /// let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}"#)?;
    /// let (clinic, about) = (Party::parse("provider:pmi").unwrap(), [About::Adult("a1".to_owned())]);
    /// let request = Request::new(clinic, Purpose::Care, Act::Ordinary, [Category::Health], about);
    /// let (none, rules) = (Consents::from_json(r#"{"schema": 1}"#)?, ConsentRules::shipped("FR")?);
    /// let decision = none.decide(&family, &Facts::new(), Some(&rules), &request, parse_date("2026-06-01")?);
    /// let said = decision.to_text(&[].into(), &Dictionary::shipped("fr")?, Audience::Family)?;
    /// assert!(said.starts_with("Avant de montrer ceci à un service"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(
        &self,
        names: &BTreeMap<String, String>,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        StatedDecision::from_json(self.to_json())?.to_text(names, dictionary, audience)
    }
}

impl Consent {
    /// The question and how it stands on a day, as a page of plain text; `names` as of [`StatedDecision::to_text`]. A family
    /// reads it as the giver.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[consent]`.
    ///
    /// ```
    /// use millejours::{Audience, Consent, Dictionary, parse_date};
    /// let consent = Consent::from_json(r#"{"id": "g1", "giver": "adult:a1", "gives": ["release"], "purpose": "care",
    ///     "categories": ["health"], "recipients": ["provider:pmi"], "about": ["child[c1]"], "act": "ordinary",
    ///     "from": "2026-06-01", "status": "refused", "since": "2026-06-01"}"#)?;
    /// let said = consent.to_text(parse_date("2026-06-02")?, &[].into(), &Dictionary::shipped("en")?, Audience::Family)?;
    /// assert!(said.contains("The answer is no. That is all right.") && said.ends_with("It costs you nothing."));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(
        &self,
        on: NaiveDate,
        names: &BTreeMap<String, String>,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        Ok(Told::new(names, dictionary, audience)?.consent(self, on))
    }
}

impl SharingLaw {
    /// The law as a page of plain text. A professional reads its article, whose duty it is, between whom, under which
    /// conditions, after which steps, and what follows; a family that it asks nothing of them.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[consent]`.
    ///
    /// ```
    /// use millejours::{Audience, ConsentRules, Dictionary};
    /// let (france, english) = (ConsentRules::shipped("FR")?, Dictionary::shipped("en")?);
    /// let law = france.law("fr-casf-l226-2-1").unwrap();
    /// assert!(law.to_text(&english, Audience::Professional)?.starts_with("CASF L226-2-1\nSharing is a duty of those named"));
    /// assert!(!law.to_text(&english, Audience::Family)?.contains("CASF"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(&self, dictionary: &Dictionary, audience: Audience) -> Result<String, Error> {
        Ok(Told::new(&BTreeMap::new(), dictionary, audience)?.law(self))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
#[path = "explain_tests.rs"]
mod tests;
