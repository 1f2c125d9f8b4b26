package dev.mcsync.realtime.view;

import dev.mcsync.realtime.view.BoardKey.Kind;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * One run of Kafka Streams that fills the board from the first offset on and then follows the log.
 * Global stores only: every instance reads all partitions, and there is no consumer group.
 */
final class BoardStream implements AutoCloseable {

    /**
     * How long the broker holds an idle fetch. Kafka Streams restores one partition after another,
     * and the next one waits for the idle fetch of the one before; with the default of 500 ms an
     * instance would need 12 s for 24 partitions. It is not a delay: what is new is sent at once.
     */
    private static final Duration FETCH_WAIT = Duration.ofMillis(50);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Fetch sizes: a poll of many partitions must not bring more than this into memory. */
    private static final int MAX_FETCH_BYTES = 8 * 1024 * 1024;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Path stateDirectory;
    private final GlobalOnly clients;
    private final KafkaStreams streams;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    BoardStream(
            KafkaClients kafka,
            BoardView board,
            Consumer<Map<TopicPartition, Long>> takenIn,
            BoardIntake intake) {
        stateDirectory = newDirectory();
        clients = new GlobalOnly(takenIn);
        streams =
                new KafkaStreams(
                        topology(board, intake),
                        new StreamsConfig(config(kafka, stateDirectory)),
                        clients);
        streams.setUncaughtExceptionHandler(failure -> {
            ended.complete(String.valueOf(failure.getCause()));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((state, _) -> {
            if (state == State.ERROR || state == State.NOT_RUNNING) {
                ended.complete("Kafka Streams is in state " + state);
            }
        });
    }

    /**
     * Returns when everything that was on the log at the call has been put on the board.
     *
     * @throws org.apache.kafka.streams.errors.StreamsException when the log cannot be read
     */
    void start() {
        streams.start();
        clients.started = true;
    }

    /** Ends {@link #start}, or the run; from any thread. */
    void stop() {
        clients.stopStarting();
        ended.complete("stopped");
    }

    /** Completes with the reason when it has come to an end by itself. */
    CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        streams.close(CLOSE_WITHIN);
        try {
            FileSystemUtils.deleteRecursively(stateDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to delete " + stateDirectory, e);
        }
    }

    private static Topology topology(BoardView board, BoardIntake intake) {
        Topology topology = new Topology();
        for (Kind kind : Kind.values()) {
            String topic = kind.topic().topicName();
            topology.addGlobalStore(
                    BoardStore.of(kind.topic()),
                    topic + "-source",
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    topic,
                    topic + "-updater",
                    () -> new BoardUpdater(kind, board, intake));
        }
        return topology;
    }

    private static Map<String, Object> config(KafkaClients kafka, Path stateDirectory) {
        return kafka.streamsSettings(
                // Never the same twice: nothing is kept, and two instances on one machine do not
                // meet.
                "mc-realtime-" + UUID.randomUUID(),
                Map.of(
                        StreamsConfig.STATE_DIR_CONFIG,
                        stateDirectory.toString(),
                        StreamsConfig.POLL_MS_CONFIG,
                        POLL,
                        // How long a restore may stand still before the run is begun again.
                        StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
                        REQUEST_TIMEOUT.multipliedBy(3)),
                Map.of(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT));
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("mc-realtime-");
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a directory for temporary files", e);
        }
    }

    /** The clients of a topology that has global stores and nothing else. */
    private static final class GlobalOnly implements KafkaClientSupplier {

        private final Consumer<Map<TopicPartition, Long>> takenIn;
        private volatile @Nullable TrackedConsumer consumer;
        private volatile boolean started;

        GlobalOnly(Consumer<Map<TopicPartition, Long>> takenIn) {
            this.takenIn = takenIn;
        }

        /** Kafka Streams itself does not end a restore that waits for a broker. */
        void stopStarting() {
            TrackedConsumer starting = consumer;
            if (starting != null && !started) {
                starting.wakeup();
            }
        }

        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return Admin.create(config);
        }

        @Override
        public TrackedConsumer getGlobalConsumer(Map<String, Object> config) {
            TrackedConsumer tracked = new TrackedConsumer(config, takenIn);
            consumer = tracked;
            return tracked;
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            throw new IllegalStateException("Expected a topology that writes nothing");
        }

        @Override
        public KafkaConsumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            throw new IllegalStateException("Expected a topology of global stores only");
        }

        @Override
        public KafkaConsumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            throw new IllegalStateException("Expected a topology of global stores only");
        }
    }
}
