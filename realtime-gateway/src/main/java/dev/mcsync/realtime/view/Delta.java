package dev.mcsync.realtime.view;

import java.time.Instant;

/**
 * A change, with its place on the log.
 *
 * @param writtenAt when the record was written, by its producer's or the broker's clock
 * @param takenAt when this process took it in
 */
public record Delta(
        BoardChange change, int partition, long offset, Instant writtenAt, Instant takenAt) {}
