package dev.mcsync.ingress;

import dev.mcsync.ingress.outcome.TestOutcomes;
import dev.mcsync.ingress.publish.InMemoryLog;
import dev.mcsync.ingress.publish.TestMarks;
import dev.mcsync.ingress.readside.InMemoryReadSide;
import dev.mcsync.ingress.signout.TestSignOuts;
import dev.mcsync.ingress.token.TestTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Takes the place of the beans of the same names. */
@Import({TestOutcomes.class, TestMarks.class, TestSignOuts.class, TestTokens.class})
class Twins {

    @Bean
    InMemoryLog factLog() {
        return new InMemoryLog();
    }

    @Bean
    InMemoryReadSide readSide() {
        return new InMemoryReadSide();
    }
}
