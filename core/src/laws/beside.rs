//! Sums of numbers that are split into their single values beside the same sums of numbers that are not.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write;

use crate::{Bound, BreakKind, Decision, Law, LawOptions, Laws, Programme, Verdict};

/// So many programmes are looked at.
const PROGRAMMES: u64 = 48;

thread_local! {
    static MOST: Cell<Option<i64>> = const { Cell::new(None) };
}

/// Into how many values a number is split on this thread.
pub(super) fn most_values(usual: i64) -> i64 {
    MOST.get().unwrap_or(usual)
}

/// Numbers from a seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below((high - low + 1) as u64)).unwrap()
    }

    fn one<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len() as u64) as usize]
    }

    fn sum(&mut self) -> String {
        let mut sum = String::new();
        for fact in ["a", "b", "c"] {
            let factor = self.between(-2, 3);
            if factor != 0 {
                write!(sum, "{}{factor} * family.{fact}", if sum.is_empty() { "" } else { " + " }).unwrap();
            }
        }
        if self.below(3) == 0 || sum.is_empty() {
            let times = self.between(1, 3);
            write!(sum, "{}{times} * size(children)", if sum.is_empty() { "" } else { " + " }).unwrap();
        }
        if self.below(4) == 0 {
            write!(sum, " + (family.d ? {} : 0)", self.between(1, 4)).unwrap();
        }
        sum
    }

    fn condition(&mut self, depth: u32) -> String {
        match self.below(if depth == 0 { 3 } else { 7 }) {
            0 => {
                format!("family.{} {} {}", self.one(&["a", "b", "c"]), self.one(&["<=", ">", "=="]), self.between(0, 6))
            }
            1 | 2 => {
                let sign = self.one(&["<=", "<=", ">=", "<=", "==", "!="]);
                format!("{} {sign} {}", self.sum(), self.between(-3, 14))
            }
            3 | 4 => format!("({} && {})", self.condition(depth - 1), self.condition(depth - 1)),
            5 => format!("({} || {})", self.condition(depth - 1), self.condition(depth - 1)),
            _ => format!("!({})", self.condition(depth - 1)),
        }
    }

    fn programme(&mut self) -> String {
        let mut text =
            "schema = 1\nid = 't'\nversion = '1'\nvalid = { from = 2026-06-01, until = 2026-06-01 }\n".to_owned();
        if self.below(3) == 0 {
            writeln!(text, "target = [{{ id = 't', condition = '{}' }}]", self.condition(1)).unwrap();
        }
        for fact in ["a", "b", "c"] {
            let worse = self.one(&["disadvantage = 'low'", "disadvantage = 'low'", "disadvantage = 'high'", ""]);
            let high = self.between(3, 6);
            write!(text, "[facts.family.{fact}]\ntype = 'int'\nrange = [0, {high}]\ncategory = 'other'\n{worse}\n")
                .unwrap();
        }
        text += "[facts.family.d]\ntype = 'bool'\ncategory = 'other'\ndisadvantage = 'true'\n";
        let (one, two) = (self.condition(1), self.condition(1));
        let points = [self.between(1, 3), self.between(-1, 3)];
        write!(
            text,
            "[[scores]]\nid = 's'\npoints = [{{ when = '{one}', points = {} }}, {{ when = '{two}', points = {} }}]\n",
            points[0], points[1]
        )
        .unwrap();
        for (id, tier) in [("u", "universal"), ("o", "targeted"), ("q", "targeted")] {
            let when = self.condition(2);
            let dose = match self.below(3) {
                0 => {
                    "dose = { unit = 'visit', by = 's', steps = [ { from = -9, amount = 1 }, { from = 1, amount = 2 }, { from = 3, amount = 5 } ] }"
                }
                _ => "",
            };
            write!(
                text,
                "[[offers]]\nid = '{id}'\nprovider = 'p'\ntier = '{tier}'\nduty = 'none'\nfor = 'family'\ntitle = {{ en = 'O' }}\n\
                 cost = {{ amount = '5', currency = 'EUR' }}\nneeds_acceptance = true\nwhen = [{{ id = 'w', condition = '{when}' }}]\n{dose}\n"
            )
            .unwrap();
        }
        text
    }
}

fn laws(text: &str, most: Option<i64>) -> Laws {
    MOST.set(most);
    let options = LawOptions::new().with_adults(1).with_children(2).with_pregnancies(0, 0);
    let programme = Programme::from_toml(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    // A unit that no dose has is refused.
    let counted = programme.offers().iter().any(|offer| offer.dose.is_some());
    let options = if counted { options.with_weight("visit", 1) } else { options };
    let found = programme.laws_with(&options, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    MOST.set(None);
    found
}

/// How a law is broken, whoever shows it.
type Kind = (BreakKind, Vec<String>, Option<String>, Option<String>, Option<String>);

fn broken(laws: &Laws, law: Law) -> BTreeSet<Kind> {
    let breaks = &laws.of(law).unwrap().breaks;
    let kind =
        |own: &crate::Break| (own.kind, own.offers.clone(), own.score.clone(), own.rule.clone(), own.fact.clone());
    breaks.iter().map(kind).collect()
}

#[test]
fn wide_numbers_are_judged_as_single_values_are() {
    let (mut verdicts, mut doubts) = ([0; 3], 0);
    for seed in 0..PROGRAMMES {
        let text = Numbers(seed * 7919 + 1).programme();
        let (single, wide) = (laws(&text, None), laws(&text, Some(2)));
        for law in [Law::Floor, Law::Gradient, Law::Intensity, Law::FreeAndVoluntary] {
            let (one, two) = (single.of(law).unwrap(), wide.of(law).unwrap());
            let told = || {
                let only = two.breaks.iter().flat_map(|own| own.families.iter().map(crate::Family::to_json));
                let families = only.collect::<Vec<_>>().join("\n");
                format!("{seed} {law:?}\n{text}\n{:?}\n{:?}\n{families}", one.undecided, two.undecided)
            };
            // The total of all offers is looked for in a way of its own, which may end in doubt.
            let is_total = |own: &&crate::Undecided| own.bound == Bound::Sum && own.offer.is_none();
            let unsure = two.undecided.iter().filter(is_total).count();
            doubts += unsure;
            assert!(unsure > 0 || one.verdict == two.verdict, "{}", told());
            assert!(two.undecided.iter().all(|own| is_total(&own) || one.undecided.contains(own)), "{}", told());
            let (mut one_kinds, two_kinds) = (broken(&single, law), broken(&wide, law));
            if unsure > 0 {
                one_kinds.retain(|own| own.0 != BreakKind::SmallerTotal || two_kinds.contains(own));
            }
            assert_eq!(one_kinds, two_kinds, "{}", told());
            for own in two.breaks.iter().filter(|own| own.kind == BreakKind::OfferLost) {
                let eligible = |answer: &crate::Assessment| {
                    let all = &answer.offers;
                    all.iter().any(|answer| *answer.offer == *own.offers[0] && answer.decision == Decision::Eligible)
                };
                assert_eq!(own.assessments.iter().map(eligible).collect::<Vec<_>>(), [true, false], "{}", told());
            }
            let place =
                [Verdict::Holds, Verdict::Broken, Verdict::NotDecided].iter().position(|own| *own == one.verdict);
            verdicts[place.unwrap()] += 1;
        }
    }
    // Laws that hold, and laws that do not, both come up.
    assert!(verdicts[0] > PROGRAMMES / 4 && verdicts[1] > PROGRAMMES / 4, "{verdicts:?}");
    assert!(doubts < PROGRAMMES as usize / 4, "{doubts}");
}
