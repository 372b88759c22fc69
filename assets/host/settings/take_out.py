# Taking out


def reduced(text, want):
    """The text without these names in its lists, and without our block where nothing else is in it."""
    bare, block = block_of(text)
    if block and all(set(added) <= set(want.get(n, [])) for n, (_, added) in block.items()):
        text = bare
    data, lines, module = text.encode("utf-8"), split(text), ast.parse(text)
    spans, last, other = [], None, []
    for name, names in want.items():
        found = every(module.body, name)
        other += [] if found or none_or_list(module, lines, name) else names
        for display in found:
            spans += removals(data, display, names)
            display.elts, last = [e for e in display.elts if literal(e) not in names], display
    new = checked(without(data, spans), module, last, lines) if spans else text
    if standing(new, other):
        raise Refused("settings-changed", "")
    return new


def none_or_list(module, lines, name):
    try:
        displays(module, lines, name)
        return True
    except Refused:
        return False


def standing(text, names):
    """The names that are a word of a literal string (of the text itself, when it is no Python). A URL's host is none."""
    try:
        said = [s for s in map(literal, ast.walk(ast.parse(text))) if s is not None]
    except (SyntaxError, ValueError, RecursionError):
        said = [text]
    word = r"(?<![A-Za-z0-9./@-])%s(?![A-Za-z0-9.-])"
    return [n for n in names if any(re.search(word % re.escape(n), s) for s in said)]
