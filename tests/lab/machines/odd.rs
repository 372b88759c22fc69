//! Odd things in a home, a project and a shell: none of them keeps Landfall from the project.

use super::{machine, site};
use crate::lab::Lab;

#[test]
fn one_odd_thing_spoils_nothing_and_is_told() {
    let Some(lab) = Lab::boot("odd") else { return };
    for shape in ["deep", "odd_home", "odd_project"] {
        machine(&lab, shape);
        let (before, site) = (lab.snapshot(), site(&lab, ""));
        site.run(&["up", "--yes", "--until", "service"]).ends(0);
        site.run(&["down", "--yes"]).ends(0);
        assert_eq!(lab.snapshot(), before, "{shape}: the server is not as it was");
    }
}
