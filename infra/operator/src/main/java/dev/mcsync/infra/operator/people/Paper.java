package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.terminal.ForeignText;
import dev.mcsync.infra.operator.terminal.Table;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a command prints on: answers on the output, and what is about them beside it. */
final class Paper {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintWriter out;
    private final PrintWriter err;
    private final Format format;
    private final Terminal terminal;

    enum Format {
        TABLE,
        JSON
    }

    Paper(PrintWriter out, PrintWriter err, Format format) {
        this.out = out;
        this.err = err;
        this.format = format;
        this.terminal = Terminal.to(out);
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    /** One document, for people too. */
    void json(JsonNode document) {
        out.println(ForeignText.json(JSON.writeValueAsString(document)));
    }

    private void jsonLine(JsonNode document) {
        out.println(ForeignText.json(document.toString()));
    }

    /** The answer to a change, or what it says in a sentence. */
    void change(JsonNode answer, String sentence) {
        if (isJson()) {
            json(answer);
        } else {
            line(sentence);
        }
    }

    /**
     * @param nothing what is said instead of an empty table
     */
    void table(Table table, String nothing) {
        if (table.isEmpty()) {
            line(nothing);
        } else {
            table.lines(Terminal.width()).forEach(out::println);
        }
    }

    /** One of many, as a line of JSON or in words. */
    void each(JsonNode document, String words) {
        if (isJson()) {
            jsonLine(document);
        } else {
            line(words);
        }
    }

    void line(String text) {
        out.println(ForeignText.line(text));
    }

    /** Under a heading. */
    void item(String text) {
        out.println("  " + ForeignText.line(text));
    }

    /** A name and what it stands for, unless that is nothing. */
    void pair(String name, String value) {
        if (!value.isEmpty()) {
            terminal.pair(name, ForeignText.line(value));
        }
    }

    /** A heading and a text with its line breaks, unless that is nothing. */
    void section(String name, String text) {
        if (!text.isEmpty()) {
            heading(name);
            ForeignText.block(text).lines().map(line -> "  " + line).forEach(out::println);
        }
    }

    void heading(String name) {
        out.println();
        out.println(ForeignText.line(name));
    }

    /** What is no part of the answer. */
    void aside(String text) {
        err.println("mc-sync: " + ForeignText.line(text));
    }

    /** Colours what ended well, what did not and what is waited for. */
    String colour(String cell) {
        return switch (cell.strip()) {
            case "done", "online", "sent", "good" -> terminal.green(cell);
            case "failed", "timeout", "cancelled", "offline", "dead", "revoked" ->
                    terminal.red(cell);
            case "asks", "quiet", "waiting" -> terminal.yellow(cell);
            default -> cell;
        };
    }

    /** Nobody reads any more, as behind {@code head}. */
    boolean isClosed() {
        // What writes to a stream of the process is not told that it broke.
        return out.checkError() || System.out.checkError();
    }
}
