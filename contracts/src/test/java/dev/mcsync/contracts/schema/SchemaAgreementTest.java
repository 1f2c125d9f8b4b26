package dev.mcsync.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.Seed;
import dev.mcsync.contracts.codec.Document;
import dev.mcsync.contracts.codec.Golden;
import dev.mcsync.contracts.codec.RandomRecords;
import dev.mcsync.contracts.codec.WireRecord;
import dev.mcsync.contracts.json.Verdicts;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A producer that validates with the schema gets the codec's verdict: on every golden record with
 * any one member left out or set to anything else, on random records, and on all combinations of
 * type, status and stage. Where JSON Schema cannot say it, {@link #differences} lists it.
 */
final class SchemaAgreementTest {

    private static final Seed SEED = Seed.forTest("SchemaAgreementTest");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "[]",
                    "{}",
                    "[null]",
                    "[{}]",
                    "{\"a\":1}",
                    "[\"queued\"]",
                    "-1",
                    "0",
                    "1",
                    "2",
                    "100",
                    "101",
                    "1.5",
                    "-0.5",
                    "2147483647",
                    "2147483648",
                    "9223372036854775807",
                    "9223372036854775808",
                    "123456.789",
                    "\"\"",
                    "\" \"",
                    "\"a\"",
                    "\"evt_mc:1\"",
                    "\"evt_mc\"",
                    "\"a b\"",
                    "\"a\\n\"",
                    "\"é\"",
                    "\"5\"",
                    "\"queued\"",
                    "\"ack\"",
                    "\"running\"",
                    "\"done\"",
                    "\"failed\"",
                    "\"timeout\"",
                    "\"backlog\"",
                    "\"todo\"",
                    "\"doing\"",
                    "\"review\"",
                    "\"blocked\"",
                    "\"DONE\"",
                    "\"progress\"",
                    "\"heartbeat\"",
                    "\"created\"",
                    "\"adopted\"",
                    "\"agent_online\"",
                    "\"start\"",
                    "\"cancel\"",
                    "\"message\"",
                    "\"answer\"",
                    "\"https://a\"",
                    "\"https://\"",
                    "\"https://a b\"",
                    "\"javascript:a\"",
                    "[\"a\",\"b\"]",
                    "[\"a\",\"a\"]",
                    "{\"id\":\"q\",\"text\":\"t\"}",
                    "{\"text\":\"t\"}",
                    "\"applied\"",
                    "\"late\"",
                    "\"wrong_agent\"",
                    "\"online\"",
                    "\"2026-11-22T10:15:30Z\"",
                    "\"2026-11-22t10:15z\"",
                    "\"2026-11-22T10:15:30.Z\"",
                    "\"2026-11-22T10:15:30.123456789+05:30\"",
                    "\"2026-11-22T10:15:30.1234567891Z\"",
                    "\"2026-11-22T10:15:30-17:59:59\"",
                    "\"2026-11-22T10:15:30+18\"",
                    "\"2026-11-22T10:15:30+18:01\"",
                    "\"2026-11-22T10:15:30+0100\"",
                    "\"2026-11-22T10:15:30\"",
                    "\"2026-11-22 10:15:30Z\"",
                    "\"2026-11-22T24:00:00Z\"",
                    "\"2026-11-22T23:59:60Z\"",
                    "\"2026-13-01T00:00:00Z\"",
                    "\"1969-12-31T23:59:59Z\"",
                    "\"10000-01-01T00:00:00Z\"",
                    "\"2026-11-22T10:15:30Z\\n\"",
                    text(64),
                    text(65),
                    text(128),
                    text(129),
                    text(200),
                    text(201),
                    text(249),
                    text(250),
                    text(2000),
                    text(2001),
                    text(4000),
                    text(4001),
                    text(16_000),
                    text(16_001),
                    emoji(64),
                    emoji(65),
                    emoji(200),
                    emoji(201),
                    emoji(4000),
                    emoji(4001));

    static Stream<Golden> goldenFiles() {
        return Golden.all().stream();
    }

    static Stream<WireRecord> kinds() {
        return WireRecord.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void anyMemberLeftOutOrChanged(Golden golden) {
        Document document = Document.of(golden.bytes());
        for (String place : document.members()) {
            bothJudgeAlike(golden.kind(), document.without(place));
            VALUES.forEach(value -> bothJudgeAlike(golden.kind(), document.with(place, value)));
        }
        for (String object : document.objects()) {
            bothJudgeAlike(golden.kind(), document.with(object + "/extra", "null"));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recordsAtTheEdgesOfWhatIsAllowed(WireRecord kind) {
        RandomRecords records = new RandomRecords(SEED.generator());

        for (int i = 0; i < 100; i++) {
            Document document = Document.of(WireRecord.encode(records.next(kind)));

            assertThat(Schemas.errors(kind.schemaName(), document.toString()))
                    .as("%s", SEED)
                    .isEmpty();
        }
    }

    @Test
    void everyCombinationOfTypeStatusAndStage() {
        for (ReportType type : ReportType.values()) {
            for (TaskStatus status : TaskStatus.values()) {
                for (Stage stage : Stage.values()) {
                    Document report =
                            Document.golden("agent-report.full")
                                    .with("/type", quote(type.wireName()))
                                    .with("/status", quote(status.wireName()))
                                    .with("/stage", quote(stage.wireName()));

                    bothJudgeAlike(WireRecord.AGENT_REPORT, report);
                    bothJudgeAlike(WireRecord.AGENT_EVENT, report);
                    bothJudgeAlike(WireRecord.TASK_FACT, report);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void everyRecordAsEveryUnion(Golden golden) {
        Document document = Document.of(golden.bytes());
        for (WireRecord union :
                List.of(
                        WireRecord.AGENT_EVENT,
                        WireRecord.TASK_FACT,
                        WireRecord.AGENT_FACT,
                        WireRecord.OUTCOME)) {
            bothJudgeAlike(union, document);
            bothJudgeAlike(union, document.with("/type", "\"heartbeat\""));
            bothJudgeAlike(union, document.with("/type", "\"agent_online\""));
            bothJudgeAlike(union, document.with("/type", "null"));
        }
    }

    /**
     * What JSON Schema cannot say, or what its draft says otherwise. The codec has the last word.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an integer is written without fraction    | agent-report.full | /progress    | 80.0
                    nor with an exponent                       | agent-report.full | /progress    | 8e1
                    a month has its own number of days         | agent-report.full | /occurred_at | "2026-02-30T00:00:00Z"
                    the offset may lead before 1970            | agent-report.full | /occurred_at | "1970-01-01T00:00:00+01:00"
                    or beyond 9999                             | agent-report.full | /occurred_at | "9999-12-31T23:59:59-01:00"
                    no text has U+0000                         | agent-report.full | /message     | "a\\u0000"
                    nor half a surrogate pair                  | agent-report.full | /message     | "\\ud83d"
                    a number has at most 40 significant digits | agent-report.full | /meta        | {"n":12345678901234567890123456789012345678901}
                    and an exponent of at most 308             | agent-report.full | /meta        | {"n":1e309}
                    a document has at most 32 levels           | agent-report.full | /meta        | {"n":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
                    """)
    void differences(String what, String golden, String place, String value) {
        Document document = Document.golden(golden).with(place, value);
        WireRecord kind = Golden.of(golden).kind();

        assertThat(Verdicts.isValid(kind.decode(document.bytes()))).as(what).isFalse();
        assertThat(Schemas.errors(kind.schemaName(), document.toString())).as(what).isEmpty();
    }

    @Test
    void theLengthOfAPayloadIsADifferenceToo() {
        differences(
                "a payload has at most 65536 characters",
                "task-created.full",
                "/payload",
                "{\"k\":" + text(65_536) + "}");
        differences(
                "and a name in it at most 256",
                "task-created.full",
                "/payload",
                "{" + text(257) + ":1}");
    }

    private static void bothJudgeAlike(WireRecord kind, Document document) {
        assertThat(Schemas.errors(kind.schemaName(), document.toString()).isEmpty())
                .as("%s: %s", kind, document)
                .isEqualTo(Verdicts.isValid(kind.decode(document.bytes())));
    }

    private static String text(int length) {
        return quote("x".repeat(length));
    }

    private static String emoji(int length) {
        return quote("😀".repeat(length));
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }
}
