//! What is told: conversations, answers, words, programmes, refusals, schedules, proofs.

use std::collections::BTreeSet;

use millejours::{
    Answer, AnswerType, Asked, Aspect, Assessment, Audience, Bound, Break, BreakKind, CalendarOptions, Category,
    Change, Changed, Child, Choice, Code, Complete, Cost, DaySpan, Decided, Decision, Dictionary, Difference,
    Differences, Direction, Disadvantage, Dose, Due, DueDays, DueWindow, Duty, Edition, Effect, ExplainedOffer,
    ExplainedQuestion, Explanation, FactDefinition, FactType, FactValue, Facts, Family, Finding, GivenFact, InForce,
    Intensity, Law, LawOptions, Laws, Limits, Lint, LintKind, Lints, Moved, Offer, OfferAnswer, PartialDate, Place,
    Prepared, Problem, Programme, Progress, Provider, Question, Questionnaire, Reach, Reached, Reading, Reason,
    Records, Roll, Rule, Schedule, ScheduleEntry, ScheduleStatus, Subject, Term, Then, Tier, Told, Total, Truth,
    TruthOf, Undecided, Validity, Verdict, Words, format_condition, parse_date,
};

use super::{TEXT, family, household, programme};

#[test]
fn a_conversation_ends_and_its_answer_is_stored() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let child = Family::new().with_child(Child::new("c1"));
    let mut now = Questionnaire::new(&programme, child, on, Audience::Professional).unwrap();
    while let Some(Question { fact, category, unlocks, .. }) = now.next().cloned() {
        assert!(Category::cost(category) > 0 && unlocks.iter().any(|offer| &**offer == "home-visit"));
        let answer = match programme.answer_type(&fact).unwrap() {
            AnswerType::Complete => Answer::complete(),
            AnswerType::PartialDate => Answer::from(PartialDate::month(2026, 3).unwrap()),
            AnswerType::Money { .. } => Answer::from("12.50"),
            AnswerType::Enum { values } => Answer::from(values[0].clone()),
            AnswerType::Observation { .. } => Answer::from(Intensity::Light).voice("midwife"),
            AnswerType::Codes => Answer::from(Told::List(vec!["fr".into()])),
            AnswerType::Bool | AnswerType::Code => Answer::from("FR-69381"),
            other => panic!("nothing in this programme is answered by {other}"),
        };
        now = now.answer(&fact, answer).unwrap();
    }
    assert!(now.is_settled());
    let stored = now.assessment().to_json();
    assert_eq!(&Assessment::from_json(&stored).unwrap(), now.assessment());
    assert_eq!(now.family().complete, [Complete::Adults]);
}

#[test]
fn an_answer_says_all_that_it_holds() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let family = family();
    let prepared: Prepared<'_> = programme.prepare(&family, on).unwrap();
    let TruthOf { offer, subject, truth, exact, .. } = prepared.truths()[0];
    assert_eq!((offer, subject, truth, exact), ("home-visit", Some("c1"), Truth::Yes, true));
    let Decided { decision, .. } = prepared.decisions()[0];
    assert_eq!(decision, Decision::Eligible);
    let assessment = prepared.assessment();
    let OfferAnswer { dose, reasons, changes, .. } = &assessment.offers[0];
    let Some(Dose { unit, least, most, .. }) = dose else { panic!("a dose") };
    assert_eq!((&**unit, *least, *most), ("visit", 4, 12));
    let Reason { rule, facts, .. } = &reasons[0];
    assert_eq!(&**rule, "window");
    assert_eq!(facts[0].1, Reading::Value(FactValue::from(110)));
    assert_eq!(changes, &Vec::<Change>::new());
    let stored = r#"{"schema": 1, "programme": "house", "version": "1", "on": "2026-06-01", "response": "information",
        "offers": [{"offer": "course", "decision": "not_eligible", "reasons": [], "missing": [],
                    "changes": [{"set": {"family.housing": "own"}}]}], "questions": []}"#;
    let change: &Change = &Assessment::from_json(stored).unwrap().offers[0].changes[0];
    assert_eq!((change.set["family.housing"].to_string(), change.then), ("own".to_owned(), Then::Eligible));
}

