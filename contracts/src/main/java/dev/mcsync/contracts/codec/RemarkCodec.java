package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Remark;

/** What is said of an attempt; each record writes it in an order of its own. */
final class RemarkCodec {

    private RemarkCodec() {}

    static Remark read(ObjectReader in) {
        String message = in.optionalText("message", 0, AgentReport.MAX_MESSAGE_LENGTH);
        Long progress = in.optionalInteger("progress", 0, 100);
        String errorCode = in.optionalText("error_code", 0, AgentReport.MAX_ERROR_CODE_LENGTH);
        return new Remark(message, progress == null ? null : progress.intValue(), errorCode);
    }
}
