package dev.mcsync.ingress.docs;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an example for people to read: indented, in the order of the document. */
final class PrettyJson {

    private static final String INDENT = "  ";

    private PrettyJson() {}

    static String of(YamlNode example) {
        StringBuilder out = new StringBuilder();
        write(example.value(), "\n", out);
        return out.toString();
    }

    private static void write(@Nullable Object value, String newLine, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> writeObject(map, newLine, out);
            case Map<?, ?> _ -> out.append("{}");
            case List<?> list when !list.isEmpty() -> writeArray(list, newLine, out);
            case List<?> _ -> out.append("[]");
            case String text -> writeText(text, out);
            case null, default -> out.append(value);
        }
    }

    private static void writeObject(Map<?, ?> map, String newLine, StringBuilder out) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<?, ?> member = members.next();
            out.append(newLine).append(INDENT);
            writeText(String.valueOf(member.getKey()), out);
            out.append(": ");
            write(member.getValue(), newLine + INDENT, out);
            out.append(members.hasNext() ? "," : "");
        }
        out.append(newLine).append('}');
    }

    private static void writeArray(List<?> list, String newLine, StringBuilder out) {
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            out.append(newLine).append(INDENT);
            write(elements.next(), newLine + INDENT, out);
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(newLine).append(']');
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
}
