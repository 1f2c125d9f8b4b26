package dev.mcsync.infra.proof.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.FactType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the lives of tasks: one seed and number give one life. Three in ten reports come twice,
 * some out of order, some from the wrong agent or about an attempt that was given up, and some
 * steps are no good at all.
 */
final class ScriptWriter {

    private static final double REPEATED = 0.30;
    private static final double SWAPPED = 0.10;
    private static final double BY_KAFKA = 0.30;
    private static final double BY_FOREIGN_PARTITIONER = 0.04;
    private static final List<String> STAGES = List.of("backlog", "todo", "doing", "review");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed;
    private final int agents;

    ScriptWriter(long seed, int agents) {
        this.seed = seed;
        this.agents = agents;
    }

    Script write(int number) {
        return new Life(number).written();
    }

    static String agent(int number) {
        return "agt_" + number;
    }

    /** One life while it is written. */
    private final class Life {

        private final Random random;
        private final String name;
        private final String agentId;
        private final String commandId;
        private final String taskId;
        private final List<Step> steps = new ArrayList<>();
        private final List<Step.Report> repeats = new ArrayList<>();
        private int events;

        Life(int number) {
            random = new Random(seed * 1_000_003 + number);
            name = seed + "-" + number;
            agentId = agent(random.nextInt(agents));
            CommandId first = new CommandId("cmd_" + name);
            commandId = first.value();
            taskId = TaskId.derivedFrom(first).value();
        }

        Script written() {
            create();
            boolean failed = attempt(commandId);
            if (failed && chance(0.6)) {
                String second = retry();
                if (chance(0.5)) {
                    report(commandId, agentId, "progress", Map.of("message", "stale " + next()));
                }
                attempt(second);
            }
            if (chance(0.08)) {
                cancel();
            }
            repeats.forEach(this::insertLater);
            swapSome();
            return new Script(taskId, steps);
        }

        private void create() {
            boolean waits = chance(0.15);
            Map<String, Object> body = OwnLimits.drawn(random);
            body.put("title", "Task " + name);
            body.put("agent_id", agentId);
            body.put("command_id", commandId);
            body.put("stage", waits ? "backlog" : "todo");
            body.put("payload", Map.of("number", random.nextInt(1_000), "text", "ação ✓ " + name));
            steps.add(new Step.Create(commandId, taskId, body));
            if (chance(0.15)) {
                steps.add(new Step.Create(commandId, taskId, body));
            }
            if (chance(0.03)) {
                Map<String, Object> other = new LinkedHashMap<>(body);
                other.put("title", "Another task " + name);
                steps.add(new Step.Create(commandId, taskId, other));
            }
            if (waits) {
                move("todo", "*");
            }
        }

        /** Gives whether it failed. */
        private boolean attempt(String command) {
            if (chance(0.9)) {
                report(command, agentId, "ack", Map.of());
            }
            if (chance(0.95)) {
                report(command, agentId, "running", Map.of());
            }
            int reports = 1 + random.nextInt(4);
            for (int i = 1; i <= reports; i++) {
                progress(command, i * 100 / (reports + 1));
                disturb(command);
            }
            double end = random.nextDouble();
            if (end < 0.72) {
                report(command, agentId, "done", Map.of("message", "finished " + next()));
            } else if (end < 0.92) {
                report(
                        command,
                        agentId,
                        "failed",
                        Map.of("error_code", "E" + random.nextInt(50), "message", "bad " + next()));
                return true;
            }
            return false;
        }

        private void progress(String command, int percent) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("progress", percent);
            said.put("message", "step " + next());
            if (chance(0.25)) {
                said.put("stage", "review");
            }
            report(command, agentId, "progress", said);
        }

        private void disturb(String command) {
            if (chance(0.03)) {
                report(command, "agt_intruder", "progress", Map.of("message", "mine " + next()));
            }
            if (chance(0.06)) {
                move(STAGES.get(random.nextInt(STAGES.size())), chance(0.7) ? "*" : "\"1\"");
            }
            if (chance(0.02)) {
                steps.add(
                        new Step.BadRequest(
                                Map.of("event_id", next(), "type", "progress", "task_id", taskId)));
            }
            if (chance(0.04)) {
                steps.add(poison());
            }
            if (chance(0.03)) {
                conflict(command);
            }
        }

