# ---- Where a project's environments lie: lists of places, the most certain first ----


def above(path, count):
    """The directory and so many above it, but the root."""
    found = []
    while path != "/" and len(found) <= count:
        found.append(path)
        path = os.path.dirname(path)
    return found


def by_processes(project):
    """The environments of the processes that serve it: gunicorn's, and others'. argv[0] tells; /proc/PID/exe does not, links lead out of it."""
    servers, others = [], []
    for pid, words, here in processes():
        programs = [os.path.basename(w) for w in words[:3]]
        served = here == project or any(os.path.join(here, w) == os.path.join(project, "manage.py") for w in words[:4])
        gunicorn = any(p in ("gunicorn", "uvicorn") for p in programs)
        if served and (gunicorn or "manage.py" in programs):
            (servers if gunicorn else others).append(process_environment(pid, words))
    return servers, others


def process_environment(pid, words):
    named = [w for w in words[1:2] + words[:1] if re.search(r"^/.+/bin/(gunicorn|uvicorn|python)[^/]*$", w)]
    if named:
        return named[0].rsplit("/bin/", 1)[0]
    # Typed in a shell in which it was activated.
    return next((v[12:] for v in process_text(pid, "environ").split("\0") if v.startswith("VIRTUAL_ENV=/")), "")


def is_about(unit, project):
    named = re.findall(r"(?:^\s*WorkingDirectory\s*=|--chdir[ =])\s*[-!\"']*(/[^\s\"']*)", unit, re.M)
    return any(n.rstrip("/") == project for n in named)


def by_units(project, units):
    about = [u for u in units if u and is_about(u, project)]
    lines = [line.split("=", 1)[1] for u in about for line in u.splitlines() if re.match(r"\s*ExecStart\s*=", line)]
    words = [w for line in lines for w in re.split(r"[\s\"';&]+", line) if w.startswith("/")]
    programs = [w.rsplit("/bin/", 1) for w in words if "/bin/" in w[1:]]
    return [place for place, program in programs if re.fullmatch(r"gunicorn|uvicorn|activate|python[\d.]*", program)]


def hashed(path, length):
    return base64.urlsafe_b64encode(hashlib.sha256(path.encode("utf-8")).digest()[:length]).decode()[:8]


def poetry_s(up, folder):
    """NAME-HASH-pyX.Y; of several, the one that was chosen."""
    mine = [d for d in folders(folder) if re.search("-%s-py3" % re.escape(hashed(os.path.realpath(up), 32)), d)]
    sections = re.split(r"^\[", text(os.path.join(folder, "envs.toml")) or "", flags=re.M)
    chosen = [re.search(r"^minor\s*=\s*\"([^\"]+)\"", s, re.M) for s in sections if hashed(os.path.realpath(up), 32) in s.split("\n")[0]]
    active = [d for d in mine for m in chosen if m and d.endswith("-py" + m.group(1))]
    return active or mine


def told_by_shell(home, name):
    """A variable that the person's shell is given, as a directory."""
    said = "\n".join(text(os.path.join(home, f)) or "" for f in (".profile", ".bash_profile", ".bashrc", ".zshrc"))
    found = re.findall(r"^\s*(?:export\s+)?%s=[\"']?([^\"'\s;#]+)" % name, said, re.M)
    return [re.sub(r"^(~|\$HOME|\$\{HOME\})(?=/|$)", home, v) for v in found[-1:]]


def shelves(home):
    """Where tools keep environments of many projects."""
    return [os.path.join(home, n) for n in (".local/share/virtualenvs", ".virtualenvs")] + told_by_shell(home, "WORKON_HOME")


def conda_s(home):
    roots = [os.path.join(home, n) for n in ("miniconda3", "anaconda3", "miniforge3", "mambaforge")]
    listed = (text(os.path.join(home, ".conda", "environments.txt")) or "").splitlines()
    return [d for r in roots for d in folders(os.path.join(r, "envs"))] + [d for d in listed if d.startswith("/") and d not in roots]


def pyenv_s(up, home):
    said = (text(os.path.join(up, ".python-version")) or "").split()
    return [os.path.join(home, ".pyenv", "versions", n) for n in said if "/" not in n and n not in (".", "..")]


