//! The simple shape of a vector: one call, its arguments as texts, and the bytes that come out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use millejours::{
    Audience, Consent, Consents, Dictionary, Error, Event, Family, Journal, JournalId, Party, Programme, Referral,
    ReferralCode, ReferralState, Replay, Roster, StatedDecision, WithdrawalDuties, parse_date, referral_waits_json,
};
use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Value};

/// A file of calls.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// What the calls show.
    pub about: String,
    /// Arguments of the cases that bring none of that name.
    #[serde(default)]
    pub defaults: BTreeMap<String, String>,
    /// The cases.
    pub case: Vec<Call>,
}

/// One call.
#[derive(Debug, Clone, Deserialize)]
pub struct Call {
    /// Its name, unique among all files.
    pub name: String,
    /// What it shows.
    pub about: Option<String>,
    /// The call, by the name of its JSON door.
    pub call: String,
    /// What comes out.
    pub expect: Option<String>,
    /// The refusal that comes out, as `Error::to_json` writes it.
    pub error: Option<String>,
    /// The arguments by name; `NAME_file` names a file of this repository instead.
    #[serde(flatten)]
    pub arguments: BTreeMap<String, String>,
}

/// The arguments of one call, each to be asked for.
struct Arguments<'a> {
    root: &'a Path,
    group: &'a Calls,
    case: &'a Call,
    asked: RefCell<BTreeSet<String>>,
}

impl Arguments<'_> {
    fn maybe(&self, name: &str) -> Result<Option<String>, String> {
        let from_file = format!("{name}_file");
        for from in [&self.case.arguments, &self.group.defaults] {
            for key in [name, from_file.as_str()] {
                let Some(text) = from.get(key) else { continue };
                self.asked.borrow_mut().insert(key.to_owned());
                return match key == name {
                    true => Ok(Some(text.clone())),
                    false => {
                        std::fs::read_to_string(self.root.join(text)).map(Some).map_err(|e| format!("{text}: {e}"))
                    }
                };
            }
        }
        Ok(None)
    }

    fn text(&self, name: &str) -> Result<String, String> {
        self.maybe(name)?.ok_or_else(|| format!("`{}` needs `{name}`", self.case.call))
    }
}

/// A wrong case, or what came out of the call.
type Came = Result<Result<String, Error>, String>;

/// Makes the call.
///
/// # Errors
/// A case that is not written as it should be.
pub fn play(root: &Path, group: &Calls, case: &Call) -> Came {
    let given = Arguments { root, group, case, asked: RefCell::default() };
    let came = called(&given)?;
    let asked = given.asked.into_inner();
    match case.arguments.keys().find(|key| !asked.contains(*key)) {
        Some(key) => Err(format!("`{}` does not read `{key}`", case.call)),
        None => Ok(came),
    }
}

