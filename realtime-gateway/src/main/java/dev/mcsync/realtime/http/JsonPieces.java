package dev.mcsync.realtime.http;

import dev.mcsync.contracts.json.ObjectWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

/**
 * A JSON object with lists in it, encoded piece by piece as the pieces are asked for, so that no
 * long answer ever stands in memory whole. Each iteration begins anew.
 */
public final class JsonPieces implements Iterable<byte[]> {

    /** Encoded at a time, give or take one element. */
    static final int LENGTH = 32 * 1024;

    private final String head;
    private final List<Elements<?>> lists = new ArrayList<>();

    private record Elements<T>(String name, List<T> values, BiConsumer<ObjectWriter, T> members) {

        Iterator<String> encoded() {
            return values.stream()
                    .map(value -> {
                        ObjectWriter element = new ObjectWriter();
                        members.accept(element, value);
                        return element.finish();
                    })
                    .iterator();
        }
    }

    private JsonPieces(String head) {
        this.head = head;
    }

    public static JsonPieces of(ObjectWriter membersBefore) {
        return new JsonPieces(membersBefore.finish());
    }

    /** Adds a list, after all that was added before. */
    public <T> JsonPieces list(String name, List<T> values, BiConsumer<ObjectWriter, T> members) {
        lists.add(new Elements<>(name, List.copyOf(values), members));
        return this;
    }

    @Override
    public Iterator<byte[]> iterator() {
        return new Pieces();
    }

    /** For one thread at a time. */
    private final class Pieces implements Iterator<byte[]> {

        private final StringBuilder piece = new StringBuilder(LENGTH + LENGTH / 4);
        private final Iterator<Elements<?>> nextLists = lists.iterator();
        private Iterator<String> elements = Collections.emptyIterator();
        private boolean isFirstMember;
        private boolean isWithinList;
        private boolean isOver;

        Pieces() {
            // Without its closing brace.
            piece.append(head, 0, head.length() - 1);
            isFirstMember = piece.length() == 1;
        }

        @Override
        public boolean hasNext() {
            return !isOver;
        }

        @Override
        public byte[] next() {
            if (isOver) {
                throw new NoSuchElementException();
            }
            while (!isOver && piece.length() < LENGTH) {
                step();
            }
            byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
            piece.setLength(0);
            return bytes;
        }

        private void step() {
            if (elements.hasNext()) {
                piece.append(elements.next());
                if (elements.hasNext()) {
                    piece.append(',');
                }
            } else if (isWithinList) {
                piece.append(']');
                isWithinList = false;
            } else if (nextLists.hasNext()) {
                begin(nextLists.next());
            } else {
                piece.append('}');
                isOver = true;
            }
        }

        private void begin(Elements<?> list) {
            piece.append(isFirstMember ? "\"" : ",\"").append(list.name()).append("\":[");
            isFirstMember = false;
            isWithinList = true;
            elements = list.encoded();
        }
    }
}
