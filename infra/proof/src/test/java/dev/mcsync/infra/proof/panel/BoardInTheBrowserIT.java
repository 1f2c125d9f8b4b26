package dev.mcsync.infra.proof.panel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the board, in Debian's Chromium, against one real system. */
class BoardInTheBrowserIT {

    @TempDir static Path directory;
    private static @Nullable SystemProcess system;
    private static @Nullable BrowserRun browser;

    @BeforeAll
    static void startTheSystemAndTheBrowser() {
        Optional<String> hindrance = BrowserRun.hindrance();
        assumeTrue(hindrance.isEmpty(), () -> "Left out: " + hindrance.orElseThrow());
        SystemProcess started =
                new SystemProcess(directory.resolve("data"), LoopbackPorts.free(), Map.of());
        system = started;
        RunFile run = started.start();
        browser = BrowserRun.start(run.url(), run.token());
    }

    @AfterAll
    static void stopThem() {
        if (browser != null) {
            browser.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> inTheBrowser() {
        BrowserRun run = requireNonNull(browser);
        return BrowserRun.names().stream()
                .map(name -> dynamicTest(name, () -> assertThat(run.faultOf(name)).isNull()));
    }
}
