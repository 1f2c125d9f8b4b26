package dev.mcsync.processor.intake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Spring's container takes a fenced producer for a sign that another consumer has the partitions,
 * and passes over the batch. But the broker also fences whoever takes too long over a transaction,
 * and then the partitions are still here, and the batch would never be published. So a fence is
 * told as any other failure, after which the batch is read again.
 */
final class Fences {

    private Fences() {}

    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> asFailures(Producer<byte[], byte[]> producer) {
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        Producer.class.getClassLoader(),
                        new Class<?>[] {Producer.class},
                        (_, method, arguments) -> {
                            try {
                                return method.invoke(producer, arguments);
                            } catch (InvocationTargetException e) {
                                throw asFailure(e.getTargetException());
                            }
                        });
    }

    private static Throwable asFailure(Throwable thrown) {
        return thrown instanceof ProducerFencedException fence
                ? new KafkaException("Expected to hold the transactional id, was fenced", fence)
                : thrown;
    }
}
