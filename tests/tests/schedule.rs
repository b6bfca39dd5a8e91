//! A schedule never says otherwise than the assessments of its days: random programmes and families, on the day asked about
//! and on every edge of every stretch. `MILLEJOURS_SEED` varies the cases, `MILLEJOURS_CASES` their number.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use chrono::{Days, NaiveDate};
use millejours::{
    Complete, Decision, Family, OfferAnswer, PartialDate, Programme, ProgrammeHistory, Schedule, ScheduleEntry,
    ScheduleStatus, Then, parse_date,
};
use millejours_tests::oracle::civil::iso;
use millejours_tests::oracle::generate::{Choices, case};
use millejours_tests::oracle::write;
use millejours_tests::random::{choices, from_environment, runner, smaller};

const THREADS: u64 = 2;
/// No more failures than these are told.
const TOLD: usize = 3;
/// Windows that offers for children are given; some lie before, some within, some after the days on which they can be had.
const DUES: [&str; 7] = [
    "{ days = [0, 8], first_day_counts = false, roll = \"next_working_day\" }",
    "{ days = [1, 60], first_day_counts = true }",
    "{ weeks = [4, 8] }",
    "{ in_month = 9 }",
    "{ months = [3, 24] }",
    "{ in_year = 2 }",
    "{ years = [2, 6] }",
];

/// How much was looked at, so that no proof is one of nothing.
#[derive(Debug, Default)]
struct Counts {
    entries: usize,
    coming: usize,
    due: usize,
    undetermined: usize,
    certain: usize,
    days: usize,
    across: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.entries += other.entries;
        self.coming += other.coming;
        self.due += other.due;
        self.undetermined += other.undetermined;
        self.certain += other.certain;
        self.days += other.days;
        self.across += other.across;
    }
}

struct Made {
    text: String,
    programme: Programme,
    family: Family,
    on: NaiveDate,
}

/// A random programme whose offers for children have due windows, a family, and a day.
fn made(list: &[u32]) -> Option<Made> {
    let case = case(list);
    let mut choices = Choices::new(list);
    let mut text =
        write::toml(&case.programme).replacen("domains", "calendar = { weekend = [\"sunday\"] }\ndomains", 1);
    let mut parts: Vec<String> = text.split("for = \"child\"\ntitle").map(str::to_owned).collect();
    let last = parts.pop()?;
    text = parts
        .into_iter()
        .map(|part| format!("{part}for = \"child\"\ndue = {}\ntitle", DUES[choices.below(DUES.len())]))
        .collect();
    text += &last;
    let programme = Programme::from_toml(&text).ok()?;
    let family = Family::from_json(write::json(&case.programme, &case.family)).ok()?;
    Some(Made { text, programme, family, on: parse_date(&iso(case.on)).unwrap() })
}

/// The family with nothing about it that another day could change but time: lists are complete, every day of birth is known,
/// and nobody is expected.
fn settled(mut family: Family, on: NaiveDate, choices: &mut Choices<'_>) -> Family {
    let mut day = |most: usize| {
        let back = Days::new(choices.below(most) as u64);
        PartialDate::from(on.checked_sub_days(back).unwrap_or(on))
    };
    family.complete =
        BTreeSet::from([Complete::Adults, Complete::Children, Complete::Pregnancies]).into_iter().collect();
    family.pregnancies.clear();
    for child in &mut family.children {
        child.pregnancy = None;
        child.died = None;
        let born = child.born.and_then(|born| born.day()).filter(|born| *born <= on);
        child.born = Some(born.map_or_else(|| day(9_000), PartialDate::from));
        child.arrived = child.born;
    }
    for adult in &mut family.adults {
        adult.born = Some(adult.born.and_then(|born| born.day()).map_or_else(|| day(20_000), PartialDate::from));
    }
    family
}

type Key = (String, Option<String>);

fn by_key(schedule: &Schedule) -> BTreeMap<Key, Vec<&ScheduleEntry>> {
    let mut found: BTreeMap<Key, Vec<&ScheduleEntry>> = BTreeMap::new();
    for entry in &schedule.entries {
        found.entry((entry.offer.to_string(), entry.subject.as_deref().map(str::to_owned))).or_default().push(entry);
    }
    // A stretch that began before all others has no first day.
    found.values_mut().for_each(|own| own.sort_by_key(|entry| entry.days.from));
    found
}

fn key(answer: &OfferAnswer) -> Key {
    (answer.offer.to_string(), answer.subject.as_deref().map(str::to_owned))
}

