//! The story in Rust: a visit without network, a withdrawal meanwhile at the office, the merge; then what a mother keeps from her
//! partner. The same lines as story.py and Story.kt.
//!
//! `cargo run -p millejours-examples --bin a-withdrawal-in-between`

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use millejours::{
    Audience, Consent, ConsentAsk, ConsentDecision, ConsentRules, Consents, Dictionary, Disclosure, Draft, Entry,
    Family, Journal, JournalId, Party, Programme, Referral, Request, Roster, RosterKey, SecretKey, parse_date,
};
use serde_json::Value;

/// What is told, or why it could not be.
pub type Told<T> = Result<T, Box<dyn Error>>;

const OFFICE: &str = "provider:office";
const MIDWIFE: &str = "provider:midwife-7";
const PMI: &str = "provider:pmi";
const HOUSE: &str = "provider:house";
const MOTHER: &str = "adult:a1";
const PARTNER: &str = "adult:a2";

/// EXAMPLE KEYS, known to everybody who reads this. A real key is drawn at random inside the keystore of a phone or of a
/// server and never leaves it: it signs what `Unsigned::bytes` gives, and no program holds it.
const EXAMPLE_KEYS: [(&str, u8); 5] = [(OFFICE, 1), (MIDWIFE, 2), (PMI, 3), (MOTHER, 4), (HOUSE, 5)];

/// In earnest 16 random bytes, drawn once for the family.
const EXAMPLE_JOURNAL: [u8; 16] = [5; 16];

/// What everybody in the story works with.
#[derive(Debug)]
pub struct Story {
    folder: PathBuf,
    programme: Programme,
    france: ConsentRules,
    family: Family,
    /// The documents that were written: consents, requests, a confidence.
    pub papers: Value,
    roster: Roster,
    drawn: u8,
    /// What was told so far.
    pub page: String,
}

/// What is left of the visit.
#[derive(Debug)]
pub struct Visit {
    /// The family's journal at the office, after the phone came back.
    pub office: Journal,
    /// The PMI's copy of the evening of the visit, and its copies after the merge and after the cancelling.
    pub pmi: [Journal; 3],
    /// What the midwife disclosed at the door.
    pub disclosure: Disclosure,
    /// The same with the referral, as FHIR.
    pub fhir: String,
    /// The consent that was taken back, in terms of DPV.
    pub dpv: String,
}

/// What is left of the confidence.
#[derive(Debug)]
pub struct Kept {
    /// The family's journal at the office.
    pub office: Journal,
    /// What the House is shown with the referral, as FHIR.
    pub fhir: String,
    /// What the partner gets: by name, with what is kept from him, and in a family in which it never was.
    pub partner: Vec<(&'static str, String, String)>,
}

impl Story {
    /// The story before anything happened.
    pub fn new() -> Told<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("a-withdrawal-in-between");
        let keys = EXAMPLE_KEYS.map(|(who, seed)| Ok(RosterKey::new(party(who)?, key(seed).public())));
        Ok(Self {
            programme: Programme::from_toml(fs::read(folder.join("../maison-1000-jours/programme.toml"))?)?,
            france: ConsentRules::shipped("FR")?,
            family: Family::from_json(fs::read(folder.join("family.json"))?)?,
            papers: serde_json::from_slice(&fs::read(folder.join("papers.json"))?)?,
            roster: Roster::new(keys.into_iter().collect::<Told<Vec<_>>>()?)?,
            drawn: 0,
            page: String::new(),
            folder,
        })
    }

