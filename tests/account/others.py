"""Somebody else is at work in moto: others.py PORT all-traffic|hold|release

`all-traffic`: the server's group lets all of it in.
`hold`: a load balancer shop-001 uses the certificate, a rule of a group `shop` names the load balancer's group, and the zone has a record of theirs.
"""

import sys

import boto3

PORT, WHAT = sys.argv[1:3]
DOMAIN = "heestagram.test"


def client(service):
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return boto3.client(service, region_name="ap-northeast-2", endpoint_url=f"http://127.0.0.1:{PORT}", **keys)


acm, elb, ec2, route53 = (client(service) for service in ("acm", "elbv2", "ec2", "route53"))


def certificate():
    listed = acm.list_certificates()["CertificateSummaryList"]
    return next(one["CertificateArn"] for one in listed if one["DomainName"].endswith(DOMAIN))


def group(name):
    return ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": [name]}])["SecurityGroups"][0]


def record(action):
    listed = route53.list_hosted_zones()["HostedZones"]
    zone = next(one["Id"] for one in listed if one["Name"] == f"{DOMAIN}.")
    mail = {"Name": DOMAIN, "Type": "MX", "TTL": 300, "ResourceRecords": [{"Value": "10 mail.example.net"}]}
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": mail}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


def hold():
    ours = group("heestagram-LB-SG")
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [ours["VpcId"]]}])["Subnets"]
    made = elb.create_load_balancer(Name="shop-001", Subnets=[subnet["SubnetId"] for subnet in subnets[:2]])["LoadBalancers"][0]
    nothing = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    proof = [{"CertificateArn": certificate()}]
    elb.create_listener(LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTPS", Port=443, Certificates=proof, DefaultActions=nothing)
    theirs = ec2.create_security_group(GroupName="shop", Description="shop", VpcId=ours["VpcId"])["GroupId"]
    database = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": ours["GroupId"]}]}
    ec2.authorize_security_group_ingress(GroupId=theirs, IpPermissions=[database])
    record("CREATE")


def release():
    made = elb.describe_load_balancers(Names=["shop-001"])["LoadBalancers"][0]
    elb.delete_load_balancer(LoadBalancerArn=made["LoadBalancerArn"])
    ec2.delete_security_group(GroupId=group("shop")["GroupId"])
    record("DELETE")


def all_traffic():
    world = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "let it work"}]}
    ec2.authorize_security_group_ingress(GroupId=group("web")["GroupId"], IpPermissions=[world])


{"all-traffic": all_traffic, "hold": hold, "release": release}[WHAT]()
