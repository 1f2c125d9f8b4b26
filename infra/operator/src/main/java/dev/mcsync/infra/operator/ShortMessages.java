package dev.mcsync.infra.operator;

import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.rejected.ReplayRefusedException;
import dev.mcsync.infra.operator.terminal.Reasons;
import dev.mcsync.service.startup.SettingException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What a person can act on is told in a sentence; anything else with its whole trace.
 *
 * @param told what else is told in a sentence
 */
record ShortMessages(List<Class<? extends Exception>> told) implements IExecutionExceptionHandler {
    private static final List<Class<? extends Exception>> TOLD =
            List.of(
                    ApiUnreachableException.class,
                    ReplayRefusedException.class,
                    SettingException.class,
                    UncheckedIOException.class,
                    UsageException.class);

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (Stream.of(TOLD, told)
                .flatMap(List::stream)
                .noneMatch(type -> type.isInstance(failure))) {
            throw failure;
        }
        String reason = failure instanceof UncheckedIOException ? ": " + Reasons.of(failure) : "";
        commandLine.getErr().println("mc-sync: " + failure.getMessage() + reason);
        return 1;
    }
}
