package dev.mcsync.realtime.view;

import dev.mcsync.contracts.topic.Topic;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What Kafka Streams holds as the global store of one topic. The board itself is the store's
 * content: {@link BoardUpdater} writes it, and this only takes part in the store's life.
 *
 * <p>On start Kafka Streams hands every record from the first offset on to the same processor that
 * takes the live ones, because the store is added with {@code addGlobalStore} (since Kafka 3.8); so
 * there is nothing here to restore. In memory: nothing outlives the process.
 */
final class BoardStore implements StateStore {

    private final String name;
    private volatile boolean open;

    private BoardStore(String name) {
        this.name = name;
    }

    static StoreBuilder<BoardStore> of(Topic topic) {
        return new Builder(topic.topicName() + "-board");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        open = true;
        context.register(
                root,
                (key, value) -> {
                    throw new IllegalStateException(
                            "Expected restored records to go through the processor of " + name);
                });
    }

    @Override
    @SuppressWarnings("deprecation") // Still without a default in the interface.
    public void flush() {}

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Neither cached nor logged: the topic is the log. */
    private record Builder(String name) implements StoreBuilder<BoardStore> {

        @Override
        public StoreBuilder<BoardStore> withCachingEnabled() {
            throw new UnsupportedOperationException("Expected no cache before the board");
        }

        @Override
        public StoreBuilder<BoardStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<BoardStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("Expected no changelog of a global store");
        }

        @Override
        public StoreBuilder<BoardStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public BoardStore build() {
            return new BoardStore(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
