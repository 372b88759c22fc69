//! The dated price table: what one of each item costs, where that was read, and how sure it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::codes::codes;
use crate::engine::cost::item::Item;
use crate::site::Region;

/// Hours in the month that prices are quoted for.
const HOURS_A_MONTH: f64 = 730.0;
/// In the place of a region: every commercial one.
const EVERYWHERE: &str = "everywhere";

codes! {
    /// How sure a price is, the least sure first.
    serde Sure {
        /// One place, or one that was not read again for long: the amount may differ.
        OneSource = "one-source",
        /// Two public sources agree, or one that was made from AWS's own data.
        Published = "published",
        /// On a bill, or in AWS's own price list.
        Measured = "measured",
    }
}

codes! {
    /// What a group of the table prices; several items may be of one.
    serde What {
        Zone = "zone",
        Balancer = "balancer",
        Address = "address",
        Instance = "instance",
        Volume = "volume",
        Snapshot = "snapshot",
    }
}

/// What one of an item costs. `an_hour` `None`: it is charged for the whole month at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    pub an_hour: Option<f64>,
    pub a_month: f64,
    /// The day it was read, as `2026-11-23`.
    pub date: String,
    pub sure: Sure,
}

/// The dated price table.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct PriceTable {
    /// By what it is, then by its type (of an instance or a volume; else empty), then by region.
    prices: BTreeMap<What, BTreeMap<String, BTreeMap<String, Price>>>,
}

/// The table's form in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    sources: BTreeMap<String, Source>,
    groups: Vec<Group>,
}

/// Where amounts were read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    date: String,
    sure: Sure,
    text: String,
}

/// Amounts of one source, by region.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    what: What,
    source: String,
    #[serde(default)]
    kinds: Vec<String>,
    usd: BTreeMap<String, Amounts>,
}

/// One amount, or one for each of the group's kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Amounts {
    One(f64),
    Each(Vec<f64>),
}

impl PriceTable {
    /// The table that was compiled in. It parses, a test says; if it did not, every price would be unknown.
    pub fn built_in() -> &'static Self {
        // Screens ask for prices whenever they are drawn: it is read once.
        static TABLE: LazyLock<PriceTable> =
            LazyLock::new(|| PriceTable::from_toml(include_str!("../../../assets/prices.toml")).unwrap_or_default());
        &TABLE
    }

    /// Reads a table in the form of `assets/prices.toml`.
    ///
    /// # Errors
    /// toml's error when the text is not of that form, or contradicts itself.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// What one `item` costs in `region`, if that is known. An instance or a volume is priced by its type (`kind`), and unknown without one.
    pub fn price(&self, item: Item, kind: Option<&str>, region: &Region) -> Option<&Price> {
        let (what, kind) = match item {
            Item::Zone => (What::Zone, ""),
            Item::Balancer => (What::Balancer, ""),
            Item::BalancerAddresses | Item::InstanceAddress | Item::IdleAddress => (What::Address, ""),
            Item::Instance => (What::Instance, kind?),
            Item::Volume => (What::Volume, kind?),
            Item::Snapshot => (What::Snapshot, ""),
        };
        let regions = self.prices.get(&what)?.get(kind)?;
        regions.get(region.as_str()).or_else(|| regions.get(EVERYWHERE).filter(|_| is_commercial(region)))
    }

    fn take(&mut self, group: Group, source: &Source) -> Result<(), String> {
        for (region, amounts) in &group.usd {
            if region != EVERYWHERE && region.parse::<Region>().is_err() {
                return Err(format!("{region} is no region"));
            }
            for (kind, usd) in group.amounts(region, amounts)? {
                let price = Price::of(group.what, usd, source);
                let of_kind = self.prices.entry(group.what).or_default().entry(kind.clone()).or_default();
                if of_kind.insert(region.clone(), price).is_some() {
                    return Err(format!("{} {kind} in {region} has two prices", group.what));
                }
            }
        }
        Ok(())
    }
}

