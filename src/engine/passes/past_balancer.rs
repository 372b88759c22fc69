//! Whether visitors would be served by http alone, past the balancer: by what the site says to browsers, by what the servers answer to
//! plain http, and by whom they let in.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::net::{Cause, Verdict, Visit};
use crate::engine::passes::plain_way::{self, End};
use crate::engine::queries::port_eighty::{self, Door};
use crate::engine::queries::{server, visit};
use crate::engine::state::World;
use crate::site::ServerId;

/// Neither the site by https, nor a server by http, at whatever hop, sends browsers to https. What could not be looked at is no yes.
pub(super) fn serves(w: &World) -> Flow<()> {
    let look = visit::look(w, false);
    let seen = need(visit::seen(w, &look), || plain_way::asked(w, Op::Net(look.clone())))?;
    if let Some(told) = &seen.hsts {
        return refused(Code::PauseHsts, Remedy::TakeHstsBack, told);
    }
    if let Some(unseen) = https_unseen(seen) {
        return refused(Code::PauseUnseen, Remedy::BringUpFirst, unseen);
    }
    w.site.servers().try_for_each(|(id, _)| stays_on_http(w, &id, seen))
}

/// Every server lets everybody in on port 80, or will by what is opened again.
pub(super) fn is_open(w: &World, opens: impl Fn(&ServerId) -> bool) -> Flow<()> {
    w.site.servers().try_for_each(|(id, _)| match port_eighty::door(w, &id) {
        Some(Door::Open) | None => Continue(()),
        Some(Door::Closed | Door::Ajar) if opens(&id) => Continue(()),
        Some(Door::Closed | Door::Ajar) => {
            let instance = server::instance(w, &id);
            let groups = instance.map(|i| i.groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            let told = [instance.map(|i| i.id.to_string()), groups].into_iter().flatten().collect::<Vec<_>>().join("  ");
            refused(Code::PauseUnreached, Remedy::OpenPortEighty, &told)
        }
    })
}

fn refused(code: Code, remedy: Remedy, told: &str) -> Flow<()> {
    Break(Directive::Fail(Fault::person(code, remedy, told)))
}

/// The evidence of a visit by https that did not come as far as the site.
fn https_unseen(seen: &Visit) -> Option<&str> {
    let https = seen.proofs.iter().find(|proof| proof.code == HopCode::Https)?;
    let arrived = match &https.verdict {
        Verdict::Good | Verdict::Warning(_) => true,
        Verdict::Bad(cause) => sends_on(cause),
        Verdict::NotLookedAt(_) => false,
    };
    (!arrived).then_some(https.evidence.as_str())
}

/// Whether the site answered, if only with redirects that lead nowhere: what it tells browsers was seen, and where plain http leads is asked
/// of the servers.
fn sends_on(cause: &Cause) -> bool {
    match cause {
        Cause::Loop { .. } | Cause::TooMany { .. } | Cause::OtherHost { .. } | Cause::Downgrade { .. } | Cause::BadLocation { .. } => true,
        Cause::StaysHttp { .. }
        | Cause::StaysAtName { .. }
        | Cause::NoAnswer { .. }
        | Cause::ServerError { .. }
        | Cause::ClientError { .. }
        | Cause::OddStatus { .. }
        | Cause::Certificate { .. }
        | Cause::DefaultPage { .. }
        | Cause::StaticMissing { .. }
        | Cause::FormsRefused { .. }
        | Cause::NoUrl { .. } => false,
    }
}

/// Nothing in the server's answers to plain http leads to https.
fn stays_on_http(w: &World, id: &ServerId, seen: &Visit) -> Flow<()> {
    plain_way::ends(w, id, seen)?.iter().try_for_each(|end| match end {
        End::Https(told) => refused(Code::PauseLeadsToHttps, Remedy::TakeRedirectOut, told),
        End::Page | End::Odd(_) => Continue(()),
    })
}

/// What the servers answer to plain http that is not the site's page: visitors would see that.
pub(super) fn odd_answers(w: &World) -> Flow<Vec<String>> {
    let Some(seen) = visit::seen(w, &visit::look(w, false)) else { return Continue(Vec::new()) };
    let mut odd = Vec::new();
    for (id, _) in w.site.servers() {
        odd.extend(plain_way::ends(w, &id, seen)?.into_iter().filter_map(|end| if let End::Odd(told) = end { Some(told) } else { None }));
    }
    Continue(odd)
}
