"""What lies on the server: Django projects, their virtual environments, where nginx proxies to, the unit, gunicorn's processes.

In:  JSON {project, venv, wsgi, unit, second} (all but the units may be null)
Out: JSON {systemd, system, candidates, problem, detail, upstream, web_group, unit, second, own_units, strays}. Reads only. Python 3.8 or newer.
"""
import ast
import grp
import json
import os
import pwd
import re
import subprocess
import sys
import time

SKIPPED = {"node_modules", "site-packages", "dist-packages", "__pycache__", "lost+found", "include", "lib", "lib64"}
DEPTH, SECONDS = 6, 10


def text(path):
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def folders(path):
    try:
        return sorted(e.path for e in os.scandir(path) if e.is_dir(follow_symlinks=False))
    except OSError:
        return []


def projects(deadline):
    """Directories with manage.py, nearest the roots first."""
    found, level = [], folders("/home") + ["/srv", "/opt", "/var/www"]
    for _ in range(DEPTH):
        here = [d for d in level if os.path.isfile(os.path.join(d, "manage.py"))]
        found += here
        below = (f for d in level if d not in here and time.monotonic() < deadline for f in folders(d))
        level = [f for f in below if os.path.basename(f) not in SKIPPED and not os.path.basename(f).startswith(".")]
    return found


