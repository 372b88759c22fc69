# shellcheck shell=bash
# The front plays the balancer: TLS with a certificate of the lab's own authority for the domain and all names in it, handing requests
# on to the server with the visitor's Host; plain http answers as AWS's redirect does.

front_up() {
    mkdir -p "$LAB_DIR/front"
    front_certificates
    front_config >"$LAB_DIR/front/nginx.conf"
    daemon front nginx -p "$LAB_DIR/front" -e "$LAB_DIR/log/front" -c "$LAB_DIR/front/nginx.conf"
}

front_certificates() {
    (
        cd "$LAB_DIR/front" || exit 1
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout ca.key -out ca.pem \
            -subj '/O=Landfall lab/CN=Landfall lab authority' -addext 'basicConstraints=critical,CA:TRUE' \
            -addext 'keyUsage=critical,keyCertSign'
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout site.key -out site.csr -subj "/CN=$DOMAIN"
        openssl x509 -req -in site.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -out site.pem \
            -extfile <(printf 'subjectAltName=DNS:%s,DNS:*.%s\nextendedKeyUsage=serverAuth\n' "$DOMAIN" "$DOMAIN")
    ) >>"$LAB_DIR/log/openssl" 2>&1
}

front_config() {
    cat <<CONF
daemon off;
user root;
worker_processes 1;
pid $LAB_DIR/front/pid;
events {}
http {
    access_log $LAB_DIR/log/front-access;
    client_body_temp_path $LAB_DIR/front/body;
    proxy_temp_path $LAB_DIR/front/proxy;
    fastcgi_temp_path $LAB_DIR/front/fastcgi;
    uwsgi_temp_path $LAB_DIR/front/uwsgi;
    scgi_temp_path $LAB_DIR/front/scgi;
    server {
        listen $FRONT_IP:443 ssl;
        ssl_certificate $LAB_DIR/front/site.pem;
        ssl_certificate_key $LAB_DIR/front/site.key;
        location / {
            proxy_pass http://$SERVER_IP:80;
            proxy_bind $BALANCER_IP;
            proxy_connect_timeout 3s;
            proxy_set_header Host \$http_host;
            proxy_set_header X-Forwarded-For \$remote_addr;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-Port 443;
        }
    }
    server {
        listen $FRONT_IP:80;
        return 301 https://\$host:443\$request_uri;
    }
}
CONF
}

front_answers() { [ "$(in_lab curl -s -o /dev/null -w '%{http_code}' -H "Host: $DOMAIN" "http://$FRONT_IP/")" = 301 ]; }
front_wait() { until_true 20 "the front (see $LAB_DIR/log/front)" front_answers; }
