package dev.mcsync.realtime.view;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.view.TopicLayout.Shape;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final TopicLayout LAYOUT =
            new TopicLayout(new Shape(new Uuid(1, 2), 2), new Shape(new Uuid(3, 4), 1));

    @Test
    void itsTextGivesTheSameCursorAgain() {
        Cursor cursor = Cursor.of(LAYOUT, new long[] {0, 300, Long.MAX_VALUE}, NOON);

        assertThat(Cursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void twelvePartitionsATopicTakeNoMoreThanTwoHundredCharacters() {
        TopicLayout twelve =
                new TopicLayout(new Shape(Uuid.randomUuid(), 12), new Shape(Uuid.randomUuid(), 12));
        long[] offsets = new Random(1).longs(24, 0, 10_000_000).toArray();

        assertThat(Cursor.of(twelve, offsets, NOON).text()).hasSizeLessThan(200);
    }

    @Test
    void itFitsOnlyTheVeryTopicsItWasTakenFrom() {
        Cursor cursor = Cursor.of(LAYOUT, new long[3], NOON);
        TopicLayout madeAnew =
                new TopicLayout(new Shape(new Uuid(1, 9), 2), new Shape(new Uuid(3, 4), 1));
        TopicLayout wider =
                new TopicLayout(new Shape(new Uuid(1, 2), 3), new Shape(new Uuid(3, 4), 1));

        assertThat(cursor.fits(LAYOUT)).isTrue();
        assertThat(cursor.fits(madeAnew)).isFalse();
        assertThat(cursor.fits(wider)).isFalse();
    }

    @Test
    void noBytesMakeParsingFailOtherwiseThanByNotBeingACursor() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = 1;
            }
            Optional<Cursor> parsed =
                    Cursor.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            parsed.ifPresent(cursor -> assertThat(cursor.takenAt()).isNotNull());
        }
    }

    @Test
    void whatIsNoCursorIsNone() {
        assertThat(Cursor.parse("")).isEmpty();
        assertThat(Cursor.parse("not base64!")).isEmpty();
        assertThat(Cursor.parse("AAAA")).isEmpty();
        assertThat(Cursor.parse("A".repeat(5000))).isEmpty();
    }

    @Test
    void aCutOffCursorIsNone() {
        String text = Cursor.of(LAYOUT, new long[] {1, 2, 300}, NOON).text();
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);

        assertThat(Cursor.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(cut)))
                .isEmpty();
    }
}
