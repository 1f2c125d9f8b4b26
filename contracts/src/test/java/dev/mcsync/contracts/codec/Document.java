package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A record as text, to be changed a little; each change gives another document. */
public record Document(JsonNode tree) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public static Document of(byte[] bytes) {
        return new Document(MAPPER.readTree(bytes));
    }

    public static Document golden(String name) {
        return of(Golden.bytes(name));
    }

    /** Sets a member to a value that is given as JSON text, and is written just so. */
    public Document with(String pointer, String json) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode copy = tree.deepCopy();
        ((ObjectNode) copy.at(place.head()))
                .putRawValue(place.last().getMatchingProperty(), new RawValue(json));
        return new Document(copy);
    }

    public Document without(String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode copy = tree.deepCopy();
        ((ObjectNode) copy.at(place.head())).remove(place.last().getMatchingProperty());
        return new Document(copy);
    }

    /** The places of all members, nested ones too, except inside payload and meta. */
    public List<String> members() {
        List<String> found = new ArrayList<>();
        collectMembers(tree, "", found);
        return found;
    }

    /** The places of all objects that have a shape of their own. */
    public List<String> objects() {
        List<String> found = new ArrayList<>(List.of(""));
        members().stream().filter(place -> isShaped(place)).forEach(found::add);
        return found;
    }

    public JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    public byte[] bytes() {
        return toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return MAPPER.writeValueAsString(tree);
    }

    private boolean isShaped(String place) {
        return tree.at(place).isObject() && !isFree(place);
    }

    private static boolean isFree(String place) {
        return place.endsWith("/payload") || place.endsWith("/meta");
    }

    private static void collectMembers(JsonNode node, String place, List<String> found) {
        if (node.isObject() && !isFree(place)) {
            for (String name : node.propertyNames()) {
                found.add(place + "/" + name);
                collectMembers(node.get(name), place + "/" + name, found);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collectMembers(node.get(i), place + "/" + i, found);
            }
        }
    }
}
