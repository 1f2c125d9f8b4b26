package dev.mcsync.infra.operator.agent;

import picocli.CommandLine.Command;

/** What makes agents of programs. */
@Command(
        name = "agent",
        description = "Makes an agent of any program.",
        subcommands = AgentRunCommand.class,
        mixinStandardHelpOptions = true)
public final class AgentCommand {}
