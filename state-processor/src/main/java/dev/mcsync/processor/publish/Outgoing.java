package dev.mcsync.processor.publish;

import dev.mcsync.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record to be published.
 *
 * @param partition null leaves the choice to the partitioner, which goes by the key
 * @param key null only where the rejected original had none
 * @param headers in order; a name may come twice, as it does in the record of another
 */
public record Outgoing(
        Topic topic,
        @Nullable Integer partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    public Outgoing {
        headers = List.copyOf(headers);
    }

    /** As the Kafka client takes it. */
    public ProducerRecord<byte[], byte[]> toProducerRecord() {
        return new ProducerRecord<>(topic.topicName(), partition, key, value, headers);
    }

    /**
     * @param more put behind the others
     */
    public Outgoing with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Outgoing(topic, partition, key, value, all);
    }
}
