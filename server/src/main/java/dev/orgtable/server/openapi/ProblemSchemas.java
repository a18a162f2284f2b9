package dev.orgtable.server.openapi;

import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.server.problem.Code;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The schemas of problems. */
final class ProblemSchemas {

  private static final int LONGEST_LINE = 1000;
  private static final int LONGEST_TEXT = 100_000;
  private static final String LINE = "^[^\\x00-\\x1f]*$";

  private static final List<String> ENDINGS =
      Stream.of(Ending.values()).map(ending -> ending.name().toLowerCase(Locale.ROOT)).toList();

  private ProblemSchemas() {}

  @SuppressWarnings("rawtypes") // As Components takes them.
  static Map<String, Schema> all() {
    return Map.of("Problem", problem(), "FieldError", fieldError());
  }

  private static Schema<?> problem() {
    Schema<?> code =
        Schemas.oneOf(Schemas.string(), Stream.of(Code.values()).map(Code::text).toList());
    Schema<?> problem =
        Schemas.schema("object")
            .description("Why a request was refused (RFC 9457)")
            .addProperty(
                "type", Schemas.string("^urn:orgtable:problem:[a-z_]+$", 100).format("uri"))
            .addProperty("title", Schemas.string(LINE, LONGEST_LINE))
            .addProperty("status", Schemas.integer(400, 599))
            .addProperty("detail", Schemas.string(LINE, LONGEST_TEXT))
            .addProperty("instance", path())
            .addProperty("code", code.description("A stable code for programs"))
            .addProperty(
                "errors",
                Schemas.list(Schemas.reference("FieldError"), 100)
                    .description("With `invalid_request`: the invalid fields"))
            .addProperty(
                "organisations",
                Schemas.list(Schemas.string(Fields.ID, 64), Fields.MANY)
                    .description("With `last_owner`: the organisations that would have no owner"))
            .addProperty(
                "ended",
                Schemas.oneOf(Schemas.string(), ENDINGS)
                    .description(
                        "With `invitation_not_open`: why. `replaced`: a newer token was issued;"
                            + " `address_changed`: the invitee's address changed, and the"
                            + " invitation or membership moved to the new one; `ended`: the"
                            + " invitation was revoked or rejected, or the membership has ended, or"
                            + " the user was deleted; which of these is not stored"));
    problem.setRequired(List.of("type", "title", "status", "detail", "code"));
    return problem;
  }

  private static Schema<?> path() {
    return Schemas.string()
        .format("uri-reference")
        .maxLength(LONGEST_TEXT)
        .description("The path of the request");
  }

  private static Schema<?> fieldError() {
    Schema<?> error =
        Schemas.schema("object")
            .addProperty(
                "field",
                Schemas.string(LINE, LONGEST_LINE)
                    .description("The field of the body, or the parameter or header"))
            .addProperty("message", Schemas.string(LINE, LONGEST_TEXT).description("The rule"));
    error.setRequired(List.of("field", "message"));
    return error;
  }
}
