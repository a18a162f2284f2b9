package dev.orgtable.server.console.organisation;

import static dev.orgtable.server.console.organisation.WebhookPages.OF_ORGANISATION;
import static dev.orgtable.server.console.organisation.WebhookPages.OF_TABLE;
import static dev.orgtable.server.console.organisation.WebhookPages.owner;

import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.event.EventId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.webhook.WebhookOperations;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookReplay;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A webhook, with its latest deliveries. */
@Controller
final class WebhookPageController {

  private static final String OF_THE_ORGANISATION = OF_ORGANISATION + "/{webhook}";
  private static final String OF_THE_TABLE = OF_TABLE + "/{webhook}";
  private static final String CHANGE = "change";
  private static final String DETAILS = "/details";
  private static final String TEST = "/test";
  private static final String ENABLE = "/enable";
  private static final String DISABLE = "/disable";
  private static final String ROTATE = "/rotate";
  private static final String DELETE = "/delete";
  private static final String REPLAY_ALL = "/deliveries/replay";
  private static final String REPLAY = "/deliveries/{event}/replay";

  /** Before all deliveries, which are kept for 30 days. */
  private static final Instant BEGIN = Instant.ofEpochMilli(1);

  /** The most calls that one click makes, each of which reads up to 2,000 deliveries. */
  private static final int MOST_PARTS = 25;

  private final Orgtable orgtable;
  private final WebhookOperations webhooks;
  private final WebhookPages pages;

  WebhookPageController(Orgtable orgtable, WebhookOperations webhooks, WebhookPages pages) {
    this.orgtable = orgtable;
    this.webhooks = webhooks;
    this.pages = pages;
  }

  @GetMapping({OF_THE_ORGANISATION, OF_THE_TABLE})
  String webhook(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      @RequestParam(defaultValue = "") String cursor,
      Caller caller,
      Model model) {
    return pages.show(
        owner(organisation), WebhookId.of(webhook), Form.of(CHANGE), after(cursor), caller, model);
  }

  private static @Nullable EventId after(String cursor) {
    return cursor.isEmpty() ? null : Input.required("cursor", cursor, EventId::of);
  }

  @PostMapping({OF_THE_ORGANISATION + DETAILS, OF_THE_TABLE + DETAILS})
  String change(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    return act(organisation, webhook, WebhookPages.form(CHANGE, typed), this::change, visit);
  }

  private String change(WebhookOwner owner, WebhookId id, Form form) {
    WebhookDetails next = pages.details(form);
    var unused =
        webhooks.change(
            owner,
            id,
            present -> {
              long revision = WebhookPages.revision(present);
              if (revision != form.revision()) {
                form.stale(revision, WebhookPages.fields(present));
                throw new Stale("webhook " + id);
              }
              return next;
            });
    return "The webhook was saved.";
  }

  @PostMapping({OF_THE_ORGANISATION + TEST, OF_THE_TABLE + TEST})
  String test(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Visit visit) {
    WebhookOwner owner = owner(organisation);
    WebhookId id = WebhookId.of(webhook);
    Form form = Form.of(CHANGE);
    return visit.submit(
        form,
        () -> {
          try {
            WebhookAnswer answer = webhooks.test(owner, id);
            if (answer.isAccepted()) {
              visit.done("The test was accepted: " + answer.status() + ".");
            } else {
              failed(visit, "The test failed: " + answer.failure() + ".");
            }
          } catch (Problem e) {
            failed(visit, "The test was not sent: " + e.getMessage() + ".");
          }
          return "redirect:" + WebhookPages.path(owner, id);
        },
        () -> pages.show(owner, id, form, visit));
  }

  private static void failed(Visit visit, String words) {
    visit.next().addFlashAttribute("failed", words);
  }

  @PostMapping({OF_THE_ORGANISATION + ENABLE, OF_THE_TABLE + ENABLE})
  String enable(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Visit visit) {
    return act(
        organisation,
        webhook,
        Form.of(CHANGE),
        (owner, id, form) -> {
          var unused = orgtable.webhooks().enable(owner, id);
          return "The webhook is enabled.";
        },
        visit);
  }

  @PostMapping({OF_THE_ORGANISATION + DISABLE, OF_THE_TABLE + DISABLE})
  String disable(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Visit visit) {
    return act(
        organisation,
        webhook,
        Form.of(CHANGE),
        (owner, id, form) -> {
          var unused = orgtable.webhooks().disable(owner, id);
          return "The webhook is disabled.";
        },
        visit);
  }

