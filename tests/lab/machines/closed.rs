//! Servers on which something is closed, full, or too small.

use super::case::{Case, PLAIN};
use crate::lab::Lab;

#[test]
fn what_is_closed_is_opened_and_what_is_full_is_emptied() {
    let Some(lab) = Lab::boot("closed") else { return };
    for case in doors().into_iter().chain(disks()) {
        case.walked(&lab);
    }
}

fn doors() -> Vec<Case> {
    let shut = Case { fault: "socket-shut-off", ..PLAIN };
    let (home, environment) = ("sudo chmod o+x /home/ubuntu", "sudo chmod o+x /home/ubuntu/env");
    vec![
        Case { shape: "home_closed", cause: "/home/ubuntu\\n", says: [&[home], &[home]], ..shut },
        Case { shape: "home_and_environment_closed", cause: "/home/ubuntu\\n", says: [&[home], &[home]], then: "socket-shut-off", ..shut },
        Case { shape: "environment_closed", cause: "/home/ubuntu/env\\n", says: [&[environment], &[environment]], ..shut },
    ]
}

fn disks() -> Vec<Case> {
    let full = Case { fault: "disk-full", says: [&["df -h"], &["df -h"]], ..PLAIN };
    vec![
        Case { shape: "disk_full", ..full },
        Case { shape: "disk_full_for_the_project", knows: "sudo mount -o remount,size=1m /var/cache/site", ..full },
    ]
}
