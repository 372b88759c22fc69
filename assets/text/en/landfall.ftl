# What Landfall says in English. Ids and variables are the same in every language; a test compares them.
# Written for someone on their first deployment: short, concrete, nobody's fault.

## Steps
step-look = A look at what is there
step-preflight = Preflight
step-service = Service file
step-domain = Domain
step-nameservers = Name servers
step-address = Address
step-certificate = Certificate
step-balancer = Load balancer
step-live = Live
step-teardown = Teardown


## Ops: AWS, looks
op-look-identity = See which AWS account this is
op-look-instances = Find the EC2 instance
op-look-network = Read the subnets and route tables
op-look-zones = Look for the hosted zone
op-look-records = Read the zone's records
op-look-account-plan = Ask AWS which plan the account is on
op-look-rights = Try whether a security group may be made, without making one
op-look-balancer-quota = Count the load balancers, and how many there may be
op-look-certificates = Look for certificates
op-look-covering = Look for certificates of this account that cover the names already
op-look-balancers = Look for load balancers
op-look-target-groups = Look for target groups
op-look-groups = Read the security groups
op-look-volumes = Read the server's disks
op-look-addresses = Read the server's reserved address (Elastic IP)
op-look-snapshots = Read the snapshots of the server's disks
op-look-elsewhere = Look for what is Landfall's in another region
op-look-beside = Look for what bills in another region
op-look-idle-groups = See whether anything still uses the server's security groups
op-look-change = Ask Route 53 whether all its servers have the change
op-look-certificate = Ask how far the certificate is
op-look-balancer = Ask how far the load balancer is
op-look-target-health = Ask the load balancer whether the server is healthy
op-look-instance-state = Ask for the instance's state
op-look-host-keys = Compare the host key with EC2's console output
op-look-reach = Ask EC2 why the server does not answer
op-look-group-users = Look who else uses the server's security groups
op-look-holders = Ask AWS what still uses it

## Ops: AWS, writes
op-ensure-zone = Create the hosted zone
op-upsert-validation = Write the certificate's validation record
op-upsert-alias = Point the name at the load balancer
op-upsert-address = Point the name at the server
op-ensure-certificate = Request the certificate
op-resend-validation = Send the approval mail again
op-ensure-balancer-group = Create the load balancer's security group
op-ensure-entrance-https = Open port 443 of the load balancer
op-ensure-entrance-http = Open port 80 of the load balancer
op-ensure-server-rule = Let the load balancer reach the server
op-ensure-target-group = Create the target group
op-ensure-registration = Register the server in the target group
op-ensure-balancer = Create the load balancer
op-ensure-listener-https = Create the HTTPS listener
op-ensure-listener-http = Create the listener that sends http to https
op-ensure-redirect = Create the rule that leads the other name to the site
op-narrow-side-door = Let SSH in by a rule of its own
op-close-side-door = Revoke the rules that let the world reach the server past the load balancer
op-ensure-own-group = Make a security group of the server's own
op-enter-own-group = Put the server in its own group in place of the shared one
op-keep-own-group = Note that the server is reached in its own group

## Ops: AWS, undoing
op-reopen-side-door = Put the server's inbound rules back as they were
op-leave-own-group = Put the server back in the groups that it was in
op-delete-own-group = Delete the server's own security group
op-delete-validation = Delete the certificate's validation record
op-restore-address = Put the name's old record back, or delete ours
op-delete-balancer = Delete the load balancer
op-delete-target-group = Delete the target group
op-delete-rule = Delete the security group rule
op-delete-balancer-group = Delete the load balancer's security group
op-delete-certificate = Delete the certificate
op-delete-old-certificate = Delete the old certificate
op-delete-redirect = Delete the rule that leads the other name to the site
op-delete-zone = Delete the hosted zone
op-delete-elsewhere = Delete what is Landfall's in another region
op-terminate-instance = Terminate the EC2 instance
op-stop-instance = Stop the EC2 instance
op-start-instance = Start the EC2 instance
op-delete-volume = Delete the disk that the server left behind
op-release-address = Release the server's reserved address (Elastic IP)
op-delete-server-group = Delete the server's security group

## Ops: the server
op-survey = See what is on the server
op-look-service = See whether gunicorn runs
op-try-health = Try the balancer's health check on the server
op-try-login = Log in to the server anew
op-try-plain-http = Ask the server for the site by plain http
op-look-settings = Read Django's settings as the service has them
op-look-chain = Find out what answers the site's name on the server
op-look-variable = Find out where the missing variable could come from
op-write-unit = Write the service file for gunicorn
op-start-unit = Start gunicorn, now and at every boot
op-enable-unit = Start the project's own service, now and at every boot
op-write-nginx = Change nginx's configuration, and have nginx read it
op-write-settings = Add the site's names to Django's settings
op-restart-unit = Restart gunicorn
op-write-variable = Add the variable to the environment file
op-write-drop-in = Give the environment file to the service
op-leave-environment-file = Leave the environment file where it is
op-remove-drop-in = Take the environment file from the service again
op-leave-drop-in = Leave the environment file with the service
op-restore-settings = Put the old settings file back
op-restore-unit = Put the old service file back, or remove ours
op-restore-nginx = Put nginx's old configuration back

## Ops: the public internet
op-delegation = Ask the registry which name servers it names
op-registration = Ask the registry about the domain
op-delegation-signer = Ask the registry whether the domain is signed (DNSSEC)
op-certificate-authorities = Ask the zone who may issue certificates for the names (CAA)
op-mail-exchangers = Ask the zone where the domain's mail goes (MX)
op-old-records = Ask the domain's name servers of now what stands under the usual names
op-hand-over = Ask all name servers that have a part in the domain's hand-over
op-validation-record = Ask the name servers for the record that proves the name
op-address = Ask the name servers for the site's address
op-their-dns = Ask where the domain's DNS runs what stands at a name
op-direct-http = Open the site on the server itself
op-try-ports = Try from here, over IPv4, whether the server answers past the load balancer
op-visit = Visit the site as a browser does

## Things: what Landfall makes
slot-unit = Service file
slot-nginx = nginx's configuration
slot-environment-file = environment file
slot-drop-in = what gives the service its environment file
slot-settings = Settings file
slot-zone = Hosted zone
slot-address = The site's A record
slot-other-address = Other name's record
slot-certificate = Certificate
slot-old-certificate = Old certificate
slot-validation = Validation record
slot-balancer-group = The load balancer's security group
slot-entrance-https = Rule for port 443
slot-entrance-http = Rule for port 80
slot-server-rule = Rule from the load balancer to the server
slot-target-group = Target group
slot-registration = The server in the target group
slot-balancer = Load balancer
slot-listener-https = HTTPS listener
slot-listener-http = Listener from http to https
slot-redirect = Other name's redirect
slot-side-door = Way past the load balancer
slot-own-group = The server's own security group
slot-in-own-group = The server in its own group
slot-elsewhere-balancer = Load balancer in another region
slot-elsewhere-target-group = Target group in another region
slot-elsewhere-certificate = Certificate in another region
slot-elsewhere-rule = Security group rule in another region
slot-elsewhere-group = Security group in another region
slot-instance = EC2 instance

item-zone = Hosted zone
item-balancer = Load balancer
item-balancer-addresses = The load balancer's public IPv4 addresses
item-instance = EC2 instance
item-instance-address = The server's public IPv4 address
item-idle-address = Elastic IP address
item-volume = EBS volume (a disk)
item-snapshot = EBS snapshot, at most

## Faults: the account
fault-no-credentials = No AWS credentials: this machine is not signed in to AWS, or not with the profile that is used.
fault-expired-credentials = The AWS sign-in has expired.
fault-credentials-not-loaded = AWS credentials are set up on this machine, and they could not be loaded.
fault-no-such-profile = There is no such AWS profile in ~/.aws/config and ~/.aws/credentials.
fault-profile-broken = Something in this AWS profile cannot be used.
fault-profile-needs-mfa = This AWS profile takes on a role with a code from a device (mfa_serial), and Landfall cannot ask for that code.
fault-ca-bundle-broken = The file with certificate authorities (AWS_CA_BUNDLE, or ca_bundle in the profile) cannot be used.
fault-access-denied = AWS does not allow this user to do that.
fault-clock-wrong = This machine's clock and AWS's differ too much, so AWS refuses the request.
fault-clock-drifts = This machine's clock and AWS's differ by more than a minute. From five minutes on, AWS refuses what is signed by it, and Landfall asks again by AWS's time.
fault-wrong-secret = AWS knows the access key's id, but the signature made with its secret does not fit.
fault-unknown-key = AWS does not know these credentials: the access key was mistyped, deleted or deactivated, or its session token is missing.
fault-key-refused = AWS could not confirm these credentials.
fault-region-not-enabled = The site's region is not enabled in this AWS account.
fault-other-region-closed = A region in which something of the site may stand is not enabled in this AWS account, so it could not be read.
fault-no-such-region = AWS has no region of this name.
fault-account-unfinished = AWS says that this account is not signed up for the service. In a new account, the sign-up is usually not finished.
fault-account-being-verified = AWS is still verifying this account.
fault-account-blocked = AWS has blocked this account.
fault-denied-by-organization = The AWS organization of this account forbids it, whatever your user or role may do.
fault-denied-by-boundary = The permissions boundary of your user or role does not allow it, whatever else is attached.
fault-denied-by-session = The session that you signed in with does not allow it, whatever your user or role may do.
fault-denied-by-policy = A policy forbids it. Permissions that are added do not change that.
fault-answer-unreadable = An answer came that cannot be read as one of AWS's.
fault-aws-untrusted = What answers at AWS's address shows a certificate that this machine does not trust.
fault-aws-busy = AWS was busy or did not answer in time.
fault-aws-unreachable = AWS could not be reached from this machine.
fault-aws-refused = AWS refused the request.
fault-other-account = These AWS credentials belong to another account than this site.
fault-quota = The account's limit for this kind of thing is reached.
fault-free-plan-ends = This AWS account is on a free plan that ends soon, or has ended.
fault-credits-low = What is left of the free plan's credits is less than a month of this site costs.
fault-balancers-not-allowed = AWS does not let this account create load balancers yet.
fault-deletion-protected = Deletion protection is on, so AWS does not delete it.
fault-termination-protected = Termination protection is on, so AWS does not terminate the instance.
fault-in-use = Something still uses it, so AWS does not delete it yet.
fault-certificate-held = Something that Landfall did not make uses the certificate, so AWS does not delete it.
fault-group-held = Something that Landfall did not make uses the load balancer's security group, so AWS does not delete it.
fault-target-group-held = Something that Landfall did not make uses the target group, so AWS does not delete it.
fault-shared-groups-gone = The security groups in which the server stood before were deleted, so Landfall cannot put it back in them:
fault-not-yet-visible = It was just made, and not every part of AWS knows it yet.
fault-not-ours = Something of this name exists already, and Landfall did not make it.
fault-gone = It does not exist any more.
fault-held-elsewhere = Something else in your AWS account uses it by now, so it was left as it is.

## Faults: the instance and its network
fault-no-instance = The EC2 instance was not found.
fault-instance-not-running = The EC2 instance is not running.
fault-instance-terminated = The EC2 instance was terminated. It cannot be started again.
fault-instance-torn-down = Landfall terminated the EC2 instance, in a teardown with the server. It cannot be started again.
fault-instance-paused = The server stands still since the pause, in which Landfall stopped it.
fault-instance-impaired = The server does not answer, and EC2's own status checks of it fail.
fault-instance-booting = The server does not answer yet, and EC2 has not finished its checks after the start.
fault-address-changed = The server has another address than the one that was tried.
fault-address-not-in-ec2 = The server does not answer, and with these credentials EC2 shows no instance that has this address in the site's region.
fault-no-public-address = The EC2 instance has no public IPv4 address.
fault-one-zone-only = Only one availability zone has a subnet in which a load balancer can stand; it needs two.
fault-no-public-subnet = An availability zone that is needed has no subnet that the internet reaches.
fault-subnets-full = The subnets of an availability zone that is needed have no room for a load balancer: it takes 8 free addresses, in a block of /27 or larger.
fault-public-access-blocked = VPC Block Public Access keeps visitors from your server's network: a load balancer would be made there, and nobody would reach it.
fault-server-zone-unfit = The server stands where this load balancer cannot stand: in a Local Zone, a Wavelength Zone, an Outpost, or a zone that AWS keeps closed for new things.
fault-zone-down = AWS tells that an availability zone that is needed is not available at the moment.
fault-zone-not-listed = The server's availability zone is not among those in `zones` of landfall.toml: from there the load balancer could not reach it.
fault-zone-unfit = No load balancer can stand in one of the zones that `zones` in landfall.toml lists.
fault-zone-refused = AWS makes no load balancer in one of these availability zones, and does not say in which.
fault-server-zone-refused = AWS makes no load balancer in the server's availability zone, whichever other zone stands beside it.
fault-port-eighty-closed = The server's security group lets nobody in on port 80 from the internet.
fault-side-door-open = A way around https:
fault-side-door-wide = A way around https, by a rule that lets in more than web traffic:
fault-side-door-shared = A way around https, by a rule of a security group that others use too:
fault-side-door-answers = No rule lets the world in to the web ports, and the server answers from here all the same:
fault-pause-hsts = Not paused: the site tells browsers to come by https alone (HSTS), and while it is paused there is no https. Whoever was here before would see nothing.
fault-pause-leads-to-https = Not paused: the server itself sends plain http on to https, which is off while the site is paused. Visitors would see nothing.
fault-pause-unseen = Not paused: whether the site can do without https could not be looked at.
fault-pause-unreached = Not paused: the server's security group does not let everybody in on port 80, where visitors come while the site is paused.
fault-pause-dns-elsewhere = Not paused: the record that leads visitors to the load balancer is yours, where your domain's DNS runs, so Landfall cannot lead them back to the server.
fault-nothing-to-pause = There is nothing to pause: of this site no load balancer stands.
fault-stop-protected = Stop protection is on, so AWS does not stop the instance.
unsuited-other-zone = { $subnet } in { $zone }: no ordinary availability zone ({ $seen })
unsuited-zone-down = { $subnet } in { $zone }: the zone is not available ({ $seen })
unsuited-outpost = { $subnet } in { $zone }: it lies on an Outpost
unsuited-no-route = { $subnet } in { $zone }: no route to an internet gateway ({ $seen })
unsuited-dead-route = { $subnet } in { $zone }: the route to the internet gateway leads nowhere ({ $seen })
unsuited-blocked = { $subnet } in { $zone }: VPC Block Public Access ({ $seen })
unsuited-small = { $subnet } in { $zone }: too small ({ $seen })
unsuited-full = { $subnet } in { $zone }: too few free addresses ({ $seen })
holds-balancer = The load balancer { $name } uses it ({ $id }).
holds-let-go = AWS still counts the load balancer { $name }, which is gone or uses it no longer ({ $id }).
holds-distribution = The CloudFront distribution { $id } uses it.
holds-service = A service of AWS uses it, such as API Gateway ({ $id }).
holds-instance-interface = The instance { $within } is in it, with its network interface { $id }.
holds-interface = The network interface { $id } is in it{ $name ->
    [none] .
   *[other] : "{ $name }".
}
holds-rule = An inbound rule of the security group { $name } names it: { $id } in { $within }.
holds-outbound-rule = An outbound rule of the security group { $name } names it: { $id } in { $within }.
holds-record = The record { $within } { $id }
holds-signing = DNSSEC signing is on.
more-holders = And { $count } more.
missing-subnet = { $block ->
    [none] { $vpc } has no room for one more subnet in { $zone }
   *[some] Room for one more subnet: { $block } in { $zone } ({ $vpc })
}
way-out = { $wayout ->
    [none] { $gateway ->
        [none] No internet gateway is attached to { $vpc }
       *[some] No route table of { $vpc } leads to its internet gateway { $gateway }
    }
   *[some] The route table of { $vpc } that leads to an internet gateway: { $wayout }
}

## Faults: zone, certificate, balancer
fault-zone-not-empty = The hosted zone still holds records that are not ours.
fault-zone-signed = DNSSEC signing is on for the hosted zone, so AWS does not delete it.
fault-record-clash = Another record stands where the site's record must go.
fault-record-leads-past = This record stands at the site's own name, beside Landfall's: whoever comes by IPv6 (AAAA), or whose browser asks for it first (HTTPS, SVCB), is led by it and not to this site.
fault-zone-limit = The account's limit of hosted zones is reached.
fault-delegation-sets-taken = Route 53 has no name servers left for another hosted zone of this domain.
fault-certificate-failed = Amazon did not issue the certificate.
fault-certificate-timed-out = The domain was not proven within 72 hours, so the certificate request ended.
fault-certificate-revoked = The certificate was revoked.
fault-certificate-expired = The certificate has expired.
fault-certificate-inactive = AWS calls the certificate inactive: no load balancer can serve it.
fault-vanished = Landfall made this, and it is not there any more:
fault-record-changed = Somebody gave this record another value:
fault-record-old-address = The record leads to an address that the server has no more (a stop and a start give it a new one):
fault-delegation-elsewhere = The registry does not name just the name servers of the hosted zone, so Amazon does not find the proof.
fault-validation-missing = None of the name servers has the record that proves the name to Amazon.
fault-validation-wrong = The record that proves the name to Amazon leads elsewhere.
fault-validation-doubled = The record that proves the name to Amazon stands under a name with the domain in it twice: the form adds the domain by itself.
fault-renewal-by-mail = The certificate is proven by mail, so it does not renew by itself: somebody must click again before its last day:
fault-renewal-waits = Amazon cannot renew the certificate yet: it waits for the proof. Last day:
fault-renewal-failed = Amazon could not renew the certificate. Last day:
fault-renewal-record-gone = The record that proves the name is not in the hosted zone any more, so the certificate will not be renewed. Last day:
fault-renewal-unused = No load balancer uses the certificate, and Amazon renews none that is unused. Last day:
fault-balancer-failed = AWS could not set up the load balancer.
fault-target-unhealthy = The load balancer does not get a good answer from the server.
fault-health-check-refused = The load balancer would call the server ill: its health check gets an answer that does not mean that all is well.
fault-health-check-elsewhere = Another site of nginx answers the load balancer's health check, which asks with the server's own address as name.
fault-health-check-host = Django answers 400 to the load balancer's health check, which asks with the server's own address as name.
fault-alias-elsewhere = The site's record in the hosted zone is not the one that Landfall wrote.
fault-listener-elsewhere = The load balancer's https listener does not hand on to this site's target group with its certificate.
fault-took-too-long = It took much longer than usual.

## Faults: SSH
fault-ssh-timeout = The server did not answer on the SSH port.
fault-ssh-refused = The server refused the SSH connection.
fault-ssh-port-closed = No security group of the server lets anybody in on the SSH port.
fault-ssh-port-limited = The server does not answer. Its security groups let only these in on the SSH port; the address of your internet connection may not be among them.
fault-ssh-silent = The server does not answer on the SSH port, although it runs and its security groups let everybody in there.
fault-ssh-lost = The SSH connection broke off.
fault-ssh-auth = The server refused this user with every key that was offered.
fault-ssh-no-key = There is no key to offer to the server: landfall.toml names none, and no SSH agent holds one.
fault-ssh-too-many-keys = More keys were to be offered than the server lets anybody try; the right one may not have had its turn.
fault-ssh-password-only = The server takes no keys from this user, only what stands below.
fault-ssh-second-factor = The server took the key and wants something else besides, which Landfall cannot give.
fault-ssh-turned-away = The server let this user in, and then did not run what was asked.
fault-ssh-config = ~/.ssh/config cannot be followed for this server.
fault-key-missing = There is no file at the path of the SSH key.
fault-key-unreadable = You may not read the SSH key file.
fault-key-directory = The path of the SSH key is a directory.
fault-key-public = This is the public half of an SSH key; the private one is needed.
fault-key-absent = There is no private SSH key in this file.
fault-key-permissions = Others on this machine can read the SSH key file, so it is not used.
fault-key-on-windows-disk = Others can read the SSH key file, so it is not used; and on the disk where it lies, such as one of Windows, chmod changes nothing.
fault-key-format = The SSH key in this file is damaged, or of a form that is not understood.
fault-key-putty = This SSH key file of PuTTY is damaged, or of a form that is not understood.
fault-key-passphrase = The SSH key needs its passphrase.
fault-key-passphrase-wrong = No passphrase that was typed fits the SSH key.
fault-host-key-unknown = This server's host key has not been seen before.
fault-host-key-changed = The server shows another host key than the one known for it.
fault-host-key-revoked = The server's host key is marked as revoked on this machine.
fault-shell-ended = The login shell on the server ended before Landfall's command began.
fault-shell-asks = The login shell on the server asks something, and Landfall's command waits behind it.
fault-shell-replaced = On the server another program takes the login shell's place and does not run Landfall's command.
fault-shell-slow = The login shell on the server has not come as far as Landfall's command after 20 seconds.
fault-sudo-password = sudo on the server asks for a password.
fault-sudo-denied = This user may not use sudo on the server.