#[test]
fn an_answer_is_said_in_words() {
    let (programme, on) = (programme(), parse_date("2026-06-01").unwrap());
    let dictionary = Dictionary::shipped("en").unwrap();
    assert_eq!(dictionary.direction(), Direction::LeftToRight);
    let said: Explanation = programme.explain(&family(), on, &dictionary, Audience::Family).unwrap();
    let offers: &Vec<ExplainedOffer> = &said.offers;
    let questions: &Vec<ExplainedQuestion> = &said.questions;
    assert!(!offers.is_empty() && !questions.is_empty());
    assert!(said.to_text().contains("Home visit"));
    let talk = Questionnaire::new(&programme, family(), on, Audience::Family).unwrap();
    let asked: Asked = talk.ask(&dictionary).unwrap();
    let choices: &Vec<Choice> = &asked.choices;
    assert_eq!(asked.fact, talk.next().unwrap().fact);
    assert!(!asked.sentence.is_empty() && choices.iter().all(|choice| !choice.label.is_empty()));
}

#[test]
fn a_programme_tells_what_it_is() {
    let programme = programme();
    let Validity { from, until, .. } = programme.valid();
    assert_eq!((from.to_string(), until.is_some()), ("2026-01-01".to_owned(), true));
    let offer: &Offer = &programme.offers()[0];
    assert_eq!((offer.tier, offer.duty, &offer.cost), (Tier::Universal, Duty::ToOffer, &Cost::Free));
    let rule: &Rule = &offer.when[0];
    assert_eq!(rule.condition(), format_condition("child.age_days>=0&&child.age_months<24").unwrap());
    let providers: &[Provider] = programme.providers();
    assert!(providers.is_empty());
    let title: &Words = programme.title();
    assert_eq!(title["fr"], "Maison");
    let facts: &Facts = programme.facts();
    let quotient: &FactDefinition = &facts[&(Subject::Family, "quotient".to_owned())];
    assert_eq!(quotient.disadvantage, Some(Disadvantage::Low));
    assert!(matches!(quotient.of_type, FactType::Money { .. }));
    assert_eq!(quotient.of_type.range(), Some(("0.00".to_owned(), "10000.00".to_owned())));
}

#[test]
fn a_refusal_says_where_and_how_to_mend_it() {
    let refused = Programme::from_toml("schema = 1\nidd = 'x'").unwrap_err();
    let Some(Problem { code, place, help, .. }) =
        refused.problems().iter().find(|problem| problem.code == Code::DocumentUnknownKey)
    else {
        panic!("the slip is told")
    };
    let Place { line, column, path, .. } = place;
    assert_eq!((*line, *column, path.as_str()), (Some(2), Some(1), "idd"));
    assert_eq!((code.as_str(), help.as_deref()), ("document.unknown_key", Some("did you mean `id`?")));
}

#[test]
fn a_schedule_is_a_list_of_days_and_a_calendar() {
    let text = TEXT.replace(
        "cost = \"free\"",
        "cost = \"free\"\ndue = { days = [0, 5], first_day_counts = false, roll = \"next_working_day\" }",
    );
    let calendar = "[calendar]\nweekend = [\"saturday\", \"sunday\"]\n\n[sets]";
    let programme = Programme::from_toml_with(text.replace("[sets]", calendar), &[household()]).unwrap();
    let Due { window, roll, .. } = programme.offers()[0].due.clone().unwrap();
    assert_eq!(window, DueWindow::Days { first: 0, last: 5, first_day_counts: false });
    assert_eq!(roll, Some(Roll::NextWorkingDay));
    // Born on a Monday, so that the fifth day is a Saturday.
    let family = Family::new()
        .with_child(Child::new("c1").with_born(parse_date("2026-03-02").unwrap()))
        .with_fact("housing", GivenFact::from("own"));
    let schedule: Schedule = programme.schedule(&family, parse_date("2026-03-03").unwrap()).unwrap();
    let entry: &ScheduleEntry = &schedule.entries[0];
    let (days, due): (DaySpan, DueDays) = (entry.days, entry.due.unwrap());
    assert_eq!((entry.status, entry.decision), (ScheduleStatus::Due, Then::Eligible));
    assert_eq!((days.from, days.until), (parse_date("2026-03-02").ok(), parse_date("2028-03-01").ok()));
    assert_eq!((due.until, due.rolled), (parse_date("2026-03-09").ok(), true));
    let options = CalendarOptions::new("0123456789abcdef").unwrap().with_titles(&programme).with_windows();
    let told = schedule.to_icalendar(&Dictionary::shipped("en").unwrap(), &options);
    assert!(told.contains("DTSTART;VALUE=DATE:20260302\r\n") && told.contains("DESCRIPTION;LANGUAGE=en:Home visit"));
    assert!(!format!("{options:?}").contains("0123456789abcdef"));
}

