package dev.mcsync.infra.local.run;

import dev.mcsync.infra.backing.LoopbackPorts;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Properties;

/** The ports of the last run, so that the next one has the same addresses. */
final class RememberedPorts {
    private final Path file;
    private final Properties ports = new Properties();

    RememberedPorts(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    /** The port that is asked for, else the last one if it is free, else any; remembers it. */
    int choose(String name, OptionalInt asked) {
        int port = asked.orElseGet(() -> lastOrFree(name));
        ports.setProperty(name, Integer.toString(port));
        write();
        return port;
    }

    private int lastOrFree(String name) {
        try {
            return LoopbackPorts.freeOr(Integer.parseInt(ports.getProperty(name, "")));
        } catch (IllegalArgumentException _) {
            return LoopbackPorts.free();
        }
    }

    private void read() {
        try (Reader reader = Files.newBufferedReader(file)) {
            ports.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private void write() {
        try (Writer writer = Files.newBufferedWriter(file)) {
            ports.store(writer, "The ports of the last run, kept for the next one");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
