package dev.mcsync.processor.intake;

import dev.mcsync.contracts.topic.Topic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record to be published.
 *
 * @param partition null leaves the choice to the partitioner, which goes by the key
 * @param key null only where the rejected original had none
 */
public record Outgoing(
        Topic topic,
        @Nullable Integer partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers) {

    public Outgoing {
        headers = Map.copyOf(headers);
    }
}
