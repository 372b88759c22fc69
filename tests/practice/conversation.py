"""One conversation with AWS, as boto3 has it: what is asked in it, Landfall asks too. Prints one JSON line a call:
{"call": "service.operation", "answer": {…}} or {"call": …, "refused": "Code", "status": 400}.

Arguments: the endpoint, and `make` where no instance stands yet (an emulator's empty account).
"""
import json
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT, MAKE = sys.argv[1], "make" in sys.argv[2:]
REGION = "ap-northeast-2"
TAGS = [{"Key": "landfall:site", "Value": "compare"}]


def client(service):
    plain = Config(retries={"total_max_attempts": 1}, read_timeout=60)
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, aws_access_key_id="practice", aws_secret_access_key="practice", config=plain)


SERVICES = {name: client(name) for name in ("sts", "ec2", "route53", "acm", "elbv2")}


def say(line):
    print(json.dumps(line, default=str), flush=True)


def ask(call, **arguments):
    """Asks, prints what came, and returns it; None when it was refused."""
    service, operation = call.split(".")
    try:
        answer = getattr(SERVICES[service], operation)(**arguments)
    except ClientError as refused:
        meta = refused.response
        say({"call": call, "refused": meta["Error"]["Code"], "status": meta["ResponseMetadata"]["HTTPStatusCode"]})
        return None
    answer.pop("ResponseMetadata")
    say({"call": call, "answer": answer})
    return answer


def instance():
    """The account's server; made first where the account is empty."""
    if MAKE:
        SERVICES["ec2"].run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1)
    told = ask("ec2.describe_instances", Filters=[{"Name": "instance-state-name", "Values": ["running"]}])
    return told["Reservations"][0]["Instances"][0]


def network(server):
    vpc = server["VpcId"]
    of = [{"Name": "vpc-id", "Values": [vpc]}]
    ask("ec2.describe_vpcs", VpcIds=[vpc])
    subnets = ask("ec2.describe_subnets", Filters=of)["Subnets"]
    if MAKE:
        way_out(vpc, of)
    ask("ec2.describe_route_tables", Filters=of)
    ask("ec2.describe_internet_gateways", Filters=[{"Name": "attachment.vpc-id", "Values": [vpc]}])
    ask("ec2.describe_subnets", SubnetIds=["subnet-00000000000000000"])
    return vpc, subnets


def way_out(vpc, of):
    ec2 = SERVICES["ec2"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway)
    table = ec2.describe_route_tables(Filters=of)["RouteTables"][0]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)


def group(vpc):
    spec = [{"ResourceType": "security-group", "Tags": TAGS}]
    made = ask("ec2.create_security_group", GroupName="compare-LB-SG", Description="compare", VpcId=vpc, TagSpecifications=spec)["GroupId"]
    ask("ec2.create_security_group", GroupName="compare-LB-SG", Description="again", VpcId=vpc)
    https = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "world"}]}]
    rule_spec = [{"ResourceType": "security-group-rule", "Tags": TAGS}]
    ask("ec2.authorize_security_group_ingress", GroupId=made, IpPermissions=https, TagSpecifications=rule_spec)
    ask("ec2.authorize_security_group_ingress", GroupId=made, IpPermissions=https)
    ask("ec2.describe_security_groups", GroupIds=[made])
    ask("ec2.describe_security_group_rules", Filters=[{"Name": "group-id", "Values": [made]}])
    ask("ec2.describe_security_groups", GroupIds=["sg-00000000000000000"])
    return made


def zone():
    made = ask("route53.create_hosted_zone", Name="compare.com", CallerReference="one")
    ask("route53.create_hosted_zone", Name="compare.com", CallerReference="one")
    identity = made["HostedZone"]["Id"].rsplit("/", 1)[1]
    ask("route53.change_tags_for_resource", ResourceType="hostedzone", ResourceId=identity, AddTags=TAGS)
    ask("route53.list_tags_for_resource", ResourceType="hostedzone", ResourceId=identity)
    ask("route53.list_hosted_zones_by_name", DNSName="compare.com")
    ask("route53.list_hosted_zones")
    ask("route53.get_hosted_zone", Id=identity)
    ask("route53.get_hosted_zone", Id="Z00000000000000000000")
    return identity


def record(action, name, kind, value, ttl=300):
    return {"Action": action, "ResourceRecordSet": {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}}


def change(identity, *changes):
    return ask("route53.change_resource_record_sets", HostedZoneId=identity, ChangeBatch={"Changes": list(changes)})


def records(identity):
    made = change(identity, record("CREATE", "www.compare.com", "A", "203.0.113.10"))
    ask("route53.get_change", Id=made["ChangeInfo"]["Id"])
    change(identity, record("CREATE", "www.compare.com", "A", "203.0.113.11"))
    change(identity, record("UPSERT", "www.compare.com", "A", "203.0.113.11"))
    change(identity, record("DELETE", "www.compare.com", "A", "203.0.113.99"))
    change(identity, record("CREATE", "nowhere.example", "A", "203.0.113.10"))
    change(identity, record("CREATE", "www.compare.com", "CNAME", "elsewhere.example"))
    ask("route53.list_resource_record_sets", HostedZoneId=identity)
    ask("route53.delete_hosted_zone", Id=identity)


