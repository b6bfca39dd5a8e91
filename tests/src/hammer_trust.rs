//! What must hold of any bytes at all where consents, rules, referrals and journals are read: no panic, refusals that say
//! something and repeat nothing of a family, and a journal in which nothing stands that nobody signed. Both the fuzz targets
//! and a plain test use it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use millejours::{
    About, Act, Category, Consent, ConsentRules, Consents, Entry, Error, Event, EventId, Facts, Family, Journal,
    LawfulSharing, Party, Purpose, Referral, ReferralState, Request, RetentionRules, Roster, parse_date,
};

use crate::desk::{Desk, day, id, party, roster};
use crate::hammer::SECRET;

/// A family with two adults, for whatever loads.
const FAMILY: &str = r#"{"schema": 1, "complete": ["adults"], "adults": [{"id": "a1", "born": "1990"}, {"id": "a2"}],
    "children": [{"id": "c1", "born": "2024-03-02"}],
    "relations": [{"adult": "a1", "child": "c1", "kind": "parent", "authority": "joint"}]}"#;

/// A refusal says something, and nothing of a family.
fn secret(error: &Error) -> Result<(), String> {
    // A key that is a slip for a known one is named, so that it can be mended.
    let repeats = |own: &&millejours::Problem| {
        let slip = own.code == millejours::Code::DocumentUnknownKey && own.help.is_some();
        !slip && format!("{own:?}").contains(SECRET)
    };
    match error.problems() {
        [] => Err("a refusal without a problem".to_owned()),
        all => match all.iter().find(repeats) {
            Some(own) => Err(format!("what a family said is repeated: {own:?}")),
            None => Ok(()),
        },
    }
}

fn refused<T>(result: Result<T, Error>) -> Result<Option<T>, String> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => secret(&error).map(|()| None),
    }
}

fn again(written: &str, read: Result<String, Error>) -> Result<(), String> {
    match read {
        Ok(once_more) if once_more == written => Ok(()),
        other => Err(format!("{written}\nis read again as {other:?}")),
    }
}

/// Each document of consents that the bytes may be: read, written as it is read, and asked.
///
/// # Errors
/// What does not hold.
pub fn consents(bytes: &[u8]) -> Result<(), String> {
    if let Some(own) = refused(Consent::from_json(bytes))? {
        again(&own.to_json(), Consent::from_json(own.to_json()).map(|own| own.to_json()))?;
    }
    if let Some(own) = refused(LawfulSharing::from_json(bytes))? {
        again(&own.to_json(), LawfulSharing::from_json(own.to_json()).map(|own| own.to_json()))?;
    }
    if let Some(own) = refused(Request::from_json(bytes))? {
        again(&own.to_json(), Request::from_json(own.to_json()).map(|own| own.to_json()))?;
        decided(&Consents::new(), &own)?;
    }
    if let Some(own) = refused(Consents::from_json(bytes))? {
        again(&own.to_json(), Consents::from_json(own.to_json()).map(|own| own.to_json()))?;
        let about = [About::Family, About::Adult("a1".to_owned()), About::Child("c1".to_owned())];
        for recipient in ["provider:pmi", "adult:a2"] {
            let categories = [Category::Birth, Category::Need];
            let request = Request::new(party(recipient), Purpose::Referral, Act::Ordinary, categories, about.clone());
            decided(&own, &request)?;
        }
    }
    Ok(())
}

fn decided(consents: &Consents, request: &Request) -> Result<(), String> {
    let family = Family::from_json(FAMILY).map_err(|error| error.to_string())?;
    let rules = ConsentRules::shipped("FR").map_err(|error| error.to_string())?;
    for on in ["2026-06-01", "1900-01-01", "9999-12-31"] {
        let on = parse_date(on).map_err(|error| error.to_string())?;
        let decision = consents.decide(&family, &Facts::new(), Some(&rules), request, on);
        refused(decision.disclose("d1"))?;
    }
    Ok(())
}

/// Rules of a country, or of retention.
///
/// # Errors
/// What does not hold.
pub fn rules(bytes: &[u8]) -> Result<(), String> {
    for read in [ConsentRules::from_toml(bytes), ConsentRules::from_json(bytes)] {
        refused(read)?;
    }
    for read in [RetentionRules::from_toml(bytes), RetentionRules::from_json(bytes)] {
        refused(read)?;
    }
    if let Some(own) = refused(Roster::from_json(bytes))? {
        again(&own.to_json(), Roster::from_json(own.to_json()).map(|own| own.to_json()))?;
    }
    Ok(())
}

