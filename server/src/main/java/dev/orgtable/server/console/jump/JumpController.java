package dev.orgtable.server.console.jump;

import dev.orgtable.AddressPrefix;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.UserMembership;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Finds the organisations and users that the caller may see: for operators by the beginning of a
 * name or an address, for others among the organisations that they are members of.
 */
@Controller
final class JumpController {

  /** The most results of each kind. */
  private static final int MOST = 6;

  /** The most memberships of a person that are looked through. */
  private static final int MEMBERSHIPS = 100;

  private final Orgtable orgtable;

  JumpController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @GetMapping("/console/jump")
  String jump(@RequestParam(defaultValue = "") String q, Caller caller, Model model) {
    model.addAttribute("q", q);
    model.addAttribute("goals", caller instanceof Caller.Operator ? all(q) : own(q, caller));
    return "console/jump";
  }

  private List<Goal> all(String q) {
    Stream<Goal> organisations =
        orgtable.organisations().search(q, PageRequest.first(MOST)).items().stream().map(Goal::of);
    return Stream.concat(organisations, users(q)).toList();
  }

  private Stream<Goal> users(String q) {
    try {
      AddressPrefix.of(q);
    } catch (InvalidInput e) {
      return Stream.empty();
    }
    return orgtable.users().search(q, PageRequest.first(MOST)).items().stream().map(Goal::of);
  }

  private List<Goal> own(String q, Caller caller) {
    String asked = q.strip().toLowerCase(Locale.ROOT);
    return caller.person().stream()
        .flatMap(this::memberships)
        .filter(UserMembership::isActive)
        .filter(each -> each.organisation().name().toLowerCase(Locale.ROOT).contains(asked))
        .limit(MOST)
        .map(Goal::of)
        .toList();
  }

  private Stream<UserMembership> memberships(EmailAddress person) {
    try {
      return orgtable.users().memberships(person, PageRequest.first(MEMBERSHIPS)).items().stream();
    } catch (UserNotFound e) {
      return Stream.empty();
    }
  }

  /**
   * A page to jump to.
   *
   * @param kind {@code organisation} or {@code user}
   * @param id the organisation's id or the user's address
   * @param name the organisation's name or the user's full name
   */
  record Goal(String kind, String id, String name) {

    static Goal of(Organisation organisation) {
      return new Goal("organisation", organisation.id().value(), organisation.name());
    }

    static Goal of(UserMembership membership) {
      return new Goal(
          "organisation",
          membership.organisation().organisation().value(),
          membership.organisation().name());
    }

    static Goal of(User user) {
      return new Goal("user", user.email().value(), user.profile().name());
    }
  }
}
