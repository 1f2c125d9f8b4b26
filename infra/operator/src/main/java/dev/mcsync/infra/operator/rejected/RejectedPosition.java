package dev.mcsync.infra.operator.rejected;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a rejected record among the others, as a person types it: {@code 3@1042}. */
public record RejectedPosition(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})@([0-9]{1,18})");

    /** Empty when it is no position. */
    public static Optional<RejectedPosition> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new RejectedPosition(
                                Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
