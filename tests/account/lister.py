"""Everything that stands in an account, whoever made it: lister.py PORT list|untag

None of it is Landfall's code: it asks moto's port by boto3, in every region that is enabled, and prints one line a thing: region, kind, id, and
what it is. Two listings are compared: what is in the second and not in the first was left behind. `untag` takes the tag `landfall:region` from
every hosted zone instead.
"""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import boto3

PORT, WHAT = sys.argv[1:3]
MAKING = threading.Lock()
GONE = {"terminated", "shutting-down"}


def client(service, region):
    # One session reads each service's model once; clients may be used by several threads, and are made by one at a time.
    with MAKING:
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=f"http://127.0.0.1:{PORT}",
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )


def pages(aws, operation, key, **query):
    """All of a list, however many pages it has."""
    if not aws.can_paginate(operation):
        return getattr(aws, operation)(**query)[key]
    return [one for page in aws.get_paginator(operation).paginate(**query) for one in page[key]]


def tag(one):
    tags = {tag["Key"]: tag["Value"] for tag in one.get("Tags", [])}
    return f"landfall:site={tags['landfall:site']}" if "landfall:site" in tags else ""


def rule(one):
    source = one.get("CidrIpv4") or one.get("CidrIpv6") or one.get("ReferencedGroupInfo", {}).get("GroupId") or one.get("PrefixListId")
    way = "out" if one["IsEgress"] else "in"
    said = one.get("Description", "")
    return f"{one['GroupId']} {way} {one['IpProtocol']} {one.get('FromPort')}-{one.get('ToPort')} {source} {said}".rstrip()


def servers(region):
    """What EC2 has: servers, disks, addresses, snapshots, groups with each rule, interfaces, images."""
    ec2 = client("ec2", region)
    for reservation in pages(ec2, "describe_instances", "Reservations"):
        for one in reservation["Instances"]:
            if one["State"]["Name"] not in GONE:
                yield "instance", one["InstanceId"], one["State"]["Name"]
    for one in pages(ec2, "describe_volumes", "Volumes"):
        yield "volume", one["VolumeId"], f"{one['Size']} GiB {one.get('VolumeType')}"
    for one in pages(ec2, "describe_addresses", "Addresses"):
        yield "address", one["AllocationId"], one["PublicIp"]
    for one in pages(ec2, "describe_snapshots", "Snapshots", OwnerIds=["self"]):
        yield "snapshot", one["SnapshotId"], f"of {one.get('VolumeId')}"
    for one in pages(ec2, "describe_images", "Images", Owners=["self"]):
        yield "image", one["ImageId"], ""
    for one in pages(ec2, "describe_security_groups", "SecurityGroups"):
        yield "group", one["GroupId"], f"{one['GroupName']} {tag(one)}"
    for one in pages(ec2, "describe_security_group_rules", "SecurityGroupRules"):
        yield "rule", one["SecurityGroupRuleId"], rule(one)
    for one in pages(ec2, "describe_network_interfaces", "NetworkInterfaces"):
        groups = ",".join(sorted(group["GroupId"] for group in one["Groups"]))
        yield "interface", one["NetworkInterfaceId"], f"{groups} {one.get('Description', '')}"
    for kind, operation, key, name in [
        ("vpc", "describe_vpcs", "Vpcs", "VpcId"),
        ("subnet", "describe_subnets", "Subnets", "SubnetId"),
        ("gateway", "describe_internet_gateways", "InternetGateways", "InternetGatewayId"),
        ("nat-gateway", "describe_nat_gateways", "NatGateways", "NatGatewayId"),
        ("route-table", "describe_route_tables", "RouteTables", "RouteTableId"),
    ]:
        for one in pages(ec2, operation, key):
            yield kind, one[name], ""


def balancers(region):
    """What ELBv2 has: balancers with their listeners, and target groups with who is registered."""
    elb = client("elbv2", region)
    for one in pages(elb, "describe_load_balancers", "LoadBalancers"):
        yield "balancer", one["LoadBalancerArn"], one["LoadBalancerName"]
        for listener in pages(elb, "describe_listeners", "Listeners", LoadBalancerArn=one["LoadBalancerArn"]):
            yield "listener", listener["ListenerArn"], str(listener.get("Port"))
            for rule in pages(elb, "describe_rules", "Rules", ListenerArn=listener["ListenerArn"]):
                if not rule["IsDefault"]:
                    yield "listener-rule", rule["RuleArn"], rule["Priority"]
    for one in pages(elb, "describe_target_groups", "TargetGroups"):
        yield "target-group", one["TargetGroupArn"], one["TargetGroupName"]


def certificates(region):
    for one in pages(client("acm", region), "list_certificates", "CertificateSummaryList"):
        yield "certificate", one["CertificateArn"], one["DomainName"]


def zones():
    """Zones and their records; without the SOA and NS at the top, which come and go with a zone."""
    route53 = client("route53", "us-east-1")
    for zone in pages(route53, "list_hosted_zones", "HostedZones"):
        yield "zone", zone["Id"].removeprefix("/hostedzone/"), zone["Name"]
        for record in pages(route53, "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=zone["Id"]):
            if not (record["Name"] == zone["Name"] and record["Type"] in ("SOA", "NS")):
                yield "record", f"{record['Name']} {record['Type']}", zone["Name"]


def of_region(region):
    asked = [*servers(region), *balancers(region), *certificates(region)]
    return [f"{region} {kind} {name} {what}".rstrip() for kind, name, what in asked]


def untag():
    route53 = client("route53", "us-east-1")
    for zone in pages(route53, "list_hosted_zones", "HostedZones"):
        name = zone["Id"].removeprefix("/hostedzone/")
        route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=name, RemoveTagKeys=["landfall:region"])


def main():
    # moto tells also of those that an account would have to enable first: nothing can stand in them.
    told = client("ec2", "us-east-1").describe_regions()["Regions"]
    regions = [one["RegionName"] for one in told if one["OptInStatus"] != "not-opted-in"]
    with ThreadPoolExecutor(8) as pool:
        listed = [line for lines in pool.map(of_region, regions) for line in lines]
    listed += [f"global {kind} {name} {what}".rstrip() for kind, name, what in zones()]
    print("\n".join(sorted(listed)))


if __name__ == "__main__":
    if WHAT == "untag":
        untag()
    else:
        main()
