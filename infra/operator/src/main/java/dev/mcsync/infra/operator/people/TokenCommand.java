package dev.mcsync.infra.operator.people;

import picocli.CommandLine.Command;

/** What an admin does with tokens. */
@Command(
        name = "token",
        description = {
            "Makes, lists, rotates and revokes tokens; needs the admin's.",
            "A token is shown once, when it is made: mc-sync keeps only its digest.",
            "Ends with 0 when done, 1 when the system refused, 2 on wrong use, 4 without an answer."
        },
        footer = {
            "",
            "Example:",
            "  MC_TOKEN=$(mc-sync token create \"Build agents\" --role agent --agent agt_build)"
        },
        subcommands = {
            TokenCreateCommand.class,
            TokenListCommand.class,
            TokenRotateCommand.class,
            TokenRevokeCommand.class
        },
        mixinStandardHelpOptions = true)
public final class TokenCommand extends CommandGroup {}