    /// A visit without network, and a withdrawal meanwhile.
    pub fn visit(&mut self) -> Told<Visit> {
        self.title("A visit without network");
        let [first, visit, away, back] = ["2026-06-01", "2026-06-03", "2026-06-04", "2026-06-05"];

        // At the office the mother says in writing who may know what, and what help she would like.
        let mut office = Journal::new(JournalId::from_bytes(&EXAMPLE_JOURNAL));
        for (id, paper) in [("g0", "midwife-may-know"), ("g1", "pmi-may-know")] {
            let entry = Entry::consent(&Consent::from_json(self.paper(paper))?)?;
            self.say(&mut office, OFFICE, first, id, entry)?;
        }
        // The midwife's phone takes along what she may know of the family, and her part of the journal. Nothing else.
        let for_midwife = self.decide(&self.family, &office, "for-the-midwife", first)?.disclose("d0")?;
        self.say(&mut office, OFFICE, first, "d0", Entry::disclosure(&for_midwife)?)?;
        let known = for_midwife.view().clone();
        let mut phone = office.copy_for(&party(MIDWIFE)?, day(first)?, &self.family);
        self.journal(first, "the office", &office)?;
        self.journal(first, "the midwife's phone", &phone)?;
        self.line(&format!("the phone knows: {}", known.to_json()));

        // At the door, offline: proposed, agreed to, disclosed, requested. The phone decides with what it has.
        let least = self.programme.least_request("home-visit")?;
        let words: Vec<&str> = least.categories.iter().map(|category| category.as_str()).collect();
        self.line(&format!("the least that a home visit needs: {}", words.join(", ")));
        let proposed = r#"{"kind": "referral", "offer": "home-visit", "provider": "provider:pmi",
            "sender": "provider:midwife-7", "about": ["child[c1]"], "state": "proposed",
            "by": "provider:midwife-7"}"#;
        self.step(&mut phone, MIDWIFE, visit, "r1", proposed)?;
        let draft = r#"{"kind": "referral", "state": "draft", "by": "adult:a1", "evidence": {"form": "spoken"}}"#;
        self.step(&mut phone, MIDWIFE, visit, "r1", draft)?;
        let decision = self.decide(&known, &phone, "for-the-pmi", visit)?;
        self.decision(visit, &decision);
        let disclosure = decision.disclose("d1")?;
        self.say(&mut phone, MIDWIFE, visit, "d1", Entry::disclosure(&disclosure)?)?;
        let requested = r#"{"kind": "referral", "state": "requested", "by": "provider:midwife-7", "disclosure": "d1"}"#;
        self.step(&mut phone, MIDWIFE, visit, "r1", requested)?;
        self.journal(visit, "the midwife's phone", &phone)?;
        self.line(&format!("the PMI is shown: {}", disclosure.view().to_json()));
        let fhir = disclosure.to_fhir("https://midwife.example/fhir/d1", Some(&self.referral(&phone, "r1", visit)?))?;
        self.line(&format!("as FHIR R4B: {}", resources(&fhir)?));
        // In the evening she passes by the PMI, and hands it its copy from phone to phone.
        let told = phone.copy_for(&party(PMI)?, day(visit)?, &known);
        self.journal(visit, "the PMI's copy", &told)?;

        // Meanwhile, at the office, the mother takes the consent back. She gives no reason, and is asked for none.
        let withdrawn = r#"{"kind": "consent", "status": "withdrawn", "by": "adult:a1"}"#;
        self.step(&mut office, OFFICE, away, "g1", withdrawn)?;
        self.journal(away, "the office", &office)?;

        // The phone is back. Whichever side merges, the bytes are the same, and the withdrawal stands.
        let merged = office.merge(&phone, &self.roster, day(back)?)?;
        let other = phone.merge(&office, &self.roster, day(back)?)?;
        let same = merged.journal.to_jsonl() == other.journal.to_jsonl();
        let refused = merged.refused.len() + other.refused.len();
        self.line(&format!("{back}  merged both ways: same bytes {same}, refused {refused}"));
        let mut office = merged.journal;
        self.journal(back, "the family's journal", &office)?;
        self.decision(back, &self.decide(&known, &office, "for-the-pmi", back)?);
        let consents = office.consents(day(back)?);
        for duty in consents.withdrawal_duties(&[disclosure.record().clone()], &party(MIDWIFE)?, day(back)?) {
            let about = duty.disclosure.map(|id| format!(" ({id})")).unwrap_or_default();
            self.line(&format!(
                "  {} since {}: {} towards {}{about}",
                duty.duty.as_str(),
                duty.since,
                duty.who,
                duty.to
            ));
        }
        let withdrawn = consents.consent("g1").ok_or("g1 is in the journal")?.to_dpv(day(back)?);
        let stands =
            if withdrawn.contains("\"dpv:ConsentWithdrawn\"") { "dpv:ConsentWithdrawn" } else { "something else" };
        self.line(&format!("g1 as DPV: {stands}; {}", short(&withdrawn)));

