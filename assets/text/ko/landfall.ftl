# Landfall이 한국어로 하는 말. 메시지 id와 변수는 모든 언어에서 같으며, 테스트가 이를 비교합니다.
# 처음 배포해 보는 사람이 읽습니다: 짧고 구체적으로, 누구도 탓하지 않게, 합니다체로 씁니다.

## 단계
step-look = 현재 상태 살펴보기
step-preflight = 시작 전 점검
step-service = 서비스 파일
step-domain = 도메인
step-nameservers = 네임서버
step-address = 주소
step-certificate = 인증서
step-balancer = 로드 밸런서
step-live = 공개
step-teardown = 정리


## 작업: AWS, 조회
op-look-identity = 어느 AWS 계정인지 확인하기
op-look-instances = EC2 인스턴스 찾기
op-look-network = 서브넷과 라우팅 테이블 읽기
op-look-zones = 호스팅 영역 찾기
op-look-records = 호스팅 영역의 레코드 읽기
op-look-account-plan = 계정의 요금제 확인하기
op-look-rights = 보안 그룹을 만들 권한이 있는지 만들지 않고 확인하기
op-look-balancer-quota = 로드 밸런서의 수와 할당량(한도) 확인하기
op-look-certificates = 인증서 찾기
op-look-covering = 이 계정에 사이트 이름을 모두 포함하는 인증서가 있는지 확인하기
op-look-balancers = 로드 밸런서 찾기
op-look-target-groups = 대상 그룹 찾기
op-look-groups = 보안 그룹 읽기
op-look-volumes = 서버의 볼륨(디스크) 확인하기
op-look-addresses = 서버의 탄력적 IP 주소 확인하기
op-look-snapshots = 서버 볼륨의 스냅샷 확인하기
op-look-elsewhere = 다른 리전의 Landfall 리소스 읽기
op-look-beside = 다른 리전에서 요금이 나오는 리소스 읽기
op-look-idle-groups = 서버의 보안 그룹을 아직 사용하는지 확인하기
op-look-change = Route 53의 모든 서버에 반영되었는지 확인하기
op-look-certificate = 인증서 진행 상태 확인하기
op-look-balancer = 로드 밸런서 진행 상태 확인하기
op-look-target-health = 로드 밸런서가 보는 서버 상태 확인하기
op-look-instance-state = 인스턴스 상태 확인하기
op-look-host-keys = 호스트 키를 EC2의 콘솔 출력과 비교하기
op-look-reach = 서버가 응답하지 않는 이유를 EC2에서 확인하기
op-look-group-users = 서버의 보안 그룹을 함께 사용하는 곳 확인하기
op-look-holders = 아직 사용 중인 곳을 AWS에서 확인하기

## 작업: AWS, 만들기
op-ensure-zone = 호스팅 영역 만들기
op-upsert-validation = 인증서 검증 레코드 쓰기
op-upsert-alias = 도메인을 로드 밸런서에 연결하기
op-upsert-address = 도메인을 서버에 연결하기
op-ensure-certificate = 인증서 요청하기
op-resend-validation = 승인 메일 다시 보내기
op-ensure-balancer-group = 로드 밸런서의 보안 그룹 만들기
op-ensure-entrance-https = 로드 밸런서의 443 포트 열기
op-ensure-entrance-http = 로드 밸런서의 80 포트 열기
op-ensure-server-rule = 로드 밸런서가 서버에 접속하도록 허용하기
op-ensure-target-group = 대상 그룹 만들기
op-ensure-registration = 대상 그룹에 서버 등록하기
op-ensure-balancer = 로드 밸런서 만들기
op-ensure-listener-https = HTTPS 리스너 만들기
op-ensure-listener-http = http를 https로 보내는 리스너 만들기
op-ensure-redirect = 다른 이름을 사이트로 보내는 규칙 만들기
op-narrow-side-door = SSH만 허용하는 인바운드 규칙 추가하기
op-close-side-door = 로드 밸런서를 거치지 않고 서버에 접속하게 하는 인바운드 규칙 삭제하기
op-ensure-own-group = 서버 전용 보안 그룹 만들기
op-enter-own-group = 공유 그룹 대신 서버 전용 그룹 적용하기
op-keep-own-group = 전용 그룹에서 접속되는 것을 기록하기

## 작업: AWS, 되돌리기
op-reopen-side-door = 서버의 인바운드 규칙을 원래대로 되돌리기
op-leave-own-group = 서버의 보안 그룹을 원래대로 되돌리기
op-delete-own-group = 서버 전용 보안 그룹 삭제하기
op-delete-validation = 인증서 검증 레코드 삭제하기
op-restore-address = 원래 레코드로 되돌리거나 만든 레코드 삭제하기
op-delete-balancer = 로드 밸런서 삭제하기
op-delete-target-group = 대상 그룹 삭제하기
op-delete-rule = 보안 그룹 규칙 삭제하기
op-delete-balancer-group = 로드 밸런서의 보안 그룹 삭제하기
op-delete-certificate = 인증서 삭제하기
op-delete-old-certificate = 이전 인증서 삭제하기
op-delete-redirect = 다른 이름을 사이트로 보내는 규칙 삭제하기
op-delete-zone = 호스팅 영역 삭제하기
op-delete-elsewhere = 다른 리전의 Landfall 리소스 삭제하기
op-terminate-instance = EC2 인스턴스 종료하기
op-stop-instance = EC2 인스턴스 중지하기
op-start-instance = EC2 인스턴스 시작하기
op-delete-volume = 서버가 남긴 볼륨(디스크) 삭제하기
op-release-address = 서버의 탄력적 IP 주소 릴리스하기
op-delete-server-group = 서버의 보안 그룹 삭제하기

## 작업: 서버
op-survey = 서버에 무엇이 있는지 살펴보기
op-look-service = gunicorn이 실행 중인지 확인하기
op-try-health = 로드 밸런서의 상태 검사를 서버에서 미리 해 보기
op-try-login = 서버에 새로 로그인해 보기
op-try-plain-http = 서버에 HTTP로 사이트 요청해 보기
op-look-settings = 서비스가 사용하는 Django 설정 확인하기
op-look-chain = 서버에서 사이트 이름에 무엇이 응답하는지 확인하기
op-look-variable = 없는 환경 변수를 어디서 가져올 수 있는지 확인하기
op-write-unit = gunicorn 서비스 파일 쓰기
op-start-unit = gunicorn을 시작하고 부팅할 때마다 켜지게 하기
op-enable-unit = 프로젝트의 서비스를 시작하고 부팅할 때마다 켜지게 하기
op-write-nginx = nginx 설정을 바꾸고 nginx에 적용하기
op-write-settings = Django 설정에 사이트 이름 추가하기
op-restart-unit = gunicorn 재시작하기
op-write-variable = 환경 변수 파일에 변수 추가하기
op-write-drop-in = 환경 변수 파일을 서비스에 연결하기
op-leave-environment-file = 환경 변수 파일을 그대로 두기
op-remove-drop-in = 환경 변수 파일과 서비스의 연결 해제하기
op-leave-drop-in = 환경 변수 파일과 서비스의 연결을 그대로 두기
op-restore-settings = 원래 설정 파일로 되돌리기
op-restore-unit = 원래 서비스 파일로 되돌리거나 만든 파일 삭제하기
op-restore-nginx = 원래 nginx 설정으로 되돌리기

## 작업: 인터넷
op-delegation = 레지스트리의 네임서버 확인하기
op-registration = 레지스트리에서 도메인 등록 정보 확인하기
op-delegation-signer = 도메인에 DNSSEC이 켜져 있는지 확인하기
op-certificate-authorities = 인증서를 발급할 수 있는 기관(CAA 레코드) 확인하기
op-mail-exchangers = 도메인의 메일 서버(MX 레코드) 확인하기
op-old-records = 지금 네임서버에 흔히 쓰는 이름의 레코드가 있는지 확인하기
op-hand-over = 도메인에 관련된 네임서버 전체에 물어보기
op-validation-record = 네임서버에서 검증 레코드 조회하기
op-address = 네임서버에 사이트 주소 물어보기
op-their-dns = 도메인의 DNS를 운영하는 곳에 레코드가 있는지 확인하기
op-direct-http = 서버에 직접 접속해 보기
op-try-ports = 로드 밸런서를 거치지 않고 서버에 접속되는지 이 컴퓨터에서 IPv4로 확인하기
op-visit = 브라우저처럼 사이트에 접속해 보기

## Landfall이 만드는 것
slot-unit = 서비스 파일
slot-nginx = nginx 설정
slot-environment-file = 환경 변수 파일
slot-drop-in = 환경 변수 파일 연결 설정
slot-settings = 설정 파일
slot-zone = 호스팅 영역
slot-address = 사이트의 A 레코드
slot-other-address = 다른 이름의 레코드
slot-certificate = 인증서
slot-old-certificate = 이전 인증서
slot-validation = 인증서 검증 레코드
slot-balancer-group = 로드 밸런서의 보안 그룹
slot-entrance-https = 443 포트 규칙
slot-entrance-http = 80 포트 규칙
slot-server-rule = 로드 밸런서에서 서버로 가는 규칙
slot-target-group = 대상 그룹
slot-registration = 대상 그룹에 등록된 서버
slot-balancer = 로드 밸런서
slot-listener-https = HTTPS 리스너
slot-listener-http = http를 https로 보내는 리스너
slot-redirect = 다른 이름의 리디렉션
slot-side-door = 로드 밸런서를 거치지 않는 길
slot-own-group = 서버 전용 보안 그룹
slot-in-own-group = 전용 그룹에 넣은 서버
slot-elsewhere-balancer = 다른 리전의 로드 밸런서
slot-elsewhere-target-group = 다른 리전의 대상 그룹
slot-elsewhere-certificate = 다른 리전의 인증서
slot-elsewhere-rule = 다른 리전의 보안 그룹 규칙
slot-elsewhere-group = 다른 리전의 보안 그룹
slot-instance = EC2 인스턴스

item-zone = 호스팅 영역
item-balancer = 로드 밸런서
item-balancer-addresses = 로드 밸런서의 퍼블릭 IPv4 주소
item-instance = EC2 인스턴스
item-instance-address = 서버의 퍼블릭 IPv4 주소
item-idle-address = 탄력적 IP 주소
item-volume = EBS 볼륨(디스크)
item-snapshot = EBS 스냅샷(최대)

## 문제: 계정
fault-no-credentials = AWS 자격 증명이 없습니다. 이 컴퓨터에서 AWS에 로그인하지 않았거나, 사용할 프로필로 로그인하지 않았습니다.
fault-expired-credentials = AWS 로그인이 만료되었습니다.
fault-credentials-not-loaded = 이 컴퓨터에 설정된 AWS 자격 증명을 불러오지 못했습니다.
fault-no-such-profile = ~/.aws/config와 ~/.aws/credentials에 이 이름의 AWS 프로필이 없습니다.
fault-profile-broken = 이 AWS 프로필에 사용할 수 없는 설정이 있습니다.
fault-profile-needs-mfa = 이 AWS 프로필은 기기의 인증 코드(mfa_serial)로 역할을 맡는데, Landfall은 그 코드를 물어볼 수 없습니다.
fault-ca-bundle-broken = 인증 기관 파일(AWS_CA_BUNDLE 또는 프로필의 ca_bundle)을 사용할 수 없습니다.
fault-access-denied = 이 AWS 사용자에게 필요한 권한이 없습니다.
fault-clock-wrong = 이 컴퓨터의 시계와 AWS의 시계가 너무 달라서 AWS가 요청을 거부합니다.
fault-clock-drifts = 이 컴퓨터의 시계가 AWS의 시계와 1분 넘게 다릅니다. 5분 넘게 다르면 AWS가 요청을 거부하고, Landfall은 AWS의 시각에 맞춰 다시 요청합니다.
fault-wrong-secret = AWS에 등록된 액세스 키 ID이지만, 비밀 액세스 키로 만든 서명이 맞지 않습니다.
fault-unknown-key = AWS에 등록되지 않은 자격 증명입니다. 액세스 키를 잘못 입력했거나, 키가 삭제되었거나 비활성 상태이거나, 세션 토큰이 빠졌습니다.
fault-key-refused = AWS가 이 자격 증명을 확인하지 못했습니다.
fault-region-not-enabled = 이 AWS 계정에서 사이트의 리전이 활성화되지 않았습니다.
fault-other-region-closed = 사이트의 리소스가 있을 수 있는 리전이 이 AWS 계정에서 활성화되지 않아 확인하지 못했습니다.
fault-no-such-region = 이 이름의 AWS 리전은 없습니다.
fault-account-unfinished = AWS에 따르면 이 계정은 이 서비스에 가입되어 있지 않습니다. 새 계정이라면 대개 가입 절차가 끝나지 않은 것입니다.
fault-account-being-verified = AWS가 아직 이 계정을 확인하고 있습니다.
fault-account-blocked = AWS가 이 계정을 차단했습니다.
fault-denied-by-organization = 이 계정이 속한 AWS 조직이 금지한 작업입니다. 사용자나 역할의 권한과는 관계가 없습니다.
fault-denied-by-boundary = 사용자나 역할의 권한 경계가 허용하지 않는 작업입니다. 다른 권한을 추가해도 달라지지 않습니다.
fault-denied-by-session = 로그인한 세션이 허용하지 않는 작업입니다. 사용자나 역할의 권한과는 관계가 없습니다.
fault-denied-by-policy = 정책이 금지한 작업입니다. 권한을 추가해도 달라지지 않습니다.
fault-answer-unreadable = AWS의 응답으로 읽을 수 없는 응답이 왔습니다.
fault-aws-untrusted = AWS 주소에서 응답한 상대의 인증서를 이 컴퓨터가 신뢰하지 않습니다.
fault-aws-busy = AWS가 바쁘거나 제때 응답하지 않았습니다.
fault-aws-unreachable = 이 컴퓨터에서 AWS에 연결할 수 없습니다.
fault-aws-refused = AWS가 요청을 거절했습니다.
fault-other-account = 이 사이트를 만든 계정과 다른 AWS 계정의 자격 증명입니다.
fault-quota = 계정의 한도에 도달해서 더 만들 수 없습니다.
fault-free-plan-ends = 이 AWS 계정의 무료 요금제가 곧 끝나거나 이미 끝났습니다.
fault-credits-low = 무료 요금제에 남은 크레딧이 이 사이트의 한 달 요금보다 적습니다.
fault-balancers-not-allowed = 이 AWS 계정은 아직 로드 밸런서를 만들 수 없습니다.
fault-deletion-protected = 삭제 방지 기능이 켜져 있어서 AWS가 삭제하지 않습니다.
fault-termination-protected = 종료 방지 기능이 켜져 있어서 AWS가 인스턴스를 종료하지 않습니다.
fault-in-use = 아직 사용 중인 곳이 있어서 AWS가 삭제하지 않습니다.
fault-certificate-held = Landfall이 만들지 않은 리소스가 인증서를 사용 중이어서 AWS가 삭제하지 않습니다.
fault-group-held = Landfall이 만들지 않은 리소스가 로드 밸런서의 보안 그룹을 사용 중이어서 AWS가 삭제하지 않습니다.
fault-target-group-held = Landfall이 만들지 않은 리소스가 대상 그룹을 사용 중이어서 AWS가 삭제하지 않습니다.
fault-shared-groups-gone = 서버가 원래 있던 보안 그룹이 삭제되어 Landfall이 되돌릴 수 없습니다:
fault-not-yet-visible = 방금 만들어져서 아직 AWS 전체에 반영되지 않았습니다.
fault-not-ours = 같은 이름이 이미 있는데, Landfall이 만든 것이 아닙니다.
fault-gone = 더 이상 존재하지 않습니다.
fault-held-elsewhere = 지금은 AWS 계정의 다른 리소스가 사용하고 있어서 그대로 두었습니다.

## 문제: 인스턴스와 네트워크
fault-no-instance = EC2 인스턴스를 찾지 못했습니다.
fault-instance-not-running = EC2 인스턴스가 실행 중이 아닙니다.
fault-instance-terminated = EC2 인스턴스가 종료(삭제)되었습니다. 다시 시작할 수 없습니다.
fault-instance-torn-down = Landfall이 서버까지 정리하면서 EC2 인스턴스를 종료(삭제)했습니다. 다시 시작할 수 없습니다.
fault-instance-paused = 일시 중지할 때 Landfall이 서버를 중지했고, 서버는 아직 중지된 상태입니다.
fault-instance-impaired = 서버가 응답하지 않고, EC2의 상태 검사도 실패합니다.
fault-instance-booting = 서버가 아직 응답하지 않습니다. 시작한 뒤 EC2의 상태 검사도 아직 끝나지 않았습니다.
fault-address-changed = 서버의 주소가 접속하려던 주소와 다릅니다.
fault-address-not-in-ec2 = 서버가 응답하지 않습니다. 지금 사용하는 자격 증명으로는 사이트의 리전에서 이 주소를 사용하는 EC2 인스턴스가 보이지 않습니다.
fault-no-public-address = EC2 인스턴스에 퍼블릭 IPv4 주소가 없습니다.
fault-one-zone-only = 로드 밸런서를 둘 수 있는 서브넷이 가용 영역 한 곳에만 있습니다. 두 곳이 필요합니다.
fault-no-public-subnet = 필요한 가용 영역에 인터넷과 연결된 서브넷이 없습니다.
fault-subnets-full = 필요한 가용 영역의 서브넷에 로드 밸런서를 둘 자리가 없습니다. 비어 있는 주소가 8개 이상이고 크기가 /27 이상인 서브넷이 필요합니다.
fault-public-access-blocked = VPC 퍼블릭 액세스 차단(Block Public Access) 때문에 방문자가 서버의 네트워크에 접속할 수 없습니다. 로드 밸런서를 만들어도 아무도 접속하지 못합니다.
fault-server-zone-unfit = 서버가 있는 곳에는 로드 밸런서를 둘 수 없습니다. 로컬 영역, Wavelength 영역, Outpost이거나, AWS가 새 리소스를 받지 않는 가용 영역입니다.
fault-zone-down = AWS에 따르면 필요한 가용 영역을 지금 사용할 수 없습니다.
fault-zone-not-listed = landfall.toml의 `zones`에 서버가 있는 가용 영역이 없습니다. 이대로는 로드 밸런서가 서버에 요청을 전달할 수 없습니다.
fault-zone-unfit = landfall.toml의 `zones`에 로드 밸런서를 둘 수 없는 가용 영역이 있습니다.
fault-zone-refused = 이 가용 영역 중 한 곳에서 AWS가 로드 밸런서 생성을 거부합니다. 어느 곳인지는 알려 주지 않습니다.
fault-server-zone-refused = 다른 어느 가용 영역과 함께 요청해도, 서버가 있는 가용 영역에서는 AWS가 로드 밸런서 생성을 거부합니다.
fault-port-eighty-closed = 서버의 보안 그룹이 인터넷에서 80번 포트로 오는 접속을 허용하지 않습니다.
fault-side-door-open = HTTPS를 거치지 않는 길이 열려 있습니다:
fault-side-door-wide = HTTPS를 거치지 않는 길이 열려 있고, 그 규칙은 웹 말고 다른 포트도 허용합니다:
fault-side-door-shared = 다른 곳과 함께 사용하는 보안 그룹의 규칙 때문에 HTTPS를 거치지 않는 길이 열려 있습니다:
fault-side-door-answers = 외부의 웹 접속을 모두 허용하는 규칙이 없는데도 이 컴퓨터에서 서버에 접속됩니다:
fault-pause-hsts = 일시 중지하지 않았습니다. 사이트가 브라우저에 HTTPS로만 접속하라고 알립니다(HSTS). 일시 중지 중에는 HTTPS가 없으므로 전에 방문한 사람에게는 아무것도 보이지 않습니다.
fault-pause-leads-to-https = 일시 중지하지 않았습니다. 서버가 HTTP 접속을 HTTPS로 보내는데, 일시 중지 중에는 HTTPS가 꺼져 있어 방문자에게 아무것도 보이지 않습니다.
fault-pause-unseen = 일시 중지하지 않았습니다. 사이트가 HTTPS 없이도 되는지 확인하지 못했습니다.
fault-pause-unreached = 일시 중지하지 않았습니다. 일시 중지 중에는 방문자가 서버의 80번 포트로 오는데, 서버의 보안 그룹이 모두에게 열려 있지 않습니다.
fault-pause-dns-elsewhere = 일시 중지하지 않았습니다. 방문자를 로드 밸런서로 보내는 레코드는 도메인의 DNS를 운영하는 곳에 직접 만든 것이라, Landfall이 서버로 되돌릴 수 없습니다.
fault-nothing-to-pause = 일시 중지할 것이 없습니다. 이 사이트의 로드 밸런서가 없습니다.
fault-stop-protected = 중지 방지가 켜져 있어서 AWS가 인스턴스를 중지하지 않습니다.
unsuited-other-zone = { $zone }의 { $subnet }: 일반 가용 영역이 아님({ $seen })
unsuited-zone-down = { $zone }의 { $subnet }: 가용 영역을 사용할 수 없음({ $seen })
unsuited-outpost = { $zone }의 { $subnet }: Outpost에 있음
unsuited-no-route = { $zone }의 { $subnet }: 인터넷 게이트웨이로 가는 라우팅이 없음({ $seen })
unsuited-dead-route = { $zone }의 { $subnet }: 인터넷 게이트웨이로 가는 라우팅이 끊겨 있음({ $seen })
unsuited-blocked = { $zone }의 { $subnet }: VPC 퍼블릭 액세스 차단({ $seen })
unsuited-small = { $zone }의 { $subnet }: 크기가 너무 작음({ $seen })
unsuited-full = { $zone }의 { $subnet }: 비어 있는 주소가 부족함({ $seen })
holds-balancer = 로드 밸런서 { $name }에서 사용 중입니다({ $id }).
holds-let-go = 로드 밸런서 { $name }: 이미 없거나 더 이상 사용하지 않지만 AWS에 아직 반영되지 않았습니다({ $id }).
holds-distribution = CloudFront 배포 { $id }에서 사용 중입니다.
holds-service = API Gateway 같은 AWS 서비스에서 사용 중입니다({ $id }).
holds-instance-interface = 인스턴스 { $within }의 네트워크 인터페이스 { $id }에 연결되어 있습니다.
holds-interface = 네트워크 인터페이스 { $id }에 연결되어 있습니다{ $name ->
    [none] .
   *[other] : "{ $name }".
}
holds-rule = 보안 그룹 { $name }({ $within })의 인바운드 규칙 { $id }에 지정되어 있습니다.
holds-outbound-rule = 보안 그룹 { $name }({ $within })의 아웃바운드 규칙 { $id }에 지정되어 있습니다.
holds-record = 레코드 { $within } { $id }
holds-signing = DNSSEC 서명이 켜져 있습니다.
more-holders = 그 밖에 { $count }개.
missing-subnet = { $block ->
    [none] { $vpc }에는 { $zone } 서브넷을 더 만들 주소가 남아 있지 않습니다
   *[some] 서브넷을 더 만들 수 있는 주소: { $zone }의 { $block }({ $vpc })
}
way-out = { $wayout ->
    [none] { $gateway ->
        [none] { $vpc }에 연결된 인터넷 게이트웨이가 없습니다
       *[some] { $vpc }의 인터넷 게이트웨이({ $gateway })로 가는 라우팅 테이블이 없습니다
    }
   *[some] { $vpc }에서 인터넷 게이트웨이로 가는 라우팅 테이블: { $wayout }
}

## 문제: 호스팅 영역, 인증서, 로드 밸런서
fault-zone-not-empty = 호스팅 영역에 Landfall이 만들지 않은 레코드가 남아 있습니다.
fault-zone-signed = 호스팅 영역의 DNSSEC 서명이 켜져 있어서 AWS가 삭제하지 않습니다.
fault-record-clash = 사이트의 레코드가 들어갈 자리에 다른 레코드가 있습니다.
fault-record-leads-past = 사이트 이름에 다음 레코드가 함께 있습니다. IPv6로 오는 방문자(AAAA)나 이 레코드를 먼저 찾는 브라우저(HTTPS, SVCB)는 이 사이트가 아닌 곳으로 갑니다.
fault-zone-limit = 계정의 호스팅 영역 할당량(한도)에 도달했습니다.
fault-delegation-sets-taken = Route 53에 이 도메인의 호스팅 영역을 더 만들 네임서버가 남아 있지 않습니다.
fault-certificate-failed = Amazon이 인증서를 발급하지 않았습니다.
fault-certificate-timed-out = 72시간 안에 도메인 소유가 확인되지 않아 인증서 요청이 끝났습니다.
fault-certificate-revoked = 인증서가 취소되었습니다.
fault-certificate-expired = 인증서가 만료되었습니다.
fault-certificate-inactive = AWS에서 비활성으로 표시한 인증서입니다. 로드 밸런서에서 사용할 수 없습니다.
fault-vanished = Landfall이 만든 리소스가 없어졌습니다:
fault-record-changed = 다른 곳에서 이 레코드의 값을 바꿨습니다:
fault-record-old-address = 레코드가 서버의 예전 주소를 가리킵니다(인스턴스를 중지했다가 시작하면 주소가 바뀝니다):
fault-delegation-elsewhere = 지금 도메인에 등록된 네임서버가 호스팅 영역의 네임서버와 달라서 Amazon이 검증 레코드를 찾지 못합니다.
fault-validation-missing = Amazon이 확인할 검증 레코드가 어느 네임서버에도 없습니다.
fault-validation-wrong = 검증 레코드의 값이 Amazon이 알려 준 값과 다릅니다.
fault-validation-doubled = 검증 레코드의 이름에 도메인이 두 번 들어 있습니다. 입력 화면에서 도메인을 자동으로 붙이는데 도메인까지 입력했기 때문입니다.
fault-renewal-by-mail = 이메일 검증 인증서는 자동으로 갱신되지 않습니다. 만료되기 전에 승인 이메일의 링크를 다시 눌러야 합니다. 만료일:
fault-renewal-waits = Amazon이 검증을 기다리고 있어서 아직 인증서를 갱신하지 못합니다. 만료일:
fault-renewal-failed = Amazon이 인증서를 갱신하지 못했습니다. 만료일:
fault-renewal-record-gone = 검증 레코드가 호스팅 영역에 없어서 인증서가 갱신되지 않습니다. 만료일:
fault-renewal-unused = 인증서를 사용하는 로드 밸런서가 없습니다. Amazon은 사용하지 않는 인증서를 갱신하지 않습니다. 만료일:
fault-balancer-failed = AWS가 로드 밸런서를 준비하지 못했습니다.
fault-target-unhealthy = 로드 밸런서가 서버에서 정상 응답을 받지 못합니다.
fault-health-check-refused = 상태 검사의 응답이 정상으로 볼 수 없는 응답이라, 로드 밸런서가 서버를 비정상으로 판단하게 됩니다.
fault-health-check-elsewhere = 로드 밸런서의 상태 검사는 서버 주소를 이름으로 보내는데, nginx의 다른 사이트가 여기에 응답합니다.
fault-health-check-host = 로드 밸런서의 상태 검사는 서버 주소를 이름으로 보내는데, Django가 여기에 400으로 응답합니다.
fault-alias-elsewhere = 호스팅 영역에 있는 사이트 레코드가 Landfall이 만든 것이 아닙니다.
fault-listener-elsewhere = 로드 밸런서의 HTTPS 리스너가 이 사이트의 대상 그룹과 인증서로 연결되어 있지 않습니다.
fault-took-too-long = 보통보다 훨씬 오래 걸리고 있습니다.

## 문제: SSH
fault-ssh-timeout = 서버가 SSH 포트에서 응답하지 않았습니다.
fault-ssh-refused = 서버가 SSH 연결을 거부했습니다.
fault-ssh-port-closed = 서버의 보안 그룹에 SSH 포트를 여는 규칙이 하나도 없습니다.
fault-ssh-port-limited = 서버가 응답하지 않습니다. 보안 그룹이 SSH 포트를 아래의 소스에만 열어 두었는데, 지금 사용하는 인터넷의 IP 주소가 여기에 없을 수 있습니다.
fault-ssh-silent = 서버가 실행 중이고 보안 그룹도 SSH 포트를 모두에게 열어 두었는데, 서버가 SSH 포트에서 응답하지 않습니다.
fault-ssh-lost = SSH 연결이 끊어졌습니다.
fault-ssh-auth = 서버가 이 사용자와 제시한 키를 모두 거부했습니다.
fault-ssh-no-key = 서버에 제시할 키가 없습니다. landfall.toml에 키가 없고, SSH 에이전트에도 없습니다.
fault-ssh-too-many-keys = 서버가 허용하는 횟수보다 키가 많아서, 맞는 키를 제시하지 못했을 수 있습니다.
fault-ssh-password-only = 서버가 이 사용자에게는 키를 받지 않고, 아래 방식만 받습니다.
fault-ssh-second-factor = 서버가 키를 받았지만 추가 인증을 요구합니다. Landfall은 이 인증을 할 수 없습니다.
fault-ssh-turned-away = 서버가 이 사용자의 접속은 허용했지만, 요청한 명령을 실행하지 않았습니다.
fault-ssh-config = 이 서버에는 ~/.ssh/config의 설정을 사용할 수 없습니다.
fault-key-missing = SSH 키의 경로에 파일이 없습니다.
fault-key-unreadable = SSH 키 파일을 읽을 권한이 없습니다.
fault-key-directory = SSH 키의 경로가 파일이 아니라 디렉터리입니다.
fault-key-public = SSH 키의 공개 키 파일입니다. 개인 키가 필요합니다.
fault-key-absent = 이 파일에는 SSH 개인 키가 없습니다.
fault-key-permissions = 이 컴퓨터의 다른 사용자가 SSH 키 파일을 읽을 수 있어서 사용하지 않았습니다.
fault-key-on-windows-disk = 이 컴퓨터의 다른 사용자가 SSH 키 파일을 읽을 수 있어서 사용하지 않았습니다. 파일이 있는 디스크(Windows 디스크 등)에서는 chmod를 실행해도 권한이 바뀌지 않습니다.
fault-key-format = 이 파일의 SSH 키가 손상되었거나, 형식을 알 수 없습니다.
fault-key-putty = 이 PuTTY 키 파일이 손상되었거나, 형식을 알 수 없습니다.
fault-key-passphrase = SSH 키의 암호가 필요합니다.
fault-key-passphrase-wrong = 입력한 암호가 모두 SSH 키와 맞지 않습니다.
fault-host-key-unknown = 이 서버의 호스트 키를 처음 봅니다.
fault-host-key-changed = 서버의 호스트 키가 알려진 것과 다릅니다.
fault-host-key-revoked = 서버의 호스트 키가 이 컴퓨터에 폐기된 키로 표시되어 있습니다.
fault-shell-ended = 서버의 로그인 셸이 Landfall의 명령을 시작하기 전에 끝났습니다.
fault-shell-asks = 서버의 로그인 셸이 입력을 기다리고 있어 Landfall의 명령이 시작되지 않습니다.
fault-shell-replaced = 서버에서 다른 프로그램이 로그인 셸 대신 실행되어 Landfall의 명령을 실행하지 않습니다.
fault-shell-slow = 서버의 로그인 셸이 20초가 지나도 Landfall의 명령을 시작하지 않았습니다.
fault-sudo-password = 서버의 sudo가 비밀번호를 요구합니다.
fault-sudo-denied = 이 사용자는 서버에서 sudo를 쓸 수 없습니다.

