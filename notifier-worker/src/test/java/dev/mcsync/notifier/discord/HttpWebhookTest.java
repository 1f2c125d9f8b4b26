package dev.mcsync.notifier.discord;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.notifier.discord.ScriptedDiscord.Part;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWebhookTest {

    private final ScriptedDiscord discord = ScriptedDiscord.start();
    private final HttpWebhook webhook =
            new HttpWebhook(
                    WebhookUrl.parse(discord.url()), Duration.ofSeconds(2), Duration.ofSeconds(1));

    @AfterEach
    void close() {
        webhook.close();
        discord.close();
    }

    @Test
    void aSavedMessageIsDeliveredWithItsId() {
        Reply reply = post("olá 🟧");

        assertThat(reply.answer()).isEqualTo(new Answer.Delivered("1000"));
        assertThat(discord.messages()).containsExactly("olá 🟧");
        assertThat(discord.requests().getFirst().uri()).endsWith("?wait=true");
    }

    @Test
    void nobodyIsMentionedAndNothingIsPreviewed() {
        post("x");

        assertThat(discord.requests().getFirst().body().toString())
                .isEqualTo("{\"content\":\"x\",\"allowed_mentions\":{\"parse\":[]},\"flags\":4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"id\":1}", "<html>", "{\"id\":\"1"})
    void aStatusOfSuccessIsEnough(String body) {
        discord.next(ScriptedDiscord.respond(200, Map.of(), body));

        assertThat(post("x").answer()).isEqualTo(new Answer.Delivered(null));
    }

    @Test
    void aBodyThatNeverEndsDoesNotUndoTheStatus() {
        discord.next(new Part.AcceptAndStall());

        assertThat(post("x").answer()).isEqualTo(new Answer.Delivered(null));
    }

    @Test
    void anAnswerThatDoesNotComeIsLost() {
        discord.next(new Part.AcceptAndHang());

        assertThat(post("x").answer()).isInstanceOf(Answer.Lost.class);
        assertThat(discord.requests()).hasSize(1);
    }

    @Test
    void aResetIsLostAndNotRepeatedByTheClient() {
        post("so that a connection is kept");
        discord.next(new Part.AcceptAndReset());

        assertThat(post("x").answer()).isInstanceOf(Answer.Lost.class);
        assertThat(discord.requests()).hasSize(2);
    }

    @Test
    void whatFindsNoConnectionWasNotSent() {
        discord.close();

        assertThat(post("x").answer()).isInstanceOf(Answer.NotSent.class);
    }

    @Test
    void aRefusalIsJudgedByDiscordsOwnCode() {
        discord.next(
                ScriptedDiscord.respond(
                        400,
                        Map.of(),
                        "{\"message\":\"Cannot send an empty message\",\"code\":50006}"));

        assertThat(post("x").answer())
                .isEqualTo(
                        new Answer.Malformed(
                                new Refusal(400, 50_006, "Cannot send an empty message")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 308})
    void anotherAddressIsNotFollowed(int status) {
        discord.next(ScriptedDiscord.respond(status, Map.of("Location", "/elsewhere"), ""));

        assertThat(post("x").answer()).isEqualTo(new Answer.Closed(new Refusal(status, 0, null)));
        assertThat(discord.requests()).hasSize(1);
    }

    @Test
    void aRateLimitOfTheEdgeIsOneToo() {
        discord.next(
                ScriptedDiscord.respond(
                        429,
                        Map.of("Retry-After", "3600", "Content-Type", "text/html"),
                        "<html>error 1015</html>"));

        assertThat(post("x"))
                .isEqualTo(new Reply(new Answer.RateLimited(), Duration.ofHours(1), false));
    }

    @Test
    void aRateLimitTellsForHowLongAndForWhom() {
        discord.next(
                ScriptedDiscord.respond(
                        429,
                        Map.of("Retry-After", "1", "X-RateLimit-Scope", "global"),
                        "{\"message\":\"slow down\",\"retry_after\":1.25,\"global\":true}"));

        assertThat(post("x"))
                .isEqualTo(new Reply(new Answer.RateLimited(), Duration.ofMillis(1_250), true));
    }

    @Test
    void theLastRequestOfAWindowAsksForAPause() {
        discord.next(
                ScriptedDiscord.respond(
                        200,
                        Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset-After", "0.75"),
                        "{\"id\":\"9\"}"));

        assertThat(post("x"))
                .isEqualTo(new Reply(new Answer.Delivered("9"), Duration.ofMillis(750), false));
    }

    private Reply post(String content) {
        return requireNonNull(webhook.post(content).block(Duration.ofSeconds(20)));
    }
}
