package dev.mcsync.contracts.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a task, for people.
 *
 * @param text Markdown, 1 to {@value #MAX_TEXT_LENGTH} code points; null when the links say it all
 * @param links at most {@value #MAX_LINKS}
 */
public record Result(@Nullable String text, List<Link> links) {

    public static final int MAX_TEXT_LENGTH = 16_000;
    public static final int MAX_LINKS = 10;

    /**
     * @param url absolute, of http or https, in ASCII; up to {@value #MAX_URL_LENGTH} characters
     * @param title 1 to {@value #MAX_TITLE_LENGTH} code points; null shows the address
     */
    public record Link(String url, @Nullable String title) {

        public static final int MAX_URL_LENGTH = 2000;
        public static final int MAX_TITLE_LENGTH = 200;
    }

    public Result {
        links = List.copyOf(links);
    }
}
