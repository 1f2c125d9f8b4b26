package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.Decoded;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One member of one golden record. */
record Place(Golden golden, String pointer) {

    /** Every member of every golden record, nested ones too. */
    static Stream<Place> all() {
        return Golden.all().stream()
                .flatMap(golden ->
                        Document.of(golden.bytes()).members().stream()
                                .map(pointer -> new Place(golden, pointer)));
    }

    JsonNode value() {
        return document().at(pointer);
    }

    Decoded<?> readWith(String json) {
        return golden.kind().decode(document().with(pointer, json).bytes());
    }

    Decoded<?> readWithout() {
        return golden.kind().decode(document().without(pointer).bytes());
    }

    private Document document() {
        return Document.of(golden.bytes());
    }

    @Override
    public String toString() {
        return golden.name() + pointer;
    }
}
