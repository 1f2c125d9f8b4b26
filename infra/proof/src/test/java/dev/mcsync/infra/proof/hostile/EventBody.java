package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;

/**
 * Content that claims to be an agent's event. It is posted and put on the log alike, and both must
 * come to the same verdict.
 *
 * @param template with places for ids; a character stands for a byte
 */
record EventBody(String name, String template, Verdict verdict) {

    enum Verdict {
        REFUSED,
        TAKEN
    }

    /** Whom the event is about. */
    record Ids(String taskId, String commandId, String agentId) {}

    static EventBody refused(String name, String template) {
        return new EventBody(name, template, Verdict.REFUSED);
    }

    static EventBody taken(String name, String template) {
        return new EventBody(name, template, Verdict.TAKEN);
    }

    /** For texts that are not written a byte for a character. */
    static EventBody refused(String name, String text, Charset charset) {
        return refused(name, new String(text.getBytes(charset), ISO_8859_1));
    }

    boolean isHeartbeat() {
        return template.contains("\"heartbeat\"");
    }

    byte[] bytes(String eventId, Ids ids) {
        return filled(template, eventId, ids).getBytes(ISO_8859_1);
    }

    static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static String filled(String template, String eventId, Ids ids) {
        return template.replace("%event%", eventId)
                .replace("%task%", ids.taskId())
                .replace("%command%", ids.commandId())
                .replace("%agent%", ids.agentId());
    }
}