## Faults: the server
fault-no-systemd = The server does not run systemd.
fault-no-python = Python was not found on the server.
fault-no-project = No Django project was found on the server.
fault-no-environment = No Python environment was found for the project.
fault-no-asgi-worker = The project is served by asgi, and this Python environment has no uvicorn worker for gunicorn:
fault-no-gunicorn = gunicorn is not installed, or cannot start, in this Python environment:
fault-no-nginx = nginx does not run on the server.
fault-unit-refused = systemd does not accept the service file.
fault-unit-changed = The service file below was changed after Landfall wrote it, so Landfall does not touch it.
fault-service-crashed = gunicorn started and then stopped.
fault-exec-not-found = The gunicorn program named in the service file does not exist.
fault-working-directory-missing = The project directory named in the service file does not exist.
fault-user-missing = The user or group named in the service file does not exist.
fault-port-in-use = Another process already uses gunicorn's port or socket.
fault-module-missing = Python could not import the project or something that it needs.
fault-variable-missing = The settings need an environment variable that the service does not have.
fault-code-broken = Python cannot read a file of the project: there is a mistake in it.
fault-not-utf-8 = Python cannot read a file of the project: it is not in UTF-8.
fault-file-denied = The service may not open a file that the project needs.
fault-database-refused = The project does not reach its database.
fault-variable-not-typed = No value was given for the variable, so nothing was written.
fault-environment-file-missing = The service is given a file of environment variables that is not there, so systemd does not start it.
fault-environment-file-odd = No line can be added to the environment file: it is no plain text file, or a quote or a line in it does not end.
fault-drop-in-changed = What gives the environment file to the service was changed after Landfall wrote it, so Landfall does not touch it.
fault-out-of-memory = The server has too little memory: Linux ended a process of the project.
fault-disk-full = The server's disk is full.
fault-nginx-cannot-reach = nginx runs, but does not get through to gunicorn.
fault-socket-shut-off = nginx may not enter the directory in which gunicorn's socket lies.
fault-nginx-stopped = nginx is installed on the server, but does not run.
fault-nginx-refused = nginx refuses its own configuration.
fault-nginx-unread = Files of nginx's configuration were changed, and nginx has not read them yet.
fault-nginx-changed = A file of nginx's configuration was changed meanwhile, so Landfall leaves it alone.
fault-nginx-edit-failed = With the change, nginx did not lead to the project. The file is as it was before.
fault-port-held = Something else than nginx has port 80 of the server.
fault-nobody-at-port = nginx runs, but none of its sites listens on port 80.
fault-default-site-answers = nginx answers the site's name with its default page, not with the project.
fault-other-site-answers = nginx answers the site's name with another site of this server.
fault-block-answers = nginx answers the site's name by itself, and does not ask the project.
fault-block-leads-elsewhere = nginx hands the site's name on to another machine.
fault-other-project-answers = Another project of this server answers the site's name.
fault-chain-not-known = What answers the site's name on the server could not be found out.
fault-runs-as-root = The project runs as root: whoever breaks into the site has the whole server.
fault-unit-ends-at-logout = The project runs as a service of one user, which ends when that user logs out.
fault-settings-not-found = The project's settings file was not found.
fault-settings-not-literal = Django's settings could not be loaded, and by its text ALLOWED_HOSTS is not a plain list: Landfall does not change it.
fault-settings-not-effective = Whatever Landfall adds to the settings file, Django does not take it.
fault-settings-changed = The settings file was changed meanwhile.
fault-settings-broken = The settings file is not valid Python.
fault-host-still-refused = Django still answers 400 to the site's name.
fault-remote-failed = A command on the server failed.

## Faults: the public internet
fault-dns-unreachable = No DNS server answered.
fault-domain-not-registered = The domain is not registered.
fault-registry-unreachable = Nobody who knows of the domain's registration answered.
fault-domain-on-hold = The domain was taken out of the DNS: nobody finds any name in it.
fault-parent-unseen = The registry has taken the AWS name servers out. Whether the DNS itself has, cannot be seen from here: port 53 is shut. So the hosted zone stays.
fault-domain-expired = The domain's registration has run out.
fault-domain-expires-soon = The domain's registration runs out within 30 days.
fault-domain-locked = The domain is locked: its name servers cannot be changed while it is.
fault-no-name-servers = The domain has no name servers: nobody runs its DNS, so there is no place for a record.
fault-dns-moved = This site was built with its DNS somewhere else than landfall.toml says now; its records are where they were made.
fault-their-record-wrong = This record is not as it should be where the domain's DNS runs (below it, what stands there):
fault-dnssec-on = DNSSEC is switched on for the domain. The new zone is not signed: after the switch, resolvers that check signatures would not answer for the domain at all.
fault-dnssec-left = DNSSEC was left on at the registrar, and the zone that the domain is at now is not signed: resolvers that check signatures do not answer for the domain.
fault-parents-disagree = Not all servers of the zone above name the new name servers yet.
fault-name-server-lame = A name server that the registry names does not answer for the domain.
fault-mail-in-use = The domain's mail, and what else stands at its name servers of now, ends with the switch to the new ones.
fault-domain-in-use = These records at the domain's name servers of now end with the switch to the new ones (no mail was found there).
fault-domain-answers-all = The domain's name servers of now answer every name alike: the registrar's parking page, or a site that ends with the switch. No mail was found there.
fault-caa-forbids = CAA records do not allow Amazon to issue the certificate.
fault-caa-not-understood = A CAA record that is marked critical has a tag which no authority has to know. None may issue then.
fault-caa-unanswered = The name servers fail when they are asked for CAA records. No authority takes that for a yes.
fault-no-mail = Mail to the domain arrives nowhere, so the approval mail for the certificate does not either.
fault-probe-unreachable = The site could not be reached from here.
fault-probe-tls = The site did not complete the TLS handshake.
fault-probe-malformed = The site's answer was not valid HTTP.

## Faults: what a visitor sees
fault-redirect-loop = The site redirects round in a circle, so a browser never shows it.
fault-redirect-elsewhere = The site sends its visitors to another host.
fault-redirect-to-http = The site sends its visitors from https back to plain http.
fault-redirect-broken = The site redirects, but not to an address.
fault-http-stays = Plain http does not lead to https yet.
fault-name-stays = Another name of the site does not lead to it yet.
fault-certificate-foreign = The certificate that arrives at this machine is not Amazon's, nor of any public authority: either something on the way reads along (a company's proxy, a virus scanner), or the name still leads elsewhere from here. A phone on mobile data shows which.
fault-certificate-untrusted = A browser does not accept the certificate yet.
fault-site-fails = The site answers with an error of its own.
fault-no-page = The site does not show a page at its address.
fault-page-packed = The page came compressed without being asked to, so it could not be read.
fault-default-page = The page is the web server's own, not your project's.
fault-empty-project = The page is Django's own for a project that has no page yet.
fault-forms-refused = Django refuses forms that are sent from the site (403).
fault-static-missing = A file that the page loads is not served.

## Faults: this machine
fault-journal-failed = The journal could not be written, so nothing more was done.
fault-state-not-writable = Landfall cannot write where its journal lies.
fault-terminal-small = The terminal window is too small for the screens.
fault-terminal-not-utf-8 = The terminal is not set to UTF-8, so Korean text and marks may be shown wrong.
fault-internal = Landfall ran into an error of its own.

## Remedies
remedy-sign-in = Sign in again the way you did before, then try again. `aws sts get-caller-identity` shows whether it worked.
remedy-set-up-credentials =
    { $profile ->
        [NAME] Run `aws login` (AWS CLI 2.32 or newer): you sign in in the browser, and no key is made. An IAM user needs the policy
        SignInLocalDevelopmentAccess for it. With IAM Identity Center: `aws configure sso`, then `aws sso login --profile NAME`, and give Landfall
        that name (`--profile NAME`). Only if neither is possible: make an access key (IAM → Users → your user → Security credentials) and run
        `aws configure`.
       *[other] Run `aws login --profile { $profile }` (AWS CLI 2.32 or newer): you sign in in the browser, and no key is made. An IAM user needs the
        policy SignInLocalDevelopmentAccess for it. With IAM Identity Center: `aws configure sso --profile { $profile }`, then
        `aws sso login --profile { $profile }`. Only if neither is possible: make an access key (IAM → Users → your user → Security credentials)
        and run `aws configure --profile { $profile }`. If another profile was meant, choose that one: in the wizard's form, by `--profile`, or as
        `profile` in landfall.toml.
    } Then try again.
remedy-login-in-browser = Run `aws login --profile { $profile }` in another terminal and sign in in the browser. Then try again.
remedy-login-sso = Run `aws sso login --profile { $profile }` in another terminal and sign in in the browser. Then try again.
remedy-fetch-session-keys =
    The keys of the profile { $profile } were temporary. Get new ones from where these came from, and write them over the old ones in
    ~/.aws/credentials (aws_access_key_id, aws_secret_access_key, aws_session_token). Then try again.
remedy-export-new-keys =
    The keys in this terminal's variables were temporary. End Landfall, set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
    AWS_SESSION_TOKEN anew, and start Landfall again: it carries on from where it is.
remedy-run-credential-process =
    Run `aws sts get-caller-identity --profile { $profile }` in another terminal: it starts the same program (credential_process) and
    shows what that says. Sign in there, then try again.
remedy-choose-profile =
    Choose one of the profiles named above: `--profile NAME` behind the command, or `profile = "NAME"` in landfall.toml. Then start
    Landfall again.
remedy-mend-profile =
    Correct the profile in ~/.aws/config. `aws sts get-caller-identity --profile { $profile }` shows whether it works. Then try again.
remedy-pass-mfa-on =
    1. Type the code for the AWS CLI, which keeps what it gets for it, usually for an hour: `aws sts get-caller-identity --profile { $profile }`
    2. Make a profile that hands this on: `aws configure set credential_process "aws configure export-credentials --profile { $profile } --format process" --profile { $profile }-mfa`
    3. Use that profile: `--profile { $profile }-mfa` behind the command, or `profile` in landfall.toml.
    When the hour is over, do the first line again.
remedy-mend-ca-bundle =
    Write the path of the right file, in PEM form, into AWS_CA_BUNDLE (who looks after this network has it); if you need none, take the
    variable away with `unset AWS_CA_BUNDLE`. Then start Landfall again.
remedy-attach-policy =
    In the AWS console open IAM → Policies → Create policy → JSON, paste what `landfall policy` prints, choose Next, name it
    landfall and choose Create policy. Then IAM → Users → your user → Add permissions → Attach policies directly → landfall → Next →
    Add permissions. (It is too long for an inline policy.) May you not do that, or do you sign in with a role, ask the
    account's administrator. Wait a minute, then try again. If it is attached already, the message above names what else forbids it.
remedy-attach-server-policy =
    Stopping, starting and terminating the server are rights of their own. In the AWS console open IAM → Policies → landfall → Edit → JSON, put
    what `landfall policy --with-server` prints in place of all of it, choose Next and Save changes. May you not do that, or do you sign in
    with a role, ask the account's administrator. Wait a minute, then try again.
remedy-set-clock =
    Let this machine take its time from the internet: macOS System Settings → General → Date & Time → Set time and date automatically;
    Linux `sudo timedatectl set-ntp true`; WSL: run `wsl --shutdown` in PowerShell and open the terminal again. When `date -u` agrees
    with the UTC time of https://time.is, try again.
remedy-enter-key-anew =
    Run `aws login` (AWS CLI 2.32 or newer; with `--profile NAME` if you use one): it signs you in in the browser, without a key. Or run
    `aws configure` and paste id and secret of one key; for a lost secret, make another key (IAM → Users → your user → Security
    credentials → Create access key). Keys in this terminal come before both: if `env | grep AWS_` shows any, run
    `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`. Then try again.
remedy-check-key =
    Run `aws login` (AWS CLI 2.32 or newer; with `--profile NAME` if you use one): it signs you in in the browser, without a key. With
    IAM Identity Center, `aws sso login`. With an access key: `aws configure list` shows which one is used, and from where. In the AWS
    console under IAM → Users → your user → Security credentials it must be Active; if it is not there, make one and run
    `aws configure`. Keys in this terminal come before all: if `env | grep AWS_` shows old ones, run
    `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`. Then try again.
remedy-enable-region =
    If your server is in another region than { $region }, choose that one: in the wizard's form, else as `region` in landfall.toml. The EC2
    console shows it at the top right. If { $region } is right: AWS console → your account's name (top right) → Account → AWS Regions → { $region } → Enable.
    That may take from minutes to hours. When it is enabled there, try again.
remedy-open-other-region =
    If nothing of this site was ever made in { $region }, there is nothing to do. If something was, it still bills there: AWS console → your
    account's name (top right) → Account → AWS Regions → { $region } → Enable. When it is enabled, try again.
remedy-choose-region =
    Choose the region of your server, in the wizard's form, else as `region` in landfall.toml ({ $region } is none): the EC2 console shows
    it at the top right, such as ap-northeast-2 for Seoul. Where landfall.toml has none, it comes from AWS_REGION or from your profile. Then try again.
remedy-finish-sign-up =
    Sign in at https://console.aws.amazon.com as the account's owner (root user) and finish what AWS still asks for: payment card, phone
    number, support plan (Basic is free). AWS writes an e-mail when the account is ready, mostly within minutes, at most after 24
    hours. If nothing is asked for: Support → Create case → Account and billing, with the message above. Then try again.
remedy-wait-for-verification =
    AWS mostly needs minutes for it, at most four hours, and writes to the account's e-mail address. Then try again. If nothing comes:
    AWS console → Support → Create case → Account and billing, with the message above.
remedy-ask-to-unblock =
    Read AWS's mails to the account's e-mail address, and look for an unpaid bill: AWS console → Billing → Payments. Then Support →
    Create case → Account and billing, with the message above; that is free. When AWS has lifted it, try again.
remedy-ask-organization =
    You cannot lift this yourself, nor can `landfall policy`. Send the message above to whoever manages your AWS organization, and ask
    for what it names to be allowed in { $region } (Route 53 and IAM: in us-east-1). Then try again.
remedy-ask-administrator =
    More permissions do not help, so `landfall policy` does not either. Send the message above to whoever manages this AWS account: it
    names what is forbidden, and by which kind of policy. When that is changed, try again.
remedy-check-between =
    Something between this machine and AWS may answer in its place: the sign-in page of a Wi-Fi, a proxy, a VPN or a security program.
    Open any page in a browser and sign in if you are asked to; or use another network, such as your phone's. If your company inspects
    connections, ask its IT for the certificate file (PEM) and run `export AWS_CA_BUNDLE=/path/to/that/file.pem`. Then try again.
remedy-ask-for-name-servers =
    If { $domain } has old hosted zones in your accounts whose name servers it does not use, delete those: Route 53 → Hosted zones.
    Otherwise AWS console → Support → Create case → Account and billing, and write: "I own { $domain }, and CreateHostedZone
    answers with the message above." Then try again.
remedy-use-that-account = Use the first account above: `--profile NAME` with a profile of it, or sign in to it. Then try again.
remedy-check-network = Check this machine's internet connection, VPN and proxy, then try again.
remedy-ask-for-quota =
    Delete what you no longer need, or ask for more: AWS console → Service Quotas → AWS services → what is named above, in region
    { $region } (for Route 53 in us-east-1) → Request increase at account level. When AWS has granted it, try again.
remedy-open-support-case =
    In the AWS console open Support → Create case → Account and billing, and write: "Please allow this account to create
    load balancers in { $region }." It is free, and usually takes a day. Then try again.
remedy-upgrade-plan =
    When a free plan ends, or its credits are spent, AWS closes the account, and the site with it. Before that, change to the paid
    plan in the AWS console under Billing and Cost Management, or with this command:
    aws freetier upgrade-account-plan --account-plan-type PAID --region us-east-1
    What is left of the credits stays yours; AWS bills what goes beyond them.
remedy-lift-protection =
    Turn the protection off in the EC2 console. Load balancer: Attributes → Edit → Deletion protection. Instance: Actions →
    Instance settings → Change termination protection. Then try again.
remedy-lift-stop-protection =
    Turn it off in the EC2 console ({ $region }): Instances → { $instance } → Actions → Instance settings → Change stop protection.
    Then try again. The load balancer bills no more already.
remedy-choose-other-name =
    Choose another `name` than { $site } in landfall.toml. If you know the thing and do not need it, delete it in the AWS console instead.
remedy-start-instance =
    In the EC2 console ({ $region }) choose Instances → { $instance } → Instance state → Start instance (one that is still stopping, once it
    has stopped), or run `aws ec2 start-instances --region { $region } --instance-ids { $instance }`. Wait until it runs, then try again. Without
    an Elastic IP it then has another address: where `address` or `public_address` stands in landfall.toml, write the new one there first.
remedy-start-paused =
    `landfall up` starts it and brings https back; it asks for the costs first. To start the server alone, run
    `aws ec2 start-instances --region { $region } --instance-ids { $instance }` and wait until it runs; then try again.
    Without an Elastic IP it then has another address: where `address` or `public_address` stands in landfall.toml, write the new one there first.
remedy-choose-instance =
    Open the EC2 console in { $region } → Instances, copy your server's id, and write `instance = "i-…"` under `[server]` in landfall.toml.
    If it is not there, `region` may be another one.
remedy-new-server =
    Landfall makes no servers. In the EC2 console ({ $region }) choose Instances → Launch instances, and bring your project onto the new one.
    Write its id, `instance = "i-…"`, under `[server]` in landfall.toml (and its new address, where `address` or `public_address` stands there);
    then run `landfall up`.
    Or take down what is left, which bills on: `landfall down`.
remedy-set-public-address =
    In the EC2 console open Elastic IPs → Allocate, then Actions → Associate and choose { $instance }. Then try again.
remedy-add-subnet =
    { $grow ->
        [none] In the VPC console ({ $region }) choose Subnets → Create subnet: VPC { $vpc }, Availability Zone { $zone }, IPv4 subnet CIDR block { $block }.
       *[some] In the VPC console ({ $region }) choose Your VPCs → { $vpc } → Actions → Edit CIDRs → Add new IPv4 CIDR: { $grow }. Then Subnets → Create subnet:
        VPC { $vpc }, Availability Zone { $zone }, IPv4 VPC CIDR block { $grow }, IPv4 subnet CIDR block { $grow }.
    }{ $gateway ->
        [none] {" "}Then Internet gateways → Create internet gateway; choose the new one → Actions → Attach to VPC → { $vpc }.
       *[some] {""}
    }{ $wayout ->
        [none] {" "}Then Route tables → Create route table: VPC { $vpc }; in it Routes → Edit routes → Add route: Destination 0.0.0.0/0, Target Internet Gateway → { $gateway ->
            [none] the new one
           *[some] { $gateway }
        } → Save changes. Then Subnet associations → Edit subnet associations → the new subnet → Save associations.
       *[some] {" "}Then choose the new subnet → Actions → Edit route table association → Route table ID { $wayout } → Save.{ $grow ->
            [none] {" "}Or run `aws ec2 create-subnet --region { $region } --vpc-id { $vpc } --availability-zone { $zone } --cidr-block { $block }`, and with the id that it
            prints `aws ec2 associate-route-table --region { $region } --route-table-id { $wayout } --subnet-id subnet-…`.
           *[some] {""}
        }
    } Then try again. A subnet costs nothing.
remedy-lift-public-access-block =
    Whoever looks after this AWS account has switched it on, for all networks of the region. If that is you: VPC console ({ $region }) → Settings → Block public access →
    Create exclusions: direction Bidirectional, VPC { $vpc } → Create exclusions. Wait until its state is Active (some minutes), then try again. If the console does not
    let you, the setting comes from your organization: ask whoever administers it for an exclusion of { $vpc }.
remedy-move-server =
    The server has to stand in another availability zone. EC2 console ({ $region }) → Instances → { $instance } → Actions → Image and templates → Create image, and wait
    until it is available under AMIs. Choose it → Launch instance from AMI → Network settings → Edit → a public subnet in another availability zone. Write the new
    instance's id as `instance` under `[server]` in landfall.toml, and its address where one stands there; then try again. The old server goes on costing until you terminate it.
remedy-write-zones =
    Under `[balancer]` in landfall.toml, write `zones = "two"`: then the server's own zone is taken, and one more that can be. Or list at least two zones, the server's
    own among them. Then try again.
remedy-leave-port-eighty =
    Nothing has to be done: the load balancer gets in by a rule of its own, which Landfall adds. Only the site by plain http, before https is there, will not be seen
    from outside. Whoever wants to see it opens the port: EC2 console ({ $region }) → Security Groups → { $group } → Edit inbound rules → Add rule: HTTP, source Anywhere-IPv4.
remedy-close-side-door =
    { $closes ->
        [yes] Run `landfall up` in a terminal, without --yes: a rule that lets in more than web traffic is asked about, and --yes leaves it. SSH stays as it is.
       *[no] You need not close it. To close it: `close_http = true` under `[server]` in landfall.toml, then `landfall up`. SSH stays as it is;
        a rule that lets in more is asked about first, and --yes leaves it.
    }
