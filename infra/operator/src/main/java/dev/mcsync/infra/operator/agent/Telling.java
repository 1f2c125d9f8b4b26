package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.json.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what the program says while it works into reports, at a pace that a board can show: of
 * several sayings in a moment the newest of each kind counts. A question is told at once.
 * Thread-safe.
 */
final class Telling {

    private static final Duration PACE = Duration.ofSeconds(2);

    private final Reports reports;
    private final Consumer<ObjectNode> send;
    private final RunnerLog log;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ObjectNode pending;
    private @Nullable JsonNode result;
    private @Nullable String errorCode;
    private String message = "";
    private int questions;
    private boolean over;

    Telling(Reports reports, Consumer<ObjectNode> send, RunnerLog log) {
        this.reports = reports;
        this.send = send;
        this.log = log;
    }

    /** A line of the program's output. */
    void take(String line) {
        Saying.of(line).map(saying -> checked(saying, line)).ifPresent(this::take);
    }

    /** Reports until it is over or its thread is interrupted. */
    void run() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over) {
                while (pending == null && !over) {
                    changed.await();
                }
                flush();
                pause();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing is said any more.
     *
     * @param tell whether what was not told yet still is
     */
    void end(boolean tell) {
        lock.lock();
        try {
            if (tell) {
                flush();
            }
            over = true;
            pending = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The last message; empty when there was none. */
    String message() {
        return read(() -> message);
    }

    Optional<JsonNode> result() {
        return Optional.ofNullable(read(() -> result));
    }

    Optional<String> errorCode() {
        return Optional.ofNullable(read(() -> errorCode));
    }

    /** The program has taken a message of a person. */
    void acknowledge(String messageId) {
        lock.lock();
        try {
            opened().withArrayProperty("acks").add(messageId);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void take(Saying saying) {
        lock.lock();
        try {
            ObjectNode members = saying.members();
            message = members.path("message").asString(message);
            JsonNode said = members.remove("result");
            result = said == null ? result : said;
            errorCode = members.path("error_code").asString(errorCode);
            members.remove("error_code");
            if (!over && !members.isEmpty()) {
                opened().setAll(members);
                if (saying.asks()) {
                    flush();
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What would not be accepted is told as the text that it is. */
    private Saying checked(Saying saying, String line) {
        named(saying);
        ObjectNode progress = reports.of("progress").setAll(saying.members().deepCopy());
        JsonNode said = progress.remove("result");
        List<FieldError> faults = Reports.faultsOf(progress);
        if (faults.isEmpty() && said != null) {
            faults = Reports.faultsOf(reports.of("done").set("result", said));
        }
        if (faults.isEmpty()) {
            return saying;
        }
        FieldError first = faults.getFirst();
        log.trouble(
                "what the program printed is no report (%s: %s); it is told as a text"
                        .formatted(first.pointer(), first.detail()));
        return Saying.ofText(Text.plain(line).strip());
    }

    /** A question needs a name of its own, which most programs do not care for. */
    private void named(Saying saying) {
        if (saying.members().path("question") instanceof ObjectNode question
                && !question.has("id")) {
            lock.lock();
            try {
                question.put("id", "q" + ++questions);
            } finally {
                lock.unlock();
            }
        }
    }

    private ObjectNode opened() {
        ObjectNode open = pending == null ? reports.of("progress") : pending;
        pending = open;
        return open;
    }

    private void flush() {
        if (pending != null) {
            send.accept(pending);
            pending = null;
        }
    }

    private void pause() throws InterruptedException {
        long left = PACE.toNanos();
        while (!over && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    private <T extends @Nullable Object> T read(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
