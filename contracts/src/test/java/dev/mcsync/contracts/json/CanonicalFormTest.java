package dev.mcsync.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.Seed;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Equal objects have equal text, and still have it after a stay in a {@code jsonb} column. */
final class CanonicalFormTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    { }                                  | {}
                    {"b":1,"a":2}                        | {"a":2,"b":1}
                    {"b":{"d":1,"c":2},"a":[3,1]}        | {"a":[3,1],"b":{"c":2,"d":1}}
                    {"aa":1,"B":2,"é":3,"b":4}           | {"B":2,"aa":1,"b":4,"é":3}
                    {"n":1.0}                            | {"n":1}
                    {"n":1.10}                           | {"n":1.1}
                    {"n":1e2}                            | {"n":100}
                    {"n":1.5E-7}                         | {"n":0.00000015}
                    {"n":-0}                             | {"n":0}
                    {"n":-0.00e5}                        | {"n":0}
                    {"n":12345678901234567890.125}       | {"n":12345678901234567890.125}
                    {"t":true,"f":false,"z":null}        | {"f":false,"t":true,"z":null}
                    {"s":"\\u0041\\/\\u00e9"}            | {"s":"A/é"}
                    {"s":"\\u0009\\u001f\\"\\\\"}        | {"s":"\\t\\u001F\\"\\\\"}
                    """)
    void isOneTextForOneValue(String text, String canonical) {
        assertThat(StrictJson.canonical(text).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"1e308", "1.7976931348623157e308", "4.9e-308", "1e-308", "1e50", "-1e41", "1e-41"})
    void isAcceptedAgainWhateverItWasWrittenFrom(String number) {
        Json canonical = StrictJson.canonical("{\"n\":" + number + "}");

        assertThat(StrictJson.canonical(canonical.text())).isEqualTo(canonical);
    }

    @Test
    void theLongestNumbersAreAcceptedAgainToo() {
        String digits = "1".repeat(39) + "7";
        for (String number :
                new String[] {
                    digits.charAt(0) + "." + digits.substring(1) + "e308",
                    "-" + digits.charAt(0) + "." + digits.substring(1) + "e-308",
                    "1." + "0".repeat(300) + "e-300",
                    "1" + "0".repeat(300)
                }) {
            Json canonical = StrictJson.canonical("{\"n\":" + number + "}");

            assertThat(StrictJson.canonical(canonical.text())).isEqualTo(canonical);
        }
    }

    @Test
    void staysTheSameThroughAColumnOfJsonb() {
        Seed seed = Seed.forTest("CanonicalFormTest");
        RandomGenerator random = seed.generator();

        for (int i = 0; i < 2_000; i++) {
            Json canonical = StrictJson.canonical(randomObject(random, 3));

            Json back = StrictJson.canonical(JsonbColumn.print(canonical.text()));

            assertThat(back).as("%s, round %d", seed, i).isEqualTo(canonical);
        }
    }

    @Test
    void comparesByText() {
        assertThat(StrictJson.canonical("{\"a\":1e1}"))
                .isEqualTo(StrictJson.canonical("{ \"a\" : 10.0 }"))
                .hasSameHashCodeAs(StrictJson.canonical("{\"a\":10}"))
                .isNotEqualTo(StrictJson.canonical("{\"a\":11}"))
                .hasToString("{\"a\":10}");
        assertThat(StrictJson.canonical("{}")).isEqualTo(Json.EMPTY);
    }

    private static String quote(String text) {
        return MAPPER.writeValueAsString(text);
    }

    private static String randomObject(RandomGenerator random, int depth) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> quote(randomText(random) + i) + ":" + randomValue(random, depth))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String randomValue(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> quote(randomText(random));
            case 1 -> randomNumber(random);
            case 2 -> random.nextBoolean() ? "true" : "null";
            case 3 -> Integer.toString(random.nextInt(-5, 6));
            case 4 -> randomObject(random, depth - 1);
            default ->
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(_ -> randomValue(random, depth - 1))
                            .collect(Collectors.joining(",", "[", "]"));
        };
    }

    /** Spelt as a scientific number with trailing zeros, so that there is something to undo. */
    private static String randomNumber(RandomGenerator random) {
        BigDecimal digits = BigDecimal.valueOf(random.nextLong(), random.nextInt(19));
        return digits
                + "0".repeat(digits.scale() > 0 ? random.nextInt(3) : 0)
                + "e"
                + random.nextInt(-280, 280);
    }

    private static String randomText(RandomGenerator random) {
        int[] alphabet = {'a', 'Z', '0', '"', '\\', '/', 0x1f, 0x7f, 'é', 0x2028, 0xFFFF, 0x1F600};
        return IntStream.range(0, random.nextInt(6))
                .map(_ -> alphabet[random.nextInt(alphabet.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
