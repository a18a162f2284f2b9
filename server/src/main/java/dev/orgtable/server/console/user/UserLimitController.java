package dev.orgtable.server.console.user;

import dev.orgtable.EmailAddress;
import dev.orgtable.limit.Seats;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

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
  String limit(
      @PathVariable String email,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    EmailAddress user = EmailAddress.of(email);
    Form form = Form.typed(UserPage.LIMIT, typed);
    return form.submit(
        response,
        () -> {
          limit(user, form.limit(UserPage.LIMIT, Seats.HIGHEST_LIMIT));
          next.addFlashAttribute("done", "The limit was saved.");
          return Links.toUser(user);
        },
        () -> {
          model.addAttribute(UserPage.LIMIT, form);
          return page.show(
              orgtable.users().get(user),
              Form.of("profile"),
              Form.of("move"),
              Optional.empty(),
              Optional.empty(),
              caller,
              model);
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
