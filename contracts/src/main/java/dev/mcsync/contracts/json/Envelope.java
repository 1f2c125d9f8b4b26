package dev.mcsync.contracts.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an object that lies in another one, whose attributes say some of its members. A member may
 * stand in both places, and then alike. Faults are told at the place where the sender wrote. For
 * one thread.
 */
public final class Envelope {

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");

    private final ObjectReader around;
    private final String content;
    private final ObjectNode members = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> attributes = new HashMap<>();

    /**
     * @param content the name under which the object lies; a missing one reads as empty
     */
    public Envelope(ObjectReader around, String content) {
        this.around = around;
        this.content = content;
    }

    /** The attribute says that member, in the same words. */
    public Envelope says(String attribute, String member) {
        attributes.put(member, attribute);
        if (around.has(attribute)) {
            members.set(member, around.object.get(attribute));
        }
        return this;
    }

    /**
     * The attribute says that member in other words.
     *
     * @param value as the object spells it; null when the attribute is missing
     */
    public Envelope says(String attribute, String member, @Nullable String value) {
        attributes.put(member, attribute);
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    /** What else stands on the envelope is passed over, where it is an attribute at all. */
    public <T> Decoded<T> open(Function<ObjectReader, Decoded<T>> reader) {
        passOverOthers();
        ObjectNode inside = JsonNodeFactory.instance.objectNode();
        if (around.has(content)) {
            if (!(around.object.get(content) instanceof ObjectNode given)) {
                return around.refuse(content, "expected a JSON object");
            }
            inside = given;
        }
        inside.properties().forEach(member -> add(member.getKey(), member.getValue()));
        Decoded<T> read =
                reader.apply(
                        new ObjectReader(
                                members, pointerTo(content), Origin.ANYWHERE, new ArrayList<>()));
        if (read instanceof Decoded.Invalid<T>(var errors)) {
            for (FieldError error : errors) {
                note(error, inside);
            }
        }
        return around.finish(() -> read).then(whole -> whole);
    }

    private void passOverOthers() {
        around.asked.add(content);
        for (String name : around.object.propertyNames()) {
            if (ATTRIBUTE.matcher(name).matches() && around.asked.add(name)) {
                JsonNode value = around.object.get(name);
                if (value.isContainer() && !attributes.containsValue(name)) {
                    around.fault(name, "expected a text, a number, true or false");
                }
            }
        }
    }

    private void add(String name, JsonNode value) {
        if (!members.has(name)) {
            members.set(name, value);
        } else if (!value.isNull() && !value.equals(members.get(name))) {
            around.note(
                    new FieldError(
                            pointerTo(content) + "/" + name,
                            "expected to agree with the attribute %s, or to be absent"
                                    .formatted(attributes.get(name))));
        }
    }

    /** Once: that a required attribute is missing may have been noticed before. */
    private void note(FieldError error, ObjectNode inside) {
        FieldError atItsPlace = new FieldError(placeOf(error.pointer(), inside), error.detail());
        if (!around.errors.contains(atItsPlace)) {
            around.note(atItsPlace);
        }
    }

    private String placeOf(String pointer, ObjectNode inside) {
        String name = pointer.substring(pointerTo(content).length()).replaceFirst("^/", "");
        String attribute = attributes.get(name);
        return attribute == null || (!around.has(attribute) && inside.has(name))
                ? pointer
                : pointerTo(attribute);
    }

    private String pointerTo(String name) {
        return around.pointer + "/" + name;
    }
}
