//! Every case is asked of the real `ssh -G` as well, where it reads the same file.

use std::process::Command;

use super::*;

/// A home directory with these files below `.ssh`.
struct Home(tempfile::TempDir);

impl Home {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(".ssh").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text.replace("@HOME", &dir.path().display().to_string())).unwrap();
        }
        Self(dir)
    }

    /// The one who runs this, as `ssh` sees them too.
    fn local(&self) -> Local {
        let user = Command::new("id").arg("-un").output().unwrap();
        let user = String::from_utf8(user.stdout).unwrap().trim().to_owned();
        Local { home: self.0.path().to_owned(), user, system: self.0.path().join("etc/ssh_config") }
    }

    fn told(&self, alias: &str) -> Result<Told, SshProblem> {
        told(&self.local(), &alias.parse().unwrap())
    }

    /// Host, user, port, whether the files are alone, and the files.
    fn ours(&self, alias: &str) -> (String, String, u16, bool, Vec<String>) {
        let (local, told, name) = (self.local(), self.told(alias).unwrap(), alias.parse().unwrap());
        let user = told.user.clone().unwrap_or(local.user.clone());
        let port = told.port.unwrap_or(22);
        let files = told.key_files(&local, &name, &user, port).unwrap().unwrap_or_default();
        let files = files.iter().map(|file| file.display().to_string()).collect();
        (told.host_name.clone().unwrap_or(alias.to_owned()), user, port, told.identities_only.unwrap_or(false), files)
    }

    /// The same as `ssh -G` has it. It prints files as they were written, so that tokens and `~` are filled in here.
    fn theirs(&self, alias: &str) -> (String, String, u16, bool, Vec<String>) {
        let output = Command::new("ssh").arg("-G").arg("-F").arg(self.0.path().join(".ssh/config")).arg(alias).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let all = |key: &str| text.lines().filter_map(|l| l.strip_prefix(key)?.strip_prefix(' ')).map(str::to_owned).collect::<Vec<_>>();
        let one = |key: &str| all(key).pop().unwrap();
        let (host, user, port) = (one("hostname"), one("user"), one("port"));
        let home = self.0.path().display().to_string();
        let tokens = [('d', home.as_str()), ('h', &host), ('n', alias), ('p', &port), ('r', &user), ('u', &self.local().user)];
        let usual = ["~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519"];
        let files = match all("identityfile") {
            usually if usual.iter().all(|file| usually.iter().any(|f| f == file)) => Vec::new(),
            files => files.iter().filter(|f| *f != "none").map(|f| statement::expanded(f, &tokens).unwrap()).collect(),
        };
        let files = files.iter().map(|f| statement::at_home(f, self.0.path()).display().to_string()).collect();
        (host, user, port.parse().unwrap(), one("identitiesonly") == "yes", files)
    }
}

