#!/bin/sh
# Makes the directory that a service starts from twice as fast: quick-start.sh <boot jar> <directory>
#
# Unpacks the runnable jar, since the JVM caches only classes of ordinary jars, and lets the service build all of its
# beans once, without broker and database, to record what it loads. Start it with the same JDK, in the same place:
#   java -XX:+UseSerialGC -XX:AOTCache=<directory>/service.aot -jar <directory>/service.jar
# With another JDK, collector or place the JVM says so and does without.
set -eu

jar=$1
directory=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -p "$jar" "$work/service.jar"
java -Djarmode=tools -jar "$work/service.jar" extract --destination "$directory" --force

# Words in the place of settings without which nothing starts. Nothing is called.
env -i PATH="$PATH" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} \
    MC_TOKEN=recorded-while-the-image-is-made MC_INTERNAL_TOKEN=recorded-while-the-image-is-made-too \
    MC_DISCORD_WEBHOOK_URL=http://127.0.0.1:9/ KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9 \
    POSTGRES_URL=postgresql://nobody:nothing@127.0.0.1:9/nowhere SERVER_PORT=0 \
    java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dspring.context.exit=onRefresh \
    -XX:AOTCacheOutput="$directory/service.aot" -jar "$directory/service.jar" >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
test -s "$directory/service.aot" || { cat "$work/log" >&2; exit 1; }
chmod -R a+rX "$directory"
