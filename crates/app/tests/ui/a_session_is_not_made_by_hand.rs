//! A session comes from the gate, which looks at the lock and at who is signed in.

use latchkey_app::Session;

fn main() {
    let _session = Session {};
    let _opened = Session::open();
}
