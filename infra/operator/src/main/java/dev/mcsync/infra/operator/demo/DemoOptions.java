package dev.mcsync.infra.operator.demo;

import picocli.CommandLine.Option;

/** How a command says what the demonstration is to be like. */
public final class DemoOptions {
    @Option(
            names = "--lang",
            converter = DemoLanguage.Converter.class,
            completionCandidates = DemoLanguage.Codes.class,
            defaultValue = "en",
            description = {
                "Language of the demo's tasks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
            })
    private DemoLanguage language = DemoLanguage.EN;

    public DemoLanguage language() {
        return language;
    }
}
