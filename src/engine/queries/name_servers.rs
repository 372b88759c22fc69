//! The addresses of name servers: some registrars' forms take no name without its own.

use std::net::Ipv4Addr;

use crate::engine::op::Op;
use crate::engine::op::net::{NetFact, NetOp};
use crate::engine::state::World;
use crate::site::DomainName;

/// The look at a name server's address, as the resolver tells it.
fn look(name: &DomainName) -> NetOp {
    NetOp::Address { name: name.clone(), servers: Vec::new() }
}

/// The looks at these name servers' addresses that were not made yet.
pub fn unasked<'a>(w: &'a World, names: &'a [DomainName]) -> impl Iterator<Item = Op> + 'a {
    names.iter().map(|name| Op::Net(look(name))).filter(|op| !w.observed.is_over(op))
}

/// The address of a name server, where it is known.
pub fn address_of(w: &World, name: &DomainName) -> Option<Ipv4Addr> {
    match w.observed.net(&look(name)) {
        Some(NetFact::Address(seen)) => seen.resolver.as_ref().ok()?.first().copied(),
        _ => None,
    }
}
