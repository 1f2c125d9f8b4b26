package dev.mcsync.infra.operator.mcp;

import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.people.CallFailedException;
import dev.mcsync.infra.operator.people.Calls;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tasks as what a client reads: the newest ones, and each by its id. */
final class TaskResources {

    private static final String TASKS = "mcsync://tasks";
    private static final String TYPE = "application/json";

    private final Calls calls;

    TaskResources(Calls calls) {
        this.calls = calls;
    }

    SyncResourceSpecification list() {
        Resource newest =
                Resource.builder(TASKS, "tasks")
                        .title("Tasks")
                        .description("The fifty tasks of the board that changed last.")
                        .mimeType(TYPE)
                        .build();
        return new SyncResourceSpecification(
                newest, (_, _) -> read(TASKS, () -> calls.get("/api/dashboard/tasks?limit=50")));
    }

    SyncResourceTemplateSpecification one() {
        ResourceTemplate byId =
                ResourceTemplate.builder(TASKS + "/{id}", "task")
                        .title("Task")
                        .description("A task with its payload, its attempts and its result.")
                        .mimeType(TYPE)
                        .build();
        return new SyncResourceTemplateSpecification(
                byId,
                (_, request) ->
                        read(
                                request.uri(),
                                () -> calls.task(request.uri().substring(TASKS.length() + 1))));
    }

    private interface Reading {
        JsonNode read() throws InterruptedException;
    }

    private static ReadResourceResult read(String uri, Reading reading) {
        try {
            String text = reading.read().toString();
            return ReadResourceResult.builder(
                            List.of(TextResourceContents.builder(uri, text).mimeType(TYPE).build()))
                    .build();
        } catch (CallFailedException | UsageException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed("The server ends.");
        }
    }

    private static McpError failed(String why) {
        return McpError.builder(ErrorCodes.INTERNAL_ERROR).message(why).build();
    }
}
