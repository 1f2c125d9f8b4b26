#!/bin/bash
# Writes secrets/ with random tokens and passwords, in a directory that is its owner's alone. Keeps what is there.
#   new-secrets.sh [directory]
set -euo pipefail
umask 077

directory=${1:-$(dirname "$0")/secrets}
mkdir -p "$directory"
chmod 700 "$directory"

# 32 random bytes as 64 characters.
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# Standard input, if there is no such file yet.
new() {
  if [[ -e $directory/$1 ]]; then echo "kept    $directory/$1"; return; fi
  cat >"$directory/$1"
  echo "written $directory/$1"
}

new tokens.env <<EOF
# Two tokens may be valid at once, with a comma between them, while one replaces the other.
MC_TOKEN=$(random)
MC_PANEL_TOKEN=$(random)
MC_AGENT_TOKEN=$(random)
MC_INTERNAL_TOKEN=$(random)
EOF

# What Prometheus shows the services: the internal one of above, also where that was there before.
internal=$(sed -n 's/^MC_INTERNAL_TOKEN=//p' "$directory/tokens.env")
if [[ -e $directory/internal-token && $(<"$directory/internal-token") == "${internal%%,*}" ]]; then
  echo "kept    $directory/internal-token"
else
  rm -f "$directory/internal-token"
  new internal-token < <(printf '%s' "${internal%%,*}")
fi
new grafana-admin < <(random)
# These two are read by the users of their images; that nobody else comes near is the directory's to see to.
chmod 644 "$directory/internal-token" "$directory/grafana-admin"

# The roles of the services and of readers, beside the owner.
new roles.env <<EOF
MC_APP_PASSWORD=$(random)
MC_READER_PASSWORD=$(random)
EOF

# The owner's password in two files, so both are written or neither; the services come with a role of less rights.
if [[ -e $directory/postgres.env || -e $directory/database.env ]]; then
  echo "kept    $directory/postgres.env and database.env"
  # From before the roles: the services come as the owner, and so does the migration.
  [[ -e $directory/migration.env || ! -e $directory/database.env ]] || new migration.env <"$directory/database.env"
else
  owner=$(random) app=$(sed -n 's/^MC_APP_PASSWORD=//p' "$directory/roles.env")
  rm -f "$directory/migration.env"
  new postgres.env <<EOF
POSTGRES_USER=mcsync
POSTGRES_PASSWORD=$owner
POSTGRES_DB=mcsync
EOF
  new migration.env <<EOF
POSTGRES_URL=postgresql://mcsync:$owner@postgres:5432/mcsync
EOF
  new database.env <<EOF
POSTGRES_URL=postgresql://mcsync_app:$app@postgres:5432/mcsync
EOF
fi

# For compose.secured.yaml: a password for each user of the log, in the files of whoever needs it.
if [[ -e $directory/kafka-users.env ]]; then
  echo "kept    $directory/kafka-users.env and those made of it"
else
  admin=$(random) plain=org.apache.kafka.common.security.plain.PlainLoginModule
  passwords="ADMIN_PASSWORD=$admin"
  for user in gateway processor notifier realtime producer auditor operator; do
    password=$(random)
    passwords+=$'\n'${user^^}_PASSWORD=$password
    rm -f "$directory/kafka-$user.env"
    new "kafka-$user.env" <<EOF
MC_KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT
MC_KAFKA_SASL_MECHANISM=SCRAM-SHA-512
MC_KAFKA_SASL_JAAS_CONFIG='org.apache.kafka.common.security.scram.ScramLoginModule required username="mc-$user" password="$password";'
EOF
  done
  rm -f "$directory/brokers.env"
  new brokers.env <<EOF
KAFKA_LISTENER_NAME_BROKER_PLAIN_SASL_JAAS_CONFIG='$plain required username="mc-admin" password="$admin" user_mc-admin="$admin";'
KAFKA_LISTENER_NAME_CONTROLLER_PLAIN_SASL_JAAS_CONFIG='$plain required username="mc-admin" password="$admin" user_mc-admin="$admin";'
EOF
  new kafka-users.env <<<"$passwords"
fi

new discord.env <<EOF
# Empty: nothing is told to Discord, and the ledger says so.
MC_DISCORD_WEBHOOK_URL=
EOF
