package dev.orgtable.server.console.me;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Pager;
import dev.orgtable.server.console.page.Shell;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.console.user.Profiles;
import dev.orgtable.server.console.user.UserPage;
import dev.orgtable.server.console.user.UserPage.Membership;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.security.ProvenPersons;
import dev.orgtable.store.Orgtable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The signed-in person's organisations and open invitations. */
@Controller
final class MeController {

  private static final String ME = "/console/me";
  private static final String BACK = "redirect:" + ME;

  private final Orgtable orgtable;
  private final UserPage pages;
  private final ProvenPersons persons;
  private final Clock clock;

  MeController(Orgtable orgtable, UserPage pages, ProvenPersons persons, Clock clock) {
    this.persons = persons;
    this.orgtable = orgtable;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(ME)
  String me(PageRequest page, Caller caller, Model model) {
    return show(caller, page.cursor(), Form.of("profile"), Form.of("act"), model);
  }

  @PostMapping(ME + "/profile")
  String becomeUser(@RequestParam Map<String, String> typed, Visit visit) {
    EmailAddress self = self(visit.caller());
    Form form = Form.typed("profile", typed);
    return visit.submit(
        form,
        () -> {
          try {
            persons.created(
                visit.caller(),
                orgtable.users().create(User.of(self, Profiles.typed(form), clock.instant())));
            visit.done("Your profile was created.");
          } catch (UserAlreadyExists e) {
            visit.done("You already have a profile. It was not changed.");
          }
          return BACK;
        },
        () -> show(visit.caller(), Optional.empty(), form, Form.of("act"), visit.model()));
  }

  /** Moves the person to the address that the account shows now. */
  @PostMapping(ME + "/email")
  String adopt(Visit visit) {
    EmailAddress self = self(visit.caller());
    EmailAddress shown = shown(visit.caller());
    return act(
        visit,
        () -> {
          if (shown == null) {
            throw new Problem(Code.NOT_FOUND, "your account shows no other address");
          }
          try {
            Outcome<User> moved = visit.caller().on(orgtable).users().changeAddress(self, shown);
            visit.done(
                moved.job().isEmpty()
                    ? "Your address was changed."
                    : "Your address was changed; your organisations follow within minutes.");
          } finally {
            persons.changed();
          }
        });
  }

  private static @Nullable EmailAddress shown(Caller caller) {
    return caller instanceof Caller.Person person ? person.shown() : null;
  }

  @PostMapping(ME + "/invitations/{organisation}/accept")
  String accept(@PathVariable String organisation, Visit visit) {
    EmailAddress self = self(visit.caller());
    return act(
        visit,
        () -> {
          try {
            Member member = orgtable.invitations().accept(self, OrganisationId.of(organisation));
            visit.done(
                member.isActive()
                    ? "You are now a member."
                    : member.organisationSuspended()
                        ? "The organisation is suspended."
                        : "Your membership is suspended. Ask an owner.");
          } catch (UserNotFound e) {
            throw new Problem(Code.NOT_FOUND, "create your profile first");
          }
        });
  }

  @GetMapping(ME + "/invitations/{organisation}/reject")
  String beforeRejection(@PathVariable String organisation, Caller caller, Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    orgtable.invitations().get(self(caller), id);
    return new Confirmation(
            "Reject the invitation of " + orgtable.organisations().get(id).name() + "?",
            List.of("The invitation and its link become invalid. You can be invited again."),
            Links.ofMine("invitations", id, "reject"),
            "Reject the invitation",
            ME)
        .page(model);
  }

  @PostMapping(ME + "/invitations/{organisation}/reject")
  String reject(@PathVariable String organisation, Visit visit) {
    EmailAddress self = self(visit.caller());
    return act(
        visit,
        () -> {
          orgtable.invitations().reject(self, OrganisationId.of(organisation));
          visit.done("The invitation was rejected.");
        });
  }

  @GetMapping(ME + "/organisations/{organisation}/leave")
  String beforeLeaving(@PathVariable String organisation, Caller caller, Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    requireActive(self(caller), id);
    return new Confirmation(
            "Leave " + orgtable.organisations().get(id).name() + "?",
            List.of(
                "Your membership and your groups are removed immediately. This cannot be undone.",
                "To come back you need another invitation."),
            Links.ofMine("organisations", id, "leave"),
            "Leave the organisation",
            ME)
        .page(model);
  }

  @PostMapping(ME + "/organisations/{organisation}/leave")
  String leave(@PathVariable String organisation, Visit visit) {
    EmailAddress self = self(visit.caller());
    return act(
        visit,
        () -> {
          requireActive(self, OrganisationId.of(organisation));
          orgtable.memberships().leave(self, OrganisationId.of(organisation));
          visit.done("You are no longer a member.");
        });
  }

  /** Leaving would end the suspension: a later invitation would begin without it. */
  private void requireActive(EmailAddress self, OrganisationId organisation) {
    if (!orgtable.memberships().get(self, organisation).isActive()) {
      throw new MemberNotFound(self, organisation);
    }
  }

  private String act(Visit visit, Runnable action) {
    Form form = Form.of("act");
    return visit.submit(
        form,
        () -> {
          action.run();
          return BACK;
        },
        () -> show(visit.caller(), Optional.empty(), Form.of("profile"), form, visit.model()));
  }

  private String show(Caller caller, Optional<Cursor> cursor, Form profile, Form act, Model model) {
    EmailAddress self = self(caller);
    model.addAttribute("shown", Optional.ofNullable(shown(caller)));
    Optional<User> user = user(self);
    model.addAttribute("self", self);
    model.addAttribute("known", user.isPresent());
    model.addAttribute("profile", profile);
    model.addAttribute("act", act);
    model.addAttribute("create", Form.of("create"));
    Page<Membership> page =
        user.map(found -> pages.memberships(found.email(), cursor))
            .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    model.addAttribute("memberships", page.items());
    Pager.put(page, cursor, model);
    model.addAttribute("invitations", pages.invitations(self));
    return "console/me";
  }

  private Optional<User> user(EmailAddress self) {
    try {
      return Optional.of(orgtable.users().get(self));
    } catch (UserNotFound e) {
      return Optional.empty();
    }
  }

  private static EmailAddress self(Caller caller) {
    return Shell.address(caller)
        .orElseThrow(
            () ->
                new Problem(Code.NOT_FOUND, "A session from a one-time link belongs to no user."));
  }
}
