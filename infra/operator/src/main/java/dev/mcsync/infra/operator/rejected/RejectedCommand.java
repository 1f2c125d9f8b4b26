package dev.mcsync.infra.operator.rejected;

import picocli.CommandLine.Command;

/** What was refused, why, and how it is sent again. */
@Command(
        name = "rejected",
        description = "Shows the records that were refused, and sends them again once mended.",
        subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class},
        mixinStandardHelpOptions = true)
public final class RejectedCommand {}
