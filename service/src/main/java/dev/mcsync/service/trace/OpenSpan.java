package dev.mcsync.service.trace;

import dev.mcsync.service.kafka.TraceParent;
import java.util.Optional;

/**
 * A span that has begun. One thread at a time; what comes after its end is lost. Never a token, a
 * body or another secret goes into a tag.
 */
public interface OpenSpan {

    /** Keeps nothing. */
    static OpenSpan none() {
        return NoSpans.NOTHING;
    }

    /** What follows from it carries this on; empty where spans are not kept. */
    Optional<TraceParent> place();

    /** Once more is known than at its beginning. */
    OpenSpan name(String name);

    OpenSpan tag(String key, String value);

    OpenSpan tag(String key, long value);

    /**
     * @param why a word, such as the name of an exception's type
     */
    OpenSpan failed(String why);

    void end();

    /** The same, and where spans are not kept, what was given. */
    default TraceParent placeOr(TraceParent given) {
        return place().orElse(given);
    }
}
