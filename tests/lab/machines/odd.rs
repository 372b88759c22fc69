//! Odd things in a home and in a project: none of them keeps Landfall from the project, and each is told.

use landfall::text::{Language, Words};

use super::case::keep;
use super::{machine, site};
use crate::lab::Lab;

/// The shape, and what is told of it: why something was passed over, and where it lies.
const ODD: [(&str, &[(&str, &str)]); 3] = [
    ("deep", &[]),
    (
        "odd_home",
        &[
            ("odd-name", "/home/ubuntu/caf\u{fffd}"),
            ("too-many", "/home/ubuntu/media"),
            ("not-a-file", "/home/ubuntu/pipes/manage.py"),
            ("link-circle", "/home/ubuntu/round/manage.py"),
        ],
    ),
    ("odd_project", &[("odd-name", "/home/ubuntu/env/django-sample/caf\u{fffd}")]),
];

#[test]
fn one_odd_thing_spoils_nothing_and_is_told() {
    let Some(lab) = Lab::boot("odd") else { return };
    for (shape, told) in ODD {
        machine(&lab, shape);
        let (before, site) = (lab.snapshot(), site(&lab, ""));
        site.run(&["up", "--yes", "--until", "service"]).ends(0);
        for language in Language::ALL {
            let run = site.run_plain(&["up", "--yes", "--until", "service", "--lang", language.tag()]).ends(0);
            keep(shape, language, &run);
            let words = Words::new(language);
            let line = |(why, path): &(&str, &str)| words.with(&format!("skipped-{why}"), &[("path", path)]);
            told.iter().map(line).fold(run, |run, line| run.says(&line));
        }
        site.run(&["down", "--yes"]).ends(0);
        assert_eq!(lab.snapshot(), before, "{shape}: the server is not as it was");
    }
}
