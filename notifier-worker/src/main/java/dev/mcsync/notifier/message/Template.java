package dev.mcsync.notifier.message;

import org.jspecify.annotations.Nullable;

/** The sentences of the channel, in Portuguese, as the team reads them. */
sealed interface Template {

    /** Stands where an agent gave no message or no error code. */
    String NOTHING_GIVEN = "—";

    record Ack(@Nullable String agentId, String taskId, @Nullable String stage)
            implements Template {}

    record Running(@Nullable String agentId, String taskId) implements Template {}

    record Progress(String taskId, @Nullable String stage, @Nullable String message)
            implements Template {}

    /** An agent waits for a person. */
    record Question(@Nullable String agentId, String taskId, String question) implements Template {}

    record Done(String taskId, @Nullable String agentId) implements Template {}

    record Failed(String taskId, @Nullable String errorCode, @Nullable String message)
            implements Template {}

    /**
     * An agent is not heard of.
     *
     * @param minutes whole ones, not rounded up
     */
    record Offline(String agentId, long minutes) implements Template {}

    /** The whole line: values escaped, within the limit of one message. */
    default String line() {
        return Limit.cut(
                Markdown.whole(
                        switch (this) {
                            case Ack(var agent, var task, var stage) ->
                                    fill("🟦 [ACK] {} recebeu {} | etapa: {}", agent, task, stage);
                            case Running(var agent, var task) ->
                                    fill("🟨 [RUNNING] {} iniciou {}", agent, task);
                            case Progress(var task, var stage, var message) ->
                                    fill("🟧 [PROGRESS] {} -> {} | {}", task, stage, message);
                            case Question(var agent, var task, var question) ->
                                    fill(
                                            "🟪 [QUESTION] {} pergunta em {} | {}",
                                            agent,
                                            task,
                                            question);
                            case Done(var task, var agent) ->
                                    fill("🟩 [DONE] {} concluída por {}", task, agent);
                            case Failed(var task, var code, var message) ->
                                    fill("🟥 [FAILED] {} | {} | {}", task, code, message);
                            case Offline(var agent, var minutes) ->
                                    fill(
                                            "🚨 [OFFLINE] {} sem heartbeat há {} min",
                                            agent,
                                            Long.toString(minutes));
                        }));
    }

    private static String fill(String pattern, @Nullable String... values) {
        StringBuilder line = new StringBuilder();
        int from = 0;
        for (String value : values) {
            int hole = pattern.indexOf("{}", from);
            line.append(pattern, from, hole).append(shown(value));
            from = hole + 2;
        }
        return line.append(pattern, from, pattern.length()).toString();
    }

    private static String shown(@Nullable String value) {
        String plain = value == null ? "" : Markdown.plain(value);
        return plain.codePoints().allMatch(Template::isInvisible) ? NOTHING_GIVEN : plain;
    }

    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT || Character.isWhitespace(point);
    }
}
