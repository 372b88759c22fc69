//! Machines as beginners have them, one for each case: Landfall names the true cause in both languages, and what it tells to do ends it
//! when it is done to the letter.

mod case;
mod closed;
mod crashes;
mod environments;
mod odd;
mod remedy;
mod shells;

use crate::lab::Lab;
use crate::site::Site;

/// What people had done to their servers, each a function of this script.
const SHAPES: &[u8] = include_bytes!("shapes.sh");

/// Another machine in this lab, in this shape.
fn machine(lab: &Lab, shape: &str) {
    lab.tell(shape);
    lab.run(&["anew"]);
    lab.put("/tmp/shapes.sh", SHAPES);
    shaped(lab, shape);
}

/// The machine is brought on into this shape.
fn shaped(lab: &Lab, shape: &str) {
    lab.ssh(&format!(". /tmp/shapes.sh; {shape}"));
}

/// A site on it, with these lines more in its `landfall.toml`.
fn site<'a>(lab: &'a Lab, config: &str) -> Site<'a> {
    Site::edited(lab, |usual| usual + "\n" + config)
}
