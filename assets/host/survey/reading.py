# ---- Reading what may be odd: it is passed over and told, and nothing is waited for ----

skipped = []


def skip(path, why):
    told = [os.fsencode(path).decode("utf-8", "replace"), why]
    if told not in skipped and len(skipped) < MOST_TOLD:
        skipped.append(told)


def is_file(path):
    """Whether it can be read to its end: a pipe would keep us waiting."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as problem:
        if getattr(problem, "errno", None) == errno.ELOOP:
            skip(path, "link-circle")
        return False
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        skip(path, "not-a-file")
    return stat.S_ISREG(mode)


def text(path):
    try:
        if is_file(path):
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                return file.read(LONGEST)
    except (OSError, ValueError):
        skip(path, "unreadable")
    return None


def names(path):
    try:
        return sorted(os.listdir(path))
    except OSError:
        return []


def is_sayable(path):
    """Whether the path is text: neither JSON nor a unit's file can hold another."""
    try:
        return bool(path.encode("utf-8"))
    except UnicodeEncodeError:
        skip(path, "odd-name")
        return False


def folders(path):
    found = []
    try:
        for count, entry in enumerate(os.scandir(path)):
            if count >= MOST_ENTRIES:
                skip(path, "too-many")
                return []
            if entry.is_dir(follow_symlinks=False) and is_sayable(entry.path):
                found.append(entry.path)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        skip(path, "unreadable")
    return sorted(found)


def process_text(pid, name):
    """Of a process's files; it may end while it is read, which is nothing odd."""
    try:
        with open("/proc/%d/%s" % (pid, name), encoding="utf-8", errors="replace", newline="") as file:
            return file.read(LONGEST)
    except (OSError, ValueError):
        return ""


def processes():
    """Each process as (pid, its words, where it stands)."""
    for pid in (int(n) for n in names("/proc") if n.isdigit()):
        try:
            here = os.readlink("/proc/%d/cwd" % pid)
        except OSError:
            here = ""
        yield pid, process_text(pid, "cmdline").split("\0"), here