## 문제: 서버
fault-no-systemd = 서버에서 systemd가 실행되고 있지 않습니다.
fault-no-python = 서버에서 Python을 찾지 못했습니다.
fault-no-project = 서버에서 Django 프로젝트를 찾지 못했습니다.
fault-no-environment = 프로젝트의 Python 가상환경을 찾지 못했습니다.
fault-no-asgi-worker = 이 프로젝트는 asgi로 실행해야 하는데, 이 Python 가상환경에는 gunicorn용 uvicorn 워커가 없습니다:
fault-no-gunicorn = 다음 Python 가상환경에 gunicorn이 설치되어 있지 않거나 실행할 수 없습니다:
fault-no-nginx = 서버에서 nginx가 실행되고 있지 않습니다.
fault-unit-refused = systemd가 서비스 파일을 받아들이지 않습니다.
fault-unit-changed = Landfall이 저장한 뒤에 아래 서비스 파일이 바뀌어서 건드리지 않았습니다.
fault-service-crashed = gunicorn이 시작된 뒤 멈췄습니다.
fault-exec-not-found = 서비스 파일에 적힌 gunicorn 실행 파일이 없습니다.
fault-working-directory-missing = 서비스 파일에 적힌 프로젝트 디렉터리가 없습니다.
fault-user-missing = 서비스 파일에 적힌 사용자나 그룹이 없습니다.
fault-port-in-use = 다른 프로세스가 gunicorn의 포트나 소켓을 이미 사용하고 있습니다.
fault-module-missing = Python이 프로젝트나 필요한 모듈을 불러오지 못했습니다.
fault-variable-missing = 설정에 필요한 환경 변수가 서비스에 없습니다.
fault-code-broken = 프로젝트의 파일에 잘못된 곳이 있어 Python이 읽을 수 없습니다.
fault-not-utf-8 = 프로젝트의 파일이 UTF-8이 아니어서 Python이 읽을 수 없습니다.
fault-file-denied = 프로젝트에 필요한 파일을 서비스가 열 수 없습니다.
fault-database-refused = 프로젝트가 데이터베이스에 연결하지 못합니다.
fault-variable-not-typed = 변수 값을 입력하지 않아 아무것도 저장하지 않았습니다.
fault-environment-file-missing = 서비스 파일에 적힌 환경 변수 파일이 없어서 systemd가 서비스를 시작하지 않습니다.
fault-environment-file-odd = 환경 변수 파일에 줄을 추가할 수 없습니다. 일반 텍스트 파일이 아니거나, 닫히지 않은 따옴표나 줄이 있습니다.
fault-drop-in-changed = Landfall이 저장한 뒤에 환경 변수 파일 연결 설정이 바뀌어서 Landfall이 손대지 않습니다.
fault-out-of-memory = 서버의 메모리가 부족해서 Linux가 프로젝트의 프로세스를 강제로 껐습니다.
fault-disk-full = 서버의 디스크가 가득 찼습니다.
fault-nginx-cannot-reach = nginx는 실행 중이지만 gunicorn에 연결하지 못합니다.
fault-socket-shut-off = gunicorn의 소켓이 있는 디렉터리에 nginx가 들어갈 수 없습니다.
fault-nginx-stopped = 서버에 nginx가 설치되어 있지만 실행되고 있지 않습니다.
fault-nginx-refused = nginx가 설정에 오류가 있다며 거부합니다.
fault-nginx-unread = nginx 설정 파일이 바뀌었는데 nginx가 아직 읽지 않았습니다.
fault-nginx-changed = 그 사이에 nginx 설정 파일이 바뀌어서 Landfall이 손대지 않습니다.
fault-nginx-edit-failed = 설정을 바꿨지만 nginx가 프로젝트로 연결되지 않았습니다. 파일은 원래대로 되돌렸습니다.
fault-port-held = nginx가 아닌 다른 프로그램이 서버의 80 포트를 쓰고 있습니다.
fault-nobody-at-port = nginx는 실행 중이지만 80 포트로 받는 사이트가 없습니다.
fault-default-site-answers = 사이트 이름으로 접속하면 프로젝트가 아니라 nginx 기본 페이지가 나옵니다.
fault-other-site-answers = 사이트 이름으로 접속하면 이 서버의 다른 사이트가 나옵니다.
fault-block-answers = 사이트 이름으로 접속하면 nginx가 프로젝트에 넘기지 않고 직접 응답합니다.
fault-block-leads-elsewhere = nginx가 사이트 이름으로 온 요청을 다른 컴퓨터로 넘깁니다.
fault-other-project-answers = 사이트 이름으로 접속하면 이 서버의 다른 프로젝트가 나옵니다.
fault-chain-not-known = 서버에서 사이트 이름에 무엇이 응답하는지 알아내지 못했습니다.
fault-runs-as-root = 프로젝트가 root로 실행됩니다. 사이트가 뚫리면 서버 전체가 뚫립니다.
fault-unit-ends-at-logout = 프로젝트가 한 사용자의 서비스로 실행되고 있어서, 그 사용자가 로그아웃하면 꺼집니다.
fault-settings-not-found = 프로젝트의 설정 파일을 찾지 못했습니다.
fault-settings-not-literal = Django 설정을 불러오지 못했고, 파일 내용만 보면 ALLOWED_HOSTS가 단순한 목록이 아니어서 Landfall이 고치지 않습니다.
fault-settings-not-effective = Landfall이 설정 파일에 추가하는 값이 Django에 적용되지 않습니다.
fault-settings-changed = 그 사이에 설정 파일이 바뀌었습니다.
fault-settings-broken = 설정 파일이 올바른 Python 코드가 아닙니다.
fault-host-still-refused = Django가 사이트 이름에 여전히 400으로 응답합니다.
fault-remote-failed = 서버에서 실행한 명령이 실패했습니다.

## 문제: 인터넷
fault-dns-unreachable = 응답하는 DNS 서버가 없습니다.
fault-domain-not-registered = 등록되지 않은 도메인입니다.
fault-registry-unreachable = 도메인 등록 정보를 알려 주는 서버가 응답하지 않습니다.
fault-domain-on-hold = 도메인이 DNS에서 빠져 있어서 이 도메인의 이름을 아무도 찾을 수 없습니다.
fault-parent-unseen = 레지스트리에서는 AWS 네임서버가 빠졌습니다. 하지만 이 네트워크에서 53번 포트가 막혀 있어서 실제 DNS에서도 빠졌는지 확인할 수 없습니다. 그래서 호스팅 영역을 남겨 둡니다.
fault-domain-expired = 도메인 등록 기간이 끝났습니다.
fault-domain-expires-soon = 도메인 등록 기간이 30일 안에 끝납니다.
fault-domain-locked = 도메인이 잠겨 있어서 네임서버를 바꿀 수 없습니다.
fault-no-name-servers = 도메인에 등록된 네임서버가 없습니다. DNS를 운영하는 곳이 없어서 레코드를 만들 수 없습니다.
fault-dns-moved = 이 사이트를 만들 때와 landfall.toml의 `dns` 값이 다릅니다. 이미 만든 레코드는 만든 곳에 그대로 있습니다.
fault-their-record-wrong = 도메인의 DNS를 운영하는 곳의 레코드가 다음과 같지 않습니다(그 아래는 지금 있는 값):
fault-dnssec-on = 도메인에 DNSSEC이 켜져 있습니다. 새 호스팅 영역에는 서명이 없어서, 네임서버를 바꾸면 서명을 확인하는 DNS 서버에서는 도메인 전체가 조회되지 않습니다.
fault-dnssec-left = 도메인 구입처에 DNSSEC이 켜진 채로 남아 있는데, 지금 도메인이 사용하는 호스팅 영역에는 서명이 없습니다. 서명을 확인하는 DNS 서버에서는 도메인이 조회되지 않습니다.
fault-parents-disagree = 상위 영역의 서버 가운데 일부는 아직 예전 네임서버를 알려 줍니다.
fault-name-server-lame = 레지스트리에 등록된 네임서버 가운데 이 도메인에 응답하지 않는 서버가 있습니다.
fault-mail-in-use = 네임서버를 바꾸면 지금 네임서버에 있는 이메일 설정과 다른 레코드가 더 이상 동작하지 않습니다.
fault-domain-in-use = 네임서버를 바꾸면 지금 네임서버에 있는 다음 레코드가 더 이상 동작하지 않습니다(이메일 설정은 찾지 못했습니다).
fault-domain-answers-all = 지금 네임서버는 모든 이름에 똑같이 응답합니다. 구입처의 임시 페이지이거나, 네임서버를 바꾸면 열리지 않게 될 사이트입니다. 이메일 설정은 찾지 못했습니다.
fault-caa-forbids = CAA 레코드(인증서를 발급할 수 있는 기관을 정하는 레코드) 때문에 Amazon이 인증서를 발급할 수 없습니다.
fault-caa-not-understood = 중요(critical)로 표시된 CAA 레코드에 알려지지 않은 태그가 있습니다. 이 레코드가 있으면 어느 기관도 인증서를 발급할 수 없습니다.
fault-caa-unanswered = CAA 레코드를 조회하면 네임서버가 오류로 응답합니다. 이 상태에서는 어느 기관도 인증서를 발급하지 않습니다.
fault-no-mail = 도메인으로 보낸 이메일을 받을 곳이 없어서, 인증서 승인 이메일도 도착하지 않습니다.
fault-probe-unreachable = 여기에서 사이트에 접속할 수 없습니다.
fault-probe-tls = 사이트와 TLS 연결을 맺지 못했습니다.
fault-probe-malformed = 사이트의 응답이 올바른 HTTP가 아닙니다.

## 문제: 방문자에게 보이는 것
fault-redirect-loop = 사이트가 같은 주소로 계속 이동시켜서 브라우저에 페이지가 나오지 않습니다.
fault-redirect-elsewhere = 사이트가 방문자를 다른 호스트로 이동시킵니다.
fault-redirect-to-http = 사이트가 방문자를 HTTPS에서 HTTP로 되돌려 보냅니다.
fault-redirect-broken = 사이트가 이동시키는 곳이 올바른 주소가 아닙니다.
fault-http-stays = 아직 HTTP로 접속해도 HTTPS로 이동하지 않습니다.
fault-name-stays = 아직 사이트의 다른 이름으로 접속해도 사이트로 이동하지 않습니다.
fault-certificate-foreign = 이 컴퓨터에 온 인증서는 Amazon이나 공개 인증 기관이 발급한 것이 아닙니다. 중간에서 통신을 들여다보는 것(회사 프록시, 백신)이 있거나, 여기서는 아직 이 이름이 다른 곳을 가리킵니다. 휴대폰 데이터로 접속해 보면 어느 쪽인지 알 수 있습니다.
fault-certificate-untrusted = 아직 브라우저가 인증서를 받아들이지 않습니다.
fault-site-fails = 사이트가 서버 오류로 응답합니다.
fault-no-page = 사이트 주소에 페이지가 없습니다.
fault-page-packed = 요청하지 않은 압축으로 페이지가 와서 내용을 확인하지 못했습니다.
fault-default-page = 프로젝트의 페이지가 아니라 웹 서버의 기본 페이지가 나옵니다.
fault-empty-project = 프로젝트에 아직 페이지가 없어서 Django의 기본 페이지가 나옵니다.
fault-forms-refused = 사이트에서 보낸 폼을 Django가 거부합니다(403).
fault-static-missing = 페이지가 불러오는 파일이 제공되지 않습니다.

## 문제: 이 컴퓨터
fault-journal-failed = 진행 기록을 저장하지 못해서 더 이상 아무것도 하지 않았습니다.
fault-state-not-writable = Landfall의 진행 기록을 두는 곳에 쓸 수 없습니다.
fault-terminal-small = 터미널 창이 작아서 화면을 표시할 수 없습니다.
fault-terminal-not-utf-8 = 터미널이 UTF-8로 설정되지 않아 한글과 기호가 깨질 수 있습니다.
fault-internal = Landfall 자체에 오류가 있습니다.

## 해결 방법
remedy-sign-in = 평소 로그인하던 방법으로 다시 로그인한 뒤 다시 시도하세요. `aws sts get-caller-identity`로 로그인이 되었는지 확인할 수 있습니다.
remedy-set-up-credentials =
    { $profile ->
        [NAME] `aws login`을 실행하세요(AWS CLI 2.32 이상). 브라우저에서 로그인하며, 액세스 키는 만들지 않습니다. IAM 사용자라면
        SignInLocalDevelopmentAccess 정책이 필요합니다. IAM Identity Center를 사용한다면: `aws configure sso`, 그다음
        `aws sso login --profile 이름`을 실행하고 Landfall에도 같은 이름을 `--profile 이름`으로 알려 주세요. 둘 다 할 수 없을 때만: IAM → 사용자 →
        내 사용자 → 보안 자격 증명에서 액세스 키를 만들고 `aws configure`를 실행하세요.
       *[other] `aws login --profile { $profile }` 명령을 실행하세요(AWS CLI 2.32 이상). 브라우저에서 로그인하며, 액세스 키는 만들지 않습니다. IAM
        사용자라면 SignInLocalDevelopmentAccess 정책이 필요합니다. IAM Identity Center를 사용한다면: `aws configure sso --profile { $profile }`,
        그다음 `aws sso login --profile { $profile }`. 둘 다 할 수 없을 때만: IAM → 사용자 → 내 사용자 → 보안 자격 증명에서 액세스 키를 만들고
        `aws configure --profile { $profile }` 명령을 실행하세요. 다른 프로필을 사용하려던 것이라면 입력 화면이나 `--profile`, landfall.toml의
        `profile`에서 그 프로필을 고르세요.
    } 마쳤으면 다시 시도하세요.
remedy-login-in-browser = 다른 터미널에서 `aws login --profile { $profile }` 명령을 실행하고 브라우저에서 로그인하세요. 그다음 다시 시도하세요.
remedy-login-sso = 다른 터미널에서 `aws sso login --profile { $profile }` 명령을 실행하고 브라우저에서 로그인하세요. 그다음 다시 시도하세요.
remedy-fetch-session-keys =
    프로필 { $profile }의 키는 임시 키였습니다. 이 키를 받은 곳에서 새 키를 받아 ~/.aws/credentials의 이전 키
    (aws_access_key_id, aws_secret_access_key, aws_session_token)를 바꾸세요. 그다음 다시 시도하세요.
remedy-export-new-keys =
    이 터미널의 환경 변수에 있는 키는 임시 키였습니다. Landfall을 끝내고 AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    AWS_SESSION_TOKEN을 새로 설정한 뒤 다시 시작하세요. 멈춘 곳부터 이어서 진행합니다.
remedy-run-credential-process =
    다른 터미널에서 `aws sts get-caller-identity --profile { $profile }` 명령을 실행하세요. 같은 프로그램(credential_process)을 실행하고
    그 프로그램의 메시지를 보여 줍니다. 그 프로그램에 로그인한 뒤 다시 시도하세요.
remedy-choose-profile =
    위에 나온 프로필 중 하나를 고르세요: 명령 뒤에 `--profile 이름`, 또는 landfall.toml에 `profile = "이름"`. 그다음 Landfall을 다시
    시작하세요.
remedy-mend-profile =
    ~/.aws/config에서 이 프로필을 고치세요. `aws sts get-caller-identity --profile { $profile }` 명령으로 확인할 수 있습니다. 그다음 다시
    시도하세요.
remedy-pass-mfa-on =
    1. AWS CLI에 코드를 입력하세요. 받은 자격 증명은 보통 1시간 동안 보관됩니다: `aws sts get-caller-identity --profile { $profile }`
    2. 그 자격 증명을 전달하는 프로필을 만드세요: `aws configure set credential_process "aws configure export-credentials --profile { $profile } --format process" --profile { $profile }-mfa`
    3. 그 프로필을 사용하세요: 명령 뒤에 `--profile { $profile }-mfa`, 또는 landfall.toml의 `profile`.
    1시간이 지나면 1번을 다시 하세요.
remedy-mend-ca-bundle =
    AWS_CA_BUNDLE에 올바른 PEM 파일의 경로를 적으세요(네트워크 관리자에게 있습니다). 필요하지 않으면 `unset AWS_CA_BUNDLE`로 없애세요.
    그다음 Landfall을 다시 시작하세요.
remedy-attach-policy =
    AWS 콘솔에서 IAM → 정책 → 정책 생성 → JSON을 열고 `landfall policy`가 출력한 내용을 붙여 넣으세요. 다음을 누르고 이름을
    landfall로 적은 뒤 정책 생성을 누르세요. 그다음 IAM → 사용자 → 내 사용자 → 권한 추가 → 직접 정책 연결 → landfall → 다음 → 권한
    추가를 누르세요(인라인 정책으로는 너무 깁니다). 직접 할 수 없거나 역할로 로그인한다면 계정 관리자에게 요청하세요. 1분쯤 뒤에
    다시 시도하세요. 이미 연결했다면 위의 메시지에 무엇이 금지하는지 나옵니다.
remedy-attach-server-policy =
    서버를 중지·시작·종료(삭제)하려면 권한이 더 필요합니다. AWS 콘솔에서 IAM → 정책 → landfall → 편집 → JSON을 열고, 내용을 모두 지운 뒤
    `landfall policy --with-server`가 출력한 내용을 붙여 넣으세요. 다음과 변경 사항 저장을 누르세요. 직접 할 수 없거나 역할로 로그인한다면
    계정 관리자에게 요청하세요. 1분쯤 뒤에 다시 시도하세요.
remedy-set-clock =
    컴퓨터의 시각을 인터넷에 맞추세요. macOS: 시스템 설정 → 일반 → 날짜 및 시간 → 시간과 날짜를 자동으로 설정. Linux:
    `sudo timedatectl set-ntp true`. WSL: PowerShell에서 `wsl --shutdown`을 실행하고 터미널을 다시 여세요. `date -u`의 결과가
    https://time.is 에 나오는 UTC 시각과 같아지면 다시 시도하세요.
remedy-enter-key-anew =
    `aws login`(AWS CLI 2.32 이상, 프로필이 있으면 `--profile 이름` 추가)을 실행하면 키 없이 브라우저에서 로그인합니다. 또는
    `aws configure`를 실행해 같은 키의 ID와 비밀 액세스 키를 붙여 넣으세요. 비밀 액세스 키를 잃어버렸다면 키를 새로 만드세요(IAM →
    사용자 → 내 사용자 → 보안 자격 증명 → 액세스 키 만들기). 이 터미널에 설정된 키가 먼저 적용됩니다. `env | grep AWS_`에 키가
    나오면 `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`을 실행하세요. 그다음 다시 시도하세요.
remedy-check-key =
    `aws login`(AWS CLI 2.32 이상, 프로필이 있으면 `--profile 이름` 추가)을 실행하면 키 없이 브라우저에서 로그인합니다. IAM Identity
    Center를 사용한다면 `aws sso login`을 실행하세요. 액세스 키를 사용한다면 `aws configure list`에서 지금 적용된 키와 그 출처를
    확인하세요. AWS 콘솔의 IAM → 사용자 → 내 사용자 → 보안 자격 증명에서 그 키가 활성(Active)이어야 하고, 없다면 새로 만들어
    `aws configure`를 실행하세요. 이 터미널에 설정된 키가 가장 먼저 적용됩니다. `env | grep AWS_`에 예전 키가 나오면
    `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`을 실행하세요. 그다음 다시 시도하세요.
remedy-enable-region =
    서버의 리전이 { $region } 리전과 다르다면 그 리전을 입력 화면이나 landfall.toml의 `region`에 적으세요. EC2 콘솔의 오른쪽 위에 나옵니다.
    { $region } 리전이 맞다면 AWS 콘솔 오른쪽 위의 계정 이름 → 계정 → AWS 리전 → { $region } → 활성화를 누르세요. 몇 분에서 몇
    시간까지 걸립니다. 활성화가 끝나면 다시 시도하세요.
remedy-open-other-region =
    이 사이트를 { $region } 리전에 만든 적이 없다면 할 일이 없습니다. 만든 적이 있다면 그곳에서 요금이 계속 나옵니다. AWS 콘솔 오른쪽
    위의 계정 이름 → 계정 → AWS 리전 → { $region } → 활성화를 누르세요. 활성화가 끝나면 다시 시도하세요.
remedy-choose-region =
    서버의 리전을 입력 화면이나 landfall.toml의 `region`에 적으세요({ $region } 리전은 없습니다). EC2 콘솔의 오른쪽 위에 나오며, 서울은
    ap-northeast-2입니다. landfall.toml에 없으면 AWS_REGION이나 프로필의 리전을 사용합니다. 그다음 다시 시도하세요.
remedy-finish-sign-up =
    https://console.aws.amazon.com 에 계정 소유자(루트 사용자)로 로그인해서 AWS가 아직 요구하는 결제 카드, 전화번호, 지원 플랜(Basic은
    무료) 등록을 마치세요. 계정이 준비되면 AWS가 이메일을 보냅니다(대개 몇 분, 길면 24시간). 요구하는 것이 없다면 지원 → 사례
    생성 → 계정 및 결제에서 위의 메시지를 보내세요. 그다음 다시 시도하세요.
remedy-wait-for-verification =
    대개 몇 분, 길면 4시간이 걸리고, 끝나면 AWS가 계정의 이메일 주소로 알려 줍니다. 그다음 다시 시도하세요. 이메일이 오지 않으면
    AWS 콘솔에서 지원 → 사례 생성 → 계정 및 결제를 열고 위의 메시지를 보내세요.
remedy-ask-to-unblock =
    계정의 이메일 주소로 온 AWS의 이메일을 읽고, AWS 콘솔의 결제 → 결제 내역에서 내지 않은 요금이 있는지 확인하세요. 그다음 지원 →
    사례 생성 → 계정 및 결제에서 위의 메시지를 보내세요(무료). AWS가 차단을 풀면 다시 시도하세요.
remedy-ask-organization =
    내 권한이나 `landfall policy`로는 풀 수 없습니다. 위의 메시지를 AWS 조직의 관리자에게 보내고, 거기에 나온 작업을 { $region }
    리전에서 허용해 달라고 요청하세요(Route 53과 IAM은 us-east-1). 그다음 다시 시도하세요.
remedy-ask-administrator =
    권한을 더 추가해도 풀리지 않으므로 `landfall policy`로는 풀 수 없습니다. 위의 메시지를 이 AWS 계정의 관리자에게 보내세요. 어떤
    작업이 어떤 종류의 정책 때문에 금지되었는지 나옵니다. 정책이 바뀌면 다시 시도하세요.
remedy-check-between =
    이 컴퓨터와 AWS 사이의 무언가가 AWS 대신 응답했을 수 있습니다. 와이파이 로그인 페이지, 프록시, VPN, 보안 프로그램 등입니다.
    브라우저에서 아무 페이지나 열어 로그인을 요구하면 로그인하거나, 휴대폰 테더링처럼 다른 네트워크를 사용하세요. 회사가 연결을
    검사한다면 전산 담당자에게 인증서 파일(PEM)을 받아 `export AWS_CA_BUNDLE=/받은/파일.pem`을 실행하세요. 그다음 다시 시도하세요.
remedy-ask-for-name-servers =
    내 계정에 { $domain } 도메인의 예전 호스팅 영역이 있고 그 네임서버를 도메인이 사용하지 않는다면 Route 53 → 호스팅 영역에서
    삭제하세요. 아니라면 AWS 콘솔에서 지원 → 사례 생성 → 계정 및 결제를 열고 "{ $domain } 도메인은 제 것이며 CreateHostedZone에
    위의 메시지로 응답합니다"라고 요청하세요. 그다음 다시 시도하세요.
remedy-use-that-account = 위에 먼저 나온 계정을 사용하세요: 그 계정의 프로필을 `--profile 이름`으로 고르거나 그 계정으로 로그인하세요. 그다음 다시 시도하세요.
remedy-check-network = 이 컴퓨터의 인터넷 연결, VPN, 프록시를 확인한 뒤 다시 시도하십시오.
remedy-ask-for-quota =
    필요 없는 리소스를 삭제하거나 할당량 증가를 요청하세요. AWS 콘솔의 Service Quotas → AWS 서비스 → 위에 나온 할당량에서 리전을
    { $region } 리전(Route 53은 us-east-1)으로 두고 계정 수준에서 증가 요청을 누르세요. AWS가 승인하면 다시 시도하세요.
remedy-open-support-case =
    AWS 콘솔에서 지원 → 사례 생성 → 계정 및 결제를 열고 "{ $region } 리전에서 로드 밸런서를 만들 수 있게 해 주십시오"라고
    요청하십시오. 무료이며 보통 하루쯤 걸립니다. 그다음 다시 시도하십시오.
remedy-upgrade-plan =
    무료 요금제가 끝나거나 크레딧을 다 쓰면 AWS가 계정을 해지하고, 사이트도 함께 멈춥니다. 그 전에 AWS 콘솔의 결제 및 비용 관리에서
    유료 요금제로 바꾸거나, 이 명령을 실행하세요:
    aws freetier upgrade-account-plan --account-plan-type PAID --region us-east-1
    남은 크레딧은 그대로 사용할 수 있고, 크레딧을 넘는 요금만 청구됩니다.
remedy-lift-protection =
    EC2 콘솔에서 방지 기능을 끄십시오. 로드 밸런서는 속성 → 편집 → 삭제 방지, 인스턴스는 작업 → 인스턴스 설정 → 종료 방지 기능
    변경입니다. 그다음 다시 시도하십시오.
remedy-lift-stop-protection =
    EC2 콘솔({ $region })에서 인스턴스 → { $instance } → 작업 → 인스턴스 설정 → 중지 방지 변경에서 끈 뒤 다시 시도하세요.
    로드 밸런서 요금은 이미 나오지 않습니다.
remedy-choose-other-name =
    landfall.toml의 `name`을 { $site } 말고 다른 이름으로 바꾸십시오. 무엇인지 알고 있고 필요 없다면 AWS 콘솔에서 삭제해도 됩니다.
remedy-start-instance =
    EC2 콘솔({ $region })에서 인스턴스 → { $instance } → 인스턴스 상태 → 인스턴스 시작을 누르거나(중지 중이라면 중지된 뒤에)
    `aws ec2 start-instances --region { $region } --instance-ids { $instance }` 명령을 실행하십시오. 실행 중이 되면 다시 시도하십시오. 탄력적 IP가
    없으면 주소가 바뀝니다. landfall.toml에 `address`나 `public_address`가 있다면 먼저 새 주소로 고치십시오.
remedy-start-paused =
    `landfall up`이 서버를 시작하고 HTTPS를 다시 적용합니다. 요금은 먼저 묻습니다. 서버만 시작하려면
    `aws ec2 start-instances --region { $region } --instance-ids { $instance }` 명령을 실행하고, 실행 중이 되면 다시 시도하세요.
    탄력적 IP 주소가 없으면 주소가 바뀝니다. landfall.toml에 `address`나 `public_address`가 있으면 새 주소를 먼저 적으세요.
remedy-choose-instance =
    EC2 콘솔({ $region }) → 인스턴스에서 서버의 ID를 복사해 landfall.toml의 `[server]` 아래에 `instance = "i-…"`로 적으십시오.
    목록에 없다면 `region`이 다를 수 있습니다.
remedy-new-server =
    Landfall은 서버를 만들지 않습니다. EC2 콘솔({ $region }) → 인스턴스 → 인스턴스 시작에서 새 인스턴스를 만들고 프로젝트를 올리세요.
    새 ID를 landfall.toml의 `[server]` 아래에 `instance = "i-…"`로 적고(`address`나 `public_address`가 있으면 새 주소도),
    `landfall up`을 실행하세요.
    남은 리소스에는 요금이 계속 나옵니다. 모두 삭제하려면 `landfall down`을 실행하세요.
remedy-set-public-address =
    EC2 콘솔에서 탄력적 IP → 탄력적 IP 주소 할당을 누른 뒤, 작업 → 탄력적 IP 주소 연결에서 { $instance } 인스턴스를 고르십시오. 그다음 다시 시도하십시오.
remedy-add-subnet =
    { $grow ->
        [none] VPC 콘솔({ $region })에서 서브넷 → 서브넷 생성을 누르고 다음과 같이 입력하세요. VPC ID: { $vpc }, 가용 영역: { $zone }, IPv4 서브넷 CIDR 블록: { $block }.
       *[some] VPC 콘솔({ $region })에서 VPC → { $vpc } → 작업 → CIDR 편집 → 새 IPv4 CIDR 추가를 누르고 { $grow } 블록을 입력하세요. 그다음 서브넷 → 서브넷 생성에서
        다음과 같이 입력하세요. VPC ID: { $vpc }, 가용 영역: { $zone }, IPv4 VPC CIDR 블록: { $grow }, IPv4 서브넷 CIDR 블록: { $grow }.
    }{ $gateway ->
        [none] {" "}그다음 인터넷 게이트웨이 → 인터넷 게이트웨이 생성을 누르고, 만든 것을 골라 작업 → VPC에 연결에서 { $vpc } VPC를 선택하세요.
       *[some] {""}
    }{ $wayout ->
        [none] {" "}그다음 라우팅 테이블 → 라우팅 테이블 생성(VPC: { $vpc })을 누르고, 만든 테이블의 라우팅 → 라우팅 편집 → 라우팅 추가에서 다음과 같이 입력해 저장하세요. 대상: 0.0.0.0/0, 인터넷 게이트웨이: { $gateway ->
            [none] 방금 만든 것
           *[some] { $gateway }
        }. 이어서 서브넷 연결 → 서브넷 연결 편집에서 새 서브넷을 선택해 저장하세요.
       *[some] {" "}그다음 새 서브넷을 골라 작업 → 라우팅 테이블 연결 편집에서 라우팅 테이블 ID로 { $wayout } 테이블을 선택해 저장하세요.{ $grow ->
            [none] {" "}또는 `aws ec2 create-subnet --region { $region } --vpc-id { $vpc } --availability-zone { $zone } --cidr-block { $block }` 명령을 실행하고, 출력된 서브넷 ID로
            `aws ec2 associate-route-table --region { $region } --route-table-id { $wayout } --subnet-id subnet-…` 명령을 실행하세요.
           *[some] {""}
        }
    } 그런 다음 다시 시도하세요. 서브넷에는 요금이 나오지 않습니다.
remedy-lift-public-access-block =
    이 AWS 계정을 관리하는 사람이 리전 전체에 켜 둔 설정입니다. 직접 관리한다면 VPC 콘솔({ $region }) → 설정 → 퍼블릭 액세스 차단 → 제외 생성에서 방향은 양방향,
    VPC는 { $vpc } VPC를 선택해 제외를 만드세요. 상태가 활성(Active)이 될 때까지 몇 분 기다린 뒤 다시 시도하세요. 콘솔에서 바꿀 수 없다면 조직(AWS Organizations)에서
    정한 설정입니다. 조직의 관리자에게 { $vpc } VPC를 제외해 달라고 요청하세요.
remedy-move-server =
    서버를 다른 가용 영역으로 옮겨야 합니다. EC2 콘솔({ $region }) → 인스턴스 → { $instance } → 작업 → 이미지 및 템플릿 → 이미지 생성을 누르고, AMI 목록에서 사용 가능이
    될 때까지 기다리세요. 그 AMI를 골라 AMI로 인스턴스 시작 → 네트워크 설정 → 편집에서 다른 가용 영역의 퍼블릭 서브넷을 선택하세요. 새 인스턴스의 ID를 landfall.toml의
    `[server]` 아래 `instance`에 적고, 주소가 적혀 있으면 주소도 고친 뒤 다시 시도하세요. 이전 서버는 종료(삭제)할 때까지 요금이 나옵니다.
remedy-write-zones =
    landfall.toml의 `[balancer]` 아래에 `zones = "two"`라고 적으세요. 서버가 있는 가용 영역과, 로드 밸런서를 둘 수 있는 다른 한 곳을 사용합니다. 또는 서버가 있는
    가용 영역을 넣어 두 곳 이상을 적으세요. 그다음 다시 시도하세요.
remedy-leave-port-eighty =
    아무것도 하지 않아도 됩니다. 로드 밸런서에는 Landfall이 따로 규칙을 추가해 접속을 허용합니다. HTTPS가 적용되기 전의 HTTP 사이트만 밖에서 보이지 않습니다.
    그 화면도 보고 싶다면 EC2 콘솔({ $region }) → 보안 그룹 → { $group } → 인바운드 규칙 편집 → 규칙 추가에서 HTTP, 소스 Anywhere-IPv4를 추가하세요.
