package dev.mcsync.infra.operator.people;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.operator.address.SystemTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.people.Paper.Format;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where a person's command is done: it has the system, the form of the output, and one exit code
 * for each way to fail. A mixin.
 */
final class Desk {
    @Mixin private SystemTarget target = new SystemTarget();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<form>",
            completionCandidates = Words.Formats.class,
            converter = Words.FormatOf.class,
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** What a command does with the system. */
    @FunctionalInterface
    interface Work {
        int on(Calls calls, Paper paper) throws InterruptedException;
    }

    int run(Work work) {
        CommandLine line = requireNonNull(command).commandLine();
        Paper paper = new Paper(line.getOut(), line.getErr(), format);
        try (McApi api = open(target.address())) {
            return work.on(new Calls(api), paper);
        } catch (UsageException e) {
            paper.aside(String.valueOf(e.getMessage()));
            return ExitCodes.USAGE;
        } catch (CallFailedException e) {
            paper.aside(String.valueOf(e.getMessage()));
            return e.exitCode();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCodes.INTERRUPTED;
        }
    }

    private static McApi open(SystemTarget.Address address) {
        if (!isAddress(address.url())) {
            throw new UsageException(
                    "--url is an address such as http://localhost:8080, not " + address.url());
        }
        if (!address.token().matches("[!-~]+")) {
            throw new UsageException("the token has characters that no token has");
        }
        return address.open();
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            return scheme.matches("(?i)https?") && uri.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
