import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.AgentsApi;
import org.openapitools.client.api.TasksApi;
import org.openapitools.client.model.AgentEvent;
import org.openapitools.client.model.CreatedTask;
import org.openapitools.client.model.EventOutcome;
import org.openapitools.client.model.NewTask;
import org.openapitools.client.model.SendEventsRequest;

/** Creates a task and reports on it, by a client that OpenAPI Generator made: {@code <url> <token>}. */
final class Report {

    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(request -> request.header("x-mc-token", args[1]));
        NewTask task =
                new NewTask().title("Tidy up").agentId("agent-7").payload(Map.of("issue", 512));
        CreatedTask created = new TasksApi(client).createTask(task, "by-java", null);
        var report =
                new org.openapitools.client.model.Report()
                        .eventId("evt_by_java")
                        .agentId("agent-7")
                        .taskId(created.getTaskId())
                        .commandId(created.getCommandId())
                        .type(org.openapitools.client.model.Report.TypeEnum.ACK);
        EventOutcome outcome =
                new AgentsApi(client)
                        .sendEvents(
                                new SendEventsRequest(new AgentEvent(report)), "wait=5", null);
        System.out.println(outcome.getEventId() + " " + outcome.getOutcome());
    }
}
