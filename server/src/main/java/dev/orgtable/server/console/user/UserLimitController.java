package dev.orgtable.server.console.user;

import dev.orgtable.EmailAddress;
import dev.orgtable.limit.Seats;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.store.Orgtable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The limit of the organisations that a user may be a member of, which operators set. */
@Controller
final class UserLimitController {

  private final Orgtable orgtable;
  private final UserPage page;

  UserLimitController(Orgtable orgtable, UserPage page) {
    this.orgtable = orgtable;
    this.page = page;
  }

  @PostMapping("/console/users/{email}/limit")
  String limit(@PathVariable String email, @RequestParam Map<String, String> typed, Visit visit) {
    EmailAddress user = EmailAddress.of(email);
    Form form = Form.typed(UserPage.LIMIT, typed);
    return visit.submit(
        form,
        () -> {
          limit(user, form.limit(UserPage.LIMIT, Seats.HIGHEST_LIMIT));
          visit.done("The limit was saved.");
          return Links.toUser(user);
        },
        () -> {
          visit.model().addAttribute(UserPage.LIMIT, form);
          return page.show(
              orgtable.users().get(user),
              Form.of("profile"),
              Form.of("move"),
              Optional.empty(),
              Optional.empty(),
              visit.caller(),
              visit.model());
        });
  }

  private void limit(EmailAddress user, OptionalLong most) {
    if (most.isPresent()) {
      orgtable.facts().limitOrganisations(user, most.getAsLong());
    } else {
      orgtable.facts().removeOrganisationLimit(user);
    }
  }
}
