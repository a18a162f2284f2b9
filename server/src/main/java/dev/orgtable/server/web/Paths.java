package dev.orgtable.server.web;

import dev.orgtable.EmailAddress;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import java.net.URI;
import org.springframework.web.util.UriComponentsBuilder;

/** The URLs of resources. */
public final class Paths {

  private Paths() {}

  /** Returns the URL of a user. */
  public static URI user(EmailAddress user) {
    return of("/v1/users/{email}", user.value());
  }

  /** Returns the URL of an organisation. */
  public static URI organisation(OrganisationId organisation) {
    return of("/v1/organisations/{organisation}", organisation.value());
  }

  /** Returns the URL of a resource below an organisation. */
  public static URI below(OrganisationId organisation, String list, String name) {
    return of("/v1/organisations/{organisation}/" + list + "/{name}", organisation.value(), name);
  }

  /** Returns the URL of a job. */
  public static URI job(JobId job) {
    return of("/v1/jobs/{job}", job.value());
  }

  private static URI of(String pattern, Object... values) {
    return UriComponentsBuilder.fromUriString(pattern).encode().buildAndExpand(values).toUri();
  }
}
