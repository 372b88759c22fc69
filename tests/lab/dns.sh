# shellcheck shell=bash
# Real DNS in the lab's namespace, all on port 53: the root and `test.` (127.0.1.1), the domain's old name servers at its registrar
# (127.0.1.7), the four name servers of its Route 53 zone (127.0.1.2, .3, .5, .6; filled by bridge.py), a recursor (127.0.1.4).

DNS_TTL=5
OLD_NAME_SERVERS=(ns1.registrar.test ns2.registrar.test)

dns_up() {
    local role
    # A copy: on hosts where AppArmor confines /usr/sbin/named, that one may not read the lab's files.
    install -m 755 "$(command -v named)" "$LAB_DIR/named"
    mkdir -p "$LAB_DIR"/dns/{parent,old,zone,recursor}
    dns_parent
    dns_old
    dns_zone_servers
    dns_recursor
    for role in parent old zone recursor; do
        daemon "named-$role" "$LAB_DIR/named" -c "$LAB_DIR/dns/$role/named.conf" -n 1 -f -g
    done
}

# dns_options ROLE ADDRESSES MORE: the options that all four share.
dns_options() {
    cat <<CONF
options {
    directory "$LAB_DIR/dns/$1"; pid-file "$LAB_DIR/dns/$1/pid"; session-keyfile none; managed-keys-directory "$LAB_DIR/dns/$1";
    listen-on port 53 { $2 }; listen-on-v6 { none; }; dnssec-validation no; notify no;
    $3
};
controls { };
CONF
}

# The root answers for the fixed names that moto gives a zone's servers, as the real com., net., org. and co.uk. would.
dns_parent() {
    local dir=$LAB_DIR/dns/parent
    {
        dns_options parent '127.0.1.1;' 'recursion no; minimal-responses no;'
        echo 'zone "." { type primary; file "root"; }; zone "test" { type primary; file "test"; };'
    } >"$dir/named.conf"
    cat >"$dir/root" <<ZONE
\$TTL $DNS_TTL
. SOA a.root-servers.net. nobody.invalid. 1 5 5 60 5
. NS a.root-servers.net.
a.root-servers.net. A 127.0.1.1
test. NS a.nic.test.
a.nic.test. A 127.0.1.1
ns-2048.awsdns-64.com. A 127.0.1.2
ns-2049.awsdns-65.net. A 127.0.1.3
ns-2050.awsdns-66.org. A 127.0.1.5
ns-2051.awsdns-67.co.uk. A 127.0.1.6
ZONE
    dns_write_tld "${OLD_NAME_SERVERS[@]}"
}

# dns_write_tld NS...: `test.` with the domain handed to these name servers.
dns_write_tld() {
    local dir=$LAB_DIR/dns/parent serial name
    serial=$(($(cat "$dir/serial" 2>/dev/null || echo 0) + 1))
    echo "$serial" >"$dir/serial"
    {
        cat <<ZONE
\$ORIGIN test.
\$TTL $DNS_TTL
@ SOA a.nic.test. nobody.invalid. $serial 5 5 60 5
@ NS a.nic.test.
a.nic A 127.0.1.1
ns1.registrar A 127.0.1.7
ns2.registrar A 127.0.1.7
ZONE
        for name in "$@"; do echo "$DOMAIN. NS ${name%.}."; done
    } >"$dir/test.new"
    # BIND skips a file that is not newer than its last load; two changes within a second must both be seen.
    touch -d '+1 hour' "$dir/test.new"
    mv "$dir/test.new" "$dir/test"
}

# Where the domain lived before: still answering, with an address that nobody can reach.
dns_old() {
    local dir=$LAB_DIR/dns/old
    {
        dns_options old '127.0.1.7;' 'recursion no;'
        echo "zone \"$DOMAIN\" { type primary; file \"records\"; };"
    } >"$dir/named.conf"
    cat >"$dir/records" <<ZONE
\$ORIGIN $DOMAIN.
\$TTL $DNS_TTL
@ SOA ns1.registrar.test. nobody.invalid. 1 5 5 60 5
@ NS ns1.registrar.test.
@ NS ns2.registrar.test.
www A 203.0.113.7
ZONE
}

dns_zone_servers() {
    local dir=$LAB_DIR/dns/zone
    {
        dns_options zone '127.0.1.2; 127.0.1.3; 127.0.1.5; 127.0.1.6;' 'recursion no;'
        echo "include \"$dir/zones.conf\";"
    } >"$dir/named.conf"
    : >"$dir/zones.conf"
}

# Forgets soon, so that a change is seen within seconds.
dns_recursor() {
    local dir=$LAB_DIR/dns/recursor
    {
        dns_options recursor '127.0.1.4;' \
            "recursion yes; allow-recursion { any; }; empty-zones-enable no; max-cache-ttl $DNS_TTL; max-ncache-ttl $DNS_TTL; servfail-ttl 0;"
        echo 'zone "." { type hint; file "hints"; };'
    } >"$dir/named.conf"
    printf '. 5 NS a.root-servers.net.\na.root-servers.net. 5 A 127.0.1.1\n' >"$dir/hints"
}

ask() { in_lab dig +short +tries=1 +time=1 "$@"; }

dns_answers() {
    [ -n "$(ask @127.0.1.1 test SOA)" ] && [ -n "$(ask @127.0.1.7 "$DOMAIN" SOA)" ] && [ -n "$(ask @127.0.1.4 . SOA)" ] &&
        in_lab dig +tries=1 +time=1 @127.0.1.2 "$DOMAIN" SOA >/dev/null
}
dns_wait() { until_true 20 "BIND (see $LAB_DIR/log/named-*)" dns_answers; }

# The person at the registrar: the domain's name servers become these, and the parent's server says so.
dns_delegate() {
    dns_write_tld "$@"
    kill -HUP "$(cat "$LAB_DIR/dns/parent/pid")"
    until_true 10 "the parent to name $*" dns_delegated "$@"
}

dns_delegated() {
    local seen wanted
    seen=$(in_lab dig +norecurse +noall +authority +tries=1 +time=1 @127.0.1.1 "$DOMAIN" NS | awk '$4 == "NS" { print $5 }' | sort)
    wanted=$(printf '%s.\n' "${@%.}" | sort)
    [ "$seen" = "$wanted" ]
}

dns_undelegate() { dns_delegate "${OLD_NAME_SERVERS[@]}"; }
