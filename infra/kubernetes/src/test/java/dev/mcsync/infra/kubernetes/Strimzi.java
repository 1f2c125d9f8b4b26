package dev.mcsync.infra.kubernetes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The files for Strimzi. */
final class Strimzi {

    private Strimzi() {}

    static Manifests all() {
        return new Manifests(
                Repository.manifests("strimzi").stream()
                        .flatMap(file -> Yaml.parse(Repository.read(file)).stream())
                        .toList());
    }

    static JsonNode kafka() {
        return all().one("Kafka", "mc-sync");
    }

    static List<JsonNode> topics() {
        return all().ofKind("KafkaTopic").toList();
    }

    static Set<String> userNames() {
        Set<String> names = new TreeSet<>();
        all().ofKind("KafkaUser").forEach(user -> names.add(Manifests.nameOf(user)));
        return names;
    }

    /** What a user may do, as {@code topic mc.task-events Read}, with {@code *} behind a prefix. */
    static Set<String> rightsOf(String user) {
        Set<String> rights = new TreeSet<>();
        for (JsonNode acl : all().one("KafkaUser", user).at("/spec/authorization/acls")) {
            JsonNode resource = acl.path("resource");
            String name = resource.path("name").asString("");
            boolean isPrefix = resource.path("patternType").asString("").equals("prefix");
            Workload.list(acl.path("operations"))
                    .forEach(operation -> {
                        rights.add(
                                Stream.of(
                                                resource.path("type").asString(""),
                                                isPrefix ? name + "*" : name,
                                                operation)
                                        .filter(part -> !part.isEmpty())
                                        .reduce((left, right) -> left + " " + right)
                                        .orElseThrow());
                    });
        }
        return rights;
    }
}
