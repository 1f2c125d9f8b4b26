package dev.mcsync.notifier;

/** A setting that must not be shown. */
record Secret(String value) {

    /** For the binding of settings. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    boolean isBlank() {
        return value.isBlank();
    }

    @Override
    public String toString() {
        return "***";
    }
}
