//! Try.
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let programme = match millejours::Programme::from_toml(&text) { Ok(p) => p, Err(e) => { println!("{e}"); continue } };
        let start = std::time::Instant::now();
        let laws = programme.laws();
        println!("{path} {:?}", start.elapsed());
        for law in &laws.laws {
            println!("  {} {} breaks {} undecided {:?} facts {}", law.law, law.verdict, law.breaks.len(), law.undecided, law.facts.len());
            for own in law.breaks.iter().take(8) {
                println!("    {} {:?} {:?} {:?} {:?} {:?}->{:?} on {}", own.kind, own.offers, own.score, own.rule, own.fact, own.before, own.after, own.on);
                for (family, a) in own.families.iter().zip(&own.assessments) {
                    println!("      {}", family.to_json());
                    for o in a.offers.iter().filter(|o| own.offers.iter().any(|x| **x == *o.offer)) {
                        println!("        {:?} {:?} {:?}", o.subject, o.decision, o.dose);
                    }
                }
            }
        }
    }
}
