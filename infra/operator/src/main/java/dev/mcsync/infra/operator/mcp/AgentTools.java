package dev.mcsync.infra.operator.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.infra.operator.agent.Call;
import dev.mcsync.infra.operator.agent.CalledAgent;
import dev.mcsync.infra.operator.agent.Fate;
import dev.mcsync.infra.operator.agent.News;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent does. A report is on the disk before its tool answers, and is sent until mc-sync
 * accepts it; a call that is repeated makes no second one (see {@code CallNames}).
 */
final class AgentTools {

    /** Below the time that clients wait for an answer. */
    private static final Duration REPORTED_WITHIN = Duration.ofSeconds(10);

    /** Twice as long: work begins with what it did, so it is worth waiting for. */
    private static final Duration BEGUN_WITHIN = Duration.ofSeconds(20);

    private static final int WAITS_FOR_NEWS = 25;
    private static final int WAITS_FOR_AN_ANSWER = 30;

    private final CalledAgent agent;

    AgentTools(CalledAgent agent) {
        this.agent = agent;
    }

    /** By their names. */
    Map<String, Work> all() {
        return Map.of(
                "next_task",
                this::next,
                "ack",
                this::ack,
                "report_progress",
                arguments -> report("progress", arguments, "Go on."),
                "ask_person",
                this::ask,
                "done",
                arguments -> report("done", arguments, "Call next_task."),
                "failed",
                arguments -> report("failed", arguments, "Call next_task."));
    }

    private Reply next(ObjectNode arguments) throws InterruptedException {
        News news =
                agent.next(
                        seconds(arguments, WAITS_FOR_NEWS),
                        arguments.path("again").asBoolean(false));
        if (news.isEmpty() && news.trouble() != null) {
            return new Reply.Wrong(
                    "mc-sync cannot be asked (%s). Nothing was handed out: call next_task again."
                            .formatted(news.trouble()));
        }
        ObjectNode told = Protocol.JSON.createObjectNode();
        ArrayNode tasks = told.putArray("tasks");
        news.tasks().forEach(task -> tasks.add(task(task)));
        told.putArray("cancelled").addAll(named(news.cancelled()));
        told.putArray("messages").addAll(named(news.messages()));
        ArrayNode unacknowledged = told.putArray("unacknowledged");
        news.unacknowledged().forEach(unacknowledged::add);
        return new Reply.Told(told.put("next", advice(news)));
    }

    private Reply ack(ObjectNode arguments) throws InterruptedException {
        return switch (agent.take(commandId(arguments), BEGUN_WITHIN)) {
            case Fate.Taken _ -> outcome("taken", "Begin the work.");
            case Fate.Waiting _ ->
                    new Reply.Wrong(
                            "mc-sync has not confirmed it yet. Do not begin: call ack again, as often as it takes.");
            case Fate.Over(String why) -> Reply.stop(why);
            case Fate.Refused(String why) -> refused(why);
        };
    }

    private Reply report(String type, ObjectNode arguments, String next)
            throws InterruptedException {
        ObjectNode members = arguments.deepCopy().without(List.of("command_id", "idempotency_key"));
        Call call = new Call(commandId(arguments), type, members, key(arguments));
        return reply(agent.say(call, REPORTED_WITHIN), next);
    }

    private Reply ask(ObjectNode arguments) throws InterruptedException {
        String commandId = commandId(arguments);
        String questionId = questionId(arguments);
        ObjectNode members = Protocol.JSON.createObjectNode();
        ObjectNode question = members.putObject("question");
        question.put("id", questionId).set("text", arguments.path("question"));
        if (arguments.has("options")) {
            question.set("options", arguments.path("options"));
        }
        Fate fate =
                agent.say(
                        new Call(commandId, "progress", members, key(arguments)), REPORTED_WITHIN);
        if (!(fate instanceof Fate.Taken)) {
            return fate instanceof Fate.Waiting
                    ? answered(questionId, null, "It is kept and will be asked. " + LATER)
                    : reply(fate, "");
        }
        Optional<JsonNode> answer =
                agent.answer(commandId, questionId, seconds(arguments, WAITS_FOR_AN_ANSWER));
        Optional<String> over = agent.whyOver(commandId);
        if (over.isPresent()) {
            return Reply.stop(over.get());
        }
        return answer.map(message ->
                        answered(questionId, message.path("text").asString(), "Go on with it."))
                .orElseGet(() -> answered(questionId, null, "Nobody has answered yet. " + LATER));
    }

