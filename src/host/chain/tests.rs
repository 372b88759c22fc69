//! The chain that evidence shows, as `chain.py` prints it; what systemd says of units is written by hand.

use serde_json::{Value, json};

use super::evidence::Evidence;
use super::read as read_evidence;
use crate::engine::op::host::{Chain, ChainEnd, Chosen, ForwardedProto, HealthHost, Keeper, NginxEdit, UnitName, Upstream};

const PROJECT: &str = "/home/ubuntu/env/django-sample";
const PARAMS: &str = "proxy_set_header Host $host;\nproxy_set_header X-Forwarded-Proto $scheme;\n";
const NGINX_PIDS: [u32; 2] = [700, 701];

/// A server with nginx on port 80 and these sites, as (file, text).
fn server(sites: &[(&str, &str)]) -> Value {
    let main = "user www-data;\nevents { }\nhttp { include /etc/nginx/conf.d/*.conf; include /etc/nginx/sites-enabled/*; }\n";
    let mut dump =
        format!("# configuration file /etc/nginx/nginx.conf:\n{main}\n# configuration file /etc/nginx/proxy_params:\n{PARAMS}\n");
    for (file, text) in sites {
        dump += &format!("# configuration file /etc/nginx/sites-enabled/{file}:\n{text}\n");
    }
    json!({
        "name": "www.held-out.com", "project": PROJECT, "project_real": PROJECT, "addresses": ["10.0.0.5", "172.17.0.1"],
        "nginx": {
            "binary": "/usr/sbin/nginx", "version": "nginx/1.24.0", "dump": {"code": 0, "stdout": dump, "stderr": ""},
            "files": [{"path": "/etc/nginx/nginx.conf", "changed": 100.0}, {"path": "/etc/nginx/sites-enabled/heestagram", "changed": 200.5}],
            "master": {"pid": 700, "started": 150.0, "workers_since": 200.0, "unit": "nginx.service"},
        },
        "listeners": [{"at": {"tcp": {"host": "0.0.0.0", "port": 80}}, "pids": NGINX_PIDS}],
        "processes": {"700": process("nginx", &["nginx: master process"], "/", "/system.slice/nginx.service"),
                      "701": process("nginx", &["nginx: worker process"], "/", "/system.slice/nginx.service")},
        "units": {}, "sockets": [], "containers": [], "supervised": {}, "problems": [],
    })
}

fn process(program: &str, words: &[&str], cwd: &str, cgroup: &str) -> Value {
    json!({"program": program, "words": words, "cwd": cwd, "cgroup": cgroup, "user": "ubuntu", "parent": {"pid": 1, "program": "systemd"}})
}

fn unit(project: &str, exec: &str) -> Value {
    json!({"FragmentPath": "/etc/systemd/system/x.service", "DropInPaths": "", "WorkingDirectory": project, "User": "ubuntu",
        "ExecStart": format!("{{ path=/v/bin/gunicorn ; argv[]={exec} ; ignore_errors=no ; start_time=[n/a] ; pid=0 }}"),
        "UnitFileState": "enabled", "ActiveState": "active", "TriggeredBy": "", "EnvironmentFiles": ""})
}

/// Somebody listens: a master with one worker.
fn listens(server: &mut Value, at: Value, pid: u32, process: Value) {
    let mut worker = process.clone();
    worker["parent"] = json!({"pid": pid, "program": process["program"]});
    server["listeners"].as_array_mut().unwrap().push(json!({"at": at, "pids": [pid, pid + 1]}));
    server["processes"][pid.to_string()] = process;
    server["processes"][(pid + 1).to_string()] = worker;
}

fn tcp(port: u16) -> Value {
    json!({"tcp": {"host": "127.0.0.1", "port": port}})
}

fn gunicorn(cwd: &str, cgroup: &str) -> Value {
    process("gunicorn", &["/v/bin/python3", "/v/bin/gunicorn", "heestagram.wsgi"], cwd, cgroup)
}

fn read(server: &Value) -> Chain {
    read_evidence(&serde_json::from_value::<Evidence>(server.clone()).unwrap()).0
}

/// The text that the chain's edit would write, and where.
fn edited(server: &Value) -> Option<(String, String)> {
    let (_, edit) = read_evidence(&serde_json::from_value::<Evidence>(server.clone()).unwrap());
    edit.map(|edit| (edit.path, edit.text))
}

fn name(unit: &str) -> UnitName {
    UnitName(unit.to_owned().into())
}

