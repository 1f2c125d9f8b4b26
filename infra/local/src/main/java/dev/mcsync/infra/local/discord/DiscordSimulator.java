package dev.mcsync.infra.local.discord;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PortTakenException;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for Discord where no webhook is set. Its address answers all messages of the channel as
 * JSON, oldest first, and a browser with a page that shows them. Messages outlive a restart. Faults
 * are asked for at {@code /faults}; {@code /requests} tells every call and what was answered.
 */
public final class DiscordSimulator implements AutoCloseable {
    /** Far above what Discord allows a webhook, so that a busy test is not slowed by it. */
    private static final int REQUESTS_PER_WINDOW = 50;

    /** The page stays quick however long the channel has become. */
    private static final int SHOWN_ON_PAGE = 500;

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'";

    private final HttpServer server;
    private final TcpProxy door;
    private final ExecutorService threads;
    private final JsonMapper json;
    private final Channel channel;
    private final WebhookHandler webhook;
    private final FaultHandler faults;
    private final RequestLogHandler requests;

    private DiscordSimulator(HttpServer server, TcpProxy door, Path file) {
        InstantSource clock = InstantSource.system();
        FaultPlan plan = new FaultPlan();
        RequestLog log = new RequestLog(clock);
        this.server = server;
        this.door = door;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.json = JsonMapper.builder().build();
        this.channel = new Channel(json, file, clock);
        this.webhook =
                new WebhookHandler(
                        channel, new RateLimit(REQUESTS_PER_WINDOW, WINDOW, clock), plan, log);
        this.faults = new FaultHandler(plan);
        this.requests = new RequestLogHandler(log);
    }

    /**
     * Returns when the port is open.
     *
     * @param file where the messages are kept
     * @throws PortTakenException when another program listens on the port
     */
    public static DiscordSimulator start(Path file, int port) {
        if (!LoopbackPorts.isFree(port)) {
            throw new PortTakenException(port, "the Discord simulator");
        }
        HttpServer server = bindAny();
        TcpProxy door = TcpProxy.start(port, server.getAddress().getPort());
        var simulator = new DiscordSimulator(server, door, file);
        simulator.serve();
        return simulator;
    }

    /** Without a slash at the end. */
    public String address() {
        return "http://127.0.0.1:" + door.port();
    }

    public String webhookUrl() {
        return address()
                + "/api/webhooks/"
                + WebhookHandler.WEBHOOK_ID
                + "/"
                + WebhookHandler.WEBHOOK_TOKEN;
    }

    /** What the messages of the channel say now, oldest first. */
    public List<String> contents() {
        return channel.messages().stream().map(Message::content).toList();
    }

    @Override
    public void close() {
        door.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Behind the door, which alone can reset a connection: this server only closes them. */
    private static HttpServer bindAny() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a port for the Discord simulator", e);
        }
    }

    private void serve() {
        server.setExecutor(threads);
        serve("/", this::page);
        serve("/api/webhooks/", webhook::handle);
        serve("/faults", faults::handle);
        serve("/requests", requests::handle);
        server.start();
    }

    private interface Handler {
        void handle(Exchange exchange) throws IOException;
    }

    private void serve(String path, Handler handler) {
        server.createContext(
                path,
                http -> {
                    Exchange exchange = exchange(http);
                    var refusal =
                            LocalCaller.refusal(http.getRequestMethod(), http.getRequestHeaders());
                    if (refusal.isPresent()) {
                        exchange.refuse(403, refusal.get(), 0);
                    } else {
                        handler.handle(exchange);
                    }
                });
    }

    private Exchange exchange(HttpExchange http) {
        return new Exchange(http, json, door::resetConnectionFrom);
    }

    private void page(Exchange exchange) throws IOException {
        exchange.header("X-Content-Type-Options", "nosniff");
        switch (String.join("/", exchange.path())) {
            case "" -> messages(exchange);
            case "newest" ->
                    exchange.header("X-Total-Count", Integer.toString(channel.size()))
                            .reply(200, channel.newest(SHOWN_ON_PAGE));
            case "channel.js" -> exchange.replyResource("channel.js", "text/javascript");
            case "channel.css" -> exchange.replyResource("channel.css", "text/css");
            default -> exchange.refuse(404, "404: Not Found", 0);
        }
    }

    private void messages(Exchange exchange) throws IOException {
        if (exchange.accepts("text/html")) {
            exchange.header("Content-Security-Policy", PAGE_POLICY)
                    .replyResource("channel.html", "text/html");
        } else {
            exchange.reply(200, channel.messages());
        }
    }
}
