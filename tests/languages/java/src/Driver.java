import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import komoju.ApiClient;
import komoju.ApiException;
import komoju.ApiResponse;

/**
 * Plays scenarios through the client that openapi-generator makes: one line of JSON about each file that is named.
 * KOMOJU_SANDBOX says where the sandbox is, and KOMOJU_PLAYER whose worlds these are.
 */
final class Driver {
    private static final String ORIGIN = System.getenv("KOMOJU_SANDBOX");
    private static final ObjectMapper MAPPER = Calls.strictMapper();
    private static final HttpClient CONTROLS = HttpClient.newHttpClient();

    private final Map<String, String> keys;
    private final ObjectNode saved = MAPPER.createObjectNode();

    private Driver(Map<String, String> keys) {
        this.keys = keys;
    }

    public static void main(String[] paths) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String path : paths) {
            String scenario = Path.of(path).getFileName().toString().replace(".json", "");
            String secret = System.getenv("KOMOJU_PLAYER") + "-" + scenario;
            Driver driver = new Driver(Map.of("secret", secret, "publishable", secret + "-publishable", "wrong", "nobody"));
            JsonNode steps = MAPPER.readTree(Files.readString(Path.of(path))).get("steps");
            ObjectNode said = MAPPER.createObjectNode().put("scenario", scenario).put("failed", driver.play(steps));
            out.println(MAPPER.writeValueAsString(said));
        }
    }

    /** Play the steps up to the first that fails, and say what fails. */
    private String play(JsonNode steps) {
        for (int index = 0; index < steps.size(); index++) {
            JsonNode step = steps.get(index);
            String found;
            try {
                found = step.has("control") ? control(step.get("control")) : call(step);
            } catch (IOException | InterruptedException | RuntimeException error) {
                found = error.toString();
            }
            if (!found.isEmpty()) {
                return "step " + (index + 1) + ", " + step.path("call").asText("control") + ": " + found;
            }
        }
        return null;
    }

    private String call(JsonNode step) throws JsonProcessingException {
        Scenario.Answer answer = answer(step);
        if (step.has("save")) {
            saved.set(step.get("save").textValue(), answer.reply());
        }
        return String.join("; ", Scenario.wrong(Scenario.filled(step.get("expect"), saved), answer));
    }

    private Scenario.Answer answer(JsonNode step) throws JsonProcessingException {
        String authorization = basic(keys.get(step.path("key").asText("secret")));
        ApiClient client = new ApiClient(HttpClient.newBuilder(), MAPPER, ORIGIN + "/api/v1");
        client.setRequestInterceptor(request -> request.header("Authorization", authorization));
        JsonNode none = MAPPER.createObjectNode();
        JsonNode parameters = Scenario.filled(step.has("parameters") ? step.get("parameters") : none, saved);
        JsonNode body = Scenario.filled(step.has("body") ? step.get("body") : none, saved);
        try {
            ApiResponse<?> response = new Calls(client).call(step.get("call").textValue(), parameters, body);
            // Written and read again, because numbers of a converted tree are not those of a parsed one.
            JsonNode reply = MAPPER.readTree(MAPPER.writeValueAsString(response.getData()));
            return new Scenario.Answer(response.getStatusCode(), reply, Calls.typesIn(response.getData()));
        } catch (ApiException error) {
            if (error.getCode() == 0) {
                throw new IllegalStateException(error);
            }
            return new Scenario.Answer(error.getCode(), MAPPER.readTree(error.getResponseBody()), Map.of());
        }
    }

    private String control(JsonNode control) throws IOException, InterruptedException {
        String path = control.get("path").textValue();
        for (Map.Entry<String, JsonNode> parameter : control.path("parameters").properties()) {
            String value = Scenario.filled(parameter.getValue(), saved).asText();
            path = path.replace("{" + parameter.getKey() + "}", value);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(ORIGIN + path))
            .header("Authorization", basic(keys.get("secret")))
            .header("Content-Type", "application/json")
            .method(control.get("method").textValue(),
                HttpRequest.BodyPublishers.ofString(control.has("body") ? control.get("body").toString() : "{}"))
            .build();
        HttpResponse<String> response = CONTROLS.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() < 300 ? "" : "status " + response.statusCode() + ": " + response.body();
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    }
}
