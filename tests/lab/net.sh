# shellcheck shell=bash
# Two network namespaces joined by one veth. The host has no part in it: no address, no route, no default route inside, so that
# nothing the lab says can leave this machine, and nothing of the host's own network is touched.

net_up() { locked "$LAB_RUN/netns.lock" net_create; }

# Under a lock: two `ip netns add` at once can leave a broken entry in /run/netns.
net_create() {
    ip netns add "$NS"
    ip netns add "$NS_VM"
    ip link add name server netns "$NS" type veth peer name eth0 netns "$NS_VM"
    ip -n "$NS" link set lo up
    ip -n "$NS_VM" link set lo up
    ip -n "$NS" addr add "$WORLD_IP/32" peer "$SERVER_IP/32" dev server
    ip -n "$NS" addr add "$BALANCER_IP/32" dev server
    ip -n "$NS_VM" addr add "$SERVER_IP/32" peer "$WORLD_IP/32" dev eth0
    ip -n "$NS" link set server up
    ip -n "$NS_VM" link set eth0 up
    ip -n "$NS_VM" route add "$BALANCER_IP/32" dev eth0
    net_loopbacks
}

# BIND listens only on addresses that an interface has.
net_loopbacks() {
    local address
    for address in 127.0.1.{1..7} "$FRONT_IP"; do
        ip -n "$NS" addr add "$address/32" dev lo
    done
}

net_down() {
    net_kill "$NS_VM"
    net_kill "$NS"
    locked "$LAB_RUN/netns.lock" net_delete
}

net_delete() {
    local ns
    for ns in "$NS_VM" "$NS"; do
        [ ! -e "/run/netns/$ns" ] || ip netns del "$ns"
    done
}

# Whoever lives in the namespace was started by the lab: that is how a killed run's processes are found again.
net_kill() {
    [ -e "/run/netns/$1" ] || return 0
    until_true 15 "the processes in $1 to end" net_killed "$1"
}

net_killed() {
    local pids
    mapfile -t pids < <(ip netns pids "$1")
    [ ${#pids[@]} -gt 0 ] || return 0
    kill -KILL "${pids[@]}" 2>/dev/null || true
    return 1
}