fn system_unit(unit: &str) -> Keeper {
    Keeper::Unit { name: name(unit), user: None, socket: None }
}

#[test]
fn case_01_the_default_site_answers() {
    let default = "server {\n\tlisten 80 default_server;\n\tlisten [::]:80 default_server;\n\troot /var/www/html;\n\tserver_name _;\n\tlocation / { try_files $uri $uri/ =404; }\n}";
    let ours = "server { listen 80; server_name 1.2.3.4; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("default", default), ("heestagram", ours)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let chain = read(&server);
    assert_eq!(chain.end, ChainEnd::NotOurBlock { others: false });
    let block = chain.block.as_ref().unwrap();
    assert_eq!((block.file.as_str(), block.line, block.chosen), ("/etc/nginx/sites-enabled/default", 1, Chosen::Default));
    assert_eq!(chain.unread, Vec::<String>::new());
    // The name is added, and what is told of https is mended, in one edit of the file that leads to the project.
    let NginxEdit::Wanted(change) = &chain.edit else { panic!("{:?}", chain.edit) };
    assert_eq!((change.path.as_str(), change.others.as_slice()), ("/etc/nginx/sites-enabled/heestagram", [].as_slice()));
    let (_, text) = edited(&server).unwrap();
    assert!(
        text.contains("server_name 1.2.3.4 www.held-out.com 10.0.0.5;") && text.contains("X-Forwarded-Proto $landfall_proto;"),
        "{text}"
    );
    assert!(text.starts_with("# Written by Landfall"), "{text}");
    // The balancer's health check comes with the server's address as Host: in the block that is edited anyway it gets the site's name.
    let variable = super::health::variable("www.held-out.com");
    let map = format!("map $http_user_agent {variable} {{\n    default $host;\n    \"~^ELB-HealthChecker/\" www.held-out.com;\n}}");
    assert!(text.contains(&map) && text.contains(&format!("proxy_set_header Host {variable};")), "{text}");
    assert!(variable.len() <= 47, "nginx's table of variables");
    assert_eq!(chain.health, HealthHost::Address);
    let after = read(&self::server(&[("default", default), ("heestagram", &text)]));
    assert_eq!(after.health, HealthHost::Name);
}

#[test]
fn what_the_health_check_s_host_becomes_is_read_from_any_map_and_left_where_it_is_not_the_visitors() {
    let with = |maps: &str, host: &str| {
        let block = format!(
            "{maps} server {{ listen 80; server_name www.held-out.com 10.0.0.5; location / {{ proxy_set_header Host {host}; \
             proxy_pass http://127.0.0.1:8000; }} }}"
        );
        read(&server(&[("heestagram", &block)])).health
    };
    let map = |pattern: &str, value: &str| format!("map $http_user_agent $h {{ default $host; {pattern} {value}; }}");
    for (maps, host, health) in [
        (String::new(), "$host", HealthHost::Address),
        (String::new(), "www.held-out.com", HealthHost::Name),
        (String::new(), "127.0.0.1", HealthHost::Address),
        (map("\"~^ELB-HealthChecker/\"", "www.held-out.com"), "$h", HealthHost::Name),
        (map("~*elb-health", "WWW.held-out.com"), "$h", HealthHost::Name),
        (map("ELB-HealthChecker/2.0", "www.held-out.com"), "$h", HealthHost::Name),
        (map("~^ELB", "another.com"), "$h", HealthHost::Address),
        (map("~^curl", "www.held-out.com"), "$h", HealthHost::Address),
        (map("~^ELB", "www.held-out.com"), "$host", HealthHost::Address),
        (map("~^ELB", "www.held-out.com"), "$http_host", HealthHost::Address),
    ] {
        assert_eq!(with(&maps, host), health, "{maps} {host}");
    }
}

#[test]
fn a_fixed_host_of_the_persons_is_not_taken_from_them() {
    let ours = "server { listen 80; server_name www.held-out.com; location / { proxy_set_header Host shop.internal; \
        proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("heestagram", ours)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let (_, text) = edited(&server).unwrap();
    assert!(text.contains("Host shop.internal;") && text.contains("X-Forwarded-Proto $landfall_proto;"), "{text}");
    assert!(!text.contains("ELB"), "{text}");
}

const TWO: &str = "server { listen 80 default_server; server_name _; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }\n\
    server { listen 80; server_name www.held-out.com; location / { include proxy_params; proxy_pass http://127.0.0.1:8001; } }";

