package dev.mcsync.infra.operator.people;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Revokes a token. */
@Command(
        name = "revoke",
        description =
                "Revokes a token: it opens nothing any more, and what is open by it is closed.",
        footer = {"", "Example:", "  mc-sync token revoke \"Build agents\""},
        mixinStandardHelpOptions = true)
final class TokenRevokeCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(paramLabel = "<id>", description = "The token_id, or the name.")
    private String given = "";

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            JsonNode answer =
                    calls.change(
                            TokenWords.TOKENS + "/" + TokenWords.idOf(calls, given) + "/revoke");
            paper.change(answer, "%s is revoked".formatted(TaskWords.text(answer, "name")));
            return ExitCodes.OK;
        });
    }
}