#[test]
fn a_programme_is_proved_compared_and_looked_at() {
    let programme = programme();
    let options: LawOptions = programme.law_options().with_adults(1).with_children(1).with_pregnancies(1, 1);
    let limits: Limits = options.limits();
    assert_eq!((limits.adults, limits.children, limits.pregnancies, limits.expected), (1, 1, 1, 1));
    let mut told: Vec<Progress> = Vec::new();
    let laws: Laws = programme
        .laws_with(&options, &mut |progress| {
            told.push(progress);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(told.last().map(|progress| progress.done), told.first().map(|progress| progress.of));
    // One edition has no days between editions.
    assert_eq!((laws.laws.len(), laws.of(Law::NoGap)), (Law::ALL.len() - 1, None));
    let gap: Finding = Finding::no_gap(std::slice::from_ref(&programme));
    let over: &InForce = &gap.editions[0];
    assert_eq!((gap.verdict, over.version.as_str()), (Verdict::Holds, "2026.1"));
    // Broken off, it says what it did not decide.
    let stopped = programme.laws_with(&options, &mut |_| std::ops::ControlFlow::Break(())).unwrap();
    let open: &Undecided = &stopped.of(Law::Floor).unwrap().undecided[0];
    assert_eq!(open.bound, Bound::Stopped);
    for broken in laws.laws.iter().flat_map(|finding| &finding.breaks) {
        let broken: &Break = broken;
        assert!(BreakKind::ALL.contains(&broken.kind) && broken.families.len() == broken.assessments.len());
    }
    let lints: Lints = programme.lints();
    let found: BTreeSet<LintKind> = lints.lints.iter().map(|lint: &Lint| lint.kind).collect();
    assert!(found.contains(&LintKind::NoSource), "{}", lints.to_json());
    let later = Programme::from_toml_with(
        TEXT.replace("2026.1", "2026.2").replace("child.age_months < 24", "child.age_months < 36"),
        &[household()],
    )
    .unwrap();
    let both: Differences =
        programme.difference_with(&later, &options, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    let edition: &Edition = &both.after;
    assert_eq!(edition.version, "2026.2");
    let gains: Vec<&Difference> = both.differences.iter().filter(|own| own.effect == Effect::Gains).collect();
    let terms: &[Term] = &gains[0].regions[0];
    assert!(terms.iter().any(|term| term.fact == "child.age_months"), "{terms:?}");
    let dearer = TEXT.replace("cost = \"free\"", "cost = { amount = \"5\", currency = \"EUR\" }");
    let dearer = Programme::from_toml_with(dearer, &[household()]).unwrap().difference(&programme).unwrap();
    let changed: &Changed = &dearer.changed[0];
    assert_eq!((changed.what, changed.after.as_deref()), (Aspect::Cost, Some("free")));
    let reached: &[Reached] = &dearer.reached;
    assert!(reached.is_empty() && Reach::ALL.len() == 3);
    let (moved, totals): (&[Moved], &[Total]) = (&both.moved, &both.totals);
    assert!(moved.is_empty() && totals.iter().all(|total| total.before == total.after));
    assert!(programme.facts().values().all(|fact| fact.records != Some(Records::Screening)));
}
