package dev.mcsync.service.startup;

/** A setting is known, and what it says cannot be read. */
final class UnreadableSettingException extends SettingException {
    UnreadableSettingException(String message) {
        super(message);
    }

    UnreadableSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