fn called(given: &Arguments<'_>) -> Came {
    let programme = || given.text("programme").map(Programme::from_toml);
    let on = || given.text("on").map(|text| parse_date(&text));
    Ok(match given.case.call.as_str() {
        "referral_states" => Ok(ReferralState::table_json()),
        "referral_codes" => Ok(ReferralCode::table_json()),
        "referral" => Referral::from_json(given.text("referral")?).map(|referral| referral.to_json()),
        "referral_step" => Referral::step_json(given.text("referral")?, given.text("step")?),
        "deadlines" => {
            let (programme, on, referral) = (programme()?, on()?, given.text("referral")?);
            programme.and_then(|programme| programme.deadlines_json(referral, on?))
        }
        "least_request" => {
            let offer = given.text("offer")?;
            programme()?.and_then(|programme| programme.least_request_json(&offer))
        }
        "consent_dpv" => {
            let (consent, on) = (given.text("consent")?, on()?);
            on.and_then(|on| Consent::dpv_json(consent, on))
        }
        "disclose_fhir" => {
            let [family, consents, request] = [given.text("family")?, given.text("consents")?, given.text("request")?];
            let (rules, programme, on) = (given.maybe("rules")?, programme()?, on()?);
            let (id, base, referral) = (given.text("id")?, given.text("base")?, given.maybe("referral")?);
            programme.and_then(|programme| {
                let rules = rules.as_deref();
                programme.disclose_fhir_json(family, consents, rules, request, on?, &id, &base, referral)
            })
        }
        "withdrawal_duties" => {
            let (consents, disclosures, discloser) =
                (given.text("consents")?, given.text("disclosures")?, given.text("discloser")?);
            on()?.and_then(|on| Consents::withdrawal_duties_json(consents, disclosures, &discloser, on))
        }
        "research" => {
            let [family, consents, referrals] =
                [given.text("family")?, given.text("consents")?, given.text("referrals")?];
            let [researcher, rules, days] = [given.text("researcher")?, given.text("rules")?, given.text("days")?];
            let (programme, on) = (programme()?, on()?);
            programme.and_then(|programme| {
                programme.research_json(family, consents, referrals, &researcher, &rules, &days, on?)
            })
        }
        "referral_waits" => {
            let at_least = given.text("at_least")?.parse().map_err(|_| "`at_least` is no number")?;
            let (referrals, on) = (given.text("referrals")?, on()?);
            on.and_then(|on| referral_waits_json(referrals, on, at_least))
        }
        "journal" => return journal(given),
        "duties_text" | "decision_text" | "referral_text" => return text(given),
        "waiting_list" => Referral::waiting_list_json(given.text("referrals")?, &given.text("offer")?),
        "cascades" => {
            let (referrals, on, at_least) = (given.text("referrals")?, on()?, given.text("at_least")?);
            let at_least = at_least.parse().map_err(|_| "`at_least` is no number")?;
            on.and_then(|on| Referral::cascades_json(referrals, on, at_least))
        }
        "due_for_erasure" => {
            let [text, roster, rules] = [given.text("journal")?, given.text("roster")?, given.text("rules")?];
            let id = JournalId::parse(&given.text("id")?).ok_or("that is no id of a journal")?;
            let journal = Roster::from_json(roster).and_then(|roster| Journal::from_jsonl(text, id, &roster));
            let on = on()?;
            journal.and_then(|journal| journal.due_for_erasure_json(rules, on?))
        }
        "replay" => return replay(given),
        call @ ("decide" | "disclose" | "assess_disclosed") => {
            let [family, consents, request] = [given.text("family")?, given.text("consents")?, given.text("request")?];
            let (rules, programme, on) = (given.maybe("rules")?, programme()?, on()?);
            let rules = rules.as_deref();
            programme.and_then(|programme| match call {
                "decide" => programme.decide_json(family, consents, rules, request, on?),
                "disclose" => programme.disclose_json(family, consents, rules, request, on?, "d1"),
                _ => programme.assess_disclosed_json(family, consents, rules, request, on?),
            })
        }
        other => return Err(format!("there is no call `{other}`")),
    })
}

/// A decision, duties or a referral in the words of a dictionary: of the document `dictionary`, or the one shipped for `language`.
fn text(given: &Arguments<'_>) -> Came {
    let audience = Audience::of(&given.text("audience")?).ok_or("there is no such audience")?;
    let dictionary = match given.maybe("dictionary")? {
        Some(document) => Dictionary::from_toml(document),
        None => Dictionary::shipped(&given.text("language")?),
    };
    let names = given.maybe("names")?;
    if given.case.call == "decision_text" {
        let decision = given.text("decision")?;
        return Ok(dictionary.and_then(|words| StatedDecision::text_json(decision, names, &words, audience)));
    }
    if given.case.call == "duties_text" {
        let duties = given.text("duties")?;
        return Ok(dictionary.and_then(|words| WithdrawalDuties::text_json(duties, names, &words, audience)));
    }
    let (referral, on, programme) = (given.text("referral")?, given.text("on")?, given.maybe("programme")?);
    Ok((|| {
        let (words, on, programme) = (dictionary?, parse_date(&on)?, programme.map(Programme::from_toml).transpose()?);
        Referral::text_json(referral, programme.as_ref(), names, on, &words, audience)
    })())
}

