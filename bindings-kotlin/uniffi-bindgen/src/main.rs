//! Writes the Kotlin code that calls the library `millejours_kotlin`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
