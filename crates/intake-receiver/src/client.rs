//! Who a request comes from, as far as its address says, and which proxies may say it for others.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A client's address, for budgets. Of IPv6 the first 64 bits, which one household has to itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Client(IpAddr);

impl Client {
    pub const fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V6(six) => match six.to_ipv4_mapped() {
                Some(four) => Self(IpAddr::V4(four)),
                None => Self(IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64))),
            },
            four => Self(four),
        }
    }
}

/// The header in which a proxy says for whom it asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum ForwardedHeader {
    /// What most proxies add to: Caddy, nginx, HAProxy.
    XForwardedFor,
    /// RFC 7239.
    Forwarded,
}

/// The proxies in front, and the one header of theirs that is believed: the other one may be
/// what a client wrote itself.
#[derive(Clone, Debug)]
pub struct Proxies {
    trusted: Vec<IpNet>,
    pub header: ForwardedHeader,
}

impl Proxies {
    pub fn new(trusted: Vec<Network>, header: ForwardedHeader) -> Self {
        Self { trusted: trusted.into_iter().map(|network| network.0).collect(), header }
    }

    pub fn none() -> Self {
        Self::new(Vec::new(), ForwardedHeader::XForwardedFor)
    }

    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address.to_canonical()))
    }

    /// Whoever stands before the first proxy that is trusted. `hops` are the addresses in the
    /// header's lines, in their order: each proxy puts the one it hears from at the end, so
    /// that what a client wrote there itself stands before it.
    pub fn client(&self, peer: IpAddr, hops: &[Option<IpAddr>]) -> Client {
        let mut client = peer;
        for hop in hops.iter().rev() {
            match hop {
                Some(hop) if self.trusts(client) => client = *hop,
                // What is no address is nobody: the last known one answers for it.
                _ => break,
            }
        }
        Client::of(client)
    }
}

/// The addresses in one line of the header.
pub fn hops(header: ForwardedHeader, line: &str) -> Vec<Option<IpAddr>> {
    let parts = line.split(',').map(str::trim);
    match header {
        ForwardedHeader::XForwardedFor => parts.map(address).collect(),
        ForwardedHeader::Forwarded => parts
            .map(|element| {
                let pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
                let mut nodes = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
                nodes.next().and_then(|(_, node)| address(node.trim().trim_matches('"')))
            })
            .collect(),
    }
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let inside = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside);
    if let Some(inside) = inside {
        return inside.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let with_port = || text.split_once(':').and_then(|(host, _)| host.parse::<Ipv4Addr>().ok());
    text.parse().ok().or_else(|| with_port().map(IpAddr::V4))
}

/// An address, or a network such as `10.0.0.0/8`.
#[derive(Clone, Debug)]
pub struct Network(IpNet);

impl Network {
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let one = text.parse::<IpAddr>().map(IpNet::from);
        one.or_else(|_| text.parse())
            .map(Self)
            .map_err(|_| "must be an address, or a network such as 10.0.0.0/8".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn client(trusted: &str, header: ForwardedHeader, peer: &str, lines: &[&str]) -> Client {
        let trusted = trusted.split(' ').filter(|one| !one.is_empty()).map(|one| one.parse().unwrap());
        let hops: Vec<_> = lines.iter().flat_map(|line| hops(header, line)).collect();
        Proxies::new(trusted.collect(), header).client(ip(peer), &hops)
    }

    #[test]
    fn a_header_is_believed_only_from_a_proxy_that_is_trusted() {
        use ForwardedHeader::{Forwarded, XForwardedFor};
        for (trusted, header, peer, lines, expected) in [
            ("", XForwardedFor, "192.0.2.9", &["192.0.2.1"][..], "192.0.2.9"),
            ("10.0.0.0/8", XForwardedFor, "192.0.2.9", &["192.0.2.1"], "192.0.2.9"),
            ("10.0.0.0/8", XForwardedFor, "10.1.2.3", &["192.0.2.1"], "192.0.2.1"),
            ("10.0.0.0/8", XForwardedFor, "::ffff:10.1.2.3", &["192.0.2.1"], "192.0.2.1"),
            // What the client wrote itself stands before what the proxy heard from.
            ("10.0.0.1", XForwardedFor, "10.0.0.1", &["203.0.113.7, 192.0.2.1"], "192.0.2.1"),
            ("10.0.0.1", XForwardedFor, "10.0.0.1", &["203.0.113.7", "192.0.2.1"], "192.0.2.1"),
            // Two proxies, one behind the other.
            ("10.0.0.1 10.0.0.2", XForwardedFor, "10.0.0.1", &["192.0.2.1, 10.0.0.2"], "192.0.2.1"),
            ("10.0.0.1", XForwardedFor, "10.0.0.1", &["192.0.2.1, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", XForwardedFor, "10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", XForwardedFor, "10.0.0.1", &["192.0.2.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", XForwardedFor, "10.0.0.1", &["192.0.2.1:4711"], "192.0.2.1"),
            ("fd00::/8", XForwardedFor, "fd00::1", &["[2001:db8:0:1:2::3]:80"], "2001:db8:0:1::"),
            ("10.0.0.1", Forwarded, "10.0.0.1", &["for=192.0.2.1;proto=https;by=10.0.0.1"], "192.0.2.1"),
            ("10.0.0.1", Forwarded, "10.0.0.1", &["For=\"[2001:db8::1]:4711\""], "2001:db8::"),
            ("10.0.0.1", Forwarded, "10.0.0.1", &["for=_hidden"], "10.0.0.1"),
            ("10.0.0.1", Forwarded, "10.0.0.1", &["proto=https"], "10.0.0.1"),
        ] {
            let found = client(trusted, header, peer, lines);
            assert_eq!(found, Client::of(ip(expected)), "{trusted} {peer} {lines:?}");
        }
    }

    #[test]
    fn one_household_of_ipv6_is_one_client() {
        assert_eq!(Client::of(ip("2001:db8:0:1::5")), Client::of(ip("2001:db8:0:1:ffff::6")));
        assert_ne!(Client::of(ip("2001:db8:0:1::5")), Client::of(ip("2001:db8:0:2::5")));
        assert_eq!(Client::of(ip("::ffff:192.0.2.1")), Client::of(ip("192.0.2.1")));
    }
}
