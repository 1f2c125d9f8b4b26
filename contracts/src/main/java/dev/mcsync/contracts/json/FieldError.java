package dev.mcsync.contracts.json;

import java.util.regex.Pattern;

/**
 * One thing wrong with an input.
 *
 * @param pointer JSON Pointer (RFC 6901) to the place; empty for the whole document
 * @param detail what was expected; never what was sent
 */
public record FieldError(String pointer, String detail) {

    /** Anything else in the place of a name may be content, or too long to be told. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The same fault, seen from the object or array that holds the place under that name. */
    FieldError below(String name) {
        return NAME.matcher(name).matches()
                ? new FieldError("/" + name + pointer, detail)
                : new FieldError("", detail);
    }
}
