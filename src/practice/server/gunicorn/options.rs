//! gunicorn's command line.

/// Options with a value: long, short.
const VALUED: &[(&str, &str)] = &[
    ("access-logfile", ""),
    ("access-logformat", ""),
    ("backlog", ""),
    ("bind", "b"),
    ("chdir", ""),
    ("env", "e"),
    ("error-logfile", ""),
    ("forwarded-allow-ips", ""),
    ("graceful-timeout", ""),
    ("keep-alive", ""),
    ("limit-request-field_size", ""),
    ("limit-request-fields", ""),
    ("limit-request-line", ""),
    ("log-file", ""),
    ("log-level", ""),
    ("max-requests", ""),
    ("max-requests-jitter", ""),
    ("name", "n"),
    ("pid", "p"),
    ("threads", ""),
    ("timeout", "t"),
    ("umask", "m"),
    ("worker-class", "k"),
    ("worker-connections", ""),
    ("worker-tmp-dir", ""),
    ("workers", "w"),
];
/// Options that change nothing that is played.
const FLAGS: &[&str] = &["--capture-output", "--disable-redirect-access-to-syslog", "--preload", "--reload"];
/// Options that gunicorn has and practice does not play.
const NOT_PLAYED: &[&str] = &["--config", "-c", "--daemon", "-D", "--user", "-u", "--group", "-g", "--pythonpath", "--paste"];

/// gunicorn's options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    pub binds: Vec<String>,
    pub workers: usize,
    pub chdir: Option<String>,
    pub environment: Vec<(String, String)>,
    /// Whether its log goes elsewhere than to the journal.
    pub log_elsewhere: bool,
    /// The class of its workers, where it is another than gunicorn's own.
    pub worker_class: Option<String>,
    /// `module:attribute`.
    pub app: Option<String>,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// gunicorn's (or practice's) refusal of one it does not know.
    pub fn read(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self { workers: 1, ..Self::default() };
        let mut rest = arguments.iter().map(String::as_str);
        while let Some(argument) = rest.next() {
            let (name, attached) = parted(argument);
            if !argument.starts_with('-') {
                options.app.get_or_insert_with(|| argument.to_owned());
            } else if let Some((long, _)) = VALUED.iter().find(|(long, short)| name == format!("--{long}") || name == format!("-{short}")) {
                let value = attached.or_else(|| rest.next()).ok_or_else(|| format!("argument {name}: expected one argument"))?;
                options.set(long, value)?;
            } else if NOT_PLAYED.contains(&name) {
                return Err(format!("practice does not play {name}"));
            } else if !FLAGS.contains(&name) {
                return Err(format!("unrecognized arguments: {argument}"));
            }
        }
        Ok(options)
    }

    fn set(&mut self, long: &str, value: &str) -> Result<(), String> {
        match long {
            "bind" => self.binds.extend(value.split(',').map(str::to_owned)),
            "workers" => self.workers = value.parse().map_err(|_| format!("argument -w/--workers: invalid int value: '{value}'"))?,
            "worker-class" => self.worker_class = Some(value.to_owned()).filter(|class| class != "sync"),
            "chdir" => self.chdir = Some(value.to_owned()),
            "env" => self.environment.extend(value.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned()))),
            "error-logfile" | "log-file" => self.log_elsewhere = value != "-",
            _ => {}
        }
        Ok(())
    }
}

/// The option's name, and the value that is written into the same word.
fn parted(argument: &str) -> (&str, Option<&str>) {
    if argument.starts_with("--") {
        return argument.split_once('=').map_or((argument, None), |(name, value)| (name, Some(value)));
    }
    match argument.char_indices().nth(2) {
        Some((at, _)) if argument.starts_with('-') => {
            let (name, value) = argument.split_at(at);
            (name, Some(value))
        }
        _ => (argument, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, String> {
        Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read_in_every_spelling() {
        let usual = read("--workers 2 --bind 127.0.0.1:8000 heestagram.wsgi").unwrap();
        for line in ["-w 2 -b 127.0.0.1:8000 heestagram.wsgi", "heestagram.wsgi -w2 --bind=127.0.0.1:8000 --timeout 60 --preload"] {
            assert_eq!(read(line), Ok(usual.clone()), "{line}");
        }
        assert!(read("--error-logfile /var/log/g.log x").unwrap().log_elsewhere);
        assert_eq!(read("-b a:1 -b b:2,c:3 x").unwrap().binds, ["a:1", "b:2", "c:3"]);
    }

    #[test]
    fn what_it_does_not_know_it_says() {
        assert_eq!(read("--nosuch x").unwrap_err(), "unrecognized arguments: --nosuch");
        assert_eq!(read("x --bind").unwrap_err(), "argument --bind: expected one argument");
        assert_eq!(read("--daemon x").unwrap_err(), "practice does not play --daemon");
        assert_eq!(read("-w two x").unwrap_err(), "argument -w/--workers: invalid int value: 'two'");
    }
}
