# shellcheck shell=bash
# The Debian packages that the tests need: installs what is missing when it may, and says by name what it may not. Sourced.

# command:package; the command tells whether the package is there.
TEST_PACKAGES=(
    gcc:gcc make:make cmake:cmake # for the C inside two crates: SQLite, and the TLS library when it is built with cmake
    python3:python3 curl:curl openssl:openssl ps:procps
    ssh:openssh-client sshd:openssh-server puttygen:putty-tools
    mmdebstrap:mmdebstrap zstd:zstd unshare:util-linux ip:iproute2
    named:bind9 dig:bind9-dnsutils nginx:nginx-light
)

packages_missing() {
    local pair
    for pair in "${TEST_PACKAGES[@]}"; do
        command -v "${pair%%:*}" >/dev/null || echo "${pair#*:}"
    done
    # Debian splits venv off: python3 alone can be there without it.
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

packages_ensure() {
    local missing
    mapfile -t missing < <(packages_missing)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "tests/run: MISSING Debian packages, and no right to install them: ${missing[*]}" >&2
        return 0
    fi
    echo "tests/run: installing ${missing[*]}" >&2
    packages_install "${missing[@]}"
}

# The lab starts nginx, sshd and BIND by itself, in its own network: installing them must not start them on this host.
packages_install() {
    local policy=/usr/sbin/policy-rc.d ours=no
    if [ ! -e "$policy" ]; then
        ours=yes
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    local status=0
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; } || status=$?
    [ "$ours" = no ] || rm -f "$policy"
    return "$status"
}
