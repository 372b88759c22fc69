# ---- The surroundings that the service has: user, directory, environment, Python ----

PROPERTIES = (
    "LoadState", "User", "Group", "SupplementaryGroups", "WorkingDirectory", "Environment", "EnvironmentFiles", "MainPID", "ControlGroup",
    "NeedDaemonReload", "FragmentPath", "DropInPaths", "ExecStart",
)
SANDBOX = (
    "ProtectSystem=strict", "ProtectHome=read-only", "PrivateTmp=yes", "NoNewPrivileges=yes", "MemoryMax=512M", "TasksMax=64",
    "RuntimeMaxSec=20", "TimeoutStopSec=2", "Environment=PYTHONDONTWRITEBYTECODE=1",
)
SECONDS = 20
# What systemd and gunicorn tell each process anew, or what belongs to the running one alone.
OWN = re.compile(r"INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|NOTIFY_SOCKET|LISTEN_\w+|MAINPID|MANAGERPID|WATCHDOG_\w+|GUNICORN_(PID|FD)")
WORD = re.compile(r"\$'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|(\S+)")
SERVERS = re.compile(rb"gunicorn|uvicorn|daphne|hypercorn|uwsgi|waitress|python")


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def shown(unit):
    """The unit's properties, each a list of lines; none when there is no such unit."""
    found, asked = {}, ["systemctl", "show", "--no-pager", *("-p" + p for p in PROPERTIES), "--", unit or ""]
    try:
        said = unit and subprocess.run(asked, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        said = None
    for line in said.stdout.decode("utf-8", "surrogateescape").splitlines() if said else []:
        key, _, value = line.partition("=")
        found.setdefault(key, []).extend([value] if value else [])
    return found if found.get("LoadState") == ["loaded"] else {}


def first(unit, key, otherwise=""):
    return (unit.get(key) or [otherwise])[0]


def pairs(words):
    return dict(w.split("=", 1) for w in words if "=" in w)


def assignments(line):
    """The variables of what `systemctl show` prints as Environment: blanks between them, quotes around one that has blanks."""
    unescaped = lambda s: re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), s)
    return pairs(unescaped(dollar or quoted) or bare for dollar, quoted, bare in WORD.findall(line))


def env_file_paths(unit):
    """The unit's environment files, as [(path, whether it may be missing)]."""
    found = [re.fullmatch(r"(.*) \(ignore_errors=(yes|no)\)", line) for line in unit.get("EnvironmentFiles", [])]
    return [(m[1], m[2] == "yes") for m in found if m]


def process(pid):
    """What a running process has; None when there is none."""
    here = "/proc/%d" % pid
    status = dict(l.split(":", 1) for l in read(here + "/status").decode("utf-8", "replace").splitlines() if ":" in l)
    try:
        ticks = int(read(here + "/stat").rpartition(b") ")[2].split()[19])
        env = pairs(read(here + "/environ").decode("utf-8", "surrogateescape").split("\0"))
        argv = read(here + "/cmdline").decode("utf-8", "surrogateescape").split("\0")[:-1]
        started = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + ticks / os.sysconf("SC_CLK_TCK")
        ids = [status[k].split() for k in ("Uid", "Gid", "Groups")]
        found = {"uid": ids[0][1], "gid": ids[1][1], "groups": ids[2], "cwd": os.readlink(here + "/cwd")}
    except (OSError, IndexError, KeyError, ValueError):
        return None
    return dict(found, env=env, argv=argv, started=started)


def serving(unit):
    """The unit's process that serves: the main one may be a shell, or root where the workers are not."""
    group = first(unit, "ControlGroup")
    members = (read("/sys/fs/cgroup%s/cgroup.procs" % group) or read("/sys/fs/cgroup/systemd%s/cgroup.procs" % group)) if group else b""
    pids = [p for p in map(int, members.split()) if SERVERS.search(read("/proc/%d/cmdline" % p))]
    main = int(first(unit, "MainPID", "0"))
    return (pids or [main])[-1]


