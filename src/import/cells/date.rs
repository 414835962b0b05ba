//! Dates, and whether a column writes the day or the month first.

use crate::domain::{Day, month_named, weekday_named, words};

words!(
    /// Which part of a date made of three numbers comes first.
    DateOrder {
        Ymd = "ymd",
        Dmy = "dmy",
        Mdy = "mdy",
    }
);

/// How the dates of one column are read. A date that can be read in one way only (`2024-03-05`,
/// `5 Mar 2024`) is read so in any column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct DateForm {
    /// For dates such as `03/05/2024`; nothing where the column has none.
    pub(in crate::import) order: Option<DateOrder>,
    /// For whole numbers; nothing where they are no dates.
    pub(in crate::import) epoch: Option<Epoch>,
}

/// What a whole number counts since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Epoch {
    Seconds,
    Millis,
}

/// A cell that can be read day first and month first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Example {
    pub(in crate::import) line: u32,
    pub(in crate::import) cell: String,
    pub(in crate::import) day_first: Day,
    pub(in crate::import) month_first: Day,
}

/// Why a column's order cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Undecided {
    pub(in crate::import) why: &'static str,
    pub(in crate::import) example: Example,
}

/// What the cells of a column say about its dates.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct DateVotes {
    /// Dates of any form, those that do not exist included.
    pub(in crate::import) dates: u64,
    clear: u64,
    seconds: u64,
    millis: u64,
    compact: u64,
    day_first: u64,
    month_first: u64,
    both: u64,
    example: Option<Example>,
    contrary: Option<Example>,
    /// The last cell with one reading: in a file ordered by date the next is often the same.
    last: String,
    /// The latest day up to the horizon in each reading.
    latest_clear: Option<Day>,
    latest_day_first: Option<Day>,
    latest_month_first: Option<Day>,
}

/// A cell taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// One reading, and whether the date exists.
    Clear(Option<Day>),
    /// `20240305`.
    Compact(Day),
    /// A whole number of ten digits.
    Seconds(Day),
    /// A whole number of thirteen digits.
    Millis(Day),
    /// Three numbers, the year not first.
    Numbers { first: u32, second: u32, third: u32, digits: usize },
}

impl DateVotes {
    /// Counts what one cell says; `false` where it is no date. Days after `horizon` do not count as
    /// the latest.
    pub(in crate::import) fn count(&mut self, cell: &str, line: u32, horizon: Day) -> bool {
        if !self.last.is_empty() && self.last == cell {
            self.dates += 1;
            self.clear += 1;
            return true;
        }
        let Some(written) = take_apart(cell) else { return false };
        self.dates += 1;
        let later = |latest: &mut Option<Day>, day: Option<Day>| {
            *latest = (*latest).max(day.filter(|it| *it <= horizon));
        };
        match written {
            Written::Clear(day) => {
                self.clear += 1;
                later(&mut self.latest_clear, day);
                self.last.clear();
                self.last.push_str(cell);
            }
            Written::Compact(day) => {
                self.compact += 1;
                later(&mut self.latest_clear, Some(day));
            }
            Written::Seconds(day) => {
                self.seconds += 1;
                later(&mut self.latest_clear, Some(day));
            }
            Written::Millis(day) => {
                self.millis += 1;
                later(&mut self.latest_clear, Some(day));
            }
            Written::Numbers { .. } => {
                let day_first = in_order(written, DateOrder::Dmy);
                let month_first = in_order(written, DateOrder::Mdy);
                later(&mut self.latest_day_first, day_first);
                later(&mut self.latest_month_first, month_first);
                self.vote(cell, line, day_first, month_first);
            }
        }
        true
    }

    fn vote(&mut self, cell: &str, line: u32, day_first: Option<Day>, month_first: Option<Day>) {
        match (day_first, month_first) {
            (Some(day), Some(month)) if day != month => {
                self.both += 1;
                if self.example.is_none() {
                    self.example = Some(example(cell, line, day, month));
                }
            }
            (Some(_), Some(_)) | (None, None) => {}
            (Some(day), None) => {
                self.day_first += 1;
                if self.day_first == 1 {
                    self.contrary = Some(example(cell, line, day, day));
                }
            }
            (None, Some(month)) => {
                self.month_first += 1;
                if self.month_first == 1 {
                    self.contrary = Some(example(cell, line, month, month));
                }
            }
        }
    }

    /// The order that the cells prove; nothing where they prove none, or contradict each other.
    pub(in crate::import) fn proven(&self) -> Option<DateOrder> {
        // One misprint among many does not turn a column round.
        let outweighs = |it: u64, other: u64| it > 0 && other * 10 <= it;
        if outweighs(self.day_first, self.month_first) {
            Some(DateOrder::Dmy)
        } else if outweighs(self.month_first, self.day_first) {
            Some(DateOrder::Mdy)
        } else {
            None
        }
    }

