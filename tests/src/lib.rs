//! The conformance vectors of Millejours: what a library must answer, as data, replayed by Rust, Python and Kotlin.
//!
//! A file of `tests/vectors/` is a group of cases. A case says what goes in (a programme, a family and a day; or a
//! condition) and, byte for byte, what comes out:
//!
//! ```toml
//! about = "what this group shows"
//! programme = '''…'''          # optional: for the cases that bring none of their own
//! vocabularies = ['''…''']     # optional, TOML: handed over with the programme, where a case brings no list of its own
//!
//! [[case]]
//! name = "unique-name"         # unique among all files
//! about = "…"                  # optional
//! # the programme, one of
//! #   programme = '''…'''             TOML
//! #   programme_json = '''…'''        JSON
//! #   programme_hex = "ff…"           bytes of TOML
//! #   programme_file = "examples/…"   from the root of the repository; JSON where it ends in .json
//! #   history = ['''…''', '''…''']    several versions, TOML
//! #   history_files = ["…", "…"]
//! vocabularies = ['''…''', '''…''']   # optional: in place of the group's
//! # the family, one of: family = '''…''' (JSON), family_hex, family_file
//! on = "2026-06-01"            # beside a family; any text
//! # what comes out, one or more of
//! #   expect = '''…'''                what `assess_json` gives
//! #   error = '''…'''                 the refusal as JSON, from loading (the vocabularies first) or assessing
//! #   warnings = '''…'''              the programme's warnings as JSON
//! #   writes_json = '''…'''           the programme as JSON, which is read again and written the same
//! #   writes_toml = '''…'''           the programme as TOML, which is read again and written the same
//! # in place of `on`, one of
//! #   fact = "child[c1].born" with answer = '''…''' (JSON)     expects what `answer_json` gives
//! #   decline = "child[c1].born"                              expects what `decline_json` gives
//! #   unread = '''…''', with nothing else                   what `unread_json` gives
//! #   asks = "child[c1].born", without a family               expects the type of the answer as JSON, or `null`
//! #   laws = { adults = 1, children = 2, pregnancies = 0, expected = 0, weights = { visit = 2 } }, any of them or none,
//! #   without a family: expects the laws as JSON; with law = "floor" (or another), the finding of that law alone
//! #   lints = { …, cliff = { visit = 5 } } likewise: expects the lints; difference = { … } with after = '''…''' or
//! #   after_file = "…": expects the difference from this programme to that one
//! # beside `on`, to be told in words: audience = "family" or "professional", and one of
//! #   language = "fr"                 the dictionary shipped for it
//! #   dictionary = '''…'''            TOML; alone, with `error`, where it is refused
//! #   dictionary_file = "tests/…"     from the root of the repository
//! # expecting what `explain_json` gives, or reads = '''…''', its `text` alone
//! # beside `on`, as a schedule: gives = "schedule", expecting what `schedule_json` gives; or
//! #   icalendar = '''…''' (JSON, the options) with one of the three dictionaries, expecting what `icalendar_json`
//! #   gives, with LF for each CRLF and without the last one
//! # beside `on`, gives = "schedule" with an audience and a dictionary: reads = '''…''' is the schedule in words
//! # beside laws, lints or difference, one of the three dictionaries without an audience: reads = '''…''' is their words,
//! #   or error = '''…''' where the dictionary has none for them
//! # or, instead of all that: schedule = '''…''' (JSON), with what it is read and written as for `expect`, or `error`
//! # or, instead of all that: assessment = '''…''' (JSON), with what it is read and written as for `expect`, or `error`
//! # or, instead of all that: condition = '''…''' with prints = '''…''' or error = '''…'''
//! ```
//!
//! Who may see what, referrals and journals stand in `tests/calls/`, in one simple shape:
//!
//! ```toml
//! about = "what this group shows"
//! [defaults]                   # optional: arguments of the cases that bring none of that name
//! programme = '''…'''
//!
//! [[case]]
//! name = "unique-name"
//! about = "…"                  # optional
//! call = "decide"              # the name of a JSON door
//! consents = '''…'''           # its arguments, each a text; NAME_file = "…" names a file of this repository
//! expect = '''…'''             # or error = '''…''', the refusal as JSON
//! ```
//!
//! One newline at the end of what comes out is not part of it. Unknown keys, and cases that expect nothing, are refused.

pub mod bless;
pub mod call;
pub mod case;
pub mod desk;
pub mod forge;
pub mod hammer;
pub mod hammer_trust;
pub mod oracle;
pub mod random;
pub mod replay;
pub mod tables;
pub mod wounds;

/// The root of the repository.
pub fn root() -> &'static std::path::Path {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

// The README's Rust example runs as a test; it stands outside the crate's own package.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
