package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Presence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the ledger holds of goodbyes, among it what versions decided that did not keep them. */
class AgentFoldTest {

    private final AgentFold fold = new AgentFold(Facts.LIMITS, null);
    private Instant now = Facts.START;
    private int entries;

    @Test
    void anOvertakenHeartbeatThatHadNoEffectHasNone() {
        add("boot_1", false, 1L);
        add("boot_1", true, 2L);
        add("boot_1", false, null);

        assertThat(fold.divergences()).isEmpty();
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
        assertThat(agent().ended()).containsExactly(new BootId("boot_1"));
    }

    @Test
    void oneThatAnEarlierVersionLetTakeEffectStands() {
        add("boot_1", false, 1L);
        add("boot_1", true, 2L);
        add("boot_1", false, 3L);

        assertThat(fold.divergences()).isEmpty();
        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().version()).isEqualTo(3);

        add("boot_1", true, 4L);
        assertThat(fold.divergences()).isEmpty();
        assertThat(agent().departure()).isEqualTo(Departure.GOODBYE);
    }

    @Test
    void aGoodbyeSaidAgainOverARowThatDidNotKeepTheFirstStands() {
        add("boot_1", false, 1L);
        add("boot_1", true, 2L);
        add("boot_2", true, 3L);
        add("boot_1", true, 4L);

        assertThat(fold.divergences()).isEmpty();
        assertThat(agent().ended()).containsExactly(new BootId("boot_1"), new BootId("boot_2"));
    }

    @Test
    void whatNoVersionWouldHaveDecidedDiverges() {
        add("boot_1", false, 1L);
        add("boot_1", true, 2L);
        add(null, true, 3L);

        assertThat(fold.divergences())
                .singleElement()
                .asString()
                .contains("expected version 3, found no effect");
    }

    private void add(@Nullable String bootId, boolean leaving, @Nullable Long version) {
        entries++;
        now = now.plusSeconds(1);
        fold.add(
                new AgentFold.OfAgent(
                        new Received<>(
                                AgentStory.beat(entries, bootId, List.of(), leaving),
                                new SourcePosition("mc.agent-heartbeats", 0, entries),
                                now,
                                ""),
                        now,
                        Facts.LIMITS,
                        version,
                        true));
    }

    private AgentSnapshot agent() {
        return fold.agent().orElseThrow();
    }
}
