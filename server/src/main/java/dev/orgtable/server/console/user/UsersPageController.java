package dev.orgtable.server.console.user;

import dev.orgtable.AddressPrefix;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Initials;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Pager;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.security.ProvenPersons;
import dev.orgtable.store.Orgtable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of users, and the form that creates one. */
@Controller
final class UsersPageController {

  private static final String USERS = "/console/users";
  private static final String PAGE = "console/users";

  private final Orgtable orgtable;
  private final Clock clock;
  private final ProvenPersons persons;

  UsersPageController(Orgtable orgtable, Clock clock, ProvenPersons persons) {
    this.orgtable = orgtable;
    this.clock = clock;
    this.persons = persons;
  }

  @GetMapping(USERS)
  String users(@RequestParam(defaultValue = "") String prefix, PageRequest page, Model model) {
    return show(prefix, page, Form.of("create"), model);
  }

  @PostMapping(USERS)
  String create(@RequestParam Map<String, String> typed, Visit visit) {
    Form form = Form.typed("create", typed);
    return visit.submit(
        form,
        () -> {
          EmailAddress email = Input.user(form.value("email"));
          User created = create(User.of(email, Profiles.typed(form), clock.instant()), form);
          persons.created(visit.caller(), created);
          visit.done("The user was created.");
          return Links.toUser(created.email());
        },
        () -> show("", PageRequest.first(20), form, visit.model()));
  }

  private User create(User user, Form form) {
    try {
      return orgtable.users().create(user);
    } catch (UserAlreadyExists e) {
      form.wrong("email", "A user already has this address.");
      throw e;
    }
  }

  private String show(String prefix, PageRequest page, Form create, Model model) {
    model.addAttribute("prefix", prefix);
    Page<User> found = found(prefix, page, model);
    model.addAttribute("rows", found.items().stream().map(UserRow::new).toList());
    Pager.put(found, page.cursor(), model);
    model.addAttribute("create", create);
    return PAGE;
  }

  /**
   * A prefix that cannot be searched for shows an error in place of the results: the user may still
   * be typing.
   */
  private Page<User> found(String prefix, PageRequest page, Model model) {
    try {
      AddressPrefix.of(prefix);
    } catch (InvalidInput e) {
      model.addAttribute("refused", e.getMessage());
      return new Page<>(List.of(), Optional.empty());
    }
    return orgtable.users().search(prefix, page);
  }

  /**
   * A user in the list.
   *
   * @param user the user
   */
  record UserRow(User user) {

    /** Returns the first letters of the user's names. */
    public String initials() {
      return Initials.of(user.profile());
    }
  }
}
