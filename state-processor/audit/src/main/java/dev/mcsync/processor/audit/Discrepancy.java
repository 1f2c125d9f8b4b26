package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.wire.Drift;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not agree: a row or a snapshot that is not as the ledger says, a ledger that
 * is not as it was written, or a record that nobody can account for.
 *
 * @param differences member by member, where both sides can be read
 * @param detail a sentence for a person; null where the rest says it all
 */
public record Discrepancy(
        Kind kind,
        Subject subject,
        Versions versions,
        List<FieldDifference> differences,
        @Nullable String detail) {

    /** What is wrong. The ledger can mend what is a {@link Drift}, and nothing else. */
    public enum Kind implements WireName {
        ROW_EDITED(Drift.ROW_EDITED),
        ROW_MISSING(Drift.ROW_MISSING),
        ROW_UNREADABLE(Drift.ROW_UNREADABLE),
        SNAPSHOT_MISSING(Drift.SNAPSHOT_MISSING),
        SNAPSHOT_STALE(Drift.SNAPSHOT_STALE),
        SNAPSHOT_DIFFERS(Drift.SNAPSHOT_DIFFERS),
        SNAPSHOT_ORPHAN(Drift.SNAPSHOT_ORPHAN),
        /** A row that claims to come from facts, and no fact in the ledger that made it. */
        ROW_ORPHAN,
        /** An entry says that a fact did what it cannot have done. */
        HISTORY_DIVERGED,
        /** An entry was changed, removed or put in after it was sealed. */
        CHAIN_BROKEN,
        /** A record of an input that has no outcome and was not set aside. */
        UNACCOUNTED,
        OUTCOME_UNREADABLE,
        /** On the log a second time. */
        OUTCOME_REPEATED,
        /** In the database and not on the log. */
        OUTCOME_MISSING,
        /** On the log and not in the database. */
        OUTCOME_UNKNOWN,
        /** An outcome that the notifier is done with and has not noted. */
        NOTICE_MISSING;

        /** Of tasks and agents, which a look at the state can meet; the others are of the log. */
        public static final Set<Kind> OF_STATE =
                Collections.unmodifiableSet(EnumSet.range(ROW_EDITED, CHAIN_BROKEN));

        private final String wireName = name().toLowerCase(Locale.ROOT);
        private final @Nullable Drift drift;

        Kind() {
            this(null);
        }

        Kind(@Nullable Drift drift) {
            this.drift = drift;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    /**
     * What each side says; null where there is none, none that can be read, or it was not looked
     * at.
     *
     * @param fold that the ledger comes to
     */
    public record Versions(@Nullable Long fold, @Nullable Long row, @Nullable Long published) {

        static final Versions NONE = new Versions(null, null, null);

        /** The highest one met anywhere, which a repair has to be above; 0 when there is none. */
        public long highest() {
            return Math.max(orZero(fold), Math.max(orZero(row), orZero(published)));
        }

        private static long orZero(@Nullable Long version) {
            return version == null ? 0 : version;
        }

        private Optional<String> told() {
            List<String> told = new ArrayList<>();
            add(told, "ledger", fold);
            add(told, "row", row);
            add(told, "published", published);
            return told.isEmpty()
                    ? Optional.empty()
                    : Optional.of("versions: " + String.join(", ", told));
        }

        private static void add(List<String> told, String name, @Nullable Long version) {
            if (version != null) {
                told.add(name + " " + version);
            }
        }
    }

    public Discrepancy {
        differences = List.copyOf(differences);
    }

    static Discrepancy of(Kind kind, Subject subject, String detail) {
        return new Discrepancy(kind, subject, Versions.NONE, List.of(), detail);
    }

    /** Empty for what the ledger cannot mend. */
    public Optional<Drift> drift() {
        return Optional.ofNullable(kind.drift);
    }

    /** The detail, or else the versions; empty where the differences say it all. */
    public Optional<String> told() {
        return Optional.ofNullable(detail).or(versions::told);
    }

    @Override
    public String toString() {
        return "%s  %s%s%s"
                .formatted(
                        kind.wireName(),
                        subject,
                        told().map(told -> "  " + told).orElse(""),
                        differences.stream()
                                .map(difference -> "\n        " + difference)
                                .collect(Collectors.joining()));
    }
}
