package dev.mcsync.infra.proof.hostile;

import java.util.Locale;

/** Who calls, by what it shows. */
enum Visitor {
    NOBODY,
    GARBAGE,
    PANEL,
    AGENT,
    BOUND,
    BOUND_FOR_ANOTHER,
    MADE,
    MADE_FOR_ANOTHER,
    REVOKED,
    INTERNAL,
    ADMIN,
    SIGNED_IN,
    SIGNED_OUT;

    static final String OWN_AGENT = "bound";
    static final String OTHER_AGENT = "other";

    /** Whose ids are in the call. */
    String agent() {
        return this == BOUND_FOR_ANOTHER || this == MADE_FOR_ANOTHER ? OTHER_AGENT : OWN_AGENT;
    }

    boolean isBySession() {
        return this == SIGNED_IN || this == SIGNED_OUT;
    }

    String title() {
        return switch (this) {
            case BOUND -> "bound token, own ids";
            case BOUND_FOR_ANOTHER -> "bound token, another agent's ids";
            case MADE -> "made token, own ids";
            case MADE_FOR_ANOTHER -> "made token, another agent's ids";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
