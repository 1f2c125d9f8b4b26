package dev.mcsync.infra.operator.people;

import dev.mcsync.contracts.access.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token. */
@Command(
        name = "create",
        description = "Makes a token and prints it, alone, on the output. It is not shown again.",
        footer = {
            "",
            "Examples:",
            "  mc-sync token create \"Build agents\" --role agent --agent agt_build --expires 90d",
            "  mc-sync token create \"Screen in the hall\" --role panel --connections 2"
        },
        mixinStandardHelpOptions = true)
final class TokenCreateCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(
            paramLabel = "<name>",
            description = "For people: told with every fact that comes by the token.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "<role>",
            completionCandidates = Words.Roles.class,
            converter = Words.RoleOf.class,
            description = "What it opens: ${COMPLETION-CANDIDATES}.")
    private Role role = Role.AGENT;

    @Option(
            names = "--agent",
            paramLabel = "<id>",
            description = "The only agent that it speaks for, with the role agent.")
    private @Nullable String agent;

    @Option(
            names = "--expires",
            paramLabel = "<time>",
            converter = Words.LimitOf.class,
            description = "After 90d, 12h … it is over; else it is good until it is revoked.")
    private @Nullable Duration expires;

    @ArgGroup(exclusive = false, heading = "What it may do at most:%n")
    private @Nullable Limits limits;

    static final class Limits {
        @Option(names = "--calls-per-second", paramLabel = "<n>")
        private @Nullable Integer calls;

        @Option(names = "--events-per-second", paramLabel = "<n>")
        private @Nullable Integer events;

        @Option(
                names = "--connections",
                paramLabel = "<n>",
                description = "Long polls, streams and WebSockets, open at once.")
        private @Nullable Integer connections;

        @Option(
                names = "--open-tasks",
                paramLabel = "<n>",
                description = "Unfinished tasks of those that it created.")
        private @Nullable Integer openTasks;

        @Option(names = "--body-bytes", paramLabel = "<n>", description = "Of one call.")
        private @Nullable Integer bodyBytes;

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            put(body, "calls_per_second", calls);
            put(body, "events_per_second", events);
            put(body, "connections", connections);
            put(body, "open_tasks", openTasks);
            put(body, "body_bytes", bodyBytes);
            return body;
        }
    }

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            TokenWords.show(paper, calls.once(TokenWords.TOKENS, body()));
            return ExitCodes.OK;
        });
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("role", role.wireName());
        put(body, "agent_id", agent);
        put(body, "expires_in", expires == null ? null : expires.toSeconds());
        put(body, "limits", limits == null ? null : limits.body());
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
