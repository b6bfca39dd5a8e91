//! `cargo +nightly fuzz run referral --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer_trust::referral;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = referral(bytes) {
        panic!("{wrong}");
    }
});
