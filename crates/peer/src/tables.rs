//! The same from the lists of all sockets (`proc_net_tcp(5)`), where the kernel's diagnostics cannot be asked.

use procfs::net::{TcpNetEntry, TcpState, tcp, tcp6};

use crate::Ends;

/// The user whose socket is the other end; none if it has no owner any more, or the lists cannot be read.
pub(crate) fn owner(ends: Ends) -> Option<u32> {
    // A program may reach an IPv4 address by an IPv6 socket, which is in the other list.
    let lists = [tcp(), tcp6()].into_iter().filter_map(Result::ok);
    owner_among(lists.flatten(), ends)
}

fn owner_among(mut entries: impl Iterator<Item = TcpNetEntry>, ends: Ends) -> Option<u32> {
    let found = entries.find(|entry| {
        entry.state != TcpState::Listen && Ends::new(entry.remote_address, entry.local_address) == ends
    })?;
    // A socket that its program has closed has inode 0, and counts as root's.
    (found.inode != 0).then_some(found.uid)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};

    use super::*;

    /// A connection from a socket of one kind: its ends as the listener sees them, and what has to stay open.
    fn connection(listens_at: SocketAddr, reached_by: Option<Ipv6Addr>) -> (Ends, TcpStream, TcpStream) {
        let listener = TcpListener::bind(listens_at).expect("a free port");
        let mut address = listener.local_addr().expect("an address");
        if let Some(other_name) = reached_by {
            address.set_ip(other_name.into());
        }
        let client = TcpStream::connect(address).expect("it listens");
        let (server, theirs) = listener.accept().expect("it is there");
        (Ends::new(server.local_addr().expect("an address"), theirs), client, server)
    }

    /// Holds one way to look up to all that a connection can be.
    pub(crate) fn check_each_kind_of_end(owner: fn(Ends) -> Option<u32>) {
        let own = Some(rustix::process::geteuid().as_raw());
        let (v4, v6) =
            (SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0)));
        for (kind, at, by) in
            [("4", v4, None), ("6", v6, None), ("4 by 6", v4, Some(Ipv4Addr::LOCALHOST.to_ipv6_mapped()))]
        {
            let (ends, client, server) = connection(at, by);
            assert_eq!(owner(ends), own, "{kind}");
            let swapped = Ends { ours: ends.theirs, theirs: ends.ours };
            assert_eq!(owner(swapped), own, "{kind}, our own end");
            // Root owns what nobody holds any more, by its number, so only the inode tells.
            drop(client);
            assert_eq!(owner(ends), None, "{kind}, closed while the listener still has its end");
            drop(server);
            assert_eq!(owner(ends), None, "{kind}, closed on both sides");
        }
        let listener = TcpListener::bind(v4).expect("a free port");
        let at = listener.local_addr().expect("an address");
        let invented = Ends { ours: SocketAddr::from((Ipv4Addr::LOCALHOST, 1)), theirs: at };
        assert_eq!(owner(invented), None, "a listener is no connection");
    }

    #[test]
    fn the_lists_name_the_owner_of_each_kind_of_end() {
        check_each_kind_of_end(owner);
    }
}
