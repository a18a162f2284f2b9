package dev.orgtable.server.openapi;

import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;

/** A feature of the API: the controllers of the package with the feature's name. */
enum Feature {
  USER("Users", "Users, known by their e-mail addresses."),
  ORGANISATION("Organisations", "Organisations and their ownership."),
  SERVICE("Services", "The services of an organisation."),
  GROUP(
      "Groups",
      "The groups of an organisation that have a record: a label, an external id, and the roles"
          + " that they stand for. Members are in a group by its name, with a record or without."),
  MEMBER("Members", "The members of an organisation and the groups that they are in."),
  SEATS(
      "Seats",
      "How many members and invitations an organisation has and may have, and in how many"
          + " organisations a user may be. Back ends set the limits."),
  INVITATION("Invitations", "Invitations, on the organisation's side and on the invitee's."),
  ROLE("Roles", "The groups of the application, with labels and permissions."),
  CHECK("Checks", "Whether a user is a member, and in a group or with a permission."),
  AUTHZEN(
      "AuthZEN",
      "The OpenID Authorization API 1.0: the same checks and lists in the terms of that standard."
          + " A subject is a `user` with an address; a resource an `organisation`, or a `service`"
          + " with the id `organisation/service`; an action `member`, `in:` and a group,"
          + " or a permission of the roles."),
  FACTS(
      "Facts",
      "What an application stores with a user, an organisation or a membership, and Orgtable does"
          + " not interpret: metadata, and an external id, by which lists find"
          + " it. For back ends only; no list or check has them."),
  CLAIMS("Claims", "What a token says about a user, for identity providers."),
  EVENT(
      "Events",
      "Who made which change, when, for whom and by which request: an event is written in the"
          + " transaction that makes the change. A back end names the user for whom it acts with"
          + " the header `Orgtable-Acting-For`."),
  WEBHOOK(
      "Webhooks",
      "Endpoints that are told of events by HTTP requests, signed as Standard Webhooks says: those"
          + " of an organisation of its events, those of the table of all. `webhooks` in this"
          + " description has the requests."),
  JOB("Jobs", "Background jobs, which complete a change after its response."),
  KEY("API keys", "The credentials of back ends.");

  private final String title;
  private final String description;

  Feature(String title, String description) {
    this.title = title;
    this.description = description;
  }

  String title() {
    return title;
  }

  static List<Tag> tags() {
    return Stream.of(values())
        .map(feature -> new Tag().name(feature.title).description(feature.description))
        .toList();
  }

  static Feature of(HandlerMethod method) {
    String packageName = method.getBeanType().getPackageName();
    return Stream.of(values())
        .filter(each -> packageName.endsWith("." + each.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no feature for " + packageName));
  }
}
