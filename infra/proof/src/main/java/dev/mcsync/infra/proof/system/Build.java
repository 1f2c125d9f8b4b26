package dev.mcsync.infra.proof.system;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One build of the product, by what its processes have on their class path.
 *
 * @param name for people and for files
 */
public record Build(String name, String classPath) {

    private static final Pattern JAR = Pattern.compile("infra-local-[\\w.]*(-SNAPSHOT)?\\.jar$");

    /** The one that this process is of. */
    public static Build present() {
        return new Build("present", ChildClassPath.current());
    }

    /**
     * Another one.
     *
     * @param directory with the jar of {@code infra-local}, and its libraries in {@code lib}, as
     *     Maven leaves them in {@code infra/local/target}
     */
    public static Build in(Path directory, String name) {
        try (Stream<Path> files = Files.list(directory)) {
            Path jar =
                    files.filter(file -> JAR.matcher(file.toString()).find())
                            .findFirst()
                            .filter(_ -> Files.isDirectory(directory.resolve("lib")))
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "expected infra-local-….jar and lib in " + directory));
            return new Build(name, jar.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + directory, e);
        }
    }

    /** Brings a database to the schema of this build, by the build's own migration. */
    public void migrate(PostgresAddress database) {
        ProcessBuilder migration =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath,
                                DatabaseMigration.class.getName())
                        .redirectErrorStream(true);
        migration.environment().put("POSTGRES_URL", database.urlWithPassword());
        try {
            Process process = migration.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The " + name + " build says: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the migration of the " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the " + name + " migrates", e);
        }
    }
}
