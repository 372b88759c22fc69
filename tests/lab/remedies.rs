//! What keeps a project from starting on a real server, and what Landfall says to do about it, done to the letter.

use crate::lab::Lab;
use crate::quoted::quoted;
use crate::site::Site;

const SETTINGS: &str = "/home/ubuntu/env/django-sample/heestagram/settings.py";

/// What somebody did to the server, what Landfall says of it, and which of the commands in its remedy a person runs.
struct Case {
    name: &'static str,
    done: &'static str,
    says: &'static str,
    runs: usize,
    /// What is done in place of a remedy that leaves it to the person what to throw away.
    instead: Option<&'static str>,
}

const CASES: [Case; 3] = [
    Case {
        name: "settings in cp949",
        done: "printf 'NAME = \"\\275\\272\\305\\270\"\\n' | cat - SETTINGS > new && cp new SETTINGS",
        says: "it is not in UTF-8",
        runs: 1,
        instead: None,
    },
    Case {
        name: "a log of root's",
        done: "sudo install -m 600 /dev/null /var/log/shop.log; printf 'LOGGING = {\"version\": 1, \"handlers\": {\"f\": {\"class\": \
               \"logging.FileHandler\", \"filename\": \"/var/log/shop.log\"}}, \"root\": {\"handlers\": [\"f\"]}}\\n' >> SETTINGS",
        says: "'/var/log/shop.log'",
        runs: 1,
        instead: None,
    },
    Case {
        name: "a full disk",
        done: "sudo mkdir -p /var/lib/landfall && sudo mount -t tmpfs -o size=4k none /var/lib/landfall && \
               sudo dd if=/dev/zero of=/var/lib/landfall/x bs=4k count=1 2>/dev/null",
        says: "The server's disk is full",
        runs: 0,
        instead: Some("sudo umount /var/lib/landfall"),
    },
];

/// The commands of the first remedy that was printed.
fn commands(printed: &str) -> Vec<String> {
    let remedy = printed.split("→ ").nth(1).unwrap_or_else(|| panic!("no remedy:\n{printed}"));
    quoted(remedy)
}

#[test]
fn what_keeps_a_project_from_starting_is_told_and_ended_by_its_remedy() {
    let Some(lab) = Lab::boot("remedies") else { return };
    // A shell that prints for every command spoils no answer, here and in all that follows.
    lab.ssh(
        "printf 'echo Welcome; echo oh >&2; trap \"echo bye\" EXIT\\n' | cat - .bashrc > new && cp new .bashrc && cp SETTINGS kept.py"
            .replace("SETTINGS", SETTINGS)
            .as_str(),
    );
    for Case { name, done, says, runs, instead } in CASES {
        lab.tell(name);
        lab.ssh(&done.replace("SETTINGS", SETTINGS));
        let site = Site::new(&lab);
        let stopped = site.run_plain(&["up", "--yes", "--until", "service"]).ends(3).says(says);
        commands(&stopped.printed).iter().take(runs).for_each(|command| drop(lab.ssh(command)));
        instead.iter().for_each(|command| drop(lab.ssh(command)));
        site.run_plain(&["up", "--yes", "--until", "service"]).ends(0);
        site.run_plain(&["down", "--yes"]).ends(0);
        lab.ssh(&format!("cp kept.py {SETTINGS}"));
    }
}

#[test]
fn a_checkout_of_roots_is_warned_of_and_runs_as_a_plain_user_once_it_is_given_away() {
    let Some(lab) = Lab::boot("rootowned") else { return };
    lab.ssh("sudo chown -R root: env/django-sample");
    let site = Site::new(&lab);
    let warned = site.run_plain(&["up", "--yes", "--until", "service"]).ends(0).says("The project runs as root");
    let users = || lab.ssh("ps -o user= -C gunicorn | sort -u").trim().to_owned();
    assert_eq!(users(), "root");
    lab.ssh(&commands(&warned.printed)[0]);
    site.run_plain(&["up", "--yes", "--until", "service"]).ends(0);
    assert_eq!(users(), "ubuntu");
    site.run_plain(&["down", "--yes"]).ends(0);
}
