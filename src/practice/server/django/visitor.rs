//! What Django answers to a visitor. gunicorn, which stands on loopback or a socket, takes the word of `X-Forwarded-Proto`.

use super::hosts::allows;
use crate::practice::server::http::{Asked, Reply};
use crate::practice::state::server::django::Django;

const LOGIN: &str = "<title>Log in | Django site admin</title><form method=\"post\"><input type=\"hidden\" name=\"csrfmiddlewaretoken\">\
<input name=\"username\"><input type=\"password\" name=\"password\"></form>";
const COOKIE: &str = "csrftoken=0123456789abcdefghijABCDEFGHIJ01; Path=/; SameSite=Lax";
const FORBIDDEN: &str =
    "<title>403 Forbidden</title><h1>Forbidden <span>(403)</span></h1><p>CSRF verification failed. Request aborted.</p>";

impl Django {
    /// The project has one page, at some paths, its static files, and the admin's login.
    pub fn answer(&self, asked: &Asked) -> Reply {
        if !allows(&self.allowed_hosts, asked.host) {
            return Reply::html(400, "<h1>Bad Request (400)</h1>");
        }
        let secure = asked.proto == Some("https");
        if self.ssl_redirect && !secure {
            return Reply::redirect(301, format!("https://{}{}", asked.host, asked.path));
        }
        let reply = self.page(asked, secure);
        // SecurityMiddleware: over https alone.
        if secure && self.hsts > 0 { reply.with("strict-transport-security", format!("max-age={}", self.hsts)) } else { reply }
    }

    fn page(&self, asked: &Asked, secure: bool) -> Reply {
        match asked.path.split('?').next().unwrap_or_default() {
            path if self.routes.iter().any(|route| route == path) => Reply::html(200, &self.page),
            "/admin/login/" if self.admin => self.login(asked, secure),
            file if file.starts_with("/static/") && self.whitenoise => Reply::file(file, ""),
            _other => Reply::bare(404, "Not Found"),
        }
    }

    /// The form, and the form again for one that was sent without a name; 403 for one from an origin that is not trusted.
    fn login(&self, asked: &Asked, secure: bool) -> Reply {
        let own = format!("{}://{}", if secure { "https" } else { "http" }, asked.host);
        let trusted = |origin: &str| origin == own || self.trusted_origins.iter().any(|trusted| trusted == origin);
        if asked.post && !asked.origin.is_none_or(trusted) {
            return Reply::html(403, FORBIDDEN);
        }
        Reply::html(200, LOGIN).with("set-cookie", COOKIE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Django {
        Django { admin: true, page: "<title>Hi</title>".to_owned(), ..Django::none() }
    }

    #[test]
    fn a_form_is_taken_from_the_sites_own_origin_and_from_one_that_is_trusted() {
        let post = |django: &Django, proto| {
            let origin = Some("https://www.x.com");
            django.answer(&Asked { post: true, proto, origin, ..Asked::get("www.x.com", "/admin/login/") }).status
        };
        let trusting = Django { trusted_origins: vec!["https://www.x.com".to_owned()], ..project() };
        assert_eq!([post(&project(), Some("https")), post(&project(), Some("http")), post(&trusting, None)], [200, 403, 200]);
    }

    #[test]
    fn where_https_is_not_heard_of_the_redirect_to_it_never_ends() {
        let django = Django { ssl_redirect: true, ..project() };
        let reply = |proto| django.answer(&Asked { proto, ..Asked::get("x", "/?a=1") });
        let location = reply(Some("http")).headers;
        assert_eq!((reply(Some("https")).status, location), (200, vec![("location", "https://x/?a=1".to_owned())]));
    }

    #[test]
    fn the_project_has_one_page_and_its_files_only_where_whitenoise_serves_them() {
        let status = |django: &Django, path| django.answer(&Asked::get("x", path)).status;
        assert_eq!((status(&project(), "/?a=1"), status(&project(), "/healthz"), status(&project(), "/static/a.css")), (200, 404, 404));
        assert_eq!(status(&Django { whitenoise: true, ..project() }, "/static/a.css"), 200);
    }
}
