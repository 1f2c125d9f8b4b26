package dev.mcsync.infra.proof.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How long, wide and public main code may be. What is more stands in a list that may only shrink:
 * nothing in it may grow, and what is no longer needed has to go.
 */
class TidyTest {

    /** May only rise. */
    private static final double LEAST_SHARE_OF_PACKAGE_PRIVATE = 0.52;

    private final Visibility visibility =
            Visibility.of(Sources.ofProduct(), Sources.ofEverything());

    @Test
    void theProductIsNoLargerThanItsLimitsAllow() throws IOException {
        assertOnlyKnown("product.txt", Excess.in(Sources.ofProduct()));
    }

    @Test
    void whatRunsAndProvesItIsNoLargerThanItsLimitsAllow() throws IOException {
        assertOnlyKnown("infra.txt", Excess.in(Sources.ofInfra()));
    }

    @Test
    void onlyWhatAnotherPackageNeedsIsPublic() throws IOException {
        assertThat(visibility.needlesslyPublic()).containsExactlyElementsOf(lines("public.txt"));
    }

    @Test
    void mostTypesAreSeenByTheirPackageAlone() {
        assertThat(visibility.shareOfPackagePrivate())
                .isGreaterThanOrEqualTo(LEAST_SHARE_OF_PACKAGE_PRIVATE);
    }

    private static void assertOnlyKnown(String list, List<Excess> found) throws IOException {
        List<Excess> known = lines(list).stream().map(Excess::parse).toList();
        List<String> faults = new ArrayList<>();
        for (Excess excess : found) {
            if (known.stream().noneMatch(excess::isWithin)) {
                faults.add("too large: " + excess);
            }
        }
        for (Excess excess : known) {
            if (found.stream().noneMatch(excess::isOfSamePlace)) {
                faults.add("no longer needed: " + excess);
            }
        }
        assertThat(faults)
                .as(
                        "%s should read%n%s",
                        list, String.join("\n", found.stream().map(Excess::toString).toList()))
                .isEmpty();
    }

    private static List<String> lines(String list) throws IOException {
        try (InputStream in = TidyTest.class.getResourceAsStream(list)) {
            assertThat(in).as(list).isNotNull();
            Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        }
    }
}
