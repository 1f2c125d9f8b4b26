#!/bin/bash
# Makes the topics of mc-sync, or gives those that are there the settings they should have. Safe to run again.
# Partitions are never changed in place: another count would send the keys elsewhere.
#   KAFKA_BOOTSTRAP_SERVERS  host:port,…
#   KAFKA_BIN                where Kafka's scripts are; /opt/kafka/bin if not set
#   REPLICAS                 3 if not set
#   MC_KAFKA_…               how to come in, where brokers ask, as the services have it
# The names and settings are those of dev.mcsync.contracts.topic.Topic; a test compares them.
set -euo pipefail

bin=${KAFKA_BIN:-/opt/kafka/bin}
replicas=${REPLICAS:-3}
at=(--bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS")
if [[ -n ${MC_KAFKA_SECURITY_PROTOCOL:-} ]]; then
  settings=$(umask 077 && mktemp)
  trap 'rm -f "$settings"' EXIT
  for variable in "${!MC_KAFKA_@}"; do
    name=${variable#MC_KAFKA_} name=${name,,}
    echo "${name//_/.}=${!variable}"
  done >"$settings"
  at+=(--command-config "$settings")
fi

topic() {
  local name=$1 settings=("${@:2}" "min.insync.replicas=$((replicas > 1 ? replicas - 1 : 1))")
  "$bin/kafka-topics.sh" "${at[@]}" --create --if-not-exists \
    --topic "$name" --partitions 12 --replication-factor "$replicas" "${settings[@]/#/--config=}"
  "$bin/kafka-configs.sh" "${at[@]}" --alter \
    --entity-type topics --entity-name "$name" --add-config "$(IFS=,; echo "${settings[*]}")"
}

topic mc.task-events cleanup.policy=delete retention.ms=2592000000 max.message.bytes=262144 compression.type=uncompressed message.timestamp.type=LogAppendTime
topic mc.agent-heartbeats cleanup.policy=delete retention.ms=259200000 max.message.bytes=262144 compression.type=uncompressed message.timestamp.type=LogAppendTime
topic mc.task-outcomes cleanup.policy=delete retention.ms=2592000000 max.message.bytes=262144
topic mc.task-state cleanup.policy=compact segment.ms=3600000 max.message.bytes=262144
topic mc.agent-state cleanup.policy=compact segment.ms=3600000 max.message.bytes=262144
topic mc.agent-commands cleanup.policy=delete retention.ms=604800000 max.message.bytes=262144 compression.type=uncompressed
topic mc.listening cleanup.policy=delete retention.ms=691200000 max.message.bytes=262144 compression.type=uncompressed message.timestamp.type=LogAppendTime
topic mc.ended-sessions cleanup.policy=delete retention.ms=691200000 max.message.bytes=262144
topic mc.access-tokens cleanup.policy=compact segment.ms=3600000 max.message.bytes=262144
topic mc.rejected-events cleanup.policy=delete retention.ms=7776000000 max.message.bytes=524288
