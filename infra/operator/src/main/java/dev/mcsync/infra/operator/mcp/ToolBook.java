package dev.mcsync.infra.operator.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What clients are told of the tools, as it stands in the files beside this class. */
final class ToolBook {

    private ToolBook() {}

    /** For whoever works as an agent. */
    static List<Tool> ofAgents() {
        return read("agent-tools.json");
    }

    /** For whoever looks at the board and puts tasks on it. */
    static List<Tool> ofTheBoard() {
        return read("board-tools.json");
    }

    private static List<Tool> read(String file) {
        try (InputStream in = Objects.requireNonNull(ToolBook.class.getResourceAsStream(file))) {
            return Protocol.MAPPER.readValue(in.readAllBytes(), new TypeRef<List<Tool>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
