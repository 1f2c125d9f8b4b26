package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a program is given on its standard input, in its order. Writing waits for a program that
 * reads slowly or not at all, so it has a thread of its own and nobody else waits.
 */
final class ProgramInput {

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    private record Line(String text, Runnable written) {}

    /**
     * Never waits; also before the program is there.
     *
     * @param written is called when the program can read it
     */
    void add(String text, Runnable written) {
        lines.add(new Line(text, written));
    }

    /** Gives the program only this, and then the end. */
    static void writeAll(Process process, String text) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(text.getBytes(UTF_8));
        }
    }

    /**
     * Gives the program this, and then what is added, until it reads no more or the thread is
     * interrupted.
     */
    void write(Process process, String first) throws IOException, InterruptedException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(first.getBytes(UTF_8));
            input.flush();
            while (true) {
                Line line = lines.take();
                input.write(line.text().getBytes(UTF_8));
                input.flush();
                line.written().run();
            }
        }
    }
}
