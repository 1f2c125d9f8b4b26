package dev.mcsync.infra.local;

import dev.mcsync.infra.backing.BackingFailedException;
import dev.mcsync.infra.backing.PortTakenException;
import dev.mcsync.infra.local.run.RunFailedException;
import dev.mcsync.infra.operator.OperatorLine;
import dev.mcsync.infra.operator.Version;
import dev.mcsync.infra.operator.agent.AgentCommand;
import dev.mcsync.infra.operator.agentcheck.AgentCheckCommand;
import dev.mcsync.infra.operator.audit.AuditCommand;
import dev.mcsync.infra.operator.check.CheckCommand;
import dev.mcsync.infra.operator.demo.DemoCommand;
import dev.mcsync.infra.operator.mcp.McpCommand;
import dev.mcsync.infra.operator.newlog.AcceptNewLogCommand;
import dev.mcsync.infra.operator.people.AgentsCommand;
import dev.mcsync.infra.operator.people.CompletionCommand;
import dev.mcsync.infra.operator.people.EventsCommand;
import dev.mcsync.infra.operator.people.NotificationsCommand;
import dev.mcsync.infra.operator.people.TaskCommand;
import dev.mcsync.infra.operator.people.TokenCommand;
import dev.mcsync.infra.operator.rejected.RejectedCommand;
import dev.mcsync.service.startup.PlainDefaults;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands that run in this program: its own, and the operator's; the script {@code ./mc-sync}
 * adds those that build.
 */
@Command(
        name = "mc-sync",
        description = "Keeps the panel, the agents and Discord in step.",
        subcommands = {
            UpCommand.class,
            AgentCommand.class,
            McpCommand.class,
            AgentCheckCommand.class,
            TaskCommand.class,
            AgentsCommand.class,
            EventsCommand.class,
            NotificationsCommand.class,
            TokenCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            RejectedCommand.class,
            AcceptNewLogCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class McSync {
    public static void main(String[] args) {
        PlainDefaults.pin();
        OperatorLine.logQuietly();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return OperatorLine.of(
                new McSync(),
                ThisMachine::new,
                List.of(
                        RunFailedException.class,
                        BackingFailedException.class,
                        PortTakenException.class));
    }
}