    /// How the column is read. `wanted` is the user's word; `elsewhere` is the order that the other
    /// columns of the file prove, which counts where this one proves none.
    pub(in crate::import) fn form(
        &self,
        wanted: Option<DateOrder>,
        elsewhere: Option<DateOrder>,
    ) -> Result<DateForm, Undecided> {
        let epoch = if self.dates == 0 {
            None
        } else if self.seconds == self.dates {
            Some(Epoch::Seconds)
        } else if self.millis == self.dates {
            Some(Epoch::Millis)
        } else {
            None
        };
        let contradicts = self.day_first > 0 && self.month_first > 0 && self.proven().is_none();
        let order = match wanted.or_else(|| self.proven()) {
            Some(order) => Some(order),
            None if contradicts => {
                return match self.example.clone().or_else(|| self.contrary.clone()) {
                    Some(example) => Err(Undecided {
                        why: "some dates are day first and some month first",
                        example,
                    }),
                    None => Ok(DateForm { order: None, epoch }),
                };
            }
            None if self.both == 0 => Some(DateOrder::Dmy).filter(|_| self.has_numbers()),
            None => match (elsewhere, self.example.clone()) {
                (None, Some(example)) => {
                    return Err(Undecided {
                        why: "every date can be read day first and month first",
                        example,
                    });
                }
                (order, _) => order,
            },
        };
        Ok(DateForm { order, epoch })
    }

    /// Whether the column's order comes from nothing but the file's other columns.
    pub(in crate::import) fn leans_on_others(&self) -> bool {
        self.both > 0 && self.proven().is_none()
    }

    /// Whether some date is made of three numbers with the year last.
    pub(in crate::import) fn has_numbers(&self) -> bool {
        self.dates > self.clear + self.seconds + self.millis + self.compact
    }

    /// Whether every date has separators, so that it cannot be an id or a count.
    pub(in crate::import) fn are_separated(&self) -> bool {
        self.seconds + self.millis + self.compact == 0
    }

    /// The latest day of the column that is not after the horizon.
    pub(in crate::import) fn latest(&self, form: DateForm) -> Option<Day> {
        let numbers = match form.order {
            Some(DateOrder::Dmy) => self.latest_day_first,
            Some(DateOrder::Mdy) => self.latest_month_first,
            Some(DateOrder::Ymd) | None => None,
        };
        self.latest_clear.max(numbers)
    }
}

fn example(cell: &str, line: u32, day_first: Day, month_first: Day) -> Example {
    Example { line, cell: cell.trim().chars().take(40).collect(), day_first, month_first }
}

/// The date that a cell says; an error says why there is none.
pub(in crate::import) fn read_date(cell: &str, form: DateForm) -> Result<Day, &'static str> {
    const NONE: &str = "is not a date";
    const MISSING: &str = "is a date that does not exist";
    match take_apart(cell).ok_or(NONE)? {
        Written::Clear(day) => day.ok_or(MISSING),
        Written::Compact(day) => Ok(day),
        Written::Seconds(day) if form.epoch == Some(Epoch::Seconds) => Ok(day),
        Written::Millis(day) if form.epoch == Some(Epoch::Millis) => Ok(day),
        Written::Seconds(_) | Written::Millis(_) => Err(NONE),
        written @ Written::Numbers { .. } => match form.order {
            Some(order) => in_order(written, order).ok_or_else(|| {
                let other = if order == DateOrder::Dmy { DateOrder::Mdy } else { DateOrder::Dmy };
                match (in_order(written, other), order) {
                    (Some(_), DateOrder::Dmy) => {
                        "is no date with the day first, as the column has it"
                    }
                    (Some(_), DateOrder::Mdy) => {
                        "is no date with the month first, as the column has it"
                    }
                    _ => MISSING,
                }
            }),
            None => Err("is a date whose order cannot be told"),
        },
    }
}

/// The day of three numbers in an order, where there is such a day.
fn in_order(written: Written, order: DateOrder) -> Option<Day> {
    let Written::Numbers { first, second, third, digits } = written else { return None };
    let year = |number: u32, digits: usize| {
        let number = i32::try_from(number).unwrap_or(0);
        match digits {
            4 => number,
            // A year of two digits is within 1969 to 2068, as POSIX has it.
            _ if number < 69 => 2000 + number,
            _ => 1900 + number,
        }
    };
    match order {
        DateOrder::Dmy => Day::from_ymd(year(third, digits), second, first),
        DateOrder::Mdy => Day::from_ymd(year(third, digits), first, second),
        DateOrder::Ymd if digits == 2 => Day::from_ymd(year(first, 2), second, third),
        DateOrder::Ymd => None,
    }
}