/// Every kind of line that we follow.
const CONFIG: &str = "\
# The first value wins, so what is for all stands last.
Include @HOME/.ssh/conf.d/*.conf @HOME/.ssh/absent/*
Host hee heestagram *.hee !old.hee
    HostName ec2-203-0-113-10.compute.example.com
    User=ubuntu
    Port 2222
    IdentityFile ~/.ssh/hee.pem
    IdentityFile \"%d/.ssh/with blank-%h-%r\"
    IdentitiesOnly yes
    LocalCommand touch @HOME/ran
    PermitLocalCommand yes
    ForwardAgent no
Host HEE
    HostName upper.example.com
Host old.hee
\tHostName = %h.example.com
\tIdentityFile none
Host shop
    Include @HOME/.ssh/inside
    Port 7
Match host deep.example.com
    IdentityFile ~/.ssh/deep
Match originalhost hee,shop user ubuntu
    IdentityFile ~/.ssh/matched
Match host *.example.com !user ubuntu
    IdentityFile ~/.ssh/not-ubuntu
Match all
    IdentityFile ~/.ssh/for-all
Host *
    User last
    Port 22
    ProxyJump none
    HostName never
";

fn home() -> Home {
    Home::new(&[
        ("config", CONFIG),
        ("conf.d/20.conf", "Host two\n  HostName second.example.com\n"),
        ("conf.d/10.conf", "Host two\n  HostName first.example.com\n  User first\nHost elsewhere\n"),
        ("conf.d/.hidden.conf", "Host two\n  Port 1\n"),
        ("inside", "HostName deep.example.com\nHost two\n  Port 9\nHost shop\n  User inside\n"),
    ])
}

#[test]
fn what_is_told_is_what_ssh_itself_would_take() {
    let home = home();
    for alias in ["hee", "heestagram", "x.hee", "HEE", "old.hee", "two", "elsewhere", "shop"] {
        assert_eq!(home.ours(alias), home.theirs(alias), "{alias}");
    }
    let (host, user, port, only, files) = home.ours("hee");
    assert_eq!((host.as_str(), user.as_str(), port, only), ("ec2-203-0-113-10.compute.example.com", "ubuntu", 2222, true));
    let at = |name: &str| home.0.path().join(".ssh").join(name).display().to_string();
    let blank = at("with blank-ec2-203-0-113-10.compute.example.com-ubuntu");
    assert_eq!(files, [at("hee.pem"), blank, at("matched"), at("for-all")]);
    assert_eq!(home.ours("two").0, "first.example.com");
    assert!(!home.0.path().join("ran").exists(), "nothing is run");
}

#[test]
fn single_files_are_read_as_ssh_reads_them() {
    for (config, alias) in [
        ("User kim\nHost a\nPort 5\nHost b\nPort 6\n", "b"),
        ("host=a\nhostname=1.2.3.4\nPORT = 5 # not 6\n", "a"),
        ("Host \"a\" b\n  User 'lee'\n  IdentityFile ~/.ssh/a\\ b\n", "a"),
        ("Host a*\n  HostName %h.%%.example.com\n  IdentityFile ~/%n-%p-%u\n  IdentityFile ~/%n-%p-%u\n", "abc"),
        ("\r\nHost a\r\n\tUser kim\r\n", "a"),
        ("Host a\nIdentitiesOnly no\nHost *\nIdentitiesOnly yes\n", "a"),
        ("Host ?\nPort 1\nHost *\nPort 2\n", "a"),
        ("Host !b *\nPort 1\nHost a\nUser x\n", "a"),
        ("Match originalhost A\nPort 1\nMatch user nobody\nPort 2\nHost a\nUser kim\nMatch user kim\nPort 3\n", "a"),
        ("Match host a exec \"exit 1\"\nHost a\nPort 3\n", "a"),
        ("Host a\nProxyCommand none\nProxyJump bastion\nPort 4\n", "a"),
        ("Host a\nPort 1\nHost b\nProxyJump bastion\nMatch host b exec \"touch @HOME/ran\"\nPort 2\n", "a"),
        ("Host a\nPort 9\nMatch exec \"exit 1\"\nPort 2\nCompression yes\n", "a"),
    ] {
        let home = Home::new(&[("config", config)]);
        assert_eq!(home.ours(alias), home.theirs(alias), "{config}");
        assert!(!home.0.path().join("ran").exists());
    }
}

#[test]
fn includes_lie_below_ssh_and_the_system_s_file_comes_last() {
    let home = Home::new(&[
        ("config", "Include conf.d/* ~/.ssh/more\nHost a\n  Port 3\n"),
        ("conf.d/1", "Host a\n  User one\n"),
        ("more", "Host a\n  IdentityFile more\n"),
        ("../etc/ssh_config", "Include below/*.conf\nHost *\n  Port 4\n  User system\n"),
        ("../etc/below/1.conf", "HostName below.example.com\n"),
    ]);
    assert_eq!(home.ours("a"), ("below.example.com".into(), "one".into(), 3, false, vec!["more".to_owned()]));
}

#[test]
fn ways_over_other_machines_and_commands_are_refused_with_their_line() {
    let refused = |config: &str| Home::new(&[("config", config), ("jump", "\n\nProxyJump inner\n")]).told("a").unwrap_err();
    let at = |problem: SshProblem, code: &str, tail: &str| {
        assert_eq!(problem.code(), code);
        assert!(problem.detail().ends_with(tail), "{}", problem.detail());
    };
    at(refused("Host a\n  ProxyJump bastion\n"), "ssh-proxy", "/.ssh/config:2: ProxyJump bastion");
    at(refused("Host a\nPort 1\nMatch all\nProxyCommand ssh -W %h:%p x\n"), "ssh-proxy", "/.ssh/config:4: ProxyCommand ssh -W %h:%p x");
    at(refused("Host a\nInclude ~/.ssh/jump\n"), "ssh-proxy", "/.ssh/jump:3: ProxyJump inner");
    at(refused("Host a\nMatch host a exec \"test -f x\"\nPort 2\n"), "ssh-match", "/.ssh/config:2: Match host a exec \"test -f x\"");
    at(refused("Host a\nMatch final\nIdentityFile x\n"), "ssh-match", "/.ssh/config:2: Match final");
    at(refused("Host a\nMatch canonical all\nInclude x\n"), "ssh-match", "/.ssh/config:2: Match canonical all");
    at(refused("Host a\nPort http\n"), "ssh-bad-line", "/.ssh/config:2: Port http");
    at(refused("Host a\nUser \"kim\n"), "ssh-bad-line", "/.ssh/config:2: User \"kim");
    at(refused("Host a\nInclude ~/.ssh/config\n"), "ssh-bad-line", "/.ssh/config:2: Include ~/.ssh/config");
    at(refused("Host *\nPort 2\nHost b\n"), "ssh-no-alias", "/.ssh/config");
    at(Home::new(&[]).told("a").unwrap_err(), "ssh-no-alias", "/.ssh/config");
    at(Home::new(&[("config/x", "")]).told("a").unwrap_err(), "ssh-unreadable", "/.ssh/config: not a file");
    let home = Home::new(&[("config", "Host a\nIdentityFile ~/%C\n")]);
    let told = home.told("a").unwrap();
    at(told.key_files(&home.local(), &"a".parse().unwrap(), "kim", 22).unwrap_err(), "ssh-bad-line", "/.ssh/config:2: IdentityFile ~/%C");
}

/// Two files that include each other twice would be read for ever.
#[test]
fn files_that_include_one_another_end() {
    let home = Home::new(&[("config", "Host a\nInclude ~/.ssh/b ~/.ssh/b\n"), ("b", "Host a\nInclude ~/.ssh/b ~/.ssh/b\n")]);
    assert!(matches!(home.told("a").unwrap_err(), SshProblem::BadLine(_) | SshProblem::Unreadable(_)));
}

#[test]
fn the_name_is_looked_up_only_where_no_address_is_told() {
    let home = Home::new(&[("config", "Host a\nHostName no.such.name.invalid\nUser Kim\nHost b\nHostName 2001:db8::1\nPort 5\n")]);
    let asked = |alias: &str, told: bool| ssh_host(&home.local(), alias.parse().unwrap(), told);
    assert_eq!(asked("a", true), Err(SshProblem::BadUser("Kim".into())));
    let host = asked("b", false).unwrap();
    assert_eq!((host.address, host.port, host.user), ("2001:db8::1".parse().ok(), Some(5), None));
    assert_eq!(asked("b", true).unwrap().address, None);
    let home = Home::new(&[("config", "Host a\nHostName no.such.name.invalid\n")]);
    assert_eq!(ssh_host(&home.local(), "a".parse().unwrap(), false), Err(SshProblem::NoAddress("no.such.name.invalid".into())));
}
