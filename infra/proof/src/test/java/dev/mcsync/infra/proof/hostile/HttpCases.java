package dev.mcsync.infra.proof.hostile;

import static dev.mcsync.infra.proof.hostile.EventBodies.MARKER;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.infra.proof.hostile.EventBody.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** What may come over HTTP, apart from the corpus of event bodies. */
final class HttpCases {
    private static final String EVENTS = "/api/agents/events";
    private static final String HEARTBEAT = "/api/agents/heartbeat";
    private static final String TASKS = "/api/dashboard/tasks";

    /** Who may call; the bound one speaks for one agent alone. */
    record Tokens(String admin, String panel, String agent, String bound) {}

    private final Tokens tokens;
    private final Ids ids;
    private final String session;
    private final List<HttpCase> cases = new ArrayList<>();

    /**
     * @param ids of a task that is running
     * @param session the cookie of a person who has signed in
     */
    private HttpCases(Tokens tokens, Ids ids, String session) {
        this.tokens = tokens;
        this.ids = ids;
        this.session = session;
    }

    static List<HttpCase> all(Tokens tokens, Ids ids, String session) {
        HttpCases collected = new HttpCases(tokens, ids, session);
        collected.eventsThatAgentsMayNotSay();
        collected.arrays();
        collected.contentTypes();
        collected.framing();
        collected.requestLines();
        collected.headerLines();
        collected.paths();
        collected.methods();
        collected.tokens();
        collected.sessions();
        collected.conditions();
        collected.creations();
        collected.changes();
        collected.queries();
        return List.copyOf(collected.cases);
    }

    private void eventsThatAgentsMayNotSay() {
        String start =
                "{\"event_id\":\"evt_hostile\",\"task_id\":\"" + ids.taskId() + "\",\"type\":";
        String agent = ",\"agent_id\":\"" + ids.agentId() + "\"";
        for (String fact :
                List.of(
                        start
                                + "\"created\",\"command_id\":\"cmd_x\",\"title\":\"x\""
                                + agent
                                + "}",
                        start + "\"moved\",\"stage\":\"todo\"}",
                        start + "\"retried\",\"command_id\":\"cmd_x\"}",
                        start + "\"cancelled\"}",
                        start
                                + "\"deadline_passed\",\"seen_version\":1,\"command_id\":\""
                                + ids.commandId()
                                + "\"}",
                        start + "\"adopted\",\"status\":\"done\",\"stage\":\"done\"" + agent + "}",
                        "{\"event_id\":\"e\",\"type\":\"seen\",\"seen_at\":\"2026-01-01T00:00:00Z\""
                                + agent
                                + "}",
                        "{\"event_id\":\"e\",\"type\":\"touched\",\"may_have_appeared\":true"
                                + agent
                                + "}",
                        "{\"event_id\":\"e\",\"type\":\"silence_passed\",\"seen_version\":1"
                                + agent
                                + "}")) {
            add(
                    "an agent says " + fact.replaceAll("^.*\"type\":\"([a-z_]+)\".*$", "$1"),
                    post(EVENTS, fact),
                    422);
        }
        add(
                "a bound agent reports for another",
                Request.of("POST", EVENTS).token(tokens.bound()).json(report("evt_bound")),
                403);
        add(
                "a bound agent's heartbeat for another",
                Request.of("POST", HEARTBEAT)
                        .token(tokens.bound())
                        .json("{\"agent_id\":\"" + ids.agentId() + "\"}"),
                403);
        add(
                "a bound agent reads the commands of another",
                Request.of("GET", "/api/agents/" + ids.agentId() + "/commands")
                        .token(tokens.bound()),
                403);
        add(
                "a heartbeat of another type",
                post(HEARTBEAT, "{\"agent_id\":\"a\",\"type\":\"done\"}"),
                422);
        add(
                "a heartbeat with a secret",
                post(HEARTBEAT, "{\"agent_id\":\"a\",\"" + MARKER + "\":1}"),
                400);
        add("a heartbeat of an array", post(HEARTBEAT, "[{\"agent_id\":\"a\"}]"), 400);
        add("a heartbeat of nothing", post(HEARTBEAT, ""), 400);
    }