remedy-close-side-door =
    { $closes ->
        [yes] 터미널에서 `landfall up`을 --yes 없이 실행하세요. 웹 접속 말고 다른 것도 허용하는 규칙은 막을지 묻고, --yes로는 막지 않습니다. SSH는 그대로 둡니다.
       *[no] 막지 않아도 됩니다. 막으려면 landfall.toml의 `[server]` 아래에 `close_http = true`를 적고 `landfall up`을 실행하세요. SSH는 그대로 두며,
        다른 포트도 허용하는 규칙은 먼저 묻고 --yes로는 막지 않습니다.
    }
remedy-narrow-rule =
    이 규칙을 삭제한 뒤에도 SSH로 접속되는지 확인할 수 없어 Landfall은 그대로 둡니다. 직접 하려면 EC2 콘솔({ $region }) → 보안 그룹 → 위의 그룹 →
    인바운드 규칙 편집을 여세요. 먼저 TCP, 포트 { $port }, 위 규칙과 같은 소스로 규칙을 추가해 저장하고, 새 창에서 서버에 로그인해 보세요.
    로그인될 때만 위의 규칙을 삭제하세요. 그 뒤 무엇이 열려 있는지는 `landfall status`가 보여 줍니다.
remedy-take-own-group =
    고장은 아니며, Landfall은 다른 곳과 함께 사용하는 그룹을 바꾸지 않습니다. 대신 이 규칙만 빼고 나머지 규칙을 모두 옮긴 서버 전용 그룹을 적용할 수 있습니다:
    landfall.toml의 `[server]` 아래에 `close_http = true`를 적고 --yes 없이 `landfall up`을 실행하세요. 먼저 묻고, `landfall down`이 원래대로 되돌립니다.
remedy-stay-in-shared-group =
    전용 그룹에서는 전처럼 접속되지 않아 Landfall이 서버의 보안 그룹을 원래대로 되돌렸습니다. 고장은 아닙니다. --yes 없이 `landfall up`을 실행하면 다시 묻습니다.
remedy-leave-shared-group =
    고장은 아니며, Landfall은 다른 곳과 함께 사용하는 그룹을 바꾸지 않습니다. 서버를 관리하지 않거나, 서버의 네트워크 인터페이스 여러 개가 이 그룹에 있거나,
    Landfall이 다시 만들 수 없는 소스(?로 표시)의 규칙이 있어 서버 전용 그룹도 제안하지 않습니다. 그곳에도 외부의 웹 접속이 필요 없다면 규칙을 직접 삭제하세요:
    EC2 콘솔({ $region }) → 보안 그룹 → 위의 그룹 → 인바운드 규칙 편집. 웹 말고 다른 포트도 허용하는 규칙이라면 먼저 SSH 규칙(TCP, 포트 { $port },
    같은 소스)을 추가하고 새 창에서 서버에 로그인해 보세요. 그 뒤 무엇이 열려 있는지는 `landfall status`가 보여 줍니다.
remedy-find-other-way =
    Landfall이 확인한 보안 그룹 말고 다른 것이 접속을 허용합니다. 인스턴스의 다른 네트워크 인터페이스, 다른 곳으로 연결되는 주소(landfall.toml의
    `public_address`), 중간의 프록시일 수 있습니다. EC2 콘솔({ $region }) → 인스턴스 → { $instance } → 네트워킹에서 확인하세요.
remedy-take-hsts-back =
    Django 설정에서 `SECURE_HSTS_SECONDS = 0`으로 바꾸고(또는 nginx에서 `add_header Strict-Transport-Security`를 지우고) 재시작한 뒤,
    브라우저가 잊을 때까지 기다리세요. 마지막 방문부터 max-age에 적힌 초만큼입니다. 그다음 일시 중지하세요. 사이트를 모두 삭제하려면 `landfall down`을 실행하세요.
remedy-take-redirect-out =
    Django 설정에서 `SECURE_SSL_REDIRECT = True`를 지우고(또는 nginx의 80번 포트에서 `return 301 https://…`를 지우고) 재시작하세요.
    로드 밸런서가 있는 동안에는 로드 밸런서가 방문자를 HTTPS로 보냅니다. 그다음 일시 중지하세요. 사이트를 모두 삭제하려면 `landfall down`을 실행하세요.
remedy-bring-up-first =
    `landfall status`에 방문자와 사이트 사이에서 막힌 곳이 나옵니다. 그 문제를 해결한 뒤 일시 중지하세요. 사이트를 모두 삭제하려면 `landfall down`을 실행하세요.
remedy-open-port-eighty =
    포트를 여세요. EC2 콘솔({ $region }) → 보안 그룹 → { $group } → 인바운드 규칙 편집 → 규칙 추가에서 HTTP, 소스 Anywhere-IPv4를 추가합니다. 또는
    `aws ec2 authorize-security-group-ingress --region { $region } --group-id { $group } --protocol tcp --port 80 --cidr 0.0.0.0/0` 명령을 실행한 뒤 일시 중지하세요.
    서버까지 중지하면 열지 않아도 됩니다: `landfall pause --stop-server`.
remedy-leave-unpaused =
    아무것도 하지 않아도 됩니다. 지금 나오는 요금은 `landfall status`에서 확인하세요. 실행 중인 서버까지 중지하려면 `landfall pause --stop-server`를 실행하세요.
remedy-remove-foreign-records =
    위의 레코드는 Landfall이 만들지 않았으므로 삭제하지 않습니다. 나중에 필요한 레코드는 값을 적어 두세요. 그다음 Route 53 콘솔에서 호스팅 영역 → { $domain } 영역을
    열고 이 레코드를 선택해 레코드 삭제를 누른 뒤 다시 시도하세요. 레코드가 남아 있는 동안에는 호스팅 영역도 남고 요금이 나옵니다.
remedy-end-signing =
    먼저 도메인 구입처에서 { $domain }의 DS 레코드를 삭제하고(DNSSEC 메뉴) 하루 기다리세요. DS 레코드가 남아 있으면 서명 없이는 도메인이 작동하지 않습니다. 그다음
    Route 53 콘솔에서 호스팅 영역 → { $domain } → DNSSEC 서명 → DNSSEC 서명 비활성화를 누르고 다시 시도하세요.
remedy-release-certificate =
    { $held ->
        [balancer] EC2 콘솔({ $region })에서 로드 밸런서 → { $holder } → 리스너 및 규칙을 여세요. HTTPS가 더 필요 없다면 HTTPS 리스너를 선택해 리스너 관리 → 리스너 삭제를
        누르세요. 필요하다면 프로토콜:포트를 눌러 인증서 → 기본값 변경에서 다른 인증서를 고르세요.
        [distribution] CloudFront 콘솔에서 배포 → { $holderid } → 일반 → 설정 → 편집을 열고, 사용자 정의 SSL 인증서를 다른 인증서로 바꾸거나 비운 뒤 저장하세요.
        [service] 콘솔({ $region })에서 API Gateway → 사용자 지정 도메인 이름, 그리고 이 인증서를 지정한 서비스를 확인하세요. 거기서 다른 인증서를 고르거나 사용자 지정 도메인 이름을
        삭제하세요.
       *[several] 위의 모든 곳에서 다른 인증서를 고르세요. 로드 밸런서는 EC2 콘솔({ $region }), 배포는 CloudFront 콘솔, 그 밖에는 인증서를 지정한 서비스에서 바꿉니다.
    } 그다음 다시 시도하세요. AWS에 반영되기까지 30분쯤 걸릴 수 있습니다.
remedy-give-another-group =
    지금 서버의 보안 그룹은 Landfall이 만든 { $group } 하나뿐입니다. 다른 그룹을 적용하세요: EC2 콘솔({ $region }) → 인스턴스 → { $instance } → 작업 → 보안 →
    보안 그룹 변경에서 SSH 접속을 허용하는 그룹을 추가하고 { $group } 그룹을 제거한 뒤 저장하세요. 그런 다음 다시 시도하세요.
remedy-release-group =
    { $held ->
        [rule] EC2 콘솔({ $region })에서 보안 그룹 → { $within } → 인바운드 규칙 → 인바운드 규칙 편집을 열고 { $holderid } 규칙을 삭제한 뒤 저장하세요.
        [outbound] EC2 콘솔({ $region })에서 보안 그룹 → { $within } → 아웃바운드 규칙 → 아웃바운드 규칙 편집을 열고 { $holderid } 규칙을 삭제한 뒤 저장하세요.
        [instance] EC2 콘솔({ $region })에서 인스턴스 → { $within } → 작업 → 보안 → 보안 그룹 변경을 열고 { $owngroup } 그룹을 제거한 뒤 저장하세요.
        [interface] EC2 콘솔({ $region })에서 네트워크 인터페이스 → { $holderid } → 작업 → 보안 그룹 변경을 열고 { $owngroup } 그룹을 제거한 뒤 저장하세요. AWS가 허용하지 않으면
        인터페이스를 만든 서비스에서 바꾸세요. 어느 서비스인지는 설명에 나와 있습니다.
        [balancer] EC2 콘솔({ $region })에서 로드 밸런서 → { $holder } → 보안 → 편집을 열고 { $owngroup } 대신 다른 그룹을 고른 뒤 저장하세요.
       *[several] EC2 콘솔({ $region })에서 위의 규칙을 해당 보안 그룹에서 삭제하고(인바운드 또는 아웃바운드 규칙 편집), 위의 인스턴스, 네트워크 인터페이스, 로드 밸런서에서
        { $owngroup } 그룹을 제거하세요(인스턴스나 네트워크 인터페이스는 작업 → 보안 그룹 변경, 로드 밸런서는 보안 → 편집).
    } 그다음 다시 시도하면 Landfall이 { $owngroup } 그룹을 삭제합니다.
remedy-release-target-group =
    EC2 콘솔({ $region })에서 로드 밸런서 → { $holder } → 리스너 및 규칙을 열고, 사이트의 대상 그룹으로 전달하는 규칙을 다른 곳으로 바꾸거나 삭제하세요. 그다음 다시
    시도하세요.
remedy-fix-record-clash =
    Route 53 콘솔에서 호스팅 영역 → { $domain } 영역을 열고, 메시지에 나온 레코드를 삭제하거나 이름을 바꾸십시오. 그다음 다시 시도하십시오.
remedy-remove-what-leads-past =
    Landfall은 이 레코드를 삭제하지 않습니다. 나중에 필요할 수 있으면 값을 적어 두세요. 그다음 Route 53 콘솔에서 호스팅 영역 → { $domain } 영역을 열고,
    메시지에 나온 레코드를 삭제한 뒤 다시 시도하세요.
remedy-read-aws-message = 위의 메시지는 AWS가 보낸 것입니다. AWS 콘솔({ $region })에서 해당 내용을 고친 뒤 다시 시도하십시오.
remedy-request-anew = AWS 콘솔의 Certificate Manager에서 이 인증서를 삭제한 뒤 다시 시도하고 예라고 답하십시오.
remedy-make-again = `landfall up`을 실행하면 원래대로 만들지 물어봅니다. 사이트를 삭제하려면 `landfall down`을 실행하세요.
remedy-follow-address = `landfall up`을 실행하면 서버의 새 주소로 바꿉니다. 주소가 바뀌지 않게 하려면 탄력적 IP를 사용하세요. EC2 콘솔 → 탄력적 IP → 탄력적 IP 주소 할당, 그다음 작업 → 탄력적 IP 주소 연결입니다.
remedy-replace-certificate =
    로드 밸런서에서 사용 중인 인증서는 AWS가 삭제하지 않습니다. `landfall pause`를 실행해 로드 밸런서를 삭제한 뒤 `landfall up`을 실행하고 새 인증서를
    요청하겠냐는 질문에 예라고 답하세요. 일시 중지가 거부되면 EC2 콘솔({ $region }) → 로드 밸런서 → { $fqdn }의 로드 밸런서 → 리스너에서 HTTPS:443을
    삭제한 뒤 `landfall up`을 실행하세요.
remedy-enter-name-servers =
    { $domain } 도메인 구입처에서 네임서버를 다음 값으로만 바꾸고 다른 네임서버는 모두 지우세요: { $now }
    바뀐 것이 확인되면 자동으로 계속됩니다.
remedy-write-validation =
    { $domain } 도메인의 DNS에 다음 레코드가 이 값으로 있어야 합니다: { $now }
    Landfall이 관리하는 호스팅 영역이면 `landfall up`이 물어본 뒤 만듭니다. 다른 곳에서 관리하는 DNS라면 직접 입력하세요. 네임서버에 반영되면 Amazon이 자동으로 계속합니다.
remedy-move-validation =
    입력 화면에서 이름에 도메인을 빼거나 이름 끝에 점을 찍으세요. 다음과 같아야 합니다: { $now }
    도메인이 두 번 들어간 레코드는 삭제하세요. 네임서버에 반영되면 Amazon이 자동으로 계속합니다.
remedy-approve-renewal =
    만료 45~60일 전(빠르면 { $now } 무렵)에 Amazon이 { $domain } 도메인의 admin@, administrator@, hostmaster@, postmaster@, webmaster@ 주소로 이메일을
    보냅니다. 이메일의 링크를 열고 "I Approve"를 누르세요. 이 일을 하지 않으려면 다음 인증서부터 landfall.toml의 {"[certificate]"} 아래에 validation = "dns"를 적으세요.
remedy-serve-certificate = `landfall up`을 실행하면 로드 밸런서를 만들고 이 인증서를 사용합니다.
remedy-fix-caa =
    Route 53 콘솔에서 호스팅 영역 → { $domain } 영역을 열고 다음 레코드를 추가하세요: { $now }
    같은 이름의 CAA 레코드가 이미 있으면 그 레코드에 값을 한 줄 추가하세요. 그다음 다시 시도하세요. Landfall은 이 레코드를 바꾸지 않습니다.
remedy-open-ssh-port =
    landfall.toml의 `port`({ $port })가 맞다면 내 IP 주소에 포트를 여십시오. EC2 콘솔({ $region }) → 인스턴스 → { $instance } → 보안 →
    { $group } → 인바운드 규칙 편집 → 규칙 추가에서 TCP, 포트 { $port }, 소스 "내 IP"를 추가합니다. 또는 다음 명령을 실행하십시오:
    `aws ec2 authorize-security-group-ingress --region { $region } --group-id { $group } --protocol tcp --port { $port } --cidr $(curl -s https://checkip.amazonaws.com)/32`.
    그다음 다시 시도하십시오.
remedy-start-sshd =
    { $hangsup ->
        [yes] { $address } 주소의 { $port } 포트에서 응답은 왔지만 로그인 전에 연결이 끊어졌습니다. landfall.toml의 `port`가 sshd의 포트(보통 22)인지
        확인하세요. 맞다면 10분 뒤에 다시 시도하거나 휴대폰 테더링처럼 다른 네트워크에서 시도하세요. 로그인에 여러 번 실패하면 서버가 그 주소를
        한동안 막기도 합니다. 그래도 안 되면 서버를 재부팅하고 3분 뒤에 다시 시도하세요:
        `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`.
       *[no] { $address } 주소는 응답하지만 { $port } 포트에서 받는 프로그램이 없습니다. landfall.toml의 `port`를 확인하십시오. 맞다면 서버를 재부팅하고 3분 뒤에
        다시 시도하십시오: `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }` (EC2 콘솔 → { $instance } → 인스턴스 상태 →
        인스턴스 재부팅).
    }
remedy-add-my-address =
    내 IP 주소는 `curl -s https://checkip.amazonaws.com` 명령으로 확인합니다. 위에 없다면 추가하십시오. EC2 콘솔({ $region }) → 인스턴스 →
    { $instance } → 보안 → { $group } → 인바운드 규칙 편집 → 규칙 추가에서 TCP, 포트 { $port }, 소스 "내 IP"를 추가합니다. 또는 다음 명령을 실행하십시오:
    `aws ec2 authorize-security-group-ingress --region { $region } --group-id { $group } --protocol tcp --port { $port } --cidr $(curl -s https://checkip.amazonaws.com)/32`.
    이미 있다면 서버를 재부팅하십시오: `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`. 그다음 다시 시도하십시오.
remedy-write-new-address =
    landfall.toml의 `[server]` 아래에 있는 `address`와 `public_address`에서 예전 주소를 `{ $now }` 주소로 고치고 다시 시도하십시오.
    주소가 바뀌지 않게 하려면 탄력적 IP를 사용하십시오. EC2 콘솔 → 탄력적 IP → 탄력적 IP 주소 할당, 그다음 작업 → 탄력적 IP 주소 연결입니다.
remedy-find-address =
    EC2 서버라면 EC2 콘솔({ $region }) → 인스턴스에서 지금 주소를 확인해(중지된 인스턴스에는 주소가 없으니 먼저 시작하십시오) landfall.toml의 `[server]` 아래에 `address`로 적으십시오. 목록에 없다면
    `region`을 고치십시오. 다른 업체의 서버라면 실행 중인지 그 업체에서 확인하십시오. 그다음 다시 시도하십시오.
remedy-reboot-instance =
    EC2 콘솔({ $region })에서 인스턴스 → { $instance } → 인스턴스 상태 → 인스턴스 재부팅을 누르거나
    `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }` 명령을 실행하십시오. 5분 뒤에 다시 시도하십시오. 상태 검사가 계속
    실패하면 인스턴스를 중지했다가 시작하십시오. 다른 장비로 옮겨집니다. 탄력적 IP가 없으면 주소가 바뀝니다.
remedy-wait-for-boot = 3분 기다렸다가 다시 시도하십시오.
remedy-look-at-server =
    { $subnet ->
        [none] 인스턴스의 상태, 주소, 보안 그룹에는 문제가 없습니다. `landfall doctor`에서 서버의 서브넷에 인터넷 게이트웨이로 가는 라우팅이 없다고 나오면 그것부터
        고치세요. 여기서 볼 수 없는 것은 서버에서 sshd가 실행 중이고 { $port } 포트를 여는지, 서버 자체의 방화벽, 서브넷의 네트워크 ACL입니다.
        먼저 landfall.toml의 `port`를 확인한 뒤 재부팅하고 3분 뒤에 다시 시도하십시오:
        `aws ec2 reboot-instances --region { $region } --instance-ids { $instance }`. 그래도 안 되면 EC2 콘솔 → { $instance } → 연결 → EC2 직렬 콘솔이나
        Session Manager로 접속해 `sudo ufw status`와 `sudo systemctl start ssh` 명령을 실행하십시오.
       *[some] 서버의 서브넷이 인터넷과 연결되도록 VPC 콘솔({ $region })에서 다음과 같이 하세요.{ $gateway ->
            [none] {" "}인터넷 게이트웨이 → 인터넷 게이트웨이 생성을 누르고, 만든 것을 골라 작업 → VPC에 연결에서 { $vpc } VPC를 선택하세요.
           *[some] {""}
        }{ $wayout ->
            [none] {" "}라우팅 테이블 → 라우팅 테이블 생성(VPC: { $vpc })을 누르고, 만든 테이블의 라우팅 → 라우팅 편집 → 라우팅 추가에서 다음과 같이 입력해 저장하세요. 대상: 0.0.0.0/0, 인터넷 게이트웨이: { $gateway ->
                [none] 방금 만든 것
               *[some] { $gateway }
            }. 이어서 서브넷 연결 → 서브넷 연결 편집에서 { $subnet } 서브넷을 선택해 저장하세요.
           *[some] {" "}서브넷 → { $subnet } → 작업 → 라우팅 테이블 연결 편집에서 라우팅 테이블 ID로 { $wayout } 테이블을 선택해 저장하세요.
        } 이 서브넷에 있는 다른 리소스도 같은 경로를 사용하게 되고, 퍼블릭 IPv4 주소가 있는 리소스에는 보안 그룹이 허용하는 범위에서 인터넷으로 접속할 수 있게 됩니다.
        그런 다음 다시 시도하세요. 요금은 나오지 않습니다.
    }
remedy-check-user-and-key =
    서버 이미지의 사용자를 landfall.toml의 `[server]` 아래에 `user`로 적으세요. Ubuntu는 `ubuntu`, Amazon Linux는 `ec2-user`, Debian은
    `admin`, Rocky는 `rocky`입니다. 사용자가 맞다면 키가 다릅니다. EC2 콘솔에서 키 페어의 이름을 확인하고({ $instance } → 세부 정보 → 시작 시
    할당된 키 페어) 그 .pem 파일을 `key`로 적으세요.
remedy-name-key =
    인스턴스 키 페어의 .pem 파일을 landfall.toml의 `[server]` 아래에 `key`로 적으세요. 예: `key = "~/.ssh/{ $site }.pem"`.
    키 페어의 이름은 EC2 콘솔에 있습니다: { $instance } → 세부 정보 → 시작 시 할당된 키 페어.
remedy-name-one-key =
    이 서버의 키 파일을 landfall.toml의 `[server]` 아래에 `key`로 적으세요. 그러면 다른 키는 제시하지 않습니다.
remedy-let-key-suffice =
    평소 방법으로 서버에 로그인해서, 이 사용자는 키만으로 접속할 수 있게 하세요:
    `printf '\nMatch User { $user }\n  PubkeyAuthentication yes\n  AuthenticationMethods publickey\n' | sudo tee -a /etc/ssh/sshd_config`
    그다음 `sudo sshd -t && (sudo systemctl reload ssh || sudo systemctl reload sshd)` 명령을 실행하고 다시 시도하세요. 원하지 않는다면
    landfall.toml의 `[server]` 아래에 `manage = false`라고 적으세요. 그러면 Landfall은 서버에 로그인하지 않습니다.
remedy-come-as-other =
    다른 사용자를 landfall.toml의 `[server]` 아래에 `user`로 적으세요. 서버의 메시지에 사용자 이름이 있으면 그 이름을, 없으면 Ubuntu는
    `ubuntu`, Amazon Linux는 `ec2-user`, Debian은 `admin`을 적으세요.
remedy-write-server-keys =
    landfall.toml의 `[server]` 아래에 `address`, `user`, `key`를 적고 `ssh_host`를 지우세요. 그러면 ~/.ssh/config를 읽지 않습니다.
remedy-check-key-path =
    landfall.toml의 `[server]` 아래에 있는 `key`를 고치세요. 그 디렉터리에 개인 키가 있으면 위에 나와 있고, 다른 곳의 키는
    `find ~ -maxdepth 3 -name "*.pem"` 명령으로 찾을 수 있습니다.
remedy-take-key =
    내 소유의 사본을 만드세요: `mkdir -p ~/.ssh && sudo install -m 600 -o "$(id -un)" { $key } ~/.ssh/{ $site }.pem`. 그다음 landfall.toml의
    `[server]` 아래에 `key = "~/.ssh/{ $site }.pem"`이라고 적으세요.
remedy-name-key-file =
    개인 키 파일을 landfall.toml의 `[server]` 아래에 `key`로 적으세요. 키 페어를 만들 때 EC2에서 받은 .pem 파일이며, `-----BEGIN`으로
    시작합니다.
remedy-name-private-half =
    개인 키 파일을 landfall.toml의 `[server]` 아래에 `key`로 적으세요. 보통 이름이 같고 끝에 .pub이 없습니다. 찾았다면 위에 나와
    있습니다.
remedy-chmod-key = `chmod 400 { $key }` 명령을 실행한 뒤 다시 시도하십시오.
remedy-copy-key =
    홈 디렉터리로 복사하세요: `mkdir -p ~/.ssh && cp -i { $key } ~/.ssh/{ $site }.pem && chmod 600 ~/.ssh/{ $site }.pem`. 그다음
    landfall.toml의 `[server]` 아래에 `key = "~/.ssh/{ $site }.pem"`이라고 적으세요.
remedy-rewrite-key =
    `ssh-keygen -p -f { $key }` 명령을 실행하세요. 암호를 묻고 새 암호를 두 번 물은 뒤(같은 암호도 됩니다) 키를 요즘 형식으로 다시 저장합니다.
    그다음 다시 시도하세요. 이 명령으로도 키를 읽을 수 없다면, 파일을 받은 곳에서 다시 복사하세요.
remedy-convert-key =
    OpenSSH 형식으로 바꾸세요: `puttygen { $key } -O private-openssh -o ~/.ssh/{ $site }.pem` (putty-tools 패키지). Windows에서는
    PuTTYgen에서 Load로 파일을 연 뒤 Conversions → Export OpenSSH key를 누르세요. 그다음 landfall.toml의 `[server]` 아래에
    `key = "~/.ssh/{ $site }.pem"`이라고 적으세요. PuTTY에서도 읽을 수 없다면, 파일을 받은 곳에서 다시 복사하세요.
remedy-use-terminal-or-agent =
    터미널에서 다시 시도해 암호를 입력하세요. 또는 먼저 `ssh-add { $key }` 명령으로 키를 등록하세요. 에이전트를 찾을 수 없다고 나오면 그 전에
    `eval "$(ssh-agent)"` 명령을 실행하고, Landfall도 같은 터미널에서 실행하세요.
remedy-check-passphrase =
    `ssh-keygen -y -f { $key }` 명령으로 암호를 확인하세요. 맞으면 공개 키가 나옵니다. 그 암호로 다시 시도하세요. 암호를 잊은 키는 아무도 열 수
    없습니다. 다른 키를 landfall.toml의 `[server]` 아래에 `key`로 적으세요.
remedy-confirm-host-key =
    EC2 콘솔({ $instance } → 작업 → 모니터링 및 문제 해결 → 시스템 로그 가져오기)에 나오는 지문과 비교하십시오. 같다면 landfall.toml의
    `[server]` 아래에 `host_key`로 적으십시오.
remedy-check-host-key =
    서버를 다시 만들었거나 주소를 옮겼다면 EC2 콘솔({ $instance } → 작업 → 모니터링 및 문제 해결 → 시스템 로그 가져오기)에서 새 지문을
    확인하고 `ssh-keygen -R { $address }` 명령을 실행하십시오. 둘 다 아니라면 다른 컴퓨터일 수 있으니 접속하지 마십시오.
remedy-quiet-shell =
    bash는 SSH로 명령을 실행할 때도 ~/.bashrc를 읽습니다. 그때는 이 파일을 건너뛰게 하세요. `ssh { $user }@{ $address }` 명령으로 접속해
    `sed -i --follow-symlinks '1i case $- in *i*) ;; *) return ;; esac' ~/.bashrc` 명령을 실행한 뒤 다시 시도하세요. zsh는 ~/.zshenv,
    fish는 ~/.config/fish/config.fish입니다. 질문, exit, 다른 셸 실행은 대화형 셸에서만 하게 하세요. 위에 표시된 줄은 셸이 마지막으로 출력한
    내용입니다. 다른 사용자로 접속하라는 내용이면 landfall.toml의 `[server]` 아래에 `user`로 적으세요. 접속하자마자 끝나면 EC2 콘솔 → 연결 →
    Session Manager에서 `sudo sed -i '1i case $- in *i*) ;; *) return ;; esac' /home/{ $user }/.bashrc` 명령을 실행하면 Landfall이 접속할 수
    있습니다.
remedy-use-terminal-for-sudo = 터미널에서 다시 시도하고, 물어보면 { $user }의 sudo 비밀번호를 입력하십시오.
remedy-give-sudo =
    서버에서 sudo를 쓸 수 있는 사용자로 `sudo usermod -aG sudo { $user }` 명령을 실행하십시오. 또는 그런 사용자를 landfall.toml의 `[server]` 아래에
    `user`로 적으십시오.
remedy-use-systemd-server =
    Landfall은 systemd를 쓰는 Ubuntu 같은 Linux 서버를 설정합니다. 서버가 이미 사이트를 서비스하고 있다면 landfall.toml의 `[server]` 아래에
    `manage = false`라고 적으십시오.
remedy-install-python = 서버에서 `sudo apt install python3`을 실행한 뒤 다시 시도하십시오.
remedy-tell-project =
    landfall.toml의 `[app]` 아래에 프로젝트 위치를 적으십시오: `project`(manage.py가 있는 디렉터리), `venv`,
    `wsgi`("mysite.wsgi"와 같은 형식) 또는 `asgi`.
remedy-tell-health-path =
    로그인 없이 응답하는 경로를 알려 주세요. landfall.toml의 `[app]` 아래에 `health = "/path/"`라고 적습니다. 그런 경로가 없으면 정상으로 볼
    응답 코드를 `health_codes = "401"`처럼 적으세요. 그다음 다시 시도하세요.
remedy-allow-health-check =
    서버의 설정 파일에서 위의 `Host:` 뒤에 있는 주소를 ALLOWED_HOSTS에 추가하고 `sudo systemctl restart { $unit }` 명령을 실행한 뒤 다시 시도하세요.
remedy-add-address-to-block =
    위의 첫 줄은 지금 응답하는 사이트, 둘째 줄은 서버 주소입니다. 서버에서 그 사이트의 `server_name`에 이 주소가 있으면 지우고, 프로젝트로 연결되는
    블록의 `server_name`에 추가하세요. 그다음 `sudo nginx -t && sudo systemctl reload nginx`를 실행하고 다시 시도하세요.
remedy-write-record-anew =
    위는 지금 호스팅 영역에 있는 내용입니다(*는 Route 53 라우팅으로 나뉜 여러 레코드 중 하나). `landfall up`을 실행하면 Landfall의 레코드를 다시
    쓸지 묻습니다.
remedy-forward-to-targets =
    EC2 콘솔의 로드 밸런서 메뉴에서 위의 로드 밸런서를 열고 리스너 HTTPS:443을 편집하세요. 기본 작업은 위의 대상 그룹으로만 전달하고, 기본
    인증서는 { $fqdn }의 인증서여야 합니다. 그다음 다시 시도하세요.
remedy-install-gunicorn =
    서버에서 위에 표시된 명령을 실행한 뒤 다시 시도하십시오. 프로젝트의 가상환경이 다른 곳에 있다면 그 디렉터리를 landfall.toml의
    `[app]` 아래에 `venv`로 적으십시오.
remedy-reinstall-gunicorn =
    서버에서 `{ $again } gunicorn`을 실행한 뒤 다시 시도하세요. 프로젝트의 가상환경이 다른 곳에 있다면 그 디렉터리를 landfall.toml의
    `[app]` 아래에 `venv`로 적으세요.
remedy-make-environment =
    프로젝트의 가상환경이 이미 있다면 그 디렉터리를 landfall.toml의 `[app]` 아래에 `venv`로 적으십시오. 없다면 서버에서 위에 표시된 명령을
    실행하십시오. 그다음 다시 시도하십시오.
remedy-install-nginx =
    서버에서 `sudo apt install nginx`를 실행하고, 요청을 gunicorn에 전달하도록 설정한 뒤 다시 시도하십시오.
remedy-read-service-log =
    위의 내용은 gunicorn이 남긴 로그입니다. 더 보려면 서버에서 `sudo journalctl -u { $unit } -n 50`을 실행하십시오. 고친 뒤 다시 시도하십시오.
remedy-free-the-port =
    직접 실행해 둔 프로세스입니다. 그 터미널에서 Ctrl+C를 누르거나, 서버에서 위에 나온 번호(PID)로 `kill 번호`를 실행하세요. 그다음 다시 시도하면
    Landfall이 계속 켜져 있도록 시작합니다.
remedy-stop-the-unit =
    위에 나온 서비스가 사용하고 있습니다. 필요 없는 서비스라면 서버에서 `sudo systemctl disable --now 이름`을 그 이름으로 실행하고 다시 시도하세요.
remedy-stop-in-supervisor =
    supervisor가 계속 실행시킵니다. 서버에서 위의 이름으로 `sudo supervisorctl stop 이름`을 실행하고, /etc/supervisor 아래의 설정 파일을 지운 뒤
    `sudo supervisorctl update`를 실행하고 다시 시도하세요. supervisor를 계속 쓰려면 landfall.toml의 `[server]`에 `manage = false`를 넣으세요.
    그러면 Landfall이 서버를 그대로 둡니다.
