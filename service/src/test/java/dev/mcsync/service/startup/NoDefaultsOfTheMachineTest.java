package dev.mcsync.service.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationStartingEvent;

/**
 * Language and time zone are pinned where a program begins; what cannot be pinned, the character
 * set, and what would depend on the order of classes, is never left out in our own code.
 */
class NoDefaultsOfTheMachineTest {
    private static final Pattern DEFAULT_OF_THE_MACHINE =
            Pattern.compile(
                    "\\.to(Lower|Upper)Case\\(\\)"
                            + "|\"\\.getBytes\\(\\)"
                            + "|new File(Reader|Writer)\\("
                            + "|new Scanner\\("
                            + "|new InputStreamReader\\([^,]*\\)\\)"
                            + "|new PrintStream\\([^,]*\\);"
                            + "|NumberFormat\\.get|new DecimalFormat|new SimpleDateFormat"
                            + "|Collator\\.getInstance\\(\\)|Calendar\\.getInstance\\(\\)"
                            + "|DateTimeFormatter\\.ofPattern\\([^,]*\\)"
                            + "|Charset\\.defaultCharset|ZoneId\\.systemDefault"
                            + "|Locale\\.getDefault|TimeZone\\.getDefault"
                            + "|(Local|Zoned|Offset)Date(Time)?\\.now\\(\\)|LocalTime\\.now\\(\\)");

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void giveBack() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void aStartingServicePinsLanguageAndZone() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        assertThat("%d".formatted(42)).isEqualTo("\u0664\u0662");

        new SpringApplication()
                .getListeners()
                .forEach(listener -> {
                    if (listener instanceof PlainDefaultsFirst defaults) {
                        defaults.onApplicationEvent(
                                new ApplicationStartingEvent(
                                        new DefaultBootstrapContext(),
                                        new SpringApplication(),
                                        new String[0]));
                    }
                });

        assertThat("%d %,.1f".formatted(42, 1234.5)).isEqualTo("42 1,234.5");
        assertThat(TimeZone.getDefault().getRawOffset()).isZero();
    }

    @Test
    void noCodeOfOursAsksTheMachine() {
        assertThat(lines(line -> DEFAULT_OF_THE_MACHINE.matcher(line).find())).isEmpty();
    }

    @Test
    void everyProgramThatIsNoServicePinsThemFirst() {
        List<String> programs =
                sources()
                        .filter(file -> text(file).contains("public static void main("))
                        .filter(file -> !text(file).contains("ServiceStart.untilStopped("))
                        .filter(file -> !text(file).contains("PlainDefaults.pin();"))
                        .filter(file -> !text(file).contains("Locale.setDefault(Locale.ROOT);"))
                        .map(Path::toString)
                        .toList();

        assertThat(programs).isEmpty();
    }

    private static List<String> lines(Predicate<String> wanted) {
        return sources()
                .flatMap(file ->
                        text(file).lines().filter(wanted).map(line -> file + ": " + line.strip()))
                .toList();
    }

    /** The main code of all modules. */
    private static Stream<Path> sources() {
        Path root = Path.of("").toAbsolutePath().resolveSibling(".").normalize();
        assertThat(root.resolve("infra/local/src/main")).isDirectory();
        try (Stream<Path> files =
                Files.find(
                        root,
                        20,
                        (path, attributes) ->
                                attributes.isRegularFile()
                                        && path.toString().endsWith(".java")
                                        && path.toString().contains("/src/main/java/"))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
