package dev.orgtable.server.console.organisation;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.group.GroupSection;
import dev.orgtable.server.console.group.OrganisationGroups;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Pager;
import dev.orgtable.server.console.page.Shell;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.mail.InvitationLinks;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.store.Orgtable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page of an organisation's invitations. */
@Component
final class InvitationsPage {

  static final String INVITE = "invite";
  static final String GROUP = "group";
  private static final int ROWS = 25;

  private final Orgtable orgtable;
  private final OrganisationFrame frame;
  private final InvitationLinks links;
  private final Clock clock;
  private final GroupLabels labels;
  private final boolean mailed;

  InvitationsPage(
      Orgtable orgtable,
      OrganisationFrame frame,
      InvitationLinks links,
      Clock clock,
      GroupLabels labels,
      ServerSettings settings) {
    this.orgtable = orgtable;
    this.frame = frame;
    this.links = links;
    this.clock = clock;
    this.labels = labels;
    this.mailed = settings.invitations().mail().isPresent();
  }

  boolean isMailed() {
    return mailed;
  }

  /** Returns the link of an invitation to hand out; empty if it is mailed. */
  String link(Invitation invitation) {
    return mailed ? "" : links.of(orgtable.invitations().issueToken(invitation));
  }

  /** Returns the row of an invitation. */
  InvitationRow row(Invitation invitation) {
    return InvitationRow.of(invitation, labels.of(invitation.organisation()), now());
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns the page with the results of inviting. It contains links, so it is not cached. */
  String shown(OrganisationId id, Form form, List<Sent> sent, Visit visit) {
    visit.neverStore();
    return show(id, form, Optional.empty(), sent, visit.caller(), visit.model());
  }

  String show(
      OrganisationId id,
      Form form,
      Optional<Cursor> place,
      List<Sent> sent,
      Caller caller,
      Model model) {
    frame.put(id, "invitations", caller, model);
    var page = orgtable.invitations().listWithExpired(id, new PageRequest(ROWS, place));
    Instant now = now();
    OrganisationGroups groups = labels.of(id);
    List<GroupField> choices = groups.choices();
    model.addAttribute(
        "rows", page.items().stream().map(each -> InvitationRow.of(each, groups, now)).toList());
    Pager.put(page, place, model);
    model.addAttribute("sections", GroupSection.of(choices));
    model.addAttribute("columns", choices);
    model.addAttribute(
        "ticks", form.values(GROUP).stream().map(GroupField::read).collect(Collectors.toSet()));
    model.addAttribute("free", groups.isFree());
    model.addAttribute("mailed", mailed);
    model.addAttribute("sent", sent);
    model.addAttribute("saysWho", caller.person().isEmpty());
    String self = Shell.address(caller).map(EmailAddress::value).orElse("");
    model.addAttribute(INVITE, form.with("invitedBy", self).with("days", "7"));
    return "console/invitations";
  }

  /**
   * The result of inviting one address.
   *
   * @param email the address as typed; the normalised address if the invitation exists
   * @param link the invitation link; empty if it was mailed or refused
   * @param refusal why the invitation was refused; empty if it was not
   */
  record Sent(String email, String link, String refusal) {
    boolean isRefused() {
      return !refusal.isEmpty();
    }
  }
}
