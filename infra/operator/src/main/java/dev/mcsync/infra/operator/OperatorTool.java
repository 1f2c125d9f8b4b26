package dev.mcsync.infra.operator;

import dev.mcsync.infra.operator.address.NoOther;
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

/** The operator's commands by themselves, for any system: {@code java -jar …-tool.jar}. */
@Command(
        name = "mc-sync-operator",
        description = "Looks at a running mc-sync, and mends what it refused.",
        subcommands = {
            TaskCommand.class,
            AgentsCommand.class,
            EventsCommand.class,
            NotificationsCommand.class,
            TokenCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            RejectedCommand.class,
            AcceptNewLogCommand.class,
            AgentCommand.class,
            McpCommand.class,
            AgentCheckCommand.class,
            DemoCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class OperatorTool {
    public static void main(String[] args) {
        PlainDefaults.pin();
        OperatorLine.logQuietly();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return OperatorLine.of(new OperatorTool(), NoOther::new, List.of());
    }
}
