#!/bin/bash
# Upgrades one service after the other, in the order of docs/upgrading.md, or goes back in the opposite one: each time the
# whole chart is given to Helm, and all services whose turn has not come are held as they are.
#   upgrade.sh <namespace> <release> <chart> [options of helm upgrade, such as -f values.yaml]
#   upgrade.sh --back <namespace> <release> <the former chart> [options]
# On the way back no migration runs: the schema stays as it is.
set -euo pipefail

services=(state-processor realtime-gateway notifier-worker ingress-gateway)
back=
if [[ ${1:-} == --back ]]; then
  back=yes
  services=(ingress-gateway notifier-worker realtime-gateway state-processor)
  shift
fi
if [[ $# -lt 3 ]]; then sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
namespace=$1 release=$2 chart=$3
shift 3

kind() { if [[ $1 == state-processor ]]; then echo statefulset; else echo deployment; fi; }

# A processor of before refuses what a gateway of after has said: nothing of it may wait any more.
wait_for_the_log() {
  echo "Wait until mc_log_group_lag of the groups state-processor.* is 0, then press Enter." >&2
  if ! read -r; then echo "Stopped before the state-processor: nobody said that the log is read." >&2; exit 1; fi
}

for ((i = 0; i < ${#services[@]}; i++)); do
  service=${services[i]}
  hold=
  if ((i + 1 < ${#services[@]})); then hold=$(printf '"%s",' "${services[@]:i+1}"); fi
  # The migration runs once, and first.
  hooks=()
  if [[ -n $back || $i -gt 0 ]]; then hooks=(--no-hooks); fi
  if [[ -n $back && $service == state-processor ]]; then wait_for_the_log; fi
  echo "$service…"
  helm upgrade "$release" "$chart" --namespace "$namespace" ${hooks[@]+"${hooks[@]}"} "$@" --set-json "hold=[${hold%,}]"
  kubectl --namespace "$namespace" rollout status "$(kind "$service")/$release-$service" --timeout=15m
done