remedy-narrow-rule =
    Landfall leaves this rule, as it cannot see whether you would still get in by SSH. By hand: EC2 console ({ $region }) → Security Groups → the group named above →
    Edit inbound rules. First add a rule: TCP, port { $port }, with the source of the rule named above, and save. Then log in to the server in a new window.
    Only if that succeeds, delete the rule named above. `landfall status` shows what is open then.
remedy-take-own-group =
    Nothing is broken, and Landfall changes nothing in a group that others use. It can give the server a group of its own in that one's place, with all its rules but
    those: `close_http = true` under `[server]` in landfall.toml, then `landfall up` without --yes. It asks first, and `landfall down` puts all back as it was.
remedy-stay-in-shared-group =
    In a group of its own the server was not reached as before, so Landfall put its groups back as they were: nothing is broken. `landfall up` without --yes offers it again.
remedy-leave-shared-group =
    Nothing is broken, and Landfall changes nothing in a group that others use. It offers no group of the server's own here: the server is not managed, or stands there with
    several interfaces, or a rule's source (shown as ?) is one that Landfall cannot ask for. If these others need no web traffic from the world either, delete the rule by hand:
    EC2 console ({ $region }) → Security Groups → the group named above → Edit inbound rules. If it lets in more than web traffic, first add a rule for SSH there
    (TCP, port { $port }, the same source) and log in to the server in a new window. `landfall status` shows what is open then.
remedy-find-other-way =
    Something else than the security groups that Landfall read lets you in: another network interface of the instance, an address that leads elsewhere
    (`public_address` in landfall.toml), or a proxy between here and there. Look in the EC2 console ({ $region }) → Instances → { $instance } → Networking.
remedy-take-hsts-back =
    Set `SECURE_HSTS_SECONDS = 0` in Django's settings (or take `add_header Strict-Transport-Security` out of nginx), restart, and wait
    until browsers have forgotten it: as many seconds as its max-age said, counted from their last visit. Then pause. Or take the site down: `landfall down`.
remedy-take-redirect-out =
    Take `SECURE_SSL_REDIRECT = True` out of Django's settings (or the `return 301 https://…` of port 80 out of nginx) and restart; the load
    balancer still sends visitors to https, as long as it stands. Then pause. Or take the site down: `landfall down`.
remedy-bring-up-first =
    `landfall status` shows what is in the way between a visitor and the site. Mend that, then pause. Or take the site down: `landfall down`.
remedy-open-port-eighty =
    Open it: EC2 console ({ $region }) → Security Groups → { $group } → Edit inbound rules → Add rule: HTTP, source Anywhere-IPv4. Or run
    `aws ec2 authorize-security-group-ingress --region { $region } --group-id { $group } --protocol tcp --port 80 --cidr 0.0.0.0/0`, then pause.
    Or pause with the server off, where nobody has to come to it: `landfall pause --stop-server`.
remedy-leave-unpaused =
    Nothing has to be done. `landfall status` shows what bills; a server that runs is stopped too by `landfall pause --stop-server`.
remedy-remove-foreign-records =
    Landfall did not make the records above, and deletes none of them. If you need one later, write its value down. Then in the Route 53 console open
    Hosted zones → { $domain }, tick these records → Delete records, and try again. As long as they stand, the hosted zone stays and bills.
remedy-end-signing =
    First take the DS record of { $domain } away at the registrar (menu DNSSEC), and wait a day: while it stands there, the domain does not work without
    signing. Then in the Route 53 console open Hosted zones → { $domain } → DNSSEC signing → Disable DNSSEC signing, and try again.
remedy-release-certificate =
    { $held ->
        [balancer] In the EC2 console ({ $region }) choose Load Balancers → { $holder } → Listeners and rules. If it needs https no longer, tick its HTTPS listener → Manage
        listener → Delete listener. Otherwise choose its Protocol:Port → Certificates → Change default, and choose another certificate.
        [distribution] In the CloudFront console choose Distributions → { $holderid } → General → Settings → Edit, choose another Custom SSL certificate (or none), and save.
        [service] Look in the console ({ $region }) under API Gateway → Custom domain names, and in whichever service you gave this certificate to: choose another
        certificate there, or delete the custom domain name.
       *[several] Give each of the places above another certificate: load balancers in the EC2 console ({ $region }), distributions in the CloudFront console, the
        others in the service that you gave it to.
    } Then try again: AWS may take up to half an hour to let go.
remedy-give-another-group =
    The server stands in no other group than { $group }, which Landfall made. Give it one of yours: EC2 console ({ $region }) → Instances → { $instance } → Actions → Security →
    Change security groups: add a group that lets you in by SSH, remove { $group }, and save. Then try again.
remedy-release-group =
    { $held ->
        [rule] In the EC2 console ({ $region }) choose Security Groups → { $within } → Inbound rules → Edit inbound rules, delete the rule { $holderid }, and save.
        [outbound] In the EC2 console ({ $region }) choose Security Groups → { $within } → Outbound rules → Edit outbound rules, delete the rule { $holderid }, and save.
        [instance] In the EC2 console ({ $region }) choose Instances → { $within } → Actions → Security → Change security groups, remove { $owngroup }, and save.
        [interface] In the EC2 console ({ $region }) choose Network Interfaces → { $holderid } → Actions → Change security groups, remove { $owngroup }, and save. If AWS
        does not let you, change it in the service that made the interface: its description says which.
        [balancer] In the EC2 console ({ $region }) choose Load Balancers → { $holder } → Security → Edit, choose another group in place of { $owngroup }, and save.
       *[several] In the EC2 console ({ $region }): delete the rules above in their security groups (Edit inbound or outbound rules), and take { $owngroup } from whatever
        is in it (Instances or Network Interfaces → Actions → Change security groups; Load Balancers → Security → Edit).
    } Then try again: Landfall deletes { $owngroup }.
remedy-release-target-group =
    In the EC2 console ({ $region }) choose Load Balancers → { $holder } → Listeners and rules, and let each rule that forwards to the site's target group forward
    elsewhere, or delete it. Then try again.
remedy-fix-record-clash =
    In the Route 53 console open Hosted zones → { $domain } and delete or rename the record named in the message. Then try again.
remedy-remove-what-leads-past =
    Landfall does not remove it. If you may need it again, write its value down. Then in the Route 53 console open Hosted zones → { $domain },
    delete the record named in the message, and try again.
remedy-read-aws-message = The message above is AWS's own. Fix what it names in the AWS console ({ $region }), then try again.
remedy-request-anew = Delete this certificate in the AWS console (Certificate Manager), then try again and answer yes.
remedy-make-again = `landfall up` asks whether to make it as it was. To be rid of the site instead: `landfall down`.
remedy-follow-address = `landfall up` writes the server's new address. An Elastic IP keeps an address for good: EC2 console → Elastic IPs → Allocate, then Actions → Associate.
remedy-replace-certificate =
    AWS deletes no certificate that a load balancer uses. Run `landfall pause`, which takes the load balancer away, then `landfall up`, and answer
    yes to a new certificate. Where a pause is refused: EC2 console ({ $region }) → Load Balancers → the one of { $fqdn } → Listeners → delete
    HTTPS:443, then `landfall up`.
remedy-enter-name-servers =
    Enter just these name servers where you bought { $domain }, and take out every other: { $now }
    The run goes on by itself once the registry has them.
remedy-write-validation =
    This record must stand in the DNS of { $domain }, with just this value: { $now }
    In a hosted zone that Landfall writes in, `landfall up` asks and writes it. Elsewhere enter it yourself. Once the name servers have it, Amazon goes on by
    itself.
remedy-move-validation =
    In that form leave the domain out of the name, or end the name with a dot. This is how it must stand: { $now }
    Delete the one with the domain twice. Once the name servers have the right one, Amazon goes on by itself.
remedy-approve-renewal =
    Amazon writes to admin@, administrator@, hostmaster@, postmaster@ and webmaster@ of { $domain }, some 45 to 60 days before the last day, the
    earliest about { $now }. Somebody opens the link and presses "I Approve". To be rid of it: validation = "dns" below {"[certificate]"} in landfall.toml for
    the next certificate.
remedy-serve-certificate = `landfall up` makes the load balancer, which uses it.
remedy-fix-caa =
    In the Route 53 console open Hosted zones → { $domain } and add this record: { $now }
    Where a CAA record of that name stands already, add the value to it as a line of its own. Then try again. Landfall leaves it as it is.
remedy-open-ssh-port =
    If `port` in landfall.toml is right ({ $port }), open it to your address: EC2 console ({ $region }) → Instances → { $instance } → Security →
    { $group } → Edit inbound rules → Add rule: TCP, port { $port }, source "My IP". Or run
    `aws ec2 authorize-security-group-ingress --region { $region } --group-id { $group } --protocol tcp --port { $port } --cidr $(curl -s https://checkip.amazonaws.com)/32`.
    Then try again.
remedy-start-sshd =
    { $hangsup ->
        [yes] Something answers at { $address } on port { $port }, and hangs up before the login. Check `port` in landfall.toml: it is the port of sshd,
        mostly 22. If it is right, wait ten minutes and try again, or try from another network, such as your phone's: after failed logins a
        server may shut an address out for a while. If that does not help, reboot the server:
        `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`, and try again after three minutes.
       *[no] Something answers at { $address }, and nothing listens there on port { $port }. Check `port` in landfall.toml. If it is right, reboot the server:
        `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }` (EC2 console → { $instance } → Instance state → Reboot instance),
        and try again after three minutes.
    }
remedy-add-my-address =
    `curl -s https://checkip.amazonaws.com` shows your address. If it is not among those above, let it in: EC2 console ({ $region }) → Instances →
    { $instance } → Security → { $group } → Edit inbound rules → Add rule: TCP, port { $port }, source "My IP". Or run
    `aws ec2 authorize-security-group-ingress --region { $region } --group-id { $group } --protocol tcp --port { $port } --cidr $(curl -s https://checkip.amazonaws.com)/32`.
    If it is among them, reboot the server: `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`. Then try again.
remedy-write-new-address =
    Under `[server]` in landfall.toml, write `{ $now }` in place of the old address, in `address` and in `public_address`, whichever stands there.
    Then try again. An Elastic IP keeps an address for good: EC2 console → Elastic IPs → Allocate, then Actions → Associate.
remedy-find-address =
    If the server is in EC2, look in the EC2 console ({ $region }) → Instances which address it has now (a stopped one has none: start it first), and
    write it as `address` under `[server]` in landfall.toml; if it is not in the list, correct `region`. If it is somewhere else, look at its provider whether it runs. Then try again.
remedy-reboot-instance =
    In the EC2 console ({ $region }) choose Instances → { $instance } → Instance state → Reboot instance, or run
    `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`. Wait five minutes, then try again. If the checks go on failing,
    stop it and start it there, which moves it to another machine; without an Elastic IP its address changes.
remedy-wait-for-boot = Wait three minutes, then try again.
remedy-look-at-server =
    { $subnet ->
        [none] State, address and security groups do not explain it. If `landfall doctor` says that the server's subnet has no route to an internet gateway,
        mend that. What Landfall cannot see from here: whether sshd runs on the server and listens on port { $port }, the server's own
        firewall, and the network ACL of its subnet. First check `port` in landfall.toml, then reboot:
        `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`, and try again after three minutes. If that does not help: EC2
        console → { $instance } → Connect → EC2 serial console or Session Manager, and there `sudo ufw status` and `sudo systemctl start ssh`.
       *[some] Give the server's subnet a way to the internet, in the VPC console ({ $region }).{ $gateway ->
            [none] {" "}Internet gateways → Create internet gateway; choose the new one → Actions → Attach to VPC → { $vpc }.
           *[some] {""}
        }{ $wayout ->
            [none] {" "}Route tables → Create route table: VPC { $vpc }; in it Routes → Edit routes → Add route: Destination 0.0.0.0/0, Target Internet Gateway → { $gateway ->
                [none] the new one
               *[some] { $gateway }
            } → Save changes. Then Subnet associations → Edit subnet associations → { $subnet } → Save associations.
           *[some] {" "}Subnets → { $subnet } → Actions → Edit route table association → Route table ID { $wayout } → Save.
        } What else stands in that subnet goes out by that way too, and with a public address it is reached as far as its security groups let it.
        Then try again. It costs nothing.
    }
remedy-check-user-and-key =
    Write the user of the server's image as `user` under `[server]` in landfall.toml: `ubuntu` on Ubuntu, `ec2-user` on Amazon Linux,
    `admin` on Debian, `rocky` on Rocky. If it is right, the key is another one: the EC2 console names it ({ $instance } → Details → Key
    pair assigned at launch). Write its .pem file as `key`.
remedy-name-key =
    Write the .pem file of the instance's key pair as `key` under `[server]` in landfall.toml, such as `key = "~/.ssh/{ $site }.pem"`.
    The EC2 console tells the key pair's name: { $instance } → Details → Key pair assigned at launch.
remedy-name-one-key =
    Write the key file of this server as `key` under `[server]` in landfall.toml: then no other key is offered.
remedy-let-key-suffice =
    Log in to the server as you usually do, and let the key alone do for this user:
    `printf '\nMatch User { $user }\n  PubkeyAuthentication yes\n  AuthenticationMethods publickey\n' | sudo tee -a /etc/ssh/sshd_config`
    Then `sudo sshd -t && (sudo systemctl reload ssh || sudo systemctl reload sshd)`, and try again. If you do not want that, write
    `manage = false` under `[server]` in landfall.toml: then Landfall never logs in.
remedy-come-as-other =
    Write another user as `user` under `[server]` in landfall.toml: the one that the server's message names, if it names one; else
    `ubuntu` on Ubuntu, `ec2-user` on Amazon Linux, `admin` on Debian.
remedy-write-server-keys =
    Write `address`, `user` and `key` under `[server]` in landfall.toml, and take `ssh_host` out. Then ~/.ssh/config is not read.
remedy-check-key-path =
    Correct `key` under `[server]` in landfall.toml. Private keys in that directory, if there are any, stand above; more are listed by
    `find ~ -maxdepth 3 -name "*.pem"`.
remedy-take-key =
    Make a copy that is yours: `mkdir -p ~/.ssh && sudo install -m 600 -o "$(id -un)" { $key } ~/.ssh/{ $site }.pem`. Then write
    `key = "~/.ssh/{ $site }.pem"` under `[server]` in landfall.toml.
remedy-name-key-file =
    Write the private key file as `key` under `[server]` in landfall.toml. It is the .pem file that EC2 gave you when the key pair was
    made, and begins with `-----BEGIN`.
remedy-name-private-half =
    Write the private key file as `key` under `[server]` in landfall.toml: usually it has the same name without .pub. If it was found, it
    stands above.
remedy-chmod-key = Run `chmod 400 { $key }`, then try again.
remedy-copy-key =
    Copy it to your home directory: `mkdir -p ~/.ssh && cp -i { $key } ~/.ssh/{ $site }.pem && chmod 600 ~/.ssh/{ $site }.pem`. Then
    write `key = "~/.ssh/{ $site }.pem"` under `[server]` in landfall.toml.
remedy-rewrite-key =
    Run `ssh-keygen -p -f { $key }`: it asks for the passphrase, then twice for the new one (the same will do), and writes the key in
    today's form. Then try again. If it cannot read the key either, copy the file anew from where you got it.
remedy-convert-key =
    Make an OpenSSH key of it: `puttygen { $key } -O private-openssh -o ~/.ssh/{ $site }.pem` (from the package putty-tools), or in
    PuTTYgen on Windows: Load, then Conversions → Export OpenSSH key. Then write `key = "~/.ssh/{ $site }.pem"` under `[server]` in
    landfall.toml. If PuTTY cannot read the file either, copy it anew from where you got it.
remedy-use-terminal-or-agent =
    Try again in a terminal and type the passphrase. Or load the key first: `ssh-add { $key }`. If that finds no agent, run
    `eval "$(ssh-agent)"` before it, and Landfall in the same terminal after it.
remedy-check-passphrase =
    `ssh-keygen -y -f { $key }` asks for the passphrase and prints the public key when it fits. Then try again with that one. Nobody can
    open a key whose passphrase is lost: write another key as `key` under `[server]` in landfall.toml.
remedy-confirm-host-key =
    Compare the fingerprint with the one in the EC2 console ({ $instance } → Actions → Monitor and troubleshoot → Get system log).
    If it is the same, write it as `host_key` under `[server]` in landfall.toml.
remedy-check-host-key =
    If you rebuilt the server or moved its address, check the new fingerprint in the EC2 console ({ $instance } → Actions → Monitor
    and troubleshoot → Get system log) and run `ssh-keygen -R { $address }`. If you did neither, do not connect: it may be another machine.
remedy-quiet-shell =
    bash reads ~/.bashrc for commands over SSH too. Let it pass over that file then: sign in with `ssh { $user }@{ $address }` and run
    `sed -i --follow-symlinks '1i case $- in *i*) ;; *) return ;; esac' ~/.bashrc`, then try again. With zsh it is ~/.zshenv, with fish
    ~/.config/fish/config.fish: let only interactive shells ask, exit or start another one. What stands above is what the shell printed
    last; if it names another user, write that one as `user` under `[server]` in landfall.toml. If signing in ends at once too, use
    Session Manager (EC2 console → Connect), and there
    `sudo sed -i '1i case $- in *i*) ;; *) return ;; esac' /home/{ $user }/.bashrc`.
remedy-use-terminal-for-sudo = Try again in a terminal and type the sudo password of { $user } when asked.
remedy-give-sudo =
    On the server, as a user who may use sudo, run `sudo usermod -aG sudo { $user }`. Or name such a user as `user` under `[server]`
    in landfall.toml.
remedy-use-systemd-server =
    Landfall sets up Ubuntu and other Linux servers with systemd. If yours already serves the site by itself, write
    `manage = false` under `[server]` in landfall.toml.
remedy-install-python = On the server run `sudo apt install python3`, then try again.
remedy-tell-project =
    Write where the project is into landfall.toml, under `[app]`: `project` (the directory with manage.py), `venv`, and
    `wsgi` (such as "mysite.wsgi") or `asgi`.
remedy-tell-health-path =
    Tell Landfall a path of your site that answers without a login: in landfall.toml, under `[app]`, write `health = "/path/"`. If none
    does, write which answers mean that all is well, such as `health_codes = "401"`. Then try again.
remedy-allow-health-check =
    On the server add the address behind `Host:` above to ALLOWED_HOSTS in the settings file, run `sudo systemctl restart { $unit }`, and
    try again.
remedy-add-address-to-block =
    The first line above is the site that answers now, the second the server's address. On the server take the address out of that site's
    `server_name`, if it is there, and add it to the `server_name` of the block that leads to your project. Then run
    `sudo nginx -t && sudo systemctl reload nginx`, and try again.
