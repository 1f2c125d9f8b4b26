package dev.mcsync.infra.kubernetes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Objects for a cluster. */
record Manifests(List<JsonNode> all) {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");

    static Manifests parse(String text) {
        return new Manifests(Yaml.parse(text));
    }

    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(object -> kindOf(object).equals(kind));
    }

    /**
     * @throws AssertionError when there is none, or more than one
     */
    JsonNode one(String kind, String name) {
        List<JsonNode> found = ofKind(kind).filter(object -> nameOf(object).equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError("Expected one %s %s, found %s".formatted(kind, name, names()));
        }
        return found.getFirst();
    }

    /** The pods of the four services and of the migration. */
    List<Workload> workloads() {
        return all.stream()
                .filter(object -> WORKLOADS.contains(kindOf(object)))
                .map(Workload::new)
                .toList();
    }

    /** Those that run on. */
    List<Workload> services() {
        return workloads().stream().filter(workload -> !workload.kind().equals("Job")).toList();
    }

    Workload workload(String component) {
        return workloads().stream()
                .filter(workload -> workload.component().equals(component))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected pods of " + component));
    }

    /** Kind and name of each object. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        all.forEach(object -> names.add(kindOf(object) + " " + nameOf(object)));
        return names;
    }

    static String kindOf(JsonNode object) {
        return object.path("kind").asString("");
    }

    static String nameOf(JsonNode object) {
        return object.at("/metadata/name").asString("");
    }
}
