{{/* How many pods a Deployment has and how they are replaced: a new one is ready before an old one goes. */}}
{{- define "mc-sync.rollout" -}}
{{- if not (dig "autoscaling" "enabled" false .values) }}
replicas: {{ .values.replicas }}
{{- end }}
paused: {{ has .component .root.Values.hold }}
progressDeadlineSeconds: 600
strategy:
  type: RollingUpdate
  rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
{{- end }}

{{/* A Service that only the gateway calls. */}}
{{- define "mc-sync.innerService" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "mc-sync.name" . }}
  labels:
    {{- include "mc-sync.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "mc-sync.selector" . | nindent 4 }}
  ports:
    - { name: http, port: {{ .port }}, targetPort: http, appProtocol: http }
{{- end }}
