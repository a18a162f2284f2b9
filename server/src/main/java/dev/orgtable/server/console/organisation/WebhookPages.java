package dev.orgtable.server.console.organisation;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventType;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.webhook.WebhookOperations;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.NewWebhook;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;

/** The page of a webhook, and what it has in common with the list of webhooks. */
@Component
final class WebhookPages {

  static final String OF_ORGANISATION = "/console/organisations/{organisation}/webhooks";
  static final String OF_TABLE = "/console/webhooks";

  private static final String URL = "url";
  private static final String DESCRIPTION = "description";
  private static final String TYPES = "types";
  private static final String CHANGE = "change";
  private static final String PUSH = "HX-Push-Url";
  private static final String BETWEEN_TYPES = ", ";
  private static final int DELIVERIES = 25;

  private final Orgtable orgtable;
  private final WebhookOperations webhooks;
  private final OrganisationFrame frame;
  private final DeliveryRows rows;

  WebhookPages(
      Orgtable orgtable, WebhookOperations webhooks, OrganisationFrame frame, DeliveryRows rows) {
    this.orgtable = orgtable;
    this.webhooks = webhooks;
    this.frame = frame;
    this.rows = rows;
  }

  /**
   * Returns the owner that a path names.
   *
   * @param organisation null for the table
   */
  static WebhookOwner owner(@Nullable String organisation) {
    return organisation == null
        ? WebhookOwner.TABLE
        : new WebhookOwner.OfOrganisation(OrganisationId.of(organisation));
  }

  /** Returns the path of an owner's list. */
  static String base(WebhookOwner owner) {
    return owner instanceof WebhookOwner.OfOrganisation of
        ? Links.under(of.organisation(), "webhooks")
        : OF_TABLE;
  }

  /** Returns the path of a webhook. */
  static String path(WebhookOwner owner, WebhookId id) {
    return base(owner) + "/" + id;
  }

  /** Returns the form with what was typed and ticked. */
  static Form form(String id, MultiValueMap<String, String> typed) {
    String ticked =
        typed.getOrDefault(TYPES, List.of()).stream()
            .sorted()
            .collect(Collectors.joining(BETWEEN_TYPES));
    return Form.typed(id, typed).instead(TYPES, ticked);
  }

  /** Returns the details that were typed. */
  WebhookDetails details(Form form) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    form.values(TYPES).stream().map(WebhookPages::type).forEach(types::add);
    return new WebhookDetails(
        webhooks.url(form.value(URL).strip()), form.value(DESCRIPTION), types);
  }

  private static EventType type(String text) {
    return EventType.of(text)
        .filter(type -> type != EventType.WEBHOOK_TEST)
        .orElseThrow(() -> new InvalidInput(TYPES, "must be types, such as member.added"));
  }

  private static String types(WebhookDetails details) {
    return details.types().stream()
        .map(EventType::text)
        .sorted()
        .collect(Collectors.joining(BETWEEN_TYPES));
  }

  /** Returns the details as the fields of a form. */
  static Map<String, String> fields(WebhookDetails details) {
    return Map.of(
        URL, details.url().toString(),
        DESCRIPTION, details.description(),
        TYPES, types(details));
  }

  /** Returns a number that is another one if the details are others, to find conflicts. */
  static long revision(WebhookDetails details) {
    return List.of(details.url().toString(), details.description(), types(details)).hashCode();
  }

  /**
   * Adds to the model what all pages of webhooks have.
   *
   * @param form the form with the types of events
   */
  void put(WebhookOwner owner, Form form, Caller caller, Model model) {
    Set<String> ticks =
        Stream.of(form.value(TYPES).split(BETWEEN_TYPES))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toSet());
    model.addAttribute("ticks", ticks);
    model.addAttribute("sections", EventTypeSection.of(owner, ticks));
    model.addAttribute("base", base(owner));
    model.addAttribute("on", webhooks.isOn());
    if (owner instanceof WebhookOwner.OfOrganisation of) {
      frame.put(of.organisation(), "settings", caller, model);
    }
  }

  /** Renders the page with a new secret, this once. */
  String secret(WebhookOwner owner, NewWebhook created, Visit visit) {
    visit.neverStore();
    visit.response().setHeader(PUSH, path(owner, created.webhook().id()));
    visit.model().addAttribute("secret", created.secret());
    return show(owner, created.webhook().id(), Form.of(CHANGE), visit);
  }

  /** Renders the page after a form was refused. */
  String show(WebhookOwner owner, WebhookId id, Form form, Visit visit) {
    return show(owner, id, form, null, visit.caller(), visit.model());
  }

  /**
   * Renders the page.
   *
   * @param after the delivery to list others after; null for the latest
   */
  String show(
      WebhookOwner owner,
      WebhookId id,
      Form form,
      @Nullable EventId after,
      Caller caller,
      Model model) {
    Webhook webhook = orgtable.webhooks().get(owner, id);
    WebhookDetails details = webhook.details();
    fields(details).forEach(form::with);
    put(owner, form, caller, model);
    String path = path(owner, id);
    Page<WebhookDelivery> deliveries = orgtable.webhooks().deliveries(owner, id, after, DELIVERIES);
    model.addAttribute("webhook", webhook);
    model.addAttribute(
        "row",
        new WebhookRow(webhook, after == null ? first(deliveries.items()) : latest(webhook)));
    model.addAttribute("types", details.types().stream().map(EventType::text).sorted().toList());
    model.addAttribute(CHANGE, form.with(Form.REVISION, revision(details)));
    model.addAttribute("deliveries", rows.of(owner, deliveries.items(), caller));
    model.addAttribute("cursor", after == null ? "" : after.value());
    model.addAttribute("first", after == null ? "" : path);
    model.addAttribute(
        "next", deliveries.next().map(cursor -> path + "?cursor=" + cursor.value()).orElse(""));
    return "console/webhook";
  }

  /** Returns the delivery of the latest event; null if there is none. */
  @Nullable WebhookDelivery latest(Webhook webhook) {
    return first(orgtable.webhooks().deliveries(webhook.owner(), webhook.id(), null, 1).items());
  }

  private static @Nullable WebhookDelivery first(List<WebhookDelivery> deliveries) {
    return deliveries.isEmpty() ? null : deliveries.get(0);
  }

  /**
   * Renders a row of the list of deliveries.
   *
   * @param after the delivery before its page; null on the first page
   * @param said what was done; empty if it was refused
   */
  String row(
      WebhookOwner owner,
      WebhookId id,
      EventId event,
      @Nullable EventId after,
      String said,
      String refusal,
      Visit visit) {
    List<WebhookDelivery> one =
        orgtable.webhooks().deliveries(owner, id, after, DELIVERIES).items().stream()
            .filter(each -> each.event().equals(event))
            .toList();
    Model model = visit.model();
    model.addAttribute("one", path(owner, id));
    model.addAttribute("webhook", orgtable.webhooks().get(owner, id));
    model.addAttribute("event", event.value());
    model.addAttribute("cursor", after == null ? "" : after.value());
    model.addAttribute(
        "delivery", one.isEmpty() ? null : rows.of(owner, one, visit.caller()).get(0));
    model.addAttribute("said", said);
    model.addAttribute("refusal", refusal);
    return "console/webhook-parts :: answer";
  }
}
