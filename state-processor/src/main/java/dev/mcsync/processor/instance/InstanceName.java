package dev.mcsync.processor.instance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Holds the name of this processor from before it takes anything until it has let go of everything.
 * A living process of that name stops the start. A killed one is hardly ever waited for: what it
 * held has run out by the time that a process is up again.
 *
 * <p>Where the database does not answer, the service is up and takes nothing until it does. A name
 * held is held on meanwhile, and taken again afterwards.
 */
public final class InstanceName implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(InstanceName.class);

    private static final int RENEWALS_A_LEASE = 6;

    private final InstanceClaim claim;
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("instance-name").daemon().factory());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile State state = State.UNKNOWN;
    private volatile boolean isRunning;

    /** For the keeper's thread only. */
    private long refusedSinceNanos;

    private boolean isRefused;
    private boolean isWithoutAnswer;

    private enum State {
        UNKNOWN,
        HELD,
        /** Another process has it. */
        TAKEN
    }

    InstanceName(InstanceClaim claim) {
        this.claim = claim;
    }

    /**
     * Returns when the name is held, or the database does not answer.
     *
     * @throws InstanceTakenException when another process lives under this name
     */
    @Override
    public void start() {
        isRunning = true;
        long millis = claim.lease().dividedBy(RENEWALS_A_LEASE).toMillis();
        var _ = keeper.scheduleWithFixedDelay(this::keep, 0, millis, TimeUnit.MILLISECONDS);
        try {
            asked.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (state == State.TAKEN) {
            stop();
            throw new InstanceTakenException(claim.instanceId(), claim.process());
        }
    }

    /**
     * Returns when it is known whose the name is, however long that takes.
     *
     * @return false where it is another process's
     */
    public boolean awaitHeld() throws InterruptedException {
        decided.await();
        return state == State.HELD;
    }

    @Override
    public void stop() {
        isRunning = false;
        keeper.shutdown();
        try {
            boolean isOver =
                    keeper.awaitTermination(claim.lease().toMillis(), TimeUnit.MILLISECONDS);
            if (isOver && state == State.HELD && !isWithoutAnswer) {
                claim.giveBack();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("The name {} could not be given back; it runs out", claim.instanceId(), e);
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Started before the intake's containers, and stopped after them. */
    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE - 1;
    }

    /** Down where only another start helps. */
    @Override
    public Health health() {
        return switch (state) {
            case UNKNOWN -> Health.up().withDetail(claim.instanceId(), "not claimed yet").build();
            case HELD -> Health.up().withDetail(claim.instanceId(), "held").build();
            case TAKEN -> Health.down().withDetail(claim.instanceId(), "another process's").build();
        };
    }

    private void keep() {
        if (state == State.TAKEN) {
            return;
        }
        try {
            if (claim.take()) {
                hold();
            } else {
                refuse();
            }
            isWithoutAnswer = false;
        } catch (RuntimeException e) {
            if (!isWithoutAnswer) {
                log.warn("The name {} cannot be claimed yet; trying again", claim.instanceId(), e);
            }
            isWithoutAnswer = true;
            asked.countDown();
        }
    }

    private void hold() {
        isRefused = false;
        if (state == State.UNKNOWN) {
            state = State.HELD;
            decide();
            claim.forgetOld();
        }
    }

    /** Who still has it after a whole lease has renewed it, and so lives. */
    private void refuse() {
        long nowNanos = System.nanoTime();
        if (!isRefused) {
            isRefused = true;
            refusedSinceNanos = nowNanos;
        }
        Duration refused = Duration.ofNanos(nowNanos - refusedSinceNanos);
        if (state == State.HELD || refused.compareTo(claim.lease()) > 0) {
            log.error(
                    "Another processor runs as mc.instance-id {}: {}",
                    claim.instanceId(),
                    claim.process());
            state = State.TAKEN;
            decide();
        }
    }

    private void decide() {
        decided.countDown();
        asked.countDown();
    }
}
