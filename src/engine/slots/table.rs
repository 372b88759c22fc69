//! One row a slot: whose part it is, with whom it vanishes, when and how it is taken away, and how it is recognised.

use crate::engine::cost::{Item, balancer, free, zone};
use crate::engine::directive::Directive;
use crate::engine::goal::Scope;
use crate::engine::op::Op;
use crate::engine::resource::Resource;
use crate::engine::slot::SlotKind;
use crate::engine::slots::{elsewhere, find, present, put_back, undo};
use crate::engine::state::World;
use crate::engine::step_id::StepId;

type Bill = fn(addresses: u32) -> Vec<(Item, u32)>;
type Find = fn(&World) -> Vec<Resource>;
type Present = fn(&World, &Resource) -> Option<bool>;
type Undo = fn(&World, Scope, &Resource) -> Vec<Directive>;
type PutBack = fn(&Op) -> Option<Resource>;

/// Everything that others know of a slot.
pub struct SlotSpec {
    /// Whose part it is.
    pub step: StepId,
    /// With whom it vanishes.
    pub parent: Option<SlotKind>,
    /// When teardown takes it away.
    pub removal: Removal,
    /// What bills, for what stands under so many public addresses.
    pub bill: Bill,
    /// Ours in sight: by tag, by our own caller reference, or because it follows from something ours.
    pub find: Find,
    /// Whether just this one is in sight; `None`: no look of this run tells.
    pub present: Present,
    /// What takes it away, once `removal` lets it.
    pub undo: Undo,
    /// What an unfinished write may have taken of the person's, which no look tells: teardown must put it back, and finds nothing
    /// to do if it did not happen.
    pub put_back: PutBack,
}

/// When teardown takes away what stands in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Not by itself: with its parent, after which it is only forgotten.
    WithParent,
    /// Once these are empty.
    After(&'static [SlotKind]),
    /// Never by itself: the person asks for it.
    OnRequest,
}

