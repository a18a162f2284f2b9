package dev.orgtable.server.openapi;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/** Describes the headers of responses. */
final class Headers {

  static final String ETAG = "^(W/)?\"[0-9]{1,18}\"$";

  private static final String RATE_LIMIT = "RateLimit";
  private static final String RATE_LIMIT_POLICY = "RateLimit-Policy";
  private static final String COST = "Orgtable-Cost";
  private static final String USER = "Orgtable-User";
  private static final List<String> ALWAYS =
      List.of(RATE_LIMIT, RATE_LIMIT_POLICY, COST, USER, HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);

  private Headers() {}

  static Map<String, Header> all() {
    return Map.of(
        RATE_LIMIT,
        header(
            "Requests left (r), and seconds until the limit is restored (t)",
            Schemas.string("^\"default\";r=[0-9]+;t=[0-9]+$", 100)),
        RATE_LIMIT_POLICY,
        header(
            "Requests per credential (q) and time window in seconds (w)",
            Schemas.string("^\"default\";q=[0-9]+;w=[0-9]+$", 100)),
        COST,
        header(
            "The DynamoDB requests, read units and write units used for this response, and how many"
                + " memberships were in memory (`cached`), if any",
            Schemas.string(
                "^requests=[0-9]+, read=[0-9.]+, write=[0-9.]+(, cached=[0-9]+)?$", 100)),
        USER,
        header(
            "The id of the user to whom the person's account is bound, if the token shows another"
                + " verified address, which the person can adopt",
            Schemas.string().format("uuid").maxLength(36)),
        HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
        header(
            "An origin that cannot exist: pages of other origins may not read the response",
            Schemas.string("^https://[a-z.]+$", 100)),
        HttpHeaders.ETAG,
        header("The revision, for `If-Match`", Schemas.string(ETAG, 24)),
        HttpHeaders.LOCATION,
        header(
            "The URL of the resource or the job",
            Schemas.string().format("uri-reference").maxLength(2048)),
        HttpHeaders.RETRY_AFTER,
        header("How many seconds to wait", Schemas.integer(1, 3600)),
        HttpHeaders.WWW_AUTHENTICATE,
        header(
            "`Bearer`, with `error` and `error_description` (RFC 6750) if a credential was given",
            Schemas.string("^Bearer", 1000)));
  }

  private static Header header(String description, Schema<?> schema) {
    return new Header().description(description).schema(schema);
  }

  /** Adds the headers of every response, and the given ones. */
  static ApiResponse add(ApiResponse response, String... more) {
    Stream.concat(ALWAYS.stream(), Stream.of(more))
        .forEach(name -> response.addHeaderObject(name, new Header().$ref(name)));
    return response;
  }
}
