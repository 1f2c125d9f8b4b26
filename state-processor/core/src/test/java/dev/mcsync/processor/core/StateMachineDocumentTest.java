package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/state-machine.md to the transition table. Run with {@code -Dmc.write-docs=true} to
 * write it anew.
 */
class StateMachineDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "state-machine.md");

    @Test
    void theDocumentShowsTheTableAsItIs() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("mc.write-docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    private static String document() {
        return """
        # What a fact does to a task

        Generated from `TransitionTable` by `StateMachineDocumentTest`; do not edit. A task's attempt is in one of six statuses; agents report, the
        clock runs out, and agents start anew. *late*: stored, no effect. *stale*: there is nothing going on that the fact could be about. `+ack`: the steps jumped over are
        recorded as implied. `!`: the report contradicts the server's suspicion and resolves its incident.

        %s
        ```mermaid
        stateDiagram-v2
            [*] --> queued: created, retried
        %s
        ```

        People move cards among backlog, todo, doing, review and blocked without changing the status, retry a failed or timed-out task (a new attempt with a new
        `command_id`), and cancel one that has not ended (failed, error_code `cancelled`). A report with another `command_id` than the task's current one is
        refused as a stale attempt, and one by another agent than the task's as a wrong agent, whatever it names. A `command_id` names an attempt at one task: one
        that another task has, now or as an earlier attempt, is refused (`command_taken`), and the clock takes another.

        An attempt is told to stop (`cancel`) once nothing can come of it though its agent did not end it: cancelled, given up by a restart, or timed out and replaced.
        One that timed out and is still the task's current one is not: its agent's next report revives it.

        `acked_at`, `started_at` and `finished_at` are of the current attempt: when the log took the report that first showed that its agent has it, that work began,
        and the fact that ended it (done, failed, timeout). Steps jumped over are of the same moment as the report. A new attempt has none of them, a report that
        revives an attempt takes `finished_at` back, and what happened before a row was adopted stays unknown. A first report after a time-out shows what it
        would have shown before it. A repair changes none.

        A task that is over (done, failed or timed out with no next attempt to come, and not in the backlog) leaves the board when a person archives it, or once
        nobody has touched it for `mc.retention.finished-tasks` (30 d): either says `archived` with the version that was seen, refused if the task is at another. Status, stage and history
        stay, the incident of a time-out is resolved, and a tombstone takes its place on mc.task-state. Whatever happens to it afterwards (a retry, a move, a
        report that revives a time-out) brings it back; a late report leaves it where it is, and so does a repair.

        A task may have limits of its own (`ack_timeout`, `running_timeout`, in seconds) and several attempts (`max_attempts`). While attempts are left, a
        failed or timed-out task keeps its status and has a clock: at `deadline_at` the next attempt begins. The wait is exponential with full jitter. A person
        who cancels it or moves it to the backlog stops that clock.

        ## What agents ask and people say

        A progress report may carry a `question {id, text, options}`. It waits in the task until a person answers (`answered`, with the attempt's `command_id`
        and the question's id; the first answer counts, any other is refused as `question_not_open`), the agent asks something else, or the attempt ends.
        Meanwhile the attempt's clock runs out no sooner than `answer_timeout` after the question was first asked (`mc.answer-timeout`, 24 h, where the task has
        none of its own); with the answer the running clock starts anew. A person may leave a note (`noted`) on any task that is not done.

        Answers and notes wait in the task, 16 of them at most, and are handed to the agent of the attempt again and again until a report that takes effect
        names them in `acks`. An answer is for the attempt that asked: it goes with it. A note that no agent has acknowledged waits for the next attempt. Done
        ends it all. A time-out closes the question and keeps what was said, for a report may still revive the attempt.

        ## Edited

        A person may change title, instructions and agent (`edited`) of a task that is not done. An agent goes by what it was handed: where the instructions of
        an attempt under way change, or the agent of a task that was handed out, another attempt takes its place with the `command_id` of the fact, the agent
        before is told to give up (`error_code` superseded among the prior attempts, which keep the `agent_id` of whoever had them), and the task is handed out
        unless it lies in the backlog. A title changes nothing else.

        ## Into the backlog and out of it

        Generated from `BacklogRule`. Nothing waits for anybody in the backlog, and what leaves it with tries left is somebody's work again: a person who brings
        a failed card back wants it done, and does not want to find out that it lies there without a clock. Which column it goes to makes no difference.

        %s
        *Hand out*: the same attempt goes to its agent. *Next attempt*: a new `command_id`, the same one that the back-off's end would have given, goes to the
        agent at once, and the incident of a time-out is resolved. An agent at work (ack, running) goes on wherever the card lies: its clock runs, and its next
        report takes the card along. A cancelled task is left alone until a person retries it, and so is one without tries.
        """
                .formatted(table(), diagram(), backlogTable());
    }

    private static String backlogTable() {
        StringBuilder table =
                new StringBuilder(
                        "| now | tries left | into the backlog | out of it | elsewhere |\n");
        table.append("|---|---|---|---|---|\n");
        for (TaskStatus status : TaskStatus.values()) {
            for (boolean isTriedAgain : new boolean[] {true, false}) {
                table.append(
                        "| **%s** | %s |"
                                .formatted(
                                        status.wireName(),
                                        isTriedAgain ? "yes" : "no, or cancelled"));
                for (BacklogRule.Way way : BacklogRule.Way.values()) {
                    table.append(
                            " %s |".formatted(told(BacklogRule.cell(status, isTriedAgain, way))));
                }
                table.append('\n');
            }
        }
        return table.toString();
    }

    private static String told(BacklogRule rule) {
        return switch (rule) {
            case CARD_ONLY -> "card only";
            case CLOCK_STOPS -> "its clock stops";
            case HANDED_OUT -> "hand out";
            case NEXT_ATTEMPT -> "next attempt";
            case REFUSED -> "refused";
        };
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| now |");
        for (Trigger trigger : Trigger.values()) {
            table.append(' ').append(name(trigger)).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(Trigger.values().length)).append('\n');
        for (TaskStatus status : TaskStatus.values()) {
            table.append("| **").append(status.wireName()).append("** |");
            for (Trigger trigger : Trigger.values()) {
                table.append(' ').append(told(TransitionTable.cell(status, trigger))).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String diagram() {
        Map<String, String> edges = new LinkedHashMap<>();
        for (TaskStatus status : TaskStatus.values()) {
            for (Trigger trigger : Trigger.values()) {
                targets(TransitionTable.cell(status, trigger), status)
                        .forEach(target ->
                                edges.merge(
                                        status.wireName() + " --> " + target.wireName(),
                                        name(trigger),
                                        (before, more) -> before + ", " + more));
            }
        }
        return edges.entrySet().stream()
                .map(edge -> "    " + edge.getKey() + ": " + edge.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<TaskStatus> targets(Cell cell, TaskStatus now) {
        return switch (cell) {
            case Cell.Becomes becomes -> Stream.of(becomes.status());
            case Cell.ResendOrTimeout _ -> Stream.of(TaskStatus.QUEUED, TaskStatus.TIMEOUT);
            case Cell.ClockOnly _ -> Stream.of(now);
            case Cell.RetryOrStale _ -> Stream.of(TaskStatus.QUEUED);
            case Cell.Late _, Cell.Stale _ -> Stream.empty();
        };
    }

    private static String told(Cell cell) {
        return switch (cell) {
            case Cell.Late _ -> "late";
            case Cell.Stale _ -> "stale";
            case Cell.ClockOnly _ -> "clock only";
            case Cell.RetryOrStale _ -> "next attempt · todo, or stale";
            case Cell.ResendOrTimeout _ -> "sent again, or timeout · blocked";
            case Cell.Becomes becomes ->
                    becomes.status().wireName()
                            + " · "
                            + stage(becomes.stage())
                            + becomes.implied().stream()
                                    .map(status -> " +" + status.wireName())
                                    .collect(Collectors.joining())
                            + (becomes.resolvesTimeout() ? " !" : "");
        };
    }

    private static String stage(Cell.StageRule rule) {
        return switch (rule) {
            case Cell.StageRule.Fixed(var stage) -> stage.wireName();
            case Cell.StageRule.AsReported _ -> "its stage";
        };
    }

    private static String name(Trigger trigger) {
        return switch (trigger) {
            case DEADLINE -> "deadline passed";
            case RESTART -> "agent restarted";
            case ACK, RUNNING, PROGRESS, DONE, FAILED -> trigger.name().toLowerCase(Locale.ROOT);
        };
    }
}
