package dev.mcsync.infra.local;

import dev.mcsync.infra.backing.BackingFailedException;
import dev.mcsync.infra.backing.PortTakenException;
import dev.mcsync.infra.local.api.ApiUnreachableException;
import dev.mcsync.infra.local.rejected.ReplayRefusedException;
import dev.mcsync.infra.local.run.Reasons;
import dev.mcsync.infra.local.run.RunFailedException;
import dev.mcsync.service.startup.UnknownSettingException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a person can act on is told in a sentence; anything else with its whole trace. */
final class ShortMessages implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (!isExpected(failure)) {
            throw failure;
        }
        String reason = failure instanceof UncheckedIOException ? ": " + Reasons.of(failure) : "";
        commandLine.getErr().println("mc-sync: " + failure.getMessage() + reason);
        return 1;
    }

    private static boolean isExpected(Exception failure) {
        return switch (failure) {
            case RunFailedException _,
                    BackingFailedException _,
                    PortTakenException _,
                    ApiUnreachableException _,
                    ReplayRefusedException _,
                    UncheckedIOException _,
                    UnknownSettingException _,
                    UsageException _ ->
                    true;
            default -> false;
        };
    }
}
