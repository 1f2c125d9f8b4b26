package dev.mcsync.realtime.session;

/** Why a session ended, as the client is told. */
enum CloseCode {
    /** The service stops; another instance, or this one again, will answer. */
    GOING_AWAY(1001, "the service stops"),
    /** The board is still being read, or there are too many clients. */
    TRY_LATER(1013, "try again in a moment"),
    BAD_TICKET(4001, "the ticket is unknown, used or too old"),
    FOREIGN_ORIGIN(4003, "this origin is not allowed"),
    TOKEN_OVER(4004, "the token is revoked, replaced or expired"),
    TOO_SLOW(4008, "the client reads too slowly"),
    GAP_FOUND(4010, "the board must be read again"),
    BAD_FRAME(4400, "the frame is not understood");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
