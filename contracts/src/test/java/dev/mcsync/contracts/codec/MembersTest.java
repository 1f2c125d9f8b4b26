package dev.mcsync.contracts.codec;

import static dev.mcsync.contracts.json.Verdicts.errorsOf;
import static dev.mcsync.contracts.json.Verdicts.isValid;
import static dev.mcsync.contracts.json.Verdicts.pointersOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.TaskFact;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that hold for a member wherever it stands, tried at every place of every record. */
final class MembersTest {

    static Stream<Place> everyMember() {
        return Place.all();
    }

    static Stream<Place> everyText() {
        return Place.all().filter(place -> place.value().isString());
    }

    static Stream<Place> everyNumber() {
        return Place.all().filter(place -> place.value().isNumber());
    }

    static Stream<Place> everyId() {
        return placesNamed(".*(event|task|agent|command|boot)_id");
    }

    static Stream<Place> everyTimestamp() {
        return placesNamed(".*(_at|_since)");
    }

    /** Without the type of an outcome: it names a fact, and later versions may add facts. */
    static Stream<Place> everyChoice() {
        return placesNamed(".*/(status|stage|presence|outcome|reason|found|type)")
                .filter(place -> !place.toString().matches(".*-outcome.*/type"));
    }

    static Stream<Golden> everyRecord() {
        return Golden.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyMember")
    void nullSaysTheSameAsLeavingOut(Place place) {
        assertThat(place.readWith("null")).isEqualTo(place.readWithout());
    }

    @ParameterizedTest
    @MethodSource("everyMember")
    void aMemberIsNoArrayOfOne(Place place) {
        assertThat(pointersOf(place.readWith("[" + place.value() + "]")))
                .anyMatch(pointer -> pointer.startsWith(place.pointer()));
    }

    @ParameterizedTest
    @MethodSource("everyText")
    void aTextIsNoOtherScalar(Place place) {
        for (String scalar : List.of("5", "0", "1.5", "true", "false", "{}")) {
            assertThat(pointersOf(place.readWith(scalar))).contains(place.pointer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyNumber")
    void aNumberIsNoOtherScalarAndHasNoFraction(Place place) {
        String number = place.value().toString();
        for (String other :
                List.of("\"" + number + "\"", number + ".0", number + "e0", "true", "\"\"", "{}")) {
            assertThat(pointersOf(place.readWith(other))).containsExactly(place.pointer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void anObjectHasNoUnknownMember(Golden golden) {
        Document document = Document.of(golden.bytes());
        for (String object : document.objects()) {
            Document changed = document.with(object + "/extra", "null");

            assertThat(errorsOf(golden.kind().decode(changed.bytes())))
                    .containsExactly(new FieldError(object + "/extra", "unknown field"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyId")
    void anIdHasOneTo128OfItsCharacters(Place place) {
        for (String id : List.of("a", "0", "a.b:c-d_E9", "x".repeat(128))) {
            assertThat(isValid(place.readWith(quote(id)))).isTrue();
        }
        for (String id : List.of("", " ", "a b", "a/b", "é", "a\\n", "\\u0041 ", "x".repeat(129))) {
            assertThat(pointersOf(place.readWith(quote(id)))).containsExactly(place.pointer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyTimestamp")
    void aTimestampIsNoNumberAndHasAnOffset(Place place) {
        for (String value :
                List.of(
                        "1763806530",
                        "1763806530250",
                        quote("2026-11-22T10:15:30"),
                        quote("now"))) {
            assertThat(pointersOf(place.readWith(value))).containsExactly(place.pointer());
        }
    }

    @ParameterizedTest
    @MethodSource("everyChoice")
    void aChoiceIsSpeltExactly(Place place) {
        String name = place.value().stringValue();
        for (String value :
                List.of(quote(name.toUpperCase(Locale.ROOT)), quote(name + " "), "0", quote("0"))) {
            assertThat(pointersOf(place.readWith(value))).contains(place.pointer());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30Z,               2026-11-22T10:15:30Z",
        "2026-11-22t10:15:30z,               2026-11-22T10:15:30Z",
        "2026-11-22T10:15Z,                  2026-11-22T10:15:00Z",
        "2026-11-22T10:15:30+01:00,          2026-11-22T09:15:30Z",
        "2026-11-22T10:15:30-05:30,          2026-11-22T15:45:30Z",
        "2026-11-22T10:15:30+02,             2026-11-22T08:15:30Z",
        "2026-11-22T10:15:30-00:00,          2026-11-22T10:15:30Z",
        "2026-11-22T10:15:30.1Z,             2026-11-22T10:15:30.1Z",
        "2026-11-22T10:15:30.123456789Z,     2026-11-22T10:15:30.123456Z",
        "2024-02-29T00:00:00Z,               2024-02-29T00:00:00Z",
        "1970-01-01T00:00:00Z,               1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z,     9999-12-31T23:59:59.999999Z"
    })
    void aTimestampIsKeptToTheMicrosecond(String text, Instant expected) {
        Document event =
                Document.golden("agent-report.least").with("/occurred_at", "\"" + text + "\"");

        assertThat(WireCodec.decodeTaskFact(event.bytes()).orThrow("report"))
                .extracting(TaskFact::occurredAt)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-11-22T10:15:30",
                "2026-11-22 10:15:30Z",
                "2026-11-22T10:15:30 Z",
                "2026-11-22T10:15:30Z ",
                "2026-11-22T10:15:30+0100",
                "2026-11-22T10:15:30+1",
                "2026-11-22T10:15:30+19:00",
                "2026-11-22T10:15:30Z[UTC]",
                "2026-11-22T10:15:30,5Z",
                "2026-11-22T10:15:30.1234567890Z",
                "2026-11-22T10Z",
                "2026-11-22T23:59:60Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T10:60:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-2-9T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "10000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "２０２６-11-22T10:15:30Z",
                "Sun, 22 Nov 2026 10:15:30 GMT"
            })
    void whatIsNoTimestampIsRefused(String text) {
        Document event =
                Document.golden("agent-report.least").with("/occurred_at", "\"" + text + "\"");

        assertThat(pointersOf(WireCodec.decodeTaskFact(event.bytes())))
                .containsExactly("/occurred_at");
    }

    @ParameterizedTest
    @CsvSource({
        "agent-report.full,  /message,    0, 4000",
        "agent-report.full,  /error_code, 1, 64",
        "heartbeat.full,     /message,    0, 4000",
        "task-created.full,  /title,      1, 200",
        "task-adopted.full,  /title,      0, 200",
        "task-snapshot.full, /title,      0, 200",
        "task-snapshot.full, /prior_attempts/0/error_code, 0, 64",
        "task-outcome.full,  /source/topic, 1, 249"
    })
    void lengthsAreCountedInCodePoints(String golden, String place, int min, int max) {
        WireRecord kind = Golden.of(golden).kind();
        for (String character : List.of("x", "😀")) {
            Document longest =
                    Document.golden(golden).with(place, "\"" + character.repeat(max) + "\"");
            Document tooLong =
                    Document.golden(golden).with(place, "\"" + character.repeat(max + 1) + "\"");

            assertThat(isValid(kind.decode(longest.bytes()))).isTrue();
            assertThat(pointersOf(kind.decode(tooLong.bytes()))).containsExactly(place);
        }
        assertThat(isValid(kind.decode(Document.golden(golden).with(place, "\"\"").bytes())))
                .isEqualTo(min == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "agent-report.full,    /progress,           0, 100",
        "task-snapshot.full,   /attempt,            1, 2147483647",
        "task-snapshot.full,   /version,            1, 9223372036854775807",
        "task-snapshot.full,   /deliveries,         0, 2147483647",
        "task-moved.full,      /expected_version,   1, 9223372036854775807",
        "deadline-passed.full, /seen_version,       1, 9223372036854775807",
        "task-outcome.full,    /before/version,     0, 9223372036854775807",
        "task-outcome.full,    /source/partition,   0, 2147483647",
        "agent-outcome.full,   /silent_for_seconds, 0, 9223372036854775807"
    })
    void numbersHaveTheirRange(String golden, String place, String min, String max) {
        WireRecord kind = Golden.of(golden).kind();
        Document document = Document.golden(golden);

        for (String within : List.of(min, max)) {
            assertThat(isValid(kind.decode(document.with(place, within).bytes()))).isTrue();
        }
        for (String beyond :
                List.of(
                        new BigInteger(min).subtract(BigInteger.ONE).toString(),
                        new BigInteger(max).add(BigInteger.ONE).toString(),
                        "18446744073709551617",
                        "1e999999999")) {
            assertThat(pointersOf(kind.decode(document.with(place, beyond).bytes())))
                    .containsExactly(place);
        }
    }

    @Test
    void aPayloadIsAnObjectOfLimitedLength() {
        Document created = Document.golden("task-created.full");
        String longest = "{\"k\":\"" + "x".repeat(64 * 1024 - 8) + "\"}";
        String tooLong = "{\"k\":\"" + "x".repeat(64 * 1024 - 7) + "\"}";
        String tooLongWrittenOut = "{\"k\":[" + "1e308,".repeat(220) + "1]}";

        assertThat(isValid(WireCodec.decodeTaskFact(created.with("/payload", longest).bytes())))
                .isTrue();
        for (String payload : List.of(tooLong, tooLongWrittenOut, "[]", "\"{}\"", "0", "false")) {
            assertThat(
                            pointersOf(
                                    WireCodec.decodeTaskFact(
                                            created.with("/payload", payload).bytes())))
                    .containsExactly("/payload");
        }
    }

    @Test
    void aTaskIsCreatedInTheBacklogOrToDo() {
        for (String stage : List.of("doing", "review", "done", "blocked")) {
            Document created =
                    Document.golden("task-created.full").with("/stage", "\"" + stage + "\"");

            assertThat(pointersOf(WireCodec.decodeTaskFact(created.bytes())))
                    .containsExactly("/stage");
        }
    }

    @Test
    void anAdoptedTaskIsInStageDoneExactlyWhenItIsDone() {
        Document done = Document.golden("task-adopted.least");
        Document failed = Document.golden("task-adopted.full");

        assertThat(pointersOf(WireCodec.decodeTaskFact(done.with("/stage", "\"review\"").bytes())))
                .containsExactly("/stage");
        assertThat(pointersOf(WireCodec.decodeTaskFact(failed.with("/stage", "\"done\"").bytes())))
                .containsExactly("/stage");
    }

    @Test
    void anAgentsOutcomeSaysThatItIsOnlineOrOffline() {
        Document outcome = Document.golden("agent-outcome.full");

        for (String type : List.of("agent_", "agent_asleep", "agent_OFFLINE")) {
            assertThat(
                            pointersOf(
                                    WireCodec.decodeOutcome(
                                            outcome.with("/type", quote(type)).bytes())))
                    .containsExactly("/type");
        }
    }

    private static Stream<Place> placesNamed(String pattern) {
        return Place.all().filter(place -> place.pointer().matches(pattern));
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }
}
