package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.processor.core.Limits;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgentSideTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AgentSide side = new AgentSide(Limits.DEFAULT, false);

    @Test
    void aRowFromBeforeGoodbyesWereKeptHasTheNewestOfThem() {
        assertThat(side.isSame(agent("boot_2", "boot_1"), agent())).isTrue();
        assertThat(side.isSame(agent("boot_2", "boot_1"), agent("boot_2"))).isTrue();
        assertThat(side.isSame(agent("boot_2", "boot_1"), agent("boot_2", "boot_1"))).isTrue();
    }

    @Test
    void aRowWithAGoodbyeThatNobodySaidIsNotTheSame() {
        assertThat(side.isSame(agent("boot_2", "boot_1"), agent("boot_1"))).isFalse();
        assertThat(side.isSame(agent("boot_1"), agent("boot_1", "boot_0"))).isFalse();
        assertThat(side.isSame(agent(), agent("boot_1"))).isFalse();
    }

    @Test
    void whatIsKeptOtherwiseDiffersAsEver() {
        assertThat(side.isSame(agent("boot_1"), agent("boot_1").at(4))).isFalse();
    }

    private static AgentSnapshot agent(String... ended) {
        return new AgentSnapshot(
                new AgentId("agt_1"),
                3,
                Presence.OFFLINE,
                NOON,
                NOON,
                NOON,
                null,
                null,
                new AgentBoot(
                        new BootId("boot_3"),
                        NOON,
                        List.of(),
                        List.of(),
                        List.of(),
                        Stream.of(ended).map(BootId::new).toList()),
                Departure.GOODBYE,
                null,
                null);
    }
}
