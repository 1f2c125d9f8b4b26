package dev.mcsync.processor.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells member by member how two records, as they are on the wire, differ. */
final class Differences {

    /** To the last digit: what a double cannot tell apart differs all the same. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final int MAX_TOLD = 300;

    private Differences() {}

    static List<FieldDifference> between(byte[] expected, byte[] found) {
        JsonNode should = JSON.readTree(expected);
        JsonNode is = JSON.readTree(found);
        List<FieldDifference> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(should.propertyNames());
        names.addAll(is.propertyNames());
        for (String name : names) {
            if (!Objects.equals(should.get(name), is.get(name))) {
                differences.add(
                        new FieldDifference(name, told(should.get(name)), told(is.get(name))));
            }
        }
        return differences;
    }

    private static @Nullable String told(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        String text = value.toString();
        return text.codePointCount(0, text.length()) <= MAX_TOLD
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TOLD)) + "…";
    }
}
