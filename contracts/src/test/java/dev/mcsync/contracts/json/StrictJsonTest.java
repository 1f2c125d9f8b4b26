package dev.mcsync.contracts.json;

import static dev.mcsync.contracts.json.Verdicts.errorsOf;
import static dev.mcsync.contracts.json.Verdicts.isValid;
import static dev.mcsync.contracts.json.Verdicts.pointersOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar and the limits, apart from any record: every document here is {@code {"a":{…}}}. */
final class StrictJsonTest {

    private static final int MAX_LENGTH = 64 * 1024;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a continuation byte alone       | 80
                    a lead byte without its rest    | C3
                    a truncated four-byte sequence  | F09F98
                    an overlong slash, two bytes    | C0AF
                    an overlong slash, three bytes  | E080AF
                    an overlong U+0000              | C080
                    a surrogate as three bytes      | EDA080
                    a pair of surrogates (CESU-8)   | EDA0BDEDB880
                    above U+10FFFF                  | F4908080
                    a byte that UTF-8 never has     | FF
                    """)
    void refusesBytesThatAreNoUtf8(String what, String hex) {
        String bytes = new String(HexFormat.of().parseHex(hex), ISO_8859_1);

        Decoded<Json> decoded = read(("{\"a\":{\"k\":\"" + bytes + "\"}}").getBytes(ISO_8859_1));

        assertThat(errorsOf(decoded))
                .as(what)
                .containsExactly(new FieldError("", "expected valid UTF-8"));
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(isValid(read("\uFEFF{\"a\":{}}"))).isFalse();
        assertThat(isValid(read("{\"a\":{}}\uFEFF"))).isFalse();
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(isValid(read("{\"a\":{}}".getBytes(UTF_16)))).isFalse();
        assertThat(isValid(read("{\"a\":{}}".getBytes(UTF_16LE)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud83dx", "\\ude00\\ud83d", "\\ud83d\\ud83d"})
    void refusesLoneSurrogates(String escaped) {
        assertThat(errorsOf(readA("{\"k\":\"" + escaped + "\"}")))
                .containsExactly(new FieldError("/a/k", "expected text without lone surrogates"));
        assertThat(errorsOf(readA("{\"" + escaped + "\":1}")))
                .containsExactly(new FieldError("/a", "expected text without lone surrogates"));
    }

    @Test
    void takesSurrogatePairs() {
        assertThat(readA("{\"k\":\"\\ud83d\\ude00\"}"))
                .isEqualTo(readA("{\"k\":\"😀\"}"))
                .matches(Verdicts::isValid);
    }

    @Test
    void refusesU0000InAValueAndInAKey() {
        assertThat(errorsOf(readA("{\"k\":\"x\\u0000\"}")))
                .containsExactly(new FieldError("/a/k", "expected text without U+0000"));
        assertThat(errorsOf(readA("{\"k\":[1,{\"x\\u0000\":1}]}")))
                .containsExactly(new FieldError("/a/k/1", "expected text without U+0000"));
        assertThat(isValid(readA("{\"k\":\"\0\"}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{},\"a\":{}}",
                "{\"a\":{\"k\":1,\"k\":1}}",
                "{\"a\":{\"k\":1,\"\\u006b\":2}}",
                "{\"a\":{\"l\":[{\"k\":1,\"x\":2,\"y\":3,\"k\":4}]}}"
            })
    void refusesDuplicateKeys(String document) {
        assertThat(isValid(read(document))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{}} x",
                "{\"a\":{}}{}",
                "{\"a\":{}},",
                "{\"a\":{}}]",
                "{\"a\":{}} //c",
                "{\"a\":{}}\0"
            })
    void refusesWhatFollowsTheDocument(String document) {
        assertThat(isValid(read(document))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{}}",
                "{a:{}}",
                "{\"a\":{},}",
                "{\"a\":{\"k\":[1,]}}",
                "{\"a\":{\"k\":[,1]}}",
                "/* c */{\"a\":{}}",
                "{\"a\":{\"k\":NaN}}",
                "{\"a\":{\"k\":Infinity}}",
                "{\"a\":{\"k\":-Infinity}}",
                "{\"a\":{\"k\":+1}}",
                "{\"a\":{\"k\":01}}",
                "{\"a\":{\"k\":.5}}",
                "{\"a\":{\"k\":5.}}",
                "{\"a\":{\"k\":0x1F}}",
                "{\"a\":{\"k\":1e}}",
                "{\"a\":{\"k\":True}}",
                "{\"a\":{\"k\":\"\t\"}}",
                "{\"a\":{\"k\":\"\\x41\"}}",
                "{\"a\":{\"k\":\"\\u12\"}}",
                "{\"a\":{\"k\":\"open}}",
                "{\"a\":{",
                "\u00a0{\"a\":{}}"
            })
    void refusesWhatTheGrammarDoesNotHave(String document) {
        assertThat(isValid(read(document))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "5", "\"text\"", "[]", "[{\"a\":{}}]"})
    void refusesADocumentThatIsNoObject(String document) {
        assertThat(errorsOf(read(document)))
                .containsExactly(new FieldError("", "expected a JSON object"));
    }

    @Test
    void refusesNothingAndWhiteSpace() {
        FieldError nothing = new FieldError("", "expected a JSON document, found nothing");

        assertThat(errorsOf(StrictJson.readObject(null, StrictJsonTest::readMembers)))
                .containsExactly(nothing);
        assertThat(errorsOf(read(""))).containsExactly(nothing);
        assertThat(errorsOf(read(" \r\n\t"))).containsExactly(nothing);
    }

    @Test
    void takesFortyDigitsAndNoMore() {
        assertThat(isValid(readNumber("1".repeat(40)))).isTrue();
        assertThat(isValid(readNumber("-" + "1".repeat(40)))).isTrue();
        assertThat(isValid(readNumber("1." + "1".repeat(39)))).isTrue();
        assertThat(isValid(readNumber("0." + "1".repeat(40)))).isTrue();

        assertThat(pointersOf(readNumber("1".repeat(41)))).containsExactly("/a/n");
        assertThat(pointersOf(readNumber("-" + "1".repeat(41)))).containsExactly("/a/n");
        assertThat(pointersOf(readNumber("1." + "1".repeat(40)))).containsExactly("/a/n");
        assertThat(isValid(readNumber("1".repeat(60_000)))).isFalse();
        assertThat(isValid(readNumber("0." + "0".repeat(60_000)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e308", "-9.9e308", "1e-308", "0.1e309", "123e306", "0e308", "1E+2"})
    void takesExponentsUpTo308(String number) {
        assertThat(isValid(readNumber(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e309",
                "10e308",
                "1e-309",
                "0.1e-308",
                "0e309",
                "0e-309",
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "1e-2147483647",
                "1e2147483648",
                "1e-2147483648",
                "1e99999999999999999999"
            })
    @Timeout(5)
    void refusesExponentsBeyond308WithoutWritingThemOut(String number) {
        assertThat(errorsOf(readNumber(number)))
                .singleElement()
                .extracting(FieldError::detail)
                .isEqualTo("expected an exponent of at most ±308");
    }

    @Test
    void takesThirtyTwoLevelsAndNoMore() {
        assertThat(isValid(readA("{\"k\":" + "[".repeat(30) + "]".repeat(30) + "}"))).isTrue();
        assertThat(isValid(readA("{\"k\":" + "[".repeat(31) + "]".repeat(31) + "}"))).isFalse();
        assertThat(isValid(read("[".repeat(60_000)))).isFalse();
    }

    @Test
    void takesNamesOf256CharactersAndNoMore() {
        assertThat(isValid(readA("{\"" + "n".repeat(256) + "\":1}"))).isTrue();
        assertThat(isValid(readA("{\"" + "n".repeat(257) + "\":1}"))).isFalse();
    }

    @Test
    void namesThatCollideInAHashTableHarmNeitherThisDocumentNorTheNext() {
        String colliding =
                IntStream.range(0, 2000)
                        .mapToObj(i -> "\"" + spelt(i, "Ab", "BA") + "\":1")
                        .collect(Collectors.joining(",", "{", "}"));
        String innocent =
                IntStream.range(0, 2000)
                        .mapToObj(i -> "\"u" + i + "\":1")
                        .collect(Collectors.joining(",", "{", "}"));

        assertThat(isValid(readA(colliding))).isTrue();
        assertThat(isValid(readA(colliding))).isTrue();
        assertThat(isValid(readA(innocent))).isTrue();
    }

    @Test
    void givesUpBeforeWritingOutWhatIsTooLong() {
        String bomb =
                IntStream.range(0, 150_000)
                        .mapToObj(_ -> "1e308")
                        .collect(Collectors.joining(",", "{\"k\":[", "]}"));
        assertThat(bomb.length()).isCloseTo(900_000, within(1_000));

        assertThat(errorsOf(readA(bomb)))
                .containsExactly(new FieldError("/a", "expected at most 65536 characters of JSON"));
    }

    @Test
    void tellsOnlySoManyFaults() {
        String flood =
                IntStream.range(0, 5000)
                        .mapToObj(i -> "\"u" + i + "\":1")
                        .collect(Collectors.joining(",", "{", "}"));

        assertThat(errorsOf(read(flood))).hasSize(ObjectReader.MAX_ERRORS);
    }

    @Test
    @Timeout(10)
    void keepsPointersShort() {
        String deep = ("{\"" + "n".repeat(256) + "\":").repeat(29);
        String wide = "[" + "\"\\u0000\",".repeat(6000) + "1]";

        Decoded<Json> decoded = readA(deep + wide + "}".repeat(29));

        assertThat(errorsOf(decoded))
                .containsExactly(new FieldError("/a", "expected text without U+0000"));
    }

    @Test
    void neverEchoesTheInput() {
        String secret = "hunter2 ☠";
        List<String> documents =
                List.of(
                        "{\"a\":\"" + secret + "\"}",
                        "{\"" + secret + "\":1}",
                        "{\"a\":{\"" + secret + "\":\"\\u0000\"}}",
                        "{\"a\":{\"" + secret + "\":1,\"" + secret + "\":2}}",
                        "{\"a\":{\"" + secret + "\\u0000\":2}}",
                        "{\"a\":{\"k\":" + secret + "}}",
                        secret,
                        "{\"a\":{}}" + secret);

        assertThat(documents)
                .allSatisfy(document ->
                        assertThat(errorsOf(read(document)))
                                .isNotEmpty()
                                .noneMatch(error -> error.toString().contains("hunter2")));
    }

    @Test
    void judgesEachElementOfAnArrayByItself() {
        byte[] array =
                """
                [{"a":{}}, {"a":{"k":"\\u0000"}}, 5, {"a":{"n":1e309}}, {"b":1}, {"a":{"k":1}}]
                """
                        .getBytes(UTF_8);

        List<Decoded<Json>> elements =
                StrictJson.readArray(array, 6, StrictJsonTest::readMembers).orThrow("array");

        assertThat(elements)
                .map(Verdicts::isValid)
                .containsExactly(true, false, false, false, false, true);
        assertThat(elements)
                .flatMap(Verdicts::pointersOf)
                .containsExactly("/1/a/k", "/2", "/3/a/n", "/4/b");
    }

    @Test
    void refusesAnArrayThatIsEmptyTooLongOrNone() {
        assertThat(isValid(StrictJson.readArray(bytes("[]"), 2, StrictJsonTest::readMembers)))
                .isFalse();
        assertThat(
                        isValid(
                                StrictJson.readArray(
                                        bytes("[{},{},{}]"), 2, StrictJsonTest::readMembers)))
                .isFalse();
        assertThat(isValid(StrictJson.readArray(bytes("{}"), 2, StrictJsonTest::readMembers)))
                .isFalse();
    }

    @Test
    void tellsAnArrayByItsFirstCharacter() {
        assertThat(StrictJson.looksLikeArray(bytes(" \r\n\t[{}]"))).isTrue();
        assertThat(StrictJson.looksLikeArray(bytes("{\"a\":[]}"))).isFalse();
        assertThat(StrictJson.looksLikeArray(bytes("  "))).isFalse();
    }

    @Test
    void anObjectFromTheDatabaseThatIsNoneIsABug() {
        assertThatThrownBy(() -> StrictJson.canonical("[1]"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> StrictJson.canonical("{\"k\":"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Decoded<Json> readNumber(String number) {
        return readA("{\"n\":" + number + "}");
    }

    private static Decoded<Json> readA(String value) {
        return read("{\"a\":" + value + "}");
    }

    private static Decoded<Json> read(String document) {
        return read(bytes(document));
    }

    private static Decoded<Json> read(byte[] document) {
        return StrictJson.readObject(document, StrictJsonTest::readMembers);
    }

    private static Decoded<Json> readMembers(ObjectReader in) {
        Json a = in.optionalJson("a", MAX_LENGTH);
        return in.finish(() -> a == null ? Json.EMPTY : a);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Twelve two-letter pieces, one for each bit; all spellings have one and the same hash. */
    private static String spelt(int bits, String zero, String one) {
        return IntStream.range(0, 12)
                .mapToObj(bit -> (bits >> bit & 1) == 0 ? zero : one)
                .collect(Collectors.joining());
    }
}
