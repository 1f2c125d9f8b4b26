package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.Question;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions of agents, and what people say to them. */
final class DialogueCodec {

    private DialogueCodec() {}

    static Decoded<Question> readQuestion(ObjectReader in) {
        QuestionId id = in.id("id", QuestionId::new);
        String text = in.text("text", 1, Question.MAX_TEXT_LENGTH);
        List<String> options =
                in.distinctTexts("options", Question.MAX_OPTIONS, Question.MAX_OPTION_LENGTH);
        return in.finish(() -> new Question(requireNonNull(id), requireNonNull(text), options));
    }

    static void write(ObjectWriter out, Question question) {
        out.text("id", question.id())
                .text("text", question.text())
                .texts("options", question.options());
    }

    static Decoded<PersonMessage> readMessage(ObjectReader in) {
        EventId id = in.id("id", EventId::new);
        PersonMessage.Kind kind =
                in.choice("kind", PersonMessage.Kind.class, PersonMessage.Kind.NOTE);
        QuestionId questionId = in.optionalId("question_id", QuestionId::new);
        String text = in.text("text", 1, PersonMessage.MAX_TEXT_LENGTH);
        Instant sentAt = in.timestamp("sent_at");
        return in.finish(() ->
                new PersonMessage(
                        requireNonNull(id),
                        requireNonNull(kind),
                        questionId,
                        requireNonNull(text),
                        requireNonNull(sentAt)));
    }

    static void write(ObjectWriter out, PersonMessage message) {
        out.text("id", message.id())
                .text("kind", message.kind())
                .text("question_id", message.questionId())
                .text("text", message.text())
                .text("sent_at", message.sentAt());
    }

    static Decoded<Dialogue> read(ObjectReader in) {
        Dialogue.Open open = in.optionalObject("open", DialogueCodec::readOpen);
        List<PersonMessage> messages = in.objects("messages", DialogueCodec::readMessage);
        return in.finish(() -> new Dialogue(open, messages));
    }

    static void write(ObjectWriter out, Dialogue dialogue) {
        out.object("open", dialogue.open(), DialogueCodec::write);
        if (!dialogue.messages().isEmpty()) {
            out.objects("messages", dialogue.messages(), DialogueCodec::write);
        }
    }

    /** One in which nothing is open is left out of what is written. */
    static @Nullable Dialogue told(Dialogue dialogue) {
        return dialogue.equals(Dialogue.NONE) ? null : dialogue;
    }

    private static Decoded<Dialogue.Open> readOpen(ObjectReader in) {
        Question question = in.object("question", DialogueCodec::readQuestion);
        Instant askedAt = in.timestamp("asked_at");
        return in.finish(
                () -> new Dialogue.Open(requireNonNull(question), requireNonNull(askedAt)));
    }

    private static void write(ObjectWriter out, Dialogue.Open open) {
        out.object("question", open.question(), DialogueCodec::write)
                .text("asked_at", open.askedAt());
    }
}
