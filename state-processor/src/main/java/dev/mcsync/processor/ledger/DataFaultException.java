package dev.mcsync.processor.ledger;

/** The database refuses the content itself, so trying again cannot help. */
public final class DataFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    public DataFaultException(String sqlState, Throwable cause) {
        super("Expected data that the database takes, found SQLSTATE " + sqlState, cause);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }
}
