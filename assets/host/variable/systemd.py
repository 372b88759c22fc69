NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
BLANK = " \t\n\r"
# What a backslash takes its meaning from between double quotes; before anything else it stays.
ESCAPED = "\"\\`$"


class EnvironmentFile:
    """An environment file as systemd reads it (src/basic/env-file.c of systemd 257, read on 2026-11-30; 252 reads the same)."""

    def __init__(self, text):
        # By name: its value, and the line on which it begins. The last one counts.
        self.values = {}
        # Whether what is added at the end would belong to what stands there: the line on which that begins.
        self.unended = None
        self.key, self.value, self.kept, self.begun = "", "", 0, 1
        state, line, since = self.before_key, 1, 1
        for c in text:
            after = state(c)
            if state == self.before_key and after == self.in_key:
                self.begun = line
            if after != state and after in (self.in_single, self.in_double, self.escaped, self.escaped_in_comment):
                since = line
            state = after
            line += c == "\n"
        if state in (self.in_single, self.in_double, self.escaped_in_double, self.escaped, self.escaped_in_comment):
            self.unended = since
        if state not in (self.before_key, self.in_key, self.in_comment, self.escaped_in_comment):
            self.push(state == self.in_value)

    def push(self, bare):
        """Ends an assignment. `bare`: blanks at its end do not count."""
        name = self.key.rstrip(BLANK)
        if NAME.match(name):
            self.values[name] = (self.value[: self.kept] if bare else self.value, self.begun)
        return self.before_key

    def before_key(self, c):
        if c in "#;":
            return self.in_comment
        if c in BLANK:
            return self.before_key
        self.key, self.value, self.kept = c, "", 0
        return self.in_key

    def in_key(self, c):
        if c in "\n\r":
            return self.before_key
        if c == "=":
            return self.before_value
        self.key += c
        return self.in_key

    def before_value(self, c):
        if c in "\n\r":
            return self.push(False)
        if c in BLANK:
            return self.before_value
        if c in "'\"\\":
            return {"'": self.in_single, '"': self.in_double, "\\": self.escaped}[c]
        return self.in_value(c)

    def in_value(self, c):
        if c in "\n\r":
            return self.push(True)
        if c == "\\":
            self.kept = len(self.value)
            return self.escaped
        self.value += c
        if c not in BLANK:
            self.kept = len(self.value)
        return self.in_value

    def escaped(self, c):
        if c not in "\n\r":
            self.value += c
            self.kept = len(self.value)
        return self.in_value

    def in_single(self, c):
        if c == "'":
            return self.before_value
        self.value += c
        return self.in_single

    def in_double(self, c):
        if c == '"':
            return self.before_value
        if c == "\\":
            return self.escaped_in_double
        self.value += c
        return self.in_double

    def escaped_in_double(self, c):
        self.value += c if c in ESCAPED else "" if c == "\n" else "\\" + c
        return self.in_double

    def in_comment(self, c):
        if c == "\\":
            return self.escaped_in_comment
        return self.before_key if c in "\n\r" else self.in_comment

    def escaped_in_comment(self, c):
        # Before systemd 254 the next line belongs to the comment.
        return self.in_comment


def assignment(name, value):
    """The line that systemd reads as just this value."""
    return '%s="%s"\n' % (name, "".join("\\" + c if c in ESCAPED else c for c in value))
