package dev.mcsync.infra.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What makes pods: a Deployment, a StatefulSet or a Job. */
record Workload(JsonNode object) {

    static final String SECRETS = "/secrets/";

    /** A key of a Secret. */
    record SecretKey(String secret, String key) {}

    String kind() {
        return Manifests.kindOf(object);
    }

    String component() {
        return labels().getOrDefault("app.kubernetes.io/component", "");
    }

    /** Of its pods. */
    Map<String, String> labels() {
        return texts(object.at("/spec/template/metadata/labels"));
    }

    JsonNode pod() {
        return object.at("/spec/template/spec");
    }

    /** The only one. */
    JsonNode container() {
        return pod().path("containers").size() == 1
                ? pod().at("/containers/0")
                : MissingNode.getInstance();
    }

    List<String> variableNames() {
        return container()
                .path("env")
                .valueStream()
                .map(variable -> variable.path("name").asString(""))
                .toList();
    }

    /** Those that have a value here. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        container()
                .path("env")
                .forEach(variable -> {
                    if (variable.has("value")) {
                        variables.put(
                                variable.path("name").asString(""),
                                variable.path("value").asString(""));
                    }
                });
        return variables;
    }

    /** What of which Secret lies in which file. */
    Map<String, SecretKey> secretFiles() {
        Map<String, SecretKey> files = new TreeMap<>();
        for (JsonNode volume : pod().path("volumes")) {
            for (JsonNode source : volume.at("/projected/sources")) {
                JsonNode secret = source.path("secret");
                for (JsonNode item : secret.path("items")) {
                    files.put(
                            SECRETS + item.path("path").asString(""),
                            new SecretKey(
                                    secret.path("name").asString(""),
                                    item.path("key").asString("")));
                }
            }
        }
        return files;
    }

    static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new TreeMap<>();
        map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    static List<String> list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    @Override
    public String toString() {
        return kind() + " " + Manifests.nameOf(object);
    }
}
