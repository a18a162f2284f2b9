package dev.orgtable.server.console.page;

import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.server.caller.Caller;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the pages of the console are. */
public final class Links {

  private Links() {}

  /** Returns where to go when what somebody was looking at is gone. */
  public static String toStart(Caller caller) {
    return caller instanceof Caller.Operator
        ? "redirect:/console/organisations"
        : "redirect:/console/me";
  }

  /** Returns where to go after an action: the page of a user. */
  public static String toUser(UserId user) {
    return to("/console/users/{email}", user.email());
  }

  /** Returns where to go after an action: the page of an organisation. */
  public static String toOrganisation(OrganisationId organisation) {
    return to("/console/organisations/{organisation}", organisation.value());
  }

  /** Returns where to go after an action: the page of the job that does the rest. */
  public static String toJob(JobId job) {
    return to("/console/jobs/{job}", job.value());
  }

  /** Returns the path of what is below an organisation's page. */
  public static String under(OrganisationId organisation, String... names) {
    return UriComponentsBuilder.fromPath("/console/organisations")
        .pathSegment(organisation.value())
        .pathSegment(names)
        .encode()
        .toUriString();
  }

  /** Returns the path of what a person does about an organisation of its own. */
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
