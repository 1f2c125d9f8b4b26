package dev.mcsync.realtime.read;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.Writable;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * Reads when the facts of tasks were applied, and not what they said: the index of the flow holds
 * all that is asked for, so no row of the ledger is read.
 */
final class FactTimesReader {

    private static final String APPLIED =
            " from agent_events where task_id is not null and outcome = 'applied'";

    /** Part by part, which costs half of grouping all that is in the span. */
    private static final String COUNTS =
            "select i as part, (select count(*)"
                    + APPLIED
                    + """
                     and applied_at >= :from + i * :length * interval '1 microsecond'
                     and applied_at < least(:to, :from + (i + 1) * :length * interval '1 microsecond')
                    ) as applied
                    from unnest(:parts::int[]) i
                    """;

    private static final String FIRST =
            "select applied_at as at" + APPLIED + " order by applied_at limit 1";

    private static final String LAST_UP_TO =
            "select applied_at as at"
                    + APPLIED
                    + " and applied_at <= :moment order by applied_at desc limit 1";

    private static final String FIRST_AFTER =
            "select applied_at as at"
                    + APPLIED
                    + " and applied_at > :moment order by applied_at limit 1";

    private final Tables tables;
    private final InstantSource clock;
    private final SettledCounts settled = new SettledCounts();

    FactTimesReader(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * @param earliest the first fact that the ledger has; nothing when it has none
     * @param counts of each part of the span, in order
     */
    record FactTimes(Span span, Optional<Instant> earliest, List<Bucket> counts) {}

    /**
     * @param at its beginning
     */
    record Bucket(Instant at, long applied) implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.text("at", at).number("applied", applied);
        }
    }

    Mono<FactTimes> within(Span span) {
        return counts(span)
                .zipWhen(_ -> moment(FIRST, Map.of()))
                .map(read -> new FactTimes(span, read.getT2(), read.getT1()));
    }

    /** Only what is not known for good is counted anew. */
    private Mono<List<Bucket>> counts(Span span) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Map<Integer, Long> counts = settled.find(span, now);
            Integer[] unknown =
                    IntStream.range(0, span.parts())
                            .filter(part -> !counts.containsKey(part))
                            .boxed()
                            .toArray(Integer[]::new);
            return counted(span, unknown)
                    .map(counted -> {
                        settled.keep(span, now, counted);
                        counts.putAll(counted);
                        return buckets(span, counts);
                    });
        });
    }

    /** By the numbers of the parts. */
    private Mono<Map<Integer, Long>> counted(Span span, Integer[] parts) {
        if (parts.length == 0) {
            return Mono.just(Map.of());
        }
        Map<String, Object> values =
                Map.of(
                        "parts", parts,
                        "length", span.partMicros(),
                        "from", column(span.from()),
                        "to", column(span.to()));
        return tables.rows(COUNTS, values, FactTimesReader::count)
                .map(rows ->
                        rows.stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static List<Bucket> buckets(Span span, Map<Integer, Long> counts) {
        return IntStream.range(0, span.parts())
                .mapToObj(part -> new Bucket(span.partAt(part), requireNonNull(counts.get(part))))
                .toList();
    }

    /** The last fact that was applied by the moment. */
    Mono<Optional<Instant>> lastUpTo(Instant moment) {
        return moment(LAST_UP_TO, Map.of("moment", column(moment)));
    }

    Mono<Optional<Instant>> firstAfter(Instant moment) {
        return moment(FIRST_AFTER, Map.of("moment", column(moment)));
    }

    private Mono<Optional<Instant>> moment(String sql, Map<String, ?> values) {
        return tables.rows(sql, values, FactTimesReader::at)
                .map(found -> found.stream().findFirst());
    }

    private static Map.Entry<Integer, Long> count(Readable row) {
        return Map.entry(
                requireNonNull(row.get("part", Integer.class)),
                requireNonNull(row.get("applied", Long.class)));
    }

    private static Instant at(Readable row) {
        return requireNonNull(row.get("at", Instant.class));
    }

    private static OffsetDateTime column(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
