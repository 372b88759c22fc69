//! What a write makes old: looks that are to be made again, and writes of this run whose work it takes the place of.

use crate::engine::op::{CloudOp, HostOp, NetOp, Op};
use crate::engine::queries::records;
use crate::engine::slot::Slot;
use crate::site::ServerId;

/// Whether what this look found no longer holds after the write. (What a write made is in the ledger; no look is needed for it.)
pub(super) fn outdates(write: &Op, look: &Op) -> bool {
    match write {
        Op::Host(server, _, write) => host_outdates(server, write, look),
        Op::Cloud(write) => cloud_outdates(write, look),
        Op::Net(_) => false,
    }
}

fn host_outdates(server: &ServerId, write: &HostOp, look: &Op) -> bool {
    match write {
        HostOp::WriteUnit { .. }
        | HostOp::StartUnit { .. }
        | HostOp::EnableUnit { .. }
        | HostOp::WriteNginx { .. }
        | HostOp::RestoreNginx { .. }
        | HostOp::WriteVariable { .. }
        | HostOp::WriteDropIn { .. }
        | HostOp::LeaveEnvironmentFile { .. }
        | HostOp::RemoveDropIn { .. }
        | HostOp::LeaveDropIn { .. }
        | HostOp::WriteSettings { .. }
        | HostOp::RestartUnit { .. }
        | HostOp::RestoreSettings { .. }
        | HostOp::RestoreUnit { .. } => match look {
            Op::Host(of, _, look) => of == server && !matches!(look, HostOp::Survey { .. }),
            Op::Net(look) => matches!(look, NetOp::DirectHttp { .. } | NetOp::Visit { .. } | NetOp::TryPorts { .. }),
            Op::Cloud(_) => false,
        },
        HostOp::Survey { .. }
        | HostOp::LookService { .. }
        | HostOp::LookSettings { .. }
        | HostOp::LookChain(_)
        | HostOp::LookVariable(_)
        | HostOp::TryHealth { .. }
        | HostOp::TryPlainHttp { .. }
        | HostOp::TryLogin => false,
    }
}

