//! The only place where shell text is made: a [`Command`] becomes a line for POSIX sh and the bytes of its standard input.
//!
//! Contents, scripts and secrets go over standard input, never into the line, because everyone on the server can read
//! argument lists. What is written is counted first: when the connection breaks, the shell sees an early end of its input,
//! and half a file must not replace a whole one.

use super::quote::quote;
use crate::host::scripts::source;
use crate::ports::{Command, HttpGet, LogFrom, LogSource, MARK, NginxVerb, Script, Secret, SystemctlVerb};

/// Where Debian, Ubuntu and Amazon Linux have nginx write its errors.
const NGINX_LOG: &str = "/var/log/nginx/error.log";
const HTTP_GET: &str = include_str!("../../../assets/host/http_get.py");

/// Reads a count and that many bytes of program from standard input, runs it with the rest as its input. 127: Python is
/// too old, which is as good as none.
const BOOTSTRAP: &str = "import sys, io; \
    b = sys.stdin.buffer; p = b.read(int(b.readline())); sys.stdin = io.TextIOWrapper(b, encoding=\"utf-8\"); \
    v = sys.version_info; v < (3, 8) and (sys.stderr.write(sys.version), sys.exit(127)); \
    exec(compile(p, \"landfall\", \"exec\"), {\"__name__\": \"__main__\"})";

/// One line for sh, and what it reads, which may be a secret: it is not printed.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    pub(super) line: String,
    pub(super) stdin: Vec<u8>,
    /// Whether it must run as root.
    pub(super) root: bool,
}

impl Rendered {
    fn new(root: bool, line: String) -> Self {
        Self { line, stdin: Vec::new(), root }
    }

    fn reading(mut self, stdin: &[u8]) -> Self {
        self.stdin = stdin.to_vec();
        self
    }
}

/// The shell text of a command.
pub(super) fn render(command: &Command) -> Rendered {
    match command {
        Command::ReadFile { path, root } => read_file(path, *root),
        Command::WriteFile { path, content, mode } => write_file(path, content, *mode),
        Command::RemoveFile { path } => Rendered::new(true, format!("rm -f -- {}", quote(path))),
        Command::MakeDir { path, mode } => Rendered::new(true, format!("umask {:03o}; mkdir -p -- {}", 0o777 & !mode, quote(path))),
        Command::FileStands { path } => Rendered::new(true, format!("[ -e {} ] || exit 1", quote(path))),
        Command::AddVariable { path, name, value } => add_variable(path, name, value),
        Command::RemoveDir { path } => Rendered::new(true, format!("rmdir -- {} 2>/dev/null || :", quote(path))),
        Command::UnitShow { unit, properties } => unit_show(unit, properties),
        Command::Systemctl { verb, unit } => systemctl(*verb, unit.as_deref()),
        Command::VerifyUnit { unit, text } => verify_unit(unit, text),
        Command::Log { unit, lines } => Rendered::new(true, format!("journalctl --no-pager -q -b -o cat -n {lines} -u {}", quote(unit))),
        Command::LogPage { source, from } => log_page(source, from),
        Command::ShutToNginx { path } => shut_to_nginx(path),
        Command::Processes { unit } => processes(unit),
        Command::Nginx(verb) => nginx(*verb),
        Command::Script { script, input, root } => python(source(*script), input, *root),
        Command::HttpGet(get) => http_get(get),
    }
}

fn read_file(path: &str, root: bool) -> Rendered {
    let path = quote(path);
    Rendered::new(root, format!("[ -e {path} ] || exit 1; cat -- {path} || exit 2"))
}

/// Follows a symbolic link, so that the link stays one.
fn write_file(path: &str, content: &[u8], mode: u32) -> Rendered {
    let line = format!(
        "set -e; p={path}; if [ -L \"$p\" ]; then p=$(readlink -f -- \"$p\"); fi; d=$(dirname -- \"$p\"); \
         t=$(umask 077; mktemp -- \"$d/.landfall.XXXXXXXXXX\"); trap 'rm -f -- \"$t\"' EXIT; \
         cat > \"$t\"; [ \"$(wc -c < \"$t\")\" -eq {length} ] || exit 4; \
         if [ -e \"$p\" ]; then [ -f \"$p\" ] || exit 5; chown --reference=\"$p\" -- \"$t\"; chmod --reference=\"$p\" -- \"$t\"; \
         else chmod {mode:o} -- \"$t\"; fi; sync -- \"$t\"; mv -f -- \"$t\" \"$p\"; sync -- \"$d\"",
        path = quote(path),
        length = content.len(),
    );
    Rendered::new(true, line).reading(content)
}

