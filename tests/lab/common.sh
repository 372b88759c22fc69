# shellcheck shell=bash
# shellcheck disable=SC2034 # the names are used by the files that are sourced beside this one
# Names, places and small helpers that every part of the lab shares. Sourced by `lab`, never run.

# Several labs may stand side by side: LANDFALL_LAB names one. The clone's path is part of the id, so that two clones on one
# host never meet, and so that the next run in this clone finds what a killed run left behind.
LAB_HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
LAB_REPO=$(cd "$LAB_HERE/../.." && pwd -P)
LAB_CLONE=$(printf '%s' "$LAB_REPO" | sha256sum | cut -c1-8)
LAB_NAME=${LANDFALL_LAB:-main}
LAB_ID=$LAB_CLONE-$LAB_NAME

LAB_RUN=/run/landfall-lab
LAB_DIR=$LAB_RUN/$LAB_ID
LAB_CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/landfall-lab
LAB_TARGET=${CARGO_TARGET_DIR:-$LAB_REPO/target}
[[ $LAB_TARGET = /* ]] || LAB_TARGET=$PWD/$LAB_TARGET

NS=landfall-lab-$LAB_ID    # Landfall, moto, BIND and the front
NS_VM=landfall-vm-$LAB_ID  # the server

DOMAIN=heestagram.test
SERVER_IP=198.51.100.11
FRONT_IP=127.0.2.1
WORLD_IP=198.51.100.1     # from where the server is called, past the balancer
BALANCER_IP=198.51.100.2  # from where the front calls the server

say() { printf 'lab[%s]: %s\n' "$LAB_NAME" "$*" >&2; }
die() { say "$*"; exit 1; }

# locked FILE COMMAND...: one at a time, for what cannot be done twice at once.
locked() {
    local file=$1
    shift
    (
        mkdir -p "$(dirname "$file")"
        exec 9>"$file"
        flock 9
        "$@" 9>&-
    )
}

# until_true SECONDS WHAT COMMAND...: tries COMMAND until it succeeds; says what was waited for when it never does.
until_true() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((SECONDS < end)) || { say "gave up waiting for $what"; return 1; }
        sleep 0.05
    done
}

in_lab() { nsenter --net="/run/netns/$NS" "$@"; }

# daemon LOG COMMAND...: runs COMMAND in the lab's namespace, on its own; `down` finds it there.
daemon() {
    local log=$LAB_DIR/log/$1
    shift
    setsid nsenter --net="/run/netns/$NS" "$@" </dev/null >>"$log" 2>&1 &
}
