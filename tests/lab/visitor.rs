//! A visitor who asks Landfall nothing: curl, at the site's public name, through the front that speaks TLS. What is proven with it does
//! not rest on what the program says of itself.

use crate::lab::{Lab, text};
use crate::site::HOST;

/// What only the project's page says.
pub const MARKER: &str = "heestagram says hello";

/// A visitor, and how they find the site.
pub struct Visitor<'a> {
    lab: &'a Lab,
    way: Vec<String>,
}

impl<'a> Visitor<'a> {
    /// One who asks the lab's resolver for the name.
    pub fn by_name(lab: &'a Lab) -> Self {
        Self { lab, way: Vec::new() }
    }

    /// One who is told where the front is: nobody has published the name yet.
    pub fn at_the_front(lab: &'a Lab) -> Self {
        Self { lab, way: vec!["--resolve".to_owned(), format!("{HOST}:443:{}", lab.env("front_ip"))] }
    }

    /// The site's first page: status and text.
    pub fn page(&self) -> (String, String) {
        self.curl("/", &[])
    }

    /// The status of a form sent as a browser sends it: Django admin's login, with the token that its page gave and no name in it. 200 is
    /// the form once more; 403 says that the site takes it for one from elsewhere. Without a form, what its page answered.
    pub fn form(&self) -> String {
        let (status, page) = self.curl("/admin/login/", &["-i"]);
        let (Some(cookie), Some(token)) =
            (between(&page, "csrftoken=", ";"), between(&page, "name=\"csrfmiddlewaretoken\" value=\"", "\""))
        else {
            return format!("{status}, and no form:\n{page}");
        };
        let (cookie, token) = (format!("csrftoken={cookie}"), format!("csrfmiddlewaretoken={token}"));
        let origin = format!("Origin: https://{HOST}");
        self.curl("/admin/login/", &["-H", &origin, "-b", &cookie, "-d", &token, "-d", "username=", "-d", "password="]).0
    }

    fn curl(&self, path: &str, more: &[&str]) -> (String, String) {
        let url = format!("https://{HOST}{path}");
        let told = ["curl", "-s", "-m", "10", "-w", "\n%{http_code}", "--cacert", self.lab.env("ca"), &url];
        let way: Vec<&str> = self.way.iter().map(String::as_str).collect();
        let output = text(&self.lab.inside(&[&told, way.as_slice(), more].concat()).output().unwrap().stdout);
        let (page, status) = output.rsplit_once('\n').expect("curl prints what it was told to");
        (status.to_owned(), page.to_owned())
    }
}

/// What stands between these two for the first time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(found, _)| found)
}
