package dev.mcsync.contracts.json;

/**
 * A JSON object in canonical form: keys sorted, no white space, numbers written out in full. Equal
 * objects have equal text, also after a round trip through a {@code jsonb} column.
 *
 * <p>Made only by {@link StrictJson}, which has checked the content.
 */
public final class Json {

    public static final Json EMPTY = new Json("{}");

    private final String text;

    Json(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
