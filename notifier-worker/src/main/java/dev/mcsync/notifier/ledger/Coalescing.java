package dev.mcsync.notifier.ledger;

import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.message.Notice;
import java.util.List;

/** How many of the waiting lines go into the next message. */
final class Coalescing {

    static final String LINE_BREAK = "\n";

    private Coalescing() {}

    /**
     * Decides where the next message ends. What was refused before goes by itself, so that it is
     * known which line is at fault, also by an instance that starts later.
     *
     * @param lines in the order in which they became due; at least one
     * @return how many of the first ones; at least one
     */
    static int linesTogether(List<WaitingLine> lines, ClaimRule rule) {
        if (lines.size() <= rule.coalesceAbove() || lines.getFirst().goesAlone()) {
            return 1;
        }
        int length = codePoints(lines.getFirst().content());
        int count = 1;
        while (count < Math.min(lines.size(), rule.maxLines()) && !lines.get(count).goesAlone()) {
            length += LINE_BREAK.length() + codePoints(lines.get(count).content());
            if (length > Notice.MAX_CODE_POINTS) {
                break;
            }
            count++;
        }
        return count;
    }

    /** The most waiting deliveries that a claim has to look at. */
    static int page(ClaimRule rule) {
        return rule.maxLines() == 1 ? 1 : Math.max(rule.maxLines(), rule.coalesceAbove() + 1);
    }

    private static int codePoints(String line) {
        return line.codePointCount(0, line.length());
    }
}
