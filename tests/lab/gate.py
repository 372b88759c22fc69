"""Plays the server's security groups: a port that none of their rules lets in answers nobody, as moto has the rules at that moment, until
it is killed.

gate.py INSTANCE NETNS WORLD_ADDRESS BALANCER_ADDRESS

Whoever comes from WORLD_ADDRESS is the world, whoever comes from BALANCER_ADDRESS stands in the load balancer's group. What the server
answers them from a closed port is dropped by a routing rule in its namespace: so nothing but iproute2 is needed."""

import subprocess
import sys
import time

import boto3

EVERY_SECONDS = 0.1
# Above it are the ports from which the server itself calls.
LAST = 32767
# Two places in the list of routing rules, in turn: the new ones stand before the old ones go.
PLACES = (200, 201)


def inbound(ec2, instance):
    """The inbound rules of the instance's groups."""
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    groups = [group["GroupId"] for group in found["SecurityGroups"]]
    listed = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": groups}])["SecurityGroupRules"]
    return [rule for rule in listed if not rule["IsEgress"]]


def ports(rule):
    if rule["IpProtocol"] == "-1":
        return (1, LAST)
    return (max(rule["FromPort"], 1), min(rule["ToPort"], LAST)) if rule["IpProtocol"] == "tcp" else (1, 0)


def closed(opened):
    """The ports between these."""
    last, gaps = 0, []
    for first, end in sorted(opened):
        if first > last + 1:
            gaps.append((last + 1, first - 1))
        last = max(last, end)
    return gaps + ([(last + 1, LAST)] if last < LAST else [])


def wanted(rules, world, balancer):
    """Which answers go nowhere: to whom, and from which ports."""
    everybody = [ports(rule) for rule in rules if rule.get("CidrIpv4") == "0.0.0.0/0"]
    group = [ports(rule) for rule in rules if "ReferencedGroupInfo" in rule]
    shut = [(world, gap) for gap in closed(everybody)]
    return shut + [(balancer, gap) for gap in closed(everybody + group)]


def batch(namespace, lines):
    subprocess.run(["ip", "-n", namespace, "-batch", "-"], input="\n".join(lines) + "\n", text=True, check=True)


def main():
    instance, namespace, world, balancer = sys.argv[1:]
    ec2, shown, turn = boto3.client("ec2"), [], 0
    while True:
        try:
            shut = wanted(inbound(ec2, instance), world, balancer)
        except Exception as error:  # moto reset between two reads: the next look sees the truth.
            print(f"look failed: {error}", flush=True)
            shut = shown
        if shut != shown:
            new, old = PLACES[turn % 2], PLACES[(turn + 1) % 2]
            added = [f"rule add pref {new} to {to} ipproto tcp sport {first}-{last} blackhole" for to, (first, last) in shut]
            batch(namespace, added + [f"rule del pref {old}"] * len(shown))
            shown, turn = shut, turn + 1
            print(f"closed: {shut}", flush=True)
        time.sleep(EVERY_SECONDS)


main()