    private void arrays() {
        add("an empty array", post(EVENTS, "[]"), 400);
        add("an array of 501", post(EVENTS, array(501)), 400);
        add("an array of one null", post(EVENTS, "[null]"), 207);
        add("an array of words", post(EVENTS, "[\"" + MARKER + "\",1,true,[],{}]"), 207);
        add("an array in an array", post(EVENTS, "[" + array(2) + "]"), 207);
        add("an array that never ends", post(EVENTS, "[" + report("evt_open") + ","), 400);
        add("an array and more", post(EVENTS, "[" + report("evt_more") + "]" + MARKER), 400);
        add(
                "a mixed array",
                post(EVENTS, "[" + report("evt_mixed") + ",{\"" + MARKER + "\":1}]"),
                207);
        add("an array of over 1 MiB", post(EVENTS, "[\"" + "x".repeat(1024 * 1024) + "\"]"), 413);
        add("an array with a lone surrogate", post(EVENTS, "[\"\\ud800\"]"), 207);
        add("an array with a byte order mark", post(EVENTS, "\u00ef\u00bb\u00bf" + array(1)), 400);
    }

    private void contentTypes() {
        byte[] body = report("evt_type").getBytes(UTF_8);
        add("no content type", Request.of("POST", EVENTS).token(tokens.agent()).sized(body), 415);
        for (String type :
                List.of(
                        "text/plain",
                        "text/json",
                        "application/xml",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/x-java-serialized-object",
                        "application/vnd.api+json",
                        "application/json; charset=utf-16",
                        "application/json; charset=iso-8859-1",
                        "application/json; charset=" + MARKER,
                        "application/*",
                        "*/*",
                        "application",
                        "/",
                        ";",
                        "application/json, text/plain",
                        MARKER + "/" + MARKER)) {
            add(
                    "content of type " + type,
                    Request.of("POST", EVENTS)
                            .token(tokens.agent())
                            .header("Content-Type", type)
                            .sized(body),
                    415);
        }
        for (String coding : List.of("gzip", "deflate", "br", "identity", MARKER)) {
            add(
                    "content encoded by " + coding,
                    Request.of("POST", EVENTS)
                            .token(tokens.agent())
                            .header("Content-Encoding", coding)
                            .json(gzipped(body)),
                    415);
        }
        add(
                "gzip without saying so",
                Request.of("POST", EVENTS).token(tokens.agent()).json(gzipped(body)),
                400);
        add(
                "a gzip bomb",
                Request.of("POST", EVENTS)
                        .token(tokens.agent())
                        .header("Content-Encoding", "gzip")
                        .json(gzipped(new byte[8 * 1024 * 1024])),
                415);
    }

