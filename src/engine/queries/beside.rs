//! What bills beside the site in the other regions in which something of it stands or stood: its servers, with what hangs on them.

use crate::engine::ids::GroupId;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Beside, CloudOp, Elsewhere, Instance, InstanceState};
use crate::engine::queries::{elsewhere, server};
use crate::engine::regional::Regional;
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::site::{InstanceId, Region};

/// The looks at what runs there, and then at what hangs on the site's servers among it.
pub fn looks(w: &World) -> Vec<Op> {
    let read = w.observed.elsewhere().into_iter().filter(|told| told.exists).map(|told| &told.region);
    let of_the_site = elsewhere::of_the_site(w);
    read.filter(|region| of_the_site.contains(region)).flat_map(|region| looks_into(w, region)).collect()
}

fn looks_into(w: &World, region: &Region) -> Vec<Op> {
    let look = |of| Op::Cloud(CloudOp::LookBeside { region: region.clone(), of });
    let all = look(Vec::new());
    let seen = w.observed.beside(region).filter(|_| w.observed.look(&all).is_some());
    let mut of: Vec<InstanceId> = seen.map(|told| servers(w, told)).unwrap_or_default().into_iter().map(|i| i.id.clone()).collect();
    of.sort_unstable();
    let hanging = (!of.is_empty()).then(|| look(of));
    std::iter::once(all).chain(hanging).collect()
}

/// The instances there that are the site's servers and live.
pub fn servers<'a>(w: &World, told: &'a Beside) -> Vec<&'a Instance> {
    let named = named(w, told);
    if named.is_empty() { only_one(w, told).into_iter().collect() } else { named }
}

/// Those that the site, the journal or a target group of ours names.
fn named<'a>(w: &World, told: &'a Beside) -> Vec<&'a Instance> {
    let chosen = |id: &InstanceId| w.site.servers().any(|(server, _)| server::instance_id(w, &server) == Some(id));
    let is_named =
        |i: &&Instance| chosen(&i.id) || w.ledger.server_was.as_ref() == Some(&i.id) || w.observed.was_target(&told.region, i.id.as_str());
    living(told).filter(is_named).collect()
}

/// Whether anything names one in a region that was read.
pub fn names_any(w: &World) -> bool {
    w.observed.all_beside().into_iter().any(|told| !named(w, told).is_empty())
}

/// Nothing names one: the only one in a group that holds a rule of ours, else the only one that runs, where none is known elsewhere either.
fn only_one<'a>(w: &World, told: &'a Beside) -> Option<&'a Instance> {
    let groups = server_groups(w, &told.region);
    let only = |all: Vec<&'a Instance>| <[_; 1]>::try_from(all).ok().map(|[one]| one);
    let in_group = only(living(told).filter(|i| i.groups.iter().any(|group| groups.contains(group))).collect());
    let of_no_other = w.site.servers().all(|(id, _)| server::instance_id(w, &id).is_none());
    let nobody_knows = of_no_other && w.ledger.server_was.is_none() && w.ledger.terminating.is_none() && w.ledger.belongings.is_empty();
    in_group.or_else(|| only(living(told).filter(|i| i.state == InstanceState::Running).collect()).filter(|_| nobody_knows))
}

fn living(told: &Beside) -> impl Iterator<Item = &Instance> {
    told.instances.iter().filter(|i| !i.state.ends())
}

