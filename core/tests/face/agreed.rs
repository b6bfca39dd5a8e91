//! What was agreed: who may see what, what follows, referrals, and what a journal is made of.

use std::collections::BTreeSet;

use millejours::{
    About, Accompaniment, AccompanimentState, Act, AgreeRule, Article, Basis, Belonging, Capacity, Cascade,
    CascadeCount, CascadeStage, Concerned, Confidence, ConfidenceStatus, Consent, ConsentAnswer, ConsentAsk,
    ConsentDecision, ConsentOthers, ConsentPart, ConsentReason, ConsentReasonCode, ConsentRules, ConsentState,
    ConsentStatus, ConsentTerms, Consents, Deadline, DeadlineKind, DisclosedAssessment, DisclosedPart, Disclosure,
    DisclosureRecord, Draft, DueErasure, Entry, Event, EventId, Evidence, EvidenceForm, Fit, Gives, Goal, GoalState,
    Header, Inform, Journal, JournalId, Keep, KeyId, LawDuty, LawStep, LawfulSharing, LeastRequest, Merge, MinorParent,
    Needs, Notice, Party, PartyKind, PublicKey, Purpose, Referral, ReferralActor, ReferralCode, ReferralReason,
    ReferralState, ReferralStep, ReferralSystem, ReferralTerms, RefusedEvent, Replay, Request, RetentionRules, Roster,
    RosterKey, SecretKey, SharingLaw, Standing, StatedDecision, StepTaken, Thread, Unsigned, Waiting, WithdrawalDuty,
    WithdrawalDutyKind, Written, cascades, waiting_list,
};
use millejours::{Category, Family, Subject, parse_date};

use super::programme;

const GIVEN: &str = r#"{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
    "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["everyone"], "act": "ordinary", "from": "2026-05-01",
    "until": "2026-12-01", "notice": {"language": "pt"}, "evidence": {"form": "spoken", "of_age": true},
    "status": "given", "since": "2026-05-01"}"#;

fn party(text: &str) -> Party {
    Party::parse(text).unwrap()
}

fn consents(consent: &str) -> Consents {
    Consents::from_json(format!(
        r#"{{"schema": 1, "consents": [{consent}], "confidences": [{{"id": "k1", "giver": "adult:a1",
        "keep": ["family.needs.safety"], "from": ["adult:a2"], "status": "kept"}}], "lawful": [{{"id": "l1",
        "law": "de-kkg-4", "holder": "provider:midwife", "holder_is": ["midwife"], "recipient": "authority:office",
        "recipient_is": ["youth_office"], "categories": ["safety"], "about": ["child[c1]"], "on": "2026-06-01",
        "conditions": ["child_in_danger"], "steps": [{{"step": "talk", "on": "2026-05-30"}}]}}]}}"#
    ))
    .unwrap()
}

#[test]
fn a_consent_says_all_that_it_holds() {
    let all = consents(GIVEN);
    let Consent { terms, evidence, status, .. } = all.consent("g1").unwrap();
    let ConsentTerms { gives, purpose, about, act, notice, .. } = terms;
    assert_eq!((*purpose, *act, about), (Purpose::Referral, Act::Ordinary, &Concerned::Everyone));
    assert!(gives.contains(&Gives::Release) && *status == ConsentStatus::Given);
    let Some(Evidence { form, of_age, .. }) = evidence else { panic!("it was seen") };
    assert_eq!((*form, *of_age), (EvidenceForm::Spoken, Some(true)));
    let Some(Notice { language, .. }) = notice else { panic!("it was explained") };
    assert_eq!(language, "pt");
    assert_eq!(all.consents()[0].state(parse_date("2026-12-01").unwrap()), ConsentState::Expired);
    let Confidence { keep, status, .. } = &all.confidences()[0];
    assert!(keep.contains(&Keep::parse("family.needs.safety").unwrap()) && *status == ConfidenceStatus::Kept);
    let LawfulSharing { holder, steps, .. } = &all.lawful()[0];
    let StepTaken { step, on, .. } = &steps[0];
    assert_eq!((holder.kind(), step.as_str(), on.to_string()), (PartyKind::Provider, "talk", "2026-05-30".to_owned()));
}

#[test]
fn a_country_says_who_must_agree() {
    let germany = ConsentRules::shipped("DE").unwrap();
    let Some(AgreeRule { needs, article, .. }) = germany.rule(Subject::Child, Act::Important) else { panic!("a rule") };
    let Article { checked, .. } = article;
    assert_eq!((*needs, *checked), (Needs::All, false));
    assert_eq!(germany.minor_parent().0, MinorParent::Ask);
    let law: &SharingLaw = germany.law("de-kkg-4").unwrap();
    let LawStep { id, unless_endangers, .. } = &law.steps[0];
    assert_eq!(
        (law.duty, law.inform, id.as_str(), *unless_endangers),
        (LawDuty::May, Some(Inform::Before), "talk", true)
    );
}

