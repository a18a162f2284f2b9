package dev.orgtable.server.console.organisation;

import static dev.orgtable.server.console.organisation.WebhookPages.OF_ORGANISATION;
import static dev.orgtable.server.console.organisation.WebhookPages.OF_TABLE;

import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.event.Timeline;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.webhook.WebhookOperations;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.WebhookOwner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The webhooks of an organisation, for its owners, and those of the table, for operators. */
@Controller
final class WebhooksPageController {

  private static final String CREATE = "create";

  /**
   * How many of the latest changes of the table's webhooks are shown; an organisation has a
   * history.
   */
  private static final int LATEST = 8;

  private final Orgtable orgtable;
  private final WebhookOperations webhooks;
  private final WebhookPages pages;
  private final Timeline timeline;

  WebhooksPageController(
      Orgtable orgtable, WebhookOperations webhooks, WebhookPages pages, Timeline timeline) {
    this.timeline = timeline;
    this.orgtable = orgtable;
    this.webhooks = webhooks;
    this.pages = pages;
  }

  @GetMapping({OF_ORGANISATION, OF_TABLE})
  String webhooks(
      @PathVariable(required = false) @Nullable String organisation, Caller caller, Model model) {
    return list(WebhookPages.owner(organisation), Form.of(CREATE), caller, model);
  }

  /** The secret is shown on the page of the answer, this once. */
  @PostMapping({OF_ORGANISATION, OF_TABLE})
  String create(
      @PathVariable(required = false) @Nullable String organisation,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    WebhookOwner owner = WebhookPages.owner(organisation);
    Form form = WebhookPages.form(CREATE, typed);
    return visit.submit(
        form,
        () -> pages.secret(owner, webhooks.create(owner, pages.details(form)), visit),
        () -> list(owner, form, visit.caller(), visit.model()));
  }

  private String list(WebhookOwner owner, Form create, Caller caller, Model model) {
    pages.put(owner, create, caller, model);
    model.addAttribute(
        "webhooks",
        orgtable.webhooks().list(owner).stream()
            .map(webhook -> new WebhookRow(webhook, pages.latest(webhook)))
            .toList());
    model.addAttribute(CREATE, create);
    if (owner.equals(WebhookOwner.TABLE)) {
      model.addAttribute("latest", timeline.ofTableWebhooks(LATEST, caller));
    }
    return "console/webhooks";
  }
}
