"""Prints the HTTP status that 127.0.0.1:PORT answers to GET PATH with this Host. In: JSON {host, port, path}."""
import http.client
import json
import sys

asked = json.load(sys.stdin)
try:
    answer = http.client.HTTPConnection("127.0.0.1", asked["port"], timeout=5)
    answer.putrequest("GET", asked["path"], skip_host=True, skip_accept_encoding=True)
    answer.putheader("Host", asked["host"])
    answer.putheader("User-Agent", "landfall")
    answer.putheader("Connection", "close")
    answer.endheaders()
    print(answer.getresponse().status)
except (OSError, http.client.HTTPException) as problem:
    sys.exit(repr(problem))
