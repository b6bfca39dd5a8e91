//! `cargo +nightly fuzz run consents --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer_trust::consents;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = consents(bytes) {
        panic!("{wrong}");
    }
});
