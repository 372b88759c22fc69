//! Servers as people really have them: what answers the site's name is found out, only what is understood is changed, and `down` gives
//! the very bytes back. Whether the project answers is asked of the server itself, by words that only its page has; where `up` ends well,
//! a visitor comes by https to the site's name, gets that page, and sends a form.

use crate::lab::Lab;
use crate::site::{HOST, Run, Site};
use crate::visitor::{MARKER as OURS, Visitor};

/// One shape of server.
struct Shape {
    name: &'static str,
    /// What the person had done before.
    set_up: &'static str,
    /// Takes that away again, for the next shape.
    clean_up: &'static str,
    /// More lines of `landfall.toml`.
    config: &'static str,
    /// How `up --yes --until service` ends, and a word of what it says then.
    up: (i32, &'static str),
    /// What answers the site's name after it.
    answers: &'static str,
    /// What a visitor's form is answered before `up` and after `down`, where it makes the difference.
    form_without: Option<&'static str>,
    /// Another name that this server answers, and what its page says all the time.
    other: Option<(&'static str, &'static str)>,
}

/// What most shapes have in common.
const PLAIN: Shape = Shape { name: "", set_up: "", clean_up: "", config: "", up: (0, ""), answers: OURS, form_without: None, other: None };

/// The site's block and the unit as the guide's reader leaves them.
const UNIT: &str = "printf '[Unit]\\nAfter=network.target\\n[Service]\\nUser=ubuntu\\nWorkingDirectory=/home/ubuntu/env/django-sample\\n\
    ExecStart=/home/ubuntu/env/bin/gunicorn --workers 2 --bind 127.0.0.1:8000 heestagram.wsgi\\n[Install]\\nWantedBy=multi-user.target\\n' | \
    sudo tee /etc/systemd/system/$U.service >/dev/null; sudo systemctl daemon-reload; sudo systemctl enable -q --now $U";
const NO_UNIT: &str =
    "sudo systemctl disable -q --now $U 2>/dev/null; sudo rm -f /etc/systemd/system/$U.service; sudo systemctl daemon-reload";
const SITE: &str = "printf 'server { listen 80 default_server; server_name _; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }\\n' | \
    sudo tee /etc/nginx/sites-available/heestagram >/dev/null; sudo systemctl reload nginx";

fn shapes() -> Vec<Shape> {
    vec![
        Shape {
            name: "the default site answers the name",
            set_up: "printf 'server { listen 80; server_name 198.51.100.11; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }\\n' | \
                sudo tee /etc/nginx/sites-available/heestagram >/dev/null; sudo mkdir -p /srv/welcome; \
                echo '<h1>Welcome to nginx!</h1>' | sudo tee /srv/welcome/index.html >/dev/null; \
                printf 'server { listen 80 default_server; root /srv/welcome; server_name _; }\\n' | sudo tee /etc/nginx/sites-enabled/default >/dev/null; \
                sudo systemctl reload nginx",
            clean_up: "sudo rm -rf /etc/nginx/sites-enabled/default /srv/welcome; SITE",
            config: "",
            up: (0, "/etc/nginx/sites-enabled/heestagram"),
            answers: OURS,
            ..PLAIN
        },
        Shape {
            name: "a unit of another name serves the project, and nginx tells Django of http",
            set_up: "U=heest; UNIT; SITE",
            clean_up: "U=heest; NO_UNIT",
            config: "",
            up: (0, "heest.service"),
            answers: OURS,
            form_without: Some("403"),
            ..PLAIN
        },
        Shape {
            name: "socket-activated, with an environment file",
            set_up: "printf '[Socket]\\nListenStream=/run/site.sock\\n[Install]\\nWantedBy=sockets.target\\n' | sudo tee /etc/systemd/system/gunicorn.socket >/dev/null; \
                echo APP_SECRET=abc > env/django-sample/.env; sed -i '1i import os\\nAPP_SECRET = os.environ[\"APP_SECRET\"]' env/django-sample/heestagram/settings.py; \
                printf '[Unit]\\nRequires=gunicorn.socket\\n[Service]\\nUser=ubuntu\\nGroup=www-data\\nWorkingDirectory=/home/ubuntu/env/django-sample\\nEnvironmentFile=/home/ubuntu/env/django-sample/.env\\nExecStart=/home/ubuntu/env/bin/gunicorn --bind unix:/run/site.sock heestagram.wsgi\\n[Install]\\nWantedBy=multi-user.target\\n' | \
                sudo tee /etc/systemd/system/gunicorn.service >/dev/null; \
                printf 'server { listen 80 default_server; location / { include proxy_params; proxy_pass http://unix:/run/site.sock; } }\\n' | sudo tee /etc/nginx/sites-available/heestagram >/dev/null; \
                sudo systemctl daemon-reload; sudo systemctl enable -q --now gunicorn.socket; sudo systemctl reload nginx; curl -s -o /dev/null localhost",
            clean_up: "sudo systemctl disable -q --now gunicorn.socket gunicorn.service; sudo rm -f /etc/systemd/system/gunicorn.* /home/ubuntu/env/django-sample/.env; \
                sed -i 1,2d env/django-sample/heestagram/settings.py; sudo systemctl daemon-reload; SITE",
            config: "",
            up: (0, "gunicorn.service"),
            answers: OURS,
            ..PLAIN
        },
        Shape {
            name: "another project has gunicorn.service, and the name its own block",
            set_up: "cp -r env/django-sample second; sed -i 's/heestagram says hello/the second project/' second/heestagram/urls.py; U=gunicorn; UNIT; \
                printf 'server { listen 80 default_server; server_name _; location / { include proxy_params; proxy_pass http://127.0.0.1:8000; } }\\n\
server { listen 80; server_name www.heestagram.test; location / { include proxy_params; proxy_pass http://127.0.0.1:8001; } }\\n' | \
                sudo tee /etc/nginx/sites-available/heestagram >/dev/null; sudo systemctl reload nginx",
            clean_up: "U=gunicorn; NO_UNIT; rm -rf second; SITE",
            config: "[app]\nproject = \"/home/ubuntu/second\"\nvenv = \"/home/ubuntu/env\"\nwsgi = \"heestagram.wsgi\"\n",
            up: (0, "heestagram.service"),
            answers: "the second project",
            other: Some(("shop.example.net", OURS)),
            ..PLAIN
        },
        Shape {
            name: "another project answers the name",
            set_up: "cp -r env/django-sample second; U=gunicorn; UNIT",
            clean_up: "U=gunicorn; NO_UNIT; rm -rf second",
            config: "[app]\nproject = \"/home/ubuntu/second\"\nvenv = \"/home/ubuntu/env\"\nwsgi = \"heestagram.wsgi\"\n",
            up: (3, "Another project of this server answers"),
            answers: OURS,
            ..PLAIN
        },
        Shape {
            name: "another site comes first",
            set_up: "printf 'server { listen 80; server_name shop.example.net; location / { proxy_pass http://127.0.0.1:3000; } }\\n' | \
                sudo tee /etc/nginx/sites-enabled/aaa-shop >/dev/null; sudo systemctl reload nginx; \
                sudo systemd-run -q --unit=shop --uid=ubuntu --working-directory=/ python3 -m http.server 3000 --bind 127.0.0.1",
            clean_up: "sudo systemctl stop shop; sudo rm /etc/nginx/sites-enabled/aaa-shop; sudo systemctl reload nginx",
            config: "",
            up: (0, "127.0.0.1:8000"),
            answers: OURS,
            other: Some(("shop.example.net", "Directory listing")),
            ..PLAIN
        },
        Shape {
            name: "runserver in somebody's terminal",
            set_up: "cd env/django-sample; nohup setsid ../bin/python manage.py runserver 127.0.0.1:8000 --noreload >/dev/null 2>&1 & sleep 3",
            clean_up: "pkill -f '[m]anage.py runserver'; sleep 1",
            config: "",
            up: (3, "It was started by hand"),
            answers: OURS,
            ..PLAIN
        },
        Shape {
            name: "a process that systemd-run started",
            set_up: "sudo systemd-run -q --unit=by-hand --uid=ubuntu --working-directory=/home/ubuntu/env/django-sample \
                /home/ubuntu/env/bin/gunicorn --bind 127.0.0.1:8000 heestagram.wsgi; sleep 2",
            clean_up: "sudo systemctl stop by-hand",
            config: "",
            up: (3, "It was started by hand"),
            answers: OURS,
            ..PLAIN
        },
        Shape {
            name: "nginx is stopped",
            set_up: "sudo systemctl stop nginx",
            clean_up: "sudo systemctl start nginx",
            config: "",
            up: (3, "nginx is installed on the server, but does not run"),
            answers: "",
            ..PLAIN
        },
        Shape {
            name: "nginx refuses its configuration",
            set_up: "echo 'server {' | sudo tee /etc/nginx/sites-enabled/half >/dev/null",
            clean_up: "sudo rm /etc/nginx/sites-enabled/half",
            config: "",
            up: (3, "sites-enabled/half"),
            answers: "",
            ..PLAIN
        },
    ]
}

/// The shorthands of a shape's commands written out.
fn written_out(commands: &str) -> String {
    commands.replace("NO_UNIT", NO_UNIT).replace("UNIT", UNIT).replace("SITE;", "SITE ;").replace(" SITE", &format!(" {SITE}"))
}

#[test]
fn each_shape_of_server_ends_at_the_project_or_says_why_not_and_gets_its_bytes_back() {
    let Some(lab) = Lab::boot("shapes") else { return };
    lab.ssh("sed -i \"s/^ALLOWED_HOSTS = .*/ALLOWED_HOSTS = ['*']/\" env/django-sample/heestagram/settings.py");
    for shape in shapes() {
        lab.tell(shape.name);
        lab.ssh(&written_out(shape.set_up));
        let before = lab.snapshot();
        found(&lab, &shape);
        let site = Site::edited(&lab, |config| config + "\n" + shape.config);
        let up: Run = site.run_plain(&["up", "--yes", "--until", "service"]);
        assert!(up.code == shape.up.0 && up.printed.contains(shape.up.1), "{}: {:?}\n{}", shape.name, shape.up, up.printed);
        assert!(body(&lab, HOST).contains(shape.answers), "{}: {}", shape.name, body(&lab, HOST));
        if shape.up.0 == 0 {
            seen_by_a_visitor(&lab, &shape);
            site.run_plain(&["up", "--yes", "--until", "service"]).ends(0);
        }
        site.run_plain(&["down", "--yes"]).ends(0);
        assert_eq!(lab.snapshot(), before, "{}: the server is not as it was", shape.name);
        found(&lab, &shape);
        lab.ssh(&written_out(shape.clean_up));
    }
}

/// What there is before `up` and after `down`.
fn found(lab: &Lab, shape: &Shape) {
    if let Some(without) = shape.form_without {
        lab.eventually(without, || Visitor::at_the_front(lab).form());
    }
    beside(lab, shape);
}

/// The other site of this server.
fn beside(lab: &Lab, shape: &Shape) {
    if let Some((name, says)) = shape.other {
        let said = || {
            let page = body(lab, name);
            if page.contains(says) { says.to_owned() } else { page }
        };
        lab.eventually(says, said);
    }
}

/// By https, at the site's name: the project's page, and a form that it takes.
fn seen_by_a_visitor(lab: &Lab, shape: &Shape) {
    let visitor = Visitor::at_the_front(lab);
    let (status, page) = visitor.page();
    assert!(status == "200" && page.contains(shape.answers), "{}: {status}: {page}", shape.name);
    assert_eq!(visitor.form(), "200", "{}: a form", shape.name);
    beside(lab, shape);
}

/// The page that the server itself gives for this name.
fn body(lab: &Lab, name: &str) -> String {
    lab.ssh(&format!("curl -s -m 5 -H 'Host: {name}' http://localhost/ || :"))
}
