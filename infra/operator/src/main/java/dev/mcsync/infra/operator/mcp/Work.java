package dev.mcsync.infra.operator.mcp;

import tools.jackson.databind.node.ObjectNode;

/** What a tool does. */
@FunctionalInterface
interface Work {

    /**
     * @param arguments as the tool's input schema wants them
     */
    Reply on(ObjectNode arguments) throws InterruptedException;
}
