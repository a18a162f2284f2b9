package dev.orgtable.server.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The stable codes of problems, each with its HTTP status and title. */
public enum Code {
  USER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such user"),
  ORGANISATION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such organisation"),
  MEMBER_NOT_FOUND(HttpStatus.NOT_FOUND, "The user is not a member of the organisation"),
  SERVICE_NOT_FOUND(HttpStatus.NOT_FOUND, "The organisation has no such service"),
  INVITATION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such open invitation"),
  JOB_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such job"),
  KEY_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such API key"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path"),
  ALREADY_EXISTS(HttpStatus.CONFLICT, "It exists already"),
  ALREADY_MEMBER(HttpStatus.CONFLICT, "The user is a member already"),
  ALREADY_INVITED(HttpStatus.CONFLICT, "The address is invited already"),
  INVITATION_EXPIRED(HttpStatus.CONFLICT, "The invitation has expired"),
  INVITATION_NOT_OPEN(HttpStatus.CONFLICT, "The invitation is no longer open"),
  LAST_OWNER(HttpStatus.CONFLICT, "An owner must remain"),
  NOT_OWNER(HttpStatus.CONFLICT, "The member is not an owner"),
  TOO_MANY_GROUPS(HttpStatus.CONFLICT, "The member would be in too many groups"),
  TOO_MANY_INVITATIONS(HttpStatus.CONFLICT, "The organisation has too many open invitations"),
  TOO_LARGE(HttpStatus.CONFLICT, "The operation is too large"),
  IN_PROGRESS(HttpStatus.CONFLICT, "A job is still in progress"),
  UPGRADE_REQUIRED(HttpStatus.CONFLICT, "The record must be upgraded first"),
  UNREADABLE_RECORD(HttpStatus.CONFLICT, "The table has a record that this version cannot read"),
  STALE(HttpStatus.PRECONDITION_FAILED, "The resource has changed"),
  KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key was used for another request"),
  INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not support this method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Only JSON can be returned"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Only JSON is accepted"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "No valid credential was given"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "The caller may not do this"),
  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request took too long to arrive"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The table is unavailable"),
  PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The identity provider cannot be reached"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal server error");

  private final HttpStatus status;
  private final String title;

  Code(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Returns the HTTP status. */
  public HttpStatus status() {
    return status;
  }

  /** Returns the title, for people. */
  public String title() {
    return title;
  }

  /** Returns the code as it appears in responses. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
