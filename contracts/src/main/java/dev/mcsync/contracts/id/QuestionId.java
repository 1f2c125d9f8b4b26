package dev.mcsync.contracts.id;

/** Names one question within an attempt; chosen by the agent that asks. */
public record QuestionId(String value) {

    public QuestionId {
        IdSyntax.check("a question id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
