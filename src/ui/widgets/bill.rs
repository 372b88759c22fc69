//! What bills, line by line.

use crate::engine::cost::{Bill, PriceTable};
use crate::text::Words;
use crate::ui::paint::Paint;

/// What a bill comes to, by the hour (where it is charged so) and by the month.
pub fn price(words: &Words, bill: &Bill) -> String {
    let month = bill.a_month().map_or_else(|| words.price(None), |month| words.with("ui-a-month", &[("amount", &words.usd(month))]));
    let hour = bill.an_hour().filter(|hour| *hour > 0.0).map(|hour| words.with("ui-an-hour", &[("amount", &words.usd(hour))]));
    hour.into_iter().chain([month]).collect::<Vec<_>>().join(" · ")
}

/// Each line with its price, then the sum and the day of the prices.
pub fn fill(paint: &mut Paint, bill: &Bill) {
    let (words, theme) = (paint.words, paint.theme);
    for line in &bill.lines {
        let what = format!("{} × {}", line.count, words.get(&format!("item-{}", line.item)));
        let price = price(words, &Bill { lines: vec![line.clone()] });
        paint.sheet.between("  ", theme.plain, &what, theme.plain, &price, theme.dim);
    }
    sum(paint, bill);
}

/// The sum of a bill, and of which day the prices are.
pub fn sum(paint: &mut Paint, bill: &Bill) {
    sum_after(paint, "  ", "", bill);
}

/// The same behind some words of its own.
pub fn sum_after(paint: &mut Paint, mark: &str, intro: &str, bill: &Bill) {
    let (words, theme) = (paint.words, paint.theme);
    let (hour, month) = (words.price(bill.an_hour()), words.price(bill.a_month()));
    let total = words.with("headless-total", &[("hour", &hour), ("month", &month)]);
    let date = words.with("headless-prices-date", &[("date", &PriceTable::built_in().date)]);
    paint.sheet.hang(mark, format!("{intro} {total} {date}").trim_start(), theme.plain);
    if bill.has_unknown() {
        paint.sheet.hang(mark, &words.get("ui-price-part"), theme.dim);
    }
}
