package dev.mcsync.realtime.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.panel.PanelFiles.Form;
import dev.mcsync.realtime.panel.PanelFiles.PanelFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

class PanelFilesTest {

    private static final PanelFiles FILES =
            new PanelFiles(
                    Map.of(
                            "index.html", new byte[40],
                            "assets/a.js", new byte[90],
                            "assets/a.js.gz", new byte[50],
                            "assets/a.js.br", new byte[30],
                            "assets/b.css", new byte[20],
                            "assets/b.css.gz", new byte[19],
                            "assets/b.css.br", new byte[21]));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gzip, deflate, br, zstd   | 30
                    gzip, deflate, zstd       | 50
                    GZIP                      | 50
                    gzip;q=1.0, br;q=0.1      | 30
                    br;q=0, gzip;q=0.5        | 50
                    br; q=0.000, *            | 50
                    *;q=0.1                   | 30
                    *;q=0, gzip               | 50
                    br;quality=high, gzip     | 50
                    br;q=, gzip               | 50
                    deflate                   | 90
                    identity                  | 90
                    ''                        | 90
                    """)
    void theShortestFormThatTheCallerReadsIsSent(String acceptEncoding, int length) {
        assertThat(length("assets/a.js", acceptEncoding)).isEqualTo(length);
    }

    @Test
    void aCallerThatNamesNoCodingIsSentTheFileAsItIs() {
        Form form = file("assets/a.js").shortest(AcceptedCodings.of(List.of()));

        assertThat(form.coding()).isEmpty();
        assertThat(form.content()).hasSize(90);
    }

    @Test
    void codingsMayStandInSeveralLines() {
        assertThat(file("assets/a.js").shortest(AcceptedCodings.of(List.of("gzip", "br"))).coding())
                .contains(ContentCoding.BROTLI);
    }

    @Test
    void aFormThatIsLongerThanAnotherIsNotSent() {
        assertThat(length("assets/b.css", "gzip, br")).isEqualTo(19);
        assertThat(length("assets/b.css", "br")).isEqualTo(20);
    }

    @Test
    void aPackedFileHasNoAddressAndTheTypeOfWhatIsInIt() {
        assertThat(FILES.find("assets/a.js.br")).isEmpty();
        assertThat(file("assets/a.js").type()).isEqualTo(MediaType.valueOf("text/javascript"));
        assertThat(file("assets/a.js").isHashed()).isTrue();
        assertThat(file("index.html").isHashed()).isFalse();
    }

    private static int length(String path, String acceptEncoding) {
        return file(path).shortest(AcceptedCodings.of(List.of(acceptEncoding))).content().length;
    }

    private static PanelFile file(String path) {
        return FILES.find(path).orElseThrow();
    }
}
