//! Log records on standard error, UTC, warnings and worse unless `RUST_LOG` says otherwise.
//!
//! Only Latchkey's own records are let through whatever `RUST_LOG` says: libraries may trace what they
//! send, and that holds secrets.

use std::io::IsTerminal;

use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Starts logging for the whole program.
pub(crate) fn start() {
    let level = EnvFilter::builder().with_default_directive(tracing::Level::WARN.into()).from_env_lossy();
    let own = filter_fn(|record| record.target().starts_with("latchkey"));
    let is_terminal = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().with_ansi(is_terminal).with_writer(std::io::stderr);
    tracing_subscriber::registry().with(level).with(lines.with_filter(own)).init();
}
