"""Copies the domain's Route 53 zone out of moto into the BIND that plays its four name servers, until it is killed.

bridge.py DOMAIN FRONT_ADDRESS DIRECTORY

An alias answers the front's address only while the balancer it names exists: a name that points at nothing answers nothing, as in
life. When the zone is gone, the servers forget the domain."""

import os
import signal
import sys
import time

import boto3

EVERY_SECONDS = 0.3
TTL = 5


class Aws:
    """What the bridge reads of AWS."""

    def __init__(self, domain):
        self.domain = domain + "."
        self.route53 = boto3.client("route53")
        self.elb = boto3.client("elbv2")

    def zone(self):
        """The public zone's id, or None."""
        for page in self.route53.get_paginator("list_hosted_zones").paginate():
            for zone in page["HostedZones"]:
                if zone["Name"] == self.domain and not zone["Config"]["PrivateZone"]:
                    return zone["Id"]
        return None

    def name_servers(self, zone):
        return self.route53.get_hosted_zone(Id=zone)["DelegationSet"]["NameServers"]

    def records(self, zone):
        for page in self.route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone):
            yield from page["ResourceRecordSets"]

    def balancer_names(self):
        return {found["DNSName"].lower() for found in self.elb.describe_load_balancers()["LoadBalancers"]}


def absolute(name):
    return name.rstrip(".") + "."


def balancer_of(alias):
    """The balancer's own DNS name behind an alias target."""
    return alias["DNSName"].lower().rstrip(".").removeprefix("dualstack.")


def lines_of(record, front, balancers):
    """One record set as lines of a zone file."""
    name, kind = absolute(record["Name"].replace("\\052", "*")), record["Type"]
    if kind in ("SOA", "NS"):
        return []
    if "AliasTarget" in record:
        return [f"{name} {TTL} A {front}"] if balancer_of(record["AliasTarget"]) in balancers else []
    values = [value["Value"] for value in record["ResourceRecords"]]
    if kind == "CNAME":
        values = [absolute(value) for value in values]
    return [f"{name} {TTL} {kind} {value}" for value in values]


def zone_lines(aws, zone, front):
    """The zone's content below its SOA, sorted so that equal zones are equal text."""
    balancers = aws.balancer_names()
    servers = [f"{aws.domain} {TTL} NS {absolute(server)}" for server in aws.name_servers(zone)]
    records = [line for record in aws.records(zone) for line in lines_of(record, front, balancers)]
    return servers + sorted(records)


class Servers:
    """The BIND that plays the zone's four servers: its files, and the signal that makes it read them."""

    def __init__(self, domain, directory):
        self.domain, self.directory, self.serial, self.shown = domain, directory, 0, None

    def show(self, lines):
        """Serves these lines; None: knows nothing of the domain."""
        if lines == self.shown:
            return
        self.serial += 1
        if lines is not None:
            first = lines[0].split()[-1]
            soa = f"@ {TTL} SOA {first} awsdns-hostmaster.amazon.com. {self.serial} {TTL} {TTL} 60 {TTL}"
            self.write("records", "\n".join([f"$ORIGIN {self.domain}.", f"$TTL {TTL}", soa, *lines]))
        zone = f'zone "{self.domain}" {{ type primary; file "records"; }};' if lines is not None else ""
        self.write("zones.conf", zone)
        with open(os.path.join(self.directory, "pid"), encoding="ascii") as pid:
            os.kill(int(pid.read()), signal.SIGHUP)
        self.shown = lines
        print(f"serial {self.serial}: {lines}", flush=True)

    def write(self, name, text):
        path = os.path.join(self.directory, name)
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text + "\n")
        # BIND skips a file that is not newer than its last load; two changes within a second must both be seen.
        later = time.time() + 3600
        os.utime(path + ".new", (later, later))
        os.replace(path + ".new", path)


def main():
    domain, front, directory = sys.argv[1:]
    aws, servers = Aws(domain), Servers(domain, directory)
    while True:
        try:
            zone = aws.zone()
            servers.show(zone_lines(aws, zone, front) if zone else None)
        except Exception as error:  # moto reset, or a zone deleted between two reads: the next look sees the truth.
            print(f"look failed: {error}", flush=True)
        time.sleep(EVERY_SECONDS)


main()
