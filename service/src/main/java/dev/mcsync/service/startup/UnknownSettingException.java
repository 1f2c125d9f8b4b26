package dev.mcsync.service.startup;

import java.util.List;

/** The environment has settings that no service knows; the message names them, not their values. */
public final class UnknownSettingException extends RuntimeException {
    UnknownSettingException(List<String> names) {
        super(
                "The environment has settings that mc-sync does not know: "
                        + String.join(", ", names));
    }
}