/// The groups there that are not ours and hold, or held, a rule of ours.
fn server_groups(w: &World, region: &Region) -> Vec<GroupId> {
    let seen = w.observed.elsewhere().into_iter().filter(|told| told.region == *region).flat_map(Elsewhere::ours);
    let known = w.ledger.resources.values().chain(&w.ledger.gone).filter_map(|resource| match resource {
        Resource::Elsewhere { region: of, thing } if of == region => Some(thing.clone()),
        _ => None,
    });
    seen.chain(known).filter_map(|thing| if let Regional::Rule { group, .. } = thing { Some(group) } else { None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bills;
    use crate::engine::fixture::{instance, world};
    use crate::engine::goal::{Goal, Scope};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, ElasticAddress, TargetGroup, Volume};

    fn there() -> Region {
        "us-east-1".parse().unwrap()
    }

    fn other() -> Instance {
        Instance { id: "i-0aaaaaaaaaaaaaaaa".parse().unwrap(), groups: vec![], ..instance() }
    }

    fn told(w: World, of: Vec<InstanceId>, instances: Vec<Instance>, volumes: Vec<Volume>, addresses: Vec<ElasticAddress>) -> World {
        let fact = CloudFact::Beside(Beside { region: there(), instances, volumes, addresses, snapshots: vec![] });
        w.sees(Op::Cloud(CloudOp::LookBeside { region: there(), of }), Fact::Cloud(fact))
    }

    /// A teardown without a journal that was told of Virginia that a target group of ours stands there with this in it.
    fn seen(targets: &[&str]) -> World {
        let mut w = world();
        w.site.server.instance = None;
        w.options.goal = Goal::TearDown(Scope::default());
        w.options.regions = vec![there()];
        let targets = targets.iter().map(ToString::to_string).collect();
        let group = TargetGroup { arn: "arn:t".into(), name: "g".into(), vpc: None, targets, check: None, tagged: true };
        let seen = Elsewhere { target_groups: vec![group], ..Elsewhere::nothing(there(), true) };
        w.sees(Op::Cloud(CloudOp::LookElsewhere { region: there() }), Fact::Cloud(CloudFact::Elsewhere(seen)))
    }

    fn ids(w: &World) -> Vec<String> {
        w.observed.all_beside().into_iter().flat_map(|told| servers(w, told)).map(|i| i.id.to_string()).collect()
    }

    #[test]
    fn a_server_that_a_target_group_of_ours_names_is_billed_there_with_what_hangs_on_it() {
        let id = instance().id;
        let w = seen(&[id.as_str()]);
        assert_eq!(looks(&w), [Op::Cloud(CloudOp::LookBeside { region: there(), of: vec![] })]);
        let w = told(w, vec![], vec![instance(), other()], vec![], vec![]);
        assert_eq!(looks(&w)[1..], [Op::Cloud(CloudOp::LookBeside { region: there(), of: vec![id.clone()] })]);
        let (gib, kind, attached) = (8, "gp3".to_owned(), Some(id.clone()));
        let disk = Volume { id: "vol-1".into(), gib, kind, attached, device: None, goes_with_instance: true, name: String::new() };
        let mut w = told(w, vec![id.clone()], vec![instance(), other()], vec![disk], vec![]);
        let billed = |w: &World| bills::bill_now(w).lines.iter().filter_map(|line| line.id.clone()).collect::<Vec<_>>();
        let expected = ["us-east-1 i-0123456789abcdef0", "us-east-1 198.51.100.11", "us-east-1 vol-1"];
        assert_eq!(billed(&w), expected);
        assert_eq!(bills::bill_besides(&w, Scope { with_server: true, abandon_delegation: false }).lines.len(), 3, "only here it would go");
        // Once the group is gone it was in it all the same.
        w.observed.refresh();
        assert_eq!(looks(&w), [], "it is looked for what stands there first");
        let nothing = CloudFact::Elsewhere(Elsewhere::nothing(there(), true));
        let w = w.sees(Op::Cloud(CloudOp::LookElsewhere { region: there() }), Fact::Cloud(nothing));
        let w = told(w, vec![], vec![instance(), other()], vec![], vec![]);
        assert_eq!(ids(&w), [id.to_string()]);
    }

    #[test]
    fn after_a_kill_the_group_of_the_rule_that_went_tells_it_and_else_the_only_one_that_runs() {
        let gone = |group: &str| Resource::Elsewhere { region: there(), thing: Regional::Rule { group: group.into(), id: "sgr-1".into() } };
        let mine = || Instance { groups: vec!["sg-server".into()], ..instance() };
        let w = told(seen(&[]), vec![], vec![mine(), other()], vec![], vec![]);
        assert_eq!(ids(&w), Vec::<String>::new(), "nobody told which one it is");
        let mut w = w;
        w.ledger.gone.push(gone("sg-server"));
        assert_eq!(ids(&w), [mine().id.to_string()]);
        let alone = told(seen(&[]), vec![], vec![other()], vec![], vec![]);
        assert_eq!(ids(&alone), [other().id.to_string()]);
        let mut known = alone;
        known.site.server.instance = Some(instance().id);
        assert_eq!(ids(&known), Vec::<String>::new(), "the server is another");
    }

    #[test]
    fn where_nothing_of_the_site_is_or_was_nobody_asks_what_runs() {
        let mut w = world();
        w.options.goal = Goal::TearDown(Scope::default());
        w.options.regions = vec![there()];
        let nothing = CloudFact::Elsewhere(Elsewhere::nothing(there(), true));
        let mut w = w.sees(Op::Cloud(CloudOp::LookElsewhere { region: there() }), Fact::Cloud(nothing));
        assert_eq!(looks(&w), []);
        w.ledger.gone.push(Resource::Elsewhere { region: there(), thing: Regional::Certificate { arn: "arn:c".into() } });
        assert_eq!(looks(&w).len(), 1, "something did stand there");
    }
}