remedy-write-record-anew =
    Above is what stands in the zone now (*: one of several, by Route 53's routing). `landfall up` asks whether Landfall's record is to be
    written again.
remedy-forward-to-targets =
    In the EC2 console, under Load balancers, open the one above, its listener HTTPS:443, and edit it: the default action forwards to
    the target group above and to no other, the default certificate is the one of { $fqdn }. Then try again.
remedy-install-gunicorn =
    On the server run the command that stands above, then try again. If the project has another Python environment, write its
    directory into landfall.toml, under `[app]`: `venv`.
remedy-reinstall-gunicorn =
    On the server run `{ $again } gunicorn`, then try again. If the project has another Python environment, write its directory into
    landfall.toml, under `[app]`: `venv`.
remedy-make-environment =
    If the project has a Python environment, write its directory into landfall.toml, under `[app]`: `venv`. If it has none, run on
    the server the command that stands above. Then try again.
remedy-install-nginx =
    On the server run `sudo apt install nginx`, set it up to hand requests on to gunicorn, and try again.
remedy-read-service-log =
    Read the lines above: they are gunicorn's own. For more, run `sudo journalctl -u { $unit } -n 50` on the server. Fix it,
    then try again.
remedy-free-the-port =
    It was started by hand. Press Ctrl+C in its terminal, or run `kill NUMBER` on the server, with the number (PID) that stands above.
    Then try again: Landfall starts it so that it stays.
remedy-stop-the-unit =
    The service named above has it. If nobody needs it, run `sudo systemctl disable --now NAME` with that name on the server, and try
    again.
remedy-stop-in-supervisor =
    supervisor keeps it running. On the server run `sudo supervisorctl stop NAME` with the name above, remove its file below
    /etc/supervisor, run `sudo supervisorctl update`, and try again. To stay with supervisor, set `manage = false` under `[server]`
    in landfall.toml: Landfall then leaves the server as it is.
remedy-stop-the-container =
    docker keeps it running. On the server run `docker update --restart=no NAME` and `docker stop NAME` with the name above, and try
    again. To stay with docker, set `manage = false` under `[server]` in landfall.toml: Landfall then leaves the server as it is.
remedy-start-nginx = On the server run `sudo systemctl enable --now nginx`, then try again.
remedy-reload-nginx = If the change is meant, run `sudo nginx -t && sudo systemctl reload nginx` on the server, then try again.
remedy-mend-nginx-config =
    On the server run `sudo nginx -t`: it names the file and the line. Correct that, run `sudo systemctl reload-or-restart nginx`, and try
    again.
remedy-free-port-eighty =
    Landfall works with nginx. On the server stop what has port 80 (`sudo systemctl disable --now NAME`, with the name above), run
    `sudo systemctl enable --now nginx`, and try again. To keep the other server, set `manage = false` under `[server]` in
    landfall.toml: Landfall then leaves the server as it is.
remedy-add-server-block =
    On the server, a file in /etc/nginx/conf.d or sites-enabled needs a `server` block with `listen 80;`, `server_name { $fqdn };` and, in
    its `location /`, `proxy_pass` to gunicorn's address. Then run `sudo nginx -t && sudo systemctl reload nginx`, and try again.
remedy-add-name-to-block =
    Landfall does not change what is named last above. On the server, add { $fqdn } to `server_name` of the block whose `proxy_pass` leads
    to your project, run `sudo nginx -t && sudo systemctl reload nginx`, and try again.
remedy-change-that-block =
    The block named above answers { $fqdn }. If that name is not its own, take it out of its `server_name`; else let `proxy_pass` in its
    `location /` name your project's address. Then run `sudo nginx -t && sudo systemctl reload nginx`, and try again. If the
    directory above is the right project, set it as `project` under `[app]` in landfall.toml.
remedy-give-project =
    On the server, give the project to a plain user: `sudo chown -R { $user }: { $project }` (and other files that it writes). Then run
    `landfall up` once more: the service then runs as { $user }. In a service file of your own, change `User=` too:
    `sudo systemctl edit --full { $unit }`.
remedy-let-it-linger =
    The service and its user stand above. On the server run `sudo loginctl enable-linger USER`, and, logged in as that user,
    `systemctl --user enable NAME`. Then try again.
remedy-restore-nginx-by-hand =
    Somebody changed the first file above after Landfall did. The second one is what stood there before Landfall (/dev/null: nothing did);
    below them is what is other now. Choose, on the server. Back to what was before, and all changes lost: `sudo cp SECOND FIRST`, or
    `sudo rm FIRST` where nothing was. Or leave the file as it is now: `sudo rm SECOND`, or `sudo mv FIRST FIRST-mine.conf` where nothing was.
    Then run `sudo nginx -t && sudo systemctl reload nginx`, and try again.
remedy-fix-wsgi =
    { $project } has no module of that name. Check `wsgi` or `asgi` under `[app]` in landfall.toml (such as "mysite.wsgi"), and the name in
    DJANGO_SETTINGS_MODULE in that file. Then try again.
remedy-install-module = { $lists ->
    [yes]
        On the server, install what the project lists into its own environment: `{ $listed }`. If the module { $module } still does
        not come with it, install its package too (which may have another name): `{ $install } { $package }`. Then try again.
   *[no]
        On the server, install the package that brings the module { $module } (it may have another name) into the project's own
        environment: `{ $install } { $package }`. Then try again.
    }
remedy-mend-code =
    The mistake is in the file and the line that stand above in brackets, or just before it. Mend it on the server, for example with
    `nano +{ $line } { $file }`, then try again.
remedy-convert-to-utf-8 =
    It was probably saved in cp949, as Korean Windows does. On the server, turn it into UTF-8:
    `iconv -f cp949 -t utf-8 { $file } > /tmp/utf-8.py && sudo cp /tmp/utf-8.py { $file }`. Then try again.
remedy-give-file =
    The service runs as { $owner }. On the server, give it the file: `sudo touch { $denied } && sudo chown { $owner }: { $denied }`. Then
    try again. If a directory above is closed to it, `namei -l { $denied }` shows which one.
remedy-start-database =
    If the database runs on this server, start it: `sudo systemctl enable --now postgresql` (or `mysql`, or `mariadb`). If it runs
    elsewhere, such as in RDS, check HOST and PORT in DATABASES, and that its security group lets this server in. Then try again.
remedy-set-variable =
    You have set { $variable } in a shell; a service does not see that. On the server, make a file that only root can read:
    `sudo touch /etc/{ $site }.env && sudo chmod 600 /etc/{ $site }.env`. Open it with `sudo nano /etc/{ $site }.env` and add the line
    `{ $variable }=VALUE` with your own value. Give it to the service:
    `sudo mkdir -p /etc/systemd/system/{ $unit }.service.d`
    `printf '[Service]\nEnvironmentFile=/etc/{ $site }.env\n' | sudo tee /etc/systemd/system/{ $unit }.service.d/env.conf`
    `sudo systemctl daemon-reload && sudo systemctl restart { $unit }`
    Then try again. The value stays on the server.
remedy-find-environment-file =
    `systemctl show -p EnvironmentFiles { $unit }` on the server names the files. Make the one that is missing, or correct the line
    `EnvironmentFile=` in the service file, which `systemctl cat { $unit }` shows. Then try again.
remedy-mend-environment-file =
    The file stands above, and its line where that is known. On the server, open it with `sudo nano /etc/{ $site }.env`: each line is
    NAME=VALUE, and a quote that is opened is closed. Then try again.
remedy-remove-drop-in-by-hand =
    Look at it with `cat { $directory }`, and keep elsewhere what you need of it. Then run
    `sudo rm { $directory } && sudo systemctl daemon-reload` on the server, and try again.
remedy-add-memory =
    Give the server 1 GB of swap on its disk:
    `sudo dd if=/dev/zero of=/swapfile bs=1M count=1024 && sudo chmod 600 /swapfile && sudo mkswap /swapfile && sudo swapon /swapfile`
    and so that it stays after a reboot: `echo '/swapfile none swap sw 0 0' | sudo tee -a /etc/fstab`. Or choose a larger instance type
    in the EC2 console. Then try again.
remedy-free-disk =
    On the server, `df -h` shows which disk is full, `sudo du -xh / | sort -h | tail -n 20` what fills it. Old logs and packages go with
    `sudo journalctl --vacuum-size=100M` and `sudo apt-get clean`. Or make the disk larger: EC2 console → Volumes → Modify volume, then
    reboot the instance. Then try again.
remedy-fix-paths = Correct `project` and `venv` under `[app]` in landfall.toml, then try again.
remedy-fix-user =
    Correct `User=` and `Group=` in the service file, which `sudo systemctl edit --full { $unit }` opens; `id NAME` tells whether a user
    exists. Then try again.
remedy-fix-unit =
    The line above stands in a service file of yours: in the file named below it, or in one of them (`systemctl cat { $unit }` shows
    which). On the server, open that file with `sudo nano PATH`, correct the line, run
    `sudo systemctl daemon-reload && sudo systemctl restart { $unit }`, and try again.
remedy-fix-nginx =
    On the server, `proxy_pass` in /etc/nginx/sites-enabled must name the address where gunicorn listens. After a change run
    `sudo nginx -t && sudo systemctl reload nginx`, then try again.
remedy-open-directory =
    Let nginx pass through it, without letting it list what lies there: run `sudo chmod o+x { $directory }` on the server. Then try again.
remedy-edit-settings-by-hand =
    On the server add '{ $fqdn }' to ALLOWED_HOSTS in the settings file yourself, run `sudo systemctl restart { $unit }`, and
    try again.
remedy-add-to-settings-by-hand =
    On the server, add the values shown above to the setting before the colon, each one. A line with -> is a place that the
    setting is read from: a settings file, or a variable (in brackets). Then run
    `sudo systemctl daemon-reload && sudo systemctl restart { $unit }`, and try again.
remedy-take-names-out-by-hand =
    On the server take the names shown above out of ALLOWED_HOSTS and CSRF_TRUSTED_ORIGINS in the settings file yourself, and
    try again.
remedy-restore-unit-by-hand =
    Look at it with `systemctl cat { $unit }`. If nobody needs it any more, run
    `sudo systemctl disable --now { $unit }; sudo rm /etc/systemd/system/{ $unit }.service` on the server. To keep it, copy it
    under another name first. Then try again: Landfall puts back what stood there before it, if anything did.
remedy-run-again = Try again.
remedy-register-domain = Buy { $domain } at a registrar, or correct `domain` in landfall.toml if it is misspelt.
remedy-lift-hold = Log in where you bought { $domain } (the name stands above): the usual causes are an unpaid invoice, and an e-mail to the owner that was not confirmed. There it also says how it is lifted. It can take a day; then try again.
remedy-tell-name-servers = Where you bought { $domain }, enter the name servers of whoever is to run its DNS. Or let Route 53 run it: take `dns` out of landfall.toml. Then try again.
remedy-put-dns-back = Put this value back above the first section of landfall.toml. To move the DNS, take the site down first (`landfall down`) and build it again.
remedy-make-their-record = Make it, or correct it, where the DNS of { $domain } runs: a CNAME with just this name and value, and nothing else at that name. Leave it there: the certificate renews itself by it, and visitors come by it.
remedy-switch-proxy-off = At Cloudflare, edit this record and switch its proxy off (DNS only, the grey cloud). While it is on, visitors meet Cloudflare's certificate and not yours, and the load balancer sees no visitor's own address.
remedy-take-down-instead = What bills ends with `landfall down`; the records at your provider are listed there. `landfall up` builds the site again.
remedy-look-from-elsewhere = Run `landfall down` once more from another network, such as a phone's hotspot.
remedy-renew-domain = Renew { $domain } where you bought it (the name stands above). It comes back within a day; then try again.
remedy-unlock-domain = Where you bought { $domain } (the name stands above), switch the domain lock off before you enter the name servers. It can be switched on again afterwards.
remedy-switch-dnssec-off =
    At the registrar where you bought { $domain }, switch DNSSEC off (delete the DS records). Then wait until resolvers have forgotten it: as
    many seconds as the TTL above says. Switch the name servers only after that.
remedy-switch-dnssec-off-now =
    At the registrar where you bought { $domain }, switch DNSSEC off (delete the DS records). Landfall looks again by itself and goes on once it
    is gone; resolvers may remember it for as many seconds as the TTL above says.
remedy-wait-for-parents =
    Nothing has to be done: each of these servers takes the change over by itself, most within an hour. Landfall looks again and goes on then.
remedy-wait-for-zone =
    These are your hosted zone's own name servers. A new zone is there after a minute. If it stays so for longer, somebody deleted the zone
    or made it anew: look in the Route 53 console (Hosted zones → { $domain }).
remedy-correct-name-servers =
    At the registrar where you bought { $domain }, open the name servers and put in just the four of step 3. Take out every other one.
remedy-carry-records-over =
    Landfall makes the hosted zone before you switch the name servers. Enter in it, in the Route 53 console (Hosted zones → { $domain } → Create
    record), those of these records that you need; then switch. DNS cannot be listed, only asked about: look at the DNS page of your provider for what Landfall did not ask.
remedy-look-what-answers =
    Open http://{ $domain }/ in a browser. Is it the registrar's parking page, nothing is lost with it. DNS cannot be listed, only asked about:
    look at the DNS page of your provider for what Landfall did not ask.
remedy-fix-caa-elsewhere =
    Where the DNS of that name is run, add this record beside those that stand there: { $now }
    Then try again.
remedy-remove-critical-caa = Delete that record in the DNS zone in which it stands, then try again.
remedy-mend-name-servers = Ask whoever runs the name servers of that name to mend them, then try again.
remedy-validate-by-dns =
    Prove the domain by DNS, which needs no mail: write validation = "dns" below {"[certificate]"} in landfall.toml. Or enter the MX record of your
    mail service in the hosted zone, which Landfall makes in step 2 (Route 53 console: Hosted zones → { $domain } → Create record), and try again.
remedy-read-reason = The reason stands above. Fix it, then try again.
remedy-hand-on-proto =
    nginx does not tell Django that the visitor came by https. On the server, in the file of /etc/nginx/sites-enabled that
    serves { $fqdn }, replace `include proxy_params;`, and what else sets these headers, with these four lines:
    `proxy_set_header Host $host;`
    `proxy_set_header X-Real-IP $remote_addr;`
    `proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`
    `proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;`
    Then run `sudo nginx -t && sudo systemctl reload nginx`, and try again.
remedy-fix-redirect =
    The redirect above is nginx's (`return`, `rewrite`) or the project's (a view or middleware). Change it so that
    https://{ $fqdn }/ ends at a page of { $fqdn }, restart gunicorn or reload nginx, and try again.
remedy-answer-at-root =
    Whoever opens https://{ $fqdn }/ has to get a page. Give the project one in urls.py (`path("", …)`), or a redirect there to
    its first page or its login. Then run `sudo systemctl restart { $unit }` on the server, and try again.
remedy-leave-root-as-it-is = If that is meant (an API has no page there), there is nothing to do.
remedy-send-unpacked =
    Let the site compress only for those who ask for it (`Accept-Encoding`), as nginx's `gzip on` and Django's GZipMiddleware
    do, and try again.
remedy-name-the-block =
    On the server, open the file of /etc/nginx/sites-enabled whose `proxy_pass` leads to your project, and write
    `server_name { $fqdn };` in its `server` block in place of the `server_name` there. Then run
    `sudo nginx -t && sudo systemctl reload nginx`, and try again.
remedy-write-page =
    Add a page of your own in the project's urls.py, set `DEBUG = False` in its settings, and run
    `sudo systemctl restart { $unit }` on the server.
remedy-trust-origin =
    In the project's settings add `CSRF_TRUSTED_ORIGINS = ["https://{ $fqdn }"]` (where such a list stands already, add the
    address to it). Then run `sudo systemctl restart { $unit }` on the server, and try again.
remedy-serve-static =
    With DEBUG off Django does not serve static files. On the server run `{ $install } whitenoise`.
    In the settings put "whitenoise.middleware.WhiteNoiseMiddleware" right after "django.middleware.security.SecurityMiddleware"
    in MIDDLEWARE, and add `STATIC_ROOT = BASE_DIR / "staticfiles"`. Then run `{ $venv }/bin/python3 manage.py collectstatic` in the project's
    directory, and `sudo systemctl restart { $unit }`.
remedy-report = Please report it with the lines above. Nothing is lost: what was done is saved, and trying again carries on.
remedy-give-state-directory =
    These two commands give you the directory named above back:
    sudo chown -R "$(id -un)" { $directory }
    chmod -R u+rwX { $directory }
    Or name another one in the variable LANDFALL_STATE_DIR. Then try again.
remedy-enlarge-terminal = Make the window larger, to 80 columns and 24 lines or more. The commands without screens work in any window.
remedy-set-utf-8 =
    Run `export LANG=C.UTF-8` in this terminal, and choose UTF-8 as the character set in the terminal's own settings where it has one. Then
    start Landfall again.

## What trying again looks at
again-account = looks at your AWS sign-in
again-aws = asks AWS the same once more
again-instance = looks at the EC2 instance and its address
again-network = looks at the VPC's subnets and route tables
again-zone = looks at the hosted zone and its records
again-certificate = looks at the certificate in AWS
again-balancer = looks at the load balancer and its target
again-door = looks at who is let in to the server
again-health = makes the health check on the server itself
again-connection = reads the key and connects to the server
again-projects = looks for the project and its environments
again-service = looks at the service and its log
again-nginx = looks at nginx and what answers the site's name
again-settings = reads Django's settings as the service has them
again-domain = asks DNS about the domain once more
again-registry = asks which name servers the domain has
again-visit = opens the site as a browser does
again-write = looks at what stands, then once more: { $op }
again-all = looks at everything from the beginning

## What is wrong with a value
name-problem-empty = It is empty.
name-problem-too-long = It is too long. A site's name has at most 23 characters, a domain at most 253.
name-problem-bad-character = It holds a character that is not allowed. A site's name has only a-z, 0-9 and hyphens.
name-problem-bad-edge = It must start with a letter, must not end with a hyphen, and must not start with "internal-" or "sg-".
name-problem-bad-label = Each part between the dots must have 1 to 63 letters, digits or hyphens, with no hyphen at its edges.
name-problem-not-a-name = It is not a domain name. Write it without https:// and without a path, such as example.com.
name-problem-no-dot = A domain has a dot in it, such as example.com.
name-problem-public-suffix = Names are sold in it, so nobody has it alone. Write the whole domain that you bought, such as example.co.kr.
name-problem-amazons-own = It is Amazon's own name of a server or balancer, not a domain of yours. A domain is bought at a registrar, such as example.com.
name-problem-bad-zone = It is not an availability zone. One in Seoul is ap-northeast-2a.
name-problem-bad-region = It is not an AWS region. Seoul is ap-northeast-2.
name-problem-bad-instance = It is not an instance id. The EC2 console shows it, such as i-0123456789abcdef0.
name-problem-bad-path = It must be a whole path on the server, from the first /, without "..".
name-problem-bad-user = It is not a user name on a Linux server.
name-problem-bad-wsgi = It must be the dotted name of the module, such as mysite.wsgi or mysite.asgi:application.
name-problem-bad-fingerprint = It must be a fingerprint such as SSH shows it: SHA256: and 43 characters.
name-problem-bad-health-path = It must be a path as a browser sends it, from the first /, such as /healthz/, without spaces.
name-problem-bad-health-codes = It must be HTTP codes from 200 to 499, such as 200, 200,404 or 200-399.

## What is wrong with landfall.toml
config-problem-bad-toml = The file is not valid TOML: { $detail }
config-problem-unknown-key = There is no such key here. The keys are: { $detail }.
config-problem-missing-key = This key is missing.
config-problem-wrong-type-text = The value must be text in quotation marks.
config-problem-wrong-type-flag = The value must be true or false, without quotation marks.
config-problem-wrong-type-number = The value must be a whole number, without quotation marks.
config-problem-wrong-type-list = The value must be a list, such as ["one", "two"].
config-problem-wrong-type-section = This is the name of a section: write it in square brackets on a line of its own.
config-problem-bad-choice = The value must be one of: { $detail }.
config-problem-bad-address = It is not an IP address, such as 198.51.100.11 (under net with a port, such as 198.51.100.11:53).
config-problem-bad-port = A port is a number from 1 to 65535.
config-problem-no-region = No AWS region: it stands neither here nor in --region, AWS_REGION or the AWS profile. Write region = "ap-northeast-2" (Seoul): the region where your server runs.
config-problem-few-zones = A load balancer stands in at least two availability zones: list two or more.
config-problem-zone-twice = This zone stands here twice.
config-problem-zone-elsewhere = This zone is not one of the region { $detail }.
config-problem-wsgi-too = Write wsgi or asgi, not both: gunicorn serves one of them.
config-problem-host-too = Write host or hosts, not both: host = "www" is hosts = ["www"].
config-problem-no-hosts = This list is empty. Write at least one host, such as hosts = ["www", "@"].
config-problem-host-twice = This host stands here twice.
config-problem-many-hosts = A certificate takes at most 10 names. Take some of these hosts out.
config-problem-host-is-name = Write only what stands in front of { $detail }, such as www; @ is { $detail } itself.
config-problem-host-not-covered = None of these names covers { $detail }. Add it; *.example.com covers one part more, and not example.com itself.
config-problem-name-outside-domain = The name must lie within { $detail }.
config-problem-name-too-long-for-certificate = The first name of a certificate may have at most 64 characters. Put a shorter one, such as *.example.com, first.
config-problem-ssh-no-alias = No Host in { $detail } has this name.
config-problem-ssh-proxy = The way there leads over another machine or a command, and Landfall connects to the server directly: { $detail }. If the server can be reached directly, leave ssh_host out and write address, user and key here; if not, write manage = false.
config-problem-ssh-match = Landfall cannot tell whether this Match applies, since it runs no commands and looks at names only: { $detail }. Leave ssh_host out, and write address, user and key here.
config-problem-ssh-bad-line = This line is not understood: { $detail }. Correct it, or leave ssh_host out and write address, user and key here.
config-problem-ssh-unreadable = The file cannot be read: { $detail }. Leave ssh_host out, and write address, user and key here.
config-problem-ssh-no-address = The HostName { $detail } leads to no address. Write address here, or leave ssh_host out.
config-problem-ssh-bad-user = This is no user name on a Linux server: { $detail }. Write user here.

## What is wrong with the journal
journal-problem-no-home = There is no place to keep the journal. Set HOME, or LANDFALL_STATE_DIR.
journal-problem-locked = Another Landfall is working on this site (process { $detail }). Wait until it is done, or stop it first.
journal-problem-unknown-schema = A newer Landfall wrote this journal (version { $detail }). Use that one.
journal-problem-corrupt-record = The journal is damaged at record { $detail }. Nothing was guessed and nothing was changed. `{ $mend }` keeps the damaged file, saves every record that can be read, and goes on.
journal-problem-damaged = The journal is damaged: { $detail }. Nothing was guessed and nothing was changed. `{ $mend }` keeps the damaged file, saves every record that can be read, and goes on.
journal-problem-half-mended = A repair of the journal was cut off. `{ $mend }` ends it.
journal-problem-linked = { $detail } is a symbolic link, and Landfall follows none there: two names of one journal would be two locks on it. Put the file itself in its place.
journal-problem-open-to-all = Everybody on this computer may write in { $detail }, and so put another journal in the place of yours. Take that right away first: `chmod o-w { $detail }`
journal-problem-io = A file of the journal could not be used: { $detail }.

