//! Python environments as the survey describes them, and what it passed over.

use crate::codes::codes;

codes! {
    /// What made an environment, and what it is managed with.
    Tool {
        Venv = "venv",
        Virtualenv = "virtualenv",
        Uv = "uv",
        Pdm = "pdm",
        Poetry = "poetry",
        Pipenv = "pipenv",
        Virtualenvwrapper = "virtualenvwrapper",
        Pyenv = "pyenv",
        Conda = "conda",
        Direnv = "direnv",
        /// `pip install --user`.
        User = "user",
        /// The system's own Python, with what its packages brought.
        System = "system",
        Other = "other",
    }
}

codes! {
    /// gunicorn's worker classes that serve asgi.
    serde AsgiWorker {
        /// Of the package uvicorn-worker.
        UvicornWorker = "uvicorn_worker.UvicornWorker",
        /// uvicorn's own, the older one.
        UvicornsOwn = "uvicorn.workers.UvicornWorker",
    }
}

/// What distinguishes an environment from another. Versions are empty where nothing told them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    pub tool: Tool,
    pub python: String,
    pub django: String,
    pub gunicorn: String,
    pub commands: Commands,
}

/// What mends an environment, by the tool that keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commands {
    /// The names of packages are written behind it.
    pub install: String,
    /// The same where they are there and broken.
    pub again: String,
    /// Installs everything that the project lists; empty: it lists nothing.
    pub listed: String,
}

codes! {
    /// Why the survey passed something over.
    SkipReason {
        /// A name that is not text.
        OddName = "odd-name",
        TooMany = "too-many",
        /// A pipe, a socket or a device where a file was expected.
        NotAFile = "not-a-file",
        LinkCircle = "link-circle",
        /// Python code nested deeper than Python reads.
        TooDeep = "too-deep",
        Unreadable = "unreadable",
        NoTime = "no-time",
        /// Deeper than is looked.
        TooFar = "too-far",
    }
}

/// Something on the server that the survey passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    pub path: String,
    pub why: SkipReason,
}

impl Skipped {
    const MARK: &'static str = "skipped ";

    /// As a line of a fault's detail: [`Self::from_line`] reads it back, for words in the person's language.
    pub fn line(&self) -> String {
        format!("{}{} {}", Self::MARK, self.why, self.path)
    }

    pub fn from_line(line: &str) -> Option<Self> {
        let (why, path) = line.strip_prefix(Self::MARK)?.split_once(' ')?;
        Some(Self { path: path.to_owned(), why: why.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_read_back_from_its_line() {
        for why in SkipReason::ALL {
            let skipped = Skipped { path: "/srv/my site".into(), why: *why };
            assert_eq!(Skipped::from_line(&skipped.line()), Some(skipped));
        }
        assert_eq!(Skipped::from_line("/srv/site"), None);
        assert_eq!(Skipped::from_line("skipped novelty /srv"), None);
    }
}
