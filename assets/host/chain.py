"""What answers a name on this server: nginx, its configuration, who listens where, and which units and projects those are.

In:  JSON {name, project, addresses, venv, unit} (all but name and project may be missing or null)
Out: JSON {name, project, project_real, addresses, nginx, listeners, processes, units, sockets, containers, supervised, lingering,
      problems}.
Reads only; no values of environments, and what may be secret on a command line is masked. Run as root. Python 3.8 or newer.
"""
import json
import os
import pwd
import re
import shutil
import socket
import struct
import subprocess
import sys
import time

DEADLINE, EACH = time.monotonic() + 20, 8
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin:/usr/bin:/bin:/snap/bin"
PROPERTIES = (
    "Id,LoadState,FragmentPath,DropInPaths,WorkingDirectory,User,Group,ExecStart,UnitFileState,ActiveState,SubState,TriggeredBy,"
    "EnvironmentFiles,MainPID,NeedDaemonReload,Restart"
)
UNIT_FOLDERS = ("/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system")
MASK, MOST = "***", 200
problems = []


def text(path):
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except (OSError, ValueError):
        return ""


def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return None


def names(folder):
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def run(*words):
    """(exit code, standard output, standard error), or None where it cannot be run or takes too long."""
    seconds = min(EACH, DEADLINE - time.monotonic())
    if seconds <= 0:
        problems.append("no time left for %s" % words[0])
        return None
    try:
        env = dict(os.environ, PATH=PATH, LC_ALL="C", SYSTEMD_PAGER="", SYSTEMD_COLORS="0")
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds, env=env)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        problems.append("%s takes more than %d s" % (" ".join(words[:2]), seconds))
    except OSError as error:
        problems.append("%s: %s" % (words[0], error))
    return None


def attempt(what, otherwise):
    """What this gives; something odd in it is noted, and spoils nothing else."""
    try:
        return what()
    except Exception as error:  # noqa: BLE001 (whatever it is, the rest is still worth having)
        problems.append("%s: %s" % (type(error).__name__, error))
        return otherwise


# --- secrets


SECRET = r"[\w-]*(?:secret|passw|passphrase|token|credential|api[_-]?key|private[_-]?key|access[_-]?key|dsn|database[_-]?url)[\w-]*"


def masked(words):
    """A command line without the values of variables, of options that sound secret, and of passwords in addresses."""
    shown, hide = [], False
    for word in words:
        assigned = re.match(r"(-e|--env=|--env-file=)?(\w[\w.]*)=", word)
        if hide:
            word = re.sub(r"=.*", "=" + MASK, word, flags=re.S) if "=" in word else MASK
        elif re.match(r"(-e|--env=)\w+=", word) or assigned and assigned.group(2).isupper() or re.match("-*" + SECRET + "=", word, re.I):
            word = re.sub(r"^((?:--env=|-e)?[^=]*=).*", r"\1" + MASK, word, flags=re.S)
        hide = word in ("-e", "--env") or bool(re.fullmatch("-+" + SECRET, word, re.I))
        shown.append(re.sub(r"(\w://[^:/@\s]*:)[^@\s]+@", r"\1" + MASK + "@", word))
    return shown


def masked_text(exec_start):
    return " ".join(masked(exec_start.split(" ")))


# --- processes


def pids():
    return [int(n) for n in names("/proc") if n.isdigit()]


def words_of(pid):
    return [w for w in text("/proc/%d/cmdline" % pid).split("\0") if w]


def field(pid, name):
    found = re.search(r"^%s:\s*(\S.*)$" % name, text("/proc/%d/status" % pid), re.M)
    return found.group(1) if found else None


def cgroup(pid):
    found = re.search(r"^0::(/.*)$", text("/proc/%d/cgroup" % pid), re.M) or re.search(r"^\d+:name=systemd:(/.*)$", text("/proc/%d/cgroup" % pid), re.M)
    return found.group(1) if found else None


def user_name(uid):
    try:
        return pwd.getpwuid(int(uid)).pw_name
    except (KeyError, ValueError, TypeError):
        return uid


