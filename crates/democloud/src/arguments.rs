//! The command line of `latchkey-democloud`.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use clap::Parser;
use latchkey_democloud::Scale;

use crate::{private_file::unfinished, state_file::lock_of};

/// The Azure side on loopback: Entra ID, ARM, Azure ML, Graph and scoring, with a company that doesn't exist.
#[derive(Debug, Parser)]
#[command(name = "latchkey-democloud", version)]
pub(crate) struct Arguments {
    /// Serve plain HTTP at this port of 127.0.0.1; 0 or no number takes a free one. It is served with --https too:
    /// machines ask for their identity (IMDS) by plain HTTP alone.
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "0")]
    http: Option<u16>,
    /// Serve HTTPS at this port too, with a certificate of a private authority made at start.
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "0")]
    https: Option<u16>,
    /// Serve the controls (faults, clock, regions, policies) at this port; without it, at a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    control: u16,
    /// Keep the state in this file, invented secrets in clear, and go on from it at the next start. FILE.lock beside it
    /// tells others that it is in use.
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Start with the company of this file (see SEED.md) instead of the built-in one.
    #[arg(long, value_name = "FILE", conflicts_with = "scale")]
    pub(crate) seed: Option<PathBuf>,
    /// Start with a generated company of this size, totals: SUBSCRIPTIONS,WORKSPACES,ENDPOINTS.
    #[arg(long, value_name = "S,W,E")]
    pub(crate) scale: Option<Scale>,
    /// Write addresses, who signs in how, and what there is to this file as JSON when everything is ready.
    #[arg(long, value_name = "FILE")]
    pub(crate) connection_file: Option<PathBuf>,
    /// Serve every user of this machine, who can then sign in as anybody here and see every password. Without it, programs
    /// of other users are turned away.
    #[arg(long)]
    pub(crate) other_users: bool,
    /// Let every answer wait this many milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
}

impl Arguments {
    pub(crate) fn http(&self) -> SocketAddr {
        on_loopback(self.http.unwrap_or(0))
    }

    pub(crate) fn https(&self) -> Option<SocketAddr> {
        self.https.map(on_loopback)
    }

    pub(crate) fn control(&self) -> SocketAddr {
        on_loopback(self.control)
    }

    /// Refuses one path for two files.
    pub(crate) fn check_files(&self) -> anyhow::Result<()> {
        let certificate = self.connection_file.as_ref().map(|path| path.with_extension("pem"));
        let mut files: Vec<PathBuf> =
            [&self.state, &self.connection_file, &certificate].into_iter().flatten().cloned().collect();
        files.extend(self.state.as_deref().map(lock_of));
        files.extend_from_slice(&files.iter().map(|path| unfinished(path)).collect::<Vec<_>>());
        let is_repeated = (1..files.len()).any(|at| files[..at].contains(&files[at]));
        anyhow::ensure!(
            !is_repeated,
            "--state, --connection-file and the files beside them (.pem, .lock, .new) need different names"
        );
        Ok(())
    }

    pub(crate) fn latency(&self) -> Duration {
        Duration::from_millis(self.latency)
    }
}

fn on_loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}
