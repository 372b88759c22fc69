# shellcheck shell=bash
# The server: a booted Debian in namespaces of its own at 198.51.100.11, as EC2 would have it. Engine: util-linux alone.

machine_up() {
    ssh-keygen -q -t ed25519 -N '' -C landfall-lab -f "$LAB_DIR/key"
    ssh-keygen -q -t ed25519 -N '' -C heestagram -f "$LAB_DIR/host_key"
    echo "$SERVER_IP $(cut -d' ' -f1,2 "$LAB_DIR/host_key.pub")" >"$LAB_DIR/known_hosts"
    machine_boot
}

machine_boot() {
    # In the server's network and a mount namespace of its own: the root file system is gone with the last process.
    setsid nsenter --net="/run/netns/$NS_VM" unshare --mount --propagation private \
        "$LAB_HERE/machine-boot.sh" "$LAB_DIR" "$LAB_ID" "$IMAGE" </dev/null >"$LAB_DIR/log/console" 2>&1 &
}

machine_fingerprint() { ssh-keygen -lf "$LAB_DIR/host_key.pub" | cut -d' ' -f2; }

machine_ssh() {
    in_lab ssh -q -i "$LAB_DIR/key" -o UserKnownHostsFile="$LAB_DIR/known_hosts" -o GlobalKnownHostsFile=/dev/null \
        -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=2 -o ControlPath=none \
        "ubuntu@$SERVER_IP" "$@"
}

# Up is: ssh works and nginx runs.
machine_answers() {
    machine_lives || die "the server ended: $(tail -n 3 "$LAB_DIR/log/console")"
    machine_ssh 'systemctl is-active -q nginx' </dev/null 2>/dev/null
}
machine_lives() { [ -n "$(ip netns pids "$NS_VM")" ]; }
machine_wait() { until_true 40 "the server (see $LAB_DIR/log/console)" machine_answers; }

machine_boot_id() { machine_ssh cat /proc/sys/kernel/random/boot_id </dev/null 2>/dev/null; }

# A reboot is seen by a new boot id: uptime is the host's.
machine_reboot() {
    local before
    before=$(machine_boot_id)
    machine_ssh sudo systemctl reboot </dev/null || true
    until_true 40 "the reboot" machine_rebooted "$before"
    machine_wait
}

machine_rebooted() {
    local now
    now=$(machine_boot_id) && [ -n "$now" ] && [ "$now" != "$1" ]
}

# Another machine in its place, as the first was: its disk was a tmpfs of the processes that end here.
machine_anew() {
    net_kill "$NS_VM"
    machine_down
    machine_boot
    until_true 5 "the next server to begin" machine_lives
    machine_wait
}

# machine_type COMMAND: at a terminal of an SSH session, as a person types it; the line before it answers whatever is asked first.
machine_type() { printf '\n%s\nexit\n' "$1" | machine_ssh -tt; }

# machine_console COMMAND: as root, past SSH, as by EC2's Session Manager.
machine_console() { nsenter -t "$(machine_init)" -a -- /bin/bash -c "$1"; }

machine_snapshot() { machine_ssh 'sudo python3 -' <"$LAB_HERE/snapshot.py"; }

# machine_memory BYTES: the server's memory from now on, for what it starts; -1: as much as it wants.
machine_memory() {
    local group
    group=$(memory_group)
    if [ -e "$group/memory.max" ]; then
        [ "$1" != -1 ] || set -- max
        echo "$1" >"$group/memory.max"
    else
        mkdir -p "$group"
        machine_init >"$group/cgroup.procs"
        echo "$1" >"$group/memory.limit_in_bytes"
    fi
}

# v2 has one group for everything; v1 one of its own for memory, which is made below ours, so that whoever limits us still does.
memory_group() {
    local own
    own=$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
    if [ -n "$own" ]; then
        echo "/sys/fs/cgroup/memory$own/landfall-lab-$LAB_ID"
    else
        echo "/sys/fs/cgroup/landfall-lab-$LAB_ID"
    fi
}

# Process 1 of the server, by its number here.
machine_init() {
    local pid
    for pid in $(ip netns pids "$NS_VM"); do
        ! grep -q '^NSpid:.*[[:space:]]1$' "/proc/$pid/status" || echo "$pid"
    done
}

# The processes were killed with the namespace; only the control groups stay, and can be removed once they are empty.
machine_down() {
    local group
    while read -r group; do
        until_true 5 "$group to empty" cgroup_removed "$group"
    done < <(cgroups_of "$LAB_ID"; memory_group)
}

# A control group in each hierarchy that systemd may use (v2, or v1's named one): else two servers would share theirs.
cgroups_of() {
    local base
    for base in /sys/fs/cgroup/unified /sys/fs/cgroup/systemd /sys/fs/cgroup; do
        [ ! -w "$base/cgroup.procs" ] || echo "$base/landfall-lab-$1"
    done
}

cgroup_removed() {
    [ -d "$1" ] || return 0
    find "$1" -depth -type d -exec rmdir {} + 2>/dev/null
}
