//! What Latchkey takes of time and memory: the start of its window beside an empty one, and a token on the command line.
//!
//! Prints tables; asserts nothing. `cargo xtask bench` builds what it needs and runs it; `bench token` prints the
//! second table alone, and `bench start` where the time of a start goes.

mod start;
mod token;
mod window;

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("start") => start::run().await,
        Some("token") => token::run().await,
        _ => {
            window::run().await?;
            token::run().await
        }
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its table")]
fn say(text: &str) {
    println!("{text}");
}
