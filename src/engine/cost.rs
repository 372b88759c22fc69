//! What a world costs: amounts in US dollars, without tax, from the dated table in `assets/prices.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::codes::codes;
use crate::site::Region;

/// Hours in the month that prices are quoted for.
pub const HOURS_A_MONTH: f64 = 730.0;

codes! {
    /// What bills.
    Item {
        Zone = "zone",
        Balancer = "balancer",
        BalancerAddresses = "balancer-addresses",
        Instance = "instance",
        InstanceAddress = "instance-address",
    }
}

/// The items of what bills nothing.
pub fn free(_: u32) -> Vec<(Item, u32)> {
    Vec::new()
}

/// The items of a hosted zone.
pub fn zone(_: u32) -> Vec<(Item, u32)> {
    vec![(Item::Zone, 1)]
}

/// The items of a load balancer that stands under so many public addresses.
pub fn balancer(addresses: u32) -> Vec<(Item, u32)> {
    vec![(Item::Balancer, 1), (Item::BalancerAddresses, addresses)]
}

/// What one of an item costs. Both `None`: not known to us. Only `an_hour` `None`: charged for the whole month at once.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Price {
    pub an_hour: Option<f64>,
    pub a_month: Option<f64>,
}

/// The dated price table.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceTable {
    /// The day the prices were read, as `2026-11-23`.
    pub date: String,
    regions: BTreeMap<String, RegionPrices>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionPrices {
    balancer: Quote,
    /// One public IPv4 address.
    address: Quote,
    zone: Quote,
    /// By instance type.
    instances: BTreeMap<String, Quote>,
}

/// One price and where it was read. `hour`: by the hour; `month`: for the calendar month at once.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quote {
    hour: Option<f64>,
    month: Option<f64>,
    source: String,
}

impl PriceTable {
    /// The table that was compiled in. It parses, a test says; if it did not, every price would be unknown.
    pub fn built_in() -> &'static Self {
        // Screens ask for prices whenever they are drawn: it is read once.
        static TABLE: LazyLock<PriceTable> =
            LazyLock::new(|| PriceTable::from_toml(include_str!("../../assets/prices.toml")).unwrap_or_default());
        &TABLE
    }

    /// Reads a table in the form of `assets/prices.toml`.
    ///
    /// # Errors
    /// toml's error when the text is not of that form.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// What one `item` costs in `region`; an instance is priced by its type, and unknown without one.
    pub fn price(&self, item: Item, instance_type: Option<&str>, region: &Region) -> Price {
        let quote = self.regions.get(region.as_str()).and_then(|r| match item {
            Item::Zone => Some(&r.zone),
            Item::Balancer => Some(&r.balancer),
            Item::BalancerAddresses | Item::InstanceAddress => Some(&r.address),
            Item::Instance => r.instances.get(instance_type?),
        });
        quote.map(Quote::price).unwrap_or_default()
    }
}

impl Quote {
    fn price(&self) -> Price {
        Price { an_hour: self.hour, a_month: self.month.or(self.hour.map(|hour| hour * HOURS_A_MONTH)) }
    }
}

/// One line of a bill: `count` of an item and what they cost together. `a_month` `None`: the price in this region is not known
/// to us. `an_hour` is also `None` for what is charged for the whole month at once (a zone).
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub item: Item,
    pub count: u32,
    pub an_hour: Option<f64>,
    pub a_month: Option<f64>,
}

/// What bills, line by line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bill {
    pub lines: Vec<Line>,
}

impl Bill {
    /// The bill for so many of each item in `region`; items of which there are none get no line.
    pub fn of(parts: &[(Item, u32)], instance_type: Option<&str>, table: &PriceTable, region: &Region) -> Self {
        let line = |&(item, count): &(Item, u32)| {
            let price = table.price(item, instance_type, region);
            let together = |one: f64| one * f64::from(count);
            Line { item, count, an_hour: price.an_hour.map(together), a_month: price.a_month.map(together) }
        };
        Self { lines: parts.iter().filter(|(_, count)| *count > 0).map(line).collect() }
    }

