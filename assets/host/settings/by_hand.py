# What a person has to do


def texts_of(path, text, seen):
    """The settings module and the project's other modules that it imported: [(path, module)]."""
    found = []
    for other in [path] + [f for f in seen.get("files", []) if f != path]:
        try:
            found.append((other, ast.parse(text if other == path else read(other))))
        except (SyntaxError, ValueError):
            continue
    return found


def asked_variables(seen, modules, name):
    """The variables that the list's value may come from."""
    said = [literal(n) for _, m in modules for s in ast.walk(m) if isinstance(s, ast.stmt) and assigned(s, name)[0] for n in ast.walk(s)]
    return list(dict.fromkeys([s for s in said if s and re.fullmatch(r"[A-Z][A-Z0-9_]+", s)] + seen.get("variables", [])))


def sources(asked, place, seen, names):
    """Where these variables are set: [{kind, path | unit, variable, value}]."""
    project = (asked.get("service") or {}).get("project") or ""
    dotenv = seen.get("read") or ([os.path.join(project, ".env")] if project else [])
    files = [("environment-file", f) for f, _ in (place or {}).get("told", [])] + [("dotenv", f) for f in dotenv]
    found = []
    for name in names:
        line = re.compile(r"(?m)^[ \t]*(?:export[ \t]+)?[\"']?%s[\"']?[ \t]*[=:](.*)" % re.escape(name))
        for kind, path in files:
            hit = line.search(read(path).decode("utf-8", "replace"))
            found += [{"kind": kind, "path": path, "variable": name, "value": hit[1]}] if hit else []
        if name in (place or {}).get("unit_env", {}):
            found.append({"kind": "unit", "unit": place["unit"], "variable": name, "value": place["unit_env"][name]})
    return found


def said_elsewhere(asked, place, path, text, seen, name, want):
    """Whether the value's variable names them all where it is set: what a person was told to add has been added."""
    variables = asked_variables(seen, texts_of(path, text, seen), name)
    values = [s["value"] for s in sources(asked, place, seen, variables)]
    return any(all(HAS[name](w, re.split(r"[\s,;\"'\[\]()]+", value)) for w in want) for value in values)


def by_hand(asked, place, path, text, seen):
    """Everything that must be added by hand, and where it may stand."""
    add = {n: lacking(seen, n, asked) for n in LISTS if lacking(seen, n, asked)}
    modules = texts_of(path, text, seen)
    where = [{"kind": "settings", "path": path}]
    where += [{"kind": "module", "path": f} for f, m in modules[1:] if any(assigned(s, n)[0] for n in add for s in ast.walk(m) if isinstance(s, ast.stmt))]
    names = [v for n in add for v in asked_variables(seen, modules, n)]
    where += [{k: v for k, v in s.items() if k != "value"} for s in sources(asked, place, seen, list(dict.fromkeys(names)))]
    return {"path": path, "add": add, "where": where, "by_text": "fault" in seen, "why": seen.get("detail")}
