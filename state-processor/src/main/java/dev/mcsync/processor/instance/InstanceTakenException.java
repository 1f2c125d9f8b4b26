package dev.mcsync.processor.instance;

/** Another process lives under this processor's name. */
public final class InstanceTakenException extends RuntimeException {
    InstanceTakenException(String instanceId, String process) {
        super(
                "Another processor runs as mc.instance-id %s: %s. It goes on; this one has taken nothing"
                        .formatted(instanceId, process));
    }
}