fn unit_show(unit: &str, properties: &[&'static str]) -> Rendered {
    let list = properties.join(",");
    Rendered::new(false, format!("systemctl show --no-pager -p {} -- {}", quote(&list), quote(unit)))
}

fn systemctl(verb: SystemctlVerb, unit: Option<&str>) -> Rendered {
    let verb = match verb {
        SystemctlVerb::DaemonReload => "daemon-reload",
        SystemctlVerb::Enable => "enable",
        SystemctlVerb::Disable => "disable",
        SystemctlVerb::Start => "start",
        SystemctlVerb::Stop => "stop",
        SystemctlVerb::Restart => "restart",
        SystemctlVerb::ResetFailed => "reset-failed",
    };
    let unit = unit.map(|u| format!(" -- {}", quote(u))).unwrap_or_default();
    Rendered::new(true, format!("systemctl --no-pager --no-ask-password {verb}{unit}"))
}

fn verify_unit(unit: &str, text: &str) -> Rendered {
    let unit = quote(unit);
    let line = format!(
        "set -e; d=$(mktemp -d); trap 'rm -rf -- \"$d\"' EXIT; cat > \"$d\"/{unit}; systemd-analyze --no-pager verify \"$d\"/{unit}"
    );
    Rendered::new(true, line).reading(text.as_bytes())
}

fn log_page(source: &LogSource, from: &LogFrom) -> Rendered {
    let line = match (source, from) {
        (LogSource::Unit(unit), LogFrom::Last(lines)) => {
            // 1: there is no such line yet (systemd 252).
            format!("journalctl --no-pager -q -b -o cat --show-cursor -n {lines} -u {} || [ $? -eq 1 ]", quote(unit))
        }
        (LogSource::Unit(unit), LogFrom::After(mark)) => {
            format!("journalctl --no-pager -q -o cat --show-cursor --after-cursor={} -u {}", quote(mark), quote(unit))
        }
        (LogSource::Nginx, LogFrom::Last(lines)) => nginx_page(&format!("head -c \"$2\" -- \"$f\" | tail -n {lines}")),
        // Rotated meanwhile: it is another file, or a shorter one.
        (LogSource::Nginx, LogFrom::After(mark)) => nginx_page(&format!(
            "m={}; o=${{m#*:}}; if [ \"$1\" = \"${{m%%:*}}\" ] && [ \"$2\" -ge \"$o\" ]; \
             then tail -c +$((o + 1)) -- \"$f\" | head -c $(($2 - o)); else head -c \"$2\" -- \"$f\"; fi",
            quote(mark)
        )),
    };
    Rendered::new(true, line)
}

/// `$1`, `$2`: the file's inode and its length, up to which it is read: what is written meanwhile comes next time.
fn nginx_page(read: &str) -> String {
    format!("f={NGINX_LOG}; set -- $(stat -c '%i %s' -- \"$f\") || exit 3; [ $# -eq 2 ] || exit 3; {read}; echo \"{MARK}$1:$2\"")
}

/// Tried as the workers' own user: groups and access lists count too.
fn shut_to_nginx(path: &str) -> Rendered {
    let line = format!(
        "u=$(ps -o user:64= -C nginx | grep -v '^root *$' | head -n 1); u=${{u%% *}}; [ -n \"$u\" ] || exit 0; p={}; c=; \
         while [ \"$p\" != / ] && [ \"$p\" != . ]; do p=$(dirname -- \"$p\"); runuser -u \"$u\" -- test -x \"$p\" || c=$p; done; \
         printf '%s\\n' \"$c\"",
        quote(path)
    );
    Rendered::new(true, line)
}

/// nginx lies where a plain user's PATH does not lead. One that systemd did not start is told by its own signal.
fn nginx(verb: NginxVerb) -> Rendered {
    let line = match verb {
        NginxVerb::Test => "nginx -t",
        NginxVerb::Reload => "if systemctl -q is-active nginx; then systemctl reload nginx; else nginx -s reload; fi",
    };
    Rendered::new(true, format!("PATH=$PATH:/usr/sbin:/usr/local/sbin:/sbin; {line}"))
}

/// The control group's processes stand in one of three places, by how the machine mounts cgroups.
fn processes(unit: &str) -> Rendered {
    let line = format!(
        "g=$(systemctl show --no-pager --value -p ControlGroup -- {}); [ -n \"$g\" ] || exit 0; \
         for r in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do \
         if [ -r \"$r$g/cgroup.procs\" ]; then cat \"$r$g/cgroup.procs\"; break; fi; done | \
         while read -r p; do printf '%s ' \"$p\"; tr '\\0' ' ' < \"/proc/$p/cmdline\"; echo; done",
        quote(unit)
    );
    Rendered::new(true, line)
}

fn http_get(get: &HttpGet) -> Rendered {
    let HttpGet { address, port, host, path, user_agent } = get;
    let asked = serde_json::json!({"address": address, "port": port, "host": host, "path": path, "user_agent": user_agent});
    python(HTTP_GET, &asked.to_string(), false)
}

fn add_variable(path: &str, name: &str, value: &Secret) -> Rendered {
    let asked = serde_json::json!({"mode": "write", "path": path, "name": name, "value": value.reveal()});
    python(source(Script::Variable), &asked.to_string(), true)
}

fn python(program: &str, input: &str, root: bool) -> Rendered {
    let stdin = format!("{}\n{program}{input}", program.len());
    Rendered::new(root, format!("python3 -I -B -c {}", quote(BOOTSTRAP))).reading(stdin.as_bytes())
}
