package dev.mcsync.infra.proof.bench.load;

import io.netty.buffer.ByteBuf;

/** Hears what became of a call, on the loop's thread. */
interface Answered {

    /** The status of a call whose connection broke. */
    int NO_ANSWER = 0;

    /**
     * @param body to be read at once; empty where there was no answer
     */
    void with(int status, ByteBuf body);
}
