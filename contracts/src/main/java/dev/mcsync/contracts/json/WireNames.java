package dev.mcsync.contracts.json;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks constants up by their spelling on the wire. */
public final class WireNames {

    private WireNames() {}

    public static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wireName().equals(wireName)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    /**
     * @throws IllegalArgumentException when there is none; for values that this product wrote
     */
    public static <E extends Enum<E> & WireName> E load(Class<E> type, String wireName) {
        return find(type, wireName)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Expected one of " + all(type) + ", found " + wireName));
    }

    public static <E extends Enum<E> & WireName> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(WireName::wireName).toList();
    }
}
