//! How the name servers are changed where the domain was bought, line by line.

use crate::engine::queries::{name_servers, signature};
use crate::engine::state::World;
use crate::headless::lines;
use crate::site::DomainName;
use crate::text::Words;
use crate::text::registrars::{Addresses, OTHER, Registrar, Way, dns_of_site, of_site, sold_by};

/// Who runs the DNS, the way at the registrar where the domain was most likely bought, and how sure that is.
pub fn tell(words: &Words, world: &World, way: Way, names: &[DomainName]) {
    let Some(registrar) = of_site(world) else { return };
    if let Some(told) = sold_by(world) {
        lines::put_under(&words.with("headless-sold-by", &[("registrar", &told.name)]));
    } else if let (Way::Over, Some(host)) = (way, dns_of_site(world)) {
        let id = if host.id == registrar.id { "headless-dns-likely" } else { "headless-dns-at" };
        lines::put_under(&words.with(id, &[("dns", &host.name.in_language(words.language()))]));
    }
    for (number, line) in registrar.way(way).into_iter().enumerate() {
        lines::put_under(&format!("{}. {}", number + 1, registrar.told(words, way, line)));
        if line.names {
            typed(words, world, registrar, names);
        }
    }
    registrar.notes.iter().for_each(|note| lines::put_under(note.message.in_language(words.language())));
    // Where the parent was asked, and promises no signature, there is nothing to switch off.
    let unasked = way == Way::Over && signature::seen(world).is_none();
    words.dnssec_off(registrar).iter().filter(|_| unasked).for_each(|how| lines::put_under(how));
    if registrar.id != OTHER {
        lines::put_under(&words.how_sure(registrar, way, world.now));
    }
}

/// The names, with the address of each where the form wants it.
fn typed(words: &Words, world: &World, registrar: &Registrar, names: &[DomainName]) {
    for name in names {
        let address = match (registrar.addresses, name_servers::address_of(world, name)) {
            (Addresses::None | Addresses::Empty, _) => String::new(),
            (Addresses::Required, Some(address)) => format!("  {address}"),
            (Addresses::Required, None) => format!("  {}", words.get("registrar-no-address")),
        };
        lines::put_under(&format!("    {name}{address}"));
    }
    lines::put_under(&format!("    {}", words.how_typed(registrar)));
}