remedy-stop-the-container =
    docker가 계속 실행시킵니다. 서버에서 위의 이름으로 `docker update --restart=no 이름`과 `docker stop 이름`을 실행하고 다시 시도하세요. docker를
    계속 쓰려면 landfall.toml의 `[server]`에 `manage = false`를 넣으세요. 그러면 Landfall이 서버를 그대로 둡니다.
remedy-start-nginx = 서버에서 `sudo systemctl enable --now nginx`를 실행하고 다시 시도하세요.
remedy-reload-nginx = 의도한 변경이라면 서버에서 `sudo nginx -t && sudo systemctl reload nginx`를 실행하고 다시 시도하세요.
remedy-mend-nginx-config =
    서버에서 `sudo nginx -t`를 실행하면 파일과 줄 번호가 나옵니다. 그곳을 고치고 `sudo systemctl reload-or-restart nginx`를 실행한 뒤 다시 시도하세요.
remedy-free-port-eighty =
    Landfall은 nginx와 함께 동작합니다. 서버에서 80 포트를 쓰는 서비스를 위의 이름으로 끄고(`sudo systemctl disable --now 이름`),
    `sudo systemctl enable --now nginx`를 실행한 뒤 다시 시도하세요. 그 서버를 계속 쓰려면 landfall.toml의 `[server]`에 `manage = false`를
    넣으세요. 그러면 Landfall이 서버를 그대로 둡니다.
remedy-add-server-block =
    서버의 /etc/nginx/conf.d나 sites-enabled에 `listen 80;`, `server_name { $fqdn };`이 있고 `location /` 안에 gunicorn 주소로 가는
    `proxy_pass`가 있는 `server` 블록이 필요합니다. 추가한 뒤 `sudo nginx -t && sudo systemctl reload nginx`를 실행하고 다시 시도하세요.
remedy-add-name-to-block =
    위에 마지막으로 나온 것은 Landfall이 바꾸지 않습니다. 서버에서 `proxy_pass`가 프로젝트로 가는 블록의 `server_name`에 사이트 이름({ $fqdn })을
    추가하고 `sudo nginx -t && sudo systemctl reload nginx`를 실행한 뒤 다시 시도하세요.
remedy-change-that-block =
    위에 나온 블록이 사이트 이름({ $fqdn })에 응답합니다. 그 블록의 이름이 아니라면 `server_name`에서 빼고, 맞다면 `location /`의 `proxy_pass`를
    프로젝트 주소로 바꾸세요. 그다음 `sudo nginx -t && sudo systemctl reload nginx`를 실행하고 다시 시도하세요. 위에 나온 디렉터리가 맞는
    프로젝트라면 landfall.toml의 `[app]`에 `project`로 적으세요.
remedy-give-project =
    서버에서 프로젝트를 일반 사용자에게 넘기세요: `sudo chown -R { $user }: { $project }`(프로젝트가 쓰는 다른 파일도). 그다음 `landfall up`을 한 번 더
    실행하면 서비스가 { $user } 사용자로 실행됩니다. 직접 만든 서비스 파일이라면 `User=`도 고치세요: `sudo systemctl edit --full { $unit }`.
remedy-let-it-linger =
    서비스와 사용자 이름이 위에 나와 있습니다. 서버에서 `sudo loginctl enable-linger 사용자`를 실행하고, 그 사용자로 로그인해
    `systemctl --user enable 이름`을 실행한 뒤 다시 시도하세요.
remedy-restore-nginx-by-hand =
    Landfall이 바꾼 뒤에 누군가 위의 첫 번째 파일을 바꿨습니다. 두 번째 파일은 Landfall이 바꾸기 전의 파일이고(/dev/null이면 없었습니다), 그
    아래는 지금 달라진 부분입니다. 서버에서 하나를 고르세요. 바꾸기 전으로 되돌리려면(바뀐 내용은 모두 사라집니다) `sudo cp 두번째 첫번째`, 전에
    없었다면 `sudo rm 첫번째`를 실행하세요. 지금 파일을 그대로 두려면 `sudo rm 두번째`, 전에 없었다면 `sudo mv 첫번째 첫번째-mine.conf`을 실행하세요.
    그다음 `sudo nginx -t && sudo systemctl reload nginx`를 실행하고 다시 시도하세요.
remedy-fix-wsgi =
    { $project }에 그런 이름의 모듈이 없습니다. landfall.toml의 `[app]` 아래에 있는 `wsgi` 또는 `asgi`("mysite.wsgi"와 같은 형식)와 그 파일의
    DJANGO_SETTINGS_MODULE에 적힌 이름을 확인한 뒤 다시 시도하세요.
remedy-install-module = { $lists ->
    [yes]
        서버에서 프로젝트에 적힌 패키지를 프로젝트의 가상환경에 설치하세요: `{ $listed }`. 그래도 { $module } 모듈이 없으면 그 패키지도
        설치하세요(패키지 이름은 다를 수 있습니다): `{ $install } { $package }`. 그다음 다시 시도하세요.
   *[no]
        서버에서 { $module } 모듈이 들어 있는 패키지를(이름은 다를 수 있습니다) 프로젝트의 가상환경에 설치하세요:
        `{ $install } { $package }`. 그다음 다시 시도하세요.
    }
remedy-mend-code =
    위의 괄호 안에 있는 파일의 그 줄이나 바로 앞줄이 잘못되었습니다. 서버에서 `nano +{ $line } { $file }` 등으로 고친 뒤 다시 시도하세요.
remedy-convert-to-utf-8 =
    한국어 Windows에서 cp949로 저장된 파일로 보입니다. 서버에서 UTF-8로 바꾸세요:
    `iconv -f cp949 -t utf-8 { $file } > /tmp/utf-8.py && sudo cp /tmp/utf-8.py { $file }`. 그다음 다시 시도하세요.
remedy-give-file =
    서비스는 { $owner } 사용자로 실행됩니다. 서버에서 이 사용자에게 파일을 주세요: `sudo touch { $denied } && sudo chown { $owner }: { $denied }`.
    그다음 다시 시도하세요. 위쪽 디렉터리가 막혀 있다면 `namei -l { $denied }` 명령으로 어느 것인지 볼 수 있습니다.
remedy-start-database =
    데이터베이스가 이 서버에 있으면 시작하세요: `sudo systemctl enable --now postgresql`(또는 `mysql`, `mariadb`). RDS처럼 다른 곳에 있으면
    DATABASES의 HOST와 PORT, 그리고 데이터베이스의 보안 그룹이 이 서버를 허용하는지 확인하세요. 그다음 다시 시도하세요.
remedy-set-variable =
    셸에서 설정한 { $variable } 값은 서비스에 전달되지 않습니다. 서버에서 root만 읽을 수 있는 파일을 만드세요:
    `sudo touch /etc/{ $site }.env && sudo chmod 600 /etc/{ $site }.env`. `sudo nano /etc/{ $site }.env`로 열어
    `{ $variable }=VALUE` 줄을 추가하고, VALUE 자리에 실제 값을 입력하세요. 이 파일을 서비스에 연결하세요:
    `sudo mkdir -p /etc/systemd/system/{ $unit }.service.d`
    `printf '[Service]\nEnvironmentFile=/etc/{ $site }.env\n' | sudo tee /etc/systemd/system/{ $unit }.service.d/env.conf`
    `sudo systemctl daemon-reload && sudo systemctl restart { $unit }`
    그다음 다시 시도하세요. 이 값은 서버에만 저장됩니다.
remedy-find-environment-file =
    서버에서 `systemctl show -p EnvironmentFiles { $unit }` 명령을 실행하면 환경 변수 파일의 경로를 볼 수 있습니다. 없는 파일을 만들거나,
    `systemctl cat { $unit }` 명령으로 확인한 서비스 파일의 `EnvironmentFile=` 줄을 고친 뒤 다시 시도하세요.
remedy-mend-environment-file =
    파일과, 알 수 있으면 줄 번호가 위에 있습니다. 서버에서 `sudo nano /etc/{ $site }.env`로 열어 줄마다 이름=값 형식인지,
    연 따옴표를 닫았는지 확인하고 고친 뒤 다시 시도하세요.
remedy-remove-drop-in-by-hand =
    `cat { $directory }` 명령으로 내용을 확인하고, 필요한 줄은 다른 곳에 옮겨 두세요. 그다음 서버에서
    `sudo rm { $directory } && sudo systemctl daemon-reload`를 실행하고 다시 시도하세요.
remedy-add-memory =
    서버의 디스크에 1GB 스왑을 만드세요:
    `sudo dd if=/dev/zero of=/swapfile bs=1M count=1024 && sudo chmod 600 /swapfile && sudo mkswap /swapfile && sudo swapon /swapfile`
    재부팅한 뒤에도 유지하려면: `echo '/swapfile none swap sw 0 0' | sudo tee -a /etc/fstab`. 또는 EC2 콘솔에서 더 큰 인스턴스 유형을
    고르세요. 그다음 다시 시도하세요.
remedy-free-disk =
    서버에서 `df -h`로 가득 찬 디스크를, `sudo du -xh / | sort -h | tail -n 20`으로 공간을 많이 차지하는 디렉터리를 확인하세요. 오래된 로그와
    패키지 파일은 `sudo journalctl --vacuum-size=100M`과 `sudo apt-get clean`으로 지울 수 있습니다. 또는 EC2 콘솔 → 볼륨 → 볼륨 수정에서
    디스크를 늘리고 인스턴스를 재부팅하세요. 그다음 다시 시도하세요.
remedy-fix-paths = landfall.toml의 `[app]` 아래에 있는 `project`와 `venv`를 고친 뒤 다시 시도하십시오.
remedy-fix-user =
    서비스 파일의 `User=`와 `Group=`을 고치세요. `sudo systemctl edit --full { $unit }` 명령으로 열 수 있고, `id 이름`으로 사용자가 있는지 확인할 수
    있습니다. 그다음 다시 시도하세요.
remedy-fix-unit =
    위의 줄은 직접 만든 서비스 파일에 있습니다. 그 아래에 나온 파일이며, 여러 개라면 `systemctl cat { $unit }`에서 어느 파일인지 볼 수
    있습니다. 서버에서 `sudo nano 경로`로 그 파일을 열어 줄을 고치고
    `sudo systemctl daemon-reload && sudo systemctl restart { $unit }` 명령을 실행한 뒤 다시 시도하세요.
remedy-fix-nginx =
    서버의 /etc/nginx/sites-enabled에 있는 `proxy_pass`는 gunicorn이 듣고 있는 주소여야 합니다. 고친 뒤
    `sudo nginx -t && sudo systemctl reload nginx`를 실행하고 다시 시도하십시오.
remedy-open-directory =
    nginx가 이 디렉터리를 지나갈 수만 있게 하세요(안의 목록은 보이지 않습니다). 서버에서 실행하세요: `sudo chmod o+x { $directory }`.
    그다음 다시 시도하세요.
remedy-edit-settings-by-hand =
    서버의 설정 파일에서 ALLOWED_HOSTS에 직접 이름('{ $fqdn }')을 추가하고 `sudo systemctl restart { $unit }` 명령을 실행한 뒤 다시 시도하십시오.
remedy-add-to-settings-by-hand =
    서버에서 위에 표시된 값을 쌍점(:) 앞의 설정에 모두 추가하세요. ->로 시작하는 줄은 그 설정을 읽어 오는 곳(설정 파일, 또는 괄호 안의
    변수)입니다. 그다음 `sudo systemctl daemon-reload && sudo systemctl restart { $unit }` 명령을 실행하고 다시 시도하세요.
remedy-take-names-out-by-hand =
    서버의 설정 파일에서 위에 표시된 이름을 ALLOWED_HOSTS와 CSRF_TRUSTED_ORIGINS에서 직접 지운 뒤 다시 시도하세요.
remedy-restore-unit-by-hand =
    `systemctl cat { $unit }` 명령으로 내용을 확인하십시오. 더 필요하지 않다면 서버에서
    `sudo systemctl disable --now { $unit }; sudo rm /etc/systemd/system/{ $unit }.service`를 실행하십시오. 남겨 두려면 먼저 다른 이름으로
    복사하십시오. 그다음 다시 시도하면, 전에 있던 파일이 있는 경우 Landfall이 그 파일을 되돌려 놓습니다.
remedy-run-again = 다시 시도하십시오.
remedy-register-domain = 도메인 등록 업체에서 { $domain } 도메인을 구입하거나, 잘못 적었다면 landfall.toml의 `domain`을 고치십시오.
remedy-lift-hold = { $domain } 도메인을 구입한 곳(위에 나온 이름)에 로그인하세요. 보통은 요금이 결제되지 않았거나 소유자에게 온 확인 메일을 아직 확인하지 않은 경우이고, 푸는 방법도 그곳에 나와 있습니다. 하루쯤 걸릴 수 있습니다. 그다음 다시 시도하세요.
remedy-tell-name-servers = { $domain } 도메인을 구입한 곳에서 DNS를 운영할 곳의 네임서버를 입력하세요. Route 53에 맡기려면 landfall.toml에서 `dns`를 지우세요. 그다음 다시 시도하세요.
remedy-put-dns-back = landfall.toml의 첫 섹션 위에 이 값을 다시 적으세요. DNS를 옮기려면 사이트를 먼저 삭제하고(`landfall down`) 다시 만드세요.
remedy-make-their-record = { $domain }의 DNS를 운영하는 곳에서 이 이름과 값으로 CNAME 레코드를 만들거나 고치세요. 같은 이름의 다른 레코드는 없어야 합니다. 인증서가 이 레코드로 갱신되고 방문자도 이 레코드로 오므로 지우지 마세요.
remedy-switch-proxy-off = Cloudflare에서 이 레코드의 프록시를 끄세요(DNS only, 회색 구름). 켜져 있으면 방문자에게 이 사이트의 인증서가 아니라 Cloudflare의 인증서가 보이고, 로드 밸런서에는 방문자의 주소가 보이지 않습니다.
remedy-take-down-instead = 요금을 멈추려면 `landfall down`을 실행하세요. 직접 지울 레코드도 그때 나옵니다. `landfall up`으로 다시 만들 수 있습니다.
remedy-look-from-elsewhere = 휴대전화 핫스팟처럼 다른 네트워크에서 `landfall down`을 한 번 더 실행하세요.
remedy-renew-domain = { $domain } 도메인을 구입한 곳(위에 나온 이름)에서 기간을 연장하세요. 하루 안에 다시 살아납니다. 그다음 다시 시도하세요.
remedy-unlock-domain = { $domain } 도메인을 구입한 곳(위에 나온 이름)에서 도메인 잠금을 먼저 푼 다음 네임서버를 입력하세요. 나중에 다시 잠글 수 있습니다.
remedy-switch-dnssec-off =
    도메인 구입처에서 { $domain } 도메인의 DNSSEC을 끄세요(DS 레코드 삭제). 그다음 위의 TTL에 적힌 초만큼 기다리세요. 그동안 다른 DNS 서버가
    예전 값을 기억합니다. 네임서버는 그 뒤에 바꾸세요.
remedy-switch-dnssec-off-now =
    도메인 구입처에서 { $domain } 도메인의 DNSSEC을 끄세요(DS 레코드 삭제). Landfall이 계속 확인하다가 없어지면 이어서 진행합니다.
    다른 DNS 서버는 위의 TTL에 적힌 초만큼 예전 값을 기억할 수 있습니다.
remedy-wait-for-parents =
    할 일은 없습니다. 이 서버들은 바뀐 내용을 스스로 받아 갑니다. 대부분 1시간 안에 끝납니다. Landfall이 계속 확인하다가 이어서 진행합니다.
remedy-wait-for-zone =
    내 호스팅 영역의 네임서버입니다. 새로 만든 호스팅 영역은 1분쯤 지나면 응답합니다. 더 오래 걸리면 누군가 호스팅 영역을 삭제했거나 새로 만든
    것입니다. Route 53 콘솔(호스팅 영역 → { $domain })에서 확인하세요.
remedy-correct-name-servers =
    도메인 구입처에서 { $domain } 도메인의 네임서버를 열고 3단계에 나온 네 개만 입력하세요. 나머지는 모두 지우세요.
remedy-carry-records-over =
    네임서버를 바꾸기 전에 Landfall이 호스팅 영역을 만듭니다. 이 가운데 필요한 레코드를 Route 53 콘솔(호스팅 영역 → { $domain } → 레코드 생성)에
    입력한 뒤에 네임서버를 바꾸세요.
    DNS의 레코드는 목록으로 볼 수 없고 이름을 하나씩 물어볼 수만 있습니다. Landfall이 묻지 않은 레코드는 지금 DNS를 관리하는 곳의 화면에서 확인하세요.
remedy-look-what-answers =
    브라우저에서 http://{ $domain }/ 페이지를 열어 보세요. 구입처의 임시 페이지라면 없어져도 괜찮습니다.
    DNS의 레코드는 목록으로 볼 수 없고 이름을 하나씩 물어볼 수만 있습니다. Landfall이 묻지 않은 레코드는 지금 DNS를 관리하는 곳의 화면에서 확인하세요.
remedy-fix-caa-elsewhere =
    그 이름의 DNS를 관리하는 곳에서, 이미 있는 레코드 옆에 다음 레코드를 추가하세요: { $now }
    그다음 다시 시도하세요.
remedy-remove-critical-caa = 그 레코드가 있는 DNS에서 레코드를 삭제한 뒤 다시 시도하세요.
remedy-mend-name-servers = 그 이름의 네임서버를 관리하는 곳에 수정을 요청한 뒤 다시 시도하세요.
remedy-validate-by-dns =
    이메일이 필요 없는 DNS 검증을 사용하세요: landfall.toml의 {"[certificate]"} 아래에 validation = "dns"라고 적으세요. 또는 Landfall이 2단계에서 만드는
    호스팅 영역에 사용하는 이메일 서비스의 MX 레코드를 입력하고(Route 53 콘솔: 호스팅 영역 → { $domain } → 레코드 생성) 다시 시도하세요.
remedy-read-reason = 이유는 위에 나와 있습니다. 고친 뒤 다시 시도하십시오.
remedy-hand-on-proto =
    방문자가 HTTPS로 접속했다는 것을 nginx가 Django에 전달하지 않습니다. 서버의 /etc/nginx/sites-enabled에서 { $fqdn } 요청을
    처리하는 파일을 열어, `include proxy_params;`와 같은 헤더를 정하는 다른 줄을 지우고 그 자리에 다음 네 줄을 넣으세요:
    `proxy_set_header Host $host;`
    `proxy_set_header X-Real-IP $remote_addr;`
    `proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`
    `proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;`
    그리고 `sudo nginx -t && sudo systemctl reload nginx`를 실행한 뒤 다시 시도하세요.
remedy-fix-redirect =
    위의 이동은 nginx(`return`, `rewrite`)나 프로젝트(뷰, 미들웨어)가 시킵니다. https://{ $fqdn }/ 접속이 { $fqdn } 안의
    페이지에서 끝나도록 고치고, gunicorn을 다시 시작하거나 nginx를 다시 불러온 뒤 다시 시도하세요.
remedy-answer-at-root =
    https://{ $fqdn }/ 주소를 열면 페이지가 나와야 합니다. 프로젝트의 urls.py에 첫 페이지(`path("", …)`)를 추가하거나, 첫 페이지
    또는 로그인 페이지로 이동하게 하세요. 그리고 서버에서 `sudo systemctl restart { $unit }` 명령을 실행한 뒤 다시 시도하세요.
remedy-leave-root-as-it-is = 의도한 것이라면(API에는 이 주소에 페이지가 없습니다) 할 일이 없습니다.
remedy-send-unpacked =
    nginx의 `gzip on`이나 Django의 GZipMiddleware처럼, 요청(`Accept-Encoding`)이 있을 때만 압축하도록 고친 뒤 다시 시도하세요.
remedy-name-the-block =
    서버의 /etc/nginx/sites-enabled에서 `proxy_pass`가 이 프로젝트를 가리키는 파일을 열어, `server` 블록의 `server_name` 줄을
    `server_name { $fqdn };`으로 바꾸세요. 그리고 `sudo nginx -t && sudo systemctl reload nginx`를 실행한 뒤 다시 시도하세요.
remedy-write-page =
    프로젝트의 urls.py에 페이지를 추가하고, 설정 파일을 `DEBUG = False`로 바꾼 뒤, 서버에서 `sudo systemctl restart { $unit }` 명령을
    실행하세요.
remedy-trust-origin =
    프로젝트의 설정 파일에 `CSRF_TRUSTED_ORIGINS = ["https://{ $fqdn }"]`를 추가하세요(이미 목록이 있으면 이 주소만 추가하세요).
    그리고 서버에서 `sudo systemctl restart { $unit }` 명령을 실행한 뒤 다시 시도하세요.
remedy-serve-static =
    DEBUG가 꺼져 있으면 Django는 정적 파일을 제공하지 않습니다. 서버에서 `{ $install } whitenoise`를 실행하세요.
    설정 파일의 MIDDLEWARE에서 "django.middleware.security.SecurityMiddleware" 바로 다음에
    "whitenoise.middleware.WhiteNoiseMiddleware"를 넣고, `STATIC_ROOT = BASE_DIR / "staticfiles"`를 추가하세요. 그리고 프로젝트
    디렉터리에서 `{ $venv }/bin/python3 manage.py collectstatic`을 실행하고 `sudo systemctl restart { $unit }` 명령을 실행하세요.
remedy-report = 위의 내용과 함께 알려 주십시오. 지금까지 한 일은 저장되어 있으며, 다시 시도하면 이어서 진행합니다.
remedy-give-state-directory =
    위에 나온 디렉터리의 권한을 되찾으려면 이 두 명령을 실행하세요:
    sudo chown -R "$(id -un)" { $directory }
    chmod -R u+rwX { $directory }
    또는 LANDFALL_STATE_DIR 변수에 다른 디렉터리를 지정하세요. 그다음 다시 시도하세요.
remedy-enlarge-terminal = 창을 80칸 24줄 이상으로 키우세요. 화면 없이 실행하는 명령은 어떤 창에서나 사용할 수 있습니다.
remedy-set-utf-8 =
    이 터미널에서 `export LANG=C.UTF-8`을 실행하고, 터미널 설정에 문자 집합이 있으면 UTF-8로 바꾸세요. 그다음 Landfall을 다시 시작하세요.

## 다시 시도할 때 확인하는 것
again-account = AWS 로그인 상태 확인
again-aws = AWS에 같은 요청 보내기
again-instance = EC2 인스턴스와 주소 확인
again-network = VPC의 서브넷과 라우팅 테이블 확인
again-zone = 호스팅 영역과 레코드 확인
again-certificate = AWS의 인증서 확인
again-balancer = 로드 밸런서와 대상 확인
again-door = 서버에 누가 접속할 수 있는지 확인
again-health = 서버 안에서 상태 검사
again-connection = 키를 읽고 서버에 접속
again-projects = 프로젝트와 가상환경 확인
again-service = 서비스와 로그 확인
again-nginx = nginx와 사이트 이름의 응답 확인
again-settings = 서비스에 적용된 Django 설정 확인
again-domain = 도메인의 DNS 확인
again-registry = 도메인에 등록된 네임서버 확인
again-visit = 브라우저처럼 사이트 열어 보기
again-write = 현재 상태를 확인한 뒤 다시 실행: { $op }
again-all = 처음부터 모두 확인

## 값의 문제
name-problem-empty = 비어 있습니다.
name-problem-too-long = 너무 깁니다. 사이트 이름은 23자, 도메인은 253자까지입니다.
name-problem-bad-character = 쓸 수 없는 문자가 있습니다. 사이트 이름에는 a-z, 0-9, 하이픈만 쓸 수 있습니다.
name-problem-bad-edge = 영문 소문자로 시작해야 하고, 하이픈으로 끝나거나 "internal-"나 "sg-"로 시작할 수 없습니다.
name-problem-bad-label = 점 사이의 각 부분은 영문자, 숫자, 하이픈 1~63자여야 하며 하이픈으로 시작하거나 끝날 수 없습니다.
name-problem-not-a-name = 도메인 이름이 아닙니다. https://나 경로 없이 example.com처럼 적으십시오.
name-problem-no-dot = 도메인에는 example.com처럼 점이 있어야 합니다.
name-problem-public-suffix = 이 아래에서 도메인을 판매하는 이름이라 혼자 쓸 수 없습니다. 구입한 도메인 전체를 example.co.kr처럼 적으세요.
name-problem-amazons-own = 내 도메인이 아니라 AWS가 서버나 로드 밸런서에 붙인 이름입니다. 도메인 구입처(가비아 등)에서 구입한 도메인을 example.com처럼 적으세요.
name-problem-bad-zone = 가용 영역이 아닙니다. 서울의 가용 영역은 ap-northeast-2a와 같은 이름입니다.
name-problem-bad-region = AWS 리전이 아닙니다. 서울은 ap-northeast-2입니다.
name-problem-bad-instance = 인스턴스 ID가 아닙니다. EC2 콘솔에 i-0123456789abcdef0처럼 나옵니다.
name-problem-bad-path = 서버에서 /로 시작하는 전체 경로여야 하며 ".."을 쓸 수 없습니다.
name-problem-bad-user = Linux 서버의 사용자 이름이 아닙니다.
name-problem-bad-wsgi = mysite.wsgi나 mysite.asgi:application처럼 점으로 이은 모듈 이름이어야 합니다.
name-problem-bad-fingerprint = SSH가 보여 주는 형식의 지문이어야 합니다: SHA256: 뒤에 43자.
name-problem-bad-health-path = /로 시작하고 공백이 없는 경로여야 합니다. 예: /healthz/
name-problem-bad-health-codes = 200에서 499 사이의 HTTP 코드여야 합니다. 예: 200 또는 200,404 또는 200-399

## landfall.toml의 문제
config-problem-bad-toml = 올바른 TOML 파일이 아닙니다: { $detail }
config-problem-unknown-key = 여기에는 그런 키가 없습니다. 쓸 수 있는 키: { $detail }.
config-problem-missing-key = 이 키가 없습니다.
config-problem-wrong-type-text = 값은 따옴표로 감싼 글자여야 합니다.
config-problem-wrong-type-flag = 값은 따옴표 없이 true 또는 false여야 합니다.
config-problem-wrong-type-number = 값은 따옴표 없이 적은 정수여야 합니다.
config-problem-wrong-type-list = 값은 ["one", "two"]와 같은 목록이어야 합니다.
config-problem-wrong-type-section = 섹션의 이름입니다. 대괄호로 감싸 한 줄에 따로 적으십시오.
config-problem-bad-choice = 다음 중 하나여야 합니다: { $detail }.
config-problem-bad-address = 198.51.100.11과 같은 IP 주소가 아닙니다(net에서는 198.51.100.11:53처럼 포트까지 적습니다).
config-problem-bad-port = 포트는 1부터 65535까지의 숫자입니다.
config-problem-no-region = AWS 리전이 없습니다. 이 파일에도, --region, AWS_REGION, AWS 프로필에도 없습니다. 서버가 있는 리전을 region = "ap-northeast-2"(서울)처럼 적으세요.
config-problem-few-zones = 로드 밸런서에는 가용 영역이 두 곳 이상 필요합니다. 두 곳 이상 적으세요.
config-problem-zone-twice = 같은 가용 영역을 두 번 적었습니다.
config-problem-zone-elsewhere = { $detail } 리전의 가용 영역이 아닙니다.
config-problem-wsgi-too = wsgi와 asgi 중 하나만 적으세요. gunicorn은 둘 중 하나만 실행합니다.
config-problem-host-too = host와 hosts 중 하나만 적으세요. host = "www"는 hosts = ["www"]와 같습니다.
config-problem-no-hosts = 목록이 비어 있습니다. hosts = ["www", "@"]처럼 호스트를 하나 이상 적으세요.
config-problem-host-twice = 같은 호스트를 두 번 적었습니다.
config-problem-many-hosts = 인증서 하나에는 이름을 10개까지 넣을 수 있습니다. 호스트를 줄이세요.
config-problem-host-is-name = www처럼 { $detail } 앞에 붙는 부분만 적으세요. @는 { $detail } 자체를 뜻합니다.
config-problem-host-not-covered = 이 이름들은 { $detail }에 쓸 수 없습니다. 그 이름을 추가하십시오. *.example.com은 한 단계 아래 이름에만 쓸 수 있고 example.com 자체에는 쓸 수 없습니다.
config-problem-name-outside-domain = 이름은 { $detail } 안에 있어야 합니다.
config-problem-name-too-long-for-certificate = 인증서의 첫 번째 이름은 64자까지입니다. *.example.com처럼 더 짧은 이름을 맨 앞에 적으십시오.
config-problem-ssh-no-alias = { $detail } 파일에 이 이름의 Host가 없습니다.
config-problem-ssh-proxy = 다른 서버나 명령을 거쳐 접속하는 설정인데, Landfall은 서버에 직접 접속합니다: { $detail }. 직접 접속할 수 있는 서버라면 ssh_host를 빼고 address, user, key를 여기에 적으세요. 아니라면 manage = false라고 적으세요.
config-problem-ssh-match = 이 Match가 적용되는지 알 수 없습니다. Landfall은 명령을 실행하지 않고 이름만 비교합니다: { $detail }. ssh_host를 빼고 address, user, key를 여기에 적으세요.
config-problem-ssh-bad-line = 이 줄을 이해할 수 없습니다: { $detail }. 줄을 고치거나, ssh_host를 빼고 address, user, key를 여기에 적으세요.
config-problem-ssh-unreadable = 파일을 읽을 수 없습니다: { $detail }. ssh_host를 빼고 address, user, key를 여기에 적으세요.
config-problem-ssh-no-address = HostName의 주소를 찾을 수 없습니다: { $detail }. address를 여기에 적거나 ssh_host를 빼세요.
config-problem-ssh-bad-user = Linux 서버의 사용자 이름이 아닙니다: { $detail }. user를 여기에 적으세요.

## 진행 기록의 문제
journal-problem-no-home = 진행 기록을 둘 곳이 없습니다. HOME이나 LANDFALL_STATE_DIR을 설정하십시오.
journal-problem-locked = 다른 Landfall이 이 사이트를 작업하고 있습니다(프로세스 { $detail }). 끝날 때까지 기다리거나 먼저 중지하십시오.
journal-problem-unknown-schema = 더 새로운 Landfall이 쓴 진행 기록입니다(버전 { $detail }). 그 버전을 사용하십시오.
journal-problem-corrupt-record = 진행 기록의 다음 부분이 손상되었습니다: { $detail }. 추측하지 않았고, 아무것도 바꾸지 않았습니다. `{ $mend }` 명령은 손상된 파일을 남겨 두고, 읽을 수 있는 기록을 모두 살려 이어 갑니다.
journal-problem-damaged = 진행 기록이 손상되었습니다: { $detail }. 추측하지 않았고, 아무것도 바꾸지 않았습니다. `{ $mend }` 명령은 손상된 파일을 남겨 두고, 읽을 수 있는 기록을 모두 살려 이어 갑니다.
journal-problem-half-mended = 진행 기록을 복구하던 일이 중간에 끊겼습니다. `{ $mend }` 명령으로 마치십시오.
journal-problem-linked = { $detail } 파일이 심볼릭 링크입니다. 한 진행 기록에 이름이 둘이면 잠금도 둘이 되므로 Landfall은 여기에서 링크를 따라가지 않습니다. 그 자리에 파일 자체를 두십시오.
journal-problem-open-to-all = 이 컴퓨터의 누구나 { $detail } 폴더에 쓸 수 있어, 진행 기록을 다른 것으로 바꿔 놓을 수 있습니다. 먼저 그 권한을 없애십시오: `chmod o-w { $detail }`
journal-problem-io = 진행 기록 파일을 사용할 수 없습니다: { $detail }.

