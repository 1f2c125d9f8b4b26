package dev.mcsync.service.startup;

import java.util.List;

/** The environment has settings that no service knows. */
final class UnknownSettingException extends SettingException {
    UnknownSettingException(List<String> names) {
        super(
                "The environment has settings that mc-sync does not know: "
                        + String.join(", ", names));
    }
}
