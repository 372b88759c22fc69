//! Which location answers, where it leads, and what the upstream is told (nginx.org; measured on nginx 1.22, 2026-11-29).

use landfall::nginx::{At, Config, Header, Leads, Level, Route, Visit, route, servers};

const PARAMS: &str = "proxy_set_header Host $host;\nproxy_set_header X-Forwarded-Proto $scheme;";

fn at(http: &str, server: &str, path: &str) -> Route {
    let dump = format!(
        "# configuration file /e/nginx.conf:\nhttp {{ {http} server {{ {server} }} }}\n\n# configuration file /e/proxy_params:\n{PARAMS}\n"
    );
    let config = Config::read(&dump).unwrap();
    let visit = Visit { host: "www.x.com", path, scheme: "http", forwarded_proto: Some("https") };
    route(&config, servers(&config)[0].directive, visit)
}

fn said(route: &Route) -> String {
    match &route.leads {
        Leads::Proxy(upstream) => match &upstream.at {
            At::Tcp { host, port } => format!("{:?} {host}:{port}", upstream.protocol),
            At::Unix { path } => format!("{:?} {path}", upstream.protocol),
        },
        Leads::Static { root } => format!("files {root}"),
        Leads::Return { code, to } => format!("{code} {}", to.as_deref().unwrap_or("-")),
        Leads::Unknown { .. } => "unknown".to_owned(),
    }
}

#[test]
fn the_location_is_the_one_that_nginx_takes() {
    for (server, path, want) in [
        ("location / { return 201; } location = / { return 202; }", "/", "202 -"),
        ("location / { return 201; } location ~ ^/$ { return 202; }", "/", "202 -"),
        ("location ^~ / { return 201; } location ~ ^/$ { return 202; }", "/", "201 -"),
        ("location /static/ { return 201; } location ~ \\.css$ { return 202; }", "/static/x.css", "202 -"),
        ("location ^~ /static/ { return 201; } location ~ \\.css$ { return 202; }", "/static/x.css", "201 -"),
        ("location ~ c { return 201; } location ~ \\.css$ { return 202; }", "/x.css", "201 -"),
        ("location ~* \\.CSS$ { return 201; } location / { return 202; }", "/x.css", "201 -"),
        ("location /a { return 201; } location /a/b { return 202; }", "/a/bc", "202 -"),
        ("location / { location = / { return 201; } return 202; }", "/", "201 -"),
        ("location / { location ~ x { return 201; } } location ~ ^/x { return 202; }", "/x", "201 -"),
        ("location / { location ~ y { return 201; } } location ~ ^/x { return 202; }", "/x", "202 -"),
        ("location ^~ / { location ~ y { return 203; } return 201; } location ~ ^/x { return 202; }", "/x", "201 -"),
        ("location =/ { return 201; } location ^~/ { return 202; }", "/", "201 -"),
        ("location ~ (?!x) { return 201; } location / { return 202; }", "/", "unknown"),
        ("location ~ (?!x) { return 201; } location = / { return 202; }", "/", "202 -"),
        ("root /srv;", "/", "files /srv"),
        ("location /x { return 201; } root /srv;", "/", "files /srv"),
        ("location / { alias /srv/; }", "/", "files /srv/"),
        ("location / { }", "/", "files html"),
    ] {
        assert_eq!(said(&at("", server, path)), want, "{server} {path}");
    }
}