## 질문, 그리고 답할 사람이 없을 때 할 일
question-costs = { $known ->
    [none] 이 리전에서 요금이 얼마인지 Landfall은 알지 못합니다. 그래도 AWS 요금은 첫 시간부터 나옵니다. 요금을 모르는 채로 계속하시겠습니까?
    [some] AWS 요금이 한 달에 { $month }보다 많이 늘어납니다. { $unknown }의 이 리전 요금을 Landfall은 알지 못하며, 그 요금이 더해집니다. 요금을 모르는 채로 계속하시겠습니까?
   *[all] AWS 요금이 시간당 { $hour }, 한 달에 약 { $month } 늘어납니다. 계속하시겠습니까?
}
question-costs-stop = { $known ->
    [all] 터미널에서 `landfall up`을 실행해 답하거나, --yes로 요금에 동의하십시오.
   *[other] 위 리소스는 만들지 않았습니다. 리전의 요금을 확인하세요: { $pages } 그런 다음 터미널에서 `landfall up`을 실행해 답하거나, --yes --accept-unknown-price로 동의하세요.
}
question-instance = { $many ->
    [one] { $label } 인스턴스가 서버입니까?
   *[many] 이 중 어느 것이 서버입니까?
}
question-instance-stop = landfall.toml의 `[server]` 아래에 서버의 ID를 적으십시오: instance = "{ $instance }". 또는 터미널에서 같은 명령을 실행해 고르십시오.
tool-system = 시스템 Python
tool-other = 다른 도구
skipped-odd-name = 건너뜀: { $path } (이름을 글자로 읽을 수 없음)
skipped-too-many = 건너뜀: { $path } (항목이 20,000개보다 많음)
skipped-not-a-file = 건너뜀: { $path } (일반 파일이 아님)
skipped-link-circle = 건너뜀: { $path } (자기 자신으로 돌아오는 심볼릭 링크)
skipped-too-deep = 건너뜀: { $path } (코드가 너무 깊이 중첩되어 읽을 수 없음)
skipped-unreadable = 건너뜀: { $path } (읽을 수 없음)
skipped-too-far = 홈 디렉터리마다 7단계 아래까지 확인했으며, { $path }처럼 더 깊은 곳은 확인하지 않았습니다
skipped-no-time = 시간이 부족해 더 확인하지 않음: { $path }부터
question-project = { $many ->
    [one] 프로젝트가 { $project }입니까?
    [environments] { $project } 프로젝트를 실행하는 Python 가상환경은 어느 것입니까?
   *[many] 이 중 어느 것이 프로젝트입니까?
}
question-project-stop =
    { $many ->
        [one] landfall.toml에 프로젝트를 적거나, 터미널에서 `landfall up`을 실행해 답하세요:
       *[many] 터미널에서 `landfall up`을 실행해 고르거나, landfall.toml에 다음을 적고 맞는 줄의 #을 지우세요:
    }
    { $lines }
question-replace-unit = { $path } 파일이 이미 있습니다. 표시된 대로 바꾸시겠습니까? 백업을 남겨 두며, 정리할 때 되돌립니다.
question-replace-unit-stop = 터미널에서 `landfall up`을 실행해 답하거나, --yes로 변경에 동의하십시오.
question-enable-unit = 프로젝트를 실행하는 서비스({ $unit })가 지금 꺼져 있거나 재부팅하면 켜지지 않습니다. 켜고 부팅할 때마다 시작하게 하시겠습니까? 파일은 바꾸지 않습니다.
question-enable-unit-stop = 터미널에서 `landfall up`을 실행해 답하거나, --yes로 동의하세요.
question-variable = { $many ->
    [one] 설정에 필요한 { $name } 변수가 서비스({ $unit })에 없습니다. 지금 값을 입력하시겠습니까? 값은 서버의 { $file } 파일에 바로 저장되며 root만 읽을 수 있습니다. 그다음 서비스를 다시 시작합니다.
   *[two] 설정에 필요한 { $name } 변수가 서비스({ $unit })에 없습니다. 값을 어디서 가져오시겠습니까? 그다음 서비스를 다시 시작합니다.
}
question-variable-stop = 터미널에서 `landfall up`을 실행해 값을 입력하거나, 위에 적힌 대로 직접 설정하세요. --yes로는 답할 수 없습니다.
odd-dotenv = { $path } 파일에도 이 변수가 있지만, systemd가 python-dotenv와 다르게 읽는 줄이 있어 사용할 수 없습니다. 변수 이름(줄 번호): { $lines }
answer-type-variable = 여기서 값 입력하기(화면에 표시되지 않음)
answer-give-file = 이 변수가 이미 있는 { $ready } 파일 사용하기
question-nginx = { $path } 파일을 표시된 대로 바꾸시겠습니까? 백업을 남기고, nginx가 먼저 검사하며, 정리할 때 되돌립니다.
question-nginx-stop = 터미널에서 `landfall up`을 실행해 답하세요. --yes는 이 파일에 다른 이름({ $others })이 없을 때만 동의합니다.
question-settings = { $path } 파일을 표시된 대로 바꾸시겠습니까? 백업을 남겨 두며, 정리할 때 되돌립니다.
question-settings-stop = 터미널에서 `landfall up`을 실행해 답하세요. --yes도 변경에 동의하지만, 사이트가 이미 공개되어 있을 때는 아닙니다.
question-adopt-zone = { $many ->
    [one] { $domain }의 호스팅 영역이 이미 있습니다({ $zone }). 이것을 사용하시겠습니까? Landfall은 이 호스팅 영역을 삭제하지 않습니다.
   *[many] { $domain }의 호스팅 영역이 여러 개 있습니다. 어느 것을 사용하시겠습니까? Landfall은 이 호스팅 영역을 삭제하지 않습니다.
}
question-adopt-zone-stop = 이 호스팅 영역을 쓰려면 `landfall up --adopt-zone { $zone }` 명령을 실행하십시오. 또는 터미널에서 `landfall up`을 실행해 답하십시오.
question-adopt-certificate = { $many ->
    [one] 이 계정에 사이트 이름을 모두 포함하는 인증서가 이미 있습니다: { $names }, 만료일 { $until } ({ $arn }). 이 인증서를 사용하시겠습니까, 사이트 전용 인증서를 새로 요청하시겠습니까? Landfall은 이 인증서를 바꾸거나 삭제하지 않습니다.
   *[many] 이 계정에 사이트 이름을 모두 포함하는 인증서가 여러 개 있습니다. 그중 하나를 사용하시겠습니까, 사이트 전용 인증서를 새로 요청하시겠습니까? Landfall은 그 인증서를 바꾸거나 삭제하지 않습니다.
    }
question-adopt-certificate-stop = 이 인증서를 사용하려면 `landfall up --adopt-certificate { $arn }` 명령을 실행하세요. --adopt-certificate 없이 --yes만 쓰면 사이트 전용 인증서를 새로 요청합니다.
answer-request-own = 사이트 전용 인증서를 새로 요청하기(무료)
answer-adopt-certificate = { $names } 인증서 사용하기(만료일 { $until }, { $id })
question-overwrite-record = { $record } 레코드가 이미 있습니다({ $value }). 바꾸시겠습니까? 정리할 때 되돌립니다.
question-overwrite-record-stop = 터미널에서 `landfall up`을 실행해 답하거나, --yes로 변경에 동의하십시오.
question-host-key = { $address } 서버가 처음 보는 호스트 키를 제시했습니다. 맞는 키입니까? { $fingerprint }
question-host-key-stop = { $console ->
    [same] --yes는 처음 보는 호스트 키를 받아들이지 않습니다. landfall.toml의 `[server]` 아래에 적으십시오: host_key = "{ $fingerprint }".
    [another] --yes는 이 키를 받아들이지 않습니다. 서버 안에서 { $fingerprint } 지문을 직접 확인했을 때만 landfall.toml의 `[server]` 아래에 적으십시오: host_key = "{ $fingerprint }".
   *[other] 거기에 나오는 지문과 같다면 landfall.toml의 `[server]` 아래에 적으십시오: host_key = "{ $fingerprint }". 또는 `ssh`로 한 번 접속해 yes라고 답해 두십시오.
}
## EC2에 남아 있는 콘솔 출력과 호스트 키를 비교한 결과, 그다음 할 일
console-same = EC2와 비교한 결과 같습니다. { $instance } 인스턴스의 콘솔 출력에 이 지문이 있으므로 그 서버의 키가 맞습니다.
console-same-then = 예라고 답하면 기록해 두고, 앞으로 { $address } 주소가 이 키를 보여 줄 때만 접속합니다.
console-another = 경고! EC2와 비교한 결과 다릅니다. { $instance } 인스턴스의 콘솔 출력에 있는 지문: { $keys }. { $address } 주소에서 다른 컴퓨터가 응답하고 있을 수 있습니다.
console-another-then =
    첫 부팅 뒤에 서버의 호스트 키를 새로 만든 것이 아니라면 접속하지 마십시오. 새로 만들었는지는 서버 안에서 확인합니다. EC2 콘솔 →
    { $instance } → 연결에서 `ssh-keygen -lf { $file }` 명령을 실행했을 때 { $fingerprint } 지문이 나와야 합니다.
console-other-kinds = 비교하지 못했습니다. EC2에 있는 { $instance } 인스턴스의 콘솔 출력에는 다른 종류의 키만 있습니다: { $keys }.
console-other-kinds-then =
    서버 안에서 비교하십시오. EC2 콘솔 → { $instance } → 연결에서 `ssh-keygen -lf { $file }` 명령을 실행합니다.
console-not-kept = 비교하지 못했습니다. EC2에 { $instance } 인스턴스의 콘솔 출력이 없습니다. 인스턴스를 시작한 뒤 몇 분이 지나야 생깁니다.
console-not-kept-then =
    방금 시작한 서버라면 기다렸다가 다시 시도하십시오. 아니라면 서버 안에서 비교하십시오. EC2 콘솔 → { $instance } → 연결에서
    `ssh-keygen -lf { $file }` 명령을 실행합니다.
console-no-keys = 비교하지 못했습니다. EC2에 있는 { $instance } 인스턴스의 콘솔 출력(마지막 기록 { $written })에 호스트 키가 없습니다. 호스트 키는 처음 부팅할 때 출력되는데, EC2는 최근 출력만 보관합니다.
console-no-keys-then =
    서버 안에서 비교하십시오. EC2 콘솔 → { $instance } → 연결에서 `ssh-keygen -lf { $file }` 명령을 실행합니다.
console-not-in-ec2 = 비교하지 못했습니다. 지금 사용하는 자격 증명으로는 사이트의 리전에서 이 서버의 인스턴스가 보이지 않습니다.
console-not-in-ec2-then =
    EC2 서버라면 landfall.toml의 `region`과 `instance`를 확인하십시오. 아니라면 서버 업체의 콘솔로 서버에 접속해
    `ssh-keygen -lf { $file }` 명령으로 비교하십시오.
console-not-allowed = 비교하지 못했습니다. 지금 사용하는 자격 증명에는 콘솔 출력을 읽을 권한(ec2:GetConsoleOutput)이 없습니다. Landfall에 필요한 권한은 `landfall policy`가 모두 출력합니다.
console-not-allowed-then =
    직접 비교하십시오. AWS 콘솔 → EC2 → 인스턴스 → 작업 → 모니터링 및 문제 해결 → 시스템 로그 가져오기를 열면
    "SSH HOST KEY FINGERPRINTS" 부분에 있습니다.
console-not-read = 비교하지 못했습니다. EC2에 물어보지 못했습니다. { $why }
console-not-read-then =
    직접 비교하십시오. AWS 콘솔 → EC2 → 인스턴스 → 작업 → 모니터링 및 문제 해결 → 시스템 로그 가져오기를 열면
    "SSH HOST KEY FINGERPRINTS" 부분에 있습니다.
answer-ask-ec2-again = 접속하지 않고 다시 확인하기
answer-connect-all-the-same = 서버 안에서 이 지문을 직접 확인했으니 접속하기
question-vanished = Landfall이 만든 것이 없어졌습니다: { $thing } ({ $label }). 다시 만드시겠습니까?
question-vanished-stop = 터미널에서 `landfall up`을 실행해 답하거나, --yes로 다시 만드는 데 동의하십시오.
question-changed = Landfall이 만든 것이 그 뒤에 바뀌었습니다: { $thing } ({ $label }). 다시 Landfall이 관리하게 하시겠습니까?
question-changed-stop = AWS 콘솔에서 확인한 뒤 터미널에서 `landfall up`을 실행해 답하십시오. --yes로는 답할 수 없습니다.
question-request-anew = 발급되지 않았거나 이 사이트에 필요한 것과 다른 인증서입니다. 삭제하고 새로 요청하시겠습니까?
question-request-anew-stop = 발급되지 않은 이유를 고친 뒤 터미널에서 `landfall up`을 실행해 답하거나, --yes로 새로 요청하는 데 동의하십시오.
question-unknown-prior =
    { $record } 레코드({ $value })는 이 사이트의 로드 밸런서로 연결되므로 Landfall이 만든 것으로 봅니다. 그러나 그 전에 어떤 값이 있었는지
    기록이 없어 되돌릴 수 없습니다. 어떻게 하시겠습니까?
question-unknown-prior-stop = 터미널에서 `landfall down{ $flags }` 명령을 실행해 답하세요. --yes로는 답할 수 없습니다.
answer-delete-record = 삭제합니다. 그러면 이 이름은 어디로도 연결되지 않습니다
answer-keep-record = 그대로 둡니다. Route 53에서 직접 바꾸겠습니다
answer-look-again = 레코드를 바꾸거나 삭제했으니 다시 확인하기
answer-lead-nowhere = 그래도 로드 밸런서 삭제하기
question-side-door = { $many ->
    [one] 서버의 보안 그룹에 로드 밸런서를 거치지 않는 접속을 허용하고 웹 말고 다른 포트도 허용하는 규칙이 있습니다. 막으시겠습니까?
   *[many] 서버의 보안 그룹에 로드 밸런서를 거치지 않는 접속을 허용하고 웹 말고 다른 포트도 허용하는 규칙들이 있습니다. 막으시겠습니까?
}
question-side-door-stop = 터미널에서 `landfall up`을 실행해 답하세요. --yes로 답하면 규칙을 그대로 둡니다.
reopens-web = 외부의 웹 접속만 모두 허용하는 규칙 다시 열기: { $rule }
reopens-wide = 외부에서 웹 접속 말고도 허용하는 규칙 다시 열기: { $rule }
reopens-until = { $again ->
    [all] `landfall up`을 실행하면 다시 닫습니다.
    [some] `landfall up`을 실행하면 웹 접속만 허용하는 규칙은 다시 닫고, 나머지는 닫을지 묻습니다. --yes를 쓰면 나머지는 열어 둡니다.
    [asks] `landfall up`을 실행하면 다시 닫을지 묻습니다. --yes를 쓰면 열어 둡니다.
    [own] `landfall up`을 실행하면 서버가 다시 전용 보안 그룹을 사용하고 웹 접속만 허용하는 규칙은 다시 닫습니다. 나머지는 닫을지 묻고, --yes를 쓰면 열어 둡니다.
   *[no] landfall.toml의 `close_http`가 false라서 `landfall up`을 실행해도 다시 닫지 않습니다.
}
side-door-closed = 삭제: { $rule }
side-door-kept = 먼저 따로 추가해 유지: { $rule }
side-door-rest =
    그 밖에 이 규칙으로 들어오던 접속은 모두 막힙니다. 로드 밸런서를 거치지 않는 웹 접속과, 외부에서 사용하던 다른 포트가 여기에 듭니다.
    새 SSH 로그인에 성공한 뒤에만 삭제하며, `landfall down`이 원래대로 되돌립니다.
answer-leave-side-door = 그대로 두기
answer-close-side-door = SSH는 두고 막기
question-own-group = 로드 밸런서를 거치지 않는 접속을 허용하는 규칙이 다른 곳과 함께 사용하는 보안 그룹에 있습니다: { $groups }. 대신 서버 전용 그룹을 적용하시겠습니까?
question-own-group-stop = 터미널에서 `landfall up`을 실행해 답하세요. --yes로 답하면 서버를 그 그룹에 그대로 둡니다.
own-group-others = 그 그룹을 함께 사용하며 바뀌지 않음: { $others }
own-group-left = 옮기지 않음: { $rule }
own-group-taken = 옮김: { $rule }
own-group-added = SSH 접속을 위해 추가: { $rule }
own-group-naming = 공유 그룹을 가리키므로 앞으로 이 서버에는 적용되지 않음(서버가 사용하는 데이터베이스일 수 있음): { $rule }
own-group-rest =
    새 그룹에서 나가는 접속은 모두 허용됩니다. 그 뒤 새 SSH 로그인에 실패하거나 방문자에게 사이트가 보이지 않으면 바로 원래대로 되돌립니다.
    `landfall down`도 원래대로 되돌립니다.
answer-leave-shared-group = 그대로 두기
answer-own-group = 서버 전용 그룹 적용하기
question-leads-to-balancer = { $many ->
    [one] Landfall이 만들지 않은 레코드가 이 사이트의 로드 밸런서로 연결되어 있습니다. 로드 밸런서를 삭제하면 이 이름은 어디로도 연결되지 않으며, 레코드는 그대로 남습니다.
   *[many] Landfall이 만들지 않은 레코드들이 이 사이트의 로드 밸런서로 연결되어 있습니다. 로드 밸런서를 삭제하면 이 이름들은 어디로도 연결되지 않으며, 레코드는 그대로 남습니다.
}
question-leads-to-balancer-stop =
    Route 53 콘솔에서 이 레코드를 삭제하거나 다른 곳으로 연결한 뒤({ $records }) `landfall down{ $flags }` 명령을 다시 실행하세요.
    또는 터미널에서 `landfall down{ $flags }` 명령을 실행해 답하세요. --yes로는 답할 수 없습니다.
question-pause = { $stops ->
    [yes] 일시 중지하고 서버도 중지하시겠습니까? `landfall up`을 실행할 때까지 사이트에 접속할 수 없습니다: { $name }
   *[no] 일시 중지하시겠습니까? 몇 분 뒤부터 `landfall up`을 실행할 때까지 HTTPS가 꺼집니다: { $name }
    }
question-pause-stop = { $stops ->
    [yes] 터미널에서 `landfall pause --stop-server`를 실행해 답하거나, --yes를 사용하세요.
   *[no] 터미널에서 `landfall pause`를 실행해 답하거나, --yes를 사용하세요.
    }
question-reopen-door = 일시 중지 중에는 방문자가 서버의 80번 포트로 오는데, Landfall이 그 포트를 외부에 닫아 두었습니다. 그래서 그때 닫은 규칙을 모두 다시 엽니다. 다시 여시겠습니까?
question-reopen-door-stop =
    터미널에서 `landfall pause`를 실행해 답하세요. --yes로는 답할 수 없습니다.
    서버까지 중지하면 열지 않아도 됩니다: `landfall pause --stop-server`.
question-start-server = 일시 중지한 뒤로 서버가 중지되어 있습니다({ $instance }). 다시 시작하시겠습니까? 시작하면 다음 요금이 나옵니다:
question-start-server-stop = 터미널에서 `landfall up`을 실행해 답하거나, --yes를 사용하세요.
question-tear-down = { $server ->
    [yes] 위의 내용대로 하고 서버도 모든 데이터와 함께 종료(삭제)하시겠습니까? 삭제한 리소스는 복구할 수 없습니다. 확인하려면 도메인 이름을 입력하세요: { $domain }
   *[no] 위의 내용대로 하시겠습니까? 삭제한 리소스는 복구할 수 없습니다. 확인하려면 도메인 이름을 입력하세요: { $domain }
    }
question-tear-down-stop = 터미널에서 `landfall down{ $flags }` 명령을 실행해 확인하거나, --yes를 사용하십시오.
question-delete-leftover = { $kind ->
    [volume] 서버는 종료(삭제)했지만 볼륨(디스크) { $id }({ $size } GiB{ $named ->
        [yes] , { $label }
       *[no] {""}
    }): 아직 남아 있습니다. 매월 요금: { $month }. 안에 든 데이터까지 영구 삭제하려면 { $id } 입력, 그대로 두려면 Enter만 누르십시오.
    [address] 탄력적 IP 주소 { $label }: 아직 계정에 남아 있습니다. 매월 요금: { $month }. 릴리스하면 다른 사람이 사용할 수 있습니다. 릴리스하려면 { $id } 입력, 그대로 두려면 Enter만 누르십시오.
   *[group] 서버의 보안 그룹 { $id }: 이제 아무것도 사용하지 않습니다. 요금은 없습니다. 삭제하려면 { $id } 입력, 그대로 두려면 Enter만 누르십시오.
}
question-delete-leftover-stop = --yes는 그대로 둡니다. 삭제하려면 터미널에서 `landfall down{ $flags }` 명령을 실행하고 { $id } 입력을 하세요.
answer-keep-leftover = 그대로 두기
answer-delete-leftover = 영구 삭제하기

## 기다림
waiting-delegation = 레지스트리에 새 네임서버가 반영되기를 기다리고 있습니다.
waiting-signature = 도메인의 DNSSEC이 꺼지고 다른 DNS 서버에서도 없어지기를 기다리고 있습니다.
waiting-hand-back = 레지스트리에서 AWS 네임서버가 빠지기를 기다리고 있습니다.
waiting-record = 도메인의 DNS를 운영하는 곳에 레코드가 보이기를 기다리고 있습니다.
waiting-change = 모든 Route 53 서버에 반영되기를 기다리고 있습니다.
waiting-certificate = 인증서가 발급되기를 기다리고 있습니다.
waiting-certificate-mail = Amazon이 보낸 메일에서 "I Approve"를 누르기를 기다리고 있습니다.
waiting-balancer = 로드 밸런서가 준비되기를 기다리고 있습니다.
waiting-target = 로드 밸런서가 서버를 정상으로 판단하기를 기다리고 있습니다.
waiting-address = 도메인이 올바른 주소로 연결되기를 기다리고 있습니다.
waiting-https = https가 응답하기를 기다리고 있습니다.
waiting-service = gunicorn이 계속 실행되는지 지켜보고 있습니다.
waiting-side-door = 로드 밸런서를 거치지 않는 접속이 막히기를 기다리고 있습니다.
waiting-instance = 인스턴스가 종료되기를 기다리고 있습니다.
waiting-stop = 서버가 중지되기를 기다리고 있습니다.
waiting-start = 서버가 시작되기를 기다리고 있습니다.
waiting-second = 같은 순간에 다른 컴퓨터가 같은 것을 만들지 않았는지 확인하고 있습니다.
waiting-release = AWS에 반영되면 삭제됩니다. 그때까지 Landfall이 다시 시도합니다.

wait-delegation = { waiting-delegation } 경과 { $elapsed }, 보통 { $usual }. 마지막 확인: { $evidence }
wait-signature = { waiting-signature } 경과 { $elapsed }, 보통 { $usual }. 마지막 확인: { $evidence }
wait-hand-back = { waiting-hand-back } 경과 { $elapsed }, 보통 { $usual }. 마지막 확인: { $evidence }
wait-record = { waiting-record } 경과 { $elapsed }, 보통 { $usual }. 마지막 확인: { $evidence }
wait-change = { waiting-change } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-certificate = { waiting-certificate } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-certificate-mail = { waiting-certificate-mail } 경과 { $elapsed }, 보통 { $usual }. 받는 주소: { $evidence }
wait-balancer = { waiting-balancer } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-target = { waiting-target } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-address = { waiting-address } 경과 { $elapsed }, 보통 { $usual }. 마지막 확인: { $evidence }
wait-https = { waiting-https } 경과 { $elapsed }, 보통 { $usual }. 마지막 확인: { $evidence }
wait-service = { waiting-service } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-side-door = { waiting-side-door } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-instance = { waiting-instance } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-stop = { waiting-stop } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-start = { waiting-start } 경과 { $elapsed }, 보통 { $usual }. { $evidence }
wait-second = { waiting-second } 경과 { $elapsed }, 보통 { $usual }.
wait-release = { waiting-release } 경과 { $elapsed }, 보통 { $usual }. { $evidence }

usual-delegation = 10분~48시간
usual-signature = 10분~24시간
usual-hand-back = 10분~48시간
usual-record = 레코드를 만든 뒤 1분~1시간
usual-change = 1분 이내
usual-certificate = 5분~30분
usual-certificate-mail = 메일의 링크를 누르면 바로, 최대 72시간
usual-balancer = 2분~5분
usual-target = 1분 이내
usual-address = 5분 이내
usual-https = 5분 이내
usual-service = 몇 초
usual-side-door = 몇 초
usual-instance = 1분~2분
usual-stop = 1분~2분
usual-start = 1분 이내
usual-second = 몇 초
usual-release = 1분~5분, 최대 20분

## 대상이 정상이 아닌 이유
target-reason-elb-initial-health-checking = 첫 상태 검사가 진행 중입니다.
target-reason-elb-registration-in-progress = 서버를 등록하는 중입니다.
target-reason-target-response-code-mismatch = 서버가 상태 검사에 오류 코드로 응답했습니다.
target-reason-target-timeout = 서버가 상태 검사에 제때 응답하지 않았습니다. 보안 그룹이나 방화벽이 막고 있을 수 있습니다.
target-reason-target-failed-health-checks = 서버에 연결하지 못했습니다. nginx가 실행 중이 아닐 수 있습니다.
target-reason-target-not-in-use = 아직 대상 그룹을 쓰는 리스너가 없거나, 서버의 가용 영역이 켜져 있지 않습니다.
target-reason-target-invalid-state = 인스턴스가 중지되었거나 종료되었습니다.
target-reason-other = AWS가 다른 이유를 알려 왔습니다.

## 인증서가 발급되지 않은 이유
acm-reason-no-available-contacts = 도메인에 승인 이메일을 받을 주소가 없습니다.
acm-reason-no-available-contacts-then = 도메인에 메일 서버(MX 레코드)를 만들거나 DNS 검증(validation = "dns")으로 바꾼 뒤 새로 요청하세요.
acm-reason-additional-verification-required = Amazon이 이 도메인을 직접 확인하려고 합니다.
acm-reason-additional-verification-required-then = AWS 콘솔 → Support → 사례 생성 → 계정 및 결제에서 지원 사례를 만드세요. 답변을 받은 뒤 새로 요청하세요.
acm-reason-domain-not-allowed = 안전하지 않다고 신고된 도메인이어서 Amazon이 인증서를 발급하지 않습니다.
acm-reason-domain-not-allowed-then = 안전하지 않은 사이트 목록(Google Safe Browsing, VirusTotal)에서 해제를 신청하거나 AWS 콘솔에서 지원 사례를 만드세요. 그다음 새로 요청하세요.
acm-reason-invalid-public-domain = 인증서 이름 가운데 인터넷에서 사용할 수 있는 도메인이 아닌 것이 있습니다.
acm-reason-invalid-public-domain-then = 도메인이 등록되어 있고 이름이 올바른지 확인한 뒤 새로 요청하세요.
acm-reason-domain-validation-denied = 도메인 소유자가 요청을 거절했습니다.
acm-reason-domain-validation-denied-then = 도메인의 admin@, webmaster@ 이메일을 받는 사람과 상의한 뒤 새로 요청하세요.
acm-reason-caa-error = 도메인의 CAA 레코드가 Amazon의 인증서 발급을 막고 있습니다.
acm-reason-caa-error-then = Landfall이 먼저 CAA 레코드를 다시 확인하고 필요한 레코드를 알려 줍니다.
acm-reason-slr-not-found = Certificate Manager에 필요한 서비스 연결 역할이 계정에 없습니다.
acm-reason-slr-not-found-then = 사설 인증 기관의 인증서에만 해당하는 이유이고, Landfall은 그런 인증서를 요청하지 않습니다. AWS 콘솔에서 지원 사례를 만드세요.
acm-reason-private-authority = 계정의 사설 인증 기관이 발급을 거부했습니다({ $reason }).
acm-reason-private-authority-then = Landfall은 사설 인증 기관에 요청하지 않습니다. 이 인증서를 누가 바꿨는지 확인하세요. 새 인증서는 Amazon에 요청합니다.
acm-reason-other = Amazon이 자세한 이유를 알려 주지 않았습니다.
acm-reason-other-then = 새로 요청하세요. 같은 결과가 나오면 AWS 콘솔에서 지원 사례를 만드세요.
acm-reason-unknown = Amazon이 알려 준 이유를 이 버전의 Landfall은 알지 못합니다: { $reason }
acm-reason-unknown-then = AWS의 Certificate Manager 문서에서 이 이유를 찾아본 뒤 새로 요청하세요.
acm-reason-validation-timed-out = 72시간 안에 도메인 소유를 검증하지 못했습니다.
acm-reason-validation-timed-out-then = Landfall이 먼저 도메인, 네임서버, 검증 레코드를 다시 확인하고 막힌 곳을 알려 줍니다. 그다음 새로 요청합니다.
acm-reason-expired = 인증서가 만료되었습니다.
acm-reason-expired-then = 더 이상 갱신되지 않으므로 새로 요청합니다.
acm-reason-revoked = 인증서가 해지되었습니다.
acm-reason-revoked-then = 이유는 AWS 계정의 이메일로 옵니다. 문제를 해결한 뒤 새로 요청하세요.
acm-reason-inactive = AWS에서 비활성으로 표시한 인증서여서 로드 밸런서에서 사용할 수 없습니다.
acm-reason-inactive-then = 새로 요청합니다.

## 첫 단계 전에 점검하는 것
check-state-directory = 진행 기록을 저장하는 곳
check-terminal = 터미널
check-key-file = SSH 키 파일
check-signed-in = AWS 로그인
check-clock = 이 컴퓨터의 시계
check-region = 리전
check-account-plan = AWS 요금제와 크레딧
check-group-rights = 보안 그룹과 규칙을 만들 권한
check-other-rights = 그 밖의 모든 권한
check-server-runs = 서버 실행 여부
check-server-reached = 서버에 SSH로 로그인
check-server-tools = 서버의 sudo, systemd, Python
check-server-chain = 서버에 서비스를 방해하는 것이 있는지
check-port-eighty = 서버 보안 그룹의 80번 포트
check-registration = 레지스트리의 도메인 등록 상태
check-dnssec = 도메인의 DNSSEC
check-old-records = 지금 네임서버에 있는 레코드
check-hand-over = 네임서버 전체의 응답
check-caa = 인증서를 발급할 수 있는 기관(CAA)
check-mail = 도메인의 이메일 수신(MX)
check-subnets = 로드 밸런서를 둘 서브넷
check-public-access = 퍼블릭 액세스 차단
check-names = 로드 밸런서, 대상 그룹, 보안 그룹의 이름
check-balancer-quota = 로드 밸런서 할당량(한도)
check-other-quotas = 그 밖의 할당량(한도)과, 이 계정에서 로드 밸런서를 만들 수 있는지
verdict-good = 정상
verdict-nothing-found = 흔히 쓰는 이름의 레코드와 이메일 설정을 찾지 못했습니다. DNS의 레코드는 목록으로 볼 수 없고 이름을 하나씩 물어볼 수만 있습니다
verdict-warns = 진행할 수 있지만 알아 두세요: { $what }
verdict-stops = { $number }단계({ $step })를 진행할 수 없음: { $what }
checks-good = 정상인 항목: { $count }개
checks-nothing-stops = 확인한 항목 중에 진행을 막는 것이 없습니다.
checks-open = 확인한 항목 중에 진행을 막는 것이 없습니다. 확인하지 않은 항목: { $count }개
checks-stop = 진행을 막는 항목: { $count }개