fn cloud_outdates(write: &CloudOp, look: &Op) -> bool {
    match write {
        CloudOp::UpsertRecord { slot: Slot::Address | Slot::OtherAddress(_), set, .. } => match look {
            Op::Net(look) => matches!(look, NetOp::Address { .. } | NetOp::Visit { .. }),
            // That it leads to us is read where it stands.
            Op::Cloud(look) => records::is_alias(set) && matches!(look, CloudOp::LookRecords { .. }),
            Op::Host(..) => false,
        },
        // Who has the proof is asked anew.
        CloudOp::UpsertRecord { slot: Slot::Validation(_), .. } => matches!(look, Op::Net(NetOp::ValidationRecord { .. })),
        // What a visitor saw before one of these is no proof after it.
        CloudOp::EnsureTargetGroup { .. } => {
            matches!(look, Op::Net(NetOp::Visit { .. }) | Op::Cloud(CloudOp::LookTargetGroups | CloudOp::LookTargetHealth { .. }))
        }
        CloudOp::EnsureListener { .. } => {
            matches!(look, Op::Net(NetOp::Visit { .. }) | Op::Cloud(CloudOp::LookBalancers | CloudOp::LookTargetHealth { .. }))
        }
        CloudOp::EnsureRedirect { .. } | CloudOp::DeleteRedirect { .. } => {
            matches!(look, Op::Net(NetOp::Visit { .. }) | Op::Cloud(CloudOp::LookBalancers))
        }
        // Another computer may have made one at the same moment.
        CloudOp::EnsureZone { .. } => matches!(look, Op::Cloud(CloudOp::LookZones { .. })),
        CloudOp::EnsureCertificate { .. } => matches!(look, Op::Cloud(CloudOp::LookCertificates { .. })),
        CloudOp::EnsureRegistration { .. } => matches!(look, Op::Net(NetOp::Visit { .. })),
        // Who gets in is read anew, and tried anew, after each of these.
        CloudOp::NarrowSideDoor { .. } | CloudOp::CloseSideDoor { .. } | CloudOp::ReopenSideDoor { .. } => match look {
            Op::Cloud(look) => matches!(look, CloudOp::LookGroups { .. }),
            // Why it was opened again is not forgotten.
            Op::Host(_, _, look) => matches!(look, HostOp::TryLogin) && !matches!(write, CloudOp::ReopenSideDoor { .. }),
            Op::Net(look) => match look {
                NetOp::TryPorts { .. } => true,
                NetOp::Visit { .. } => matches!(write, CloudOp::CloseSideDoor { .. }),
                NetOp::Delegation { .. } | NetOp::Registration { .. } | NetOp::Address { .. } | NetOp::DirectHttp { .. } => false,
                NetOp::DelegationSigner { .. } | NetOp::Authorities { .. } | NetOp::Mail { .. } => false,
                NetOp::OldRecords { .. } | NetOp::HandOver { .. } | NetOp::ValidationRecord { .. } | NetOp::TheirDns { .. } => false,
            },
        },
        CloudOp::EnsureOwnGroup { .. } => matches!(look, Op::Cloud(CloudOp::LookGroups { .. })),
        // It was tried before, and changes nothing.
        CloudOp::EnterOwnGroup { tried: true, .. } => false,
        CloudOp::EnterOwnGroup { .. } | CloudOp::LeaveOwnGroup { .. } => match look {
            Op::Cloud(look) => {
                matches!(look, CloudOp::LookGroups { .. } | CloudOp::LookGroupUsers { .. } | CloudOp::LookHolders { .. })
            }
            // Why it was put back is not forgotten.
            Op::Host(_, _, look) => matches!((look, write), (HostOp::TryLogin, CloudOp::EnterOwnGroup { .. })),
            Op::Net(look) => matches!(look, NetOp::TryPorts { .. } | NetOp::Visit { .. }),
        },
        // One holder less.
        CloudOp::RestoreRecord { .. }
        | CloudOp::DeleteBalancer { .. }
        | CloudOp::DeleteRule { .. }
        | CloudOp::DeleteOwnGroup { .. }
        | CloudOp::DeleteElsewhere { .. } => matches!(look, Op::Cloud(CloudOp::LookHolders { .. })),
        CloudOp::UpsertRecord { .. }
        | CloudOp::ResendValidation { .. }
        | CloudOp::EnsureBalancerGroup { .. }
        | CloudOp::EnsureEntrance { .. }
        | CloudOp::EnsureServerRule { .. }
        | CloudOp::EnsureBalancer { .. }
        | CloudOp::DeleteTargetGroup { .. }
        | CloudOp::DeleteBalancerGroup { .. }
        | CloudOp::DeleteCertificate { .. }
        | CloudOp::DeleteOldCertificate { .. }
        | CloudOp::DeleteZone { .. } => false,
        // What hung on it is free by and by, and what was deleted is gone.
        CloudOp::TerminateInstance { .. } => matches!(look, Op::Cloud(look) if look.is_of_leftovers()),
        CloudOp::DeleteVolume { .. } => matches!(look, Op::Cloud(CloudOp::LookVolumes { .. })),
        CloudOp::ReleaseAddress { .. } => matches!(look, Op::Cloud(CloudOp::LookAddresses { .. })),
        CloudOp::DeleteServerGroup { .. } => matches!(look, Op::Cloud(CloudOp::LookIdleGroups { .. })),
        // It has other addresses, or none, and nobody answers at those of before.
        CloudOp::StopInstance { .. } | CloudOp::StartInstance { .. } => match look {
            Op::Cloud(look) => {
                matches!(
                    look,
                    CloudOp::LookInstances { .. }
                        | CloudOp::LookInstanceState { .. }
                        | CloudOp::LookAddresses { .. }
                        | CloudOp::LookReach { .. }
                )
            }
            Op::Host(..) => true,
            Op::Net(look) => matches!(look, NetOp::DirectHttp { .. } | NetOp::Visit { .. }),
        },
        CloudOp::LookIdentity
        | CloudOp::LookInstances { .. }
        | CloudOp::LookNetwork { .. }
        | CloudOp::LookZones { .. }
        | CloudOp::LookRecords { .. }
        | CloudOp::LookCertificates { .. }
        | CloudOp::LookCovering { .. }
        | CloudOp::LookBalancers
        | CloudOp::LookTargetGroups
        | CloudOp::LookGroups { .. }
        | CloudOp::LookVolumes { .. }
        | CloudOp::LookAddresses { .. }
        | CloudOp::LookSnapshots { .. }
        | CloudOp::LookElsewhere { .. }
        | CloudOp::LookBeside { .. }
        | CloudOp::LookIdleGroups { .. }
        | CloudOp::LookChange { .. }
        | CloudOp::LookCertificate { .. }
        | CloudOp::LookBalancer { .. }
        | CloudOp::LookTargetHealth { .. }
        | CloudOp::LookInstanceState { .. }
        | CloudOp::LookAccountPlan
        | CloudOp::LookRights { .. }
        | CloudOp::LookBalancerQuota
        | CloudOp::LookHostKeys { .. }
        | CloudOp::LookReach { .. }
        | CloudOp::LookGroupUsers { .. }
        | CloudOp::LookHolders { .. } => false,
    }
}