#[test]
fn case_04_two_sites_and_ours_does_not_run() {
    let mut server = server(&[("heestagram", TWO)]);
    server["project"] = json!("/home/ubuntu/second");
    server["units"]["gunicorn.service"] = unit(PROJECT, "/v/bin/gunicorn --bind 127.0.0.1:8000 heestagram.wsgi");
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    server["project_real"] = json!("/home/ubuntu/second");
    let chain = read(&server);
    assert_eq!(chain.end, ChainEnd::NobodyListens);
    let block = chain.block.clone().unwrap();
    assert_eq!((block.line, block.chosen, block.names), (2, Chosen::Exact, vec!["www.held-out.com".to_owned()]));
    assert_eq!((chain.units, chain.holder), (vec![], None));
    assert_eq!(chain.free, Upstream::Tcp("127.0.0.1:8001".into()), "the port of the block that answers the name");
    assert!(matches!(chain.proto, ForwardedProto::Overwritten { .. }));
}

#[test]
fn case_04b_the_unit_is_another_projects() {
    let site = "server { listen 80 default_server; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("heestagram", site)]);
    server["project"] = json!("/home/ubuntu/second");
    server["project_real"] = json!("/home/ubuntu/second");
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let chain = read(&server);
    assert_eq!((chain.end, chain.holder.unwrap().keeper), (ChainEnd::OtherProject, system_unit("gunicorn.service")));
    assert_eq!(chain.project.as_deref(), Some(PROJECT));
}

fn activated() -> Value {
    let site = "server { listen 80 default_server; location / { include proxy_params; proxy_pass http://unix:/run/gunicorn.sock; } }";
    let mut server = server(&[("heestagram", site)]);
    let mut service = unit(PROJECT, "/v/bin/gunicorn --workers 3 --bind unix:/run/gunicorn.sock heestagram.wsgi:application");
    service["TriggeredBy"] = json!("gunicorn.socket");
    service["UnitFileState"] = json!("disabled");
    service["ActiveState"] = json!("inactive");
    service["EnvironmentFiles"] = json!(format!("{PROJECT}/.env (ignore_errors=no)"));
    server["units"]["gunicorn.service"] = service;
    server["units"]["gunicorn.socket"] = json!({ "UnitFileState": "enabled" });
    server["sockets"] = json!([{"listen": "/run/gunicorn.sock", "unit": "gunicorn.socket", "activates": "gunicorn.service"}]);
    server["listeners"].as_array_mut().unwrap().push(json!({"at": {"unix": {"path": "/run/gunicorn.sock"}}, "pids": [1]}));
    server
}

#[test]
fn case_05_socket_activated_before_and_after_the_first_request() {
    let keeper = Keeper::Unit { name: name("gunicorn.service"), user: None, socket: Some("gunicorn.socket".into()) };
    let mut server = activated();
    let before = read(&server);
    let holder = before.holder.unwrap();
    assert_eq!(
        (before.end, holder.keeper.clone(), holder.pid, holder.program.as_str()),
        (ChainEnd::OurProject, keeper.clone(), None, "systemd")
    );
    let unit = &before.units[0];
    assert_eq!((unit.name.clone(), unit.enabled, unit.active), (name("gunicorn.service"), true, false), "its socket is enabled");
    server["listeners"][1]["pids"] = json!([1, 950]);
    server["processes"]["950"] = process("python3", &["/v/bin/python3", "/v/bin/gunicorn"], PROJECT, "/system.slice/gunicorn.service");
    let after = read(&server);
    let holder = after.holder.unwrap();
    assert_eq!((after.end, holder.keeper, holder.pid), (ChainEnd::OurProject, keeper, Some(950)));
}

#[test]
fn case_06_a_unit_of_another_name_serves_the_project() {
    let site = "server { listen 80 default_server; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("heestagram", site)]);
    server["units"]["heestagram.service"] = unit(PROJECT, "/v/bin/gunicorn --bind 127.0.0.1:8000 heestagram.wsgi");
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/heestagram.service"));
    let chain = read(&server);
    assert_eq!(
        (chain.end, chain.holder.map(|holder| (holder.keeper, holder.pid))),
        (ChainEnd::OurProject, Some((system_unit("heestagram.service"), Some(900))))
    );
    assert_eq!(chain.units[0].name, name("heestagram.service"));
}

