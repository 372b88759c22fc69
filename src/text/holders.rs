//! What keeps something of ours from being deleted, in words.

use super::Words;
use super::network::NONE;
use crate::engine::goal::Scope;
use crate::engine::op::cloud::{Holder, HolderKind};
use crate::engine::queries::holders;
use crate::engine::resource::Resource;
use crate::engine::state::World;

impl Words {
    /// One thing that holds: what it is, by what a person knows it, and its id.
    pub fn holder(&self, holder: &Holder) -> String {
        let name = if holder.name.is_empty() { NONE } else { &holder.name };
        self.with(&format!("holds-{}", holder.kind), &[("id", &holder.id), ("within", &holder.within), ("name", &name)])
    }

    /// What of others' keeps this from going in a teardown of this scope, one a line.
    pub fn others_of(&self, world: &World, scope: Scope, resource: &Resource) -> Vec<String> {
        let others = holders::others_of(world, scope, resource);
        let more = others.len().saturating_sub(holders::MOST);
        let said = others.iter().take(holders::MOST).map(|holder| self.holder(holder));
        said.chain((more > 0).then(|| self.with("more-holders", &[("count", &more)]))).collect()
    }
}

/// What a remedy about holders names: their sort (or that there are several), and of the first its name, its id, and in what it stands.
pub(super) fn named(detail: &str) -> [String; 4] {
    let all: Vec<Holder> = detail.lines().filter_map(Holder::from_line).collect();
    let Some(first) = all.first() else { return [NONE, "NAME", "ID", "ID"].map(str::to_owned) };
    let alike = all.iter().all(|holder| holder.kind == first.kind && holder.within == first.within && holder.name == first.name);
    let sort = if alike && (all.len() == 1 || first.kind == HolderKind::Record) { sort(first.kind) } else { "several" };
    let name = if first.name.is_empty() { &first.id } else { &first.name };
    [sort, name, &first.id, &first.within].map(str::to_owned)
}

fn sort(kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::Balancer | HolderKind::LetGo => "balancer",
        HolderKind::Distribution => "distribution",
        HolderKind::Service => "service",
        HolderKind::InstanceInterface => "instance",
        HolderKind::Interface => "interface",
        HolderKind::Rule => "rule",
        HolderKind::OutboundRule => "outbound",
        HolderKind::Record | HolderKind::Signing => "record",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault, Remedy};
    use crate::text::{About, Language};

    fn holder(kind: HolderKind, id: &str, within: &str, name: &str) -> Holder {
        Holder { kind, id: id.into(), within: within.into(), name: name.into() }
    }

    fn told(language: Language, remedy: Remedy, all: &[Holder]) -> (String, String) {
        let detail = all.iter().map(Holder::line).collect::<Vec<_>>().join("\n");
        let fault = Fault::person(Code::GroupHeld, remedy, detail);
        let words = Words::new(language).fault(&fault, &About::of(&crate::engine::fixture::site()));
        (words.why, words.remedy.unwrap())
    }

    #[test]
    fn the_holder_is_named_and_so_is_the_way_out() {
        let rule = || holder(HolderKind::Rule, "sgr-9", "sg-9", "default");
        let server = holder(HolderKind::InstanceInterface, "eni-1", "i-0123", "");
        let balancer = holder(HolderKind::Balancer, "arn:b", "", "shop-001");
        for language in Language::ALL {
            let (why, remedy) = told(language, Remedy::ReleaseGroup, &[rule()]);
            assert!(["sgr-9", "sg-9", "default"].iter().all(|word| why.contains(word)), "{why}");
            assert!(["sgr-9", "sg-9", "heestagram-LB-SG"].iter().all(|word| remedy.contains(word)), "{remedy}");
            let (why, remedy) = told(language, Remedy::ReleaseGroup, &[rule(), server.clone()]);
            assert!(why.contains("sgr-9") && why.contains("i-0123") && !why.contains(NONE), "{why}");
            assert!(!remedy.contains("sgr-9") && remedy.contains("heestagram-LB-SG"), "{remedy}");
            let (why, remedy) = told(language, Remedy::ReleaseCertificate, std::slice::from_ref(&balancer));
            assert!(why.contains("shop-001") && why.contains("arn:b") && remedy.contains("shop-001"), "{why} {remedy}");
            let there = Fault::person(Code::CertificateHeld, Remedy::ReleaseCertificate, format!("{}\nus-east-1", balancer.line()));
            let remedy = Words::new(language).fault(&there, &About::of(&crate::engine::fixture::site())).remedy.unwrap();
            assert!(remedy.contains("(us-east-1)") && !remedy.contains("ap-northeast-2"), "in another region it is mended there: {remedy}");
        }
    }
}
