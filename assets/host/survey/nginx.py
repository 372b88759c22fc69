# ---- What nginx hands requests on to, and as whom its workers run ----


def nginx_text():
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin"
    try:
        done = subprocess.run(["nginx", "-T"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10, env=dict(os.environ, PATH=path))
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        pass
    places = ["/etc/nginx/nginx.conf"]
    for folder in ("/etc/nginx/conf.d", "/etc/nginx/sites-enabled"):
        places += [os.path.join(folder, n) for n in names(folder)]
    return "\n".join(text(p) or "" for p in places)


def directives(config):
    """Each directive of an nginx configuration, as (the blocks around it, its words)."""
    stack, words = [], []
    for double, single, plain in re.findall(r"#[^\n]*|\"((?:\\.|[^\"])*)\"|'((?:\\.|[^'])*)'|((?:\\.|\$\{|[^\s{};\"'#])[^\s{};]*|[{};])", config):
        token = plain or double or single
        if token == "{":
            stack, words = stack + [words], []
        elif token == "}":
            stack, words = stack[:-1], []
        elif token == ";":
            yield stack, words
            words = []
        elif token:
            words = words + [token]


def upstream_of(config):
    """Where requests for / are handed on to, on this machine: {"Tcp": "host:port"} or {"Unix": path}."""
    groups, passes = {}, []
    for blocks, words in directives(config):
        if words[:1] == ["server"] and blocks and blocks[-1][:1] == ["upstream"] and len(words) > 1:
            groups.setdefault(blocks[-1][-1], words[1])
        if words[:1] == ["proxy_pass"] and len(words) == 2 and blocks:
            passes.append((blocks[-1][-1:] not in (["/"],) and not blocks[-1][-1].startswith("@"), words[1]))
    for _, target in sorted(passes, key=lambda p: p[0]):
        target = re.sub(r"^http://", "", target)
        target = groups.get(target.split("/")[0], target)
        unix = re.match(r"unix:(/[^:\s]+)", target)
        if unix:
            return {"Unix": unix.group(1)}
        tcp = re.match(r"(127\.\d+\.\d+\.\d+|localhost|0\.0\.0\.0|\[::1\])(:\d+)(/|$)", target)
        if tcp:
            host = "127.0.0.1" if tcp.group(1) in ("localhost", "0.0.0.0") else tcp.group(1)
            return {"Tcp": host + tcp.group(2)}
    return None


def worker_group():
    """The group of a running worker of nginx."""
    for pid, words, _ in processes():
        if words[0].startswith("nginx: worker"):
            gid = re.search(r"^Gid:\s+\d+\s+(\d+)", process_text(pid, "status"), re.M)
            try:
                return gid and grp.getgrgid(int(gid.group(1))).gr_name
            except KeyError:
                return None
    return None


def web_group_of(config):
    """The group that nginx's workers are in, which may reach a socket: as configured, as running, or Debian's if it exists."""
    said = next((words[1:] for blocks, words in directives(config) if words[:1] == ["user"] and len(words) > 1 and not blocks), [])
    known = {g.gr_name for g in grp.getgrall()}
    return next((g for g in (said[-1:] + [worker_group(), "www-data"]) if g in known), None)
