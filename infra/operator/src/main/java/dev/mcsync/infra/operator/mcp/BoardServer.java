package dev.mcsync.infra.operator.mcp;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.operator.Version;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.agent.CalledAgent;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.people.CallFailedException;
import dev.mcsync.infra.operator.people.Calls;
import dev.mcsync.infra.operator.terminal.Terminal;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Serves one client, from its first message to the end of its input. */
final class BoardServer {

    private static final String OF_AN_AGENT =
            """
            mc-sync hands tasks to agents; you are one. The loop: next_task, then ack, then the work with report_progress \
            every few minutes, then done or failed; then next_task again. Where a decision is a person's, ask_person. \
            An error that begins with "Stop" means that the attempt is over: leave the work as it is and call next_task. \
            After a lost answer make the same call again: it takes effect once.\
            """;

    private static final String OF_THE_BOARD =
            "mc-sync is a board of tasks for agents. Look at tasks, and create them; a call made again takes effect once.";

    private final McApi api;
    private final @Nullable CalledAgent agent;
    private final Terminal terminal;

    /**
     * @param agent null where the client works as none
     * @param terminal for people; never the protocol's output
     */
    BoardServer(McApi api, @Nullable CalledAgent agent, Terminal terminal) {
        this.api = api;
        this.agent = agent;
        this.terminal = terminal;
    }

    /** Returns when the input has ended. */
    void serve(InputStream in, OutputStream out) throws InterruptedException {
        ProtocolInput input = new ProtocolInput(in, terminal);
        TaskResources resources = new TaskResources(new Calls(api));
        McpSyncServer server =
                McpServer.sync(new StdioServerTransportProvider(Protocol.MAPPER, input, out))
                        .serverInfo(
                                "mc-sync",
                                new Version().getVersion()[0].replaceFirst("^mc-sync ", ""))
                        .instructions(agent == null ? OF_THE_BOARD : OF_AN_AGENT)
                        .capabilities(
                                ServerCapabilities.builder()
                                        .tools(false)
                                        .resources(false, false)
                                        .build())
                        .jsonMapper(Protocol.MAPPER)
                        .tools(tools())
                        .resources(resources.list())
                        .resourceTemplates(resources.one())
                        .build();
        input.awaitEnd();
        server.close();
    }

    private List<SyncToolSpecification> tools() {
        List<Tool> book = new ArrayList<>(ToolBook.ofTheBoard());
        Map<String, Work> works = new HashMap<>(new BoardTools(new Calls(api)).all());
        if (agent != null) {
            book.addAll(0, ToolBook.ofAgents());
            works.putAll(new AgentTools(agent).all());
        }
        return book.stream()
                .map(tool -> {
                    Work work = requireNonNull(works.get(tool.name()), tool.name());
                    return new SyncToolSpecification(
                            tool, (_, request) -> result(reply(work, request.arguments())));
                })
                .toList();
    }

    /** Whatever goes wrong is told in words that a model can act on. */
    private Reply reply(Work work, @Nullable Map<String, Object> arguments) {
        try {
            return work.on(
                    Protocol.JSON.valueToTree(arguments == null ? Map.of() : arguments)
                                    instanceof ObjectNode object
                            ? object
                            : Protocol.JSON.createObjectNode());
        } catch (CallFailedException e) {
            return new Reply.Wrong(
                    e.isTemporary()
                            ? e.getMessage() + ". Make the same call again: it takes effect once."
                            : String.valueOf(e.getMessage()));
        } catch (UsageException e) {
            return new Reply.Wrong(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.Wrong("The server ends. Make the same call again once it runs.");
        } catch (RuntimeException e) {
            terminal.note("a call failed: " + e);
            return new Reply.Wrong(
                    "The server failed; its error output says why. Make the same call again: it takes effect once.");
        }
    }

    private static CallToolResult result(Reply reply) {
        return switch (reply) {
            case Reply.Told(ObjectNode content) ->
                    CallToolResult.builder()
                            .addTextContent(content.toString())
                            .structuredContent(content)
                            .isError(false)
                            .build();
            case Reply.Wrong(String why) ->
                    CallToolResult.builder().addTextContent(why).isError(true).build();
        };
    }
}
