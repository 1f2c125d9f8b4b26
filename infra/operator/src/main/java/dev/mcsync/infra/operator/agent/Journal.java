package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.mcsync.infra.operator.address.UsageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent must not forget: the attempts it has taken, the reports that nobody has accepted
 * yet, and the newest of those that were, so that one made again is the same. An entry is on the
 * disk before the call that makes it returns, so a kill loses none. Thread-safe.
 *
 * <p>A file of one JSON object a line, which is written anew when it is opened and when it has
 * grown. A line cut by a crash ends it: the call that wrote it never returned.
 */
final class Journal implements AutoCloseable {

    private static final String FILE = "journal.jsonl";
    private static final String LOCK = "lock";
    private static final long GROWN = 1 << 20;
    private static final Set<String> LAST = Set.of("done", "failed");

    /** Numbers of a payload stay as they were written, to the digit. */
    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Path file;
    private final FileChannel lock;
    private final Map<String, Begun> begun = new LinkedHashMap<>();
    private final Map<String, ObjectNode> waiting = new LinkedHashMap<>();
    private final Kept kept = new Kept();

    /** Not a channel: an interruption of the thread that writes would close that for all. */
    private RandomAccessFile open;

    private Journal(Path directory, FileChannel lock) throws IOException {
        this.file = directory.resolve(FILE);
        this.lock = lock;
        read();
        this.open = writtenAnew();
    }

    /**
     * @param directory made where it is not there
     * @throws UsageException when another runner has it open
     */
    static Journal open(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel lock = FileChannel.open(directory.resolve(LOCK), CREATE, WRITE);
            if (!isOurs(lock)) {
                lock.close();
                throw new UsageException(
                        "another runner uses " + directory + "; give each one its own --state");
            }
            return new Journal(directory, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the agent's state in " + directory, e);
        }
    }

    private static boolean isOurs(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // In this very process.
        }
    }

    /** Attempts that are not over. */
    synchronized List<Begun> begun() {
        return List.copyOf(begun.values());
    }

    /** Reports that are not accepted, in the order in which they were made. */
    synchronized List<ObjectNode> waiting() {
        return List.copyOf(waiting.values());
    }

    /** The newest reports on an attempt, accepted or not, in the order in which they were made. */
    synchronized List<ObjectNode> kept(String commandId) {
        return kept.of(commandId);
    }

    /** The attempt is this agent's from now on. */
    void take(Begun attempt) {
        enter("taken", json.valueToTree(attempt));
    }

    /** One that is done or failed ends its attempt. */
    void report(ObjectNode event) {
        enter("report", event);
    }

    /** The report was accepted, or can never be. */
    void settled(String eventId) {
        enter("settled", json.getNodeFactory().stringNode(eventId));
    }

    /** The attempt ended without a report: it was cancelled or superseded. */
    void over(String commandId) {
        enter("over", json.getNodeFactory().stringNode(commandId));
    }

    @Override
    public synchronized void close() {
        try (lock) {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + file, e);
        }
    }

    private synchronized void enter(String kind, JsonNode content) {
        try {
            append(open, kind, content);
            open.getFD().sync();
            remember(kind, content);
            if (open.length() > GROWN && waiting.isEmpty()) {
                open.close();
                open = writtenAnew();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private void append(RandomAccessFile to, String kind, JsonNode content) throws IOException {
        to.write((json.createObjectNode().set(kind, content) + "\n").getBytes(UTF_8));
    }

    private void remember(String kind, JsonNode content) {
        switch (kind) {
            case "taken" -> {
                Begun attempt = json.treeToValue(content, Begun.class);
                begun.put(attempt.commandId(), attempt);
            }
            case "report" -> {
                waiting.put(content.path("event_id").asString(), (ObjectNode) content);
                kept.add((ObjectNode) content);
                if (LAST.contains(content.path("type").asString())) {
                    begun.remove(content.path("command_id").asString());
                }
            }
            case "settled" -> waiting.remove(content.asString());
            case "over" -> begun.remove(content.asString());
            default -> throw new IllegalStateException("Unknown entry in " + file + ": " + kind);
        }
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readString(file, UTF_8).lines().toList()) {
            try {
                json.readTree(line).properties().forEach(e -> remember(e.getKey(), e.getValue()));
            } catch (JacksonException _) {
                return;
            }
        }
    }

    private RandomAccessFile writtenAnew() throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        try (RandomAccessFile to = new RandomAccessFile(fresh.toFile(), "rw")) {
            to.setLength(0);
            for (ObjectNode report : kept.all()) {
                append(to, "report", report);
                append(to, "settled", report.path("event_id"));
            }
            for (ObjectNode report : waiting.values()) {
                append(to, "report", report);
            }
            for (Begun attempt : begun.values()) {
                append(to, "taken", json.valueToTree(attempt));
            }
            to.getFD().sync();
        }
        Files.move(fresh, file, ATOMIC_MOVE);
        RandomAccessFile end = new RandomAccessFile(file.toFile(), "rw");
        end.seek(end.length());
        return end;
    }
}
