package dev.orgtable.server.openapi;

import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;

/** A feature of the API: the controllers of one package, which has the feature's name. */
enum Feature {
  USER("Users", "Users, known by their e-mail addresses."),
  ORGANISATION("Organisations", "Organisations and their ownership."),
  SERVICE("Services", "The services of an organisation."),
  MEMBER("Members", "The members of an organisation and the groups that they are in."),
  INVITATION("Invitations", "Invitations, on the organisation's side and on the invitee's."),
  CHECK("Checks", "Is this user a member, and in this group?"),
  JOB("Jobs", "Long work: what a change still has to do after it was answered."),
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
