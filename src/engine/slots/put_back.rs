//! What a write that was started and not ended may have taken of the person's.

use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::op::host::HostOp;
use crate::engine::resource::Resource;

/// Its writes only add: what they made is found again, or was never made.
pub(super) fn nothing(_: &Op) -> Option<Resource> {
    None
}

pub(super) fn unit(op: &Op) -> Option<Resource> {
    if let Op::Host(server, _, HostOp::EnableUnit { path, .. }) = op {
        return Some(Resource::Unit { server: server.clone(), path: path.clone() });
    }
    let Op::Host(server, _, HostOp::WriteUnit { unit, .. }) = op else { return None };
    Some(Resource::Unit { server: server.clone(), path: unit.path() })
}

pub(super) fn nginx(op: &Op) -> Option<Resource> {
    let Op::Host(server, _, HostOp::WriteNginx { path, .. }) = op else { return None };
    Some(Resource::Nginx { server: server.clone(), path: path.clone() })
}

pub(super) fn environment_file(op: &Op) -> Option<Resource> {
    let Op::Host(server, _, HostOp::WriteVariable { name, file }) = op else { return None };
    Some(Resource::EnvironmentFile { server: server.clone(), path: file.clone(), names: vec![name.clone()] })
}

pub(super) fn drop_in(op: &Op) -> Option<Resource> {
    let Op::Host(server, _, HostOp::WriteDropIn { unit, files, theirs }) = op else { return None };
    Some(Resource::DropIn { server: server.clone(), path: unit.drop_in(), files: files.clone(), theirs: *theirs })
}

pub(super) fn settings(op: &Op) -> Option<Resource> {
    let Op::Host(server, _, HostOp::WriteSettings { app, .. }) = op else { return None };
    Some(Resource::Settings { server: server.clone(), path: app.settings.to_string() })
}

/// Where it did not happen there is nothing to put back, which the undoing finds.
pub(super) fn in_own_group(op: &Op) -> Option<Resource> {
    let Op::Cloud(CloudOp::EnterOwnGroup { server, own, place, before, tried }) = op else { return None };
    let (server, own, place, before) = (server.clone(), own.clone(), place.clone(), before.clone());
    Some(Resource::InOwnGroup { server, own, place, before, tried: *tried })
}

pub(super) fn side_door(op: &Op) -> Option<Resource> {
    let Op::Cloud(CloudOp::CloseSideDoor { rules: revoked, narrow } | CloudOp::NarrowSideDoor { narrow, revoked }) = op else {
        return None;
    };
    Some(Resource::SideDoor { revoked: revoked.clone(), narrow: narrow.clone() })
}
