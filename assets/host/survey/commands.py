# ---- The commands that mend what an environment lacks, by the tool that keeps it ----

# The file that says a tool manages the project, how it adds a package, and how it installs everything that is listed.
MANAGED = {
    "uv": ("uv.lock", "uv add", "uv sync"),
    "pdm": ("pdm.lock", "pdm add", "pdm install"),
    "poetry": ("poetry.lock", "poetry add", "poetry install"),
    "pipenv": ("Pipfile", "pipenv install", "pipenv install"),
}
# Debian's names of what is installed.
OF_DEBIAN = {"uvicorn-worker": "python3-uvicorn"}


def in_folder(folder, command):
    return "cd %s && %s" % (shlex.quote(folder), command)


def beside(project, name):
    """The nearest file of this name: in the project, or up to two directories above."""
    return next((path for path in (os.path.join(up, name) for up in above(project, 2)) if is_file(path)), None)


def pip_of(found):
    """pip of this very environment, whoever keeps it."""
    place, tool = found["venv"], found["told"]["tool"]
    python = shlex.quote(os.path.join(place, "bin", "python"))
    if tool == "uv":
        return "uv pip install --python %s" % shlex.quote(place)
    if tool == "user":
        # Debian since 12 and Ubuntu since 23.04 refuse otherwise; an older pip passes over the variable.
        return "PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --user"
    # PDM makes its environments without pip.
    without = tool == "pdm" or "--without-pip" in (config_of(place) or {}).get("command", "")
    return ("%s -m ensurepip && %s" % (python, python) if without else python) + " -m pip install"


def commands(found, project):
    """What the names of packages are written behind to install them, and to install them again where they are broken; and what installs
    everything that the project lists, "" where it lists nothing."""
    tool, pip = found["told"]["tool"], pip_of(found)
    lock, add, sync = MANAGED.get(tool, ("", "", ""))
    managed = lock and beside(project, lock)
    requirements = beside(project, "requirements.txt")
    if tool == "system":
        return {"install": "sudo apt install", "again": "sudo apt install --reinstall", "listed": ""}
    again = pip + (" --reinstall" if tool == "uv" else " --force-reinstall")
    if managed:
        folder = os.path.dirname(managed)
        return {"install": in_folder(folder, add), "again": again, "listed": in_folder(folder, sync)}
    return {"install": pip, "again": again, "listed": "%s -r %s" % (pip, shlex.quote(requirements)) if requirements else ""}


def to_install(found, project, packages):
    """The command that installs these there."""
    tool, place = found["told"]["tool"], found["venv"]
    # `uv add` makes such an environment anew by itself.
    anew = tool == "uv" and beside(project, "uv.lock")
    if tool not in ("system", "user") and not anew and not is_file(os.path.join(place, "bin", "python")):
        return to_mend(place, tool, project, packages)
    broken = "gunicorn" in packages and found["told"]["gunicorn"]
    named = [OF_DEBIAN.get(p, p) for p in packages] if tool == "system" else packages
    again = broken or tool == "system"
    return " ".join([commands(found, project)["again" if again else "install"], *named])


def to_mend(place, tool, project, packages):
    """The environment's own Python is gone, as after an upgrade of the system: without it nothing can be installed there."""
    where, wanted = shlex.quote(place), " ".join(packages)
    requirements = beside(project, "requirements.txt")
    listed = "-r %s" % shlex.quote(requirements) if requirements else "django"
    if tool == "uv":
        return "uv venv --allow-existing %s && uv pip install --reinstall --python %s %s %s" % (where, where, listed, wanted)
    return "rm -f %s/bin/python* && python3 -m venv %s && %s/bin/python -m pip install --force-reinstall %s %s" % (where, where, where, listed, wanted)


def to_make(project, packages):
    """The commands that make an environment where it is looked for first."""
    listed = "-r requirements.txt" if is_file(os.path.join(project, "requirements.txt")) else "django"
    return in_folder(project, "python3 -m venv venv && venv/bin/pip install %s %s" % (listed, " ".join(packages)))
