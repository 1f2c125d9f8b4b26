package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.kubernetes.Network.Door;
import dev.mcsync.infra.kubernetes.Network.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may call whom: exactly what is written here, of all that could be tried. */
final class NetworkTest {

    private static final String KUBE_NAME = "kubernetes.io/metadata.name";

    private static final Place KAFKA =
            pod("kafka", Chart.NAMESPACE, "strimzi.io/cluster=mc-sync", "strimzi.io/kind=Kafka");
    private static final Place POSTGRES =
            pod("postgres", Chart.NAMESPACE, "cnpg.io/cluster=mc-sync-postgres");
    private static final Place DNS = pod("dns", "kube-system", "k8s-app=kube-dns");
    private static final Place PROMETHEUS = pod("prometheus", "monitoring", "app=prometheus");
    private static final Place EDGE = pod("edge", "ingress-nginx", "app=nginx");
    private static final Place NEIGHBOUR = pod("neighbour", Chart.NAMESPACE, "app=other");
    private static final Place STRANGER = pod("stranger", "elsewhere", "app=other");
    private static final Place DISCORD = new Place.Outside("discord", "162.159.128.233");
    private static final Place CLOUD = new Place.Outside("cloud-metadata", "169.254.169.254");
    private static final Place OFFICE = new Place.Outside("office", "10.1.2.3");

    private static final List<Place> OTHERS =
            List.of(
                    KAFKA,
                    POSTGRES,
                    DNS,
                    PROMETHEUS,
                    EDGE,
                    NEIGHBOUR,
                    STRANGER,
                    DISCORD,
                    CLOUD,
                    OFFICE);

    private static final Set<String> WITHIN =
            Set.of(
                    "ingress-gateway > state-processor:8081",
                    "ingress-gateway > notifier-worker:8082",
                    "ingress-gateway > realtime-gateway:8083",
                    "prometheus > ingress-gateway:8080",
                    "prometheus > state-processor:8081",
                    "prometheus > notifier-worker:8082",
                    "prometheus > realtime-gateway:8083",
                    "ingress-gateway > kafka:9093",
                    "state-processor > kafka:9093",
                    "notifier-worker > kafka:9093",
                    "realtime-gateway > kafka:9093",
                    "state-processor > postgres:5432",
                    "notifier-worker > postgres:5432",
                    "realtime-gateway > postgres:5432",
                    "migration > postgres:5432",
                    "ingress-gateway > dns:53",
                    "state-processor > dns:53",
                    "notifier-worker > dns:53",
                    "realtime-gateway > dns:53",
                    "migration > dns:53",
                    "notifier-worker > discord:443");

    @Test
    void withAnEdgeThatIsNamedNobodyElseComesIn() {
        assertThat(waysIn(Chart.of(Chart.EVERYTHING)))
                .containsExactlyInAnyOrderElementsOf(with("edge > ingress-gateway:8080"));
    }

    @Test
    void withNoneTheGatewayAndItAloneIsReachedByEverybody() {
        assertThat(waysIn(Chart.of(Chart.DEFAULTS)))
                .containsExactlyInAnyOrderElementsOf(
                        with(
                                "edge > ingress-gateway:8080",
                                "neighbour > ingress-gateway:8080",
                                "stranger > ingress-gateway:8080",
                                "dns > ingress-gateway:8080",
                                "kafka > ingress-gateway:8080",
                                "postgres > ingress-gateway:8080",
                                "discord > ingress-gateway:8080",
                                "cloud-metadata > ingress-gateway:8080",
                                "office > ingress-gateway:8080"));
    }

    @Test
    void anotherPortOfTheSameIsClosed() {
        Network network = network(Chart.of(Chart.DEFAULTS));
        List<Place> pods = podsOf(Chart.of(Chart.DEFAULTS));

        for (Place from : pods) {
            assertThat(network.lets(from, Door.of(KAFKA, 9091))).isFalse();
            assertThat(network.lets(from, Door.of(POSTGRES, 22))).isFalse();
            assertThat(network.lets(from, Door.of(DISCORD, 80))).isFalse();
            assertThat(network.lets(from, Door.of(DNS, 443))).isFalse();
            assertThat(network.lets(from, new Door(DNS, 53, "UDP"))).isTrue();
        }
    }

