package dev.orgtable.testkit.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A response to the client.
 *
 * @param status the HTTP status
 * @param crc32 the checksum header of DynamoDB; empty if there is none
 * @param body JSON
 */
record Answer(int status, Optional<String> crc32, String body) {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int BAD_REQUEST = 400;

  static Answer error(int status, String code) {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", "com.amazonaws.dynamodb.v20120810#" + code);
    body.put("message", "injected: " + code);
    return of(status, body);
  }

  /** Returns a cancelled transaction with the reason given for its last item. */
  static Answer cancelled(String code, int items) {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException");
    body.put("Message", "injected: " + code);
    ArrayNode reasons = body.putArray("CancellationReasons");
    for (int i = 1; i < items; i++) {
      reasons.addObject().put("Code", "None");
    }
    reasons.addObject().put("Code", code).put("Message", "injected");
    return of(BAD_REQUEST, body);
  }

  static Answer of(int status, JsonNode body) {
    return new Answer(status, Optional.empty(), body.toString());
  }

  JsonNode json() {
    return read(body);
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
