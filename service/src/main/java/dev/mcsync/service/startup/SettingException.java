package dev.mcsync.service.startup;

/** The environment cannot be used as it is; the message names settings, never their values. */
public abstract class SettingException extends RuntimeException {
    SettingException(String message) {
        super(message);
    }

    SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