def is_stale(unit, running):
    """Whether the next start has another environment than the process that runs."""
    files = [first(unit, "FragmentPath"), *first(unit, "DropInPaths").split(), *(p for p, _ in env_file_paths(unit))]
    newer = [f for f in files if f and os.path.exists(f) and os.stat(f).st_mtime > running["started"]]
    return bool(newer) or first(unit, "NeedDaemonReload") == "yes"


def told_by(argv):
    """What `-e K=V`, `--env K=V` and `--env=K=V` of gunicorn's arguments say."""
    after = [b for a, b in zip(argv, argv[1:]) if a in ("-e", "--env")]
    return pairs(after + [a[6:] for a in argv if a.startswith("--env=")])


def told_by_config(argv, cwd):
    """What gunicorn's configuration file puts into the environment, when that is literal."""
    named = [b for a, b in zip(argv, argv[1:]) if a in ("-c", "--config")] + [a[9:] for a in argv if a.startswith("--config=")]
    path = os.path.join(cwd, (named or ["gunicorn.conf.py"])[-1].replace("file:", "", 1))
    try:
        body = ast.parse(read(path)).body
    except (SyntaxError, ValueError):
        return {}
    found = [v for n in body for v in arms(assigned(n, "raw_env")[0])]
    return pairs(strings(found))


def gunicorns(argv, cwd, env):
    try:
        extra = shlex.split(env.get("GUNICORN_CMD_ARGS", ""))
    except ValueError:
        extra = []
    return {**told_by_config(argv, cwd), **told_by(extra), **told_by(argv)}


def owner(project):
    stands = os.stat(project)
    return str(stands.st_uid), str(stands.st_gid)


def surroundings(service):
    """User, directory, environment and Python of the service: of the running process, else of its unit, else of nobody yet."""
    unit, project = shown(service.get("unit")), os.path.realpath(service["project"])
    pid = service.get("pid") or serving(unit) if unit or service.get("pid") else 0
    running = process(pid) if pid else None
    stale = bool(running and unit and is_stale(unit, running))
    if running and not stale:
        place = {"source": "process", "user": running["uid"], "group": running["gid"], "groups": running["groups"], "files": []}
        place.update(cwd=running["cwd"], env=running["env"], argv=running["argv"])
    elif unit:
        place = {"source": "unit", "user": first(unit, "User", "root"), "group": first(unit, "Group"), "files": env_file_paths(unit)}
        place.update(groups=first(unit, "SupplementaryGroups").split(), cwd=first(unit, "WorkingDirectory").lstrip("-!"))
        place.update(env=assignments(first(unit, "Environment")), argv=re.findall(r"argv\[\]=(.*?) ;", first(unit, "ExecStart") + " ;")[:1])
        place["argv"] = " ".join(place["argv"]).split()
    else:
        user, group = owner(project)
        place = {"source": "none", "user": user, "group": group, "groups": [], "files": [], "cwd": project, "env": {}, "argv": []}
    return finished(place, service, unit, stale)


def python_of(venv):
    """Its own Python; the system's and a user's environment have none beside gunicorn, whose first line then names it."""
    own = os.path.join(venv, "bin", "python")
    first = read(os.path.join(venv, "bin", "gunicorn")).split(b"\n")[0].decode("utf-8", "surrogateescape")
    named = [p for p in first[2:].split()[:1] if first.startswith("#!/") and "python" in os.path.basename(p)]
    return own if os.path.exists(own) else next((p for p in named if os.path.exists(p)), own)


def finished(place, service, unit, stale):
    if not os.path.isdir(place["cwd"]):
        place["cwd"] = service["project"]
    place["env"] = {**place["env"], **gunicorns(place["argv"], place["cwd"], place["env"])}
    place["env"] = {k: v for k, v in place["env"].items() if not OWN.fullmatch(k)}
    place["python"] = python_of(service["venv"]) if service.get("venv") else (place["argv"] or ["python3"])[0]
    return dict(place, unit=unit and service["unit"], stale=stale, told=env_file_paths(unit), unit_env=assignments(first(unit, "Environment")))
