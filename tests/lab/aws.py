"""The lab's own hands in the emulated AWS.

aws.py fixture        makes what the guide starts from; prints instance=… and private_ip=…
aws.py name-servers   prints the four name servers of the domain's zone, one a line
aws.py left           lists everything that Landfall could have made or changed, one line each
aws.py records        lists the records of the domain's zone, one line each
aws.py foreign-zone   somebody makes a zone of the domain's name, with mail, a note and an address in it; prints its id
aws.py address IP     somebody points the site's name at IP
aws.py no-address     somebody deletes the site's A record
aws.py all-traffic    somebody lets all traffic in from everywhere, in place of the server's other rules
aws.py beside         gives the server a second disk, an Elastic IP and a snapshot, which bill on without it
aws.py no-targets     somebody deletes the load balancer's HTTPS listener and the target group
"""

import sys

import boto3

DOMAIN = "heestagram.test."


def pages(client, operation, key):
    """Every item of every page of a list operation."""
    for page in client.get_paginator(operation).paginate():
        yield from page[key]


def open_vpc(ec2):
    """moto's default VPC is closed; AWS's has an internet gateway and a way out to it. Returns the VPC's id."""
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    main = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "association.main", "Values": ["true"]}]
    table = ec2.describe_route_tables(Filters=main)["RouteTables"][0]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    return vpc


def server_group(ec2, vpc):
    """The security group that the guide's server stands in: ssh and http open to the world."""
    group = ec2.create_security_group(GroupName="launch-wizard-1", Description="launch-wizard-1", VpcId=vpc)["GroupId"]
    for port, said in ((22, "ssh"), (80, "visitors")):
        world = [{"CidrIp": "0.0.0.0/0", "Description": said}]
        permission = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": world}
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    return group


def fixture():
    ec2 = boto3.client("ec2")
    vpc = open_vpc(ec2)
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    subnet = min(subnets, key=lambda found: found["AvailabilityZone"])["SubnetId"]
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "heestagram"}]}]
    instance = ec2.run_instances(
        ImageId="ami-12c6146b", MinCount=1, MaxCount=1, InstanceType="t2.micro", SubnetId=subnet,
        SecurityGroupIds=[server_group(ec2, vpc)], TagSpecifications=tags,
    )["Instances"][0]
    print(f"instance={instance['InstanceId']}")
    print(f"private_ip={instance['PrivateIpAddress']}")


def name_servers():
    route53 = boto3.client("route53")
    for zone in pages(route53, "list_hosted_zones", "HostedZones"):
        if zone["Name"] == DOMAIN:
            print(*route53.get_hosted_zone(Id=zone["Id"])["DelegationSet"]["NameServers"], sep="\n")


def zones():
    route53 = boto3.client("route53")
    for zone in pages(route53, "list_hosted_zones", "HostedZones"):
        yield f"zone {zone['Name']} {zone['Id']}"


def zone_id():
    return next(z["Id"] for z in pages(boto3.client("route53"), "list_hosted_zones", "HostedZones") if z["Name"] == DOMAIN)


def records():
    listed = boto3.client("route53").get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone_id())
    for record in (found for page in listed for found in page["ResourceRecordSets"]):
        values = [value["Value"] for value in record.get("ResourceRecords", [])]
        alias = "alias" if "AliasTarget" in record else ""
        print(record["Name"].replace("\\052", "*"), record["Type"], record.get("TTL"), *values, alias)


