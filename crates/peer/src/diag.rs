//! One question to the kernel's socket diagnostics (sock_diag(7)): the socket with exactly these two ends.

use std::io;

use netlink_packet_core::{NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_sock_diag::{
    SockDiagMessage,
    constants::{AF_INET, AF_INET6, IPPROTO_TCP},
    inet::{ExtensionFlags, InetRequest, InetResponseHeader, SocketId, StateFlags},
};
use netlink_sys::{Socket, SocketAddr as NetlinkAddress, protocols::NETLINK_SOCK_DIAG};

use crate::Ends;

/// Whatever socket has these ends, and not only the one that was seen before.
const ANY_COOKIE: [u8; 8] = [0xff; 8];
/// An answer about one socket without extensions has 88 bytes.
const ANSWER_BYTES: usize = 4096;

/// The user whose socket is the other end; none if it has no owner any more, or nothing could be learnt here.
pub(crate) fn owner(ends: Ends) -> Option<u32> {
    let found = ask(ends).ok()??;
    let id = &found.socket_id;
    let (ours, theirs) = (ends.ours, ends.theirs);
    // Where no connection has these ends, the kernel goes on to a listener on that port.
    let is_it = id.source_address.to_canonical() == theirs.ip()
        && id.destination_address.to_canonical() == ours.ip()
        && (id.source_port, id.destination_port) == (theirs.port(), ours.port());
    // A socket that its program has closed has inode 0, and counts as root's.
    (is_it && found.inode != 0).then_some(found.uid)
}

fn ask(ends: Ends) -> io::Result<Option<InetResponseHeader>> {
    let request = InetRequest {
        family: if ends.theirs.is_ipv4() { AF_INET } else { AF_INET6 },
        protocol: IPPROTO_TCP,
        extensions: ExtensionFlags::empty(),
        states: StateFlags::all(),
        socket_id: SocketId {
            source_port: ends.theirs.port(),
            destination_port: ends.ours.port(),
            source_address: ends.theirs.ip(),
            destination_address: ends.ours.ip(),
            interface_id: 0,
            cookie: ANY_COOKIE,
        },
    };
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_REQUEST;
    let mut message = NetlinkMessage::new(header, SockDiagMessage::InetRequest(request).into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);

    let socket = Socket::new(NETLINK_SOCK_DIAG)?;
    socket.connect(&NetlinkAddress::new(0, 0))?;
    // The kernel has answered when sending returns, so there is nothing to wait for.
    socket.set_non_blocking(true)?;
    socket.send(&bytes, 0)?;
    let mut answer = Vec::with_capacity(ANSWER_BYTES);
    socket.recv(&mut answer, 0)?;
    let answer = NetlinkMessage::<SockDiagMessage>::deserialize(&answer).map_err(io::Error::other)?;
    Ok(match answer.payload {
        NetlinkPayload::InnerMessage(SockDiagMessage::InetResponse(found)) => Some(found.header),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::tests::check_each_kind_of_end;

    #[test]
    fn the_kernel_names_the_owner_of_each_kind_of_end() {
        check_each_kind_of_end(owner);
    }
}
