#!/bin/sh
# Prints each image that compose.yaml and the Dockerfile name, as NAME=image:tag@sha256:… for the file .env: what runs
# tomorrow is then what was tried today. Asks the registries by docker buildx; changes nothing.
#   infra/compose/pin-images.sh >>infra/compose/.env
set -eu

here=$(cd "$(dirname "$0")" && pwd)

if ! docker buildx version >/dev/null 2>&1; then
    echo "pin-images.sh: docker with buildx is needed, to ask the registries for digests" >&2
    exit 1
fi

{
    sed -n 's/.*image: ${\([A-Z_]*\):-\([^}]*\)}.*/\1 \2/p' "$here/compose.yaml"
    sed -n 's/^ARG \([A-Z_]*_IMAGE\)=\(.*\)$/\1 \2/p' "$here/Dockerfile"
} | sort -u | while read -r name image; do
    digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image" </dev/null) || digest=
    case $digest in
        sha256:*) echo "$name=$image@$digest" ;;
        *)
            echo "pin-images.sh: the registry tells no digest of $image" >&2
            exit 1
            ;;
    esac
done
