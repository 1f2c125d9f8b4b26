package dev.mcsync.ingress.task;

import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.ingress.settings.IngressSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The calls of people that the gateway answers itself. */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {

    @Bean
    RouterFunction<ServerResponse> taskRoutes(
            IngressSettings settings, Submissions submissions, ReadSide readSide) {
        CreateCall creation = new CreateCall(submissions, readSide, settings.createWait());
        PersonFacts facts = new PersonFacts(submissions, settings.changeWait());
        ChangeCalls changes = new ChangeCalls(facts);
        WordCalls words = new WordCalls(facts);
        return RouterFunctions.route()
                .POST("/api/dashboard/tasks", creation::create)
                .PATCH("/api/dashboard/tasks/{id}", new PatchCall(facts)::patch)
                .POST("/api/dashboard/tasks/{id}/retry", changes::retry)
                .POST("/api/dashboard/tasks/{id}/cancel", changes::cancel)
                .POST("/api/dashboard/tasks/{id}/archive", changes::archive)
                .POST("/api/dashboard/tasks/{id}/answer", words::answer)
                .POST("/api/dashboard/tasks/{id}/notes", words::note)
                .build();
    }
}
