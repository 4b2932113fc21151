//! Amounts are decimal: 200,000 random expressions give what exact arithmetic gives.
//!
//! The oracle computes with fractions (num-rational), so it rounds nowhere: a verdict after
//! a division is that of the exact quotient. Texts are read and rounded with bigdecimal: all
//! digits where they have an end, else 15 significant ones, a half away from zero.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the seed is printed")]

#[path = "../src/expr/random.rs"]
#[allow(dead_code, reason = "this test picks nothing")]
mod random;

use std::cell::RefCell;
use std::cmp::Ordering;
use std::num::NonZero;
use std::str::FromStr;
use std::sync::Arc;

use bigdecimal::{BigDecimal, RoundingMode};
use intake_core::decimal::Decimal;
use intake_core::expr::{Env, EvalError, Expr, Ref, Scope, Type, Value};
use num_bigint::BigInt;
use num_rational::BigRational;
use random::Random;

const ROUNDS: usize = 200_000;
const OPERATORS: u64 = 6;

/// `a` to `g` are what a person answered; `v` and `t` are compared.
const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "v", "t"];

struct Names(RefCell<Vec<Value>>);

impl Names {
    fn set(&self, name: &str, value: Value) {
        let at = NAMES.iter().position(|known| *known == name).unwrap();
        self.0.borrow_mut()[at] = value;
    }
}

impl Scope for Names {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        let at = NAMES.iter().position(|known| *known == name)?;
        Some((Ref(at as u32), Type::Double))
    }

    fn answer(&self, name: &str) -> Option<(Ref, Type)> {
        self.resolve(name)
    }

    fn names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }
}

impl Env for Names {
    fn get(&self, name: Ref) -> Value {
        self.0.borrow()[name.0 as usize].clone()
    }

    fn has(&self, _: Ref) -> Value {
        Value::Bool(true)
    }

    fn today(&self) -> i64 {
        0
    }
}

/// An expression as CEL writes it, and what it is on paper; no value where it divides by zero.
struct Paper {
    source: String,
    value: Option<BigRational>,
}

struct Writer<'a> {
    random: &'a mut Random,
    names: &'a Names,
    answers: usize,
}

impl Writer<'_> {
    fn expression(&mut self, operators: u64) -> Paper {
        if operators == 0 {
            return self.leaf();
        }
        let before = self.random.below(operators);
        let (left, right) = (self.expression(before), self.expression(operators - 1 - before));
        let sign = ["+", "-", "*", "/", "*", "/"][self.random.below(6) as usize];
        let value = left.value.zip(right.value).and_then(|(a, b)| match sign {
            "+" => Some(a + b),
            "-" => Some(a - b),
            "*" => Some(a * b),
            _ if *b.numer() == BigInt::ZERO => None,
            _ => Some(a / b),
        });
        Paper { source: format!("({} {sign} {})", left.source, right.source), value }
    }

    /// An amount, a rate or a divisor; written into the expression, or answered.
    fn leaf(&mut self) -> Paper {
        let (most, decimals) = match self.random.below(6) {
            0 => (2_000, 0),
            1 => (100_000, 2),
            2 => (1_000_000_000, 2),
            3 => (20_000, 4),
            4 => (100, 1),
            // Divisors as forms have them: months, weeks, people, hours.
            _ => return self.number(["12", "3", "7", "52", "4.3", "26", "0.3", "24", "9"], 0, 0),
        };
        let digits = self.random.below(most);
        self.number([""; 9], digits, decimals)
    }

    fn number(&mut self, fixed: [&str; 9], digits: u64, decimals: usize) -> Paper {
        let mut text = match fixed[self.random.below(9) as usize] {
            "" if decimals == 0 => digits.to_string(),
            "" => {
                let padded = format!("{digits:0width$}", width = decimals + 1);
                let (whole, fraction) = padded.split_at(padded.len() - decimals);
                format!("{whole}.{fraction}")
            }
            fixed => fixed.into(),
        };
        if self.random.below(8) == 0 {
            text.insert(0, '-');
        }
        let value = Some(rational(&text));
        if self.random.below(2) == 0 {
            let name = NAMES[self.answers];
            self.answers += 1;
            self.names.set(name, Value::Double(Decimal::parse(&text).unwrap().into()));
            return Paper { source: name.into(), value };
        }
        if !text.contains('.') {
            text += ".0";
        }
        Paper { source: format!("({text})"), value }
    }
}

fn rational(text: &str) -> BigRational {
    let (digits, scale) = BigDecimal::from_str(text).unwrap().into_bigint_and_exponent();
    let power = BigInt::from(10).pow(scale.unsigned_abs() as u32);
    if scale < 0 { BigRational::from(digits * power) } else { BigRational::new(digits, power) }
}

/// Whether it is written with an end, in at most 128 places.
fn has_end(value: &BigRational, long: &BigInt) -> bool {
    (value.numer() * long % value.denom()) == BigInt::ZERO
}

