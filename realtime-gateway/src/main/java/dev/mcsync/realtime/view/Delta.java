package dev.mcsync.realtime.view;

import java.time.Instant;

/**
 * A change, with its place on the log.
 *
 * @param versionBefore the one on the board before it; 0 when there was none
 * @param writtenAt when the record was written, by its producer's or the broker's clock
 * @param takenAt when this process took it in
 */
public record Delta(
        BoardChange change,
        long versionBefore,
        int partition,
        long offset,
        Instant writtenAt,
        Instant takenAt) {

    /** Of its partition, among those of both topics. */
    int index(TopicLayout layout) {
        return layout.index(change.subject().kind(), partition);
    }
}
