//! The values that one change brought for one account and metric, packed into a few bytes each.
//!
//! ```text
//! form     one byte, 1
//! length   varint
//! on       column: the days
//! known    one byte: 0 after the day it is about, 1 by itself; column
//! values   one byte: 0 column of whole numbers, 1 eight bytes each (little-endian floats)
//! lines    one byte: 0 column of one line each, 1 column of how many each, then each line as the
//!          step from the one before
//! ```
//!
//! A column is a run of whole numbers: one byte 0, the first and the step, where they are evenly
//! spaced; otherwise one byte 1 and each as the step from the one before. Numbers are varints,
//! zigzag where they can be negative. Days of a daily series so take no byte each, and a value of
//! an export takes one or two.

use super::draft::NewPoint;
use crate::domain::{Day, EntryId, FileId, Lines, Point};

/// The most values in one packet, eleven years of days: what damaged bytes can make it ask for.
pub(super) const LONGEST: usize = 4096;

const FORM: u8 = 1;
/// Up to here every whole number is a float of its own.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Bytes that are no packet of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// The change and the file that brought a packet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    /// The change.
    pub(super) entry: EntryId,
    /// The file.
    pub(super) file: FileId,
}

/// Packs up to [`LONGEST`] values, all of them finite.
pub(super) fn encode(points: &[NewPoint]) -> Vec<u8> {
    let mut to = vec![FORM];
    varint(&mut to, points.len() as u64);
    let on = || points.iter().map(|it| i64::from(it.on.number()));
    column(&mut to, on());

    let known = || points.iter().map(|it| i64::from(it.known_on.number()));
    if step(known()).is_some() {
        to.push(1);
        column(&mut to, known());
    } else {
        to.push(0);
        column(&mut to, known().zip(on()).map(|(known, on)| known - on));
    }

    if points.iter().all(|it| is_whole(it.value)) {
        to.push(0);
        column(&mut to, points.iter().map(|it| it.value as i64));
    } else {
        to.push(1);
        to.extend(points.iter().flat_map(|it| it.value.to_le_bytes()));
    }

    let lines = || points.iter().flat_map(|it| it.lines.as_slice()).map(|it| i64::from(*it));
    if points.iter().all(|it| it.lines.as_slice().len() == 1) {
        to.push(0);
        column(&mut to, lines());
    } else {
        to.push(1);
        column(&mut to, points.iter().map(|it| it.lines.as_slice().len() as i64));
        let mut last = 0;
        for line in lines() {
            signed(&mut to, line - last);
            last = line;
        }
    }
    to
}

/// Unpacks `bytes` behind the values that `into` holds; damaged bytes add nothing.
pub(super) fn decode(bytes: &[u8], source: Source, into: &mut Vec<Point>) -> Result<(), Damaged> {
    let start = into.len();
    let read = unpack(&mut Bytes(bytes), source, into, start);
    if read.is_err() {
        into.truncate(start);
    }
    read
}

fn unpack(
    from: &mut Bytes<'_>,
    source: Source,
    into: &mut Vec<Point>,
    start: usize,
) -> Result<(), Damaged> {
    if from.byte()? != FORM {
        return Err(Damaged);
    }
    let length = from.length(LONGEST)?;
    let Source { entry, file } = source;
    let blank =
        Point { on: Day::MIN, known_on: Day::MIN, value: 0.0, entry, file, lines: Lines::from(0) };
    into.resize(start + length, blank);
    let points = into.get_mut(start..).unwrap_or_default();

    from.column(points, |point, number| {
        point.on = day(number)?;
        Ok(())
    })?;

    let is_absolute = from.choice()?;
    from.column(points, |point, number| {
        let base = if is_absolute { 0 } else { i64::from(point.on.number()) };
        point.known_on = day(number.wrapping_add(base))?;
        Ok(())
    })?;

    if from.choice()? {
        for point in &mut *points {
            point.value = from.float()?;
        }
    } else {
        from.column(points, |point, number| {
            point.value = number as f64;
            Ok(())
        })?;
    }

    if from.choice()? {
        several_lines(from, points)?;
    } else {
        from.column(points, |point, number| {
            point.lines = Lines::from(line(number)?);
            Ok(())
        })?;
    }
    if from.0.is_empty() { Ok(()) } else { Err(Damaged) }
}

