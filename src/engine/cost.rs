//! What a world costs: amounts in US dollars, without tax, from the dated table in `assets/prices.toml`.

/// Hours in the month that prices are quoted for.
pub const HOURS_A_MONTH: f64 = 730.0;

/// What bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    Zone,
    Balancer,
    BalancerAddresses,
    Instance,
    InstanceAddress,
}

/// One line of a bill. `None`: the price in this region is not known to us.
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
