package dev.mcsync.infra.operator.people;

import picocli.CommandLine.Command;

/** What happens, as it happens. */
@Command(
        name = "events",
        description = "Follows what happens to tasks and agents.",
        footer = {"", "Example:", "  mc-sync events tail --agent agent-7"},
        subcommands = TailCommand.class,
        mixinStandardHelpOptions = true)
public final class EventsCommand extends CommandGroup {}
