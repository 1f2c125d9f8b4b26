package dev.mcsync.infra.operator.agent;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as somebody who works on an attempt by calls makes it, perhaps for the second time.
 *
 * @param type of the report
 * @param members of the report beside those that name it
 * @param key names the call, so that its repeats are the same report; null where what it says does
 */
public record Call(String commandId, String type, ObjectNode members, @Nullable String key) {

    /** A question is asked once, however often progress is reported. */
    String kind() {
        return members.has("question") ? "question" : type;
    }

    /** The same words said later are a new sign that the work goes on. */
    boolean isSignOfLife() {
        return key == null && kind().equals("progress");
    }
}
