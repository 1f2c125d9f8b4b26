package dev.mcsync.processor.instance;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a processor, of which the names of its transactions and group members are made. */
public final class InstanceId {

    /** Kafka takes 249 characters, with what is put after the name. */
    private static final int MAX_LENGTH = 128;

    private static final Pattern WELL_FORMED =
            Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");

    private InstanceId() {}

    /**
     * @param configured null or blank for the name of this machine, which in a container is the
     *     container's
     * @throws IllegalArgumentException when it is no name, or there is none
     */
    public static String orNameOfThisMachine(@Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            return fitting(nameOfThisMachine());
        }
        if (!WELL_FORMED.matcher(configured).matches()) {
            throw new IllegalArgumentException(
                    "Expected mc.instance-id of up to %d letters, digits, dots, dashes and underscores, found %s"
                            .formatted(MAX_LENGTH, configured));
        }
        return configured;
    }

    /** What Kafka does not take in a name becomes a dash, and what is too long is cut off. */
    static String fitting(String hostName) {
        String taken = hostName.replaceAll("[^A-Za-z0-9._-]", "-");
        return taken.substring(0, Math.min(taken.length(), MAX_LENGTH));
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "Expected mc.instance-id (MC_INSTANCE_ID), since this machine has no name", e);
        }
    }
}