/// To 15 significant digits, a half away from zero.
fn rounded(value: &BigRational, long: &BigInt) -> BigDecimal {
    let digits = value.numer() * long / value.denom();
    BigDecimal::new(digits, 128).with_precision_round(NonZero::new(15).unwrap(), RoundingMode::HalfUp)
}

struct Compiled(Vec<(&'static str, Expr)>);

impl Compiled {
    fn new(names: &Names, sources: &[&'static str]) -> Self {
        let one = |source: &&'static str| (*source, Expr::compile(source, names, None).unwrap());
        Self(sources.iter().map(one).collect())
    }
}

/// On as many threads as there are cores, each with numbers of its own.
#[test]
fn random_expressions_give_what_exact_arithmetic_gives() {
    let mut random = Random::new("decimal");
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = |thread: usize| ROUNDS / threads + usize::from(thread < ROUNDS % threads);
    let (mut done, mut endless, mut at_the_limit) = (0, 0, 0);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..threads)
            .map(|thread| {
                let own = Random::seeded(random.next());
                scope.spawn(move || compare(own, share(thread)))
            })
            .collect();
        for run in runs {
            let [one, two, three] = run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (done, endless, at_the_limit) = (done + one, endless + two, at_the_limit + three);
        }
    });
    println!("{done} expressions, {endless} without an end, {at_the_limit} comparisons right at the limit");
    assert_eq!(done, ROUNDS);
    assert!(endless > ROUNDS / 10 && at_the_limit > ROUNDS, "the kinds that matter are among them");
}

/// How many expressions were held against paper, how many had no end, how many comparisons were
/// right at the limit.
fn compare(mut random: Random, rounds: usize) -> [usize; 3] {
    // The same at every number: a power is work.
    let long = BigInt::from(10).pow(128);
    let names = Names(RefCell::new(vec![Value::Null; NAMES.len()]));
    let comparisons = Compiled::new(&names, &["v < t", "v <= t", "v == t", "v != t", "v >= t", "v > t"]);
    let text = Expr::compile("string(v)", &names, None).unwrap();
    let int = Expr::compile("int(v)", &names, None).unwrap();
    let back = Expr::compile("double(string(v)) == v", &names, None).unwrap();
    let (mut done, mut at_the_limit, mut endless) = (0, 0, 0);
    while done < rounds {
        let operators = random.below(OPERATORS) + 1;
        let mut writer = Writer { random: &mut random, names: &names, answers: 0 };
        let Paper { source, value: Some(value) } = writer.expression(operators) else { continue };
        done += 1;
        let shown = || {
            let answers: Vec<_> = names.0.borrow().iter().map(|value| format!("{value:?}")).collect();
            format!("{source} with {answers:?} is {value}")
        };
        let computed = Expr::compile(&source, &names, Some(&Type::Double)).unwrap().eval(&names).unwrap();
        names.set("v", computed);

        // Text and whole part.
        let Ok(Value::String(written)) = text.eval(&names) else { panic!("{}", shown()) };
        let has_end = has_end(&value, &long);
        endless += usize::from(!has_end);
        let right = if has_end {
            rational(&written) == value
        } else {
            BigDecimal::from_str(&written).unwrap() == rounded(&value, &long)
        };
        assert!(right, "{written}: {}", shown());
        match (i64::try_from(value.trunc().to_integer()), int.eval(&names)) {
            (Ok(whole), Ok(Value::Int(found))) => assert_eq!(found, whole, "{}", shown()),
            (Err(_), Err(EvalError::Overflow)) => {}
            (_, found) => panic!("int() is {found:?}: {}", shown()),
        }
        if has_end && written.trim_start_matches('-').len() <= 16 {
            assert!(matches!(back.eval(&names), Ok(Value::Bool(true))), "{written}: {}", shown());
        }

        // Verdicts: right at the limit, a cent beside it, and against the same value reached
        // another way.
        let cents = (value.clone() * BigInt::from(100)).round().to_integer();
        let mut limits = Vec::new();
        for step in [-1, 0, 1] {
            let limit = BigRational::new(cents.clone() + step, BigInt::from(100));
            let exact = BigDecimal::new(cents.clone() + step, 2).to_string();
            if let Ok(decimal) = Decimal::parse(&exact) {
                limits.push((value.cmp(&limit), Value::Double(decimal.into())));
            }
        }
        let other = format!("({source}) * 1.38 / 0.69 - ({source})");
        let same = Expr::compile(&other, &names, Some(&Type::Double)).unwrap().eval(&names).unwrap();
        limits.push((Ordering::Equal, same));
        for (order, bound) in limits {
            names.set("t", bound);
            at_the_limit += usize::from(order.is_eq());
            for (comparison, expr) in &comparisons.0 {
                let expected = match *comparison {
                    "v < t" => order.is_lt(),
                    "v <= t" => order.is_le(),
                    "v == t" => order.is_eq(),
                    "v != t" => order.is_ne(),
                    "v >= t" => order.is_ge(),
                    _ => order.is_gt(),
                };
                let found = expr.eval(&names);
                assert!(
                    matches!(found, Ok(Value::Bool(verdict)) if verdict == expected),
                    "{comparison} is {found:?} where v is {order:?}: {}",
                    shown()
                );
            }
        }
    }
    [done, endless, at_the_limit]
}

