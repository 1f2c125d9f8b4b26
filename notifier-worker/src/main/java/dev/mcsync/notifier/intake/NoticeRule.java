package dev.mcsync.notifier.intake;

import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.notifier.message.Notice;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import dev.mcsync.notifier.message.Silence;

/** What is told, given whether there is anywhere to tell it. */
enum NoticeRule {
    TELL,
    NO_WEBHOOK;

    Notice of(Outcome outcome) {
        Notice notice = Notice.of(outcome);
        return switch (this) {
            case TELL -> notice;
            case NO_WEBHOOK ->
                    switch (notice) {
                        case Tell _ -> new Silent(Silence.NO_WEBHOOK);
                        case Silent silent -> silent;
                    };
        };
    }
}
