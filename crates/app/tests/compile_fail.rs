//! Neither Azure nor a secret is reached without a session: what tries it does not compile.

#[test]
fn nothing_goes_around_the_gate() {
    // The sources say where the compiler has to stop; each has its errors beside it.
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
