package dev.mcsync.infra.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/settings-tests.md} names a test for each setting, which is there and gives it. Run
 * with {@code -Dmc.write-docs=true} to write the page anew.
 */
class SettingTestsPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "settings-tests.md");
    private static final String THERE = "MC_TICK_EVERY,SessionSettingsTest#";
    private static final String TICK = "aQuietClientIsToldSoOftenThatItIsCurrent";

    private final Map<String, String> settings = SettingsPage.read().namesByVariable();
    private final TestSources sources = TestSources.read();

    @Test
    void everySettingHasATestThatGivesItByItsNameAndThePageSaysWhich() throws IOException {
        SettingTests tests = new SettingTests(settings, sources, read("setting-tests.csv").lines());
        assertThat(tests.faults()).isEmpty();
        String text = tests.text(read("settings-tests-head.md"));
        if (Boolean.getBoolean("mc.write-docs")) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE).content().isEqualTo(text);
    }

    @Test
    void aSettingWithoutALineIsFound() {
        assertThat(new SettingTests(settings, sources, Stream.of(THERE + TICK)).faults())
                .contains("MC_SLOW_AFTER has no test of what it does")
                .noneMatch(fault -> fault.contains("MC_TICK_EVERY"));
    }

    @Test
    void aLineThatIsNotTrueIsFound() {
        assertThat(faults("MC_TICK_EVER,SessionSettingsTest#" + TICK))
                .contains("MC_TICK_EVER is no setting");
        assertThat(faults("MC_TICK_EVERY,NoSuchTest#" + TICK))
                .contains("tick-every: expected one NoSuchTest, found []");
        assertThat(faults(THERE + "andNoSuchMethod"))
                .contains("tick-every: there is no test SessionSettingsTest#andNoSuchMethod");
        assertThat(faults(THERE + "settings"))
                .as("a method, but no test")
                .contains("tick-every: there is no test SessionSettingsTest#settings");
    }

    @Test
    void aTestThatDoesNotGiveTheSettingIsFoundThoughAnotherOneDoes() {
        assertThat(faults("MC_SLOW_AFTER,SessionSettingsTest#" + TICK))
                .contains(
                        "slow-after: SessionSettingsTest#%s does not give it by its name"
                                .formatted(TICK));
    }

    private List<String> faults(String line) {
        return new SettingTests(settings, sources, Stream.of(line)).faults();
    }

    private static String read(String name) throws IOException {
        try (InputStream in = SettingTestsPageTest.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