    private static final String LATER =
            "Go on with what does not need the answer; it comes by next_task, or by the same call made again.";

    private static Reply reply(Fate fate, String next) {
        return switch (fate) {
            case Fate.Taken(boolean isLate) ->
                    isLate
                            ? outcome("late", "It came too late to change anything. " + next)
                            : outcome("taken", next);
            case Fate.Waiting _ ->
                    outcome(
                            "kept",
                            "mc-sync is out of reach. The report is on the disk and will be sent: do not make it again. "
                                    + next);
            case Fate.Over(String why) -> Reply.stop(why);
            case Fate.Refused(String why) -> refused(why);
        };
    }

    private static Reply refused(String why) {
        return new Reply.Wrong(
                "Not accepted, and nothing has changed: %s. Call it otherwise; next_task with again=true tells which attempts there are."
                        .formatted(why));
    }

    private static Reply outcome(String outcome, String next) {
        return new Reply.Told(
                Protocol.JSON.createObjectNode().put("outcome", outcome).put("next", next.strip()));
    }

    private static Reply answered(String questionId, @Nullable String answer, String next) {
        ObjectNode told =
                Protocol.JSON
                        .createObjectNode()
                        .put("question_id", questionId)
                        .put("answered", answer != null);
        if (answer != null) {
            told.put("answer", answer);
        }
        return new Reply.Told(told.put("next", next));
    }

    private static ObjectNode task(News.Task task) {
        ObjectNode told = ((ObjectNode) task.command()).deepCopy();
        told.remove(List.of("type", "agent_id"));
        return told.put("under_way", task.isUnderWay());
    }

    private static List<JsonNode> named(List<JsonNode> commands) {
        return commands.stream()
                .<JsonNode>map(command ->
                        ((ObjectNode) command)
                                .deepCopy()
                                .retain("command_id", "task_id", "message"))
                .toList();
    }

    private static String advice(News news) {
        StringBuilder advice = new StringBuilder();
        if (!news.cancelled().isEmpty()) {
            advice.append("Stop work on what is cancelled, and report nothing on it. ");
        }
        if (!news.messages().isEmpty()) {
            advice.append("Heed the messages; your next report confirms them. ");
        }
        if (news.tasks().stream().anyMatch(News.Task::isUnderWay)) {
            advice.append("Go on with what is under way. ");
        }
        if (news.tasks().stream().anyMatch(task -> !task.isUnderWay())) {
            advice.append("Call ack before you begin a task. ");
        }
        if (!news.unacknowledged().isEmpty()) {
            advice.append("A task that was told before waits for ack. ");
        }
        return advice.isEmpty()
                ? "Nothing is new: call next_task again."
                : advice.toString().strip();
    }

    /** The same question has the same id, so that it is asked once. */
    private static String questionId(ObjectNode arguments) {
        String key = key(arguments);
        String name =
                key == null
                        ? "says\n" + arguments.path("question") + arguments.path("options")
                        : "key\n" + key;
        return "q_" + UUID.nameUUIDFromBytes((commandId(arguments) + "\n" + name).getBytes(UTF_8));
    }

    private static String commandId(ObjectNode arguments) {
        return arguments.path("command_id").asString();
    }

    private static @Nullable String key(ObjectNode arguments) {
        return arguments.path("idempotency_key").asStringOpt().orElse(null);
    }

    private static Duration seconds(ObjectNode arguments, int otherwise) {
        return Duration.ofSeconds(arguments.path("wait_seconds").asInt(otherwise));
    }
}
