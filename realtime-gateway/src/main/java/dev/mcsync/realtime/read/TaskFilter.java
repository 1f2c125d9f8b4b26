package dev.mcsync.realtime.read;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.realtime.http.Parameters;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which tasks are asked for; what is not given matches all.
 *
 * @param text in lower case; found in the title, the id, the agent's id or the last message
 * @param limit the most that are answered, newest change first
 */
record TaskFilter(
        Optional<Stage> stage,
        Optional<TaskStatus> status,
        Optional<String> agentId,
        Optional<FoldedText> text,
        long limit)
        implements Predicate<TaskSnapshot> {

    /**
     * @param parameters faults are told when they are finished
     */
    static TaskFilter of(Parameters parameters, long maxLimit, long defaultLimit) {
        Optional<Stage> stage = parameters.choice("stage", Stage.class);
        Optional<TaskStatus> status = parameters.choice("status", TaskStatus.class);
        Optional<String> agentId = parameters.id("agent_id");
        Optional<FoldedText> text = parameters.text("q").map(FoldedText::of);
        long limit = parameters.integer("limit", 1, maxLimit, defaultLimit);
        return new TaskFilter(stage, status, agentId, text, limit);
    }

    @Override
    public boolean test(TaskSnapshot task) {
        return stage.map(wanted -> wanted == task.stage()).orElse(true)
                && status.map(wanted -> wanted == task.status()).orElse(true)
                && agentId.map(wanted -> wanted.equals(task.agentId().value())).orElse(true)
                && mentioned(
                        task.brief().title(),
                        task.taskId().value(),
                        task.agentId().value(),
                        Optional.ofNullable(task.remark().message()).orElse(""));
    }

    /** Whether the text that is searched for is within one of these. */
    boolean mentioned(String... texts) {
        return text.map(wanted -> Stream.of(texts).anyMatch(wanted::isWithin)).orElse(true);
    }
}
