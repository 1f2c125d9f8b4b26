package dev.mcsync.ingress.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

final class CallKindTest {

    @Test
    void whatAsksToBeAnsweredLaterIsAWait() {
        assertThat(kindOf(get("/api/agents/a/commands").header("Prefer", "wait=25")))
                .isEqualTo(CallKind.WAIT);
        assertThat(kindOf(get("/api/agents/a/commands").header("Prefer", "x; wait = \"5\"")))
                .isEqualTo(CallKind.WAIT);
        assertThat(kindOf(get("/api/agents/a/commands").accept(MediaType.TEXT_EVENT_STREAM)))
                .isEqualTo(CallKind.WAIT);
        assertThat(kindOf(get("/api/realtime/board"))).isEqualTo(CallKind.WAIT);
        assertThat(kindOf(get("/ws/board?ticket=t"))).isEqualTo(CallKind.WAIT);
        assertThat(kindOf(get("/api/dashboard/tasks/t?at_least_version=7")))
                .isEqualTo(CallKind.WAIT);
        assertThat(
                        kindOf(
                                MockServerHttpRequest.post("/api/agents/events")
                                        .header("Prefer", "respond-async, wait=5")))
                .isEqualTo(CallKind.WAIT);
    }

    @Test
    void whatIsAnsweredAtOnceIsShort() {
        assertThat(kindOf(get("/api/dashboard/board"))).isEqualTo(CallKind.SHORT);
        assertThat(kindOf(get("/api/dashboard/tasks").accept(MediaType.ALL)))
                .isEqualTo(CallKind.SHORT);
        assertThat(kindOf(get("/api/agents/a/commands").header("Prefer", "wait=0")))
                .isEqualTo(CallKind.SHORT);
        assertThat(kindOf(get("/api/dashboard/board").header("Upgrade", "h2c")))
                .isEqualTo(CallKind.SHORT);
        assertThat(kindOf(MockServerHttpRequest.post("/api/agents/events")))
                .isEqualTo(CallKind.SHORT);
        assertThat(kindOf(get("/api/dashboard/tasks").header("Accept", "nonsense")))
                .isEqualTo(CallKind.SHORT);
    }

    private static MockServerHttpRequest.BaseBuilder<?> get(String path) {
        return MockServerHttpRequest.get(path);
    }

    private static CallKind kindOf(MockServerHttpRequest.BaseBuilder<?> request) {
        return CallKind.of(MockServerWebExchange.from(request));
    }
}
