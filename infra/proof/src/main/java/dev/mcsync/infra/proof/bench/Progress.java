package dev.mcsync.infra.proof.bench;

import java.io.PrintStream;

/** Says on the side what goes on, so that the figures stay by themselves. */
record Progress(PrintStream out) {

    void say(String format, Object... values) {
        out.printf(format + "%n", values);
    }
}
