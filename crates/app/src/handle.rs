//! Opaque names for things that the window may ask about. The window never names an address: a handle
//! that was not given out leads nowhere.

use aws_lc_rs::digest::{Context, SHA256};

/// The handle of a thing: 96 bits of a digest over its names, the same at every start.
pub(crate) fn handle_of(names: &[&str]) -> String {
    let mut context = Context::new(&SHA256);
    for name in names {
        context.update(name.to_ascii_lowercase().as_bytes());
        context.update(&[0]);
    }
    let digest = context.finish();
    let first = digest.as_ref().first_chunk().expect("SHA-256 has 32 bytes");
    format!("{:024x}", u128::from_be_bytes(*first) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_does_not_make_another_thing() {
        assert_eq!(handle_of(&["demo", "/Subscriptions/A"]), handle_of(&["demo", "/subscriptions/a"]));
        assert_ne!(handle_of(&["ab", "c"]), handle_of(&["a", "bc"]));
        assert_eq!(handle_of(&["x"]).len(), 24);
    }
}