  @PostMapping({OF_THE_ORGANISATION + REPLAY, OF_THE_TABLE + REPLAY})
  String replay(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      @PathVariable String event,
      @RequestParam(defaultValue = "") String cursor,
      Visit visit) {
    WebhookOwner owner = owner(organisation);
    WebhookId id = WebhookId.of(webhook);
    EventId replayed = EventId.of(event);
    EventId after = after(cursor);
    Form form = Form.of(CHANGE);
    return visit.answerRow(
        form,
        () -> {
          orgtable.webhooks().replay(owner, id, replayed);
          return "The event is delivered again.";
        },
        (said, refusal) -> pages.row(owner, id, replayed, after, said, refusal, visit),
        () ->
            "redirect:" + WebhookPages.path(owner, id) + (after == null ? "" : "?cursor=" + after),
        () -> pages.show(owner, id, form, after, visit.caller(), visit.model()));
  }

  @PostMapping({OF_THE_ORGANISATION + REPLAY_ALL, OF_THE_TABLE + REPLAY_ALL})
  String replayFailed(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Visit visit) {
    return act(
        organisation, webhook, Form.of(CHANGE), (owner, id, form) -> replayed(owner, id), visit);
  }

  /** Replays all that failed, however long the log of deliveries is. */
  private String replayed(WebhookOwner owner, WebhookId id) {
    int events = 0;
    @Nullable Instant next = BEGIN;
    for (int part = 0; next != null && part < MOST_PARTS; part++) {
      WebhookReplay replay = orgtable.webhooks().replayFailed(owner, id, next);
      events += replay.events();
      next = replay.next();
    }
    String words =
        switch (events) {
          case 0 -> "No delivery has failed.";
          case 1 -> "1 event is delivered again.";
          default -> events + " events are delivered again.";
        };
    return next == null
        ? words
        : words + " There are more: continue with the API, from " + next + ".";
  }

  private interface Change {

    /** Makes the change that a form says; returns words about it. */
    String make(WebhookOwner owner, WebhookId id, Form form);
  }

  private String act(
      @Nullable String organisation, String webhook, Form form, Change change, Visit visit) {
    WebhookOwner owner = owner(organisation);
    WebhookId id = WebhookId.of(webhook);
    return visit.submit(
        form,
        () -> {
          visit.done(change.make(owner, id, form));
          return "redirect:" + WebhookPages.path(owner, id);
        },
        () -> pages.show(owner, id, form, visit));
  }

  @GetMapping({OF_THE_ORGANISATION + ROTATE, OF_THE_TABLE + ROTATE})
  String beforeRotation(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Model model) {
    WebhookOwner owner = owner(organisation);
    String one =
        WebhookPages.path(owner, orgtable.webhooks().get(owner, WebhookId.of(webhook)).id());
    return new Confirmation(
            "Replace the secret?",
            List.of(
                "The new secret is shown once.",
                "Requests are signed with both secrets for 24 hours."),
            one + ROTATE,
            "Replace the secret",
            one)
        .page(model);
  }

  @PostMapping({OF_THE_ORGANISATION + ROTATE, OF_THE_TABLE + ROTATE})
  String rotate(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Visit visit) {
    WebhookOwner owner = owner(organisation);
    WebhookId id = WebhookId.of(webhook);
    Form form = Form.of(CHANGE);
    return visit.submit(
        form,
        () -> pages.secret(owner, webhooks.rotate(owner, id), visit),
        () -> pages.show(owner, id, form, visit));
  }

  @GetMapping({OF_THE_ORGANISATION + DELETE, OF_THE_TABLE + DELETE})
  String beforeDeletion(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Model model) {
    return question(owner(organisation), WebhookId.of(webhook)).page(model);
  }

  private Confirmation question(WebhookOwner owner, WebhookId id) {
    String one = WebhookPages.path(owner, orgtable.webhooks().get(owner, id).id());
    return new Confirmation(
        "Delete the webhook?",
        List.of("Events that wait for it are not sent any more. This cannot be undone."),
        one + DELETE,
        "Delete the webhook",
        one);
  }

  @PostMapping({OF_THE_ORGANISATION + DELETE, OF_THE_TABLE + DELETE})
  String delete(
      @PathVariable(required = false) @Nullable String organisation,
      @PathVariable String webhook,
      Visit visit) {
    WebhookOwner owner = owner(organisation);
    WebhookId id = WebhookId.of(webhook);
    Form form = Form.of("delete");
    return visit.submit(
        form,
        () -> {
          orgtable.webhooks().delete(owner, id);
          visit.done("The webhook was deleted.");
          return "redirect:" + WebhookPages.base(owner);
        },
        () -> question(owner, id).with(form).page(visit.model()));
  }
}
