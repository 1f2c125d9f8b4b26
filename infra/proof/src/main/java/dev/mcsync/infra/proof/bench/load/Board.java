package dev.mcsync.infra.proof.bench.load;

import io.netty.buffer.ByteBuf;

/** Hears the frames of one open board, on the loop's thread. */
public interface Board {

    /**
     * @param frame to be read at once
     */
    void tells(ByteBuf frame);
}
