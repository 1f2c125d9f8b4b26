import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * An agent of mc-sync to copy. {@code java Agent.java} needs the JDK alone; the rules are in
 * docs/how-to-connect-an-agent.md.
 */
final class Agent {

    private static final String URL = System.getenv("MC_URL");
    private static final String TOKEN = System.getenv("MC_TOKEN");
    private static final String ID = System.getenv("MC_AGENT_ID");
    private static final Path STATE = Path.of(setting("MC_STATE_DIR", "mc-agent-" + ID));

    /** Seconds; a minute at most. */
    private static final long HEARTBEAT = Long.parseLong(setting("MC_HEARTBEAT", "20"));

    /** Tasks at once. */
    private static final int PLACES = 1;

    private static final Set<String> NOT_OURS = Set.of("stale_attempt", "wrong_agent", "unknown_task");
    private static final Set<String> LAST = Set.of("done", "failed");

    /** This start of the program, and no other one. */
    private final String bootId = "boot_" + UUID.randomUUID();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final Set<Object> heard = new HashSet<>();
    private final Semaphore beatNow = new Semaphore(0);
    private final Semaphore mayBeat = new Semaphore(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Outbox outbox = new Outbox();

    /** The work itself: replace this. What it returns is the task's result; an interruption asks it to stop. */
    private Map<String, ?> work(Attempt attempt, Map<?, ?> payload) throws InterruptedException {
        if (payload.get("ask") != null) {
            attempt.report("progress", Map.of("question", Map.of("id", "q1", "text", payload.get("ask"))));
            Map<?, ?> answer = attempt.messages.take();
            attempt.report(
                    "progress", Map.of("acks", List.of(answer.get("id")), "message", "Told: " + answer.get("text")));
        }
        int seconds = payload.get("seconds") instanceof Number number ? number.intValue() : 1;
        for (int second = 1; second <= seconds; second++) {
            Thread.sleep(1000);
            attempt.report("progress", Map.of("progress", 100 * second / seconds));
        }
        return Map.of("text", "Counted to " + seconds + ".");
    }

    public static void main(String[] arguments) throws InterruptedException {
        Agent agent = new Agent();
        Runtime.getRuntime().addShutdownHook(new Thread(agent::end));
        agent.live();
    }

    private void live() throws InterruptedException {
        for (Map<String, Object> lost : List.copyOf(outbox.begun.values())) {
            // A program that can go on where it was killed would do so instead.
            outbox.report(event(lost, "failed", failure("agent_restarted", "The agent was started again")));
        }
        Thread.ofVirtual().start(() -> quietly(outbox::send));
        for (long pause = beatOnce(); pause > 0; pause = beatOnce()) {
            Thread.sleep(Duration.ofSeconds(pause)); // This start is known before it takes a task.
        }
        Thread.ofVirtual().start(() -> quietly(this::beat));
        takeCommands();
    }

    /** SIGTERM or Ctrl-C. */
    private void end() {
        ending.countDown();
        List<Attempt> running = List.copyOf(attempts.values());
        running.forEach(attempt -> attempt.thread.interrupt());
        quietly(() -> {
            for (Attempt attempt : running) {
                attempt.thread.join(Duration.ofSeconds(5));
            }
            outbox.drain(Duration.ofSeconds(5));
            mayBeat.tryAcquire(2, TimeUnit.SECONDS); // The heartbeat that is under way; none follows the goodbye.
        });
        heartbeat(true);
    }

    /** A start that finds no place is given again at once, so it is not waited for while all places are taken. */
    private void takeCommands() throws InterruptedException {
        while (ending.getCount() > 0) {
            boolean isFull = attempts.size() >= PLACES;
            Answer answer = call("GET", "/api/agents/" + ID + "/commands", null, isFull ? 0 : 25);
            List<?> commands = answer.body.get("commands") instanceof List<?> list ? list : List.of();
            long news = commands.stream().filter(command -> obey((Map<?, ?>) command)).count();
            if (answer.status != 200) {
                ending.await(Math.max(answer.retryAfter, 1), TimeUnit.SECONDS);
            } else if (isFull) {
                ending.await(2, TimeUnit.SECONDS);
            } else if (!commands.isEmpty() && news == 0) {
                ending.await(500, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Whether it was news. */
    private boolean obey(Map<?, ?> command) {
        String commandId = (String) command.get("command_id");
        Attempt attempt = attempts.get(commandId);
        if (command.get("type").equals("start")) {
            if (attempts.size() >= PLACES || outbox.running().contains(commandId) || ending.getCount() == 0) {
                return false;
            }
            attempts.put(commandId, new Attempt(command));
            attempts.get(commandId).thread.start();
            return true;
        }
        if (attempt != null && command.get("type").equals("cancel")) {
            attempt.giveUp();
            return true;
        }
        Object message = command.get("message");
        return attempt != null
                && message instanceof Map<?, ?> said
                && heard.add(said.get("id"))
                && attempt.messages.add(said);
    }

    /** By a timer of its own, so that neither the work nor a long poll keeps it back. */
    private void beat() throws InterruptedException {
        while (ending.getCount() > 0) {
            beatNow.tryAcquire(HEARTBEAT, TimeUnit.SECONDS);
            beatNow.drainPermits();
            ending.await(beatOnce(), TimeUnit.SECONDS);
        }
    }

    private long beatOnce() throws InterruptedException {
        mayBeat.acquire();
        try {
            return heartbeat(false);
        } finally {
            mayBeat.release();
        }
    }

    /** Seconds to wait before it is tried again; 0 when it was taken. */
    private long heartbeat(boolean leaving) {
        Map<String, ?> body =
                Map.of("agent_id", ID, "boot_id", bootId, "running", outbox.running(), "leaving", leaving);
        Answer answer = call("POST", "/api/agents/heartbeat", body, 0);
        if (answer.body.get("cancelled") instanceof List<?> cancelled) {
            cancelled.forEach(id -> obey(Map.of("type", "cancel", "command_id", id)));
        }
        return answer.status == 202 ? 0 : Math.max(answer.retryAfter, 2);
    }

    private final class Attempt {
        private final Map<String, Object> ids;
        private final Map<?, ?> payload;
        private final LinkedBlockingQueue<Map<?, ?>> messages = new LinkedBlockingQueue<>();
        private final Thread thread = Thread.ofVirtual().unstarted(() -> quietly(this::run));
        private volatile boolean givenUp;

        Attempt(Map<?, ?> command) {
            ids = Map.of("agent_id", ID, "task_id", command.get("task_id"), "command_id", command.get("command_id"));
            payload = command.get("payload") instanceof Map<?, ?> object ? object : Map.of();
        }

        private void run() throws InterruptedException {
            try {
                // Nothing begins before the acknowledgement has taken effect: 202 does not say so yet.
                Answer answer = insist(event(ids, "ack", Map.of()), status -> status != 202);
                if (answer.status == 200 && "applied".equals(answer.body.get("outcome"))) {
                    outbox.write("begun", ids);
                    report("running", Map.of());
                    finish();
                }
            } finally {
                attempts.remove(ids.get("command_id"));
                beatNow.release();
            }
        }

        private void finish() {
            try {
                report("done", Map.of("result", work(this, payload)));
            } catch (InterruptedException _) {
                report("failed", failure("agent_stopped", "The agent was stopped"));
            } catch (RuntimeException e) {
                report("failed", failure("work_failed", String.valueOf(e.getMessage())));
            }
            if (givenUp) { // Nobody wants to hear of it any more.
                outbox.write("over", ids.get("command_id"));
            }
        }

        void report(String type, Map<String, ?> members) {
            if (!givenUp) {
                outbox.report(event(ids, type, members));
            }
        }

        void giveUp() {
            givenUp = true;
            thread.interrupt();
        }
    }

    /** What outlives a kill, on the disk before anything rests on it: attempts begun, reports, which are settled. */
    private final class Outbox {
        private final Map<Object, Map<String, Object>> begun = new LinkedHashMap<>();
        private final Map<Object, Map<String, Object>> waiting = new LinkedHashMap<>();

        /** Not a channel, which an interruption would close. */
        private final RandomAccessFile file;

        Outbox() {
            Path path = STATE.resolve("outbox.jsonl");
            Path fresh = STATE.resolve("outbox.jsonl.new");
            try {
                Files.createDirectories(STATE);
                String kept = Files.exists(path) ? Files.readString(path) : "";
                // A kill may have cut the last one.
                kept.substring(0, kept.lastIndexOf('\n') + 1)
                        .lines()
                        .map(line -> (Map<?, ?>) Json.read(line))
                        .forEach(entry -> remember(entry.get("kind"), entry.get("content")));
                file = new RandomAccessFile(fresh.toFile(), "rw");
                file.setLength(0);
                for (Map<String, Object> attempt : begun.values()) {
                    append("begun", attempt);
                }
                for (Map<String, Object> report : waiting.values()) {
                    append("report", report);
                }
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE); // What is open goes along.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        synchronized void write(String kind, Object content) {
            try {
                append(kind, content);
                remember(kind, content);
                if (begun.isEmpty() && waiting.isEmpty()) {
                    file.setLength(0);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            notifyAll();
        }

        void report(Map<String, Object> event) {
            write("report", event);
        }

        private void append(String kind, Object content) throws IOException {
            file.write((Json.write(Map.of("kind", kind, "content", content)) + "\n").getBytes(UTF_8));
            file.getFD().sync();
        }

        @SuppressWarnings("unchecked")
        private void remember(Object kind, Object content) {
            switch (kind.toString()) {
                case "settled" -> waiting.remove(content);
                case "over" -> begun.remove(content);
                case "begun" -> begun.put(((Map<?, ?>) content).get("command_id"), (Map<String, Object>) content);
                default -> {
                    Map<String, Object> report = (Map<String, Object>) content;
                    waiting.put(report.get("event_id"), report);
                    if (LAST.contains(report.get("type"))) {
                        begun.remove(report.get("command_id"));
                    }
                }
            }
        }

        synchronized Set<Object> running() {
            Set<Object> running = new LinkedHashSet<>(begun.keySet());
            waiting.values().forEach(report -> running.add(report.get("command_id")));
            running.addAll(attempts.keySet());
            return running;
        }

        /** One after the other, each until it is answered, with the same event_id. */
        void send() throws InterruptedException {
            while (true) {
                Map<String, Object> report = next();
                Answer answer = insist(report, _ -> true);
                Attempt attempt = attempts.get(report.get("command_id"));
                if (attempt != null && answer.isOver()) {
                    attempt.giveUp();
                }
                write("settled", report.get("event_id"));
            }
        }

        private synchronized Map<String, Object> next() throws InterruptedException {
            while (waiting.isEmpty()) {
                wait();
            }
            return waiting.values().iterator().next();
        }

        synchronized void drain(Duration limit) throws InterruptedException {
            long deadline = System.nanoTime() + limit.toNanos();
            while (!waiting.isEmpty() && System.nanoTime() < deadline) {
                wait(100);
            }
        }
    }

    /**
     * @param status 0: there was none
     * @param retryAfter seconds that the system asks to be left alone
     */
    private record Answer(int status, Map<?, ?> body, long retryAfter) {

        /** The attempt is somebody else's, or ended. */
        boolean isOver() {
            boolean isLate = status == 200 && "late".equals(body.get("outcome"));
            return isLate && LAST.contains(Objects.toString(body.get("status")))
                    || NOT_OURS.contains(Objects.toString(body.get("reason")));
        }
    }

    private Answer insist(Map<String, Object> report, IntPredicate isEnough) throws InterruptedException {
        for (long pause = 500; ; pause = Math.min(2 * pause, 10_000)) {
            Answer answer = call("POST", "/api/agents/events", report, 5);
            boolean isTemporary = Set.of(0, 401, 403, 429).contains(answer.status) || answer.status >= 500;
            if (!isTemporary && isEnough.test(answer.status)) {
                if (answer.status >= 400) {
                    System.err.println("refused: " + report.get("type") + ": " + answer.body);
                }
                return answer;
            }
            Thread.sleep(Math.max(pause, 1000 * answer.retryAfter));
        }
    }

    private Answer call(String method, String path, Object body, int wait) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(URL + path))
                        .timeout(Duration.ofSeconds(15 + wait))
                        .header("x-mc-token", TOKEN)
                        .header("content-type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(Json.write(body)));
        if (wait > 0) {
            request.header("prefer", "wait=" + wait);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            boolean isJson = response.headers().firstValue("content-type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(),
                    isJson ? (Map<?, ?>) Json.read(response.body()) : Map.of(),
                    response.headers().firstValueAsLong("retry-after").orElse(0));
        } catch (IOException e) {
            return new Answer(0, Map.of("detail", e.toString()), 0);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer(0, Map.of("detail", "interrupted"), 0);
        }
    }

    private static Map<String, Object> event(Map<String, Object> ids, String type, Map<String, ?> members) {
        Map<String, Object> event = new LinkedHashMap<>(ids);
        event.put("event_id", "evt_" + UUID.randomUUID());
        event.put("type", type);
        event.put("occurred_at", Instant.now().toString());
        event.putAll(members);
        return event;
    }

    private static Map<String, ?> failure(String code, String message) {
        return Map.of("error_code", code, "message", message);
    }

    private static String setting(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(name), otherwise);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JDK reads no JSON. A program with a library for it needs none of this. */
    private static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            return new Json(text).value();
        }

        static String write(Object value) {
            return switch (value) {
                case null -> "null";
                case Map<?, ?> map -> joined(map.entrySet().stream()
                        .map(member -> write(member.getKey()) + ":" + write(member.getValue())).toList(), "{", "}");
                case Iterable<?> list -> {
                    List<String> elements = new ArrayList<>();
                    list.forEach(element -> elements.add(write(element)));
                    yield joined(elements, "[", "]");
                }
                case Number _, Boolean _ -> value.toString();
                default -> value.toString().codePoints()
                        .collect(() -> new StringBuilder("\""), Json::escape, StringBuilder::append)
                        .append('"')
                        .toString();
            };
        }

        private static String joined(List<String> parts, String before, String after) {
            return before + String.join(",", parts) + after;
        }

        private static void escape(StringBuilder out, int character) {
            if (character < ' ' || character == '"' || character == '\\') {
                out.append("\\u%04x".formatted(character));
            } else {
                out.appendCodePoint(character);
            }
        }

        private Object value() {
            return switch (peek()) {
                case '{' -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    for (at++; peek() != '}'; skip(',')) {
                        String name = string();
                        skip(':');
                        map.put(name, value());
                    }
                    at++;
                    yield map;
                }
                case '[' -> {
                    List<Object> list = new ArrayList<>();
                    for (at++; peek() != ']'; skip(',')) {
                        list.add(value());
                    }
                    at++;
                    yield list;
                }
                case '"' -> string();
                default -> literal();
            };
        }

        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void skip(char separator) {
            if (peek() == separator) {
                at++;
            }
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            peek();
            for (at++; text.charAt(at) != '"'; at++) {
                char character = text.charAt(at);
                if (character == '\\') {
                    character = text.charAt(++at);
                    if (character == 'u') {
                        character = (char) Integer.parseInt(text, at + 1, at + 5, 16);
                        at += 4;
                    } else if ("bfnrt".indexOf(character) >= 0) {
                        character = "\b\f\n\r\t".charAt("bfnrt".indexOf(character));
                    }
                }
                out.append(character);
            }
            at++;
            return out.toString();
        }

        private Object literal() {
            int from = at;
            while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            return switch (word) {
                case "null" -> null;
                case "true", "false" -> Boolean.valueOf(word);
                default -> word.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
            };
        }
    }
}