/// China and GovCloud have prices of their own.
fn is_commercial(region: &Region) -> bool {
    !["cn-", "us-gov-"].iter().any(|other| region.as_str().starts_with(other))
}

impl TryFrom<Written> for PriceTable {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { sources, groups } = written;
        let mut table = Self::default();
        for group in groups {
            let source = sources.get(&group.source).ok_or_else(|| format!("there is no source {}", group.source))?;
            source.check().map_err(|problem| format!("source {}: {problem}", group.source))?;
            table.take(group, source)?;
        }
        Ok(table)
    }
}

impl Source {
    fn check(&self) -> Result<(), String> {
        self.date.parse::<jiff::civil::Date>().map_err(|error| error.to_string())?;
        if self.text.len() > 10 { Ok(()) } else { Err("says not where it was read".to_owned()) }
    }
}

impl Group {
    /// The amounts of one region, each with its kind.
    fn amounts(&self, region: &str, amounts: &Amounts) -> Result<Vec<(String, f64)>, String> {
        let (kinds, all) = match amounts {
            Amounts::One(usd) if self.kinds.is_empty() => (vec![String::new()], vec![*usd]),
            Amounts::Each(all) if !self.kinds.is_empty() && all.len() == self.kinds.len() => (self.kinds.clone(), all.clone()),
            Amounts::One(_) | Amounts::Each(_) => return Err(format!("{} in {region}: not an amount for each kind", self.what)),
        };
        if all.iter().any(|usd| *usd <= 0.0 || !usd.is_finite()) {
            return Err(format!("{} in {region}: nothing is free", self.what));
        }
        Ok(kinds.into_iter().zip(all).collect())
    }
}

