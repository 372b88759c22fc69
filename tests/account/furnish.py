"""Gives a server in moto what bills on without it: furnish.py PORT INSTANCE

A second disk that does not go with it, an Elastic IP, and a snapshot of each disk.
"""

import sys

import boto3

PORT, INSTANCE = sys.argv[1:3]
ec2 = boto3.client(
    "ec2",
    region_name="ap-northeast-2",
    endpoint_url=f"http://127.0.0.1:{PORT}",
    aws_access_key_id="testing",
    aws_secret_access_key="testing",
)
server = ec2.describe_instances(InstanceIds=[INSTANCE])["Reservations"][0]["Instances"][0]
root = server["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
disk = ec2.create_volume(AvailabilityZone=server["Placement"]["AvailabilityZone"], Size=20, VolumeType="gp3")["VolumeId"]
ec2.attach_volume(VolumeId=disk, InstanceId=INSTANCE, Device="/dev/sdf")
ec2.associate_address(InstanceId=INSTANCE, AllocationId=ec2.allocate_address(Domain="vpc")["AllocationId"])
for volume in (root, disk):
    ec2.create_snapshot(VolumeId=volume)
