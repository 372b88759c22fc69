"""moto's server over an account that holds much before Landfall comes: busy_account.py CERTIFICATES ZONES BALANCERS

Prints one line of JSON (where it listens, the instance), and serves until it is killed. moto makes an RSA key for every certificate, and checks
it, a minute for five hundred: here all of them have one. It leaves the certificates' names out of its list, which AWS has there, counts their
users by listener, where AWS counts load balancers, and tells of an instance the groups of its launch for ever.
"""

import datetime
import json
import logging
import sys

import boto3
from cryptography.hazmat.primitives.asymmetric import rsa
from moto import mock_aws
from moto.acm.models import CertBundle, acm_backends
from moto.core.responses import ActionResult
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.elbv2.responses import ELBV2Response
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

REGION = "ap-northeast-2"
ACCOUNT = "123456789012"
LONG_AGO = datetime.datetime(2026, 1, 1)
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
rsa.generate_private_key = lambda **_: KEY
CertBundle.validate_pk = lambda _: KEY

described = CertBundle.describe


def balancer_of(listener):
    return listener.replace(":listener/", ":loadbalancer/").rpartition("/")[0]


def with_names(bundle):
    told = described(bundle)
    certificate = told["Certificate"]
    certificate["SubjectAlternativeNameSummaries"] = certificate["SubjectAlternativeNames"]
    certificate["HasAdditionalSubjectAlternativeNames"] = False
    certificate["InUseBy"] = sorted({balancer_of(user) for user in certificate["InUseBy"]})
    return told


CertBundle.describe = with_names


modified = NetworkInterfaceBackend.modify_network_interface_attribute


def with_instance(backend, eni_id, group_ids, *more):
    modified(backend, eni_id, group_ids, *more)
    interface = backend.get_network_interface(eni_id)
    if interface.instance and group_ids:
        interface.instance.security_groups = list(interface._group_set)


NetworkInterfaceBackend.modify_network_interface_attribute = with_instance


def limits(_):
    """An account with a hundred balancers has had its quota raised; moto always tells of one of twenty."""
    return ActionResult({"Limits": [{"Name": "application-load-balancers", "Max": "200"}]})


ELBV2Response.describe_account_limits = limits


def client(service):
    return boto3.client(service, region_name=REGION, aws_access_key_id="testing", aws_secret_access_key="testing")


def web_server():
    """A public VPC, as AWS's default one is, and an instance in it whose port 80 is open."""
    ec2 = client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    of = [{"Name": "vpc-id", "Values": [vpc]}]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway)
    table = ec2.describe_route_tables(Filters=of)["RouteTables"][0]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    http = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[http])
    started = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SecurityGroupIds=[group])
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets(Filters=of)["Subnets"]]
    return vpc, subnets, started["Instances"][0]["InstanceId"]


def others(certificates, zones, balancers, vpc, subnets):
    """What belongs to somebody else in this account."""
    acm, route53, elb = client("acm"), client("route53"), client("elbv2")
    for n in range(certificates):
        tags = [{"Key": "team", "Value": f"team-{n % 7}"}]
        acm.request_certificate(DomainName=f"other-{n}.example.org", ValidationMethod="DNS", Tags=tags)
    for certificate in acm_backends[ACCOUNT][REGION]._certificates.values():
        certificate.created_at = LONG_AGO
    for n in range(zones):
        route53.create_hosted_zone(Name=f"other-{n}.example.org", CallerReference=f"other-{n}")
    for n in range(balancers):
        elb.create_load_balancer(Name=f"other-{n}", Subnets=subnets[:2])
        elb.create_target_group(Name=f"other-{n}", Protocol="HTTP", Port=80, VpcId=vpc)


def main():
    certificates, zones, balancers = (int(argument) for argument in sys.argv[1:4])
    mock = mock_aws()
    mock.start()
    vpc, subnets, instance = web_server()
    others(certificates, zones, balancers, vpc, subnets)
    mock.stop(remove_data=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    print(json.dumps({"port": server.port, "instance": instance}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