#[test]
fn case_06b_runserver_supervisor_docker_and_a_users_own_unit_hold_it() {
    let site = "server { listen 80 default_server; location / { proxy_pass http://127.0.0.1:8000; } }";
    let session = "/user.slice/user-1000.slice/session-3.scope";
    let own = "/user.slice/user-1000.slice/user@1000.service/app.slice/uweb.service";
    let mut supervised = gunicorn(PROJECT, "/system.slice/supervisor.service");
    supervised["parent"] = json!({"pid": 500, "program": "supervisord"});
    let proxy = process(
        "docker-proxy",
        &["/usr/bin/docker-proxy", "-host-ip", "0.0.0.0", "-host-port", "8000"],
        "/",
        "/system.slice/docker.service",
    );
    for (process, keeper, ours) in [
        (
            process("python3", &["python3", "manage.py", "runserver", "0.0.0.0:8000"], PROJECT, session),
            Keeper::Terminal { user: Some("ubuntu".into()) },
            true,
        ),
        (supervised, Keeper::Supervisor { program: Some("web".into()) }, true),
        (proxy, Keeper::Docker { container: Some("shop".into()) }, false),
        (gunicorn(PROJECT, own), Keeper::Unit { name: name("uweb.service"), user: Some("ubuntu".into()), socket: None }, true),
        (process("node", &["node", "x.js"], "/srv/x", "/system.slice/x.service"), Keeper::OtherService { name: "x.service".into() }, false),
    ] {
        let mut server = server(&[("heestagram", site)]);
        server["supervised"] = json!({"900": "web"});
        server["containers"] = json!([{"id": "abc", "name": "shop", "ports": "0.0.0.0:8000->80/tcp, [::]:8000->80/tcp"}]);
        listens(&mut server, json!({"tcp": {"host": "0.0.0.0", "port": 8000}}), 900, process);
        let chain = read(&server);
        assert_eq!((chain.holder.unwrap().keeper, chain.end == ChainEnd::OurProject), (keeper, ours));
    }
    let mut server = server(&[("heestagram", site)]);
    server["containers"] = json!([{"id": "abc", "name": "shop", "ports": "0.0.0.0:8000->80/tcp"}]);
    assert_eq!(read(&server).holder.unwrap().keeper, Keeper::Docker { container: Some("shop".into()) }, "rules in the kernel alone");
}

#[test]
fn case_07_another_site_comes_first() {
    let shop = "server { listen 80; server_name shop.example.net; location / { proxy_pass http://127.0.0.1:3000; } }";
    let ours = "server { listen 80; server_name www.held-out.com; location / { proxy_pass http://127.0.0.1:8000; } }";
    let mut both = server(&[("aaa-shop", shop), ("heestagram", ours)]);
    listens(
        &mut both,
        tcp(3000),
        900,
        process("python3", &["python3", "-m", "http.server"], "/home/ubuntu", "/user.slice/user-1000.slice/session-3.scope"),
    );
    let chain = read(&both);
    assert_eq!((chain.end, chain.free), (ChainEnd::NobodyListens, Upstream::Tcp("127.0.0.1:8000".into())));
    let mut shop_alone = server(&[("aaa-shop", shop), ("heestagram", &ours.replace("www.held-out.com", "1.2.3.4"))]);
    shop_alone["units"]["gunicorn.service"] = unit(PROJECT, "/v/bin/gunicorn -b 127.0.0.1:8000 heestagram.wsgi");
    let chain = read(&shop_alone);
    assert_eq!(chain.end, ChainEnd::NotOurBlock { others: true });
    let block = chain.block.as_ref().unwrap();
    assert_eq!((block.names.as_slice(), block.chosen), (["shop.example.net".to_owned()].as_slice(), Chosen::First));
    let (path, text) = edited(&shop_alone).unwrap();
    assert_eq!(path, "/etc/nginx/sites-enabled/heestagram", "the block that leads where a unit of the project would listen");
    assert!(text.contains("server_name 1.2.3.4 www.held-out.com 10.0.0.5;"), "{text}");
}

