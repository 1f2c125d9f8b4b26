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
            new Disorder(random).bring(steps, repeats, this::route);
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
            if (chance(0.3)) {
                talk(command);
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
            String version = "*".equals(ifMatch) ? "any" : ifMatch.replace("\"", "");
            change(FactType.MOVED, "", stage, ifMatch, stage, version);
        }

        private String retry() {
            String key = change(FactType.RETRIED, "/retry", null, null, "any");
            return CommandId.derivedFrom("retry " + taskId, key).value();
        }

        private void cancel() {
            change(FactType.CANCELLED, "/cancel", null, null, "any");
        }

        /** Gives the key under which it may be asked for again. */
        private String change(
                FactType type,
                String path,
                @Nullable String stage,
                @Nullable String ifMatch,
                String... content) {
            String key = next();
            List<String> parts = new ArrayList<>(List.of(taskId, key));
            parts.addAll(List.of(content));
            String id = EventId.derived(type.wireName(), parts.toArray(String[]::new)).value();
            steps.add(new Step.Change(id, taskId, path, stage, key, ifMatch));
            return key;
        }

        /** Some answers come twice, some to another attempt, and some are never acknowledged. */
        private void talk(String command) {
            String question = "q_" + next();
            Map<String, Object> asked = Map.of("id", question, "text", "Which of the two?");
            report(command, agentId, "progress", Map.of("question", asked));
            String answered = chance(0.1) ? command + "_not" : command;
            List<String> said = new ArrayList<>();
            for (int i = chance(0.2) ? 2 : 1; i > 0; i--) {
                said.add(say("answered", Map.of("command_id", answered, "question_id", question)));
            }
            if (chance(0.3)) {
                said.add(say("noted", Map.of()));
            }
            if (chance(0.6)) {
                report(command, agentId, "progress", Map.of("acks", said));
            }
        }

        private String say(String type, Map<String, Object> more) {
            String id = next();
            Map<String, Object> body = new LinkedHashMap<>(more);
            body.putAll(
                    Map.of("event_id", id, "task_id", taskId, "type", type, "text", "ação " + id));
            steps.add(new Step.Report(id, body, taskId, Step.Route.KAFKA));
            return id;
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