    private void framing() {
        String body = report("evt_framing");
        add(
                "an object of over 64 KiB",
                post(EVENTS, "{\"event_id\":\"" + "x".repeat(65_536) + "\"}"),
                413);
        add("white space of over 64 KiB", post(EVENTS, body + " ".repeat(65_536)), 413);
        add("a task of over 64 KiB", create("{\"title\":\"" + "x".repeat(65_536) + "\"}"), 413);
        add("a length of 10 GB", agent().header("Content-Length", "10737418240").unsized("{"), 413);
        add("a length that is negative", agent().header("Content-Length", "-1").unsized(body), 400);
        add(
                "a length that is no number",
                agent().header("Content-Length", MARKER).unsized(body),
                400);
        add(
                "a length beyond long",
                agent().header("Content-Length", "9".repeat(30)).unsized(body),
                400,
                413);
        add("a length with a plus", agent().header("Content-Length", "+10").unsized(body), 400);
        add("a hexadecimal length", agent().header("Content-Length", "0x10").unsized(body), 400);
        add("two lengths in one line", agent().header("Content-Length", "5, 6").unsized(body), 400);
        add(
                "two lengths",
                agent().header("Content-Length", "5")
                        .header("Content-Length", Integer.toString(body.length()))
                        .unsized(body),
                400);
        add(
                "a length above the body",
                agent().header("Content-Length", "5000").unsized(body),
                408,
                0);
        add("a length below the body", agent().header("Content-Length", "20").unsized(body), 400);
        add(
                "a length and chunks",
                agent().header("Content-Length", "3")
                        .header("Transfer-Encoding", "chunked")
                        .unsized("0\r\n\r\n" + MARKER),
                400);
        add("chunks without an end", chunked("5\r\n{\"a\":\r\n"), 408, 0);
        add("a chunk of a size that is no number", chunked("zz\r\n{}\r\n0\r\n\r\n"), 400, 0);
        add("a chunk of negative size", chunked("-1\r\n{}\r\n0\r\n\r\n"), 400, 0);
        add(
                "a chunk of a size beyond long",
                chunked("fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
                400,
                413,
                0);
        add("a chunk of 2 GB", chunked("7fffffff\r\n{"), 408, 413, 0);
        add(
                "a chunk with a long extension",
                chunked("2;" + "x".repeat(9000) + "\r\n{}\r\n0\r\n\r\n"),
                400,
                413,
                414,
                0);
        add(
                "chunks of over 64 KiB",
                chunked("12000\r\n" + " ".repeat(0x12000) + "\r\n0\r\n\r\n"),
                413);
        add(
                "chunks with a trailer that is a token",
                chunked("2\r\n{}\r\n0\r\nx-mc-token: " + MARKER + "\r\n\r\n"),
                422);
        add(
                "an unknown transfer encoding",
                agent().header("Transfer-Encoding", "x" + MARKER).unsized(body),
                400,
                501);
        add(
                "chunked twice",
                agent().header("Transfer-Encoding", "chunked, chunked").unsized("0\r\n\r\n"),
                400,
                501);
        add(
                "chunked in disguise",
                agent().rawHeader("Transfer-Encoding: \u000bchunked").unsized("0\r\n\r\n"),
                400,
                501);
        add(
                "identity, then chunked",
                agent().header("Transfer-Encoding", "identity, chunked").unsized("0\r\n\r\n"),
                400,
                501);
        add(
                "chunks for HTTP/1.0",
                Request.line("POST " + EVENTS + " HTTP/1.0")
                        .token(tokens.agent())
                        .header("Content-Type", "application/json")
                        .header("Transfer-Encoding", "chunked")
                        .unsized("2\r\n{}\r\n0\r\n\r\n"),
                400,
                422);
        add(
                "an expectation that nobody knows",
                agent().header("Expect", MARKER).sized(body.getBytes(UTF_8)),
                417,
                400,
                202);
        add(
                "asks before it sends 10 MB",
                agent().header("Expect", "100-continue").header("Content-Length", "10485760"),
                413,
                417);
    }

    private void requestLines() {
        add("a URI of 5,000 characters", get("/" + "x".repeat(5000)), 414);
        add("a query of 5,000 characters", get("/?q=" + "x".repeat(5000)), 414);
        add("a first line of 200,000 characters", get("/" + "x".repeat(200_000)), 414, 0);
        add(
                "a space in the URI",
                Request.line("GET /a b HTTP/1.1").header("Host", "h").header("Connection", "close"),
                400);
        add("no URI", Request.line("GET HTTP/1.1").header("Host", "h"), 400);
        add("no version", Request.line("GET /").header("Host", "h"), 400);
        add("an unknown version", Request.line("GET / HTTP/9.9").header("Host", "h"), 400, 505);
        add("a version that is none", Request.line("GET / " + MARKER).header("Host", "h"), 400);
        add(
                "HTTP/2 without asking",
                Request.line("PRI * HTTP/2.0").unsized("SM\r\n\r\n"),
                400,
                404,
                405,
                505,
                0);
        add(
                "a TLS hello",
                Request.line(
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
                                + MARKER),
                400,
                0);
        add("an SSH hello", Request.line("SSH-2.0-" + MARKER), 400, 0);
        add("a Redis command", Request.line("*1").rawHeader("$8").rawHeader("FLUSHALL"), 400, 0);
        add("binary noise", Request.line("\u0000\u0001\u0002\u00ff\u00fe"), 400, 0);
        add("empty lines only", Request.line("\r\n\r\n\r\n"), 400, 408, 0);
        add(
                "another server's URI",
                Request.line("GET http://" + MARKER + ".example/api/dashboard/tasks HTTP/1.1")
                        .header("Host", "h")
                        .header("Connection", "close"),
                400,
                401);
        add(
                "an asterisk for a URI",
                Request.line("GET * HTTP/1.1").header("Host", "h").header("Connection", "close"),
                400,
                404);
        add("a zero in the URI", get("/\u0000" + MARKER), 400);
        add("a tab in the URI", get("/a\tb"), 400);
        add("bytes above ASCII in the URI", get("/\u00ff\u00fe"), 400);
        add(
                "bytes above ASCII in a query",
                get(TASKS + "?q=\u00c3\u00a9").token(tokens.panel()),
                400);
        add("a fragment in the URI", get("/api/agents/events#" + MARKER), 400, 404, 405);
        add(
                "lines that end without a return",
                Request.line("GET /api/session HTTP/1.1\nHost: h\nConnection: close\n\n"),
                400,
                401);
    }

    private void headerLines() {
        add("a header of 9,000 characters", get("/").header("X-Long", "x".repeat(9000)), 431, 413);
        add("500 headers", manyHeaders(500), 431, 413);
        add(
                "a header that never ends",
                get("/").header("X-Long", "x".repeat(300_000)),
                431,
                413,
                0);
        add("a header without a colon", get("/").rawHeader(MARKER), 400);
        add("a header without a name", get("/").rawHeader(": " + MARKER), 400);
        add("a space before the colon", get("/").rawHeader("X-Name : " + MARKER), 400);
        add(
                "a header that goes on in the next line",
                get("/").rawHeader("X-Name: a\r\n " + MARKER),
                400,
                200,
                404);
        add(
                "a space before the first header",
                Request.line("GET / HTTP/1.1").rawHeader(" Host: h"),
                400);
        add("a zero in a header", get("/").header("X-Name", "a\u0000b"), 400);
        add("a return in a header", get("/").header("X-Name", "a\rb: " + MARKER), 400);
        add("a control character in a name", get("/").rawHeader("X\u0001Name: a"), 400);
        add(
                "no host",
                Request.line("GET /api/session HTTP/1.1").header("Connection", "close"),
                400);
        add("no host, routed", Request.line("GET / HTTP/1.1").header("Connection", "close"), 400);
        add("no host in HTTP/1.0", Request.line("GET " + TASKS + " HTTP/1.0"), 401);
        add(
                "no host in HTTP/1.0, routed",
                Request.line("GET " + TASKS + " HTTP/1.0").token(tokens.panel()),
                200);
        add("two hosts", get("/api/session").header("Host", MARKER), 400);
        add(
                "a host that is none",
                Request.line("GET /api/session HTTP/1.1")
                        .header("Host", "a b@c/" + MARKER)
                        .header("Connection", "close"),
                400,
                401);
        add(
                "bytes above ASCII in a header",
                get("/api/session").header("X-Name", "\u00ff\u00fe" + MARKER),
                401);
        add(
                "a trace that is none",
                agent().header("traceparent", "00-" + MARKER)
                        .sized(report("evt_trace").getBytes(UTF_8)),
                202);
        add(
                "a trace with a line end",
                agent().header(
                                "traceparent",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\t"
                                        + MARKER)
                        .sized(report("evt_trace2").getBytes(UTF_8)),
                202);
    }

    private void paths() {
        for (String path :
                List.of(
                        "/api/../actuator/env",
                        "/api/%2e%2e/actuator/env",
                        "/api/%2E%2E%2factuator",
                        "//api/dashboard/tasks",
                        "/api//dashboard/tasks",
                        "/api/./dashboard/tasks",
                        "/api;x=1/dashboard/tasks",
                        "/api/dashboard;jsessionid=1/tasks",
                        "/../../../../etc/passwd",
                        "/..%2f..%2f..%2fetc%2fpasswd",
                        "/%2e%2e/%2e%2e/etc/passwd",
                        "/..\\..\\windows\\win.ini",
                        "/%5c..%5c..%5cetc",
                        "/%00",
                        "/index.html%00.js",
                        "/%0d%0aX-Injected:%20" + MARKER,
                        "/%zz",
                        "/%",
                        "/%c0%ae%c0%ae/etc/passwd",
                        "/%ff%fe")) {
            add("the path " + path, get(path).token(tokens.admin()), 400, 404);
        }
        for (String path :
                List.of(
                        "/api",
                        "/api/",
                        "/api/" + MARKER,
                        "/API/agents/events",
                        "/api/agents",
                        "/api/agents%2fevents",
                        "/api/agents/events%2f",
                        "/api/%61gents/" + MARKER,
                        "/api/internal-view/agents/a/inbox",
                        "/actuator",
                        "/actuator/env",
                        "/actuator/heapdump",
                        "/actuator/shutdown",
                        "/actuator/loggers",
                        "/actuator/gateway/routes",
                        "/actuator/health/liveness/" + MARKER,
                        "/ws",
                        "/ws/" + MARKER,
                        "/.git/config",
                        "/.env",
                        "/WEB-INF/web.xml",
                        "/ingress-gateway.yaml",
                        "/application.yaml",
                        "/dev/mcsync/realtime/RealtimeGateway.class",
                        "/%252e%252e%252fetc%252fpasswd",
                        "/assets/" + MARKER + ".js",
                        "/" + MARKER + ".php",
                        TASKS + "/" + "t".repeat(129),
                        TASKS + "/" + MARKER,
                        TASKS + "/a%20b",
                        TASKS + "/%3Cscript%3E",
                        TASKS + "/" + MARKER + "/events/x",
                        "/api/dashboard/events/" + MARKER,
                        "/api/dashboard/events/a%20b")) {
            add("nothing at " + path, get(path).token(tokens.admin()), 404, 400, 405);
        }
        add("the board without a handshake", get("/ws/board"), 426);
    }

    private void methods() {
        for (String method :
                List.of(
                        "GET",
                        "PUT",
                        "DELETE",
                        "PATCH",
                        "HEAD",
                        "OPTIONS",
                        "TRACE",
                        "PROPFIND",
                        MARKER)) {
            add(
                    method + " on the events",
                    Request.of(method, EVENTS).token(tokens.agent()),
                    405,
                    400);
        }
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE")) {
            add(
                    method + " on a page",
                    Request.of(method, "/").token(tokens.admin()).json("{}"),
                    405);
        }
        add(
                "a method in small letters",
                Request.of("post", EVENTS).token(tokens.agent()).json("{}"),
                405,
                400);
        add(
                "CONNECT",
                Request.line("CONNECT " + MARKER + ":443 HTTP/1.1")
                        .header("Host", "h")
                        .header("Connection", "close"),
                400,
                404,
                405);
        add(
                "a method in a header",
                Request.of("GET", EVENTS)
                        .token(tokens.agent())
                        .header("X-HTTP-Method-Override", "POST")
                        .json(report("evt_override")),
                405);
        add(
                "a method in the query",
                Request.of("GET", EVENTS + "?_method=POST")
                        .token(tokens.agent())
                        .json(report("evt_query")),
                405);
        add(
                "DELETE of a task",
                Request.of("DELETE", TASKS + "/" + ids.taskId()).token(tokens.admin()),
                405);
        add(
                "PUT of a task",
                Request.of("PUT", TASKS + "/" + ids.taskId()).token(tokens.admin()).json("{}"),
                405);
    }

