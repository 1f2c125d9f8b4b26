package dev.mcsync.notifier.resend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.InMemoryLedger;
import dev.mcsync.notifier.ledger.Settlement;
import dev.mcsync.notifier.message.Notice.Tell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class ResendEndpointTest {

    private final InMemoryLedger ledger = new InMemoryLedger(InstantSource.system());
    private final AtomicInteger rings = new AtomicInteger();
    private final WebTestClient client =
            WebTestClient.bindToRouterFunction(
                            new ResendEndpoint(ledger, "team", rings::incrementAndGet).routes())
                    .build();

    @BeforeEach
    void letOneDie() {
        ledger.record(
                        "team",
                        List.of(new Delivery(new EventId("evt_1"), null, null, new Tell("line"))))
                .block();
        Claim claim =
                requireNonNull(
                        ledger.claim("team", new ClaimRule(1, 1, Duration.ofMinutes(1))).block());
        ledger.settle(
                        ((Claim.Taken) claim).message(),
                        new Settlement.Dead(new Refusal(400, 50_035, null), 10, Duration.ZERO))
                .block();
    }

    @Test
    void aDeadOneWaitsAgainAndTheSenderIsRung() {
        retry("evt_1")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json("{\"event_id\":\"evt_1\",\"state\":\"waiting\"}");

        assertThat(ledger.states()).containsExactly("waiting");
        assertThat(rings).hasValue(1);
    }

    @Test
    void whatIsNotDeadStaysAsItIs() {
        retry("evt_1");

        retry("evt_1")
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(rings).hasValue(1);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        retry("evt_2").expectStatus().isNotFound();
        retry("e v t").expectStatus().isNotFound();
    }

    @Test
    void aLedgerOutOfReachIsToldAsSuch() {
        ledger.failWith(new IllegalStateException("connection refused"));

        retry("evt_1").expectStatus().isEqualTo(503);
    }

    private WebTestClient.ResponseSpec retry(String eventId) {
        return client.post().uri("/api/dashboard/deliveries/{event_id}/retry", eventId).exchange();
    }
}
