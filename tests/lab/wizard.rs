//! The wizard by its keyboard, in Korean, over the real parts: from 502 to https by name, and back to what was found.

use landfall::text::Language;

use crate::lab::Lab;
use crate::person::{ENTER, Person};
use crate::site::{HOST, Site};

#[test]
fn the_guide_by_keyboard() {
    let Some(lab) = Lab::boot("wizard") else { return };
    let site = Site::of_a_stranger(&lab);
    let (files, account) = (lab.snapshot(), lab.aws_left());
    assert_eq!(lab.direct(lab.env("server_ip")), "502");

    let mut person = site.wizard(Language::Ko);
    opens_the_site(&mut person);
    person.starts();
    person.serves();
    assert_eq!(lab.direct(lab.env("server_ip")), "200");
    person.does(2, "domain", true);
    hands_over(&lab, &mut person);

    person.terminal.signal("KILL");
    drop(person);
    let mut person = site.wizard(Language::Ko);
    opens_the_site(&mut person);
    lab.tell("killed and opened again");
    person.goes_on(3, "nameservers");
    person.does(4, "address", true);
    person.does(5, "certificate", false);
    person.does(6, "balancer", true);
    person.does(7, "live", false);
    lab.tell("live");
    assert_eq!(lab.by_name(&format!("https://{HOST}/")).0, "200");

    lab.undelegate();
    person.takes_down(lab.env("domain"));
    person.see("headless-done-down");
    assert_eq!(lab.aws_left(), account, "something is left in AWS");
    assert_eq!(lab.snapshot(), files, "the server is not as it was found");
    let (code, left) = person.leaves();
    assert_eq!((code, left.taken), (0, false), "{}", left.text);
}

fn opens_the_site(person: &mut Person) {
    person.terminal.see("the site", |text| text.lines().any(|line| line.contains('▸') && line.contains(HOST)));
    person.terminal.keys(ENTER);
}

/// The screen shows the name servers of the zone; the person types them in at the registrar.
fn hands_over(lab: &Lab, person: &mut Person) {
    let names = lab.name_servers();
    person.terminal.see("the name servers", |text| names.iter().all(|name| text.contains(name)));
    person.sees(3, "nameservers", "under-way");
    lab.delegate(&names.iter().map(String::as_str).collect::<Vec<_>>());
    person.sees(3, "nameservers", "done");
}
