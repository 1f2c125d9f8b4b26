package dev.mcsync.infra.proof.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Proof that a fault was woven, or that it happened: {@code <epoch millis> <pid> <name> <nth>
 * <what>}.
 *
 * @param fault the id of the failpoint or bug
 * @param nth which hit or effect it was, from 1; 0 when it was woven
 * @param what {@code woven}, a failpoint's action, or {@code effect} of a bug
 */
public record WitnessLine(Instant at, long pid, String fault, long nth, String what) {

    static final String WOVEN = "woven";
    static final String EFFECT = "effect";

    /** All lines of the file in their order; none when there is no file yet. */
    public static List<WitnessLine> readAll(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(WitnessLine::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the witness file " + file, e);
        }
    }

    static WitnessLine parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException(
                    "Expected five words in a witness line, found '%s'".formatted(line));
        }
        return new WitnessLine(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                Long.parseLong(parts[1]),
                parts[2],
                Long.parseLong(parts[3]),
                parts[4]);
    }

    /** Whether the code was changed, which says nothing of whether anybody came by. */
    public boolean isWoven() {
        return what.equals(WOVEN);
    }

    /** Whether the fault happened: the failpoint acted, or the bug did what it should not. */
    public boolean isEffect() {
        return !isWoven();
    }

    String text() {
        return at.toEpochMilli() + " " + pid + " " + fault + " " + nth + " " + what;
    }
}
