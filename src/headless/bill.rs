//! What there is and what it costs, as lines.

use crate::engine::cost::Bill;
use crate::engine::resource::Resource;
use crate::headless::lines;
use crate::text::Words;

/// A bill, line by line, with its sum and the date of the prices.
pub fn bill(words: &Words, bill: &Bill) {
    for line in &bill.lines {
        let hour = line.an_hour.map(|h| format!("{}  ", words.with("headless-an-hour", &[("amount", &words.usd(h))]))).unwrap_or_default();
        let month = a_month(words, line.a_month);
        lines::put_under(&format!("{}  {hour}{month}", words.bill_line(line)));
    }
    // Of nothing there is no sum.
    if bill.lines.is_empty() {
        return;
    }
    lines::put_under(&words.bill_total(bill));
    words.prices_date(bill).iter().for_each(|date| lines::put_under(date));
}

/// What bills once a teardown is through, where it is told before.
pub fn after(words: &Words, after: &Bill) {
    if !after.lines.is_empty() {
        lines::put(&words.get("headless-bills-after"));
        bill(words, after);
    }
}

/// An amount a month, or that nobody knows it.
pub fn a_month(words: &Words, amount: Option<f64>) -> String {
    amount.map_or_else(|| words.price(None), |m| words.with("headless-a-month", &[("amount", &words.usd_a_month(m))]))
}

/// What a teardown leaves on the server, each with the command that removes it.
pub fn staying(words: &Words, all: &[&Resource]) {
    if !all.is_empty() {
        lines::put(&words.get("headless-stays"));
    }
    all.iter().for_each(|resource| lines::put_under(&words.staying(resource)));
}

/// Resources, one a line.
pub fn resources<'a>(words: &Words, all: impl Iterator<Item = &'a Resource>) {
    for resource in all {
        lines::put_under(&format!("{}  {}", words.get(&format!("slot-{}", resource.slot().code())), resource.label()));
    }
}
