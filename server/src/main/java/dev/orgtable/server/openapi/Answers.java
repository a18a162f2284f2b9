package dev.orgtable.server.openapi;

import dev.orgtable.server.caller.Rights.Persons;
import dev.orgtable.server.problem.Code;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMethod;

/** Describes the responses of an operation: exactly those that the server can return. */
final class Answers {

  private Answers() {}

  /** Returns the responses of an operation, by status. */
  static ApiResponses of(Endpoint endpoint, ApiResponses described) {
    ApiResponses answers = new ApiResponses();
    Content content = described.values().iterator().next().getContent();
    if (endpoint.answer().isEmpty()) {
      answers.addApiResponse("204", success("Done", null));
    } else if (endpoint.creates()) {
      answers.addApiResponse("201", created(endpoint, content));
    } else {
      answers.addApiResponse("200", tagged(endpoint, success("Done", content)));
    }
    if (endpoint.mayTakeLong()) {
      answers.addApiResponse(
          "202",
          Headers.add(
              tagged(endpoint, success("Done; a job updates the copies", content)),
              HttpHeaders.LOCATION));
    }
    if (endpoint.createsOrChanges()) {
      answers.addApiResponse("201", created(endpoint, content));
    }
    if (endpoint.method() == RequestMethod.GET && endpoint.answersWithETag()) {
      answers.addApiResponse(
          "304", tagged(endpoint, success("Not modified (If-None-Match)", null)));
    }
    refusals(endpoint)
        .forEach(
            status ->
                answers.addApiResponse(
                    Integer.toString(status.value()), refusal(endpoint, status)));
    return answers;
  }

  private static ApiResponse refusal(Endpoint endpoint, HttpStatus status) {
    return status == HttpStatus.CONFLICT && Conflicts.hasOwn(endpoint)
        ? problem(status, Conflicts.of(endpoint))
        : new ApiResponse().$ref(name(status));
  }

  private static ApiResponse success(String description, @Nullable Content content) {
    return Headers.add(new ApiResponse().description(description).content(content));
  }

  private static ApiResponse created(Endpoint endpoint, Content content) {
    return Headers.add(tagged(endpoint, success("Created", content)), HttpHeaders.LOCATION);
  }

  private static ApiResponse tagged(Endpoint endpoint, ApiResponse answer) {
    return endpoint.answersWithETag() ? Headers.add(answer, HttpHeaders.ETAG) : answer;
  }

  private static Set<HttpStatus> refusals(Endpoint endpoint) {
    Set<HttpStatus> statuses =
        new TreeSet<>(
            Set.of(
                HttpStatus.BAD_REQUEST,
                HttpStatus.UNAUTHORIZED,
                HttpStatus.TOO_MANY_REQUESTS,
                HttpStatus.INTERNAL_SERVER_ERROR,
                HttpStatus.SERVICE_UNAVAILABLE));
    if (endpoint.right().persons() != Persons.HOLDER) {
      statuses.add(HttpStatus.FORBIDDEN);
    }
    if (mayMiss(endpoint)) {
      statuses.add(HttpStatus.NOT_FOUND);
    }
    if (endpoint.answer().isPresent()) {
      statuses.add(HttpStatus.NOT_ACCEPTABLE);
    }
    if (mayConflict(endpoint)) {
      statuses.add(HttpStatus.CONFLICT);
    }
    if (endpoint.takesPreconditions()) {
      statuses.add(HttpStatus.PRECONDITION_FAILED);
    }
    if (endpoint.body().isPresent()) {
      statuses.add(HttpStatus.REQUEST_TIMEOUT);
      statuses.add(HttpStatus.CONTENT_TOO_LARGE);
      statuses.add(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    if (endpoint.takesIdempotencyKey() && !answersEachPart(endpoint)) {
      statuses.add(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return statuses;
  }

  /**
   * Deleting what does not exist succeeds for a back end, whereas a person must be able to see it.
   * An owner, and an invitation by its token, is named in the body.
   */
  private static boolean mayMiss(Endpoint endpoint) {
    boolean deletedByBackEnds =
        endpoint.method() == RequestMethod.DELETE && endpoint.right().persons() == Persons.NONE;
    return endpoint.name().equals("createOrganisation")
        || endpoint.name().equals("getRoles")
        || endpoint.right().persons() == Persons.HOLDER
        || (endpoint.path().contains("{") && !deletedByBackEnds);
  }

  /** Any operation that reads records may find one that it cannot parse. */
  private static boolean mayConflict(Endpoint endpoint) {
    return !answersEachPart(endpoint);
  }

  /** Refusals of single entries are part of the response. */
  private static boolean answersEachPart(Endpoint endpoint) {
    return endpoint.name().equals("inviteMany");
  }

  /** Returns the refusals shared by operations, by name. */
  static Map<String, ApiResponse> problems() {
    return Stream.of(Code.values())
        .filter(code -> code != Code.METHOD_NOT_ALLOWED)
        .collect(Collectors.groupingBy(Code::status, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                each -> name(each.getKey()),
                each -> problem(each.getKey(), describe(each.getKey(), each.getValue()))));
  }

  private static String describe(HttpStatus status, List<Code> codes) {
    return status == HttpStatus.CONFLICT
        ? Conflicts.ofAll()
        : codes.stream()
            .map(code -> "`" + code.text() + "`: " + code.title() + ".")
            .collect(Collectors.joining("\n\n"));
  }

  private static ApiResponse problem(HttpStatus status, String description) {
    ApiResponse problem =
        Headers.add(
            new ApiResponse()
                .description(description)
                .content(
                    new Content()
                        .addMediaType(
                            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new MediaType().schema(Schemas.reference("Problem")))));
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> Headers.add(problem, HttpHeaders.WWW_AUTHENTICATE);
      case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> Headers.add(problem, HttpHeaders.RETRY_AFTER);
      default -> problem;
    };
  }

  private static String name(HttpStatus status) {
    return status.getReasonPhrase().replace(" ", "");
  }
}
