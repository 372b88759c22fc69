//! nginx: which server and which location a request meets, and where it is handed on to.

mod answer;
mod config;
mod route;
mod survey;

pub use survey::{Upstream, upstream, web_group};

use crate::practice::state::server::ServerState;
use config::{NginxDirective, tree};

const CONFIG: &str = "/etc/nginx/nginx.conf";

impl ServerState {
    /// Whether nginx is installed, and its configuration one that it starts with.
    pub fn nginx_runs(&self) -> bool {
        self.http_block().is_some()
    }

    /// The `http` block with everything that it includes.
    fn http_block(&self) -> Option<NginxDirective> {
        let text = self.text(CONFIG)?;
        let all = tree(&text, &|path| self.included(path))?;
        Some(all.into_iter().find(|directive| directive.name() == "http").unwrap_or_default())
    }

    /// The texts that `include PATH` means; a `*` stands for any name.
    fn included(&self, path: &str) -> Vec<String> {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/etc/nginx/{path}") };
        let (dir, name) = path.rsplit_once('/').unwrap_or_default();
        let fits = |file: &str| match name.split_once('*') {
            Some((start, end)) => file.starts_with(start) && file.ends_with(end) && file.len() >= start.len() + end.len(),
            None => file == name,
        };
        let files = self.files_in(dir).into_iter().filter(|file| file.rsplit('/').next().is_some_and(fits));
        files.filter_map(|file| self.text(file)).map(std::borrow::Cow::into_owned).collect()
    }

    /// What `nginx -T` prints, each file behind the line that names it.
    pub fn nginx_dump(&self) -> String {
        let dirs = ["/etc/nginx/conf.d", "/etc/nginx/sites-enabled", "/etc/nginx/snippets"];
        let others = self.files_in("/etc/nginx").into_iter().filter(|file| *file != CONFIG);
        let files = std::iter::once(CONFIG).chain(others).chain(dirs.iter().flat_map(|dir| self.files_in(dir)));
        files.filter_map(|file| Some(format!("# configuration file {file}:\n{}\n", self.text(file)?))).collect()
    }

    /// The main file and the sites, one after the other.
    pub fn nginx_text(&self) -> String {
        let dirs = ["/etc/nginx/conf.d", "/etc/nginx/sites-enabled"];
        let files = std::iter::once(CONFIG).chain(dirs.iter().flat_map(|dir| self.files_in(dir)));
        files.filter_map(|file| self.text(file)).collect::<Vec<_>>().join("\n")
    }
}