def process(pid):
    parent = int(field(pid, "PPid") or 0)
    return {
        "program": text("/proc/%d/comm" % pid).strip(),
        "words": masked(words_of(pid))[:60],
        "cwd": link("/proc/%d/cwd" % pid),
        "cgroup": cgroup(pid),
        "user": user_name((field(pid, "Uid") or "").split("\t")[0]),
        "parent": {"pid": parent, "program": text("/proc/%d/comm" % parent).strip()} if parent else None,
    }


def started(pid):
    """When it was started, in seconds since 1970."""
    stat = text("/proc/%d/stat" % pid).rpartition(")")[2].split()
    uptime = float(text("/proc/uptime").split()[0])
    return round(time.time() - (uptime - int(stat[19]) / os.sysconf("SC_CLK_TCK")), 2)


# --- who listens


def tcp_listeners(path, family):
    """{inode: (address, port)}"""
    found = {}
    for line in text(path).splitlines()[1:]:
        parts = line.split()
        if len(parts) > 9 and parts[3] == "0A":
            raw, port = parts[1].split(":")
            packed = b"".join(struct.pack("=I", int(raw[i : i + 8], 16)) for i in range(0, len(raw), 8))
            found[parts[9]] = {"tcp": {"host": socket.inet_ntop(family, packed), "port": int(port, 16)}}
    return found


def unix_listeners():
    found = {}
    for line in text("/proc/net/unix").splitlines()[1:]:
        parts = line.split(None, 7)
        if len(parts) == 8 and parts[3] == "00010000" and parts[7].startswith("/"):
            found[parts[6]] = {"unix": {"path": parts[7]}}
    return found


def holders(inodes):
    """{inode: [pid]}"""
    found = {}
    for pid in pids():
        folder = "/proc/%d/fd" % pid
        for number in names(folder):
            target = link(folder + "/" + number) or ""
            inode = target[8:-1] if target.startswith("socket:[") else None
            if inode in inodes and pid not in found.setdefault(inode, []):
                found[inode].append(pid)
    return found


def listeners(dump, projects):
    """All that listen on TCP, and on those paths that nginx's configuration names or that somebody in the project has open."""
    tcp = dict(tcp_listeners("/proc/net/tcp", socket.AF_INET), **attempt(lambda: tcp_listeners("/proc/net/tcp6", socket.AF_INET6), {}))
    unix = unix_listeners()
    held = holders(set(tcp) | set(unix))

    def wanted(inode):
        named = os.path.basename(unix[inode]["unix"]["path"]) in dump
        return named or any(link("/proc/%d/cwd" % pid) in projects for pid in held.get(inode, []))

    # The newest first: a path may be bound anew while the old socket lives on.
    kept = list(tcp.items()) + [(inode, unix[inode]) for inode in sorted(unix, key=int, reverse=True) if wanted(inode)]
    return [{"at": at, "pids": sorted(held.get(inode, []))} for inode, at in kept][:MOST]


# --- nginx


def same_world(pid):
    """Whether it is no container's."""
    return all(link("/proc/%d/ns/%s" % (pid, ns)) == link("/proc/self/ns/%s" % ns) for ns in ("net", "pid"))


def nginx_master():
    """The master process; of several the one that has port 80, else the first."""
    masters = [pid for pid in pids() if text("/proc/%d/cmdline" % pid).startswith("nginx: master") and same_world(pid)]
    ports = dict(tcp_listeners("/proc/net/tcp", socket.AF_INET), **attempt(lambda: tcp_listeners("/proc/net/tcp6", socket.AF_INET6), {}))
    web = {"socket:[%s]" % inode for inode, at in ports.items() if at["tcp"]["port"] == 80}
    first = [pid for pid in masters if any(link("/proc/%d/fd/%s" % (pid, n)) in web for n in names("/proc/%d/fd" % pid))]
    return next(iter(first + masters), None)


def workers_since(master):
    """Since when the workers run that are not on their way out."""
    own = [pid for pid in pids() if field(pid, "PPid") == str(master)]
    live = [pid for pid in own if text("/proc/%d/cmdline" % pid).rstrip("\0 ") == "nginx: worker process"]
    return min((started(pid) for pid in live), default=None)