/// A referral: read, and written as it is read.
///
/// # Errors
/// What does not hold.
pub fn referral(bytes: &[u8]) -> Result<(), String> {
    let Some(own) = refused(Referral::from_json(bytes))? else { return Ok(()) };
    let ended = own.state().is_end() && own.state() != ReferralState::EnteredInError;
    if ended && own.steps.iter().rev().skip(1).any(|step| step.state.is_end()) {
        return Err(format!("{} ends twice", own.to_json()));
    }
    again(&own.to_json(), Referral::from_json(own.to_json()).map(|own| own.to_json()))
}

/// A journal in which everybody of the desk said something.
pub static WHOLE: LazyLock<Journal> = LazyLock::new(|| {
    let mut desk = Desk::default();
    let said = [
        (
            "g1",
            "adult:a1",
            "2026-05-01",
            r#"{"kind": "consent", "giver": "adult:a1", "gives": ["release", "processing"],
            "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["child[c1]"],
            "act": "ordinary", "from": "2026-05-01", "status": "given"}"#,
        ),
        (
            "k1",
            "adult:a1",
            "2026-05-02",
            r#"{"kind": "confidence", "giver": "adult:a1", "keep": ["referral[r1]"],
            "from": ["adult:a2"], "status": "kept"}"#,
        ),
        (
            "r1",
            "provider:midwife",
            "2026-05-03",
            r#"{"kind": "referral", "offer": "visit", "provider": "provider:pmi",
            "sender": "provider:midwife", "about": ["family"], "asked": ["adult:a1"], "state": "proposed",
            "by": "provider:midwife"}"#,
        ),
        (
            "r1",
            "adult:a1",
            "2026-05-04",
            r#"{"kind": "referral", "state": "not_now", "by": "adult:a1", "until": "2026-07-01"}"#,
        ),
        ("n1", "adult:a2", "2026-05-04", r#"{"kind": "note", "text": "zq9"}"#),
        ("g1", "adult:a1", "2026-05-05", r#"{"kind": "consent", "status": "withdrawn", "by": "adult:a1"}"#),
    ];
    let failed =
        said.into_iter().filter_map(|(thread, author, on, entry)| desk.say(thread, author, on, entry).err()).count();
    debug_assert_eq!(failed, 0, "the desk refuses what it is told");
    desk.journal
});

/// A journal, an event, an entry: what is read of them was signed, and they meet a whole journal without harm.
///
/// # Errors
/// What does not hold.
pub fn journal(bytes: &[u8]) -> Result<(), String> {
    if let Some(entry) = refused(Entry::from_json(bytes))? {
        again(entry.to_json(), Entry::from_json(entry.to_json()).map(|own| own.to_json().to_owned()))?;
    }
    if let Some(event) = refused(Event::from_json(bytes))? {
        again(&event.to_json(), Event::from_json(event.to_json()).map(|own| own.to_json()))?;
    }
    let Some(own) = refused(Journal::from_jsonl(bytes, id(), &roster()))? else { return Ok(()) };
    again(&own.to_jsonl(), Journal::from_jsonl(own.to_jsonl(), id(), &roster()).map(|own| own.to_jsonl()))?;
    let on = day("2030-01-01");
    let signed: BTreeSet<EventId> = WHOLE.events().map(Event::id).collect();
    let lines: BTreeSet<String> = WHOLE.events().map(Event::to_json).collect();
    for event in own.events() {
        if !signed.contains(&event.id()) || !lines.contains(&event.to_json()) {
            return Err("an event stands that nobody signed so".to_owned());
        }
    }
    let merged = own.merge(&WHOLE, &roster(), on).map_err(|error| error.to_string())?;
    if merged.journal.to_jsonl() != WHOLE.to_jsonl() || !merged.refused.is_empty() {
        return Err("merging a part with the whole gives something else".to_owned());
    }
    let family = Family::from_json(FAMILY).map_err(|error| error.to_string())?;
    for reader in ["adult:a2", "provider:pmi"].into_iter().filter_map(Party::parse) {
        let copy = own.copy_for(&reader, on, &family).to_jsonl();
        if reader.is_member() && copy.contains("visit") {
            return Err("a copy tells what is kept from its reader".to_owned());
        }
    }
    Ok(())
}