fn take_apart(cell: &str) -> Option<Written> {
    if let Some(written) = iso(cell) {
        return Some(written);
    }
    let cell = cell.trim();
    // The longest form is a date with month name, time and zone.
    if cell.len() < 6 || cell.len() > 48 || !cell.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    if cell.bytes().all(|it| it.is_ascii_digit()) {
        return whole_number(cell);
    }
    iso(cell).or_else(|| three_numbers(cell)).or_else(|| with_month_name(cell))
}

/// `2024-03-05` with or without a time.
fn iso(cell: &str) -> Option<Written> {
    let bytes = cell.as_bytes();
    // A month by itself begins on its first day.
    if let &[_, _, _, _, b'-', m0, m1] = bytes
        && (m0.is_ascii_digit() && m1.is_ascii_digit())
    {
        return iso(&format!("{cell}-01"));
    }
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, ..] = bytes else { return None };
    let digit = |byte: u8| {
        let value = byte.wrapping_sub(b'0');
        (value < 10).then_some(u32::from(value))
    };
    let year = digit(y0)? * 1000 + digit(y1)? * 100 + digit(y2)? * 10 + digit(y3)?;
    let (month, day) = (digit(m0)? * 10 + digit(m1)?, digit(d0)? * 10 + digit(d1)?);
    if bytes.len() > 10 && !is_time(cell.get(10..)?) {
        return None;
    }
    Some(Written::Clear(Day::from_ymd(year as i32, month, day)))
}

/// Whether what follows a date is a time of day, with or without a zone.
fn is_time(rest: &str) -> bool {
    if rest.trim().is_empty() {
        return true;
    }
    let Some(time) = rest.strip_prefix(['T', 't', ' ', ',']) else { return false };
    let time = time.trim_start();
    let mut parts = time.splitn(2, ':');
    let hour = parts.next().and_then(|it| it.parse::<u8>().ok());
    let minute = parts.next().and_then(|it| it.get(..2)).and_then(|it| it.parse::<u8>().ok());
    hour.is_some_and(|it| it <= 24) && minute.is_some_and(|it| it < 60)
}

fn whole_number(cell: &str) -> Option<Written> {
    let number: i64 = cell.parse().ok()?;
    let day = |seconds: i64| i32::try_from(seconds.div_euclid(86_400)).ok().map(Day::from_number);
    match cell.len() {
        8 => {
            let (year, rest) = (number / 10_000, number % 10_000);
            let (month, day) = (u32::try_from(rest / 100).ok()?, u32::try_from(rest % 100).ok()?);
            let is_near = (1900..2200).contains(&year);
            let day = Day::from_ymd(i32::try_from(year).ok()?, month, day);
            day.filter(|_| is_near).map(Written::Compact)
        }
        10 => day(number).map(Written::Seconds),
        13 => day(number / 1000).map(Written::Millis),
        _ => None,
    }
}

/// `5/3/2024`, `05.03.24`, `2024/03/05`, with or without a time.
fn three_numbers(cell: &str) -> Option<Written> {
    let (first, rest) = leading_number(cell)?;
    let separator = rest.chars().next().filter(|it| ['/', '-', '.'].contains(it))?;
    let (second, rest) = leading_number(rest.get(1..)?)?;
    let (third, rest) = leading_number(rest.strip_prefix(separator)?)?;
    if !is_time(rest) || second.digits > 2 {
        return None;
    }
    match (first.digits, third.digits) {
        (4, 1 | 2) => {
            let year = i32::try_from(first.value).ok()?;
            Some(Written::Clear(Day::from_ymd(year, second.value, third.value)))
        }
        (1 | 2, digits @ (2 | 4)) => Some(Written::Numbers {
            first: first.value,
            second: second.value,
            third: third.value,
            digits,
        }),
        _ => None,
    }
}

struct Digits {
    value: u32,
    digits: usize,
}

fn leading_number(text: &str) -> Option<(Digits, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let (number, rest) = text.split_at(digits);
    Some((Digits { value: number.parse().ok()?, digits }, rest))
}

