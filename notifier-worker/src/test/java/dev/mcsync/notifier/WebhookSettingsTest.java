package dev.mcsync.notifier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.HttpWebhook;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.discord.ScriptedDiscord;
import dev.mcsync.notifier.discord.ScriptedDiscord.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From the settings by their names to what becomes of one request. */
class WebhookSettingsTest {

    /** Before an answer is given up where nothing is set. */
    private static final Duration SOON = Duration.ofSeconds(9);

    private static final int CONNECT_MILLIS = 200;

    @Test
    void theWebhookThatIsSetIsPostedTo() {
        try (ScriptedDiscord discord = ScriptedDiscord.start();
                HttpWebhook webhook = webhook("mc.discord-webhook-url=" + discord.url())) {
            assertThat(post(webhook)).isInstanceOf(Answer.Delivered.class);

            assertThat(discord.messages()).containsExactly("olá");
        }
    }

    @Test
    void anAnswerIsWaitedForAsLongAsIsSet() {
        try (ScriptedDiscord discord = ScriptedDiscord.start();
                HttpWebhook webhook =
                        webhook(
                                "mc.discord-webhook-url=" + discord.url(),
                                "mc.discord-response-timeout=200ms")) {
            discord.next(new Part.AcceptAndHang());

            assertThat(post(webhook)).isInstanceOf(Answer.Lost.class);
        }
    }

    /** The patient one asks first: with the same time it would give up first. */
    @Test
    void aConnectionIsWaitedForAsLongAsIsSet() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpWebhook patient = webhookAt(full, "30s");
                HttpWebhook hasty = webhookAt(full, CONNECT_MILLIS + "ms")) {
            List<Socket> waiting = fill(full);
            CompletableFuture<@Nullable Reply> kept = patient.post("olá").toFuture();

            assertThat(post(hasty)).isInstanceOf(Answer.NotSent.class);
            assertThat(kept).isNotDone();

            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static HttpWebhook webhookAt(ServerSocket server, String connectTimeout) {
        return webhook(
                "mc.discord-webhook-url=http://127.0.0.1:%d/api/webhooks/1/x"
                        .formatted(server.getLocalPort()),
                "mc.discord-hold-timeout=60s",
                "mc.discord-connect-timeout=" + connectTimeout);
    }

    /** Nobody accepts: once as many wait as may, the next one is not answered. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(server.getLocalSocketAddress(), CONNECT_MILLIS);
                waiting.add(socket);
            } catch (SocketTimeoutException _) {
                socket.close();
                return waiting;
            }
        }
    }

    private static HttpWebhook webhook(String... lines) {
        return new NotifierParts.Discord().webhook(GivenSettings.of(NotifierSettings.class, lines));
    }

    private static Answer post(HttpWebhook webhook) {
        return requireNonNull(webhook.post("olá").block(SOON)).answer();
    }
}
