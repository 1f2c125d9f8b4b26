package dev.mcsync.processor.reconcile;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the state is looked over. Both are Spring's six fields, in UTC.
 *
 * @param cron what has changed since the last time
 * @param allCron all that ever was, at leisure
 */
public record ReconcileSettings(
        @DefaultValue("0 */5 * * * *") String cron, @DefaultValue("0 47 3 * * *") String allCron) {}
