package dev.mcsync.service.settings;

import java.util.Arrays;
import java.util.List;

/** A setting that must not be shown. */
public record Secret(String value) {

    /** For the binding of settings. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    public boolean isBlank() {
        return value.isBlank();
    }

    /** Several may be given, with commas between, while one replaces the other. */
    public List<String> parts() {
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public String toString() {
        return "***";
    }
}
