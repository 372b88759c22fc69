//! What bills, line by line.

use crate::engine::cost::item::Item;
use crate::engine::cost::table::{Price, PriceTable, Sure};
use crate::site::Region;

/// Budgets are suggested in steps of so many dollars.
const BUDGET_STEP: f64 = 5.0;

/// One line of a bill: `count` of an item (GiB of one that is charged by size) and what they cost together. `a_month` `None`: the price in
/// this region is not known to us. `an_hour` is also `None` for what is charged for the whole month at once (a zone).
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub item: Item,
    pub count: u32,
    /// By what the person finds it in AWS's console, where it is one thing.
    pub id: Option<String>,
    pub an_hour: Option<f64>,
    pub a_month: Option<f64>,
    /// The day of the price and how sure it is, where it is known.
    pub read: Option<(String, Sure)>,
}

/// What bills, line by line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bill {
    pub lines: Vec<Line>,
}

impl Bill {
    /// The bill for so many of each item in `region`; items of which there are none get no line. `kind`: the type of the instances or of the
    /// volumes among them.
    pub fn of(parts: &[(Item, u32)], kind: Option<&str>, table: &PriceTable, region: &Region) -> Self {
        let line = |&(item, count): &(Item, u32)| Line::of(item, count, table.price(item, kind, region));
        Self { lines: parts.iter().filter(|(_, count)| *count > 0).map(line).collect() }
    }

    /// The same, of this one thing.
    #[must_use]
    pub fn named(self, id: impl ToString) -> Self {
        Self { lines: self.lines.into_iter().map(|line| Line { id: Some(id.to_string()), ..line }).collect() }
    }

    /// What is charged an hour, as far as it is known; a zone is not in it. `None`: no price is known.
    pub fn an_hour(&self) -> Option<f64> {
        self.sum(|line| line.an_hour)
    }

    /// What is charged in a month of 730 hours, as far as it is known, zones included. `None`: no price is known.
    pub fn a_month(&self) -> Option<f64> {
        self.sum(|line| line.a_month)
    }

    /// The same where every price is known; else `None`.
    pub fn all_a_month(&self) -> Option<f64> {
        self.a_month().filter(|_| !self.has_unknown())
    }

    /// Above which amount a month an alarm would be no false one: the next five dollars. `None` where a price is missing, or nothing bills.
    pub fn budget(&self) -> Option<f64> {
        self.all_a_month().filter(|month| *month > 0.0).map(|month| ((month / BUDGET_STEP).floor() + 1.0) * BUDGET_STEP)
    }

    /// Whether a price is missing, so that the sums are only what is known of.
    pub fn has_unknown(&self) -> bool {
        self.unknown().next().is_some()
    }

    /// The items of which no price is known to us.
    pub fn unknown(&self) -> impl Iterator<Item = Item> {
        self.lines.iter().filter(|line| line.a_month.is_none()).map(|line| line.item)
    }

    /// The day of its oldest price; `None`: no price is known.
    pub fn date(&self) -> Option<&str> {
        self.lines.iter().filter_map(|line| line.read.as_ref()).map(|(date, _)| date.as_str()).min()
    }

    /// Whether a price was read in one place only, so that it may differ.
    pub fn has_unsure(&self) -> bool {
        self.lines.iter().filter_map(|line| line.read.as_ref()).any(|(_, sure)| *sure == Sure::OneSource)
    }

    fn sum(&self, amount: impl Fn(&Line) -> Option<f64>) -> Option<f64> {
        let known = self.lines.is_empty() || self.lines.iter().any(|line| line.a_month.is_some());
        // Not `sum()`: the sum of no floats is -0.0, which would be shown.
        known.then(|| self.lines.iter().filter_map(amount).fold(0.0, |sum, one| sum + one))
    }
}

