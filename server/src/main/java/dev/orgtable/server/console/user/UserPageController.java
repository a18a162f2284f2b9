package dev.orgtable.server.console.user;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.Outcome;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Preview;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.security.ProvenPersons;
import dev.orgtable.store.Orgtable;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one user: profile, address, delete. */
@Controller
final class UserPageController {

  private static final String USER = "/console/users/{email}";
  private static final String PROFILE = "profile";
  private static final String MOVE = "move";

  private final Orgtable orgtable;
  private final UserPage page;
  private final ProvenPersons persons;

  UserPageController(Orgtable orgtable, UserPage page, ProvenPersons persons) {
    this.persons = persons;
    this.orgtable = orgtable;
    this.page = page;
  }

  @GetMapping(USER)
  String user(
      @PathVariable String email,
      @RequestParam Optional<String> items,
      PageRequest memberships,
      Caller caller,
      Model model) {
    User user = orgtable.users().get(EmailAddress.of(email));
    return page.show(
        user, Form.of(PROFILE), Form.of(MOVE), memberships.cursor(), items, caller, model);
  }

  @PostMapping(USER + "/profile")
  String changeProfile(
      @PathVariable String email, @RequestParam Map<String, String> typed, Visit visit) {
    EmailAddress id = EmailAddress.of(email);
    Form form = Form.typed(PROFILE, typed);
    return visit.submit(
        form,
        () -> {
          Outcome<User> changed = change(id, form, visit.caller());
          visit.done("The profile was saved.");
          return changed.job().map(Links::toJob).orElseGet(() -> Links.toUser(id));
        },
        () -> again(id, form, Form.of(MOVE), visit.caller(), visit.model()));
  }

  private Outcome<User> change(EmailAddress id, Form form, Caller caller) {
    User present = orgtable.users().get(id);
    if (present.revision() != form.revision()) {
      form.stale(present.revision(), Profiles.fields(present.profile()));
      throw new Stale("user " + id);
    }
    return caller.on(orgtable).users().update(present.withProfile(Profiles.typed(form)));
  }

  @PostMapping(USER + "/email")
  String changeAddress(
      @PathVariable String email, @RequestParam Map<String, String> typed, Visit visit) {
    EmailAddress id = EmailAddress.of(email);
    Form form = Form.typed(MOVE, typed);
    return visit.submit(
        form,
        () -> {
          EmailAddress to = Input.user(form.value("email"));
          Outcome<User> moved = move(id, to, form, visit.caller());
          visit.done("The address was changed.");
          return moved.job().map(Links::toJob).orElseGet(() -> Links.toUser(to));
        },
        () -> again(id, Form.of(PROFILE), form, visit.caller(), visit.model()));
  }

  @PostMapping(USER + "/accounts/{account}/unbind")
  String unbind(@PathVariable String email, @PathVariable String account, Visit visit) {
    EmailAddress id = EmailAddress.of(email);
    return visit.submit(
        Form.of("unbind"),
        () -> {
          try {
            orgtable.accounts().list(id).stream()
                .filter(each -> each.id().equals(account))
                .forEach(each -> orgtable.accounts().unbind(id, each));
          } finally {
            persons.changed();
          }
          visit.done("The account is no longer bound.");
          return Links.toUser(id);
        },
        () -> again(id, Form.of(PROFILE), Form.of(MOVE), visit.caller(), visit.model()));
  }

  private Outcome<User> move(EmailAddress from, EmailAddress to, Form form, Caller caller) {
    try {
      return caller.on(orgtable).users().changeAddress(from, to);
    } catch (UserAlreadyExists e) {
      form.wrong("email", "Another user already has this address.");
      throw e;
    } finally {
      persons.changed();
    }
  }

  @GetMapping(USER + "/delete")
  String beforeDeletion(@PathVariable String email, Model model) {
    return preview(EmailAddress.of(email), Form.of("delete"), model);
  }

  @PostMapping(USER + "/delete")
  String delete(@PathVariable String email, Visit visit) {
    EmailAddress id = EmailAddress.of(email);
    Form form = Form.of("delete");
    return visit.submit(
        form,
        () -> {
          try {
            visit.done("The user was deleted from all organisations.");
            return visit
                .caller()
                .on(orgtable)
                .users()
                .delete(id)
                .map(Links::toJob)
                .orElse("redirect:/console/users");
          } catch (LastOwner e) {
            visit
                .model()
                .addAttribute(
                    "lastOwnerOf",
                    e.organisations().stream().map(orgtable.organisations()::get).toList());
            throw e;
          } finally {
            persons.changed();
          }
        },
        () -> preview(id, form, visit.model()));
  }

  private String preview(EmailAddress id, Form form, Model model) {
    model.addAttribute("user", orgtable.users().get(id));
    model.addAttribute(
        "memberships", Preview.count(list -> orgtable.users().organisations(id, list)));
    model.addAttribute(
        "invitations", Preview.count(list -> orgtable.users().invitations(id, list)));
    model.addAttribute("form", form);
    return "console/user-delete";
  }

  private String again(EmailAddress id, Form profile, Form move, Caller caller, Model model) {
    User user = orgtable.users().get(id);
    return page.show(user, profile, move, Optional.empty(), Optional.empty(), caller, model);
  }
}