def nginx_words(master):
    """How to ask nginx: the running one's own program and options, else the one that is installed."""
    running = link("/proc/%d/exe" % master) if master else None
    binary = running if running and os.path.isfile(running) else shutil.which("nginx", path=PATH)
    title = text("/proc/%d/cmdline" % master).replace("\0", " ") if master else ""
    return binary, [w for option in ("-c", "-p") for m in re.findall(r" %s (\S+)" % option, title)[:1] for w in (option, m)]


def changed(path):
    """When the file, or the link to it, was changed."""
    times = []
    for stat in (os.stat, os.lstat):
        try:
            times.append(stat(path).st_mtime)
        except OSError:
            pass
    return max(times, default=0)


def nginx():
    master = nginx_master()
    binary, options = nginx_words(master)
    told = run(binary, "-v") if binary else None
    dump = run(binary, "-T", *options) if binary else None
    files = re.findall(r"^# configuration file (/.*):\r?$", dump[1], re.M) if dump else []
    version = re.search(r"version: (\S+)", told[2]) if told else None
    return {
        "binary": binary,
        "version": version and version.group(1),
        "dump": dump and {"code": dump[0], "stdout": dump[1], "stderr": dump[2][-4000:]},
        "files": [{"path": path, "changed": changed(path)} for path in dict.fromkeys(files)],
        "master": master
        and {"pid": master, "started": started(master), "workers_since": workers_since(master), "unit": unit_of(cgroup(master))[1]},
    }


# --- units


def unit_of(path):
    """(whose own manager's, the unit) of a cgroup; (None, None) when it is none."""
    parts = (path or "").split("/")
    manager = next((i for i, part in enumerate(parts) if re.fullmatch(r"user@\d+\.service", part)), None)
    below = parts if manager is None else parts[manager + 1 :]
    services = [part for part in below if part.endswith(".service")]
    owner = user_name(parts[manager][5:-8]) if manager is not None else None
    return (owner, services[-1]) if services else (None, None)


def show(owner, unit):
    """What systemd knows of a unit; None where it knows none."""
    asked = ["--user", "--machine=%s@.host" % owner] if owner else []
    done = run("systemctl", *asked, "show", "-p", PROPERTIES, "--", unit)
    if not done or done[0] != 0:
        return None
    said = {}
    for line in done[1].splitlines():
        key, _, value = line.partition("=")
        said[key] = said[key] + "\n" + value if key in said else value
    if said.get("LoadState") == "not-found":
        return None
    said["ExecStart"] = masked_text(said.get("ExecStart", ""))
    if owner:
        said["Linger"] = "yes" if os.path.exists("/var/lib/systemd/linger/" + owner) else "no"
    return said


def written(projects):
    """Units whose files name the project: [(owner, unit)]."""
    folders = [(None, folder) for folder in UNIT_FOLDERS]
    for path in projects:
        try:
            owner = pwd.getpwuid(os.stat(path).st_uid)
            folders.append((owner.pw_name, os.path.join(owner.pw_dir, ".config/systemd/user")))
        except (OSError, KeyError):
            pass
    found = []
    for owner, folder in folders:
        for name in names(folder):
            told = text(os.path.join(folder, name)) if name.endswith(".service") and not name.endswith("@.service") else ""
            if any(path in told for path in projects):
                found.append((owner, name))
    return found


def sockets():
    if not os.path.isdir("/run/systemd/system"):
        return []
    done = run("systemctl", "list-sockets", "--all", "--output=json")
    if not done or done[0] != 0:
        return []
    try:
        rows = json.loads(done[1])
        first = lambda said: said[0] if isinstance(said, list) and said else said if isinstance(said, str) else ""  # noqa: E731
        return [{key: first(row.get(key)) for key in ("listen", "unit", "activates")} for row in rows]
    except ValueError:
        # Before 246 systemctl knows no JSON here.
        done = run("systemctl", "list-sockets", "--all", "--full", "--no-legend", "--plain")
        rows = [line.split() for line in done[1].splitlines()] if done else []
        return [{"listen": row[0], "unit": row[-2], "activates": row[-1]} for row in rows if len(row) > 2]


