package dev.mcsync.infra.proof.bench.subject;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM holds on to: its heap after a full collection, and its direct buffers. */
public final class LiveMemory {

    private LiveMemory() {}

    @SuppressWarnings("BanJNDI") // the other end is a JVM that was started here
    public static long bytesOf(long pid) throws IOException {
        String address = managementAddress(pid);
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            MemoryMXBean memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
            memory.gc();
            long direct =
                    ManagementFactory.getPlatformMXBeans(server, BufferPoolMXBean.class).stream()
                            .filter(pool -> pool.getName().equals("direct"))
                            .mapToLong(BufferPoolMXBean::getMemoryUsed)
                            .sum();
            return memory.getHeapMemoryUsage().getUsed() + direct;
        }
    }

    /** How many threads of the platform it has. */
    @SuppressWarnings("BanJNDI") // the other end is a JVM that was started here
    public static int threadsOf(long pid) throws IOException {
        String address = managementAddress(pid);
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            return ManagementFactory.getPlatformMXBean(
                            connector.getMBeanServerConnection(), ThreadMXBean.class)
                    .getThreadCount();
        }
    }

    private static String managementAddress(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("Cannot look into process " + pid, e);
        }
    }
}
