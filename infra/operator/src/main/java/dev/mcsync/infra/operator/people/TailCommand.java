package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.address.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Follows the ledger: the board's frames tell states, and of two facts at once only the last. */
@Command(
        name = "tail",
        description = "Prints the newest events, and then each as it comes, until Ctrl-C.",
        footer = {"", "Example:", "  mc-sync events tail -n 50 --agent agent-7 -o json"},
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @Mixin private Desk desk = new Desk();

    @Option(names = "--task", paramLabel = "<id>", description = "Only those of one task.")
    private @Nullable String task;

    @Option(names = "--agent", paramLabel = "<id>", description = "Only those of one agent.")
    private @Nullable String agent;

    @Option(
            names = "-n",
            paramLabel = "<n>",
            defaultValue = "10",
            description = "How many of the newest come first, 0 to 1000 (${DEFAULT-VALUE}).")
    private int newest;

    @Override
    public Integer call() {
        return desk.run(this::tail);
    }

    private int tail(Calls calls, Paper paper) throws InterruptedException {
        if (newest < 0 || newest > MOST) {
            throw new UsageException("-n is 0 to %d, not %d".formatted(MOST, newest));
        }
        if (agent != null) {
            Calls.id("an agent", agent);
        }
        FactFeed feed = feed(calls);
        Steadily steadily = new Steadily(calls, paper);
        List<JsonNode> first =
                steadily.read(() -> feed.newest(newest, this::isWanted)).orElseThrow();
        print(first, feed, paper);
        while (!paper.isClosed()) {
            steadily.pause();
            steadily.read(() -> feed.next().stream().filter(this::isWanted).toList())
                    .ifPresent(facts -> print(facts, feed, paper));
        }
        return ExitCodes.OK;
    }

    /** A task that is none has no facts either, so it is asked for by itself. */
    private FactFeed feed(Calls calls) throws InterruptedException {
        if (task == null) {
            return FactFeed.ofAll(calls);
        }
        calls.task(task);
        return FactFeed.ofTask(calls, task);
    }

    private boolean isWanted(JsonNode fact) {
        return agent == null || TaskWords.text(fact, "agent_id").equals(agent);
    }

    private static void print(List<JsonNode> facts, FactFeed feed, Paper paper) {
        if (feed.isTruncated()) {
            paper.aside("there are more than are read at once; the older part is left out");
        }
        facts.forEach(fact -> paper.each(fact, FactLine.of(fact)));
    }
}
