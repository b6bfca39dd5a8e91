//! `cargo +nightly fuzz run family --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer::family;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = family(bytes) {
        panic!("{wrong}");
    }
});