/// On the day asked about, a schedule says what the assessment says: no more, no less.
fn same_today(made: &Made, counts: &mut Counts) -> Result<(), String> {
    let schedule = made.programme.schedule(&made.family, made.on).map_err(|error| error.to_string())?;
    let assessment = made.programme.assess(&made.family, made.on).map_err(|error| error.to_string())?;
    if Schedule::from_json(schedule.to_json()).as_ref() != Ok(&schedule) {
        return Err(format!("it is read again otherwise: {}", schedule.to_json()));
    }
    let entries = by_key(&schedule);
    let mut left: BTreeSet<&Key> = entries.keys().collect();
    for answer in &assessment.offers {
        let key = key(answer);
        let own = entries.get(&key).map(Vec::as_slice).unwrap_or_default();
        left.remove(&key);
        let first = own.first().copied();
        counts.entries += own.len();
        let open = first.filter(|entry| entry.status != ScheduleStatus::Coming);
        let fits = match answer.decision {
            Decision::Eligible | Decision::Undetermined => open.is_some_and(|entry| {
                let then = if answer.decision == Decision::Eligible { Then::Eligible } else { Then::Undetermined };
                let of_due: BTreeSet<_> = entry.missing.iter().filter(|name| !answer.missing.contains(name)).collect();
                let begins = |name: &str| name.ends_with(".born") || name.ends_with(".expected");
                counts.undetermined += usize::from(then == Then::Undetermined);
                entry.decision == then
                    && entry.dose == answer.dose
                    && entry.already == answer.already
                    && answer.missing.iter().all(|name| entry.missing.contains(name))
                    && of_due.iter().all(|name| begins(name))
                    && entry.days.from.is_none_or(|from| from <= made.on)
                    && entry.days.until.is_none_or(|until| until >= made.on)
            }),
            Decision::NotYet { from, then } => {
                open.is_none()
                    && first.is_some_and(|entry| {
                        entry.days.from == Some(from) && entry.decision == then && !entry.already
                            || entry.already && entry.days.from == Some(from)
                    })
            }
            _ => own.is_empty(),
        };
        if !fits && schedule.exact && answer.exact {
            return Err(format!("{key:?}: {:?}, but {own:?}", answer.decision));
        }
    }
    if !left.is_empty() {
        return Err(format!("nobody answers for {left:?}"));
    }
    let ranks: Vec<_> = schedule.entries.iter().map(|entry| entry.status).collect();
    if !ranks.is_sorted() {
        return Err(format!("out of order: {ranks:?}"));
    }
    Ok(())
}

/// What an assessment of a day says of an offer: eligible, undetermined, or a no.
fn said(answers: &BTreeMap<Key, Decision>, key: &Key) -> Option<Then> {
    match answers.get(key) {
        Some(Decision::Eligible) => Some(Then::Eligible),
        Some(Decision::Undetermined) => Some(Then::Undetermined),
        _ => None,
    }
}

/// Of a settled family every day of every stretch is what the assessment of that day says.
fn same_on_all_days(
    schedule: &Schedule,
    days: &BTreeSet<NaiveDate>,
    assess: &dyn Fn(NaiveDate) -> Option<BTreeMap<Key, Decision>>,
    counts: &mut Counts,
) -> Result<(), String> {
    let entries = by_key(schedule);
    let inside = |from: Option<NaiveDate>, until: Option<NaiveDate>, day| {
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    };
    for day in days {
        let Some(answers) = assess(*day) else { continue };
        for key in answers.keys().chain(entries.keys()) {
            let own = entries.get(key).map(Vec::as_slice).unwrap_or_default();
            let holder = own.iter().find(|entry| inside(entry.days.from, entry.days.until, *day));
            let said = said(&answers, key);
            // Before the day asked about only the stretch that holds it is told.
            let told = *day >= schedule.on
                || own.first().is_some_and(|entry| {
                    entry.days.from.is_some_and(|from| from <= schedule.on && from.pred_opt() == Some(*day))
                });
            if (told || holder.is_some()) && holder.is_some() != said.is_some() {
                return Err(format!("{key:?} on {day}: {said:?}, but {own:?}"));
            }
            if let Some(certain) = holder.and_then(|entry| entry.certain)
                && inside(certain.from, certain.until, *day)
            {
                counts.certain += 1;
                if said != Some(Then::Eligible) {
                    return Err(format!("{key:?} on {day}: {said:?}, but certain from {certain:?}"));
                }
            }
            if let Some(entry) = holder.filter(|entry| entry.certain.is_none()) {
                let uncertain = entry.decision == Then::Eligible && said != Some(Then::Eligible);
                if uncertain {
                    return Err(format!("{key:?} on {day}: {said:?}, but all of it is certain: {entry:?}"));
                }
            }
            counts.days += 1;
        }
    }
    Ok(())
}

/// The edges of every stretch, the days beside them, and some days between.
fn edges(schedule: &Schedule, choices: &mut Choices<'_>) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::from([schedule.on]);
    for entry in &schedule.entries {
        let certain = entry.certain.map_or([None, None], |days| [days.from, days.until]);
        for day in [entry.days.from, entry.days.until].into_iter().chain(certain).flatten() {
            days.extend([Some(day), day.pred_opt(), day.succ_opt()].into_iter().flatten());
        }
    }
    for _ in 0..20 {
        days.extend(schedule.on.checked_add_days(Days::new(choices.below(9_000) as u64)));
    }
    days
}

