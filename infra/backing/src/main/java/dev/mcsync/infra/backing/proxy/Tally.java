package dev.mcsync.infra.backing.proxy;

/**
 * What happened under one mode: the witness that a fault was felt. Connections refused by the
 * kernel, because nobody listened, are not seen and not counted.
 *
 * @param accepted new connections
 * @param broken connections that the proxy closed or reset for the mode's sake
 * @param bytesPassed to the other end
 * @param bytesDropped read and never passed on
 */
public record Tally(long accepted, long broken, long bytesPassed, long bytesDropped) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                accepted + other.accepted,
                broken + other.broken,
                bytesPassed + other.bytesPassed,
                bytesDropped + other.bytesDropped);
    }
}
