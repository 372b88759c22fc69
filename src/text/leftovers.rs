//! What a terminated server left behind, and what bills elsewhere than at AWS.

use super::Words;
use super::registrars::{OTHER, of_site};
use crate::engine::cost::Bill;
use crate::engine::leftover::Leftover;
use crate::engine::queries::leftovers;
use crate::engine::state::World;

impl Words {
    /// What a question about one of these names.
    pub(super) fn values_of_leftover(&self, what: &Leftover, bill: &Bill) -> Vec<(&'static str, String)> {
        let (size, label) = match what {
            Leftover::Volume(volume) => (volume.gib.to_string(), volume.name.clone()),
            Leftover::Address(elastic) => (String::new(), elastic.address.to_string()),
            Leftover::Group(group) => (String::new(), group.id.to_string()),
        };
        let named = if label.is_empty() { "no" } else { "yes" };
        vec![
            ("kind", what.kind().to_string()),
            ("id", what.typed().to_owned()),
            ("size", size),
            ("named", named.to_owned()),
            ("label", label),
            ("month", self.price(bill.all_a_month())),
        ]
    }

    /// The security groups that terminated servers left and nothing uses, one a line.
    pub fn groups_left(&self, world: &World) -> Vec<String> {
        let all = leftovers::groups_left(world).into_iter();
        all.map(|group| self.with("leftover-group-stays", &[("name", &group.name), ("id", &group.id)])).collect()
    }

    /// That the domain's registration goes on, and with whom, as far as its name servers tell.
    pub fn registration(&self, world: &World) -> String {
        let own = of_site(world).filter(|registrar| registrar.id != OTHER);
        let domain = &world.site.domain;
        match own.map(|registrar| registrar.name.in_language(self.language())) {
            Some(registrar) => self.with("bills-registration-at", &[("domain", domain), ("registrar", &registrar)]),
            None => self.with("bills-registration", &[("domain", domain)]),
        }
    }
}