fn eval(source: &str) -> Value {
    let names = Names(RefCell::new(vec![Value::Null; NAMES.len()]));
    Expr::compile(source, &names, None)
        .unwrap_or_else(|errors| panic!("{source}: {errors:?}"))
        .eval(&names)
        .unwrap()
}

#[test]
fn what_is_true_on_paper_is_true() {
    for source in [
        "1255.0 * 1.38 == 1731.9",
        "1731.90 <= 1255.0 * 1.38",
        "290.54 + 468.38 + 178.08 <= 937.0",
        "[290.54, 468.38, 178.08].sum() == 937.0",
        "int(0.29 * 100.0) == 29",
        "uint(0.29 * 100.0) == 29u",
        "int(4.35 * 100.0) == 435",
        "int(-0.29 * 100.0) == -29",
        "0.1 + 0.2 == 0.3",
        "0.1 + 0.2 in [0.3]",
        "string(0.1 + 0.2) == '0.3'",
        "string(1.1 * 1.1) == '1.21'",
        "string(-(1.0 - 0.9)) == '-0.1'",
        "1200.0 / 12.0 == 100.0",
        "100.0 / 3.0 * 3.0 == 100.0",
        "100.0 / 3.0 + 100.0 / 3.0 + 100.0 / 3.0 <= 100.0",
        "1.0 / 3.0 == 2.0 / 6.0",
        "100.0 / 3.0 > 33.33 && 100.0 / 3.0 < 33.34",
        "string(100.0 / 3.0) == '33.3333333333333'",
        "string(200.0 / 3.0) == '66.6666666666667'",
        "string(1.0 / 8.0) == '0.125'",
        "650.75 * 52.0 / 12.0 <= 2819.92",
        "31.2 * 52.0 / 12.0 == 135.2",
        "math.greatest(0.1 + 0.2, 0.3) == 0.3 && math.least(0.1 * 3.0, 0.3) >= 0.3",
        "[0.1 * 3.0, 0.3].max() <= 0.3 && [1.1 + 2.2, 3.3].min() == 3.3",
        "[10.1, 20.2].map(x, x * 3.0).sum() == 90.9",
        "[1.1, 2.2][dyn(0.1 * 10.0)] == 2.2",
        "double('0.1') + double('0.2') == double('0.3')",
        "double(3) * 0.1 == 0.3",
        "dyn(0.1 * 30.0) == 3 && 3 >= dyn(0.1 * 30.0)",
        "dyn(0.1 * 30.0) == 3u",
        "1.005 * 100.0 == 100.5",
        "9007199254740993.0 - 9007199254740992.0 == 1.0",
        "0.1234567890123456 + 0.0000000000000004 == 0.123456789012346",
        "999999999999999.0 * 999999999999999.0 / 999999999999999.0 == 999999999999999.0",
        "string(123456789.01 * 123456789.01 * 123456789.01) == '1.881676372246402223439821666701e+24'",
    ] {
        assert!(matches!(eval(source), Value::Bool(true)), "{source}");
    }
}

#[test]
fn what_is_no_decimal_stays_a_double() {
    for source in [
        "1.0 / 0.0 == double('inf') && -1.0 / 0.0 == double('-inf')",
        "0.0 / 0.0 != 0.0 / 0.0",
        "!(0.0 / 0.0 < 1.0) && !(0.0 / 0.0 >= 1.0)",
        "double('inf') > 1e300 && 1e300 > 999999999999999.0",
        "1e300 * 10.0 == 1e301",
        "1e300 * 1e300 == double('inf')",
        "-1e300 * 1e300 == double('-inf')",
        "double('inf') - double('inf') != 0.0",
        "1e300 / 1e300 == 1.0",
        "5e-324 > 0.0 && 5e-324 / 2.0 == 0.0",
        "1.0 / double('inf') == 0.0",
        "string(double('nan')) == 'NaN' && string(1.0 / 0.0) == '+Inf'",
        "string(1e300) == '1e+300' && string(1.5e-300) == '1.5e-300'",
        "string(-0.0) == '0' && -0.0 == 0.0",
        "type(1.5) == double && type(1.0 / 3.0) == double && type(1e300) == double",
        "1e60 * 1e60 == 1e120",
        "1e60 * 1e-60 == 1.0",
    ] {
        assert!(matches!(eval(source), Value::Bool(true)), "{source}");
    }
    for source in
        ["int(1e300)", "int(0.0 / 0.0)", "int(1.0 / 0.0)", "int(9223372036854775808.0)", "uint(-1.0)"]
    {
        let names = Names(RefCell::new(Vec::new()));
        let result = Expr::compile(source, &names, None).unwrap().eval(&names);
        assert!(matches!(result, Err(EvalError::Overflow)), "{source}: {result:?}");
    }
}
