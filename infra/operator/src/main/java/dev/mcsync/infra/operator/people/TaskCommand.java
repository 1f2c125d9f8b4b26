package dev.mcsync.infra.operator.people;

import picocli.CommandLine.Command;

/** What a person does with tasks. */
@Command(
        name = "task",
        description = {
            "Creates, lists, shows, watches and changes tasks.",
            "Ends with 0 when done, 1 when the system refused, 2 on wrong use, 4 without an answer."
        },
        footer = {"", "Example:", "  mc-sync task create \"Tidy up\" --agent agent-7 --watch"},
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            ShowCommand.class,
            WatchCommand.class,
            MoveCommand.class,
            RetryCommand.class,
            CancelCommand.class,
            AnswerCommand.class,
            NoteCommand.class
        },
        mixinStandardHelpOptions = true)
public final class TaskCommand extends CommandGroup {}
