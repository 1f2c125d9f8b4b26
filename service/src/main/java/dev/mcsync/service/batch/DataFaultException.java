package dev.mcsync.service.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database refuses the content itself, so trying again cannot help. */
public final class DataFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Classes of SQLSTATE: the data, and a constraint upon it. */
    private static final List<String> CLASSES = List.of("22", "23");

    private final String sqlState;

    public DataFaultException(String sqlState, Throwable cause) {
        super("Expected data that the database takes, found SQLSTATE " + sqlState, cause);
        this.sqlState = sqlState;
    }

    /**
     * What to throw for a failure of the driver.
     *
     * @param sqlState that the failure tells
     */
    public static RuntimeException orSame(@Nullable String sqlState, RuntimeException failure) {
        return sqlState != null && CLASSES.stream().anyMatch(sqlState::startsWith)
                ? new DataFaultException(sqlState, failure)
                : failure;
    }

    public String sqlState() {
        return sqlState;
    }
}
