package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what lies in a directory from the other users of the machine. */
public final class PrivateFiles {
    private static final int NOTHING_FOR_OTHERS = 0077;

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private PrivateFiles() {}

    /**
     * Every file that this process and its children create from now on is their user's alone. The
     * JDK knows no umask, so the C library is asked.
     *
     * @return false where the system has none
     */
    @SuppressWarnings("restricted") // Every start of ours enables native access.
    public static boolean fromNowOn() {
        Linker linker = Linker.nativeLinker();
        Optional<MethodHandle> umask =
                linker.defaultLookup()
                        .find("umask")
                        .map(address ->
                                linker.downcallHandle(
                                        address,
                                        FunctionDescriptor.of(
                                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        umask.ifPresent(PrivateFiles::set);
        return umask.isPresent();
    }

    /**
     * Takes what others may do away from a directory and from all that is in it already. A database
     * that runs as another user still has to pass through the directory to its own.
     *
     * @param postgres the database's own directory in it
     * @return false where the file system keeps no permissions
     */
    public static boolean close(Path directory, Path postgres) {
        Optional<Path> passage =
                Optional.of(postgres).filter(_ -> PostgresServer.runsAsAnotherUser());
        try {
            if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                return false;
            }
            Files.walkFileTree(directory, new Closing(directory, passage));
            return !Files.getPosixFilePermissions(directory)
                    .contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + directory + " to other users", e);
        }
    }

    private static void set(MethodHandle umask) {
        try {
            int _ = (int) umask.invokeExact(NOTHING_FOR_OTHERS);
        } catch (Throwable e) {
            throw new IllegalStateException("umask takes a number and cannot fail", e);
        }
    }

    private static final class Closing extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Optional<Path> passage;

        Closing(Path root, Optional<Path> passage) {
            this.root = root;
            this.passage = passage;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
            if (passage.filter(directory::equals).isPresent()) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Set<PosixFilePermission> wanted = EnumSet.copyOf(OWNERS);
            if (passage.isPresent() && directory.equals(root)) {
                wanted.add(PosixFilePermission.OTHERS_EXECUTE);
            }
            if (!Files.getPosixFilePermissions(directory).equals(wanted)) {
                Files.setPosixFilePermissions(directory, wanted);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()) {
                Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
                Set<PosixFilePermission> wanted = EnumSet.noneOf(PosixFilePermission.class);
                wanted.addAll(found);
                wanted.retainAll(OWNERS);
                if (!found.equals(wanted)) {
                    Files.setPosixFilePermissions(file, wanted);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        /** What an orphan of a killed run removes meanwhile needs no closing. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
