package dev.mcsync.processor.intake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * A member with a name of its own stays in its group when it is closed, until its session ends, so
 * that it finds its partitions when it comes back; and meanwhile nobody takes from them. So a
 * member that is closed says goodbye here, and the others have its partitions at once. One that is
 * killed still finds them when it comes back.
 */
final class Leaving {

    private Leaving() {}

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> whenClosed(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        Consumer.class.getClassLoader(),
                        new Class<?>[] {Consumer.class},
                        (_, method, arguments) -> {
                            try {
                                if (method.getName().equals("close") && arguments == null) {
                                    consumer.close(
                                            CloseOptions.groupMembershipOperation(
                                                    GroupMembershipOperation.LEAVE_GROUP));
                                    return null;
                                }
                                return method.invoke(consumer, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }
}
