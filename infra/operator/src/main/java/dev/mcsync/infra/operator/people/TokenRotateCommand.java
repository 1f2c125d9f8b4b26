package dev.mcsync.infra.operator.people;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Puts another token in the place of one. */
@Command(
        name = "rotate",
        description =
                "Makes another token like one and prints it, alone, on the output. For a while"
                        + " both are good.",
        footer = {"", "Example:", "  mc-sync token rotate \"Build agents\" --grace 10m"},
        mixinStandardHelpOptions = true)
final class TokenRotateCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(paramLabel = "<id>", description = "The token_id, or the name.")
    private String given = "";

    @Option(
            names = "--grace",
            paramLabel = "<time>",
            converter = Words.LimitOf.class,
            defaultValue = "1h",
            description = "How long the old one stays good (default: ${DEFAULT-VALUE}).")
    private Duration grace = Duration.ofHours(1);

    @Option(names = "--now", description = "The old one is over at once.")
    private boolean now;

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            String path = TokenWords.TOKENS + "/" + TokenWords.idOf(calls, given) + "/rotate";
            JsonNode made = calls.once(path, Map.of("grace", now ? 0 : grace.toSeconds()));
            TokenWords.show(paper, made);
            if (!made.path("replaced").asBoolean(false)) {
                paper.aside(
                        "The end of the old token was not confirmed: mc-sync token revoke "
                                + TaskWords.text(made, "replaces"));
            }
            return ExitCodes.OK;
        });
    }
}
