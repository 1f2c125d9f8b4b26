package dev.mcsync.infra.local.run;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.LogUser;
import dev.mcsync.infra.backing.LoopbackPorts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each service is told so that it finds the others on this machine. Everything else keeps its
 * default, or what the environment says.
 *
 * @param log what the clients of each user are told to reach it, by Kafka's own names
 * @param postgres as the services come to it
 * @param internalToken by which the services know each other
 * @param webhookUrl of Discord or of its simulator
 */
public record ServiceSettings(
        Map<Service, Integer> ports,
        Function<LogUser, Map<String, String>> log,
        PostgresAddress postgres,
        String token,
        String internalToken,
        String webhookUrl) {

    /**
     * A data directory has one processor, whose name must not change with that of the machine, as a
     * laptop's does.
     */
    private static final String INSTANCE_ARGUMENT =
            "--mc.instance-id=${MC_INSTANCE_ID:processor-1}";

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    public ServiceSettings {
        ports = Map.copyOf(ports);
    }

    /**
     * One for each service.
     *
     * @param ofGateway the gateway's; 0 for any
     */
    static Map<Service, Integer> freePorts(int ofGateway) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        ports.put(Service.INGRESS_GATEWAY, ofGateway == 0 ? LoopbackPorts.free() : ofGateway);
        for (Service service : EnumSet.complementOf(EnumSet.of(Service.INGRESS_GATEWAY))) {
            int port = LoopbackPorts.free();
            while (ports.containsValue(port)) {
                port = LoopbackPorts.free();
            }
            ports.put(service, port);
        }
        return ports;
    }

    public String address(Service service) {
        return "http://127.0.0.1:" + ports.get(service);
    }

    /** The token to use where two are valid while one replaces the other. */
    public String firstToken() {
        return token.split(",", -1)[0].strip();
    }

    /** The arguments of its main method. */
    public List<String> argumentsOf(Service service) {
        List<String> arguments = new ArrayList<>(common(service));
        arguments.addAll(
                switch (service) {
                    case INGRESS_GATEWAY ->
                            List.of(
                                    "--mc.realtime-url=" + address(Service.REALTIME_GATEWAY),
                                    "--mc.processor-url=" + address(Service.STATE_PROCESSOR),
                                    "--mc.notifier-url=" + address(Service.NOTIFIER_WORKER));
                    case STATE_PROCESSOR -> List.of(postgresArgument(), INSTANCE_ARGUMENT);
                    case REALTIME_GATEWAY -> List.of(postgresArgument());
                    case NOTIFIER_WORKER ->
                            List.of(postgresArgument(), "--mc.discord-webhook-url=" + webhookUrl);
                });
        return arguments;
    }

    private List<String> common(Service service) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.address=127.0.0.1",
                                "--server.port=" + ports.get(service),
                                "--server.shutdown=immediate",
                                "--spring.lifecycle.timeout-per-shutdown-phase=5s",
                                "--mc.local=true",
                                "--mc.token=" + token,
                                "--mc.internal-token=" + internalToken));
        log.apply(service.logUser())
                .forEach((name, value) ->
                        arguments.add(
                                name.equals(BOOTSTRAP_SERVERS)
                                        ? "--mc.kafka-bootstrap-servers=" + value
                                        : "--mc.kafka[%s]=%s".formatted(name, value)));
        return arguments;
    }

    private String postgresArgument() {
        return "--mc.postgres-url=" + postgres.urlWithPassword();
    }

    /** Leaves every secret out. */
    @Override
    public String toString() {
        return "ServiceSettings[ports=" + ports + "]";
    }
}
