//! `cargo +nightly fuzz run condition --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer::condition;

fuzz_target!(|text: &str| {
    if let Err(wrong) = condition(text) {
        panic!("{wrong}");
    }
});
