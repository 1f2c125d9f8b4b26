package dev.mcsync.service.settings;

import static dev.mcsync.service.settings.SettingCheck.positive;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every service is told in the same words, as {@code mc.write-stall} and {@code mc.tracing.*}:
 * a part of its record of settings that has no name of its own.
 *
 * @param writeStall after which a connection is cut whose other side takes nothing of what waits
 * @param tracing where spans go
 */
public record ChassisSettings(
        @DefaultValue("30s") Duration writeStall, @DefaultValue TracingSettings tracing) {

    public ChassisSettings {
        positive("mc.write-stall", writeStall);
    }
}
