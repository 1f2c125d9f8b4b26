package dev.mcsync.notifier.discord;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is not a message in the channel.
 *
 * @param code Discord's own number for the fault; 0 when it gave none
 * @param says Discord's own words, short; null when it gave none, or none that is safe to repeat
 */
public record Refusal(int status, int code, @Nullable String says) {

    /** As the ledger and the panel spell it; it never changes its spelling. */
    public String word() {
        return code == 0 ? "discord_" + status : "discord_" + status + "_" + code;
    }

    /** For a person's eye. */
    @Override
    public String toString() {
        return "status %d%s%s"
                .formatted(
                        status,
                        code == 0 ? "" : ", code " + code,
                        says == null ? "" : " (" + says + ")");
    }
}