    /// What is charged an hour, as far as it is known; a zone is not in it. `None`: no price is known.
    pub fn an_hour(&self) -> Option<f64> {
        self.sum(|line| line.an_hour)
    }

    /// What is charged in a month of [`HOURS_A_MONTH`], as far as it is known, zones included. `None`: no price is known.
    pub fn a_month(&self) -> Option<f64> {
        self.sum(|line| line.a_month)
    }

    /// Whether a price is missing, so that the sums are only what is known of.
    pub fn has_unknown(&self) -> bool {
        self.lines.iter().any(|line| line.a_month.is_none())
    }

    fn sum(&self, amount: impl Fn(&Line) -> Option<f64>) -> Option<f64> {
        let known = self.lines.is_empty() || self.lines.iter().any(|line| line.a_month.is_some());
        // Not `sum()`: the sum of no floats is -0.0, which would be shown.
        known.then(|| self.lines.iter().filter_map(amount).fold(0.0, |sum, one| sum + one))
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
    fn the_built_in_table_parses_and_is_dated_and_sourced() {
        let table = PriceTable::from_toml(include_str!("../../assets/prices.toml")).unwrap();
        assert_eq!(table, *PriceTable::built_in());
        assert_eq!(table.regions.keys().collect::<Vec<_>>(), ["ap-northeast-2", "us-east-1"]);
        assert!(table.date.parse::<jiff::civil::Date>().is_ok(), "{}", table.date);
        for r in table.regions.values() {
            for quote in [&r.balancer, &r.address, &r.zone].into_iter().chain(r.instances.values()) {
                assert!(quote.source.len() > 10 && quote.hour.is_some() != quote.month.is_some(), "{quote:?}");
            }
        }
    }

    #[test]
    fn seoul_with_two_zones_costs_what_was_worked_out_by_hand() {
        let parts = [(Item::Zone, 1), (Item::Balancer, 1), (Item::BalancerAddresses, 2), (Item::Instance, 0)];
        let bill = Bill::of(&parts, None, PriceTable::built_in(), &region("ap-northeast-2"));
        assert_eq!(bill.lines.len(), 3, "nothing of an item is no line");
        assert!(close(bill.a_month(), 16.43 + 7.30 + 0.50) && close(bill.an_hour(), 0.0325), "{bill:?}");
        assert_eq!(bill.lines[0].an_hour, None, "a zone is charged by the month");
        assert!(!bill.has_unknown());
    }

    #[test]
    fn an_instance_is_priced_by_its_type() {
        let bill = |kind| Bill::of(&[(Item::Instance, 1), (Item::InstanceAddress, 1)], kind, PriceTable::built_in(), &region("us-east-1"));
        assert!(close(bill(Some("t3.micro")).a_month(), 0.0154 * 730.0));
        assert!(bill(Some("x99.huge")).has_unknown() && bill(None).has_unknown());
        assert!(close(bill(None).an_hour(), 0.005), "what is known is summed");
    }

    #[test]
    fn elsewhere_is_unknown_and_nothing_is_free() {
        let bill = |parts: &[(Item, u32)]| Bill::of(parts, None, PriceTable::built_in(), &region("eu-west-1"));
        let unknown = bill(&[(Item::Zone, 1), (Item::Balancer, 1)]);
        assert_eq!((unknown.an_hour(), unknown.a_month(), unknown.has_unknown()), (None, None, true));
        let nothing = bill(&[]);
        assert_eq!((nothing.an_hour(), nothing.a_month(), nothing.has_unknown()), (Some(0.0), Some(0.0), false));
    }

    #[test]
    fn a_zone_alone_has_no_hourly_charge() {
        let bill = Bill::of(&[(Item::Zone, 1)], None, PriceTable::built_in(), &region("us-east-1"));
        assert_eq!((bill.an_hour(), bill.a_month()), (Some(0.0), Some(0.5)));
        assert!(bill.an_hour().is_some_and(f64::is_sign_positive));
    }
}
