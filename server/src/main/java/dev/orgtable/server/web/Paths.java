package dev.orgtable.server.web;

import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import java.net.URI;
import org.springframework.web.util.UriComponentsBuilder;

/** Where resources are. */
public final class Paths {

  private Paths() {}

  /** Returns where a user is. */
  public static URI user(UserId user) {
    return of("/v1/users/{email}", user.email());
  }

  /** Returns where an organisation is. */
  public static URI organisation(OrganisationId organisation) {
    return of("/v1/organisations/{organisation}", organisation.value());
  }

  /** Returns where something below an organisation is. */
  public static URI below(OrganisationId organisation, String list, String name) {
    return of("/v1/organisations/{organisation}/" + list + "/{name}", organisation.value(), name);
  }

  /** Returns where a job is. */
  public static URI job(JobId job) {
    return of("/v1/jobs/{job}", job.value());
  }

  private static URI of(String pattern, Object... values) {
    return UriComponentsBuilder.fromUriString(pattern).encode().buildAndExpand(values).toUri();
  }
}
