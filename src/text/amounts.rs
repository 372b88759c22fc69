//! Moments, durations and money.

use std::time::Duration;

use super::Words;
use crate::engine::time::Timestamp;

/// A moment in UTC, to the second: `2027-01-31T12:30:05Z`.
pub fn moment(at: Timestamp) -> String {
    let seconds = at.0.div_euclid(1_000);
    jiff::Timestamp::from_second(seconds).map(|moment| moment.to_string()).unwrap_or_default()
}

/// The time of day of a moment: `12:30:05 UTC`.
pub fn time_of_day(at: Timestamp) -> String {
    let moment = moment(at);
    let time = moment.split_once('T').map_or(moment.as_str(), |(_, time)| time);
    time.replace('Z', " UTC")
}

impl Words {
    /// The two largest units of a duration: `2 min 5 s`, `2분 5초`. Under a second is `0 s`.
    pub fn duration(&self, duration: Duration) -> String {
        let seconds = duration.as_secs();
        let units = [
            ("duration-days", seconds / 86_400),
            ("duration-hours", seconds / 3600 % 24),
            ("duration-minutes", seconds / 60 % 60),
            ("duration-seconds", seconds % 60),
        ];
        let first = units.iter().position(|(_, n)| *n > 0).unwrap_or(units.len() - 1);
        let shown = units.iter().skip(first).take(2).enumerate().filter(|(place, (_, n))| *place == 0 || *n > 0);
        shown.map(|(_, (id, n))| self.with(id, &[("n", n)])).collect::<Vec<_>>().join(" ")
    }

    /// An amount in US dollars: cents from a dollar up (`$24.23`), below that as many of four places as it has (`$0.0225`, `$0.50`).
    pub fn usd(&self, amount: f64) -> String {
        if amount.abs() >= 1.0 {
            return format!("${amount:.2}");
        }
        let fine = format!("{amount:.4}");
        let short = fine.strip_suffix("00").or_else(|| fine.strip_suffix('0')).unwrap_or(&fine);
        format!("${short}")
    }

    /// The amount of a month, in whole cents as a bill has it (`$0.73`); what is less than one is one.
    pub fn usd_a_month(&self, amount: f64) -> String {
        let shown = if amount > 0.0 { amount.max(0.01) } else { amount };
        format!("${shown:.2}")
    }

    /// An amount in US dollars, or the words for a price that is not known.
    pub fn price(&self, amount: Option<f64>) -> String {
        amount.map_or_else(|| self.get("headless-price-unknown"), |amount| self.usd(amount))
    }
}
