//! The facade hands out views; Azure and what an account has listed stay behind the gate.

use std::sync::Arc;

use latchkey_app::{App, Session};

fn around_the_gate(app: &Arc<App>) {
    let _azure = app.azure();
    let _session = app.gate.session(None);
}

fn out_of_a_session(session: &Session) {
    let _azure = session.azure();
}

fn main() {
    let _tried = (around_the_gate, out_of_a_session);
}
