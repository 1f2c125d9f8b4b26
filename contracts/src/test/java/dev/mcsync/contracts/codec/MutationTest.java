package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.Seed;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectReader;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Any bytes at all give a value or a list of faults, and what gives a value is read back. */
final class MutationTest {

    private static final int MUTATIONS = 20_000;
    private static final int MAX_STEPS = 4;

    /** Pieces that a random byte would take long to find. */
    private static final List<String> PIECES =
            List.of(
                    "null",
                    "true",
                    "-0",
                    "1e309",
                    "1e-309",
                    "1e999999999",
                    "1e2147483648",
                    "9223372036854775808",
                    "0.1e1",
                    "\"\"",
                    "{}",
                    "[]",
                    "[{}]",
                    "{\"a\":",
                    "]",
                    "}",
                    ",",
                    ":",
                    "\\u0000",
                    "\\ud800",
                    "\\udc00",
                    "\\ud83d\\ude00",
                    "\u00e9",
                    "\u00a0",
                    "\u00ff\u00fe",
                    "\u00ef\u00bb\u00bf",
                    "\"type\":\"done\",",
                    "\"meta\":{},",
                    "[".repeat(40),
                    "1".repeat(50),
                    "\"" + "n".repeat(300) + "\":1,");

    @Test
    void decodingNeverThrows() {
        Seed seed = Seed.forTest("MutationTest");
        RandomGenerator random = seed.generator();
        List<Golden> golden = Golden.all();
        WireRecord[] kinds = WireRecord.values();
        int valid = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            Golden original = golden.get(random.nextInt(golden.size()));
            byte[] bytes = mutate(original.bytes(), random);
            WireRecord other = kinds[random.nextInt(kinds.length)];
            for (WireRecord kind : List.of(original.kind(), other)) {
                try {
                    valid += check(kind, bytes) ? 1 : 0;
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "%s, mutation %d, as %s: %s"
                                    .formatted(seed, i, kind, new String(bytes, ISO_8859_1)),
                            e);
                }
            }
        }

        assertThat(valid).as("mutations that are valid all the same, %s", seed).isPositive();
    }

    @Test
    void everyPrefixOfARecordIsRefused() {
        for (Golden golden : Golden.all()) {
            String text = new String(golden.bytes(), UTF_8);
            for (int length = 0; length < text.length(); length++) {
                assertThat(golden.kind().decode(text.substring(0, length).getBytes(UTF_8)))
                        .isInstanceOf(Decoded.Invalid.class);
            }
        }
    }

    private static boolean check(WireRecord kind, byte[] bytes) {
        return switch (kind.decode(bytes)) {
            case Decoded.Valid<?>(Object value) -> {
                byte[] encoded = WireRecord.encode(value);
                assertThat(kind.decode(encoded).orThrow("what was written")).isEqualTo(value);
                yield true;
            }
            case Decoded.Invalid<?>(List<FieldError> errors) -> {
                assertThat(errors).isNotEmpty().hasSizeLessThanOrEqualTo(ObjectReader.MAX_ERRORS);
                yield false;
            }
        };
    }

    private static byte[] mutate(byte[] original, RandomGenerator random) {
        StringBuilder bytes = new StringBuilder(new String(original, ISO_8859_1));
        for (int steps = 1 + random.nextInt(MAX_STEPS); steps > 0; steps--) {
            int at = random.nextInt(bytes.length() + 1);
            int until = Math.min(bytes.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> bytes.insert(at, (char) random.nextInt(256));
                case 1 -> bytes.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> bytes.delete(at, until);
                case 3 -> bytes.insert(at, bytes.substring(at, until));
                case 4 -> bytes.replace(at, until, PIECES.get(random.nextInt(PIECES.size())));
                default -> bytes.setLength(Math.max(1, at));
            }
        }
        return bytes.toString().getBytes(ISO_8859_1);
    }
}
