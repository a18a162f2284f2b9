package dev.orgtable.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls operations by name and records each first call as its example. Times, ids and secrets,
 * which differ in each run, are replaced.
 */
final class ApiCalls {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String NOW = "2026-03-02T09:30:00.000Z";
  private static final String LATER = "2026-03-09T09:30:00.000Z";
  private static final Pattern EXPIRY = Pattern.compile("(\"expiresAt\" : \")[^\"]*");
  private static final Pattern TIME = Pattern.compile("[-0-9]{10}T[:0-9]{8}\\.[0-9]{3}Z");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern MILLIS = Pattern.compile("(\"millis\" : )[0-9]+");
  private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/]{43}=");
  private static final Pattern TOKEN = Pattern.compile("oti_[A-Za-z0-9_-]{43}");
  private static final Pattern KEY = Pattern.compile("otk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}");

  private final Http backEnd;
  private final Map<String, String[]> operations = new TreeMap<>();
  private final Map<String, JsonNode> examples = new TreeMap<>();
  private final Map<String, String> replacements = new LinkedHashMap<>();

  ApiCalls(Http backEnd, JsonNode description) {
    this.backEnd = backEnd;
    description
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) ->
                        operations.put(
                            operation.path("operationId").asString(),
                            new String[] {method.toUpperCase(Locale.ROOT), path})));
  }

  /** Replaces a text, which is different in each run, in all examples. */
  void replace(String text, String other) {
    replacements.put(text, other);
  }

  /**
   * Calls an operation, which must succeed.
   *
   * @param parameters {@code name=value} of the path and the query, with spaces between
   * @param body the body, with ' in place of "; empty for none
   */
  Reply call(String operation, String parameters, String body) {
    return call(backEnd, operation, parameters, body);
  }

  /** Calls an operation as another caller. */
  Reply call(Http caller, String operation, String parameters, String body) {
    String[] known = Objects.requireNonNull(operations.get(operation), operation);
    Map<String, String> values = values(parameters);
    String json = body.replace('\'', '"');
    Reply reply = caller.send(known[0], target(known[1], values), json);
    assertThat(reply.status()).as("%s: %s", operation, reply).isBetween(200, 299);
    record(operation, values, json, reply);
    if (reply.status() == 202) {
      awaitJob(reply);
    }
    return reply;
  }

  /** Waits for the end of the job that completes a change. */
  void awaitJob(Reply begun) {
    String job = begun.header("Location");
    Instant end = Instant.now().plusSeconds(60);
    while (backEnd.get(job).text("state").equals("open")) {
      assertThat(Instant.now()).as(job).isBefore(end);
    }
  }

  private static Map<String, String> values(String parameters) {
    return Pattern.compile(" ")
        .splitAsStream(parameters)
        .filter(each -> !each.isEmpty())
        .map(each -> each.split("=", 2))
        .collect(
            Collectors.toMap(
                each -> each[0], each -> each[1], (one, other) -> one, LinkedHashMap::new));
  }

  private static String target(String pattern, Map<String, String> values) {
    String path = pattern;
    StringBuilder query = new StringBuilder();
    for (Entry<String, String> each : values.entrySet()) {
      String place = "{" + each.getKey() + "}";
      String value = URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8);
      if (path.contains(place)) {
        path = path.replace(place, value);
      } else {
        query.append(query.isEmpty() ? '?' : '&').append(each.getKey()).append('=').append(value);
      }
    }
    return path + query;
  }

  private void record(String operation, Map<String, String> values, String json, Reply reply) {
    ObjectNode example = JSON.createObjectNode();
    if (!values.isEmpty()) {
      example.set("parameters", JSON.valueToTree(values));
    }
    if (!json.isEmpty()) {
      example.set("request", JSON.readTree(json));
    }
    example.put("status", reply.status());
    if (!reply.response().body().isEmpty()) {
      example.set("response", reply.json());
    }
    examples.putIfAbsent(operation, example);
  }

  /** Returns the examples, by operation, as the file has them. */
  String text() {
    String text = JSON.writeValueAsString(examples);
    for (Entry<String, String> each : replacements.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    text = TIME.matcher(text).replaceAll(NOW);
    text = MILLIS.matcher(text).replaceAll("$1" + 42);
    text = SECRET.matcher(text).replaceAll("whsec_ThisSecretIsAnExampleAndVerifiesNothing0000=");
    text = EXPIRY.matcher(text).replaceAll("$1" + LATER);
    text = numbered(ID, text, "00000000-0000-4000-8000-%012d");
    text = numbered(TOKEN, text, "oti_ThisTokenIsAnExampleAndOpensNothingAtAll%03d");
    return numbered(KEY, text, "otk_ExampleKeyId_ThisKeyIsAnExampleAndOpensNothingAtAll%05d")
        + "\n";
  }

  /** Replaces different texts by different numbers, in the order of the file. */
  private static String numbered(Pattern pattern, String text, String format) {
    Map<String, String> numbers = new LinkedHashMap<>();
    return pattern
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    numbers.computeIfAbsent(
                        found.group(), each -> format.formatted(numbers.size() + 1))));
  }
}
