//! Lives of consents and referrals in a journal, told step by step.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;

use millejours::{
    About, Category, Code, Consent, Consents, Draft, Entry, Event, Facts, Family, Journal, JournalId, Party, Purpose,
    ReferralState, Request, Roster, RosterKey, SecretKey, parse_date,
};

const FAMILY: &str = r#"{"schema":1,"complete":["adults","children","pregnancies"],
    "adults":[{"id":"a1","born":"1994"},{"id":"a2","born":"1990"}],"children":[{"id":"c1","born":"2026-02-11"}],
    "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"sole"}]}"#;

/// The midwife, the mother and the service, each with a key.
struct World {
    journal: Journal,
    roster: Roster,
    salt: u8,
}

fn id() -> JournalId {
    JournalId::from_bytes(&[5; 16])
}

/// What both hold, on a day after all that is said here.
fn merge(one: &Journal, other: &Journal) -> Journal {
    let merge = one.merge(other, &World::new().roster, parse_date("2026-12-31").unwrap()).unwrap();
    assert!(merge.refused.is_empty());
    merge.journal
}

fn party(text: &str) -> Party {
    Party::parse(text).unwrap()
}

fn key(author: &str) -> SecretKey {
    SecretKey::from_bytes(&[u8::try_from(author.len()).unwrap(); 32])
}

impl World {
    fn new() -> Self {
        let keys = ["provider:midwife", "adult:a1", "provider:pmi"];
        let roster = Roster::new(keys.map(|author| RosterKey::new(party(author), key(author).public()))).unwrap();
        World { journal: Journal::new(id()), roster, salt: 0 }
    }

    fn event(&mut self, thread: &str, author: &str, on: &str, entry: Entry) -> Result<Event, millejours::Error> {
        self.salt += 1;
        let key = key(author);
        let (thread, author, on) = (thread.to_owned(), party(author), parse_date(on).unwrap());
        let draft = Draft { thread, author, key: key.public(), on, kept_from: BTreeSet::new(), entry };
        self.journal.draft(draft, [self.salt; 32])?.sign(&key)
    }

    fn tell(&mut self, thread: &str, author: &str, on: &str, entry: Entry) -> Result<(), millejours::Error> {
        let event = self.event(thread, author, on, entry)?;
        self.journal.append(event, &self.roster, parse_date(on).unwrap()).map(|_| ())
    }

    fn say(&mut self, thread: &str, author: &str, on: &str, entry: &str) -> Result<(), millejours::Error> {
        self.tell(thread, author, on, Entry::from_json(entry)?)
    }

    fn state(&self, referral: &str, on: &str) -> ReferralState {
        self.journal.referral(referral, parse_date(on).unwrap()).unwrap().state()
    }
}

fn consent() -> Consent {
    Consent::from_json(
        r#"{"id":"g1","giver":"adult:a1","gives":["release","processing"],"purpose":"referral","categories":["birth",
        "family_situation"],"recipients":["provider:pmi"],"about":["child[c1]"],"act":"ordinary","from":"2026-06-01",
        "evidence":{"form":"spoken","of_age":true},"status":"given","since":"2026-06-01"}"#,
    )
    .unwrap()
}

/// The consents that the journal holds let the service see when the child was born, if they do.
fn disclosed(consents: &Consents, on: &str) -> Result<Entry, millejours::Error> {
    let family = Family::from_json(FAMILY).unwrap();
    let about = [About::Child("c1".to_owned())];
    let request = Request::new(party("provider:pmi"), Purpose::Referral, [Category::Birth], about);
    let rules = millejours::ConsentRules::shipped("FR").unwrap();
    let decision = consents.decide(&family, &Facts::new(), Some(&rules), &request, parse_date(on).unwrap());
    Entry::disclosure(&decision.disclose("d1")?)
}

const PROPOSED: &str = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"provider:midwife",
    "about":["child[c1]"],"state":"proposed","by":"provider:midwife"}"#;
const DRAFT: &str = r#"{"kind":"referral","state":"draft","by":"adult:a1"}"#;
const REQUESTED: &str = r#"{"kind":"referral","state":"requested","by":"provider:midwife","disclosure":"d1"}"#;
const WITHDRAWN: &str = r#"{"kind":"consent","status":"withdrawn"}"#;

/// Up to the family's yes, and the disclosure.
fn agreed() -> World {
    let mut world = World::new();
    world.tell("g1", "provider:midwife", "2026-06-01", Entry::consent(&consent()).unwrap()).unwrap();
    world.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    world.say("r1", "provider:midwife", "2026-06-01", DRAFT).unwrap();
    let consents = world.journal.consents(parse_date("2026-06-02").unwrap());
    world.tell("d1", "provider:midwife", "2026-06-02", disclosed(&consents, "2026-06-02").unwrap()).unwrap();
    world
}

