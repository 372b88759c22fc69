"""What Django really reads from a project's settings module, told by the project's own Python, as its service's user and in its
service's environment. `settings.py` sends this text to `VENV/bin/python -`, with the question before it as ASKED.

In:  JSON (in ASKED, else on standard input) {module: str | null, wsgi: str | null, project, names: [...], origins: [...],
     candidates: [{path, text_b64}] | null}. A candidate is read in place of its file, so that a change is tried before it is written.
Out: JSON {module, file, files, read, variables, django, kinds, values, csrf, whitenoise, covered: {name: bool},
     origins: {origin: {trusted, reaches, header_only, not_reaches}}} or {fault, detail, kind, what, at, kinds, file, files, read,
     variables}.
Only the settings module is imported: no django.setup(), no wsgi, no app. Nothing is written. What the module prints is not
heard. Of variables only names are told, never values. Python 3.8 or newer.
"""
import sys

# As `python -` has it the working directory comes first: a project's own json.py is not for us.
sys.path[:] = [place for place in sys.path if place]
sys.dont_write_bytecode = True

import ast
import base64
import errno
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import os
import re
import traceback

LISTS = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")
CHOSEN = LISTS + (
    "DEBUG", "SECURE_PROXY_SSL_HEADER", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "USE_X_FORWARDED_HOST", "STATIC_URL", "STATIC_ROOT",
)
# What a request has behind nginx that hands on the balancer's header; straight from a balancer that gunicorn does not trust; and
# behind nginx that says what it sees itself.
WAYS = {"reaches": ("https", "https"), "header_only": ("http", "https"), "not_reaches": ("http", "http")}


def quiet():
    """Our own way out. From here on whatever anybody prints goes nowhere, and nobody hears what we are asked."""
    out, null = os.fdopen(os.dup(1), "w"), os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    return out


# Which module


def literals(path):
    """What this file gives to os.environ by literals: {variable: (value, whether over what is there)}."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return {}
    found = {}
    for node in ast.walk(tree):
        pair, over = None, isinstance(node, ast.Assign)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setdefault" and len(node.args) == 2:
            pair = node.args
        elif over and isinstance(node.targets[0], ast.Subscript):
            key = node.targets[0].slice
            pair = [getattr(key, "value", key) if type(key).__name__ == "Index" else key, node.value]
        words = [p.value for p in pair or [] if isinstance(p, ast.Constant) and isinstance(p.value, str)]
        if len(words) == 2:
            found[words[0]] = (words[1], over)
    return found


def take_environment(project, wsgi):
    """What the wsgi module would put into the environment before it reads the settings."""
    base = os.path.join(project, *(wsgi or "").split(":")[0].split("."))
    path = base + ".py" if os.path.isfile(base + ".py") else os.path.join(base, "__init__.py")
    for name, (value, over) in literals(path).items():
        if over or name not in os.environ:
            os.environ[name] = value


def module_name(asked):
    if asked.get("module"):
        return asked["module"]
    take_environment(asked["project"], asked.get("wsgi"))
    told = os.environ.get("DJANGO_SETTINGS_MODULE")
    managed = literals(os.path.join(asked["project"], "manage.py")).get("DJANGO_SETTINGS_MODULE", (None,))[0]
    return told or managed or (asked.get("wsgi") or "").split(".")[0] + ".settings"


# What is watched


class Watched(type(os.environ)):
    """The environment, noting the names that are asked for."""

    def __getitem__(self, name):
        if watch["on"]:
            watch["variables"][str(name)] = None
        return super().__getitem__(name)


def on_event(event, args):
    if watch["on"] and event == "open" and isinstance(args[0], str):
        watch["read"][args[0]] = None


watch = {"on": False, "variables": {}, "read": {}}


def variables():
    """The variables that were asked for and look like hosts."""
    return [v for v in watch["variables"] if v.isidentifier() and re.search("HOST|ORIGIN|DOMAIN|ALLOW|CSRF", v.upper())][:20]


def within(path, project):
    return path.startswith(project + os.sep) and not re.search(r"/(site|dist)-packages/", path)


def is_source(path):
    return path.endswith((".py", ".pyc", ".pth", ".so"))


def what_was_read(project):
    """The files beside code that were opened in or above the project: a `.env`, a JSON of secrets."""
    paths = dict.fromkeys(os.path.realpath(p) for p in watch["read"])
    above = lambda p: os.path.basename(p).startswith(".env") and project.startswith(os.path.dirname(p))
    return [p for p in paths if os.path.isfile(p) and not is_source(p) and (within(p, project) or above(p))][:20]


def files_of(project):
    """The project's own files that were imported, in order."""
    paths = [getattr(m, "__file__", None) for m in list(sys.modules.values())]
    return [p for p in dict.fromkeys(os.path.realpath(p) for p in paths if isinstance(p, str)) if within(p, project) and os.path.isfile(p)]


