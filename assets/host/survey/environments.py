# ---- A Python environment, as its files tell: nothing in it is run ----


def config_of(place):
    """What `pyvenv.cfg` says; None where there is none."""
    said = text(os.path.join(place, "pyvenv.cfg"))
    pairs = (line.split("=", 1) for line in (said or "").splitlines() if "=" in line)
    return None if said is None else {k.strip().lower(): v.strip() for k, v in pairs}


def is_system(place):
    return place in ("/usr", "/usr/local")


def is_user_s(place):
    return place.endswith("/.local")


def is_conda(place):
    return any(n.endswith(".json") for n in names(os.path.join(place, "conda-meta")))


def packages_of(place):
    """Where its packages lie; the system's Python, and a user's, have several places in common."""
    shared = ["/usr/local", "/usr"] if is_system(place) or is_user_s(place) else []
    places = [place] + [p for p in shared if p != place]
    pythons = [d for p in places for d in folders(os.path.join(p, "lib")) if os.path.basename(d).startswith("python3")]
    return [os.path.join(d, kind) for d in pythons for kind in ("site-packages", "dist-packages")]


def installed(place, package):
    """The package's version, "" where it does not tell, None where it is not there."""
    for folder in packages_of(place):
        for name in names(folder):
            said = re.fullmatch(r"(?i)%s-(\d[^-]*?)(-py\S+)?\.(dist|egg)-info" % package, name)
            if said:
                there = [text(os.path.join(folder, name, f)) or "" for f in ("METADATA", "PKG-INFO")]
                version = re.search(r"^Version:[ \t]*(\S+)", "\n".join(there), re.M)
                return version.group(1) if version else said.group(1)
        if is_file(os.path.join(folder, package, "__init__.py")):
            return ""
    return None


def worker_of(place):
    """gunicorn's worker for asgi that is there; uvicorn's own is the older one."""
    if installed(place, "uvicorn_worker") is not None:
        return "uvicorn_worker.UvicornWorker"
    own = any(is_file(os.path.join(folder, "uvicorn", "workers.py")) for folder in packages_of(place))
    return "uvicorn.workers.UvicornWorker" if own else None


def python_of(place, config):
    said = re.match(r"\d+\.\d+(\.\d+)?", config.get("version") or config.get("version_info") or "")
    conda = [re.match(r"python-(\d+\.\d+\.\d+)", n) for n in names(os.path.join(place, "conda-meta"))]
    lib = [re.fullmatch(r"python(3\.\d+)", n) for n in names(os.path.join(place, "lib"))]
    told = [said.group(0)] if said else [m.group(1) for m in conda + lib if m]
    return next(iter(told), "")


# Which tool keeps its environment in `.venv` beside which file.
BESIDE = (("uv.lock", "uv"), ("pdm.lock", "pdm"), ("poetry.lock", "poetry"), ("Pipfile", "pipenv"))


def tool_of(place, config):
    above, own = os.path.split(place)
    by_place = (("/.pyenv/versions/", "pyenv"), ("/pypoetry/virtualenvs/", "poetry"), ("/.direnv/", "direnv"))
    beside = [tool for name, tool in BESIDE if own == ".venv" and is_file(os.path.join(above, name))]
    known = [tool for part, tool in by_place if part in place] + beside
    if is_conda(place):
        return "conda"
    if known:
        return known[0]
    if config is None:
        return "system" if is_system(place) else "user" if is_user_s(place) else "other"
    if is_file(os.path.join(place, ".project")) or "/.local/share/virtualenvs/" in place:
        return "pipenv" if "/.virtualenvs/" not in place else "virtualenvwrapper"
    return next((tool for tool in ("uv", "virtualenv") if tool in config), "venv")


def lost_interpreter(place):
    """The Python that bin/gunicorn asks for, when it is not there: the environment was moved or copied. The system's is taken to be there."""
    first = (text(os.path.join(place, "bin", "gunicorn")) or "").split("\n")[0]
    named = first[2:].split()[:1] if first.startswith("#!/") else []
    return next((p for p in named if not re.match(r"(/usr)?/s?bin/", p) and not is_file(p)), None)


def is_there(place, used):
    if used or is_system(place) or is_user_s(place):
        return os.access(os.path.join(place, "bin", "gunicorn"), os.X_OK) or config_of(place) is not None
    python = "/.pyenv/versions/" in place and is_file(os.path.join(place, "bin", "python"))
    return config_of(place) is not None or python or is_conda(place)


def environment(place):
    """What is in it; `runs`: its gunicorn can be started."""
    config = config_of(place)
    django, gunicorn = installed(place, "django"), installed(place, "gunicorn")
    can = os.access(os.path.join(place, "bin", "gunicorn"), os.X_OK) and not lost_interpreter(place)
    told = {"tool": tool_of(place, config), "python": python_of(place, config or {}), "django": django or "", "gunicorn": gunicorn or ""}
    return {"venv": place, "runs": can, "has_django": django is not None, "told": told}
