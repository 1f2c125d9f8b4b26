package dev.mcsync.infra.proof.bench;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.proof.bench.report.Figure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One measurement: starts what it needs, measures, and leaves nothing behind. */
abstract class Measurement implements Callable<Integer> {

    @Mixin private Output output = new Output();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public final Integer call() throws IOException, SQLException, InterruptedException {
        return output.tell(requireNonNull(spec).name(), this);
    }

    /**
     * @param progress is told what goes on
     */
    abstract List<Figure> measure(Progress progress)
            throws IOException, SQLException, InterruptedException;
}
