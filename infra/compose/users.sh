#!/bin/bash
# Makes the users of the log, or gives those that are there the passwords they should have, and adds each one's rights.
# Safe to run again; it takes no right away.
#   KAFKA_BOOTSTRAP_SERVERS  host:port,… of the brokers' own door
#   ADMIN_PASSWORD           of mc-admin, who may do everything
#   GATEWAY_PASSWORD …       of each user, by the name behind mc-
#   KAFKA_BIN                where Kafka's scripts are; /opt/kafka/bin if not set
#   RIGHTS                   the file of rights; acls.csv beside this one if not set
set -euo pipefail

bin=${KAFKA_BIN:-/opt/kafka/bin}
rights=${RIGHTS:-$(dirname "$0")/acls.csv}

settings=$(umask 077 && mktemp)
trap 'rm -f "$settings"' EXIT
cat >"$settings" <<EOF
security.protocol=SASL_PLAINTEXT
sasl.mechanism=PLAIN
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="mc-admin" password="$ADMIN_PASSWORD";
EOF
at=(--bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$settings")

for user in gateway processor notifier realtime producer auditor operator; do
  password=${user^^}_PASSWORD
  "$bin/kafka-configs.sh" "${at[@]}" --alter --entity-type users --entity-name "mc-$user" \
    --add-config "SCRAM-SHA-512=[iterations=4096,password=${!password}]"
done

# One call for all that one user may do with one operation and one kind of name: each takes a second or two.
declare -A resources
while IFS=, read -r user resource name match operation _; do
  case $resource in
    cluster) option=--cluster ;;
    *) option="--$resource $name" ;;
  esac
  resources["$user $match $operation"]+=" $option"
done < <(grep -v -e '^#' -e '^user,' "$rights")

for who in "${!resources[@]}"; do
  read -r user match operation <<<"$who"
  # shellcheck disable=SC2086 # The resources are several words, and none of them has a space in it.
  "$bin/kafka-acls.sh" "${at[@]}" --add --force --allow-principal "User:$user" \
    --resource-pattern-type "$match" --operation "$operation" ${resources[$who]}
done
