package dev.orgtable.server.console.organisation;

import dev.orgtable.Delivery;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.PageRequest;
import dev.orgtable.UserId;
import dev.orgtable.server.ServerSettings;
import dev.orgtable.server.console.Form;
import dev.orgtable.server.console.Shell;
import dev.orgtable.server.mail.InvitationLinks;
import dev.orgtable.server.security.Caller;
import dev.orgtable.server.web.Input;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The invitations of one organisation, open or just expired. A link is shown to who made it, once.
 */
@Controller
final class InvitationsPageController {

  private static final String INVITATIONS = "/console/organisations/{organisation}/invitations";
  private static final String INVITATION = INVITATIONS + "/{email}";
  private static final String INVITE = "invite";
  private static final String EMAILS = "emails";
  private static final String UNREACHABLE =
      "The table could not be reached: look whether it is open, or try again.";
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]?");
  private static final int MOST = 1000;
  private static final int ROWS = 25;

  private final Orgtable orgtable;
  private final OrganisationFrame frame;
  private final InvitationLinks links;
  private final boolean mailed;
  private final Clock clock;

  InvitationsPageController(
      Orgtable orgtable,
      OrganisationFrame frame,
      InvitationLinks links,
      ServerSettings settings,
      Clock clock) {
    this.orgtable = orgtable;
    this.frame = frame;
    this.links = links;
    this.mailed = settings.invitations().mail().isPresent();
    this.clock = clock;
  }

  @GetMapping(INVITATIONS)
  String invitations(
      @PathVariable String organisation, PageRequest page, Caller caller, Model model) {
    PageRequest rows = new PageRequest(ROWS, page.cursor());
    return show(OrganisationId.of(organisation), Form.of(INVITE), rows, List.of(), caller, model);
  }

  /** Invites everybody in the list, each alone; who was refused stays in the form. */
  @PostMapping(INVITATIONS)
  String invite(
      @PathVariable String organisation,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(INVITE, typed);
    return form.submit(
        response,
        () -> {
          List<Sent> sent = inviteAll(id, form, caller);
          String left =
              sent.stream()
                  .filter(Sent::isRefused)
                  .map(Sent::email)
                  .collect(Collectors.joining("\n"));
          Form rest =
              left.isEmpty() ? Form.of(INVITE) : Form.typed(INVITE, typed).instead(EMAILS, left);
          return shown(id, rest, sent, caller, response, model);
        },
        () -> shown(id, form, List.of(), caller, response, model));
  }

  /** Where the table cannot be reached, the rest is not tried. */
  private List<Sent> inviteAll(OrganisationId id, Form form, Caller caller) {
    List<String> emails = emails(form);
    Set<Group> groups = Input.required("groups", form.value("groups"), GroupField::readAll);
    Duration open = open(form);
    String invitedBy =
        caller.person().map(UserId::email).orElseGet(() -> form.value("invitedBy"));
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

  /** Returns whom an address means, however it is spelt. */
  private static String known(String email) {
    try {
      return UserId.of(email).email();
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
    try {
      Invitation invitation =
          store.invitations().invite(UserId.of(email), id, groups, invitedBy, open);
      return new Sent(email, link(invitation), "");
    } catch (Unavailable e) {
      throw e;
    } catch (OrgtableException | InvalidInput e) {
      return new Sent(email, "", String.valueOf(e.getMessage()));
    }
  }

  /** Returns a link for who has not got one by mail. */
  private String link(Invitation invitation) {
    return mailed ? "" : links.of(orgtable.invitations().issueToken(invitation));
  }

  @PostMapping(INVITATION + "/resend")
  String resend(
      @PathVariable String organisation,
      @PathVariable String email,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    return again(
        organisation,
        email,
        caller,
        response,
        model,
        (id, invitee) ->
            caller.on(orgtable).invitations().resend(invitee, id, InvitationStore.VALID_FOR));
  }

  /** Makes a new link; the former one ends. Where links are mailed, it is mailed. */
  @PostMapping(INVITATION + "/link")
  String newLink(
      @PathVariable String organisation,
      @PathVariable String email,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    return again(
        organisation,
        email,
        caller,
        response,
        model,
        (id, invitee) ->
            mailed
                ? caller.on(orgtable).invitations().resend(invitee, id, InvitationStore.VALID_FOR)
                : stillOpen(orgtable.invitations().get(invitee, id)));
  }

  private Invitation stillOpen(Invitation invitation) {
    if (invitation.isExpiredAt(clock.instant())) {
      throw new InvitationExpired(invitation.invitee(), invitation.organisation());
    }
    return invitation;
  }

  private String again(
      String organisation,
      String email,
      Caller caller,
      HttpServletResponse response,
      Model model,
      Finding finding) {
    OrganisationId id = OrganisationId.of(organisation);
    UserId invitee = UserId.of(email);
    Form form = Form.of(INVITE);
    List<Sent> sent = new ArrayList<>();
    return form.submit(
        response,
        () -> {
          sent.add(new Sent(email, link(finding.find(id, invitee)), ""));
          return shown(id, Form.of(INVITE), sent, caller, response, model);
        },
        () -> shown(id, form, sent, caller, response, model));
  }

  @PostMapping(INVITATION + "/revoke")
  String revoke(
      @PathVariable String organisation, @PathVariable String email, RedirectAttributes next) {
    UserId invitee = UserId.of(email);
    try {
      orgtable.invitations().revoke(invitee, OrganisationId.of(organisation));
      next.addFlashAttribute("done", "The invitation of " + invitee + " was revoked.");
    } catch (InvitationNotFound e) {
      next.addFlashAttribute("done", "The invitation of " + invitee + " had ended before.");
    } catch (AlreadyMember e) {
      next.addFlashAttribute("done", invitee + " has accepted, and is a member.");
    }
    next.addAttribute("organisation", organisation);
    return "redirect:" + INVITATIONS;
  }

  private String shown(
      OrganisationId id,
      Form form,
      List<Sent> sent,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return show(id, form, PageRequest.first(ROWS), sent, caller, model);
  }

  private String show(
      OrganisationId id, Form form, PageRequest rows, List<Sent> sent, Caller caller, Model model) {
    frame.put(id, "invitations", caller, model);
    var page = orgtable.invitations().listWithExpired(id, rows);
    model.addAttribute("page", page);
    Instant now = clock.instant();
    model.addAttribute("rows", page.items().stream().map(each -> Row.of(each, now)).toList());
    model.addAttribute("mailed", mailed);
    model.addAttribute("sent", sent);
    model.addAttribute("saysWho", caller.person().isEmpty());
    String self = Shell.address(caller).map(UserId::email).orElse("");
    model.addAttribute(INVITE, form.with("invitedBy", self).with("days", "7"));
    return "console/invitations";
  }

  /** Finds or changes the invitation of which a link is wanted. */
  private interface Finding {
    Invitation find(OrganisationId organisation, UserId invitee);
  }

  /**
   * What became of one address in the list.
   *
   * @param email as it was typed
   * @param link where the invitation is answered; empty if it was mailed, or refused
   * @param refusal why it was not invited; empty if it was
   */
  record Sent(String email, String link, String refusal) {
    boolean isRefused() {
      return !refusal.isEmpty();
    }
  }

  /**
   * An invitation.
   *
   * @param invitation as it stands
   * @param groups what it offers
   * @param mail what became of its mail, in words; empty if none is sent
   * @param expired whether it can only be resent, or forgotten
   */
  record Row(Invitation invitation, List<GroupField> groups, String mail, boolean expired) {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final DateTimeFormatter MINUTE =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    static Row of(Invitation invitation, Instant now) {
      return new Row(
          invitation,
          GroupField.sorted(invitation.groups()),
          invitation.delivery().map(mail -> words(mail, now)).orElse(""),
          invitation.isExpiredAt(now));
    }

    private static String words(Delivery mail, Instant now) {
      String error = mail.lastError().map(each -> ": " + each).orElse("");
      return switch (mail.state()) {
        case SENT -> "mailed";
        case DUE ->
            mail.attempts() == 0 ? start(mail, now) : "tried " + mail.attempts() + " times" + error;
        case FAILED -> "not mailed, given up" + error;
      };
    }

    private static String start(Delivery mail, Instant now) {
      return mail.at().isAfter(now.plus(SOON))
          ? "waits until " + MINUTE.format(mail.at()) + " UTC"
          : "on its way";
    }

    /** Returns who invites, if that was said. */
    public Optional<String> invitedBy() {
      return Optional.of(invitation.invitedBy()).filter(text -> !text.isEmpty());
    }
  }
}
