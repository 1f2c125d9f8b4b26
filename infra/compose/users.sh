#!/bin/bash
# Makes the users of the log, or gives those that are there the passwords they should have, and gives each one its rights
# and takes every other one away. Safe to run again; what others than these users may do, and what is denied, stays.
#   KAFKA_BOOTSTRAP_SERVERS  host:port,… of the brokers' own door
#   ADMIN_PASSWORD           of mc-admin, who may do everything
#   GATEWAY_PASSWORD …       of each user, by the name behind mc-
#   KAFKA_BIN                where Kafka's scripts are; /opt/kafka/bin if not set
#   RIGHTS                   the file of rights; acls.csv beside this one if not set
set -euo pipefail

bin=${KAFKA_BIN:-/opt/kafka/bin}
rights=${RIGHTS:-$(dirname "$0")/acls.csv}

settings=$(umask 077 && mktemp)
given=$(mktemp)
trap 'rm -f "$settings" "$given"' EXIT
cat >"$settings" <<EOF
security.protocol=SASL_PLAINTEXT
sasl.mechanism=PLAIN
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="mc-admin" password="$ADMIN_PASSWORD";
EOF
at=(--bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$settings")

users=(gateway processor notifier realtime producer auditor operator)
for user in "${users[@]}"; do
  password=${user^^}_PASSWORD
  "$bin/kafka-configs.sh" "${at[@]}" --alter --entity-type users --entity-name "mc-$user" \
    --add-config "SCRAM-SHA-512=[iterations=4096,password=${!password}]"
done

# The same word for transactional-id and TRANSACTIONAL_ID, for DescribeConfigs and DESCRIBE_CONFIGS.
plain() {
  local word=${1//[-_]/}
  printf '%s' "${word,,}"
}

# One call for all that one user may do with one operation and one kind of name: each takes a second or two.
declare -A resources wanted
while IFS=, read -r user resource name match operation _; do
  wanted["$user $(plain "$resource") $name $match $(plain "$operation")"]=yes
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

# Last, so that nobody is without a right in between: what an older file gave, or somebody by hand.
"$bin/kafka-acls.sh" "${at[@]}" --list >"$given"
while IFS= read -r line; do
  if [[ $line =~ resourceType=([A-Z_]+),\ name=(.*),\ patternType=([A-Z]+)\) ]]; then
    resource=${BASH_REMATCH[1]} name=${BASH_REMATCH[2]} match=${BASH_REMATCH[3],,}
  elif [[ $line =~ principal=User:mc-([a-z]+),\ host=(.*),\ operation=([A-Z_]+),\ permissionType=ALLOW ]]; then
    user=${BASH_REMATCH[1]} host=${BASH_REMATCH[2]} operation=${BASH_REMATCH[3]}
    [[ " ${users[*]} " == *" $user "* ]] || continue
    right="mc-$user $(plain "$resource") $name $match $(plain "$operation")"
    [ -z "${wanted["$right"]:-}" ] || [ "$host" != '*' ] || continue
    case $resource in
      CLUSTER) at_resource=(--cluster) ;;
      *) at_resource=("--$(tr 'A-Z_' 'a-z-' <<<"$resource")" "$name") ;;
    esac
    echo "Taking $operation on $resource $name ($match) from mc-$user: it is not in $rights."
    "$bin/kafka-acls.sh" "${at[@]}" --remove --force --allow-principal "User:mc-$user" --allow-host "$host" \
      --resource-pattern-type "$match" --operation "$(sed -E 's/_?([A-Z])([A-Z]*)/\1\L\2/g' <<<"$operation")" \
      "${at_resource[@]}" </dev/null
  fi
done <"$given"
