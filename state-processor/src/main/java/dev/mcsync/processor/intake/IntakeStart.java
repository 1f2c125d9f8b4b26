package dev.mcsync.processor.intake;

import dev.mcsync.processor.instance.InstanceName;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Starts the intake as soon as database and log answer, on a thread of its own, however long that
 * takes: the service is up and not ready meanwhile. The transactional ids are taken up first, all
 * at once, which ends what a killed predecessor left open and would otherwise hold up every reader.
 * Before that the name must be this process's: it would end what another has open. And the log must
 * be the one that the database knows.
 */
final class IntakeStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IntakeStart.class);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final InstanceName name;
    private final LogAcceptance acceptance;
    private final List<TransactionalIds> transactionalIds;
    private final List<? extends AbstractMessageListenerContainer<?, ?>> containers;
    private @Nullable Thread starter;

    IntakeStart(
            InstanceName name,
            LogAcceptance acceptance,
            List<TransactionalIds> transactionalIds,
            List<? extends AbstractMessageListenerContainer<?, ?>> containers) {
        this.name = name;
        this.acceptance = acceptance;
        this.transactionalIds = List.copyOf(transactionalIds);
        this.containers = List.copyOf(containers);
    }

    @Override
    public synchronized void start() {
        starter = Thread.ofPlatform().name("intake-start").daemon().start(this::run);
    }

    /** Stops no intake that has started: each container has its own life. */
    @Override
    public void stop() {
        Thread running = takeStarter();
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return starter != null;
    }

    /** Above the containers' own, and so stopped before them. */
    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE + 1;
    }

    private synchronized @Nullable Thread takeStarter() {
        Thread running = starter;
        starter = null;
        return running;
    }

    private void run() {
        try {
            if (!name.awaitHeld()) {
                log.error("Nothing is taken from the log: another process does so by this name");
                return;
            }
            acceptance.await();
            for (TransactionalIds ids : transactionalIds) {
                takeUp(ids);
            }
            containers.forEach(AbstractMessageListenerContainer::start);
        } catch (InterruptedException _) {
            log.info("Stopped before database and log answered; nothing was taken");
        }
    }

    private static void takeUp(TransactionalIds ids) throws InterruptedException {
        boolean isTold = false;
        while (!isTakenUp(ids, isTold)) {
            isTold = true;
            Thread.sleep(BETWEEN_TRIES);
        }
        if (isTold) {
            log.info("The log answers; the transactions of {} are taken up", ids);
        }
    }

    private static boolean isTakenUp(TransactionalIds ids, boolean isTold)
            throws InterruptedException {
        try {
            ids.takeUp();
            return true;
        } catch (KafkaException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!isTold) {
                log.warn("The log does not answer; nothing is taken from it until it does", e);
            }
            return false;
        }
    }
}
