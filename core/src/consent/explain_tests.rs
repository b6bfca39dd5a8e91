use super::super::{Act, ConsentRules, ConsentStatus, Gives, PartyKind, Purpose, WithdrawalDutyKind};
use super::*;
use crate::vocabulary::Category;

const AUDIENCES: [Audience; 2] = [Audience::Family, Audience::Professional];

/// The keys of `[consent]` that the words of the library need, for an audience.
fn keys(audience: Audience) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(ConsentAnswer::ALL.iter().flat_map(|own| [format!("answer_{own}"), format!("head_{own}")]));
    let family = |code: &&ConsentReasonCode| audience != Audience::Family || **code != ConsentReasonCode::KeptFrom;
    keys.extend(ConsentReasonCode::ALL.iter().filter(family).map(|own| format!("reason_{own}")));
    keys.extend(Gives::NAMED.iter().map(|(own, _)| format!("gives_{own}")));
    keys.extend(Purpose::NAMED.iter().map(|(own, _)| format!("purpose_{own}")));
    keys.extend(Category::ALL.iter().map(|own| format!("category_{own}")));
    keys.extend(PartyKind::NAMED.iter().map(|(own, _)| format!("party_{own}")));
    keys.extend(Act::NAMED.iter().map(|(own, _)| format!("act_{own}")));
    keys.extend(ConsentState::ALL.iter().map(|own| format!("state_{own}")));
    keys.extend(ConsentStatus::NAMED.iter().map(|(own, _)| format!("state_{own}")));
    keys.extend(WithdrawalDutyKind::ALL.iter().map(|own| format!("withdrawal_{own}")));
    keys.extend(LawDuty::NAMED.iter().map(|(own, _)| format!("law_{own}")));
    keys.extend(Inform::NAMED.iter().map(|(own, _)| format!("law_{own}")));
    for subject in [Subject::Adult, Subject::Child, Subject::Pregnancy] {
        keys.extend([format!("one_{}", subject.as_str()), format!("other_{}", subject.as_str())]);
    }
    if audience == Audience::Professional {
        keys.extend(
            ["purpose", "holder", "recipient", "about", "since", "no_objection"].map(|own| format!("condition_{own}")),
        );
        keys.extend(["informed_parents", "endangers"].map(|own| format!("step_{own}")));
        for country in ["AT", "CH", "DE", "FR"] {
            for law in ConsentRules::shipped(country).unwrap().laws() {
                let who = law.holders.iter().chain(&law.not_holders).chain(&law.recipients);
                keys.extend(who.map(|own| format!("is_{own}")));
                // What a holder says not to be, where the law leaves that out or asks more of it.
                let more = law.conditions_of.iter().map(|(own, _)| own);
                keys.extend(more.clone().map(|own| format!("is_{own}")));
                keys.extend(law.not_holders.iter().chain(more).map(|own| format!("is_{NOT}{own}")));
                let own = law.conditions_of.iter().flat_map(|(_, own)| own);
                let unless = law.steps.iter().filter_map(|own| own.unless.as_ref());
                keys.extend(law.conditions.iter().chain(own).chain(unless).map(|own| format!("condition_{own}")));
                keys.extend(law.steps.iter().map(|own| format!("step_{}", own.id)));
                keys.extend(law.duties.iter().map(|own| format!("duty_{own}")));
            }
        }
    }
    keys
}

#[test]
fn every_word_of_a_consent_has_a_sentence_in_every_language_shipped() {
    for tag in Dictionary::SHIPPED {
        let dictionary = Dictionary::shipped(tag).unwrap();
        for audience in AUDIENCES {
            let words = dictionary.part(PartName::Consent, audience).unwrap();
            let keys = keys(audience);
            let absent: Vec<&String> = keys.iter().filter(|key| !words.knows(key)).collect();
            assert!(absent.is_empty(), "{tag} {audience}: {absent:?}");
        }
    }
}

