package dev.orgtable.server.console.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.organisation.InvitationsPage.Sent;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Actions on one row of the list of invitations. Scripts get this row alone, so that unsaved input
 * elsewhere on the page is kept.
 */
@Controller
final class InvitationRowController {

  private static final String INVITATION =
      "/console/organisations/{organisation}/invitations/{email}";
  private static final String ROW = "console/invitation-row :: answer";
  private static final String FORMER_LINK = "The previous link stops working.";

  private final Orgtable orgtable;
  private final InvitationsPage page;

  InvitationRowController(Orgtable orgtable, InvitationsPage page) {
    this.orgtable = orgtable;
    this.page = page;
  }

  @GetMapping(INVITATION + "/resend")
  String beforeResending(
      @PathVariable String organisation, @PathVariable String email, Model model) {
    return ask(
        organisation,
        email,
        "resend",
        "Resend the invitation of ",
        "Resend",
        List.of(FORMER_LINK, "The invitation is open for 7 days from now."),
        model);
  }

  @PostMapping(INVITATION + "/resend")
  String resend(@PathVariable String organisation, @PathVariable String email, Visit visit) {
    return send(
        new Target(OrganisationId.of(organisation), EmailAddress.of(email)), this::resent, visit);
  }

  private Invitation resent(Target target, Caller caller) {
    return caller
        .on(orgtable)
        .invitations()
        .resend(target.invitee(), target.organisation(), InvitationStore.VALID_FOR);
  }

  @GetMapping(INVITATION + "/link")
  String beforeNewLink(@PathVariable String organisation, @PathVariable String email, Model model) {
    return ask(
        organisation,
        email,
        "link",
        "New link for ",
        "Create a new link",
        List.of(FORMER_LINK, "The new one is shown once."),
        model);
  }

  /** Issues a new link, which replaces the previous one. It is mailed if mail is configured. */
  @PostMapping(INVITATION + "/link")
  String newLink(@PathVariable String organisation, @PathVariable String email, Visit visit) {
    return send(
        new Target(OrganisationId.of(organisation), EmailAddress.of(email)),
        page.isMailed() ? this::resent : this::stillOpen,
        visit);
  }

  private Invitation stillOpen(Target target, Caller caller) {
    Invitation invitation = orgtable.invitations().get(target.invitee(), target.organisation());
    if (invitation.isExpiredAt(page.now())) {
      throw new InvitationExpired(invitation.invitee(), invitation.organisation());
    }
    return invitation;
  }

  private String send(Target target, Finding finding, Visit visit) {
    Form form = Form.of(InvitationsPage.INVITE);
    List<Sent> sent = new ArrayList<>();
    return visit.answerRow(
        form,
        () -> {
          Invitation found = finding.find(target, visit.caller());
          sent.add(new Sent(target.invitee().value(), page.link(found), ""));
          visit.neverStore();
          return "";
        },
        (said, refusal) ->
            row(target, refusal.isEmpty() ? sent : List.of(), said, refusal, visit.model()),
        () -> page.shown(target.organisation(), Form.of(InvitationsPage.INVITE), sent, visit),
        () -> page.shown(target.organisation(), form, sent, visit));
  }

  @GetMapping(INVITATION + "/revoke")
  String beforeRevocation(
      @PathVariable String organisation, @PathVariable String email, Model model) {
    return ask(
        organisation,
        email,
        "revoke",
        "Revoke the invitation of ",
        "Revoke the invitation",
        List.of(
            "The invitation and its link become invalid immediately.",
            "The same person can be invited again."),
        model);
  }

  @PostMapping(INVITATION + "/revoke")
  String revoke(@PathVariable String organisation, @PathVariable String email, Visit visit) {
    Target target = new Target(OrganisationId.of(organisation), EmailAddress.of(email));
    Form form = Form.of(InvitationsPage.INVITE);
    return visit.answerRow(
        form,
        () -> revoked(target),
        (said, refusal) -> row(target, List.of(), said, refusal, visit.model()),
        () -> {
          visit.next().addAttribute("organisation", organisation);
          return "redirect:/console/organisations/{organisation}/invitations";
        },
        () -> page.shown(target.organisation(), form, List.of(), visit));
  }

  private String revoked(Target target) {
    EmailAddress invitee = target.invitee();
    try {
      orgtable.invitations().revoke(invitee, target.organisation());
      return "The invitation of " + invitee + " was revoked.";
    } catch (InvitationNotFound e) {
      return "The invitation of " + invitee + " was no longer open.";
    } catch (AlreadyMember e) {
      return invitee + " has already accepted and is a member.";
    }
  }

  private String ask(
      String organisation,
      String email,
      String action,
      String question,
      String button,
      List<String> goes,
      Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    EmailAddress invitee = orgtable.invitations().get(EmailAddress.of(email), id).invitee();
    return new Confirmation(
            question + invitee + "?",
            goes,
            Links.under(id, "invitations", invitee.value(), action),
            button,
            Links.under(id, "invitations"))
        .page(model);
  }

  private String row(Target target, List<Sent> sent, String done, String refusal, Model model) {
    Optional<InvitationRow> row = find(target).map(page::row);
    model.addAttribute("o", target.organisation().value());
    model.addAttribute("email", target.invitee().value());
    model.addAttribute("each", row.orElse(null));
    model.addAttribute("mailed", page.isMailed());
    model.addAttribute("link", sent.stream().map(Sent::link).findFirst().orElse(""));
    model.addAttribute(
        "said", sent.isEmpty() || !page.isMailed() ? done : "The mail is on its way.");
    model.addAttribute("refusal", refusal);
    return ROW;
  }

  private Optional<Invitation> find(Target target) {
    try {
      return Optional.of(orgtable.invitations().get(target.invitee(), target.organisation()));
    } catch (InvitationNotFound e) {
      return Optional.empty();
    }
  }

  /** Finds or changes the invitation that a link is issued for. */
  private interface Finding {
    Invitation find(Target target, Caller caller);
  }

  private record Target(OrganisationId organisation, EmailAddress invitee) {}
}
