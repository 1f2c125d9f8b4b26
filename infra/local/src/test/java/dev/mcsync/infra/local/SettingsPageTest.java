package dev.mcsync.infra.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.service.startup.SettingNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/settings.md} is what the code says. Run with {@code -Dmc.write-docs=true} to write it
 * anew, and read the difference before committing it.
 */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "settings.md");

    @Test
    void thePageHasEverySettingAsItIs() throws IOException {
        SettingsPage page = SettingsPage.read();
        String text = page.text(head());
        if (Boolean.getBoolean("mc.write-docs")) {
            Files.writeString(PAGE, text);
        }

        assertThat(page.unexplained()).as("no word on what they are for").isEmpty();
        assertThat(PAGE).content().isEqualTo(text);
        assertThat(text.lines().filter(line -> line.startsWith("| `")))
                .hasSameSizeAs(SettingNames.lines());
    }

    private static String head() throws IOException {
        try (InputStream head = SettingsPageTest.class.getResourceAsStream("settings-head.md")) {
            return new String(requireNonNull(head).readAllBytes(), UTF_8);
        }
    }
}