#[test]
fn what_is_decided_is_disclosed_and_taken_back() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let family = Family::from_json(r#"{"schema": 1, "adults": [{"id": "a1", "born": "1994"}]}"#).unwrap();
    let least: LeastRequest = programme.least_request("home-visit").unwrap();
    assert!(least.categories.contains(&Category::Birth));
    let whom = party("provider:pmi");
    let request = Request::new(whom.clone(), Purpose::Referral, Act::Ordinary, [Category::Birth], Concerned::Everyone);
    let rules = ConsentRules::shipped("FR").unwrap();
    let consents_now = consents(GIVEN);
    let decision: ConsentDecision = consents_now.decide(&family, programme.facts(), Some(&rules), &request, on);
    let ConsentOthers { about, ask, .. } = &decision.others()[0];
    assert_eq!((*about, &ask[..]), (Subject::Adult, &[ConsentAsk::SeekAdvice][..]));
    // What is told in words is read from its JSON: nothing can be disclosed on it.
    let stated: StatedDecision = StatedDecision::from_json(decision.to_json()).unwrap();
    assert_eq!(stated.to_json(), decision.to_json());
    let narrowed = decision.permitted().unwrap();
    assert_eq!(narrowed.answer(), ConsentAnswer::Permit);
    let ConsentPart { about, reasons, .. } = &narrowed.parts()[0];
    let ConsentReason { code, consent, .. } = &reasons[0];
    assert_eq!(
        (about.to_string(), *code, consent.as_deref()),
        ("adult[a1]".to_owned(), ConsentReasonCode::Granted, Some("g1"))
    );
    let disclosure: Disclosure = narrowed.disclose("d1").unwrap();
    let DisclosureRecord { parts, basis, .. } = disclosure.record();
    let DisclosedPart { about, .. } = &parts[0];
    assert_eq!((about, basis), (&About::Adult("a1".to_owned()), &BTreeSet::from([Basis::Consent("g1".to_owned())])));
    let found: DisclosedAssessment = programme.assess_disclosed(&disclosure, &consents_now, on).unwrap();
    assert!(found.assessment.offers.iter().all(|offer| offer.subject.is_none()));

    let taken = consents(
        &GIVEN
            .replace(r#""status": "given", "since": "2026-05-01""#, r#""status": "withdrawn", "since": "2026-06-02""#),
    );
    let later = parse_date("2026-06-02").unwrap();
    assert_eq!(programme.assess_disclosed(&disclosure, &taken, later).unwrap_err().kind(), "consent");
    let duties = taken.withdrawal_duties(&[disclosure.record().clone()], &party("provider:midwife"), later);
    let kinds: Vec<WithdrawalDutyKind> = duties.iter().map(|WithdrawalDuty { duty, .. }| *duty).collect();
    assert_eq!(kinds, [WithdrawalDutyKind::Stop, WithdrawalDutyKind::Recall, WithdrawalDutyKind::Tell]);
}

#[test]
fn a_referral_is_walked_and_waits() {
    let [sender, nursery, mother] = ["provider:pmi", "provider:nursery", "adult:a1"].map(party);
    let day = parse_date("2026-06-01").unwrap();
    let draft = ReferralStep::new(ReferralState::Draft, day, mother.clone());
    let mut referral = Referral::begin("r1", "place", nursery.clone(), sender.clone(), [About::Family], draft).unwrap();
    assert!(referral.sides(&sender).contains(&ReferralActor::Sender));
    referral.step(ReferralStep::new(ReferralState::Requested, day, sender).disclosure("d1")).unwrap();
    let listed = ReferralStep::new(ReferralState::Accepted, day, nursery.clone()).capacity(Capacity::WaitingList);
    referral.step(listed).unwrap();
    let waiting: Vec<Waiting> = waiting_list([&referral], "place");
    assert_eq!(waiting[0].place, 1);
    let unasked = ReferralStep::new(ReferralState::Rejected, day, nursery.clone()).reason(ReferralReason::WaitingList);
    assert!(referral.step(unasked).is_err());
    let terms: Option<ReferralTerms> = None;
    let deadlines: Vec<Deadline> = terms.map(|terms| referral.deadlines(&terms, day)).unwrap_or_default();
    let kinds: Vec<DeadlineKind> = deadlines.iter().map(|own| own.kind).collect();
    assert!(kinds.is_empty());

    let mut way = Accompaniment::propose("w1", nursery, [About::Family], day);
    way.turn(AccompanimentState::Active, &mother, day, None).unwrap();
    way.goal("g1", "a place where we can stay", GoalState::Open, day).unwrap();
    let Goal { state, .. } = &way.goals["g1"];
    assert_eq!(*state, GoalState::Open);
}

/// What stands in a journal, and the keys: each may go from thread to thread, and none holds what it was not told.
#[test]
fn what_a_journal_is_made_of_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<(Journal, Event, Header, Entry, Draft, Unsigned, EventId)>();
    shared::<(Roster, RosterKey, PublicKey, SecretKey, KeyId)>();
    shared::<(Standing, Thread<'_>, Replay<'_>, RetentionRules, DueErasure)>();
    shared::<(ReferralCode, ReferralSystem, Fit, Written)>();
    fn belongs<T: Belonging>() {}
    belongs::<Family>();
    shared::<(JournalId, Merge, RefusedEvent)>();
    shared::<(Cascade, CascadeCount, CascadeStage)>();
    assert!(cascades([], parse_date("2026-06-01").unwrap(), 5).unwrap().is_empty());
    assert!(Journal::new(JournalId::from_bytes(&[3; 16])).is_empty());
    assert_ne!(SecretKey::from_bytes(&[7; 32]).public(), SecretKey::from_bytes(&[8; 32]).public());
}