fn several_lines(from: &mut Bytes<'_>, points: &mut [Point]) -> Result<(), Damaged> {
    let mut counts = vec![0; points.len()];
    from.column(&mut counts, |count, number| {
        *count = usize::try_from(number).map_err(|_| Damaged)?;
        Ok(())
    })?;
    let mut last = 0_i64;
    for (point, count) in points.iter_mut().zip(counts) {
        // A line takes a byte at least, so the bytes that are left bound what is asked for.
        if count > from.0.len() {
            return Err(Damaged);
        }
        let mut lines = Vec::with_capacity(count);
        for _ in 0..count {
            last = last.wrapping_add(from.signed()?);
            lines.push(line(last)?);
        }
        point.lines = Lines::from(lines);
    }
    Ok(())
}

/// Whether a value is a whole number that a column holds exactly; minus zero is not.
fn is_whole(value: f64) -> bool {
    value.fract() == 0.0
        && value.abs() <= LARGEST_WHOLE
        && (value != 0.0 || value.is_sign_positive())
}

fn day(number: i64) -> Result<Day, Damaged> {
    let number = i32::try_from(number).map_err(|_| Damaged)?;
    let day = Day::from_number(number);
    if day.number() == number { Ok(day) } else { Err(Damaged) }
}

fn line(number: i64) -> Result<u32, Damaged> {
    u32::try_from(number).map_err(|_| Damaged)
}

/// The step between numbers that are evenly spaced; nothing where they are not.
fn step(numbers: impl Iterator<Item = i64> + Clone) -> Option<i64> {
    let mut steps = numbers.clone().zip(numbers.skip(1)).map(|(from, to)| to - from);
    let first = steps.next().unwrap_or(0);
    steps.all(|it| it == first).then_some(first)
}

fn column(to: &mut Vec<u8>, numbers: impl Iterator<Item = i64> + Clone) {
    if let Some(step) = step(numbers.clone()) {
        to.push(0);
        signed(to, numbers.clone().next().unwrap_or(0));
        signed(to, step);
        return;
    }
    to.push(1);
    let mut last = 0;
    for number in numbers {
        signed(to, number - last);
        last = number;
    }
}

fn signed(to: &mut Vec<u8>, number: i64) {
    varint(to, ((number << 1) ^ (number >> 63)) as u64);
}