## 출력
headless-plan-title = `landfall up`이 할 일을 순서대로 보여 드립니다:
headless-plan-nothing = 만들 것이 없습니다. 사이트가 이미 갖추어져 있습니다.
headless-total = { $known ->
    [none] 합계를 알 수 없습니다. 이 리전의 요금이 Landfall에 없습니다. AWS의 리전별 요금: { $pages }
    [some] 합계: 한 달에 { $month }보다 많습니다(세금과 트래픽 제외). 합계에 없는 것: { $unknown }. 이 리전의 요금이 Landfall에 없습니다. AWS의 리전별 요금: { $pages }
    [monthly] 합계: 한 달에 약 { $month } (세금과 트래픽 제외).
   *[all] 합계: 시간당 { $hour }, 한 달에 약 { $month } (세금과 트래픽 제외).
}
headless-an-hour = 시간당 { $amount }
headless-a-month = 한 달 { $amount }
headless-records = 레코드 { $count }개
headless-price-unknown = 가격을 알 수 없음
headless-prices-date = { $sure ->
    [one-source] { $date } 기준 가격입니다. 일부는 한 곳에서만 확인한 가격이라 AWS의 실제 요금과 다를 수 있습니다.
   *[yes] { $date } 기준 가격입니다.
}
headless-done-up = 완료했습니다: { $url }
ui-live-alarm = AWS 요금이 예상을 넘으면 이메일로 알림 받기(무료):
ui-live-alarm-how = { $known ->
    [no] AWS 콘솔 → 예산(Budgets) → 예산 생성
   *[yes] AWS 콘솔 → 예산(Budgets) → 예산 생성, 한 달 { $amount }
}
budget-alarm-where = AWS 요금이 예상을 넘으면 이메일 받기(무료, 최대 하루 늦음, 결제 정보 권한 필요): AWS 콘솔 → 결제 및 비용 관리(Billing and Cost Management) → 예산(Budgets) → 예산 생성 → 템플릿 사용 → 월별 비용 예산(Monthly cost budget)
budget-alarm-what = { $known ->
    [no] 이름, 이 계정에 허용할 한 달 요금(USD), 이메일 주소를 입력하고 예산 생성을 누르세요.
   *[yes] 이름, { $amount }(이 사이트의 한 달 요금을 올림한 금액이며, 계정의 다른 요금이 있으면 더하세요), 이메일 주소를 입력하고 예산 생성을 누르세요.
}
headless-done-until = 다음 단계까지 완료했습니다: { $step }
headless-nothing-to-remove = 삭제할 것이 없었습니다.
headless-done-down = 완료했습니다. Landfall이 만든 것을 모두 삭제했습니다.
headless-done-down-in-aws = 완료했습니다. Landfall이 AWS에 만든 것을 모두 삭제했습니다. 서버에 로그인할 방법을 알 수 없어서, 서버에 쓴 파일은 그대로 남습니다. 그것도 되돌리려면 landfall.toml을 두고 `landfall down`을 한 번 실행하십시오.
headless-done-restart = 완료했습니다. gunicorn을 재시작했고, 정상으로 응답합니다.
headless-done-pause = 일시 중지했습니다. 로드 밸런서를 삭제했고, 도메인은 서버로 바로 연결되어 HTTP로 접속합니다. `landfall up`을 실행하면 약 5분 뒤 HTTPS가 다시 적용되며, 요금을 다시 묻습니다.
headless-done-pause-stopped = 일시 중지했습니다. 로드 밸런서를 삭제했고, 서버를 중지했고, 도메인은 서버로 연결되지 않습니다. 서버의 디스크 요금은 계속 나옵니다. `landfall up`을 실행하면 서버를 시작하고 HTTPS를 다시 적용하며, 요금을 다시 묻습니다.
headless-stuck-above = 위에 ✖로 표시한 문제는 아직 그대로입니다.
headless-stopped = 멈췄습니다. 이제 직접 하셔야 할 일이 있습니다.
headless-outlasted = --wait 시간({ $wait })이 지나 멈췄습니다: { $what }
headless-failed = 실패했습니다.
headless-again = 다시 시도: { $what }.
headless-carry-on = 다시 실행하면 여기부터 이어서 진행합니다: `{ $command }`
headless-dnssec-off =
    네임서버를 바꾸기 전에, 먼저 도메인 구입처에서 { $domain } 도메인의 DNSSEC을 끄세요(DS 레코드 삭제).
    끈 뒤에도 다른 DNS 서버가 { $ttl } 동안 기억합니다. Landfall이 그때까지 기다린 뒤 네임서버를 알려 줍니다.
headless-dnssec-left =
    { $domain } 도메인의 네임서버를 바꿀 때 DNSSEC이 켜진 채로 남았습니다. 서명을 확인하는 DNS 서버에서는 도메인이 조회되지 않습니다.
    도메인 구입처에서 DNSSEC을 끄세요(DS 레코드 삭제). Landfall이 계속 확인하다가 없어지면 이어서 진행합니다.
    일부 DNS 서버는 { $ttl } 동안 더 기억합니다.
headless-dnssec-remembered = { $domain } 도메인의 DNSSEC이 꺼졌습니다. 다른 DNS 서버가 { $until }까지 기억할 수 있으니, 네임서버는 그 뒤에 바꾸세요.
headless-nothing-found = 지금 네임서버에서 흔히 쓰는 이름의 레코드와 이메일 설정을 찾지 못했습니다. DNS의 레코드는 목록으로 볼 수 없고 이름을 하나씩 물어볼 수만 있습니다.
headless-unanswered = 응답이 없어 확인하지 못한 이름: { $names }
headless-goes-dark = 네임서버를 바꾸면 동작하지 않게 되는 레코드입니다(DNS의 레코드는 목록으로 볼 수 없고 이름을 하나씩 물어볼 수만 있어서, 물어본 것만 보여 줍니다):
headless-hand-over = 이제 { $domain } 도메인의 네임서버를 도메인 구입처에서 아래 네임서버로 바꿔야 합니다:
headless-hand-over-takes = 전 세계에 반영되기까지 보통 10분에서 48시간이 걸립니다. 창을 닫아도 됩니다. 지금까지 한 일은 모두 저장되어 있습니다.
headless-dns-likely = 지금 DNS는 { $dns }에서 운영하므로 그곳에서 구입했을 가능성이 큽니다. 다른 곳에서 구입했다면 그곳에서 네임서버를 바꾸세요.
headless-dns-at = 지금 DNS는 { $dns }에서 운영합니다. 네임서버는 도메인을 구입한 곳에서 바꾸며, 다른 곳일 수 있습니다.
headless-sold-by = 레지스트리에 등록된 도메인 구입처: { $registrar } (이곳의 도메인을 대신 판매하는 곳에서 구입했을 수도 있습니다)
headless-parent-zone = { $domain } 이름은 다른 도메인의 하위 도메인이라 도메인 구입처에서 바꾸지 않습니다. { $parent }의 DNS에 이름이 { $label }인 NS 레코드를 하나 만들어 아래 값만 한 줄에 하나씩 넣고, 그곳에 { $label } 이름으로 있던 다른 레코드는 지우세요:
headless-parent-zone-back = 호스팅 영역을 삭제하기 전에 { $domain } 이름이 이 네임서버를 쓰지 않아야 합니다. { $parent }의 DNS에서 이름이 { $label }인 NS 레코드를 삭제하거나 원래 값으로 되돌리세요.
# 도메인의 DNS를 옮기지 않는 경우. $servers: 네임서버, $zone: 이름이 속한 영역
headless-records-where = { $zone }의 DNS는 옮기지 않습니다(네임서버: { $servers }). 지금 DNS를 운영하는 곳에서 다음 레코드를 만드세요:
headless-record-of-validation = 도메인의 소유자임을 Amazon에 증명하는 레코드
headless-record-of-site = 방문자를 로드 밸런서로 보내는 레코드
headless-record-kind = 종류
headless-record-bare-kind = ALIAS, ANAME 또는 CNAME(flattening을 지원하는 곳)
headless-record-host = 이름
headless-record-value = 값
headless-record-doubled = { $seen } 이름으로 만들어졌습니다. 입력란에서 이름 뒤에 도메인을 자동으로 붙이므로, 위에 나온 이름만 입력하세요.
headless-record-proxied = { $name } 이름에 Cloudflare의 주소({ $seen })가 응답합니다. 프록시가 켜져 있습니다. "DNS only"(회색 구름)로 바꾸세요. 켜져 있으면 방문자에게 이 사이트의 인증서가 아니라 Cloudflare의 인증서가 보입니다.
headless-record-other = 지금 { $name } 이름의 응답: { $seen }. 같은 이름의 레코드가 있으면 위의 레코드로 바꾸세요. 없다면 모든 이름에 똑같이 나오는 응답이며, 레코드를 만들면 바뀝니다.
headless-records-doubling = 대부분의 입력란은 이름 뒤에 { $zone } 도메인을 자동으로 붙입니다. 전체 이름을 입력하면 { $doubled } 이름이 됩니다. 전체 이름을 요구하는 곳이라면 { $zone }까지 입력하세요. 값 끝에는 점이 있어도 됩니다.
headless-records-bare = { $zone } 이름 자체에는 CNAME 레코드를 만들 수 없습니다. ALIAS나 ANAME을 지원하는 곳이 있고, Cloudflare는 CNAME을 받아 주소로 바꿔 줍니다(flattening). 모두 지원하지 않는 곳이라면 방법은 두 가지입니다. www로 사이트를 만들고(`host = "www"`) { $zone }에서 포워딩하거나, DNS를 Route 53으로 옮기세요(landfall.toml에서 `dns` 삭제).
headless-records-cloudflare = Cloudflare에서는 레코드마다 프록시를 끄세요(DNS only, 회색 구름).
headless-records-left = 다음 레코드는 도메인의 DNS를 운영하는 곳({ $servers })에 직접 만든 것이라 Landfall이 삭제하지 않습니다. 사이트에 더 이상 필요하지 않으니 그곳에서 삭제하세요(인증서를 증명하는 레코드는 같은 이름의 다른 인증서가 없을 때만).
headless-record-left-stands = 방금 확인했을 때 있음
headless-record-left-gone = 이제 없음
headless-record-left-unseen = 확인하지 않음
headless-entered = 지금 도메인에 등록된 네임서버가 아직 맞지 않습니다. 아직 고치지 않았다면 도메인 구입처에서 고치세요. 기다리기만 해서는 바뀌지 않습니다.
# Name servers that were typed somewhere, held against those that should stand there. $is and $should are letters or names as they stand there.
entered-right = { $name }: 맞습니다.
entered-misspelt = { $is }: 오타가 있습니다({ $what }). 이렇게 고치세요: { $should }
entered-lacks = "{ $should }" 빠짐
entered-surplus = "{ $is }" 더 들어감
entered-instead = "{ $should }" 자리에 "{ $is }"
entered-letter-for-digit = 숫자 "{ $should }" 자리에 글자 "{ $is }"
entered-digit-for-letter = 글자 "{ $should }" 자리에 숫자 "{ $is }"
entered-missing = { $name }: 빠져 있습니다. 추가하세요.
entered-twice = { $name }: 두 번 들어 있습니다. 하나만 남기세요.
entered-beside-ours = { $name }: 삭제할 호스팅 영역의 네임서버입니다. 네임서버 칸에서 지우세요.
entered-beside-old = { $name }: 이전 네임서버입니다. 네임서버 칸에서 지우세요.
entered-beside-other-zone = { $name }: Route 53의 네임서버이지만 다른 호스팅 영역의 것입니다. 네임서버 칸에서 지우세요.
entered-beside-foreign = { $name }: 이 호스팅 영역의 네임서버가 아닙니다. 네임서버 칸에서 지우세요.
headless-hand-back =
    호스팅 영역을 삭제하려면 먼저 도메인이 Landfall이 만든 네임서버를 더 이상 사용하지 않아야 합니다. 도메인을 구입한 업체에 로그인해 네임서버를
    원래대로 되돌리세요. { $known ->
        [yes] 원래 네임서버: { $old }
       *[no] 원래 네임서버가 기록에 없습니다. 도메인 구입처의 기본 네임서버("기본 네임서버 사용" 버튼이 있는 곳이 많습니다)를 선택하거나 고객센터에 문의하세요.
    }
    이유: 반납한 네임서버를 도메인이 계속 가리키면, 다음에 그 네임서버를 배정받은 사람이 도메인을 가로챌 수 있습니다.
headless-zone-kept = 도메인이 아직 가리키고 있어서 호스팅 영역은 남겨 두었습니다. 삭제할 때까지 요금이 계속 나옵니다: { $month }.
headless-still-bills = 아직 요금이 나오는 것:
headless-bills-after = 삭제한 뒤에도 AWS 요금이 나오는 것:
headless-ends = 남은 요금을 끝내는 방법:
ends-server-disk = 서버 { $instance }의 볼륨(디스크): 루트 볼륨은 따로 삭제할 수 없고 서버와 함께 삭제됩니다. EC2 콘솔 → 인스턴스 → { $instance } → 인스턴스 상태 → 인스턴스 종료(삭제), 또는 `landfall down --with-server`. 서버의 모든 데이터가 사라집니다. 그 뒤에도 남은 볼륨: 볼륨 → 선택 → 작업 → 볼륨 삭제.
ends-there = { $region } 리전: { $end }
ends-server-disk-there = 서버 { $instance }의 볼륨(디스크): 루트 볼륨은 따로 삭제할 수 없고 서버와 함께 삭제됩니다. EC2 콘솔 → 인스턴스 → { $instance } → 인스턴스 상태 → 인스턴스 종료(삭제). 서버의 모든 데이터가 사라집니다. 그 뒤에도 남은 볼륨: 볼륨 → 선택 → 작업 → 볼륨 삭제.
ends-volume = 볼륨(디스크): EC2 콘솔 → 볼륨 → 선택 → 작업 → 볼륨 삭제. 안에 든 데이터는 복구할 수 없습니다.
ends-snapshot = 스냅샷: EC2 콘솔 → 스냅샷 → 선택 → 작업 → 스냅샷 삭제. 표시한 요금은 가장 많을 때의 금액입니다.
ends-idle-address = 탄력적 IP 주소: EC2 콘솔 → 탄력적 IP → 선택 → 작업 → 탄력적 IP 주소 릴리스. 서버를 종료해도 요금이 계속 나옵니다. 서버가 아직 사용하는 주소는 먼저 작업 → 탄력적 IP 주소 연결 해제. 그러면 그 주소로는 서버에 접속할 수 없습니다.
ends-zone-waits = 호스팅 영역: 도메인 구입처에서 네임서버를 되돌린 뒤 `landfall down{ $flags }` 명령을 실행하면 삭제됩니다.
ends-zone = 호스팅 영역: Route 53 콘솔 → 호스팅 영역 → 레코드를 삭제한 뒤 호스팅 영역 삭제. 먼저 도메인이 이 네임서버를 더 이상 사용하지 않는지 확인하십시오.
ends-instance = 서버: EC2 콘솔 → 인스턴스 → 선택 → 인스턴스 상태 → 인스턴스 종료(삭제). 서버의 모든 데이터가 사라집니다.
bills-registration = AWS 밖의 요금: { $domain } 도메인 등록. 해지는 도메인 구입처에서 합니다. 해마다 갱신할 때 도메인 구입처에서 정한 요금이 나옵니다(Landfall은 금액을 모름).
bills-registration-at = AWS 밖의 요금: { $domain } 도메인 등록. 해지는 도메인 구입처(아마 { $registrar })에서 합니다. 해마다 갱신할 때 그곳에서 정한 요금이 나옵니다(Landfall은 금액을 모름).
headless-bills-nothing = Landfall이 아는 한 지금 요금이 나오는 것은 없습니다.
headless-bills-nothing-read = 확인한 곳에서 지금 요금이 나오는 것은 없습니다.
# What was read of AWS when a teardown ended: places with their services.
teardown-read = 마지막 삭제 뒤 AWS에서 확인한 곳: { $places }. 이 사이트의 태그가 있거나 진행 기록에 Landfall이 만들었다고 적힌 리소스는 남아 있지 않습니다.
teardown-read-beside = 요금을 알려고 함께 확인한 것: { $places }.
teardown-not-read = 다른 리전은 확인하지 않았습니다. { $name } 사이트의 리소스를 어디에 만들었는지 이 컴퓨터의 진행 기록만으로는 다 알 수 없어서, 그곳에 남은 리소스가 있을 수 있습니다.
teardown-zones-not-read = { $name } 사이트의 태그가 없는 호스팅 영역은 확인하지 않았습니다. 도메인을 알 수 있는 것이 남아 있지 않습니다. 원래 있던 호스팅 영역에 { $balancer }-…를 가리키는 레코드가 있으면 삭제하세요: Route 53 콘솔 → 호스팅 영역.
teardown-look-there = 다른 리전에 만든 적이 있다면 `landfall down --name { $name } --region REGION` 명령으로 확인하세요.
read-in-no-region = Route 53
read-service-load-balancers = 로드 밸런서
read-service-target-groups = 대상 그룹
read-service-certificates = 인증서
read-service-security-groups = 보안 그룹
read-service-hosted-zones = 호스팅 영역
read-service-instances = 인스턴스
read-service-volumes = 서버의 볼륨
read-service-snapshots = 그 스냅샷
read-service-addresses = 탄력적 IP 주소
# What AWS did not show: the steps that failed are listed below it.
headless-unread-down = 진행 기록에 있는 리소스는 모두 삭제했습니다. 다만 AWS에서 확인하지 못한 항목이 있어, 아직 남은 리소스가 있을 수 있습니다.
headless-unread-status = AWS에서 확인하지 못한 항목이 있어, 여기에 보이지 않는 리소스가 있을 수 있습니다.
headless-unread-bills = 요금이 나오는 리소스가 있는지는 확인하지 못했습니다.
headless-unread-bills-more = 이 밖에도 요금이 나오는 리소스가 있을 수 있습니다.
headless-adopted-left = Landfall 이전부터 있었으므로 그대로 두는 것:
headless-mend = 이 문제가 있는 동안에는 인증서가 발급되지 않습니다. 해결되면 자동으로 계속됩니다:
status-would = `landfall up`을 실행하면 다음에 할 일: { $what }
headless-certificate-late = 인증서 발급이 보통보다 오래 걸립니다. 확인한 것 가운데 막힌 곳은 없습니다. Amazon에서 최대 72시간까지 걸릴 수 있습니다:
# 전체 삭제를 시작하기 전, 그리고 이어서 할 때
leftover-group-stays = 남아 있지만 요금이 나오지 않음: 종료(삭제)한 서버의 보안 그룹 { $name }({ $id }). 사용하는 곳이 없으니 EC2 콘솔 → 보안 그룹에서 선택하고 작업 → 보안 그룹 삭제를 누르면 됩니다.
headless-teardown-goes = 삭제하는 것:
headless-teardown-put-back = Landfall 이전 상태로 되돌리는 것:
headless-teardown-needs-server = 서버에 있는데 서버가 중지되어 있어서, 서버가 실행 중일 때만 되돌릴 수 있는 것:
headless-teardown-needs-server-files = 서버가 중지되어 있습니다. Landfall이 서버에서 바꾼 파일은 서버가 실행 중일 때만 되돌릴 수 있습니다.
teardown-start-server =
    되돌리려면 먼저 서버를 시작하세요: EC2 콘솔({ $region }) → 인스턴스 → { $instance } → 인스턴스 상태 → 인스턴스 시작. 실행 중이 되면
    `landfall down{ $again }` 명령을 실행하세요. 서버의 모든 데이터까지 함께 종료(삭제)하려면: `landfall down{ $with_server }`.
headless-teardown-waits = 도메인이 가리키는 동안에는 남아서 요금이 나오고, 네임서버를 원래대로 되돌리면 삭제하는 것:
headless-teardown-may-wait = 도메인이 아직 가리키는지 확인하지 못한 것. 가리키고 있다면 네임서버를 원래대로 되돌릴 때까지 남아서 요금이 나옵니다:
headless-teardown-held = 다른 곳에서 사용 중이라 그 사용이 끝날 때까지 남는 것:
headless-teardown-held-too = Landfall이 만들지 않은 레코드가 들어 있는 동안에도 남습니다:
headless-teardown-goes-on = 전체 삭제를 이어서 합니다. { $all }개 중 { $gone }개를 끝냈습니다. 남은 것:
headless-teardown-ends = { $known ->
    [none] 한 달 요금이 얼마나 줄어드는지는 알 수 없습니다.
    [some] 한 달 요금이 { $month }보다 많이 줄어듭니다. 일부는 Landfall에 요금이 없습니다.
   *[all] 요금이 월 약 { $month } 줄어듭니다.
}
headless-gone = { $all }개 중 { $gone }개를 삭제하거나 복원했습니다{ $before ->
    [none] .
    [all] (모두 이번 실행 전).
   *[other] (그중 { $before }개는 이번 실행 전).
}
headless-stays = 서버에 그대로 남는 파일:
stays-environment-file = { $path } ({ $names }): 값이 여기에만 있을 수 있습니다. 삭제하려면: `sudo rm { $path }`
stays-drop-in = { $path }: 서비스가 환경 변수 파일을 읽는 데 필요합니다. 삭제하려면: `sudo rm { $path } && sudo systemctl daemon-reload`
headless-signal = 신호를 받아 멈췄습니다. 지금까지 한 일은 모두 저장되어 있습니다.
headless-journal-title = 진행 기록에 있는 { $site } 리소스(아직 실제로 확인하지 않음):
headless-journal-title-down = 진행 기록에 따라 삭제할 { $site } 리소스(아직 실제로 확인하지 않음):
headless-journal-nothing = 진행 기록에 Landfall이 만든 { $site } 리소스가 없습니다.
headless-journal-unfinished = 시작했지만 끝났는지 알 수 없는 작업:
headless-journal-bills = 진행 기록에 따라 요금이 나오는 리소스(서버 제외):
headless-journal-looking = 이제 AWS, 서버, 인터넷을 확인합니다…
headless-silent = AWS가 { $seconds }초 동안 응답하지 않습니다. 계속 시도하고 있습니다. 아직 바뀐 것은 없으며, Ctrl-C를 누르면 멈춥니다.
headless-no-config = { $path } 파일이 없습니다. 파일을 만들거나, --config로 다른 파일을 지정하거나, --name으로 사이트를 찾으십시오.
signed-out = 다른 터미널에서 다시 로그인하면 Landfall이 알아서 이어서 진행합니다.
signed-out-until = 다른 터미널에서 다시 로그인하면 Landfall이 알아서 이어서 진행합니다. { $limit } 동안 기다립니다.
signed-in-again = AWS에 다시 로그인되었습니다.
headless-other-region = { $fqdn } 사이트는 { $region } 리전에 만들었는데, 지금 지정된 리전은 { $new }입니다. 그곳에서는 이 사이트의 리소스를 찾을 수 없습니다. --region을 빼고 landfall.toml에 region = "{ $region }"이라고 적으세요.
headless-other-site = landfall.toml이 { $region }에서 { $fqdn } 사이트를 만들 때와 다릅니다: { $keys }. 원래대로 되돌리거나, 먼저 이전 값으로 만든 것을 정리하십시오: `landfall down --name { $site }`
secret-key-passphrase = 키 { $key }의 암호:
secret-sudo-password = { $address }에서 { $user }의 sudo 비밀번호:
secret-variable = { $name } 변수의 값(화면에 표시되지 않음):
secret-variable-again = 값은 비어 있거나 제어 문자를 포함할 수 없습니다.
secret-again = 맞지 않습니다.
headless-by-tag = 이 컴퓨터에 { $name } 사이트의 진행 기록이 없습니다. AWS에서 태그로 찾는 중입니다…
headless-found-by-tag = AWS에서 태그로 찾았습니다. 서버에 로그인할 방법을 알 수 없어서, Landfall이 서버에 쓴 파일은 그대로 남습니다. 그것도 되돌리려면 landfall.toml을 두고 `landfall down`을 한 번 실행하십시오.
headless-found-in-region = AWS에 따르면 이 사이트는 { $region } 리전에 있습니다. 이 터미널에 설정된 리전 대신 { $region } 리전을 확인합니다.
headless-no-journal = 이 컴퓨터의 Landfall은 이름이 { $name }인 사이트를 모릅니다.
headless-nowhere-in-aws = 이 컴퓨터에 { $name } 사이트의 진행 기록이 없고, AWS에서도 이 사이트의 태그가 있는 리소스를 찾지 못했습니다. 확인한 곳: Route 53, { $regions }. 다른 리전은 확인하지 않았습니다. 다른 리전에 있다면 `--name { $name } --region REGION`으로 그 리전을 지정하세요.
headless-yes-no = [y/N]
headless-yes-words = y yes 네 예
headless-no-words = n no 아니요 아니오
headless-declined = 동의하지 않으셨으므로 그대로 두었습니다.
headless-door-stays = 일시 중지하지 않았습니다. 80번 포트가 닫혀 있으면 아무도 서버에 접속할 수 없습니다. 아무것도 바꾸지 않았습니다.
headless-not-the-domain = 입력하신 것이 도메인 이름과 다릅니다: { $domain }. 아무것도 삭제하지 않았습니다.
headless-not-that = 입력한 내용이 다릅니다. 삭제하려면 다음과 같이 입력하고, 그대로 두려면 Enter만 누르세요: { $typed }
headless-choose = 1부터 { $count }까지의 번호를 입력하십시오:

## 일시 중지
pause-deleted = 삭제하거나 중지하여 요금이 나오지 않는 것:
pause-stays = 그대로 남아 요금이 나오는 것:
pause-unread = 이 밖에도 요금이 나오는 리소스가 있을 수 있습니다. AWS에서 확인하지 못한 것: { $looks }.
pause-no-bill = Landfall이 아는 한 없음
pause-goes-on-stopping = ! 서버까지 중지하는 일시 중지를 시작했고 아직 끝나지 않았습니다. 동의하면 이어서 하고, 되돌리려면 `landfall up`을 실행하세요.
pause-led-back = 연결: { $name } → { $addresses }(서버로 바로, HTTP)
pause-led-nowhere = 그동안 아무 데도 연결되지 않습니다(레코드 삭제): { $name }
pause-led-as-before = 그동안 { $name }: Landfall 이전의 레코드 값({ $value })으로 되돌아갑니다.
pause-odd-answer = ! HTTP로는 서버가 사이트로 응답하지 않습니다: { $told }. 일시 중지 중에는 방문자에게 그대로 보입니다.
pause-in-clear = 암호화되지 않음: 로그인 정보와 쿠키가 그대로 보이는 채로 전송되고, 브라우저에 "주의 요함"이 표시됩니다. 전에 방문한 브라우저는 HTTPS로 접속하려다 실패할 수 있습니다.
pause-server-stops = 서버를 중지합니다. 사이트에 접속할 수 없습니다. 디스크의 내용은 그대로 남고 요금도 나옵니다.
pause-address-changes = 서버의 주소는 다른 사람에게 갑니다. 다시 시작하면 새 주소를 받고, `landfall up`이 그 주소로 연결합니다. 예전 주소를 적어 둔 곳(landfall.toml, SSH)은 새 주소로 바꾸세요.
pause-address-stays = 서버의 탄력적 IP 주소는 그대로 남고 요금도 나옵니다.
pause-address-unknown = 서버의 주소가 탄력적 IP 주소인지 확인하지 못해서, 줄어드는 요금에 넣지 않았습니다. 탄력적 IP 주소라면 그대로 남고 요금도 계속 나옵니다. 아니라면 그 주소는 다른 사람에게 갑니다. 다시 시작하면 새 주소를 받고, `landfall up`이 그 주소로 연결합니다. 예전 주소를 적어 둔 곳(landfall.toml, SSH)은 새 주소로 바꾸세요.
pause-zone-stays = 호스팅 영역은 그대로 남습니다. 도메인 구입처에서 할 일은 없습니다.
pause-certificate-stays = 인증서는 무료로 남지만, 사용하지 않는 동안에는 갱신되지 않습니다.
pause-way-back = 되돌리기: `landfall up`, 약 5분. 요금을 다시 묻습니다.
pause-way-back-stopped = 되돌리기: `landfall up`, 5~20분. 요금을 다시 묻습니다.
pause-since = { $since }부터 일시 중지 상태입니다. HTTPS가 꺼져 있고 방문자는 HTTP로 서버에 바로 접속합니다. `landfall up`을 실행하면 되돌리며, 요금을 다시 묻습니다.
pause-since-stopped = { $since }부터 일시 중지 상태입니다. 서버가 중지되어 있고 디스크 요금은 계속 나옵니다. 도메인은 서버로 연결되지 않습니다. `landfall up`을 실행하면 모두 되돌리며, 요금을 다시 묻습니다.
pause-since-started = { $since }부터 일시 중지 상태이고 도메인은 서버로 연결되지 않습니다. 함께 중지했던 서버를 누군가 다시 시작해서 요금이 나옵니다. `landfall up`을 실행하면 HTTPS가 다시 적용되며, 요금을 다시 묻습니다.
teardown-begun = 전체 삭제를 시작했고 아직 끝나지 않았습니다. { $all }개 중 { $gone }개를 끝냈습니다. 이어서 하려면 `{ $command }` 명령을 실행하세요{ $server ->
    [yes] (서버까지 종료(삭제)).
   *[no] .
}
pause-door-open = 일시 중지를 위해 서버의 80번 포트를 외부에 열었고, 지금 열려 있습니다. { $again ->
    [yes] `landfall up`을 실행하면 다시 닫습니다. 웹 접속 말고도 허용하는 규칙은 닫을지 먼저 묻고, --yes를 쓰면 열어 둡니다.
   *[no] 닫으려면 landfall.toml의 `[server]` 아래에 `close_http = true`를 적고 `landfall up`을 실행하세요.
}
pause-begun-stopping = { $since }에 서버까지 중지하는 일시 중지를 시작했고 아직 끝나지 않았습니다. `landfall pause --stop-server`로 이어서 하거나 `landfall up`으로 되돌리세요.
pause-begun = { $since }에 일시 중지를 시작했고 아직 끝나지 않았습니다. `landfall pause`로 이어서 하거나 `landfall up`으로 되돌리세요.
## How AWS says that something stands
state-pending = 아직 대기 중
state-issued = 발급됨
state-inactive = 비활성
state-expired = 만료됨
state-timed-out = 72시간이 지남
state-revoked = 취소됨
state-failed = 실패
state-provisioning = 준비 중
state-active = 활성
state-impaired = 성능 저하
state-gone = 찾을 수 없음
state-initial = 첫 검사 중
state-healthy = 정상
state-unhealthy = 비정상
state-unused = 아직 쓰이지 않음
state-draining = 등록 취소 중
state-unavailable = 사용할 수 없음
state-running = 실행 중
state-stopping = 중지하는 중
state-stopped = 중지됨
state-shutting-down = 종료하는 중
state-terminated = 종료됨
state-unknown = 알 수 없음
evidence-resolver = 내 리졸버: { $answer }
evidence-remembers = 네임서버에는 주소가 있습니다. 이 컴퓨터의 DNS 조회가 예전 결과를 아직 기억할 수 있습니다. 예전 레코드는 몇 분, 예전 네임서버는 최대 48시간입니다
evidence-remembers-until = 이 컴퓨터의 DNS 조회는 예전 네임서버를 늦어도 { $time }까지 기억합니다: { $names }
evidence-behind = 상위 영역의 다음 서버는 아직 예전 네임서버를 알려 줍니다. 곧 스스로 바뀝니다: { $servers }
evidence-by-registry = 이 네트워크에서 53번 포트가 막혀 있어서 레지스트리의 데이터베이스에서 확인했습니다. 실제 DNS에는 몇 분에서 몇 시간 뒤에 반영됩니다.
evidence-over-https = 이 네트워크에서 53번 포트가 막혀 있어서 공개 DNS 서버에 HTTPS로 물어봤습니다. 15분쯤 전의 내용일 수 있습니다.