def certificate():
    names = {"DomainName": "compare.com", "SubjectAlternativeNames": ["*.compare.com"], "ValidationMethod": "DNS"}
    made = ask("acm.request_certificate", IdempotencyToken="compare", Tags=TAGS, **names)["CertificateArn"]
    ask("acm.request_certificate", IdempotencyToken="with-hyphens", **names)
    for _ in range(100):
        told = SERVICES["acm"].describe_certificate(CertificateArn=made)["Certificate"]
        if all("ResourceRecord" in option for option in told["DomainValidationOptions"]):
            break
        time.sleep(0.05)
    ask("acm.describe_certificate", CertificateArn=made)
    ask("acm.list_certificates")
    ask("acm.list_tags_for_certificate", CertificateArn=made)
    unknown = made.rsplit("/", 1)[0] + "/00000000-0000-0000-0000-000000000000"
    ask("acm.describe_certificate", CertificateArn=unknown)
    ask("acm.resend_validation_email", CertificateArn=made, Domain="compare.com", ValidationDomain="compare.com")
    return made


def balancer(vpc, subnets, security_group, server, pending):
    target_group = ask("elbv2.create_target_group", Name="compare-LB-GROUP", Protocol="HTTP", Port=80, VpcId=vpc, Tags=TAGS)
    target_group = target_group["TargetGroups"][0]["TargetGroupArn"]
    ask("elbv2.create_target_group", Name="bad_name", Protocol="HTTP", Port=80, VpcId=vpc)
    two = [s["SubnetId"] for s in subnets][:2]
    ask("elbv2.create_load_balancer", Name="compare-LB", Subnets=two[:1], SecurityGroups=[security_group])
    ask("elbv2.create_load_balancer", Name="-compare", Subnets=two, SecurityGroups=[security_group])
    made = ask("elbv2.create_load_balancer", Name="compare-LB", Subnets=two, SecurityGroups=[security_group], Tags=TAGS)
    made = made["LoadBalancers"][0]["LoadBalancerArn"]
    ask("elbv2.describe_load_balancers", Names=["compare-LB"])
    ask("elbv2.describe_load_balancers", Names=["nobody"])
    ask("elbv2.describe_load_balancer_attributes", LoadBalancerArn=made)
    ask("elbv2.register_targets", TargetGroupArn=target_group, Targets=[{"Id": server["InstanceId"], "Port": 80}])
    ask("elbv2.describe_target_health", TargetGroupArn=target_group)
    ask("elbv2.describe_target_groups", TargetGroupArns=[target_group])
    listeners(made, target_group, pending)
    ask("elbv2.describe_tags", ResourceArns=[made, target_group])
    ask("elbv2.describe_ssl_policies", Names=["ELBSecurityPolicy-2016-08"])
    ask("elbv2.delete_target_group", TargetGroupArn=target_group)
    return made, target_group


def listeners(made, target_group, pending):
    forward = [{"Type": "forward", "TargetGroupArn": target_group}]
    https = {"LoadBalancerArn": made, "Protocol": "HTTPS", "Port": 443, "DefaultActions": forward}
    ask("elbv2.create_listener", Certificates=[{"CertificateArn": pending}], **https)
    to_https = {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}
    redirect = [{"Type": "redirect", "RedirectConfig": to_https}]
    ask("elbv2.create_listener", LoadBalancerArn=made, Protocol="HTTP", Port=80, DefaultActions=redirect)
    ask("elbv2.create_listener", LoadBalancerArn=made, Protocol="HTTP", Port=81, DefaultActions=forward)
    ask("elbv2.describe_listeners", LoadBalancerArn=made)


def goodbye(made, target_group, security_group, identity, pending):
    ask("elbv2.delete_load_balancer", LoadBalancerArn=made)
    ask("elbv2.delete_target_group", TargetGroupArn=target_group)
    ask("ec2.delete_security_group", GroupId=security_group)
    ask("acm.delete_certificate", CertificateArn=pending)
    change(identity, record("DELETE", "www.compare.com", "A", "203.0.113.11"))
    ask("route53.delete_hosted_zone", Id=identity)
    ask("ec2.terminate_instances", InstanceIds=["i-00000000000000000"])


def main():
    ask("sts.get_caller_identity")
    server = instance()
    vpc, subnets = network(server)
    security_group = group(vpc)
    identity = zone()
    records(identity)
    pending = certificate()
    made, target_group = balancer(vpc, subnets, security_group, server, pending)
    goodbye(made, target_group, security_group, identity, pending)


main()
