package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages of the one channel, oldest first, kept in a file with one line for each state of a
 * message: an edited one has several lines, and the last counts. Safe for use by many threads.
 */
final class Channel {
    static final String ID = "100000000000000001";

    /** Discord's ids count milliseconds since the start of 2015, above 22 bits of a counter. */
    private static final Instant ID_EPOCH = Instant.parse("2015-01-01T00:00:00Z");

    private static final int ID_COUNTER_BITS = 22;

    private final JsonMapper json;
    private final Path file;
    private final InstantSource clock;
    private final SequencedMap<String, Message> messages = new LinkedHashMap<>();
    private long lastId;

    Channel(JsonMapper json, Path file, InstantSource clock) {
        this.json = json;
        this.file = file;
        this.clock = clock;
        read();
    }

    synchronized Message post(
            String webhookId, String content, @Nullable JsonNode allowedMentions) {
        String id = Long.toString(nextId());
        var message = new Message(id, 0, content, ID, webhookId, now(), null, allowedMentions);
        keep(message);
        return message;
    }

    synchronized Optional<Message> edit(
            String id, String content, @Nullable JsonNode allowedMentions) {
        Optional<Message> edited =
                find(id).map(message -> message.edited(content, now(), allowedMentions));
        edited.ifPresent(this::keep);
        return edited;
    }

    synchronized Optional<Message> find(String id) {
        return Optional.ofNullable(messages.get(id));
    }

    synchronized List<Message> messages() {
        return List.copyOf(messages.values());
    }

    /** The newest of them, oldest first. */
    synchronized List<Message> newest(int limit) {
        return messages.sequencedValues().reversed().stream().limit(limit).toList().reversed();
    }

    synchronized int size() {
        return messages.size();
    }

    private void keep(Message message) {
        messages.put(message.id(), message);
        try {
            Files.writeString(
                    file,
                    json.writeValueAsString(message) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            String text = Files.readString(file);
            text.lines()
                    .flatMap(line -> parse(line).stream())
                    .forEach(message -> messages.put(message.id(), message));
            if (!text.isEmpty() && !text.endsWith("\n")) {
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        lastId = messages.keySet().stream().mapToLong(Long::parseLong).max().orElse(0);
    }

    /**
     * A run that was killed while writing leaves a torn line, whose message was never confirmed.
     */
    private Optional<Message> parse(String line) {
        try {
            return Optional.of(json.readValue(line, Message.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private long nextId() {
        long millis = clock.millis() - ID_EPOCH.toEpochMilli();
        lastId = Math.max(lastId + 1, millis << ID_COUNTER_BITS);
        return lastId;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).toString();
    }
}
