//! Dates, numbers and plural categories of one language, by CLDR through ICU4X. Making a formatter costs more than using it
//! a hundred times, so each language keeps its own.

use std::fmt;
use std::sync::{PoisonError, RwLock};

use foldhash::HashMap;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::{PluralCategory, PluralRules};

use crate::base::Lang;

/// Days that are kept in words: those of eleven years, some hundred kilobytes.
const DAYS: usize = 4096;

/// The formatters of one language; a language that CLDR does not have gets plain forms.
pub(super) struct Format {
    date: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    /// Days that were asked for. The articles of a day, their cards and the works they are made from all ask for the same one.
    days: RwLock<HashMap<jiff::civil::Date, Box<str>>>,
    number: Option<DecimalFormatter>,
    plural: Option<PluralRules>,
}

impl Format {
    pub(super) fn new(lang: &Lang) -> Self {
        let locale = lang.locale();
        Self {
            days: RwLock::default(),
            date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            number: DecimalFormatter::try_new(
                (&locale).into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
            plural: PluralRules::try_new((&locale).into(), icu_plurals::PluralRulesOptions::default()).ok(),
        }
    }

    pub(super) fn date(&self, day: jiff::civil::Date) -> String {
        if let Some(known) = self.days.read().unwrap_or_else(PoisonError::into_inner).get(&day) {
            return known.to_string();
        }
        let words = self.new_date(day);
        let mut days = self.days.write().unwrap_or_else(PoisonError::into_inner);
        if days.len() >= DAYS {
            days.clear();
        }
        days.insert(day, words.as_str().into());
        words
    }

    fn new_date(&self, day: jiff::civil::Date) -> String {
        let (year, month, date) = (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs());
        match (&self.date, Date::try_new_gregorian(year, month, date)) {
            (Some(format), Ok(date)) => format.format(&date).to_string(),
            _ => day.to_string(),
        }
    }

    pub(super) fn number(&self, n: u64) -> String {
        self.number.as_ref().map_or_else(|| n.to_string(), |format| format.format(&Decimal::from(n)).to_string())
    }

    pub(super) fn category(&self, n: u64) -> &'static str {
        match self.plural.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(n)) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Format")
    }
}
