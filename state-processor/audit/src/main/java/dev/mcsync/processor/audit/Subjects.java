package dev.mcsync.processor.audit;

import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tasks or agents a query is about, as a condition on the column of their ids. */
sealed interface Subjects {

    /**
     * What comes to the end of another condition.
     *
     * @param snapshot knows how the column is ordered
     */
    String condition(DatabaseSnapshot snapshot, String column);

    /** The parameters of the condition, which are the query's only ones. */
    Binding binding(DatabaseSnapshot snapshot);

    /** These. */
    record Named(List<String> ids) implements Subjects {

        public Named {
            ids = List.copyOf(ids);
        }

        @Override
        public String condition(DatabaseSnapshot snapshot, String column) {
            return " and " + column + " = any(?)";
        }

        @Override
        public Binding binding(DatabaseSnapshot snapshot) {
            return snapshot.anyOf(ids);
        }
    }

    /**
     * Those that lie between two of them, by bytes.
     *
     * @param after null for the first of all
     * @param through null for the last of all
     */
    record Between(@Nullable String after, @Nullable String through) implements Subjects {

        @Override
        public String condition(DatabaseSnapshot snapshot, String column) {
            String place = snapshot.byBytes(column);
            return (after == null ? "" : " and " + place + " > ?")
                    + (through == null ? "" : " and " + place + " <= ?");
        }

        @Override
        public Binding binding(DatabaseSnapshot snapshot) {
            String first = after;
            String last = through;
            return statement -> {
                int parameter = 1;
                if (first != null) {
                    statement.setString(parameter++, first);
                }
                if (last != null) {
                    statement.setString(parameter, last);
                }
            };
        }
    }
}
