package dev.orgtable.server.console.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.organisation.InvitationsPage.Sent;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Refusal;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The open and recently expired invitations of an organisation. A link is shown once, to the person
 * who created it.
 */
@Controller
final class InvitationsPageController {

  private static final String INVITATIONS = "/console/organisations/{organisation}/invitations";
  private static final String EMAILS = "emails";
  private static final String UNREACHABLE =
      "The table could not be reached. Check whether the invitation is open, or try again.";
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]?");
  private static final int MOST = 1000;

  private final Orgtable orgtable;
  private final InvitationsPage page;
  private final KnownGroups known;
  private final GroupLabels labels;

  InvitationsPageController(
      Orgtable orgtable, InvitationsPage page, KnownGroups known, GroupLabels labels) {
    this.orgtable = orgtable;
    this.page = page;
    this.known = known;
    this.labels = labels;
  }

  @GetMapping(INVITATIONS)
  String invitations(
      @PathVariable String organisation, PageRequest rows, Caller caller, Model model) {
    Form form = Form.of(InvitationsPage.INVITE);
    return page.show(
        OrganisationId.of(organisation), form, rows.cursor(), List.of(), caller, model);
  }

  /** Invites every address in the list, each by itself; refused addresses stay in the form. */
  @PostMapping(INVITATIONS)
  String invite(
      @PathVariable String organisation,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(InvitationsPage.INVITE, typed);
    return form.submit(
        visit.response(),
        () -> {
          List<Sent> sent = inviteAll(id, form, visit.caller());
          String left =
              sent.stream()
                  .filter(Sent::isRefused)
                  .map(Sent::email)
                  .collect(Collectors.joining("\n"));
          Form rest =
              left.isEmpty()
                  ? Form.of(InvitationsPage.INVITE)
                  : Form.typed(InvitationsPage.INVITE, typed).instead(EMAILS, left);
          return page.shown(id, rest, sent, visit);
        },
        () -> page.shown(id, form, List.of(), visit));
  }

  /** Stops at the first address for which the table cannot be reached. */
  private List<Sent> inviteAll(OrganisationId id, Form form, Caller caller) {
    List<String> emails = emails(form);
    Set<Group> groups = groups(form, id);
    Duration open = open(form);
    String invitedBy =
        caller.person().map(EmailAddress::value).orElseGet(() -> form.value("invitedBy"));
    Orgtable store = caller.on(orgtable);
    List<Sent> sent = new ArrayList<>();
    try {
      for (String email : emails) {
        sent.add(invite(store, email, id, groups, invitedBy, open));
      }
    } catch (Unavailable e) {
      emails
          .subList(sent.size(), emails.size())
          .forEach(email -> sent.add(new Sent(email, "", UNREACHABLE)));
    }
    return sent;
  }

  /** Returns the groups that are ticked, and those that are typed. */
  private Set<Group> groups(Form form, OrganisationId id) {
    Set<Group> ticked =
        form.values(InvitationsPage.GROUP).stream()
            .map(GroupField::read)
            .map(known.in(id))
            .collect(Collectors.toSet());
    ticked.addAll(
        Input.required(
            "groups", form.value("groups"), text -> labels.of(id).readAll(text, known.in(id))));
    return ticked;
  }

  private static List<String> emails(Form form) {
    Map<String, String> spellings = new LinkedHashMap<>();
    for (String email : form.value(EMAILS).split("[\\s,;]+", -1)) {
      if (!email.isEmpty()) {
        spellings.putIfAbsent(known(email), email);
      }
    }
    List<String> emails = List.copyOf(spellings.values());
    if (emails.isEmpty() || emails.size() > MOST) {
      throw new InvalidInput(EMAILS, "must be 1 to " + MOST);
    }
    return emails;
  }

  /** Returns the normalised address, or the text itself if it is not an address. */
  private static String known(String email) {
    try {
      return EmailAddress.of(email).value();
    } catch (InvalidInput e) {
      return email;
    }
  }

  private static Duration open(Form form) {
    String days = form.filled("days").orElse("7").strip();
    if (DAYS.matcher(days).matches()) {
      Duration open = Duration.ofDays(Long.parseLong(days));
      if (open.compareTo(InvitationStore.LONGEST) <= 0) {
        return open;
      }
    }
    throw new InvalidInput("days", "must be 1 to " + InvitationStore.LONGEST.toDays());
  }

  private Sent invite(
      Orgtable store,
      String email,
      OrganisationId id,
      Set<Group> groups,
      String invitedBy,
      Duration open) {
    EmailAddress invitee;
    try {
      invitee = EmailAddress.of(email);
    } catch (InvalidInput e) {
      return new Sent(email, "", "This " + e.rule());
    }
    try {
      Invitation invitation = store.invitations().invite(invitee, id, groups, invitedBy, open);
      return new Sent(invitation.invitee().value(), page.link(invitation), "");
    } catch (Unavailable e) {
      throw e;
    } catch (OrgtableException e) {
      return new Sent(email, "", Refusal.words(e));
    }
  }
}
