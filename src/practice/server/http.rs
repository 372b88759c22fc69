//! A request as it comes to the server or on to Django, and what is answered.

/// A request.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub post: bool,
    pub host: &'a str,
    /// With its query.
    pub path: &'a str,
    /// `X-Forwarded-Proto`, as a balancer says it.
    pub proto: Option<&'a str>,
    /// `Origin`, as a browser says it.
    pub origin: Option<&'a str>,
    pub user_agent: &'a str,
}

impl<'a> Asked<'a> {
    /// `GET path` from somebody who says nothing more.
    pub fn get(host: &'a str, path: &'a str) -> Self {
        Self { post: false, host, path, proto: None, origin: None, user_agent: "" }
    }
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Reply {
    /// A page, or what stands in its place.
    pub fn html(status: u16, body: &str) -> Self {
        Self { status, headers: vec![("content-type", "text/html; charset=utf-8".to_owned())], body: body.to_owned() }
    }

    /// The page of a program for a status: a heading and nothing else.
    pub fn bare(status: u16, reason: &str) -> Self {
        Self::html(status, &format!("<html><head><title>{status} {reason}</title></head><body><h1>{status} {reason}</h1></body></html>"))
    }

    /// Where it leads; nothing where it is no redirect.
    pub fn location(&self) -> &str {
        self.headers.iter().find(|(name, _)| *name == "location").map_or("", |(_, to)| to.as_str())
    }

    pub fn redirect(status: u16, location: String) -> Self {
        Self { status, headers: vec![("location", location)], body: String::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// A file with the type that its name tells.
    pub fn file(path: &str, body: &str) -> Self {
        let kind = match path.rsplit('.').next() {
            Some("css") => "text/css",
            Some("js") => "text/javascript",
            Some("html") => "text/html",
            _ => "application/octet-stream",
        };
        Self { status: 200, headers: vec![("content-type", kind.to_owned())], body: body.to_owned() }
    }
}
