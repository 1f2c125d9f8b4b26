package dev.mcsync.ingress.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.readside.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What a person changes of the task tsk_1, and a processor that decides all of it alike. */
record TaskCalls(GatewayUnderTest gateway) {

    void decideAll(Effect effect, @Nullable Reason reason, TaskState after) {
        gateway.log()
                .readBy(fact ->
                        gateway.outcomes()
                                .decided(
                                        new Decision(
                                                fact.eventId(),
                                                WireNames.load(FactType.class, fact.type()),
                                                new TaskId("tsk_1"),
                                                null,
                                                effect,
                                                reason,
                                                after)));
    }

    TaskFact onlyFact() {
        assertThat(gateway.log().facts()).hasSize(1);
        OutgoingFact fact = gateway.log().facts().getFirst();
        assertThat(fact.key()).isEqualTo("tsk_1");
        return WireCodec.decodeTaskFact(fact.value()).orThrow("fact");
    }

    ResponseSpec patch(String body, String ifMatch) {
        return gateway.as(GatewayUnderTest.PANEL)
                .patch()
                .uri("/api/dashboard/tasks/tsk_1")
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
