# ---- The answer ----


def wanted(asked):
    """{list: what is wanted in it}, of `want`, or of `names`, where an origin is what has a scheme."""
    names = asked.get("names", [])
    split_up = {LISTS[0]: [n for n in names if "://" not in n], LISTS[1]: [n for n in names if "://" in n]}
    want = {name: list(dict.fromkeys(asked.get("want", split_up).get(name, []))) for name in LISTS}
    for name, pattern in zip(LISTS, (r"[A-Za-z0-9.:\[\]_-]+", r"https?://[A-Za-z0-9.:\[\]_-]+")):
        wrong = [n for n in want[name] if not re.fullmatch(pattern, n)]
        if wrong:
            raise Refused("settings-not-literal", repr(wrong[0]))
    return want


def editable(path):
    return path.endswith(".py") and os.path.isfile(path) and not re.search(r"/(site|dist)-packages/|^/usr/", path)


def planned(asked, place, seen, path, raw):
    """(the new content, the answer)."""
    try:
        text, encoding = decoded(raw)
        effects = place and ("fault" not in seen or set(seen["kinds"].values()) & {"str", "list", "tuple", "set"})
        new, now, styles, added = tried(place, asked, path, seen, text, encoding) if effects else by_text(asked, place, path, text, seen)
        content = new.encode(encoding)
        if not effects or "literal" in styles.values():
            compile(content, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as problem:
        raise Refused("settings-broken", str(problem))
    answer = {"path": path, "missing": [a for n in LISTS for a in added.get(n, [])], "styles": styles, "by_text": not effects}
    answer.update(diff=diff_of(text, new, path), before_sha256=sha256(raw), after_sha256=sha256(content), why=seen.get("detail"))
    return content, dict(answer, effective=told_of(place, seen), after=told_of(place, now))


def told_of(place, seen):
    return place and dict(seen, environment=place["source"], stale=place["stale"])


def apply(asked, place, seen, path, raw):
    """Writes what is planned, looks again at what stands on disk, and puts the old bytes back where that has no effect."""
    if sha256(raw) != asked["before_sha256"]:
        raise Refused("settings-changed", path)
    new, answer = planned(asked, place, seen, path, raw)
    if asked.get("after_sha256", answer["after_sha256"]) != answer["after_sha256"]:
        raise Refused("settings-changed", path)
    if new == raw:
        return answer
    replace(path, new)
    now = look(place, asked) if place and not answer["by_text"] else None
    if now and ("fault" in now or any(lacking(now, n, asked) for n in LISTS)):
        replace(path, raw)
        raise Refused("settings-not-effective", "%s: %s" % (path, ", ".join(answer["missing"])), by_hand(asked, place, path, decoded(raw)[0], seen))
    return answer


def main(asked):
    asked = dict(asked, want=wanted(asked))
    path = os.path.realpath(asked.get("path") or "")
    if asked["mode"] == "remove":
        return remove(path, content(path), asked["want"])
    place = surroundings(asked["service"]) if asked.get("service") else None
    seen = look(place, asked) if place else fault("not-asked", "")
    if asked["mode"] == "look":
        return told_of(place, seen)
    # The module that the service really reads may be another than the one that wsgi.py names.
    really = os.path.realpath(seen.get("file") or path)
    path = really if editable(really) else path
    raw = content(path)
    return apply(asked, place, seen, path, raw) if asked["mode"] == "apply" else planned(asked, place, seen, path, raw)[1]


def ended(*_):
    """The connection broke: what runs is ended, and the file with the environment goes."""
    raise SystemExit(1)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for one in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, ended)
    try:
        answer = main(json.load(sys.stdin))
    except Refused as refused:
        answer = {"fault": refused.args[0], "detail": refused.args[1], "by_hand": (refused.args[2:] or (None,))[0]}
    print(json.dumps(answer))
