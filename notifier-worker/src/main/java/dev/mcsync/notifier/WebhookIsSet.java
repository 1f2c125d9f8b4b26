package dev.mcsync.notifier;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** A blank setting counts as none, as a compose file passes an unset variable on. */
final class WebhookIsSet implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isSet(context.getEnvironment());
    }

    static boolean isSet(Environment environment) {
        return !environment.getProperty("mc.discord-webhook-url", "").isBlank();
    }
}