# Texts in place of files


class Tried(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname):
        return self.source_to_code(self.text, self.path)


class Candidates(importlib.abc.MetaPathFinder):
    def __init__(self, given):
        self.texts = {os.path.realpath(c["path"]): base64.b64decode(c["text_b64"]) for c in given or []}

    def find_spec(self, fullname, path=None, target=None):
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        text = spec and spec.origin and self.texts.get(os.path.realpath(spec.origin))
        if text is None or not spec.origin:
            return None
        spec.loader = Tried(fullname, spec.origin)
        spec.loader.text, spec.cached = text, None
        return spec


# What Django says


def plain(value):
    """The value as JSON can say it."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return [plain(v) for v in value] if isinstance(value, (list, tuple, set, frozenset)) else str(value)


def kind_of(module, name):
    kind = type(getattr(module, name)).__name__ if hasattr(module, name) else "none"
    return "every" if kind == "str" and "*" in getattr(module, name) else kind


def covers(settings, name):
    from django.http.request import split_domain_port, validate_host

    allowed = settings.ALLOWED_HOSTS
    if settings.DEBUG and not allowed:
        allowed = [".localhost", "127.0.0.1", "[::1]"]
    return bool(validate_host(split_domain_port(name)[0] or name.lower(), allowed))


def browser_post(settings, origin, host, scheme, header):
    """The form that a browser sends from a page of this origin, with its cookie."""
    from django.core.handlers.wsgi import WSGIRequest

    token = "a1" * 16
    body = b"csrfmiddlewaretoken=" + token.encode()
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "wsgi.url_scheme": scheme}
    environ.update(HTTP_HOST=host, HTTP_ORIGIN=origin, HTTP_REFERER=origin + "/", HTTP_X_FORWARDED_PROTO=header)
    environ.update(CONTENT_TYPE="application/x-www-form-urlencoded", CONTENT_LENGTH=str(len(body)))
    request = WSGIRequest({**environ, "wsgi.input": io.BytesIO(body)})
    request.COOKIES[settings.CSRF_COOKIE_NAME] = token
    return request


def judged(settings, request):
    """Django's own middleware over this request, with no view and no database."""
    from django.middleware.csrf import CsrfViewMiddleware

    reasons, middleware = [], CsrfViewMiddleware(lambda request: None)
    middleware._reject = lambda request, reason: reasons.append(reason) or reason
    if settings.CSRF_USE_SESSIONS:
        # The token would be in a session, which is a database's: the origin alone is asked for.
        known = getattr(middleware, "_origin_verified", lambda request: True)(request)
        reasons += [] if known else ["Origin checking failed - %s does not match any trusted origins." % request.META["HTTP_ORIGIN"]]
    else:
        middleware.process_request(request)
        middleware.process_view(request, lambda request: None, (), {})
    return {"accepted": not reasons, "reason": reasons[0] if reasons else None, "secure": request.is_secure()}


def checked(settings, origin):
    """Whether a browser's form from this origin gets through, each way the request may come; `trusted`: by the list alone."""
    host, answer = origin.split("://", 1)[1], {}
    for way, (scheme, header) in WAYS.items():
        answer[way] = judged(settings, browser_post(settings, origin, host, scheme, header))
    elsewhere = browser_post(settings, origin, "landfall.invalid", "http", "http")
    answer["trusted"] = judged(settings, elsewhere)["accepted"]
    return answer