/// `5 Mar 2024`, `05-Mar-24`, `Mar 5, 2024`, `Tue, 5 March 2024 10:00`, `2024-Mar-05`.
fn with_month_name(cell: &str) -> Option<Written> {
    let mut words = Vec::with_capacity(4);
    let mut end = 0;
    let separators = |c: char| !c.is_alphanumeric();
    for word in cell.split(separators) {
        let start = word.as_ptr() as usize - cell.as_ptr() as usize;
        if word.is_empty() {
            continue;
        }
        let is_weekday = words.is_empty() && weekday_named(word).is_some();
        if is_weekday {
            continue;
        }
        words.push(word);
        end = start + word.len();
        if words.len() == 3 {
            break;
        }
    }
    let &[first, second, third] = words.as_slice() else { return None };
    if !is_time(cell.get(end..)?) {
        return None;
    }
    let ordinal = |word: &str| -> Option<u32> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (digits.len() <= 2).then(|| digits.parse().ok())?
    };
    let year = |word: &str| -> Option<i32> {
        let number: i32 = word.parse().ok()?;
        match word.len() {
            4 => Some(number),
            2 if number < 69 => Some(2000 + number),
            2 => Some(1900 + number),
            _ => None,
        }
    };
    let (y, m, d) = if let Some(m) = month_named(first) {
        (year(third)?, m, ordinal(second)?)
    } else {
        let m = month_named(second)?;
        if first.len() == 4 {
            (year(first)?, m, ordinal(third)?)
        } else {
            (year(third)?, m, ordinal(first)?)
        }
    };
    Some(Written::Clear(Day::from_ymd(y, m, d)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(cells: &[&str]) -> DateVotes {
        let mut votes = DateVotes::default();
        for (line, cell) in (2..).zip(cells) {
            assert!(votes.count(cell, line, Day::MAX), "{cell}");
        }
        votes
    }

    fn read(cells: &[&str]) -> Vec<String> {
        let form = votes(cells).form(None, None).unwrap();
        let day = |cell: &&str| match read_date(cell, form) {
            Ok(day) => day.to_string(),
            Err(why) => why.to_owned(),
        };
        cells.iter().map(day).collect()
    }

    #[test]
    fn a_date_with_one_reading_is_read_in_any_column() {
        for cell in [
            "2024-03-05",
            "2024-03-05T10:00:00.000Z",
            "2024-03-05 3:15:52",
            "2024/3/5",
            "2024.03.05",
            "20240305",
            "5 Mar 2024",
            "05-Mar-24",
            "05/Mar/24 9:38 AM",
            "Mar 5, 2024",
            "March 5th 2024",
            "Tue, 5 March 2024 10:00",
            "2024-Mar-05",
        ] {
            assert_eq!(read(&[cell]), ["2024-03-05"], "{cell}");
        }
        assert_eq!(read(&["2024-03"]), ["2024-03-01"]);
    }

    #[test]
    fn the_order_is_told_from_the_whole_column() {
        assert_eq!(read(&["05/03/2024", "16/03/2024"]), ["2024-03-05", "2024-03-16"]);
        assert_eq!(read(&["05/03/2024", "03/16/24"]), ["2024-05-03", "2024-03-16"]);
        assert_eq!(read(&["28-07-2023 03:00"]), ["2023-07-28"]);
        assert_eq!(read(&["05.05.2024"]), ["2024-05-05"]);
        assert!(votes(&["05/03/2024", "04/03/2024"]).form(None, None).is_err());
        assert!(votes(&["16/03/2024", "03/16/2024"]).form(None, None).is_err());
        let form = votes(&["05/03/2024"]).form(None, Some(DateOrder::Mdy)).unwrap();
        assert_eq!(read_date("05/03/2024", form).unwrap().to_string(), "2024-05-03");
        let form = votes(&["05/03/2024"]).form(Some(DateOrder::Dmy), None).unwrap();
        assert_eq!(read_date("05/03/2024", form).unwrap().to_string(), "2024-03-05");
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused() {
        let form = DateForm { order: Some(DateOrder::Dmy), epoch: None };
        for cell in ["2024-02-30", "31/02/2024", "2024-13-01", "32/13/2024"] {
            assert_eq!(read_date(cell, form), Err("is a date that does not exist"), "{cell}");
        }
        for cell in ["tomorrow", "12", "1.2.3", "2024-03-05 noon", "2024-03-05 25:00", "１/2/2024"]
        {
            assert!(read_date(cell, form).is_err(), "{cell}");
        }
    }

    #[test]
    fn whole_numbers_are_dates_only_where_all_agree() {
        assert_eq!(read(&["1709596800", "1709683200"]), ["2024-03-05", "2024-03-06"]);
        assert_eq!(read(&["1709596800000"]), ["2024-03-05"]);
        assert_eq!(read(&["1709596800", "2024-03-05"]), ["is not a date", "2024-03-05"]);
    }
}
