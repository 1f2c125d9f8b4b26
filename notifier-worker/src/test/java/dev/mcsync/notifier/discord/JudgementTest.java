package dev.mcsync.notifier.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {

    @ParameterizedTest
    @CsvSource({
        "500,0",
        "502,0",
        "503,50013",
        "504,10015",
        "520,0",
        "408,0",
        "425,0",
        "403,0",
        "403,40333",
        "403,99999",
        "403,20016",
        "400,40004",
        "400,110001",
        "403,130000"
    })
    void whatPassesIsUnavailable(int status, int code) {
        assertThat(coded(status, code)).isInstanceOf(Answer.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "404,10015",
        "404,10003",
        "401,50027",
        "401,0",
        "403,50001",
        "403,50013",
        "400,220001",
        "400,220003",
        "400,50008",
        "400,50024",
        "400,50083",
        "404,0",
        "405,0",
        "410,0",
        "301,0"
    })
    void whatAPersonMustMendIsClosed(int status, int code) {
        assertThat(coded(status, code)).isInstanceOf(Answer.Closed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400,50035",
        "400,50006",
        "413,40005",
        "400,40005",
        "400,50109",
        "400,200000",
        "403,200000",
        "403,240000"
    })
    void whatIsWrongByItselfIsMalformed(int status, int code) {
        assertThat(coded(status, code)).isInstanceOf(Answer.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"400,0", "400,99999", "409,0", "413,0", "422,0", "418,77777", "451,0"})
    void whatSaysNothingIsUnclear(int status, int code) {
        assertThat(coded(status, code)).isInstanceOf(Answer.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>error 1015</html>",
                "{\"message\":\"x\",\"code\":10015}",
                "{\"code\":50035}",
                "null"
            })
    void a429IsALimitInAnyDress(String body) {
        assertThat(answer(429, body)).isEqualTo(new Answer.RateLimited());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Just a moment...</html>", "", "{", "[]", "{\"code\":\"50013\"}"})
    void a403OfTheEdgePasses(String body) {
        assertThat(answer(403, body)).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void aFormThatIsWrongForItsAddressIsNoFaultOfTheMessage() {
        assertThat(answer(400, form("webhook_id"))).isInstanceOf(Answer.Closed.class);
        assertThat(answer(400, form("thread_id"))).isInstanceOf(Answer.Closed.class);
        assertThat(answer(400, form("content"))).isInstanceOf(Answer.Malformed.class);
    }

    @Test
    void whatItSaysIsKeptUnlessItMightHoldTheAddress() {
        assertThat(answer(404, "{\"message\":\"Unknown Webhook\",\"code\":10015}"))
                .isEqualTo(new Answer.Closed(new Refusal(404, 10_015, "Unknown Webhook")));
        assertThat(
                        answer(
                                404,
                                "{\"message\":\"no route to /api/webhooks/1/"
                                        + "x".repeat(68)
                                        + "\"}"))
                .isEqualTo(new Answer.Closed(new Refusal(404, 0, null)));
        assertThat(answer(404, "{\"message\":\"a\\u0000b \\\"c\"}"))
                .isEqualTo(new Answer.Closed(new Refusal(404, 0, null)));
    }

    private static String form(String field) {
        return "{\"message\":\"Invalid Form Body\",\"code\":50035,\"errors\":{\"%s\":{\"_errors\":[]}}}"
                .formatted(field);
    }

    private static Answer coded(int status, int code) {
        return answer(status, "{\"message\":\"x\",\"code\":%d}".formatted(code));
    }

    private static Answer answer(int status, String body) {
        return Judgement.of(status, DiscordBody.read(body.getBytes(StandardCharsets.UTF_8)));
    }
}