proof-service = gunicorn이 실행 중이고, 부팅할 때마다 켜지며, nginx를 통해 응답합니다.
proof-zone = 호스팅 영역 ID: { $zone }
proof-delegation = 레지스트리의 네임서버: { $names }
proof-elsewhere = DNS를 옮기지 않고 호스팅 영역도 만들지 않습니다. 지금 DNS를 운영하는 곳: { $servers }
proof-elsewhere-address = 서버의 Django가 이 이름으로 온 요청에 응답합니다.
proof-leads-on = 호스팅 영역의 레코드가 로드 밸런서를 가리킵니다.
proof-record = 호스팅 영역의 레코드가 서버를 가리킵니다.
proof-address = 호스팅 영역의 레코드가 서버를 가리키고, 서버의 Django가 이 이름으로 온 요청에 응답합니다.
proof-target = 로드 밸런서가 서버를 정상으로 판단합니다.

## 방문자의 요청이 거치는 곳, 확인하지 않은 까닭
hop-server-block = nginx
hop-listener = 그 뒤
hop-project = 프로젝트
hop-health-path = 상태 검사(알려 준 경로)
hop-health-name = 상태 검사(사이트 이름으로)
hop-health-address = 상태 검사(서버 주소로)
hop-plain-http = 밖에서 HTTP로 접속
hop-alias = 레코드
hop-registration = 레지스트리
hop-delegation = 지금 도메인에 등록된 네임서버
hop-dns-host = DNS를 운영하는 곳
hop-their-record = 직접 만든 레코드
hop-dnssec = 도메인 서명(DNSSEC)
hop-old-records = 지금 네임서버
hop-hand-over = 네임서버 전체
hop-caa = 발급 기관(CAA)
hop-validation-record = 검증 레코드
hop-issuer = Amazon 발급
hop-renewal = 인증서 갱신
hop-drift = 달라짐
renewal-by-itself = 만료일 { $until }. 검증 레코드가 남아 있고 로드 밸런서가 사용하는 동안 자동으로 갱신됩니다
hop-mail = 이메일 수신
hop-balancer-state = 로드 밸런서
hop-forward = HTTPS 리스너
hop-target = 대상
hop-certificate = 인증서
hop-https-visit = HTTPS로 접속
hop-front-page = 경로 없는 주소
hop-page = 페이지
hop-http-visit = HTTP로 접속
hop-leads-on = 다른 이름에서 사이트로 이동
hop-forms = 폼
hop-static-script = 페이지의 스크립트
hop-static-style = 페이지의 스타일
hop-side-door = 우회로
hops-seen = { $time }부터 확인함.
side-door-shut = 이 컴퓨터에서 IPv4로 { $address } 주소에 접속되지 않고(IPv6로는 접속해 보지 않음), 외부의 웹 접속을 모두 허용하는 규칙도 없습니다
not-looked-at = 확인하지 않음: { $why }
unseen-broken-before = 먼저 해결할 문제가 있음
unseen-not-yet = 아직 없거나 바뀐 뒤로 확인하지 않음
unseen-not-asked = 마지막에 확인함
unseen-not-expected = 로드 밸런서가 HTTP에 응답하도록 설정되지 않음
unseen-port-closed = 서버의 보안 그룹이 80번 포트를 열지 않음. 로드 밸런서에는 따로 규칙을 추가하므로 열지 않아도 됨
unseen-port-limited = 서버의 보안 그룹이 일부 주소에만 80번 포트를 열어 둠. 이 컴퓨터가 포함되는지는 접속해 봐야 알 수 있음
unseen-port-silent = 여기서는 80번 포트가 응답하지 않음. 로드 밸런서에는 따로 규칙을 추가하므로 응답하지 않아도 됨
unseen-no-address = 시험해 볼 서버의 퍼블릭 주소가 없습니다
unseen-packed = 페이지가 압축되어 옴
unseen-none-on-page = 페이지에 없음
unseen-no-admin = 프로젝트의 /admin/에 Django 관리자 페이지가 없음
unseen-not-admin = /admin/login/이 Django의 로그인 페이지가 아님
unseen-admin-elsewhere = 관리자 로그인이 다른 호스트에 있음
unseen-admin-silent = 관리자 로그인이 응답하지 않음
unseen-no-csrf-cookie = 관리자 로그인에 CSRF 쿠키가 없음
unseen-admin-odd = 관리자 로그인의 응답으로는 알 수 없음
unseen-not-known-until-tried = 실제로 해 보기 전에는 AWS가 알려 주지 않음
unseen-not-allowed-to-look = 이 사용자에게 볼 권한이 없음
unseen-not-reached = 응답이 없음
unseen-refused = 확인에 실패함
unseen-not-offered = AWS가 이 계정에 대해서는 알려 주지 않음
unseen-nobody-tells = 알려 주는 레지스트리를 알 수 없음
unseen-price-unknown = 이 리전에서 이 사이트의 요금이 얼마인지 Landfall이 알지 못해, 크레딧으로 충분한지도 알 수 없음
unseen-host-key-first = 서버의 호스트 키를 먼저 확인해야 함(`landfall`이나 `landfall up`이 묻습니다)
unseen-not-chosen = 어느 것인지 정하지 않음
unseen-not-managed = manage = false: Landfall이 서버에 로그인하지 않음
unseen-none-here = 여기에는 없음

# Another computer went on with the same site at the same moment, and had made the same before.
second-zone = 다른 컴퓨터({ $by })가 { $when } 이 사이트의 호스팅 영역을 만들어서 그 영역으로 계속합니다. 여기서 두 번째로 만든 영역은 비어 있어서 다시 삭제했습니다.
second-certificate = 다른 컴퓨터({ $by })가 { $when } 이 인증서를 요청해서 그 인증서로 계속합니다. 여기서 두 번째로 요청한 인증서는 쓰이는 곳이 없어서 다시 삭제했습니다.
second-nobody = 이름을 알 수 없음
second-before = { $before } 먼저
second-before-by-clocks = (두 컴퓨터의 시계로) { $before } 먼저
second-before-untold = 조금 먼저

link-ok = 정상
link-not-yet = 아직 안 됨
link-broken = 끊김
status-title = { $site }의 현재 상태

duration-days = { $n }일
duration-hours = { $n }시간
duration-minutes = { $n }분
duration-seconds = { $n }초

## 연습
practice-banner = 연습: “{ $world }” 세계입니다. 실제로 만들어지는 것도, 청구되는 것도 없습니다.
wizard-how =
    마법사는 터미널에서만 열립니다. 터미널이 아니라면 할 일을 알려 주십시오:
      landfall plan
      landfall up --yes
      landfall practice -- up --yes   (이 프로그램 안의 세계에서 똑같이)
practice-no-terminal = practice 화면은 터미널에서만 열립니다. 터미널이 아니므로 이것을 실행합니다: landfall practice -- up --yes
practice-no-world = 그런 연습 세계는 없습니다: “{ $name }”. 있는 것: { $worlds }.
repair-whole = { $site } 사이트의 진행 기록은 온전합니다. 아무것도 바꾸지 않았습니다.
repair-salvaged = { $site } 사이트의 진행 기록을 복구했습니다. 살린 기록: { $kept }개
repair-lost = 잃은 기록: { $count }개(번호 { $numbers }). 그 기록에 있던 AWS의 것은 태그로 다시 찾습니다. 다만 Landfall이 만들기 전에 그 자리에 무엇이 있었는지는 이제 모를 수 있으므로, `{ $down }` 명령은 그런 것을 삭제하기 전에 물어봅니다.
repair-none-lost = 잃은 것으로 확인된 기록은 없습니다. 마지막 기록들을 잃었다면 파일만 보아서는 알 수 없습니다.
repair-aside = 손상된 파일은 남겨 두었습니다: { $aside }
repair-next = 이어서 하려면 `{ $up }`, 정리하려면 `{ $down }` 명령을 쓰십시오.
repair-set-aside = { $site } 사이트의 진행 기록에서 아무것도 읽을 수 없어, 이제 진행 기록이 없습니다. 무엇이 내 것인지는 AWS의 태그로 알 수 있습니다.
practice-store-locked = 다른 Landfall이 이 연습 세계를 쓰고 있습니다. 먼저 그것을 끝내거나 --world로 다른 세계를 고르십시오.
practice-store-unreadable = 연습 세계의 파일을 읽을 수 없습니다. --reset으로 새로 시작하십시오. ({ $detail })
practice-store-io = 연습 세계의 파일을 쓸 수 없습니다. ({ $detail })
practice-listen = { $address }에서 열 수 없습니다. 127.0.0.1:4570처럼 이 컴퓨터에서만 보이는 빈 포트를 고르십시오. ({ $why })
left-to = 그대로 둠: { $sites } 사이트도 함께 쓰고 있음
logs-empty = 서버를 시작한 뒤 { $log } 로그에 기록된 내용이 없습니다.
logs-empty-nginx = nginx 오류 로그가 비어 있습니다.
logs-django-silent =
    DEBUG = False이면 Django는 400, 403, 500으로 응답한 이유를 이 로그에 남기지 않습니다. 보려면 설정 파일 끝에 다음 줄을 추가하고
    `landfall restart`를 실행하세요:
practice-serving =
    연습: “{ $world }” 세계의 AWS가 http://{ $address } 에서 기다립니다. Ctrl-C로 끝냅니다. 다른 터미널에서:
      export AWS_ACCESS_KEY_ID=practice AWS_SECRET_ACCESS_KEY=practice AWS_REGION={ $region } AWS_ENDPOINT_URL=http://{ $address }
      aws route53 list-hosted-zones
world-private-venv = 가상환경이 pipenv가 두는 곳에 있습니다.
world-two-venvs = 프로젝트에 맞는 가상환경이 두 개 있습니다.
world-happy = 모든 것이 잘됩니다.
world-slow-certificate = 인증서가 세 시간 걸립니다.
world-typo-in-name-server = 네임서버 하나에 글자가 빠져 있습니다.
world-dnssec-on = 도메인 구입처에 DNSSEC이 켜져 있습니다. 네임서버를 바꾸기 전에 꺼야 합니다.
world-ds-left-behind = 도메인 구입처에 DNSSEC이 켜져 있고, 네임서버를 바꿀 때 그대로 남았습니다.
world-caa-forbids = 호스팅 영역의 CAA 레코드가 다른 기관의 발급만 허용합니다.
world-mail-in-use = 도메인이 지금 네임서버에서 이메일과 다른 레코드를 사용하고 있습니다.
world-dns-elsewhere = 도메인의 DNS를 옮기지 않고, 레코드를 직접 만듭니다.
world-no-mx = 인증서를 이메일로 검증하려는데, 도메인이 이메일을 받지 않습니다.
world-forgot-allowed-hosts = ALLOWED_HOSTS를 손으로만 고칠 수 있는데, 고치지 않았습니다.
world-gunicorn-crashes = gunicorn이 시작되지 않습니다.
world-default-site = 사이트 이름에 nginx 기본 페이지가 응답합니다.
world-two-sites = 같은 서버에서 다른 사이트가 이미 실행되고 있습니다.
world-env-file-unit = 직접 만든 서비스 파일로 프로젝트가 이미 실행되고 있습니다.
world-crash-loop = gunicorn이 시작할 때마다 곧바로 멈춥니다(원인은 여러 가지).
world-asgi-only = 프로젝트에 asgi만 있습니다.
world-bashrc-prints = 서버의 셸이 명령마다 인사말을 출력합니다.
world-bashrc-exits = 서버의 셸이 명령을 실행하기 전에 끝납니다.
world-secret-in-shell = 설정에 필요한 환경 변수가 내 셸에만 있습니다.
world-throttled = AWS가 바쁩니다. 호출이 실패하거나 느리거나 사라집니다.
world-shared-group = 서버의 보안 그룹을 다른 인스턴스와 함께 사용합니다. 로드 밸런서를 거치지 않는 길을 알려 주고 서버 전용 그룹을 제안합니다.
world-side-door-open = 로드 밸런서를 거치지 않고도 서버에 닿을 수 있습니다.
world-cert-in-use = 로드 밸런서가 없어진 뒤에도 인증서가 오래 사용 중으로 남습니다.
world-covering-certificate = 계정에 사이트 이름을 모두 포함하는 인증서가 이미 있습니다.
world-held-by-others = 삭제할 인증서, 보안 그룹, 호스팅 영역을 다른 리소스가 사용합니다.
world-leftovers = 서버를 삭제해도 요금이 나오는 두 번째 볼륨, 탄력적 IP, 스냅샷이 있습니다.
world-server-stopped = EC2 콘솔에서 서버를 중지해 두었습니다.
world-ssh-group-closed = 서버의 보안 그룹에 SSH를 여는 규칙이 없습니다.
world-one-zone-vpc = 네트워크가 가용 영역 하나에만 있습니다.
world-no-public-subnet = 네트워크에서 서브넷 하나만 인터넷과 통합니다.
world-clock-wrong = 내 컴퓨터의 시계가 12분 느립니다.
world-unknown-price = 이 리전의 로드 밸런서 요금이 Landfall에 없습니다.
world-opt-in-region = 서버가 있는 리전이 AWS 계정에서 활성화되지 않았습니다.
world-organisation-denies = AWS 계정이 속한 조직에서, 로드 밸런서에 필요한 작업을 막아 두었습니다.
world-domain-on-hold = 도메인 구입처가 도메인을 DNS에서 빼 두었습니다.
world-port-53-shut = 이 컴퓨터의 네트워크에서 DNS(53번 포트)가 밖으로 나가지 못합니다.
world-bare-domain = 도메인 자체(@)로 접속해도 www로 이동합니다. 지금은 그 주소에 파킹 페이지가 있습니다.
world-sub-domain = 사이트가 하위 도메인에 있고, 도메인 자체의 DNS는 다른 곳에서 운영합니다.
world-many-certificates = AWS 계정에 다른 사이트의 인증서가 500개 있습니다.
world-other-region = 같은 사이트를 예전에 다른 리전에 만들었고, 그곳에서 아직 요금이 나옵니다.
world-port-80-closed = 서버의 80번 포트가 인터넷에 닫혀 있습니다.
world-redirect-loop = 사이트가 같은 주소로 계속 이동시킵니다.
world-hsts = 사이트가 브라우저에 HTTPS로만 접속하라고 알립니다.
world-forms-403 = 사이트가 자기 폼을 거부합니다.
world-static-404 = 페이지의 스타일 파일이 제공되지 않습니다.
world-api-404 = 경로 없는 주소에 페이지가 없습니다.

## 화면: 틀
ui-an-hour = 시간당 { $amount }
ui-a-month = 월 { $amount }
ui-too-small =
    이 창은 가로 { $width }칸, 세로 { $height }줄입니다. Landfall 화면에는 80 × 24가 필요합니다. 창을 키우십시오.
    그동안에도 작업은 계속되고, 잃어버리는 것은 없습니다. (q 종료)
ui-safe-start = 동의하시기 전에는 아무것도 바꾸지 않습니다.
ui-safe-form = 종료해도 됩니다. 입력하는 대로 저장되며, 비밀번호는 저장하지 않습니다.
ui-safe-site = 종료해도 됩니다. 지금까지 한 일은 모두 저장되어 있습니다.
ui-copied = 복사했습니다: { $what }
ui-restarted = gunicorn을 재시작했고, 응답합니다.
ui-not-kept = 파일을 쓰지 못했습니다: { $why }
ui-keys-move = ↑↓ 이동
ui-keys-enter = ⏎ 실행
ui-keys-screens = ←→ 화면
ui-keys-copy = 1-4 a 복사
ui-keys-language = L English
ui-keys-help = ? 설명
ui-keys-quit = q 종료
ui-keys-choose = ⏎ 선택
ui-keys-type = 입력
ui-keys-f1 = F1 설명
ui-keys-f2 = F2 English
ui-keys-back = Esc 뒤로
ui-keys-scroll = ↑↓ 스크롤
ui-keys-close = 다른 키를 누르면 닫힙니다
ui-keys-paste = Ctrl-V 붙여넣기
ui-keys-clear = Ctrl-U 지우기
ui-keys-press = 마지막 줄에서 ⏎ 적용
ui-keys-open = ⏎ 열기
ui-keys-fetch = f 새로고침
ui-keys-approve = ⏎ 승인
ui-keys-say = ⏎ 입력 완료
ui-keys-decline = Esc 취소
ui-keys-write = Ctrl-S 서버에 쓰기
ui-keys-put-aside = Esc 나중에
ui-keys-next-row = ↓ 다음
ui-keys-follow = f 실시간
ui-keys-other-log = Tab 서비스/nginx
ui-keys-look = c 다시 읽기
ui-keys-copy-shown = a 복사
ui-keys-title = 키
ui-keys-all =
    ↑ ↓ 이동, ⏎ 또는 스페이스로 화살표가 가리키는 것을 실행, ← → 로 고르거나 다음 화면으로(Tab도 됩니다)
    PageUp PageDown 스크롤
    y 예, n 나중에/다음, t 다시 시도, s 사이트 다시 열어 보기(7단계), 1~9 여럿 중 하나 가리키기 또는 네임서버 복사, a 네임서버 모두 복사
    무언가를 바꾸는 키는 두 번 누르거나 ⏎, 요금이 청구되는 것은 ⏎
    e 서비스 파일 고치기 또는 구입처에 입력한 내용 확인, g 도메인 구입처 고르기, r gunicorn 재시작, l 로그 보기, v 설정 되돌리기, o 등록 업체나 메일함 열기(연습)
    m 메일 다시 보내기, u 메일 대신 DNS 쓰기, c 다시 점검(0단계) 또는 우회로 차단(7단계), p 일시 중지, x 정상 항목 목록(0단계)
    L 다른 언어, q 또는 Ctrl-C 종료

ui-state-looking = 살펴보는 중 …
ui-state-to-do = 할 일
ui-state-under-way = 진행 중
ui-state-asked = 답을 기다립니다
ui-state-done = 완료
ui-state-unseen = 확인하지 않음
ui-state-failed = 진행할 수 없음

ui-yes = 예
ui-read-log = 전체 로그 보기
ui-log-unknown = 아직 서버를 알 수 없어 볼 로그가 없습니다.
ui-log-service = { $unit } 로그(서버를 시작한 뒤)
ui-log-nginx = nginx 오류 로그
ui-log-reading = 읽는 중…
ui-log-not-read = ✖ 읽지 못함
ui-log-follows = ● 실시간: 새 줄이 바로 나타남
ui-log-lines = { $count }줄
ui-log-cut = 마지막 { $count }줄
ui-log-cause = ✖ 이 로그에서 가장 최근 원인
ui-log-above = 위에 { $count }줄 ↑
ui-log-below = 아래에 { $count }줄 ↓
ui-log-again = c를 누르면 다시 읽고, Esc를 누르면 돌아갑니다.
ui-log-nothing-new = 다시 읽었습니다. 새로운 내용은 없습니다.
ui-log-safe = 서버에 있는 로그 그대로입니다. 보기만 하며 아무것도 바꾸지 않습니다.
ui-log-copied = 화면에 보이는 줄을 터미널의 클립보드로 보냈습니다.
ui-retry = 다시 시도
ui-retry-what = 다시 시도: { $what }
ui-trying = 다시 시도하는 중({ $time }부터)…
ui-tried-same = { $time }에 다시 시도({ $count }번째): 달라진 것이 없습니다.
ui-tried-evidence = { $time }에 다시 시도({ $count }번째): 같은 문제이지만 확인된 내용이 다릅니다. 위를 다시 읽어 보세요.
ui-tried-other = { $time }에 다시 시도({ $count }번째): 지금은 다른 문제가 있습니다. 위를 보세요.
ui-later = 지금은 넘어가기
ui-look-again = 방문자처럼 사이트를 다시 열어 보기
ui-letter-again = { $key } 키를 한 번 더 누르거나 ⏎ 키를 누르면 진행합니다
ui-enter-alone = 요금이 청구되므로 ⏎ 키로만 동의할 수 있습니다
ui-to-teardown = 정리 화면으로(원할 때)
ui-next = 다음 단계로
ui-carry-on = 이어서 진행
ui-file-of-another = 파일이 다른 사이트({ $site })의 것으로 바뀌었습니다. 종료한 뒤 Landfall을 다시 여십시오.
ui-do-service = 서비스 파일을 쓰고 gunicorn 시작하기
ui-do-meet = 서버에 접속해 살펴보기
ui-do-domain = 호스팅 영역을 만들거나, 있으면 그것을 쓰기
ui-do-nameservers = 도메인이 넘어올 때까지 지켜보기
ui-do-address = 도메인을 서버에 연결하고 Django가 답하게 하기
ui-do-certificate = 인증서 요청하기
ui-do-balancer = 로드 밸런서 만들기
ui-do-live = 도메인을 로드 밸런서에 연결하기
ui-elsewhere-do-domain = 도메인의 DNS를 운영하는 곳 확인하기
ui-elsewhere-do-address = Django가 이 이름에 응답하게 하기
ui-elsewhere-do-live = 방문자를 보내는 레코드를 보여 주고 확인하기
ui-edit-unit = 서비스 파일 고치기
ui-restart = gunicorn 재시작(코드를 바꾼 뒤에)
ui-revert = 설정을 원래대로 되돌리기
ui-close-door = 로드 밸런서를 거치지 않는 길 막기
ui-open-registrar = 등록 업체 화면 열기(연습)
ui-open-mailbox = 메일함 열기(연습)
ui-records-where = { $zone }의 DNS를 운영하는 곳({ $servers })에 만드세요:
ui-records-doubling = 이 이름만 입력하세요. 대부분의 입력란은 { $zone } 도메인을 자동으로 붙입니다.
ui-record-now = 지금 응답: { $seen }
ui-make-records = 그곳에서 레코드 만들기(연습)
ui-mail-again = 메일 다시 보내기
ui-mail-again-name = { $name } 승인 이메일 다시 보내기
ui-mail-again-said = Amazon에 메일을 다시 보내 달라고 했습니다.
ui-use-dns = 메일이 오지 않으면: DNS로 바꾸기(새로 요청하고 이 인증서는 삭제)
ui-tear-down = 모두 정리하기
ui-pause = 일시 중지: 월 { $amount } 줄지만 HTTPS가 꺼집니다. 하기 전에 보여 줍니다
ui-pause-unpriced = 일시 중지: 로드 밸런서 요금이 없어지지만 HTTPS가 꺼집니다. 하기 전에 보여 줍니다
ui-pause-server = ! 서버도 중지하기: 월 { $amount } 더 줄어듭니다. 따로 보여 줍니다
ui-pause-server-unpriced = ! 서버도 중지하기: 따로 보여 줍니다
ui-pause-it = ! 일시 중지하기: 몇 분 뒤 HTTPS가 꺼집니다
ui-pause-it-stopped = ! 서버까지 중지하기: 사이트에 접속할 수 없습니다
ui-leave-it = 그대로 두기
ui-pause-back = 지금은 두기. 다시 일시 중지하면 이어서 진행합니다
ui-resume = 다시 올리기: 요금을 먼저 묻습니다
ui-pause-title = 일시 중지
ui-pause-looks = 사이트가 HTTPS 없이도 되는지 확인하는 중…
ui-pause-nothing-yet = 아직 아무것도 바꾸지 않았습니다. 일시 중지하면 "다시 올리기"나 landfall up을 실행할 때까지 그대로입니다.
ui-pause-nothing-changed = 아무것도 바꾸지 않았습니다.
ui-paused = 일시 중지했습니다. HTTPS가 꺼졌습니다.
ui-type-domain = 확인하려면 도메인을 입력하십시오: { $domain }
ui-type-domain-first = 먼저 도메인({ $domain })을 입력하십시오. 아무것도 삭제하지 않았습니다.
ui-type-leftover = 영구 삭제하려면 { $id } 입력
ui-type-leftover-first = 먼저 { $id } 입력이 필요합니다. 아무것도 삭제하지 않았습니다.
ui-delete-leftover = 영구 삭제하기
ui-type-health = 로그인 없이 응답하는 사이트의 경로를 입력하고 ⏎를 누르십시오(예: /healthz/):
ui-type-venv = 다른 가상환경: 서버에 있는 디렉터리를 입력하세요(예: /home/ubuntu/venv). ⏎를 누르면 그곳을 확인합니다:
ui-free = 무료
ui-free-parts = 무료: { $parts }
ui-asked-there = '{ $step }' 단계에서 답을 기다리고 있습니다(← →).
ui-held = 이번에는 아무것도 저장하지 않았습니다. 막힌 단계가 있으면 처음 저장하기 전에 끝납니다. 막는 것은 0단계에 모두 있습니다.
ui-check-again = 다시 점검하기
ui-check-folded = ⏎ 해결 방법 보기
ui-checks-good = 정상: { $count }개
ui-checks-good-named = 정상: { $count }개({ $names })
ui-unseen-host-key = 서버의 호스트 키를 먼저 확인해야 함(1단계에서 묻습니다)
ui-unseen-looking = 확인하는 중
ui-preflight-looking = 이 컴퓨터, AWS 계정, 네트워크, 서버를 확인하고 있습니다. 아무것도 바꾸지 않습니다.
ui-preflight-unseen = 아직 아무것도 확인하지 않았습니다.
ui-preflight-good = 미리 알 수 있는 것 중에 진행을 막는 것이 없습니다.
ui-preflight-open = 확인한 것 중에 진행을 막는 것이 없습니다. 확인하지 못한 것이 있습니다.
ui-preflight-stops-later = 나중에 진행을 막을 것이 1개 있습니다.
ui-preflight-stop-later = 나중에 진행을 막을 것이 { $count }개 있습니다.
ui-preflight-stops-now = 진행을 막는 것이 1개 있습니다.
ui-preflight-stop-now = 진행을 막는 것이 { $count }개 있습니다.
ui-preflight-nothing-made = 아직 만든 것도, 추가된 요금도 없습니다.
ui-adds = { $known ->
    [none] 앞으로 늘어날 요금: 알 수 없음(각각 먼저 물어봅니다)
    [some] 앞으로 늘어날 요금: 월 { $month }보다 많음(각각 먼저 물어봅니다)
   *[all] 앞으로 늘어날 요금: 월 { $month }(각각 먼저 물어봅니다)
}
ui-adds-date = { $sure ->
    [one-source] { $date } 기준 가격, 세금과 트래픽 제외. 일부는 한 곳에서만 확인한 가격이라 AWS의 실제 요금과 다를 수 있습니다.
   *[yes] { $date } 기준 가격, 세금과 트래픽 제외
}
ui-adds-unknown = 이 리전의 요금이 Landfall에 없습니다: { $unknown }. AWS의 요금 페이지: { $pages }
ui-adds-part = { $part }({ $number }단계)
ui-go-on = { $number }단계({ $step })로 가기
ui-go-on-anyway = { $number }단계({ $step })로 가기: 이 단계는 막히지 않음
ui-go-on-stopped = { $number }단계({ $step })로 가기: 이 단계는 막혀 있음
ui-stuck-there = '{ $step }' 단계가 더 진행되지 못하고 있습니다(← →).
ui-comes-after = 먼저 끝나야 하는 단계: { $steps }
ui-does-before = 아직 끝나지 않은 앞 단계도 함께 진행합니다: { $steps }
ui-wait-times = 경과 { $elapsed } · 보통 { $usual }
ui-again-in = 다음 확인까지 { $next }
ui-delegated = ← 도메인이 가리키는 것
ui-copy-key = [{ $number }] 복사

## 화면: 시작과 입력
ui-place-life = AWS
ui-place-practice = 연습(practice)
ui-start-title = 터미널에서 gunicorn으로 띄우던 Django 사이트를 내 도메인의 https로.
ui-start-why = 일곱 단계를 한 화면씩 진행합니다. 화면마다 무엇을 하고 얼마가 드는지 먼저 보여 드리고, 정리 화면에서 모두 되돌릴 수 있습니다.
ui-start-looking = 사이트를 찾는 중 …
ui-start-carry-on = { $site } 이어서 하기  ({ $fqdn })
ui-start-change = 입력한 내용 고치기
ui-start-new-life = 내 AWS 계정에 새 사이트
ui-start-new-practice = 연습 시작하기
ui-start-writes = { $file } 파일을 만듭니다
ui-start-leave-life = 먼저 연습하기: 이 프로그램 안의 세계에서 똑같이, 요금 없이
ui-start-leave-practice = 내 AWS 계정으로(연습을 나갑니다)
ui-start-mend = { $file } 파일을 고치거나, 새로 시작하려면 다른 곳으로 옮기십시오. Landfall은 덮어쓰지 않습니다.
ui-form-title = 내 사이트
ui-form-profile = AWS 프로필
ui-form-region = 리전
ui-form-server = 서버
ui-form-user = SSH 사용자
ui-form-key = 키 파일
ui-form-domain = 도메인
ui-form-host = 호스트
ui-form-name = 짧은 이름
ui-form-profile-hint = 비워 두면 AWS_PROFILE, 없으면 default 프로필을 사용합니다.
ui-form-profiles = ←→ 고를 수 있는 프로필 { $count }개
ui-form-profile-of = 계정 { $account }, 리전 { $region }
ui-form-profile-unknown = 파일에 없음
ui-form-region-hint = 인스턴스가 있는 곳. 서울은 ap-northeast-2입니다.
ui-form-server-hint = 인스턴스 ID(i-…)나 주소. ← → 로 실행 중인 것에서 고릅니다.
ui-form-user-hint = Ubuntu는 ubuntu, Amazon Linux는 ec2-user입니다.
ui-form-key-hint = 인스턴스 키 페어의 .pem 파일. 비워 두면 SSH 에이전트를 씁니다.
ui-form-domain-hint = 구입한 도메인, www 없이: example.com
ui-form-host-hint = 앞에 붙는 부분, 보통 www. @는 도메인 자체입니다. 여러 개는 www, @처럼 적습니다. 첫 번째가 사이트 주소이고, 나머지는 그 주소로 이동합니다.
ui-form-name-hint = Landfall이 만드는 것에 붙일 짧은 이름: a-z, 0-9, -.
ui-form-servers = ← → { $count }대 실행 중
ui-form-name-budget = { $group }: { $most }자 중 { $used }자
ui-form-names = 사이트 주소: { $fqdn }. { $others }에 접속해도 이 주소로 이동합니다.
ui-form-hosts = ←→ 다르게 고르기
ui-form-hosts-bare = ←→ @도 함께
ui-form-covered = { $fqdn }. 인증서 이름을 { $domain }, *.{ $domain } 두 개로 하면 이 이름에도 쓰입니다.
ui-form-sub-domain = { $registered }의 하위 도메인입니다. 네임서버는 도메인 구입처가 아니라 { $registered }의 DNS에 NS 레코드로 입력합니다.
ui-form-apart = 도메인은 { $domain }입니다. www는 다음 칸에 들어갑니다.
ui-form-punycode = 실제로는 `{ $domain }` 이름으로 전송됩니다.
ui-form-not-covered = *.{ $domain } 와일드카드는 한 단계만 포함하므로 { $fqdn }에는 쓸 수 없습니다. 이 이름의 인증서가 따로 필요합니다.
ui-form-account = { $account }  { $arn }
ui-form-asking = AWS 계정을 확인하는 중 …
ui-form-ask-again = 마쳤으면 이 줄에서 ⏎를 누르십시오. AWS에 다시 확인합니다.
ui-form-begin = 시작
ui-form-unfinished = 빠졌거나 고칠 곳이 있습니다(⏎를 누르면 그곳으로 갑니다)