## Questions, and what to do when nobody can answer
question-costs = { $known ->
    [none] Landfall does not know what this costs in this region. AWS bills it from the first hour all the same. Go on without knowing the price?
    [some] This adds more than { $month } a month to your AWS bill, and Landfall has no price in this region for: { $unknown }. That comes on top. Go on without knowing it?
   *[all] This adds { $hour } an hour, about { $month } a month, to your AWS bill. Go on?
}
question-costs-stop = { $known ->
    [all] Run `landfall up` in a terminal and answer, or pass --yes to accept the costs.
   *[other] None of this was made. Read the price for your region: { $pages } Then run `landfall up` in a terminal and answer, or pass --yes --accept-unknown-price.
}
question-instance = { $many ->
    [one] Is { $label } the server?
   *[many] Which of these is the server?
}
question-instance-stop = Write the server's id under `[server]` in landfall.toml: instance = "{ $instance }". Or run the same command in a terminal and choose.
tool-system = the system's Python
tool-other = another tool
skipped-odd-name = Passed over: { $path } (its name is not plain text)
skipped-too-many = Passed over: { $path } (more than 20,000 entries)
skipped-not-a-file = Passed over: { $path } (not an ordinary file)
skipped-link-circle = Passed over: { $path } (a symbolic link that leads back to itself)
skipped-too-deep = Passed over: { $path } (its code is nested too deeply to be read)
skipped-unreadable = Passed over: { $path } (it cannot be read)
skipped-too-far = Looked 7 directories deep below each home; not any more into { $path } and what else lies as deep
skipped-no-time = Not looked into any more, for lack of time: { $path } and what comes after it
question-project = { $many ->
    [one] Is { $project } the project?
    [environments] Which of these Python environments runs { $project }?
   *[many] Which of these is the project?
}
question-project-stop =
    { $many ->
        [one] Write the project into landfall.toml, or run `landfall up` in a terminal and answer:
       *[many] Run `landfall up` in a terminal and choose, or write this into landfall.toml and take the # away from what is right:
    }
    { $lines }
question-replace-unit = { $path } exists already. Replace it as shown? A backup is kept, and teardown puts it back.
question-replace-unit-stop = Run `landfall up` in a terminal and answer, or pass --yes to accept the change.
question-enable-unit = { $unit } runs the project, but not now, or not after a reboot. Start it and enable it? Its file stays as it is.
question-enable-unit-stop = Run `landfall up` in a terminal and answer, or pass --yes to accept it.
question-variable = { $many ->
    [one] The settings need { $name }, and { $unit } does not have it. Type its value now? It goes straight into { $file } on the server, which only root can read; then the service starts anew.
   *[two] The settings need { $name }, and { $unit } does not have it. Where shall it come from? The service then starts anew.
}
question-variable-stop = Run `landfall up` in a terminal and type the value, or set it yourself as told above; --yes does not answer this.
odd-dotenv = { $path } has it too, but systemd reads some of its lines otherwise than python-dotenv does, so it is not offered. Names and lines: { $lines }
answer-type-variable = Type the value here; it is not shown
answer-give-file = Use { $ready }, where it stands already
question-nginx = Change { $path } as shown? A backup is kept, nginx tests it first, and teardown puts it back.
question-nginx-stop = Run `landfall up` in a terminal and answer. --yes accepts it only where the file serves no other name ({ $others }).
question-settings = Change { $path } as shown? A backup is kept, and teardown puts it back.
question-settings-stop = Run `landfall up` in a terminal and answer. --yes accepts the change, unless the site is live already.
question-adopt-zone = { $many ->
    [one] A hosted zone for { $domain } exists already ({ $zone }). Use it? Landfall will never delete it.
   *[many] Several hosted zones for { $domain } exist already. Which one is to be used? Landfall will never delete it.
}
question-adopt-zone-stop = Run `landfall up --adopt-zone { $zone }` to use this zone, or run `landfall up` in a terminal and answer.
question-adopt-certificate = { $many ->
    [one] A certificate of this account covers every name of the site already: { $names }, valid until { $until } ({ $arn }). Use it, or request one of the site's own? Landfall will never change or delete it.
   *[many] Several certificates of this account cover every name of the site already. Use one, or request one of the site's own? Landfall will never change or delete it.
    }
question-adopt-certificate-stop = To use this one, run `landfall up --adopt-certificate { $arn }`. Without --adopt-certificate, --yes requests one of the site's own.
answer-request-own = Request one of the site's own: free
answer-adopt-certificate = Use { $names }, until { $until } ({ $id })
question-overwrite-record = The record { $record } exists already ({ $value }). Replace it? Teardown puts it back.
question-overwrite-record-stop = Run `landfall up` in a terminal and answer, or pass --yes to accept the change.
question-host-key = The server at { $address } shows a host key that was never seen here. Is it the right one? { $fingerprint }
question-host-key-stop = { $console ->
    [same] --yes never takes a host key that was not seen before. Write under `[server]` in landfall.toml: host_key = "{ $fingerprint }".
    [another] --yes does not take it. Only if the server itself shows { $fingerprint }, write under `[server]` in landfall.toml: host_key = "{ $fingerprint }".
   *[other] If the fingerprint is the same there, write under `[server]` in landfall.toml: host_key = "{ $fingerprint }". Or connect once with `ssh` and answer yes there.
}
## What the console output that EC2 keeps says of a host key, and what follows from that
console-same = Compared with EC2: the same. The console output of { $instance } has this very fingerprint, so it is that server's own key.
console-same-then = A yes is kept: from then on, whatever answers at { $address } must show this key.
console-another = WARNING. Compared with EC2: another. The console output of { $instance } has { $keys }. Another machine may be answering at { $address }.
console-another-then =
    Do not connect, unless the server's host keys were made anew after its first boot. Whether they were, the server itself tells: EC2 console
    → { $instance } → Connect, and there `ssh-keygen -lf { $file }` must show { $fingerprint }.
console-other-kinds = Not compared: the console output that EC2 has of { $instance } has keys of other kinds only: { $keys }.
console-other-kinds-then =
    Compare it on the server itself: EC2 console → { $instance } → Connect, and there `ssh-keygen -lf { $file }`.
console-not-kept = Not compared: EC2 has no console output of { $instance }. After a launch it takes some minutes to come.
console-not-kept-then =
    If the server was just launched, wait and try again. Else compare on the server itself: EC2 console → { $instance } → Connect, and there
    `ssh-keygen -lf { $file }`.
console-no-keys = Not compared: the console output that EC2 has of { $instance }, last written { $written }, has no host keys. A server prints them at its first boot, and EC2 keeps the newest output only.
console-no-keys-then =
    Compare it on the server itself: EC2 console → { $instance } → Connect, and there `ssh-keygen -lf { $file }`.
console-not-in-ec2 = Not compared: with these credentials, EC2 shows no such instance in the site's region.
console-not-in-ec2-then =
    If the server is in EC2, check `region` and `instance` in landfall.toml. Else compare it on the server itself, over its provider's console:
    `ssh-keygen -lf { $file }`.
console-not-allowed = Not compared: these credentials may not read the console output (ec2:GetConsoleOutput). `landfall policy` prints all that Landfall needs.
console-not-allowed-then =
    Compare it by yourself: AWS console → EC2 → your instance → Actions → Monitor and troubleshoot → Get system log, the block
    "SSH HOST KEY FINGERPRINTS".
console-not-read = Not compared: EC2 could not be asked. { $why }
console-not-read-then =
    Compare it by yourself: AWS console → EC2 → your instance → Actions → Monitor and troubleshoot → Get system log, the block
    "SSH HOST KEY FINGERPRINTS".
answer-ask-ec2-again = Do not connect: look again
answer-connect-all-the-same = Connect: I have seen this fingerprint on the server
question-vanished = Landfall made this, and it is not there any more: { $thing } ({ $label }). Make it again?
question-vanished-stop = Run `landfall up` in a terminal and answer, or pass --yes to make it again.
question-changed = This is not as Landfall made it any more: { $thing } ({ $label }). Take it over again?
question-changed-stop = Look at it in the AWS console. Then run `landfall up` in a terminal and answer; --yes does not answer this.
question-request-anew = This certificate was not issued, or is none that the site needs. Delete it and request a new one?
question-request-anew-stop = Fix what kept it from being issued; then run `landfall up` in a terminal and answer, or pass --yes to request a new one.
question-unknown-prior =
    The record { $record } ({ $value }) leads to this site's load balancer, so it is ours. But Landfall has no record of what stood there
    before, and cannot put it back. What shall become of it?
question-unknown-prior-stop = Run `landfall down{ $flags }` in a terminal and answer; --yes does not answer this.
answer-delete-record = Delete it: the name then leads nowhere
answer-keep-record = Leave it as it is: I will change it in Route 53 myself
answer-look-again = Look again: I have changed or deleted them
answer-lead-nowhere = Remove the load balancer all the same
question-side-door = { $many ->
    [one] This rule of the server's security group lets the world past the load balancer, and lets in more than web traffic. Close it?
   *[many] These rules of the server's security groups let the world past the load balancer, and let in more than web traffic. Close them?
}
question-side-door-stop = Run `landfall up` in a terminal and answer; --yes leaves the rules as they are.
reopens-web = opened again, to the whole world, for web traffic alone: { $rule }
reopens-wide = opened again, to the whole world, for more than web traffic: { $rule }
reopens-until = { $again ->
    [all] `landfall up` closes this again.
    [some] `landfall up` closes again what is for web traffic alone. It asks whether to close the rest; with --yes it leaves that open.
    [asks] `landfall up` asks whether to close this again; with --yes it leaves it open.
    [own] `landfall up` gives the server its own security group again and closes what is for web traffic alone. It asks whether to close the rest; with --yes it leaves that open.
   *[no] `landfall up` does not close it again: in landfall.toml, `close_http` is false.
}
side-door-closed = goes: { $rule }
side-door-kept = stays, by a rule of its own that is added first: { $rule }
side-door-rest =
    Everything else that they let in stays out then, web traffic past the load balancer and whatever other ports you use from outside. They go only after a new SSH login
    succeeded, and come back with `landfall down`.
answer-leave-side-door = Leave it as it is
answer-close-side-door = Close it, and keep SSH
question-own-group = The way past the load balancer lies in a security group that others use too: { $groups }. Give the server a group of its own in its place?
question-own-group-stop = Run `landfall up` in a terminal and answer; --yes leaves the server in that group.
own-group-others = also in it, and not changed: { $others }
own-group-left = not taken along: { $rule }
own-group-taken = taken along: { $rule }
own-group-added = added, so that SSH still comes in: { $rule }
own-group-naming = names the shared group, and no longer means the server (a database that it uses, say): { $rule }
own-group-rest =
    Out of it goes whatever may go out of a new group: everything. If a new SSH login does not succeed then, or visitors see no site any more, all is put back at once.
    `landfall down` puts it back too.
answer-leave-shared-group = Leave it as it is
answer-own-group = Give the server its own group
question-leads-to-balancer = { $many ->
    [one] Landfall did not make this record, and it leads to this site's load balancer. Once the load balancer is removed, the name leads nowhere; the record stays as it is.
   *[many] Landfall did not make these records, and they lead to this site's load balancer. Once the load balancer is removed, the names lead nowhere; the records stay as they are.
}
question-leads-to-balancer-stop =
    In the Route 53 console, delete the record or point it elsewhere ({ $records }); then run `landfall down{ $flags }` again.
    Or run `landfall down{ $flags }` in a terminal and answer; --yes does not answer this.
question-pause = { $stops ->
    [yes] Pause { $name } and stop the server? The site is off the internet until `landfall up`.
   *[no] Pause { $name }? https is off in a few minutes, until `landfall up`.
    }
question-pause-stop = { $stops ->
    [yes] Run `landfall pause --stop-server` in a terminal and answer, or pass --yes.
   *[no] Run `landfall pause` in a terminal and answer, or pass --yes.
    }
question-reopen-door = While the site is paused, visitors come to the server by port 80, which Landfall closed to the world. For that, all that it closed there is opened again, rule by rule. Open it?
question-reopen-door-stop =
    Run `landfall pause` in a terminal and answer; --yes does not answer this.
    Or pause with the server off, where nobody has to come to it: `landfall pause --stop-server`.
question-start-server = The server { $instance } stands still since the pause. Start it again? From then on it bills:
question-start-server-stop = Run `landfall up` in a terminal and answer, or pass --yes.
question-tear-down = { $server ->
    [yes] Do all of this, and terminate the server with everything on it? What is deleted is gone for good. To confirm, type the domain: { $domain }
   *[no] Do all of this? What is deleted is gone for good. To confirm, type the domain: { $domain }
    }
question-tear-down-stop = Run `landfall down{ $flags }` in a terminal and confirm, or pass --yes.
question-delete-leftover = { $kind ->
    [volume] The server is terminated, but its disk { $id } ({ $size } GiB{ $named ->
        [yes] , { $label }
       *[no] {""}
    }) is still there. It bills every month: { $month }. To delete it with everything on it, for good, type { $id }. Enter alone keeps it.
    [address] The reserved address { $label } is still yours. It bills every month: { $month }. Once it is released, it may go to somebody else. To release it, type { $id }. Enter alone keeps it.
   *[group] Nothing uses the server's security group { $id } any more. It costs nothing. To delete it, type { $id }. Enter alone keeps it.
}
question-delete-leftover-stop = --yes keeps it. To delete it, run `landfall down{ $flags }` in a terminal and type { $id }.
answer-keep-leftover = Keep it as it is
answer-delete-leftover = Delete it for good

## Waits
waiting-delegation = Waiting until the registry has the new name servers.
waiting-signature = Waiting until DNSSEC is off at the registry, and resolvers have forgotten it.
waiting-hand-back = Waiting until the registry drops the AWS name servers.
waiting-record = Waiting until the record is seen where the domain's DNS runs.
waiting-change = Waiting until all Route 53 servers have the change.
waiting-certificate = Waiting until Amazon issues the certificate.
waiting-certificate-mail = Waiting for the click on "I Approve" in Amazon's mail.
waiting-balancer = Waiting until the load balancer is set up.
waiting-target = Waiting until the load balancer finds the server healthy.
waiting-address = Waiting until the name leads to the right address.
waiting-https = Waiting until https answers.
waiting-service = Watching whether gunicorn keeps running.
waiting-side-door = Waiting until the server no longer answers past the load balancer.
waiting-instance = Waiting until the instance is terminated.
waiting-stop = Waiting until the server stands still.
waiting-start = Waiting until the server runs.
waiting-second = Making sure that no other computer made the same at the same moment.
waiting-release = AWS lets go of it by itself; Landfall tries again until then.

wait-delegation = { waiting-delegation } So far { $elapsed }; usual { $usual }. Last seen: { $evidence }
wait-signature = { waiting-signature } So far { $elapsed }; usual { $usual }. Last seen: { $evidence }
wait-hand-back = { waiting-hand-back } So far { $elapsed }; usual { $usual }. Last seen: { $evidence }
wait-record = { waiting-record } So far { $elapsed }; usual { $usual }. Last seen: { $evidence }
wait-change = { waiting-change } So far { $elapsed }; usual { $usual }. { $evidence }
wait-certificate = { waiting-certificate } So far { $elapsed }; usual { $usual }. { $evidence }
wait-certificate-mail = { waiting-certificate-mail } So far { $elapsed }; usual { $usual }. Sent to: { $evidence }
wait-balancer = { waiting-balancer } So far { $elapsed }; usual { $usual }. { $evidence }
wait-target = { waiting-target } So far { $elapsed }; usual { $usual }. { $evidence }
wait-address = { waiting-address } So far { $elapsed }; usual { $usual }. Last seen: { $evidence }
wait-https = { waiting-https } So far { $elapsed }; usual { $usual }. Last seen: { $evidence }
wait-service = { waiting-service } So far { $elapsed }; usual { $usual }. { $evidence }
wait-side-door = { waiting-side-door } So far { $elapsed }; usual { $usual }. { $evidence }
wait-instance = { waiting-instance } So far { $elapsed }; usual { $usual }. { $evidence }
wait-stop = { waiting-stop } So far { $elapsed }; usual { $usual }. { $evidence }
wait-start = { waiting-start } So far { $elapsed }; usual { $usual }. { $evidence }
wait-second = { waiting-second } So far { $elapsed }; usual { $usual }.
wait-release = { waiting-release } So far { $elapsed }; usual { $usual }. { $evidence }

usual-delegation = 10 min to 48 h
usual-signature = 10 min to 24 h
usual-hand-back = 10 min to 48 h
usual-record = 1 min to 1 h once you made it
usual-change = under a minute
usual-certificate = 5 to 30 min
usual-certificate-mail = as soon as you click; 72 h at most
usual-balancer = 2 to 5 min
usual-target = under a minute
usual-address = up to 5 min
usual-https = up to 5 min
usual-service = seconds
usual-side-door = seconds
usual-instance = 1 to 2 min
usual-stop = 1 to 2 min
usual-start = under a minute
usual-second = seconds
usual-release = 1 to 5 min, 20 at most

## Why a target is not healthy
target-reason-elb-initial-health-checking = The first health checks are still running.
target-reason-elb-registration-in-progress = The server is still being registered.
target-reason-target-response-code-mismatch = The server answered the health check with an error status.
target-reason-target-timeout = The server did not answer the health check in time. A security group or a firewall may be in the way.
target-reason-target-failed-health-checks = The connection to the server failed. nginx may not be running.
target-reason-target-not-in-use = No listener uses the target group yet, or the server's availability zone is not switched on.
target-reason-target-invalid-state = The instance is stopped or terminated.
target-reason-other = AWS gives another reason.

## Why a certificate was not issued
acm-reason-no-available-contacts = The domain has no mailbox for the approval mail.
acm-reason-no-available-contacts-then = Give the domain a mailbox (an MX record), or prove it by DNS: validation = "dns". Then ask for a new one.
acm-reason-additional-verification-required = Amazon wants to check this domain itself.
acm-reason-additional-verification-required-then = Open a support case: AWS console → Support → Create case → Account and billing. Ask for a new one once they have answered.
acm-reason-domain-not-allowed = Amazon does not issue for this domain, since it was reported as unsafe.
acm-reason-domain-not-allowed-then = Have it taken off the lists of unsafe sites (Google Safe Browsing, VirusTotal), or open a support case in the AWS console. Then ask for a new one.
acm-reason-invalid-public-domain = One of the names is not a public domain.
acm-reason-invalid-public-domain-then = Look whether the domain is registered and the names are spelt right; then ask for a new one.
acm-reason-domain-validation-denied = The owner of the domain refused the request.
acm-reason-domain-validation-denied-then = Talk to whoever reads admin@ and webmaster@ of the domain; then ask for a new one.
acm-reason-caa-error = A CAA record of the domain does not allow Amazon to issue.
acm-reason-caa-error-then = Landfall looks at the CAA records again first, and names the one that is missing.
acm-reason-slr-not-found = The account lacks a role that the certificate service needs.
acm-reason-slr-not-found-then = It concerns certificates of a private authority, which Landfall never asks for. Open a support case in the AWS console.
acm-reason-private-authority = A private certificate authority of the account refused it ({ $reason }).
acm-reason-private-authority-then = Landfall asks for none of a private authority. Look at who changed this certificate; a new one is asked for from Amazon.
acm-reason-other = Amazon gives no nearer reason.
acm-reason-other-then = Ask for a new one. If that ends in the same way, open a support case in the AWS console.
acm-reason-unknown = Amazon gives a reason that this release of Landfall does not know: { $reason }
acm-reason-unknown-then = Look it up in AWS's documentation of Certificate Manager; then ask for a new one.
acm-reason-validation-timed-out = The domain was not proven within 72 hours.
acm-reason-validation-timed-out-then = Landfall looks at the domain, its name servers and the record again first, and names what is in the way. Then a new one is asked for.
acm-reason-expired = It has expired.
acm-reason-expired-then = Nothing renews it any more: a new one is asked for.
acm-reason-revoked = It was revoked.
acm-reason-revoked-then = AWS writes to the account's e-mail address why. Ask for a new one once that is settled.
acm-reason-inactive = AWS calls it inactive: no load balancer can serve it.
acm-reason-inactive-then = A new one is asked for.

## What is checked before the first step
check-state-directory = Where Landfall keeps its journal
check-terminal = Terminal
check-key-file = SSH key file
check-signed-in = Signed in to AWS
check-clock = This computer's clock
check-region = Region
check-account-plan = AWS plan and credits
check-group-rights = Rights to make security groups and rules
check-other-rights = All other rights
check-server-runs = The server runs
check-server-reached = The server lets Landfall in
check-server-tools = sudo, systemd and Python on the server
check-server-chain = Nothing on the server is in the service's way
check-port-eighty = Port 80 in the security groups of the server
check-registration = The domain in its registry
check-dnssec = DNSSEC at the registry
check-old-records = What stands at the name servers of now
check-hand-over = What all name servers say of the hand-over
check-caa = Who may issue certificates (CAA)
check-mail = Mail to the domain (MX)
check-subnets = Subnets for the load balancer
check-public-access = Block public access
check-names = Names of the load balancer, its target group and security group
check-balancer-quota = Quota of load balancers
check-other-quotas = Other quotas, and whether AWS lets this account make load balancers
verdict-good = good
verdict-nothing-found = nothing was found under the usual names, and no mail. DNS cannot be listed, only asked about
verdict-warns = does not stop anything, but: { $what }
verdict-stops = stops step { $number }, { $step }: { $what }
checks-good = Checks that are good: { $count }
checks-nothing-stops = Nothing that was looked at stops a step.
checks-open = Nothing that was looked at stops a step. Not looked at: { $count }
checks-stop = Checks that stop a step: { $count }

