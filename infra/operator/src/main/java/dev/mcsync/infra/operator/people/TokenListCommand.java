package dev.mcsync.infra.operator.people;

import static dev.mcsync.infra.operator.people.TaskWords.text;

import dev.mcsync.infra.operator.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists the tokens. */
@Command(
        name = "list",
        description = "Lists the tokens that are good, and with --all those that are over, too.",
        footer = {"", "Example:", "  mc-sync token list --all"},
        mixinStandardHelpOptions = true)
final class TokenListCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Option(names = "--all", description = "Those that are over, too.")
    private boolean all;

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            List<JsonNode> tokens =
                    calls.get(TokenWords.TOKENS)
                            .path("tokens")
                            .valueStream()
                            .filter(token -> all || TokenWords.isGood(token))
                            .toList();
            if (paper.isJson()) {
                ArrayNode told = JsonNodeFactory.instance.arrayNode();
                tokens.forEach(told::add);
                paper.json(JsonNodeFactory.instance.objectNode().set("tokens", told));
            } else {
                paper.table(table(paper, tokens), "There is no token.");
            }
            return ExitCodes.OK;
        });
    }

    private static Table table(Paper paper, List<JsonNode> tokens) {
        Table table =
                new Table()
                        .column("ID")
                        .column("NAME")
                        .column("FOR")
                        .column("STANDING", paper::colour)
                        .column("ENDS")
                        .column("MADE BY");
        for (JsonNode token : tokens) {
            boolean isOfSettings = token.path("of_environment").asBoolean(false);
            table.row(
                    text(token, "token_id"),
                    text(token, "name"),
                    TokenWords.reach(token),
                    text(token, "standing"),
                    FactLine.time(text(token, "ends_at")),
                    isOfSettings ? "(settings)" : text(token, "created_by"));
        }
        return table;
    }
}
