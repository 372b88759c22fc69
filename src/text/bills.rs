//! Bills: what each line comes to, what all of them do, and how far that is known.

use super::{Words, teardown};
use crate::engine::cost::{Bill, Item, Line};
use crate::engine::goal::Scope;
use crate::engine::inventory;
use crate::engine::queries;
use crate::engine::state::World;
use crate::site::{InstanceId, Region};

impl Words {
    /// How many of what, and which: `1 × Load balancer`, `8 GiB × EBS volume  vol-…`.
    pub fn bill_line(&self, line: &Line) -> String {
        let unit = if line.item.is_by_size() { " GiB" } else { "" };
        let id = line.id.as_ref().map(|id| format!("  {id}")).unwrap_or_default();
        format!("{}{unit} × {}{id}", line.count, self.item(line.item))
    }

    /// Where in AWS's console each thing of a bill is ended, each way once; what only a teardown ends is not told.
    pub fn bill_ends(&self, bill: &Bill, world: &World) -> Vec<String> {
        let end = |line: &Line| {
            let there = elsewhere(line, world);
            let instance = attached(line, world).map(ToString::to_string).unwrap_or_default();
            let id = match (instance.is_empty(), there) {
                (true, _) => end_of(line.item)?,
                (false, None) => "ends-server-disk",
                (false, Some(_)) => "ends-server-disk-there",
            };
            let end = self.with(id, &[("instance", &instance)]);
            Some(there.map_or(end.clone(), |region| self.with("ends-there", &[("region", region), ("end", &end)])))
        };
        each_once(bill.lines.iter().filter_map(end))
    }

    /// The same of what a teardown that has begun, and goes on, leaves: a zone of ours goes with it in the end.
    pub fn ends_of_teardown(&self, world: &World, scope: Scope) -> Vec<String> {
        let flags = teardown::flags(scope);
        let waits = inventory::zone_waits(world, scope).then(|| self.with("ends-zone-waits", &[("flags", &flags)]));
        self.bill_ends(&inventory::bill_besides(world, scope), world).into_iter().chain(waits).collect()
    }

    fn item(&self, item: Item) -> String {
        self.get(&format!("item-{item}"))
    }

    /// What all of a bill comes to, as far as it is known, and of what it is not.
    pub fn bill_total(&self, bill: &Bill) -> String {
        let (hour, month) = (self.price(bill.an_hour()), self.price(bill.a_month()));
        let (known, unknown, pages) = (known_by_hour(bill), self.unknown_items(bill), pages(bill));
        self.with("headless-total", &[("known", &known), ("hour", &hour), ("month", &month), ("unknown", &unknown), ("pages", &pages)])
    }

    /// Of which day its prices are, and whether they may differ; nothing where none is known.
    pub fn prices_date(&self, bill: &Bill) -> Option<String> {
        self.dated("headless-prices-date", bill)
    }

    /// What is still to be made comes to.
    pub fn still_to_come(&self, bill: &Bill) -> String {
        self.with("ui-adds", &[("known", &known(bill)), ("month", &self.price(bill.a_month()))])
    }

    /// The same as [`Words::prices_date`], for what is still to be made.
    pub fn date_to_come(&self, bill: &Bill) -> Option<String> {
        self.dated("ui-adds-date", bill)
    }

    /// Of what is still to be made no price is known, and where it is told.
    pub fn unknown_to_come(&self, bill: &Bill) -> Option<String> {
        let text = || self.with("ui-adds-unknown", &[("unknown", &self.unknown_items(bill)), ("pages", &pages(bill))]);
        bill.has_unknown().then(text)
    }

    /// How to have AWS tell when it gets dearer than that, in two lines.
    pub fn budget_alarm(&self, bill: &Bill) -> [String; 2] {
        self.alarm("budget-alarm-where", "budget-alarm-what", bill)
    }

    /// The same, as two lines of the narrowest screen.
    pub fn budget_alarm_in_short(&self, bill: &Bill) -> [String; 2] {
        self.alarm("ui-live-alarm", "ui-live-alarm-how", bill)
    }

    fn alarm(&self, place: &str, what: &str, bill: &Bill) -> [String; 2] {
        let (known, amount) = bill.budget().map_or(("no", String::new()), |amount| ("yes", format!("${amount:.0}")));
        [self.get(place), self.with(what, &[("known", &known), ("amount", &amount)])]
    }

