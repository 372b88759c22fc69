//! The rules and the groups of the server while AWS's answers are lost on the way back: what is asked again is there once, and `down` puts
//! all back as it was, also after a kill of which only the beginning is on disk. (The questions before it need a way into the server, which
//! these accounts have not: here the ops are asked of AWS as the engine asks them, and taken back by the program.)

use landfall::cloud::Aws;
use landfall::engine::fault::Disposition;
use landfall::engine::ids::VpcId;
use landfall::engine::ingress::{Permit, RuleSource};
use landfall::engine::op::cloud::Group;
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::engine::own_group::InPlaceOf;
use landfall::engine::resource::{NarrowRule, Resource, RevokedRule};
use landfall::engine::state::Token;
use landfall::ports::Cloud;
use landfall::site::{ServerId, Site};

use crate::account::{Account, Size};
use crate::program::Home;

const UP: [&str; 7] = ["up", "--yes", "--trust-delegation", "--until", "balancer", "--wait", "1m"];
const DOWN: [&str; 3] = ["down", "--yes", "--abandon-delegation"];
/// What the server's group lets the world in by, as it is listed.
const OPEN: [&str; 2] = ["in tcp 80-80 0.0.0.0/0", "in -1 -1--1 0.0.0.0/0 let it work"];

/// The site is built in an account whose server lets all traffic in.
struct Built {
    account: Account,
    home: Home,
    /// All that stood before.
    before: Vec<String>,
    aws: Aws,
}

impl Built {
    async fn new() -> Option<Self> {
        let account = Account::of(Size::default()).await?;
        let aws = Aws::from_config(&account.config().await, &site());
        account.others("all-traffic");
        let (home, before) = (Home::of(&account), account.standing_alike());
        home.run(&UP).await.ends(0);
        Some(Self { account, home, before, aws })
    }

    /// The server's own group, as it stands.
    async fn group(&self) -> Group {
        let Ok(Fact::Cloud(CloudFact::Groups(all))) = self.aws.perform(&CloudOp::LookGroups { server_groups: vec![] }, &token()).await
        else {
            panic!("no groups")
        };
        all.into_iter().find(|group| group.name == "web").unwrap()
    }

    /// The server's interface, which stands in this group.
    async fn interface(&self, group: &Group) -> String {
        let look = CloudOp::LookGroupUsers { groups: vec![group.id.clone()] };
        let Ok(Fact::Cloud(CloudFact::GroupUsers(all))) = self.aws.perform(&look, &token()).await else { panic!("no users") };
        let [user] = all.as_slice() else { panic!("{all:?}") };
        user.interface.clone()
    }

    /// How often one of the rules that were open stands in the server's group.
    fn open(&self, group: &Group) -> [usize; 2] {
        OPEN.map(|rule| self.count(&format!("{} {rule}", group.id)))
    }

    /// Asked until it is answered, as the engine does; how often it was asked.
    async fn done(&self, op: &CloudOp) -> (Resource, usize) {
        for asked in 1..6 {
            match self.aws.perform(op, &token()).await {
                Ok(Fact::Made(resource)) => return (resource, asked),
                Ok(other) => panic!("{op:?} answered {other:?}"),
                Err(fault) => assert_eq!(fault.disposition, Disposition::Transient, "{fault}"),
            }
        }
        panic!("{op:?} was never done")
    }

    /// How often this is listed.
    fn count(&self, what: &str) -> usize {
        self.account.standing().iter().filter(|line| line.contains(what)).count()
    }

    /// `down`, of which these answers are lost: all is as it was.
    async fn taken_down(self, losing: &[&'static str]) {
        self.account.proxy.loses(losing);
        let down = self.home.run(&DOWN).await.ends(0);
        assert_eq!(self.account.proxy.still_loses(), Vec::<&str>::new(), "each was asked\n{}", down.out);
        assert_eq!(self.account.standing_alike(), self.before, "{}", down.out);
    }
}

fn site() -> Site {
    Site::with_defaults(
        "heestagram".parse().unwrap(),
        "heestagram.test".parse().unwrap(),
        "www".parse().unwrap(),
        "ap-northeast-2".parse().unwrap(),
    )
}

fn token() -> Token {
    Token("0123456789abcdef0123456789abcdef".into())
}

fn ssh() -> Permit {
    Permit::tcp(22, RuleSource::Cidr("0.0.0.0/0".into()))
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_closed_once_and_stand_again_whole_whatever_answer_is_lost() {
    let Some(built) = Built::new().await else { return };
    let group = built.group().await;
    let narrow = vec![NarrowRule { group: group.id.clone(), permit: ssh() }];
    let world = |rule: &&landfall::engine::op::cloud::Rule| rule.source == RuleSource::Cidr("0.0.0.0/0".into());
    let rules: Vec<RevokedRule> = group
        .rules
        .iter()
        .filter(world)
        .map(|rule| RevokedRule { group: group.id.clone(), rule: rule.id.clone(), permit: rule.permit() })
        .collect();
    assert_eq!((rules.len(), built.open(&group)), (2, [1, 1]), "{:#?}", group.rules);

    built.account.proxy.loses(&["AuthorizeSecurityGroupIngress"]);
    let (_, asked) = built.done(&CloudOp::NarrowSideDoor { narrow: narrow.clone(), revoked: vec![] }).await;
    assert_eq!((asked, built.count("in tcp 22-22 0.0.0.0/0")), (2, 1));
    built.account.proxy.loses(&["RevokeSecurityGroupIngress"]);
    let close = CloudOp::CloseSideDoor { rules: rules.clone(), narrow: narrow.clone() };
    let (closed, asked) = built.done(&close).await;
    assert_eq!(
        (asked, &closed),
        (2, &Resource::SideDoor { revoked: rules, narrow }),
        "also that of which nobody was told is to stand again"
    );
    assert_eq!(built.open(&group), [0, 0], "{:#?}", built.account.standing());
    built.home.was_killed_at(close);
    built.taken_down(&["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_the_servers_own_is_made_and_entered_once_and_left_whatever_answer_is_lost() {
    let Some(built) = Built::new().await else { return };
    let group = built.group().await;
    let interface = built.interface(&group).await;
    let place = InPlaceOf { interface: interface.clone(), shared: vec![group.id.clone()] };
    let (server, name, vpc): (_, _, VpcId) = (ServerId::MAIN, site().own_group_name(), group.vpc.clone().unwrap());
    let ensure = CloudOp::EnsureOwnGroup { server: server.clone(), name, vpc, place: place.clone(), permits: vec![ssh()] };
    built.account.proxy.loses(&["CreateSecurityGroup", "AuthorizeSecurityGroupIngress"]);
    let (Resource::OwnGroup { id: own, .. }, asked) = built.done(&ensure).await else { panic!("no group") };
    let one = (built.count("heestagram-SERVER-SG"), built.count(&format!("{own} in tcp 22-22 0.0.0.0/0")));
    assert_eq!((asked, one), (3, (1, 1)));
    built.account.proxy.loses(&["ModifyNetworkInterfaceAttribute"]);
    let before = vec![group.id.clone()];
    let enter = CloudOp::EnterOwnGroup { server, own: own.clone(), place, before: before.clone(), tried: false };
    let (Resource::InOwnGroup { before: kept, .. }, asked) = built.done(&enter).await else { panic!("not entered") };
    assert_eq!((asked, kept, built.count(&format!("{interface} {own}"))), (2, before, 1));
    built.home.was_killed_at(enter);
    built.taken_down(&["ModifyNetworkInterfaceAttribute", "DeleteSecurityGroup"]).await;
}
