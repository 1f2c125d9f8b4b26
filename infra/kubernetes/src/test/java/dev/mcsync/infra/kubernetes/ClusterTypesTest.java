package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every object has the fields of its type, and no other. */
final class ClusterTypesTest {

    static Stream<Arguments> objects() {
        Stream<Arguments> ofTheChart =
                Chart.variants()
                        .flatMap(variant ->
                                Chart.of(variant).all().stream()
                                        .map(object -> named(variant, object)));
        Stream<Arguments> ofTheServers =
                Stream.of("strimzi", "cnpg")
                        .flatMap(folder -> Repository.manifests(folder).stream())
                        .flatMap(file ->
                                Yaml.parse(Repository.read(file)).stream()
                                        .map(object ->
                                                named(String.valueOf(file.getFileName()), object)));
        return Stream.concat(ofTheChart, ofTheServers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void anObjectIsOfItsType(String name, JsonNode object) {
        assertThat(ClusterTypes.faults(object)).as("%s: %s", name, object).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ apiVersion: apps/v1, kind: Deployment, spec: { replica: 2 } }",
                "{ apiVersion: apps/v1, kind: Deployment, spec: { replicas: two } }",
                "{ apiVersion: apps/v1, kind: Deployment, metadata: { labels: { a: 1 } } }",
                "{ apiVersion: v1, kind: Service, spec: { ports: [{ targetport: http }] } }",
                "{ apiVersion: apps/v1, kind: StatefulSet, spec: { template: { spec: { containers: [{ livenessProb: {} }] } } } }",
                "{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: { egress: [{ from: [] }] } }",
                "{ apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, spec: { partition: 12 } }",
                "{ apiVersion: kafka.strimzi.io/v1, kind: KafkaUser, spec: { authorization: { type: simple, acls: [{ operation: Read }] } } }",
                "{ apiVersion: kafka.strimzi.io/v1, kind: Kafka, spec: { kafka: { listeners: [{ name: tls, prt: 9093 }] } } }",
                "{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: { name: a }, spec: { scaleTargetRef: { name: a }, triggers: [{ type: kafka, metadata: { topics: a } }] } }",
                "{ apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: a }, spec: { instances: 3, storage: { size: 1Gi }, postgresql: { parameters: { fsync: 'on' } } } }",
                "{ apiVersion: extensions/v1beta1, kind: Ingress }",
            })
    void anotherIsFoundOut(String object) {
        assertThat(ClusterTypes.faults(Yaml.parse(object).getFirst())).isNotEmpty();
    }

    private static Arguments named(String from, JsonNode object) {
        return Arguments.of(
                "%s, %s %s".formatted(from, Manifests.kindOf(object), Manifests.nameOf(object)),
                object);
    }
}
