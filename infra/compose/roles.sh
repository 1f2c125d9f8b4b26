#!/bin/bash
# Makes the role that the services come with and the one for reading; the migration gives both their rights. The image
# runs it when it makes the database; in one that is there already: docker compose exec postgres bash <this file>.
#   MC_APP_PASSWORD, MC_READER_PASSWORD  of mcsync_app and mcsync_reader
set -euo pipefail

psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=app="$MC_APP_PASSWORD" --set=reader="$MC_READER_PASSWORD" <<'EOF'
select format('create role %I login', name) from unnest(array['mcsync_app', 'mcsync_reader']) name
where not exists (select from pg_roles where rolname = name) \gexec
alter role mcsync_app password :'app';
alter role mcsync_reader password :'reader';
EOF