    private void tokens() {
        add("no token", get(TASKS), 401);
        for (String token :
                List.of(
                        "",
                        " ",
                        MARKER,
                        "null",
                        "admin",
                        "x".repeat(4000),
                        "Bearer " + tokens.admin(),
                        tokens.admin() + "x",
                        tokens.admin().substring(1),
                        tokens.admin() + "," + tokens.panel(),
                        "\u00ff\u00fe",
                        "*",
                        "' or 1=1 --")) {
            add(
                    "a token of "
                            + (token.length() > 20
                                    ? token.length() + " characters " + token.substring(0, 4)
                                    : token),
                    get(TASKS).token(token),
                    401);
        }
        add(
                "a token as Authorization",
                get(TASKS).header("Authorization", "Bearer " + tokens.admin()),
                401);
        add("a token in the query", get(TASKS + "?x-mc-token=" + tokens.admin()), 401);
        add(
                "a token as a cookie",
                get(TASKS).header("Cookie", "x-mc-token=" + tokens.admin()),
                401);
        add(
                "a bad token before a good one",
                get(TASKS).token(MARKER).token(tokens.admin()),
                401,
                400);
        add("an agent reads the board", get("/api/dashboard/board").token(tokens.agent()), 403);
        add(
                "an agent creates a task",
                create("{\"title\":\"x\",\"agent_id\":\"a\"}", tokens.agent()),
                403);
        add(
                "an agent cancels",
                Request.of("POST", TASKS + "/" + ids.taskId() + "/cancel").token(tokens.agent()),
                403);
        add(
                "an agent reconciles",
                Request.of("POST", "/api/internal/reconcile-agents").token(tokens.agent()),
                403);
        add(
                "the panel reconciles",
                Request.of("POST", "/api/internal/reconcile-agents").token(tokens.panel()),
                403);
        add(
                "the panel reports as an agent",
                Request.of("POST", EVENTS).token(tokens.panel()).json(report("evt_panel")),
                403);
        add(
                "the panel reads commands",
                get("/api/agents/" + ids.agentId() + "/commands").token(tokens.panel()),
                403);
        add("an agent reads metrics", get("/actuator/prometheus").token(tokens.agent()), 403);
        add("metrics without a token", get("/actuator/prometheus"), 401);
        add(
                "an agent asks for a ticket",
                Request.of("POST", "/api/realtime/tickets").token(tokens.agent()).json("{}"),
                403);
        add(
                "an agent that claims a role",
                get("/api/dashboard/board").token(tokens.agent()).header("x-mc-role", "admin"),
                403);
        add(
                "a claimed role without a token",
                get("/api/dashboard/board").header("x-mc-role", "admin"),
                401);
        add(
                "an agent that has its role removed on the way",
                get("/api/dashboard/board")
                        .token(tokens.agent())
                        .header("Connection", "close, x-mc-role, x-mc-token"),
                403);
        add(
                "an agent from a trusted address",
                get("/api/dashboard/board")
                        .token(tokens.agent())
                        .header("X-Forwarded-For", "127.0.0.1")
                        .header("Forwarded", "for=127.0.0.1"),
                403);
        add(
                "a rewritten URL",
                get("/").token(tokens.agent())
                        .header("X-Original-URL", "/api/dashboard/board")
                        .header("X-Rewrite-URL", "/api/dashboard/board"),
                200);
    }

