package dev.mcsync.ingress.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.ingress.outcome.Submission.Decided;
import dev.mcsync.ingress.outcome.Submission.Noted;
import dev.mcsync.ingress.outcome.Submission.Taken;
import dev.mcsync.ingress.outcome.Submission.TooLarge;
import dev.mcsync.ingress.outcome.Submission.Unconfirmed;
import dev.mcsync.ingress.outcome.Submission.Undecided;
import dev.mcsync.ingress.publish.InMemoryLog;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.publish.TestSender;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.InMemoryReadSide;
import dev.mcsync.ingress.readside.Inbox;
import dev.mcsync.ingress.readside.Known;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.ingress.readside.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

final class SubmissionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final OutgoingFact FACT =
            new OutgoingFact(
                    Topic.TASK_EVENTS,
                    "tsk_1",
                    new EventId("evt_1"),
                    "ack",
                    "{}".getBytes(UTF_8),
                    TestSender.fresh());
    private static final Decision DECISION =
            new Decision(
                    FACT.eventId(),
                    FactType.ACK,
                    new TaskId("tsk_1"),
                    null,
                    Effect.APPLIED,
                    null,
                    null);

    private final InMemoryLog log = new InMemoryLog();
    private final InMemoryReadSide readSide = new InMemoryReadSide();
    private final OutcomeWaiters waiters = new OutcomeWaiters(1);
    private final Submissions submissions = new Submissions(log, waiters, readSide);

    @Test
    void anOutcomeThatIsFasterThanTheConfirmationIsSeen() {
        log.readBy(_ ->
                waiters.told(FACT.eventId(), new Known(WireCodec.hash(FACT.value()), DECISION)));

        assertThat(submit(PATIENCE)).isEqualTo(new Decided(DECISION));
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void aFactThatWasDecidedBeforeIsKnownFromTheReadSide() {
        readSide.know(DECISION);

        assertThat(submit(PATIENCE)).isEqualTo(new Decided(DECISION));
    }

    /** Its decision is of the same type and task, and yet not of this fact. */
    @Test
    void anIdThatAnotherContentHasIsTaken() {
        log.readBy(_ -> waiters.told(FACT.eventId(), new Known("another hash", DECISION)));
        assertThat(submit(PATIENCE)).isEqualTo(new Taken());

        log.readBy(_ -> {});
        readSide.know(FACT.eventId(), new Known("another hash", DECISION));
        assertThat(submit(PATIENCE)).isEqualTo(new Taken());

        // As a heartbeat under the id, of which there is nothing to tell.
        readSide.know(FACT.eventId(), new Known("another hash", null));
        assertThat(submit(PATIENCE)).isEqualTo(new Taken());
        readSide.know(FACT.eventId(), new Known(WireCodec.hash(FACT.value()), null));
        assertThat(submit(PATIENCE)).isEqualTo(new Noted());
    }

    @Test
    void aReadSideThatDoesNotKnowYetIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        ReadSide learning =
                new ReadSide() {
                    @Override
                    public Mono<Long> countOpenTasks(String tokenId) {
                        return Mono.empty();
                    }

                    @Override
                    public Mono<Known> find(EventId eventId) {
                        return Mono.defer(() ->
                                asked.incrementAndGet() == 2
                                        ? Mono.just(new Known(null, DECISION))
                                        : Mono.empty());
                    }

                    @Override
                    public Mono<Inbox> findInbox(AgentId agentId, List<CommandId> running) {
                        return Mono.empty();
                    }

                    @Override
                    public Mono<Boolean> knowsAgent(AgentId agentId) {
                        return Mono.empty();
                    }

                    @Override
                    public Mono<Workload> findWorkload(AgentId agentId) {
                        return Mono.empty();
                    }
                };

        assertThat(new Submissions(log, waiters, learning).submit(FACT, PATIENCE).block(PATIENCE))
                .isEqualTo(new Decided(DECISION));
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatIsNotHeardOfInTimeIsUndecidedAndNoLongerAwaited() {
        assertThat(submit(SHORT)).isEqualTo(new Undecided());
        assertThat(waiters.waiting()).isZero();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void whatTheLogDidNotTakeIsNotWaitedFor() {
        log.decideFate(_ -> Published.UNCONFIRMED);
        assertThat(submit(PATIENCE)).isEqualTo(new Unconfirmed());

        log.decideFate(_ -> Published.TOO_LARGE);
        assertThat(submit(PATIENCE)).isEqualTo(new TooLarge());
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void whoFindsNoPlaceToWaitIsToldAtOnce() {
        assertThat(waiters.join(new EventId("evt_0"))).isPresent();

        assertThat(submit(PATIENCE)).isEqualTo(new Undecided());
        assertThat(log.facts()).containsExactly(FACT);
    }

    @Test
    void aCallerThatGoesAwayEndsTheWaitingAndNotThePublishing() {
        Disposable caller = submissions.submit(FACT, PATIENCE).subscribe();
        assertThat(waiters.waiting()).isOne();

        caller.dispose();

        assertThat(waiters.waiting()).isZero();
        assertThat(log.facts()).containsExactly(FACT);
    }

    private Submission submit(Duration limit) {
        return submissions.submit(FACT, limit).blockOptional(PATIENCE).orElseThrow();
    }
}