def units(processes, rows, open_sockets, projects, hint):
    """{unit, or user:NAME/unit: its properties}"""
    if not os.path.isdir("/run/systemd/system"):
        return {}
    wanted = [(None, hint)] if hint else []
    wanted += attempt(lambda: written(projects), [])
    wanted += [(None, row["activates"]) for row in rows if any(row["listen"].endswith(end) for end in open_sockets) and row["activates"]]
    wanted += [(None, row["unit"]) for row in rows]
    wanted += [unit_of(p["cgroup"]) for p in processes.values() if p["program"] != "systemd"]
    found = {}
    for owner, unit in list(dict.fromkeys(w for w in wanted if w[1]))[:40]:
        said = attempt(lambda o=owner, u=unit: show(o, u), None)
        if said:
            found["user:%s/%s" % (owner, unit) if owner else unit] = said
    return found


# --- those that keep processes beside systemd


def containers(processes):
    docker = any(p["program"] in ("docker-proxy", "dockerd") or "docker" in (p["cgroup"] or "") for p in processes.values())
    if not (docker or os.path.exists("/run/docker.sock")) or not shutil.which("docker", path=PATH):
        return []
    done = run("docker", "ps", "--no-trunc", "--format", "{{.ID}}\t{{.Names}}\t{{.Ports}}")
    rows = [line.split("\t") for line in done[1].splitlines()] if done and done[0] == 0 else []
    return [dict(zip(("id", "name", "ports"), row)) for row in rows if len(row) == 3]


def supervised(processes):
    """{pid: program} of supervisor."""
    there = any((p["parent"] or {}).get("program") == "supervisord" for p in processes.values())
    done = run("supervisorctl", "status") if there and shutil.which("supervisorctl", path=PATH) else None
    return {m[1]: m[0] for m in re.findall(r"^(\S+)\s+RUNNING\s+pid (\d+),", done[1], re.M)} if done else {}


# --- this machine


def addresses(told):
    """Those of this machine that others reach, the one first that it speaks from."""
    found = list(told or [])
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            # Nothing is sent: the kernel only chooses the address.
            probe.connect(("203.0.113.1", 9))
            found.append(probe.getsockname()[0])
    except OSError:
        pass
    found += re.findall(r"\|-- (\S+)\n\s+/32 host LOCAL", text("/proc/net/fib_trie"))
    for line in text("/proc/net/if_inet6").splitlines():
        if line.split()[3] == "00":
            found.append(socket.inet_ntop(socket.AF_INET6, bytes.fromhex(line.split()[0])))
    return [a for a in dict.fromkeys(found) if not a.startswith("127.") and a != "::1"]


def main(hint):
    project = (hint.get("project") or "").rstrip("/")
    real = os.path.realpath(project) if project else None
    projects = [p for p in dict.fromkeys([project, real]) if p]
    web = attempt(nginx, {})
    dump = (web.get("dump") or {}).get("stdout", "")
    open_at = attempt(lambda: listeners(dump, projects), [])
    seen = dict.fromkeys(pid for one in open_at for pid in one["pids"] if pid != 1)
    processes = {str(pid): p for pid in seen for p in [attempt(lambda pid=pid: process(pid), None)] if p and p["program"]}
    rows = attempt(sockets, [])
    by_systemd = [at["unix"]["path"] if "unix" in at else ":%d" % at["tcp"]["port"] for at in (o["at"] for o in open_at if 1 in o["pids"])]
    return {
        "name": hint.get("name") or "",
        "project": project,
        "project_real": real,
        "addresses": attempt(lambda: addresses(hint.get("addresses")), []),
        "nginx": web,
        "listeners": open_at,
        "processes": processes,
        "units": attempt(lambda: units(processes, rows, by_systemd, projects, hint.get("unit")), {}),
        "sockets": rows,
        "containers": attempt(lambda: containers(processes), []),
        "supervised": attempt(lambda: supervised(processes), {}),
        "lingering": names("/var/lib/systemd/linger"),
        "problems": problems,
    }


print(json.dumps(main(json.load(sys.stdin))))
