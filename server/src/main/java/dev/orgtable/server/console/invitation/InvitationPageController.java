package dev.orgtable.server.console.invitation;

import dev.orgtable.InvitationDetails;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationTokenUnknown;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.user.Profiles;
import dev.orgtable.server.web.AnyQuery;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page that an invitation link opens. The holder of the token may accept or reject, signed in
 * or not. A {@code GET} changes nothing, since mail scanners open links.
 */
@Controller
final class InvitationPageController {

  private static final String PAGE = "console/invitation";
  private static final String OVER = "console/invitation-over";

  private final Orgtable orgtable;
  private final GroupLabels labels;

  InvitationPageController(Orgtable orgtable, GroupLabels labels) {
    this.orgtable = orgtable;
    this.labels = labels;
  }

  @AnyQuery
  @GetMapping("/invitation")
  String invitation(
      @RequestParam(defaultValue = "") String token, HttpServletResponse response, Model model) {
    return orEnded(response, model, () -> show(token, Form.of("accept"), model));
  }

  @PostMapping("/invitation/accept")
  String accept(
      @RequestParam Map<String, String> typed, HttpServletResponse response, Model model) {
    Form form = Form.typed("accept", typed);
    String token = form.value("token");
    return orEnded(
        response,
        model,
        () ->
            form.submit(
                response,
                () -> {
                  accept(token, form);
                  return over("joined", model);
                },
                () -> show(token, form, model)));
  }

  private void accept(String token, Form form) {
    if (form.has("firstName")) {
      orgtable.invitations().acceptByToken(token, Profiles.typed(form));
    } else {
      orgtable.invitations().acceptByToken(token);
    }
  }

  @GetMapping("/invitation/reject")
  String beforeRejection(
      @RequestParam(defaultValue = "") String token, HttpServletResponse response, Model model) {
    return orEnded(
        response,
        model,
        () -> {
          InvitationDetails details = orgtable.invitations().getByToken(token);
          return new Confirmation(
                  "Reject the invitation of " + details.organisation().name() + "?",
                  List.of("The invitation and its link become invalid. You can be invited again."),
                  "/invitation/reject",
                  "Reject the invitation",
                  UriComponentsBuilder.fromPath("/invitation")
                      .queryParam("token", "{token}")
                      .encode()
                      .buildAndExpand(token)
                      .toUriString())
              .with(Map.of("token", token))
              .page(model);
        });
  }

  @PostMapping("/invitation/reject")
  String reject(
      @RequestParam(defaultValue = "") String token, HttpServletResponse response, Model model) {
    return orEnded(
        response,
        model,
        () -> {
          orgtable.invitations().rejectByToken(token);
          return over("rejected", model);
        });
  }

  private String show(String token, Form form, Model model) {
    InvitationDetails details = orgtable.invitations().getByToken(token);
    model.addAttribute("details", details);
    model.addAttribute(
        "groups", labels.of(details.organisation().id()).sorted(details.invitation().groups()));
    model.addAttribute("token", token);
    model.addAttribute("form", form);
    return PAGE;
  }

  /**
   * A holder of a genuine token is told how the invitation ended; anybody else gets one and the
   * same page.
   */
  private static String orEnded(HttpServletResponse response, Model model, Supplier<String> page) {
    try {
      return page.get();
    } catch (InvitationTokenUnknown | InvitationNotOpen | InvitationExpired e) {
      return ended(response, model, e);
    }
  }

  private static String ended(HttpServletResponse response, Model model, OrgtableException e) {
    if (e instanceof InvitationTokenUnknown) {
      response.setStatus(HttpStatus.NOT_FOUND.value());
      return over("unknown", model);
    }
    response.setStatus(HttpStatus.GONE.value());
    return over(
        e instanceof InvitationNotOpen closed
            ? closed.ending().name().toLowerCase(Locale.ROOT)
            : "expired",
        model);
  }

  private static String over(String how, Model model) {
    model.addAttribute("how", how);
    return OVER;
  }
}