## Lines
headless-plan-title = What `landfall up` would do, in this order:
headless-plan-nothing = Nothing is to be made: the site stands as it should.
headless-total = { $known ->
    [none] What this comes to is not known: Landfall has no price of it for this region. AWS tells it, region by region: { $pages }
    [some] Together more than { $month } a month, without tax and traffic. Not in it: { $unknown }. Landfall has no price of that in this region; AWS tells it, region by region: { $pages }
    [monthly] Together about { $month } a month, without tax and traffic.
   *[all] Together { $hour } an hour, about { $month } a month, without tax and traffic.
}
headless-an-hour = { $amount } an hour
headless-a-month = { $amount } a month
headless-records = { $count } records
headless-price-unknown = price not known
headless-prices-date = { $sure ->
    [one-source] Prices as of { $date }; some of them were read in one place only, and may differ from AWS's.
   *[yes] Prices as of { $date }.
}
headless-done-up = Done: { $url }
ui-live-alarm = An e-mail when AWS costs more than you expect, free:
ui-live-alarm-how = { $known ->
    [no] AWS console → Budgets → Create budget
   *[yes] AWS console → Budgets → Create budget, { $amount } a month
}
budget-alarm-where = An e-mail when AWS costs more than you expect (free, up to a day late; your user needs access to billing): AWS console → Billing and Cost Management → Budgets → Create budget → Use a template → Monthly cost budget.
budget-alarm-what = { $known ->
    [no] Give it a name, the most that this account may cost a month in US dollars, and your e-mail address; then Create budget.
   *[yes] Give it a name, { $amount } (this site a month, rounded up; add what else the account pays for), and your e-mail address; then Create budget.
}
headless-done-until = Done up to this step: { $step }
headless-nothing-to-remove = There was nothing to remove.
headless-done-down = Done: everything that Landfall made is removed.
headless-done-down-in-aws = Done: everything that Landfall made in AWS is removed. What it wrote on the server stays, since nothing here tells how to log in: to take that back too, run `landfall down` once with landfall.toml.
headless-done-restart = Done: gunicorn was restarted, and it answers.
headless-done-pause = Paused: the load balancer is gone, and the name leads to your server by http. `landfall up` brings https back, in about 5 minutes; it asks for the costs anew.
headless-done-pause-stopped = Paused: the load balancer is gone, the server stands still, and the name does not lead to it any more. Its disk bills on. `landfall up` starts the server and brings https back; it asks for the costs anew.
headless-stuck-above = What is marked ✖ above is still so.
headless-stopped = Stopped: the next move is yours.
headless-outlasted = Stopped, since --wait { $wait } is over: { $what }
headless-failed = Failed.
headless-again = Try again: { $what }.
headless-carry-on = Run `{ $command }` again: it carries on from here.
headless-dnssec-off =
    First, before you switch the name servers, switch DNSSEC off for { $domain } at the registrar where you bought it (delete the DS records).
    Then resolvers remember it for { $ttl } more; Landfall waits for that, and tells you the name servers after it.
headless-dnssec-left =
    DNSSEC was left on for { $domain } when its name servers were switched: resolvers that check signatures do not answer for it. Switch DNSSEC off
    at the registrar where you bought it (delete the DS records). Landfall looks again by itself, and goes on once it is gone; some resolvers
    remember it for { $ttl } more.
headless-dnssec-remembered = DNSSEC is off for { $domain }. Resolvers may remember it until { $until }: switch the name servers after that, not before.
headless-nothing-found = At the domain's name servers of now nothing was found under the usual names, and no mail. DNS cannot be listed, only asked about.
headless-unanswered = No answer about { $names }
headless-goes-dark = What ends with the switch to the new name servers, as far as it could be asked about (DNS cannot be listed, only asked about):
headless-hand-over = Now { $domain } must be handed to these name servers, where you bought it:
headless-hand-over-takes = It usually takes 10 minutes to 48 hours until the world sees it. You may close this; everything so far is saved.
headless-dns-likely = Its DNS runs at { $dns }, so it was most likely bought there. If it was not, change the name servers where you bought it.
headless-dns-at = Its DNS runs at { $dns }. You change the name servers where you bought the domain, which may be elsewhere.
headless-sold-by = The registry names { $registrar }: the domain was bought there, or at somebody who sells for it.
headless-parent-zone = { $domain } is a part of another domain, so no registrar's form is for it. In the DNS of { $parent } make one NS record named { $label } with just these values, a value a line, and remove what else stands under { $label } there:
headless-parent-zone-back = Before the hosted zone can be deleted, { $domain } must leave its name servers: delete the NS record named { $label } in the DNS of { $parent }, or put back what stood there.
# The domain's DNS stays where it runs. $servers: its name servers; $zone: the zone in which the names lie.
headless-records-where = The DNS of { $zone } stays where it runs ({ $servers }). There, make:
headless-record-of-validation = The record that proves to Amazon that the domain is yours
headless-record-of-site = The record that leads visitors to the load balancer
headless-record-kind = Type
headless-record-bare-kind = ALIAS, ANAME, or CNAME where it is flattened
headless-record-host = Name
headless-record-value = Value
headless-record-doubled = It stands at { $seen }: your provider's form puts the domain behind the name by itself. Type just the name above.
headless-record-proxied = { $name } answers with addresses of Cloudflare's ({ $seen }): its proxy is on. Switch it to “DNS only” (the grey cloud): with it, visitors meet Cloudflare's certificate and not yours.
headless-record-other = { $name } answers with { $seen } now. If a record of that name stands there, put the one above in its place; if none does, that is what is answered for every name, and ends with the record.
headless-records-doubling = Most forms put { $zone } behind the name by themselves; typed whole, it would stand at { $doubled }. If yours wants whole names, put { $zone } behind it. A dot at the end of the value does no harm.
headless-records-bare = At { $zone } itself DNS takes no CNAME. Some providers have ALIAS or ANAME for it, Cloudflare takes a CNAME and flattens it. Where yours has none of these, two ways are left: a site under www (`host = "www"`, with your provider's forwarding from { $zone }), or the DNS at Route 53 (without `dns` in landfall.toml).
headless-records-cloudflare = At Cloudflare, switch the proxy of each record off (DNS only, the grey cloud).
headless-records-left = These records you made where the domain's DNS runs ({ $servers }), and Landfall does not remove them. The site needs them no more: remove them there (one that proves a certificate only where no other certificate of yours is for the same name).
headless-record-left-stands = seen there just now
headless-record-left-gone = not there any more
headless-record-left-unseen = not looked at
headless-entered = What the registry names is not right yet. Correct it where you bought the domain, if you have not done so since: waiting alone does not mend it.
# Name servers that were typed somewhere, held against those that should stand there. $is and $should are letters or names as they stand there.
entered-right = { $name } is right.
entered-misspelt = { $is } is misspelt: { $what }. Correct it to { $should }.
entered-lacks = “{ $should }” is missing
entered-surplus = “{ $is }” is too much
entered-instead = “{ $is }” in place of “{ $should }”
entered-letter-for-digit = the letter “{ $is }” in place of the digit “{ $should }”
entered-digit-for-letter = the digit “{ $is }” in place of the letter “{ $should }”
entered-missing = { $name } is missing: add it.
entered-twice = { $name } stands there twice: leave it once.
entered-beside-ours = { $name } is one of the hosted zone's that goes: remove it from the name servers.
entered-beside-old = { $name } is one of the old ones: remove it from the name servers.
entered-beside-other-zone = { $name } is one of Route 53's, but of another hosted zone: remove it from the name servers.
entered-beside-foreign = { $name } is none of this hosted zone's: remove it from the name servers.
headless-hand-back =
    Before the hosted zone can be deleted, the domain must leave our name servers: log in at the registrar and set the name
    servers back. { $known ->
        [yes] The old ones were: { $old }
       *[no] Landfall does not know which they were: choose the registrar's own (often a button "use our name servers"), or ask its support.
    }
    Why: while the domain points at name servers that we have given up, whoever is given them next could take over your name.
headless-zone-kept = The hosted zone is kept, since the domain still points at it. It goes on billing: { $month }.
headless-still-bills = This still bills:
headless-bills-after = After it, this still bills at AWS:
headless-ends = To end what still bills:
ends-server-disk = A disk of the server { $instance }: a root disk cannot be deleted by itself, it goes with the server. EC2 console → Instances → { $instance } → Instance state → Terminate, or `landfall down --with-server`: everything on it is lost. A disk that is left then: Volumes → select it → Actions → Delete volume.
ends-there = In { $region }: { $end }
ends-server-disk-there = A disk of the server { $instance }: a root disk cannot be deleted by itself, it goes with the server. EC2 console → Instances → { $instance } → Instance state → Terminate: everything on it is lost. A disk that is left then: Volumes → select it → Actions → Delete volume.
ends-volume = A disk (EBS volume): EC2 console → Volumes → select it → Actions → Delete volume. What is on it is lost.
ends-snapshot = A snapshot: EC2 console → Snapshots → select it → Actions → Delete snapshot. The price is the most that it can be.
ends-idle-address = An Elastic IP: EC2 console → Elastic IPs → select it → Actions → Release Elastic IP addresses. It bills on without its server. One that a server still has, first Actions → Disassociate Elastic IP address: that server is not reached there any more.
ends-zone-waits = The hosted zone: it is deleted by `landfall down{ $flags }`, once you have set the domain's name servers back at the registrar.
ends-zone = The hosted zone: Route 53 console → Hosted zones → delete its records, then the zone. First make sure that the domain does not use its name servers any more.
ends-instance = The server: EC2 console → Instances → select it → Instance state → Terminate. Everything on it is lost.
bills-registration = Elsewhere: the registration of { $domain }, ended where you bought it: what your registrar asks a year, at the renewal (not known to Landfall).
bills-registration-at = Elsewhere: the registration of { $domain }, ended where you bought it ({ $registrar }, it seems): what it asks a year, at the renewal (not known to Landfall).
headless-bills-nothing = Nothing that Landfall knows of bills now.
headless-bills-nothing-read = Nothing that was read bills now.
# What was read of AWS when a teardown ended: places with their services.
teardown-read = Read in AWS after the last deletion: { $places }. Nothing is left there that bears this site's tag, or that Landfall made by its journal.
teardown-read-beside = Read for the bill: { $places }.
teardown-not-read = Other regions were not read, though something may stand there: not all that was made of { $name } is written down on this computer.
teardown-zones-not-read = Hosted zones without the tag of { $name } were not read: nothing tells the domain any more. If one of yours holds a record that leads to { $balancer }-…, delete that record: Route 53 console → Hosted zones.
teardown-look-there = If it ever stood in another region, look there: `landfall down --name { $name } --region REGION`.
read-in-no-region = Route 53
read-service-load-balancers = load balancers
read-service-target-groups = target groups
read-service-certificates = certificates
read-service-security-groups = security groups
read-service-hosted-zones = hosted zones
read-service-instances = instances
read-service-volumes = server disks
read-service-snapshots = snapshots
read-service-addresses = Elastic IPs
# What AWS did not show: the steps that failed are listed below it.
headless-unread-down = All that the journal knows of is removed. Something may be left all the same: in AWS, Landfall could not look for everything.
headless-unread-status = In AWS, Landfall could not look for everything: more may stand than is shown here.
headless-unread-bills = Whether anything bills is not known.
headless-unread-bills-more = More may bill than this.
headless-adopted-left = This was there before Landfall and stays:
headless-mend = The certificate is not issued while this stands; the run goes on by itself once it is mended:
status-would = `landfall up` would do this next: { $what }
headless-certificate-late = The certificate takes longer than usual. What was looked at is not in its way; Amazon takes its time, up to 72 hours:
leftover-group-stays = Stays, and costs nothing: the security group of the server that was terminated, { $name } ({ $id }). Nothing uses it: EC2 console → Security Groups → select it → Actions → Delete.
# Before a teardown begins, and when it is gone on with.
headless-teardown-goes = This is deleted:
headless-teardown-put-back = This is put back as it was before Landfall:
headless-teardown-needs-server = This lies on the server, which stands still, and can be put back only once it runs:
headless-teardown-needs-server-files = What Landfall changed on the server can be put back only once it runs, and it stands still.
teardown-start-server =
    To put it back, start the server first: EC2 console ({ $region }) → Instances → { $instance } → Instance state → Start instance. Once it
    runs, run `landfall down{ $again }`. Or have the server terminated too, with everything on it: `landfall down{ $with_server }`.
headless-teardown-waits = This stays, and bills, as long as the domain points at it. It is deleted once you have set the name servers back:
headless-teardown-may-wait = Whether the domain still points at this could not be seen. If it does, this stays, and bills, until you have set the name servers back:
headless-teardown-held = Others use this. It stays until they no longer do:
headless-teardown-held-too = It also stays as long as others' records are in it:
headless-teardown-goes-on = Teardown goes on: { $gone } of { $all } are gone. What is left:
headless-teardown-ends = { $known ->
    [none] How much less that is a month is not known.
    [some] That is more than { $month } a month less; of some of it Landfall has no price.
   *[all] That is about { $month } a month less.
}
headless-gone = { $gone } of { $all } are gone{ $before ->
    [none] .
    [all] , all of them before this start.
   *[other] , { $before } of them before this start.
}
headless-stays = These stay on the server:
stays-environment-file = { $path } ({ $names }): it may be the only copy. To remove it: `sudo rm { $path }`
stays-drop-in = { $path }: your service has its environment file through it. To remove it: `sudo rm { $path } && sudo systemctl daemon-reload`
headless-signal = Stopped by a signal. Everything so far is saved.
headless-journal-title = What the journal knows of { $site } (not looked at yet):
headless-journal-title-down = What would be removed of { $site }, as the journal knows it (not looked at yet):
headless-journal-nothing = The journal knows of nothing that Landfall made for { $site }.
headless-journal-unfinished = Left half done; whether it happened is not known:
headless-journal-bills = What bills, as the journal knows it (without the server):
headless-journal-looking = Now looking at AWS, the server and the public internet…
headless-silent = AWS has not answered for { $seconds } s. Still trying; nothing was changed so far, and Ctrl-C stops it.
headless-no-config = There is no { $path }. Write one, name another with --config, or find a site with --name.
signed-out = Landfall waits, and goes on by itself once you have signed in again in another terminal.
signed-out-until = Landfall waits { $limit }, and goes on by itself once you have signed in again in another terminal.
signed-in-again = Signed in to AWS again.
headless-other-region = { $fqdn } was made in { $region }, but this run names { $new }, where nothing of it would be found. Leave --region out, and write region = "{ $region }" in landfall.toml.
headless-other-site = landfall.toml says something else now ({ $keys }) than when { $fqdn } was made in { $region }. Write it as it was, or take the site down first with the old values (`landfall down --name { $site }`).
secret-key-passphrase = Passphrase of the key { $key }:
secret-sudo-password = sudo password of { $user } on { $address }:
secret-variable = Value of { $name } (not shown):
secret-variable-again = A value is not empty and has no control characters in it.
secret-again = That was not right.
headless-by-tag = There is no journal of { $name } on this machine. Looking for it in AWS by its tag…
headless-found-by-tag = Found in AWS by its tag. How to log in to its server is not known here, so files that Landfall wrote there stay: run `landfall down` once with landfall.toml to take them back too.
headless-found-in-region = AWS tells that it stands in { $region }: that region is looked at, not the one this terminal is set to.
headless-no-journal = Landfall knows no site called { $name } on this machine.
headless-nowhere-in-aws = There is no journal of { $name } on this machine, and nothing was found in AWS that bears its tag. Read: Route 53, { $regions }. Other regions were not read. If it stands in another one, name that: `--name { $name } --region REGION`.
headless-yes-no = [y/N]
headless-yes-words = y yes 네 예
headless-no-words = n no 아니요 아니오
headless-declined = Not agreed to, so it was left as it is.
headless-door-stays = Not paused: with its port 80 closed nobody would reach the server. Everything is as it was.
headless-not-the-domain = That was not { $domain }, so nothing was removed.
headless-not-that = That is not { $typed }. Type it to delete it; Enter alone keeps it:
headless-choose = Type a number from 1 to { $count }:

## A pause
pause-deleted = Deleted or stopped, and off the bill:
pause-stays = Stays, and goes on billing:
pause-unread = More may bill than this. Not read in AWS: { $looks }.
pause-no-bill = nothing that Landfall knows of
pause-goes-on-stopping = ! A pause with the server off was begun, and is not through. This goes on with it; `landfall up` goes back.
pause-led-back = Led back: { $name } → { $addresses }, to your server by http.
pause-led-nowhere = { $name } leads nowhere meanwhile: its record is removed.
pause-led-as-before = { $name } leads meanwhile where it led before Landfall: { $value }.
pause-odd-answer = ! By plain http your server does not answer with the site: { $told }. Visitors would see that while it is paused.
pause-in-clear = In clear: logins and cookies travel readable, and browsers say "Not secure". Browsers that were here may still try https, and fail meanwhile.
pause-server-stops = The server is stopped: the site is off the internet. Its disk bills on, and keeps everything.
pause-address-changes = The server's address goes to somebody else. Once started it has another one: `landfall up` follows it; where you wrote the old one (landfall.toml, SSH), write the new one.
pause-address-stays = The server's Elastic IP stays its own, and bills on.
pause-address-unknown = Whether the server's address is an Elastic IP could not be read, so it is not counted as saved. An Elastic IP stays, and bills on. Any other goes to somebody else, and once started the server has a new one: `landfall up` follows it; where you wrote the old one (landfall.toml, SSH), write the new one.
pause-zone-stays = The hosted zone stays: nothing to do where you bought the domain.
pause-certificate-stays = The certificate stays, free, but it is not renewed while it is unused.
pause-way-back = The way back: `landfall up`, about 5 minutes. It asks for the costs anew.
pause-way-back-stopped = The way back: `landfall up`, 5 to 20 minutes. It asks for the costs anew.
pause-since = Paused since { $since }: https is off, and visitors come to your server by http. `landfall up` brings it back, and asks for the costs anew.
pause-since-stopped = Paused since { $since }: the server stands still, and its disk bills on; the name does not lead to it. `landfall up` brings all of it back, and asks for the costs anew.
pause-since-started = Paused since { $since }: the name does not lead to the server. The server, which was stopped with it, was started by other hands, and bills. `landfall up` brings https back, and asks for the costs anew.
teardown-begun = A teardown was begun and is not through: { $gone } of { $all } are gone. `{ $command }` carries on with it{ $server ->
    [yes] , up to the server.
   *[no] .
}
pause-door-open = For it the server's port 80 was opened to the world, and is open now. { $again ->
    [yes] `landfall up` closes it again; where a rule lets in more than web traffic it asks first, and --yes leaves that open.
   *[no] To close it: `close_http = true` under `[server]` in landfall.toml, then `landfall up`.
}
pause-begun-stopping = A pause with the server off was begun on { $since } and is not through. `landfall pause --stop-server` goes on with it; `landfall up` goes back.
pause-begun = A pause was begun on { $since } and is not through. `landfall pause` goes on with it; `landfall up` goes back.
## How AWS says that something stands
state-pending = still pending
state-issued = issued
state-inactive = inactive
state-expired = expired
state-timed-out = the 72 hours are over
state-revoked = revoked
state-failed = failed
state-provisioning = being set up
state-active = active
state-impaired = impaired
state-gone = not to be found
state-initial = first checks are running
state-healthy = healthy
state-unhealthy = unhealthy
state-unused = not used yet
state-draining = draining
state-unavailable = unavailable
state-running = running
state-stopping = stopping
state-stopped = stopped
state-shutting-down = shutting down
state-terminated = terminated
state-unknown = unknown
evidence-resolver = your resolver: { $answer }
evidence-remembers = The name servers have the address; your resolver may remember what it heard before: the old record for minutes, old name servers for up to 48 h
evidence-remembers-until = It still has { $names }, until { $time } at the latest
evidence-behind = These servers of the zone above still name others, and follow by themselves: { $servers }
evidence-by-registry = Port 53 is shut here, so this is the registry's data base; the DNS itself follows it within minutes, or hours.
evidence-over-https = Port 53 is shut here, so public resolvers were asked over HTTPS: what they tell may be 15 minutes old.

proof-service = gunicorn runs, starts at every boot, and answers through nginx.
proof-zone = Hosted zone ID: { $zone }
proof-delegation = The registry names { $names }.
proof-elsewhere = The DNS stays where it runs, and no zone is made: { $servers }.
proof-elsewhere-address = Django on the server answers to the name.
proof-leads-on = The zone's record leads to the load balancer.
proof-record = The zone's record leads to the server.
proof-address = The zone's record leads to the server, and Django there answers to the name.
proof-target = The load balancer finds the server healthy.

