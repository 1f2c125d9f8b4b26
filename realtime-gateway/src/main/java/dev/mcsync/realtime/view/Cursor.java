package dev.mcsync.realtime.view;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * How far a reader of the board has come: the next offset of every partition of both topics.
 * Readers keep its text and give it back; what is in it is nobody's business but ours.
 *
 * <p>Immutable.
 */
public final class Cursor {

    private static final int FORMAT = 1;
    private static final int MAX_TEXT_LENGTH = 4096;
    private static final int MAX_VARINT_BYTES = 10;

    private final Uuid taskTopic;
    private final Uuid agentTopic;
    private final long takenAtSecond;
    private final long[] nextOffsets;

    private Cursor(Uuid taskTopic, Uuid agentTopic, long takenAtSecond, long[] nextOffsets) {
        this.taskTopic = taskTopic;
        this.agentTopic = agentTopic;
        this.takenAtSecond = takenAtSecond;
        this.nextOffsets = nextOffsets;
    }

    static Cursor of(TopicLayout layout, long[] nextOffsets, Instant takenAt) {
        return new Cursor(
                layout.tasks().id(),
                layout.agents().id(),
                takenAt.getEpochSecond(),
                nextOffsets.clone());
    }

    /** Nothing, when the text is not one that {@link #text} gave. */
    public static Optional<Cursor> parse(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return read(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * At most 4096 characters of {@code [A-Za-z0-9_-]}; about 120 for twelve partitions a topic.
     */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + 4 * nextOffsets.length);
        out.write(FORMAT);
        out.writeBytes(bytes(taskTopic));
        out.writeBytes(bytes(agentTopic));
        writeVarint(takenAtSecond, out);
        for (long offset : nextOffsets) {
            writeVarint(offset, out);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /** Whether its offsets are of these very topics. */
    boolean fits(TopicLayout layout) {
        return taskTopic.equals(layout.tasks().id())
                && agentTopic.equals(layout.agents().id())
                && nextOffsets.length == layout.partitions();
    }

    long nextOffset(int index) {
        return nextOffsets[index];
    }

    Instant takenAt() {
        return Instant.ofEpochSecond(takenAtSecond);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cursor that
                && taskTopic.equals(that.taskTopic)
                && agentTopic.equals(that.agentTopic)
                && takenAtSecond == that.takenAtSecond
                && Arrays.equals(nextOffsets, that.nextOffsets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nextOffsets);
    }

    @Override
    public String toString() {
        return "Cursor" + Arrays.toString(nextOffsets);
    }

    private static Optional<Cursor> read(ByteBuffer in) {
        if (in.remaining() < 1 + 2 * 2 * Long.BYTES || in.get() != FORMAT) {
            return Optional.empty();
        }
        Uuid taskTopic = new Uuid(in.getLong(), in.getLong());
        Uuid agentTopic = new Uuid(in.getLong(), in.getLong());
        long[] numbers = new long[in.remaining()];
        int count = 0;
        while (in.hasRemaining()) {
            long number = readVarint(in);
            if (number < 0) {
                return Optional.empty();
            }
            numbers[count++] = number;
        }
        return count == 0 || numbers[0] > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(
                        new Cursor(
                                taskTopic,
                                agentTopic,
                                numbers[0],
                                Arrays.copyOfRange(numbers, 1, count)));
    }

    private static byte[] bytes(Uuid id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static void writeVarint(long number, ByteArrayOutputStream out) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Negative when it is cut off or too long. */
    private static long readVarint(ByteBuffer in) {
        long number = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && in.hasRemaining(); i++) {
            byte part = in.get();
            number |= (part & 0x7FL) << (7 * i);
            if (part >= 0) {
                return number;
            }
        }
        return -1;
    }
}