    private void sessions() {
        for (String cookie :
                List.of(
                        "",
                        MARKER,
                        "v1.0000000000000000.999999999999." + "A".repeat(43),
                        "v1.0000000000000000.1." + "A".repeat(43),
                        "v0." + session.substring(3),
                        session + "x",
                        session.substring(0, session.length() - 1),
                        session.replaceFirst("\\.[0-9]+\\.", ".999999999999."),
                        "eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.",
                        "\u00ff\u00fe")) {
            add("a session of " + cookie, get(TASKS).header("Cookie", "mc_session=" + cookie), 401);
        }
        add(
                "two sessions, the forged one first",
                get(TASKS).header("Cookie", "mc_session=" + MARKER + "; mc_session=" + session),
                401);
        add("a session that changes without the panel's mark", bySession(), 403);
        add("a session with the mark from nowhere", bySession().header("x-mc-panel", "1"), 403);
        add(
                "a session from another site",
                bySession().header("x-mc-panel", "1").header("Origin", "http://evil.example"),
                403);
        add(
                "a session from a page without an origin",
                bySession().header("x-mc-panel", "1").header("Origin", "null"),
                403);
        add(
                "a session from a lookalike",
                bySession()
                        .header("x-mc-panel", "1")
                        .header("Origin", "http://127.0.0.1.evil.example"),
                403);
        add(
                "a session from a host in a user's name",
                bySession()
                        .header("x-mc-panel", "1")
                        .header("Origin", "http://127.0.0.1@evil.example"),
                403);
        add(
                "a session from a site next door",
                bySession().header("x-mc-panel", "1").header("Sec-Fetch-Site", "same-site"),
                403);
        add(
                "a session from across sites",
                bySession().header("x-mc-panel", "1").header("Sec-Fetch-Site", "cross-site"),
                403);
        add(
                "a session with two origins",
                bySession()
                        .header("x-mc-panel", "1")
                        .header("Origin", "http://evil.example")
                        .header("Origin", "http://127.0.0.1"),
                403);
        add(
                "a session with another mark",
                bySession().header("x-mc-panel", "true").header("Origin", "http://127.0.0.1"),
                403);
        add(
                "signing out from elsewhere",
                Request.of("DELETE", "/api/session")
                        .header("Cookie", "mc_session=" + session)
                        .header("Origin", "http://evil.example"),
                403);
        for (String body :
                List.of(
                        "{\"token\":7}",
                        "{\"token\":null}",
                        "{\"token\":\"\"}",
                        "{\"token\":\"" + "x".repeat(513) + "\"}",
                        "{\"token\":\"a\",\"role\":\"admin\"}",
                        "{}")) {
            add(
                    "signing in with " + (body.length() > 60 ? "a long token" : body),
                    Request.of("POST", "/api/session").json(body),
                    422);
        }
        add(
                "signing in with a form",
                Request.of("POST", "/api/session")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .sized(("token=" + tokens.admin()).getBytes(UTF_8)),
                415);
        add(
                "signing in with an agent's token",
                Request.of("POST", "/api/session").json("{\"token\":\"" + tokens.agent() + "\"}"),
                401);
        add(
                "signing in with a guess",
                Request.of("POST", "/api/session").json("{\"token\":\"" + MARKER + "\"}"),
                401);
    }

