package dev.orgtable.contracts.access;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.WebhookOperations;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What is done to deliver events to endpoints, and to remove them with their organisation. */
final class WebhookWalk {

  private static final OrganisationId DELTA = OrganisationId.of("delta");
  private static final int MEMBERS = 60;

  private WebhookWalk() {}

  /**
   * Lets a worker deliver to endpoints of the table and of an organisation, disable those that are
   * gone, and remove an organisation with an endpoint.
   */
  static void deliver(Orgtable prepared, Orgtable to, TestClock clock) {
    EmailAddress owner = EmailAddress.of("gus@example.com");
    user(prepared, owner);
    prepared.organisations().create(DELTA, "Delta", owner);
    WebhookOwner ofDelta = new WebhookOwner.OfOrganisation(DELTA);
    for (WebhookOwner each : Set.of(ofDelta, WebhookOwner.TABLE)) {
      var unusedCreated =
          prepared
              .webhooks()
              .create(each, WebhookOperations.DETAILS.withTypes(Set.of()), WebhookOperations.KEYS);
    }
    clock.advance(Duration.ofMinutes(1));
    var unusedRenamed = prepared.organisations().rename(DELTA, "Other");
    work(to, clock, 500);
    clock.advance(Duration.ofMinutes(1));
    work(to, clock, 410);
    clock.advance(Duration.ofMinutes(1));
    work(to, clock, 200);
    for (int i = 0; i < MEMBERS; i++) {
      EmailAddress member = EmailAddress.of("delta" + i + "@example.com");
      user(prepared, member);
      prepared.memberships().addMember(member, DELTA, Set.of());
    }
    prepared.organisations().delete(DELTA);
    work(to, clock, 200);
  }

  /** Does all that can be done with an endpoint of the table. */
  static void manage(Orgtable prepared, Orgtable to) {
    WebhookStore webhooks = to.webhooks();
    WebhookId id =
        prepared
            .webhooks()
            .create(WebhookOwner.TABLE, WebhookOperations.DETAILS, WebhookOperations.KEYS)
            .webhook()
            .id();
    webhooks.change(WebhookOwner.TABLE, id, present -> present.withDescription("Other"));
    webhooks.rotate(WebhookOwner.TABLE, id, WebhookOperations.KEYS);
    webhooks.disable(WebhookOwner.TABLE, id);
    webhooks.enable(WebhookOwner.TABLE, id);
    webhooks.replayFailed(WebhookOwner.TABLE, id, Instant.EPOCH);
    webhooks.deliveries(WebhookOwner.TABLE, id, null, 1);
    webhooks.delete(WebhookOwner.TABLE, id);
  }

  private static void user(Orgtable prepared, EmailAddress id) {
    var unused = prepared.users().create(User.of(id, new Profile("Gus", "", ""), Instant.EPOCH));
  }

  private static void work(Orgtable to, TestClock clock, int status) {
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withNanoTime(clock::nanoTime)
            .withWriteUnits(40_000)
            .withWebhooks(
                WebhookOperations.KEYS,
                call ->
                    new WebhookAnswer(
                        status, Duration.ZERO, status == 200 ? null : "answered", null));
    try (Worker worker =
        Worker.of(
            to,
            settings,
            e -> {
              throw e;
            })) {
      var unused = worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