    /// By how much a teardown makes a month cheaper.
    pub fn teardown_ends(&self, bill: &Bill) -> String {
        self.with("headless-teardown-ends", &[("known", &known(bill)), ("month", &self.price(bill.a_month()))])
    }

    fn dated(&self, id: &str, bill: &Bill) -> Option<String> {
        let sure = if bill.has_unsure() { "one-source" } else { "yes" };
        bill.date().map(|date| self.with(id, &[("date", &date), ("sure", &sure)]))
    }

    /// What a question about costs names.
    pub(super) fn values_of_costs(&self, bill: &Bill) -> Vec<(&'static str, String)> {
        vec![
            ("known", known(bill).to_owned()),
            ("hour", self.price(bill.an_hour())),
            ("month", self.price(bill.a_month())),
            ("unknown", self.unknown_items(bill)),
            ("pages", pages(bill)),
        ]
    }

    fn unknown_items(&self, bill: &Bill) -> String {
        each_once(bill.unknown().map(|item| self.item(item))).join(", ")
    }
}

/// The same, told apart where nothing of it is charged by the hour.
fn known_by_hour(bill: &Bill) -> &'static str {
    let hourly = bill.an_hour().is_some_and(|hour| hour > 0.0);
    if known(bill) == "all" && !hourly { "monthly" } else { known(bill) }
}

/// How much of a bill is known: `all`, `some` or `none` of it.
fn known(bill: &Bill) -> &'static str {
    match (bill.has_unknown(), bill.a_month()) {
        (false, _) => "all",
        (true, Some(_)) => "some",
        (true, None) => "none",
    }
}

/// Where AWS tells what is not known here.
fn pages(bill: &Bill) -> String {
    each_once(bill.unknown().map(|item| item.page().to_owned())).join(" , ")
}

/// The other region in which this line's thing is, which its id begins with.
fn elsewhere<'a>(line: &Line, world: &'a World) -> Option<&'a Region> {
    let (region, _) = line.id.as_deref()?.split_once(' ')?;
    world.observed.all_beside().into_iter().map(|told| &told.region).find(|known| known.as_str() == region)
}

/// The server of whose disks this line is one.
fn attached<'a>(line: &Line, world: &'a World) -> Option<&'a InstanceId> {
    let id = line.id.as_deref().filter(|_| line.item == Item::Volume)?;
    let id = id.split_once(' ').map_or(id, |(_, id)| id);
    let there = world.observed.all_beside().into_iter().flat_map(|told| &told.volumes);
    queries::leftovers::volumes(world).chain(there).find(|volume| volume.id.0 == id)?.attached.as_ref()
}

/// The message that tells where it is ended.
fn end_of(item: Item) -> Option<&'static str> {
    match item {
        Item::Volume => Some("ends-volume"),
        Item::Snapshot => Some("ends-snapshot"),
        Item::IdleAddress => Some("ends-idle-address"),
        Item::Zone => Some("ends-zone"),
        Item::Instance => Some("ends-instance"),
        Item::InstanceAddress | Item::Balancer | Item::BalancerAddresses => None,
    }
}