## 화면: 이유
ui-why-preflight = Landfall은 만들기 전에 먼저 확인합니다. 이 컴퓨터, AWS 계정, 네트워크, 서버를 살펴보고, 이미 만들고 요금이 나간 뒤에야 알게 될 문제를 여기서 먼저 알려 줍니다.
ui-why-service = gunicorn은 터미널이 열려 있는 동안만 실행됩니다. 터미널을 닫으면 방문자는 nginx의 502를 보게 됩니다. systemd 서비스로 등록하면 로그아웃해도, 죽어도, 재부팅해도 계속 실행됩니다.
ui-why-domain = AWS가 내 도메인에 대해 답하려면 Route 53에 호스팅 영역이 있어야 합니다. 도메인의 레코드 목록입니다. 네임서버 네 개가 함께 정해지고, 다음 화면에서 씁니다.
ui-why-nameservers = 도메인은 아직 등록 업체의 네임서버를 씁니다. 이것을 Route 53의 네 개로 바꾸면, 그때부터 도메인에 관한 모든 것을 AWS에서 관리합니다. 직접 하셔야 하는 단계는 이것뿐입니다.
ui-why-address = A 레코드가 도메인을 서버에 연결합니다. Django는 ALLOWED_HOSTS에 있는 이름에만 응답하고 나머지는 400 Bad Request로 거절합니다. 그래서 도메인을 넣고 gunicorn을 재시작합니다.
ui-why-certificate = https에는 도메인이 내 것임을 증명하는 인증서가 필요합니다. 도메인 주인만 만들 수 있는 레코드를 Amazon이 확인하면 무료로 발급합니다. 그 레코드는 Landfall이 대신 씁니다.
ui-why-balancer = 로드 밸런서는 인증서로 방문자의 https를 받아, 요청을 http로 서버에 넘깁니다. 비용이 가장 많이 드는 부분이라 인증서가 발급된 뒤에 만듭니다.
ui-why-live = 지금은 도메인이 서버로 바로 연결됩니다. 이제 로드 밸런서로 연결합니다. 그러면 https로 접속되고, http는 https로 보냅니다.
ui-elsewhere-why-domain = 도메인의 DNS는 지금 운영하는 곳에 그대로 둡니다. 호스팅 영역을 만들지 않으므로 그 요금도 없습니다. 레코드 두 개는 그곳에 직접 만드세요. 입력란에 맞는 형식으로 보여 주고, 보일 때까지 확인합니다.
ui-elsewhere-why-nameservers = 네임서버는 바꾸지 않습니다. 나중에 레코드를 확인할 수 있도록 지금 네임서버가 무엇인지만 확인합니다.
ui-elsewhere-why-address = Django는 ALLOWED_HOSTS에 있는 이름에만 응답하고 나머지에는 400 Bad Request로 답합니다. 그래서 이름을 넣고 gunicorn을 다시 시작합니다. 도메인이 가리키는 곳은 아직 바꾸지 않습니다.
ui-elsewhere-why-certificate = HTTPS에는 도메인의 소유자임을 증명하는 인증서가 필요합니다. 소유자만 만들 수 있는 레코드를 Amazon이 확인하면 무료로 발급합니다. 이 레코드는 DNS를 운영하는 곳에 직접 만드세요.
ui-elsewhere-why-live = 로드 밸런서까지 준비가 끝났습니다. 이제 도메인을 로드 밸런서로 보내는 레코드를 만드세요. 레코드가 보이면 방문자처럼 사이트에 접속해 확인합니다.
ui-why-teardown = Landfall이 만든 것을 AWS가 요구하는 순서로 모두 삭제하고, 바꾼 것은 되돌립니다. 그다음 AWS를 다시 읽어 계속 요금이 나오는 것이 없는지 확인합니다.

## 화면: 더 긴 설명(한 줄이 한 문단)
ui-story-start =
    배포 안내를 보며 AWS 콘솔과 vim에서 손으로 하던 일을 Landfall이 같은 순서로 하면서 하나하나 보여 줍니다.
    만들지 않은 것은 삭제하지 않습니다. 덮어쓴 것(레코드, 서비스 파일, settings.py)은 보관했다가 정리할 때 되돌립니다.
    돈이 드는 것을 만들기 전에는 가격을 보여 주고 묻습니다.
    연습은 이 프로그램 안의 작은 세계(AWS, 서버, 등록 업체)에서 똑같이 진행합니다. 실제로 만들어지는 것도, 청구되는 것도 없습니다.
ui-story-form =
    여기 입력한 것은 모두 올바르면 바로 사이트 파일에 저장됩니다. 비밀은 들어가지 않습니다. 키는 그 자리에 두고 경로만 적습니다.
    짧은 이름은 이름-LB처럼 AWS에 만드는 모든 것에 붙습니다. 가장 긴 것이 32자까지 허용됩니다.
    리전은 인스턴스가 있는 리전이어야 합니다. 로드 밸런서와 인증서도 거기에 만듭니다.
ui-story-preflight =
    늦게야 드러나는 문제가 있습니다. 로드 밸런서에는 가용 영역 두 곳의 서브넷이 필요하고, 사용자에게는 권한이, 계정에는 할당량(한도)이 있습니다. 이런 문제를 6단계에서 만나면 이미 도메인을 옮기고 요금도 나간 뒤입니다. 그래서 Landfall은 무엇이든 만들기 전에 모두 확인하고, 진행하려는 단계 중에 막힌 단계가 있으면 처음 저장하기 전에 끝냅니다.
    ✔는 확인했고 정상입니다. ✖는 화살표 뒤의 일을 하기 전까지 그 단계를 막습니다. !는 막지 않지만 알아 둘 것입니다. ○는 확인하지 않은 것이며 이유를 함께 보여 줍니다. 정상으로 세지 않습니다. AWS는 실제로 해 보기 전에는 알려 주지 않는 것이 있습니다.
    모두 읽기만 합니다. 보안 그룹은 만들지 않고도 만들 수 있는지 AWS에 물어볼 수 있지만, 다른 권한은 대부분 그렇게 물어볼 방법이 없습니다.
    "다시 점검하기"는 모든 것을 새로 확인합니다. 확인한 뒤에 바뀔 수도 있으므로, 각 단계는 저장하기 전에 한 번 더 확인합니다.
ui-story-service =
    터미널에서 `gunicorn`을 실행하면 그 터미널에 딸린 프로세스가 됩니다. 터미널이 닫히면 gunicorn도 끝나고, nginx는 요청을 넘길 곳이 없어 502 Bad Gateway를 냅니다.
    systemd는 Linux 서버에서 모든 것을 시작하는 프로그램입니다. 서비스 파일에 어떤 명령을 누구 권한으로 어느 디렉터리에서 실행할지 적습니다. 거기에는 activate가 없으므로 가상환경 안의 gunicorn을 전체 경로로 적습니다.
    `enable`은 부팅할 때마다 시작하라는 뜻이고, `start`는 지금 시작하라는 뜻입니다. Landfall은 둘 다 하고, 몇 초 동안 같은 프로세스가 살아 있는지 지켜봅니다. 바로 죽는 서비스도 "시작"은 되기 때문입니다.
    코드가 바뀌면 gunicorn을 다시 시작해야 반영됩니다. "gunicorn 재시작"이 그 일을 합니다.
ui-story-domain =
    호스팅 영역은 한 도메인의 레코드 목록입니다. 어떤 이름이 어떤 주소인지, 메일은 누가 받는지 같은 것입니다. Route 53은 한 달에 $0.50을 받습니다.
    AWS가 고른 네임서버 네 개가 호스팅 영역을 맡습니다. 이름이 같아도 다른 것이면 네임서버가 다르고, 엉뚱한 곳에 쓴 레코드는 효과가 없습니다. 그래서 Landfall은 먼저 살펴보고, 있으면 그것을 쓸지 묻습니다.
    전부터 있던 것은 사용만 하고 절대 삭제하지 않습니다.
ui-story-nameservers =
    도메인을 찾는 컴퓨터는 먼저 레지스트리(.com이면 .com 서버)에 묻고, 레지스트리는 더 잘 아는 서버의 이름을 알려 줍니다. 그 이름은 등록 업체 화면에서 입력한 것입니다.
    네 개를 모두 끝의 점 없이 넣고, 다른 이름은 남기지 마십시오. 국내 업체는 소유자 인증을 해야 적용되는 곳이 많습니다.
    Landfall은 내 컴퓨터의 캐시가 아니라 레지스트리의 서버에 직접 물으므로 바뀌면 바로 알 수 있습니다. 몇 분에서 이틀까지 걸립니다.
    다음 화면으로 가거나 종료해도 됩니다. 인증서는 도메인이 넘어올 때까지 기다릴 뿐입니다.
ui-story-address =
    A 레코드는 "이 이름은 저 IP 주소에 있다"는 뜻입니다. 방문자의 컴퓨터는 예전 답을 몇 분 동안 기억할 수 있습니다.
    Django는 모르는 이름으로 온 요청을 보호를 위해 거절합니다. DEBUG가 False라 "Bad Request (400)"이라고만 나옵니다. Landfall은 ALLOWED_HOSTS에 이름을 더하는데, 바꾸기 전에 무엇이 바뀌는지 보여 줍니다.
    로드 밸런서의 상태 검사는 서버의 프라이빗 주소로 묻습니다. nginx가 사이트 이름을 붙여 주지 않고, 알려 준 경로도 응답하지 않으면 그 주소도 넣습니다.
    로드 밸런서 뒤의 Django에는 요청이 http로 도착하므로, 방문자가 https 페이지에서 보낸 양식을 모두 거부합니다(403). 그래서 Django에 필요하면 그 페이지의 주소를 CSRF_TRUSTED_ORIGINS에 추가합니다.
    gunicorn은 다시 시작해야 설정을 새로 읽습니다.
ui-story-certificate =
    이름 하나의 인증서는 그 이름에만 쓰입니다. 와일드카드를 넣으면 도메인과 그 바로 아래 이름 모두에 쓰입니다.
    DNS로 검증: Amazon이 알려 준 CNAME 레코드를 Landfall이 만들고, Amazon이 확인합니다. 보통 몇 분이면 됩니다. 그대로 두면 인증서가 자동으로 갱신됩니다.
    메일로 검증: Amazon이 도메인의 admin@, webmaster@ 등 다섯 주소로 메일을 보내고, 누군가 눌러야 합니다. 그런 메일함이 없거나 네임서버를 막 옮겼다면 메일이 오지 않습니다. 갱신할 때마다 다시 눌러야 합니다.
    72시간 안에 검증되지 않으면 요청이 끝나고, 새로 해야 합니다.
ui-story-balancer =
    구성: 443(과 80)을 외부에 여는 보안 그룹, 서버가 들어 있는 대상 그룹, 로드 밸런서 자체, 포트마다 하나씩인 리스너.
    AWS는 가용 영역을 두 개 이상 요구하고, 하나마다 퍼블릭 IPv4 주소 요금이 붙습니다. 서버가 한 대면 두 개로 충분합니다. 서버가 있는 가용 영역은 꼭 들어가야 합니다.
    30초마다 서버의 /(또는 `[app] health`에 적은 경로)를 확인합니다. 오류 없이 응답하면 정상입니다. 아니면 화면이 이유를 알려 줍니다. 400은 서버의 프라이빗 주소가 ALLOWED_HOSTS에 없다는 뜻이고, 시간 초과는 서버의 보안 그룹이 로드 밸런서를 막고 있다는 뜻입니다.
ui-story-live =
    A 레코드를 별칭으로 바꿉니다. Route 53이 로드 밸런서의 주소를 직접 알고 그것으로 답합니다.
    그다음 Landfall이 방문자처럼 밖에서 사이트를 열어 보고, 누가 발급한 인증서이고 언제까지 유효한지 보여 줍니다.
    우회로: 서버의 보안 그룹 규칙이 외부 접속을 모두 허용하면, 주소를 아는 사람은 HTTPS를 거치지 않고 접속할 수 있습니다. 막으면 로드 밸런서만 서버에 접속합니다. SSH는 그대로입니다.
ui-elsewhere-story =
    도메인에는 지금처럼 DNS를 운영하는 곳의 서버가 응답합니다. Landfall은 그곳에 접근할 수 없고 아무것도 바꾸지 않습니다. 이메일을 비롯한 다른 레코드는 그대로입니다.
    레코드마다 입력란에 맞는 이름과 값을 보여 주고, 글쇠로 복사할 수 있습니다. 네임서버에 직접 물어보므로 레코드가 생기면 바로 보이고, 다른 값이 있으면 그 값을 보여 줍니다.
    두 레코드는 지우지 마세요. 하나로 인증서가 갱신되고, 다른 하나로 방문자가 옵니다. 전체 삭제가 끝나면 직접 지울 레코드로 다시 보여 줍니다.
ui-elsewhere-story-address =
    Django는 모르는 이름으로 온 요청을 거부합니다. DEBUG가 False이면 "Bad Request (400)"로만 답합니다. Landfall은 ALLOWED_HOSTS에 이름을 넣으며, 바꾸기 전에 내용을 보여 줍니다.
    로드 밸런서의 상태 검사는 서버의 프라이빗 IPv4 주소로 요청합니다. nginx가 사이트 이름을 대신 전달하지 않고 응답하는 경로도 없다면, 그 주소도 넣습니다.
    도메인은 마지막 단계에서 바로 로드 밸런서에 연결합니다. 그때까지 이 이름에는 지금 있는 것이 나옵니다.
ui-story-teardown =
    인스턴스만 종료해서는 요금이 멈추지 않습니다. 로드 밸런서, 그 주소, 호스팅 영역은 계속 청구됩니다.
    호스팅 영역은 마지막에, 도메인이 더는 가리키지 않을 때 삭제합니다. 그러지 않으면 다음에 그 네임서버를 받은 사람이 도메인을 가로챌 수 있습니다. 그래서 먼저 등록 업체에서 네임서버를 되돌려야 합니다.
    사용만 한 것은 남겨 둡니다. 서버도 따로 고르지 않으면 그대로 둡니다.
    끝으로 AWS를 다시 읽고, 아직 요금이 나오는 것을 알려 줍니다.

## 화면: 다음에 할 일
ui-next-service = 로그아웃해도, 재부팅해도 계속 실행됩니다. 다음은 도메인입니다.
ui-next-domain = 다음: 이 네임서버들을 등록 업체에 입력합니다.
ui-next-nameservers = 도메인이 AWS로 넘어왔습니다.
ui-elsewhere-next-domain = 다음: Django 설정. 도메인은 그대로 둡니다.
ui-elsewhere-next-nameservers = 도메인에서 바꾼 것은 없습니다. 다음: Django 설정.
ui-elsewhere-next-address = 다음: HTTPS를 위한 인증서. 레코드를 하나 직접 만들어야 합니다.
ui-next-address = 브라우저에서 http:// 와 이름을 열어 보십시오. 사이트가 나옵니다. 다음은 https를 위한 인증서입니다.
ui-next-certificate = 무료이고, 레코드가 남아 있는 한 저절로 갱신됩니다. 다음은 로드 밸런서입니다.
ui-next-balancer = 준비가 끝났습니다. 다음: 도메인을 연결합니다.
ui-next-live = 이것으로 끝입니다. 상태를 보거나 정리하려면 다시 오십시오.

## 화면: 단계마다
ui-service-unmanaged = Landfall이 관리하지 않는 서버입니다(manage = false). 서버에서는 아무것도 하지 않습니다.
ui-service-project = 프로젝트: { $project }
ui-service-venv = Python 가상환경: { $venv }
ui-service-wsgi = gunicorn이 실행하는 것: { $wsgi }
ui-service-upstream = nginx가 요청을 넘기는 곳: { $to }
ui-service-no-upstream = nginx가 아직 요청을 넘기는 곳이 없습니다.
ui-service-stranger = 아직 서버에 접속하지 않았습니다. 맞는 서버인지 먼저 묻습니다.
ui-service-more = … 외 { $count }개
ui-service-bad-request = 400: Django가 응답하지만 아직 도메인 이름을 모릅니다. 4단계에서 알려 줍니다.
ui-service-http = nginx의 응답: { $status }
ui-service-no-answer = 없음
ui-service-enabled = 부팅할 때 시작
ui-service-not-enabled = 부팅할 때 시작하지 않음
ui-service-editing = 서비스 파일
ui-service-difference = 서버에 있는 것과 다른 점
ui-service-no-difference = 다른 점이 없습니다.
ui-domain-several = 같은 이름의 호스팅 영역이 여럿 있습니다:
ui-domain-used = ← 여기서 쓰는 것
ui-domain-names = 등록 업체에 넣을 네임서버 네 개:
ui-domain-adopted = Landfall 이전부터 있던 것입니다. 사용만 하고 삭제하지 않습니다.
ui-elsewhere-no-record = 도메인을 서버로 보내는 레코드는 만들지 않습니다. 마지막 단계에서 바로 로드 밸런서에 연결합니다.
ui-nameservers-no-zone = 먼저 호스팅 영역이 있어야 네임서버가 정해집니다.
ui-registrar-choice = 도메인 구입처
# How sure a registrar's way is: A its own guide, B two sources, C one. $month: when it was read (2026-11). $old: a year ago or more.
registrar-sure = { $sure ->
        [A] 그곳의 공식 안내를 따름
        [B] 두 곳 이상의 자료를 따름
       *[C] 자료 한 곳을 따름(메뉴 이름이 다를 수 있음)
    }, { $month } 확인.{ $doubted ->
        [yes] {" "}(?): 자료가 한 곳뿐입니다.
       *[no] {""}
    }{ $old ->
        [yes] {" "}그 뒤로는 확인하지 않았습니다.
       *[no] {""}
    }
registrar-typed = 끝에 점을 입력하지 마세요{ $dot ->
        [refused] (거부되거나 두 번 붙음)
       *[none] {""}
    }.{ $addresses ->
        [required] {" "}네임서버마다 옆의 IP도 입력하세요.
        [empty] {" "}IP 칸은 비워 두세요.
       *[none] {""}
    }
registrar-dnssec = DNSSEC이 켜져 있다면 먼저 끄고 하루 기다리세요: { $how }
registrar-dnssec-at = 도메인 구입처({ $registrar }): { $how }
registrar-no-address = IP를 알 수 없음
ui-dns-runs-likely = 지금 DNS를 그곳에서 운영하므로 구입처일 가능성이 큽니다. 아니라면 g
ui-dns-runs-at = 지금 DNS는 { $dns }에서 운영합니다. 네임서버는 도메인을 구입한 곳에서 바꾸며, 다른 곳일 수 있습니다. 고르기: g
ui-pick-registrar = { $domain } 도메인을 어디에서 구입했습니까?
ui-pick-narrow = 글자를 입력하면 목록이 좁혀집니다.
ui-pick-runs = 지금 DNS 운영
ui-check-paste = 저장하기 전에 입력한 내용 확인하기
ui-paste-title = { $domain }의 네임서버 확인
ui-paste-why = 도메인 구입처 화면에 보이는 내용을 그대로 모두 붙여 넣으세요. 어디에도 보내지 않습니다.
ui-paste-none = 네임서버가 없습니다.
ui-paste-right = 모두 맞습니다. 그곳에서 저장하세요.
ui-paste-wrong = 저장하기 전에 이것을 고치세요:
ui-nameservers-parent = 레지스트리의 네임서버
ui-nameservers-says = { $server }: { $names }
ui-address-leads = { $fqdn } → { $address }
ui-address-written = 설정을 바꿨습니다. 원래 파일은 보관되어 있습니다.
ui-address-csrf = CSRF_TRUSTED_ORIGINS도 바뀝니다. 없으면 Django가 https 페이지에서 보낸 양식을 거부합니다(403).
ui-address-hosts = 서비스가 사용하는 ALLOWED_HOSTS: { $hosts }
ui-address-forms-accepted = { $origin }에서 보낸 양식: 허용
ui-address-forms-refused = { $origin }에서 보낸 양식: 거부(403)
ui-address-debug = DEBUG가 켜져 있습니다. 오류가 나면 방문자에게 코드와 설정이 보입니다.
ui-address-off = https가 된 뒤에 켤 설정(지금 꺼짐): { $names } (자세한 것은 `manage.py check --deploy`)
ui-address-by-text = 설정을 불러오지 못해({ $why }) 파일 내용만으로 판단했습니다.
ui-address-resolver = 내 리졸버의 답: { $answer }
ui-option-certificate-names = 이름
ui-option-dns = DNS
ui-value-dns-route53 = Route 53
ui-value-dns-route53-why = 호스팅 영역을 만들고(월 $0.50) Landfall이 레코드를 관리합니다. 도메인의 네임서버를 바꿔야 합니다.
ui-value-dns-elsewhere = 지금 운영하는 곳에 그대로
ui-value-dns-elsewhere-why = 호스팅 영역이 없습니다. 레코드 두 개를 그곳에 직접 만들고, 전체 삭제 뒤에도 직접 지웁니다.
ui-option-validation = 검증 방법
ui-option-key-type = 키 종류
ui-value-key-type-rsa_2048 = RSA 2048
ui-value-key-type-rsa_2048-why = 모든 브라우저에서 쓸 수 있습니다.
ui-value-key-type-ecdsa_p256 = ECDSA P-256
ui-value-key-type-ecdsa_p256-why = 더 작고 빠릅니다. 최근 10년 안에 나온 브라우저에서는 모두 쓸 수 있습니다.
ui-value-validation-dns = DNS
ui-value-validation-dns-why = Landfall이 호스팅 영역에 레코드를 만듭니다. 자동으로 갱신됩니다.
ui-value-validation-email = 메일
ui-value-validation-email-why = 지금도, 갱신할 때마다도, 누군가 도메인의 admin@이나 webmaster@로 온 메일의 링크를 눌러야 합니다.
stage-requested = 요청함
stage-told = Amazon이 확인할 레코드를 알려 줌
stage-written = 검증 레코드를 만듦
stage-servers = 검증 레코드가 반영된 네임서버
stage-resolver = 검증 레코드가 조회되는 DNS 서버
stage-mailed = 승인 이메일 발송됨(이 가운데 한 주소면 됨)
stage-approved = 승인됨: 링크를 열고 "I Approve" 누르기
stage-issued = 발급됨
sight-past = 반영됨
sight-now = 아직 없음
sight-ahead = 아직 확인하지 않음
sight-wrong = 값이 다름: { $evidence }
sight-not-looked-at = 응답 없음: { $evidence }
timeline-renewal-dns = 갱신: 검증 레코드가 남아 있고 로드 밸런서가 인증서를 사용하는 동안 자동으로 갱신됩니다.
timeline-renewal-email = 갱신: 자동으로 되지 않습니다. 만료 45~60일 전에 오는 이메일에서 다시 승인해야 합니다.
ui-option-zones = 가용 영역
ui-option-redirect-http = HTTP를 HTTPS로 리디렉션
ui-value-zones-two = 두 곳: 서버가 있는 곳과 하나 더(주소 { $count }개, 한 달 { $month })
ui-value-zones-two-why = AWS는 최소 두 곳을 요구하고, 서버 한 대에는 충분합니다.
ui-value-zones-all = { $count }곳 모두(주소 요금 한 달 { $month })
ui-value-zones-all-why = AWS는 최소 두 곳을 요구하고, 서버 한 대에는 충분합니다.
ui-value-zones-these = { $zones }(주소 { $count }개, 월 { $month })
ui-value-zones-these-why = landfall.toml에 적은 목록입니다. 여기서 다른 값을 고르면 목록이 바뀝니다.
ui-balancer-stands-in = { $zones }에 있습니다.
ui-balancer-healthy = 로드 밸런서가 서버를 정상으로 봅니다.
ui-live-open = { $url } 주소로 사이트가 열립니다.
ui-option-close-http = 로드 밸런서를 거치지 않는 길
ui-live-close = HTTPS가 확인되면 막기
ui-live-leave-open = 열어 두기
ui-live-side-door-why = 열려 있으면 서버 주소를 아는 사람은 HTTPS를 거치지 않고 접속합니다. SSH는 그대로 둡니다.
ui-teardown-nothing = 이 사이트에 Landfall이 만든 것이 없습니다.
ui-teardown-sweeps = 남은 것이 없는지 AWS를 다시 읽는 중 …
ui-teardown-adopted = 전부터 있었으므로 남겨 둠: { $thing } { $id }
ui-teardown-bills = 지금 나오는 요금의
ui-teardown-waits = 호스팅 영역은 도메인이 가리키는 동안에는 남아서 요금이 나옵니다. 네임서버를 원래대로 되돌리면 삭제합니다.
ui-teardown-may-wait = 도메인이 아직 호스팅 영역을 가리키는지 확인하지 않았습니다. 가리키고 있다면 네임서버를 원래대로 되돌릴 때까지 남아서 요금이 나옵니다.
ui-teardown-held-zone = 호스팅 영역은 Landfall이 만들지 않은 레코드가 들어 있는 동안에도 남아서 요금이 나옵니다:
ui-teardown-held-other = 다른 곳에서 사용 중이라 그 사용이 끝날 때까지 남는 것이 있습니다:
ui-teardown-server-too = 안에 든 것과 함께 종료
ui-teardown-server-stays = 그대로 둠
ui-teardown-server-begun = 이 전체 삭제는 서버도 함께 삭제하기로 하고 시작했습니다.
ui-teardown-server-why = 서버에 든 것이 영영 사라집니다: 코드, 데이터베이스, 올린 파일.
ui-teardown-hand-back = 등록 업체에서 { $domain }의 네임서버를 원래대로 되돌리십시오. 레지스트리에서 AWS 네임서버가 빠져야 호스팅 영역을 지웁니다. 그 전에 지우면 남이 도메인을 가로챌 수 있습니다.
ui-teardown-old-unknown = 원래 무엇이었는지 알 수 없습니다. 등록 업체 화면에서 그 업체의 네임서버를 고르십시오.

## 화면: 연습의 바깥일
ui-registrar-title = 등록 업체: { $domain }의 네임서버
ui-registrar-why = 실제로는 브라우저로 여는 등록 업체 웹사이트입니다. 여기서도 똑같이 직접 입력하며, 오타의 결과도 같습니다.
ui-registrar-wanted = 입력할 이름:
ui-registrar-field = { $number }차 네임서버
ui-registrar-apply = 적용
ui-registrar-taken = 적용했습니다. 연습 시간으로 몇 분 뒤 레지스트리에 반영됩니다. Esc로 돌아갑니다.
ui-registrar-nowhere = 화면을 열 수 없습니다.
ui-registrar-too-few = 네임서버가 두 개 이상 필요합니다.
ui-registrar-no-name = { $number }차 칸: 호스트 이름이 아닙니다.
ui-registrar-twice = { $number }차 칸이 다른 칸과 같습니다.
ui-mailbox-title = { $domain }의 메일함
ui-mailbox-empty = 아직 메일이 없습니다. 조금 걸립니다. f로 다시 확인합니다.
ui-mailbox-subject = { $name } 인증서 승인 요청
ui-mailbox-to = 받는 사람: { $to }
ui-mailbox-body = { $name } 인증서를 발급해 달라는 요청이 Amazon에 왔습니다. 본인이나 믿는 사람이 요청했다면 승인하십시오.
ui-mailbox-approve = I Approve
ui-mailbox-approved = 승인함
ui-mailbox-thanks = 승인했습니다. Esc로 돌아갑니다.
ui-secret-kept-nowhere = 이 연결에만 쓰고, 어디에도 저장하지 않습니다.
ui-secret-to-server = 값은 서버로 바로 전송되어 root만 읽을 수 있는 파일에 저장됩니다. Landfall은 보관하지 않습니다.

## 도움말
help-about = 터미널에서 gunicorn으로 띄우던 Django 사이트를 AWS에서 내 도메인의 https로 공개하고, 다시 되돌립니다.
help-plan = 진행을 막을 수 있는 것, 무엇을 어떤 순서로 만드는지, 각각 얼마인지 보여 줍니다. 아무것도 바꾸지 않습니다. 막는 것이 있는지는 이 명령이 아니라 doctor의 종료 코드로 알 수 있습니다
help-doctor = 무엇이든 만들기 전에, 진행을 막을 수 있는 것을 모두 점검합니다. 종료 코드 0: 막는 것 없음, 1: 막는 것 있음, 3: 막는 것은 없지만 확인하지 못한 항목 있음
help-up = 전체 과정을 진행하거나, 멈춘 곳부터 이어서 진행합니다
help-status = 사이트의 현재 상태를 단계별로 보여 주고, 지금 요금이 나오는 것을 알려 줍니다
help-repair = 손상된 진행 기록을 복구합니다. 손상된 파일은 남겨 두고, 읽을 수 있는 기록을 모두 살리고, 무엇을 잃었는지 알립니다
help-policy = Landfall에 필요한 최소 권한의 IAM 정책 출력하기
help-read-only = 조회 권한만 출력(plan과 status에 충분함)
help-policy-with-server = EC2 인스턴스 중지, 시작, 종료(삭제) 권한도 포함(`pause --stop-server`와 `down --with-server`에만 필요함)
help-partition = AWS 파티션. 없으면 사이트의 리전(landfall.toml, AWS_REGION)을 따름
help-restart = 코드를 바꾼 뒤 gunicorn을 재시작하고 응답하는지 확인합니다
help-pause = 시간당 요금이 나오는 것을 삭제하고 도메인은 유지합니다. `up`으로 되돌립니다
help-logs = 서버에 있는 gunicorn 또는 nginx의 로그 출력하기
help-nginx = gunicorn 대신 nginx의 오류 로그
help-follow = Ctrl-C를 누를 때까지 새로 기록되는 내용도 이어서 출력합니다
help-lines = 출력할 마지막 줄의 수
help-down = Landfall이 만든 것을 모두 삭제하고, AWS를 다시 읽어 확인합니다
help-config = 사이트 설정 파일
help-name = 설정 파일 없이 찾을 사이트의 이름
help-profile = 로그인에 사용할 AWS 프로필. landfall.toml과 AWS_PROFILE보다 먼저입니다
help-region = AWS 리전. landfall.toml, AWS_REGION, 프로필보다 먼저입니다
help-lang = 언어: en 또는 ko
help-json = 글 대신 한 줄에 JSON 객체 하나씩 출력합니다
help-accept-unknown-price = --yes와 함께: 이 리전의 요금을 알 수 없는 것에도 동의
help-yes = 요금, 보여 준 변경, 안전한 기본값에 묻지 않고 동의합니다
help-until = 이 단계까지만 진행합니다
help-wait = 외부에 반영되기를 기다릴 최대 시간(예: 30m, 2h). 0s는 한 번만 확인합니다
help-trust-delegation = 네임서버 변경이 아직 확인되지 않아도 계속 진행합니다
help-with-server = EC2 인스턴스도, 그 안의 모든 것과 함께 종료(삭제)합니다
help-stop-server = EC2 인스턴스도 중지합니다. 그동안 사이트는 접속되지 않습니다
help-pause-yes = 묻지 않고 일시 중지합니다. 닫아 둔 서버의 80번 포트를 여는 것은 그래도 묻습니다
help-abandon-delegation = 도메인이 아직 가리키고 있어도 호스팅 영역을 삭제합니다. 다른 사람이 도메인을 가로챌 수 있습니다
help-adopt-zone = Landfall이 만들지 않은 이 호스팅 영역을 사용합니다. 삭제하지 않습니다
help-adopt-certificate = 이 계정에 이미 있는, 사이트 이름을 모두 포함하는 인증서를 사용합니다. 바꾸거나 삭제하지 않습니다
help-resend-mail = 인증서의 이 이름으로 승인 이메일을 다시 보냅니다(여러 번 지정할 수 있습니다)
help-practice = 이 프로그램 안의 세계에서 전체 과정을 연습합니다. 계정도 청구도 없습니다
help-world = 연습 세계. 예: happy, slow-certificate, gunicorn-crashes
help-speed = 연습 세계의 시간이 실제보다 몇 배 빠른지, 또는 "instant"
help-reset = 연습 세계를 처음부터 다시 시작합니다
help-listen = 연습 세계의 AWS를 이 컴퓨터의 이 주소에서 HTTP로 엽니다
help-command = 할 일: up, status, plan, doctor, restart, pause, down, repair, serve. 없으면 화면이 열립니다
help-serve = 연습 세계의 AWS만 HTTP로 엽니다. aws 명령 등으로 볼 수 있습니다