    private void conditions() {
        add("a move without If-Match", move(), 428);
        for (String match :
                List.of(
                        "",
                        "12",
                        "\"\"",
                        "\"0\"",
                        "\"-1\"",
                        "\"01\"",
                        "\"1e5\"",
                        "W/\"1\"",
                        "\"1\", \"2\"",
                        "*, \"1\"",
                        "\"9999999999999999999\"",
                        "\"" + MARKER + "\"",
                        "\"1\"x")) {
            add("If-Match of " + match, move().header("If-Match", match), 400);
        }
        add("If-Match twice", move().header("If-Match", "\"1\"").header("If-Match", "\"2\""), 400);
        add("If-Match of a version that never was", move().header("If-Match", "\"999999\""), 412);
        for (String key : List.of("", "a b", "x".repeat(256), "\u00e9", "a\tb")) {
            add(
                    "an Idempotency-Key of " + key.length() + " " + key.strip().length(),
                    create("{\"title\":\"x\",\"agent_id\":\"a\"}").header("Idempotency-Key", key),
                    400);
        }
        add(
                "two Idempotency-Keys",
                create("{\"title\":\"x\",\"agent_id\":\"a\"}")
                        .header("Idempotency-Key", "a")
                        .header("Idempotency-Key", "b"),
                400);
        int i = 0;
        for (String prefer :
                List.of(
                        MARKER,
                        "wait",
                        "wait=",
                        "wait=-1",
                        "wait=abc",
                        "wait=99999999999",
                        "wait=1e9",
                        "respond-async, wait=0",
                        ",".repeat(2000))) {
            add(
                    "Prefer of " + (prefer.length() > 40 ? prefer.length() + " commas" : prefer),
                    agent().header("Prefer", prefer)
                            .sized(report("evt_prefer" + i++).getBytes(UTF_8)),
                    202);
        }
        add(
                "an answer in a type that nobody has",
                agent().header("Accept", "image/" + MARKER).sized("{}".getBytes(UTF_8)),
                422,
                406);
        add(
                "an Accept that is none",
                agent().header("Accept", MARKER).sized("{}".getBytes(UTF_8)),
                422,
                406);
        add("a range of a page", get("/").header("Range", "bytes=0-" + MARKER), 200, 416);
        add(
                "a thousand ranges of a page",
                get("/").header("Range", "bytes=" + "0-0,".repeat(1000) + "0-0"),
                200,
                416,
                206);
    }

