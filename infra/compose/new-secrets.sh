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

# One password in two files, so both are written or neither.
if [[ -e $directory/postgres.env || -e $directory/database.env ]]; then
  echo "kept    $directory/postgres.env and database.env"
else
  password=$(random)
  new postgres.env <<EOF
POSTGRES_USER=mcsync
POSTGRES_PASSWORD=$password
POSTGRES_DB=mcsync
EOF
  new database.env <<EOF
POSTGRES_URL=postgresql://mcsync:$password@postgres:5432/mcsync
EOF
fi

new discord.env <<EOF
# Empty: nothing is told to Discord, and the ledger says so.
MC_DISCORD_WEBHOOK_URL=
EOF
