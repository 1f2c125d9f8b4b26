package dev.mcsync.infra.kubernetes;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Who reaches whom by a set of NetworkPolicies, all of one namespace, as Kubernetes defines it:
 * where a policy selects a pod, nothing passes in its direction but what a rule allows.
 */
record Network(List<JsonNode> policies) {

    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

    /** An end of a connection. */
    sealed interface Place {
        String name();

        record Pod(String name, String namespace, Map<String, String> labels) implements Place {}

        record Outside(String name, String address) implements Place {}
    }

    /** A port of a place, by TCP where nothing else is said. */
    record Door(Place place, int port, String protocol) {

        static Door of(Place place, int port) {
            return new Door(place, port, "TCP");
        }

        @Override
        public String toString() {
            return place.name() + ":" + port;
        }
    }

    boolean lets(Place from, Door to) {
        return mayPass("Egress", "egress", "to", from, to.place(), to)
                && mayPass("Ingress", "ingress", "from", to.place(), from, to);
    }

    private boolean mayPass(
            String type, String rules, String peers, Place guarded, Place other, Door to) {
        List<JsonNode> selecting =
                policies.stream()
                        .filter(policy -> selects(policy, guarded))
                        .filter(policy ->
                                Workload.list(policy.at("/spec/policyTypes")).contains(type))
                        .toList();
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> policy.path("spec").path(rules).valueStream())
                        .anyMatch(rule ->
                                fitsPort(rule.path("ports"), to)
                                        && fitsPeer(rule.path(peers), other));
    }

    private static boolean selects(JsonNode policy, Place place) {
        return place instanceof Place.Pod pod
                && pod.namespace().equals(Chart.NAMESPACE)
                && fits(policy.at("/spec/podSelector"), pod.labels());
    }

    private static boolean fitsPort(JsonNode ports, Door to) {
        return ports.isEmpty()
                || ports.valueStream()
                        .anyMatch(port ->
                                port.path("port").intValue() == to.port()
                                        && port.path("protocol")
                                                .asString("TCP")
                                                .equals(to.protocol()));
    }

    private static boolean fitsPeer(JsonNode peers, Place other) {
        return peers.isEmpty()
                || peers.valueStream()
                        .anyMatch(peer ->
                                switch (other) {
                                    case Place.Pod pod -> fitsPod(peer, pod);
                                    case Place.Outside outside ->
                                            fitsBlock(peer.path("ipBlock"), outside.address());
                                });
    }

    private static boolean fitsPod(JsonNode peer, Place.Pod pod) {
        if (peer.has("ipBlock")) {
            return false;
        }
        boolean isOfNamespace =
                peer.has("namespaceSelector")
                        ? fits(
                                peer.path("namespaceSelector"),
                                Map.of(NAMESPACE_LABEL, pod.namespace()))
                        : pod.namespace().equals(Chart.NAMESPACE);
        return isOfNamespace
                && (!peer.has("podSelector") || fits(peer.path("podSelector"), pod.labels()));
    }

    private static boolean fits(JsonNode selector, Map<String, String> labels) {
        if (selector.has("matchExpressions")) {
            throw new AssertionError("Expected matchLabels alone, found " + selector);
        }
        return labels.entrySet()
                .containsAll(Workload.texts(selector.path("matchLabels")).entrySet());
    }

    private static boolean fitsBlock(JsonNode block, String address) {
        return block.has("cidr")
                && isWithin(block.path("cidr").asString(""), address)
                && Workload.list(block.path("except")).stream()
                        .noneMatch(except -> isWithin(except, address));
    }

    private static boolean isWithin(String cidr, String address) {
        String[] parts = cidr.split("/", 2);
        int bits = Integer.parseInt(parts[1]);
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (number(parts[0]) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (byte part : InetAddress.ofLiteral(address).getAddress()) {
            number = (number << 8) | (part & 0xff);
        }
        return number;
    }
}
