package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.QuestionId;
import java.util.List;

/**
 * What an agent wants to know of a person before it goes on.
 *
 * @param id asked again under the same id it is the same question
 * @param text 1 to {@value #MAX_TEXT_LENGTH} code points
 * @param options suggested answers, no two alike, at most {@value #MAX_OPTIONS} of up to {@value
 *     #MAX_OPTION_LENGTH} code points; a person may always answer in other words
 */
public record Question(QuestionId id, String text, List<String> options) {

    public static final int MAX_TEXT_LENGTH = 2000;
    public static final int MAX_OPTIONS = 10;
    public static final int MAX_OPTION_LENGTH = 200;

    public Question {
        options = List.copyOf(options);
    }
}
