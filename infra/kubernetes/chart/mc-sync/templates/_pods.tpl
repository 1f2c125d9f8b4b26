{{/* The pods of a service, below template: of a Deployment or StatefulSet. */}}
{{- define "mc-sync.pods" -}}
metadata:
  labels:
    {{- include "mc-sync.selector" . | nindent 4 }}
    app.kubernetes.io/part-of: mc-sync
  {{- with .root.Values.pods.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- include "mc-sync.podSettings" . | nindent 2 }}
  # preStop, and the longest that any service takes to finish what it has begun.
  terminationGracePeriodSeconds: 50
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - topologyKey: {{ . }}
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "mc-sync.selector" $ | nindent 10 }}
    {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "mc-sync.image" . | quote }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      ports:
        - { name: http, containerPort: {{ .port }} }
      env:
        - { name: SERVER_PORT, value: {{ .port | quote }} }
        {{- include "mc-sync.kafkaVariables" .root | nindent 8 }}
        {{- include "mc-sync.secretVariables" . | nindent 8 }}
        {{- range .variables }}
        - {{ toJson . }}
        {{- end }}
        {{- range $name, $value := .values.settings }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      securityContext:
        {{- include "mc-sync.confined" . | nindent 8 }}
      volumeMounts:
        {{- include "mc-sync.mounts" . | nindent 8 }}
      # Two minutes for a start on a busy node.
      startupProbe:
        httpGet: { path: /actuator/health/liveness, port: http }
        periodSeconds: 2
        timeoutSeconds: 5
        failureThreshold: 60
      livenessProbe:
        httpGet: { path: /actuator/health/liveness, port: http }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet: { path: /actuator/health/readiness, port: http }
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 2
      lifecycle:
        # Until nobody sends new calls here any more.
        preStop: { exec: { command: [sleep, "5"] } }
  volumes:
    {{- include "mc-sync.volumes" . | nindent 4 }}
{{- end }}

{{/* What all pods have, the migration's too. */}}
{{- define "mc-sync.podSettings" -}}
serviceAccountName: {{ include "mc-sync.name" . }}
automountServiceAccountToken: false
# Variables of other Services would stand among our own settings.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- with .root.Values.pods.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.pods.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.pods.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- end }}

{{- define "mc-sync.confined" -}}
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities: { drop: [ALL] }
{{- end }}

{{- define "mc-sync.mounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: secrets, mountPath: /secrets, readOnly: true }
{{- end }}

{{/* Kafka's compression unpacks native code in /tmp: where nodes mount emptyDir with noexec, the services do not start. */}}
{{- define "mc-sync.volumes" -}}
- { name: tmp, emptyDir: { sizeLimit: 256Mi } }
- {{- include "mc-sync.secretVolume" . | nindent 2 }}
{{- end }}
