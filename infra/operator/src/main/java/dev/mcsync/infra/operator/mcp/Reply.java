package dev.mcsync.infra.operator.mcp;

import tools.jackson.databind.node.ObjectNode;

/** What a tool answers. */
sealed interface Reply {

    /**
     * @param content as the tool's output schema says
     */
    record Told(ObjectNode content) implements Reply {}

    /**
     * An error of the tool, which the model reads.
     *
     * @param why what is wrong, and what to do
     */
    record Wrong(String why) implements Reply {}

    /** The one sentence that a model must not miss. */
    static Reply stop(String why) {
        return new Wrong(
                "Stop: the attempt is over (%s). Do no more work on it and report nothing more; call next_task."
                        .formatted(why));
    }
}
