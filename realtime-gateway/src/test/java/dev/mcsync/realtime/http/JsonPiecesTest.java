package dev.mcsync.realtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonPiecesTest {

    @Test
    void thePiecesTogetherAreTheWholeObject() {
        for (int count : List.of(0, 1, 2, 500, 20_000)) {
            List<String> texts = IntStream.range(0, count).mapToObj(i -> "für " + i).toList();

            String together =
                    join(
                            JsonPieces.of(new ObjectWriter().text("as_of", "now"))
                                    .list("a", texts, JsonPiecesTest::write)
                                    .list("b", texts, JsonPiecesTest::write));

            assertThat(together)
                    .isEqualTo(
                            new ObjectWriter()
                                    .text("as_of", "now")
                                    .objects("a", texts, JsonPiecesTest::write)
                                    .objects("b", texts, JsonPiecesTest::write)
                                    .finish());
        }
    }

    @Test
    void nothingNeedStandBeforeAList() {
        assertThat(
                        join(
                                JsonPieces.of(new ObjectWriter())
                                        .list("a", List.of(), JsonPiecesTest::write)))
                .isEqualTo("{\"a\":[]}");
        assertThat(join(JsonPieces.of(new ObjectWriter()))).isEqualTo("{}");
    }

    @Test
    void noPieceIsMuchLongerThanItMayBe() {
        List<String> texts = IntStream.range(0, 5_000).mapToObj(i -> "x".repeat(i % 700)).toList();
        List<Integer> lengths = new ArrayList<>();

        JsonPieces.of(new ObjectWriter())
                .list("a", texts, JsonPiecesTest::write)
                .forEach(piece -> lengths.add(piece.length));

        assertThat(lengths).hasSizeGreaterThan(40).allMatch(length -> length < 34_000);
    }

    @Test
    void anElementIsEncodedNoSoonerThanItsPiece() {
        List<Integer> encoded = new ArrayList<>();
        var pieces =
                JsonPieces.of(new ObjectWriter())
                        .list(
                                "a",
                                IntStream.range(0, 100).boxed().toList(),
                                (out, i) -> {
                                    encoded.add(i);
                                    out.text("t", "x".repeat(10_000));
                                })
                        .iterator();
        pieces.next();

        assertThat(encoded).hasSizeLessThan(6);
    }

    private static void write(ObjectWriter out, String text) {
        out.text("t", text);
    }

    private static String join(JsonPieces pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toString(UTF_8);
    }
}