        // The PMI's next copy has nothing of the request. It holds an older one: so she says `cancelled`, on her phone.
        let next = office.copy_for(&party(PMI)?, day(back)?, &self.family);
        self.journal(back, "the PMI's next copy", &next)?;
        let mut hers = office.copy_for(&party(MOTHER)?, day(back)?, &self.family);
        let cancelled = r#"{"kind": "referral", "state": "cancelled", "by": "adult:a1"}"#;
        self.step(&mut hers, MOTHER, back, "r1", cancelled)?;
        office = office.merge(&hers, &self.roster, day(back)?)?.journal;
        let last =
            told.merge(&office.copy_for(&party(PMI)?, day(back)?, &self.family), &self.roster, day(back)?)?.journal;
        self.journal(back, "what the PMI has then", &last)?;

        self.line("who has what, and may see what of child[c1]: before the withdrawal, and after");
        for (who, paper) in [
            (MOTHER, "seen-by-the-mother"),
            (PARTNER, "seen-by-the-partner"),
            (MIDWIFE, "for-the-midwife"),
            (PMI, "for-the-pmi"),
        ] {
            for (on, journal) in [(visit, &phone), (back, &office)] {
                let copy = journal.copy_for(&party(who)?, day(on)?, &self.family);
                let seen = self.seen(self.decide(&self.family, journal, paper, on)?)?;
                self.line(&format!("  {who} {on}: {}; sees {seen}", standings(&copy, on)?));
            }
        }
        self.line("what the mother reads, in her language");
        let italian = Dictionary::shipped("it")?;
        let referral = self.referral(&office, "r1", back)?;
        let said = referral.to_text(Some(&self.programme), &names(), day(back)?, &italian, Audience::Family)?;
        self.text(&said);
        let decision = self.decide(&self.family, &office, "for-the-pmi", back)?;
        self.text(&decision.to_text(&names(), &italian, Audience::Family)?);
        Ok(Visit { office, pmi: [told, next, last], disclosure, fhir, dpv: withdrawn })
    }

    /// A referral that her partner must not learn of.
    pub fn kept(&mut self, mut office: Journal) -> Told<Kept> {
        self.title("What is kept from a partner");
        let [asked, heard, answered, later] = ["2026-07-01", "2026-07-02", "2026-07-06", "2026-07-07"];
        let without = office.clone();

        // On her own phone she says first from whom it is kept. All that follows is then written so.
        let mut hers = office.copy_for(&party(MOTHER)?, day(asked)?, &self.family);
        let confidence = Entry::from_json(self.paper("kept-from-him"))?;
        self.say(&mut hers, MOTHER, asked, "k1", confidence)?;
        let consent = Entry::consent(&Consent::from_json(self.paper("house-may-know"))?)?;
        self.say(&mut hers, MOTHER, asked, "g2", consent)?;
        let shown = self.decide(&self.family, &hers, "for-the-house", asked)?.disclose("d2")?;
        self.say(&mut hers, MOTHER, asked, "d2", Entry::disclosure(&shown)?)?;
        let draft = r#"{"kind": "referral", "offer": "listening", "provider": "provider:house", "sender": "adult:a1",
            "about": ["adult[a1]", "child[c1]"], "state": "draft", "by": "adult:a1"}"#;
        self.step(&mut hers, MOTHER, asked, "r2", draft)?;
        let requested = r#"{"kind": "referral", "state": "requested", "by": "adult:a1", "disclosure": "d2"}"#;
        self.step(&mut hers, MOTHER, asked, "r2", requested)?;
        self.journal(asked, "her phone", &hers)?;
        let fhir = shown.to_fhir("https://phone.example/fhir/d2", Some(&self.referral(&hers, "r2", asked)?))?;
        self.line(&format!("as FHIR R4B: {}", resources(&fhir)?));

        // The office takes it in, the House gets its copy and answers.
        office = office.merge(&hers, &self.roster, day(heard)?)?.journal;
        let mut theirs = office.copy_for(&party(HOUSE)?, day(heard)?, &self.family);
        let accepted = r#"{"kind": "referral", "state": "accepted", "by": "provider:house"}"#;
        self.step(&mut theirs, HOUSE, answered, "r2", accepted)?;
        office = office.merge(&theirs, &self.roster, day(answered)?)?.journal;
        let unmarked = office.to_be_marked(&self.family).len();
        self.line(&format!("{answered}  still to be marked before copies are made: {unmarked}"));

        // The family as the office knows it now: with her need, and with the help that she has.
        let family = Family::from_json(fs::read(self.folder.join("family-with-what-is-kept.json"))?)?;
        for (who, name) in [(MOTHER, "her copy"), (HOUSE, "the House's copy"), (PARTNER, "his copy")] {
            self.journal(later, name, &office.copy_for(&party(who)?, day(later)?, &family))?;
        }
        let partner = self.partner(&family, &office, later)?;
        let never = self.partner(&self.family, &without, later)?;
        self.line("what he gets, beside a family in which nothing of it ever was");
        let mut pairs = Vec::new();
        for ((name, with), (_, without)) in partner.into_iter().zip(never) {
            self.line(&format!("  {name}: {}, same bytes {}", short(&with), with == without));
            pairs.push((name, with, without));
        }
        // Her need is the family's, and takes every adult's word. He is not named: it says to seek advice first.
        self.decision(later, &self.decide(&family, &office, "her-need-too", later)?);
        self.line("what she reads, in her language");
        let referral = self.referral(&office, "r2", later)?;
        let italian = Dictionary::shipped("it")?;
        let said = referral.to_text(Some(&self.programme), &names(), day(later)?, &italian, Audience::Family)?;
        self.text(&said);
        Ok(Kept { office, fhir, partner: pairs })
    }

    /// What of the child is disclosed.
    fn seen(&self, decision: ConsentDecision) -> Told<String> {
        let Some(permitted) = decision.permitted() else { return Ok("nothing".to_owned()) };
        let disclosure = permitted.disclose("d9")?;
        let parts = disclosure.record().parts.iter().filter(|part| part.about.to_string() == "child[c1]");
        Ok(parts.map(|part| part.category.as_str()).collect::<Vec<_>>().join(", "))
    }

    /// Everything that the partner could read.
    fn partner(&self, family: &Family, journal: &Journal, on: &str) -> Told<Vec<(&'static str, String)>> {
        let (consents, on) = (journal.consents(day(on)?).to_json(), day(on)?);
        let (family_json, request, rules) = (family.to_json(), self.paper("all-that-he-could-ask"), Some("FR"));
        let copy = journal.copy_for(&party(PARTNER)?, on, family);
        let programme = &self.programme;
        let disclosure = Consents::from_json(&consents)?
            .decide(family, programme.facts(), Some(&self.france), &Request::from_json(&request)?, on)
            .permitted()
            .ok_or("his own is his to see")?
            .disclose("d9")?;
        let page = programme.explain(disclosure.view(), on, &Dictionary::shipped("it")?, Audience::Family)?;
        Ok(vec![
            ("journal", copy.to_jsonl()),
            ("standing", copy.standing_json(on)),
            ("decision", programme.decide_json(&family_json, &consents, rules, &request, on)?),
            ("disclosure", programme.disclose_json(&family_json, &consents, rules, &request, on, "d9")?),
            (
                "assessment and questions",
                programme.assess_disclosed_json(&family_json, &consents, rules, &request, on)?,
            ),
            ("page in words", page.to_text()),
        ])
    }

    fn say(&mut self, journal: &mut Journal, who: &str, on: &str, thread: &str, entry: Entry) -> Told<()> {
        let seed = EXAMPLE_KEYS.iter().find(|(own, _)| *own == who).map(|(_, seed)| *seed).ok_or("nobody's key")?;
        let (key, on) = (key(seed), day(on)?);
        let (thread, author) = (thread.to_owned(), party(who)?);
        let draft = Draft { thread, author, key: key.public(), on, kept_from: [].into(), entry };
        // In earnest 32 random bytes, new each time.
        self.drawn += 1;
        let event = journal.draft(draft, [self.drawn; 32])?.sign(&key)?;
        journal.append(event, &self.roster, on)?;
        Ok(())
    }

    fn step(&mut self, journal: &mut Journal, who: &str, on: &str, thread: &str, entry: &str) -> Told<()> {
        self.say(journal, who, on, thread, Entry::from_json(entry)?)
    }

    fn decide(&self, family: &Family, journal: &Journal, request: &str, on: &str) -> Told<ConsentDecision> {
        let request = Request::from_json(self.paper(request))?;
        let consents = journal.consents(day(on)?);
        Ok(consents.decide(family, self.programme.facts(), Some(&self.france), &request, day(on)?))
    }

    fn referral(&self, journal: &Journal, id: &str, on: &str) -> Told<Referral> {
        Ok(journal.referral(id, day(on)?).ok_or("the referral is in the journal")?)
    }

    fn paper(&self, name: &str) -> String {
        self.papers.get(name).map(Value::to_string).unwrap_or_default()
    }

    // What is printed.

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.page, "{text}");
    }

    fn title(&mut self, text: &str) {
        let gap = if self.page.is_empty() { "" } else { "\n" };
        self.line(&format!("{gap}{text}"));
    }

    fn text(&mut self, text: &str) {
        for line in text.lines() {
            self.line(&format!("  | {line}"));
        }
    }

    fn journal(&mut self, on: &str, whose: &str, journal: &Journal) -> Told<()> {
        let stands = standings(journal, on)?;
        self.line(&format!("{on}  {whose}: {} events, {}; {stands}", journal.len(), short(&journal.to_jsonl())));
        Ok(())
    }

    fn decision(&mut self, on: &str, decision: &ConsentDecision) {
        self.line(&format!("{on}  may {} see it? {}", decision.recipient(), decision.answer().as_str()));
        for part in decision.parts() {
            let reasons: Vec<&str> = part.reasons.iter().map(|reason| reason.code.as_str()).collect();
            let ask: Vec<String> = part
                .ask
                .iter()
                .map(|ask| match ask {
                    ConsentAsk::Whom { whom, .. } => format!("; ask {whom}"),
                    _ => "; seek advice first".to_owned(),
                })
                .collect();
            let about = format!("{}, {}", part.about, part.category.as_str());
            self.line(&format!("  {about}: {} ({}){}", part.decision.as_str(), reasons.join(", "), ask.concat()));
        }
    }
}

