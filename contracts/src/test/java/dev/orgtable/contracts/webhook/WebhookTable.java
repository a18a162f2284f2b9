package dev.orgtable.contracts.webhook;

import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.webhook.NewWebhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookSender;
import dev.orgtable.webhook.WebhookUrl;
import dev.orgtable.webhook.store.WebhookStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A table with endpoints, whose requests go to the test. */
abstract class WebhookTable extends TableContract {

  static final WebhookOwner OF_ACME = new WebhookOwner.OfOrganisation(ACME);
  static final WebhookOwner OF_BETA = new WebhookOwner.OfOrganisation(BETA);

  /** The first destination of a table takes effect after this time. */
  static final Duration NOTICE = Duration.ofSeconds(60);

  static final WebhookKeys KEYS = keys(1);

  final List<RuntimeException> reported = Collections.synchronizedList(new ArrayList<>());

  /** Returns keys that are made of numbers. */
  static WebhookKeys keys(int... numbers) {
    List<String> lines = new ArrayList<>();
    for (int number : numbers) {
      byte[] key = new byte[32];
      key[0] = (byte) number;
      lines.add(Base64.getEncoder().encodeToString(key));
    }
    return WebhookKeys.of(lines);
  }

  static WebhookDetails details(String url, EventType... types) {
    return new WebhookDetails(WebhookUrl.of(url), "For tests", Set.of(types));
  }

  final WebhookStore webhooks() {
    return orgtable().webhooks();
  }

  /** Creates an endpoint, and waits until it is told of events. */
  final NewWebhook endpoint(WebhookOwner owner, EventType... types) {
    NewWebhook created =
        webhooks().create(owner, details("https://example.com/hooks?token=s3cret", types), KEYS);
    clock.advance(NOTICE);
    return created;
  }

  /** Records requests, and answers them. */
  static final class Requests implements WebhookSender {

    private final List<WebhookCall> calls = Collections.synchronizedList(new ArrayList<>());
    private Function<WebhookCall, WebhookAnswer> answer = call -> answered(200);

    @Override
    public WebhookAnswer send(WebhookCall call) {
      calls.add(call);
      return answer.apply(call);
    }

    Requests answering(int status) {
      answer = call -> answered(status);
      return this;
    }

    List<WebhookCall> calls() {
      return List.copyOf(calls);
    }

    List<EventType> types() {
      return calls().stream().map(call -> call.event().type()).toList();
    }

    List<EventId> ids() {
      return calls().stream().map(call -> call.event().id()).toList();
    }

    /** Returns the types of the events of the requests to a host. */
    List<EventType> typesTo(String host) {
      return calls().stream()
          .filter(call -> call.url().value().getHost().equals(host))
          .map(call -> call.event().type())
          .toList();
    }

    void forget() {
      calls.clear();
    }

    private static WebhookAnswer answered(int status) {
      return new WebhookAnswer(
          status, Duration.ofMillis(7), status < 300 ? null : "answered " + status, null);
    }
  }

  /** Runs a worker that sends requests, until there is nothing to do. */
  final void deliver(WebhookSender sender) {
    deliver(sender, KEYS);
  }

  final void deliver(WebhookSender sender, WebhookKeys keys) {
    WorkerSettings settings =
        WorkerSettings.DEFAULT.withNanoTime(clock::nanoTime).withWebhooks(keys, sender);
    try (Worker worker = Worker.of(on(client()), settings, reported::add)) {
      var unused = worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the events of all logs, in the order of their ids. */
  final List<Event> events() {
    return allItems().stream()
        .map(Item::of)
        .flatMap(item -> EventRecord.from(item).stream())
        .sorted(Comparator.comparing(Event::id))
        .toList();
  }

  final List<Event> events(EventType type) {
    return events().stream().filter(event -> event.type() == type).toList();
  }

  final long destinations() {
    return attribute("eventSettings", "eventSettings", "destinations")
        .map(count -> Long.parseLong(count.n()))
        .orElse(0L);
  }
}
