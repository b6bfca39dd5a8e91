//! What a journal's case is asked.

use millejours::{Consents, Error, Event, EventId, Journal, Party, Referral, Roster, Standing, Thread, parse_date};
use serde_json::{Value, json};

use crate::case::Case;

/// What stands that day, as one line of JSON.
pub fn told(case: &Case, text: &str, roster: &str, on: &str) -> Result<String, Error> {
    let (roster, on) = (Roster::from_json(roster)?, parse_date(on)?);
    let mut journal = Journal::from_jsonl(text, &roster)?;
    if let Some(lines) = &case.merge {
        journal = journal.merge(&Journal::from_jsonl(lines, &roster)?);
    }
    if let Some(line) = &case.append {
        journal.append(Event::from_json(line.trim_end())?, &roster, on)?;
    }
    if let Some(reader) = case.reader.as_deref().and_then(Party::parse) {
        journal = journal.copy_for(&reader, on, &|_: &Party, _: &Thread<'_>| true);
    }
    let (consents, referrals) = (journal.consents(on), journal.referrals(on));
    Ok(json!({
        "events": journal.len(),
        "heads": journal.heads().iter().map(EventId::to_string).collect::<Vec<_>>(),
        "standings": journal.standings(on).iter().map(standing).collect::<Vec<_>>(),
        "consents": parsed(&Consents::to_json(&consents)),
        "referrals": referrals.iter().map(|referral| parsed(&Referral::to_json(referral))).collect::<Vec<_>>(),
    })
    .to_string())
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn standing(standing: &Standing) -> Value {
    serde_json::to_value(standing).unwrap_or_default()
}
