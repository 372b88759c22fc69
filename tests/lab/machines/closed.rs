//! Servers on which something is closed, full, or too small.

use landfall::text::{Language, Words};

use super::case::{Case, PLAIN, keep};
use super::{machine, site};
use crate::lab::Lab;

#[test]
fn what_is_closed_is_opened_and_what_is_full_is_emptied() {
    let Some(lab) = Lab::boot("closed") else { return };
    for case in doors().into_iter().chain(disks()) {
        case.walked(&lab);
    }
}

/// The kernel kills the workers again and again. Swap, which the remedy makes, the lab's kernel does not give to its servers: it is the
/// remedy's other half that is done here, more memory.
#[test]
fn what_needs_more_memory_than_there_is_is_told_so() {
    let Some(lab) = Lab::boot("memory") else { return };
    machine(&lab, "hungry");
    lab.run(&["memory", "150000000"]);
    let site = site(&lab, "");
    for language in Language::ALL {
        let run = site.run_plain(&["up", "--yes", "--until", "service", "--lang", language.tag()]).ends(3);
        keep("hungry", language, &run);
        run.says(&Words::new(language).get("fault-out-of-memory"))
            .says("was sent SIGKILL")
            .says("sudo mkswap /swapfile && sudo swapon /swapfile");
    }
    lab.run(&["memory", "-1"]);
    site.run(&["up", "--yes", "--until", "service"]).ends(0);
}

fn doors() -> Vec<Case> {
    const HOME: &str = "sudo chmod o+x /home/ubuntu";
    const ENVIRONMENT: &str = "sudo chmod o+x /home/ubuntu/env";
    let shut = Case { fault: "socket-shut-off", ..PLAIN };
    vec![
        Case { shape: "home_closed", cause: "/home/ubuntu\\n", says: [&[HOME], &[HOME]], ..shut },
        Case { shape: "home_and_environment_closed", cause: "/home/ubuntu\\n", says: [&[HOME], &[HOME]], then: "socket-shut-off", ..shut },
        Case { shape: "environment_closed", cause: "/home/ubuntu/env\\n", says: [&[ENVIRONMENT], &[ENVIRONMENT]], ..shut },
    ]
}

fn disks() -> Vec<Case> {
    let full = Case { fault: "disk-full", says: [&["df -h"], &["df -h"]], ..PLAIN };
    vec![
        Case { shape: "disk_full", ..full },
        Case { shape: "disk_full_for_the_project", knows: "sudo mount -o remount,size=1m /var/cache/site", ..full },
    ]
}
