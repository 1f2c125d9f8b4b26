package dev.mcsync.db;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How a statement gets its values and gives its result. */
public final class Statements {

    private Statements() {}

    public static <T> Flux<T> rows(Statement statement, Function<Row, T> mapper) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.map((row, _) -> mapper.apply(row)));
    }

    public static Mono<Long> rowsUpdated(Statement statement) {
        return Flux.from(statement.execute())
                .concatMap(Result::getRowsUpdated)
                .reduce(0L, Long::sum);
    }

    /** Binds {@code $1}, {@code $2} … in order; a null is bound as text. */
    public static Statement bind(Statement statement, @Nullable Object... parameters) {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter == null) {
                statement.bindNull("$" + (i + 1), String.class);
            } else {
                statement.bind("$" + (i + 1), parameter);
            }
        }
        return statement;
    }
}
