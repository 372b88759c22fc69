//! What bills, line by line.

use crate::engine::cost::{Bill, PriceTable};
use crate::ui::screens::Paint;

/// Each line with its price, then the sum and the day of the prices.
pub fn fill(paint: &mut Paint, bill: &Bill) {
    let (words, theme) = (paint.words, paint.theme);
    for line in &bill.lines {
        let what = format!("{} × {}", line.count, words.get(&format!("item-{}", line.item.code())));
        let month = line.a_month.map_or_else(|| words.price(None), |m| words.with("headless-a-month", &[("amount", &words.usd(m))]));
        paint.sheet.between("  ", theme.plain, &what, theme.plain, &month, theme.dim);
    }
    sum(paint, bill);
}

/// The sum of a bill, and of which day the prices are.
pub fn sum(paint: &mut Paint, bill: &Bill) {
    let (words, theme) = (paint.words, paint.theme);
    let (hour, month) = (words.price(bill.an_hour()), words.price(bill.a_month()));
    let total = words.with("headless-total", &[("hour", &hour), ("month", &month)]);
    let date = words.with("headless-prices-date", &[("date", &PriceTable::built_in().date)]);
    paint.sheet.hang("  ", &format!("{total} {date}"), theme.plain);
}