    private void creations() {
        for (String body :
                List.of(
                        "{}",
                        "{\"title\":\"x\"}",
                        "{\"agent_id\":\"a\"}",
                        "{\"title\":\"\",\"agent_id\":\"a\"}",
                        "{\"title\":\"  \",\"agent_id\":\"a\"}",
                        "{\"title\":\"\\u3000\\u200b\",\"agent_id\":\"a\"}",
                        "{\"title\":7,\"agent_id\":\"a\"}",
                        "{\"title\":\"" + "x".repeat(201) + "\",\"agent_id\":\"a\"}",
                        "{\"title\":\"\\u0000\",\"agent_id\":\"a\"}",
                        "{\"title\":\"\\ud800\",\"agent_id\":\"a\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a b\"}",
                        "{\"title\":\"x\",\"agent_id\":7}",
                        "{\"title\":\"x\",\"agent_id\":\"" + "a".repeat(129) + "\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"stage\":\"doing\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"stage\":\"done\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"stage\":0}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"status\":\"done\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"task_id\":\"tsk_mine\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"version\":5}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"command_id\":\"a/b\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"command_id\":null,\"x\":1}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"payload\":[]}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"payload\":\"{}\"}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"payload\":{\"n\":1e309}}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"payload\":{\"a\":[[\"\\u0000\"]]}}",
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"payload\":{\"n\":["
                                + "1e308,".repeat(300)
                                + "1]}}")) {
            add(
                    "creating "
                            + (body.length() > 80
                                    ? body.substring(0, 60) + "…" + body.length()
                                    : body),
                    create(body),
                    422);
        }
        for (String body :
                List.of(
                        "",
                        "null",
                        "[]",
                        "{\"title\":\"x\",\"title\":\"y\",\"agent_id\":\"a\"}",
                        "{\"title\":\"" + MARKER,
                        "{\"title\":\"x\",\"agent_id\":\"a\"}{}",
                        "{\"title\":\"\u00ff\",\"agent_id\":\"a\"}")) {
            add("creating " + body, create(body), 400);
        }
    }

    private void changes() {
        for (String body :
                List.of(
                        "{}",
                        "{\"stage\":\"done\"}",
                        "{\"stage\":\"" + MARKER + "\"}",
                        "{\"stage\":2}",
                        "{\"stage\":\"todo\",\"status\":\"done\"}",
                        "{\"stage\":[\"todo\"]}")) {
            add(
                    "moving by " + body,
                    Request.of("PATCH", TASKS + "/" + ids.taskId())
                            .token(tokens.panel())
                            .header("If-Match", "*")
                            .json(body),
                    422);
        }
        add(
                "moving nothing",
                Request.of("PATCH", TASKS + "/tsk_" + MARKER)
                        .token(tokens.panel())
                        .header("If-Match", "*")
                        .json("{\"stage\":\"todo\"}"),
                404);
        add(
                "moving what can be no task",
                Request.of("PATCH", TASKS + "/a%20b")
                        .token(tokens.panel())
                        .header("If-Match", "*")
                        .json("{\"stage\":\"todo\"}"),
                404);
        add(
                "cancelling nothing",
                Request.of("POST", TASKS + "/tsk_" + MARKER + "/cancel").token(tokens.panel()),
                404);
        add(
                "retrying nothing",
                Request.of("POST", TASKS + "/tsk_" + MARKER + "/retry").token(tokens.panel()),
                404);
        add(
                "retrying what still runs",
                Request.of("POST", TASKS + "/" + ids.taskId() + "/retry").token(tokens.panel()),
                409,
                422);
        add(
                "cancelling with content",
                Request.of("POST", TASKS + "/" + ids.taskId() + "/cancel")
                        .token(tokens.panel())
                        .json("{\"" + MARKER + "\":1}"),
                400);
        add(
                "cancelling with noise",
                Request.of("POST", TASKS + "/" + ids.taskId() + "/cancel")
                        .token(tokens.panel())
                        .json("\u00ff" + MARKER),
                400);
        add(
                "cancelling with 1 MB",
                Request.of("POST", TASKS + "/" + ids.taskId() + "/cancel")
                        .token(tokens.panel())
                        .json(" ".repeat(1_000_000)),
                413);
    }

