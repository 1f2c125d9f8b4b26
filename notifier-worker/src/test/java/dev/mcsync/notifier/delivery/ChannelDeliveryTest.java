package dev.mcsync.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.discord.Webhook;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.InMemoryLedger;
import dev.mcsync.notifier.message.Notice.Tell;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class ChannelDeliveryTest {

    private static final String CHANNEL = "team";
    private static final Duration ASK_EVERY = Duration.ofSeconds(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicBoolean nextLookAtTheClockFails = new AtomicBoolean();
    private final InstantSource clock = this::now;
    private final InMemoryLedger ledger = new InMemoryLedger(clock);
    private final ScriptedWebhook webhook = new ScriptedWebhook(clock);
    private final AtomicBoolean stopped = new AtomicBoolean();

    @AfterEach
    void disposeOfTime() {
        time.dispose();
    }

    @Test
    void whatNobodyRangForIsFoundInTime() {
        start();
        wait("e1");

        time.advanceTimeBy(ASK_EVERY.minusMillis(1));
        assertThat(webhook.posted()).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(webhook.posted()).containsExactly("line e1");
    }

    @Test
    void aRingIsAnsweredAtOnce() {
        ChannelDelivery delivery = start();
        wait("e1");

        delivery.ring();
        time.advanceTimeBy(Duration.ZERO);

        assertThat(webhook.posted()).containsExactly("line e1");
    }

    @Test
    void aRingDuringAStepIsNotMissed() {
        Sinks.One<Reply> slow = Sinks.one();
        wait("e1");
        ChannelDelivery delivery = start(sender(_ -> slow.asMono()));

        delivery.ring();
        wait("e2");
        slow.tryEmitValue(new Reply(new Answer.Delivered("1"), Duration.ZERO, false));
        time.advanceTimeBy(Duration.ZERO);

        assertThat(ledger.states()).containsExactly("sent", "sent");
    }

    @Test
    void aRingDoesNotCutAPauseShort() {
        webhook.next(new Reply(new Answer.RateLimited(), Duration.ofSeconds(30), false));
        wait("e1");
        ChannelDelivery delivery = start();

        delivery.ring();
        time.advanceTimeBy(Duration.ofMillis(29_999));
        assertThat(webhook.posted()).hasSize(1);
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(webhook.posted()).hasSize(2);
    }

    @Test
    void aStopEndsARestAtOnce() {
        ChannelDelivery delivery = start();

        stop(delivery);

        assertThat(stopped).isTrue();
        wait("e1");
        delivery.ring();
        time.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(webhook.posted()).isEmpty();
    }

    @Test
    void aStopLetsTheRequestUnderWayComeToItsEnd() {
        Sinks.One<Reply> slow = Sinks.one();
        wait("e1");
        ChannelDelivery delivery = start(sender(_ -> slow.asMono()));

        stop(delivery);
        assertThat(stopped).isFalse();
        slow.tryEmitValue(new Reply(new Answer.Delivered("1"), Duration.ZERO, false));
        time.advanceTimeBy(Duration.ZERO);

        assertThat(stopped).isTrue();
        assertThat(ledger.states()).containsExactly("sent");
    }

    @Test
    void aStopWaitsNoLongerThanItsTime() {
        wait("e1");
        ChannelDelivery delivery = start(sender(_ -> Mono.never()));

        stop(delivery);
        time.advanceTimeBy(STOP_WITHIN);

        assertThat(stopped).isTrue();
        assertThat(ledger.states()).containsExactly("sending");
    }

    @Test
    void aStepThatFailsByABugEndsNothing() {
        nextLookAtTheClockFails.set(true);
        start();
        assertThat(nextLookAtTheClockFails).isFalse();
        wait("e1");

        time.advanceTimeBy(Duration.ofMinutes(1));

        assertThat(webhook.posted()).containsExactly("line e1");
    }

    @Test
    void aRefusedChannelIsTriedNowAndThenAndGoesOnWhenItIsMended() {
        for (int i = 0; i < 20; i++) {
            webhook.next(new Answer.Closed(new Refusal(404, 10_015, "Unknown Webhook")));
        }
        wait("e1");
        wait("e2");
        ChannelDelivery delivery = start();
        delivery.ring();

        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(webhook.posted()).hasSizeBetween(12, 20);
        assertThat(ledger.states()).containsExactly("waiting", "waiting");

        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(ledger.states()).containsExactly("sent", "sent");
        stop(delivery);
        assertThat(stopped).isTrue();
    }

    private Instant now() {
        if (nextLookAtTheClockFails.compareAndSet(true, false)) {
            throw new IllegalStateException("A bug");
        }
        return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
    }

    private ChannelDelivery start() {
        return start(sender(webhook));
    }

    private ChannelDelivery start(ChannelSender sender) {
        ChannelDelivery delivery = new ChannelDelivery(sender, new Bell(), time, STOP_WITHIN);
        delivery.start();
        time.advanceTimeBy(Duration.ZERO);
        return delivery;
    }

    private void stop(ChannelDelivery delivery) {
        delivery.stop(() -> stopped.set(true));
        time.advanceTimeBy(Duration.ZERO);
    }

    private ChannelSender sender(Webhook hook) {
        return new ChannelSender(
                CHANNEL,
                ledger,
                new ChannelIncident(new InMemoryIncidentBook(), CHANNEL),
                hook,
                new SendingRules(
                        new ClaimRule(5, 50, Duration.ofSeconds(20)),
                        ASK_EVERY,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(60),
                        5,
                        3,
                        100,
                        Duration.ofSeconds(2)),
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), BackoffTest.HIGHEST),
                new RateGates(
                        new RateGate(clock),
                        new RateGate(clock),
                        new SendWindow(clock, 100, Duration.ofSeconds(2))),
                new DeliveryMetrics(new SimpleMeterRegistry(), CHANNEL),
                time);
    }

    private void wait(String eventId) {
        ledger.record(
                        CHANNEL,
                        List.of(
                                new Delivery(
                                        new EventId(eventId),
                                        null,
                                        null,
                                        new Tell("line " + eventId))))
                .block();
    }
}
