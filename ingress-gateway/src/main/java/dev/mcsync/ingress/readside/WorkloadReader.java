package dev.mcsync.ingress.readside;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;

/** Reads {@code {listed, unfinished}}. */
final class WorkloadReader {

    private WorkloadReader() {}

    static Decoded<Workload> read(byte[] body) {
        return StrictJson.readOwnObject(
                body,
                in -> {
                    boolean isListed = in.flag("listed");
                    Long unfinished = in.integer("unfinished", 0, Long.MAX_VALUE);
                    return in.finish(() -> new Workload(isListed, requireNonNull(unfinished)));
                });
    }
}