#[test]
fn it_leads_where_nginx_hands_on_to() {
    let http = "upstream app { server unix:/run/g.sock fail_timeout=0; }";
    for (server, want) in [
        ("location / { proxy_pass http://127.0.0.1:8000; }", "Http 127.0.0.1:8000"),
        ("location / { proxy_pass http://app; }", "Http /run/g.sock"),
        ("location / { uwsgi_pass unix:/run/u.sock; include uwsgi_params; }", "Uwsgi /run/u.sock"),
        ("location / { try_files $uri @app; } location @app { proxy_pass http://app; }", "Http /run/g.sock"),
        ("location / { try_files $uri $uri/ @app; } root /srv; location @app { proxy_pass http://app; }", "files /srv"),
        ("root /w; location / { try_files $uri $uri/ =404; }", "files /w"),
        ("location / { try_files $uri =404; }", "404 -"),
        ("location / { try_files $uri @gone; }", "500 -"),
        ("location / { try_files $uri /index.html; } location = /index.html { proxy_pass http://app; }", "Http /run/g.sock"),
        ("location / { try_files $uri /; }", "unknown"),
        ("return 301 https://$host$request_uri;", "301 https://www.x.com/"),
        ("if ($host = www.x.com) { return 301 https://$host$request_uri; } return 404;", "301 https://www.x.com/"),
        ("if ($host = x.com) { return 301 https://$host$request_uri; } return 404;", "404 -"),
        ("if ($http_x_forwarded_proto = http) { return 301 https://a; } location / { proxy_pass http://app; }", "Http /run/g.sock"),
        ("if ($http_user_agent ~ bot) { return 403; } location / { proxy_pass http://app; }", "Http /run/g.sock"),
        ("rewrite ^ https://x.com$request_uri? permanent;", "301 https://x.com/?"),
        ("rewrite ^/(.*)$ /app/$1 last; location /app/ { proxy_pass http://app; }", "Http /run/g.sock"),
        ("location / { rewrite ^ / last; }", "unknown"),
        ("location / { set $up 127.0.0.1:9; proxy_pass http://$up; }", "Http 127.0.0.1:9"),
        ("location / { proxy_pass http://$http_x; }", "unknown"),
        ("location / { if ($host = www.x.com) { proxy_pass http://app; } }", "Http /run/g.sock"),
        ("location / { if ($host = www.x.com) { set $a 1; } proxy_pass http://app; }", "Http /run/g.sock"),
        ("location / { proxy_pass http://app; location = / { } }", "files html"),
        ("location / { content_by_lua_block { ngx.say('}') } }", "unknown"),
        ("location / { return 444; }", "444 -"),
        ("location / { return https://x.com; }", "302 https://x.com"),
    ] {
        assert_eq!(said(&at(http, server, "/")), want, "{server}");
    }
    let passed = at(http, "if ($http_user_agent ~ bot) { return 403; } location / { proxy_pass http://app; }", "/").passed;
    assert_eq!(passed.len(), 1);
}

#[test]
fn headers_are_inherited_only_where_none_is_set() {
    let value = |text: &str| Header::Value(text.to_owned());
    let pass = "proxy_pass http://127.0.0.1:8000;";
    for (http, server, location, proto, host, level) in [
        ("", "", "include proxy_params;", Header::Scheme, value("$host"), Level::Location),
        ("", "include proxy_params;", "", Header::Scheme, value("$host"), Level::Server),
        ("include proxy_params;", "", "", Header::Scheme, value("$host"), Level::Http),
        ("", "include proxy_params;", "proxy_set_header X-A 1;", Header::Absent, Header::Absent, Level::Location),
        ("", "", "", Header::Absent, Header::Absent, Level::None),
        ("", "", "include proxy_params; proxy_set_header x-forwarded-proto https;", Header::Twice, value("$host"), Level::Location),
        ("", "", "proxy_set_header Host x; proxy_set_header X-Forwarded-Proto ${scheme};", Header::Scheme, value("x"), Level::Location),
    ] {
        let route = at(http, &format!("{server} location / {{ {location} {pass} }}"), "/");
        let headers = route.headers;
        assert_eq!((headers.forwarded_proto(), headers.header("Host"), headers.level), (proto, host, level), "{server} | {location}");
    }
    let route = at("", "location / { include proxy_params; proxy_pass http://a; }", "/");
    let places = route.headers.places("X-Forwarded-Proto");
    assert_eq!((places[0].file.as_str(), places[0].line), ("/e/proxy_params", 2));
    let named =
        at("", "location / { try_files $uri @a; proxy_set_header A 1; } location @a { include proxy_params; proxy_pass http://a; }", "/");
    assert_eq!(named.headers.forwarded_proto(), Header::Scheme);
    let uwsgi = at("", "include proxy_params; location / { uwsgi_pass unix:/u.sock; }", "/");
    assert_eq!((uwsgi.headers.level, uwsgi.headers.mended_in()), (Level::None, None));
}
