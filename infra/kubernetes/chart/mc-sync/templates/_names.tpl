{{/* Every template here takes a dict: root is the chart's own scope, component the name of a service. */}}

{{- define "mc-sync.name" -}}
{{ .root.Release.Name }}-{{ .component }}
{{- end }}

{{/* What selects the pods of one service; never changes. */}}
{{- define "mc-sync.selector" -}}
app.kubernetes.io/name: mc-sync
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "mc-sync.labels" -}}
{{ include "mc-sync.selector" . }}
app.kubernetes.io/part-of: mc-sync
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{/* The same for what belongs to no service of its own. */}}
{{- define "mc-sync.release" -}}
app.kubernetes.io/name: mc-sync
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "mc-sync.image" -}}
{{ .root.Values.image.repository }}/{{ .image | default .component }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}
