//! Dates as editors write them, with the zone made explicit.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// A moment as front matter gives it: a day, or a date-time with its offset.
///
/// A day means the start of that day in the site's zone. Ordering is by moment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct When {
    #[serde(with = "moment")]
    at: Timestamp,
    /// Seconds east of UTC, so that the text shows the time the author meant.
    offset: i32,
    day_only: bool,
}

/// The zones as the program brings them along: the machine's own may be others, and to look for them takes half a millisecond.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone of the bundled database.
#[derive(Clone, PartialEq, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// Looks up an IANA name such as `Europe/Paris`.
    pub fn named(name: &str) -> Option<Self> {
        DATABASE.get(name).ok().map(Self)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }
}

impl When {
    /// Reads `2021-07-06`, or a date-time (`2021-07-06T08:00+02:00`, `2021-07-06 08:00:00Z`, `2021-07-06T08:00`). Without
    /// an offset the site's zone holds. `None` if it is neither.
    pub fn parse(text: &str, zone: &Zone) -> Option<Self> {
        let text = text.trim();
        if text.len() <= 10 {
            let date: Date = text.parse().ok()?;
            return Some(Self::civil(date.to_datetime(jiff::civil::Time::midnight()), zone)?.with_day_only());
        }
        let parser = DateTimeParser::new();
        if text.ends_with(']')
            && let Ok(zoned) = parser.parse_zoned_with(&DATABASE, text)
        {
            return Some(Self::zoned(&zoned));
        }
        if let Ok(pieces) = parser.parse_pieces(text)
            && let Some(offset) = pieces.to_numeric_offset()
        {
            let civil = DateTime::from_parts(pieces.date(), pieces.time()?);
            let at = offset.to_timestamp(civil).ok()?;
            let zulu = text.ends_with(['Z', 'z']);
            return Some(Self { at, offset: if zulu { 0 } else { offset.seconds() }, day_only: false });
        }
        Self::civil(text.parse().ok()?, zone)
    }

    fn civil(civil: DateTime, zone: &Zone) -> Option<Self> {
        Some(Self::zoned(&civil.to_zoned(zone.0.clone()).ok()?))
    }

    fn zoned(zoned: &Zoned) -> Self {
        Self { at: zoned.timestamp(), offset: zoned.offset().seconds(), day_only: false }
    }

    fn with_day_only(self) -> Self {
        Self { day_only: true, ..self }
    }

    /// The moment.
    pub fn timestamp(&self) -> Timestamp {
        self.at
    }

    /// The calendar day where it was written.
    pub fn date(&self) -> Date {
        self.civil_at_offset().date()
    }

    /// Whether no time of day was given.
    pub fn is_day(&self) -> bool {
        self.day_only
    }

    /// RFC 3339, as Atom and schema.org want it.
    pub fn rfc3339(&self) -> String {
        let civil = self.civil_at_offset();
        let (date, time) = (civil.date(), civil.time());
        // A date stands on every page several times, and reading a format takes ten times as long.
        let mut out = String::with_capacity("2021-07-06T08:00:00+02:00".len());
        let year = date.year().unsigned_abs();
        out.push_str(if date.year() < 0 { "-" } else { "" });
        digits(&mut out, year / 100, "");
        digits(&mut out, year % 100, "-");
        digits(&mut out, date.month().unsigned_abs(), "-");
        digits(&mut out, date.day().unsigned_abs(), "T");
        digits(&mut out, time.hour().unsigned_abs(), ":");
        digits(&mut out, time.minute().unsigned_abs(), ":");
        digits(&mut out, time.second().unsigned_abs(), "");
        if self.offset == 0 {
            out.push('Z');
            return out;
        }
        let east = self.offset.unsigned_abs();
        out.push(if self.offset < 0 { '-' } else { '+' });
        digits(&mut out, east / 3600, ":");
        digits(&mut out, east / 60 % 60, "");
        if !east.is_multiple_of(60) {
            out.push(':');
            digits(&mut out, east % 60, "");
        }
        out
    }