/// A journal read line by line to its end: how many events, and the heads.
fn replay(given: &Arguments<'_>) -> Came {
    let [text, roster] = [given.text("journal")?, given.text("roster")?];
    let id = JournalId::parse(&given.text("id")?).ok_or("that is no id of a journal")?;
    Ok((|| {
        let roster = Roster::from_json(roster)?;
        let mut replay = Replay::new(id, &roster);
        for line in text.lines() {
            replay.push(line)?;
        }
        let (events, heads) = (replay.len(), replay.heads());
        replay.finish()?;
        let heads: Vec<String> = heads.iter().map(|id| format!("\"{id}\"")).collect();
        Ok(format!(r#"{{"events":{events},"heads":[{}]}}"#, heads.join(",")))
    })())
}

/// What stands because of a journal, perhaps once it was merged with another copy, got one event more (dated as the caller
/// says) or was copied for a reader.
fn journal(given: &Arguments<'_>) -> Came {
    let [text, roster, on] = [given.text("journal")?, given.text("roster")?, given.text("on")?];
    let id = JournalId::parse(&given.text("id")?).ok_or("that is no id of a journal")?;
    let (other, line, reader) = (given.maybe("merge")?, given.maybe("append")?, given.maybe("reader")?);
    let (family, known) = (given.maybe("family")?, given.maybe("merge_roster")?);
    let reader = match reader {
        Some(reader) => Some(Party::parse(&reader).ok_or("the reader is nobody")?),
        None => None,
    };
    Ok((|| {
        let (roster, on) = (Roster::from_json(roster)?, parse_date(&on)?);
        // The other copy may have been verified before a key was revoked.
        let before = known.map_or_else(|| Ok(roster.clone()), Roster::from_json)?;
        let mut journal = Journal::from_jsonl(text, id, &roster)?;
        let mut refused = Vec::new();
        if let Some(lines) = other {
            let merge = journal.merge(&Journal::from_jsonl(lines, id, &before)?, &roster, on)?;
            journal = merge.journal;
            refused = merge.refused;
        }
        if let Some(line) = line {
            journal.append(Event::from_json(line.trim_end())?, &roster, on)?;
        }
        if let Some(reader) = reader {
            let family = family.map_or_else(|| Ok(Family::new()), Family::from_json)?;
            journal = journal.copy_for(&reader, on, &family);
        }
        let standing = journal.standing_json(on);
        let refused: Vec<String> =
            refused.iter().map(|one| format!(r#"{{"event":"{}","code":"{}"}}"#, one.event, one.code)).collect();
        Ok(match refused.is_empty() {
            true => standing,
            false => format!(r#"{{"standing":{standing},"refused":[{}]}}"#, refused.join(",")),
        })
    })())
}

/// Compares what came with what is written.
///
/// # Errors
/// What differs.
pub fn compare(case: &Call, came: &Result<String, Error>) -> Result<(), String> {
    let (key, came) = written(came);
    let stands = if key == "expect" { (&case.expect, &case.error) } else { (&case.error, &case.expect) };
    match stands {
        (Some(text), None) if text.trim_end_matches('\n') == came => Ok(()),
        _ => Err(format!("{key} came:\n{came}")),
    }
}

fn written(came: &Result<String, Error>) -> (&'static str, String) {
    match came {
        Ok(text) => ("expect", text.clone()),
        Err(error) => ("error", error.to_json()),
    }
}

/// The text of a file with its expectations as they come out today.
///
/// # Errors
/// A case that is not written as it should be.
pub fn blessed(root: &Path, text: &str) -> Result<String, String> {
    let group: Calls = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let tables = document.get_mut("case").and_then(Item::as_array_of_tables_mut).ok_or("it has no case")?;
    for (case, table) in group.case.iter().zip(tables.iter_mut()) {
        let came = play(root, &group, case).map_err(|wrong| format!("{}: {wrong}", case.name))?;
        if compare(case, &came).is_ok() {
            continue;
        }
        let (key, came) = written(&came);
        table.remove(if key == "expect" { "error" } else { "expect" });
        table.insert(key, Item::Value(literal(&came)));
    }
    Ok(document.to_string())
}

/// A literal of several lines where TOML allows one, else a string with escapes.
fn literal(came: &str) -> Value {
    let plain = !came.contains("'''") && !came.chars().any(|letter| letter.is_control() && letter != '\n');
    let document: Option<DocumentMut> = format!("key = '''\n{came}\n'''\n").parse().ok().filter(|_| plain);
    let value = document.and_then(|document| document.get("key").and_then(Item::as_value).cloned());
    value.unwrap_or_else(|| Value::from(format!("{came}\n")))
}
