"""The lab's own hands in the emulated AWS.

aws.py fixture        makes what the guide starts from; prints instance=… and private_ip=…
aws.py name-servers   prints the four name servers of the domain's zone, one a line
aws.py left           lists everything that Landfall could have made or changed, one line each
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
    for port in (22, 80):
        ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp="0.0.0.0/0")
    return group


def fixture():
    ec2 = boto3.client("ec2")
    vpc = open_vpc(ec2)
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    subnet = min(subnets, key=lambda found: found["AvailabilityZone"])["SubnetId"]
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "heestagram"}]}]
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = ec2.run_instances(
        ImageId=image, MinCount=1, MaxCount=1, InstanceType="t2.micro", SubnetId=subnet,
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


def certificates():
    every = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]
    found = boto3.client("acm").list_certificates(Includes={"keyTypes": every}, MaxItems=1000)
    for certificate in found["CertificateSummaryList"]:
        yield f"certificate {certificate['DomainName']} {certificate['CertificateArn']}"


def balancers():
    elb = boto3.client("elbv2")
    for balancer in pages(elb, "describe_load_balancers", "LoadBalancers"):
        yield f"balancer {balancer['LoadBalancerName']} {balancer['LoadBalancerArn']}"
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
        peer = rule.get("CidrIpv4") or rule.get("ReferencedGroupInfo", {}).get("GroupId")
        ports = f"{rule.get('FromPort')}-{rule.get('ToPort')}"
        yield f"rule {rule['GroupId']} {way} {rule['IpProtocol']} {ports} {peer} {sorted_tags(rule)}"


def instances():
    for reservation in pages(boto3.client("ec2"), "describe_instances", "Reservations"):
        for instance in reservation["Instances"]:
            yield f"instance {instance['InstanceId']} {instance['State']['Name']} {sorted_tags(instance)}"


def sorted_tags(thing):
    return sorted(f"{tag['Key']}={tag['Value']}" for tag in thing.get("Tags", []))


def left():
    for kind in (zones, certificates, balancers, groups, instances):
        print(*sorted(kind()), sep="\n")


COMMANDS = {"fixture": fixture, "name-servers": name_servers, "left": left}

if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
    sys.exit(__doc__)
COMMANDS[sys.argv[1]]()
