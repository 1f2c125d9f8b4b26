package dev.mcsync.service.settings;

import java.time.Duration;

/** The settings that every service has beside its own. */
public interface ServiceSettings {

    /** After which a connection is cut whose other side takes nothing of what waits. */
    Duration writeStall();
}
