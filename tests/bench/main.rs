//! What Latchkey takes of time and memory: the start of its window beside an empty one, and a token on the command line.
//!
//! Prints tables; asserts nothing. `cargo xtask bench` builds what it needs and runs it; `bench token` prints the
//! second table alone.

mod token;
mod window;

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    if std::env::args().nth(1).as_deref() != Some("token") {
        window::run().await?;
    }
    token::run().await
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its table")]
fn say(text: &str) {
    println!("{text}");
}
