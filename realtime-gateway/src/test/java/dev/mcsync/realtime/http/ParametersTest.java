package dev.mcsync.realtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.service.problem.ProblemException;
import org.junit.jupiter.api.Test;
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

    private static Parameters of(String query) {
        return Parameters.of(
                ServerRequest.create(
                        MockServerWebExchange.from(
                                MockServerHttpRequest.get("/x" + query.replace("%20", " "))),
                        ServerCodecConfigurer.create().getReaders()));
    }
}
