package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.proof.system.ChildClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Small file systems that only this process and its children see. That takes a process in a mount
 * namespace of its own, which ends with it and takes every mount along.
 */
final class PrivateMounts {

    private static final String INSIDE = "mc.private-mounts";

    private PrivateMounts() {}

    static boolean isInside() {
        return Boolean.getBoolean(INSIDE);
    }

    /** Whether this user may have such a namespace here, with file systems in it. */
    static boolean arePossible() {
        return succeeds(List.of("unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"));
    }

    /** Runs a main class again, in a namespace of its own; gives its exit code. */
    static int runInside(Class<?> main, List<String> options, String[] arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "-m"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-D" + INSIDE + "=true");
        command.addAll(List.of("-cp", ChildClassPath.current(), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + main.getName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + main.getName() + " runs", e);
        }
    }

    static void mount(Path directory, int mebibytes) throws IOException {
        Files.createDirectories(directory);
        List<String> command =
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + mebibytes + "m",
                        "tmpfs",
                        directory.toString());
        if (!succeeds(command)) {
            throw new IOException("Cannot mount a file system at " + directory);
        }
    }

    static void unmount(Path directory) throws IOException {
        if (!succeeds(List.of("umount", directory.toString()))) {
            throw new IOException("Cannot unmount " + directory);
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command, e);
        }
    }
}
