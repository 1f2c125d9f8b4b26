package dev.mcsync.infra.local.audit;

import dev.mcsync.processor.audit.FieldDifference;
import dev.mcsync.processor.audit.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not agree.
 *
 * @param kind one word, such as {@code row_edited}
 * @param subject what it is about, such as {@code task tsk_1} or a position on the log
 * @param detail what is wrong, in words; null where the fields say it all
 */
public record Mismatch(
        String kind, String subject, @Nullable String detail, List<FieldDifference> fields) {

    public Mismatch {
        fields = List.copyOf(fields);
    }

    static Mismatch of(String kind, String subject, String detail) {
        return new Mismatch(kind, subject, detail, List.of());
    }

    static Mismatch of(Finding finding) {
        List<String> versions = new ArrayList<>();
        add(versions, "ledger", finding.foldVersion());
        add(versions, "row", finding.rowVersion());
        add(versions, "published", finding.publishedVersion());
        String told = versions.isEmpty() ? null : "versions: " + String.join(", ", versions);
        String detail = finding.detail() == null ? told : finding.detail();
        return new Mismatch(
                finding.kind().wireName(),
                finding.subject().toString(),
                detail,
                finding.differences());
    }

    private static void add(List<String> versions, String name, @Nullable Long version) {
        if (version != null) {
            versions.add(name + " " + version);
        }
    }

    @Override
    public String toString() {
        return "%s  %s%s%s"
                .formatted(
                        kind,
                        subject,
                        detail == null ? "" : "  " + detail,
                        fields.stream()
                                .map(field -> "\n        " + field)
                                .collect(Collectors.joining()));
    }
}
