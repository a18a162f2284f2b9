package dev.orgtable.server.console.page;

import dev.orgtable.EmailAddress;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.caller.Caller;
import org.springframework.web.util.UriComponentsBuilder;

/** The URLs of the pages of the console. */
public final class Links {

  private Links() {}

  /** Returns the redirect for when the current page's subject has been deleted. */
  public static String toStart(Caller caller) {
    return caller instanceof Caller.Operator
        ? "redirect:/console/organisations"
        : "redirect:/console/me";
  }

  /** Returns the redirect to the page of a user. */
  public static String toUser(EmailAddress user) {
    return to("/console/users/{email}", user.value());
  }

  /** Returns the redirect to the page of an organisation. */
  public static String toOrganisation(OrganisationId organisation) {
    return to("/console/organisations/{organisation}", organisation.value());
  }

  /** Returns the redirect to the settings of an organisation. */
  public static String toSettings(OrganisationId organisation) {
    return to("/console/organisations/{organisation}/settings", organisation.value());
  }

  /** Returns the redirect to the page of a job. */
  public static String toJob(JobId job) {
    return to("/console/jobs/{job}", job.value());
  }

  /** Returns a path below the page of an organisation. */
  public static String under(OrganisationId organisation, String... names) {
    return UriComponentsBuilder.fromPath("/console/organisations")
        .pathSegment(organisation.value())
        .pathSegment(names)
        .encode()
        .toUriString();
  }

  /** Returns the path of an action of the signed-in person on one of their organisations. */
  public static String ofMine(String list, OrganisationId organisation, String action) {
    return UriComponentsBuilder.fromPath("/console/me")
        .pathSegment(list, organisation.value(), action)
        .encode()
        .toUriString();
  }

  private static String to(String pattern, String name) {
    return "redirect:"
        + UriComponentsBuilder.fromUriString(pattern).encode().buildAndExpand(name).toUriString();
  }
}