/// A decision with one part for each of these reasons, all about one child.
fn decision(reasons: &str, ask: &str) -> StatedDecision {
    let text = r#"{"schema":1,"on":"2026-06-01","recipient":"provider:pmi","purpose":"referral","decision":"ask","rule":"protective",
        "parts":[{"about":"child[c1]","category":"health","decision":"ask","reasons":REASONS,"ask":ASK}]}"#;
    StatedDecision::from_json(text.replace("REASONS", reasons).replace("ASK", ask)).unwrap()
}

#[test]
fn a_family_does_not_read_that_something_is_kept_from_somebody() {
    let (plain, kept) = (r#"[{"code":"no_consent"}]"#, r#"[{"code":"kept_from"},{"code":"no_consent"}]"#);
    let ask = r#"[{"seek_advice":true}]"#;
    for tag in Dictionary::SHIPPED {
        let dictionary = Dictionary::shipped(tag).unwrap();
        let said = |reasons, audience| decision(reasons, ask).to_text(&BTreeMap::new(), &dictionary, audience).unwrap();
        assert_eq!(said(plain, Audience::Family), said(kept, Audience::Family), "{tag}");
        assert_ne!(said(plain, Audience::Professional), said(kept, Audience::Professional), "{tag}");
    }
}

#[test]
fn a_family_reads_no_id_and_no_article() {
    let reasons = r#"[{"code":"law_step_missing","law":"fr-casf-l226-2-2","sharing":"l77","step":"informed_parents",
        "article":"CASF L226-2-2"},{"code":"refused","consent":"g77"}]"#;
    let ask = r#"[{"whom":"adult:a77","gives":["release"]}]"#;
    for tag in Dictionary::SHIPPED {
        let dictionary = Dictionary::shipped(tag).unwrap();
        let said = |audience| decision(reasons, ask).to_text(&BTreeMap::new(), &dictionary, audience).unwrap();
        let (family, professional) = (said(Audience::Family), said(Audience::Professional));
        for hidden in ["77", "CASF", "c1", "pmi", "_"] {
            assert!(!family.contains(hidden), "{tag}: {family}");
        }
        for shown in ["l77", "g77", "a77", "CASF L226-2-2", "[c1]", "[pmi]"] {
            assert!(professional.contains(shown), "{tag}: {shown}: {professional}");
        }
    }
}

#[test]
fn what_goes_by_a_law_is_not_said_to_be_up_to_the_family() {
    let english = Dictionary::shipped("en").unwrap();
    let text = r#"{"schema":1,"on":"2026-06-01","recipient":"authority:crip","purpose":"child_protection","decision":"permit",
        "rule":"protective","parts":[{"about":"child[c1]","category":"safety","decision":"permit",
        "reasons":[{"code":"law","law":"fr-casf-l226-2-2","sharing":"l1","article":"CASF L226-2-2"}],"until":"2026-06-02"}]}"#;
    let said = |text: &str| StatedDecision::text_json(text, None::<&str>, &english, Audience::Family).unwrap();
    assert!(!said(text).contains("take back"), "{}", said(text));
    assert!(said(&text.replace(r#""law","law""#, r#""granted","law""#)).contains("take back"));
}

#[test]
fn until_when_is_told_of_adults_alone() {
    let text = r#"{"schema":1,"on":"2026-06-15","recipient":"provider:pmi","purpose":"referral","decision":"permit",
        "rule":"protective","parts":[{"about":"ABOUT","category":"birth","decision":"permit",
        "reasons":[{"code":"granted","consent":"g1"}],"until":"2044-02-11"}]}"#;
    for tag in Dictionary::SHIPPED {
        let dictionary = Dictionary::shipped(tag).unwrap();
        for audience in AUDIENCES {
            let said = |about| {
                StatedDecision::text_json(text.replace("ABOUT", about), None::<&str>, &dictionary, audience).unwrap()
            };
            assert!(said("adult[a1]").contains("2044"), "{tag}: {}", said("adult[a1]"));
            for about in ["child[c1]", "pregnancy[p1]", "family"] {
                assert!(!said(about).contains("2044"), "{tag}: {}", said(about));
            }
        }
    }
}