impl SlotKind {
    /// The row of this slot.
    pub fn spec(self) -> SlotSpec {
        use Removal::{After, OnRequest, WithParent};
        use SlotKind::*;
        use StepId as S;
        use put_back::nothing;
        #[rustfmt::skip]
        let spec = match self {
            Unit          => row(S::Service,     None,                After(&[Settings, DropIn]),     free,     (find::unit,         present::unit,         undo::unit,         put_back::unit)),
            Nginx         => row(S::Service,     None,                After(&[]),                     free,     (find::nginx,        present::nginx,        undo::nginx,        put_back::nginx)),
            EnvironmentFile => row(S::Service,   None,                After(&[DropIn]),               free,     (find::environment_file, present::environment_file, undo::environment_file, put_back::environment_file)),
            DropIn        => row(S::Service,     None,                After(&[Settings]),             free,     (find::drop_in,      present::drop_in,      undo::drop_in,      put_back::drop_in)),
            Settings      => row(S::Address,     None,                After(&[]),                     free,     (find::settings,     present::settings,     undo::settings,     put_back::settings)),
            Zone          => row(S::Domain,      None,                After(&[Address, OtherAddress]), zone,     (find::zone,         present::zone,         undo::zone,         nothing)),
            Address       => row(S::Address,     Some(Zone),          After(&[SideDoor, InOwnGroup]), free,     (find::records,      present::record,       undo::record,       nothing)),
            OtherAddress  => row(S::Address,     Some(Zone),          After(&[SideDoor, InOwnGroup]), free,     (find::records,      present::record,       undo::record,       nothing)),
            Certificate   => row(S::Certificate, None,                After(&[Balancer]),             free,     (find::certificate,  present::certificate,  undo::certificate,  nothing)),
            OldCertificate => row(S::Certificate, None,               After(&[Balancer]),             free,     (find::old_certificate, present::certificate, undo::old_certificate, nothing)),
            Validation    => row(S::Certificate, Some(Zone),          After(&[Certificate, OldCertificate, ElsewhereCertificate]), free,     (find::records,      present::record,       undo::record,       nothing)),
            BalancerGroup => row(S::Balancer,    None,                After(&[Balancer, ServerRule, OwnGroup]), free,     (find::groups,       present::group,        undo::group,        nothing)),
            EntranceHttps => row(S::Balancer,    Some(BalancerGroup), WithParent,                     free,     (find::groups,       present::rule,         undo::with_parent,  nothing)),
            EntranceHttp  => row(S::Balancer,    Some(BalancerGroup), WithParent,                     free,     (find::groups,       present::rule,         undo::with_parent,  nothing)),
            ServerRule    => row(S::Balancer,    None,                After(&[Balancer]),             free,     (find::groups,       present::rule,         undo::rule,         nothing)),
            TargetGroup   => row(S::Balancer,    None,                After(&[Balancer]),             free,     (find::target_group, present::target_group, undo::target_group, nothing)),
            Registration  => row(S::Balancer,    Some(TargetGroup),   WithParent,                     free,     (find::target_group, present::registration, undo::with_parent,  nothing)),
            Balancer      => row(S::Balancer,    None,                After(&[Address, OtherAddress]), balancer, (find::balancer,     present::balancer,     undo::balancer,     nothing)),
            ListenerHttps => row(S::Balancer,    Some(Balancer),      WithParent,                     free,     (find::balancer,     present::listener,     undo::with_parent,  nothing)),
            ListenerHttp  => row(S::Balancer,    Some(Balancer),      WithParent,                     free,     (find::balancer,     present::listener,     undo::with_parent,  nothing)),
            Redirect      => row(S::Balancer,    Some(Balancer),      WithParent,                     free,     (find::redirects,    present::redirect,     undo::with_parent,  nothing)),
            SideDoor      => row(S::Live,        None,                After(&[]),                     free,     (find::none,         present::unknown,      undo::side_door,    put_back::side_door)),
            OwnGroup      => row(S::Live,        None,                After(&[InOwnGroup]),           free,     (find::own_group,    present::own_group,    undo::own_group,    nothing)),
            InOwnGroup    => row(S::Live,        None,                After(&[]),                     free,     (find::own_group,    present::in_own_group, undo::in_own_group, put_back::in_own_group)),
            ElsewhereBalancer    => row(S::Teardown, None, After(&[Address, OtherAddress]),               balancer, (elsewhere::found, elsewhere::present, elsewhere::undo, nothing)),
            ElsewhereTargetGroup => row(S::Teardown, None, After(&[ElsewhereBalancer]),                   free,     (elsewhere::found, elsewhere::present, elsewhere::undo, nothing)),
            ElsewhereCertificate => row(S::Teardown, None, After(&[ElsewhereBalancer]),                   free,     (elsewhere::found, elsewhere::present, elsewhere::undo, nothing)),
            ElsewhereRule        => row(S::Teardown, None, After(&[ElsewhereBalancer]),                   free,     (elsewhere::found, elsewhere::present, elsewhere::undo, nothing)),
            ElsewhereGroup       => row(S::Teardown, None, After(&[ElsewhereBalancer, ElsewhereRule]),    free,     (elsewhere::found, elsewhere::present, elsewhere::undo, nothing)),
            Instance      => row(S::Teardown,    None,                OnRequest,                      free,     (find::none,         present::unknown,      undo::nothing,      nothing)),
        };
        spec
    }
}

fn row(
    step: StepId,
    parent: Option<SlotKind>,
    removal: Removal,
    bill: Bill,
    (find, present, undo, put_back): (Find, Present, Undo, PutBack),
) -> SlotSpec {
    SlotSpec { step, parent, removal, bill, find, present, undo, put_back }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holders(kind: SlotKind) -> &'static [SlotKind] {
        match kind.spec().removal {
            Removal::After(holders) => holders,
            Removal::WithParent | Removal::OnRequest => &[],
        }
    }

    #[test]
    fn no_slot_waits_for_itself() {
        fn waits_for(kind: SlotKind, target: SlotKind, depth: usize) -> bool {
            depth > SlotKind::ALL.len() || holders(kind).iter().any(|h| *h == target || waits_for(*h, target, depth + 1))
        }
        for kind in SlotKind::ALL {
            assert!(!waits_for(*kind, *kind, 0), "{kind:?}");
        }
    }

    #[test]
    fn what_goes_with_its_parent_has_one_that_is_taken_away_by_itself() {
        for kind in SlotKind::ALL.iter().filter(|k| k.spec().removal == Removal::WithParent) {
            let parent = kind.spec().parent.unwrap();
            assert_ne!(parent.spec().removal, Removal::WithParent, "{kind:?}");
        }
    }
}
