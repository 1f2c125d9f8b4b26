package dev.mcsync.infra.operator.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A piece of work that the demonstration invents: its title and what its agent says on the way.
 *
 * @param failure what it says when it fails
 */
record Job(
        String title,
        List<String> messages,
        @JsonProperty("error_code") String errorCode,
        String failure) {

    Job {
        messages = List.copyOf(messages);
    }
}
