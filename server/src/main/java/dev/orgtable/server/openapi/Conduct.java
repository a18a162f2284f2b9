package dev.orgtable.server.openapi;

import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.server.caller.Rights.Persons;
import dev.orgtable.server.web.MergePatch;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.RequestMethod;

/** Describes how an operation behaves, in sentences that follow from its declaration. */
final class Conduct {

  private static final String OF_HOLDERS =
      "A token that was never issued, and one that became invalid more than 30 days ago, get the"
          + " same response, `invitation_not_found`. The operation is idempotent and takes no"
          + " `Idempotency-Key`.";
  private static final String PAGES =
      "The response is one page: `next` is the `cursor` of the next one, and null on the last.";
  private static final String READS = "Changes nothing; it is a `POST` for its body.";
  private static final String KEY =
      "Send an `Idempotency-Key` if you may repeat the request, as after a timeout: it is executed"
          + " once, and each repetition gets the first response.";
  private static final String IDEMPOTENT = "Idempotent: a repetition changes nothing more.";
  private static final String ABSENT = "What is absent already counts as deleted for an API key.";
  private static final String PATCH =
      "A field that is omitted stays as it is, and null clears it where its schema allows null.";
  private static final String IF_CHANGED =
      "With `If-None-Match` and the `ETag` that you have, the response is 304 if it is current.";
  private static final String IF_MATCH =
      "With `If-Match` and the `ETag` that you have seen, it is executed only if nobody has changed"
          + " the resource since; otherwise the response is 412 (`stale`).";
  private static final String JOB =
      "If more records must change than one transaction can write, the response is 202, and a job"
          + " completes the change: `Location` is its URL, where you see its progress.";

  private Conduct() {}

  static String of(Endpoint endpoint) {
    List<String> sentences = new ArrayList<>();
    if (endpoint.takes(PageRequest.class)) {
      sentences.add(PAGES);
    }
    if (endpoint.handler().hasMethodAnnotation(MergePatch.class)) {
      sentences.add(PATCH);
    }
    sentences.addAll(repetition(endpoint));
    if (endpoint.takesPreconditions()) {
      sentences.add(endpoint.method() == RequestMethod.GET ? IF_CHANGED : IF_MATCH);
    }
    if (endpoint.mayTakeLong()) {
      sentences.add(JOB);
    }
    return String.join(" ", sentences);
  }

  private static List<String> repetition(Endpoint endpoint) {
    if (endpoint.right().persons() == Persons.HOLDER) {
      return endpoint.right().scope() == Scope.READ
          ? List.of(READS, OF_HOLDERS)
          : List.of(OF_HOLDERS);
    }
    return switch (endpoint.method()) {
      case GET -> List.of();
      case DELETE -> List.of(IDEMPOTENT, ABSENT);
      case POST -> ofPost(endpoint);
      default -> List.of(IDEMPOTENT);
    };
  }

  private static List<String> ofPost(Endpoint endpoint) {
    if (endpoint.right().scope() == Scope.READ) {
      return List.of(READS);
    }
    return endpoint.takesIdempotencyKey() ? List.of(KEY) : List.of();
  }
}
