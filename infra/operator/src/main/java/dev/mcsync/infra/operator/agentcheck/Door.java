package dev.mcsync.infra.operator.agentcheck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcsync.contracts.id.AgentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agents' part of the API on a loopback port, in front of a scripted system. */
final class Door implements AutoCloseable {

    private static final Pattern WAIT = Pattern.compile("wait=([0-9]{1,2})");
    private static final String EVENTS = "/api/agents/events";
    private static final String HEARTBEAT = "/api/agents/heartbeat";

    private final ScriptedSystem system;
    private final Findings findings;
    private final AgentId agent;
    private final String token;
    private final HttpServer server;

    Door(ScriptedSystem system, Findings findings, AgentId agent, String token) {
        this.system = system;
        this.findings = findings;
        this.agent = agent;
        this.token = token;
        try {
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on the loopback address", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = reply(exchange, body);
            if (reply != Reply.CUT) {
                write(exchange, reply);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange, byte[] body) throws InterruptedException {
        Call call = call(exchange, body);
        Optional<Reply> refusal = refusal(exchange, call);
        if (refusal.isPresent()) {
            findings.broken(Rule.WELL_FORMED, refusal.get().body(), call);
            return refusal.get();
        }
        findings.shown(Rule.WELL_FORMED);
        return switch (exchange.getRequestURI().getPath()) {
            case EVENTS -> system.events(call, body);
            case HEARTBEAT -> system.heartbeat(call, body);
            default -> system.commands(call, acked(exchange));
        };
    }

    private Call call(HttpExchange exchange, byte[] body) {
        Matcher wait =
                WAIT.matcher(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("prefer"))
                                .orElse(""));
        return new Call(
                Instant.now(),
                System.nanoTime(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(body, StandardCharsets.UTF_8),
                wait.find() ? Integer.parseInt(wait.group(1)) : 0);
    }

    private Optional<Reply> refusal(HttpExchange exchange, Call call) {
        if (!token.equals(exchange.getRequestHeaders().getFirst("x-mc-token"))) {
            return Optional.of(
                    Reply.problem(401, "unauthenticated", "The x-mc-token is not MC_TOKEN."));
        }
        String path = exchange.getRequestURI().getPath();
        boolean isPost = path.equals(EVENTS) || path.equals(HEARTBEAT);
        if (!isPost && !path.equals("/api/agents/" + agent + "/commands")) {
            return Optional.of(
                    Reply.problem(404, "unknown_address", "Nothing is there for an agent."));
        }
        if (!call.method().equals(isPost ? "POST" : "GET")) {
            return Optional.of(
                    Reply.problem(405, "method_not_allowed", "Another method is expected."));
        }
        String type =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("content-type"))
                        .orElse("");
        return isPost && !type.startsWith("application/json")
                ? Optional.of(Reply.problem(415, "unsupported_media_type", "JSON is expected."))
                : Optional.empty();
    }

    private static Set<String> acked(HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        return query.startsWith("acked=")
                ? Set.copyOf(List.of(query.substring(6).split(",")))
                : Set.of();
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set(
                        "content-type",
                        reply.isProblem() ? "application/problem+json" : "application/json");
        if (reply.retryAfter() > 0) {
            exchange.getResponseHeaders().set("retry-after", Integer.toString(reply.retryAfter()));
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
