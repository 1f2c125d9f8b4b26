package dev.mcsync.realtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.service.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

class ParametersTest {

    @Test
    void whatIsGivenIsReadAndWhatIsNotHasItsDefault() {
        Parameters parameters = of("?stage=doing&limit=7&q=hello%20world");

        assertThat(parameters.choice("stage", Stage.class)).contains(Stage.DOING);
        assertThat(parameters.integer("limit", 1, 10, 5)).isEqualTo(7);
        assertThat(parameters.integer("other", 1, 10, 5)).isEqualTo(5);
        assertThat(parameters.text("q")).contains("hello world");
        assertThat(parameters.id("agent_id")).isEmpty();
        assertThat(parameters.finish(() -> "built")).isEqualTo("built");
    }

    @Test
    void everythingThatIsWrongIsTold() {
        Parameters parameters = of("?stage=nowhere&limit=1x&agent_id=a%20b&more=1&q=a&q=b");
        parameters.choice("stage", Stage.class);
        parameters.integer("limit", 1, 10, 5);
        parameters.id("agent_id");
        parameters.text("q");

        assertThatThrownBy(() -> parameters.finish(() -> "built"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal ->
                                assertThat(refusal.problem().errors())
                                        .extracting(FieldError::pointer)
                                        .containsExactlyInAnyOrder(
                                                "/stage", "/limit", "/agent_id", "/q", ""));
    }

    @Test
    void aNumberOutOfBoundsIsRefused() {
        for (String number : new String[] {"0", "11", "-1", "99999999999999999999", "1.5"}) {
            Parameters parameters = of("?limit=" + number);
            parameters.integer("limit", 1, 10, 5);
            assertThatThrownBy(() -> parameters.finish(() -> "built"))
                    .as(number)
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aMomentIsReadWithAnyOffsetThoughItsPlusWasNotEncoded() {
        for (String moment :
                List.of(
                        "2026-11-22T10:00:00.0000019Z",
                        "2026-11-22T12:00:00.000001%2B02:00",
                        "2026-11-22T12:00:00.000001+02:00",
                        "2026-11-22T08:00:00.000001-02:00")) {
            Parameters parameters = of("?at=" + moment);

            assertThat(parameters.moment("at"))
                    .as(moment)
                    .contains(Instant.parse("2026-11-22T10:00:00.000001Z"));
            assertThat(parameters.finish(() -> true)).isTrue();
        }
        assertThat(of("").moment("at")).isEmpty();
    }

    @Test
    void whatIsNoMomentIsRefused() {
        for (String text :
                List.of(
                        "now",
                        "2026-11-22",
                        "2026-11-22T10:00:00",
                        "1970-01-01T00:00:00%2B00:01",
                        "%2B10000-01-01T00:00:00Z",
                        "9999-12-31T23:59:59-00:01")) {
            Parameters parameters = of("?at=" + text);
            parameters.moment("at");

            assertThatThrownBy(() -> parameters.finish(() -> true))
                    .as(text)
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static Parameters of(String query) {
        return Parameters.of(
                ServerRequest.create(
                        MockServerWebExchange.from(
                                MockServerHttpRequest.method(
                                        HttpMethod.GET, URI.create("/x" + query))),
                        ServerCodecConfigurer.create().getReaders()));
    }
}
