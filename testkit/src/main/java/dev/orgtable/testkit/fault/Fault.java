package dev.orgtable.testkit.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault injected into one call.
 *
 * @param name the name, for people
 * @param effect what happens to the call
 */
public record Fault(String name, Effect effect) {

  /** No fault. */
  public static final Fault NONE = new Fault("none", call -> call.answer(call.forward()));

  @FunctionalInterface
  interface Effect {
    void on(Call call) throws IOException;
  }

  /** Returns a DynamoDB error without forwarding the call to the engine. */
  public static Fault error(int status, String code) {
    return new Fault(code, call -> call.answer(Answer.error(status, code)));
  }

  /**
   * Cancels a transaction for a reason such as {@code TransactionConflict}, reported for its last
   * item; fails a single write with {@code TransactionConflictException}, whatever the reason;
   * forwards other calls. The engine never sees a cancelled call.
   */
  public static Fault conflict(String reason) {
    return new Fault(
        "cancelled by " + reason,
        call -> {
          switch (call.operation()) {
            case "TransactWriteItems", "TransactGetItems" ->
                call.answer(Answer.cancelled(reason, call.json().get("TransactItems").size()));
            case "PutItem", "UpdateItem", "DeleteItem" ->
                call.answer(Answer.error(400, "TransactionConflictException"));
            default -> NONE.effect.on(call);
          }
        });
  }

  /** Closes the connection without forwarding the call. */
  public static Fault closed() {
    return new Fault("closed before", Call::close);
  }

  /** Forwards the call and closes the connection without a response. */
  public static Fault dropped() {
    return new Fault(
        "dropped after",
        call -> {
          call.forward();
          call.close();
        });
  }

  /** Forwards the call and resets the connection. */
  public static Fault reset() {
    return new Fault(
        "reset after",
        call -> {
          call.forward();
          call.reset();
        });
  }

  /** Forwards the call and truncates the response. */
  public static Fault cut() {
    return new Fault("cut answer", call -> call.answerHalf(call.forward()));
  }

  /** Forwards the call and delays the response. */
  public static Fault delayed(Duration time) {
    return new Fault(
        "delayed answer",
        call -> {
          Answer answer = call.forward();
          sleep(time);
          call.answer(answer);
        });
  }

  /** Forwards the call and returns a response that is not JSON. */
  public static Fault garbled() {
    return new Fault(
        "garbled answer",
        call -> {
          call.forward();
          call.answer(new Answer(200, Optional.empty(), "{\"garbled"));
        });
  }

  /** Forwards the call and returns a response with a wrong checksum. */
  public static Fault wrongCheckSum() {
    return new Fault(
        "wrong check sum",
        call -> {
          Answer answer = call.forward();
          call.answer(new Answer(answer.status(), Optional.of("1"), answer.body()));
        });
  }

  /** Forwards the call and returns a server error. */
  public static Fault errorAfter(int status, String code) {
    return new Fault(
        code + " after",
        call -> {
          call.forward();
          call.answer(Answer.error(status, code));
        });
  }

  /**
   * Reads only the first of several keys per table of a batch read and returns the others as
   * unprocessed; forwards other calls, including batch writes.
   */
  public static Fault unprocessed() {
    return new Fault(
        "unprocessed keys",
        call -> {
          if (call.operation().equals("BatchGetItem")) {
            call.answer(readFirstKey(call));
          } else {
            NONE.effect.on(call);
          }
        });
  }

  private static Answer readFirstKey(Call call) throws IOException {
    ObjectNode request = (ObjectNode) call.json();
    ObjectNode rest = Answer.JSON.createObjectNode();
    for (String table : (Iterable<String>) request.get("RequestItems")::fieldNames) {
      ObjectNode wanted = (ObjectNode) request.get("RequestItems").get(table);
      ArrayNode keys = (ArrayNode) wanted.get("Keys");
      if (keys.size() > 1) {
        ObjectNode left = wanted.deepCopy();
        ((ArrayNode) left.get("Keys")).remove(0);
        rest.set(table, left);
        JsonNode first = keys.get(0);
        keys.removeAll().add(first);
      }
    }
    Answer answer = call.forward(request.toString());
    ObjectNode body = (ObjectNode) answer.json();
    body.set("UnprocessedKeys", rest);
    return Answer.of(answer.status(), body);
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
