//! `cargo +nightly fuzz run programme --fuzz-dir tests/fuzz`
#![no_main]

use libfuzzer_sys::fuzz_target;
use millejours_tests::hammer::programme;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = programme(bytes) {
        panic!("{wrong}");
    }
});