/// Whether what an earlier write of this run did is undone by this one: another text is there to be started, in place of one that
/// was written before, or the groups are as they were.
pub(super) fn supersedes(write: &Op, done: &Op) -> bool {
    match (write, done) {
        (Op::Host(server, _, HostOp::WriteUnit { .. }), Op::Host(of, _, HostOp::StartUnit { .. } | HostOp::WriteUnit { .. })) => {
            of == server
        }
        // What was started anew was so without what is written now.
        (Op::Host(server, _, HostOp::WriteVariable { .. } | HostOp::WriteDropIn { .. }), Op::Host(of, _, HostOp::RestartUnit { .. })) => {
            of == server
        }
        (Op::Cloud(CloudOp::LeaveOwnGroup { server, .. }), Op::Cloud(CloudOp::EnterOwnGroup { server: of, .. }))
        | (Op::Cloud(CloudOp::EnterOwnGroup { server, .. }), Op::Cloud(CloudOp::LeaveOwnGroup { server: of, .. })) => of == server,
        _ => false,
    }
}

/// The server whose service has another main process after this write.
pub(super) fn replaced_process(write: &Op) -> Option<&ServerId> {
    match write {
        Op::Host(server, _, HostOp::StartUnit { .. } | HostOp::EnableUnit { .. } | HostOp::RestartUnit { .. }) => Some(server),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;
    use crate::engine::op::host::UnitName;
    use crate::engine::queries::server;

    fn on(server: &str, op: HostOp) -> Op {
        let access = server::access(&world(), &ServerId::MAIN).unwrap();
        Op::Host(server.parse().unwrap(), access, op)
    }

    #[test]
    fn a_write_on_one_server_makes_no_look_at_another_old() {
        let look = |of: &str| on(of, HostOp::LookService { unit: UnitName::GUNICORN, host: "www.a.com".into() });
        let write = on("main", HostOp::WriteUnit { unit: UnitName::GUNICORN, text: String::new() });
        assert!(outdates(&write, &look("main")) && !outdates(&write, &look("second")));
        let start = |of: &str| on(of, HostOp::StartUnit { unit: UnitName::GUNICORN });
        assert!(supersedes(&write, &start("main")) && !supersedes(&write, &start("second")));
        assert_eq!(replaced_process(&start("second")), Some(&"second".parse().unwrap()));
    }

    #[test]
    fn a_survey_outlives_writes_and_the_name_is_looked_up_again_after_its_record_changed() {
        let survey = on("main", HostOp::Survey { hint: Default::default() });
        let restart = on("main", HostOp::RestartUnit { unit: UnitName::GUNICORN });
        assert!(!outdates(&restart, &survey));
        let set = crate::engine::fixture::a("www.heestagram.com", [1, 2, 3, 4]);
        let upsert = |slot| Op::Cloud(CloudOp::UpsertRecord { slot, zone: "Z".into(), set: set.clone(), prior: None });
        let visit = Op::Net(crate::engine::queries::visit::look(&world(), true));
        assert!(outdates(&upsert(Slot::Address), &visit) && outdates(&restart, &visit));
        assert!(outdates(&Op::Cloud(CloudOp::CloseSideDoor { rules: vec![], narrow: vec![] }), &visit));
        assert!(!outdates(&upsert(Slot::Validation(world().site.fqdn())), &visit));
    }
}
