package dev.mcsync.infra.operator.check;

import dev.mcsync.infra.operator.address.SystemTarget;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The checklist after a deployment. */
@Command(
        name = "check",
        description = {
            "Shows the nine acceptance criteria on a running system, a line each; ends with 1 when"
                    + " one fails.",
            "It creates two tasks and three agents of its own, and takes them off the board again:"
                    + " the tasks are in the archive, the agents retired."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Mixin private SystemTarget target = new SystemTarget();

    @Option(
            names = "--max-wait",
            defaultValue = "30",
            description =
                    "Longest wait, in seconds, for a time limit of the system (${DEFAULT-VALUE})."
                            + " Criteria 6 and 7 are skipped when the limits are longer.")
    private long maxWaitSeconds;

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() {
        SystemTarget.Address address = target.address();
        try (McApi api = address.open()) {
            terminal.plain("mc-sync check of " + address);
            var check =
                    new AcceptanceCheck(api, address.discord(), Duration.ofSeconds(maxWaitSeconds));
            boolean isWell = false;
            try {
                isWell = check.run(this::print);
            } finally {
                terminal.plain(check.tidyUp().sentence());
            }
            terminal.plain(isWell ? "Everything that was shown is as it should be." : "Not well.");
            return isWell ? 0 : 1;
        }
    }

    private void print(int number, String statement, Verdict verdict, Duration took) {
        String mark =
                switch (verdict) {
                    case Verdict.Passed _ -> terminal.green("✔");
                    case Verdict.Failed _ -> terminal.red("✘");
                    case Verdict.Skipped _ -> terminal.yellow("–");
                };
        terminal.line(mark, number + "  " + statement + "  · " + told(verdict), took);
    }

    private static String told(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed(String because) -> because;
            case Verdict.Failed(String because) -> "FAILED: " + because;
            case Verdict.Skipped(String because) -> "skipped: " + because;
        };
    }
}