/// Where each thread stands.
fn standings(journal: &Journal, on: &str) -> Told<String> {
    let all: Vec<String> =
        journal.standings(day(on)?).iter().map(|own| format!("{} {}", own.thread, own.state)).collect();
    Ok(if all.is_empty() { "nothing".to_owned() } else { all.join(", ") })
}

/// The kinds of resources in a bundle, and its length and CRC-32.
fn resources(bundle: &str) -> Told<String> {
    let document: Value = serde_json::from_str(bundle)?;
    let entries = document.get("entry").and_then(Value::as_array).ok_or("a bundle has entries")?;
    let kinds: Vec<&str> =
        entries.iter().filter_map(|entry| entry.pointer("/resource/resourceType")?.as_str()).collect();
    Ok(format!("{}; {}", kinds.join(", "), short(bundle)))
}

fn names() -> BTreeMap<String, String> {
    [
        (PMI, "PMI di Valrose"),
        (HOUSE, "La Maison"),
        (MIDWIFE, "signora Blanc"),
        (MOTHER, "Giulia"),
        ("child:c1", "Nino"),
    ]
    .map(|(who, name)| (who.to_owned(), name.to_owned()))
    .into()
}

fn party(text: &str) -> Told<Party> {
    Ok(Party::parse(text).ok_or("this is no party")?)
}

fn day(text: &str) -> Told<NaiveDate> {
    Ok(parse_date(text)?)
}

fn key(seed: u8) -> SecretKey {
    SecretKey::from_bytes(&[seed; 32])
}

/// Length and CRC-32, as zip and PNG have it: Python's `zlib.crc32`, Java's `java.util.zip.CRC32`.
fn short(text: &str) -> String {
    let mut crc = u32::MAX;
    for byte in text.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    format!("{} bytes, crc32 {:08x}", text.len(), !crc)
}

fn main() -> Told<()> {
    let mut story = Story::new()?;
    let office = story.visit()?.office;
    story.kept(office)?;
    print!("{}", story.page);
    Ok(())
}
