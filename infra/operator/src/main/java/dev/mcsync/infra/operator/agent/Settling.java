package dev.mcsync.infra.operator.agent;

import dev.mcsync.infra.operator.api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Draws the consequences of what a report was answered with, whether or not anybody waits. */
final class Settling {

    /** Of an id that is derived: an earlier call of the same name was accepted, and counts. */
    private static final String MADE_BEFORE = "event_id_taken";

    private final Journal journal;
    private final Inbox inbox;

    Settling(Journal journal, Inbox inbox) {
        this.journal = journal;
        this.inbox = inbox;
    }

    /**
     * @param begun the attempt as it was before the report
     */
    Fate settle(ObjectNode event, Optional<Begun> begun, Answer answer) {
        String commandId = event.path("command_id").asString();
        boolean isAck = event.path("type").asString().equals("ack");
        Verdict verdict = Verdict.of(answer);
        if (answer.text("reason").equals(MADE_BEFORE)) {
            return new Fate.Taken(false);
        }
        if (verdict == Verdict.LATE && isAck) {
            return over(commandId, "another instance of this agent works on it");
        }
        return switch (verdict) {
            case TAKEN, LATE -> {
                inbox.acknowledged(acks(event));
                yield new Fate.Taken(verdict == Verdict.LATE);
            }
            case OVER -> over(commandId, why(answer));
            case REFUSED -> {
                if (isAck) {
                    yield over(commandId, answer.toString());
                }
                begun.ifPresent(this::takeBack);
                yield new Fate.Refused(answer.toString());
            }
        };
    }

    static Fate await(CompletableFuture<Fate> sent, Duration limit) throws InterruptedException {
        try {
            return sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Fate.Waiting();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A report was answered with what cannot be", e);
        }
    }

    private Fate over(String commandId, String why) {
        journal.over(commandId);
        inbox.end(commandId, why);
        return new Fate.Over(why);
    }

    /** A last report that is refused ends nothing. */
    private void takeBack(Begun begun) {
        if (!journal.begun().contains(begun)) {
            journal.take(begun);
            inbox.begin(begun.commandId(), begun.command(), true);
        }
    }

    private static String why(Answer answer) {
        return answer.isSuccess()
                ? "the task is " + answer.text("status") + " already"
                : answer.text("reason") + ", " + answer;
    }

    private static List<String> acks(ObjectNode event) {
        return event.path("acks").valueStream().map(JsonNode::asString).toList();
    }
}
