package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.report.Figure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One measurement: starts what it needs, measures, and leaves nothing behind. */
interface Measurement {

    /**
     * @param progress is told what goes on
     */
    List<Figure> measure(Progress progress) throws IOException, SQLException, InterruptedException;
}
