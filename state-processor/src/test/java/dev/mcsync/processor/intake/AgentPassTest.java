package dev.mcsync.processor.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerPlace;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Presences;
import dev.mcsync.processor.ledger.StoredAgent;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentPassTest {

    private final AgentsOnly ledger = new AgentsOnly();
    private final Places places = new Places();
    private final BatchApplier applier =
            AgentPass.applier(
                    ledger, places, new AgentDecider(Limits.DEFAULT), 3, InstantSource.system());
    private long offset;

    @BeforeEach
    void ask() {
        places.found(0, 0);
    }

    @Test
    void agentsBeyondTheLimitAreSetAsideAndSaidToBe() {
        BatchResult result = apply("a", "b", "c", "d", "e");

        assertThat(ledger.agents).hasSize(3);
        assertThat(result.tally().applied()).isEqualTo(3);
        assertThat(reasons(result)).containsExactly("too_many_agents", "too_many_agents");
    }

    @Test
    void theLimitHoldsOverBatches() {
        apply("a", "b");

        assertThat(apply("c", "d").tally().rejected()).isEqualTo(1);
        assertThat(apply("e").tally().rejected()).isEqualTo(1);
    }

    @Test
    void agentsThatAreKnownGoOn() {
        apply("a", "b", "c");

        BatchResult result = apply("c", "b", "a");

        assertThat(result.tally().applied()).isEqualTo(3);
        assertThat(ledger.agents.values()).extracting(AgentSnapshot::version).containsOnly(2L);
    }

    private BatchResult apply(String... agents) {
        return applier.apply(Arrays.stream(agents).map(this::heartbeat).toList(), 1);
    }

    private ConsumerRecord<byte[], byte[]> heartbeat(String agent) {
        offset++;
        byte[] value =
                "{\"event_id\":\"evt_%d\",\"type\":\"heartbeat\",\"agent_id\":\"%s\"}"
                        .formatted(offset, agent)
                        .getBytes(UTF_8);
        return new ConsumerRecord<>(
                Topic.AGENT_HEARTBEATS.topicName(),
                0,
                offset,
                System.currentTimeMillis(),
                TimestampType.LOG_APPEND_TIME,
                agent.length(),
                value.length,
                agent.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static List<String> reasons(BatchResult result) {
        return result.outgoing().stream()
                .filter(record -> record.topic() == Topic.REJECTED_EVENTS)
                .flatMap(record -> record.headers().stream())
                .filter(header -> header.key().equals("mc_rejected_reason"))
                .map(header -> new String(header.value(), UTF_8))
                .toList();
    }

    /** Keeps the newest of each agent, and no events. */
    private static final class AgentsOnly implements Ledger {

        private final Map<AgentId, AgentSnapshot> agents = new HashMap<>();

        @Override
        public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
            Map<AgentId, StoredAgent> known = new HashMap<>();
            keys.agents()
                    .locked()
                    .forEach(id ->
                            Optional.ofNullable(agents.get(id))
                                    .ifPresent(
                                            agent -> known.put(id, new StoredAgent.Known(agent))));
            T decided =
                    decide.apply(
                            new Loaded(
                                    Map.of(),
                                    known,
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    Presences.NONE,
                                    Map.of(),
                                    agents.size()));
            decided.changes().agents().forEach(agent -> agents.put(agent.agentId(), agent));
            return decided;
        }

        @Override
        public Map<Integer, LedgerPlace> places(String topic) {
            return Map.of();
        }
    }
}
