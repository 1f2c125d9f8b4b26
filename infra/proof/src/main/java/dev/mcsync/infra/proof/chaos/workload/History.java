package dev.mcsync.infra.proof.chaos.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked of the system and what it answered, one JSON object a line, as it happened: {@code
 * invoke}, then {@code ok}, {@code fail} (a definite no) or {@code info} (nobody knows). Safe for
 * use by many threads.
 */
public final class History implements AutoCloseable {

    /** What became of a call. */
    public enum Phase {
        INVOKE,
        OK,
        FAIL,
        INFO
    }

    private static final int FORCE_EVERY = 64;

    private final JsonMapper json = JsonMapper.builder().build();
    private final FileChannel file;
    private final AtomicLong operations = new AtomicLong();
    private int unforced;

    private History(FileChannel file) {
        this.file = file;
    }

    public static History in(Path path) {
        try {
            return new History(
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    /** A number for a new operation, which all its lines carry. */
    long begin() {
        return operations.incrementAndGet();
    }

    void note(long operation, Phase phase, Map<String, ?> details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().toString());
        line.put("op", operation);
        line.put("phase", phase.name().toLowerCase(Locale.ROOT));
        line.putAll(details);
        write(json.writeValueAsString(line) + "\n");
    }

    static Map<String, Object> details(@Nullable String eventId, String what, String how) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (eventId != null) {
            details.put("event_id", eventId);
        }
        details.put("what", what);
        details.put("how", how);
        return details;
    }

    @Override
    public synchronized void close() {
        try {
            file.force(false);
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the history", e);
        }
    }

    private synchronized void write(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (++unforced >= FORCE_EVERY) {
                file.force(false);
                unforced = 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the history", e);
        }
    }
}
