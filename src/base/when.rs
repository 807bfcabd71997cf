//! Dates as editors write them, with the zone made explicit.

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// A moment as front matter gives it: a day, or a date-time with its offset.
///
/// A day means the start of that day in the site's zone. Ordering is by moment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct When {
    at: Timestamp,
    /// Seconds east of UTC, so that the text shows the time the author meant.
    offset: i32,
    day_only: bool,
}

/// A time zone of the bundled database.
#[derive(Clone, PartialEq, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// Looks up an IANA name such as `Europe/Paris`.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
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
        if let Ok(zoned) = text.parse::<Zoned>() {
            return Some(Self::zoned(&zoned));
        }
        if let Ok(pieces) = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text)
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
        self.zoned_at_offset().date()
    }

    /// Whether no time of day was given.
    pub fn is_day(&self) -> bool {
        self.day_only
    }

    /// RFC 3339, as Atom and schema.org want it.
    pub fn rfc3339(&self) -> String {
        let zoned = self.zoned_at_offset();
        if self.offset == 0 { zoned.strftime("%Y-%m-%dT%H:%M:%SZ") } else { zoned.strftime("%Y-%m-%dT%H:%M:%S%:z") }
            .to_string()
    }

    /// The value for `<time datetime>`: the day alone where no time was given.
    pub fn iso(&self) -> String {
        if self.day_only { self.date().to_string() } else { self.rfc3339() }
    }

    fn zoned_at_offset(&self) -> Zoned {
        let offset = jiff::tz::Offset::from_seconds(self.offset).expect("the offset came from a valid one");
        self.at.to_zoned(TimeZone::fixed(offset))
    }
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
    fn every_form_an_editor_types_is_read() {
        let paris = Zone::named("Europe/Paris").expect("a known zone");
        let read = |text: &str| When::parse(text, &paris).map(|w| w.rfc3339());
        assert_eq!(read("2021-07-06").as_deref(), Some("2021-07-06T00:00:00+02:00"));
        assert_eq!(read("2021-01-06T08:00").as_deref(), Some("2021-01-06T08:00:00+01:00"));
        assert_eq!(read("2021-07-06 08:00:00Z").as_deref(), Some("2021-07-06T08:00:00Z"));
        assert_eq!(read("2021-07-06T08:00:00-03:00").as_deref(), Some("2021-07-06T08:00:00-03:00"));
        assert_eq!(read("2021-13-06"), None);
        assert_eq!(read("6 juillet 2021"), None);
        assert_eq!(When::parse("2021-07-06", &paris).map(|w| w.iso()).as_deref(), Some("2021-07-06"));
    }
}