impl Line {
    fn of(item: Item, count: u32, price: Option<&Price>) -> Self {
        let together = |one: f64| one * f64::from(count);
        Self {
            item,
            count,
            id: None,
            an_hour: price.and_then(|price| price.an_hour).map(together),
            a_month: price.map(|price| together(price.a_month)),
            read: price.map(|price| (price.date.clone(), price.sure)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> Region {
        code.parse().unwrap()
    }

    fn close(amount: Option<f64>, expected: f64) -> bool {
        amount.is_some_and(|a| (a - expected).abs() < 0.005)
    }

    #[test]
    fn seoul_with_two_zones_costs_what_was_worked_out_by_hand() {
        let parts = [(Item::Zone, 1), (Item::Balancer, 1), (Item::BalancerAddresses, 2), (Item::Instance, 0)];
        let bill = Bill::of(&parts, None, PriceTable::built_in(), &region("ap-northeast-2"));
        assert_eq!(bill.lines.len(), 3, "nothing of an item is no line");
        assert!(close(bill.a_month(), 16.43 + 7.30 + 0.50) && close(bill.an_hour(), 0.0325), "{bill:?}");
        assert_eq!(bill.lines[0].an_hour, None, "a zone is charged by the month");
        assert!(!bill.has_unknown());
        assert_eq!(bill.budget(), Some(25.0), "the next five dollars above it");
    }

    #[test]
    fn an_instance_is_priced_by_its_type() {
        let bill = |kind| Bill::of(&[(Item::Instance, 1), (Item::InstanceAddress, 1)], kind, PriceTable::built_in(), &region("us-east-1"));
        assert!(close(bill(Some("t3.micro")).a_month(), 0.0154 * 730.0));
        assert!(bill(Some("x99.huge")).has_unknown() && bill(None).has_unknown());
        assert!(close(bill(None).an_hour(), 0.005), "what is known is summed");
    }

    #[test]
    fn where_no_price_was_read_it_is_unknown_and_nothing_is_free() {
        let bill = |parts: &[(Item, u32)], code: &str| Bill::of(parts, None, PriceTable::built_in(), &region(code));
        let some = bill(&[(Item::Zone, 1), (Item::Balancer, 1)], "eu-west-3");
        assert_eq!((some.a_month(), some.has_unknown(), some.unknown().collect::<Vec<_>>()), (Some(0.5), true, vec![Item::Balancer]));
        let unknown = bill(&[(Item::Zone, 1), (Item::Balancer, 1)], "cn-north-1");
        assert_eq!((unknown.an_hour(), unknown.a_month(), unknown.has_unknown(), unknown.date()), (None, None, true, None));
        assert_eq!((some.budget(), unknown.budget(), bill(&[], "eu-west-3").budget()), (None, None, None));
        let nothing = bill(&[], "eu-west-3");
        assert_eq!((nothing.an_hour(), nothing.a_month(), nothing.has_unknown()), (Some(0.0), Some(0.0), false));
    }

    #[test]
    fn a_volume_is_priced_by_its_size_and_type_and_a_bill_is_as_old_as_its_oldest_price() {
        let seoul = region("ap-northeast-2");
        let disk = Bill::of(&[(Item::Volume, 8)], Some("gp3"), PriceTable::built_in(), &seoul);
        assert!(close(disk.a_month(), 0.73) && disk.an_hour().is_some_and(|h| h < 0.0011) && !disk.has_unsure(), "{disk:?}");
        assert!(Bill::of(&[(Item::Volume, 8)], Some("io1"), PriceTable::built_in(), &seoul).has_unknown());
        let parts = [(Item::Zone, 1), (Item::Snapshot, 8), (Item::IdleAddress, 1)];
        let rest = Bill::of(&parts, None, PriceTable::built_in(), &seoul);
        assert!(close(rest.a_month(), 0.50 + 0.40 + 3.65) && rest.has_unsure(), "{rest:?}");
        assert_eq!(
            (rest.date(), Bill::of(&parts[..1], None, PriceTable::built_in(), &seoul).date()),
            (Some("2026-11-23"), Some("2026-11-29"))
        );
    }

    #[test]
    fn a_zone_alone_has_no_hourly_charge() {
        let bill = Bill::of(&[(Item::Zone, 1)], None, PriceTable::built_in(), &region("us-east-1"));
        assert_eq!((bill.an_hour(), bill.a_month()), (Some(0.0), Some(0.5)));
        assert!(bill.an_hour().is_some_and(f64::is_sign_positive));
    }
}
