package dev.mcsync.service.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A sentence in place of a trace. */
final class UnknownSettingAnalyzer extends AbstractFailureAnalyzer<UnknownSettingException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UnknownSettingException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the name, or take it out of the environment of this service.",
                cause);
    }
}
