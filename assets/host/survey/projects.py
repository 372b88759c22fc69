# ---- Projects, and what each is ----


def projects(deadline):
    """Directories with manage.py, nearest the roots first."""
    found, level = [], folders("/home") + ["/srv", "/opt", "/var/www"]
    for _ in range(DEPTH):
        here = [d for d in level if is_file(os.path.join(d, "manage.py"))]
        found, inside, below = found + here, set(here), []
        for folder in (d for d in level if d not in inside):
            if time.monotonic() >= deadline:
                skip(folder, "no-time")
                return found
            below += folders(folder)
        level = [f for f in below if os.path.basename(f) not in SKIPPED and not os.path.basename(f).startswith(".")]
    return found


def parsed(path):
    """A file's syntax tree; an empty one where Python cannot read it either."""
    try:
        return ast.parse(text(path) or "")
    except (RecursionError, MemoryError):
        skip(path, "too-deep")
    except (SyntaxError, ValueError):
        pass
    return ast.Module(body=[], type_ignores=[])


def settings_name(path):
    """The DJANGO_SETTINGS_MODULE that this file sets."""
    for node in ast.walk(parsed(path)):
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
    return next((f for f in (base + ".py", os.path.join(base, "__init__.py")) if is_file(f)), None)


def wsgi_of(project):
    packages = [d for d in folders(project) if module_file(d, "wsgi")]
    found = [os.path.basename(d) for d in packages if os.path.basename(d).isidentifier()]
    told = (settings_name(os.path.join(project, "manage.py")) or "").split(".")[0]
    first = told if told in found else next(iter(found), None)
    return first and first + ".wsgi"


def account_of(path):
    """(the name, the home) of whose it is."""
    try:
        account = pwd.getpwuid(os.stat(path).st_uid)
        return account.pw_name, account.pw_dir
    except (KeyError, OSError):
        return "root", "/root"
