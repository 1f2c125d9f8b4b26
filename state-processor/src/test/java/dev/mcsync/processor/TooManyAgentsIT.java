package dev.mcsync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.infra.testbed.Testbed;
import org.junit.jupiter.api.Test;

/** One agent more than there may be. */
class TooManyAgentsIT {

    @Test
    void whatAnAgentSaysBeyondAsManyAsMayBeIsSetAside() {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), "--mc.max-agents=1").start()) {
            processor.send(heartbeat("agt_one"));
            processor.awaitText("agt_one", "select agent_id from agents_status");

            processor.send(heartbeat("agt_other"));

            processor.await(
                    "one record set aside",
                    () -> processor.records(Topic.REJECTED_EVENTS).size() == 1);
            assertThat(processor.records(Topic.REJECTED_EVENTS).getFirst().headers())
                    .filteredOn(header -> header.key().equals(Headers.REJECTED_REASON))
                    .extracting(header -> new String(header.value(), UTF_8))
                    .containsExactly("too_many_agents");
        }
    }

    private static Heartbeat heartbeat(String agent) {
        return Beats.beat(EventId.fresh(), new AgentId(agent));
    }
}