def change(zone, action, name, kind, ttl, value):
    record = {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    boto3.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


def foreign_zone():
    zone = boto3.client("route53").create_hosted_zone(Name=DOMAIN, CallerReference="somebody")["HostedZone"]["Id"]
    change(zone, "CREATE", DOMAIN, "MX", 3600, "10 mail.example.net.")
    change(zone, "CREATE", DOMAIN, "TXT", 3600, '"somebody was here"')
    change(zone, "CREATE", f"www.{DOMAIN}", "A", 60, "203.0.113.9")
    print(zone.removeprefix("/hostedzone/"))


def address(value):
    """An alias is replaced by a plain record."""
    change(zone_id(), "UPSERT", f"www.{DOMAIN}", "A", 60, value)


def no_address():
    route53, zone = boto3.client("route53"), zone_id()
    found = route53.list_resource_record_sets(HostedZoneId=zone, StartRecordName=f"www.{DOMAIN}", StartRecordType="A")
    batch = {"Changes": [{"Action": "DELETE", "ResourceRecordSet": found["ResourceRecordSets"][0]}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


def no_targets():
    elb = boto3.client("elbv2")
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    for listener in elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"]:
        if listener["Port"] == 443:
            elb.delete_listener(ListenerArn=listener["ListenerArn"])
    elb.delete_target_group(TargetGroupArn=elb.describe_target_groups()["TargetGroups"][0]["TargetGroupArn"])


def server():
    return next(pages(boto3.client("ec2"), "describe_instances", "Reservations"))["Instances"][0]


def all_traffic():
    ec2, group = boto3.client("ec2"), server()["SecurityGroups"][0]["GroupId"]
    before = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=before)
    for source in ({"IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "let it work"}]}, {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]}):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[{"IpProtocol": "-1", **source}])


def beside():
    ec2, found = boto3.client("ec2"), server()
    zone, instance = found["Placement"]["AvailabilityZone"], found["InstanceId"]
    disk = ec2.create_volume(AvailabilityZone=zone, Size=20, VolumeType="gp3")["VolumeId"]
    ec2.attach_volume(VolumeId=disk, InstanceId=instance, Device="/dev/sdf")
    ec2.associate_address(InstanceId=instance, AllocationId=ec2.allocate_address(Domain="vpc")["AllocationId"])
    ec2.create_snapshot(VolumeId=disk)


def certificates():
    every = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]
    found = boto3.client("acm").list_certificates(Includes={"keyTypes": every}, MaxItems=1000)
    for certificate in found["CertificateSummaryList"]:
        yield f"certificate {certificate['DomainName']} {certificate['CertificateArn']}"


def balancers():
    elb = boto3.client("elbv2")
    for balancer in pages(elb, "describe_load_balancers", "LoadBalancers"):
        zones = ",".join(sorted(zone["ZoneName"] for zone in balancer["AvailabilityZones"]))
        yield f"balancer {balancer['LoadBalancerName']} {balancer['LoadBalancerArn']} {zones}"
        for listener in elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
            yield f"listener {listener['Port']} {listener['ListenerArn']}"
    for group in pages(elb, "describe_target_groups", "TargetGroups"):
        yield f"target-group {group['TargetGroupName']} {group['TargetGroupArn']}"


def groups():
    ec2 = boto3.client("ec2")
    for group in pages(ec2, "describe_security_groups", "SecurityGroups"):
        yield f"group {group['GroupName']} {group['GroupId']} {sorted_tags(group)}"
    for rule in pages(ec2, "describe_security_group_rules", "SecurityGroupRules"):
        way = "out" if rule["IsEgress"] else "in"
        peer = rule.get("CidrIpv4") or rule.get("CidrIpv6") or rule.get("ReferencedGroupInfo", {}).get("GroupId")
        ports = f"{rule.get('FromPort')}-{rule.get('ToPort')}"
        said = rule.get("Description", "")
        yield f"rule {rule['GroupId']} {way} {rule['IpProtocol']} {ports} {peer} {said} {sorted_tags(rule)}"


def instances():
    for reservation in pages(boto3.client("ec2"), "describe_instances", "Reservations"):
        for instance in reservation["Instances"]:
            yield f"instance {instance['InstanceId']} {instance['State']['Name']} {sorted_tags(instance)}"


def sorted_tags(thing):
    return sorted(f"{tag['Key']}={tag['Value']}" for tag in thing.get("Tags", []))


def left():
    for kind in (zones, certificates, balancers, groups, instances):
        print(*sorted(kind()), sep="\n")


COMMANDS = {
    "fixture": fixture, "name-servers": name_servers, "left": left, "records": records, "foreign-zone": foreign_zone,
    "address": address, "no-address": no_address, "no-targets": no_targets,
    "all-traffic": all_traffic, "beside": beside,
}

if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
    sys.exit(__doc__)
COMMANDS[sys.argv[1]](*sys.argv[2:])
