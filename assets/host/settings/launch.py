# The child in those surroundings: read-only, bounded, and heard by nobody but us


def env_line(name, value):
    """One line of systemd's EnvironmentFile syntax; none for what it cannot hold."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return ""
    return '%s="%s"\n' % (name, re.sub(r'([\\"`$])', r"\\\1", value)) if re.fullmatch(r"[A-Za-z_]\w*", name) else ""


def sweep():
    """Takes away what a run that was killed left behind."""
    for path in glob.glob("/run/landfall-settings.*"):
        if os.stat(path).st_mtime < time.time() - 60:
            os.unlink(path)


def systemd_run(place, script):
    """(exit status, standard output) of the script in the service's surroundings, seen read-only. Its environment goes by a file that only root reads, for as
    long as this runs."""
    sweep()
    handle, path = tempfile.mkstemp(prefix="landfall-settings.", dir="/run")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("".join(env_line(k, v) for k, v in place["env"].items()))
        name = os.path.basename(path).replace("_", "-")
        return waited(["systemd-run", "--quiet", "--pipe", "--wait", "--collect", "--service-type=exec", "--unit=" + name, *told_to(place, path)], name, script)
    finally:
        os.unlink(path)


def told_to(place, path):
    files = ["EnvironmentFile=" + path] + ["EnvironmentFile=%s%s" % ("-" if may else "", f) for f, may in place["files"]]
    who = ["User=" + place["user"], "WorkingDirectory=" + place["cwd"]]
    who += ["Group=" + place["group"]] if place["group"] else []
    who += ["SupplementaryGroups=" + " ".join(place["groups"])] if place["groups"] else []
    return [word for p in (*who, *files, *SANDBOX) for word in ("-p", p)] + [place["python"], "-"]


def waited(command, name, script):
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        out = child.communicate(script.encode(), timeout=SECONDS + 10)[0]
    except BaseException:
        subprocess.run(["systemctl", "kill", "--signal=KILL", name], stderr=subprocess.DEVNULL)
        child.kill()
        raise
    return child.returncode, out


def has_systemd_run():
    """Whether systemd runs here and its systemd-run can do all that is asked of it."""
    try:
        said = subprocess.run(["systemd-run", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    except OSError:
        return False
    version = re.match(rb"systemd (\d+)", said)
    return os.path.isdir("/run/systemd/system") and bool(version) and int(version[1]) >= 240


def run(place, script):
    if not has_systemd_run():
        raise OSError("systemd-run")
    return systemd_run(place, script)


def fault(kind, what):
    return {"fault": "settings-not-importable", "kind": kind, "what": what, "detail": "%s: %s" % (kind, what), "kinds": {}}


def look(place, asked, candidate=None):
    """What `effective.py` says; `candidate`: (path, bytes) to be read in place of the file."""
    want, service = asked["want"], asked["service"]
    texts = candidate and [{"path": candidate[0], "text_b64": base64.b64encode(candidate[1]).decode()}]
    question = {"module": service.get("module"), "wsgi": service.get("wsgi"), "project": service["project"], "candidates": texts}
    question.update(names=want.get("ALLOWED_HOSTS", []), origins=want.get("CSRF_TRUSTED_ORIGINS", []))
    begun = time.monotonic()
    try:
        status, out = run(place, "ASKED = %r\n%s" % (json.dumps(question), EFFECTIVE))
        return json.loads(out)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return fault("no-systemd-run" if isinstance(problem, OSError) else "timeout", str(SECONDS))
    except ValueError:
        return fault("timeout", str(SECONDS)) if time.monotonic() - begun >= SECONDS - 1 else fault("ended", str(status))
