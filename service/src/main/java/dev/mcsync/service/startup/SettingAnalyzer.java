package dev.mcsync.service.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A sentence in place of a trace. */
final class SettingAnalyzer extends AbstractFailureAnalyzer<SettingException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, SettingException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct it, or take it out of the environment of this service.",
                cause);
    }
}
