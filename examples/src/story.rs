//! What one family reads: what it may have, how much, why, and what is worth telling. Rules that stand against it, and facts
//! that somebody else observed, are for `--professional`: nobody reads "a child under three" after a loss.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

use crate::programme::{Offer, Words};
use crate::words::Language;
use crate::{Told, list, text};

/// How many of the steps to come, and of the questions, a first talk shows.
const FIRST: usize = 3;
/// How many titles stand in one line.
const TITLES: usize = 6;

/// One answer beside its offer.
type Entry<'a> = (&'a Value, &'a Offer);

/// A family's page while it is written.
struct Page<'a> {
    told: &'a Told,
    words: &'a Words,
    language: Language,
    entries: Vec<Entry<'a>>,
    /// The kinds of members of whom the answer names more than one; the others need no name.
    several: BTreeSet<&'a str>,
    text: String,
}

/// The page of one family.
pub fn block(told: &Told, words: &Words, language: Language) -> String {
    let entries: Vec<Entry> = list(&told.assessment, "offers")
        .iter()
        .filter_map(|entry| words.offer(text(entry, "offer")).map(|offer| (entry, offer)))
        .collect();
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (entry, offer) in &entries {
        named.entry(&offer.member).or_default().insert(text(entry, "subject"));
    }
    let several = named.into_iter().filter(|(_, subjects)| subjects.len() > 1).map(|(member, _)| member).collect();
    let mut page = Page { told, words, language, entries, several, text: String::new() };
    page.heading();
    page.now();
    page.coming();
    page.open();
    page.questions();
    page.earlier();
    page.elsewhere();
    page.whereabouts();
    page.text.push('\n');
    page.text
}

