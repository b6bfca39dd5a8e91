//! `cargo +nightly fuzz run journal --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer_trust::journal;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = journal(bytes) {
        panic!("{wrong}");
    }
});
