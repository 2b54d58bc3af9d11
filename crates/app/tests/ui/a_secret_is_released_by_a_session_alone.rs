//! What leaves the app is a `Released`, which a session makes.

use latchkey_app::{ProgramToken, Released, RevealedKey};
use latchkey_types::Secret;

fn for_a_program(secret: Secret, at: jiff::Timestamp) -> ProgramToken {
    ProgramToken { value: secret, refresh_by: at, expires_at: at }
}

fn main() {
    let _released = Released(Secret::new("key"));
    let _revealed = RevealedKey { value: "key".to_owned() };
    let _program = for_a_program;
}
