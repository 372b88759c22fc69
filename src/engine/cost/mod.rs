//! What a world costs: amounts in US dollars, without tax, from the dated table in `assets/prices.toml`.

mod bill;
mod item;
mod table;

pub use bill::{Bill, Line};
pub use item::{Item, balancer, free, zone};
pub use table::{PriceTable, Sure};