def settings_name(path):
    """The DJANGO_SETTINGS_MODULE that this file sets."""
    try:
        tree = ast.parse(text(path) or "")
    except (SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        said = None
        if isinstance(node, ast.Call) and len(node.args) == 2:
            said = node.args
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            key = node.targets[0].slice
            said = [getattr(key, "value", key), node.value]
        words = [getattr(s, "value", s) for s in said or []]
        if len(words) == 2 and words[0] == "DJANGO_SETTINGS_MODULE" and isinstance(words[1], str):
            return words[1]
    return None


def module_file(project, module):
    base = os.path.join(project, *module.split("."))
    return next((f for f in (base + ".py", os.path.join(base, "__init__.py")) if os.path.isfile(f)), None)


def wsgi_of(project):
    packages = [d for d in folders(project) if os.path.isfile(os.path.join(d, "wsgi.py"))]
    names = [os.path.basename(d) for d in packages if os.path.basename(d).isidentifier()]
    told = (settings_name(os.path.join(project, "manage.py")) or "").split(".")[0]
    first = told if told in names else next(iter(names), None)
    return first and first + ".wsgi"


def exec_venvs(units):
    return [m for unit in units for m in re.findall(r"ExecStart=\"?(/[^\"\s]+)/bin/gunicorn", unit or "")]


def venv_of(project, units):
    """(a virtual environment with gunicorn, any virtual environment) for this project, the nearest first."""
    up, places = project, []
    for _ in range(3):
        places += [os.path.join(up, n) for n in (".venv", "venv", "env")] + [up]
        up = os.path.dirname(up)
        places += folders(up) if up.count("/") > 1 else []
    home = re.match(r"/home/[^/]+", project)
    places += folders(home.group(0) + "/.virtualenvs") if home else []
    real = [p for p in exec_venvs(units) + places if os.path.isfile(os.path.join(p, "pyvenv.cfg"))]
    ready = [p for p in real if os.access(os.path.join(p, "bin", "gunicorn"), os.X_OK)]
    return next(iter(ready), None), next(iter(real), None)


def owner_of(path):
    try:
        return pwd.getpwuid(os.stat(path).st_uid).pw_name
    except (KeyError, OSError):
        return "root"


def candidate(project, hint, unit):
    """(the candidate, None) or (None, (problem, detail))."""
    wsgi = hint.get("wsgi") or wsgi_of(project)
    if not os.path.isfile(os.path.join(project, "manage.py")) or not wsgi:
        return None, ("no-project", project)
    wsgi_file = module_file(project, wsgi.split(":")[0])
    if not wsgi_file:
        return None, ("no-project", "%s %s" % (project, wsgi))
    module = settings_name(wsgi_file) or settings_name(os.path.join(project, "manage.py")) or wsgi.split(".")[0] + ".settings"
    settings = module_file(project, module)
    if not settings:
        return None, ("settings-not-found", "%s %s" % (project, module))
    venv, bare = hint.get("venv"), None
    if not venv:
        venv, bare = venv_of(project, [unit, text(os.path.join(project, "scripts", "gunicorn.service"))])
    if not venv or not os.access(os.path.join(venv, "bin", "gunicorn"), os.X_OK):
        return None, ("no-gunicorn", venv or bare or project)
    return {"project": project, "venv": venv, "wsgi": wsgi, "settings": settings, "owner": owner_of(project)}, None


def nginx_text():
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin"
    try:
        done = subprocess.run(["nginx", "-T"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10, env=dict(os.environ, PATH=path))
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        pass
    places = ["/etc/nginx/nginx.conf"]
    for folder in ("/etc/nginx/conf.d", "/etc/nginx/sites-enabled"):
        places += [os.path.join(folder, n) for n in sorted(os.listdir(folder))] if os.path.isdir(folder) else []
    return "\n".join(text(p) or "" for p in places)


def directives(config):
    """Each directive of an nginx configuration, as (the blocks around it, its words)."""
    stack, words = [], []
    for double, single, plain in re.findall(r"#[^\n]*|\"((?:\\.|[^\"])*)\"|'((?:\\.|[^'])*)'|((?:\\.|\$\{|[^\s{};\"'#])[^\s{};]*|[{};])", config):
        token = plain or double or single
        if token == "{":
            stack, words = stack + [words], []
        elif token == "}":
            stack, words = stack[:-1], []
        elif token == ";":
            yield stack, words
            words = []
        elif token:
            words = words + [token]


def upstream_of(config):
    """Where requests for / are handed on to, on this machine: {"Tcp": "host:port"} or {"Unix": path}."""
    groups, passes = {}, []
    for blocks, words in directives(config):
        if words[:1] == ["server"] and blocks and blocks[-1][:1] == ["upstream"] and len(words) > 1:
            groups.setdefault(blocks[-1][-1], words[1])
        if words[:1] == ["proxy_pass"] and len(words) == 2 and blocks:
            passes.append((blocks[-1][-1:] not in (["/"],) and not blocks[-1][-1].startswith("@"), words[1]))
    for _, target in sorted(passes, key=lambda p: p[0]):
        target = re.sub(r"^http://", "", target)
        target = groups.get(target.split("/")[0], target)
        unix = re.match(r"unix:(/[^:\s]+)", target)
        if unix:
            return {"Unix": unix.group(1)}
        tcp = re.match(r"(127\.\d+\.\d+\.\d+|localhost|0\.0\.0\.0|\[::1\])(:\d+)(/|$)", target)
        if tcp:
            host = "127.0.0.1" if tcp.group(1) in ("localhost", "0.0.0.0") else tcp.group(1)
            return {"Tcp": host + tcp.group(2)}
    return None


def worker_group():
    """The group of a running worker of nginx."""
    for pid in (n for n in os.listdir("/proc") if n.isdigit()):
        if (text("/proc/%s/cmdline" % pid) or "").startswith("nginx: worker"):
            gid = re.search(r"^Gid:\s+\d+\s+(\d+)", text("/proc/%s/status" % pid) or "", re.M)
            try:
                return gid and grp.getgrgid(int(gid.group(1))).gr_name
            except KeyError:
                return None
    return None


def web_group_of(config):
    """The group that nginx's workers are in, which may reach a socket: as configured, as running, or Debian's if it exists."""
    said = next((words[1:] for blocks, words in directives(config) if words[:1] == ["user"] and len(words) > 1 and not blocks), [])
    known = {g.gr_name for g in grp.getgrall()}
    return next((g for g in (said[-1:] + [worker_group(), "www-data"]) if g in known), None)


def strays(candidates, unit):
    """gunicorn processes of the candidates that run outside our unit: [[pid, command line]]."""
    found = []
    for pid in (int(n) for n in os.listdir("/proc") if n.isdigit()):
        words = (text("/proc/%d/cmdline" % pid) or "").split("\0")
        line = " ".join(words).strip()
        gunicorn = any(os.path.basename(w).startswith("gunicorn") for w in words[:3])
        groups = text("/proc/%d/cgroup" % pid) or ""
        if not gunicorn or any(g.rstrip().endswith("/" + unit) for g in groups.split("\n")):
            continue
        try:
            here = os.readlink("/proc/%d/cwd" % pid)
        except OSError:
            here = ""
        if any(here == c["project"] or c["venv"] + "/bin/" in line for c in candidates):
            found.append([pid, line])
    return sorted(found)


def system():
    named = re.search(r'^PRETTY_NAME="?([^"\n]*)', text("/etc/os-release") or "", re.M)
    return named.group(1) if named else ""


def main(hint):
    nginx = nginx_text()
    unit = text(hint["unit"])
    told = hint.get("project")
    tried = [(p, candidate(p, hint, unit)) for p in ([told] if told else projects(time.monotonic() + SECONDS))]
    candidates = [good for _, (good, _) in tried if good]
    worst = next((bad for _, (_, bad) in reversed(tried) if bad), ("no-project", ""))
    scripts = [[p, text(os.path.join(p, "scripts", "gunicorn.service"))] for p, _ in tried]
    return {
        "systemd": os.path.isdir("/run/systemd/system"),
        "system": system(),
        "candidates": candidates,
        "problem": None if candidates else worst[0],
        "detail": "" if candidates else worst[1],
        "upstream": upstream_of(nginx),
        "web_group": web_group_of(nginx),
        "unit": unit,
        "second": text(hint["second"]) if hint.get("second") else None,
        "own_units": [[p, t] for p, t in scripts if t is not None],
        "strays": strays(candidates, os.path.basename(hint["unit"])),
    }


print(json.dumps(main(json.load(sys.stdin))))
