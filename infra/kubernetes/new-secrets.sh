#!/bin/bash
# Prints the Secrets that mc-sync needs, with random tokens and passwords, for kubectl create: what is there it keeps.
#   new-secrets.sh | kubectl -n mc-sync create -f -
#   DISCORD_WEBHOOK_URL  in the environment: also the Secret of the webhook
#   POSTGRES_HOST        mc-sync-postgres-rw if not set
set -euo pipefail

host=${POSTGRES_HOST:-mc-sync-postgres-rw}

# 32 random bytes as 64 characters.
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# The name, the type, and each key with its value.
secret() {
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: { name: %s }\ntype: %s\nstringData:\n' "$1" "$2"
  shift 2
  printf '  %s: "%s"\n' "$@"
}

address() { echo "postgresql://$1:$2@$host:5432/mcsync?sslmode=verify-full&sslrootcert=/secrets/postgres-ca.crt"; }

secret mc-sync-tokens Opaque token "$(random)" internal-token "$(random)" panel-token "$(random)" agent-token "$(random)"

owner=$(random) app=$(random)
secret mc-sync-role-owner kubernetes.io/basic-auth username mcsync password "$owner"
secret mc-sync-role-app kubernetes.io/basic-auth username mcsync_app password "$app"
secret mc-sync-role-reader kubernetes.io/basic-auth username mcsync_reader password "$(random)"
secret mc-sync-postgres-urls Opaque owner "$(address mcsync "$owner")" app "$(address mcsync_app "$app")"

if [[ -n ${DISCORD_WEBHOOK_URL:-} ]]; then
  secret mc-sync-discord Opaque webhook-url "$DISCORD_WEBHOOK_URL"
fi
