package dev.mcsync.infra.proof.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private final Reports reports = new Reports(7, 3);

    @Test
    void itsBodiesAreWhatTheProductTakes() {
        assertThat(
                        WireCodec.decodeAgentEvents(reports.bodyOf(12, 3), 500)
                                        instanceof
                                        Decoded.Valid<List<Decoded<AgentEvent>>>(
                                                List<Decoded<AgentEvent>> events)
                                && events.stream().allMatch(Decoded.Valid.class::isInstance))
                .isTrue();
    }

    @Test
    void anEventIsKnownAgainByItsId() {
        assertThat(reports.numberOf(reports.prefix() + "1234")).isEqualTo(1234);
    }

    @Test
    void aFrameOfATaskShowsItsLastReport() {
        assertThat(
                        reports.numberIn(
                                frame(
                                        "{\"op\":\"task\",\"task\":{\"message\":\"x\",\"last_event_id\":\"%s42\"}}"
                                                .formatted(reports.prefix()))))
                .isEqualTo(42);
    }

    @Test
    void framesOfAgentsAndOfOtherEventsShowNone() {
        assertThat(
                        reports.numberIn(
                                frame(
                                        "{\"op\":\"agent\",\"agent\":{\"last_event_id\":\"%s42\"}}"
                                                .formatted(reports.prefix()))))
                .isNegative();
        assertThat(
                        reports.numberIn(
                                frame("{\"op\":\"task\",\"task\":{\"last_event_id\":\"evt_1\"}}")))
                .isNegative();
        assertThat(reports.numberIn(frame("{\"op\":\"tick\"}"))).isNegative();
        assertThat(reports.numberIn(frame(""))).isNegative();
    }

    private static ByteBuf frame(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }
}
