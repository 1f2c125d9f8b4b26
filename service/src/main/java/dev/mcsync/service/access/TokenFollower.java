package dev.mcsync.service.access;

import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.follow.TopicFollower;
import dev.mcsync.service.kafka.KafkaClients;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How a service hears of tokens that are made while the system runs. */
public final class TokenFollower {

    private static final Map<String, Object> FROM_THE_BEGINNING =
            Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    private TokenFollower() {}

    /**
     * @param heard is told of all that was ever said and of all that will be, in any order and
     *     perhaps more than once, on one thread
     * @param caughtUp when all that was there has been told
     */
    public static TopicFollower of(
            KafkaClients clients, String clientId, Consumer<TokenRecord> heard, Runnable caughtUp) {
        return new TopicFollower(
                Topic.ACCESS_TOKENS,
                TopicFollower.From.OLDEST,
                () -> clients.openConsumer(clientId, FROM_THE_BEGINNING),
                new TokenReader(heard, caughtUp));
    }
}
