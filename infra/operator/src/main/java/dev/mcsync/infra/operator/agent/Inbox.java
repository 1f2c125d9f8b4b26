package dev.mcsync.infra.operator.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the agent has been told, and what of it its caller has heard: each thing once, unless the
 * caller asks for all of it again. Thread-safe.
 */
final class Inbox {

    /** Of attempts that are over, so that a caller who goes on hears why. */
    private static final int REMEMBERED = 500;

    private final Journal journal;
    private final Told told = new Told();

    /** Not acknowledged yet, as the newest call for commands told. */
    private final Map<String, JsonNode> starts = new LinkedHashMap<>();

    private final Map<String, JsonNode> underWay = new LinkedHashMap<>();
    private final Map<String, String> over = new LinkedHashMap<>();
    private final Map<String, JsonNode> cancels = new LinkedHashMap<>();
    private final Map<String, JsonNode> messages = new LinkedHashMap<>();
    private final Set<String> heard = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();

    Inbox(Journal journal) {
        this.journal = journal;
    }

    /** What need not be told in the next call for commands. */
    String query() {
        return told.query();
    }

    /** All that a call for commands told. */
    synchronized void hearAll(JsonNode commands) {
        starts.clear();
        commands.forEach(this::hear);
    }

    /** What a heartbeat's answer tells comes here alone. */
    synchronized void hear(JsonNode command) {
        String commandId = commandId(command);
        switch (command.path("type").asString()) {
            case "start" -> {
                if (!underWay.containsKey(commandId) && !over.containsKey(commandId)) {
                    starts.put(commandId, command);
                }
            }
            case "message" -> {
                String id = messageId(command);
                if (told.add(id) && isOurs(commandId)) {
                    messages.put(id, command);
                }
            }
            default -> {
                if (told.add(commandId)) {
                    cancel(commandId, command);
                }
            }
        }
        notifyAll();
    }

    /** Who has not heard of it need not hear that it is over. */
    private void cancel(String commandId, JsonNode command) {
        boolean isUnderWay = underWay.containsKey(commandId);
        if (isUnderWay) {
            journal.over(commandId);
        }
        if (isUnderWay || heard.contains(commandId)) {
            cancels.put(commandId, command);
            end(commandId, "it was cancelled, or given to another attempt");
        }
    }

    /**
     * @param again whether what was heard before, and is not over, is told again
     */
    synchronized News take(boolean again) {
        if (again) {
            heard.removeIf(id -> starts.containsKey(id) || underWay.containsKey(id));
            heard.removeAll(messages.keySet());
        }
        List<News.Task> tasks = new ArrayList<>();
        take(underWay, true, again, tasks);
        take(starts, false, again, tasks);
        List<JsonNode> said = messages.values().stream().filter(this::isNews).toList();
        said.forEach(message -> heard.add(messageId(message)));
        List<JsonNode> cancelled = List.copyOf(cancels.values());
        cancels.clear();
        List<String> known = starts.keySet().stream().filter(heard::contains).toList();
        return new News(tasks, cancelled, said, tasks.isEmpty() ? known : List.of(), null);
    }

    synchronized boolean hasNews() {
        return !cancels.isEmpty()
                || messages.values().stream().anyMatch(this::isNews)
                || !heard.containsAll(underWay.keySet());
    }

    /** Returns when something is told, or the time is over. */
    synchronized void await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!hasNews() && end - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
    }

    synchronized Optional<JsonNode> start(String commandId) {
        return Optional.ofNullable(starts.get(commandId));
    }

    /** The answer to a question, which counts as heard from then on. */
    synchronized Optional<JsonNode> answer(String commandId, String questionId) {
        Optional<JsonNode> answer =
                messages.values().stream()
                        .filter(message -> commandId(message).equals(commandId))
                        .filter(message ->
                                message.at("/message/question_id").asString().equals(questionId))
                        .findFirst();
        answer.ifPresent(message -> heard.add(messageId(message)));
        return answer;
    }

    /** Messages that the caller has heard, and nobody was told that it has. */
    synchronized List<String> toAcknowledge(String commandId) {
        return messages.values().stream()
                .filter(message -> commandId(message).equals(commandId))
                .map(Inbox::messageId)
                .filter(id -> heard.contains(id) && !acknowledged.contains(id))
                .toList();
    }

    synchronized void acknowledged(List<String> messageIds) {
        acknowledged.addAll(messageIds);
    }

    /** The caller works on it, or did before a restart. */
    synchronized void begin(String commandId, @Nullable JsonNode command, boolean isHeard) {
        starts.remove(commandId);
        over.remove(commandId);
        if (command != null) {
            underWay.put(commandId, command);
        }
        if (isHeard) {
            heard.add(commandId);
        }
    }

    synchronized void end(String commandId, String why) {
        starts.remove(commandId);
        underWay.remove(commandId);
        heard.remove(commandId);
        messages.values().removeIf(message -> commandId(message).equals(commandId));
        over.put(commandId, why);
        if (over.size() > REMEMBERED) {
            over.remove(over.keySet().iterator().next());
        }
        notifyAll();
    }

    synchronized Optional<String> whyOver(String commandId) {
        return Optional.ofNullable(over.get(commandId));
    }

    private void take(
            Map<String, JsonNode> from, boolean isUnderWay, boolean all, List<News.Task> to) {
        from.forEach((id, command) -> {
            if ((all || to.isEmpty()) && heard.add(id)) {
                to.add(new News.Task(command, isUnderWay));
            }
        });
    }

    private boolean isOurs(String commandId) {
        return starts.containsKey(commandId) || underWay.containsKey(commandId);
    }

    private boolean isNews(JsonNode message) {
        return !heard.contains(messageId(message));
    }

    private static String commandId(JsonNode command) {
        return command.path("command_id").asString();
    }

    private static String messageId(JsonNode message) {
        return message.at("/message/id").asString();
    }
}
