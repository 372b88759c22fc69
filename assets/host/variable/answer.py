def answer():
    """What goes wrong is told by its kind alone: an exception's own words may repeat what stood in a file."""
    try:
        asked = json.load(sys.stdin)
        return {"look": look, "write": write}[asked["mode"]](asked)
    except Refused as refused:
        return {"fault": refused.args[0], "detail": refused.args[1]}
    except OSError as error:
        return {"fault": "remote-failed", "detail": os.strerror(error.errno) if error.errno else type(error).__name__}
    except Exception as error:
        return {"fault": "remote-failed", "detail": type(error).__name__}


json.dump(answer(), sys.stdout)
