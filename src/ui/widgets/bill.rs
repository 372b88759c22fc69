//! What bills, line by line.

use crate::engine::cost::Bill;
use crate::text::Words;
use crate::ui::paint::Paint;

/// What a bill comes to, by the hour (where it is charged so) and by the month. Where a price is missing, it is not known.
pub fn price(words: &Words, bill: &Bill) -> String {
    let month =
        bill.all_a_month().map_or_else(|| words.price(None), |month| words.with("ui-a-month", &[("amount", &words.usd_a_month(month))]));
    let hour = bill
        .an_hour()
        .filter(|hour| *hour > 0.0 && !bill.has_unknown())
        .map(|hour| words.with("ui-an-hour", &[("amount", &words.usd(hour))]));
    hour.into_iter().chain([month]).collect::<Vec<_>>().join(" · ")
}

/// Each line with its price, then the sum and the day of the prices.
pub fn fill(paint: &mut Paint, bill: &Bill) {
    lines(paint, bill);
    sum(paint, bill);
}

/// Each line with its price.
pub fn lines(paint: &mut Paint, bill: &Bill) {
    let (words, theme) = (paint.words, paint.theme);
    for line in &bill.lines {
        let what = words.bill_line(line);
        let price = price(words, &Bill { lines: vec![line.clone()] });
        paint.sheet.between("  ", theme.plain, &what, theme.plain, &price, theme.dim);
    }
}

/// The sum of a bill, and of which day the prices are.
pub fn sum(paint: &mut Paint, bill: &Bill) {
    sum_after(paint, "  ", "", bill);
}

/// The same behind some words of its own.
pub fn sum_after(paint: &mut Paint, mark: &str, intro: &str, bill: &Bill) {
    let (words, theme) = (paint.words, paint.theme);
    let (total, date) = (words.bill_total(bill), words.prices_date(bill).unwrap_or_default());
    paint.sheet.hang(mark, format!("{intro} {total} {date}").trim(), theme.plain);
}
