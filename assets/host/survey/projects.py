# ---- Projects, and what each is ----


def projects(deadline):
    """Directories with manage.py, nearest the roots first."""
    found, level = [], folders("/home") + ROOTS
    for _ in range(DEPTH):
        here = [d for d in level if is_file(os.path.join(d, "manage.py"))]
        found, inside, below = found + here, set(here), []
        for folder in (d for d in level if d not in inside):
            if time.monotonic() >= deadline:
                skip(folder, "no-time")
                return found
            below += folders(folder)
        level = [f for f in below if os.path.basename(f) not in SKIPPED and not os.path.basename(f).startswith(".")]
    if level and not found:
        skip(level[0], "too-far")
    return found


def parsed(path):
    """A file's syntax tree; an empty one where Python cannot read it either."""
    try:
        return ast.parse((text(path) or "").lstrip("\ufeff"))
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


def packages(base):
    """Directories that modules may lie in. What lies in src is imported from there, unless manage.py says otherwise."""
    named = [(d, os.path.basename(d)) for d in folders(base)]
    return [(d, name) for d, name in named if name.isidentifier() and name not in SKIPPED and name != "src"]


def has_application(path):
    return re.search(r"^(application\b|from .*\bapplication\b)", text(path) or "", re.M)


def entry(base, package, kind):
    """The module of this kind in a package, as gunicorn takes it; None: there is none. It may be a package too."""
    name = ".".join(p for p in (package, kind) if p)
    path = module_file(base, name)
    if path and path.endswith("__init__.py") and not has_application(path):
        folder = os.path.dirname(path)
        inside = [n[:-3] for n in names(folder) if n.endswith(".py") and has_application(os.path.join(folder, n))]
        best = [n for n in ("production", "prod") if n in inside] + inside
        return ".".join([name] + best[:1])
    return path and name


def entry_of(base, kind, told):
    """The same of the project: in the packages of the settings that manage.py means, else wherever it is, two packages deep."""
    parts, here = (told or "").split("."), packages(base)
    known = [".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
    deeper = ["%s.%s" % (above, name) for folder, above in here for _, name in packages(folder)]
    found = (entry(base, package, kind) for package in known + [name for _, name in here] + [""] + deeper)
    return next((module for module in found if module), None)


def served(project, hint, told):
    """(the directory that its modules are imported from, the module, whether it is asgi); None: there is none."""
    hinted = hint.get("wsgi") or hint.get("asgi")
    for kind in ("wsgi", "asgi"):
        for base in (project, os.path.join(project, "src")):
            module = hint.get(kind) if hinted else entry_of(base, kind, told)
            if module and module_file(base, module.split(":")[0]):
                return base, module, kind == "asgi"
    return None


def settings_of(base, module, told):
    parts = module.split(":")[0].split(".")
    usual = [".".join(parts[:n] + ["settings"]) for n in range(len(parts) - 1, -1, -1)]
    said = settings_name(module_file(base, module.split(":")[0])) or told
    return said or next((name for name in usual if module_file(base, name)), usual[0])


def account_of(path):
    """(the name, the home) of whose it is."""
    try:
        account = pwd.getpwuid(os.stat(path).st_uid)
        return account.pw_name, account.pw_dir
    except (KeyError, OSError):
        return "root", "/root"
