# ---- The answer ----


def in_folder(folder, command):
    return "cd %s && %s" % (shlex.quote(folder), command)


def to_install(found, project):
    """The command that installs gunicorn there, as its tool has it."""
    place, tool, again = found["venv"], found["told"]["tool"], "--force-reinstall " if found["told"]["gunicorn"] else ""
    adding = {"uv": ("uv.lock", "uv add gunicorn"), "pdm": ("pdm.lock", "pdm add gunicorn"), "poetry": ("poetry.lock", "poetry add gunicorn")}
    adding["pipenv"] = ("Pipfile", "pipenv install gunicorn")
    name, command = adding.get(tool, ("", ""))
    managed = [up for up in above(project, 2) if name and is_file(os.path.join(up, name))]
    if managed and not again:
        return in_folder(managed[0], command)
    if tool == "system":
        return "sudo apt install --reinstall gunicorn"
    if tool == "uv":
        return "uv pip install %s--python %s gunicorn" % (again and "--reinstall ", shlex.quote(place))
    return "%s -m pip install %sgunicorn" % (shlex.quote(os.path.join(place, "bin", "python")), again)


def to_make(project):
    """The commands that make an environment where it is looked for first."""
    listed = is_file(os.path.join(project, "requirements.txt"))
    return in_folder(project, "python3 -m venv venv && venv/bin/pip install %s gunicorn" % ("-r requirements.txt" if listed else "django"))


def described(found):
    told = found["told"]
    kinds = [told["tool"]] + ["%s %s" % (n, told[k]) for n, k in (("Python", "python"), ("Django", "django")) if told[k]]
    return "%s (%s)" % (found["venv"], ", ".join(kinds))


def environments(project, hint, units):
    """(those that fit, None) or ([], (problem, detail))."""
    told = hint.get("venv")
    if told:
        found = environment(told)
        fit, nearest = [found] if found["runs"] else [], found if is_file(os.path.join(told, "bin", "python")) else None
    else:
        fit, nearest = fitting(project, account_of(project)[1], units)
    if fit:
        return fit, None
    if not nearest:
        return [], ("no-environment", "%s\n%s" % (told or project, to_make(project)))
    lost = lost_interpreter(nearest["venv"])
    why = ["%s/bin/gunicorn: %s ?" % (nearest["venv"], lost)] if lost else []
    return [], ("no-gunicorn", "\n".join([described(nearest), *why, to_install(nearest, project)]))


def candidates_of(project, hint, units):
    """(the project once for each environment that fits, None) or ([], (problem, detail))."""
    wsgi = hint.get("wsgi") or wsgi_of(project)
    if not is_file(os.path.join(project, "manage.py")) or not wsgi:
        return [], ("no-project", project)
    wsgi_file = module_file(project, wsgi.split(":")[0])
    if not wsgi_file:
        return [], ("no-project", "%s %s" % (project, wsgi))
    module = settings_name(wsgi_file) or settings_name(os.path.join(project, "manage.py")) or wsgi.split(".")[0] + ".settings"
    settings = module_file(project, module)
    if not settings:
        return [], ("settings-not-found", "%s %s" % (project, module))
    fit, problem = environments(project, hint, units + [text(os.path.join(project, "scripts", "gunicorn.service"))])
    known = {"project": project, "wsgi": wsgi, "settings": settings, "owner": account_of(project)[0]}
    return [dict(known, venv=e["venv"], environment=e["told"]) for e in fit], problem


def tried(project, hint, units):
    """The same, whatever stands there: one odd project is no reason to see none."""
    try:
        return candidates_of(project, hint, units)
    except Exception:
        skip(project, "unreadable")
        return [], ("no-project", project)


def strays(candidates, unit):
    """gunicorn processes of the candidates that run outside our unit: [[pid, command line]]."""
    found = []
    own = [c["venv"] + "/bin/" for c in candidates if not is_system(c["venv"]) and not is_user_s(c["venv"])]
    for pid, words, here in processes():
        line = " ".join(words).strip()
        gunicorn = any(os.path.basename(w).startswith("gunicorn") for w in words[:3])
        if not gunicorn or any(g.rstrip().endswith("/" + unit) for g in process_text(pid, "cgroup").split("\n")):
            continue
        if any(here == c["project"] for c in candidates) or any(o in line for o in own):
            found.append([pid, line])
    return sorted(found)


def system():
    named = re.search(r'^PRETTY_NAME="?([^"\n]*)', text("/etc/os-release") or "", re.M)
    return named.group(1) if named else ""


def unit_texts():
    folder = "/etc/systemd/system"
    return [text(os.path.join(folder, n)) for n in names(folder) if n.endswith(".service")]


def main(hint):
    nginx, units = nginx_text(), unit_texts()
    told = hint.get("project")
    looked_at = [(p, *tried(p, hint, units)) for p in ([told] if told else projects(time.monotonic() + SECONDS))]
    candidates = [good for _, all_good, _ in looked_at for good in all_good]
    worst = next((bad for _, _, bad in reversed(looked_at) if bad), ("no-project", ""))
    scripts = [[p, text(os.path.join(p, "scripts", "gunicorn.service"))] for p, _, _ in looked_at]
    return {
        "systemd": os.path.isdir("/run/systemd/system"),
        "system": system(),
        "candidates": candidates,
        "problem": None if candidates else worst[0],
        "detail": "" if candidates else worst[1],
        "upstream": upstream_of(nginx),
        "web_group": web_group_of(nginx),
        "unit": text(hint["unit"]),
        "second": text(hint["second"]) if hint.get("second") else None,
        "own_units": [[p, t] for p, t in scripts if t is not None],
        "strays": strays(candidates, os.path.basename(hint["unit"])),
        "skipped": skipped,
    }


print(json.dumps(main(json.load(sys.stdin))))
