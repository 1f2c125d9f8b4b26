package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.function.Consumer;

/**
 * Lines as a program prints them, ended by a line feed or, as progress bars do, by a carriage
 * return.
 */
final class Lines {

    /** Of a longer line the rest is dropped: no program may fill the runner's memory. */
    private static final int LONGEST = 128 * 1024;

    private Lines() {}

    /**
     * Returns at the end of the stream.
     *
     * @param take hears each line as soon as it has ended, blank ones too
     */
    static void read(InputStream from, Consumer<String> take) throws IOException {
        Reader reader = new InputStreamReader(from, UTF_8);
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[8192];
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n' || buffer[i] == '\r') {
                    take.accept(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST) {
                    line.append(buffer[i]);
                }
            }
        }
        if (!line.isEmpty()) {
            take.accept(line.toString());
        }
    }
}
