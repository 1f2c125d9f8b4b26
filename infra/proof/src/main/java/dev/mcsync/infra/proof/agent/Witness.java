package dev.mcsync.infra.proof.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Appends to the witness file. A line is on the disk when its method returns, so that it outlives
 * the process that wrote it. Thread-safe, across processes too: a line is one write at the end.
 */
final class Witness {

    private final FileChannel file;
    private final long pid = ProcessHandle.current().pid();

    private Witness(FileChannel file) {
        this.file = file;
    }

    static Witness open(Path path) {
        try {
            return new Witness(
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the witness file " + path, e);
        }
    }

    void woven(Fault fault) {
        append(fault, 0, WitnessLine.WOVEN);
    }

    void acts(FailpointSpec spec) {
        append(spec.point(), spec.nth(), spec.action().text());
    }

    void effect(PlantedBug bug, long nth) {
        append(bug, nth, WitnessLine.EFFECT);
    }

    private void append(Fault fault, long nth, String what) {
        String line = new WitnessLine(Instant.now(), pid, fault.id(), nth, what).text() + "\n";
        try {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot witness: " + line.strip(), e);
        }
    }
}
