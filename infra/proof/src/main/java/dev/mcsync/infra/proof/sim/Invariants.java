package dev.mcsync.infra.proof.sim;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.notifier.message.Notice;
import dev.mcsync.processor.ledger.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must hold once everything is quiet. Each check throws at the first thing that is wrong. */
final class Invariants {

    private final LogTwin log;
    private final DatabaseTwin database;
    private final DiscordTwin discord;
    private final Expected expected;
    private final AgentInvariants agents;
    private final boolean wasRestored;
    private final int repeatsAllowed;
    private final Map<String, List<Outcome>> published = new LinkedHashMap<>();

    /**
     * @param wasRestored whether the database lost transactions, so that their outcomes were
     *     published anew
     * @param repeatsAllowed how many lines the channel may hold more than once
     */
    Invariants(
            LogTwin log,
            DatabaseTwin database,
            DiscordTwin discord,
            boolean wasRestored,
            int repeatsAllowed) {
        this.log = log;
        this.database = database;
        this.discord = discord;
        this.expected = Expected.of(log, database.entries());
        this.agents = new AgentInvariants(database, expected, wasRestored);
        this.wasRestored = wasRestored;
        this.repeatsAllowed = repeatsAllowed;
    }

    /** What was found wrong. */
    static final class Violated extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Violated(String what) {
            super(what, null, false, false);
        }
    }

    void check() {
        readOutcomes();
        new OffsetInvariant(log, database).check();
        ledgerHasEveryFactOnce();
        tasksEqualTheFold();
        agents.equalTheFold();
        rowsAreOfTheTransactionOfTheirLastEvent();
        outcomesAreToldOnceAndInOrder();
        versionsHaveNoGap();
        lastSnapshotsEqualTheRows();
        new LogInvariants(log, expected).check();
        new DialogueInvariants(log, database, expected, published).check();
        noticesAreToldInOrder();
    }

    private void readOutcomes() {
        visible(
                Topic.TASK_OUTCOMES,
                (_, entry) -> {
                    Outcome outcome = WireCodec.decodeOutcome(entry.value()).orThrow("outcome");
                    published.computeIfAbsent(outcome.key(), _ -> new ArrayList<>()).add(outcome);
                });
    }

    private void ledgerHasEveryFactOnce() {
        Set<String> entries = new HashSet<>();
        for (LedgerEntry entry : database.entries()) {
            if (!entries.add(entry.eventId().value())) {
                throw new Violated("I3 two entries for " + entry.eventId());
            }
        }
        equal("I1 facts in the ledger", expected.claimed(), entries);
        Set<String> claims = new HashSet<>();
        database.processed().keySet().forEach(id -> claims.add(id.value()));
        equal("I4 claims", entries, claims);
    }

    private void tasksEqualTheFold() {
        equal(
                "I3 tasks",
                expected.tasks().keySet(),
                namesOf(database.tasks().keySet(), TaskId::value));
        expected.tasks()
                .forEach((id, task) -> {
                    TaskSnapshot found = requireNonNull(database.tasks().get(new TaskId(id)));
                    equal("I3 status of " + id, task.status(), found.status().wireName());
                    equal("I3 stage of " + id, task.stage(), found.stage().wireName());
                    equal("I3 version of " + id, task.version(), found.version());
                    equal("I3 attempt of " + id, task.attempt(), found.attempt().number());
                    equal("I3 command of " + id, task.commandId(), found.commandId().value());
                    equal("I3 deliveries " + id, task.deliveries(), found.attempt().deliveries());
                    Remark said = new Remark(task.message(), task.progress(), task.errorCode());
                    equal("I3 remark of " + id, said, found.remark());
                    equal("I3 clock " + id, task.clockRuns(), found.phase().deadlineAt() != null);
                    equal("I3 moments of " + id, task.moments().told(), found.moments());
                    equal("I3 last event " + id, task.lastEventId(), found.lastEventId().value());
                    boolean incident =
                            database.openIncidents()
                                    .contains("task_timeout:" + id + ":" + task.commandId());
                    boolean isOpen =
                            task.status().equals("timeout") && !task.moments().isArchived();
                    equal("I17 incident of " + id, isOpen, incident);
                });
    }

    private void rowsAreOfTheTransactionOfTheirLastEvent() {
        database.tasks().forEach((id, task) -> isOfOneTransaction(id, task.lastEventId()));
        database.agents()
                .forEach(
                        (id, agent) -> isOfOneTransaction(id, requireNonNull(agent.lastEventId())));
    }

    private void isOfOneTransaction(Object row, EventId lastEvent) {
        equal(
                "I4 transaction of " + row + ", by that of " + lastEvent,
                database.writerOf(lastEvent),
                database.writerOf(row));
    }

    private void outcomesAreToldOnceAndInOrder() {
        Map<String, List<Expected.Did>> found = new LinkedHashMap<>();
        published.forEach((key, outcomes) ->
                found.put(
                        key,
                        (wasRestored && !Invariants.areOfTasks(outcomes)
                                        ? once(outcomes)
                                        : outcomes)
                                .stream().map(Invariants::did).toList()));
        for (Map.Entry<String, List<Expected.Did>> wanted : expected.outcomes().entrySet()) {
            equal(
                    "I6 outcomes of " + wanted.getKey(),
                    wanted.getValue(),
                    found.remove(wanted.getKey()));
        }
        for (Map.Entry<String, List<Expected.Did>> wanted : expected.presences().entrySet()) {
            agents.presencesAreTold(
                    wanted.getKey(), wanted.getValue(), found.remove(wanted.getKey()));
        }
        if (wasRestored) {
            found.keySet().removeIf(key -> database.agents().containsKey(new AgentId(key)));
        }
        equal("I2 outcomes of nothing", Map.of(), found);
    }

    private static Expected.Did did(Outcome outcome) {
        return switch (outcome) {
            case TaskOutcome task ->
                    new Expected.Did(
                            task.eventId().value(),
                            task.effect().wireName(),
                            task.after() == null ? null : task.after().version());
            case AgentOutcome agent ->
                    new Expected.Did(agent.eventId().value(), agent.type(), agent.version());
        };
    }

    private static boolean areOfTasks(List<Outcome> outcomes) {
        return outcomes.stream().allMatch(TaskOutcome.class::isInstance);
    }

    private static List<Outcome> once(List<Outcome> outcomes) {
        Map<String, Outcome> first = new LinkedHashMap<>();
        outcomes.forEach(outcome -> first.putIfAbsent(outcome.eventId().value(), outcome));
        return List.copyOf(first.values());
    }

    private void versionsHaveNoGap() {
        Map<String, Long> reached = new HashMap<>();
        for (LedgerEntry entry : database.entries()) {
            if (entry.taskId() != null) {
                follows(reached, "task " + entry.taskId(), entry.change().version());
            }
            follows(reached, "agent " + entry.actor().agentId(), entry.change().agentVersion());
        }
        equal("I5 the ledger by the reference", List.of(), expected.disorder());
    }

    private static void follows(Map<String, Long> reached, String subject, @Nullable Long version) {
        if (version != null) {
            long before = Objects.requireNonNullElse(reached.put(subject, version), 0L);
            equal("I5 next version of " + subject, before + 1, version);
        }
    }

    private void lastSnapshotsEqualTheRows() {
        Map<String, byte[]> tasks = new HashMap<>();
        database.tasks()
                .forEach((id, task) -> {
                    if (task.isOnBoard()) {
                        tasks.put(id.value(), WireCodec.encode(task));
                    }
                });
        snapshots(Topic.TASK_STATE, tasks);
        Map<String, byte[]> agents = new HashMap<>();
        database.agents()
                .forEach((id, agent) -> {
                    if (agent.isListed()) {
                        agents.put(id.value(), WireCodec.encode(agent));
                    }
                });
        snapshots(Topic.AGENT_STATE, agents);
    }

    private void snapshots(Topic topic, Map<String, byte[]> rows) {
        Map<String, byte[]> last = new HashMap<>();
        visible(
                topic,
                (_, entry) -> {
                    if (entry.value() == null) {
                        last.remove(utf8(entry.key()));
                    } else {
                        last.put(utf8(entry.key()), entry.value());
                    }
                });
        equal("I7 keys of " + topic.topicName(), rows.keySet(), last.keySet());
        rows.forEach((key, row) -> {
            byte[] value = requireNonNull(last.get(key));
            if (!Arrays.equals(row, value)) {
                throw new Violated(
                        "I7 last value of %s in %s: expected %s, found %s"
                                .formatted(key, topic.topicName(), utf8(row), utf8(value)));
            }
        });
    }

    private void noticesAreToldInOrder() {
        List<String> accepted =
                discord.accepted().stream()
                        .flatMap(message -> Arrays.stream(message.split("\n", -1)))
                        .toList();
        int due = 0;
        for (Map.Entry<String, List<Outcome>> outcomes : published.entrySet()) {
            List<String> lines = new ArrayList<>();
            for (Outcome outcome : once(outcomes.getValue())) {
                if (Notice.of(outcome) instanceof Notice.Tell(String line)) {
                    lines.add(line);
                }
            }
            due += lines.size();
            Set<String> own = new HashSet<>(lines);
            List<String> told = accepted.stream().filter(own::contains).toList();
            if (!isWithin(lines, told)) {
                throw new Violated(
                        "I9 notices of %s: expected %s in this order, found %s"
                                .formatted(outcomes.getKey(), lines, told));
            }
        }
        int repeated = accepted.size() - due;
        if (repeated > repeatsAllowed) {
            throw new Violated(
                    "I9 expected at most %d repeated lines, found %d: %s"
                            .formatted(repeatsAllowed, repeated, accepted));
        }
    }

    /** Whether all of {@code wanted} stands in {@code found}, in this order. */
    static boolean isWithin(List<String> wanted, List<String> found) {
        int at = 0;
        for (String line : found) {
            if (at < wanted.size() && line.equals(wanted.get(at))) {
                at++;
            }
        }
        return at == wanted.size();
    }

    private void visible(Topic topic, BiConsumer<Integer, LogTwin.Entry> visitor) {
        log.visible(topic, visitor);
    }

    static <T> Set<String> namesOf(Set<T> ids, Function<T, String> name) {
        Set<String> names = new HashSet<>();
        ids.forEach(id -> names.add(name.apply(id)));
        return names;
    }

    static String utf8(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static void equal(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new Violated("%s: expected %s, found %s".formatted(what, expected, found));
        }
    }
}
