package dev.mcsync.infra.operator.demo;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command says what the demonstration is to be like. */
public final class DemoOptions {
    @Option(
            names = "--lang",
            converter = DemoLanguage.Converter.class,
            completionCandidates = DemoLanguage.Codes.class,
            description = {
                "Language of the demo's tasks: ${COMPLETION-CANDIDATES} (that of this machine)."
            })
    private @Nullable DemoLanguage language;

    public DemoLanguage language() {
        return language == null ? DemoLanguage.ofThisMachine() : language;
    }
}
