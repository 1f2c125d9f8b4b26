package dev.mcsync.realtime.read;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Whether the database answers, asked at most once in five seconds however often it is looked at: a
 * probe for each look could use up the very pool that it looks at.
 */
public final class DatabaseProbe {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProbe.class);

    private static final Duration KEPT_FOR = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final Mono<Boolean> answer;

    DatabaseProbe(HistoryReader history) {
        this.answer =
                history.ping()
                        .timeout(ANSWER_WITHIN)
                        .doOnError(e -> log.warn("The database does not answer: {}", e.toString()))
                        .onErrorReturn(false)
                        .cache(KEPT_FOR);
    }

    public Mono<Boolean> answers() {
        return answer;
    }
}
