package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.chaos.evidence.Observer;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What must hold of the processes themselves, once they are left in peace. */
public final class ProcessChecks {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

    /** Pools and lazily started threads; what leaks under faults goes beyond this soon. */
    private static final double GROWTH = 1.5;

    private static final int GROWTH_SLACK = 40;

    /** The pools of five services, and those who ask. */
    private static final int MOST_CONNECTIONS = 40;

    private static final String DEADLOCKS =
            "select deadlocks from pg_stat_database where datname = current_database()";

    private final Fleet fleet;

    public ProcessChecks(Fleet fleet) {
        this.fleet = fleet;
    }

    /** Open files and threads of each service, by its process. */
    public Map<String, Long> resources() {
        Map<String, Long> resources = new LinkedHashMap<>();
        for (ServiceProcess service : fleet.services()) {
            Path process = Path.of("/proc/" + service.pid());
            resources.put(service.label() + " files", count(process.resolve("fd")));
            resources.put(service.label() + " threads", count(process.resolve("task")));
        }
        return resources;
    }

    /**
     * @param drained from the last fault until nothing was left to do
     */
    public Finding alive(Duration drained, Observer observer, Database database)
            throws SQLException {
        Look look =
                new Look(
                        "I16",
                        "quiet within 60 s, all answer within 1 s, no idle transaction, no deadlock");
        look.expect(drained.compareTo(DRAIN_LIMIT) <= 0, "it took %s to be quiet", drained);
        look.expectEqual(0L, database.number(DEADLOCKS), "deadlocks");
        look.violatedBy(observer.idleTransactions());
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (ServiceProcess service : fleet.services()) {
                String answer = readiness(http, service);
                look.expect(answer.equals("200"), "%s says %s", service.label(), answer);
            }
        }
        return look.finding();
    }

    /** What each service tells of itself in figures, by its name. */
    public Map<String, String> metrics() {
        Map<String, String> metrics = new LinkedHashMap<>();
        for (ServiceProcess service : fleet.services()) {
            metrics.put(service.label(), metrics(service));
        }
        return metrics;
    }

    /**
     * Says what is found of secrets where everybody may look.
     *
     * @param metrics as {@link #metrics} gave them
     */
    public Finding secrets(List<LogRecord> rejected, Map<String, String> metrics) {
        Look look = new Look("I18", "no secret stands in a log, a rejected record or a metric");
        for (String secret : fleet.secrets()) {
            for (ServiceProcess service : fleet.services()) {
                look.expect(
                        !service.output().contains(secret),
                        "a secret stands in the log of %s",
                        service.label());
            }
            metrics.forEach((service, text) ->
                    look.expect(
                            !text.contains(secret),
                            "a secret stands in the metrics of %s",
                            service));
            for (LogRecord record : rejected) {
                look.expect(
                        record.headers().values().stream()
                                .noneMatch(header -> header.contains(secret)),
                        "a secret stands in the headers of %s",
                        record.position());
            }
        }
        return look.finding();
    }

    /**
     * @param before as {@link #resources} told them when all had just started
     */
    public Finding resources(Map<String, Long> before, Database database) throws SQLException {
        Look look = new Look("I20", "files, threads and connections are back where they began");
        resources()
                .forEach((what, now) -> {
                    long then = before.getOrDefault(what, now);
                    look.expect(
                            now <= then * GROWTH + GROWTH_SLACK,
                            "%s: %d at first, %d now",
                            what,
                            then,
                            now);
                });
        long connections =
                database.number(
                        "select count(*) from pg_stat_activity where datname = current_database()");
        look.expect(connections <= MOST_CONNECTIONS, "%d connections to the database", connections);
        return look.finding();
    }

    private static String readiness(HttpClient http, ServiceProcess service) {
        try {
            return Integer.toString(
                    http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            service.address()
                                                                    + "/actuator/health/readiness"))
                                            .timeout(ANSWER_LIMIT)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + service.label(), e);
        }
    }

    private String metrics(ServiceProcess service) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(service.address() + "/actuator/prometheus"))
                                    .header(AccessTokens.HEADER, fleet.secrets().getFirst())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException("No metrics of " + service.label(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + service.label(), e);
        }
    }

    private static long count(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + directory, e);
        }
    }
}
