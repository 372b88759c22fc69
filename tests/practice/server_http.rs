//! What a visitor gets from nginx, and Django behind it.

use landfall::ports::{Command, HttpGet, SystemctlVerb as Verb};

use super::server::{Machine, NAME, SETTINGS_PATH, UNIT_PATH, access, app, ours};
use landfall::engine::op::host::Upstream;
use landfall::engine::unit::unit_text;
use landfall::ports::Remote;

const SITE: &str = "/etc/nginx/sites-enabled/heestagram";
const ADDRESS: &str = "203.0.113.10";

impl Machine {
    async fn started(self, unit: &str) -> Self {
        self.write(UNIT_PATH, unit).await;
        assert_eq!(self.systemctl(Verb::Start).await.status, 0);
        self.bench.wait(2).await;
        self
    }

    async fn get(&self, host: &str, port: u16, path: &str) -> Option<u16> {
        let (host, path) = (host.to_owned(), path.to_owned());
        let get = HttpGet { address: std::net::Ipv4Addr::LOCALHOST, port, host, path, user_agent: "" };
        let output = self.remote.run(&access(), &Command::HttpGet(get)).await.unwrap();
        // The second line is where a redirect leads.
        (output.status == 0).then(|| String::from_utf8(output.stdout).unwrap().lines().next().unwrap().parse().unwrap())
    }
}

fn site(inside: &str) -> String {
    format!("server {{\n    listen 80 default_server;\n    server_name _;\n{inside}\n}}\n")
}

fn proxy(to: &str) -> String {
    site(&format!("location / {{ include proxy_params; proxy_pass http://{to}; }}"))
}

#[tokio::test]
async fn the_site_answers_some_time_after_the_start_and_only_to_names_it_knows() {
    let machine = Machine::happy();
    machine.write(UNIT_PATH, &ours()).await;
    machine.systemctl(Verb::Start).await;
    assert_eq!(machine.http(ADDRESS).await, Some(502));
    machine.bench.wait(1).await;
    let table = [(ADDRESS, "/", 200), (ADDRESS, "/nowhere", 404), (NAME, "/", 400), ("203.0.113.10:80", "/?a=b", 200), ("", "/", 400)];
    for (host, path, status) in table {
        assert_eq!(machine.get(host, 80, path).await, Some(status), "{host} {path}");
        assert_eq!(machine.get(host, 8000, path).await, Some(status), "{host} {path} past nginx");
    }
    assert_eq!(machine.get(ADDRESS, 8001, "/").await, None);
    machine.systemctl(Verb::Stop).await;
    assert_eq!((machine.http(ADDRESS).await, machine.get(ADDRESS, 8000, "/").await), (Some(502), None));
}

#[tokio::test]
async fn settings_count_from_the_next_start_on() {
    let machine = Machine::happy().started(&ours()).await;
    for (hosts, status) in
        [("['www.heestagram.com']", 200), ("['.heestagram.com']", 200), ("['*']", 200), ("[]", 400), ("env('HOSTS')", 400)]
    {
        let before = machine.http(NAME).await;
        machine.write(SETTINGS_PATH, &format!("DEBUG = False\nALLOWED_HOSTS = {hosts}\n")).await;
        assert_eq!(machine.http(NAME).await, before, "{hosts}");
        machine.systemctl(Verb::ResetFailed).await;
        machine.systemctl(Verb::Restart).await;
        machine.bench.wait(2).await;
        assert_eq!(machine.http(NAME).await, Some(status), "{hosts}");
    }
}

#[tokio::test]
async fn lists_are_put_together_as_python_does() {
    let table = [
        ("ALLOWED_HOSTS = ['a']\nALLOWED_HOSTS += ['www.heestagram.com']\n", 200),
        ("ALLOWED_HOSTS = ['www.heestagram.com']\nALLOWED_HOSTS = ['a']\n", 400),
        ("from .base import *\nALLOWED_HOSTS += ['a']\n", 200),
        ("from .base import *\nALLOWED_HOSTS = ['a']\n", 400),
        ("DEBUG = True\nALLOWED_HOSTS = []\n", 400),
    ];
    for (settings, status) in table {
        let base = "/home/ubuntu/env/django-sample/heestagram/base.py";
        let files = [(SETTINGS_PATH, settings), (base, "ALLOWED_HOSTS = ['www.heestagram.com']\n")];
        let machine = Machine::with_files(&files).started(&ours()).await;
        assert_eq!(machine.http(NAME).await, Some(status), "{settings}");
    }
    let debugging = Machine::with_files(&[(SETTINGS_PATH, "DEBUG = True\nALLOWED_HOSTS = []\n")]).started(&ours()).await;
    assert_eq!(debugging.http("localhost").await, Some(200));
}

