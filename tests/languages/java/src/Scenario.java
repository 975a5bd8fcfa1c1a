import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the values of a scenario are filled in, and how a reply is compared with what is expected. */
final class Scenario {
    private Scenario() {}

    /** What came of a call: by path as which classes its unions were read, too. */
    record Answer(int status, JsonNode reply, Map<String, String> types) {}

    /** Put values of earlier replies in the place of `$name.path`. */
    static JsonNode filled(JsonNode value, ObjectNode saved) {
        if (value.isTextual() && value.textValue().startsWith("$")) {
            JsonNode found = at(saved, value.textValue().substring(1));
            if (found.isMissingNode()) {
                throw new IllegalStateException(value.textValue() + " leads nowhere");
            }
            return found;
        }
        if (!(value instanceof ObjectNode members)) {
            return value;
        }
        ObjectNode result = members.objectNode();
        members.properties().forEach(member -> result.set(member.getKey(), filled(member.getValue(), saved)));
        return result;
    }

    /** Follow a path such as `data.0.id`. */
    static JsonNode at(JsonNode tree, String path) {
        JsonNode found = tree;
        for (String part : path.split("\\.")) {
            if (!found.isArray()) {
                found = found.path(part);
            } else if (part.equals("length")) {
                found = IntNode.valueOf(found.size());
            } else {
                found = part.matches("[0-9]+") ? found.path(Integer.parseInt(part)) : MissingNode.getInstance();
            }
        }
        return found;
    }

    /** Say what is not as expected. */
    static List<String> wrong(JsonNode expected, Answer answer) {
        int status = expected.path("status").intValue();
        if (answer.status() != status) {
            return List.of("status " + answer.status() + " instead of " + status + ": " + answer.reply());
        }
        List<String> said = new ArrayList<>();
        expected.path("error").properties().forEach(member ->
            compare("error." + member.getKey(), member.getValue(), answer.reply(), said));
        expected.path("fields").properties().forEach(member ->
            compare(member.getKey(), member.getValue(), answer.reply(), said));
        for (JsonNode path : expected.path("present")) {
            JsonNode found = at(answer.reply(), path.textValue());
            if (found.isMissingNode() || found.isNull()) {
                said.add(path.textValue() + " is not there");
            }
        }
        expected.path("types").properties().forEach(member -> {
            String found = answer.types().get(member.getKey());
            if (!member.getValue().textValue().equals(found)) {
                said.add("\"" + member.getKey() + "\" was read as " + found + " instead of " + member.getValue());
            }
        });
        return said;
    }

    private static void compare(String path, JsonNode value, JsonNode reply, List<String> said) {
        JsonNode found = at(reply, path);
        if (!found.equals(value)) {
            said.add(path + " is " + (found.isMissingNode() ? "nothing" : found) + " instead of " + value);
        }
    }
}
