package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.wire.Drift;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as the ledger says, or a ledger that is not as it was written.
 *
 * @param foldVersion the version that the ledger comes to; null when it comes to nothing
 * @param rowVersion null when there is no row, or none that can be read
 * @param publishedVersion null when nothing is published, or nothing that can be read, or when it
 *     was not looked at
 * @param detail a sentence for a person; null where the rest says it all
 */
public record Finding(
        Kind kind,
        Subject subject,
        @Nullable Long foldVersion,
        @Nullable Long rowVersion,
        @Nullable Long publishedVersion,
        List<FieldDifference> differences,
        @Nullable String detail) {

    /** The first seven are those of {@link Drift}, and can be repaired from the ledger. */
    public enum Kind implements WireName {
        ROW_EDITED,
        ROW_MISSING,
        ROW_UNREADABLE,
        SNAPSHOT_MISSING,
        SNAPSHOT_STALE,
        SNAPSHOT_DIFFERS,
        SNAPSHOT_ORPHAN,
        /** A row that claims to come from facts, and no fact in the ledger that made it. */
        ROW_ORPHAN,
        /** An entry says that a fact did what it cannot have done. */
        HISTORY_DIVERGED,
        /** An entry was changed, removed or put in after it was sealed. */
        CHAIN_BROKEN;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        @Override
        public String wireName() {
            return wireName;
        }
    }

    public Finding {
        differences = List.copyOf(differences);
    }

    /** Empty for what the ledger cannot mend. */
    public Optional<Drift> drift() {
        return switch (kind) {
            case ROW_EDITED -> Optional.of(Drift.ROW_EDITED);
            case ROW_MISSING -> Optional.of(Drift.ROW_MISSING);
            case ROW_UNREADABLE -> Optional.of(Drift.ROW_UNREADABLE);
            case SNAPSHOT_MISSING -> Optional.of(Drift.SNAPSHOT_MISSING);
            case SNAPSHOT_STALE -> Optional.of(Drift.SNAPSHOT_STALE);
            case SNAPSHOT_DIFFERS -> Optional.of(Drift.SNAPSHOT_DIFFERS);
            case SNAPSHOT_ORPHAN -> Optional.of(Drift.SNAPSHOT_ORPHAN);
            case ROW_ORPHAN, HISTORY_DIVERGED, CHAIN_BROKEN -> Optional.empty();
        };
    }

    /** The highest version met anywhere, which a repair has to be above; 0 when there is none. */
    public long highestVersion() {
        return Math.max(
                orZero(foldVersion), Math.max(orZero(rowVersion), orZero(publishedVersion)));
    }

    private static long orZero(@Nullable Long version) {
        return version == null ? 0 : version;
    }
}
