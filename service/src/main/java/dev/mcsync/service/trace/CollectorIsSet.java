package dev.mcsync.service.trace;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Blank is as good as none, as for all settings of the product. */
final class CollectorIsSet implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment().getProperty("mc.tracing.endpoint", "").isBlank();
    }
}