#[tokio::test]
async fn nginx_answers_by_its_own_configuration() {
    let health = "location = /healthz { return 200 \"ok\\n\"; }";
    let two = format!(
        "{}server {{ listen 80; server_name {NAME}; location / {{ include proxy_params; proxy_pass http://127.0.0.1:8000; }} }}\n",
        site(&format!("{health} location / {{ return 444; }}"))
    );
    let gunicorns = site("location / { try_files $uri @app; }\nlocation @app { include proxy_params; proxy_pass http://app; }");
    let gunicorns = format!("upstream app {{ server 127.0.0.1:8000 fail_timeout=0; }}\n{gunicorns}");
    let own_host = |host: &str| site(&format!("location / {{ proxy_set_header Host {host}; proxy_pass http://127.0.0.1:8000; }}"));
    let table = [
        (two.as_str(), NAME, "/healthz", Some(400)),
        (two.as_str(), "10.0.0.5", "/healthz", Some(200)),
        (two.as_str(), "10.0.0.5", "/", None),
        (&gunicorns, ADDRESS, "/", Some(200)),
        (&proxy("localhost:8000"), ADDRESS, "/", Some(200)),
        (&proxy("127.0.0.1:8000/"), ADDRESS, "/", Some(200)),
        (&proxy("127.0.0.1:9000"), ADDRESS, "/", Some(502)),
        (&proxy("unix:/run/gunicorn.sock"), ADDRESS, "/", Some(502)),
        (&own_host("$host"), ADDRESS, "/", Some(200)),
        (&own_host("203.0.113.10"), NAME, "/", Some(200)),
        (&site("location / { proxy_pass http://127.0.0.1:8000; }"), ADDRESS, "/", Some(400)),
        (&site("location /static/ { alias /x; } location / { return 301 https://$host; }"), NAME, "/static/a.css", Some(404)),
        (&site("location / { return 301 https://$host$request_uri; }"), NAME, "/", Some(301)),
        (&site("location / { try_files $uri =404; }"), NAME, "/", Some(404)),
        (&site("return 503;"), NAME, "/", Some(503)),
        ("", ADDRESS, "/", Some(404)),
        ("server { listen 8080; return 200; }", ADDRESS, "/", Some(404)),
        ("server { listen 80; ", ADDRESS, "/", None),
    ];
    for (config, host, path, status) in table {
        let machine = Machine::with_files(&[(SITE, config)]).started(&ours()).await;
        assert_eq!(machine.get(host, 80, path).await, status, "{host} {path} {config}");
    }
}

#[tokio::test]
async fn a_server_without_nginx_answers_nothing() {
    let machine = Machine::of(super::bench::Bench::with("[server]\nwithout = [\"/etc/nginx/nginx.conf\"]\n"));
    let machine = machine.started(&ours()).await;
    assert_eq!((machine.http(ADDRESS).await, machine.get(ADDRESS, 8000, "/").await), (None, Some(200)));
}

#[tokio::test]
async fn the_units_that_landfall_writes_for_sockets_are_reached() {
    for socket in ["/run/gunicorn.sock", "/run/site/app.sock", "/tmp/app.sock", "/home/ubuntu/env/app.sock"] {
        let machine = Machine::with_files(&[(SITE, &proxy(&format!("unix:{socket}")))]);
        let unit = unit_text(&app(), Some(&Upstream::Unix(socket.to_owned())), Some("www-data"));
        let machine = machine.started(&unit).await;
        assert_eq!(machine.http(ADDRESS).await, Some(200), "{socket}: {}", machine.log().await);
    }
    let hidden = unit_text(&app(), Some(&Upstream::Unix("/tmp/app.sock".to_owned())), None).replace("PrivateTmp=false", "PrivateTmp=true");
    let machine = Machine::with_files(&[(SITE, &proxy("unix:/tmp/app.sock"))]).started(&hidden).await;
    assert_eq!(machine.http(ADDRESS).await, Some(502), "in a /tmp of its own");
}

#[tokio::test]
async fn the_same_service_in_other_words_answers_too() {
    let other = "/home/ubuntu/env/django-sample/heestagram/other.py";
    let directory = "WorkingDirectory=/home/ubuntu/env/django-sample\n";
    let run = "/home/ubuntu/env/bin/gunicorn --workers 2 --bind 127.0.0.1:8000 heestagram.wsgi";
    let table = [
        (directory, "", run, "/home/ubuntu/env/bin/gunicorn --chdir /home/ubuntu/env/django-sample heestagram.wsgi:application"),
        (directory, "WorkingDirectory=~\n", run, "/home/ubuntu/env/bin/gunicorn --chdir=env/django-sample -b0:8000 heestagram.wsgi"),
        (directory, "WorkingDirectory=/home/ubuntu/env/../env/django-sample/\n", "ExecStart=", "ExecStart=-"),
        (run, "/home/ubuntu/env/bin/python -m gunicorn -w 2 heestagram.wsgi", "User=ubuntu", "User=1000"),
        ("[Service]", "[Service]\nEnvironment=\"DJANGO_SETTINGS_MODULE=heestagram.other\"", ADDRESS, ADDRESS),
        ("--workers 2", "--workers 2 -e DJANGO_SETTINGS_MODULE=heestagram.other", ADDRESS, ADDRESS),
    ];
    for (old, new, old_too, new_too) in table {
        let unit = ours().replace(old, new).replace(old_too, new_too);
        assert_ne!(unit, ours());
        let machine = Machine::with_files(&[(other, "ALLOWED_HOSTS = ['www.heestagram.com', '203.0.113.10']\n")]).started(&unit).await;
        assert_eq!(machine.http(ADDRESS).await, Some(200), "{unit}\n{}", machine.log().await);
        let told = unit.contains("heestagram.other");
        assert_eq!(machine.http(NAME).await, Some(if told { 200 } else { 400 }), "{unit}");
    }
}
