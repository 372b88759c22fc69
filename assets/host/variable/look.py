def look(asked):
    """Whether the file has the variable, which files systemd gives to the service, and a `.env` of the project that has it."""
    ours = readable(asked["file"])
    in_file = ours is not None and asked["name"] in EnvironmentFile(ours).values
    return {"in_file": in_file, "given": given(asked["unit"]), "dotenv": own_dotenv(asked)}


def readable(path):
    """The text of a file; None: there is none, or it is none that anybody should read."""
    try:
        return text_of(path)
    except Refused:
        return None


def given(unit):
    """The environment files of the unit, as systemd has it loaded: `/a (ignore_errors=no)`, a line each."""
    command = ["systemctl", "show", "--no-pager", "-p", "EnvironmentFiles", "--", unit]
    shown = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    lines = shown.stdout.decode("utf-8", "replace").splitlines()
    values = [line.partition("=")[2] for line in lines if line.startswith("EnvironmentFiles=")]
    return [re.sub(r" \(ignore_errors=(yes|no)\)\Z", "", value) for value in values if value]


def own_dotenv(asked):
    """The first `.env` in which the variable stands: beside manage.py, beside the settings, above the project."""
    places = [asked["project"], os.path.dirname(asked["settings"]), os.path.dirname(asked["project"])]
    for path in dict.fromkeys(os.path.join(place, ".env") for place in places):
        text = readable(path)
        if text is not None and (asked["name"] in dotenv(text) or asked["name"] in EnvironmentFile(text).values):
            return {"path": path, "differs": differing(text)}
    return None