#[test]
fn nginx_itself_may_be_in_the_way() {
    let fine = server(&[]);
    let without = |changes: &[(&str, Value)]| {
        let mut server = fine.clone();
        for (pointer, value) in changes {
            *server.pointer_mut(pointer).unwrap() = value.clone();
        }
        read(&server).end
    };
    let idle = ("/listeners", json!([]));
    let gone = [("/nginx/binary", json!(null)), ("/nginx/dump", json!(null)), ("/nginx/master", json!(null)), idle.clone()];
    assert_eq!(without(&gone), ChainEnd::NginxAbsent);
    assert_eq!(without(&[("/nginx/master", json!(null)), idle.clone()]), ChainEnd::NginxStopped);
    let refused = json!({"code": 1, "stdout": "", "stderr": "nginx: [warn] x\nnginx: [emerg] unexpected \"}\" in /etc/nginx/x:3\nnginx: configuration file test failed\n"});
    let error = "nginx: [emerg] unexpected \"}\" in /etc/nginx/x:3".to_owned();
    assert_eq!(without(&[("/nginx/dump", refused)]), ChainEnd::NginxRefused(error));
    assert_eq!(without(&[]), ChainEnd::NobodyAtPort);
    let apache = process("apache2", &["/usr/sbin/apache2"], "/", "/system.slice/apache2.service");
    let held = [("/nginx/master", json!(null)), ("/processes/700", apache.clone()), ("/processes/701", apache)];
    let ChainEnd::PortHeld(holder) = without(&held) else { panic!() };
    assert_eq!((holder.program.as_str(), holder.keeper), ("apache2", Keeper::OtherService { name: "apache2.service".into() }));
    assert!(matches!(without(&[("/nginx/dump/stdout", json!("# configuration file /x:\nhttp {"))]), ChainEnd::Unknown(_)));
    assert!(matches!(without(&[("/nginx/dump", json!(null))]), ChainEnd::Unknown(_)));
}

#[test]
fn a_named_block_may_lead_elsewhere() {
    let end = |inside: &str| read(&server(&[("x", &format!("server {{ server_name www.held-out.com; {inside} }}"))])).end;
    assert!(
        matches!(end("return 301 https://$host$request_uri;"), ChainEnd::Answers { code: 301, to: Some(to), .. } if to == "https://www.held-out.com/")
    );
    assert!(matches!(end("root /srv/x;"), ChainEnd::Files { root } if root == "/srv/x"));
    assert!(matches!(end("location / { proxy_pass http://10.9.9.9:80; }"), ChainEnd::Elsewhere));
    assert!(matches!(end("location / { proxy_pass http://$x; }"), ChainEnd::Unknown(_)));
    assert!(matches!(end("location / { proxy_pass http://localhost:8000; }"), ChainEnd::NobodyListens));
}

#[test]
fn files_changed_after_the_last_reload_are_told() {
    let mut server = server(&[]);
    server["nginx"]["files"][1]["changed"] = json!(203.0);
    assert_eq!(read(&server).unread, ["/etc/nginx/sites-enabled/heestagram"]);
}

#[test]
fn no_evidence_is_no_panic() {
    assert_eq!(read(&json!({})).end, ChainEnd::NginxAbsent);
}

#[test]
fn without_a_block_of_the_project_it_gets_a_site_of_its_own() {
    let shop = "server { listen 80; server_name shop.example.net; location / { proxy_pass http://127.0.0.1:3000; } }";
    let mut server = server(&[("shop", shop)]);
    assert_eq!(read(&server).edit, NginxEdit::None, "nobody listens yet");
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let (path, text) = edited(&server).unwrap();
    assert_eq!(path, "/etc/nginx/conf.d/landfall-www.held-out.com.conf");
    assert!(text.contains("server_name www.held-out.com 10.0.0.5;") && text.contains("proxy_pass http://127.0.0.1:8000;"), "{text}");
}

#[test]
fn what_is_told_of_https_is_mended_in_the_project_s_own_file_alone() {
    let ours = "server { listen 80; server_name www.held-out.com; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    let running = |site: &str| {
        let mut server = server(&[("heestagram", site)]);
        listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
        server
    };
    let chain = read(&running(ours));
    assert_eq!(chain.end, ChainEnd::OurProject);
    let NginxEdit::Wanted(change) = &chain.edit else { panic!("{:?}", chain.edit) };
    assert!(change.diff.contains("+map $http_x_forwarded_proto $landfall_proto {"), "{}", change.diff);
    let (_, text) = edited(&running(ours)).unwrap();
    assert_eq!(read(&running(&text)).edit, NginxEdit::None, "once is enough");
    // Somebody is in the middle of something.
    let mut busy = running(ours);
    busy["nginx"]["files"][1]["changed"] = json!(203.0);
    assert_eq!(read(&busy).edit, NginxEdit::Refused("/etc/nginx/sites-enabled/heestagram".into()));
    // A map of the person's own does the same already.
    let own = "map $http_x_forwarded_proto $scheme_told { default $http_x_forwarded_proto; \"\" $scheme; }\n";
    let told = ours.replace("include proxy_params;", "proxy_set_header X-Forwarded-Proto $scheme_told;");
    let chain = read(&running(&format!("{own}{told}")));
    assert_eq!((chain.proto, chain.edit), (ForwardedProto::Reaches, NginxEdit::None));
}

