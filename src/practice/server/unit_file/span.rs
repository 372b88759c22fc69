//! Spans of time as systemd writes them: `5`, `100ms`, `1min 30s`, `infinity`.

use std::time::Duration;

const UNITS: &[(&str, u64)] = &[
    ("usec", 1),
    ("us", 1),
    ("msec", 1_000),
    ("ms", 1_000),
    ("seconds", 1_000_000),
    ("second", 1_000_000),
    ("sec", 1_000_000),
    ("s", 1_000_000),
    ("minutes", 60_000_000),
    ("minute", 60_000_000),
    ("min", 60_000_000),
    ("m", 60_000_000),
    ("hours", 3_600_000_000),
    ("hour", 3_600_000_000),
    ("hr", 3_600_000_000),
    ("h", 3_600_000_000),
    ("days", 86_400_000_000),
    ("day", 86_400_000_000),
    ("d", 86_400_000_000),
];

/// The span; a number alone is seconds. `None`: it is no span.
pub(super) fn span(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    if rest == "infinity" {
        return Some(Duration::MAX);
    }
    let mut whole = if rest.is_empty() { None } else { Some(0_f64) };
    while !rest.is_empty() {
        let number = rest.split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
        rest = rest.strip_prefix(number)?.trim_start();
        let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
        rest = rest.strip_prefix(word)?.trim_start();
        let unit = if word.is_empty() { Some(1_000_000) } else { UNITS.iter().find(|(name, _)| *name == word).map(|(_, us)| *us) };
        whole = Some(whole? + number.parse::<f64>().ok()? * Duration::from_micros(unit?).as_secs_f64());
    }
    whole.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_systemd_reads_them() {
        let table = [("2", 2_000), ("100ms", 100), ("1min 30s", 90_000), ("1.5", 1_500), ("2s", 2_000), ("1h", 3_600_000), ("0", 0)];
        for (text, ms) in table {
            assert_eq!(span(text), Some(Duration::from_millis(ms)), "{text}");
        }
        for wrong in ["abc", "", "5 parsecs", "s", "-1"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
        assert_eq!(span("infinity"), Some(Duration::MAX));
    }
}
