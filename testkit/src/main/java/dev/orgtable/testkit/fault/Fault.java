package dev.orgtable.testkit.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong with one call.
 *
 * @param name for people to read
 * @param effect what is done with the call
 */
public record Fault(String name, Effect effect) {

  /** Nothing goes wrong. */
  public static final Fault NONE = new Fault("none", call -> call.answer(call.forward()));

  @FunctionalInterface
  interface Effect {
    void on(Call call) throws IOException;
  }

  /** Answers an error of DynamoDB; the engine never sees the call. */
  public static Fault error(int status, String code) {
    return new Fault(code, call -> call.answer(Answer.error(status, code)));
  }

  /**
   * Cancels a transaction for a reason such as {@code TransactionConflict}, given for its last item
   * alone; answers a single write {@code TransactionConflictException}, whatever the reason; lets
   * other calls pass. The engine never sees what is cancelled.
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

  /** Closes the connection; the engine never sees the call. */
  public static Fault closed() {
    return new Fault("closed before", Call::close);
  }

  /** Lets the engine do it, and closes the connection without an answer. */
  public static Fault dropped() {
    return new Fault(
        "dropped after",
        call -> {
          call.forward();
          call.close();
        });
  }

  /** Lets the engine do it, and resets the connection. */
  public static Fault reset() {
    return new Fault(
        "reset after",
        call -> {
          call.forward();
          call.reset();
        });
  }

  /** Lets the engine do it, and cuts the answer in the middle. */
  public static Fault cut() {
    return new Fault("cut answer", call -> call.answerHalf(call.forward()));
  }

  /** Lets the engine do it, and answers late. */
  public static Fault delayed(Duration time) {
    return new Fault(
        "delayed answer",
        call -> {
          Answer answer = call.forward();
          sleep(time);
          call.answer(answer);
        });
  }

  /** Lets the engine do it, and answers what is no JSON. */
  public static Fault garbled() {
    return new Fault(
        "garbled answer",
        call -> {
          call.forward();
          call.answer(new Answer(200, Optional.empty(), "{\"garbled"));
        });
  }

  /** Lets the engine do it, and answers with a check sum that is not the body's. */
  public static Fault wrongCheckSum() {
    return new Fault(
        "wrong check sum",
        call -> {
          Answer answer = call.forward();
          call.answer(new Answer(answer.status(), Optional.of("1"), answer.body()));
        });
  }

  /** Lets the engine do it, and answers that the service failed. */
  public static Fault errorAfter(int status, String code) {
    return new Fault(
        code + " after",
        call -> {
          call.forward();
          call.answer(Answer.error(status, code));
        });
  }

  /**
   * Reads only the first of several keys of each table in a batch, and gives the others back as
   * unprocessed; lets other calls pass, batches that write too.
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