fn each_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::cost::PriceTable;
    use crate::text::Language;

    fn bill(parts: &[(Item, u32)], kind: Option<&str>, region: &str) -> Bill {
        Bill::of(parts, kind, PriceTable::built_in(), &region.parse().unwrap())
    }

    #[test]
    fn a_total_says_what_it_leaves_out_and_where_that_is_told() {
        let (en, ko) = (Words::new(Language::En), Words::new(Language::Ko));
        let all = bill(&[(Item::Zone, 1), (Item::Balancer, 1)], None, "ap-northeast-2");
        assert_eq!(en.bill_total(&all), "Together $0.0225 an hour, about $16.93 a month, without tax and traffic.");
        let zone = bill(&[(Item::Zone, 1)], None, "ap-northeast-2");
        assert_eq!(en.bill_total(&zone), "Together about $0.50 a month, without tax and traffic.", "nothing of it is charged by the hour");
        assert!(!ko.bill_total(&zone).contains("$0.00"), "{}", ko.bill_total(&zone));
        let some = bill(&[(Item::Zone, 1), (Item::Balancer, 1), (Item::BalancerAddresses, 2)], None, "sa-east-1");
        let told = en.bill_total(&some);
        assert!(told.contains("more than $7.80 a month") && told.contains("Not in it: Load balancer."), "{told}");
        assert!(told.contains("https://aws.amazon.com/elasticloadbalancing/pricing/") && !told.contains("vpc"), "{told}");
        assert!(ko.bill_total(&some).contains("로드 밸런서") && ko.bill_total(&some).contains("elasticloadbalancing"));
        let none = bill(&[(Item::Volume, 8), (Item::Volume, 9)], Some("io2"), "sa-east-1");
        let told = en.bill_total(&none);
        assert!(told.contains("not known") && !told.contains('$') && told.matches("ebs/pricing").count() == 1, "{told}");
        assert!(!ko.bill_total(&none).contains('$'));
    }

    #[test]
    fn prices_of_one_source_are_said_to_be_so() {
        let (en, ko) = (Words::new(Language::En), Words::new(Language::Ko));
        let balancer = |region| bill(&[(Item::Balancer, 1)], None, region);
        assert_eq!(en.prices_date(&balancer("ap-northeast-2")).as_deref(), Some("Prices as of 2026-11-23."));
        let unsure = en.prices_date(&balancer("eu-west-1")).unwrap();
        assert!(unsure.starts_with("Prices as of 2026-11-29") && unsure.contains("may differ"), "{unsure}");
        assert!(ko.prices_date(&balancer("eu-west-1")).unwrap().contains("다를 수 있습니다"));
        assert_eq!(en.prices_date(&balancer("sa-east-1")), None);
    }

    #[test]
    fn a_budget_alarm_is_told_in_two_lines_with_an_amount_where_one_is_known() {
        let parts = [(Item::Balancer, 1), (Item::BalancerAddresses, 2), (Item::Zone, 1)];
        for language in Language::ALL {
            let words = Words::new(language);
            let [place, known] = words.budget_alarm(&bill(&parts, None, "ap-northeast-2"));
            let [_, unknown] = words.budget_alarm(&bill(&parts, None, "sa-east-1"));
            assert!(known.contains("$25") && !unknown.contains('$') && place.matches('→').count() == 5, "{place} {known} {unknown}");
        }
    }

    #[test]
    fn on_the_narrowest_screen_it_takes_two_lines() {
        use unicode_width::UnicodeWidthStr;
        let dear = bill(&[(Item::Balancer, 40)], None, "ap-northeast-2");
        for language in Language::ALL {
            let lines = Words::new(language).budget_alarm_in_short(&dear);
            assert!(lines.iter().all(|line| line.width() <= 56) && lines[1].contains('$'), "{lines:?}");
        }
    }

    #[test]
    fn a_disk_that_a_server_has_is_not_said_to_be_deleted_by_itself() {
        use crate::engine::fixture::{instance, world};
        use crate::engine::op::Fact;
        use crate::engine::op::cloud::{CloudFact, Volume};
        let disk = |attached| Volume {
            id: "vol-1".into(),
            gib: 8,
            kind: "gp3".into(),
            attached,
            device: None,
            goes_with_instance: true,
            name: String::new(),
        };
        let with = |volume| {
            let w = world().sees_instance();
            let look = queries::leftovers::looks(&w).remove(0);
            w.sees(look, Fact::Cloud(CloudFact::Volumes(vec![volume])))
        };
        let line = bill(&[(Item::Volume, 8)], Some("gp3"), "ap-northeast-2").named("vol-1");
        for language in Language::ALL {
            let words = Words::new(language);
            let [own] = <[String; 1]>::try_from(words.bill_ends(&line, &with(disk(Some(instance().id))))).unwrap();
            assert!(own.contains(instance().id.as_str()) && own.contains("--with-server"), "{own}");
            assert_eq!(words.bill_ends(&line, &with(disk(None))), [words.get("ends-volume")]);
        }
    }

    #[test]
    fn a_disk_is_counted_by_its_size() {
        let disk = bill(&[(Item::Volume, 8)], Some("gp3"), "us-east-1");
        assert_eq!(Words::new(Language::En).bill_line(&disk.lines[0]), "8 GiB × EBS volume (a disk)");
        let zone = bill(&[(Item::Zone, 1)], None, "us-east-1");
        assert_eq!(Words::new(Language::Ko).bill_line(&zone.lines[0]), "1 × 호스팅 영역");
    }
}
