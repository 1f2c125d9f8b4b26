#!/bin/bash
# Writes secrets/*.env with random tokens and a random password, readable by their owner only. Keeps what is there.
#   new-secrets.sh [directory]
set -euo pipefail
umask 077

directory=${1:-$(dirname "$0")/secrets}
mkdir -p "$directory"

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
