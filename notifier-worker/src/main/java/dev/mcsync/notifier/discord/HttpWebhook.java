package dev.mcsync.notifier.discord;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts over HTTP. Uses the bare client and not {@code WebClient}, which writes the whole address
 * into the trace of every failure; and without the client's own second try on a reset connection,
 * which nobody would count.
 */
public final class HttpWebhook implements Webhook, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** An answer is a message of ours and some fields; more is not kept. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    /** Discord's flag for a message whose links are shown without previews. */
    private static final int SUPPRESS_EMBEDS = 1 << 2;

    /** For the body alone, once the status is known. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(2);

    /**
     * A connection that rested longer may have been closed on the other side; to write to it would
     * leave a message in doubt for nothing.
     */
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);

    private final WebhookUrl url;
    private final Duration wholeTimeout;
    private final ConnectionProvider connections;
    private final HttpClient client;

    /**
     * @param responseTimeout from the request to the head of the answer
     */
    public HttpWebhook(WebhookUrl url, Duration connectTimeout, Duration responseTimeout) {
        this.url = url;
        this.wholeTimeout = longestRequest(connectTimeout, responseTimeout);
        this.connections =
                ConnectionProvider.builder("discord")
                        .maxConnections(1)
                        .maxIdleTime(MAX_IDLE)
                        .build();
        this.client =
                HttpClient.create(connections)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(connectTimeout.toMillis()))
                        .responseTimeout(responseTimeout)
                        .followRedirect(false)
                        .disableRetry(true)
                        .headers(headers ->
                                headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                                        .set(HttpHeaderNames.USER_AGENT, "mc-sync (notifier, 1)"));
    }

    /** What one request can take at most; a message must be held for longer than that. */
    public static Duration longestRequest(Duration connectTimeout, Duration responseTimeout) {
        return connectTimeout.plus(responseTimeout).plus(BODY_TIMEOUT);
    }

    @Override
    public Mono<Reply> post(String content) {
        return Mono.defer(() -> {
            AtomicBoolean left = new AtomicBoolean();
            return client.doOnRequest((_, _) -> left.set(true))
                    .post()
                    .uri(url.revealed())
                    .send(Mono.fromSupplier(() -> body(content)))
                    .response(HttpWebhook::read)
                    .single()
                    .timeout(wholeTimeout)
                    .onErrorResume(failure -> Mono.just(failed(failure, left.get())));
        });
    }

    @Override
    public void close() {
        connections.dispose();
    }

    /** With the status the matter is decided; a body that does not come changes nothing. */
    private static Mono<Reply> read(HttpClientResponse response, ByteBufFlux content) {
        int status = response.status().code();
        return content.asByteArray()
                .collect(ByteArrayOutputStream::new, HttpWebhook::append)
                .timeout(BODY_TIMEOUT)
                .map(bytes -> DiscordBody.read(bytes.toByteArray()))
                .onErrorReturn(DiscordBody.UNREADABLE)
                .map(body -> reply(status, response, body));
    }

    private static void append(ByteArrayOutputStream bytes, byte[] more) {
        bytes.write(more, 0, Math.min(more.length, MAX_BODY_BYTES - bytes.size()));
    }

    private static Reply reply(int status, HttpClientResponse response, DiscordBody body) {
        return new Reply(
                Judgement.of(status, body),
                RateHeaders.pause(status, name -> header(response, name), body),
                RateHeaders.global(status, name -> header(response, name), body));
    }

    private static @Nullable String header(HttpClientResponse response, String name) {
        return response.responseHeaders().get(name);
    }

    /** Only the kind of the fault: its message may name the address. */
    private static Reply failed(Throwable failure, boolean left) {
        String fault = failure.getClass().getSimpleName();
        return Reply.of(left ? new Answer.Lost(fault) : new Answer.NotSent(fault));
    }

    private static ByteBuf body(String content) {
        ObjectNode message = MAPPER.createObjectNode().put("content", content);
        message.putObject("allowed_mentions").putArray("parse");
        message.put("flags", SUPPRESS_EMBEDS);
        return Unpooled.wrappedBuffer(message.toString().getBytes(StandardCharsets.UTF_8));
    }
}