## The hops of a visitor's request, and why one was not looked at
hop-server-block = nginx
hop-listener = Behind it
hop-project = Project
hop-health-path = Health check, at your path
hop-health-name = Health check, by the site's name
hop-health-address = Health check, by the server's address
hop-plain-http = From outside, by plain http
hop-alias = Record
hop-registration = Registry
hop-delegation = Name servers at the registry
hop-dns-host = DNS runs at
hop-their-record = Record at your provider
hop-dnssec = DNSSEC
hop-old-records = At the name servers of now
hop-hand-over = All name servers
hop-caa = CAA
hop-validation-record = Record for Amazon
hop-issuer = Amazon
hop-renewal = Renewal
hop-drift = Not as it was
renewal-by-itself = until { $until }, then by itself while its record stays and the load balancer uses it
hop-mail = Mail
hop-balancer-state = Load balancer
hop-forward = Https listener
hop-target = Target
hop-certificate = Certificate
hop-https-visit = Opened by https
hop-front-page = At the bare address
hop-page = Page
hop-http-visit = Opened by http
hop-leads-on = Other name leads to the site
hop-forms = Forms
hop-static-script = Script of the page
hop-static-style = Style of the page
hop-side-door = Side door
hops-seen = Looked at since { $time }.
side-door-shut = tried from here over IPv4 (IPv6 was not tried), { $address } does not answer, and no rule lets the world in to its web ports
not-looked-at = not looked at: { $why }
unseen-broken-before = something before it is not right yet
unseen-not-yet = not there yet, or not read since it changed
unseen-not-asked = this comes last
unseen-not-expected = the load balancer is not set to answer plain http
unseen-port-closed = the server's security group lets nobody in on port 80, and need not: the load balancer gets a rule of its own
unseen-port-limited = the server's security group lets only some in on port 80; whether you are among them is seen only by trying
unseen-port-silent = nobody answers from here on port 80, and nobody has to: the load balancer gets a rule of its own
unseen-no-address = the server has no public address to try
unseen-packed = the page came compressed
unseen-none-on-page = the page has none of its own
unseen-no-admin = the project has no Django admin at /admin/
unseen-not-admin = /admin/login/ is not Django's login
unseen-admin-elsewhere = the admin's login is on another host
unseen-admin-silent = the admin's login did not answer
unseen-no-csrf-cookie = the admin's login sets no CSRF cookie
unseen-admin-odd = the admin's login says neither yes nor no
unseen-not-known-until-tried = AWS does not tell this before it is tried
unseen-not-allowed-to-look = your user is not allowed to look at this
unseen-not-reached = no answer came
unseen-refused = the look failed
unseen-not-offered = AWS does not tell this of your account
unseen-nobody-tells = no registry is known that tells it
unseen-price-unknown = Landfall does not know what this site costs in this region, and so not how long the credits last
unseen-host-key-first = the server's host key is to be confirmed first, which `landfall` or `landfall up` asks you
unseen-not-chosen = it is not said which one is meant
unseen-not-managed = manage = false: Landfall does not log in to the server
unseen-none-here = there is none here

# Another computer went on with the same site at the same moment, and had made the same before.
second-zone = Another computer ({ $by }) made a hosted zone for this site { $when }: going on with that one. The second one, from here, was empty and is deleted again.
second-certificate = Another computer ({ $by }) asked for this certificate { $when }: going on with that one. The second one, from here, was used nowhere and is deleted again.
second-nobody = which one is not known
second-before = { $before } before
second-before-by-clocks = { $before } before, by the clocks of the two computers
second-before-untold = just before

link-ok = good
link-not-yet = not yet
link-broken = broken
status-title = Where { $site } stands

duration-days = { $n } d
duration-hours = { $n } h
duration-minutes = { $n } min
duration-seconds = { $n } s

## Practice
practice-banner = practice: the world “{ $world }”. Nothing here is real, and nothing is billed.
wizard-how =
    The wizard opens only in a terminal. Without one, tell Landfall what to do:
      landfall plan
      landfall up --yes
      landfall practice -- up --yes   (the same, in a world inside this program)
practice-no-terminal = practice opens its screens only in a terminal. Without one it plays this: landfall practice -- up --yes
practice-no-world = There is no practice world “{ $name }”. There are: { $worlds }.
repair-whole = The journal of { $site } is whole. Nothing was changed.
repair-salvaged = The journal of { $site } is mended. Records kept: { $kept }.
repair-lost = Records lost: { $count } (number { $numbers }). What they said of AWS is found there again, by its tag. What stood in the place of something before Landfall made it may not be known any more: `{ $down }` asks before it deletes such a thing.
repair-none-lost = No record is known to be lost. Had the last ones been, the file would not show it.
repair-aside = The damaged file is kept: { $aside }
repair-next = Go on with `{ $up }`, or take the site down with `{ $down }`.
repair-set-aside = Nothing in the journal of { $site } could be read, so there is none now. AWS still knows by its tag what is yours.
practice-store-locked = Another Landfall plays in this practice world. Stop it first, or choose another with --world.
practice-store-unreadable = The practice world's file cannot be read. Begin it anew with --reset. ({ $detail })
practice-store-io = The practice world's file cannot be written. ({ $detail })
practice-listen = Cannot serve at { $address }: choose a free port of this machine alone, such as 127.0.0.1:4570. ({ $why })
left-to = it stays: { $sites } uses it too
logs-empty = { $log } has written nothing since the server was started.
logs-empty-nginx = nginx's error log is empty.
logs-django-silent =
    With DEBUG = False, Django writes nothing here of what it answers with 400, 403 or 500. To see it, add these lines at the end of
    the settings file, then run `landfall restart`:
practice-serving =
    practice: the AWS of the world “{ $world }” listens at http://{ $address }. Ctrl-C ends it. In another terminal:
      export AWS_ACCESS_KEY_ID=practice AWS_SECRET_ACCESS_KEY=practice AWS_REGION={ $region } AWS_ENDPOINT_URL=http://{ $address }
      aws route53 list-hosted-zones
world-private-venv = The Python environment lies where pipenv puts it.
world-two-venvs = Two Python environments fit the project.
world-happy = Everything goes well.
world-slow-certificate = The certificate takes three hours.
world-typo-in-name-server = A letter is missing in a name server.
world-dnssec-on = DNSSEC is on at the registrar. It has to be off before the name servers are switched.
world-ds-left-behind = DNSSEC is on at the registrar, and was left on when the name servers were switched.
world-caa-forbids = A CAA record in the zone lets only another authority issue.
world-mail-in-use = The domain has mail and other records at its name servers of now.
world-dns-elsewhere = The domain's DNS stays where it runs; you make the records there.
world-no-mx = The certificate is to be proven by mail, and the domain takes none.
world-forgot-allowed-hosts = ALLOWED_HOSTS can only be edited by hand, and was not.
world-gunicorn-crashes = gunicorn does not start.
world-default-site = nginx's default page answers the site's name.
world-two-sites = Another site runs on the same server.
world-env-file-unit = A service file of your own runs the project already.
world-crash-loop = gunicorn stops right after each start, for one of several causes.
world-asgi-only = The project is served by asgi alone.
world-bashrc-prints = Your shell on the server prints a greeting for every command.
world-bashrc-exits = Your shell on the server ends before any command.
world-secret-in-shell = The settings need a variable that only your shell has.
world-throttled = AWS is busy: calls fail, are slow or get lost.
world-shared-group = Another instance uses the server's security group too; its way past the load balancer is told, and a group of the server's own is offered.
world-side-door-open = The server can be reached past the load balancer.
world-cert-in-use = The certificate stays in use long after its load balancer is gone.
world-covering-certificate = A certificate of the account covers the site already.
world-held-by-others = Others use the certificate, the security group and the hosted zone when they are to go.
world-leftovers = The server has a second disk, a reserved address and snapshots, which bill on without it.
world-server-stopped = The server was stopped in the EC2 console.
world-ssh-group-closed = The server's security group lets nobody in over SSH.
world-one-zone-vpc = The network lies in one availability zone only.
world-no-public-subnet = Only one subnet of the network is reached from the internet.
world-clock-wrong = The clock of your computer is twelve minutes slow.
world-unknown-price = Landfall has no price of a load balancer for the region.
world-opt-in-region = The server's region is not enabled in the AWS account.
world-organisation-denies = The organization of the AWS account forbids what a load balancer needs.
world-domain-on-hold = The domain was taken out of the DNS by its registrar.
world-port-53-shut = The network of this computer lets no DNS out but its own resolver's.
world-bare-domain = The bare domain is to lead to www; a parking page stands there now.
world-sub-domain = The site lies in a part of a domain; the DNS of the domain itself stays elsewhere.
world-many-certificates = The AWS account has five hundred certificates of other sites.
world-other-region = The same site was made in another region before, and still bills there.
world-port-80-closed = The server lets nobody in on port 80 from the internet.
world-redirect-loop = The site redirects to itself for ever.
world-hsts = The site tells browsers to come by https alone.
world-forms-403 = The site refuses its own forms.
world-static-404 = The page loads a style that is not served.
world-api-404 = There is no page at the bare address.

## The wizard: frame
ui-an-hour = { $amount }/h
ui-a-month = { $amount }/month
ui-too-small =
    This window has { $width } columns and { $height } rows. Landfall needs 80 × 24: please make it larger.
    Everything goes on meanwhile, and nothing is lost. (q quits)
ui-safe-start = Nothing is changed until you say so.
ui-safe-form = Safe to quit: what you type is saved as you type. No secret ever is.
ui-safe-site = Safe to quit: everything so far is saved.
ui-copied = Copied: { $what }
ui-restarted = gunicorn was restarted, and answers.
ui-not-kept = The file could not be written: { $why }
ui-keys-move = ↑↓ move
ui-keys-enter = ⏎ do
ui-keys-screens = ←→ screens
ui-keys-copy = 1-4 a copy
ui-keys-language = L 한국어
ui-keys-help = ? why
ui-keys-quit = q quit
ui-keys-choose = ⏎ choose
ui-keys-type = type
ui-keys-f1 = F1 why
ui-keys-f2 = F2 한국어
ui-keys-back = Esc back
ui-keys-scroll = ↑↓ scroll
ui-keys-close = any other key closes
ui-keys-paste = Ctrl-V paste
ui-keys-clear = Ctrl-U clear
ui-keys-press = ⏎ on the last row: press
ui-keys-open = ⏎ open
ui-keys-fetch = f fetch
ui-keys-approve = ⏎ approve
ui-keys-say = ⏎ enter
ui-keys-decline = Esc decline
ui-keys-write = Ctrl-S write it to the server
ui-keys-put-aside = Esc put it aside
ui-keys-next-row = ↓ go on
ui-keys-follow = f follow
ui-keys-other-log = Tab service/nginx
ui-keys-look = c look again
ui-keys-copy-shown = a copy
ui-keys-title = Keys
ui-keys-all =
    ↑ ↓ move; ⏎ or space do what the arrow points at; ← → choose, or turn to the next screen (Tab does, too)
    PageUp PageDown scroll
    y yes; n leave it, or go on; t try again; s visit the site again (step 7); 1 to 9 point at one of several, or copy a name server; a copy all of them
    What changes something wants its letter twice, or ⏎; what bills wants ⏎
    e edit the service file, or check what you typed at the registrar; g where the domain was bought; r restart gunicorn; l read its log; v put the settings back; o open the registrar or the mailbox (practice)
    m send the emails again; u use DNS instead; c check again (step 0), close the side door (step 7); p pause; x list what is good (step 0)
    L the other language; q or Ctrl-C quit

ui-state-looking = looking …
ui-state-to-do = to do
ui-state-under-way = under way
ui-state-asked = waits for your answer
ui-state-done = done
ui-state-unseen = not looked at
ui-state-failed = cannot go on

ui-yes = Yes
ui-read-log = Read the whole log
ui-log-unknown = The server is not known yet, so there is no log to read.
ui-log-service = { $unit }: log since the server started
ui-log-nginx = nginx: error log
ui-log-reading = reading …
ui-log-not-read = ✖ not read
ui-log-follows = ● follows: new lines come in
ui-log-lines = { $count } lines
ui-log-cut = the last { $count } lines
ui-log-cause = ✖ the newest cause it tells
ui-log-above = { $count } above ↑
ui-log-below = { $count } more ↓
ui-log-again = c reads it again; Esc goes back.
ui-log-nothing-new = Read again: nothing new.
ui-log-safe = It is the server's own text. Reading it changes nothing.
ui-log-copied = Sent to the terminal's clipboard: the lines that are shown.
ui-retry = Try again
ui-retry-what = Try again: { $what }
ui-trying = Trying again since { $time } …
ui-tried-same = Tried again at { $time } (try { $count }): the same.
ui-tried-evidence = Tried again at { $time } (try { $count }): the same fault, but what was seen is another: read it above.
ui-tried-other = Tried again at { $time } (try { $count }): something else is in the way now, see above.
ui-later = Leave it for now
ui-look-again = Visit the site again, as a visitor
ui-letter-again = { $key } again, or ⏎, does it
ui-enter-alone = This bills: ⏎ alone says yes
ui-to-teardown = To the teardown, whenever you want it
ui-next = Go on to the next step
ui-carry-on = Carry on from here
ui-file-of-another = The file is now another site's: { $site }. Quit, and open Landfall again.
ui-do-service = Write the service file and start gunicorn
ui-do-meet = Connect to the server and look at it
ui-do-domain = Create the hosted zone, or use the one that is there
ui-do-nameservers = Watch until the domain is handed over
ui-do-address = Point the name at the server, and let Django answer to it
ui-do-certificate = Request the certificate
ui-do-balancer = Create the load balancer
ui-do-live = Point the name at the load balancer
ui-elsewhere-do-domain = Look where the domain's DNS runs
ui-elsewhere-do-address = Let Django answer to the name
ui-elsewhere-do-live = Show the record for visitors, and watch for it
ui-edit-unit = Edit the service file
ui-restart = Restart gunicorn (after a change of your code)
ui-revert = Put the settings back as they were
ui-close-door = Close the way past the load balancer
ui-open-registrar = Open the registrar's page (practice)
ui-open-mailbox = Open the mailbox (practice)
ui-records-where = Make this where the DNS of { $zone } runs ({ $servers }):
ui-records-doubling = Just this name: most forms put { $zone } behind it.
ui-record-now = Answered there now: { $seen }
ui-make-records = Make these records there (practice)
ui-mail-again = Resend the emails
ui-mail-again-name = Resend the emails for { $name }
ui-mail-again-said = Amazon was asked to send the emails again.
ui-use-dns = No email? Use DNS instead (requests anew, deletes this one)
ui-tear-down = Take everything down
ui-pause = Pause: { $amount } a month less, but no https; shown before it is done
ui-pause-unpriced = Pause: no load balancer to pay, but no https; shown before it is done
ui-pause-server = ! Stop the server too, { $amount } a month less: shown by itself
ui-pause-server-unpriced = ! Stop the server too: shown by itself
ui-pause-it = ! Pause it: https is off in a few minutes
ui-pause-it-stopped = ! Pause it and stop the server: the site is off the internet
ui-leave-it = Leave it as it is
ui-pause-back = Leave it for now; it goes on when you pause again
ui-resume = Up again: it asks for the costs first
ui-pause-title = Pause
ui-pause-looks = Looking whether the site can do without https …
ui-pause-nothing-yet = Nothing is changed yet. Once paused, it stays so until you say "Up again", or landfall up.
ui-pause-nothing-changed = Nothing was changed.
ui-paused = Paused: https is off.
ui-type-domain = To confirm, type the domain: { $domain }
ui-type-domain-first = Type { $domain } first. Nothing was deleted.
ui-type-leftover = To delete it for good, type { $id }
ui-type-leftover-first = Type { $id } first. Nothing was deleted.
ui-delete-leftover = Delete it for good
ui-type-health = A path of your site that answers without a login (such as /healthz/); ⏎ tries it:
ui-type-venv = Another Python environment: its directory on the server (such as /home/ubuntu/venv); ⏎ looks there:
ui-free = free
ui-free-parts = Free: { $parts }
ui-asked-there = “{ $step }” waits for your answer (← →).
ui-held = This time nothing was written: it ends before its first write where a step is stopped. Step 0 shows all that stops one.
ui-check-again = Check again
ui-check-folded = ⏎ shows what helps
ui-checks-good = Good: { $count }
ui-checks-good-named = Good: { $count } ({ $names })
ui-unseen-host-key = the server's host key is to be confirmed first, which step 1 asks
ui-unseen-looking = it is being looked at
ui-preflight-looking = Looking at this computer, the AWS account, its network and the server. That changes nothing.
ui-preflight-unseen = Nothing was looked at yet.
ui-preflight-good = Nothing that can be seen beforehand stands in the way.
ui-preflight-open = Nothing that was looked at stops you. Not all of it could be looked at.
ui-preflight-stops-later = One thing would stop you later.
ui-preflight-stop-later = { $count } things would stop you later.
ui-preflight-stops-now = One thing stops you.
ui-preflight-stop-now = { $count } things stop you.
ui-preflight-nothing-made = Nothing is made or paid yet.
ui-adds = { $known ->
    [none] Still to come, each part asked first; what it costs a month is not known
    [some] Still to come: more than { $month } a month, each part asked first
   *[all] Still to come: { $month } a month, each part asked first
}
ui-adds-date = { $sure ->
    [one-source] Prices as of { $date }, without tax and traffic; some were read in one place only, and may differ from AWS's.
   *[yes] Prices as of { $date }, without tax and traffic.
}
ui-adds-unknown = Landfall has no price in this region for: { $unknown }. AWS tells it: { $pages }
ui-adds-part = { $part }, step { $number }
ui-go-on = Go on to step { $number }, { $step }
ui-go-on-anyway = Go on to step { $number }, { $step }: it is not stopped
ui-go-on-stopped = Go on to step { $number }, { $step }: it is stopped
ui-stuck-there = “{ $step }” cannot go on (← →).
ui-comes-after = Comes after: { $steps }.
ui-does-before = This also does what is still open before it: { $steps }.
ui-wait-times = So far { $elapsed } · usual { $usual }
ui-again-in = again in { $next }
ui-delegated = ← the domain points at this one
ui-copy-key = [{ $number }] copy

## The wizard: start and form
ui-place-life = AWS
ui-place-practice = practice
ui-start-title = Your Django site, from gunicorn in a terminal to https under your own domain.
ui-start-why = Seven steps, one screen each. Every screen says what it will do and what that costs before it does it, and one more screen takes it all down again.
ui-start-looking = Looking for your sites …
ui-start-carry-on = Carry on with { $site }  ({ $fqdn })
ui-start-change = Change what was typed of it
ui-start-new-life = A new site on my AWS account
ui-start-new-practice = Begin to practise
ui-start-writes = writes { $file }
ui-start-leave-life = Practise first: the same in a world inside this program, nothing billed
ui-start-leave-practice = My own AWS account (leaves practice)
ui-start-mend = Fix { $file }, or move it away to begin a new one. Landfall does not write over it.
ui-form-title = Your site
ui-form-profile = AWS profile
ui-form-region = Region
ui-form-server = Server
ui-form-user = SSH user
ui-form-key = Key file
ui-form-domain = Domain
ui-form-host = Host
ui-form-name = Short name
ui-form-profile-hint = Empty: AWS_PROFILE, else the profile "default".
ui-form-profiles = ← → { $count } to choose from
ui-form-profile-of = account { $account }, region { $region }
ui-form-profile-unknown = not in the file
ui-form-region-hint = Where your instance runs. Seoul is ap-northeast-2.
ui-form-server-hint = The instance's ID (i-…) or its address. ← → choose among those that run.
ui-form-user-hint = ubuntu on Ubuntu, ec2-user on Amazon Linux.
ui-form-key-hint = The .pem file of the instance's key pair. Empty: the SSH agent.
ui-form-domain-hint = The domain you bought, without www: example.com
ui-form-host-hint = The part in front, usually www. @ is the bare domain. Several: www, @ (the first is the site, the others lead there).
ui-form-name-hint = A short name for what Landfall makes: a-z, 0-9 and -.
ui-form-servers = ← → { $count } running
ui-form-name-budget = { $group }: { $used } of { $most } characters
ui-form-names = { $fqdn } is the site. { $others } leads there.
ui-form-hosts = ← → other choices
ui-form-hosts-bare = ← → bare domain too
ui-form-covered = { $fqdn }. A certificate for { $domain } and *.{ $domain } would cover it.
ui-form-sub-domain = It is a part of { $registered }. Its name servers are entered as NS records where the DNS of { $registered } runs, not at the registrar.
ui-form-apart = The domain is { $domain }; www goes into the next field.
ui-form-punycode = It is sent as `{ $domain }`.
ui-form-not-covered = *.{ $domain } covers one label only, so not { $fqdn }: it needs a certificate of its own.
ui-form-account = { $account }  { $arn }
ui-form-asking = Asking AWS who you are …
ui-form-ask-again = Done? ⏎ on this line asks AWS again.
ui-form-begin = Begin
ui-form-unfinished = Something is still missing or wrong (⏎ takes you to it)

