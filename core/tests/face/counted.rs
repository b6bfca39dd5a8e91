//! What is counted of referrals, for whoever runs the help and for research, and what a withdrawal asks for.

use millejours::{
    ConsentRules, Consents, Family, Journal, JournalId, Milestones, Party, Referral, ReferralRow, ReferralStepRow,
    ResearchDays, ResearchFamily, ResearchQuestion, ResearchRow, StageWait, Waits, WithdrawalDuties, parse_date,
    referral_histories, referral_milestones, referral_waits, referral_waits_json, research_waits,
};

use super::programme;

const REFERRAL: &str = r#"{"schema": 1, "id": "r1", "offer": "visit", "provider": "provider:pmi", "sender": "adult:a1",
    "about": ["family"], "steps": [{"state": "draft", "on": "2026-06-01", "by": "adult:a1"}]}"#;

#[test]
fn referrals_are_counted_where_enough_came() {
    let on = parse_date("2026-06-30").unwrap();
    let referral = Referral::from_json(REFERRAL).unwrap();
    let days = Milestones::of(&referral, on);
    assert_eq!(days.agreed_on, parse_date("2026-06-01").ok());
    let told = |at_least| referral_waits_json(format!(r#"{{"schema": 1, "referrals": [{REFERRAL}]}}"#), on, at_least);
    assert!(told(1).unwrap().contains(r#""stage":"agreed","reached":1"#));
    assert!(told(5).unwrap().contains(r#""stage":"agreed","reached":null"#));
    assert!(told(2).is_err());
    let journal = Journal::new(JournalId::from_bytes(&[5; 16]));
    let steps: Vec<ReferralStepRow> = referral_histories([("f1", &journal)], on);
    let rows: Vec<ReferralRow> = referral_milestones([("f1", &journal)], on);
    let waits: Vec<Waits> = referral_waits(&rows, 5).unwrap();
    let stages: Vec<StageWait> = waits.iter().flat_map(|own| own.stages.clone()).collect();
    assert!(steps.is_empty() && stages.is_empty());
}

#[test]
fn research_sees_nothing_that_was_not_agreed_to() {
    let on = parse_date("2026-06-30").unwrap();
    let (rules, researcher) = (ConsentRules::shipped("FR").unwrap(), Party::parse("researcher:insee").unwrap());
    let question = ResearchQuestion::new(researcher, rules.clone(), ResearchDays::Month).unwrap();
    let (family, nothing, referrals) = (Family::new(), Consents::new(), [Referral::from_json(REFERRAL).unwrap()]);
    let told = ResearchFamily::of_documents(&family, &nothing, &referrals).called("n1");
    let rows: Vec<ResearchRow> = programme().research_rows([told], &question, on);
    assert!(rows.is_empty());
    assert!(research_waits(&rows, |row| row.offer.clone(), 5).unwrap().is_empty());
    // A provider is no researcher.
    assert!(ResearchQuestion::new(Party::parse("provider:pmi").unwrap(), rules, ResearchDays::Day).is_err());
    let duties: Option<WithdrawalDuties> = None;
    assert!(duties.is_none());
}
