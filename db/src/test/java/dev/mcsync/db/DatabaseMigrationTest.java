package dev.mcsync.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migration as a job: what it says and how it ends. */
class DatabaseMigrationTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpSaysWhichVariableIsRead() {
        assertThat(run(Map.of(), "--help")).isZero();

        assertThat(out.toString(UTF_8)).contains("POSTGRES_URL", "postgresql://user:password@");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void aMissingAddressIsAMistakeOfTheCaller() {
        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(err.toString(UTF_8)).startsWith("POSTGRES_URL: not set");
    }

    @Test
    void anArgumentIsAMistakeOfTheCaller() {
        assertThat(run(Map.of("POSTGRES_URL", "postgresql://a:b@h/d"), "--force")).isEqualTo(2);

        assertThat(err.toString(UTF_8)).startsWith("no arguments expected");
    }

    @Test
    void anAddressThatIsNoneIsAMistakeOfTheCallerAndNotShown() {
        assertThat(run(Map.of("POSTGRES_URL", "ada:opensesame@host/d"))).isEqualTo(2);

        assertThat(err.toString(UTF_8))
                .startsWith("POSTGRES_URL: expected postgresql://")
                .doesNotContain("opensesame");
    }

    @Test
    void theAddressMayLieInAFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("url");
        Files.writeString(file, "postgresql://ada:opensesame@127.0.0.1:1/mcsync\n");

        assertThat(run(Map.of("POSTGRES_URL_FILE", file.toString()))).isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .startsWith("could not migrate postgresql://ada:***@127.0.0.1:1/mcsync: ");
    }

    @Test
    void aFileThatIsNotThereAndAnAddressBesideAFileAreMistakesOfTheCaller() {
        assertThat(run(Map.of("POSTGRES_URL_FILE", "/nowhere/url"))).isEqualTo(2);
        assertThat(
                        run(
                                Map.of(
                                        "POSTGRES_URL",
                                        "postgresql://a:b@h/d",
                                        "POSTGRES_URL_FILE",
                                        "/nowhere/url")))
                .isEqualTo(2);

        assertThat(err.toString(UTF_8))
                .contains("cannot be read from the file in POSTGRES_URL_FILE: /nowhere/url")
                .contains("POSTGRES_URL_FILE is set too");
    }

    @Test
    void aDatabaseOutOfReachIsNamedWithoutItsPassword() {
        assertThat(run(Map.of("POSTGRES_URL", "postgresql://ada:opensesame@127.0.0.1:1/mcsync")))
                .isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .startsWith("could not migrate postgresql://ada:***@127.0.0.1:1/mcsync: ")
                .contains("refused")
                .doesNotContain("opensesame");
    }

    private int run(Map<String, String> environment, String... args) {
        return DatabaseMigration.run(
                args,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
