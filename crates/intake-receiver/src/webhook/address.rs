//! Where a webhook may go: not into the network that the receiver itself stands in, unless who
//! runs it says so. Whoever can add a webhook could otherwise ask its neighbours (server-side
//! request forgery).

use ipnet::Ipv4Net;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IANA's special-purpose networks of IPv4 that are not for everybody to reach.
const NOT_PUBLIC: [(Ipv4Addr, u8); 18] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    // AS112 and AMT: served by whatever is nearest to who asks.
    (Ipv4Addr::new(192, 31, 196, 0), 24),
    (Ipv4Addr::new(192, 52, 193, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(192, 175, 48, 0), 24),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Whether everybody reaches this address: it is neither private, nor loopback, nor link-local, nor
/// kept for something else, in whatever way it is written.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => NOT_PUBLIC.iter().all(|(network, length)| {
            Ipv4Net::new(*network, *length).is_ok_and(|network| !network.contains(&four))
        }),
        IpAddr::V6(six) => match inner(six) {
            Some(four) => is_public(IpAddr::V4(four)),
            // What has been given out (2000::/3), less what IANA lists there for special purposes: protocols
            // (2001::/23), documentation (2001:db8::/32, 3fff::/20), tunnels (2002::/16, read above), AS112's
            // (2620:4f:8000::/48). All else that is special stands outside: 64:ff9b:1::/48, 100::/64, 100:0:0:1::/64,
            // 5f00::/16, fc00::/7, fe80::/10.
            None => {
                let [first, second, third, ..] = six.segments();
                first & 0xe000 == 0x2000
                    && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                    && !(first == 0x2620 && second == 0x004f && third == 0x8000)
                    && first != 0x3fff
            }
        },
    }
}

/// The IPv4 address that stands in one of IPv6: mapped, NAT64, 6to4. Of NAT64 only the prefix that is everybody's
/// (64:ff9b::/96, RFC 6052): 64:ff9b:1::/48 (RFC 8215) leads wherever a network of its own says.
fn inner(six: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match six.segments() {
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => six.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_reaches_is_public() {
        for address in [
            "127.0.0.1",
            "127.255.0.9",
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "fec0::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001:db8::1",
            "2001::1",
            "100::1",
            "64:ff9b:1::1",
            "64:ff9b:1::909:909",
            "64:ff9b:1:ffff:ffff:ffff:909:909",
            "64:ff9b:0:1::909:909",
            "64:ff9b::1:0:909:909",
            "64:ff9b:ffff::909:909",
            "64:ff9c::909:909",
            "3fff::1",
            // The rest of IANA's special-purpose registries.
            "100.127.255.255",
            "169.254.0.1",
            "192.0.0.170",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.175.48.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "239.255.255.250",
            "240.0.0.1",
            "::ffff:0:7f00:1",
            "::ffff:192.31.196.1",
            "100:0:0:1::1",
            "2001:1::1",
            "2001:2::1",
            "2001:3::1",
            "2001:4:112::1",
            "2001:10::1",
            "2001:20::1",
            "2001:30::1",
            "2001:1ff:ffff::1",
            "2001:db8:ffff::1",
            "2002:c01f:c401::1",
            "2620:4f:8000::1",
            "3fff:fff:ffff::1",
            "5f00::1",
            "4000::1",
            "febf::1",
            "fdff::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "9.9.9.9",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "100.63.0.1",
            "::ffff:9.9.9.9",
            "2620:fe::fe",
            "64:ff9b::909:909",
            "2002:909:909::1",
            "192.31.195.1",
            "192.175.49.1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2620:4f:8001::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
