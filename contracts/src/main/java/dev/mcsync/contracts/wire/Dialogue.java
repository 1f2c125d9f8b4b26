package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What agent and people have to say to each other about a task, as far as the other side has not
 * taken it up.
 *
 * @param open the question that waits for a person; null when none does
 * @param messages of people that the agent has not acknowledged, the oldest first; at most {@value
 *     #MAX_MESSAGES}
 */
public record Dialogue(@Nullable Open open, List<PersonMessage> messages) {

    public static final int MAX_MESSAGES = 16;
    public static final Dialogue NONE = new Dialogue(null, List.of());

    /**
     * @param askedAt when the log took it for the first time
     */
    public record Open(Question question, Instant askedAt) {}

    public Dialogue {
        messages = List.copyOf(messages);
    }

    public boolean isFull() {
        return messages.size() >= MAX_MESSAGES;
    }

    /** Whether a person is asked just this. */
    public boolean asks(QuestionId id) {
        return open != null && open.question().id().equals(id);
    }

    /**
     * A question takes the place of the one before it. Asked again it waits since it was first
     * asked, and one whose answer is on its way is not asked again.
     */
    public Dialogue asked(Question question, Instant at) {
        return asks(question.id()) || isAnswered(question.id())
                ? this
                : new Dialogue(new Open(question, at), messages);
    }

    public Dialogue answered(TaskAnswered fact, Instant at) {
        return new Dialogue(null, and(PersonMessage.answer(fact, at)));
    }

    public Dialogue noted(TaskNoted fact, Instant at) {
        return new Dialogue(open, and(PersonMessage.note(fact, at)));
    }

    /** The agent has these. */
    public Dialogue acked(Collection<EventId> ids) {
        List<PersonMessage> rest =
                messages.stream().filter(message -> !ids.contains(message.id())).toList();
        return rest.size() == messages.size() ? this : new Dialogue(open, rest);
    }

    /** Nobody waits for the answer any more. */
    public Dialogue withoutQuestion() {
        return open == null ? this : new Dialogue(null, messages);
    }

    /** What is left when the attempt is over: answers were for it alone. */
    public Dialogue ofNextAttempt() {
        return new Dialogue(
                null,
                messages.stream()
                        .filter(message -> message.kind() == PersonMessage.Kind.NOTE)
                        .toList());
    }

    private boolean isAnswered(QuestionId id) {
        return messages.stream().anyMatch(message -> id.equals(message.questionId()));
    }

    private List<PersonMessage> and(PersonMessage message) {
        return Stream.concat(messages.stream(), Stream.of(message)).toList();
    }
}