def by_tools(project, homes):
    """What a tool's own rule gives to the project, or to a directory above it."""
    found = []
    for up in above(project, 2):
        managed = any(is_file(os.path.join(up, n)) for n in ("pyproject.toml", *(name for name, _ in BESIDE)))
        found += [os.path.join(up, ".venv")] if managed else []
        found += [d for d in folders(os.path.join(up, ".direnv")) if os.path.basename(d).startswith("python-")]
        pdm = (text(os.path.join(up, ".pdm-python")) or "").strip()
        found += [pdm.rsplit("/bin/", 1)[0]] if pdm.startswith("/") and "/bin/" in pdm else []
        conda = re.search(r"^name:\s*[\"']?([^\s\"'#]+)", text(os.path.join(up, "environment.yml")) or "", re.M)
        for home in homes:
            kept = [d for shelf in shelves(home) for d in folders(shelf)]
            found += [d for d in kept if d.endswith("-" + hashed(os.path.join(up, "Pipfile"), 6))]
            found += [d for d in kept if (text(os.path.join(d, ".project")) or "").strip() == up]
            found += poetry_s(up, os.path.join(home, ".cache", "pypoetry", "virtualenvs")) + pyenv_s(up, home)
            found += [d for d in conda_s(home) if conda and os.path.basename(d) == conda.group(1)]
            found += [os.path.join(up, n) for n in told_by_shell(home, "UV_PROJECT_ENVIRONMENT") if managed]
    return found


def by_nearness(project):
    """Inside the project, around it, beside it; then the same one and two directories up."""
    for up in above(project, 2):
        usual = [os.path.join(up, n) for n in (".venv", "venv", "env")]
        inside = usual + [d for d in (folders(up) if up.count("/") > 1 or up == project else []) if d not in usual]
        yield from ([inside, [up]] if up == project else [[up], inside])


def elsewhere(homes):
    """In the home, but nothing says whose they are."""
    kept = [d for home in homes for shelf in shelves(home) for d in folders(shelf)]
    for home in homes:
        kept += folders(os.path.join(home, ".cache", "pypoetry", "virtualenvs")) + folders(os.path.join(home, ".pyenv", "versions")) + conda_s(home)
    # Right in a home, however deep the project lies in it.
    kept += [d for n, home in enumerate(homes) if n == 0 or os.path.dirname(home) == "/home" for d in folders(home)]
    # One that names a project is that project's.
    return [d for d in kept if not os.path.isdir((text(os.path.join(d, ".project")) or "").strip() or "/nowhere")]


FAR, NEAR, USED = range(3)


def groups(project, home, units):
    """Each as (how sure it is that they are the project's, places)."""
    homes = list(dict.fromkeys([home] + above(os.path.dirname(project), 9)))
    servers, others = by_processes(project)
    # A user's own works only for the user whose it is.
    far = [elsewhere(homes), [os.path.join(home, ".local")], ["/usr/local", "/usr"]]
    near = [by_tools(project, homes), *by_nearness(project)]
    return [(sure, g) for sure, all_g in ((USED, [servers, others, by_units(project, units)]), (NEAR, near), (FAR, far)) for g in all_g]


def looked_into(groups):
    """The environments that are there, each once: a link may lead to one from several places."""
    seen, found = set(), []
    for sure, group in groups:
        here = []
        for place in (p.rstrip("/") for p in group if p.rstrip("/") and is_sayable(p)):
            real = os.path.realpath(place)
            if real not in seen and is_there(place, sure == USED):
                seen.add(real)
                here.append(dict(environment(place), sure=sure))
        found.append(here)
    return found


def fitting(project, home, units):
    """(the environments of the first group with any that is the project's, the nearest that cannot be used)."""
    found = looked_into(groups(project, home, units))
    # Without Django it is not the project's; where none has it, one nearby that has gunicorn is still likelier than one that has nothing.
    for fits in (lambda e: e["sure"] == USED or e["has_django"], lambda e: e["sure"] and e["runs"], lambda e: e["sure"]):
        for group in found:
            here = [e for e in group if fits(e)]
            if here:
                return [e for e in here if e["runs"]], here[0]
    return [], None
