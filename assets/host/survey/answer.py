# ---- The answer ----


def described(found):
    told = found["told"]
    kinds = [told["tool"]] + ["%s %s" % (n, told[k]) for n, k in (("Python", "python"), ("Django", "django")) if told[k]]
    return "%s (%s)" % (found["venv"], ", ".join(kinds))


def environments(project, hint, units, asgi):
    """(those that fit, None) or ([], (problem, detail))."""
    told = hint.get("venv")
    if told:
        found = environment(told)
        fit, nearest = [found] if found["runs"] else [], found if is_file(os.path.join(told, "bin", "python")) else None
    else:
        fit, nearest = fitting(project, account_of(project)[1], units)
    able = [found for found in fit if not asgi or worker_of(found["venv"])]
    if able:
        return able, None
    if fit:
        return [], ("no-asgi-worker", "\n".join([described(fit[0]), to_install(fit[0], project, ["uvicorn-worker"])]))
    if not nearest:
        return [], ("no-environment", "%s\n%s" % (told or project, to_make(project, ["gunicorn"] + (["uvicorn-worker"] if asgi else []))))
    lost = lost_interpreter(nearest["venv"])
    why = ["%s/bin/gunicorn: %s ?" % (nearest["venv"], lost)] if lost else []
    packages = ["gunicorn"] + (["uvicorn-worker"] if asgi and not worker_of(nearest["venv"]) else [])
    return [], ("no-gunicorn", "\n".join([described(nearest), *why, to_install(nearest, project, packages)]))


def candidates_of(project, hint, units):
    """(the project once for each environment that fits, None) or ([], (problem, detail))."""
    around = [project] + ([os.path.dirname(project)] if os.path.basename(project) == "src" else [])
    manage = next((m for m in (os.path.join(d, "manage.py") for d in around) if is_file(m)), None)
    told = manage and settings_name(manage)
    found = manage and served(project, hint, told)
    if not found:
        return [], ("no-project", " ".join([project] + [hint[k] for k in ("wsgi", "asgi") if hint.get(k)]))
    base, module, asgi = found
    name = settings_of(base, module, told)
    settings = module_file(base, name)
    if not settings:
        return [], ("settings-not-found", "%s %s" % (base, name))
    fit, problem = environments(base, hint, units + [text(os.path.join(project, "scripts", "gunicorn.service"))], asgi)
    known = {"project": base, "wsgi": module, "settings": settings, "owner": account_of(base)[0]}
    return [dict(known, venv=e["venv"], worker=worker_of(e["venv"]) if asgi else None, environment=dict(e["told"], commands=commands(e, base))) for e in fit], problem


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
