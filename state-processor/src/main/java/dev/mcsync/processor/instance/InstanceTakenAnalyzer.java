package dev.mcsync.processor.instance;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A sentence in place of a trace. */
final class InstanceTakenAnalyzer extends AbstractFailureAnalyzer<InstanceTakenException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, InstanceTakenException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Give each processor a name of its own in MC_INSTANCE_ID, or leave it away: then it"
                        + " is the name of the machine or container. If that process should not be"
                        + " there, stop it and start this one again.",
                cause);
    }
}
