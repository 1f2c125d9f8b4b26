package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each alert says what it is, has a page to read and cases that show it firing and silent. */
final class AlertsTest {

    private static final String RUNBOOK =
            Repository.read(Repository.ROOT.resolve("docs/runbook.md"));

    private static final Pattern SECTION = Pattern.compile("^### (Mc\\w+)$", Pattern.MULTILINE);

    /** What a section answers, in this order. */
    private static final List<String> ANSWERS =
            List.of("**Means.**", "**People see.**", "**Look.**", "**Do.**", "**Ends.**");

    static List<JsonNode> alerts() {
        return AlertRules.all();
    }

    static List<String> names() {
        return AlertRules.names();
    }

    static List<JsonNode> quietCases() {
        return AlertRules.quietCases();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertSaysWhatIsWrongAndWhereToRead(JsonNode alert) {
        String name = alert.path("alert").stringValue();
        assertThat(name).startsWith("Mc");
        assertThat(alert.at("/labels/severity").stringValue()).isIn("page", "ticket");
        assertThat(alert.at("/annotations/summary").stringValue()).isNotBlank();
        assertThat(alert.at("/annotations/description").stringValue()).isNotBlank();
        assertThat(alert.at("/annotations/runbook_url").stringValue())
                .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
    }

    @Test
    void theRunbookHasASectionForEachAlertAndNoOther() {
        assertThat(sections()).doesNotHaveDuplicates().containsExactlyElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSectionOfTheRunbookAnswersEveryQuestion(String name) {
        String section = section(name);

        assertThat(section).containsSubsequence(ANSWERS);
        assertThat(section).as("how to look").contains("`");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAlertIsShownFiring(String name) {
        assertThat(
                        looksAt(name, AlertRules.cases())
                                .filter(look -> !look.path("exp_alerts").isEmpty()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAlertIsShownSilentBesideItsFiring(String name) {
        Stream<JsonNode> ofItsOwn =
                AlertRules.cases()
                        .filter(of ->
                                AlertRules.looks(of).map(AlertsTest::alertOf).distinct().count()
                                        < names().size());

        assertThat(looksAt(name, ofItsOwn).filter(look -> look.path("exp_alerts").isEmpty()))
                .isNotEmpty();
    }

    /** At work, unused, started anew, new, and with one of two processors killed. */
    @ParameterizedTest
    @MethodSource("quietCases")
    void inEveryQuietCaseEveryAlertIsLookedAt(JsonNode quiet) {
        Set<String> looked =
                AlertRules.looks(quiet)
                        .map(AlertsTest::alertOf)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(looked).containsExactlyInAnyOrderElementsOf(names());
    }

    private static Stream<JsonNode> looksAt(String name, Stream<JsonNode> cases) {
        return cases.flatMap(AlertRules::looks).filter(look -> alertOf(look).equals(name));
    }

    private static String alertOf(JsonNode look) {
        return look.path("alertname").stringValue();
    }

    private static List<String> sections() {
        return SECTION.matcher(RUNBOOK).results().map(hit -> hit.group(1)).toList();
    }

    private static String section(String name) {
        MatchResult start =
                SECTION.matcher(RUNBOOK)
                        .results()
                        .filter(hit -> hit.group(1).equals(name))
                        .findFirst()
                        .orElseThrow();
        int end = RUNBOOK.indexOf("\n#", start.end());
        return RUNBOOK.substring(start.end(), end < 0 ? RUNBOOK.length() : end);
    }
}