impl<'a> Page<'a> {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn of(&self, decision: &str) -> Vec<Entry<'a>> {
        self.entries.iter().filter(|(entry, _)| text(entry, "decision") == decision).copied().collect()
    }

    fn heading(&mut self) {
        let response = text(&self.told.assessment, "response");
        let day = text(&self.told.assessment, "on");
        let line = format!("{}  ·  {day}  ·  {} ({response})", self.told.name, self.language.response(response));
        self.line(&line);
    }

    /// What is there today: first what is offered, then what the law asks for every child.
    fn now(&mut self) {
        let (law, offered): (Vec<_>, Vec<_>) = self.of("eligible").into_iter().partition(|(_, offer)| offer.to_attend);
        let shared = most_frequent(offered.iter().flat_map(|(entry, offer)| self.why(entry, offer)).collect());
        if !offered.is_empty() {
            let title = self.language.say([
                "Pour vous dès maintenant, à vous d'accepter ou non ; gratuit si aucun prix n'est écrit",
                "For you now, yours to accept or not; free where no price is written",
                "Jetzt für Sie, Sie entscheiden; kostenlos, wo kein Preis steht",
                "Per voi ora, decidete voi; gratis dove non c'è un prezzo",
            ]);
            let because = shared.as_ref().map(|why| format!(" · {why}")).unwrap_or_default();
            self.line(&format!("  {title}{because}"));
            self.grouped(&offered, |page, entry, offer| page.offered(entry, offer, shared.as_deref()));
        }
        if !law.is_empty() {
            let title = self.language.say([
                "Prévu par la loi pour chaque enfant, sans rien payer",
                "Set by law for every child, with nothing to pay",
                "Vom Gesetz für jedes Kind vorgesehen, ohne Kosten",
                "Previsto dalla legge per ogni bambino, senza spese",
            ]);
            self.line(&format!("  {title}"));
            self.grouped(&law, |page, entry, offer| page.offered(entry, offer, None));
        }
    }

    /// Lines of offers, those that say the same of several members as one.
    fn grouped(&mut self, entries: &[Entry<'a>], say: impl Fn(&Self, &'a Value, &'a Offer) -> String) {
        for (offer, subjects, said) in self.together(entries, say) {
            let line = format!("    {}{said}", self.name(offer, &subjects));
            self.line(&line);
        }
    }

    fn together(
        &self,
        entries: &[Entry<'a>],
        say: impl Fn(&Self, &'a Value, &'a Offer) -> String,
    ) -> Vec<(&'a Offer, Vec<&'a str>, String)> {
        let mut groups: Vec<(&Offer, Vec<&str>, String)> = Vec::new();
        for (entry, offer) in entries {
            let said = say(self, entry, offer);
            let subject = text(entry, "subject");
            match groups.iter_mut().find(|(other, _, same)| other.id == offer.id && *same == said) {
                Some((_, subjects, _)) => subjects.push(subject),
                None => groups.push((offer, vec![subject], said)),
            }
        }
        groups
    }

    fn name(&self, offer: &Offer, subjects: &[&str]) -> String {
        let title = offer.title(self.language);
        if self.several.contains(offer.member.as_str()) {
            format!("{title} [{}]", subjects.join(", "))
        } else {
            title.to_owned()
        }
    }

    /// How much, at what price, and why.
    fn offered(&self, entry: &Value, offer: &Offer, shared: Option<&str>) -> String {
        let mut line = String::new();
        if let Some(dose) = entry.get("dose") {
            let bound = |key| dose.get(key).and_then(Value::as_u64).unwrap_or_default();
            let _ = write!(
                line,
                "{} {}",
                self.language.colon(),
                self.language.amount(text(dose, "unit"), bound("least"), bound("most"))
            );
        }
        if let Some(cost) = offer.cost() {
            let _ = write!(line, ", {cost}");
        }
        if entry.get("already").and_then(Value::as_bool).unwrap_or_default() {
            line += self.language.say([", déjà en place", ", already yours", ", besteht schon", ", già in corso"]);
        }
        let why: Vec<String> = self.why(entry, offer).into_iter().filter(|why| Some(why.as_str()) != shared).collect();
        if !why.is_empty() {
            let _ = write!(line, " · {}", why.join("; "));
        }
        line
    }

    /// Each rule in the programme's words, its id, and what it read that the family itself knows.
    fn why(&self, entry: &Value, offer: &Offer) -> Vec<String> {
        let held = list(entry, "reasons").iter().filter(|reason| !excludes(reason));
        held.map(|reason| because(reason, offer, self.language)).collect()
    }

    /// The next steps, the nearest first.
    fn coming(&mut self) {
        let mut entries = self.of("not_yet");
        // Before there is news of a birth nobody counts months from it.
        entries.retain(|(entry, _)| text(entry, "then") != "undetermined" || !self.awaited(text(entry, "subject")));
        entries.sort_by_key(|(entry, _)| text(entry, "from"));
        let language = self.language;
        let groups = self.together(&entries, |_, entry, _| {
            let from = language.say(["à partir du", "from", "ab", "dal"]);
            let then = if text(entry, "then") == "undetermined" {
                language.say([", à voir ensemble", ", to look at together", ", gemeinsam zu klären", ", da vedere"])
            } else {
                ""
            };
            format!("{} {from} {}{then}", language.colon(), text(entry, "from"))
        });
        if groups.is_empty() {
            return;
        }
        self.line(&format!("  {}", language.say(["Plus tard", "Later", "Später", "Più avanti"])));
        for (offer, subjects, said) in groups.iter().take(FIRST) {
            let line = format!("    {}{said}", self.name(offer, subjects));
            self.line(&line);
        }
        let more = groups.len().saturating_sub(FIRST);
        if more > 0 {
            let each = language.say([
                "puis, chacun en son temps, d'autres pas :",
                "and after that, each in its time, more steps:",
                "und danach, jeder zu seiner Zeit, weitere Schritte:",
                "e poi, ognuno a suo tempo, altri passi:",
            ]);
            self.line(&format!("    {each} {more}"));
        }
    }

    /// What a word more would settle.
    fn open(&mut self) {
        let mut entries = self.of("undetermined");
        entries.sort_by_key(|(_, offer)| offer.to_attend);
        let groups = self.together(&entries, |_, _, _| String::new());
        let names: Vec<String> = groups.iter().map(|(offer, subjects, _)| self.name(offer, subjects)).collect();
        if !names.is_empty() {
            let title = self.language.say([
                "À voir ensemble, si vous voulez",
                "To look at together, if you like",
                "Gemeinsam anzuschauen, wenn Sie mögen",
                "Da vedere insieme, se volete",
            ]);
            let line = format!("  {title}{} {}", self.language.colon(), self.some(&names, TITLES));
            self.line(&line);
        }
    }

    fn some(&self, names: &[String], most: usize) -> String {
        let shown = names.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
        match names.len().saturating_sub(most) {
            0 => shown,
            more => format!(
                "{shown} {} {more}",
                self.language.say(["… et encore", "… and more:", "… und mehr:", "… e altri:"])
            ),
        }
    }

    /// The first questions, each sentence once. What somebody else observed is not asked of the family.
    fn questions(&mut self) {
        let mut asked: Vec<(String, Vec<&str>, Vec<&str>)> = Vec::new();
        for question in list(&self.told.assessment, "questions") {
            let fact = text(question, "fact");
            if fact.starts_with("family.observed.") {
                continue;
            }
            let sentence = self.sentence(fact);
            let unlocks = list(question, "unlocks").iter().filter_map(Value::as_str);
            let entry = match asked.iter().position(|(other, ..)| *other == sentence) {
                Some(index) => asked.get_mut(index),
                None => {
                    asked.push((sentence, Vec::new(), Vec::new()));
                    asked.last_mut()
                }
            };
            if let Some((_, facts, offers)) = entry {
                facts.push(fact);
                unlocks.for_each(|offer| {
                    if !offers.contains(&offer) {
                        offers.push(offer)
                    }
                });
            }
        }
        if asked.is_empty() {
            return;
        }
        let title = self.language.say([
            "Si vous voulez bien nous en parler",
            "If you would like to tell us",
            "Wenn Sie uns davon erzählen mögen",
            "Se volete parlarcene",
        ]);
        self.line(&format!("  {title}"));
        for (sentence, facts, offers) in asked.iter().take(FIRST) {
            let titles: Vec<String> = offers
                .iter()
                .filter_map(|id| self.words.offer(id))
                .map(|offer| offer.title(self.language).to_owned())
                .collect();
            let line = format!("    {sentence} ({}) → {}", facts.join(", "), self.some(&titles, TITLES));
            self.line(&line);
        }
        let more = asked.len().saturating_sub(FIRST);
        if more > 0 {
            let others = self.language.say([
                "d'autres questions, quand vous voudrez :",
                "other questions, whenever it suits you:",
                "weitere Fragen, wann immer es Ihnen passt:",
                "altre domande, quando vorrete:",
            ]);
            self.line(&format!("    {others} {more}"));
        }
    }

    /// How to ask for a fact: the programme's question, else the story's. News of a birth is not asked as a date.
    fn sentence(&self, fact: &str) -> String {
        let child = fact.strip_prefix("child[").and_then(|rest| rest.strip_suffix("].born"));
        if child.is_some_and(|child| self.awaited(child)) {
            return self.language.ask("birth").to_owned();
        }
        let sentence = self.words.question(fact, self.language).unwrap_or_else(|| self.language.ask(fact));
        if sentence.is_empty() { fact.to_owned() } else { sentence.to_owned() }
    }

    /// Whether that child's birth is not recorded.
    fn awaited(&self, id: &str) -> bool {
        list(&self.told.family, "children").iter().any(|child| text(child, "id") == id && child.get("born").is_none())
    }

    /// Examinations whose window has passed: a number, and whom to ask. Whether they took place is not known here.
    fn earlier(&mut self) {
        let count = self.of("no_longer").iter().filter(|(_, offer)| offer.unit == "examination").count();
        if count > 0 {
            let line = self.language.say([
                "Examens prévus plus tôt : # ; si l'un n'a pas eu lieu, demandez ce qui peut encore se faire",
                "Examinations planned for earlier: #; if one has not taken place, ask what can still be done",
                "Früher vorgesehene Untersuchungen: #; fand eine nicht statt, fragen Sie, was noch möglich ist",
                "Visite previste prima: #; se una non c'è stata, chiedete che cosa si può ancora fare",
            ]);
            self.line(&format!("  {}", line.replace('#', &count.to_string())));
        }
    }

    /// What comes from somebody else already, and what belongs to another place. No other no is written here.
    fn elsewhere(&mut self) {
        let mut found: Vec<String> = Vec::new();
        for (entry, offer) in self.of("not_eligible") {
            for reason in list(entry, "reasons") {
                let why = because(reason, offer, self.language);
                let line = if excludes(reason) && text(reason, "truth") == "yes" {
                    format!("  {}{} {why}", offer.title(self.language), self.language.colon())
                } else if !excludes(reason) && text(reason, "truth") == "no" && of_place(reason) {
                    let title = self.language.say([
                        "Ce qui est offert ici ne demande qu'une chose :",
                        "What is offered here asks for one thing:",
                        "Was hier angeboten wird, setzt eines voraus:",
                        "Ciò che è offerto qui chiede una cosa sola:",
                    ]);
                    format!("  {title} {why}")
                } else {
                    continue;
                };
                if !found.contains(&line) {
                    found.push(line);
                }
            }
        }
        found.iter().for_each(|line| self.line(line));
    }

    /// Where to go for what is there or may be; and who answers at night.
    fn whereabouts(&mut self) {
        let mut ids: Vec<&str> = Vec::new();
        for (entry, offer) in &self.entries {
            let now = text(entry, "decision") == "eligible";
            let maybe = text(entry, "decision") == "undetermined" && offer.member == "family";
            if (now || maybe) && !ids.contains(&offer.provider.as_str()) {
                ids.push(&offer.provider);
            }
        }
        let language = self.language;
        let places: Vec<String> = ids.iter().filter_map(|id| self.words.provider(id, language)).collect();
        if !places.is_empty() {
            self.line(&format!("  {} {}", language.say(["Où :", "Where:", "Wo:", "Dove:"]), places.join("; ")));
        }
        self.words.without_offers(language).iter().for_each(|provider| self.line(&format!("  {provider}")));
    }
}

fn excludes(reason: &Value) -> bool {
    reason.get("excludes").and_then(Value::as_bool).unwrap_or_default()
}

/// Whether a rule read nothing but where the family lives.
fn of_place(reason: &Value) -> bool {
    let facts = reason.get("facts").and_then(Value::as_object);
    facts.is_some_and(|facts| !facts.is_empty() && facts.keys().all(|fact| fact.starts_with("family.territor")))
}

fn because(reason: &Value, offer: &Offer, language: Language) -> String {
    let id = text(reason, "rule");
    let facts = reason.get("facts").and_then(Value::as_object).into_iter().flatten();
    let facts: Vec<String> = facts
        .filter(|(fact, _)| !fact.starts_with("family.observed."))
        .map(|(fact, value)| format!("{fact} = {value}"))
        .collect();
    let facts = if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) };
    format!("{} ({id}{facts})", offer.rule(id, language))
}

/// The reason that most offers share, to be written once.
fn most_frequent(reasons: Vec<String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for reason in reasons {
        *counts.entry(reason).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 1).map(|(reason, _)| reason)
}