impl Price {
    fn of(what: What, usd: f64, source: &Source) -> Self {
        let (an_hour, a_month) = match what {
            What::Balancer | What::Address | What::Instance => (Some(usd), usd * HOURS_A_MONTH),
            // Quoted by the month, and charged by the second.
            What::Volume | What::Snapshot => (Some(usd / HOURS_A_MONTH), usd),
            What::Zone => (None, usd),
        };
        Self { an_hour, a_month, date: source.date.clone(), sure: source.sure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> Region {
        code.parse().unwrap()
    }

    fn usd(item: Item, kind: Option<&str>, code: &str) -> Option<f64> {
        PriceTable::built_in().price(item, kind, &region(code)).map(|price| price.an_hour.unwrap_or(price.a_month))
    }

    fn month(item: Item, kind: Option<&str>, code: &str) -> Option<f64> {
        PriceTable::built_in().price(item, kind, &region(code)).map(|price| price.a_month)
    }

    #[test]
    fn the_built_in_table_parses_and_has_what_was_read() {
        let table = PriceTable::from_toml(include_str!("../../../assets/prices.toml")).unwrap();
        assert_eq!(table, *PriceTable::built_in());
        let t3 = &table.prices[&What::Instance]["t3.micro"];
        assert_eq!(t3.len(), 24, "{:?}", t3.keys());
        let balancers = &table.prices[&What::Balancer][""];
        assert_eq!(balancers.len(), 12, "{:?}", balancers.keys());
        for (row, price) in table.prices.values().flat_map(BTreeMap::values).flatten() {
            assert!(price.a_month > 0.0 && price.date.as_str() >= "2026-11-23", "{row} {price:?}");
        }
    }

    #[test]
    fn prices_are_those_of_the_facts() {
        let table = [
            (Item::Balancer, None, "ap-northeast-2", Some(0.0225)),
            (Item::Balancer, None, "eu-west-2", Some(0.02646)),
            (Item::Balancer, None, "eu-west-3", None),
            (Item::Instance, Some("t3.micro"), "ap-northeast-2", Some(0.0130)),
            (Item::Instance, Some("t2.micro"), "us-west-1", Some(0.0138)),
            (Item::Instance, Some("t3a.medium"), "ap-south-1", Some(0.0246)),
            (Item::Instance, Some("t3a.micro"), "ap-northeast-3", None),
            (Item::Instance, Some("t2.micro"), "eu-north-1", None),
            (Item::Instance, Some("t4g.small"), "me-south-1", Some(0.0201)),
            (Item::Instance, Some("t3.nano"), "us-east-1", None),
            (Item::Instance, None, "us-east-1", None),
            (Item::Instance, Some("t3.micro"), "sa-east-1", None),
            (Item::InstanceAddress, None, "sa-east-1", Some(0.005)),
            (Item::IdleAddress, None, "mx-central-1", Some(0.005)),
            (Item::IdleAddress, None, "cn-north-1", None),
            (Item::Zone, None, "il-central-1", Some(0.5)),
            (Item::Zone, None, "us-gov-west-1", None),
        ];
        for (item, kind, code, expected) in table {
            assert_eq!(usd(item, kind, code), expected, "{item} {kind:?} {code}");
        }
        assert_eq!(month(Item::Volume, Some("gp3"), "ap-northeast-2"), Some(0.0912));
        assert_eq!(month(Item::Volume, Some("gp2"), "eu-west-1"), None);
        assert_eq!(month(Item::Volume, Some("io2"), "us-east-1"), None, "an unknown type is unknown");
        assert_eq!((month(Item::Volume, None, "us-east-1"), month(Item::Snapshot, None, "us-east-1")), (None, Some(0.05)));
    }

    #[test]
    fn a_price_tells_how_sure_it_is_and_of_which_day() {
        let of = |item, kind, code| PriceTable::built_in().price(item, kind, &region(code)).map(|p| (p.sure, p.date.clone())).unwrap();
        assert_eq!(of(Item::Balancer, None, "ap-northeast-2"), (Sure::Measured, "2026-11-23".to_owned()));
        assert_eq!(of(Item::Balancer, None, "eu-west-1"), (Sure::OneSource, "2026-11-29".to_owned()));
        assert_eq!(of(Item::Instance, Some("t3.micro"), "eu-west-1").0, Sure::Published);
        assert_eq!(of(Item::Volume, Some("gp3"), "eu-west-1").0, Sure::OneSource);
    }

    const SOURCE: &str = "[sources.a]\ndate = \"2026-11-29\"\nsure = \"published\"\ntext = \"a page of AWS's\"\n";

    fn read(groups: &str) -> Result<PriceTable, String> {
        PriceTable::from_toml(&format!("{SOURCE}{groups}")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_table_that_contradicts_itself_is_refused() {
        let zone = "[[groups]]\nwhat = \"zone\"\nsource = \"a\"\nusd.everywhere = 0.5\n";
        assert!(read(zone).is_ok());
        let refused = [
            (format!("{zone}{zone}"), "two prices"),
            (zone.replace("\"a\"", "\"b\""), "no source b"),
            (zone.replace("everywhere", "Seoul"), "no region"),
            (zone.replace("0.5", "[0.5]"), "each kind"),
            (zone.replace("0.5", "0"), "nothing is free"),
            (zone.replace("0.5", "nan"), "nothing is free"),
            (zone.replace("usd.", "kinds = [\"gp2\", \"gp3\"]\nusd.").replace("0.5", "[0.1]"), "each kind"),
            (zone.replace("\"zone\"", "\"moon\""), "moon"),
            (zone.replace("usd.", "sure = \"published\"\nusd."), "sure"),
        ];
        for (text, says) in refused {
            let problem = read(&text).unwrap_err();
            assert!(problem.contains(says), "{text}\n{problem}");
        }
        for source in [SOURCE.replace("11-29", "11-31"), SOURCE.replace("a page of AWS's", "AWS"), SOURCE.replace("published", "surely")] {
            assert!(PriceTable::from_toml(&format!("{source}{zone}")).is_err(), "{source}");
        }
    }
}
