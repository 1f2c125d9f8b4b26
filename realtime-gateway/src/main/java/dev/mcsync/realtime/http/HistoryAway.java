package dev.mcsync.realtime.http;

import dev.mcsync.service.problem.FailureWords;
import dev.mcsync.service.problem.Problem;
import io.r2dbc.spi.R2dbcException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Says of a database that does not answer that what it holds is not there at the moment. */
@Component
final class HistoryAway implements FailureWords {

    private static final Logger log = LoggerFactory.getLogger(HistoryAway.class);

    @Override
    public Optional<Problem> find(ServerWebExchange exchange, Throwable failure) {
        if (failure instanceof DataAccessException || failure instanceof R2dbcException) {
            log.warn("The history cannot be read: {}", failure.getMessage());
            return Optional.of(Problem.notYet("The history cannot be read at the moment"));
        }
        return Optional.empty();
    }
}
