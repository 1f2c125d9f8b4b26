package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a report's time goes on its way through the product, read afterwards from what the product
 * records anyway, so that looking costs nothing while it runs: the log's time of the fact and the
 * decision's from the ledger, PostgreSQL's own time of the commit, the time at which the outcome
 * was handed to Kafka, and the arrival at the socket here. All clocks are this machine's; the log's
 * tell whole milliseconds.
 */
final class Stages implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String TIMES =
            """
            select event_id, (extract(epoch from received_at) * 1000000)::bigint,
                (extract(epoch from applied_at) * 1000000)::bigint,
                (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint
            from agent_events where starts_with(event_id, ?)
            """;

    /** A step of the way. */
    private enum Stage {
        APPENDED("due → log"),
        DECIDED("log → decided"),
        COMMITTED("decided → committed"),
        PUBLISHED("committed → published"),
        SEEN("published → on the socket");

        private final String words;

        Stage(String words) {
            this.words = words;
        }
    }

    private final Bed bed;
    private final TopicReader outcomes;

    private Stages(Bed bed, TopicReader outcomes) {
        this.bed = bed;
        this.outcomes = outcomes;
    }

    /** Remembers where the topic of outcomes ends; to be called before the load. */
    static Stages begin(Bed bed) {
        return new Stages(
                bed, TopicReader.fromNow(bed.bootstrapServers(), Topic.TASK_OUTCOMES.topicName()));
    }

    /** Of the reports from one number to another that were seen. */
    List<Figure> tell(Figure.Place place, Reports reports, Journal journal, int from)
            throws SQLException {
        Map<Integer, Long> published = published(reports, journal.total());
        Map<Stage, Histogram> times = new EnumMap<>(Stage.class);
        Stream.of(Stage.values()).forEach(stage -> times.put(stage, Journal.histogram()));
        try (Connection database = bed.product().connect();
                PreparedStatement query = database.prepareStatement(TIMES)) {
            query.setString(1, reports.prefix());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    int number = reports.numberOf(row.getString(1));
                    Long handedOver = published.get(number);
                    if (number >= from && journal.wasSeen(number) && handedOver != null) {
                        note(times, moments(row, journal, number, handedOver));
                    }
                }
            }
        }
        return times.entrySet().stream()
                .map(stage -> place.times(stage.getKey().words, stage.getValue()))
                .toList();
    }

    private static long[] moments(ResultSet row, Journal journal, int number, long published)
            throws SQLException {
        return new long[] {
            journal.dueEpochMicros(number),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            published,
            journal.seenEpochMicros(number)
        };
    }

    /**
     * @param moments in epoch microseconds, one more than there are stages
     */
    private static void note(Map<Stage, Histogram> times, long[] moments) {
        times.forEach((stage, histogram) ->
                Journal.record(histogram, moments[stage.ordinal() + 1] - moments[stage.ordinal()]));
    }

    @Override
    public void close() {
        outcomes.close();
    }

    private Map<Integer, Long> published(Reports reports, int total) {
        Map<Integer, Long> published = new HashMap<>();
        int[] noted = new int[1];
        outcomes.await(
                records -> {
                    records.subList(noted[0], records.size())
                            .forEach(record -> note(record, reports, published));
                    noted[0] = records.size();
                    return published.size() >= total;
                },
                PATIENCE);
        return published;
    }

    private static void note(
            ConsumerRecord<byte[], byte[]> record, Reports reports, Map<Integer, Long> published) {
        if (WireCodec.decodeOutcome(record.value())
                        instanceof Decoded.Valid<Outcome>(Outcome outcome)
                && outcome.eventId().value().startsWith(reports.prefix())) {
            published.put(reports.numberOf(outcome.eventId().value()), record.timestamp() * 1_000);
        }
    }
}
