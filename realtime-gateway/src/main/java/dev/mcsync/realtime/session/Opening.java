package dev.mcsync.realtime.session;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told first: the whole board, or what changed since it was last here. The content
 * is of one moment and is only gathered in it; it is sorted and encoded later, frame by frame as
 * the client takes them, so that neither the board has to wait nor a slow client holds an encoded
 * board in memory.
 *
 * @param frames makes them, once; to be asked for by one thread at a time
 * @param cursor of that moment
 * @param isWhole whether it is the whole board, which replaces what the client had
 */
record Opening(Supplier<Iterator<Frame>> frames, Cursor cursor, boolean isWhole) {

    static final int MAX_ENTITIES_PER_PART = 200;

    /** Estimated, before encoding. */
    static final int MAX_LENGTH_PER_PART = 128 * 1024;

    /** With more than so many changes to catch up with, the client is told how many are left. */
    private static final int TELL_LEFT_EVERY = 200;

    /** An entity's members besides its free texts. */
    private static final int BASE_LENGTH = 600;

    /** For a client that comes; to be called within {@link BoardView#atOneMoment}. */
    static Opening of(BoardView board, Optional<Cursor> since) {
        return since.flatMap(board::changesSince)
                .map(changes ->
                        new Opening(
                                () -> resumption(Frames.resumed(), changes), board.cursor(), false))
                .orElseGet(() -> whole(board));
    }

    /** For a client that is here and was too slow; to be called likewise. */
    static Opening missed(BoardView board, Cursor since) {
        return board.changesSince(since)
                .map(changes ->
                        new Opening(
                                () -> resumption(Frames.behind(changes.size()), changes),
                                board.cursor(),
                                false))
                .orElseGet(() -> whole(board));
    }

    private static Opening whole(BoardView board) {
        List<TaskSnapshot> tasks = board.tasks();
        List<AgentSnapshot> agents = board.agents();
        return new Opening(() -> snapshot(tasks, agents), board.cursor(), true);
    }

    private static Iterator<Frame> resumption(Frame first, List<Delta> changes) {
        changes.sort(Comparator.comparing(Delta::writtenAt).thenComparingLong(Delta::offset));
        Stream<Frame> told =
                IntStream.range(0, changes.size())
                        .boxed()
                        .flatMap(i ->
                                Stream.concat(
                                        left(changes.size() - i, i),
                                        Stream.of(Frames.of(changes.get(i)))));
        return Stream.concat(Stream.of(first), told).iterator();
    }

    private static Stream<Frame> left(int left, int index) {
        boolean isTold = index % TELL_LEFT_EVERY == 0 && (index > 0 || left > TELL_LEFT_EVERY);
        return isTold ? Stream.of(Frames.behind(left)) : Stream.empty();
    }

    private static Iterator<Frame> snapshot(List<TaskSnapshot> tasks, List<AgentSnapshot> agents) {
        tasks.sort(Comparator.comparing(TaskSnapshot::createdAt));
        agents.sort(Comparator.comparing(AgentSnapshot::agentId));
        List<Part> parts = Part.split(tasks, agents);
        Stream<Frame> frames =
                IntStream.range(0, parts.size())
                        .mapToObj(i -> parts.get(i).encode(i + 1, parts.size()));
        return Stream.concat(Stream.of(Frames.reset()), frames).iterator();
    }

    private record Part(List<TaskSnapshot> tasks, List<AgentSnapshot> agents) {

        /** At least one, so that an empty board is told as such. Agents go into the first ones. */
        static List<Part> split(List<TaskSnapshot> tasks, List<AgentSnapshot> agents) {
            List<Part> parts = new ArrayList<>();
            for (List<AgentSnapshot> some : packs(agents, Part::length)) {
                parts.add(new Part(List.of(), some));
            }
            for (List<TaskSnapshot> some : packs(tasks, Part::length)) {
                parts.add(new Part(some, List.of()));
            }
            return parts.isEmpty() ? List.of(new Part(List.of(), List.of())) : parts;
        }

        Frame encode(int part, int parts) {
            return Frames.snapshot(tasks, agents, part, parts);
        }

        private interface Length<T> {
            int of(T entity);
        }

        private static <T> List<List<T>> packs(List<T> all, Length<T> length) {
            List<List<T>> packs = new ArrayList<>();
            int start = 0;
            int total = 0;
            for (int i = 0; i < all.size(); i++) {
                int next = length.of(all.get(i));
                if (i > start
                        && (i - start == MAX_ENTITIES_PER_PART
                                || total + next > MAX_LENGTH_PER_PART)) {
                    packs.add(all.subList(start, i));
                    start = i;
                    total = 0;
                }
                total += next;
            }
            if (start < all.size()) {
                packs.add(all.subList(start, all.size()));
            }
            return Collections.unmodifiableList(packs);
        }

        private static int length(TaskSnapshot task) {
            return BASE_LENGTH
                    + task.brief().title().length()
                    + length(task.remark().message())
                    + task.attempt().prior().size() * BASE_LENGTH / 3;
        }

        private static int length(AgentSnapshot agent) {
            Json meta = agent.meta();
            return BASE_LENGTH / 2 + (meta == null ? 0 : meta.text().length());
        }

        private static int length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }
    }
}
