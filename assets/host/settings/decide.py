# ---- The decision: what has no effect is never called done ----


def lacking(seen, name, asked):
    """Of what is wanted, what the settings do not have in effect."""
    want = asked["want"].get(name, [])
    if "fault" in seen:
        return want
    if name == "ALLOWED_HOSTS":
        return [n for n in want if not seen["covered"][n]]
    enough = lambda o: o["trusted"] or asked.get("proto_reaches") and o["reaches"]["accepted"]
    return [o for o in want if not enough(seen["origins"][o])]


def same_else(before, now):
    """Whether nothing else changed: both lists have all that they had, and the other values are what they were."""
    if "fault" in before:
        return True
    old, new = before["values"], now["values"]
    kept = all(set(old[n] or []) <= set(new[n] or []) for n in LISTS)
    return kept and all(old[k] == new[k] for k in old if k not in LISTS)


def variants(text, name, added, kind, style=None):
    """The ways to add these, the best first: [(style, text)]."""
    ours = name in (block_of(text)[1] or {})
    ways = [] if ours or style == "block" else [("literal", i) for i in places(text, name)]
    for way, place in ways + [("block", None)] * (style != "literal"):
        try:
            new = with_literal(text, name, place, added) if way == "literal" else with_block(text, name, added, kind)
        except Refused:
            continue
        yield way, new


def tried(place, asked, path, seen, text, encoding):
    """(the text that has all that is wanted in effect, what is seen with it, how each list was edited, what was added)."""
    before, styles, added = seen, {}, {}
    for name in LISTS:
        missing = lacking(seen, name, asked)
        kind = before["kinds"].get(name, "none")
        if not missing:
            continue
        for style, new in variants(text, name, missing, kind, asked.get("style")) if kind != "every" else []:
            now = look(place, asked, (path, new.encode(encoding)))
            if "fault" not in now and not lacking(now, name, asked) and same_else(before, now):
                text, seen, styles[name], added[name] = new, now, style, missing
                break
        else:
            raise Refused("settings-not-effective", "%s: %s" % (path, ", ".join(missing)), by_hand(asked, place, path, text, before))
    return text, seen, styles, added


def by_text(asked, place, path, text, seen):
    """As `tried`, where the settings cannot be imported: by what the text says."""
    styles, added, unknown = {}, {}, None
    for name in LISTS:
        want, module = asked["want"].get(name, []), ast.parse(text)
        try:
            found = displays(module, split(text), name) if want else []
        except Refused as refused:
            if name == "ALLOWED_HOSTS" and asked.get("style") != "block":
                unknown = unknown or (None if said_elsewhere(asked, place, path, text, seen, name, want) else refused)
                continue
            found = None
        have = strings(found or [])
        missing = [n for i, n in enumerate(want) if not HAS[name](n, have + want[:i])]
        if not missing:
            continue
        index = every(module.body, name).index(found[-1]) if found and asked.get("style") != "block" else None
        text = with_block(text, name, missing, "none") if index is None else with_literal(text, name, index, missing)
        styles[name], added[name] = "block" if index is None else "literal", missing
    if unknown:
        raise Refused(*unknown.args, by_hand(asked, place, path, text, seen))
    return text, seen, styles, added