fn decisions(of: &Programme, family: &Family, day: NaiveDate) -> BTreeMap<Key, Decision> {
    of.assess(family, day).unwrap().offers.iter().map(|answer| (key(answer), answer.decision)).collect()
}

fn look(list: &[u32], counts: &mut Counts) -> Result<(), String> {
    let Some(made) = made(list) else { return Ok(()) };
    let told = |wrong: String| format!("{wrong}\non {}\n{}\n{}", made.on, made.family.to_json(), made.text);
    same_today(&made, counts).map_err(told)?;
    let choices = &mut Choices::new(list);
    let family = settled(made.family.clone(), made.on, choices);
    let Ok(schedule) = made.programme.schedule(&family, made.on) else { return Ok(()) };
    if !schedule.exact {
        return Ok(());
    }
    counts.due += schedule.entries.iter().filter(|entry| entry.due.is_some()).count();
    counts.coming += schedule.entries.iter().filter(|entry| entry.status == ScheduleStatus::Coming).count();
    let days = edges(&schedule, choices);
    let one = |day: NaiveDate| Some(decisions(&made.programme, &family, day));
    same_on_all_days(&schedule, &days, &one, counts).map_err(told)?;
    // Two editions, of which the second has another order, no first offer, and begins on a day nearby.
    let begins = made.on.checked_add_days(Days::new(choices.below(700) as u64)).unwrap();
    let (earlier, later) = editions(&made.text, begins);
    let Ok(later) = Programme::from_toml(later) else { return Ok(()) };
    let history = ProgrammeHistory::new(vec![Programme::from_toml(earlier).unwrap(), later]).unwrap();
    let schedule = history.schedule(&family, made.on).map_err(|error| error.to_string())?;
    if !schedule.exact {
        return Ok(());
    }
    let mut days = edges(&schedule, choices);
    days.extend([Some(begins), begins.pred_opt(), begins.succ_opt()].into_iter().flatten());
    let each = |day: NaiveDate| history.on(day).ok().map(|own| decisions(own, &family, day));
    counts.across += 1;
    same_on_all_days(&schedule, &days, &each, counts).map_err(|wrong| told(format!("history from {begins}: {wrong}")))
}

/// The programme to a day, and from that day on without its first offer.
fn editions(text: &str, begins: NaiveDate) -> (String, String) {
    let always = "valid = { from = 1900-01-01 }";
    let until = begins.pred_opt().unwrap();
    let earlier = text.replace(always, &format!("valid = {{ from = 1900-01-01, until = {until} }}"));
    let later =
        text.replace(always, &format!("valid = {{ from = {begins} }}")).replace("version = \"1\"", "version = \"2\"");
    let mut parts: Vec<&str> = later.split("\n[[offers]]\n").collect();
    if parts.len() > 2 {
        parts.remove(1);
        parts[1..].reverse();
    }
    (earlier, parts.join("\n[[offers]]\n"))
}

fn look_at_many(seed: u64, thread: u64, cases: u64) -> (Counts, Vec<String>) {
    let mut runner = runner(seed, thread);
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for number in 0..cases {
        let list = choices(&mut runner);
        if look(&list, &mut counts).is_ok() {
            continue;
        }
        let smallest = smaller(list, |list| look(list, &mut Counts::default()).is_err());
        let wrong = look(&smallest, &mut Counts::default()).unwrap_err();
        failures.push(format!("case {number} of thread {thread}: {wrong}"));
        if failures.len() >= TOLD {
            break;
        }
    }
    (counts, failures)
}

#[test]
fn a_schedule_never_contradicts_an_assessment() {
    let seed = from_environment("MILLEJOURS_SEED", 2004);
    let cases = from_environment("MILLEJOURS_CASES", 600);
    let threads: Vec<_> =
        (0..THREADS).map(|thread| thread::spawn(move || look_at_many(seed, thread, cases / THREADS))).collect();
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for thread in threads {
        let (own, told) = thread.join().unwrap();
        counts.add(&own);
        failures.extend(told);
    }
    println!("{counts:#?}");
    assert!(failures.is_empty(), "{} cases differ (seed {seed})\n\n{}", failures.len(), failures.join("\n\n"));
    let least = usize::try_from(cases).unwrap() / 40;
    for (of, count) in [
        ("entries", counts.entries),
        ("coming", counts.coming),
        ("due", counts.due),
        ("undetermined", counts.undetermined),
        ("certain", counts.certain),
        ("days", counts.days),
        ("histories", counts.across),
    ] {
        assert!(count >= least, "{count} {of}");
    }
}
