//! A program of another user, for real.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    net::TcpListener,
    os::unix::process::CommandExt,
    process::{Command, Stdio},
};

use latchkey_peer::{Ends, Peer, Peers, SystemPeers};

/// The user `nobody`, who has no files and may do nothing.
const NOBODY: u32 = 65534;

/// Who connects when a program of this user does, at an address of this machine.
fn who_connects(address: &str, user: Option<u32>) -> Peer {
    let listener = TcpListener::bind((address, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut command = Command::new("bash");
    command.args(["-c", &format!("exec 3<>/dev/tcp/{address}/{port}; cat <&3")]);
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null());
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    let mut child = command.spawn().unwrap();
    let (stream, theirs) = listener.accept().unwrap();
    let peer = SystemPeers::default().who_holds(Ends::new(stream.local_addr().unwrap(), theirs));
    drop(stream);
    child.wait().unwrap();
    peer
}

#[test]
fn a_program_of_the_same_user_is_trusted() {
    for address in ["127.0.0.1", "::1"] {
        let peer = who_connects(address, None);
        assert_eq!((peer, peer.is_trusted()), (Peer::SameUser, true), "{address}");
    }
}

#[test]
fn a_program_of_another_user_is_not_trusted() {
    if !rustix::process::geteuid().is_root() {
        return latchkey_testing::skip(
            "a_program_of_another_user_is_not_trusted",
            "root, to start a program of another user",
        );
    }
    for address in ["127.0.0.1", "::1"] {
        let peer = who_connects(address, Some(NOBODY));
        assert_eq!((peer, peer.is_trusted()), (Peer::OtherUser(NOBODY), false), "{address}");
    }
}