#[test]
fn names_of_others_in_the_same_file_are_told() {
    let both = "server { listen 80; server_name shop.example.net; location / { proxy_pass http://127.0.0.1:3000; } }\n\
                server { listen 80; server_name 1.2.3.4; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("all", both)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let NginxEdit::Wanted(change) = read(&server).edit else { panic!() };
    assert_eq!(change.others, ["shop.example.net"]);
}

#[test]
fn the_health_check_comes_to_the_project_too_and_not_to_the_default_site() {
    let default = "server { listen 80 default_server; root /var/www/html; }";
    let ours =
        "server { listen 80; server_name www.held-out.com; location / { proxy_set_header Host $host; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("default", default), ("heestagram", ours)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    assert_eq!(read(&server).end, ChainEnd::OurProject);
    let (path, text) = edited(&server).unwrap();
    assert_eq!(path, "/etc/nginx/sites-enabled/heestagram");
    assert!(text.contains("server_name www.held-out.com 10.0.0.5;"), "{text}");
}

#[test]
fn a_service_of_ours_goes_neither_to_another_sites_port_nor_away_from_its_own() {
    let shop = "server { listen 80; server_name shop.example.net; location / { proxy_pass http://127.0.0.1:8000; } }";
    let stopped = server(&[("shop", shop)]);
    assert_eq!(read(&stopped).free, Upstream::Tcp("127.0.0.1:8001".into()), "the shop's own, though nobody listens there now");
    let ours = "server { listen 80 default_server; location / { proxy_pass http://127.0.0.1:8000; } }";
    let mut running = server(&[("heestagram", ours)]);
    listens(&mut running, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    assert_eq!(read(&running).free, Upstream::Tcp("127.0.0.1:8000".into()));
}

#[test]
fn an_address_that_another_site_has_by_name_is_not_taken_from_it_and_is_told() {
    let shop = "server { listen 80; server_name shop.example.net 10.0.0.5; location / { proxy_pass http://127.0.0.1:3000; } }";
    let ours = "server { listen 80; server_name www.held-out.com; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("aaa-shop", shop), ("heestagram", ours)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let chain = read(&server);
    let HealthHost::Elsewhere(block) = &chain.health else { panic!("{:?}", chain.health) };
    assert_eq!(block.file, "/etc/nginx/sites-enabled/aaa-shop");
    let (path, text) = edited(&server).unwrap();
    assert_eq!(path, "/etc/nginx/sites-enabled/heestagram");
    assert!(!text.contains("10.0.0.5") && text.contains("$landfall_proto"), "{text}");
    // Where it is only the default that answers, it is added as before.
    let default = shop.replace(" 10.0.0.5", "").replace("listen 80", "listen 80 default_server");
    let mut server = self::server(&[("aaa-shop", &default), ("heestagram", ours)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    assert!(matches!(read(&server).health, HealthHost::Elsewhere(_)));
    assert!(edited(&server).unwrap().1.contains("server_name www.held-out.com 10.0.0.5;"));
}

#[test]
fn each_file_of_ours_has_its_own_maps_and_host_stays_what_it_was_for_visitors() {
    let other = "map $http_x_forwarded_proto $landfall_proto { default $http_x_forwarded_proto; \"\" $scheme; }\n\
        server { listen 80; server_name shop.example.net; location / { proxy_set_header X-Forwarded-Proto $landfall_proto; proxy_pass http://127.0.0.1:3000; } }";
    let ours = "server { listen 80 default_server; server_name www.held-out.com; location / { proxy_set_header Host $http_host; \
        proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://127.0.0.1:8000; } }";
    let mut server = server(&[("aaa-shop", other), ("heestagram", ours)]);
    listens(&mut server, tcp(8000), 900, gunicorn(PROJECT, "/system.slice/gunicorn.service"));
    let (_, text) = edited(&server).unwrap();
    assert!(text.contains("$landfall_proto {"), "the other file may go: {text}");
    assert!(text.contains("default $http_host;") && !text.contains("default $host;"), "{text}");
}