#[test]
fn a_referral_goes_its_way_and_its_sender_hears_how_it_ended() {
    let mut world = agreed();
    world.say("r1", "provider:midwife", "2026-06-02", REQUESTED).unwrap();
    world
        .say("r1", "provider:pmi", "2026-06-04", r#"{"kind":"referral","state":"accepted","by":"provider:pmi"}"#)
        .unwrap();
    assert_eq!(world.state("r1", "2026-06-03"), ReferralState::Requested);
    assert_eq!(world.state("r1", "2026-06-04"), ReferralState::Accepted);
    let copy = world.journal.copy_for(
        &party("provider:midwife"),
        parse_date("2026-06-05").unwrap(),
        &Family::from_json(FAMILY).unwrap(),
    );
    let heard = copy.referral("r1", parse_date("2026-06-05").unwrap()).unwrap();
    assert_eq!(heard.state(), ReferralState::Accepted);
}

#[test]
fn after_a_withdrawal_nothing_is_asked_by_what_was_disclosed_before() {
    let mut world = agreed();
    world.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    let late = world.say("r1", "provider:midwife", "2026-06-03", REQUESTED).unwrap_err();
    assert_eq!(late.code(), Code::ReferralDisclosure);
    assert_eq!(world.state("r1", "2026-06-03"), ReferralState::Draft);
    // And no further disclosure comes of it.
    let consents = world.journal.consents(parse_date("2026-06-03").unwrap());
    assert_eq!(disclosed(&consents, "2026-06-03").unwrap_err().code(), Code::ConsentNotPermitted);
}

#[test]
fn what_a_phone_and_an_office_wrote_apart_is_the_same_on_both_and_the_withdrawal_stands() {
    let (mut phone, mut office) = (agreed(), agreed());
    office.salt = 100;
    phone.say("r1", "provider:midwife", "2026-06-03", REQUESTED).unwrap();
    office.say("g1", "adult:a1", "2026-06-03", WITHDRAWN).unwrap();
    office
        .say("r1", "adult:a1", "2026-06-03", r#"{"kind":"referral","state":"refused_by_family","by":"adult:a1"}"#)
        .unwrap();
    let (one, other) = (merge(&phone.journal, &office.journal), merge(&office.journal, &phone.journal));
    assert_eq!(one.to_jsonl(), other.to_jsonl());
    assert_eq!(merge(&one, &other).to_jsonl(), one.to_jsonl());
    let on = parse_date("2026-06-03").unwrap();
    assert_eq!(one.referral("r1", on).unwrap().state(), ReferralState::RefusedByFamily);
    assert_eq!(disclosed(&one.consents(on), "2026-06-03").unwrap_err().code(), Code::ConsentNotPermitted);
}

#[test]
fn nobody_begins_again_before_the_day_that_the_family_named() {
    let mut world = World::new();
    world.say("r1", "provider:midwife", "2026-06-01", PROPOSED).unwrap();
    let not_now = r#"{"kind":"referral","state":"not_now","by":"adult:a1","until":"2026-07-01"}"#;
    world.say("r1", "provider:midwife", "2026-06-01", not_now).unwrap();
    let again = world.say("r2", "provider:midwife", "2026-06-30", PROPOSED).unwrap_err();
    assert_eq!(again.code(), Code::ReferralTooSoon);
    world.say("r2", "provider:midwife", "2026-07-01", PROPOSED).unwrap();
    // The family itself begins whenever it wants to.
    let own = r#"{"kind":"referral","offer":"visit","provider":"provider:pmi","sender":"adult:a1","about":["child[c1]"],
        "state":"draft","by":"adult:a1"}"#;
    world.say("r3", "adult:a1", "2026-07-02", own).unwrap();
}

const KEPT: &str =
    r#"{"kind":"confidence","giver":"adult:a1","keep":["referral[r1]"],"from":["adult:a2"],"status":"kept"}"#;
const ABOUT_HER: &str = r#"{"kind":"referral","offer":"shelter","provider":"provider:pmi","sender":"provider:midwife",
    "about":["family"],"state":"proposed","by":"provider:midwife"}"#;

fn copy(world: &World, reader: &str, on: &str) -> Journal {
    world.journal.copy_for(&party(reader), parse_date(on).unwrap(), &Family::from_json(FAMILY).unwrap())
}

#[test]
fn a_referral_that_is_kept_from_a_partner_is_in_no_copy_of_his() {
    let mut world = World::new();
    world.say("r1", "provider:midwife", "2026-06-01", ABOUT_HER).unwrap();
    assert_eq!(copy(&world, "adult:a2", "2026-06-01").len(), 1);
    let without = World::new();
    world.say("k1", "provider:midwife", "2026-06-01", KEPT).unwrap();
    assert_eq!(copy(&world, "adult:a2", "2026-06-01").to_jsonl(), copy(&without, "adult:a2", "2026-06-01").to_jsonl());
    assert_eq!(copy(&world, "adult:a1", "2026-06-01").len(), 2);
}

#[test]
fn a_confidence_whose_thread_is_begun_again_as_something_else_is_kept() {
    let (mut world, mut other) = (World::new(), World::new());
    world.say("r1", "provider:midwife", "2026-06-01", ABOUT_HER).unwrap();
    world.say("k1", "provider:midwife", "2026-06-01", KEPT).unwrap();
    let mut withdrawn = consent();
    withdrawn.status = millejours::ConsentStatus::Withdrawn;
    other.salt = 50;
    let entry = Entry::consent(&withdrawn).unwrap();
    let event = other.event("k1", "provider:pmi", "2026-06-01", entry);
    let line = event.map(|event| event.to_json());
    // Whether or not such a beginning can be written at all, what was kept stays kept.
    if let Ok(line) = line
        && let Ok(strange) = Journal::from_jsonl(line, id(), &world.roster)
    {
        world.journal = merge(&world.journal, &strange);
        assert!(world.journal.standing("k1", parse_date("2026-06-01").unwrap()).is_some_and(|own| own.contested));
    }
    assert!(copy(&world, "adult:a2", "2026-06-01").is_empty());
    assert_eq!(world.journal.consents(parse_date("2026-06-01").unwrap()).confidences().len(), 1);
}
