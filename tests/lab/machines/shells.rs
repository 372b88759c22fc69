//! What a login shell does before it comes to Landfall's command.

use landfall::text::{Language, Words};

use super::case::{codes, keep};
use super::remedy::printed;
use super::{machine, site};
use crate::lab::Lab;
use crate::site::Site;

const UP: [&str; 4] = ["up", "--yes", "--until", "service"];

/// How the person gets in to do what they are told.
#[derive(Clone, Copy)]
enum Way {
    /// At a terminal over SSH.
    Terminal,
    /// By Session Manager: SSH ends at once for them too.
    Console,
}

#[test]
fn a_shell_that_prints_asks_ends_or_is_another_program_is_told_or_does_not_matter() {
    let Some(lab) = Lab::boot("shells") else { return };
    one_that_prints(&lab);
    for (shape, fault, way) in [
        ("bashrc_exits", "shell-ended", Way::Console),
        ("bashrc_hangs", "shell-asks", Way::Terminal),
        ("bashrc_tmux", "shell-replaced", Way::Terminal),
    ] {
        machine(&lab, shape);
        let site = site(&lab, "");
        let told = Language::ALL.map(|language| told(&site, shape, fault, language));
        assert_eq!(told[0], told[1]);
        match way {
            Way::Terminal => lab.run(&["type", &told[0]]),
            Way::Console => lab.run(&["console", &told[0].replace("~/", "/home/ubuntu/")]),
        };
        site.run(&UP).ends(0);
    }
}

fn one_that_prints(lab: &Lab) {
    machine(lab, "bashrc_prints");
    let site = site(lab, "");
    site.run(&UP).ends(0);
    site.run(&["down", "--yes"]).ends(0);
}

/// The command that the remedy has.
fn told(site: &Site, shape: &str, fault: &str, language: Language) -> String {
    let run = site.run(&UP);
    assert_eq!(codes(&run), [fault], "{shape}: {}", run.printed);
    let run = site.run_plain(&[&UP, ["--lang", language.tag()].as_slice()].concat()).ends(3);
    keep(shape, language, &run);
    let run = run.says(&Words::new(language).get(&format!("fault-{fault}")));
    let command = printed(&run, language).quoted().into_iter().find(|piece| piece.starts_with("sed "));
    command.unwrap_or_else(|| panic!("no command:\n{}", run.printed))
}
