//! Asks one condition of one family.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
use millejours::*;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (whom, condition, family, on) = (&args[1], &args[2], &args[3], &args[4]);
    let text = format!(
        "schema = 1\nid = 'h'\nversion = '1'\nvalid = {{ from = 1900-01-01 }}\nterm_weeks = 41\n[[offers]]\nid = 'o'\nprovider = 'p'\ntier = 'universal'\nduty = 'none'\nfor = '{whom}'\ntitle = {{ en = 'V' }}\ncost = 'free'\nwhen = [ {{ id = 'r', condition = '''{condition}''' }} ]"
    );
    let programme = Programme::from_toml(text).unwrap_or_else(|e| panic!("{e}"));
    let a = programme.assess_json(family, parse_date(on).unwrap()).unwrap_or_else(|e| panic!("{e}"));
    println!("{a}");
}