## The wizard: why
ui-why-preflight = Landfall looks before it makes: at this computer, your AWS account, the network and the server. What would stop you at a later step, after something was made and paid for, is told here first.
ui-why-service = gunicorn runs only as long as your terminal is open; close it, and visitors get 502 from nginx. A systemd service keeps it running for good: after you log out, after a crash, after a reboot.
ui-why-domain = To let AWS answer for your domain, Route 53 needs a hosted zone: the list of your domain's records. It comes with four name servers, which you will need on the next screen.
ui-why-nameservers = Your registrar still tells the world to ask its own name servers. Put the four from Route 53 in their place, and from then on everything about the domain is managed in AWS. This is the only step that nobody can do for you.
ui-why-address = An A record leads the name to your server. Django answers only to names in ALLOWED_HOSTS, and says 400 Bad Request to all others: so the name goes in there, and gunicorn is restarted.
ui-why-certificate = https needs a certificate that proves the domain is yours. Amazon issues it for free once it sees a record that only the owner of the domain could have made. Landfall writes that record for you.
ui-why-balancer = The load balancer takes https from visitors, holds the certificate, and hands each request to your server over plain http. It costs most, so it is made only once the certificate is there.
ui-why-live = So far the name leads straight to your server. Now it will lead to the load balancer: then https works, and http is sent on to https.
ui-elsewhere-why-domain = The domain's DNS stays where it runs now. No hosted zone is made, and none is paid for. You make two records there yourself; Landfall shows them as your provider's form wants them, and looks until they are seen.
ui-elsewhere-why-nameservers = Nothing is handed over: the domain keeps its name servers. Landfall only looks which they are, to ask them for your records later.
ui-elsewhere-why-address = Django answers only to names in ALLOWED_HOSTS, and says 400 Bad Request to all others: so the name goes in there, and gunicorn is restarted. Where the name leads is not changed yet.
ui-elsewhere-why-certificate = https needs a certificate that proves the domain is yours. Amazon issues it for free once it sees a record that only the owner of the domain could have made. You make that record where your DNS runs.
ui-elsewhere-why-live = Everything is ready behind the load balancer. Now you make the record that leads the name to it; Landfall watches for it, and then opens the site as a visitor would.
ui-why-teardown = This removes everything that Landfall made, in the order that AWS asks for, and puts back what it had changed. Then it reads AWS again, to be sure that nothing keeps billing.

## The wizard: the longer stories (a line each is a paragraph)
ui-story-start =
    Landfall does what the deployment guide has you do by hand in the AWS console and in vim, in the same order, and shows each thing as it happens.
    It never deletes what it did not make. What it overwrites (a record, a service file, settings.py) is kept and put back by the teardown.
    Before anything that costs money is made, you see the price and are asked.
    The practice runs the same program over a small world inside it: an AWS, a server, a registrar. Nothing there is real, and nothing is billed.
ui-story-form =
    What you type here is written to the site's file as soon as all of it is right. No secret is among it: your key stays where it is, only its path is noted.
    The short name is part of everything that Landfall makes in AWS, such as NAME-LB. AWS allows 32 characters for the longest of these.
    The region must be the one in which your instance runs: the load balancer and the certificate are made beside it.
ui-story-preflight =
    Some things are only noticed late: a load balancer needs subnets in two availability zones, a user needs rights, an account has quotas. Whoever meets one of them at step 6 has moved the domain and paid for it by then. So Landfall looks at all of it before it makes anything, and ends before its first write where a step that it was told to do is stopped.
    ✔ was looked at, and is good. ✖ stops the step that is named, until what stands behind the arrow is done. ! stops nothing, and is good to know. ○ was not looked at, with the reason. It is never counted as good: AWS tells some things only when they are tried.
    All of it is only reading. AWS can be asked whether it would make a security group without making one; for most other rights there is no such question.
    “Check again” looks at everything anew. What was seen may change afterwards, so each step looks once more before it writes.
ui-story-service =
    When you type `gunicorn` in a terminal, it belongs to that terminal. When the terminal closes, gunicorn ends, and nginx has nobody to hand requests to: 502 Bad Gateway.
    systemd is what starts everything on a Linux server. A service file tells it which command to run, as whom and in which directory. There is no "activate" in it: the file names the gunicorn inside your virtual environment by its full path.
    `enable` means: start it at every boot. `start` means: now. Landfall does both, and then watches for some seconds whether the same process stays, since a service that crashes at once also "started".
    When your code changes, gunicorn must be restarted to see it. That is what “Restart gunicorn” is for.
ui-story-domain =
    A hosted zone is the list of records of one domain: which name leads to which address, who takes its mail, and so on. Route 53 charges $0.50 a month for it.
    It is served by four name servers that AWS chose for it. Another zone of the same name has four others, and records in the wrong one do nothing. So Landfall looks first: if a zone is there, it asks whether to use that.
    A zone that was there before is used, and never deleted.
ui-story-nameservers =
    Whoever looks for your domain asks the registry (for .com, its own servers), which names the servers that know more. These names come from the form at your registrar.
    Put in all four, without the dot at the end, and leave no other name there. At many Korean registrars you must confirm that you are the owner before it counts.
    Landfall asks the registry's servers themselves, not your computer's cache, so it sees the change as soon as it is there. That takes from some minutes to two days.
    You may go on to the next screen, or quit: the certificate simply waits until the domain has arrived.
ui-story-address =
    An A record says: this name is at that IP address. Visitors' computers may remember the old answer for some minutes.
    Django refuses requests for names it does not know, as a protection. Since DEBUG is False, it says only “Bad Request (400)”. Landfall adds the name to ALLOWED_HOSTS and shows you the change before it makes it.
    The load balancer's health check asks by the server's private address. Where nginx does not give it the site's name, and no path of yours answers it, that address goes in too.
    Behind the load balancer Django sees plain http, and refuses (403) every form that a visitor sends from the https page. So Landfall adds the page's address to CSRF_TRUSTED_ORIGINS where Django needs it.
    Only a restart lets gunicorn read its settings anew.
ui-story-certificate =
    A certificate for one name covers just that name. With the wildcard, it covers the domain and every name one label below it.
    Proof by DNS: Amazon tells a CNAME record, Landfall writes it into the zone, Amazon finds it there, usually within minutes. Leave it in place, and the certificate renews itself for ever.
    Proof by mail: Amazon writes to admin@, webmaster@ and three others at your domain, and somebody must click. If no mailbox exists there, or the name servers have just moved, no mail arrives. It must be clicked again at every renewal.
    After 72 hours without proof the request ends, and must be made anew.
ui-story-balancer =
    Its parts: a security group that lets the world in on 443 (and 80), a target group with your server in it, the load balancer itself, and a listener for each port.
    AWS wants it in at least two availability zones; each costs one public IPv4 address. Two are enough for one server. It must stand in the server's own zone, or it cannot reach it.
    It asks your server for / (or for the path under `[app] health`) every 30 seconds. Any answer but an error counts as healthy. If not, the screen says why in words: 400 means that the server's private address is not in ALLOWED_HOSTS; a timeout means that the server's security group does not let the load balancer in.
ui-story-live =
    The A record becomes an alias: Route 53 itself knows the load balancer's addresses and answers with them.
    Then Landfall opens the site as a visitor would, from outside, and shows who issued the certificate and until when it is valid.
    The side door: where a rule of the server's security group lets the whole world in, anybody who knows its address gets around https. Closing it means that only the load balancer may reach the server. Your SSH stays as it is.
ui-elsewhere-story =
    Your provider's servers answer for the domain, as before. Landfall has no key to them and changes nothing there: whatever else stands in your DNS, mail too, stays as it is.
    Each record is shown with its name as your form wants it, and with its value. Keys copy them. Landfall asks the name servers themselves, so it sees a record as soon as they have it, and says what stands there instead.
    Leave both records in place: the certificate renews itself by one, and visitors come by the other. After a teardown they are listed, for you to remove.
ui-elsewhere-story-address =
    Django refuses requests for names it does not know, as a protection. Since DEBUG is False, it says only “Bad Request (400)”. Landfall adds the name to ALLOWED_HOSTS and shows you the change before it makes it.
    The load balancer's health check asks by the server's private address. Where nginx does not give it the site's name, and no path of yours answers it, that address goes in too.
    The name goes to the load balancer at once, in the last step: until then whoever opens it meets what stands there now.
ui-story-teardown =
    Deleting the instance alone does not stop the costs: the load balancer, its addresses and the zone go on billing.
    The zone is deleted last, and only once the domain no longer points at it: whoever is given those name servers next could otherwise take over your domain. So first put the old name servers back at your registrar.
    What Landfall only used, it leaves. The server itself stays, unless you say that it goes too.
    At the end AWS is read once more, and you see what still bills.

## The wizard: what comes next
ui-next-service = Log out, reboot: it keeps running. Next: your domain.
ui-next-domain = Next: enter these name servers at your registrar.
ui-next-nameservers = The domain has arrived at AWS.
ui-elsewhere-next-domain = Next: what Django answers to. The domain stays where it is.
ui-elsewhere-next-nameservers = Nothing was changed at the domain. Next: what Django answers to.
ui-elsewhere-next-address = Next: the certificate, for https. It needs a record that you make.
ui-next-address = Open http:// and the name in a browser: your site. Next: the certificate, for https.
ui-next-certificate = It is free, and renews itself as long as its record stays. Next: the load balancer.
ui-next-balancer = Everything is ready. Next: point the name at it.
ui-next-live = That is all of it. Come back here to see how it stands, or to take it down again.

## The wizard: the steps' own
ui-service-unmanaged = The server is not managed by Landfall (manage = false): nothing is done on it.
ui-service-project = Project: { $project }
ui-service-venv = Python environment: { $venv }
ui-service-wsgi = gunicorn runs: { $wsgi }
ui-service-upstream = nginx hands requests on to { $to }.
ui-service-no-upstream = nginx does not hand requests on to anything yet.
ui-service-stranger = The server has not been looked at yet: first you are asked if it is the right one.
ui-service-more = … and { $count } more
ui-service-bad-request = 400: Django answers, but does not know the name yet. That is step 4.
ui-service-http = nginx answers: { $status }
ui-service-no-answer = nothing
ui-service-enabled = starts at boot
ui-service-not-enabled = does not start at boot
ui-service-editing = The service file
ui-service-difference = Changes to the server's file
ui-service-no-difference = No difference.
ui-domain-several = There are several hosted zones of this name:
ui-domain-used = ← used here
ui-domain-names = Its four name servers, for the registrar:
ui-domain-adopted = This zone was there before Landfall. It is used, and never deleted.
ui-elsewhere-no-record = No record leads the name to the server: it goes to the load balancer at once, in the last step.
ui-nameservers-no-zone = First the hosted zone: it comes with the name servers.
ui-registrar-choice = Bought at
# How sure a registrar's way is: A its own guide, B two sources, C one. $month: when it was read (2026-11). $old: a year ago or more.
registrar-sure = { $sure ->
        [A] From its own guide
        [B] From two sources or more
       *[C] From one source, so its menus may be called otherwise
    }, read { $month }.{ $doubted ->
        [yes] {" "}(?): one source only.
       *[no] {""}
    }{ $old ->
        [yes] {" "}Not checked since.
       *[no] {""}
    }
registrar-typed = No dot at the end{ $dot ->
        [refused] {" "}(refused or doubled there)
       *[none] {""}
    }.{ $addresses ->
        [required] {" "}Each name needs its IP beside it.
        [empty] {" "}Leave the IP fields empty.
       *[none] {""}
    }
registrar-dnssec = If DNSSEC is on, first switch it off and wait a day: { $how }
registrar-dnssec-at = At { $registrar }: { $how }
registrar-no-address = the IP is not known
ui-dns-runs-likely = Its DNS runs there, so it was most likely bought there. If not: g
ui-dns-runs-at = Its DNS runs at { $dns }. You change the name servers where you bought the domain, which may be elsewhere: g
ui-pick-registrar = Where did you buy { $domain }?
ui-pick-narrow = Type letters to narrow the list.
ui-pick-runs = its DNS runs there
ui-check-paste = Check what you typed, before you save it there
ui-paste-title = Check the name servers of { $domain }
ui-paste-why = Paste what the registrar's page shows: all of it, as it is. Nothing is sent anywhere.
ui-paste-none = No name server is in it.
ui-paste-right = All as it should be: save it there.
ui-paste-wrong = Correct this there before you save:
ui-nameservers-parent = What the registry says
ui-nameservers-says = { $server }: { $names }
ui-address-leads = { $fqdn } → { $address }
ui-address-written = The settings were changed; the old file is kept.
ui-address-csrf = CSRF_TRUSTED_ORIGINS is part of the change: without it Django refuses (403) forms from the https page.
ui-address-hosts = ALLOWED_HOSTS as the service has it: { $hosts }
ui-address-forms-accepted = Forms from { $origin }: accepted
ui-address-forms-refused = Forms from { $origin }: refused (403)
ui-address-debug = DEBUG is on: an error shows visitors your code and settings.
ui-address-off = Off, for once https works: { $names } (`manage.py check --deploy` tells more)
ui-address-by-text = By the text of the settings alone; they could not be loaded ({ $why }).
ui-address-resolver = Your resolver says: { $answer }
ui-option-certificate-names = For
ui-option-dns = DNS
ui-value-dns-route53 = Route 53
ui-value-dns-route53-why = A hosted zone here ($0.50 a month); Landfall makes the records. The domain's name servers change.
ui-value-dns-elsewhere = stays where it runs
ui-value-dns-elsewhere-why = No zone. You make two records at your provider, and remove them yourself after a teardown.
ui-option-validation = Proof by
ui-option-key-type = Key
ui-value-key-type-rsa_2048 = RSA 2048
ui-value-key-type-rsa_2048-why = Every browser understands it.
ui-value-key-type-ecdsa_p256 = ECDSA P-256
ui-value-key-type-ecdsa_p256-why = Smaller and quicker. Every browser of the last ten years understands it.
ui-value-validation-dns = DNS
ui-value-validation-dns-why = A record in your zone; Landfall writes it. Renews itself.
ui-value-validation-email = mail
ui-value-validation-email-why = Somebody must click a link in a mail to admin@ or webmaster@ at your domain, now and at every renewal.
stage-requested = Requested
stage-told = Amazon said which record it wants to see
stage-written = The record is in the zone
stage-servers = Name servers that answer with it
stage-resolver = Resolvers that find it
stage-mailed = Emails sent (any one of these addresses will do)
stage-approved = Approved: the link opened and “I Approve” pressed
stage-issued = Issued
sight-past = has it
sight-now = does not have it yet
sight-ahead = was not asked yet
sight-wrong = leads elsewhere: { $evidence }
sight-not-looked-at = gave no answer: { $evidence }
timeline-renewal-dns = Renewal: by itself, as long as the record stays and the load balancer uses the certificate.
timeline-renewal-email = Renewal: not by itself. Somebody clicks again in a mail, some 45 to 60 days before the last day.
ui-option-zones = Availability zones
ui-option-redirect-http = Redirect of plain http
ui-value-zones-two = two: the server's own and one more ({ $month } a month for { $count } addresses)
ui-value-zones-two-why = AWS asks for two; one server needs no more.
ui-value-zones-all = all { $count } ({ $month } a month for their addresses)
ui-value-zones-all-why = AWS asks for two; one server needs no more.
ui-value-zones-these = { $zones } ({ $month } a month for { $count } addresses)
ui-value-zones-these-why = Listed in landfall.toml. Another choice here takes the list's place.
ui-balancer-stands-in = It stands in { $zones }.
ui-balancer-healthy = The load balancer finds the server healthy.
ui-live-open = { $url } is live.
ui-option-close-http = The way past the load balancer
ui-live-close = close it to the world once https is proven
ui-live-leave-open = leave it open
ui-live-side-door-why = If open, anybody with the server's address gets around https. SSH stays as it is.
ui-teardown-nothing = Landfall has made nothing of this site.
ui-teardown-sweeps = Reading AWS once more, to see that nothing is left …
ui-teardown-adopted = Stays, since it was there before: { $thing } { $id }
ui-teardown-bills = What bills now.
ui-teardown-waits = The hosted zone stays, and bills, as long as the domain points at it: it is deleted once you have set the name servers back.
ui-teardown-may-wait = Whether the domain still points at the hosted zone was not seen. If it does, the zone stays, and bills, until you have set the name servers back.
ui-teardown-held-zone = The hosted zone also stays, and bills, as long as others' records are in it:
ui-teardown-held-other = Others use what goes, so it stays until they no longer do:
ui-teardown-server-too = goes too, with everything on it
ui-teardown-server-stays = stays
ui-teardown-server-begun = The teardown was begun with the server.
ui-teardown-server-why = Everything on the server is lost for good: the code, the database, uploaded files.
ui-teardown-hand-back = Set the name servers of { $domain } back at the registrar. The zone is deleted once the registry has dropped those of AWS: else somebody could take the domain over.
ui-teardown-old-unknown = Which ones they were is not known: choose the registrar's own name servers in its form.

## The wizard: practice's errands
ui-registrar-title = The registrar: name servers of { $domain }
ui-registrar-why = In reality this is your registrar's website, in a browser. Here you do the same yourself; a typo has its consequence here too.
ui-registrar-wanted = Type these:
ui-registrar-field = Name server { $number }
ui-registrar-apply = Apply
ui-registrar-taken = Applied. The registry has it in a few minutes of practice time. Esc goes back.
ui-registrar-nowhere = The form cannot be reached.
ui-registrar-too-few = At least two name servers are needed.
ui-registrar-no-name = Field { $number } is no host name.
ui-registrar-twice = Field { $number } repeats another.
ui-mailbox-title = The mailbox of { $domain }
ui-mailbox-empty = No mail yet. It takes a little while; f fetches again.
ui-mailbox-subject = Certificate approval for { $name }
ui-mailbox-to = To: { $to }
ui-mailbox-body = Amazon was asked for a certificate for { $name }. If that was you or somebody you trust, approve it.
ui-mailbox-approve = I Approve
ui-mailbox-approved = approved
ui-mailbox-thanks = Approved. Esc goes back.
ui-secret-kept-nowhere = It is used for this connection only, and kept nowhere.
ui-secret-to-server = It goes straight to the server, into a file that only root can read. Landfall does not keep it.

## Help
help-about = Takes your Django site from gunicorn in a terminal to https under your own domain on AWS, and back.
help-plan = Show what would stop a step, what would be made, in order, and what each costs; changes nothing; whether something stops is told by the exit code of doctor, not by this one's
help-doctor = Look at everything that could stop a step, before anything is made; exit code 0: nothing does, 1: something does, 3: nothing does, but not all could be looked at
help-up = Do the whole guide, or carry on from wherever the site stands
help-status = Show where the site stands, link by link, and what bills now
help-repair = Mend a damaged journal: keep the damaged file, save every record that can be read, and say what is lost
help-policy = Print the IAM policy with the least that Landfall needs
help-read-only = Only what looks: enough for plan and status
help-policy-with-server = With the rights to stop, start and terminate the EC2 instance, which only `pause --stop-server` and `down --with-server` need
help-partition = AWS's partition; without it, that of the site's region (landfall.toml, AWS_REGION)
help-restart = Restart gunicorn after a change of the code, and prove that it answers
help-pause = Take down what bills by the hour and keep the domain, until `up` brings it back
help-logs = Print the log of gunicorn on the server, or of nginx
help-nginx = nginx's error log instead of gunicorn's
help-follow = Go on with what is written from now on, until Ctrl-C
help-lines = How many of the last lines
help-down = Remove everything that Landfall made, then read AWS again to prove it
help-config = The site's file
help-name = The site's name, to find it without its file
help-profile = The AWS profile whose sign-in is used; comes before landfall.toml and AWS_PROFILE
help-region = The AWS region; comes before landfall.toml, AWS_REGION and the profile
help-lang = The language: en or ko
help-json = Print one JSON object a line instead of text
help-accept-unknown-price = With --yes: accept costs too of which the price is not known for this region
help-yes = Accept costs, changes shown and safe defaults without asking
help-until = Stop after this step
help-wait = How long to wait for what the world takes, such as 30m or 2h; 0s looks once
help-trust-delegation = Go on though the name servers are not seen to be handed over yet
help-with-server = Terminate the EC2 instance too, with everything on it
help-stop-server = Stop the EC2 instance too: the site is off the internet meanwhile
help-pause-yes = Pause without asking; a closed port 80 of the server is asked about all the same
help-abandon-delegation = Delete the hosted zone though the domain still points at it; somebody else could then take over the name
help-adopt-zone = Use this hosted zone, which Landfall did not make and will never delete
help-adopt-certificate = Use this certificate of the account, which covers every name of the site, and which Landfall will never change or delete
help-resend-mail = Have the approval mails of this name of the certificate sent once more (may be given several times)
help-practice = Try all of it in a world inside this program: no account, nothing billed
help-world = Which practice world, such as happy, slow-certificate or gunicorn-crashes
help-speed = How many times as fast as real time the practice world goes, or "instant"
help-reset = Begin the practice world anew
help-listen = Serve the practice world's AWS over HTTP at this address of this machine
help-command = What to do in it: up, status, plan, doctor, restart, pause, down, repair or serve; without it the screens open
help-serve = Only serve the practice world's AWS over HTTP, for the aws command and others