        private Step.Poison poison() {
            byte[] key = taskId.getBytes(UTF_8);
            return switch (random.nextInt(4)) {
                case 0 ->
                        new Step.Poison(key, ("{\"broken\": " + next()).getBytes(UTF_8), "invalid");
                case 1 -> new Step.Poison(key, null, "missing_value");
                case 2 -> new Step.Poison(null, good(), "missing_key");
                default -> new Step.Poison(next().getBytes(UTF_8), good(), "key_mismatch");
            };
        }

        private byte[] good() {
            return JSON.writeValueAsBytes(body(next(), commandId, agentId, "progress", Map.of()));
        }

        /** Two facts under one id: the first counts. */
        private void conflict(String command) {
            Step.Report first = report(command, agentId, "progress", Map.of("message", "first"));
            Map<String, Object> other = new LinkedHashMap<>(first.body());
            other.put("message", "another fact under the same id");
            steps.add(new Step.Report(first.eventId(), other, taskId, Step.Route.HTTP));
        }

        private void move(String stage, String ifMatch) {
            String key = next();
            String version = "*".equals(ifMatch) ? "any" : ifMatch.replace("\"", "");
            steps.add(
                    new Step.Change(
                            EventId.derived(FactType.MOVED.wireName(), taskId, key, stage, version)
                                    .value(),
                            taskId,
                            "",
                            stage,
                            key,
                            ifMatch));
        }

        private String retry() {
            String key = next();
            steps.add(
                    new Step.Change(
                            EventId.derived(FactType.RETRIED.wireName(), taskId, key, "any")
                                    .value(),
                            taskId,
                            "/retry",
                            null,
                            key,
                            null));
            return CommandId.derivedFrom("retry " + taskId, key).value();
        }

        private void cancel() {
            String key = next();
            steps.add(
                    new Step.Change(
                            EventId.derived(FactType.CANCELLED.wireName(), taskId, key, "any")
                                    .value(),
                            taskId,
                            "/cancel",
                            null,
                            key,
                            null));
        }

        private Step.Report report(
                String command, String agent, String type, Map<String, Object> more) {
            String eventId = next();
            Step.Report report =
                    new Step.Report(
                            eventId, body(eventId, command, agent, type, more), taskId, route());
            steps.add(report);
            if (chance(REPEATED)) {
                repeats.add(report);
            }
            return report;
        }

        private Map<String, Object> body(
                String eventId,
                String command,
                String agent,
                String type,
                Map<String, Object> more) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("event_id", eventId);
            body.put("agent_id", agent);
            body.put("task_id", taskId);
            body.put("command_id", command);
            body.put("type", type);
            body.putAll(more);
            return body;
        }

        private Step.Route route() {
            double way = random.nextDouble();
            return way < BY_FOREIGN_PARTITIONER
                    ? Step.Route.KAFKA_WRONG_PARTITION
                    : way < BY_KAFKA ? Step.Route.KAFKA : Step.Route.HTTP;
        }

        /** At once, some time later, or after all is over. */
        private void insertLater(Step.Report report) {
            Step.Report again =
                    new Step.Report(report.eventId(), report.body(), report.taskId(), route());
            int after = steps.indexOf(report) + 1;
            steps.add(
                    switch (random.nextInt(3)) {
                        case 0 -> after;
                        case 1 -> after + random.nextInt(steps.size() - after + 1);
                        default -> steps.size();
                    },
                    again);
        }

        private void swapSome() {
            for (int i = 0; i + 1 < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Report one
                        && steps.get(i + 1) instanceof Step.Report other
                        && chance(SWAPPED)) {
                    steps.set(i, other);
                    steps.set(i + 1, one);
                }
            }
        }

        private boolean chance(double probability) {
            return random.nextDouble() < probability;
        }

        private String next() {
            return "evt_" + name + "_" + ++events;
        }
    }

    /** Whether the step is one of the events that a run is measured by. */
    static boolean isEvent(@Nullable Step step) {
        return step instanceof Step.Report;
    }
}