    @Test
    void withoutMonitoringsNamespaceNobodyReadsTheMetrics() {
        Manifests made =
                Chart.with(
                        "{ networkPolicy: { prometheus: [], edge: [{ ipBlock: { cidr: 10.1.0.0/16 } }] } }");

        assertThat(waysIn(made))
                .noneMatch(way -> way.startsWith("prometheus"))
                .contains("office > ingress-gateway:8080")
                .doesNotContain("discord > ingress-gateway:8080");
    }

    @Test
    void everyPolicyIsAboutPodsThatAreThere() {
        Manifests made = Chart.of(Chart.DEFAULTS);
        for (JsonNode policy : network(made).policies()) {
            Map<String, String> labels = Workload.texts(policy.at("/spec/podSelector/matchLabels"));
            assertThat(labels).isNotEmpty();
            assertThat(made.workloads())
                    .as("%s", policy)
                    .anyMatch(workload ->
                            workload.labels().entrySet().containsAll(labels.entrySet()));
        }
    }

    /** Strimzi and CloudNativePG give their pods the names of what stands in our own files. */
    @Test
    void theServersAreThoseOfTheFilesBesideTheChart() {
        JsonNode peers = Chart.defaults().path("networkPolicy");

        assertThat(
                        peers.at("/kafka/peers/0/podSelector/matchLabels/strimzi.io~1cluster")
                                .asString(""))
                .isEqualTo(Manifests.nameOf(Strimzi.kafka()));
        assertThat(peers.at("/kafka/port").intValue())
                .isEqualTo(Strimzi.kafka().at("/spec/kafka/listeners/0/port").intValue());
        assertThat(
                        peers.at("/postgres/peers/0/podSelector/matchLabels/cnpg.io~1cluster")
                                .asString(""))
                .isEqualTo(
                        Manifests.nameOf(
                                Yaml.read(Repository.KUBERNETES.resolve("cnpg/cluster.yaml"))));
        assertThat(peers.at("/dns/0/namespaceSelector/matchLabels").has(KUBE_NAME)).isTrue();
    }

    private static Set<String> with(String... ways) {
        Set<String> all = new TreeSet<>(WITHIN);
        all.addAll(List.of(ways));
        return all;
    }

    /** Each way by which at least one end is ours. */
    private static Set<String> waysIn(Manifests made) {
        Network network = network(made);
        List<Place> ours = podsOf(made);
        List<Place> all = new ArrayList<>(ours);
        all.addAll(OTHERS);
        Set<String> open = new TreeSet<>();
        for (Place from : all) {
            for (Door to : doors(all)) {
                boolean isOurs = ours.contains(from) || ours.contains(to.place());
                if (isOurs && !from.equals(to.place()) && network.lets(from, to)) {
                    open.add(from.name() + " > " + to);
                }
            }
        }
        return open;
    }

    private static List<Door> doors(List<Place> places) {
        List<Door> doors = new ArrayList<>();
        for (Place place : places) {
            for (int port : new int[] {8080, 8081, 8082, 8083, 9093, 5432, 53, 443}) {
                doors.add(Door.of(place, port));
            }
        }
        return doors;
    }

    private static Network network(Manifests made) {
        return new Network(made.ofKind("NetworkPolicy").toList());
    }

    private static List<Place> podsOf(Manifests made) {
        return made.workloads().stream()
                .<Place>map(workload ->
                        new Place.Pod(workload.component(), Chart.NAMESPACE, workload.labels()))
                .toList();
    }

    private static Place pod(String name, String namespace, String... labels) {
        Map<String, String> all = new HashMap<>();
        for (String label : labels) {
            String[] parts = label.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return new Place.Pod(name, namespace, Map.copyOf(all));
    }
}
