package dev.mcsync.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of JSON in a document.
 *
 * @param line counts from 1; where the fence opens
 * @param schema that the comment before the fence names
 */
record JsonBlock(Path file, int line, Optional<String> schema, String text) {

    private static final Pattern COMMENT = Pattern.compile("<!-- schema: (\\S+) -->");
    private static final String FENCE = "```";

    static List<JsonBlock> in(Path file) {
        List<String> lines = linesOf(file);
        List<JsonBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            // An indented code block shows a fence, and is none.
            if (lines.get(i).strip().equals(FENCE + "json") && !lines.get(i).startsWith("    ")) {
                int end = endOf(lines, i);
                blocks.add(
                        new JsonBlock(
                                file,
                                i + 1,
                                i == 0 ? Optional.empty() : schemaIn(lines.get(i - 1)),
                                String.join("\n", lines.subList(i + 1, end))));
                i = end;
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return file.getFileName() + ":" + line;
    }

    private static int endOf(List<String> lines, int start) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) {
                return i;
            }
        }
        throw new IllegalStateException("Expected an end of the block at line " + (start + 1));
    }

    private static Optional<String> schemaIn(String line) {
        Matcher comment = COMMENT.matcher(line.strip());
        return comment.matches() ? Optional.of(comment.group(1)) : Optional.empty();
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
