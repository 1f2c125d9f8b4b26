#!/bin/sh
# PostgreSQL's archive_command: archive-wal.sh <file> <its name> <directory>
# A file is whole under its name, or not there. One that is there already, as after a crash, has to be the same.
set -eu

file=$1
kept=$3/$2

if [ -e "$kept" ]; then
    cmp -s "$file" "$kept"
    exit
fi
cp "$file" "$kept.part"
sync "$kept.part"
mv "$kept.part" "$kept"
sync "$3"
