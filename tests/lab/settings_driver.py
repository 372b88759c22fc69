"""Takes each shape of settings module through look, write and undo on the server, as root, and tells what Django has: one JSON a line."""
import hashlib
import json
import os
import subprocess

ROOT, VENV, SCRIPT = "/home/ubuntu/shapes", "/home/ubuntu/env", "/tmp/settings.py"
SETTINGS = ROOT + "/conf/settings.py"
NAMES, ORIGINS = ["www.heestagram.test", "10.0.0.5"], ["https://www.heestagram.test"]
FRESH = """
import json
from django.conf import settings
from django.http.request import validate_host
print(json.dumps([all(validate_host(n, settings.ALLOWED_HOSTS) for n in %r), set(%r) <= set(settings.CSRF_TRUSTED_ORIGINS)]))
""" % (NAMES, ORIGINS)


def write(path, raw):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(raw)
    subprocess.run(["chown", "-R", "ubuntu:ubuntu", ROOT], check=True)


def read():
    with open(SETTINGS, "rb") as file:
        return file.read()


def ask(mode, **more):
    service = {"project": ROOT, "venv": VENV, "wsgi": "conf.wsgi", "module": None, "unit": "no-such-unit.service", "pid": None}
    asked = {"mode": mode, "path": SETTINGS, "want": {"ALLOWED_HOSTS": NAMES, "CSRF_TRUSTED_ORIGINS": ORIGINS}, "proto_reaches": False}
    asked.update(service=service, style=None, before_sha256=hashlib.sha256(read()).hexdigest(), **more)
    done = subprocess.run(["python3", "-I", "-B", SCRIPT], input=json.dumps(asked).encode(), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def fresh():
    """What a new interpreter has of it, as the project's own user."""
    command = ["sudo", "-u", "ubuntu", "env", "DJANGO_SETTINGS_MODULE=conf.settings", VENV + "/bin/python", "-B", "-c", FRESH]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def played(shape):
    raw = bytes(shape["text"])
    write(SETTINGS, raw)
    plan = ask("plan")
    if "fault" in plan or read() != raw:
        return {"name": shape["name"], "fault": plan.get("fault", "written by a plan"), "detail": plan.get("detail")}
    done = ask("apply", after_sha256=plan["after_sha256"])
    if "fault" in done:
        return {"name": shape["name"], "fault": done["fault"], "detail": done["detail"]}
    served, trusted = fresh()
    again = ask("plan")["missing"]
    ask("remove")
    told = {"name": shape["name"], "styles": done["styles"], "by_text": done["by_text"], "why": done["why"], "again": again}
    return dict(told, served=served, trusted=trusted, given_back=read() == raw and not leftovers())


def leftovers():
    """Files with an environment in them that were not taken away."""
    return [name for name in os.listdir("/run") if name.startswith("landfall-settings")]


with open("/tmp/shapes.json", encoding="utf-8") as file:
    shapes = json.load(file)
write(ROOT + "/conf/__init__.py", b"")
write(ROOT + "/manage.py", b"")
write(ROOT + "/conf/wsgi.py", b"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.settings')\n1 / 0\n")
for one in shapes:
    if one["machine"]:
        write(ROOT + "/machine.py", bytes(one["text"]))
for one in shapes:
    print(json.dumps(played(one)), flush=True)
subprocess.run(["rm", "-r", ROOT], check=True)
