package dev.mcsync.contracts.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one object; a member whose value is null is left out. For one thread. */
public final class ObjectWriter {

    private final StringBuilder out;
    private boolean first = true;

    public ObjectWriter() {
        this(new StringBuilder(512));
    }

    private ObjectWriter(StringBuilder out) {
        this.out = out;
        out.append('{');
    }

    /** Writes any value that has a text of its own: ids, strings, wire names and timestamps. */
    public ObjectWriter text(String name, @Nullable Object value) {
        if (value != null) {
            name(name);
            StrictJson.writeText(spelling(value), out);
        }
        return this;
    }

    public ObjectWriter number(String name, @Nullable Number value) {
        if (value != null) {
            name(name);
            out.append(value);
        }
        return this;
    }

    public ObjectWriter flag(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /** False is left out. */
    public ObjectWriter flagIf(String name, boolean value) {
        return value ? flag(name, true) : this;
    }

    public ObjectWriter json(String name, @Nullable Json value) {
        if (value != null) {
            name(name);
            out.append(value.text());
        }
        return this;
    }

    public <T> ObjectWriter object(
            String name, @Nullable T value, BiConsumer<ObjectWriter, T> members) {
        if (value != null) {
            name(name);
            write(value, members);
        }
        return this;
    }

    public ObjectWriter object(String name, @Nullable Writable value) {
        return object(name, value, (out, members) -> members.write(out));
    }

    public ObjectWriter objects(String name, List<? extends Writable> values) {
        return objects(name, values, (out, members) -> members.write(out));
    }

    /** An empty list is written; a reader need not tell it from a missing one. */
    public <T> ObjectWriter objects(
            String name, List<T> values, BiConsumer<ObjectWriter, T> members) {
        name(name);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(values.get(i), members);
        }
        out.append(']');
        return this;
    }

    /** An empty list is left out. */
    public ObjectWriter texts(String name, List<?> values) {
        if (!values.isEmpty()) {
            name(name);
            out.append('[');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                StrictJson.writeText(spelling(values.get(i)), out);
            }
            out.append(']');
        }
        return this;
    }

    /** An empty list is written. */
    public ObjectWriter numbers(String name, long... values) {
        name(name);
        out.append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",").append(values[i]);
        }
        out.append(']');
        return this;
    }

    public String finish() {
        return out.append('}').toString();
    }

    public byte[] bytes() {
        return finish().getBytes(StandardCharsets.UTF_8);
    }

    private <T> void write(T value, BiConsumer<ObjectWriter, T> members) {
        ObjectWriter nested = new ObjectWriter(out);
        members.accept(nested, value);
        out.append('}');
    }

    private void name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        out.append('"').append(name).append("\":");
    }

    private static String spelling(Object value) {
        return switch (value) {
            case WireName constant -> constant.wireName();
            case Instant instant -> instant.toString();
            default -> value.toString();
        };
    }
}