    private void queries() {
        for (String query :
                List.of(
                        "limit=0",
                        "limit=-1",
                        "limit=" + MARKER,
                        "limit=99999999999999999999",
                        "limit=1&limit=2",
                        "stage=" + MARKER,
                        "stage=DONE",
                        "status=0",
                        "status=done&status=done",
                        "agent_id=a%20b",
                        "agent_id=" + "a".repeat(129),
                        "q=" + "x".repeat(201),
                        MARKER + "=1",
                        "sort=title;drop")) {
            add(
                    "tasks with " + (query.length() > 60 ? query.substring(0, 20) + "…" : query),
                    get(TASKS + "?" + query).token(tokens.panel()),
                    400);
        }
        add("tasks with a percent alone", get(TASKS + "?q=%").token(tokens.panel()), 400, 200);
        add(
                "tasks with bytes that are no text",
                get(TASKS + "?q=%ff%fe").token(tokens.panel()),
                200,
                400);
        add("tasks with a zero", get(TASKS + "?q=%00").token(tokens.panel()), 200, 400);
        add(
                "a task at a version of words",
                get(TASKS + "/" + ids.taskId() + "?at_least_version=" + MARKER)
                        .token(tokens.panel()),
                400);
        add(
                "a task at a negative version",
                get(TASKS + "/" + ids.taskId() + "?at_least_version=-1").token(tokens.panel()),
                400);
        add(
                "history before words",
                get(TASKS + "/" + ids.taskId() + "/events?before=" + MARKER).token(tokens.panel()),
                400);
        add(
                "a history without limit",
                get(TASKS + "/" + ids.taskId() + "/events?limit=1000000").token(tokens.panel()),
                400);
        add(
                "incidents of an unknown state",
                get("/api/dashboard/incidents?state=" + MARKER).token(tokens.panel()),
                400);
        add(
                "commands of what can be no agent",
                get("/api/agents/a%20b/commands").token(tokens.agent()),
                403,
                404,
                400);
        add(
                "commands with an unknown parameter",
                get("/api/agents/a/commands?" + MARKER + "=1").token(tokens.agent()),
                400);
        add(
                "a database's sleep",
                get(TASKS + "?q=%27%3Bselect%20pg_sleep(10)--").token(tokens.panel()),
                200);
    }

    private void add(String name, Request request, Integer... expected) {
        cases.add(new HttpCase(name, request.bytes(), Set.of(expected)));
    }

    private static Request get(String path) {
        return Request.of("GET", path);
    }

    private Request agent() {
        return Request.of("POST", EVENTS)
                .token(tokens.agent())
                .header("Content-Type", "application/json");
    }

    private Request post(String path, String body) {
        return Request.of("POST", path).token(tokens.agent()).json(body);
    }

    private Request chunked(String body) {
        return agent().header("Transfer-Encoding", "chunked").unsized(body);
    }

    private Request create(String body) {
        return create(body, tokens.panel());
    }

    private static Request create(String body, String token) {
        return Request.of("POST", TASKS).token(token).json(body);
    }

    private Request move() {
        return Request.of("PATCH", TASKS + "/" + ids.taskId())
                .token(tokens.panel())
                .json("{\"stage\":\"review\"}");
    }

    private Request bySession() {
        return Request.of("POST", TASKS + "/" + ids.taskId() + "/cancel")
                .header("Cookie", "mc_session=" + session);
    }

    private static Request manyHeaders(int count) {
        Request request = get("/");
        for (int i = 0; i < count; i++) {
            request.header("X-Many-" + i, "x".repeat(20));
        }
        return request;
    }

    private String report(String eventId) {
        return new String(EventBody.taken("", EventBodies.REPORT).bytes(eventId, ids), UTF_8);
    }

    private String array(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> report("evt_array" + i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] gzipped(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compress", e);
        }
        return bytes.toByteArray();
    }
}
