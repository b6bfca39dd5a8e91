//! `cargo +nightly fuzz run rules --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer_trust::rules;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = rules(bytes) {
        panic!("{wrong}");
    }
});