def told(settings, asked):
    import django

    middleware = [str(m).lower() for m in settings.MIDDLEWARE]
    return {
        "django": django.get_version(),
        "values": {name: plain(getattr(settings, name, None)) for name in CHOSEN},
        "csrf": any("csrf" in m for m in middleware),
        "whitenoise": any("whitenoise" in m for m in middleware),
        "covered": {name: covers(settings, name) for name in asked.get("names") or []},
        "origins": {origin: checked(settings, origin) for origin in asked.get("origins") or []},
    }


# What went wrong


def place_of(problem, project):
    """The last of the project's own lines that it went through."""
    frames = [f for f in traceback.extract_tb(problem.__traceback__) if os.path.isabs(f.filename) and within(os.path.realpath(f.filename), project)]
    return "%s:%d" % (frames[-1].filename, frames[-1].lineno) if frames else None


def missing_variable(problem):
    """The variable that was not set. Its name alone is taken from what the problem says."""
    last = traceback.extract_tb(problem.__traceback__)[-1:]
    if isinstance(problem, KeyError) and last and last[0].filename in (os.__file__, "<frozen os>") and problem.args:
        return str(problem.args[0])
    if type(problem).__name__ in ("UndefinedValueError", "ImproperlyConfigured"):
        said = re.match(r"(?:Set the )?([A-Za-z_]\w*) (?:not found|environment variable)", str(problem))
        return said and said.group(1)
    return None


def why(problem):
    """(kind, what) of a problem. Its own words are not told, since they may hold values, but for Django's own about a setting."""
    variable, kind = missing_variable(problem), type(problem).__name__
    setting = re.match(r"The ([A-Z_]+) setting must[ \w]*", str(problem)) if kind == "ImproperlyConfigured" else None
    if variable:
        return "missing-variable", variable
    if isinstance(problem, ImportError):
        return "missing-module", problem.name or kind
    if isinstance(problem, SyntaxError):
        return "syntax", "%s:%s" % (problem.filename, problem.lineno)
    if isinstance(problem, SystemExit):
        return "exit", "sys.exit"
    if isinstance(problem, OSError) and problem.errno:
        return "system", " ".join(filter(None, [errno.errorcode.get(problem.errno), problem.filename and str(problem.filename)]))
    return "error", setting.group(0) if setting else kind


def attempt(asked, project, answer):
    """Fills the answer, as far as it comes."""
    sys.path.insert(0, project)
    sys.argv[:] = ["gunicorn"]
    name = answer["module"] = module_name(asked)
    os.environ["DJANGO_SETTINGS_MODULE"] = name
    sys.meta_path.insert(0, Candidates(asked.get("candidates")))
    answer["file"] = getattr(importlib.util.find_spec(name), "origin", None)
    watch["on"] = True
    module = importlib.import_module(name)
    watch["on"] = False
    # The module may have emptied the environment.
    os.environ["DJANGO_SETTINGS_MODULE"] = name
    answer["kinds"] = {name: kind_of(module, name) for name in LISTS}
    from django.conf import settings

    answer.update(told(settings, asked))


def main(asked):
    answer, project = {"module": None, "file": None, "kinds": {}}, os.path.realpath(asked["project"])
    os.environ.__class__ = Watched
    sys.addaudithook(on_event)
    try:
        attempt(asked, project, answer)
    except BaseException as problem:
        kind, what = why(problem)
        at = place_of(problem, project)
        detail = "%s: %s%s" % (kind, what, " (%s)" % at if at else "")
        answer.update(fault="settings-not-importable", kind=kind, what=what, at=at, detail=detail)
    watch["on"] = False
    answer.update(read=what_was_read(project), variables=variables(), files=files_of(project))
    return answer


question = json.loads(globals().get("ASKED") or sys.stdin.read())
ours, out = os.getpid(), quiet()
whole = main(question)
# A settings module that forks has this run twice, and one that starts threads would never let us end.
if os.getpid() == ours:
    out.write(json.dumps(whole))
    out.flush()
os._exit(0)
