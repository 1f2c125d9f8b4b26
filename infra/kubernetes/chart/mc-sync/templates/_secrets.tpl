{{/*
The files of a service's secrets as a list: the Secret and its key, the file's name below /secrets, and the variable that
names the file, if any does. Nothing secret is in an environment, where every child and every dump would have it.
*/}}
{{- define "mc-sync.secrets" -}}
{{- $values := .root.Values }}
{{- range .tokens }}
{{- $key := index $values.tokens.keys . }}
{{- if $key }}
- { env: {{ eq . "admin" | ternary "MC_TOKEN" (printf "MC_%s_TOKEN" (upper .)) }}_FILE, secret: {{ $values.tokens.secret | quote }}, key: {{ $key | quote }}, path: {{ . }}-token }
{{- end }}
{{- end }}
{{- if .kafkaUser }}
{{- if ne $values.kafka.security "none" }}
- { env: MC_KAFKA_SSL_TRUSTSTORE_CERTIFICATES_FILE, secret: {{ $values.kafka.ca.secret | quote }}, key: {{ $values.kafka.ca.key | quote }}, path: kafka-ca.crt }
{{- end }}
{{- if eq $values.kafka.security "tls" }}
- { env: MC_KAFKA_SSL_KEYSTORE_KEY_FILE, secret: {{ .kafkaUser | quote }}, key: user.key, path: kafka-user.key }
- { env: MC_KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN_FILE, secret: {{ .kafkaUser | quote }}, key: user.crt, path: kafka-user.crt }
{{- else if eq $values.kafka.security "scram" }}
- { env: MC_KAFKA_SASL_JAAS_CONFIG_FILE, secret: {{ .kafkaUser | quote }}, key: sasl.jaas.config, path: kafka-jaas.conf }
{{- end }}
{{- end }}
{{- if .postgres }}
- { env: POSTGRES_URL_FILE, secret: {{ $values.postgres.secret | quote }}, key: {{ index $values.postgres.keys .postgres | quote }}, path: postgres-url }
{{- if $values.postgres.ca.secret }}
- { secret: {{ $values.postgres.ca.secret | quote }}, key: {{ $values.postgres.ca.key | quote }}, path: postgres-ca.crt }
{{- end }}
{{- end }}
{{- if .discord }}
{{- if .discord.secret }}
- { env: MC_DISCORD_WEBHOOK_URL_FILE, secret: {{ .discord.secret | quote }}, key: {{ .discord.key | quote }}, path: discord-webhook-url }
{{- end }}
{{- end }}
{{- end }}

{{- define "mc-sync.secretVariables" -}}
{{- range include "mc-sync.secrets" . | fromYamlArray }}
{{- if .env }}
- { name: {{ .env }}, value: /secrets/{{ .path }} }
{{- end }}
{{- end }}
{{- end }}

{{/* Readable by the service's group alone. */}}
{{- define "mc-sync.secretVolume" -}}
name: secrets
projected:
  defaultMode: 0440
  sources:
    {{- range include "mc-sync.secrets" . | fromYamlArray }}
    - secret: { name: {{ .secret | quote }}, items: [{ key: {{ .key | quote }}, path: {{ .path }} }] }
    {{- end }}
{{- end }}

{{/* What of Kafka's own settings is no secret. */}}
{{- define "mc-sync.kafkaVariables" -}}
- { name: KAFKA_BOOTSTRAP_SERVERS, value: {{ .Values.kafka.bootstrapServers | quote }} }
{{- if eq .Values.kafka.security "tls" }}
- { name: MC_KAFKA_SECURITY_PROTOCOL, value: SSL }
- { name: MC_KAFKA_SSL_KEYSTORE_TYPE, value: PEM }
{{- else if eq .Values.kafka.security "scram" }}
- { name: MC_KAFKA_SECURITY_PROTOCOL, value: SASL_SSL }
- { name: MC_KAFKA_SASL_MECHANISM, value: SCRAM-SHA-512 }
{{- end }}
{{- if ne .Values.kafka.security "none" }}
- { name: MC_KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM }
{{- end }}
{{- end }}