    /// The value for `<time datetime>`: the day alone where no time was given.
    pub fn iso(&self) -> String {
        if self.day_only { self.date().to_string() } else { self.rfc3339() }
    }

    fn civil_at_offset(&self) -> DateTime {
        jiff::tz::Offset::from_seconds(self.offset).expect("the offset came from a valid one").to_datetime(self.at)
    }
}

/// A moment as two numbers where nobody reads it: in letters it takes ten times as long, twice for its length and once for itself.
mod moment {
    use jiff::Timestamp;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return at.serialize(serializer);
        }
        (at.as_second(), at.subsec_nanosecond()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        if deserializer.is_human_readable() {
            return Timestamp::deserialize(deserializer);
        }
        let (seconds, nanoseconds) = <(i64, i32)>::deserialize(deserializer)?;
        Timestamp::new(seconds, nanoseconds).map_err(D::Error::custom)
    }
}

/// Writes a number below a hundred in two digits.
fn digits(out: &mut String, number: impl Into<u32>, then: &str) {
    const PAIRS: &str = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    let at = 2 * number.into() as usize;
    out.push_str(&PAIRS[at..at + 2]);
    out.push_str(then);
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.offset, self.day_only).cmp(&(other.at, other.offset, other.day_only))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_comes_back_from_numbers_and_from_letters() {
        for text in ["2021-07-06", "2021-07-06T08:00:01.5+02:00", "1969-12-31T23:59:59.25Z", "-000044-03-15T00:00Z"] {
            let when = When::parse(text, &Zone::utc()).expect("a date");
            let (numbers, letters) =
                (postcard::to_allocvec(&when).expect("plain data"), serde_json::to_string(&when).expect("plain data"));
            assert_eq!(
                (postcard::from_bytes(&numbers).ok(), serde_json::from_str(&letters).ok()),
                (Some(when), Some(when))
            );
            assert!(numbers.len() < 20 && letters.contains(&when.timestamp().to_string()));
        }
    }

    #[test]
    fn every_form_an_editor_types_is_read() {
        let paris = Zone::named("Europe/Paris").expect("a known zone");
        let read = |text: &str| When::parse(text, &paris).map(|w| w.rfc3339());
        assert_eq!(read("2021-07-06").as_deref(), Some("2021-07-06T00:00:00+02:00"));
        assert_eq!(read("2021-01-06T08:00").as_deref(), Some("2021-01-06T08:00:00+01:00"));
        assert_eq!(read("2021-07-06 08:00:00Z").as_deref(), Some("2021-07-06T08:00:00Z"));
        assert_eq!(read("2021-07-06T08:00:00-03:00").as_deref(), Some("2021-07-06T08:00:00-03:00"));
        assert_eq!(read("2021-07-06T08:00[America/New_York]").as_deref(), Some("2021-07-06T08:00:00-04:00"));
        assert_eq!(read("2021-07-06T08:00-04:00[America/New_York]").as_deref(), Some("2021-07-06T08:00:00-04:00"));
        assert_eq!(read("2021-13-06"), None);
        assert_eq!(read("6 juillet 2021"), None);
        assert_eq!(When::parse("2021-07-06", &paris).map(|w| w.iso()).as_deref(), Some("2021-07-06"));
    }

    proptest::proptest! {
        #[test]
        fn moments_are_written_as_their_format_says(second in -62_135_596_800_i64..253_402_207_200, offset in -93_599..=93_599) {
            // Whole hours, minutes and, as local mean time had it, seconds.
            for offset in [0, offset / 3600 * 3600, offset / 60 * 60, offset] {
                let at = Timestamp::from_second(second).expect("within the calendar");
                let zoned = at.to_zoned(TimeZone::fixed(jiff::tz::Offset::from_seconds(offset).expect("within a day")));
                let format = if offset == 0 { "%Y-%m-%dT%H:%M:%SZ" } else { "%Y-%m-%dT%H:%M:%S%:z" };
                let written = When { at, offset, day_only: false }.rfc3339();
                proptest::prop_assert_eq!(written, zoned.strftime(format).to_string());
            }
        }
    }
}
