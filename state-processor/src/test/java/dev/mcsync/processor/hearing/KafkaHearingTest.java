package dev.mcsync.processor.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KafkaHearingTest {

    private static final TopicPartition MARKS =
            new TopicPartition(Topic.LISTENING.topicName(), ListeningMark.PARTITION);
    private static final Instant T = Instant.parse("2026-11-28T08:00:00Z");

    /** Of this machine's clock: years away, as after a jump. */
    private static final Instant CLOCK = Instant.parse("2031-01-01T00:00:00Z");

    private static final Hearing DEAF = Hearing.deaf(CLOCK);

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaHearing hearing = new KafkaHearing(() -> consumer, nanos::get);
    private long offset;

    @AfterEach
    void stop() {
        hearing.stop();
    }

    @Test
    void nobodyIsKnownToBeHeardBeforeTheLogWasRead() {
        assertThat(hearing.at(CLOCK)).isEqualTo(DEAF);
    }

    @Test
    void withoutAnyMarkSilenceCountsAsItDidBeforeThereWereMarks() {
        follow();

        await().until(() -> hearing.at(CLOCK).equals(new Hearing(CLOCK, true, null)));
    }

    @Test
    void aTopicThatIsNotThereIsAsGoodAsOneWithoutMarks() {
        hearing.start();

        await().until(() -> hearing.at(CLOCK).equals(new Hearing(CLOCK, true, null)));
    }

    @Test
    void marksFromBeforeProveNothingUntilOneComesWhileItLooks() {
        follow(0, 3);
        await().until(() -> consumer.position(MARKS) == 2);
        assertThat(hearing.at(CLOCK)).isEqualTo(DEAF);

        mark(6);

        await().until(() -> hearing.at(CLOCK).silenceCounts());
        assertThat(hearing.at(CLOCK)).isEqualTo(new Hearing(T.plusSeconds(6), true, T));
    }

    @Test
    void theTimeIsTheLogsOwnAndGoesOnWithTheMachine() {
        follow();
        mark(0);
        await().until(() -> hearing.at(CLOCK).silenceCounts());

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(hearing.at(CLOCK).now()).isEqualTo(T.plusSeconds(2));
    }

    @Test
    void whenNoMarkComesAnyMoreNobodyCanBeHeard() {
        follow();
        mark(0);
        await().until(() -> hearing.at(CLOCK).silenceCounts());

        nanos.addAndGet(ListeningMark.LOST_AFTER.plusMillis(1).toNanos());

        assertThat(hearing.at(CLOCK)).isEqualTo(DEAF);
    }

    @Test
    void afterAGapSilenceCountsFromTheFirstMark() {
        follow(0, 3);
        mark(3_600);
        mark(3_603);

        await().until(() -> hearing.at(CLOCK).now().equals(T.plusSeconds(3_603)));
        assertThat(hearing.at(CLOCK).countsFrom()).isEqualTo(T.plusSeconds(3_600));
    }

    @Test
    void aRecordThatTheLogDidNotStampIsNoMark() {
        follow();
        consumer.schedulePollTask(() -> consumer.addRecord(record(0, TimestampType.CREATE_TIME)));
        mark(3);

        await().until(() -> hearing.at(CLOCK).silenceCounts());
        assertThat(hearing.at(CLOCK).countsFrom()).isEqualTo(T.plusSeconds(3));
    }

    /** Begins to follow a log that holds these. */
    private void follow(int... seconds) {
        Node node = new Node(1, "localhost", 1);
        Node[] nodes = {node};
        consumer.updatePartitions(
                MARKS.topic(), List.of(new PartitionInfo(MARKS.topic(), 0, node, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(MARKS, 0L));
        consumer.updateEndOffsets(Map.of(MARKS, (long) seconds.length));
        consumer.schedulePollTask(() -> {
            for (int second : seconds) {
                consumer.addRecord(record(second, TimestampType.LOG_APPEND_TIME));
            }
        });
        hearing.start();
    }

    private void mark(int second) {
        consumer.schedulePollTask(
                () -> consumer.addRecord(record(second, TimestampType.LOG_APPEND_TIME)));
    }

    private ConsumerRecord<byte[], byte[]> record(int second, TimestampType stamped) {
        return new ConsumerRecord<>(
                MARKS.topic(),
                MARKS.partition(),
                offset++,
                T.plusSeconds(second).toEpochMilli(),
                stamped,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }
}
