#!/bin/bash
# Ends with 0 when the service on this port of this machine says that it is ready.
#   ready.sh <port>
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r status <&3
[[ $status == "HTTP/1.1 200"* ]]
