package dev.orgtable.server.problem;

import dev.orgtable.OrgtableException;
import dev.orgtable.web.RefusalCode;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * The stable codes of problems, each with its HTTP status and title: those of the library, and the
 * server's own.
 */
public enum Code {
  USER_NOT_FOUND(RefusalCode.USER_NOT_FOUND),
  ORGANISATION_NOT_FOUND(RefusalCode.ORGANISATION_NOT_FOUND),
  MEMBER_NOT_FOUND(RefusalCode.MEMBER_NOT_FOUND),
  SERVICE_NOT_FOUND(RefusalCode.SERVICE_NOT_FOUND),
  GROUP_NOT_FOUND(RefusalCode.GROUP_NOT_FOUND),
  INVITATION_NOT_FOUND(RefusalCode.INVITATION_NOT_FOUND),
  JOB_NOT_FOUND(RefusalCode.JOB_NOT_FOUND),
  KEY_NOT_FOUND(RefusalCode.KEY_NOT_FOUND),
  WEBHOOK_NOT_FOUND(RefusalCode.WEBHOOK_NOT_FOUND),
  ACCOUNT_CONFLICT(RefusalCode.ACCOUNT_CONFLICT),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path"),
  ALREADY_EXISTS(RefusalCode.ALREADY_EXISTS),
  EXTERNAL_ID_TAKEN(RefusalCode.EXTERNAL_ID_TAKEN),
  ALREADY_MEMBER(RefusalCode.ALREADY_MEMBER),
  MEMBER_SUSPENDED(RefusalCode.MEMBER_SUSPENDED),
  ORGANISATION_SUSPENDED(RefusalCode.ORGANISATION_SUSPENDED),
  ALREADY_INVITED(RefusalCode.ALREADY_INVITED),
  INVITATION_EXPIRED(RefusalCode.INVITATION_EXPIRED),
  INVITATION_NOT_OPEN(RefusalCode.INVITATION_NOT_OPEN),
  LAST_OWNER(RefusalCode.LAST_OWNER),
  NOT_OWNER(RefusalCode.NOT_OWNER),
  TOO_MANY_GROUPS(RefusalCode.TOO_MANY_GROUPS),
  ORGANISATION_GROUPS_FULL(RefusalCode.ORGANISATION_GROUPS_FULL),
  TOO_MANY_WEBHOOKS(RefusalCode.TOO_MANY_WEBHOOKS),
  WEBHOOKS_OFF(HttpStatus.CONFLICT, "This server has no webhooks"),
  TOO_MANY_INVITATIONS(RefusalCode.TOO_MANY_INVITATIONS),
  MEMBER_LIMIT_REACHED(RefusalCode.MEMBER_LIMIT_REACHED),
  ORGANISATION_LIMIT_REACHED(RefusalCode.ORGANISATION_LIMIT_REACHED),
  TOO_LARGE(RefusalCode.TOO_LARGE),
  IN_PROGRESS(RefusalCode.IN_PROGRESS),
  UPGRADE_REQUIRED(RefusalCode.UPGRADE_REQUIRED),
  UNREADABLE_RECORD(RefusalCode.UNREADABLE_RECORD),
  STALE(RefusalCode.STALE),
  KEY_REUSED(RefusalCode.KEY_REUSED),
  INVALID_REQUEST(RefusalCode.INVALID_REQUEST),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not support this method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Only JSON can be returned"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Only JSON is accepted"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "No valid credential was given"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "The caller may not do this"),
  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request took too long to arrive"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  UNAVAILABLE(RefusalCode.UNAVAILABLE),
  PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The identity provider cannot be reached"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal server error");

  private final HttpStatus status;
  private final String title;

  Code(RefusalCode shared) {
    this(HttpStatus.valueOf(shared.status()), shared.title());
  }

  Code(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Returns the code of a kind of refusal of the store. */
  public static Code of(Class<? extends OrgtableException> refusal) {
    return valueOf(RefusalCode.of(refusal).name());
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
