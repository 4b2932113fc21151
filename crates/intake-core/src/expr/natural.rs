//! Natural numbers of any size: what exact fractions and the text of doubles are computed with.
//!
//! Written for few bytes: schoolbook multiplication, division bit by bit. Numbers here have
//! a few dozen digits.

use std::cmp::Ordering;

/// A natural number, little end first; limbs at the top may be zero.
#[derive(Clone, Default, Debug)]
pub(crate) struct Natural(Vec<u32>);

impl Natural {
    pub(crate) fn new(value: u64) -> Self {
        Self(vec![value as u32, (value >> 32) as u32])
    }

    pub(crate) fn power_of_ten(exponent: u32) -> Self {
        let mut power = Self::new(1);
        power.shift_left_decimal(exponent);
        power
    }

    /// The number, where it is less than 2^64.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        (self.bits() <= 64).then(|| u64::from(self.limb(1)) << 32 | u64::from(self.limb(0)))
    }

    pub(crate) fn multiply_add(&mut self, factor: u32, add: u32) {
        let mut carry = u64::from(add);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// `self × 10^places`
    pub(crate) fn shift_left_decimal(&mut self, places: u32) {
        for _ in 0..places {
            self.multiply_add(10, 0);
        }
    }

    pub(crate) fn shift_left(&mut self, bits: u32) {
        let (limbs, bits) = ((bits / 32) as usize, bits % 32);
        if bits > 0 {
            self.multiply_add(1 << bits, 0);
        }
        if limbs > 0 {
            let mut shifted = vec![0; limbs];
            shifted.extend_from_slice(&self.0);
            self.0 = shifted;
        }
    }

    /// How many bits it has; zero has none.
    pub(crate) fn bits(&self) -> u32 {
        let top = self.0.iter().rposition(|&limb| limb != 0);
        top.map_or(0, |top| top as u32 * 32 + 32 - self.limb(top).leading_zeros())
    }

    fn limb(&self, index: usize) -> u32 {
        self.0.get(index).copied().unwrap_or(0)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.iter().all(|&limb| limb == 0)
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        for index in (0..self.0.len().max(other.0.len())).rev() {
            match self.limb(index).cmp(&other.limb(index)) {
                Ordering::Equal => {}
                different => return different,
            }
        }
        Ordering::Equal
    }

    pub(crate) fn add(&mut self, other: &Self) {
        let length = self.0.len().max(other.0.len()) + 1;
        self.0.resize(length, 0);
        let mut carry = 0_u64;
        for (index, limb) in self.0.iter_mut().enumerate() {
            carry += u64::from(*limb) + u64::from(other.limb(index));
            *limb = carry as u32;
            carry >>= 32;
        }
    }

    /// `self -= other`, where `other` is not greater.
    pub(crate) fn subtract(&mut self, other: &Self) {
        let mut borrow = 0_i64;
        for (index, limb) in self.0.iter_mut().enumerate() {
            let difference = i64::from(*limb) - i64::from(other.limb(index)) + borrow;
            *limb = difference as u32;
            borrow = difference >> 32;
        }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut product = Self::default();
        for limb in self.0.iter().rev() {
            product.shift_left(32);
            let mut row = other.clone();
            row.multiply_add(*limb, 0);
            product.add(&row);
        }
        product.trim();
        product
    }

    /// The quotient; the remainder is left in `self`. The divisor is not zero.
    pub(crate) fn divide(&mut self, divisor: &Self) -> Self {
        // The usual case, limb by limb.
        if divisor.bits() <= 32 {
            let (divisor, mut rest) = (u64::from(divisor.limb(0)), 0);
            for limb in self.0.iter_mut().rev() {
                rest = rest << 32 | u64::from(*limb);
                *limb = rest.checked_div(divisor).unwrap_or(0) as u32;
                rest = rest.checked_rem(divisor).unwrap_or(0);
            }
            self.trim();
            return std::mem::replace(self, Self::new(rest));
        }
        let mut quotient = Self::default();
        let shift = self.bits().saturating_sub(divisor.bits());
        let mut part = divisor.clone();
        part.shift_left(shift);
        for _ in 0..=shift {
            let fits = self.compare(&part) != Ordering::Less;
            if fits {
                self.subtract(&part);
            }
            quotient.multiply_add(2, u32::from(fits));
            part.halve();
        }
        self.trim();
        quotient
    }

    /// The greatest number that divides both.
    pub(crate) fn common_divisor(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.clone(), other.clone());
        while !b.is_zero() {
            a.divide(&b);
            std::mem::swap(&mut a, &mut b);
        }
        a
    }

    pub(crate) fn is_one(&self) -> bool {
        self.to_u64() == Some(1)
    }

    /// How many limbs it has, those at the top that are zero left out.
    pub(crate) fn limbs(&self) -> usize {
        self.bits().div_ceil(32) as usize
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for limb in self.0.iter_mut().rev() {
            let low = *limb & 1;
            *limb = *limb >> 1 | carry << 31;
            carry = low;
        }
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}
