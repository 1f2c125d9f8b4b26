package dev.mcsync.realtime.log;

import dev.mcsync.realtime.log.LagClock.Lag;
import dev.mcsync.realtime.log.LagClock.Reader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Tells how far the readers of the log are behind it, and how much room its brokers have: looked at
 * from outside, so it is told also of a reader that is gone. What cannot be asked is not told for
 * long.
 */
final class LogMeters implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final LagClock clock = new LagClock();
    private final MultiGauge records;
    private final MultiGauge seconds;
    private final MultiGauge freeBytes;
    private final MultiGauge totalBytes;
    private final Look lag;
    private final Look room;
    private volatile @Nullable Disposable looking;

    LogMeters(GroupLag groups, BrokerDisks disks, MeterRegistry registry) {
        this.records =
                MultiGauge.builder("mc.log.group.lag")
                        .description("Records on a topic that a group of readers has not done")
                        .register(registry);
        this.seconds =
                MultiGauge.builder("mc.log.group.lag.seconds")
                        .description("How long ago a group had done all that was on a topic")
                        .register(registry);
        this.freeBytes =
                MultiGauge.builder("mc.log.disk.free.bytes")
                        .description("Room left where a broker keeps the log")
                        .register(registry);
        this.totalBytes =
                MultiGauge.builder("mc.log.disk.total.bytes")
                        .description("Size of the volume where a broker keeps the log")
                        .register(registry);
        this.lag =
                Look.at(
                        "lag of the groups",
                        groups::now,
                        lags -> tellLag(clock.observe(lags, System.nanoTime())),
                        () -> tellLag(Map.of()));
        this.room =
                Look.at(
                        "room of the brokers",
                        disks::now,
                        this::tellRoom,
                        () -> tellRoom(List.of()));
    }

    @Override
    public void start() {
        looking =
                Mono.defer(() -> lag.take().then(room.take()))
                        .then(Mono.delay(INTERVAL))
                        .repeat()
                        .subscribe();
    }

    @Override
    public void stop() {
        Disposable running = looking;
        if (running != null) {
            running.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    private void tellLag(Map<Reader, Lag> lags) {
        records.register(
                lags.entrySet().stream()
                        .map(of -> Row.of(tags(of.getKey()), of.getValue().records()))
                        .toList(),
                true);
        seconds.register(
                lags.entrySet().stream()
                        .map(of -> Row.of(tags(of.getKey()), seconds(of.getValue().time())))
                        .toList(),
                true);
    }

    private void tellRoom(List<BrokerDisks.Disk> disks) {
        freeBytes.register(
                disks.stream().map(disk -> Row.of(tags(disk), disk.freeBytes())).toList(), true);
        totalBytes.register(
                disks.stream().map(disk -> Row.of(tags(disk), disk.totalBytes())).toList(), true);
    }

    private static double seconds(Duration time) {
        return (double) time.toMillis() / TimeUnit.SECONDS.toMillis(1);
    }

    private static Tags tags(Reader reader) {
        return Tags.of("group", reader.group(), "topic", reader.topic());
    }

    private static Tags tags(BrokerDisks.Disk disk) {
        return Tags.of("broker", Integer.toString(disk.broker()), "dir", disk.directory());
    }
}
