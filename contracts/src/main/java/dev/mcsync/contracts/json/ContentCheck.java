package dev.mcsync.contracts.json;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges what the grammar of JSON lets through and this product does not. */
final class ContentCheck {

    static final String EXPONENT_EXPECTED =
            "expected an exponent of at most ±" + StrictJson.MAX_EXPONENT;

    private ContentCheck() {}

    /** The first fault only: a document can hold more of them than an answer should. */
    static @Nullable FieldError fault(JsonNode node) {
        if (node.isString()) {
            return textFault(node.stringValue());
        }
        if (node.isNumber()) {
            return numberFault(node.decimalValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            FieldError found = fault(node.get(i));
            if (found != null) {
                return found.below(Integer.toString(i));
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            FieldError found = memberFault(member);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable FieldError memberFault(Map.Entry<String, JsonNode> member) {
        FieldError nameFault = textFault(member.getKey());
        if (nameFault != null) {
            return nameFault;
        }
        FieldError valueFault = fault(member.getValue());
        return valueFault == null ? null : valueFault.below(member.getKey());
    }

    private static @Nullable FieldError textFault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return new FieldError("", "expected text without U+0000");
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return new FieldError("", "expected text without lone surrogates");
            }
        }
        return null;
    }

    private static @Nullable FieldError numberFault(BigDecimal value) {
        long exponent =
                value.signum() == 0 ? -value.scale() : (long) value.precision() - value.scale() - 1;
        if (Math.abs(exponent) > StrictJson.MAX_EXPONENT) {
            return new FieldError("", EXPONENT_EXPECTED);
        }
        return value.stripTrailingZeros().precision() > StrictJson.MAX_DIGITS
                ? new FieldError(
                        "",
                        "expected a number of at most "
                                + StrictJson.MAX_DIGITS
                                + " significant digits")
                : null;
    }
}