fn varint(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// The bytes that are still to be read.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.0.split_first().ok_or(Damaged)?;
        self.0 = rest;
        Ok(*first)
    }

    /// A byte that is 0 or 1.
    fn choice(&mut self) -> Result<bool, Damaged> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Damaged),
        }
    }

    fn varint(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    fn signed(&mut self) -> Result<i64, Damaged> {
        let number = self.varint()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn length(&mut self, longest: usize) -> Result<usize, Damaged> {
        let length = usize::try_from(self.varint()?).map_err(|_| Damaged)?;
        if length <= longest { Ok(length) } else { Err(Damaged) }
    }

    fn float(&mut self) -> Result<f64, Damaged> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(Damaged)?;
        self.0 = rest;
        let value = f64::from_le_bytes(*bytes);
        if value.is_finite() { Ok(value) } else { Err(Damaged) }
    }

    /// Reads a column, one number for each of `to`.
    fn column<T>(
        &mut self,
        to: &mut [T],
        mut set: impl FnMut(&mut T, i64) -> Result<(), Damaged>,
    ) -> Result<(), Damaged> {
        if self.choice()? {
            let mut last = 0_i64;
            for it in to {
                last = last.wrapping_add(self.signed()?);
                set(it, last)?;
            }
        } else {
            let mut next = self.signed()?;
            let step = self.signed()?;
            for it in to {
                set(it, next)?;
                next = next.wrapping_add(step);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOURCE: Source = Source { entry: EntryId::new(7), file: FileId::new(3) };

    fn point(on: i32, known: i32, value: f64, lines: Vec<u32>) -> NewPoint {
        NewPoint {
            on: Day::from_number(on),
            known_on: Day::from_number(known),
            value,
            lines: lines.into(),
        }
    }

    fn read_back(bytes: &[u8]) -> Result<Vec<NewPoint>, Damaged> {
        let mut points = Vec::new();
        decode(bytes, SOURCE, &mut points)?;
        let back = points.into_iter().map(|it| {
            assert_eq!((it.entry, it.file), (SOURCE.entry, SOURCE.file));
            NewPoint { on: it.on, known_on: it.known_on, value: it.value, lines: it.lines }
        });
        Ok(back.collect())
    }

    fn bits(points: &[NewPoint]) -> Vec<u64> {
        points.iter().map(|it| it.value.to_bits()).collect()
    }

    fn values() -> impl Strategy<Value = f64> {
        prop_oneof![
            any::<f64>().prop_filter("finite", |it| it.is_finite()),
            any::<i64>().prop_map(|it| it as f64),
            (0..500).prop_map(f64::from),
            Just(-0.0),
        ]
    }

    fn any_points() -> impl Strategy<Value = Vec<NewPoint>> {
        let lines = prop_oneof![
            any::<u32>().prop_map(|it| vec![it]),
            prop::collection::vec(any::<u32>(), 0..4)
        ];
        let one = (any::<i32>(), any::<i32>(), values(), lines)
            .prop_map(|(on, known, value, lines)| point(on, known, value, lines));
        prop::collection::vec(one, 0..40)
    }

    /// What exports hold: evenly spaced days, one distance to the day they were learned.
    fn even_points() -> impl Strategy<Value = Vec<NewPoint>> {
        (any::<i16>(), 1..40_i32, 0..9_i32, 0..1000_u32, prop::collection::vec(values(), 0..40))
            .prop_map(|(first, every, late, line, values)| {
                let days = (0..).map(|it| i32::from(first) + it * every);
                let rows = days.zip(line..).zip(values);
                rows.map(|((on, line), value)| point(on, on + late, value, vec![line])).collect()
            })
    }

    proptest! {
        #[test]
        fn points_come_back_exactly(points in prop_oneof![any_points(), even_points()]) {
            let back = read_back(&encode(&points)).unwrap();
            prop_assert_eq!(bits(&back), bits(&points));
            prop_assert_eq!(back, points);
        }

        #[test]
        fn any_bytes_are_read_or_refused_without_a_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            drop(read_back(&bytes));
        }

        #[test]
        fn a_packet_with_a_byte_changed_is_read_or_refused_without_a_panic(
            points in any_points(),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut bytes = encode(&points);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            drop(read_back(&bytes));
            drop(read_back(&bytes[..at]));
        }
    }

    #[test]
    fn a_year_of_days_takes_little_more_than_a_byte_a_value() {
        let year =
            |it: i32| point(20_000 + it, 20_000 + it, f64::from(it % 50), vec![2 + it as u32]);
        let points: Vec<_> = (0..365).map(year).collect();
        assert!(encode(&points).len() < 365 + 24, "{}", encode(&points).len());
    }

    #[test]
    fn damaged_bytes_add_no_points() {
        let points: Vec<_> = (0..9).map(|it| point(it, it, 0.5, vec![1])).collect();
        let bytes = encode(&points);
        let mut into = Vec::new();
        assert_eq!(decode(&bytes[..bytes.len() - 1], SOURCE, &mut into), Err(Damaged));
        assert_eq!(into, Vec::new());
    }

    #[test]
    fn a_packet_cannot_ask_for_more_memory_than_a_packet_holds() {
        let mut bytes = vec![FORM];
        varint(&mut bytes, u64::MAX);
        bytes.extend([0; 16]);
        assert_eq!(read_back(&bytes), Err(Damaged));
    }
}
