# shellcheck shell=bash
# moto plays AWS: not ours, and spoken to over HTTP by the real SDK. In a venv under the target directory.

MOTO_VENV=$LAB_TARGET/moto-venv
MOTO_PORT=5000

# What every client of the lab's AWS needs. The values are of no account anywhere.
export AWS_ENDPOINT_URL=http://127.0.0.1:$MOTO_PORT AWS_REGION=ap-northeast-2 AWS_DEFAULT_REGION=ap-northeast-2
export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing AWS_EC2_METADATA_DISABLED=true

venv_ensure() {
    locked "$MOTO_VENV.lock" venv_ensure_alone
}

venv_ensure_alone() {
    venv_ready && return
    say "installing moto into $MOTO_VENV"
    rm -rf "$MOTO_VENV"
    python3 -m venv "$MOTO_VENV"
    "$MOTO_VENV/bin/pip" install -q -r "$LAB_HERE/requirements.txt"
    cp "$LAB_HERE/requirements.txt" "$MOTO_VENV/installed.txt"
}

# A venv whose Python was replaced under it no longer starts.
venv_ready() { cmp -s "$LAB_HERE/requirements.txt" "$MOTO_VENV/installed.txt" && "$MOTO_VENV/bin/python" -c 'import boto3' 2>/dev/null; }

moto_up() {
    # Without the images that AWS has for everybody, nor their snapshots, a thousand in each region.
    MOTO_ACM_VALIDATION_WAIT=4 MOTO_EC2_LOAD_DEFAULT_AMIS=false daemon moto "$MOTO_VENV/bin/moto_server" -H 127.0.0.1 -p "$MOTO_PORT"
}

moto_answers() { in_lab curl -sf -o /dev/null "$AWS_ENDPOINT_URL/moto-api/"; }
moto_wait() { until_true 40 "moto (see $LAB_DIR/log/moto)" moto_answers; }

# An empty account again, with the fixture in it.
moto_reset() {
    in_lab curl -sf -o /dev/null -X POST "$AWS_ENDPOINT_URL/moto-api/reset"
    aws fixture >"$LAB_DIR/fixture"
}

aws() { in_lab "$MOTO_VENV/bin/python" "$LAB_HERE/aws.py" "$@"; }

# All that stands in the account, in every region.
standing() { in_lab "$MOTO_VENV/bin/python" "$LAB_HERE/../account/lister.py" "$MOTO_PORT" list; }

# The gate makes the rules of the server's security groups count.
gate_up() {
    local instance
    instance=$(sed -n 's/^instance=//p' "$LAB_DIR/fixture")
    daemon gate "$MOTO_VENV/bin/python" "$LAB_HERE/gate.py" "$instance" "$NS_VM" "$WORLD_IP" "$BALANCER_IP"
}

# The bridge makes Route 53's zone visible in BIND.
bridge_up() {
    daemon bridge "$MOTO_VENV/bin/python" "$LAB_HERE/bridge.py" "$DOMAIN" "$FRONT_IP" "$LAB_DIR/dns/zone"
}
