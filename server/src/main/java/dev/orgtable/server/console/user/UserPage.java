package dev.orgtable.server.console.user;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserMembership;
import dev.orgtable.UserOrganisation;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.event.Timeline;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Initials;
import dev.orgtable.server.console.page.Pager;
import dev.orgtable.server.console.panel.TablePanel;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page of a user. */
@Component
public final class UserPage {

  /** The form of the maximum number of organisations, and its field. */
  static final String LIMIT = "limit";

  /** The number of organisations per page. */
  static final int MOST = 20;

  private final Orgtable orgtable;
  private final TablePanel panel;
  private final GroupLabels labels;
  private final Timeline timeline;

  UserPage(Orgtable orgtable, TablePanel panel, GroupLabels labels, Timeline timeline) {
    this.timeline = timeline;
    this.orgtable = orgtable;
    this.panel = panel;
    this.labels = labels;
  }

  String show(
      User user,
      Form profile,
      Form move,
      Optional<Cursor> memberships,
      Optional<String> items,
      Caller caller,
      Model model) {
    Profiles.fields(user.profile()).forEach(profile::with);
    model.addAttribute("user", user);
    model.addAttribute("profile", profile.with(Form.REVISION, user.revision()));
    model.addAttribute("move", move);
    Page<Membership> page = memberships(user.email(), memberships);
    model.addAttribute("memberships", page.items());
    Pager.put(page, memberships, model);
    model.addAttribute("initials", Initials.of(user.profile()));
    model.addAttribute("invitations", invitations(user.email()));
    model.addAttribute("history", timeline.of(user.id(), MOST, caller));
    if (caller instanceof Caller.Operator) {
      model.addAttribute(LIMIT, limit(user, model));
      model.addAttribute("facts", orgtable.facts().get(user.email()));
      model.addAttribute("accounts", orgtable.accounts().list(user.email()));
      model.addAttribute("panel", panel.of(user.email(), items.map(Cursor::new)));
    }
    return "console/user";
  }

  /** Returns the form of the limit as it was typed, or as it is. */
  private Form limit(User user, Model model) {
    if (model.getAttribute(LIMIT) instanceof Form typed) {
      return typed;
    }
    OptionalLong most = orgtable.facts().organisationLimit(user.email());
    return Form.of(LIMIT).with(LIMIT, most.isPresent() ? most.getAsLong() : "");
  }

  /** Returns a page of the user's memberships. */
  public Page<Membership> memberships(EmailAddress user, Optional<Cursor> cursor) {
    Page<UserMembership> page = orgtable.users().memberships(user, new PageRequest(MOST, cursor));
    return new Page<>(page.items().stream().map(this::shown).toList(), page.next());
  }

  /** Returns the first open invitations of an address, which need not belong to a user. */
  public List<OpenInvitation> invitations(EmailAddress user) {
    try {
      Page<UserInvitation> page = orgtable.users().invitations(user, PageRequest.first(MOST));
      return page.items().stream().map(each -> open(user, each)).flatMap(Optional::stream).toList();
    } catch (UserNotFound e) {
      return List.of();
    }
  }

  private Optional<OpenInvitation> open(EmailAddress user, UserInvitation told) {
    try {
      Invitation offer = orgtable.invitations().get(user, told.organisation());
      return Optional.of(
          new OpenInvitation(
              told, offer.invitedBy(), labels.of(told.organisation()).sorted(offer.groups())));
    } catch (InvitationNotFound ended) {
      return Optional.empty();
    }
  }

  private Membership shown(UserMembership membership) {
    return new Membership(
        membership.organisation(),
        labels.of(membership.organisation().organisation()).sorted(membership.groups()),
        membership.isActive(),
        membership.organisationSuspended());
  }

  /**
   * A membership, for display.
   *
   * @param organisation the organisation, from the user's side
   * @param groups the groups held
   * @param active whether neither it nor the organisation is suspended
   * @param organisationSuspended whether the organisation is suspended
   */
  public record Membership(
      UserOrganisation organisation,
      List<GroupField> groups,
      boolean active,
      boolean organisationSuspended) {}

  /**
   * An open invitation, for display.
   *
   * @param told the invitation from the user's side, with the organisation's name
   * @param invitedBy the inviter; may be empty
   * @param groups the groups offered
   */
  public record OpenInvitation(UserInvitation told, String invitedBy, List<GroupField> groups) {}
}
